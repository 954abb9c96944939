//! Files made to do harm, and files that broke on their way: a clear word, memory bounded, nothing written. Every sample is made
//! here.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

use yuantu::domain::{IssueKind, Severity, Value};
use yuantu::i18n::{Lang, issues};
use yuantu::io::{Outcome, ReadOptions, ReadSink, expand, read_bytes};

fn read(name: &str, bytes: Vec<u8>) -> Outcome {
    read_as(name, bytes, &ReadOptions::default())
}

fn read_as(name: &str, bytes: Vec<u8>, options: &ReadOptions) -> Outcome {
    let sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
    read_bytes(name, bytes, options, sink)
}

fn has(outcome: &Outcome, kind: IssueKind) -> bool {
    outcome.issues.iter().any(|issue| issue.kind == kind)
}

/// A shapefile of points.
fn shp(points: &[[f64; 2]]) -> Vec<u8> {
    let mut bytes = vec![0; 100];
    bytes[..4].copy_from_slice(&9994_u32.to_be_bytes());
    bytes[24..28].copy_from_slice(&(50 + 14 * points.len() as u32).to_be_bytes());
    bytes[28..32].copy_from_slice(&1000_u32.to_le_bytes());
    bytes[32..36].copy_from_slice(&1_u32.to_le_bytes());
    for (row, [x, y]) in points.iter().enumerate() {
        bytes.extend((row as u32 + 1).to_be_bytes());
        bytes.extend(10_u32.to_be_bytes());
        bytes.extend(1_u32.to_le_bytes());
        bytes.extend(x.to_le_bytes());
        bytes.extend(y.to_le_bytes());
    }
    bytes
}

/// A table of one text column, ten bytes wide; the header speaks of `declared` records.
fn dbf(name: &[u8], cells: &[&[u8]], declared: u32) -> Vec<u8> {
    let mut bytes = vec![3, 126, 1, 1];
    bytes.extend(declared.to_le_bytes());
    bytes.extend([65, 0, 11, 0]);
    bytes.resize(32, 0);
    let mut field = [0; 32];
    field[..name.len()].copy_from_slice(name);
    (field[11], field[16]) = (b'C', 10);
    bytes.extend(field);
    bytes.push(0x0D);
    for cell in cells {
        let mut record = [b' '; 11];
        record[1..=cell.len()].copy_from_slice(cell);
        bytes.extend(record);
    }
    bytes
}

/// An archive of members with names in whatever bytes.
fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn database(sql: &str) -> Vec<u8> {
    let base =
        "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER, organization TEXT, organization_coordsys_id INTEGER,
        definition TEXT);
        INSERT INTO gpkg_spatial_ref_sys VALUES ('CGCS2000', 4549, 'EPSG', 4549, 'PROJCS');
        CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT, srs_id INTEGER);
        CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER);";
    let mut connection = rusqlite::Connection::open_in_memory().unwrap();
    connection.execute_batch(base).unwrap();
    connection.execute_batch(sql).unwrap();
    connection.serialize("main").unwrap().to_vec()
}

fn geopackage() -> Vec<u8> {
    database(
        "INSERT INTO gpkg_contents VALUES ('空表', 'attributes', 0), ('楼宇', 'features', 4549);
        INSERT INTO gpkg_geometry_columns VALUES ('楼宇', 'geom', 'POINT', 4549);
        CREATE TABLE 空表 (a TEXT);
        CREATE TABLE 楼宇 (fid INTEGER PRIMARY KEY, geom BLOB, 名称 TEXT, 高新 BOOLEAN, 代码 INTEGER);
        INSERT INTO 楼宇 VALUES (7, x'47500001E6100000010100000000000000000024400000000000003440', '市北壹号', 1, 9007199254740993),
            (8, x'475000010000000001FF', '坏', 0, 2);",
    )
}

