//! Words on and around the map.

crate::texts! {
    /// The map widget.
    pub enum MapText {
        Map "地图" "Map";
        ToolPointer "选择" "Select";
        ToolBox "框选" "Select by box";
        ToolLasso "套索选择" "Select by lasso";
        MeasureLength "测量距离" "Measure length";
        MeasureArea "测量面积" "Measure area";
        ZoomIn "放大" "Zoom in";
        ZoomOut "缩小" "Zoom out";
        Fit "回到园区全图" "Show the whole park";
        ViewBack "后退到上一视图" "Back to the last view";
        ViewForward "前进到下一视图" "Forward to the next view";
        NorthLetter "北" "N";
        MeasureHint "单击加点，双击结束，Esc 清除" "Click to add points, double click to end, Esc to clear";
        DrawAreaHint "按住并围出选址范围，Esc 取消" "Hold and draw around where space is looked for; Esc stops";
        FindAround "选址：此点 800 m 内" "Find space within 800 m of here";
        FindAroundStation "选址：距{}站 800 m 内" "Find space within 800 m of {} station";
        FindInBuilding "选址：只看此楼" "Find space in this building";
        SketchHint "按住拖动圈选；Shift 加选，Ctrl 减选" "Drag around; Shift adds, Ctrl removes";
        Total "共 {}" "{} in all";
        ZoomHere "缩放到此处" "Zoom to this";
        ZoomToSelection "缩放到选择" "Zoom to the selection";
        AddToSelection "加入选择" "Add to selection";
        RemoveFromSelection "移出选择" "Remove from selection";
        ClearSelection "清除选择" "Clear selection";
        CopyCoordinates "复制坐标" "Copy coordinates";
        DropHere "松开以打开文件" "Let go to open the files";
        DropKinds "GeoJSON、GeoJSON 序列及其 gzip" "GeoJSON, GeoJSON sequences, and either as gzip";
    }
}
