//! The words of the export sheet. Refuses what is said in the files (`writing`).

crate::texts! {
    /// The export sheet.
    pub enum ExportSheetText {
        Title "导出" "Export";
        Open "导出…" "Export…";
        What "内容" "What";
        Selection "当前选择" "The selection";
        Choice "{}（{} 行）" "{} ({} rows)";
        AllRows "全部 {} 行" "All {} rows";
        ShownRows "仅图例中显示的 {} 行" "Only the {} rows that the legend shows";
        Format "格式" "Format";
        Crs "坐标系" "Coordinate system";
        Wgs84 "WGS84 经纬度（EPSG:4326）" "WGS84, degrees (EPSG:4326)";
        Cgcs2000 "CGCS2000 经纬度（EPSG:4490）" "CGCS2000, degrees (EPSG:4490)";
        LocalZone "CGCS2000 高斯-克吕格 3° 带，中央经线 {}°（EPSG:{}）" "CGCS2000 Gauss-Krüger, 3° zone at {}° (EPSG:{})";
        WebMercator "Web 墨卡托（EPSG:3857）" "Web Mercator (EPSG:3857)";
        Gcj02 "GCJ-02 经纬度（高德、腾讯）" "GCJ-02, degrees (AMap, Tencent)";
        Bd09 "BD-09 经纬度（百度）" "BD-09, degrees (Baidu)";
        Other "其他…" "Another one…";
        OtherCrs "EPSG 代码、WKT 或 PROJ 文本" "EPSG code, WKT or PROJ text";
        OtherHint "例如 EPSG:32651" "such as EPSG:32651";
        GeoJsonOnly "GeoJSON 按 RFC 7946 只能是 WGS84 经纬度" "GeoJSON is WGS84 degrees by RFC 7946, nothing else";
        Shifted "坐标带有偏移（上海 GCJ-02 约 480 m，BD-09 约 1,150 m），多数软件不会识别：文件中会写明" "These coordinates are shifted (in Shanghai GCJ-02 by some 480 m, BD-09 by 1,150 m), which most programs will not know: the file says so";
        SaveTo "保存到" "Save to";
        PathHint "文件路径，例如 /home/li/楼宇.geojson" "A path such as /home/li/buildings.geojson";
        Browse "选择位置…" "Choose a place…";
        Counting "正在统计…" "Counting…";
        WillWrite "将写入 {} 行" "{} rows will be written";
        NoRows "没有可以导出的行：请选别的内容，或在图例中显示一些类别" "There is no row to export: choose something else, or show some classes in the legend";
        Schematic "其中 {} 行为示意" "{} of them are schematic";
        Demo "其中 {} 行为演示，虚构而非真实" "{} of them are invented for demonstration";
        Provenance "来源、截至日期与可信度各成一列，随每一行写出" "Source, as-of and confidence are columns of their own and go with each row";
        Osm "含 {} 行 OpenStreetMap 数据，文件中写明“© OpenStreetMap contributors”" "{} rows are from OpenStreetMap; the file credits \"© OpenStreetMap contributors\"";
        WithoutPlace "{} 行没有位置，几何留空" "{} rows have no place; their geometry is left empty";
        Sets "来自 {} 个图层，用 layer 一列区分" "From {} layers, told apart by the column layer";
        BesideCsv "坐标的处理与来源写在旁边的 {} 中：CSV 没有地方放" "What was done to coordinates, and sources, go into {} beside it: CSV has no place for them";
        BesideShapefile "坐标的处理与来源写在旁边的 {} 中" "What was done to coordinates, and sources, go into {} beside it";
        SheetXlsx "坐标的处理与来源写在“来源”工作表中" "What was done to coordinates, and sources, go onto the sheet \"Sources\"";
        InFile "坐标的处理与来源写在文件的说明中" "What was done to coordinates, and sources, go into the description of the file";
        Families "一个 Shapefile 只能放一种几何：会写成 {} 个，名称以 _points、_lines、_polygons 结尾" "A shapefile holds one kind of geometry: {} are written, with names that end with _points, _lines, _polygons";
        Collections "{} 行的几何集合无法存入 Shapefile，几何留空" "{} geometry collections do not fit a shapefile; their geometry is left empty";
        Renamed "Shapefile 的列名最多 10 字节（3 个汉字）：{}" "Column names of a shapefile have at most 10 bytes (3 Chinese characters): {}";
        RenamedOne "“{}”写成“{}”" "\"{}\" becomes \"{}\"";
        RenamedMore "等共 {} 列" "and others, {} in all";
        Replace "替换" "Replace";
        ReplaceAsk "{}。要替换吗？" "{}. Replace it?";
        Export "导出 {} 行" "Export {} rows";
        Close "关闭" "Close";
        Cancel "取消导出" "Cancel the export";
        Running "正在写入 {}" "Writing {}";
        Stopped "已取消，未写入任何文件。可改动上面的选择后再次导出。" "Cancelled; nothing was written. Change what you like above and export again.";
        NoPath "请先写明保存到哪里" "Say first where to save";
        Dialog "导出到" "Export to";
        ExportSelection "导出所选" "Export the selection";
    }
}
