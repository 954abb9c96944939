//! A building floor by floor on a day (租控图): which spaces lie where, who lets them until when, what is hatched because no
//! space on record covers it. Refuses drawing, and to guess what becomes of a space that is reserved, being fitted out or
//! withheld: it stays so.

mod build;
mod ends;
mod layout;
#[cfg(test)]
mod tests;

pub use build::stacking;
pub use ends::{LeaseEnds, QuarterEnds};
pub use layout::FloorLayout;

use std::sync::Arc;

use crate::domain::{Confidence, Date, Industry, SpaceStatus};

/// A let space that ends within so many months of the day is 到期.
pub const EXPIRING_MONTHS: i32 = 12;
/// How many months after the reference date a plan can look at.
pub const MOST_MONTHS: i32 = 60;

/// What a plan depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StackingParams {
    /// The day of which the records tell (基准日).
    pub reference_date: Date,
    /// The day that is shown. One before the reference date is taken for that.
    pub day: Date,
}

impl StackingParams {
    /// The plan of the reference date itself.
    pub fn on(reference_date: Date) -> Self {
        Self { reference_date, day: reference_date }
    }
}

/// A building's floors on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Stacking {
    /// Its row among the buildings.
    pub building: u32,
    /// The day of which the records tell.
    pub reference_date: Date,
    /// The day that is shown, not before the reference date.
    pub day: Date,
    /// What there is from top to bottom; empty for a building of which no floor and no space is on record.
    pub storeys: Vec<Storey>,
    /// Which of 示意 and 演示 occur in what is shown.
    pub marks: Vec<Confidence>,
    /// Where the records are from, by name, without repeats.
    pub sources: Vec<Arc<str>>,
    /// Their newest as-of.
    pub as_of: Option<Date>,
}

/// A row of the plan.
#[derive(Clone, Debug, PartialEq)]
pub enum Storey {
    /// A floor that is on record, or that spaces on record lie on.
    Floor(Floor),
    /// Levels between others of which nothing is on record, from the lowest to the highest.
    Gap {
        /// The lowest level, counted from the ground.
        lowest: i64,
        /// The highest.
        highest: i64,
    },
}

/// A floor.
#[derive(Clone, Debug, PartialEq)]
pub struct Floor {
    /// Counted from the ground: 1 is the ground floor, −1 is B1. `None` gathers the spaces whose floor is not known.
    pub level: Option<i64>,
    /// Floor as it is called in the data; empty where it has no name there.
    pub name: String,
    /// Its row among the floors.
    pub row: Option<u32>,
    /// Area of its plate, m².
    pub plate_m2: Option<f64>,
    /// Its spaces from left to right.
    pub cells: Vec<Cell>,
}

/// A space of a floor.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Its row among the spaces.
    pub row: u32,
    /// Unit as it is called, else its key.
    pub name: String,
    /// Gross area, m².
    pub area_m2: Option<f64>,
    /// Its state on the day that is shown; `None` where none is on record.
    pub status: Option<SpaceStatus>,
    /// Whether somebody lets it on the reference date, whatever the day that is shown.
    pub is_let_now: bool,
    /// Who lets it on the reference date. Not for confidential output.
    pub tenant: Option<Tenant>,
    /// That firm's industry. Not for confidential output.
    pub industry: Option<Industry>,
    /// Rent, 元/㎡·天. That of a space let on the reference date is not for confidential output.
    pub rent_yuan_m2_day: Option<f64>,
    /// Last day of the lease, as on record.
    pub lease_end: Option<Date>,
    /// Last day on which the tenant has it: the day before the one that notice was given for, else the end of the lease.
    pub ends_on: Option<Date>,
    /// First day on which it is free, as on record.
    pub available_from: Option<Date>,
    /// How sure it is.
    pub confidence: Option<Confidence>,
}

/// Who lets a space.
#[derive(Clone, Debug, PartialEq)]
pub enum Tenant {
    /// A row of the enterprises.
    Firm(u32),
    /// A name that no enterprise on record has.
    Named(Arc<str>),
}

