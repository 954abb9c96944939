//! The words of the sheets: open, palette, shortcuts, about, issues, datasets.

crate::texts! {
    /// The sheets.
    pub enum SheetText {
        Close "关闭" "Close";
        WithheldTitle "保密模式" "Confidential mode";
        Withheld "这里会显示文件中的原始内容，可能包括租户名称和租金。保密模式开启时不显示；等待处理的文件和问题都保留着。" "This would show what files hold, tenants' names and rents perhaps among it. It is not shown while confidential mode is on; files that wait and issues are kept.";
        EndConfidential "关闭保密模式" "End confidential mode";
        OpenTitle "打开文件" "Open files";
        OpenPaths "文件路径，每行一个" "File paths, one a line";
        OpenPathsHint "粘贴一个或多个路径，每行一个；回车打开" "Paste one or more paths, one a line; Enter opens";
        OpenBrowse "浏览…" "Browse…";
        Open "打开" "Open";
        OpenRecent "最近打开" "Recent files";
        OpenNoRecent "还没有打开过文件" "No file has been opened yet";
        OpenFormats "可以打开 CSV、TSV、XLSX、XLS、ODS 表格，Shapefile、GeoPackage、FlatGeobuf、KML、GeoJSON 及其压缩包；也可粘贴表格单元格" "CSV, TSV, XLSX, XLS, ODS, Shapefile, GeoPackage, FlatGeobuf, KML, GeoJSON, zipped or not; cells of a spreadsheet can be pasted";
        OpenKinds "区块、园区、楼宇、房源、企业、项目、车站会自动识别，并代替自带数据；其他内容成为单独的图层" "Blocks, parks, buildings, spaces, enterprises, projects and stations are recognised and take the place of the embedded data; anything else becomes a layer of its own";
        PaletteTitle "命令面板" "Command palette";
        PaletteHint "输入命令，如“缩放”或 sf" "Type a command";
        PaletteNothing "没有这样的命令" "No such command";
        ShortcutsTitle "快捷键" "Shortcuts";
        MouseTitle "鼠标" "Mouse";
        MouseWheel "滚轮" "Wheel";
        MouseWheelDoes "以光标处为中心缩放" "Zoom about the cursor";
        MouseDrag "拖动" "Drag";
        MouseDragDoes "移动地图" "Move the map";
        MouseDouble "双击" "Double click";
        MouseDoubleDoes "放大" "Zoom in";
        MouseShift "Shift 单击" "Shift click";
        MouseShiftDoes "加入选择" "Add to the selection";
        MouseCtrl "Ctrl 单击" "Ctrl click";
        MouseCtrlDoes "加入或移出选择" "Add to or take from the selection";
        AboutTitle "关于园图" "About Yuantu";
        AboutVersion "版本 {}" "Version {}";
        AboutWhat "城市创新园区的桌面地图工作台：三大功能区块、载体园区、楼宇、房源、企业与产业集群。" "A desktop map workbench for an urban innovation park: functional blocks, carrier parks, buildings, spaces, firms and industry clusters.";
        AboutData "数据" "Data";
        AboutOsm "水系、绿地、轨道、高架、公共设施、路口与地名：© OpenStreetMap contributors，ODbL 1.0" "Water, green, railways, elevated roads, sites, crossings and place names: © OpenStreetMap contributors, ODbL 1.0";
        AboutPlan "指标、项目、机构与名称：张江高新区静安园“十四五”规划" "Indicators, projects, institutions and names: the park's 14th Five-Year Plan";
        AboutSchematic "区块与园区的位置为示意；楼宇、房源与企业为演示数据，并非真实情况。" "Places of blocks and parks are schematic; buildings, spaces and firms are invented for demonstration.";
        AboutMapNumber "内部资料 未经审图 不得公开" "Internal material, map not approved, not for publication";
        AboutFonts "字体与图标" "Fonts and icons";
        AboutNoto "Noto Sans SC：SIL Open Font License 1.1" "Noto Sans SC: SIL Open Font License 1.1";
        AboutPhosphor "Phosphor Icons：MIT" "Phosphor Icons: MIT";
        AboutProgram "程序" "Program";
        AboutLicence "园图以 MIT 许可发布；所用软件包的许可见其各自的仓库" "Yuantu is under the MIT licence; its crates are under theirs";
        IssuesTitle "问题" "Issues";
        IssuesAll "全部 {}" "All {}";
        IssuesErrors "错误 {}" "Errors {}";
        IssuesWarnings "提醒 {}" "Warnings {}";
        IssuesFile "文件" "File";
        IssuesKind "种类" "Kind";
        IssuesAnyFile "全部文件" "All files";
        IssuesAnyKind "全部种类" "All kinds";
        IssuesNone "没有问题" "No issues";
        IssuesNoneSentence "打开的文件都读得干净" "The open files were read without a doubt";
        IssuesGo "前往：{}" "Go to: {}";
        IssuesStep "第 {} / {} 处" "{} of {}";
        IssuesHint "点击一行前往所在要素；同一行再点去下一处" "Click a line to go to its feature; again for the next one";
        DatasetsTitle "数据集" "Datasets";
        DatasetName "名称" "Name";
        DatasetKind "内容" "Content";
        DatasetRows "条数" "Records";
        DatasetSource "来源" "Source";
        DatasetAsOf "截至" "As of";
        DatasetConfidence "可信度" "Confidence";
        DatasetEmbedded "自带" "Embedded";
        DatasetOwn "自有" "Own";
        DatasetRestore "恢复自带数据" "Bring the embedded data back";
        DatasetClose "关闭图层" "Close the layer";
        DatasetSetKind "更改内容：{}" "Change the content of {}";
        DatasetsHint "自有文件代替同类的自带数据；虚构的数据不会与自有数据一起计算" "A file of your own takes the place of the embedded data of its kind; invented data is never counted with yours";
        DatasetNoSource "未注明" "Unstated";
    }
}
