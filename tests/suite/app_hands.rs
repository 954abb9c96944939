//! The program under hands: search, legend, lasso, undo, language and look.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use yuantu::app::settings::Settings;
use yuantu::domain::{DatasetKind, Field, RecordRef, SetKey};
use yuantu::geodesy::mercator;
use yuantu::i18n::Lang;
use yuantu::index::place::interior_point;
use yuantu::map::palette::MapPalette;
use yuantu::ui::command::{Command, Page, Target, Tool};
use yuantu::ui::theme::Look;
use yuantu::workspace::LayerKey;

use crate::app_window::Window;

/// The program, showing the map.
fn on_the_map() -> Window {
    let mut window = Window::open(&[]);
    window.press(Modifiers::COMMAND, Key::Num2);
    assert_eq!(window.session().state.page, Page::Browse);
    window
}

fn shown(window: &Window, key: &LayerKey) -> usize {
    window.session().drawing.legend.iter().find(|layer| layer.key == *key).map_or(0, |layer| layer.count)
}

#[test]
fn a_search_by_name_flies_there() {
    let mut window = on_the_map();
    window.press(Modifiers::COMMAND, Key::F);
    window.harness.event(egui::Event::Text("市北壹".to_owned()));
    for _ in 0..40 {
        window.settle();
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    window.press(Modifiers::NONE, Key::Enter);
    // 市北壹中心 is at 121.438, 31.298, within 600 m (facts of the plan).
    let [lon, lat] = mercator::to_lon_lat(window.session().state.views.camera.centre_in_mercator);
    assert!((lon - 121.438).abs() < 0.008 && (lat - 31.298).abs() < 0.007, "{lon} {lat}");
    assert!(!window.session().state.selection.is_empty() || window.session().state.views.can_back());
}

#[test]
fn a_search_typed_letter_by_letter_shows_every_group() {
    let mut window = on_the_map();
    window.press(Modifiers::COMMAND, Key::F);
    for letter in "shibei".chars() {
        window.harness.event(egui::Event::Text(letter.to_string()));
        window.settle();
        std::thread::sleep(std::time::Duration::from_millis(20));
        window.settle();
    }
    let view = window.session().view(&[]);
    assert_eq!(view.search.text, "shibei");
    let kinds: Vec<DatasetKind> = view.search.groups.iter().map(|group| group.kind).collect();
    assert!(kinds.contains(&DatasetKind::Parks) && kinds.contains(&DatasetKind::Projects), "{kinds:?}");
    // What lies under the first few rows can be clicked: the list has grown with what was found.
    let project = view.search.groups.iter().find(|group| group.kind == DatasetKind::Projects).unwrap().hits[0].clone();
    window.click(&project.name);
    assert_eq!(window.session().state.selection, [project.record]);
}

#[test]
fn home_leads_into_the_map() {
    let mut window = Window::open(&[]);
    assert_eq!(window.session().state.page, Page::Home);
    window.command(Command::FlyTo(Target::Record(RecordRef::of_kind(DatasetKind::Blocks, 0))));
    let state = &window.session().state;
    assert_eq!(state.page, Page::Browse);
    let north = state.store.active(DatasetKind::Blocks).unwrap().dataset.geometries.bounds_of(0).centre();
    let [lon, lat] = mercator::to_lon_lat(state.views.camera.centre_in_mercator);
    assert!((lon - north[0]).abs() < 0.002 && (lat - north[1]).abs() < 0.002, "{lon} {lat}");
    assert!((1.0..30.0).contains(&state.views.camera.mercator_per_pt), "{:?}", state.views.camera);
}

/// A block has as many buildings in the legend as on Home; the parts that the status line counts are all there are.
#[test]
fn figures_of_one_thing_are_the_same_wherever_they_stand() {
    let window = on_the_map();
    let session = window.session();
    let blocks = &session.drawing.legend.iter().find(|layer| layer.key == LayerKey::Blocks).unwrap().classes;
    let in_legend: Vec<usize> = blocks.iter().map(|class| class.count).collect();
    let on_home = &session.state.park.as_ref().unwrap().summary.blocks;
    assert_eq!(in_legend, on_home.iter().map(|block| block.buildings as usize).collect::<Vec<_>>());
    assert!(in_legend.iter().all(|&count| count > 0), "{in_legend:?}");
}

/// A house without a name and a minor street without a name are ground: what lies under them answers instead.
#[test]
fn ground_without_a_name_leaves_clicks_to_what_holds_it() {
    let mut window = on_the_map();
    let (house, houses) = {
        let houses = window.session().state.store.active(DatasetKind::Buildings).unwrap().dataset.clone();
        let model = window.session().state.park.as_ref().unwrap().model.clone();
        let in_north = model.down(DatasetKind::Blocks, 0, DatasetKind::Buildings).iter().map(|&row| row as usize);
        let row = in_north.into_iter().find(|&row| houses.text(row, Field::Name).is_none()).unwrap();
        (row, houses)
    };
    let record = RecordRef::of_kind(DatasetKind::Buildings, house as u32);
    window.command(Command::FlyTo(Target::Record(record.clone())));
    let inside = interior_point(&houses.geometries, house).unwrap();
    let at = window.session().state.views.camera.screen_from_mercator(mercator::from_lon_lat(inside));
    let middle = window.map_rect().center();
    let place = egui::pos2(middle.x + at[0] as f32, middle.y + at[1] as f32);
    window.drag(&[place, place]);
    let selected = &window.session().state.selection;
    assert!(selected.first().is_some_and(|of| *of != record), "{selected:?}");
}

#[test]
fn hiding_a_class_changes_the_count_and_undo_brings_it_back() {
    let mut window = on_the_map();
    let all = shown(&window, &LayerKey::Enterprises);
    let layer = window.session().drawing.legend.iter().find(|layer| layer.key == LayerKey::Enterprises).unwrap().clone();
    let class = layer.classes[0].clone();
    window.click(&format!("{}：{}，{} 项", layer.name, class.name, class.count));
    assert_eq!(shown(&window, &LayerKey::Enterprises), all - class.count);
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(shown(&window, &LayerKey::Enterprises), all);
    window.press(Modifiers::COMMAND, Key::Y);
    assert_eq!(shown(&window, &LayerKey::Enterprises), all - class.count);
}

#[test]
fn a_lasso_selects_what_is_inside_it() {
    let mut window = on_the_map();
    window.click("套索选择");
    assert_eq!(window.session().state.tool, Tool::Lasso);
    let map = window.map_rect();
    let camera = window.session().state.views.camera;
    // Around the middle of the north block.
    let [x, y] = camera.screen_from_mercator(mercator::from_lon_lat([121.445, 31.2985]));
    let middle = map.center() + egui::vec2(x as f32, y as f32);
    let corners = [(-45.0, -30.0), (45.0, -30.0), (45.0, 30.0), (-45.0, 30.0), (-45.0, -25.0)];
    let course: Vec<_> = corners
        .windows(2)
        .flat_map(|pair| {
            let ((ax, ay), (bx, by)) = (pair[0], pair[1]);
            (0..8).map(move |step| (ax + (bx - ax) * step as f32 / 8.0, ay + (by - ay) * step as f32 / 8.0))
        })
        .map(|(dx, dy)| middle + egui::vec2(dx, dy))
        .collect();
    window.drag(&course);
    let state = &window.session().state;
    assert!(!state.selection.is_empty(), "nothing was selected");
    let buildings = state.store.active(DatasetKind::Buildings).unwrap();
    let (mut inside, mut wanted) = (0, 0);
    for row in 0..buildings.dataset.len() {
        let [x, y] = camera.screen_from_mercator(mercator::from_lon_lat(buildings.dataset.geometries.bounds_of(row).centre()));
        let at = map.center() + egui::vec2(x as f32, y as f32);
        let is_record = buildings.dataset.text(row, Field::Name).is_some();
        wanted += usize::from(is_record && (at - middle).abs().x < 40.0 && (at - middle).abs().y < 24.0);
    }
    for record in &state.selection {
        let ground = [DatasetKind::Streets, DatasetKind::Railways, DatasetKind::Blocks].map(SetKey::Kind);
        assert!(!ground.contains(&record.set), "{record:?} is the ground, not what was drawn around");
        inside += usize::from(record.set == SetKey::Kind(DatasetKind::Buildings));
    }
    assert!(inside >= wanted && wanted > 5, "{inside} of at least {wanted} buildings");
    window.press(Modifiers::NONE, Key::V);
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.session().state.selection.is_empty());
}

