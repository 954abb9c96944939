//! The document through its bytes: there and back, older, later, damaged.

use super::*;
use crate::domain::{ColumnRule, Field, Meaning, SourceUnit};
use crate::geodesy::fit::{ControlPoint, Freedom};
use crate::workspace::{BuildingTheme, LayerKey, LayerState, LocalGrid};

/// A document with something in every member.
fn document() -> Document {
    let mut document = Document { on_map: true, packed: true, ..Document::default() };
    let rule =
        ColumnRule { header: "租金(元/㎡/月)".into(), meaning: Meaning::Field(Field::Name), unit: Some(SourceUnit::Mu) };
    let recipe = Recipe { columns: vec![rule], crs: "GCJ-02".into(), ..Recipe::default() };
    let content = "名称,面积\n一号楼,12\n".repeat(40);
    let note = FileNote {
        name: "楼宇.csv".into(),
        size: content.len() as u64,
        hash: ContentHash::of(content.as_bytes()),
        packed: pack(content.as_bytes()).ok(),
    };
    document.sources.push(Source {
        name: "楼宇".into(),
        kind: DatasetKind::Buildings,
        path: "../data/楼宇.csv".into(),
        files: vec![note],
        recipe: Some(recipe.clone()),
        chosen: vec![(3, "B-17".into())],
    });
    let workspace = &mut document.workspace;
    workspace.layers.insert(0, LayerState::new(LayerKey::Own("wells".into())));
    workspace.layers[3].opacity = 0.25;
    workspace.layers[4].hidden_classes.extend([1, 3]);
    workspace.building_theme = BuildingTheme::AskingRent;
    workspace.reference_date = Some("2026-10-31".into());
    workspace.recipes.push(recipe);
    workspace.notes = "“看过”\n第二行".into();
    let point = ControlPoint { local: [1.0, 2.0], lon_lat: [121.5, 31.25] };
    workspace.grids.insert("上海2000".into(), LocalGrid { points: vec![point; 2], freedom: Freedom::SixParameters });
    let key = RecordKey { layer: LayerKey::Own("wells".into()), id: "#2".into() };
    workspace.selection_sets.insert("看房".into(), [key.clone()].into());
    document.selection.push(key);
    document.camera = Some(Gaze { centre_in_mercator: [13_519_500.25, 3_667_200.5], mercator_per_pt: 4.125 });
    document.others.insert("scenes".into(), serde_json::json!([{ "of": "a later program" }]));
    document
}

#[test]
fn a_document_comes_back_as_it_was() {
    let document = document();
    let bytes = document.to_bytes().unwrap();
    let back = read(&bytes).unwrap();
    assert_eq!(back.left_out, [""; 0]);
    assert_eq!(back.document, document);
    assert_eq!(back.document.to_bytes().unwrap(), bytes);
    let content = unpack(&back.document.sources[0].files[0]).unwrap();
    assert!(String::from_utf8(content).unwrap().starts_with("名称,面积\n一号楼"));
}

#[test]
fn every_cut_is_told_with_its_place() {
    let bytes = document().to_bytes().unwrap();
    for end in (0..bytes.len() - 2).step_by(50) {
        let Err(FileFault::Broken { line, column, .. }) = read(&bytes[..end]) else { panic!("cut at {end}") };
        let lines = bytes[..end].iter().filter(|&&byte| byte == b'\n').count() + 1;
        // An empty text has no place; else it is where the text ends.
        assert!(line <= lines && line + 1 >= lines.min(2) && (end == 0 || line + column > 0), "cut at {end}: {line}:{column}");
    }
}

#[test]
fn a_later_version_is_refused_and_an_earlier_one_understood() {
    let later = br#"{"yuantu":7,"program":"3.0"}"#;
    assert_eq!(read(later), Err(FileFault::Later { version: 7, program: "3.0".into() }));
    assert_eq!(read(br#"{"type":"FeatureCollection"}"#), Err(FileFault::NoWorkspace));
    let earlier = r#"{"yuantu":0,"building_theme":"VacantArea","files":["data/wells.geojson"],
        "layers":[{"key":"Green","visible":false,"opacity":0.5,"hidden_classes":[],"expanded":false}]}"#;
    let Read { document, left_out } = read(earlier.as_bytes()).unwrap();
    assert!(left_out.is_empty());
    assert_eq!(document.workspace.building_theme, BuildingTheme::VacantArea);
    assert_eq!(document.workspace.layers[0].opacity, 0.5);
    assert_eq!(document.workspace.layers.len(), LayerKey::EMBEDDED.len());
    assert_eq!((document.sources[0].name.as_str(), document.sources[0].path.as_str()), ("wells", "data/wells.geojson"));
}

#[test]
fn what_makes_no_sense_is_left_out_and_named() {
    let text = String::from_utf8(document().to_bytes().unwrap()).unwrap();
    let hurt = text.replace("\"Buildings\",\n      \"path\"", "\"Ships\",\n      \"path\"").replace("\"AskingRent\"", "17");
    assert_ne!(hurt, text);
    let read = read(hurt.as_bytes()).unwrap();
    assert_eq!(read.left_out, ["workspace.building_theme", "sources[0]"]);
    assert_eq!(read.document.workspace.notes, document().workspace.notes);
}

#[test]
fn packed_content_is_taken_only_as_it_was_noted() {
    let good = document().sources.remove(0).files.remove(0);
    assert!(unpack(&good).is_ok());
    for wrong in [
        FileNote { size: good.size - 1, ..good.clone() },
        FileNote { hash: ContentHash::of(b"other"), ..good.clone() },
        FileNote { packed: good.packed.as_ref().map(|packed| packed[..40].to_owned()), ..good.clone() },
        FileNote { packed: Some("※".into()), ..good.clone() },
    ] {
        assert_eq!(unpack(&wrong), Err(PackFault::Broken));
    }
    assert!(matches!(unpack(&FileNote { size: u64::MAX, ..good }), Err(PackFault::TooLarge(_))));
}
