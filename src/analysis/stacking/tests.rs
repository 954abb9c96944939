//! Buildings worked out by hand.

use crate::domain::{Confidence, DatasetKind, Date, Field, Industry, SpaceStatus};
use crate::index::ParkModel;
use crate::index::handmade::{Sheet, joined};

use super::*;

const DEMO: Confidence = Confidence::Demo;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// B1 with no spaces; 1F of one space that is too large; 2F of three units out of order; no 3F; 4F that only a space tells of;
/// 5F without spaces; 6F with a space whose area nobody knows; the building claims 8 floors. One space lies nowhere.
fn tower() -> ParkModel {
    use Field::*;
    let floor = |level, plate| [(Building, "T"), (Level, level), (PlateM2, plate)];
    let space = |level, unit, area, status, end, from, tenant| {
        [
            (Building, "T"),
            (Level, level),
            (Unit, unit),
            (AreaM2, area),
            (Status, status),
            (LeaseEnd, end),
            (AvailableFrom, from),
            (Tenant, tenant),
            (AsOf, "2026-10-31"),
        ]
    };
    let demo = |kind| Sheet::ours(kind, DEMO);
    joined([
        demo(DatasetKind::Buildings).rectangle(
            [0.0, 0.0],
            [40.0, 30.0],
            &[(Id, "T"), (Name, "T"), (FloorsAbove, "8"), (FloorsBelow, "1")],
        ),
        demo(DatasetKind::Floors)
            .row(&floor("-1", "1000"))
            .row(&floor("1", "900"))
            .row(&floor("2", "1000"))
            .row(&floor("5", "1000"))
            .row(&floor("6", "1000")),
        demo(DatasetKind::Spaces)
            .row(&space("2", "210", "300", "空置", "", "", ""))
            .row(&space("2", "202", "200", "已租", "2028-03-31", "", "E1"))
            .row(&space("2", "203", "100", "到期", "2027-06-30", "2027-07-01", "无名公司"))
            .row(&space("1", "101", "950", "已租", "2026-12-31", "", "E1"))
            .row(&space("4", "401", "500", "转租", "2027-01-31", "2026-11-15", ""))
            .row(&space("6", "601", "400", "预定", "", "", ""))
            .row(&space("6", "602", "", "空置", "", "", ""))
            .row(&space("", "X", "70", "锁定", "", "", ""))
            .row(&space("4", "402", "60", "已租", "", "", "")),
        demo(DatasetKind::Enterprises).point([20.0, 15.0], &[(Id, "E1"), (Name, "甲"), (Building, "T"), (Industry, "专业服务")]),
    ])
}

fn plan(day: &str) -> Stacking {
    stacking(&tower(), 0, StackingParams { reference_date: date("2026-10-31"), day: date(day) })
}

fn names(floor: &Floor) -> Vec<&str> {
    floor.cells.iter().map(|cell| cell.name.as_str()).collect()
}

#[test]
fn floors_stand_from_top_to_bottom_and_what_is_missing_is_said() {
    let plan = plan("2026-10-31");
    let told: Vec<String> = plan
        .storeys
        .iter()
        .map(|storey| match storey {
            Storey::Floor(floor) => floor.label(),
            Storey::Gap { lowest, highest } => format!("gap {lowest}..{highest}"),
        })
        .collect();
    assert_eq!(told, ["gap 7..8", "6", "5", "4", "gap 3..3", "2", "1", "B1", ""]);
    let floor = |label: &str| plan.floors().find(|floor| floor.label() == label).unwrap();
    assert_eq!(names(floor("2")), ["202", "203", "210"]);
    assert_eq!(floor("2").remainder_m2(), 400.0);
    assert_eq!((floor("1").remainder_m2(), floor("1").excess_m2()), (0.0, 50.0));
    assert_eq!(floor("4").plate_m2, None);
    assert_eq!((floor("4").remainder_m2(), names(floor("4"))), (0.0, vec!["401", "402"]));
    // Nobody knows how much of 6F the space without an area takes.
    assert_eq!(floor("6").remainder_m2(), 0.0);
    assert_eq!(names(floor("")), ["X"]);
    assert_eq!(plan.widest_m2(), 1000.0);
    assert_eq!((plan.marks.as_slice(), plan.as_of), (&[Confidence::Demo][..], Some(date("2026-10-31"))));
}

