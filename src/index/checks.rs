//! What the joined records say against each other: floors that are let more than once, areas that do not agree. Refuses to
//! decide who is right.

use std::collections::BTreeMap;

use crate::domain::{Dataset, DatasetKind, Field, IndicatorKind, Issue, IssueKind};

use super::ParkModel;
use super::doubts::Doubts;

/// What floors may be over their plate before it is worth a word: rounding of the spaces' areas, m².
const ROUNDING_M2: f64 = 1.0;

/// Published areas that differ by less than this are the same figure, km².
const SAME_KM2: f64 = 0.005;

/// The lines of the issue list: what the joins found, and what the joined records say against each other.
pub fn check(model: &ParkModel, mut doubts: Doubts) -> Vec<Issue> {
    find_full_floors(model, &mut doubts);
    find_full_plates(model, &mut doubts);
    if let Some(indicators) = model.set(DatasetKind::Indicators) {
        find_areas_that_differ(indicators, &mut doubts);
    }
    doubts.into_issues(model.sets())
}

/// The rows of the published areas, by their number: the approved one of the park first, the sum of its parts second, then
/// those of single parts and places.
pub fn park_area_rows(indicators: &Dataset) -> Vec<u32> {
    let is_area = |row: usize| indicators.text(row, Field::Kind).and_then(IndicatorKind::parse) == Some(IndicatorKind::ParkArea);
    let mut rows: Vec<u32> = (0..indicators.len()).filter(|&row| is_area(row)).map(|row| row as u32).collect();
    rows.sort_by(|&a, &b| {
        let number = |row: u32| indicators.number(row as usize, Field::Number).unwrap_or(f64::INFINITY);
        number(a).total_cmp(&number(b))
    });
    rows
}

fn find_full_floors(model: &ParkModel, doubts: &mut Doubts) {
    let (Some(floors), Some(spaces)) = (model.set(DatasetKind::Floors), model.set(DatasetKind::Spaces)) else { return };
    for row in 0..floors.len() as u32 {
        let Some(plate_m2) = floors.number(row as usize, Field::PlateM2) else { continue };
        let on_it = model.down(DatasetKind::Floors, row, DatasetKind::Spaces).iter();
        let sum_m2: f64 = on_it.filter_map(|&space| spaces.number(space as usize, Field::AreaM2)).sum();
        if sum_m2 > plate_m2 + ROUNDING_M2 {
            let detail = || Some(format!("{sum_m2:.0} > {plate_m2:.0} m²"));
            doubts.add((DatasetKind::Floors, row), IssueKind::PlateExceeded, Some(Field::PlateM2), detail);
        }
    }
}

/// Where there is no record of a floor, its building may tell what a floor of it holds.
fn find_full_plates(model: &ParkModel, doubts: &mut Doubts) {
    let (Some(buildings), Some(spaces)) = (model.set(DatasetKind::Buildings), model.set(DatasetKind::Spaces)) else { return };
    for row in 0..buildings.len() as u32 {
        let Some(plate_m2) = buildings.number(row as usize, Field::PlateM2) else { continue };
        let mut floors: BTreeMap<i64, (u32, f64)> = BTreeMap::new();
        for &space in model.down(DatasetKind::Buildings, row, DatasetKind::Spaces) {
            let number = |field: Field| spaces.number(space as usize, field);
            if let (None, Some(level), Some(area_m2)) =
                (model.up(DatasetKind::Spaces, space, DatasetKind::Floors), number(Field::Level), number(Field::AreaM2))
            {
                floors.entry(level as i64).or_insert((space, 0.0)).1 += area_m2;
            }
        }
        for (first, sum_m2) in floors.into_values().filter(|(_, sum_m2)| *sum_m2 > plate_m2 + ROUNDING_M2) {
            let detail = || Some(format!("{sum_m2:.0} > {plate_m2:.0} m²"));
            doubts.add((DatasetKind::Spaces, first), IssueKind::PlateExceeded, Some(Field::AreaM2), detail);
        }
    }
}

fn find_areas_that_differ(indicators: &Dataset, doubts: &mut Doubts) {
    let [approved, parts, ..] = park_area_rows(indicators)[..] else { return };
    let value = |row: u32| indicators.number(row as usize, Field::Value);
    let (Some(approved_km2), Some(parts_km2)) = (value(approved), value(parts)) else { return };
    if (approved_km2 - parts_km2).abs() >= SAME_KM2 {
        for row in [approved, parts] {
            let detail = || Some(format!("{approved_km2:.2} ≠ {parts_km2:.2} km²"));
            doubts.add((DatasetKind::Indicators, row), IssueKind::AreasDisagree, Some(Field::Value), detail);
        }
    }
}
