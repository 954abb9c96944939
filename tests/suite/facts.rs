//! Everything the plan names is in the data: the lists in `tests/facts` were typed from the plan by hand, not from the
//! tables that make the data.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

type Row = BTreeMap<String, String>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn csv_rows(path: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let header = reader.headers().unwrap().clone();
    let row = |record: csv::StringRecord| header.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// Members and positions (`[lon, lat]`) of each record of a data file.
fn records(file: &str) -> Vec<(Row, Vec<[f64; 2]>)> {
    let path = root().join("data").join(file);
    if file.ends_with(".csv") {
        return csv_rows(&path)
            .into_iter()
            .map(|row| {
                let number = |key: &str| row.get(key).and_then(|text| text.parse::<f64>().ok());
                let position = number("lon").zip(number("lat")).map(|(lon, lat)| [lon, lat]);
                (row, position.into_iter().collect())
            })
            .collect();
    }
    let collection: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let whole = ["source", "as_of", "confidence"].map(|key| (key.to_owned(), text_of(&collection[key])));
    let features = collection["features"].as_array().unwrap();
    features
        .iter()
        .map(|feature| {
            let mut row = Row::from(whole.clone());
            let members = feature["properties"].as_object().unwrap();
            row.extend(members.iter().map(|(key, value)| (key.clone(), text_of(value))));
            let mut positions = Vec::new();
            collect_positions(&feature["geometry"]["coordinates"], &mut positions);
            (row, positions)
        })
        .collect()
}

fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn collect_positions(value: &Value, positions: &mut Vec<[f64; 2]>) {
    let Some(items) = value.as_array() else { return };
    if let [lon, lat, ..] = items.as_slice()
        && let Some(position) = lon.as_f64().zip(lat.as_f64())
    {
        positions.push([position.0, position.1]);
        return;
    }
    items.iter().for_each(|item| collect_positions(item, positions));
}

fn is_called(row: &Row, name: &str) -> bool {
    let of = |key: &str| row.get(key).map_or("", String::as_str);
    of("name") == name || of("alias").split(';').any(|alias| alias == name)
}

/// Metres between two places near 31.27° N, on a sphere: good to 0.5 % here.
fn distance_m(a: [f64; 2], b: [f64; 2]) -> f64 {
    let east = (a[0] - b[0]).to_radians() * 6_371_000.0 * 31.27_f64.to_radians().cos();
    east.hypot((a[1] - b[1]).to_radians() * 6_371_000.0)
}

#[test]
fn every_named_thing_of_the_plan_is_there() {
    let mut missing = Vec::new();
    for wanted in csv_rows(&root().join("tests/facts/named.csv")) {
        let known = records(&wanted["file"]);
        let Some((row, positions)) = known.iter().find(|(row, _)| is_called(row, &wanted["name"])) else {
            missing.push(format!("{} is not in {}", wanted["name"], wanted["file"]));
            continue;
        };
        if wanted["block"] != "?" && row.get("block").map_or("", String::as_str) != wanted["block"] {
            missing.push(format!("{} is not in block {:?}", wanted["name"], wanted["block"]));
        }
        if let (Ok(lon), Ok(lat), Ok(reach_m)) =
            (wanted["lon"].parse(), wanted["lat"].parse(), wanted["accuracy_m"].parse::<f64>())
        {
            let nearest = positions.iter().map(|&at| distance_m(at, [lon, lat])).fold(f64::INFINITY, f64::min);
            if nearest > reach_m {
                missing.push(format!("{} is {nearest:.0} m off, more than its {reach_m} m", wanted["name"]));
            }
            if row.get("accuracy_m").map(String::as_str) != Some(wanted["accuracy_m"].as_str()) {
                missing.push(format!("{} does not say its accuracy of {reach_m} m", wanted["name"]));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_figure_of_the_plan_is_there() {
    let known = csv_rows(&root().join("data/indicators.csv"));
    let mut wrong = Vec::new();
    for wanted in csv_rows(&root().join("tests/facts/figures.csv")) {
        let Some(row) = known.iter().find(|row| row["kind"] == wanted["kind"] && row["name"] == wanted["name"]) else {
            wrong.push(format!("{} is not there", wanted["name"]));
            continue;
        };
        for (theirs, ours) in
            [("value", "value"), ("words", "value_text"), ("unit", "unit_name"), ("baseline", "baseline"), ("nature", "nature")]
        {
            if wanted[theirs] != row[ours] {
                wrong.push(format!("{}: {ours} is {:?}, not {:?}", wanted["name"], row[ours], wanted[theirs]));
            }
        }
        if wanted["kind"] == "目标" && (row["plan_version"].is_empty() || row["year"] != "2025") {
            wrong.push(format!("{} does not say its year and version of the plan", wanted["name"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(known.iter().filter(|row| row["kind"] == "目标").count(), 7);
}

#[test]
fn every_record_says_source_date_and_confidence() {
    let mut files: Vec<_> = std::fs::read_dir(root().join("data"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.ends_with(".md"))
        .collect();
    files.sort();
    assert!(files.len() >= 15, "{files:?}");
    for file in files {
        for (number, (row, _)) in records(&file).iter().enumerate() {
            for key in ["source", "as_of", "confidence"] {
                assert!(row.get(key).is_some_and(|text| !text.is_empty()), "{file}, record {number}: no {key}");
            }
            assert!(["公开", "估计", "示意", "演示"].contains(&row["confidence"].as_str()), "{file}, record {number}");
        }
    }
}

#[test]
fn every_station_has_an_english_name() {
    let stations = records("metro_stations.geojson");
    assert_eq!(stations.len(), 93);
    for (row, _) in stations {
        assert!(row.get("name_en").is_some_and(|name| name.is_ascii() || name.contains('·')), "{row:?}");
    }
}
