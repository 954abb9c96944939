//! What a way to house a prospect is called in a list: floors, how it is put together, where. Refuses sentences (`reasons`).

use crate::domain::Field;
use crate::i18n::Lang;
use crate::i18n::find::FindText as T;
use crate::i18n::finder::FinderText;

use super::market::Market;
use super::offers::Offer;
use super::reasons::floors_of;
use super::search::Place;

/// The floors of some spaces: 7 层, 12–13 层, B1 层.
pub fn floors_name(market: &Market, slots: &[u32], lang: Lang) -> String {
    let floors = floors_of(market, slots);
    let name = |level: i64| if level < 0 { format!("B{}", -level) } else { level.to_string() };
    match floors.as_slice() {
        [] => String::new(),
        [one] => FinderText::FloorsShort.fill(lang, &[&name(*one)]),
        [first, .., last] => FinderText::FloorsShort.fill(lang, &[&format!("{}–{}", name(*first), name(*last))]),
    }
}

/// How a way is put together: 整层, 2 间拼合, 可分割; of a single space its own number on the floor.
pub fn built_name(market: &Market, place: &Place, lang: Lang) -> String {
    let floors = floors_of(market, &place.slots).len();
    if place.is_part {
        T::PartOf.text(lang).to_owned()
    } else if place.is_whole && floors > 1 {
        T::WholeFloors.fill(lang, &[&floors.to_string()])
    } else if place.is_whole {
        T::WholeFloor.text(lang).to_owned()
    } else if floors > 1 {
        T::Stacked.text(lang).to_owned()
    } else if place.slots.len() > 1 {
        T::Together.fill(lang, &[&place.slots.len().to_string()])
    } else {
        let row = place.slots.first().map(|&slot| market.row_of(slot) as usize);
        let unit = row.zip(market.spaces()).and_then(|(row, spaces)| spaces.text(row, Field::Unit));
        unit.unwrap_or_default().to_owned()
    }
}

/// What must be seen of how a way is offered, in a word or two each: 意向, 转租, from when.
pub fn short_marks(market: &Market, place: &Place, lang: Lang) -> Vec<String> {
    let has = |offer: Offer| place.slots.iter().any(|&slot| market.offer_of(slot) == offer);
    let mut marks = Vec::new();
    if has(Offer::Interest) {
        marks.push(T::Interest.text(lang).to_owned());
    }
    if has(Offer::Sublet) {
        marks.push(T::Sublet.text(lang).to_owned());
    }
    if place.free_from > market.reference_date {
        marks.push(T::Ending.fill(lang, &[&place.free_from.to_string()]));
    }
    marks
}
