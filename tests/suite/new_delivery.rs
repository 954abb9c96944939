//! A new delivery in the real program: seen before it is taken, refused in part, taken back, kept with the workspace.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use yuantu::domain::{Dataset, Field};
use yuantu::ui::command::{Command, Sheet};
use yuantu::ui::delivering::{DeliveryAs, DeliveryView};

use crate::app_window::Window;
use crate::keep::{Folder, program};

/// Wells by id, with depth and place.
fn wells(rows: &[(&str, f64, f64)]) -> String {
    let feature = |(id, depth, lat): &(&str, f64, f64)| {
        format!(
            r#"{{"type":"Feature","properties":{{"id":"{id}","name":"井 {id}","depth":{depth}}},"geometry":{{"type":"Point","coordinates":[121.45,{lat}]}}}}"#
        )
    };
    let features: Vec<String> = rows.iter().map(feature).collect();
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(",\n"))
}

const FIRST: [(&str, f64, f64); 4] = [("A", 10.0, 31.30), ("B", 11.5, 31.31), ("C", 12.0, 31.32), ("D", 13.0, 31.33)];
/// A is as it was, B is deeper, C is 111 m farther north, D is gone, E is new.
const SECOND: [(&str, f64, f64); 4] = [("A", 10.0, 31.30), ("B", 11.7, 31.31), ("C", 12.0, 31.321), ("E", 9.0, 31.34)];

/// The delivery that the open sheet shows.
pub fn sheet(window: &Window) -> &DeliveryView {
    assert_eq!(window.session().state.sheet, Some(Sheet::Delivery), "the sheet is not open");
    window.session().work.delivery_view().expect("a delivery waits")
}

fn rows(window: &Window) -> Vec<String> {
    let layers = window.session().state.store.own_layers();
    assert_eq!(layers.len(), 1);
    let dataset: &Dataset = &layers[0].dataset;
    let depth = dataset.table.column("depth").unwrap();
    let row = |row: usize| {
        let id = dataset.text(row, Field::Id).unwrap();
        let depth = dataset.table.get(row, depth).as_number().unwrap();
        format!("{id} {depth} {}", dataset.geometries.positions_of(row)[0][1])
    };
    (0..dataset.len()).map(row).collect()
}

#[test]
fn a_newer_file_is_seen_refused_in_part_taken_back_and_kept() {
    let folder = Folder::new("delivery");
    let (first, second) = (folder.at("wells-1.geojson"), folder.at("wells-2.geojson"));
    std::fs::write(&first, wells(&FIRST)).unwrap();
    std::fs::write(&second, wells(&SECOND)).unwrap();
    let mut window = program(std::slice::from_ref(&first), &folder.at("own"));
    let before = rows(&window);
    window.command(Command::OpenFiles(vec![second]));
    assert_eq!(sheet(&window).delivery.counts(), [1, 1, 1, 1]);
    assert_eq!(rows(&window), before, "nothing is taken before the user says so");
    let counts = "新增 1 · 删除 1 · 移动 1（最远 110.9 m）· 修改 1 · 未变 1";
    assert!(window.harness.query_by_label(counts).is_some(), "the counts are not shown");
    for words in ["删除，井 D：", "修改，井 B：depth：11.5 → 11.7", "移动，井 C：移动 110.9 m", "新增，井 E："]
    {
        assert!(window.harness.query_by_label(words).is_some(), "{words} is not listed");
    }
    window.click("采用 井 B");
    window.click("采用 井 D");
    window.click("采用 2 项变化");
    let taken = ["A 10 31.3", "B 11.5 31.31", "C 12 31.321", "E 9 31.34", "D 13 31.33"];
    assert_eq!(rows(&window), taken);
    assert_eq!(window.session().state.store.own_layers()[0].dataset.name, "wells-1", "it is the layer that it was");
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(rows(&window), before, "undo brings the old one back");
    window.press(Modifiers::COMMAND, Key::Y);
    assert_eq!(rows(&window), taken);

    window.command(Command::SaveWorkspaceAs(folder.at("park.yuantu"), false));
    drop(window);
    std::fs::remove_file(&first).unwrap();
    let again = program(&[folder.at("park.yuantu")], &folder.at("own-2"));
    assert_eq!(again.session().state.sheet, None, "what is decided is not asked again");
    assert_eq!(rows(&again), taken);
}

#[test]
fn a_file_of_the_same_shape_can_be_another_layer_and_a_change_is_gone_to() {
    let folder = Folder::new("delivery-other");
    let (first, second) = (folder.at("wells-1.geojson"), folder.at("wells-2.geojson"));
    std::fs::write(&first, wells(&FIRST)).unwrap();
    std::fs::write(&second, wells(&SECOND)).unwrap();
    let mut window = program(&[first, second], &folder.at("own"));
    window.click("新增，井 E：");
    let [_, lat] = yuantu::geodesy::mercator::to_lon_lat(window.session().state.views.camera.centre_in_mercator);
    assert!((lat - 31.34).abs() < 1e-4, "{lat}");
    window.click("回到变化清单");
    assert!(sheet(&window).may_be_another);
    window.command(Command::TakeDelivery(DeliveryAs::Another));
    let names: Vec<_> = window.session().state.store.own_layers().iter().map(|layer| layer.dataset.name.clone()).collect();
    assert_eq!(names, ["wells-1", "wells-2"]);
}
