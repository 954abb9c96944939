//! What is on offer, and from when: vacant (意向 marked), offered by its tenant (转租), or let and coming free. Refuses 预定,
//! 装修中 and 锁定: they are never on offer.

use crate::domain::{Dataset, Date, Field, SpaceStatus};

/// How a space is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Offer {
    /// 空置: empty.
    Vacant,
    /// 意向: empty, and someone has shown interest.
    Interest,
    /// 转租: offered by its tenant.
    Sublet,
    /// Let, and coming free at the end of the lease.
    Ending,
    /// Its state is not known.
    Unknown,
    /// 预定, 装修中, 锁定, or let without an end on record.
    Never,
}

impl Offer {
    /// How a space of the data is offered, and the first day on which it is free where that is known.
    ///
    /// What is empty and has no day on record is free on the reference date. A let space is free from the day its tenant has
    /// given notice of, else from the day after its lease.
    pub fn of(spaces: &Dataset, row: usize, reference_date: Date) -> (Self, Option<Date>) {
        let Some(status) = spaces.text(row, Field::Status).and_then(SpaceStatus::parse) else { return (Self::Unknown, None) };
        let noticed = spaces.date(row, Field::AvailableFrom);
        match status {
            SpaceStatus::Vacant => (Self::Vacant, noticed.or(Some(reference_date))),
            SpaceStatus::Interest => (Self::Interest, noticed.or(Some(reference_date))),
            SpaceStatus::Sublet => (Self::Sublet, noticed),
            SpaceStatus::Let | SpaceStatus::Expiring => {
                match noticed.or_else(|| Some(spaces.date(row, Field::LeaseEnd)?.plus_days(1))) {
                    Some(day) => (Self::Ending, Some(day)),
                    None => (Self::Never, None),
                }
            }
            SpaceStatus::Reserved | SpaceStatus::FitOut | SpaceStatus::Withheld => (Self::Never, None),
        }
    }

    /// Whether a space is on offer to someone who wants to move in by a day: let ones only if they are free by then.
    pub fn stands(self, free_from: Option<Date>, horizon: Date) -> bool {
        match self {
            Self::Vacant | Self::Interest | Self::Sublet | Self::Unknown => true,
            Self::Ending => free_from.is_some_and(|day| day <= horizon),
            Self::Never => false,
        }
    }

    /// The state of the data that it stands for: 空置, 意向, 转租, 到期.
    pub fn status(self) -> Option<SpaceStatus> {
        match self {
            Self::Vacant => Some(SpaceStatus::Vacant),
            Self::Interest => Some(SpaceStatus::Interest),
            Self::Sublet => Some(SpaceStatus::Sublet),
            Self::Ending => Some(SpaceStatus::Expiring),
            Self::Unknown | Self::Never => None,
        }
    }

    /// True when someone else has it now.
    pub fn is_let(self) -> bool {
        matches!(self, Self::Sublet | Self::Ending)
    }
}
