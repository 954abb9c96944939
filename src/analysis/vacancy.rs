//! Vacant and available space of buildings, parks and blocks. Refuses to make a figure where there is no data, and to mix
//! invented spaces with the user's (they are never joined to one building, park or block; `index::provenance`).

mod parts;
#[cfg(test)]
mod tests;

pub use parts::{Part, Parts, all_parts, parts};

use std::sync::Arc;

use crate::domain::{Confidence, Dataset, DatasetKind, Date, Field, SpaceStatus};
use crate::index::ParkModel;

/// Where the steps of the vacancy rate begin that the map colours by, after the first (0–1): <5, –15, –25, –40, ≥40 %.
pub const STEP_STARTS: [f64; 4] = [0.05, 0.15, 0.25, 0.40];

/// How many sources a figure names at most.
const MAX_SOURCES: usize = 4;

/// What the figures depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VacancyParams {
    /// The day that “within 3 months” counts from (基准日).
    pub reference_date: Date,
}

/// The spaces of one place, summed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vacancy {
    /// Spaces summed, 锁定 included.
    pub spaces: u32,
    /// Lettable area: all but 锁定, m².
    pub lettable_m2: f64,
    /// Vacant area (空置 + 意向), m².
    pub vacant_m2: f64,
    /// Vacant spaces.
    pub vacant_spaces: u32,
    /// Available area: vacant, 转租, and leases ending within 3 months of the reference date, each space once, m².
    pub available_m2: f64,
    /// Available spaces.
    pub available_spaces: u32,
    /// Let area (已租 + 到期 + 转租), m².
    pub let_m2: f64,
    /// Asking rent of the vacant spaces that have one, weighted by area, 元/㎡·天.
    pub rent_yuan_m2_day: Option<f64>,
    /// Newest as-of of the spaces.
    pub as_of: Option<Date>,
    /// Where the spaces are from.
    pub source: Arc<str>,
    /// The least sure of the spaces.
    pub confidence: Option<Confidence>,
}

impl Vacancy {
    /// Vacancy rate (空置率): vacant ÷ lettable area, 0–1; `None` where nothing is lettable.
    pub fn vacancy_rate(&self) -> Option<f64> {
        (self.lettable_m2 > 0.0).then(|| self.vacant_m2 / self.lettable_m2)
    }

    /// Availability rate (可供率): available ÷ lettable area, 0–1; `None` where nothing is lettable.
    pub fn availability_rate(&self) -> Option<f64> {
        (self.lettable_m2 > 0.0).then(|| self.available_m2 / self.lettable_m2)
    }
}

/// The figures of every place; `None` where a place has no space on record, as most buildings of a large city: they take
/// eight bytes each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VacancyTable {
    /// By building row.
    pub buildings: Vec<Option<Box<Vacancy>>>,
    /// By park row.
    pub parks: Vec<Option<Box<Vacancy>>>,
    /// By block row.
    pub blocks: Vec<Option<Box<Vacancy>>>,
    /// All spaces.
    pub total: Option<Vacancy>,
    /// The reference date of the figures.
    pub reference_date: Option<Date>,
}

/// Vacancy of every building, park and block, and of all spaces, by the formulas of the field (空置率, 可供率).
///
/// A space counts when its state and area are known and it is not left out ([`ParkModel::is_left_out`]). A place without such
/// a space is `None`, not 0.
///
/// ```
/// use std::ops::ControlFlow;
/// use yuantu::analysis::vacancy::{VacancyParams, vacancy};
/// use yuantu::domain::Date;
/// use yuantu::index::{ActiveSets, ParkModel};
///
/// let model = ParkModel::join(ActiveSets::default(), &|_, _| ControlFlow::Continue(())).unwrap();
/// let reference_date = Date::new(2026, 10, 31).unwrap();
/// assert_eq!(vacancy(&model, VacancyParams { reference_date }).total, None);
/// ```
pub fn vacancy(model: &ParkModel, params: VacancyParams) -> VacancyTable {
    let rows = |kind| model.set(kind).map_or(0, |set| set.len()) as u32;
    let of_place = |kind, row| vacancy_of(model, params, model.down(kind, row, DatasetKind::Spaces)).map(Box::new);
    let of_kind = |kind| (0..rows(kind)).map(|row| of_place(kind, row)).collect();
    let all: Vec<u32> = (0..rows(DatasetKind::Spaces)).collect();
    VacancyTable {
        buildings: of_kind(DatasetKind::Buildings),
        parks: of_kind(DatasetKind::Parks),
        blocks: of_kind(DatasetKind::Blocks),
        total: vacancy_of(model, params, &all),
        reference_date: Some(params.reference_date),
    }
}

