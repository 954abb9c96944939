//! Which step makes a file readable whose format is not: a sentence a format. Refuses formats that are read.

/// The step for a format, Chinese and English; none for a format without a better one than saving it as something else.
pub(super) fn step(format: &str) -> Option<(&'static str, &'static str)> {
    Some(match format {
        "DWG" => (
            "请在 CAD 中另存为 DXF，再用 QGIS 导出为 GeoPackage 或 GeoJSON。",
            "Save it as DXF in the CAD program, then export it as GeoPackage or GeoJSON with QGIS.",
        ),
        "DXF" => ("请用 QGIS 打开并导出为 GeoPackage 或 GeoJSON。", "Open it in QGIS and export it as GeoPackage or GeoJSON."),
        "GDB" => (
            "这是 Esri 文件地理数据库：请用 ArcGIS 或 QGIS 导出为 GeoPackage 或 Shapefile。",
            "This is an Esri file geodatabase: export it as GeoPackage or Shapefile with ArcGIS or QGIS.",
        ),
        "MDB" => (
            "这是 Access 数据库或个人地理数据库：请用 ArcGIS 导出为 Shapefile，或用 Access 导出为 Excel。",
            "This is an Access or personal geodatabase: export it as Shapefile with ArcGIS, or as Excel with Access.",
        ),
        "MapInfo" => (
            "请用 QGIS 打开 TAB 或 MIF 文件并导出为 GeoPackage 或 Shapefile。",
            "Open the TAB or MIF file in QGIS and export it as GeoPackage or Shapefile.",
        ),
        "PDF" => (
            "请向提供者索取原始表格或矢量文件；表格可在 Excel 中用“从 PDF 获取数据”导出。",
            "Ask for the sheet or map it was made from; tables can be taken out with Excel's \"Get data from PDF\".",
        ),
        "XLS" | "XLSX" | "ODS" | "XLSB" | "SpreadsheetML" => {
            ("请在 Excel 中另存为 XLSX 或 CSV。", "Save it as XLSX or CSV in Excel.")
        }
        "Excel (password)" => (
            "文件有打开密码：请在 Excel 的“信息 › 保护工作簿”中去掉密码后再保存。",
            "It is under a password: remove it in Excel under \"Info › Protect Workbook\" and save the file again.",
        ),
        "ZIP (password)" => {
            ("压缩包有密码：请解压后打开其中的文件。", "The archive is under a password: unpack it and open the files in it.")
        }
        "ZIP" => {
            ("压缩包套得太深：请解压后打开其中的文件。", "Archives within archives go too deep: unpack them and open the files.")
        }
        "RAR" | "7Z" | "TAR" | "BZIP2" | "XZ" | "ZSTD" => ("请解压，或改用 ZIP 压缩。", "Unpack it, or pack it as ZIP."),
        "DOC" | "DOCX" | "PPTX" | "ODT" | "RTF" => (
            "请把其中的表格复制到 Excel 保存，或复制后直接粘贴到窗口。",
            "Copy its table into Excel and save it, or paste the table into the window.",
        ),
        "HTML" => (
            "这是网页：请在浏览器或 Excel 中打开，把表格另存为 XLSX 或 CSV。",
            "This is a web page: open it in Excel and save the table as XLSX or CSV.",
        ),
        "GML" | "GPX" | "OSM XML" | "OSM PBF" | "XML" | "PMTiles" | "Parquet" | "SQLite" => {
            ("请用 QGIS 打开并导出为 GeoPackage 或 GeoJSON。", "Open it in QGIS and export it as GeoPackage or GeoJSON.")
        }
        "SHX" | "PRJ" => ("请打开同名的 .shp 文件。", "Open the .shp file of the same name."),
        "PNG" | "JPEG" | "TIFF" => (
            "这是图片：请提供矢量文件，或在 QGIS 中描绘后导出。",
            "This is a picture: ask for the vector file, or trace it in QGIS and export that.",
        ),
        "LAS" | "IFC" => (
            "这是三维模型：请在 QGIS 或建模软件中导出建筑轮廓为 GeoPackage。",
            "This is a 3D model: export the footprints as GeoPackage with QGIS or the modelling program.",
        ),
        _ => return None,
    })
}
