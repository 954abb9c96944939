//! What may leave the house in confidential mode: an allow-list by field and by whether the space is let. Refuses exceptions:
//! what is not on the list is left out.

use crate::domain::Field;

use super::market::Market;

/// Fields of a space that may be shown whoever has it.
const OF_ANY_SPACE: &[Field] = &[
    Field::Id,
    Field::Building,
    Field::Level,
    Field::Floor,
    Field::Unit,
    Field::AreaM2,
    Field::EfficiencyPct,
    Field::Status,
    Field::Delivery,
    Field::LeaseEnd,
    Field::AvailableFrom,
    Field::Divisible,
    Field::DivideMinM2,
    Field::Neighbours,
    Field::FloorHeightM,
    Field::ClearHeightM,
    Field::FloorLoadKnM2,
    Field::PowerWM2,
    Field::ParkingSpaces,
    Field::ServiceChargeYuanM2Month,
    Field::Source,
    Field::AsOf,
    Field::Confidence,
];

/// Fields of a space that may be shown only while nobody has it.
const OF_EMPTY_SPACE: &[Field] = &[Field::RentYuanM2Day];

/// Whether a field of a space may be shown in confidential mode. Tenants' names, rents of let space and notes may not.
pub fn may_show(field: Field, is_let: bool) -> bool {
    OF_ANY_SPACE.contains(&field) || !is_let && OF_EMPTY_SPACE.contains(&field)
}

/// Whether the rent of a place may be shown in confidential mode: no space of it is let.
pub fn may_show_rent(market: &Market, slots: &[u32]) -> bool {
    slots.iter().all(|&slot| may_show(Field::RentYuanM2Day, market.offer_of(slot).is_let()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_on_the_list_is_left_out() {
        assert!(may_show(Field::RentYuanM2Day, false) && !may_show(Field::RentYuanM2Day, true));
        let never = [Field::Tenant, Field::Note, Field::Name, Field::CreditCode, Field::Employees, Field::TaxWanYuanMu];
        assert!(never.into_iter().all(|field| !may_show(field, false) && !may_show(field, true)));
        assert!(may_show(Field::LeaseEnd, true) && may_show(Field::AreaM2, true));
    }
}