/// The areas of a plan on its day, m². A space whose area is not known counts nowhere.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sums {
    /// Let (已租 + 到期 + 转租).
    pub let_m2: f64,
    /// Of that, what ends within [`EXPIRING_MONTHS`] of the day (到期; 转租 not counted).
    pub ending_m2: f64,
    /// Free (空置 + 意向).
    pub free_m2: f64,
    /// Of that, what has come free since the reference date.
    pub freed_m2: f64,
    /// Neither let nor on offer: 预定 and 装修中.
    pub committed_m2: f64,
    /// 锁定.
    pub withheld_m2: f64,
    /// Of spaces whose state is not known.
    pub unknown_m2: f64,
}

impl Stacking {
    /// The floors from top to bottom, without the gaps.
    pub fn floors(&self) -> impl DoubleEndedIterator<Item = &Floor> {
        self.storeys.iter().filter_map(|storey| match storey {
            Storey::Floor(floor) => Some(floor),
            Storey::Gap { .. } => None,
        })
    }

    /// The spaces, top floor first, from left to right.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.floors().flat_map(|floor| &floor.cells)
    }

    /// The space of a row, with its floor.
    pub fn cell(&self, row: u32) -> Option<(&Floor, &Cell)> {
        self.floors().find_map(|floor| Some((floor, floor.cells.iter().find(|cell| cell.row == row)?)))
    }

    /// The area that the whole width of the plan stands for: of the largest floor, its plate or its spaces, m². 0 where no area
    /// is on record.
    pub fn widest_m2(&self) -> f64 {
        self.floors().map(|floor| floor.plate_m2.unwrap_or(0.0).max(floor.spaces_m2())).fold(0.0, f64::max)
    }

    /// What is let, free and ending on the day.
    pub fn sums(&self) -> Sums {
        let mut sums = Sums::default();
        for cell in self.cells() {
            let Some(area_m2) = cell.area_m2 else { continue };
            match cell.status {
                Some(status) if status.is_let() => {
                    sums.let_m2 += area_m2;
                    if status == SpaceStatus::Expiring {
                        sums.ending_m2 += area_m2;
                    }
                }
                Some(status) if status.is_vacant() => {
                    sums.free_m2 += area_m2;
                    if cell.is_freed() {
                        sums.freed_m2 += area_m2;
                    }
                }
                Some(SpaceStatus::Withheld) => sums.withheld_m2 += area_m2,
                Some(_) => sums.committed_m2 += area_m2,
                None => sums.unknown_m2 += area_m2,
            }
        }
        sums
    }

    /// Let area by the quarter in which the leases end, from the quarter of the reference date on, so many quarters.
    pub fn lease_ends(&self, quarters: usize) -> LeaseEnds {
        ends::lease_ends(self, quarters)
    }
}

impl Floor {
    /// The level as it is written beside a floor: `12`, `B1`; empty where it is not known.
    pub fn label(&self) -> String {
        self.level.map(level_label).unwrap_or_default()
    }

    /// Area of its spaces, m².
    pub fn spaces_m2(&self) -> f64 {
        self.cells.iter().filter_map(|cell| cell.area_m2).sum()
    }

    /// What no space on record covers: plate − spaces, m²; 0 where they agree within half a per cent, where the plate is not
    /// known, and where a space's own area is not.
    pub fn remainder_m2(&self) -> f64 {
        let all_known = self.cells.iter().all(|cell| cell.area_m2.is_some());
        self.apart_m2().filter(|apart| *apart > 0.0 && all_known).unwrap_or(0.0)
    }

    /// By how much the spaces exceed the plate, m²; 0 where they do not, by more than half a per cent.
    pub fn excess_m2(&self) -> f64 {
        self.apart_m2().filter(|apart| *apart < 0.0).map_or(0.0, |apart| -apart)
    }

    /// Plate − spaces, where that is more than rounding.
    fn apart_m2(&self) -> Option<f64> {
        let plate_m2 = self.plate_m2?;
        Some(plate_m2 - self.spaces_m2()).filter(|apart| apart.abs() > plate_m2 * layout::ROUNDING)
    }
}

impl Cell {
    /// True when its tenant of the reference date has gone by the day that is shown.
    pub fn is_freed(&self) -> bool {
        self.is_let_now && self.status.is_some_and(SpaceStatus::is_vacant)
    }
}

/// A level as it is written beside a floor: `12`, `B1`.
pub fn level_label(level: i64) -> String {
    if level < 0 { format!("B{}", level.unsigned_abs()) } else { level.to_string() }
}
