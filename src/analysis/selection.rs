//! Several selected records in figures that add up: each space and each firm counts once, however many of the selected records
//! hold it. Refuses to sum what has no common measure.

use std::collections::BTreeSet;

use crate::domain::{Dataset, DatasetKind, Field, RecordRef, SetKey};
use crate::geodesy::geodesic::feature_area_m2;
use crate::index::ParkModel;

use super::nearby::industry_of;
use super::vacancy::{Vacancy, VacancyParams, VacancyTable, vacancy_of};

/// The selected records of one dataset.
#[derive(Clone, Debug, PartialEq)]
pub struct SelectedSet {
    /// The dataset.
    pub set: SetKey,
    /// Records of it.
    pub count: u32,
    /// Sum of the ground of those that are polygons, m²; `None` where none is, and for layers of the user's own. Overlapping
    /// grounds count each.
    pub ground_m2: Option<f64>,
    /// Sum of the gross floor area of buildings or of the area of spaces, m²; `None` where none is known.
    pub floor_m2: Option<f64>,
    /// How many records have that floor area.
    pub with_floor: u32,
}

/// Several selected records, summed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SelectionSummary {
    /// Records, each once.
    pub count: u32,
    /// By dataset: the kinds in their order, then layers of the user's own by name.
    pub sets: Vec<SelectedSet>,
    /// Vacancy over the union of their spaces, each once; `None` without data.
    pub vacancy: Option<Vacancy>,
    /// Enterprises that are selected, or in a selected building, park or block, or let a selected space; each once.
    pub enterprises: u32,
    /// The same by industry, in the order of the plan; those without one of the five are in none.
    pub enterprises_by_industry: [u32; 5],
}

/// Sums the selected records.
pub fn summarise(model: &ParkModel, table: &VacancyTable, selected: &[RecordRef]) -> SelectionSummary {
    let records: BTreeSet<&RecordRef> = selected.iter().collect();
    let mut summary = SelectionSummary { count: records.len() as u32, ..SelectionSummary::default() };
    let (mut spaces, mut firms) = (BTreeSet::new(), BTreeSet::new());
    for record in records {
        let same = summary.sets.last_mut().filter(|set| set.set == record.set);
        let entry = match same {
            Some(entry) => entry,
            None => {
                let set = record.set.clone();
                summary.sets.push(SelectedSet { set, count: 0, ground_m2: None, floor_m2: None, with_floor: 0 });
                let Some(entry) = summary.sets.last_mut() else { continue };
                entry
            }
        };
        entry.count += 1;
        let SetKey::Kind(kind) = record.set else { continue };
        let Some(dataset) = model.set(kind) else { continue };
        measure(dataset, record.row, entry);
        match kind {
            DatasetKind::Spaces => {
                spaces.insert(record.row);
                firms.extend(model.up(kind, record.row, DatasetKind::Enterprises).map(|link| link.row));
            }
            DatasetKind::Enterprises => {
                firms.insert(record.row);
            }
            _ => {
                spaces.extend(model.down(kind, record.row, DatasetKind::Spaces));
                firms.extend(model.down(kind, record.row, DatasetKind::Enterprises));
            }
        }
    }
    if let Some(reference_date) = table.reference_date {
        let rows: Vec<u32> = spaces.into_iter().collect();
        summary.vacancy = vacancy_of(model, VacancyParams { reference_date }, &rows);
    }
    summary.enterprises = firms.len() as u32;
    for industry in firms.into_iter().filter_map(|row| industry_of(model, row)) {
        summary.enterprises_by_industry[industry as usize] += 1;
    }
    summary
}

fn measure(dataset: &Dataset, row: u32, entry: &mut SelectedSet) {
    let row = row as usize;
    let ground_m2 = feature_area_m2(&dataset.geometries, row);
    if ground_m2 > 0.0 {
        *entry.ground_m2.get_or_insert(0.0) += ground_m2;
    }
    let field = match dataset.kind {
        DatasetKind::Buildings => Field::GrossM2,
        DatasetKind::Spaces => Field::AreaM2,
        _ => return,
    };
    if let Some(floor_m2) = dataset.number(row, field).filter(|area| *area > 0.0) {
        *entry.floor_m2.get_or_insert(0.0) += floor_m2;
        entry.with_floor += 1;
    }
}