const KML: &str = r#"<?xml version="1.0"?>
<!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>文件</name>
<Folder><name>北部 &amp; 中部</name>
<Placemark id="p1"><name>甲&b;</name><ExtendedData><Data name="面积"><value>1200</value></Data>
<SchemaData><SimpleData name="层">3</SimpleData></SchemaData></ExtendedData>
<MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 4,0 4,4 0,4 0,0</coordinates></LinearRing></outerBoundaryIs>
<innerBoundaryIs><LinearRing><coordinates>1,1 2,1 2,2 1,1</coordinates></LinearRing></innerBoundaryIs></Polygon>
<Polygon><outerBoundaryIs><LinearRing><coordinates>9,9,1 10,9,1 10,10,1 9,9,1</coordinates></LinearRing></outerBoundaryIs></Polygon>
</MultiGeometry></Placemark>
<Placemark><name>乙</name><Point><coordinates>121.45,31.23,0</coordinates></Point></Placemark></Folder>
<NetworkLink><Link><href>http://example.com/a.kml</href></Link></NetworkLink>
<Placemark><name><![CDATA[丙 <b>]]></name><LineString><coordinates>x</coordinates></LineString></Placemark>
</Document></kml>"#;

#[test]
fn placemarks_are_rows_and_entities_stay_as_they_are() {
    let outcome = read("a.kml", KML.into());
    let set = outcome.dataset.as_ref().unwrap();
    let cell = |row, name: &str| set.table.get(row, set.table.column(name).unwrap());
    assert_eq!(set.len(), 3);
    assert_eq!(cell(0, "name"), Value::Text("甲&b;"));
    assert_eq!((cell(0, "面积"), cell(0, "层")), (Value::Text("1200"), Value::Text("3")));
    assert_eq!((cell(0, "folder"), cell(2, "folder")), (Value::Text("北部 & 中部"), Value::Null));
    assert_eq!(cell(2, "name"), Value::Text("丙 <b>"));
    assert_eq!((set.geometries.parts(0).len(), set.geometries.rings(0).len()), (2, 2));
    assert_eq!(set.geometries.positions_of(1), [[121.45, 31.23]]);
    for kind in [IssueKind::XmlEntity, IssueKind::LinkNotFollowed, IssueKind::CorruptGeometry] {
        assert!(has(&outcome, kind), "{kind:?}");
    }
    assert!(!outcome.has_error());
    let kmz = read("园区.kmz", zip(&[("doc.kml", KML.as_bytes()), ("files/icon.png", b"\x89PNG")]));
    assert_eq!(kmz.dataset.as_ref().map(|set| (set.len(), set.name.as_str())), Some((3, "园区")));
}

#[test]
fn a_geopackage_gives_its_first_layer_with_rows() {
    let outcome = read("a.gpkg", geopackage());
    let set = outcome.dataset.as_ref().unwrap();
    assert_eq!((set.len(), set.about.declared_crs.as_deref(), set.about.layer), (2, Some("EPSG:4549"), Some(1)));
    assert_eq!(set.geometries.positions_of(0), [[10.0, 20.0]]);
    assert!(set.geometries.positions_of(1).is_empty() && has(&outcome, IssueKind::CorruptGeometry));
    assert_eq!(set.table.names, ["名称", "高新", "代码"]);
    assert_eq!((set.table.get(0, 1), set.table.get(0, 2)), (Value::Bool(true), Value::Text("9007199254740993")));
    assert_eq!(set.feature_ids.get(0), Value::Number(7.0));
    let other = ReadOptions { layer: Some("无".to_owned()), ..ReadOptions::default() };
    assert!(has(&read_as("a.gpkg", geopackage(), &other), IssueKind::UnknownLayer));
}

#[test]
fn a_view_that_never_gives_a_row_is_given_up() {
    let bytes = database(
        "INSERT INTO gpkg_contents VALUES ('v', 'attributes', 0);
        CREATE VIEW v AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 0;",
    );
    assert!(has(&read("a.gpkg", bytes), IssueKind::BrokenFile));
}

#[test]
fn several_shapefiles_in_an_archive_are_its_layers() {
    let gbk = b"\xC3\xFB\xB3\xC6";
    let (two, one) = (shp(&[[1.0, 2.0], [3.0, 4.0]]), shp(&[[5.0, 6.0]]));
    let bytes = zip(&[
        ("图/楼宇.shp", &two),
        ("图/楼宇.DBF", &dbf(gbk, &[b"\xCA\xD0\xB1\xB1", b"\xB4\xF3\xC4\xFE"], 2)),
        ("图/楼宇.prj", b"GEOGCS[\"GCS_WGS_1984\"]"),
        ("图/站点.shp", &one),
        ("__MACOSX/图/._楼宇.shp", b"junk"),
        ("说明.txt", "见附件".as_bytes()),
    ]);
    let first = read("a.zip", bytes.clone()).dataset.unwrap();
    assert_eq!((first.len(), first.name.as_str(), first.about.declared_crs.is_some()), (2, "楼宇", true));
    assert_eq!(first.table.names, ["名称"]);
    assert_eq!(first.table.get(1, 0), Value::Text("大宁"));
    let layers: Vec<_> = first.about.layers.iter().map(|layer| layer.name.as_str()).collect();
    assert_eq!(layers, ["图/楼宇.shp", "图/站点.shp"]);
    let second = ReadOptions { layer: Some("图/站点.shp".to_owned()), ..ReadOptions::default() };
    assert_eq!(read_as("a.zip", bytes, &second).dataset.map(|set| set.geometries.positions_of(0)[0]), Some([5.0, 6.0]));
}

