//! The figures of the chosen places, each once, for the page, the advice and the workbook; what confidential mode leaves out is
//! not in them. Refuses words of layout.

use crate::domain::{DatasetKind, Date, Field};
use crate::finder::confidential::{may_show, may_show_rent};
use crate::finder::rank::expansion_m2;
use crate::finder::reasons::floors_of;
use crate::finder::{Market, Place};
use crate::i18n::Lang;
use crate::i18n::records::name_of;

/// What is known of a place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figures {
    pub area_m2: f64,
    /// `None` where it is withheld or not known.
    pub rent_yuan_m2_day: Option<f64>,
    /// Straight line.
    pub metro_m: Option<f64>,
    pub free_from: Date,
    /// Free on the reference date.
    pub is_free: bool,
    /// Room to expand within two years.
    pub room_m2: f64,
    /// Firms around, by industry.
    pub firms: [u32; 5],
    pub floors: Vec<i64>,
    /// Who has the spaces now; empty in confidential mode.
    pub tenants: Vec<String>,
    /// Notes of the spaces, then the user's; empty in confidential mode.
    pub notes: Vec<String>,
}

impl Figures {
    /// Looks them up.
    pub fn of(market: &Market, place: &Place, note: &str, lang: Lang, confidential: bool) -> Self {
        let shows_rent = !confidential || may_show_rent(market, &place.slots);
        let rent = place.rent_yuan_m2_day;
        Self {
            area_m2: place.area_m2,
            rent_yuan_m2_day: (shows_rent && rent.is_finite()).then_some(rent),
            metro_m: market.metro_of(place.group).map(|(metro_m, _)| metro_m),
            free_from: place.free_from,
            is_free: place.free_from <= market.reference_date,
            room_m2: expansion_m2(market, &place.slots, place.area_m2),
            firms: market.firms_near(place.group),
            floors: floors_of(market, &place.slots),
            tenants: tenants(market, &place.slots, lang, confidential),
            notes: notes(market, &place.slots, note, confidential),
        }
    }
}

/// The tenants of some spaces, each once; none in confidential mode. A tenant that no enterprise on record is is called as the
/// data call him.
pub(super) fn tenants(market: &Market, slots: &[u32], lang: Lang, confidential: bool) -> Vec<String> {
    let shown = slots.iter().filter(|&&slot| {
        let is_let = market.offer_of(slot).is_let();
        is_let && (!confidential || may_show(Field::Tenant, is_let))
    });
    let name = |&slot: &u32| {
        let row = market.row_of(slot);
        let link = market.model.up(DatasetKind::Spaces, row, DatasetKind::Enterprises);
        let firm = link.zip(market.model.set(DatasetKind::Enterprises));
        let named = || market.spaces()?.text(row as usize, Field::Tenant).map(str::to_owned);
        firm.map(|(link, firms)| name_of(firms, link.row as usize, lang).into_owned()).or_else(named)
    };
    let mut names: Vec<String> = shown.filter_map(name).collect();
    names.dedup();
    names
}

fn notes(market: &Market, slots: &[u32], note: &str, confidential: bool) -> Vec<String> {
    if confidential && !slots.iter().all(|&slot| may_show(Field::Note, market.offer_of(slot).is_let())) {
        return Vec::new();
    }
    let of_spaces = slots.iter().filter_map(|&slot| market.spaces()?.text(market.row_of(slot) as usize, Field::Note));
    let mut notes: Vec<String> = of_spaces.chain([note]).map(|note| note.trim().to_owned()).collect();
    notes.retain(|note| !note.is_empty());
    notes.dedup();
    notes
}

/// Which of some values is the least, by place; `None` where all are alike or fewer than two are known.
pub(super) fn least(values: &[Option<f64>]) -> Option<usize> {
    let known = || values.iter().enumerate().filter_map(|(at, value)| Some((at, (*value)?)));
    let (at, least) = known().min_by(|a, b| a.1.total_cmp(&b.1))?;
    (known().count() > 1 && known().any(|(_, value)| value > least)).then_some(at)
}

/// Which of some values is the most.
pub(super) fn most(values: &[Option<f64>]) -> Option<usize> {
    let turned: Vec<Option<f64>> = values.iter().map(|value| value.map(|value| -value)).collect();
    least(&turned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_is_told_where_there_is_one() {
        assert_eq!(least(&[Some(4.2), None, Some(3.9), Some(3.9)]), Some(2));
        assert_eq!(most(&[Some(10.0), Some(12.0), None]), Some(1));
        assert_eq!([least(&[Some(1.0)]), least(&[Some(1.0), Some(1.0), None]), least(&[])], [None; 3]);
    }
}
