//! Files that the program writes, read back by it: the same rows, cells and places, in every format and in other coordinate
//! systems; what a spreadsheet could run as a formula is disarmed; `convert` and `diff` from the command line.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;

use yuantu::domain::{Dataset, GeometryKind, Origin, PartKind, Value};
use yuantu::geodesy::crs::Crs;
use yuantu::i18n::Lang;
use yuantu::import::{self, Known};
use yuantu::io::write::{FileFormat, WriteFault, WriteOptions, write};
use yuantu::io::{ReadOptions, ReadSink, read_bytes, read_path};

const POINTS: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","geometry":{"type":"Point","coordinates":[121.4530001,31.2777002]},"properties":{"编号甲":"007","title":"甲, 乙 \"丙\"\n丁","height":12.5,"open":true,"formula":"=1+2"}},
{"type":"Feature","geometry":{"type":"Point","coordinates":[121.44,31.3]},"properties":{"编号甲":"008","title":"𠮷野家","height":-3,"open":false,"formula":"@x"}},
{"type":"Feature","geometry":{"type":"Point","coordinates":[121.4,31.2]},"properties":{"编号甲":"009","title":"third","height":0.1,"open":true,"formula":"plain"}}]}"#;

const SHAPES: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[121.4,31.2],[121.5,31.2],[121.5,31.3],[121.4,31.3],[121.4,31.2]],[[121.42,31.22],[121.42,31.24],[121.44,31.24],[121.44,31.22],[121.42,31.22]]]},"properties":{"code":"a"}},
{"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[[[[121.6,31.2],[121.7,31.2],[121.7,31.3],[121.6,31.2]]],[[[121.8,31.2],[121.9,31.2],[121.9,31.3],[121.8,31.2]]]]},"properties":{"code":"b"}}]}"#;

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("yuantu-written-{}-{name}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn read_text(text: &str) -> Dataset {
    let sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
    read_bytes("places.geojson", text.as_bytes().to_vec(), &ReadOptions::default(), sink).dataset.unwrap()
}

fn read_back(path: &Path) -> Dataset {
    let sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
    let outcome = import::read(path, &ReadOptions::default(), None, &Known::embedded(), sink);
    let issues = outcome.issues;
    outcome.dataset.unwrap_or_else(|| panic!("{}: {issues:?}", path.display()))
}

fn store(dataset: &Dataset, path: &Path, crs: Crs) -> yuantu::io::write::Written {
    let options = WriteOptions { rows: None, crs, lang: Lang::En };
    write(dataset, &options, path, &|_, _| ControlFlow::Continue(()))
        .unwrap_or_else(|fault| panic!("{}: {fault:?}", path.display()))
}

/// A cell as a person reads it; numbers and switches that a format keeps as text are the same.
fn shown(value: Value<'_>) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.replace("\r\n", "\n"),
    }
}

/// Rows by the cell of one column: other cells, and positions.
fn rows(dataset: &Dataset, key: &str, columns: &[&str]) -> BTreeMap<String, (Vec<String>, Vec<[f64; 2]>)> {
    let column = |name: &str| {
        let at =
            dataset.table.names.iter().position(|known| known == name || name.starts_with(known.as_str()) && known.len() == 10);
        at.unwrap_or_else(|| panic!("no column {name} in {:?}", dataset.table.names))
    };
    let cells = |row: usize| columns.iter().map(|name| shown(dataset.table.get(row, column(name)))).collect();
    (0..dataset.len())
        .map(|row| (shown(dataset.table.get(row, column(key))), (cells(row), dataset.geometries.positions_of(row).to_vec())))
        .collect()
}

fn assert_same_rows(format: &str, before: &Dataset, after: &Dataset, key: &str, columns: &[&str], tolerance_deg: f64) {
    let (before, after) = (rows(before, key, columns), rows(after, key, columns));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>(), "{format}");
    for (name, (cells, positions)) in &before {
        let (cells_after, positions_after) = &after[name];
        assert_eq!(cells, cells_after, "{format} {name}");
        // A shapefile turns rings round, so that places are compared as sets.
        let sorted = |positions: &[[f64; 2]]| {
            let mut sorted = positions.to_vec();
            let rounded = |ordinate: f64| (ordinate * 1e6).round() as i64;
            sorted.sort_by_key(|[x, y]| (rounded(*x), rounded(*y)));
            sorted
        };
        let (here, there) = (sorted(positions), sorted(positions_after));
        assert_eq!(here.len(), there.len(), "{format} {name}");
        for (a, b) in here.iter().zip(&there) {
            assert!((a[0] - b[0]).abs() <= tolerance_deg && (a[1] - b[1]).abs() <= tolerance_deg, "{format} {name}: {a:?} {b:?}");
        }
    }
}

