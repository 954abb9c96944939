//! The names of everything the menus, the palette and the keyboard can do.

crate::texts! {
    /// Actions and their groups.
    pub enum ActionText {
        GroupFile "文件" "File";
        GroupView "视图" "View";
        GroupMap "地图" "Map";
        GroupSelect "选择与量测" "Select and measure";
        GroupFind "选址" "Find";
        GroupEdit "编辑" "Edit";
        GroupHelp "帮助" "Help";
        GroupSettings "设置" "Settings";
        OpenFiles "打开文件…" "Open files…";
        NewWorkspace "新建工作区" "New workspace";
        SaveWorkspace "保存工作区" "Save the workspace";
        SaveWorkspaceAs "工作区另存为…" "Save the workspace as…";
        Workspace "工作区与备注…" "Workspace and notes…";
        Datasets "数据集…" "Datasets…";
        Delivery "回到新一批数据…" "Back to the new delivery…";
        Issues "问题列表…" "Issues…";
        CheckGeometry "检查几何…" "Check geometry…";
        Export "导出…" "Export…";
        ExportSelection "导出所选…" "Export the selection…";
        Quit "退出" "Quit";
        Search "搜索" "Search";
        Palette "命令面板…" "Command palette…";
        Shortcuts "快捷键…" "Shortcuts…";
        About "关于园图…" "About Yuantu…";
        Home "前往首页" "Go to Home";
        Browse "前往地图" "Go to the map";
        Find "为客户选址" "Find space for a prospect";
        LeftPanel "显示或隐藏图层面板" "Show or hide the layers panel";
        RightPanel "显示或隐藏详情面板" "Show or hide the details panel";
        Undo "撤销" "Undo";
        Redo "重做" "Redo";
        ZoomIn "放大" "Zoom in";
        ZoomOut "缩小" "Zoom out";
        FitPark "回到园区全图" "Show the whole park";
        FlyToSelection "缩放至所选" "Zoom to the selection";
        ViewBack "后退到上一视图" "Back to the last view";
        ViewForward "前进到下一视图" "Forward to the next view";
        PanLeft "地图左移" "Pan left";
        PanRight "地图右移" "Pan right";
        PanUp "地图上移" "Pan up";
        PanDown "地图下移" "Pan down";
        Pointer "选择工具" "Select tool";
        Box "框选工具" "Box tool";
        Lasso "套索工具" "Lasso tool";
        MeasureLength "测量距离" "Measure length";
        MeasureArea "测量面积" "Measure area";
        ClearSelection "清除选择" "Clear the selection";
        Language "切换语言（中文 / English）" "Switch language (中文 / English)";
        Look "切换外观（浅色、深色、投影）" "Switch appearance (light, dark, projector)";
        Motion "开关动画效果" "Switch motion on or off";
        Confidential "开关保密模式" "Switch confidential mode";
        GaussKrueger "开关高斯-克吕格坐标" "Switch Gauss-Krüger coordinates";
        ThemeVacancy "楼宇按空置率着色" "Colour buildings by vacancy rate";
        ThemeAvailability "楼宇按可供率着色" "Colour buildings by availability rate";
        ThemeVacantArea "楼宇按空置面积着色" "Colour buildings by vacant area";
        ThemeRent "楼宇按租金着色" "Colour buildings by asking rent";
        Stacking "租控图…" "Stacking plan…";
        FindLine "输入客户要求" "Type what the prospect wants";
        FindWeights "权重恢复默认" "Reset the weights";
        FindStar "加入或移出候选" "Add to the shortlist, or take from it";
        FindOpen "放大到所选楼宇" "Zoom to the chosen building";
        FindDraw "画选址范围" "Draw where space is looked for";
        FindCompare "比较候选…" "Compare the shortlist…";
        FindBrief "生成简报…" "Make the brief…";
        FindNew "新客户" "New prospect";
        LoadSelection "选择已存的“{}”" "Select the saved \"{}\"";
        ToggleLayer "显示或隐藏：{}" "Show or hide: {}";
    }
}