/// Vacancy over some rows of the spaces; `None` when none of them counts.
pub fn vacancy_of(model: &ParkModel, params: VacancyParams, rows: &[u32]) -> Option<Vacancy> {
    let spaces = model.set(DatasetKind::Spaces).filter(|_| !rows.is_empty())?;
    let mut sum = Vacancy::default();
    let mut sources: Vec<&str> = Vec::new();
    let (mut rent_times_m2, mut rented_m2) = (0.0, 0.0);
    for &row in rows.iter().filter(|&&row| !model.is_left_out(DatasetKind::Spaces, row)) {
        let row = row as usize;
        let Some((status, area_m2)) = state_and_area(spaces, row) else { continue };
        sum.spaces += 1;
        if status.is_lettable() {
            sum.lettable_m2 += area_m2;
        }
        if status.is_let() {
            sum.let_m2 += area_m2;
        }
        if status.is_vacant() {
            sum.vacant_m2 += area_m2;
            sum.vacant_spaces += 1;
            if let Some(rent) = spaces.number(row, Field::RentYuanM2Day).filter(|rent| *rent > 0.0) {
                rent_times_m2 += rent * area_m2;
                rented_m2 += area_m2;
            }
        }
        if is_available(spaces, row, params) {
            sum.available_m2 += area_m2;
            sum.available_spaces += 1;
        }
        sum.as_of = sum.as_of.max(spaces.as_of_of(row));
        sum.confidence = sum.confidence.max(spaces.confidence_of(row));
        let source = spaces.source_of(row);
        if sources.len() < MAX_SOURCES && !source.is_empty() && !sources.contains(&source) {
            sources.push(source);
        }
    }
    sum.rent_yuan_m2_day = (rented_m2 > 0.0).then(|| rent_times_m2 / rented_m2);
    sum.source = sources.join("; ").into();
    (sum.spaces > 0).then_some(sum)
}

/// True when a space is on offer: vacant, 转租, or let with a lease that ends on the reference date or within 3 months of it.
pub fn is_available(spaces: &Dataset, row: usize, params: VacancyParams) -> bool {
    let Some(status) = spaces.text(row, Field::Status).and_then(SpaceStatus::parse) else { return false };
    let ends_soon = || {
        let horizon = params.reference_date..=params.reference_date.plus_months(3);
        spaces.date(row, Field::LeaseEnd).is_some_and(|end| horizon.contains(&end))
    };
    status.is_vacant() || status == SpaceStatus::Sublet || status.is_let() && ends_soon()
}

/// The state and area (m²) of a space; `None` unless both are known.
pub fn state_and_area(spaces: &Dataset, row: usize) -> Option<(SpaceStatus, f64)> {
    let status = spaces.text(row, Field::Status).and_then(SpaceStatus::parse)?;
    let area_m2 = spaces.number(row, Field::AreaM2).filter(|area| *area > 0.0 && area.is_finite())?;
    Some((status, area_m2))
}

/// The step (0–4) of a vacancy rate.
pub fn step_of(rate: f64) -> usize {
    STEP_STARTS.iter().filter(|&&start| rate >= start).count()
}
