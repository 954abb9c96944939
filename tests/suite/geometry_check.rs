//! The geometry check in the real program: found, looked at, marked, repaired, taken back, kept with the workspace.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use yuantu::domain::{Dataset, IssueKind};
use yuantu::geodesy::geodesic::feature_area_m2;
use yuantu::ui::command::{Command, Sheet};
use yuantu::workspace::LayerKey;

use crate::app_window::{TestFile, Window};
use crate::keep::{Folder, program};

/// A bow tie of two triangles of about 5,280 m² each, a square on which another lies by half, and a sound one.
const PLOTS: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"name":"tie"},"geometry":{"type":"Polygon","coordinates":[[[121.4400,31.3000],[121.4420,31.3010],[121.4420,31.3000],[121.4400,31.3010],[121.4400,31.3000]]]}},
{"type":"Feature","properties":{"name":"one"},"geometry":{"type":"Polygon","coordinates":[[[121.4430,31.3000],[121.4440,31.3000],[121.4440,31.3010],[121.4430,31.3010],[121.4430,31.3000]]]}},
{"type":"Feature","properties":{"name":"two"},"geometry":{"type":"Polygon","coordinates":[[[121.4435,31.3000],[121.4445,31.3000],[121.4445,31.3010],[121.4435,31.3010],[121.4435,31.3000]]]}},
{"type":"Feature","properties":{"name":"sound"},"geometry":{"type":"Polygon","coordinates":[[[121.4450,31.3000],[121.4460,31.3000],[121.4460,31.3010],[121.4450,31.3010],[121.4450,31.3000]]]}}]}"#;

fn layer<'a>(window: &'a Window, file: &TestFile) -> &'a Dataset {
    let layers = window.session().state.store.own_layers();
    layers.iter().map(|layer| &*layer.dataset).find(|dataset| dataset.name == file.stem()).expect("the layer is there")
}

fn found(window: &Window) -> Vec<(u32, IssueKind)> {
    let checked = window.session().work.check_view().checked;
    checked.iter().flat_map(|checked| checked.findings.iter().map(|finding| (finding.row, finding.kind))).collect()
}

#[test]
fn what_is_found_is_marked_listed_repaired_and_taken_back() {
    let file = TestFile::new("plots.geojson", PLOTS);
    let on_disk = std::fs::read(&file.0).unwrap();
    let mut window = Window::open(std::slice::from_ref(&file.0));
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::K);
    assert_eq!(window.session().state.sheet, Some(Sheet::Geometry));
    assert_eq!(found(&window), [(0, IssueKind::SelfCrossing), (1, IssueKind::Overlap)]);
    let scene = window.session().drawing.scene.clone();
    let marks = scene.marks.iter().find(|layer| &*layer.key == "findings.places").expect("what was found is marked");
    assert_eq!(marks.marks.len(), 2);
    assert!(scene.layers.iter().any(|layer| &*layer.key == "findings.areas"), "the overlap is an area");
    let listed: Vec<_> = window.session().state.issues.iter().map(|issue| issue.kind).collect();
    assert!(listed.contains(&IssueKind::SelfCrossing) && listed.contains(&IssueKind::Overlap), "{listed:?}");

    // The picture shows before and after; the bow tie's area was nothing and will be that of two triangles.
    window.click("边界自相交，tie：第 1 个要素");
    for words in ["修复前后的图 · 修复前", "修复前后的图 · 修复后", "面积变化"] {
        assert!(window.harness.query_by_label(words).is_some(), "{words} is not there");
    }
    window.click("修复 tie · 边界自相交");
    window.click("修复 1 处");
    let repaired = layer(&window, &file);
    assert_eq!(repaired.repairs.rows, [0]);
    let width_m = yuantu::geodesy::geodesic::distance_m([121.4400, 31.3005], [121.4420, 31.3005]);
    let height_m = yuantu::geodesy::geodesic::distance_m([121.4400, 31.3000], [121.4400, 31.3010]);
    let area_m2 = feature_area_m2(&repaired.geometries, 0);
    assert!((area_m2 / (width_m * height_m / 2.0) - 1.0).abs() < 1e-4, "{area_m2}");
    assert_eq!(found(&window), [(1, IssueKind::Overlap)], "it is checked again");
    assert_eq!(std::fs::read(&file.0).unwrap(), on_disk, "the file is as it was");
    window.press(Modifiers::NONE, Key::Escape);
    window.press(Modifiers::COMMAND, Key::Z);
    assert!(layer(&window, &file).repairs.is_empty(), "undo takes it back");
    window.press(Modifiers::COMMAND, Key::Y);
    assert_eq!(layer(&window, &file).repairs.rows, [0]);

    // A click in the issue list goes to the place itself.
    let overlap = window.session().state.issues.iter().position(|issue| issue.kind == IssueKind::Overlap).unwrap();
    window.command(Command::GoToIssue(overlap, 0));
    let state = &window.session().state;
    let [lon, lat] = yuantu::geodesy::mercator::to_lon_lat(state.views.camera.centre_in_mercator);
    assert!((121.4435..121.4440).contains(&lon) && (31.3000..31.3010).contains(&lat), "{lon} {lat}");
    assert_eq!(state.selection.iter().map(|record| record.row).collect::<Vec<_>>(), [1]);
}

