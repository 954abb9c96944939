//! The figures that change with a delivery, as the sheet lists them, against a plain sum over the rows.

use egui_kittest::kittest::Queryable;
use yuantu::domain::DatasetKind;
use yuantu::i18n::{decimal, integer, percent};
use yuantu::ui::command::Command;

use crate::app_window::Window;
use crate::keep::{Folder, program};
use crate::new_delivery::sheet;

/// Id, building, area in ㎡, state and asking rent of a space.
type Space = (&'static str, &'static str, f64, &'static str, f64);

const BEFORE: [Space; 5] = [
    ("S1", "B0001", 1000.0, "已租", 3.0),
    ("S2", "B0001", 2000.0, "空置", 4.0),
    ("S3", "B0001", 3000.0, "转租", 3.5),
    ("S4", "B0001", 4000.0, "锁定", 9.0),
    ("S5", "B0001", 500.0, "意向", 5.0),
];
/// S2 is let, S3 is vacant and dearer, S5 is gone, S6 is new and vacant.
const AFTER: [Space; 5] = [
    ("S1", "B0001", 1000.0, "已租", 3.0),
    ("S2", "B0001", 2000.0, "已租", 4.0),
    ("S3", "B0001", 3000.0, "空置", 6.0),
    ("S4", "B0001", 4000.0, "锁定", 9.0),
    ("S6", "B0001", 650.0, "空置", 5.0),
];

fn spaces(rows: &[Space]) -> String {
    let feature = |(id, building, area, status, rent): &Space| {
        format!(
            r#"{{"type":"Feature","properties":{{"id":"{id}","building":"{building}","unit":"{id}","area_m2":{area},"status":"{status}","rent_yuan_m2_day":{rent}}},"geometry":null}}"#
        )
    };
    let features: Vec<String> = rows.iter().map(feature).collect();
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(",\n"))
}

/// Vacancy rate, availability rate, vacant area and mean asking rent, as they are written.
fn figures(rows: &[Space]) -> [String; 4] {
    let area = |states: &[&str]| rows.iter().filter(|row| states.contains(&row.3)).map(|row| row.2).sum::<f64>();
    let lettable = rows.iter().map(|row| row.2).sum::<f64>() - area(&["锁定"]);
    let vacant = area(&["空置", "意向"]);
    let asked: f64 = rows.iter().filter(|row| ["空置", "意向"].contains(&row.3)).map(|row| row.2 * row.4).sum();
    [
        percent(vacant / lettable),
        percent((vacant + area(&["转租"])) / lettable),
        format!("{} ㎡", integer(vacant)),
        format!("{} 元/㎡·天", decimal(asked / vacant, 2)),
    ]
}

/// The lines of the whole park, as far as its figures change.
fn lines(before: &[Space], after: &[Space]) -> Vec<String> {
    let names = ["空置率", "可供率", "空置面积", "平均租金"];
    let (before, after) = (figures(before), figures(after));
    let changes = names.iter().zip(before.iter().zip(&after)).filter(|(_, (before, after))| before != after);
    changes.map(|(name, (before, after))| format!("全部 · {name}：{before} → {after}")).collect()
}

fn assert_lists(window: &Window, expected: &[String]) {
    let listed: Vec<String> = window
        .harness
        .query_all_by_label_contains("全部 · ")
        .filter_map(|node| egui_kittest::kittest::NodeT::accesskit_node(&node).value())
        .collect();
    assert_eq!(listed, expected);
}

#[test]
fn the_vacancy_of_the_park_changes_as_its_spaces_do() {
    let folder = Folder::new("figures");
    let files = [folder.at("spaces-10.geojson"), folder.at("spaces-11.geojson")];
    std::fs::write(&files[0], spaces(&BEFORE)).unwrap();
    std::fs::write(&files[1], spaces(&AFTER)).unwrap();
    let mut window = program(&files[..1], &folder.at("own"));
    let kinds: Vec<_> = window.session().state.store.own().map(|own| own.dataset.kind).collect();
    assert_eq!(kinds, [DatasetKind::Spaces]);
    window.command(Command::OpenFiles(vec![files[1].clone()]));
    assert_eq!(sheet(&window).delivery.counts(), [1, 1, 0, 2]);
    assert_lists(&window, &lines(&BEFORE, &AFTER));
    // The rent of S3 stays what it was: the mean follows, the rest does not.
    window.click("展开 S3 的各项变化");
    window.click("采用 S3：rent_yuan_m2_day");
    let mut partly = AFTER;
    partly[2].4 = 3.5;
    assert_lists(&window, &lines(&BEFORE, &partly));
    // S6 is not taken, S5 stays.
    window.click("采用 S6");
    window.click("采用 S5");
    let partly = [partly[0], partly[1], partly[2], partly[3], BEFORE[4]];
    assert_lists(&window, &lines(&BEFORE, &partly));
    window.click("采用 2 项变化");
    let park = window.session().state.park.as_ref().unwrap();
    let total = park.vacancy.total.as_ref().unwrap();
    assert_eq!(figures(&partly)[..2], [total.vacancy_rate(), total.availability_rate()].map(|rate| percent(rate.unwrap())));
}

#[test]
fn a_delivery_that_comes_while_the_park_is_joined_is_set_against_the_right_figures() {
    let folder = Folder::new("figures-start");
    let files = [folder.at("spaces-10.geojson"), folder.at("spaces-11.geojson")];
    std::fs::write(&files[0], spaces(&BEFORE)).unwrap();
    std::fs::write(&files[1], spaces(&AFTER)).unwrap();
    let window = program(&files, &folder.at("own"));
    assert_eq!(sheet(&window).delivery.counts(), [1, 1, 0, 2]);
    assert_lists(&window, &lines(&BEFORE, &AFTER));
}

/// Indicators of a plan, by id.
fn indicators(value: f64) -> String {
    let feature = |id: &str, name: &str, value: f64| {
        format!(
            r#"{{"type":"Feature","properties":{{"id":"{id}","number":1,"kind":"税收","name":"{name}","year":2025,"value":{value},"unit_name":"亿元","plan_version":"示例规划","baseline_year":2020}},"geometry":null}}"#
        )
    };
    format!(
        r#"{{"type":"FeatureCollection","features":[{},{}]}}"#,
        feature("tax-2025", "全年税收", value),
        feature("tax-2024", "上年税收", 90.0)
    )
}

#[test]
fn an_indicator_that_changes_is_listed_with_its_unit() {
    let folder = Folder::new("figures-indicator");
    let files = [folder.at("plan-1.geojson"), folder.at("plan-2.geojson")];
    std::fs::write(&files[0], indicators(101.5)).unwrap();
    std::fs::write(&files[1], indicators(104.0)).unwrap();
    let mut window = program(&files[..1], &folder.at("own"));
    let kinds: Vec<_> = window.session().state.store.own().map(|own| own.dataset.kind).collect();
    assert_eq!(kinds, [DatasetKind::Indicators]);
    window.command(Command::OpenFiles(vec![files[1].clone()]));
    assert!(window.harness.query_by_label("全年税收 (亿元) · 指标值：101.50 → 104").is_some());
}
