//! Let area by the quarter in which its leases end. Refuses to guess an end where none is on record.

use crate::domain::Date;

use super::Stacking;

/// What ends in a quarter.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct QuarterEnds {
    /// Year.
    pub year: i32,
    /// Quarter, 1–4.
    pub quarter: u32,
    /// Area of the spaces whose tenants go in it, m².
    pub area_m2: f64,
    /// How many spaces.
    pub spaces: u32,
}

/// All area let on the reference date, by when it ends. The parts sum to the whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LeaseEnds {
    /// Quarter by quarter, from that of the reference date.
    pub quarters: Vec<QuarterEnds>,
    /// Let on record though it should have ended before, m².
    pub before_m2: f64,
    /// Ends after the last of the quarters, m².
    pub later_m2: f64,
    /// Let without an end on record, m².
    pub unknown_m2: f64,
}

pub(super) fn lease_ends(stacking: &Stacking, quarters: usize) -> LeaseEnds {
    let first = number(stacking.reference_date);
    let quarter = |at: usize| {
        let number = first + at as i32;
        QuarterEnds { year: number.div_euclid(4), quarter: number.rem_euclid(4) as u32 + 1, ..QuarterEnds::default() }
    };
    let mut ends = LeaseEnds { quarters: (0..quarters).map(quarter).collect(), ..LeaseEnds::default() };
    for cell in stacking.cells().filter(|cell| cell.is_let_now) {
        let Some(area_m2) = cell.area_m2 else { continue };
        match cell.ends_on.map(|day| number(day) - first) {
            None => ends.unknown_m2 += area_m2,
            Some(at) if at < 0 => ends.before_m2 += area_m2,
            Some(at) => match ends.quarters.get_mut(at as usize) {
                Some(quarter) => {
                    quarter.area_m2 += area_m2;
                    quarter.spaces += 1;
                }
                None => ends.later_m2 += area_m2,
            },
        }
    }
    ends
}

/// Quarters since the year 0.
fn number(day: Date) -> i32 {
    let (year, month, _) = day.ymd();
    year * 4 + (month as i32 - 1) / 3
}