#[test]
fn widths_are_areas_and_what_is_not_known_shares_the_rest() {
    let plan = plan("2026-10-31");
    let layout = |label: &str| plan.floors().find(|floor| floor.label() == label).unwrap().layout(plan.widest_m2());
    assert_eq!(layout("2"), FloorLayout { cells_m2: vec![200.0, 100.0, 300.0], rest_m2: 400.0, plate_ends_m2: None });
    assert_eq!(layout("1"), FloorLayout { cells_m2: vec![950.0], rest_m2: 0.0, plate_ends_m2: Some(900.0) });
    assert_eq!(layout("5"), FloorLayout { cells_m2: vec![], rest_m2: 1000.0, plate_ends_m2: None });
    assert_eq!(layout("6").cells_m2, [400.0, 600.0]);
}

#[test]
fn who_lets_what_is_told_as_far_as_it_is_known() {
    let plan = plan("2026-10-31");
    let cell = |name: &str| plan.cells().find(|cell| cell.name == name).unwrap();
    assert_eq!((&cell("202").tenant, cell("202").industry), (&Some(Tenant::Firm(0)), Some(Industry::ProfessionalServices)));
    assert_eq!(cell("203").tenant, Some(Tenant::Named("无名公司".into())));
    assert_eq!(cell("210").tenant, None);
    assert_eq!(plan.cell(3).map(|(floor, cell)| (floor.label(), cell.name.clone())), Some(("1".to_owned(), "101".to_owned())));
    assert_eq!(plan.cell(99), None);
}

#[test]
fn a_lease_lasts_to_its_last_day_and_what_is_reserved_stays_so() {
    use SpaceStatus::*;
    let on = |day: &str, name: &str| {
        let plan = plan(day);
        plan.cells().find(|cell| cell.name == name).unwrap().status.unwrap()
    };
    // Twelve months before its end a let space is 到期, on its last day still; then it is free.
    for (day, status) in [("2026-10-31", Let), ("2027-03-30", Let), ("2027-03-31", Expiring), ("2028-03-31", Expiring)] {
        assert_eq!(on(day, "202"), status, "{day}");
    }
    assert_eq!(on("2028-04-01", "202"), Vacant);
    assert_eq!((on("2027-06-30", "203"), on("2027-07-01", "203")), (Expiring, Vacant));
    // A tenant who offers his space has it until his own lease ends.
    assert_eq!((on("2027-01-31", "401"), on("2027-02-01", "401")), (Sublet, Vacant));
    assert_eq!((on("2031-10-31", "402"), on("2031-10-31", "601"), on("2031-10-31", "X")), (Let, Reserved, Withheld));
    // A day before the reference date is taken for it.
    assert_eq!(plan("2020-01-01"), plan("2026-10-31"));
}

#[test]
fn a_lease_that_should_have_ended_stands_on_the_reference_date() {
    let on = |day: &str| stacking(&tower(), 0, StackingParams { reference_date: date("2027-02-28"), day: date(day) });
    let status = |plan: Stacking| plan.cells().find(|cell| cell.name == "101").unwrap().status;
    assert_eq!(status(on("2027-02-28")), Some(SpaceStatus::Expiring));
    assert_eq!(status(on("2027-03-01")), Some(SpaceStatus::Vacant));
    assert_eq!(on("2027-02-28").lease_ends(4).before_m2, 950.0);
}

#[test]
fn areas_of_a_day_by_hand() {
    let now =
        Sums { let_m2: 1810.0, ending_m2: 1050.0, free_m2: 300.0, committed_m2: 400.0, withheld_m2: 70.0, ..Sums::default() };
    assert_eq!(plan("2026-10-31").sums(), now);
    // By February 1F and the sublet space have come free; what ends by February 2028 is 203 alone.
    let later = Sums { let_m2: 360.0, ending_m2: 100.0, free_m2: 1750.0, freed_m2: 1450.0, ..now };
    assert_eq!(plan("2027-02-01").sums(), later);
}

#[test]
fn every_let_square_metre_ends_somewhere() {
    let ends = plan("2026-10-31").lease_ends(4);
    let told: Vec<_> = ends.quarters.iter().map(|q| (q.year, q.quarter, q.area_m2, q.spaces)).collect();
    assert_eq!(told, [(2026, 4, 950.0, 1), (2027, 1, 500.0, 1), (2027, 2, 100.0, 1), (2027, 3, 0.0, 0)]);
    assert_eq!((ends.before_m2, ends.later_m2, ends.unknown_m2), (0.0, 200.0, 60.0));
}

#[test]
fn a_building_without_floors_is_empty() {
    let params = StackingParams::on(date("2026-10-31"));
    let model = joined([Sheet::own(DatasetKind::Buildings).point([0.0, 0.0], &[(Field::Name, "空楼")])]);
    assert!(stacking(&model, 0, params).storeys.is_empty());
    assert!(stacking(&model, 7, params).storeys.is_empty());
}