#[test]
fn what_is_written_is_read_back_the_same() {
    let folder = folder("same");
    let (points, shapes) = (read_text(POINTS), read_text(SHAPES));
    for format in FileFormat::ALL {
        let path = folder.join(format!("points.{}", format.extension()));
        store(&points, &path, Crs::Wgs84);
        assert_same_rows(
            format.extension(),
            &points,
            &read_back(&path),
            "编号甲",
            &["title", "height", "open", "formula"],
            1e-12,
        );
        let path = folder.join(format!("shapes.{}", format.extension()));
        store(&shapes, &path, Crs::Wgs84);
        assert_same_rows(format.extension(), &shapes, &read_back(&path), "code", &[], 1e-12);
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn ids_of_features_go_along_where_the_format_has_no_place_for_them() {
    let folder = folder("ids");
    let feature = |id: &str, name: &str, code: &str| {
        format!(
            r#"{{"type":"Feature","id":{id},"geometry":{{"type":"Point","coordinates":[121.44,31.3]}},"properties":{{"title":"{name}","code":"{code}"}}}}"#
        )
    };
    let collection =
        |features: [String; 3]| read_text(&format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(",")));
    let own = collection([feature("\"way/7\"", "a", "x"), feature("\"way/9\"", "b", "y"), feature("12", "c", "z")]);
    let told = collection([feature("\"x\"", "a", "x"), feature("\"y\"", "b", "y"), feature("\"z\"", "c", "z")]);
    for format in FileFormat::ALL {
        let path = folder.join(format!("ids.{}", format.extension()));
        store(&own, &path, Crs::Wgs84);
        let back = read_back(&path);
        let id = |row: usize| match format {
            FileFormat::GeoJson => shown(back.feature_ids.get(row)),
            _ => shown(back.table.get(row, back.table.column("feature_id").unwrap())),
        };
        let title = |row: usize| shown(back.table.get(row, back.table.column("title").unwrap()));
        let ids: BTreeMap<String, String> = (0..back.len()).map(|row| (title(row), id(row))).collect();
        let wanted = [("a", "way/7"), ("b", "way/9"), ("c", "12")].map(|(title, id)| (title.to_owned(), id.to_owned()));
        assert_eq!(ids, BTreeMap::from(wanted), "{format:?}");
        // A column that says the same already is enough.
        let path = folder.join(format!("told.{}", format.extension()));
        store(&told, &path, Crs::Wgs84);
        assert_eq!(read_back(&path).table.column("feature_id"), None, "{format:?}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_flatgeobuf_is_read_the_same_in_pieces_in_parts_and_from_memory() {
    let folder = folder("pieces");
    // Among many small features one that is longer than what is held of a file at a time.
    let mut before = Dataset::new("many", Origin::Embedded);
    let code = before.table.column_or_new("code");
    for row in 0..30_000_usize {
        before.table.columns[code].set(row, Value::Number(row as f64));
        let corners = if row == 14_000 { 150_000 } else { 3 };
        let angle = |corner: usize| std::f64::consts::TAU * corner as f64 / corners as f64;
        let centre = [121.0 + row as f64 * 1e-5, 31.0 + (row % 170) as f64 * 1e-3];
        let ring = (0..=corners).map(|corner| {
            let (sin, cos) = angle(corner % corners).sin_cos();
            [centre[0] + cos * 1e-6, centre[1] + sin * 1e-6]
        });
        before.geometries.positions.extend(ring);
        before.geometries.end_ring();
        before.geometries.end_part(PartKind::Polygon);
        before.geometries.end_feature(GeometryKind::Polygon);
    }
    let path = folder.join("many.fgb");
    store(&before, &path, Crs::Wgs84);
    let read = |bytes: Option<Vec<u8>>, threads: usize| {
        let options = ReadOptions { threads, ..ReadOptions::default() };
        let sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
        let outcome = match bytes {
            Some(bytes) => read_bytes("many.fgb", bytes, &options, sink),
            None => read_path(&path, &options, sink),
        };
        assert_eq!(outcome.issues, [], "{threads} threads");
        outcome.dataset.unwrap()
    };
    let from_memory = read(Some(std::fs::read(&path).unwrap()), 1);
    assert_eq!(rows(&before, "code", &[]), rows(&from_memory, "code", &[]));
    for threads in [1, 2, 3] {
        let pieces = read(None, threads);
        let is_same = pieces.geometries == from_memory.geometries && pieces.table == from_memory.table;
        assert!(is_same, "{threads} threads");
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn where_one_file_cannot_be_replaced_none_is() {
    let folder = folder("half");
    let path = folder.join("points.csv");
    std::fs::write(&path, "as it was").unwrap();
    std::fs::create_dir(folder.join("points.sources.txt")).unwrap();
    let options = WriteOptions { rows: None, crs: Crs::Wgs84, lang: Lang::En };
    let fault = write(&read_text(POINTS), &options, &path, &|_, _| ControlFlow::Continue(())).unwrap_err();
    assert_eq!(fault, WriteFault::IsFolder(folder.join("points.sources.txt")));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "as it was");
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn shapes_of_all_kinds_keep_their_kinds() {
    let folder = folder("kinds");
    let geometries = [
        r#"{"type":"Point","coordinates":[121.4,31.2]}"#,
        r#"{"type":"MultiPoint","coordinates":[[121.4,31.2],[121.5,31.2]]}"#,
        r#"{"type":"LineString","coordinates":[[121.4,31.2],[121.5,31.3]]}"#,
        r#"{"type":"MultiLineString","coordinates":[[[121.4,31.2],[121.5,31.3]],[[121.6,31.2],[121.7,31.3]]]}"#,
        r#"{"type":"Polygon","coordinates":[[[121.6,31.2],[121.7,31.2],[121.7,31.3],[121.6,31.2]]]}"#,
        r#"{"type":"MultiPolygon","coordinates":[[[[121.6,31.2],[121.7,31.2],[121.7,31.3],[121.6,31.2]]]]}"#,
        r#"{"type":"GeometryCollection","geometries":[{"type":"Polygon","coordinates":[[[121.6,31.2],[121.7,31.2],[121.7,31.3],[121.6,31.2]]]},{"type":"Point","coordinates":[121.4,31.2]}]}"#,
        "null",
    ];
    // With a row without a place, and without one: only then the file has an index.
    for shapes in [&geometries[..], &geometries[..7]] {
        let features: Vec<String> = (shapes.iter().enumerate())
            .map(|(at, shape)| format!(r#"{{"type":"Feature","geometry":{shape},"properties":{{"code":"{at}"}}}}"#))
            .collect();
        let before = read_text(&format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(",")));
        for format in [FileFormat::GeoJson, FileFormat::FlatGeobuf, FileFormat::GeoPackage] {
            let path = folder.join(format!("kinds{}.{}", shapes.len(), format.extension()));
            store(&before, &path, Crs::Wgs84);
            let back = read_back(&path);
            let kinds = |set: &Dataset| {
                let code = set.table.column("code").unwrap();
                let kind = |row: usize| (shown(set.table.get(row, code)), format!("{:?}", set.geometries.kind(row)));
                (0..set.len()).map(kind).collect::<BTreeMap<_, _>>()
            };
            assert_eq!(kinds(&back), kinds(&before), "{format:?}");
        }
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn another_coordinate_system_comes_back_to_the_same_places() {
    let folder = folder("systems");
    let shapes = read_text(SHAPES);
    for (extension, code) in [
        ("shp", "EPSG:4549"),
        ("shp", "EPSG:32651"),
        ("gpkg", "EPSG:4549"),
        ("gpkg", "EPSG:3857"),
        ("fgb", "EPSG:32651"),
        ("shp", "CGCS2000"),
        ("gpkg", "GCJ-02"),
        ("fgb", "BD-09"),
    ] {
        let path = folder.join(format!("{}.{extension}", code.replace(':', "_")));
        store(&shapes, &path, Crs::parse(code).unwrap());
        let back = read_back(&path);
        // A tenth of a millimetre.
        assert_same_rows(&format!("{extension} {code}"), &shapes, &back, "code", &[], 1e-9);
        assert!(back.placement.crs != "WGS84", "{extension} {code}: {:?}", back.placement);
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    let folder = folder("bytes");
    let shapes = read_text(SHAPES);
    for format in FileFormat::ALL {
        let paths = ["one", "two"].map(|name| {
            let sub = folder.join(name);
            std::fs::create_dir_all(&sub).unwrap();
            sub.join(format!("shapes.{}", format.extension()))
        });
        let [first, second] = paths.map(|path| {
            store(&shapes, &path, Crs::Wgs84);
            std::fs::read(path).unwrap()
        });
        assert!(first == second, "{format:?}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_spreadsheet_finds_no_formula_and_what_cannot_be_written_is_said() {
    let folder = folder("guard");
    let points = read_text(POINTS);
    let path = folder.join("points.csv");
    store(&points, &path, Crs::Wgs84);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.starts_with('\u{feff}') && text.contains("'=1+2") && text.contains("'@x") && !text.contains(",=1+2"));
    let fails = |path: &Path, crs: &str| {
        let options = WriteOptions { rows: None, crs: Crs::parse(crs).unwrap(), lang: Lang::Zh };
        write(&points, &options, path, &|_, _| ControlFlow::Continue(())).unwrap_err()
    };
    assert!(matches!(fails(&folder.join("a.geojson"), "GCJ-02"), WriteFault::NeedsWgs84(_)));
    assert!(matches!(fails(&folder.join("a.shp"), "BD-09"), WriteFault::CannotDescribe(_)));
    assert!(matches!(fails(&folder.join("a.dwg"), "WGS84"), WriteFault::UnknownFormat(_)));
    let missing = folder.join("no such folder").join("a.csv");
    let fault = fails(&missing, "WGS84");
    assert!(fault.sentence(Lang::Zh).contains("no such folder") && matches!(fault, WriteFault::NoFolder(_)), "{fault:?}");
    // Broken off, at the first row or just before the end.
    for format in FileFormat::ALL {
        for stops_at in [0, 1] {
            let asked = std::cell::Cell::new(0);
            let path = folder.join(format!("broken-off.{}", format.extension()));
            let options = WriteOptions { rows: None, crs: Crs::Wgs84, lang: Lang::Zh };
            let stop = |_, _| {
                asked.set(asked.get() + 1);
                if asked.get() > stops_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            assert_eq!(write(&points, &options, &path, &stop).unwrap_err(), WriteFault::Cancelled, "{format:?}");
        }
    }
    // Nothing half-made lies about.
    let left: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "points.csv and what is told of it: {left:?}");
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_command_line_converts_and_compares() {
    let folder = folder("cli");
    let (old, new) = (folder.join("old.csv"), folder.join("new.csv"));
    std::fs::write(&old, "编号,名称,经度,纬度\nA1,甲,121.45,31.28\nA2,乙,121.46,31.28\n").unwrap();
    std::fs::write(&new, "编号,名称,经度,纬度\nA1,甲方,121.45,31.28\nA3,丙,121.47,31.28\n").unwrap();
    let run = |arguments: &[&str]| Command::new(env!("CARGO_BIN_EXE_yuantu")).args(arguments).output().unwrap();
    let packed = folder.join("old.gpkg");
    let converted = run(&["convert", old.to_str().unwrap(), packed.to_str().unwrap(), "--from", "BD-09", "--to", "EPSG:4549"]);
    assert!(converted.status.success(), "{}", String::from_utf8_lossy(&converted.stderr));
    let back = read_back(&packed);
    let [lon, lat] = back.geometries.positions_of(0)[0];
    // BD-09 lies about 1 km north-east of WGS84 here.
    assert!((0.008..0.013).contains(&(121.45 - lon)) && (0.002..0.006).contains(&(31.28 - lat)), "{lon} {lat}");
    let compared = run(&["diff", old.to_str().unwrap(), new.to_str().unwrap(), "--json"]);
    assert!(compared.status.success(), "{}", String::from_utf8_lossy(&compared.stderr));
    let told: serde_json::Value = serde_json::from_slice(&compared.stdout).unwrap();
    let count = |name: &str| told[name].as_u64().unwrap();
    assert_eq!(["added", "removed", "moved", "changed", "unchanged"].map(count), [1, 1, 0, 1, 0], "{told:#}");
    assert_eq!(run(&["convert", old.to_str().unwrap()]).status.code(), Some(2));
    assert_eq!(run(&["diff", old.to_str().unwrap(), new.to_str().unwrap(), "--key", "nothing"]).status.code(), Some(1));
    std::fs::remove_dir_all(folder).unwrap();
}
