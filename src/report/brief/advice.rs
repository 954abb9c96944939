//! The few sentences that say which place for whom. Refuses praise without a figure.

use crate::finder::called::built_name;
use crate::finder::reasons::free_from;
use crate::finder::{Market, Place, Query};
use crate::i18n::brief::BriefText as T;
use crate::i18n::{Lang, decimal, integer};

use super::figures::{Figures, least, most};
use super::make::{by_head, number_of, rent_cap};

/// The most sentences.
const MOST: usize = 4;

/// The sentences; what is heavy stands between `**`. The places are in their order, the first the best.
pub(super) fn advice(market: &Market, query: &Query, places: &[Place], figures: &[Figures], lang: Lang) -> Vec<String> {
    let [first, ..] = figures else { return Vec::new() };
    let mut lines = vec![first_choice(market, query, &places[0], first, lang)];
    if figures.len() > 1 {
        let rents: Vec<_> = figures.iter().map(|figures| figures.rent_yuan_m2_day).collect();
        if let Some(at) = least(&rents).filter(|&at| at > 0) {
            let rent = decimal(rents[at].unwrap_or(f64::NAN), 2);
            lines.push(T::TightBudget.fill(lang, &[&number_of(at, lang), &rent]));
        }
        let free: Vec<String> =
            (0..figures.len()).filter(|&at| figures[at].is_free).map(|at| number_of(at, lang)).take(6).collect();
        if !free.is_empty() && free.len() < figures.len() {
            lines.push(T::FreeNow.fill(lang, &[&free.join(T::List.text(lang))]));
        }
        let metro: Vec<_> = figures.iter().map(|figures| figures.metro_m).collect();
        if let Some(at) = least(&metro).filter(|&at| at > 0) {
            lines.push(T::NearestMetro.fill(lang, &[&number_of(at, lang), &integer(metro[at].unwrap_or(f64::NAN))]));
        }
        let room: Vec<_> = figures.iter().map(|figures| Some(figures.room_m2)).collect();
        if let Some(at) = most(&room).filter(|&at| at > 0) {
            lines.push(T::MostRoom.fill(lang, &[&number_of(at, lang), &integer(figures[at].room_m2)]));
        }
    }
    lines.truncate(MOST);
    lines
}

fn first_choice(market: &Market, query: &Query, place: &Place, figures: &Figures, lang: Lang) -> String {
    let mut phrases = Vec::new();
    // Of a single space that is let whole there is nothing to say but its number.
    if place.is_part || place.is_whole || place.slots.len() > 1 {
        phrases.push(built_name(market, place, lang));
    }
    if let Some(m2) = by_head(query, figures.area_m2) {
        phrases.push(T::PerHead.fill(lang, &[&decimal(m2, 1)]));
    }
    if let (Some(cap), Some(rent)) = (rent_cap(query), figures.rent_yuan_m2_day)
        && cap - rent >= 0.005
    {
        phrases.push(T::BelowCap.fill(lang, &[&decimal(cap - rent, 2)]));
    }
    if figures.room_m2 >= 1.0 {
        phrases.push(T::Room.fill(lang, &[&integer(figures.room_m2)]));
    }
    if phrases.is_empty() {
        phrases.push(free_from(market, figures.free_from, lang));
    }
    T::FirstChoice.fill(lang, &[&number_of(0, lang), &phrases.join(T::Comma.text(lang))])
}