#[test]
fn an_archive_that_would_fill_the_memory_or_leave_its_place_is_refused() {
    let zeros = vec![b' '; 200 << 20];
    let bomb = zip(&[("a.csv", &zeros)]);
    assert!(bomb.len() < 1 << 20);
    let outcome = read("a.zip", bomb);
    let issue = outcome.issues.iter().find(|issue| issue.kind == IssueKind::TooLarge).unwrap();
    assert!(issue.detail.as_ref().unwrap().contains("×"), "{issue:?}");
    let point = br#"{"type":"Point","coordinates":[1,2]}"#;
    let outside = read("a.zip", zip(&[("../../evil.geojson", point)]));
    assert!(outside.dataset.is_none() && has(&outside, IssueKind::EscapesArchive));
    let both = read("a.zip", zip(&[("../evil.geojson", point), ("good.geojson", point)]));
    assert!(both.dataset.as_ref().is_some_and(|set| set.name == "good") && has(&both, IssueKind::EscapesArchive));
    let nested = (0..6).fold(zip(&[("a.geojson", point)]), |inner, _| zip(&[("a.zip", &inner)]));
    assert!(has(&read("a.zip", nested), IssueKind::MissingFormat));
}

#[test]
fn counts_that_no_file_can_hold_are_told() {
    let table = read("a.dbf", dbf(b"a", &[b"x"], u32::MAX));
    assert!(
        table.dataset.is_some_and(|set| set.len() == 1) && table.issues.iter().any(|issue| issue.kind == IssueKind::Truncated)
    );
    let mut points = shp(&[[1.0, 2.0], [3.0, 4.0]]);
    points[132..136].copy_from_slice(&u32::MAX.to_be_bytes());
    let outcome = read("a.shp", points);
    assert!(outcome.dataset.is_some_and(|set| set.geometries.positions_of(0) == [[1.0, 2.0]]));
    let mut fgb = flatgeobuf_of(&[[1.0, 2.0]]);
    let count = fgb.windows(8).position(|bytes| bytes == 1_u64.to_le_bytes()).unwrap();
    fgb[count..count + 8].copy_from_slice(&4_000_000_000_u64.to_le_bytes());
    let outcome = read("a.fgb", fgb);
    assert!(outcome.dataset.is_none() && has(&outcome, IssueKind::Truncated), "{:?}", outcome.issues);
}

struct Point([f64; 2]);

impl flatgeobuf::GeozeroGeometry for Point {
    fn process_geom<P: flatgeobuf::geozero::GeomProcessor>(&self, out: &mut P) -> flatgeobuf::geozero::error::Result<()> {
        out.point_begin(0)?;
        out.xy(self.0[0], self.0[1], 0)?;
        out.point_end(0)
    }
}

fn flatgeobuf_of(points: &[[f64; 2]]) -> Vec<u8> {
    use flatgeobuf::geozero::{ColumnValue, PropertyProcessor};

    let mut writer = flatgeobuf::FgbWriter::create("点", flatgeobuf::GeometryType::Point).unwrap();
    writer.add_column("名称", flatgeobuf::ColumnType::String, |_, _| {});
    for &point in points {
        let named = writer.add_feature_geom(Point(point), |feature| {
            feature.property(0, "名称", &ColumnValue::String("甲")).unwrap();
        });
        named.unwrap();
    }
    let mut bytes = Vec::new();
    writer.write(&mut bytes).unwrap();
    bytes
}

