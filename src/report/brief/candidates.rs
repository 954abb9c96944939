//! The rows of the table: figures as they are read, the best of each marked, reasons from the strongest on. Refuses to rank.

use crate::finder::called::{built_name, floors_name};
use crate::finder::reasons::{delivery_of, free_from, industry_name, wishes};
use crate::finder::{Offer, Place};
use crate::i18n::brief::BriefText as T;
use crate::i18n::{decimal, integer};

use super::figures::{Figures, least, most};
use super::make::{BriefInput, by_head, industry_of, rent_cap};
use super::page::{Best, Candidate};

/// The rows.
pub(super) fn candidates(input: &BriefInput<'_>, figures: &[Figures]) -> Vec<Candidate> {
    let BriefInput { market, query, lang, .. } = *input;
    let of = |value: &dyn Fn(&Figures) -> Option<f64>| figures.iter().map(value).collect::<Vec<_>>();
    let rents = of(&|figures| figures.rent_yuan_m2_day);
    let metros = of(&|figures| figures.metro_m);
    let rooms = of(&|figures| Some(figures.room_m2));
    let off_target = of(&|figures| query.target_m2().map(|target| (figures.area_m2 - target).abs()));
    let [best_rent, best_metro, best_area] = [least(&rents), least(&metros), least(&off_target)];
    let most_room = most(&rooms);
    let all_free = figures.iter().all(|figures| figures.is_free);
    let candidate = |(at, (place, figures)): (usize, (&Place, &Figures))| {
        // Those that are as good as the best are the best, too.
        let is_best = |best: Option<usize>, values: &[Option<f64>]| best.is_some_and(|best| values[at] == values[best]);
        let best = Best {
            area: is_best(best_area, &off_target),
            rent: is_best(best_rent, &rents),
            metro: is_best(best_metro, &metros),
            free: figures.is_free && !all_free,
        };
        Candidate {
            number: at + 1,
            name: market.name_of(place.group, lang),
            sub: sub_line(input, place, figures),
            area: integer(figures.area_m2),
            rent: figures.rent_yuan_m2_day.map_or_else(|| T::Withheld.text(lang).to_owned(), |rent| decimal(rent, 2)),
            metro: figures.metro_m.map_or_else(|| "—".to_owned(), integer),
            delivery: Some(delivery_of(market, place, lang)).filter(|text| !text.is_empty()).unwrap_or_else(|| "—".to_owned()),
            free: if figures.is_free { T::Now.text(lang).to_owned() } else { figures.free_from.to_string() },
            reasons: reasons(input, place, figures, best, most_room == Some(at)),
            best,
        }
    };
    input.places.iter().zip(figures).enumerate().map(candidate).collect()
}

/// Floors, how the place is put together, how it is offered, and who has it now.
fn sub_line(input: &BriefInput<'_>, place: &Place, figures: &Figures) -> String {
    let BriefInput { market, lang, .. } = *input;
    let mut parts = vec![floors_name(market, &place.slots, lang), built_name(market, place, lang)];
    for offer in [Offer::Interest, Offer::Sublet] {
        if place.slots.iter().any(|&slot| market.offer_of(slot) == offer) {
            parts.extend(offer.status().map(|status| lang.pick(status.term(), status.term_en()).to_owned()));
        }
    }
    if place.slots.iter().any(|&slot| market.offer_of(slot) == Offer::Ending) {
        parts.push(T::LetNow.text(lang).to_owned());
    }
    parts.extend(figures.tenants.first().map(|tenant| T::Tenant.fill(lang, &[tenant])));
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// The strongest first: the template takes as many as it has room for.
fn reasons(input: &BriefInput<'_>, place: &Place, figures: &Figures, best: Best, has_most_room: bool) -> Vec<String> {
    let BriefInput { market, query, lang, .. } = *input;
    let mut reasons = Vec::new();
    reasons.extend(figures.notes.iter().map(|note| T::Note.fill(lang, &[note])));
    if best.rent {
        reasons.push(T::LowestRent.text(lang).to_owned());
    }
    if best.metro {
        reasons.push(T::Nearest.text(lang).to_owned());
    }
    if has_most_room {
        reasons.push(T::MostRoomShort.text(lang).to_owned());
    }
    if let (Some(cap), Some(rent)) = (rent_cap(query), figures.rent_yuan_m2_day)
        && cap - rent >= 0.005
    {
        reasons.push(T::BelowCap.fill(lang, &[&decimal(cap - rent, 2)]));
    }
    reasons.extend(wishes(market, query, place, lang));
    if let Some(m2) = by_head(query, figures.area_m2) {
        reasons.push(T::PerHead.fill(lang, &[&decimal(m2, 1)]));
    }
    reasons.push(match figures.room_m2 {
        room if room >= 1.0 => T::Room.fill(lang, &[&integer(room)]),
        _ => T::NoRoom.text(lang).to_owned(),
    });
    if let Some(industry) = industry_of(query) {
        let count = figures.firms[industry as usize].to_string();
        reasons.push(T::FirmsOf.fill(lang, &[industry_name(industry, lang), &count]));
    }
    if reasons.is_empty() {
        reasons.push(free_from(market, figures.free_from, lang));
    }
    reasons
}