#[test]
fn language_and_look_change_without_a_restart() {
    let mut window = on_the_map();
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    assert_eq!(window.session().state.settings.lang, Lang::En);
    assert!(
        window.harness.query_by_label("Layers and legend").is_some()
            || window.harness.query_by_label("Select by lasso").is_some()
    );
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
    assert_eq!(window.session().state.settings.look, Look::Dark);
    let land = window.session().drawing.scene.background;
    assert_eq!(land, MapPalette::of(Look::Dark.map_look()).land);
}

#[test]
fn the_wheel_comes_closer_to_the_cursor() {
    let mut window = on_the_map();
    let map = window.map_rect();
    let at = map.center() + egui::vec2(120.0, 60.0);
    let before = window.session().state.views.camera;
    let place = before.mercator_from_screen([120.0, 60.0]);
    window.harness.hover_at(at);
    window.harness.run_steps(2);
    window.harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Line,
        delta: egui::vec2(0.0, 3.0),
        phase: egui::TouchPhase::Move,
        modifiers: Modifiers::NONE,
        source: egui::MouseWheelSource::Wheel,
    });
    window.harness.run_steps(30);
    window.settle();
    let after = window.session().state.views.camera;
    assert!(after.mercator_per_pt < before.mercator_per_pt * 0.9);
    let now = after.screen_from_mercator(place);
    assert!((now[0] - 120.0).abs() < 0.5 && (now[1] - 60.0).abs() < 0.5, "{now:?}");
    window.press(Modifiers::ALT, Key::ArrowLeft);
}