/// Whole samples of every format that is read here, with the rows they have.
fn samples() -> Vec<(&'static str, Vec<u8>, usize)> {
    let shapefile = [("a.shp", shp(&[[1.0, 2.0], [3.0, 4.0]])), ("a.dbf", dbf(b"n", &[b"x", b"y"], 2))];
    let members: Vec<_> = shapefile.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    vec![
        ("a.zip", zip(&members), 2),
        ("a.shp", shp(&[[1.0, 2.0], [3.0, 4.0]]), 2),
        ("a.dbf", dbf(b"n", &[b"x", b"y"], 2), 2),
        ("a.fgb", flatgeobuf_of(&[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), 3),
        ("a.kml", KML.into(), 3),
        ("a.gpkg", geopackage(), 2),
    ]
}

#[test]
fn a_file_cut_anywhere_says_so_and_gives_no_row_that_it_has_not() {
    for (name, bytes, rows) in samples() {
        assert_eq!(read(name, bytes.clone()).dataset.map(|set| set.len()), Some(rows), "{name}");
        // A database is a multiple of pages: cuts within one are much alike.
        let step = if name == "a.gpkg" { 61 } else { 1 };
        for end in (1..bytes.len()).step_by(step) {
            let outcome = read(name, bytes[..end].to_vec());
            let found = outcome.dataset.as_ref().map_or(0, |set| set.len());
            assert!(found <= rows, "{name} cut at {end}: {found} rows");
            // The last bytes of some formats only fill up.
            let told = !outcome.issues.is_empty() || found == rows;
            assert!(told, "{name} cut at {end}: no word about it");
        }
    }
}

#[test]
fn broken_bytes_do_no_harm() {
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    for (name, whole, _) in samples() {
        let rounds = if name == "a.gpkg" { 150 } else { 600 };
        for _ in 0..rounds {
            let mut bytes = whole.clone();
            for _ in 0..=random() % 4 {
                let at = (random() % bytes.len() as u64) as usize;
                bytes[at] = [0, 0xFF, 0x7F, random() as u8][(random() % 4) as usize];
            }
            let outcome = read(name, bytes);
            for set in outcome.dataset.iter() {
                assert!(set.geometries.positions.iter().flatten().all(|ordinate| ordinate.is_finite()), "{name}");
            }
        }
    }
}

/// A database that is no GeoPackage.
fn tiles_alone() -> Vec<u8> {
    let mut connection = rusqlite::Connection::open_in_memory().unwrap();
    connection.execute_batch("CREATE TABLE tiles (zoom INTEGER, image BLOB)").unwrap();
    connection.serialize("main").unwrap().to_vec()
}

#[test]
fn a_format_that_is_missing_says_which_step_makes_it_readable() {
    for (name, bytes, word) in [
        ("a.dwg", b"AC1032\0\0\0\0".to_vec(), "DXF"),
        ("a.pdf", b"%PDF-1.7".to_vec(), "Excel"),
        ("a.rar", b"Rar!\x1A\x07\x01\0".to_vec(), "ZIP"),
        ("a.tab", b"!table\n!version 300\n".to_vec(), "QGIS"),
        ("a.gpx", b"<?xml version=\"1.0\"?><gpx></gpx>".to_vec(), "QGIS"),
        ("a.shx", shp(&[]), ".shp"),
        ("a.db", tiles_alone(), "QGIS"),
    ] {
        let outcome = read(name, bytes);
        let issue = outcome.issues.iter().find(|issue| issue.kind == IssueKind::MissingFormat);
        let issue = issue.unwrap_or_else(|| panic!("{name}: {:?}", outcome.issues));
        assert_eq!(issue.severity, Severity::Error);
        for lang in [Lang::Zh, Lang::En] {
            assert!(issues::what_to_do(issue, lang).contains(word), "{name}: {}", issues::sentence(issue, lang));
        }
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_leads_back_to_itself_is_walked_once() {
    let folder: PathBuf = std::env::temp_dir().join(format!("yuantu-loop-{}", std::process::id()));
    let inner = folder.join("内");
    std::fs::create_dir_all(&inner).unwrap();
    std::fs::write(inner.join("a.geojson"), br#"{"type":"Point","coordinates":[1,2]}"#).unwrap();
    std::fs::write(folder.join("README.md"), "no data").unwrap();
    std::os::unix::fs::symlink(&folder, inner.join("回")).unwrap();
    let found = expand(&folder);
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(found, [inner.join("a.geojson")]);
}
