//! The words of the layers panel and its legend.

crate::texts! {
    /// Layers and legend.
    pub enum LayersText {
        Title "图层与图例" "Layers and legend";
        Add "打开文件…" "Open files…";
        ShowLayer "显示图层：{}" "Show layer: {}";
        Expand "展开：{}" "Expand: {}";
        Layer "图层：{}，{} 项" "Layer: {}, {} records";
        Class "{}：{}，{} 项" "{}: {}, {} records";
        ClassHint "单击显示或隐藏，双击只看此类" "Click to show or hide, double click to show it alone";
        SelectClass "选择 {}：{}，{} 项" "Select {}: {}, {} records";
        More "图层选项：{}" "Layer options: {}";
        ZoomTo "缩放至图层" "Zoom to the layer";
        Isolate "只看此图层" "Show this layer alone";
        MoveUp "上移" "Move up";
        MoveDown "下移" "Move down";
        Opacity "不透明度" "Opacity";
        CheckGeometry "检查几何…" "Check geometry…";
        Export "导出…" "Export…";
        CloseOwn "关闭图层" "Close the layer";
        IsolateClass "只看此类" "Show this class alone";
        HideClass "隐藏此类" "Hide this class";
        ShowClass "显示此类" "Show this class";
        SelectAll "选择此类全部" "Select all of the class";
        ColourBy "楼宇着色：{}" "Buildings coloured by: {}";
        ThemeVacancy "空置率" "Vacancy rate";
        ThemeAvailability "可供率" "Availability rate";
        ThemeVacantArea "空置面积" "Vacant area";
        ThemeRent "租金" "Asking rent";
        ClusterReach "邻近距离" "Reach";
        ClusterLeast "最少企业数" "Least firms";
        ClusterResult "{} 个集群，{} 家企业；{} 家未成群" "{} clusters of {} firms; {} in none";
        Computing "正在计算…" "Computing…";
        Metre "米" "m";
        FirmUnit "家" "firms";
        Schematic "示意" "Schematic";
        SchematicHint "位置概略" "approx.";
        Demo "演示" "Demo";
        DemoHint "数据虚构" "invented";
        EmptyTitle "还没有图层" "No layers yet";
        EmptySentence "把 GeoJSON 或 GeoJSON 序列拖到窗口里，或从文件打开" "Drop GeoJSON or a GeoJSON sequence here, or open a file";
        EmptySentenceNoDrop "从文件打开 GeoJSON 或 GeoJSON 序列" "Open GeoJSON or a GeoJSON sequence";
        EmptyButton "打开文件…" "Open files…";
    }
}
