//! The words of the window's frame: top bar, search, status bar, messages.

crate::texts! {
    /// Top bar, search, status bar, messages.
    pub enum UiText {
        Product "园图" "Yuantu";
        Logo "园" "园";
        DataDemo "张江静安园 · 演示数据" "Zhangjiang Jing'an · demo data";
        DataDemoAndOwn "张江静安园 · 演示与自有数据" "Zhangjiang Jing'an · demo and own data";
        DataOwn "张江静安园 · 自有数据" "Zhangjiang Jing'an · own data";
        DataLoading "正在载入数据…" "Loading data…";
        Home "首页" "Home";
        Browse "浏览" "Browse";
        Find "选址" "Find";
        SearchName "搜索" "Search";
        SearchHint "楼宇、园区、企业、地铁、道路，拼音首字母" "Buildings, parks, firms, stations, streets";
        SearchHintShort "搜索，拼音首字母" "Search";
        SearchClear "清除搜索" "Clear the search";
        SearchNothing "没有找到“{}”" "Nothing found for \"{}\"";
        SearchTip "试试拼音首字母，如 szx；也可按英文名查找" "Try pinyin, initials, or an English name";
        SearchResults "搜索结果" "Search results";
        SearchMore "共 {} 条，显示前 {} 条" "{} in all, the first {} shown";
        SearchGroup "{}（{}）" "{} ({})";
        Undo "撤销" "Undo";
        Redo "重做" "Redo";
        Language "中 / En" "中 / En";
        LanguageName "Switch to English" "切换为中文";
        LookLight "浅色" "Light";
        LookDark "深色" "Dark";
        LookProjector "投影" "Projector";
        LookName "外观：{}，点按换为{}" "Appearance: {}; click for {}";
        Menu "菜单" "Menu";
        ReferenceDate "基准日" "Reference date";
        ReferenceDateNewest "取数据的最新日期" "The data's newest as-of";
        ReferenceDateSet "设定" "Set";
        ReferenceDateBad "请按 2026-10-31 的格式填写" "Write it like 2026-10-31";
        Motion "动画效果" "Motion";
        ConfidentialOn "保密模式已开启：不显示租户名称、已租房源租金、备注和文件内容" "Confidential mode is on: tenants' names, rents of let space, notes and the content of files are not shown";
        ConfidentialOff "开启保密模式" "Switch confidential mode on";
        ConfidentialShort "保密" "Confidential";
        GaussKrueger "高斯-克吕格坐标（CGCS2000）" "Gauss-Krüger coordinates (CGCS2000)";
        Wgs84 "WGS84" "WGS84";
        Cgcs2000 "CGCS2000" "CGCS2000";
        Scale "比例尺 1:{}" "Scale 1:{}";
        Shown "显示 {}" "Showing {}";
        CountCarrierBuildings "{} 载体楼宇" "{} carrier buildings";
        CountOtherBuildings "{} 其他楼宇" "{} other buildings";
        CountEnterprises "{} 企业" "{} firms";
        CountOwn "{} {}" "{} {}";
        Selected "已选 {} 项" "{} selected";
        AsOf "基准日 {}" "Reference date {}";
        Credit "© OpenStreetMap contributors" "© OpenStreetMap contributors";
        IssuesOpen "查看问题" "Show the issues";
        NoIssues "没有问题" "No issues";
        Cancel "取消" "Cancel";
        CancelTask "取消：{}" "Cancel: {}";
        TaskShare "{} {}" "{} {}";
        RestoreEmbedded "恢复内置数据" "Bring the embedded data back";
        Close "关闭" "Close";
        CloseNotice "关闭消息" "Close the message";
        LayersPanel "图层与图例" "Layers and legend";
        RecordPanel "详情" "Details";
        ShowLayersPanel "展开图层与图例" "Show layers and legend";
        ShowPlaces "展开符合的房源" "Show what fits";
        ShowRecordPanel "展开详情" "Show details";
        HidePanel "收起面板" "Fold the panel";
        SchematicBounds "三大区块为示意边界" "Block outlines are schematic";
        DemoRecords "楼宇、房源、企业为演示数据" "Buildings, spaces and firms are demo data";
        AsOfShort "截至 {}" "as of {}";
    }
}
