//! The reference date (基准日): the day that all lease arithmetic counts from. Refuses the clock.

use crate::domain::{DatasetKind, Date};
use crate::index::ActiveSets;

/// Kinds whose as-of makes the reference date: what is recorded again and again, not what the plan of 2021 says or the base map.
const RECORDED: [DatasetKind; 5] =
    [DatasetKind::Spaces, DatasetKind::Floors, DatasetKind::Enterprises, DatasetKind::Buildings, DatasetKind::Parks];

/// The newest as-of of the data. Where the spaces are the user's, that of the user's data alone, so that no lease is counted
/// from a day of our invented ones; without any as-of, the day of the embedded data.
pub fn reference_date(sets: &ActiveSets) -> Date {
    let own_spaces = sets.get(DatasetKind::Spaces).is_some_and(|spaces| !spaces.is_embedded());
    let newest = |own_only: bool| {
        let kinds = RECORDED.into_iter().filter_map(|kind| sets.get(kind));
        let counted = kinds.filter(|set| !own_only || !set.is_embedded());
        counted.flat_map(|set| (0..set.len()).filter_map(|row| set.as_of_of(row))).max()
    };
    let own = if own_spaces { newest(true) } else { None };
    own.or_else(|| newest(false)).unwrap_or(EMBEDDED)
}

/// The as-of of the embedded data.
const EMBEDDED: Date = match Date::new(2026, 10, 31) {
    Some(date) => date,
    None => panic!("a day of the calendar"),
};
