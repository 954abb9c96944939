//! Files that the program writes, read by GDAL where it is there: all rows, no complaint.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;

use yuantu::geodesy::crs::Crs;
use yuantu::i18n::Lang;
use yuantu::io::write::{FileFormat, WriteOptions, fits, write};
use yuantu::io::{ReadOptions, ReadSink, read_bytes};

/// A polygon with a hole, two polygons of which one has a hole, and a row without a place; Chinese names that a shapefile cuts.
const SHAPES: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[121.4,31.2],[121.5,31.2],[121.5,31.3],[121.4,31.3],[121.4,31.2]],[[121.42,31.22],[121.42,31.24],[121.44,31.24],[121.44,31.22],[121.42,31.22]]]},"properties":{"名称":"带洞","租金（元/㎡·天）":4.5,"可分割":true}},
{"type":"Feature","geometry":null,"properties":{"名称":"没有位置","租金（元/㎡·天）":null}},
{"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[[[[121.4,31.2],[121.5,31.2],[121.5,31.3],[121.4,31.3],[121.4,31.2]],[[121.42,31.22],[121.42,31.24],[121.44,31.24],[121.44,31.22],[121.42,31.22]]],[[[121.8,31.2],[121.9,31.2],[121.9,31.3],[121.8,31.2]]]]},"properties":{"名称":"两块","租金（元/㎡·天）":3}}]}"#;

fn ogrinfo() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join("ogrinfo")).find(|program| program.is_file())
}

/// What GDAL says of a file, every feature of every layer.
fn told(program: &Path, file: &Path) -> String {
    let run = Command::new(program).args(["-ro", "-al"]).arg(file).output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&run.stdout).into_owned(), String::from_utf8_lossy(&run.stderr).into_owned());
    assert!(run.status.success() && !err.contains("ERROR"), "{}: {err}", file.display());
    out
}

#[test]
fn gdal_reads_what_is_written() {
    let Some(program) = ogrinfo() else {
        println!("skipped: ogrinfo is not on PATH");
        return;
    };
    let folder = std::env::temp_dir().join(format!("yuantu-gdal-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
    let read = read_bytes("shapes.geojson", SHAPES.as_bytes().to_vec(), &ReadOptions::default(), sink);
    let shapes = read.dataset.unwrap();
    for format in FileFormat::ALL {
        for code in ["WGS84", "CGCS2000", "EPSG:4549", "EPSG:3857", "GCJ-02"] {
            let crs = Crs::parse(code).unwrap();
            if fits(format, &crs).is_err() {
                continue;
            }
            let path = folder.join(format!("{}.{}", code.replace(':', "_"), format.extension()));
            let options = WriteOptions { rows: None, crs, lang: Lang::Zh };
            write(&shapes, &options, &path, &|_, _| ControlFlow::Continue(())).unwrap();
            let told = told(&program, &path);
            assert!(told.contains("Feature Count: 3"), "{format:?} {code}: {told}");
            assert!(told.contains("带洞") && told.contains("没有位置"), "{format:?} {code}: {told}");
            if code == "EPSG:4549" && !matches!(format, FileFormat::Csv | FileFormat::Xlsx) {
                assert!(told.contains("4549"), "{format:?}: GDAL does not know the system: {told}");
            }
        }
    }
    std::fs::remove_dir_all(folder).unwrap();
}
