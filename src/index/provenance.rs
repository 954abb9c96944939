//! What may be joined with what: invented records never meet the user's own. Refuses exceptions.
//!
//! Every record is on one of three sides:
//! - *own*: of a dataset that the user opened;
//! - *invented*: of an embedded dataset, with confidence 演示;
//! - *ground*: of an embedded dataset, and real or schematic (the blocks, the named parks, the stations).
//!
//! Ground is common to both. An invented and an own record are never linked, by key, by place or by nearness: own enterprises
//! without own buildings join to blocks and to named parks only, the user's buildings never lie in an invented park, and
//! invented buildings count in no block of the user's.
//!
//! Two records that are not linked to each other can still meet in a third: invented firms and the user's buildings in one
//! schematic block. So while the user's buildings count, invented floors, spaces and enterprises are left out of every join
//! ([`is_left_out`]); no figure has them. The other way about nothing need be left out: a figure counts records of one kind,
//! and the records of one kind come from one dataset.

use crate::domain::{Confidence, Dataset, DatasetKind};

use super::ActiveSets;

/// Whose a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Embedded, real or schematic.
    Ground,
    /// Embedded, for demonstration.
    Invented,
    /// The user's.
    Own,
}

impl Side {
    /// Whose a row of a dataset is.
    pub fn of(dataset: &Dataset, row: usize) -> Self {
        if !dataset.is_embedded() {
            Side::Own
        } else if dataset.confidence_of(row) == Some(Confidence::Demo) {
            Side::Invented
        } else {
            Side::Ground
        }
    }

    /// True unless one is invented and the other the user's.
    pub fn may_meet(self, other: Self) -> bool {
        !matches!((self, other), (Side::Invented, Side::Own) | (Side::Own, Side::Invented))
    }
}

/// True when a record takes no part in any join or figure: an invented floor, space or enterprise while the buildings that
/// count are the user's.
pub fn is_left_out(sets: &ActiveSets, kind: DatasetKind, row: usize) -> bool {
    matches!(kind, DatasetKind::Floors | DatasetKind::Spaces | DatasetKind::Enterprises)
        && sets.get(DatasetKind::Buildings).is_some_and(|buildings| !buildings.is_embedded())
        && sets.get(kind).is_some_and(|dataset| Side::of(dataset, row) == Side::Invented)
}
