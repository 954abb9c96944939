//! The inspector of the real program: the figures of a building against a plain loop over the data's files, and the chain,
//! each step of which leads on.

use egui_kittest::kittest::Queryable;
use yuantu::domain::{DatasetKind, Field, RecordRef};
use yuantu::ui::command::{Command, Page, SelectMode};

use crate::app_window::Window;

/// Vacant and lettable area of a building, and its vacant spaces, by a loop over `data/spaces.csv`.
fn by_hand(building: &str) -> (f64, f64, usize) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/spaces.csv");
    let mut rows = csv::Reader::from_path(path).unwrap();
    let header = rows.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|known| known == name).unwrap();
    let (of, area, status) = (at("building"), at("area_m2"), at("status"));
    let (mut vacant_m2, mut lettable_m2, mut vacant) = (0.0, 0.0, 0);
    for row in rows.records().map(Result::unwrap).filter(|row| &row[of] == building) {
        let area_m2: f64 = row[area].parse().unwrap();
        if &row[status] != "锁定" {
            lettable_m2 += area_m2;
        }
        if ["空置", "意向"].contains(&&row[status]) {
            vacant_m2 += area_m2;
            vacant += 1;
        }
    }
    (vacant_m2, lettable_m2, vacant)
}

fn select(window: &mut Window, records: Vec<RecordRef>) {
    let ctx = window.harness.ctx.clone();
    for command in [Command::ShowPage(Page::Browse), Command::Select(SelectMode::Replace, records)] {
        window.harness.state_mut().apply(command, &ctx);
    }
    window.settle();
}

/// The first building of the north block in a park, with more than one vacant space.
fn building(window: &Window) -> (u32, String) {
    let park = window.session().state.park.as_ref().expect("the figures are there");
    let buildings = park.model.set(DatasetKind::Buildings).expect("buildings");
    let row = (0..buildings.len() as u32)
        .find(|&row| {
            let spaces = park.vacancy.buildings[row as usize].as_ref();
            park.model.up(DatasetKind::Buildings, row, DatasetKind::Parks).is_some()
                && spaces.is_some_and(|v| v.vacant_spaces > 1)
        })
        .expect("a building with vacant space");
    (row, buildings.text(row as usize, Field::Id).unwrap().to_owned())
}

#[test]
fn a_building_shows_its_figures_and_its_chain_leads_on() {
    let mut window = Window::open(&[]);
    let (row, id) = building(&window);
    let (vacant_m2, lettable_m2, vacant) = by_hand(&id);
    select(&mut window, vec![RecordRef::of_kind(DatasetKind::Buildings, row)]);

    let rate = format!("空置率 {:.1} %", vacant_m2 / lettable_m2 * 100.0);
    assert!(window.harness.query_by_label(&rate).is_some(), "no tile says {rate}");
    window.harness.get_by_label(&rate).click();
    window.settle();
    let parts = window.harness.query_all_by_label_contains(&format!("{vacant} 间 · ")).count();
    assert!(parts > 0, "the parts do not tell the {vacant} vacant spaces");

    window.harness.get_by_label("区块 北部").click();
    window.settle();
    let state = &window.session().state;
    assert_eq!(state.selection.len(), 1);
    assert_eq!(state.selection[0].set, yuantu::domain::SetKey::Kind(DatasetKind::Blocks));
    assert!(window.harness.query_all_by_label_contains("640 家").next().is_some(), "the block tells its firms");
}

#[test]
fn several_records_are_summed_once_each_and_kept_under_a_name() {
    let mut window = Window::open(&[]);
    let (row, id) = building(&window);
    let (vacant_m2, lettable_m2, _) = by_hand(&id);
    let park = window.session().state.park.as_ref().expect("the figures are there");
    let spaces = park.model.down(DatasetKind::Buildings, row, DatasetKind::Spaces);
    let mut records: Vec<_> = spaces.iter().map(|&space| RecordRef::of_kind(DatasetKind::Spaces, space)).collect();
    records.push(RecordRef::of_kind(DatasetKind::Buildings, row));
    let count = records.len();
    select(&mut window, records);

    assert!(window.harness.query_all_by_label(&format!("已选 {count} 项")).next().is_some());
    // The building holds the same spaces: they must not count twice.
    let rate = format!("空置率 {:.1} %", vacant_m2 / lettable_m2 * 100.0);
    assert!(window.harness.query_by_label(&rate).is_some(), "no tile says {rate}");

    window.click("选择集名称");
    window.harness.event(egui::Event::Text("一栋楼".to_owned()));
    window.settle();
    window.harness.get_by_label("存为选择集").click();
    window.settle();
    assert_eq!(window.session().state.workspace().selection_sets["一栋楼"].len(), count);
}
