//! What is said of writing files: why one was not written and what to do, what was cut and renamed. Refuses to write.

crate::texts! {
    /// Words of files that the program writes.
    pub enum WritingText {
        Sources "来源" "Sources";
        Layer "图层" "Layer";
        Rows "行数" "Rows";
        Coordinates "坐标系" "Coordinate system";
        ReadAs "读取时的坐标系" "Coordinate system it was read in";
        Geometry "几何" "Geometry";
        Program "导出程序" "Written by";
        Embedded "园图自带数据" "data that ships with Yuantu";
        Declared "文件声明 {}" "the file declares {}";
        Marks "可信度" "Confidence";
        SchematicRows "{} 行为示意：位置或形状只是大致如此" "{} rows are schematic: place or shape is only roughly so";
        DemoRows "{} 行为演示：虚构的记录，并非真实情况" "{} rows are invented for demonstration and tell of nothing real";
        Credit "署名" "Credit";
        Approval "审图" "Map review";
        SourceRows "{} 行" "{} rows";
        WhyBesideCsv "CSV 没有地方写坐标系和来源，因此写在这个文件里" "CSV has no place for coordinate system and sources: they are told here";
        WhyBesideShapefile "Shapefile 没有地方写来源和坐标的处理，因此写在这个文件里" "A shapefile has no place for sources and what was done to coordinates: they are told here";
        Exists "已经存在：{}" "There already: {}";
        NoFolder "文件夹不存在：{}。请先建好文件夹，或换一个位置。" "There is no folder {}. Make it first, or choose another place.";
        IsFolder "{} 是文件夹，不能作为文件写入。请另取一个文件名。" "{} is a folder and cannot be written as a file. Give another name.";
        ReadOnly "不能写入 {}：文件或文件夹是只读的，或没有权限。请换一个位置。" "{} cannot be written: file or folder is read-only, or not yours to write. Choose another place.";
        DiskFull "磁盘已满，未能写入 {}。请腾出空间，或换一个磁盘。" "The disk is full; {} was not written. Make room, or choose another disk.";
        Wrote "已写入 {}：{} 行" "Wrote {}: {} rows";
        CutTexts "{} 处文字超过该格式的上限，已截断" "{} texts were longer than the format holds and were cut";
        LostGeometries "{} 行的几何集合无法存入该格式，已留空" "{} geometry collections do not fit the format and were left out";
        Renamed "列名“{}”改为“{}”（该格式限制列名长度）" "column \"{}\" is now \"{}\" (the format limits names)";
        UnknownFormat "不支持写入扩展名“{}”。可用 geojson、csv、xlsx、shp、gpkg、fgb。" "Files with the extension \"{}\" cannot be written. Use geojson, csv, xlsx, shp, gpkg or fgb.";
        NeedsWgs84 "GeoJSON 只能是 WGS84（RFC 7946），不能写成 {}。请改用 gpkg、fgb 或 shp。" "GeoJSON is always WGS84 (RFC 7946) and cannot be written in {}. Use gpkg, fgb or shp.";
        CannotDescribe "无法在 .prj 中描述坐标系 {}。请改用 gpkg，或写成 WGS84。" "The system {} cannot be described in a .prj. Use gpkg, or write WGS84.";
        CannotShow "第 {} 行的位置超出目标坐标系的范围。请换一个坐标系，或先剔除这一行。" "Row {} lies where the target system cannot show it. Choose another system, or leave the row out.";
        TooMany "该格式最多容纳 {}，这里有 {}。请改用 gpkg 或 fgb，或分批导出。" "The format holds at most {}; there are {}. Use gpkg or fgb, or write a part.";
        Io "无法写入 {}：{}。请检查文件夹权限、剩余空间，以及文件是否正被其他程序打开。" "{} cannot be written: {}. Check the folder's permissions, the free space, and whether another program has the file open.";
        Library "写入失败：{}。请换一种格式重试。" "Writing failed: {}. Try another format.";
        Stopped "已取消，未写入任何文件。" "Cancelled; nothing was written.";
    }
}
