//! Vacant and available space of buildings, parks and blocks. Refuses to make a figure where there is no data.

use std::sync::Arc;

use crate::domain::{Confidence, Date};

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

/// The figures of every place; `None` where a place has no space on record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VacancyTable {
    /// By building row.
    pub buildings: Vec<Option<Vacancy>>,
    /// By park row.
    pub parks: Vec<Option<Vacancy>>,
    /// By block row.
    pub blocks: Vec<Option<Vacancy>>,
    /// All spaces.
    pub total: Option<Vacancy>,
}
