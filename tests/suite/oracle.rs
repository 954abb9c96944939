//! The reader beside the `geojson` crate: every suite file that both accept gives the same positions and the same values.

use std::path::Path;

use geojson::{Feature, GeoJson, Geometry, GeometryValue};
use serde_json::Value as Json;
use yuantu::domain::{Dataset, Value};
use yuantu::io::geojson_write::to_geojson;

use crate::verdicts::{expectations, read, testdata};

fn features_of(text: &str) -> Option<Vec<Feature>> {
    Some(match text.trim_start_matches('\u{FEFF}').parse::<GeoJson>().ok()? {
        GeoJson::FeatureCollection(collection) => collection.features,
        GeoJson::Feature(feature) => vec![feature],
        GeoJson::Geometry(geometry) => vec![Feature { geometry: Some(geometry), ..Feature::default() }],
    })
}

fn positions(geometry: &Geometry, into: &mut Vec<[f64; 2]>) {
    let mut push = |position: &geojson::Position| into.push([position[0], position[1]]);
    match &geometry.value {
        GeometryValue::Point { coordinates } => push(coordinates),
        GeometryValue::MultiPoint { coordinates } | GeometryValue::LineString { coordinates } => {
            coordinates.iter().for_each(push)
        }
        GeometryValue::MultiLineString { coordinates } | GeometryValue::Polygon { coordinates } => {
            coordinates.iter().flatten().for_each(push);
        }
        GeometryValue::MultiPolygon { coordinates } => coordinates.iter().flatten().flatten().for_each(push),
        GeometryValue::GeometryCollection { geometries } => geometries.iter().for_each(|inner| positions(inner, into)),
    }
}

/// The crate's numbers may be off in the last bit: its parser rounds twice.
fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= one.abs() * 2.0 * f64::EPSILON
}

fn same_value(ours: Value<'_>, theirs: &Json) -> bool {
    match (ours, theirs) {
        (Value::Null, Json::Null) => true,
        (Value::Bool(ours), Json::Bool(theirs)) => ours == *theirs,
        (Value::Number(ours), Json::Number(theirs)) => near(ours, theirs.as_f64().unwrap()),
        // Integers past 2⁵³ stay text with us.
        (Value::Text(ours), Json::Number(theirs)) => ours.parse::<f64>().is_ok_and(|ours| near(ours, theirs.as_f64().unwrap())),
        (Value::Text(ours), Json::String(theirs)) => ours == theirs,
        (Value::Text(ours), nested) => serde_json::from_str::<Json>(ours).is_ok_and(|ours| ours == *nested),
        _ => false,
    }
}

fn compare(file: &str, dataset: &Dataset, features: &[Feature], broken: &mut Vec<String>) {
    if dataset.len() != features.len() {
        broken.push(format!("{file}: {} rows, {} features", dataset.len(), features.len()));
        return;
    }
    for (row, feature) in features.iter().enumerate() {
        let mut theirs = Vec::new();
        feature.geometry.iter().for_each(|geometry| positions(geometry, &mut theirs));
        let ours = dataset.geometries.positions_of(row);
        let same = ours.len() == theirs.len()
            && ours.iter().zip(&theirs).all(|(ours, theirs)| near(ours[0], theirs[0]) && near(ours[1], theirs[1]));
        if !same {
            broken.push(format!("{file}: positions of feature {row}"));
        }
        for (name, theirs) in feature.properties.iter().flatten() {
            let ours = dataset.table.column(name).map_or(Value::Null, |column| dataset.table.get(row, column));
            if !same_value(ours, theirs) {
                broken.push(format!("{file}: feature {row}, {name}: {ours:?}, {theirs}"));
            }
        }
    }
}

#[test]
fn both_readers_give_the_same() {
    let (mut broken, mut compared) = (Vec::new(), 0);
    for expectation in expectations(&["geojson"]) {
        let Some(dataset) = read(&expectation.path, 1).dataset else { continue };
        let Some(features) = std::fs::read_to_string(&expectation.path).ok().and_then(|text| features_of(&text)) else {
            continue;
        };
        // A file of which we refuse some features is compared by the verdicts.
        if dataset.feature_numbers.is_empty() {
            compare(&expectation.file, &dataset, &features, &mut broken);
            compared += 1;
        }
    }
    println!("compared {compared} files with the geojson crate");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn what_is_written_reads_back_the_same() {
    let Some(folder) = testdata() else { return };
    for file in [
        "boundaries/osm_admin_references_8_wgs84.geojson",
        "poi/shanghai_cafes.geojson",
        "osm/shanghai_metro_lines_wgs84.geojson",
    ] {
        let dataset = read(&folder.join(file), 1).dataset.unwrap();
        let written = to_geojson(&dataset, 0..dataset.len()).to_string();
        let mut broken = Vec::new();
        compare(file, &dataset, &features_of(&written).unwrap(), &mut broken);
        assert!(broken.is_empty(), "{}", broken.join("\n"));
    }
}

#[test]
fn large_files_give_the_same_with_any_number_of_threads() {
    let Some(folder) = testdata() else { return };
    for file in ["osm/liechtenstein_buildings_8994_wgs84.geojson.gz", "boundaries/shanghai_subdistricts_229_wgs84.geojson"] {
        let path: &Path = &folder.join(file);
        let (one, four) = (read(path, 1), read(path, 4));
        let (one_set, four_set) = (one.dataset.unwrap(), four.dataset.unwrap());
        assert_eq!(one_set.geometries, four_set.geometries, "{file}");
        assert_eq!(one_set.table, four_set.table, "{file}");
        assert_eq!((one_set.lines, one.issues), (four_set.lines, four.issues), "{file}");
    }
}

#[test]
fn a_bare_array_loads_with_a_warning() {
    let Some(folder) = testdata() else { return };
    let outcome = read(&folder.join("boundaries/jingan_subdistricts_14_raw_array.json"), 2);
    assert_eq!(outcome.dataset.map(|dataset| dataset.len()), Some(14));
    assert!(outcome.issues.iter().any(|issue| issue.kind == yuantu::domain::IssueKind::BareArray));
}
