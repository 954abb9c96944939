//! A new delivery taken field by field in the real program, and as a whole; the way back to one that waits.

use egui::accesskit::Toggled;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use yuantu::domain::{Field, RecordRef, SetKey};
use yuantu::ui::command::{Command, SelectMode, Sheet};
use yuantu::workspace::{LayerKey, RecordKey};

use crate::app_window::Window;
use crate::keep::{Folder, picture, program};
use crate::new_delivery::sheet;

/// Wells with depth, owner and place.
fn wells(rows: &[(&str, f64, &str, f64)]) -> String {
    let feature = |(id, depth, owner, lat): &(&str, f64, &str, f64)| {
        let properties = format!(r#"{{"id":"{id}","name":"井 {id}","depth":{depth},"owner":"{owner}"}}"#);
        format!(r#"{{"type":"Feature","properties":{properties},"geometry":{{"type":"Point","coordinates":[121.45,{lat}]}}}}"#)
    };
    let features: Vec<String> = rows.iter().map(feature).collect();
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(",\n"))
}

const FIRST: [(&str, f64, &str, f64); 3] = [("A", 10.0, "甲", 31.30), ("B", 11.5, "乙", 31.31), ("C", 12.0, "丙", 31.32)];
/// A is as it was; B is deeper, has another owner and is 111 m farther north; C has another owner.
const SECOND: [(&str, f64, &str, f64); 3] = [("A", 10.0, "甲", 31.30), ("B", 11.7, "丁", 31.311), ("C", 12.0, "戊", 31.32)];

fn two_files(name: &str) -> (Folder, [std::path::PathBuf; 2]) {
    let folder = Folder::new(name);
    let files = [folder.at("wells-1.geojson"), folder.at("wells-2.geojson")];
    std::fs::write(&files[0], wells(&FIRST)).unwrap();
    std::fs::write(&files[1], wells(&SECOND)).unwrap();
    (folder, files)
}

fn rows(window: &Window) -> Vec<String> {
    let dataset = &window.session().state.store.own_layers()[0].dataset;
    let column = |name: &str| dataset.table.column(name).unwrap();
    let row = |row: usize| {
        let depth = dataset.table.get(row, column("depth")).as_number().unwrap();
        let owner = dataset.table.get(row, column("owner")).as_text().unwrap();
        format!("{} {depth} {owner} {}", dataset.text(row, Field::Id).unwrap(), dataset.geometries.positions_of(row)[0][1])
    };
    (0..dataset.len()).map(row).collect()
}

fn switch(window: &Window, label: &str) -> Option<Toggled> {
    window.harness.get_by_label(label).accesskit_node().toggled()
}

#[test]
fn a_changed_row_is_taken_field_by_field_and_kept_so() {
    let (folder, [first, second]) = two_files("fields");
    let mut window = program(std::slice::from_ref(&first), &folder.at("own"));
    let before = rows(&window);
    window.command(Command::OpenFiles(vec![second]));
    assert_eq!(sheet(&window).parts, 4);
    assert!(window.harness.query_by_label("展开 井 C 的各项变化").is_none(), "one part needs no unfolding");
    window.click("展开 井 B 的各项变化");
    for words in ["位置：移动 110.9 m", "depth：11.5 → 11.7", "owner：乙 → 丁"] {
        assert!(window.harness.query_by_label(words).is_some(), "{words} is not listed");
    }
    assert_eq!(switch(&window, "采用 井 B"), Some(Toggled::True));
    window.click("采用 井 B：depth");
    window.click("采用 井 B：位置");
    assert_eq!(switch(&window, "采用 井 B"), Some(Toggled::Mixed));
    assert_eq!(switch(&window, "采用 井 B：owner"), Some(Toggled::True));
    // The row's own switch: from in between to all, from all to nothing.
    window.click("采用 井 B");
    assert_eq!((switch(&window, "采用 井 B"), sheet(&window).refused.len()), (Some(Toggled::True), 0));
    window.click("采用 井 B");
    assert_eq!((switch(&window, "采用 井 B：owner"), sheet(&window).refused.len()), (Some(Toggled::False), 3));
    window.click("采用 井 B：owner");
    assert_eq!(switch(&window, "采用 井 B"), Some(Toggled::Mixed));
    picture(&mut window, "delivery_fields");
    window.click("采用 2 项变化");
    let taken = ["A 10 甲 31.3", "B 11.5 丁 31.31", "C 12 戊 31.32"];
    assert_eq!(rows(&window), taken);
    assert!(window.session().state.notices.shown().iter().any(|notice| notice.text == "wells-1：采用 2 项变化，拒绝 2 项。"));
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(rows(&window), before, "one step takes it back");
    window.press(Modifiers::COMMAND, Key::Y);
    assert_eq!(rows(&window), taken);

    window.command(Command::SaveWorkspaceAs(folder.at("park.yuantu"), false));
    drop(window);
    std::fs::remove_file(&first).unwrap();
    let text = std::fs::read_to_string(folder.at("park.yuantu")).unwrap();
    let kept: serde_json::Value = serde_json::from_str(&text).unwrap();
    let kept = &kept["workspace"]["deliveries"]["wells-1"]["kept"];
    let cells = serde_json::json!({"depth": {"Number": "11.5"}});
    assert_eq!(kept, &serde_json::json!([{"feature": 1, "geometry": "POINT (121.45 31.31)", "cells": cells}]));
    let again = program(&[folder.at("park.yuantu")], &folder.at("own-2"));
    assert_eq!((rows(&again), again.session().state.sheet), (taken.map(str::to_owned).to_vec(), None));
}

#[test]
fn a_file_that_replaces_the_whole_gives_its_name_and_keeps_the_look() {
    let (folder, [first, second]) = two_files("whole");
    let mut window = program(&[first, folder.at("data/wells.geojson")], &folder.at("own"));
    let (old, new, other) = ["wells-1", "wells-2", "wells"].map(|name| LayerKey::Own(name.into())).into();
    window.command(Command::SetLayerOpacity(old.clone(), 0.4));
    window.command(Command::SetLayerVisible(other.clone(), false));
    window.command(Command::MoveLayer(old.clone(), 3));
    let record = RecordRef { set: SetKey::Own("wells-1".into()), row: 1 };
    window.command(Command::Select(SelectMode::Replace, vec![record]));
    window.command(Command::SaveSelection("深井".into()));
    let before = rows(&window);
    let layers = |window: &Window| window.session().state.workspace().layers.clone();
    let layers_before = layers(&window);
    window.command(Command::OpenFiles(vec![second]));
    window.click("整体替换");
    assert_eq!(rows(&window), ["A 10 甲 31.3", "B 11.7 丁 31.311", "C 12 戊 31.32"]);
    let expected: Vec<_> = layers_before
        .iter()
        .map(|layer| yuantu::workspace::LayerState {
            key: if layer.key == old { new.clone() } else { layer.key.clone() },
            ..layer.clone()
        })
        .collect();
    assert_eq!(layers(&window), expected);
    let chosen: Vec<_> = window.session().state.workspace().selection_sets["深井"].iter().cloned().collect();
    assert_eq!(chosen, [RecordKey { layer: new.clone(), id: "B".into() }]);
    assert!(window.harness.query_all_by_label_contains("wells-2").next().is_some(), "the layer is not listed by its name");
    assert!(
        window
            .session()
            .state
            .notices
            .shown()
            .iter()
            .any(|notice| notice.text == "“wells-1”已由“wells-2”整体替换，共 4 项变化。")
    );
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!((rows(&window), layers(&window)), (before, layers_before));
    window.press(Modifiers::COMMAND, Key::Y);
    assert_eq!((layers(&window), rows(&window)[1].as_str()), (expected, "B 11.7 丁 31.311"));
    window.command(Command::SaveWorkspaceAs(folder.at("park.yuantu"), false));
    drop(window);
    let again = program(&[folder.at("park.yuantu")], &folder.at("own-2"));
    let layer = again.session().state.workspace().layer(&new).cloned().expect("the layer has its new name");
    assert_eq!((layer.opacity, again.session().state.workspace().layer(&old)), (0.4, None));
}

#[test]
fn the_palette_and_the_menu_lead_back_to_a_delivery_while_it_waits() {
    let (folder, [first, second]) = two_files("waits");
    let mut window = program(std::slice::from_ref(&first), &folder.at("own"));
    let entry = "回到新一批数据…";
    let is_offered = |window: &mut Window| {
        window.click("菜单");
        let in_menu = window.harness.query_by_label(entry).is_some();
        window.press(Modifiers::NONE, Key::Escape);
        window.press(Modifiers::COMMAND, Key::K);
        let in_palette = window.harness.query_by_label(entry).is_some();
        window.press(Modifiers::NONE, Key::Escape);
        assert_eq!(in_menu, in_palette);
        in_menu
    };
    assert!(!is_offered(&mut window), "there is nothing to go back to");
    window.command(Command::OpenFiles(vec![second]));
    window.click("采用 井 C");
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(window.session().state.sheet, None);
    let notices: Vec<u64> = window.session().state.notices.shown().iter().map(|notice| notice.id).collect();
    notices.into_iter().for_each(|id| window.command(Command::DismissNotice(id)));
    assert!(is_offered(&mut window), "the way back is lost with its message");
    window.press(Modifiers::COMMAND, Key::K);
    window.click(entry);
    assert_eq!(sheet(&window).refused.len(), 1, "what was decided is forgotten");
    window.press(Modifiers::NONE, Key::Escape);
    window.click("菜单");
    window.click(entry);
    assert_eq!(window.session().state.sheet, Some(Sheet::Delivery));
    assert!(window.session().state.notices.shown().iter().all(|notice| notice.offers.is_empty()), "the sheet is open already");
    window.click("都不采用");
    assert!(!is_offered(&mut window));
}
