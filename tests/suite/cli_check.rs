//! `yuantu check` and `info` as a shell sees them: output, exit codes, the same bytes twice.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn yuantu(arguments: &[&str]) -> Output {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    Command::new(env!("CARGO_BIN_EXE_yuantu")).args(arguments).current_dir(folder).output().unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn check_lists_every_refused_and_doubtful_feature() {
    let output = yuantu(&["check", "--json", "--lang", "en", "mixed.geojson"]);
    assert_eq!(output.status.code(), Some(1));
    let report = json(&output);
    let file = &report["files"][0];
    assert_eq!((file["path"].as_str(), file["features"].as_u64()), (Some("mixed.geojson"), Some(2)));
    let issues: Vec<_> = file["issues"]
        .as_array()
        .unwrap()
        .iter()
        .map(|issue| {
            let text = |member: &str| issue[member].as_str().unwrap().to_owned();
            assert!(!text("message").is_empty());
            (text("severity"), text("kind"), issue["line"].as_u64(), issue["feature"].as_u64())
        })
        .collect();
    let issue = |severity: &str, kind: &str, line, feature| (severity.to_owned(), kind.to_owned(), Some(line), feature);
    assert_eq!(
        issues,
        [
            issue("error", "open_ring", 4, Some(2)),
            issue("warning", "crs_member", 1, None),
            issue("warning", "ring_winding", 3, Some(1)),
            issue("warning", "chinese_numeral", 3, Some(1)),
        ]
    );
    assert_eq!(output.stdout, yuantu(&["check", "--json", "--lang", "en", "mixed.geojson"]).stdout);
}

#[test]
fn check_tells_broken_missing_and_good_files_by_its_exit_code() {
    let broken = yuantu(&["check", "truncated.geojson"]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(String::from_utf8(broken.stdout).unwrap().contains("第 2 行"));
    let missing = yuantu(&["check", "--json", "enterprises.geojson", "not-there.geojson"]);
    assert_eq!(missing.status.code(), Some(1));
    assert_eq!(json(&missing)["files"][1]["issues"][0]["kind"], "unreadable");
    assert_eq!(json(&missing)["files"][1]["issues"][0]["line"], Value::Null);
    // Doubts alone are no error.
    let good = yuantu(&["check", "--json", "enterprises.geojson"]);
    assert_eq!(good.status.code(), Some(0));
    let kinds: Vec<_> = json(&good)["files"][0]["issues"].as_array().unwrap().iter().map(|issue| issue["kind"].clone()).collect();
    assert_eq!(kinds, ["unknown_term", "bad_value"]);
}

#[test]
fn wrong_usage_is_told_apart() {
    for wrong in [&["check"][..], &["check", "--jsn", "a"], &["--lang"], &["info", "--lang", "fr"]] {
        let output = yuantu(wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{wrong:?}");
    }
    for right in ["--help", "--version", "-h", "-V"] {
        assert_eq!(yuantu(&[right]).status.code(), Some(0), "{right}");
    }
}

#[test]
fn info_names_kind_counts_bounds_and_fields() {
    let output = yuantu(&["info", "--json", "enterprises.geojson"]);
    assert_eq!(output.status.code(), Some(0));
    let layer = &json(&output)["layers"][0];
    assert_eq!((layer["kind"].as_str(), layer["features"].as_u64()), (Some("enterprises"), Some(2)));
    assert_eq!(layer["bounds"], serde_json::json!([121.4412, 31.2778, 121.4531, 31.2991]));
    let field = |name: &str| layer["fields"].as_array().unwrap().iter().find(|field| field["name"] == name).unwrap().clone();
    assert_eq!((field("企业名称")["field"].clone(), field("企业名称")["type"].clone()), ("name".into(), "text".into()));
    assert_eq!((field("员工数")["field"].clone(), field("员工数")["type"].clone()), ("employees".into(), "mixed".into()));
    assert_eq!(field("楼宇")["examples"], serde_json::json!(["b-1", "b-2"]));
}

#[test]
fn info_without_a_file_tells_of_the_embedded_data() {
    let output = yuantu(&["info", "--json"]);
    assert_eq!(output.status.code(), Some(0));
    let report = json(&output);
    let layers = report["layers"].as_array().unwrap();
    for kind in ["blocks", "parks", "metro_stations", "water"] {
        let layer = layers.iter().find(|layer| layer["kind"] == kind);
        assert!(layer.is_some_and(|layer| layer["features"].as_u64() > Some(0) && layer["path"].is_null()), "{kind}");
    }
}

#[test]
fn info_tells_the_coordinate_system_and_what_speaks_for_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/testdata");
    for (file, declared, guessed) in [
        ("poi/shanghai_communities_gbk_bd09.csv", Value::Null, Value::from("BD-09")),
        ("boundaries/jingan_subdistricts_14_gcj02_undeclared.geojson", Value::Null, Value::from("GCJ-02")),
        ("osm/metro_stations_gbk_shp/地铁站.shp", Value::from("WGS84"), Value::from("WGS84")),
        ("buildings/formats/chiyoda_shp/chiyoda_epsg6677.shp", Value::from("EPSG:6677"), Value::Null),
    ] {
        let path = folder.join(file);
        if !path.exists() {
            println!("skipped: no {}", path.display());
            continue;
        }
        let output = yuantu(&["info", "--json", "--lang", "en", path.to_str().unwrap()]);
        let told = json(&output);
        let crs = &told["crs"];
        assert_eq!((&crs["declared"], &crs["guessed"]), (&declared, &guessed), "{file}");
        assert_eq!(*crs, told["layers"][0]["crs"]);
        let kinds: Vec<_> = crs["evidence"].as_array().unwrap().iter().map(|item| item["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds.contains(&"too_little"), guessed.is_null(), "{file}: {kinds:?}");
        assert_eq!(kinds.contains(&"same_system"), guessed == "WGS84", "{file}: {kinds:?}");
        assert!(crs["evidence"].as_array().unwrap().iter().all(|item| !item["text"].as_str().unwrap().is_empty()));
    }
}