#[test]
fn the_park_is_drawn_by_a_software_adapter() {
    if !crate::map_gpu::has_adapter() {
        eprintln!("skipped: no graphics adapter, not even in software");
        return;
    }
    let settings = Settings { motion: false, ..Settings::default() };
    let mut window = Window::with(&[], settings, |builder| builder.wgpu());
    window.press(Modifiers::COMMAND, Key::Num2);
    let map = window.map_rect();
    let picture = window.harness.render().expect("a picture");
    let state = &window.session().state;
    let water = state.store.active(DatasetKind::Water).unwrap().dataset.clone();
    let ink = MapPalette::of(Look::Light.map_look()).water.0;
    let (mut seen, mut blue) = (0, 0);
    for row in 0..water.len() {
        let bounds = water.geometries.bounds_of(row);
        let wide = (bounds.east - bounds.west).min(bounds.north - bounds.south) > 0.002;
        let Some(place) = interior_point(&water.geometries, row).filter(|_| wide) else { continue };
        // At its edge the base map fades.
        if !(121.41..121.49).contains(&place[0]) || !(31.21..31.32).contains(&place[1]) {
            continue;
        }
        let [x, y] = state.views.camera.screen_from_mercator(mercator::from_lon_lat(place));
        let at = map.center() + egui::vec2(x as f32, y as f32);
        if map.shrink(40.0).contains(at) {
            // The place itself may lie under a letter, a leader or a bridge.
            let around = (-3..=3).flat_map(|dx: i32| (-3..=3).map(move |dy: i32| (at.x as i32 + dx, at.y as i32 + dy)));
            let is_blue = |(x, y): (i32, i32)| {
                let pixel = picture.get_pixel(x as u32, y as u32).0;
                (0..3).all(|i| pixel[i].abs_diff(ink[i]) < 24)
            };
            seen += 1;
            blue += usize::from(around.into_iter().any(is_blue));
        }
    }
    // Some lie under a name, a bridge or a block's tint.
    assert!(seen >= 4 && blue * 2 > seen, "{blue} of {seen} waters are blue");
}
