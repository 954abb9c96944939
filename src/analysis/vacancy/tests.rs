//! Figures worked out by hand.

use super::*;
use crate::domain::Confidence::{Demo, Schematic};
use crate::domain::DatasetKind::*;
use crate::domain::Field::{AreaM2, AsOf, Block, Building, Id, Industry, LeaseEnd, Name, RentYuanM2Day, Source, Status, Tenant};
use crate::domain::RecordRef;
use crate::index::handmade::{Sheet, at, joined};

const REFERENCE: Option<Date> = Date::new(2026, 10, 31);

fn params() -> VacancyParams {
    VacancyParams { reference_date: REFERENCE.unwrap() }
}

fn space<'a>(
    building: &'a str,
    status: &'a str,
    area: &'a str,
    lease_end: &'a str,
    rent: &'a str,
) -> [(crate::domain::Field, &'a str); 5] {
    [(Building, building), (Status, status), (AreaM2, area), (LeaseEnd, lease_end), (RentYuanM2Day, rent)]
}

/// Block west: building A (park P) and B; block east: building C without spaces, D with one that is withheld.
fn town() -> Vec<Sheet> {
    let blocks = Sheet::ours(Blocks, Schematic).rectangle([0.0, 0.0], [1000.0, 1000.0], &[(Id, "west")]).rectangle(
        [1000.0, 0.0],
        [2000.0, 1000.0],
        &[(Id, "east")],
    );
    let parks = Sheet::ours(Parks, Schematic).rectangle([0.0, 0.0], [400.0, 400.0], &[(Id, "P"), (Name, "园")]);
    let buildings = Sheet::ours(Buildings, Demo)
        .rectangle([100.0, 100.0], [140.0, 140.0], &[(Id, "A"), (Field::GrossM2, "9000")])
        .rectangle([500.0, 100.0], [540.0, 140.0], &[(Id, "B"), (Field::GrossM2, "4000")])
        .rectangle([1100.0, 100.0], [1140.0, 140.0], &[(Id, "C")])
        .rectangle([1300.0, 100.0], [1340.0, 140.0], &[(Id, "D")]);
    let spaces = Sheet::ours(Spaces, Demo)
        .row(&space("A", "空置", "100", "", "4"))
        .row(&space("A", "意向", "300", "", "6"))
        .row(&space("A", "预定", "50", "2026-11-30", "9"))
        .row(&space("A", "装修中", "150", "", ""))
        .row(&space("A", "已租", "1000", "2027-01-31", "")) // the last day of the three months
        .row(&space("A", "到期", "200", "2027-02-01", "")) // a day too late
        .row(&space("A", "转租", "120", "2026-12-31", "")) // both reasons, counted once
        .row(&space("A", "锁定", "80", "2026-12-31", ""))
        .row(&space("B", "空置", "250", "", ""))
        .row(&space("B", "已租", "750", "2026-10-31", "")) // ends on the day itself
        .row(&space("B", "已租", "500", "2026-10-30", "")) // ended before
        .row(&space("D", "锁定", "60", "", ""))
        .row(&space("B", "", "999", "", ""))
        .row(&space("B", "空置", "", "", ""));
    let enterprises = Sheet::ours(Enterprises, Demo)
        .point([120.0, 120.0], &[(Id, "1"), (Industry, "数据智能")])
        .row(&[(Id, "2"), (Building, "B"), (Industry, "Life and health")])
        .row(&[(Id, "3"), (Building, "B"), (Industry, "养殖")]);
    let stations = Sheet::ours(Stations, Schematic).point([120.0, 520.0], &[(Name, "北")]).point([220.0, 120.0], &[(Name, "东")]);
    vec![blocks, parks, buildings, spaces, enterprises, stations]
}

fn figures(vacancy: Option<&Vacancy>) -> Option<[f64; 4]> {
    vacancy.map(|v| [v.lettable_m2, v.vacant_m2, v.available_m2, v.let_m2])
}

#[test]
fn every_figure_is_what_the_formulas_say() {
    let table = vacancy(&joined(town()), params());
    // A: 100+300+50+150+1000+200+120 lettable; 100+300 vacant; these, 1000 and 120 available; 1000+200+120 let.
    assert_eq!(figures(table.buildings[0].as_deref()), Some([1920.0, 400.0, 1520.0, 1320.0]));
    // B: the two spaces without a state or an area are in no figure.
    assert_eq!(figures(table.buildings[1].as_deref()), Some([1500.0, 250.0, 1000.0, 1250.0]));
    assert_eq!(table.buildings[2], None);
    assert_eq!(figures(table.buildings[3].as_deref()), Some([0.0, 0.0, 0.0, 0.0]));
    assert_eq!(figures(table.parks[0].as_deref()), figures(table.buildings[0].as_deref()));
    assert_eq!(figures(table.blocks[0].as_deref()), Some([3420.0, 650.0, 2520.0, 2570.0]));
    assert_eq!(figures(table.total.as_ref()), Some([3420.0, 650.0, 2520.0, 2570.0]));

    let a = table.buildings[0].as_ref().unwrap();
    assert_eq!((a.spaces, a.vacant_spaces, a.available_spaces), (8, 2, 4));
    assert!((a.vacancy_rate().unwrap() - 5.0 / 24.0).abs() < 1e-12);
    assert!((a.availability_rate().unwrap() - 19.0 / 24.0).abs() < 1e-12);
    // (100 m² × 4 + 300 m² × 6) ÷ 400 m²
    assert_eq!(a.rent_yuan_m2_day, Some(5.5));
    assert_eq!(table.buildings[1].as_ref().unwrap().rent_yuan_m2_day, None);
    assert_eq!(table.buildings[3].as_ref().unwrap().vacancy_rate(), None);
    assert_eq!((a.confidence, &*a.source), (Some(Demo), "ours"));
}

#[test]
fn the_parts_of_a_figure_sum_to_it() {
    let mut sheets = town();
    sheets[3] = Sheet::own(Spaces)
        .row(&[(Block, "west"), (Status, "空置"), (AreaM2, "10"), (Source, "甲"), (AsOf, "2026-01-31")])
        .row(&[(Block, "west"), (Status, "空置"), (AreaM2, "20"), (Source, "乙"), (AsOf, "2026-03-31")])
        .row(&[(Block, "west"), (Status, "锁定"), (AreaM2, "40"), (Source, "甲")])
        .row(&[(Block, "west"), (Status, "空置")]);
    let model = joined(sheets);
    let parts = parts(&model, Blocks, 0);
    let part = |count, area_m2| Part { count, area_m2 };
    assert_eq!((parts.whole, parts.without_figure), (part(3, 70.0), 1));
    assert_eq!(parts.of_status(SpaceStatus::Vacant), part(2, 30.0));
    assert_eq!(parts.of_status(SpaceStatus::Withheld), part(1, 40.0));
    assert_eq!(parts.by_source, [("乙".into(), part(1, 20.0)), ("甲".into(), part(2, 50.0))]);
    let dates = [Date::new(2026, 3, 31), Date::new(2026, 1, 31), None];
    assert_eq!(parts.by_as_of, [(dates[0], part(1, 20.0)), (dates[1], part(1, 10.0)), (dates[2], part(1, 40.0))]);
    assert_eq!(parts.by_confidence, [(None, part(3, 70.0))]);

    let table = vacancy(&model, params());
    let block = table.blocks[0].as_ref().unwrap();
    assert_eq!((&*block.source, block.as_of), ("甲; 乙", Date::new(2026, 3, 31)));
    // Our invented buildings have no space of the user's.
    assert_eq!(table.buildings, [None, None, None, None]);
}

#[test]
fn invented_spaces_are_in_no_figure_beside_own_buildings() {
    let mut sheets = town();
    sheets[2] = Sheet::own(Buildings).rectangle([100.0, 100.0], [140.0, 140.0], &[(Id, "A")]);
    let model = joined(sheets);
    let table = vacancy(&model, params());
    assert_eq!((table.total, table.buildings, table.blocks), (None, vec![None], vec![None, None]));
    assert_eq!(all_parts(&model), Parts::default());
    let nearby = crate::analysis::nearby::within(&model, at([120.0, 120.0]), 500.0);
    assert_eq!((nearby.buildings, nearby.enterprises, nearby.vacant_m2), (1, 0, None));
}

#[test]
fn what_lies_near_is_counted() {
    let nearby = crate::analysis::nearby::within(&joined(town()), at([120.0, 120.0]), 450.0);
    // B's western wall is 380 m off; the firms listed with it come with it. C is 980 m off.
    assert_eq!((nearby.buildings, nearby.enterprises, nearby.enterprises_by_industry), (2, 3, [1, 0, 0, 1, 0]));
    assert_eq!((nearby.vacant_spaces, nearby.vacant_m2), (Some(3), Some(650.0)));
    let stations: Vec<_> = nearby.stations.iter().map(|&(row, distance_m)| (row, distance_m.round())).collect();
    assert_eq!(stations, [(1, 100.0), (0, 400.0)]);
}

#[test]
fn a_selection_counts_each_space_and_firm_once() {
    let mut sheets = town();
    sheets[4] = Sheet::ours(Enterprises, Demo).row(&[(Id, "1"), (Building, "A"), (Industry, "数据智能")]).row(&[
        (Id, "2"),
        (Building, "B"),
        (Industry, "专业服务"),
    ]);
    sheets[3] = Sheet::ours(Spaces, Demo).row(&[(Building, "A"), (Status, "空置"), (AreaM2, "100")]).row(&[
        (Building, "B"),
        (Status, "已租"),
        (AreaM2, "300"),
        (Tenant, "2"),
    ]);
    let model = joined(sheets);
    let table = vacancy(&model, params());
    let record = RecordRef::of_kind;
    // The park and its building A hold the same space and firm; space 1 leads to firm 2, which is selected as well.
    let selected = [record(Parks, 0), record(Buildings, 0), record(Spaces, 1), record(Enterprises, 1), record(Buildings, 0)];
    let summary = crate::analysis::selection::summarise(&model, &table, &selected);
    assert_eq!((summary.count, summary.enterprises, summary.enterprises_by_industry), (4, 2, [1, 0, 0, 0, 1]));
    assert_eq!(figures(summary.vacancy.as_ref()), Some([400.0, 100.0, 100.0, 300.0]));
    let counts: Vec<_> = summary.sets.iter().map(|set| (set.count, set.floor_m2)).collect();
    assert_eq!(counts, [(1, None), (1, Some(9000.0)), (1, Some(300.0)), (1, None)]);
    // A is a square of 40 m.
    assert!((summary.sets[1].ground_m2.unwrap() - 1600.0).abs() < 0.1);
}

#[test]
fn the_park_at_a_glance_adds_up() {
    let model = joined(town());
    let summary = crate::analysis::summary::summarise(&model, &vacancy(&model, params()));
    let [west, east] = &summary.blocks[..] else { panic!() };
    assert_eq!((west.parks, west.buildings, west.enterprises), (1, 2, 3));
    // A stands at 20.8 %, B at 16.7 %: both in the step from 15 to 25.
    assert_eq!(west.lettable_m2_by_step, [0.0, 0.0, 3420.0, 0.0, 0.0]);
    assert_eq!((east.buildings, east.lettable_m2_by_step, east.enterprises), (1, [0.0; 5], 0));
    assert_eq!([0.0, 0.05, 0.1499, 0.25, 0.4, 1.0].map(step_of), [0, 1, 1, 3, 4, 4]);
}

#[test]
fn the_reference_date_is_the_newest_of_the_data_and_of_the_users_where_the_spaces_are_theirs() {
    use crate::analysis::reference::reference_date;
    let dated = |sheet: Sheet, date| sheet.row(&[(AsOf, date)]);
    let ours = || dated(Sheet::ours(Buildings, Demo), "2026-10-31");
    let date = |sheets: Vec<Sheet>| reference_date(joined(sheets).sets()).to_string();
    assert_eq!(date(vec![ours(), dated(Sheet::ours(Spaces, Demo), "2026-09-30")]), "2026-10-31");
    assert_eq!(date(vec![ours(), dated(Sheet::own(Spaces), "2025-03-31")]), "2025-03-31");
    assert_eq!(date(vec![ours(), Sheet::own(Spaces).row(&[])]), "2026-10-31");
    assert_eq!(date(vec![]), "2026-10-31");
    assert_eq!(date(vec![ours(), Sheet::ours(Spaces, Demo), dated(Sheet::own(Enterprises), "2027-01-31")]), "2027-01-31");
}