#[test]
fn one_layer_is_checked_from_its_menu_and_repairs_come_back_with_the_workspace() {
    let folder = Folder::new("repairs");
    let file = TestFile::new("plots-kept.geojson", PLOTS);
    let mut window = program(std::slice::from_ref(&file.0), &folder.at("own"));
    window.command(Command::CheckGeometry(Some(LayerKey::Own(file.stem()))));
    window.click("全选可修复的");
    window.click("修复 2 处");
    assert_eq!(layer(&window, &file).repairs.rows, [0, 2]);
    assert_eq!(found(&window), []);
    window.command(Command::SaveWorkspaceAs(folder.at("plots.yuantu"), false));
    let before = layer(&window, &file).geometries.clone();
    drop(window);
    let mut again = program(&[folder.at("plots.yuantu")], &folder.at("own-2"));
    assert_eq!(layer(&again, &file).geometries, before);
    again.command(Command::CheckGeometry(None));
    again.click(&format!("撤回修复 · {}", file.stem()));
    assert!(layer(&again, &file).repairs.is_empty());
}

/// Two blocks about a triangle of some 10 m by 70 m, whose western sides are the longer; and three blocks that close a square between them
/// of which none has half.
const BLOCKS: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"name":"west"},"geometry":{"type":"Polygon","coordinates":[[[121.4415,31.3000],[121.4420,31.3000],[121.4420,31.3002],[121.4419,31.3005],[121.4420,31.3008],[121.4420,31.3010],[121.4415,31.3010],[121.4415,31.3000]]]}},
{"type":"Feature","properties":{"name":"east"},"geometry":{"type":"Polygon","coordinates":[[[121.4420,31.3000],[121.4440,31.3000],[121.4440,31.3010],[121.4420,31.3010],[121.4420,31.3000]]]}},
{"type":"Feature","properties":{"name":"south"},"geometry":{"type":"Polygon","coordinates":[[[121.4440,31.3000],[121.4462,31.3000],[121.4462,31.3004],[121.4440,31.3004],[121.4440,31.3000]]]}},
{"type":"Feature","properties":{"name":"north"},"geometry":{"type":"Polygon","coordinates":[[[121.4440,31.3006],[121.4462,31.3006],[121.4462,31.3010],[121.4440,31.3010],[121.4440,31.3006]]]}},
{"type":"Feature","properties":{"name":"far"},"geometry":{"type":"Polygon","coordinates":[[[121.4442,31.3004],[121.4462,31.3004],[121.4462,31.3006],[121.4442,31.3006],[121.4442,31.3004]]]}}]}"#;

#[test]
fn a_gap_goes_to_the_neighbour_along_most_of_its_border_or_it_is_said_why_not() {
    let file = TestFile::new("lens.geojson", BLOCKS);
    let mut window = Window::open(std::slice::from_ref(&file.0));
    window.command(Command::CheckGeometry(None));
    let gaps: Vec<_> = found(&window).into_iter().filter(|(_, kind)| *kind == IssueKind::Gap).collect();
    assert_eq!(gaps.len(), 2, "{:?}", found(&window));
    assert_eq!(gaps[0].0, 0, "the triangle is west's");
    let (west_m2, east) =
        (feature_area_m2(&layer(&window, &file).geometries, 0), layer(&window, &file).geometries.positions_of(1).to_vec());

    window.click("要素间空隙，west：第 1 个要素");
    assert!(window.harness.query_by_label_contains("空隙并入“west”（第 1 个要素）：它占空隙边界的 51.0").is_some());
    assert!(window.harness.query_by_label("增加的部分").is_some() && window.harness.query_by_label("去掉的部分").is_none());
    window.click("修复 west · 要素间空隙");
    window.click("修复 1 处");
    let repaired = layer(&window, &file);
    assert_eq!(repaired.repairs.rows, [0]);
    // Neither the neighbour nor anything else has moved.
    let width_m = yuantu::geodesy::geodesic::distance_m([121.4419, 31.3005], [121.4420, 31.3005]);
    let height_m = yuantu::geodesy::geodesic::distance_m([121.4420, 31.3002], [121.4420, 31.3008]);
    let added_m2 = feature_area_m2(&repaired.geometries, 0) - west_m2;
    assert!((added_m2 / (width_m * height_m / 2.0) - 1.0).abs() < 1e-3, "{added_m2}");
    assert_eq!(repaired.geometries.positions_of(1), east);
    let left: Vec<_> = found(&window).into_iter().filter(|(_, kind)| *kind != IssueKind::RingWinding).collect();
    assert_eq!(left.len(), 1, "{left:?}");

    let (row, _) = left[0];
    let name = ["west", "east", "south", "north", "far"][row as usize];
    window.click(&format!("要素间空隙，{name}：第 {} 个要素", row + 1));
    assert!(window.harness.query_by_label_contains("没有相邻要素占到空隙边界的一半").is_some());
    assert!(window.harness.query_by_label_contains(&format!("修复 {name} · ")).is_none());
    window.press(Modifiers::NONE, Key::Escape);
    window.press(Modifiers::COMMAND, Key::Z);
    assert!(layer(&window, &file).repairs.is_empty(), "undo takes it back");
}
