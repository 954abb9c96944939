//! Why a place stands where it does, as sentences; what a criterion is called. Refuses figures that are not in the place.

use crate::domain::{Date, Delivery, Industry, SpaceStatus};
use crate::i18n::finder::FinderText as T;
use crate::i18n::{Lang, decimal, integer};

use super::confidential::may_show_rent;
use super::criteria::{Aspect, Band, Criterion, Query, Want};
use super::gates::Gate;
use super::market::{Market, NEIGHBOURS_M};
use super::near::{Change, NearMiss};
use super::offers::Offer;
use super::rank::{Part, expansion_m2};
use super::search::Place;

/// The sentences of a place: its parts in the order of the bar, how it is put together, marks, other wishes. In confidential
/// mode nothing is said of the rent of let space.
pub fn reasons(market: &Market, query: &Query, place: &Place, lang: Lang, confidential: bool) -> Vec<String> {
    let mut reasons = vec![area(query, place, lang)];
    if !confidential || may_show_rent(market, &place.slots) {
        reasons.extend(rent(market, query, place, lang));
    }
    if let Some((distance_m, row)) = market.metro_of(place.group) {
        let name = market.station_name(row, lang).unwrap_or_default();
        reasons.push(T::ReasonMetro.fill(lang, &[&name, &integer(distance_m)]));
    }
    reasons.extend(industry(market, query, place, lang));
    reasons.push(built_of(market, place, lang));
    let deliveries = delivery_of(market, place, lang);
    if !deliveries.is_empty() {
        reasons.push(deliveries);
    }
    let room = expansion_m2(market, &place.slots, place.area_m2);
    reasons.push(if room >= 1.0 {
        T::ReasonExpansion.fill(lang, &[&integer(room)])
    } else {
        T::ReasonNoExpansion.text(lang).to_owned()
    });
    reasons.push(free_from(market, place.free_from, lang));
    reasons.extend(marks(market, &place.slots, lang));
    reasons.extend(wishes(market, query, place, lang));
    reasons.retain(|reason| !reason.is_empty());
    reasons
}

fn area(query: &Query, place: &Place, lang: Lang) -> String {
    let area = integer(place.area_m2);
    let by_head = query.criteria.iter().find_map(|criterion| match criterion.want {
        Want::People { least, most, .. } if least + most > 0.0 => Some(place.area_m2 * 2.0 / (least + most)),
        _ => None,
    });
    let sentence = match query.target_m2() {
        Some(target) => {
            let off = (place.area_m2 - target).abs() / target * 100.0;
            T::ReasonAreaWithin.fill(lang, &[&area, &integer(target), &decimal(off, 0)])
        }
        None => T::ReasonArea.fill(lang, &[&area]),
    };
    let comma = lang.pick("，", ", ");
    by_head.map_or(sentence.clone(), |m2| format!("{sentence}{comma}{}", T::ReasonPeople.fill(lang, &[&decimal(m2, 1)])))
}

fn rent(market: &Market, query: &Query, place: &Place, lang: Lang) -> Option<String> {
    let rent = place.rent_yuan_m2_day;
    let asked = query.criteria.iter().filter(|c| c.aspect == Aspect::Rent && !c.except).filter_map(|c| Some(c.bounds()?[1]));
    let cap = asked.filter(|cap| cap.is_finite()).reduce(f64::min);
    let (below, above, reference) = match cap {
        Some(cap) => (T::ReasonRentBelow, T::ReasonRentAbove, cap),
        None => (T::ReasonRentMarketBelow, T::ReasonRentMarketAbove, market.median_rent?),
    };
    let off = decimal((reference - rent).abs(), 2);
    let own = decimal(rent, 2);
    Some(if cap.is_some() && (reference - rent).abs() < 0.005 {
        T::ReasonRentAtCap.fill(lang, &[&own])
    } else if rent <= reference {
        below.fill(lang, &[&own, &off])
    } else {
        above.fill(lang, &[&own, &off])
    })
}

fn industry(market: &Market, query: &Query, place: &Place, lang: Lang) -> Option<String> {
    let (industry, within_m) = query.criteria.iter().find_map(|criterion| match criterion.want {
        Want::Firms { industry, within_m, .. } if !criterion.except => Some((industry, within_m)),
        _ => None,
    })?;
    let count = if within_m == NEIGHBOURS_M {
        market.firms_near(place.group)[industry as usize]
    } else {
        market.firms.within_m(market.place_of(place.group)?, within_m)[industry as usize]
    };
    let name = industry_name(industry, lang);
    Some(T::ReasonIndustryWithin.fill(lang, &[&integer(within_m), name, &count.to_string()]))
}

/// How a place is put together.
pub fn built_of(market: &Market, place: &Place, lang: Lang) -> String {
    let floors = floors_of(market, &place.slots).len();
    let count = place.slots.len().to_string();
    if place.is_part {
        let whole: f64 = place.slots.iter().filter_map(|&slot| market.area_of(slot)).sum();
        T::ReasonPart.fill(lang, &[&integer(whole), &integer(place.area_m2)])
    } else if place.is_whole && floors == 1 {
        T::ReasonWholeFloor.text(lang).to_owned()
    } else if place.is_whole {
        T::ReasonWholeFloors.fill(lang, &[&floors.to_string()])
    } else if floors > 1 {
        T::ReasonStacked.fill(lang, &[&floors.to_string(), &count])
    } else if place.slots.len() > 1 {
        T::ReasonTogether.fill(lang, &[&count])
    } else {
        String::new()
    }
}

/// The levels of some spaces, from below, each once.
pub fn floors_of(market: &Market, slots: &[u32]) -> Vec<i64> {
    let mut levels: Vec<i64> = slots.iter().filter_map(|&slot| market.level_of(slot)).collect();
    levels.sort_unstable();
    levels.dedup();
    levels
}

/// The delivery standards of a way, from the barest to the readiest.
pub fn delivery_of(market: &Market, place: &Place, lang: Lang) -> String {
    let mut levels: Vec<Delivery> =
        place.slots.iter().filter_map(|&slot| market.slots.delivery.get(slot as usize).copied().flatten()).collect();
    levels.sort_unstable();
    levels.dedup();
    let names: Vec<&str> = levels.into_iter().map(|level| lang.pick(level.term(), level.term_en())).collect();
    names.join(lang.pick("、", ", "))
}

/// From when a place is free.
pub fn free_from(market: &Market, day: Date, lang: Lang) -> String {
    if day <= market.reference_date { T::FreeNow.text(lang).to_owned() } else { T::FreeFrom.fill(lang, &[&day.to_string()]) }
}

/// What must be known of how some spaces are offered: interest shown, sublet, let now.
pub fn marks(market: &Market, slots: &[u32], lang: Lang) -> Vec<String> {
    let has = |offer: Offer| slots.iter().any(|&slot| market.offer_of(slot) == offer);
    let mut marks = Vec::new();
    if has(Offer::Interest) {
        marks.push(T::MarkInterest.text(lang).to_owned());
    }
    if has(Offer::Sublet) {
        marks.push(T::MarkSublet.text(lang).to_owned());
    }
    let ends = slots.iter().filter(|&&slot| market.offer_of(slot) == Offer::Ending);
    if let Some(day) = ends.filter_map(|&slot| market.free_from_of(slot)).max() {
        marks.push(T::MarkEnding.fill(lang, &[&day.to_string()]));
    }
    marks
}

/// Which of the other wishes a place has, and which it lacks.
pub fn wishes(market: &Market, query: &Query, place: &Place, lang: Lang) -> Vec<String> {
    let own_part = |aspect| {
        use Aspect::{Area, Budget, Delivery, Industry, Metro, People, Rent};
        matches!(aspect, Area | People | Rent | Budget | Metro | Industry | Delivery)
    };
    let others = query.criteria.iter().filter(|c| !c.must && (c.except || !own_part(c.aspect)) && !c.aspect.is_of_the_whole());
    let sentence = |criterion: &Criterion| {
        let gate = Gate::of(market, criterion);
        let met = place.slots.iter().all(|&slot| gate.verdict(slot) == Some(true));
        let text = if met { T::ReasonWishMet } else { T::ReasonWishMissed };
        text.fill(lang, &[&criterion_name(criterion, lang)])
    };
    others.map(sentence).collect()
}

/// The name of a part.
pub fn part_name(part: Part, lang: Lang) -> &'static str {
    let text = match part {
        Part::Area => T::PartArea,
        Part::Rent => T::PartRent,
        Part::Metro => T::PartMetro,
        Part::Industry => T::PartIndustry,
        Part::Delivery => T::PartDelivery,
        Part::Expansion => T::PartExpansion,
        Part::Wishes => T::PartWishes,
    };
    text.text(lang)
}

/// The name of an industry.
pub fn industry_name(industry: Industry, lang: Lang) -> &'static str {
    lang.pick(industry.term(), industry.term_en())
}

/// The name of an aspect.
pub fn aspect_name(aspect: Aspect, lang: Lang) -> &'static str {
    let text = match aspect {
        Aspect::Area => T::Area,
        Aspect::People => T::People,
        Aspect::Rent => T::Rent,
        Aspect::Budget => T::Budget,
        Aspect::Block => T::Block,
        Aspect::Park => T::Park,
        Aspect::Street => T::Street,
        Aspect::Building => T::Building,
        Aspect::Station => T::Station,
        Aspect::Metro => T::Metro,
        Aspect::Within => T::Within,
        Aspect::Available => T::Available,
        Aspect::WholeFloor => T::WholeFloor,
        Aspect::Floors => T::Floors,
        Aspect::Pieces => T::Pieces,
        Aspect::Divisible => T::Divisible,
        Aspect::Delivery => T::Delivery,
        Aspect::ClearHeight => T::ClearHeight,
        Aspect::FloorHeight => T::FloorHeight,
        Aspect::FloorLoad => T::FloorLoad,
        Aspect::Power => T::Power,
        Aspect::Parking => T::Parking,
        Aspect::Level => T::Level,
        Aspect::Band => T::Band,
        Aspect::Industry => T::Industry,
        Aspect::Like => T::Like,
        Aspect::Use => T::Use,
        Aspect::Grade => T::Grade,
        Aspect::Offer => T::Offer,
        Aspect::Efficiency => T::Efficiency,
        Aspect::ServiceCharge => T::ServiceCharge,
    };
    text.text(lang)
}

/// The unit of an aspect's figures, and the decimals that they are shown with.
pub fn unit_of(aspect: Aspect, lang: Lang) -> (&'static str, usize) {
    match aspect {
        Aspect::Area | Aspect::People => (lang.pick("㎡", "m²"), 0),
        Aspect::Rent => (lang.pick("元/㎡·天", "yuan/m²·day"), 2),
        Aspect::Budget => (lang.pick("元/年", "yuan a year"), 0),
        Aspect::Metro | Aspect::Station | Aspect::Street | Aspect::Within => ("m", 0),
        Aspect::ClearHeight | Aspect::FloorHeight => ("m", 1),
        Aspect::FloorLoad => (lang.pick("kN/㎡", "kN/m²"), 1),
        Aspect::Power => (lang.pick("W/㎡", "W/m²"), 0),
        Aspect::Efficiency => ("%", 0),
        Aspect::ServiceCharge => (lang.pick("元/㎡·月", "yuan/m²·month"), 1),
        Aspect::Available => (lang.pick("天", "days"), 0),
        _ => ("", 0),
    }
}

/// What a criterion is called on its chip.
pub fn criterion_name(criterion: &Criterion, lang: Lang) -> String {
    let name = want_name(criterion, lang);
    if criterion.except { T::Except.fill(lang, &[&name]) } else { name }
}

fn want_name(criterion: &Criterion, lang: Lang) -> String {
    let aspect = criterion.aspect;
    let names = |places: &[super::criteria::Named]| {
        let name = |place: &super::criteria::Named| match lang {
            Lang::En if !place.name_en.is_empty() => place.name_en.clone(),
            _ => place.name.clone(),
        };
        places.iter().map(name).collect::<Vec<_>>().join(lang.pick("、", " or "))
    };
    let figure = |value: f64| {
        let (unit, decimals) = unit_of(aspect, lang);
        let exact = if (value - value.round()).abs() < 1e-9 { 0 } else { decimals.max(1) };
        let text = decimal(value, exact.min(decimals.max(1)));
        (text, unit)
    };
    match &criterion.want {
        Want::Range { least, most } => {
            let unit = unit_of(aspect, lang).0;
            let bounds = match (least, most) {
                (Some(least), Some(most)) if least == most => figure(*least).0,
                (Some(least), Some(most)) => format!("{}–{}", figure(*least).0, figure(*most).0),
                (None, Some(most)) => format!("≤ {}", figure(*most).0),
                (Some(least), None) => format!("≥ {}", figure(*least).0),
                (None, None) => String::new(),
            };
            let text = if unit.is_empty() { bounds } else { format!("{bounds} {unit}") };
            match aspect {
                Aspect::Area => text,
                _ => format!("{} {text}", aspect_name(aspect, lang)),
            }
        }
        Want::People { least, most, m2_each } => {
            let people = if least == most { integer(*least) } else { format!("{}–{}", integer(*least), integer(*most)) };
            let each = if m2_each[0] == m2_each[1] {
                decimal(m2_each[0], 0)
            } else {
                format!("{}–{}", decimal(m2_each[0], 0), decimal(m2_each[1], 0))
            };
            T::PeopleCount.fill(lang, &[&people, &each])
        }
        Want::By(day) => T::By.fill(lang, &[&day.to_string()]),
        Want::Places { places, within_m } => match aspect {
            Aspect::Street => T::AlongStreet.fill(lang, &[&names(places), &integer(*within_m)]),
            Aspect::Station => T::NearStation.fill(lang, &[&names(places), &integer(*within_m)]),
            Aspect::Like => T::LikeBuilding.fill(lang, &[&names(places)]),
            _ => names(places),
        },
        Want::Terms(terms) => {
            let name = |term: &String| term_name(aspect, term, lang);
            terms.iter().map(name).collect::<Vec<_>>().join(lang.pick("、", " or "))
        }
        Want::Firms { industry, least, within_m } => {
            let (industry, within) = (industry_name(*industry, lang), integer(*within_m));
            if *least > 1.0 {
                T::NearIndustryMany.fill(lang, &[industry, &within, &integer(*least)])
            } else {
                T::NearIndustry.fill(lang, &[industry, &within])
            }
        }
        Want::Band(band) => match band {
            Band::Low => T::Low.text(lang),
            Band::Middle => T::Middle.text(lang),
            Band::High => T::High.text(lang),
            Band::Top => T::Top.text(lang),
        }
        .to_owned(),
        Want::Circle { radius_m, .. } => T::Circle.fill(lang, &[&integer(*radius_m)]),
        Want::Ring(_) | Want::Yes => aspect_name(aspect, lang).to_owned(),
    }
}

fn term_name(aspect: Aspect, term: &str, lang: Lang) -> String {
    let english = match aspect {
        Aspect::Delivery => Delivery::parse(term).map(Delivery::term_en),
        Aspect::Offer => SpaceStatus::parse(term).map(SpaceStatus::term_en),
        _ => None,
    };
    english.filter(|_| lang == Lang::En).unwrap_or(term).to_owned()
}

/// A step that would open more, as a sentence: 租金 +0.3 元/㎡·天：多 4 处.
pub fn near_sentence(market: &Market, query: &Query, near: &NearMiss, lang: Lang) -> String {
    let steps: Vec<String> = near.changes.iter().map(|change| change_name(market, query, change, lang)).collect();
    T::NearLine.fill(lang, &[&steps.join(T::And.text(lang)), &near.opens.to_string()])
}

/// How a must gives: its name, and by how much.
pub fn change_name(market: &Market, query: &Query, change: &Change, lang: Lang) -> String {
    let Some(criterion) = query.criteria.get(change.criterion) else { return String::new() };
    let name = aspect_name(criterion.aspect, lang);
    if change.by.is_nan() {
        let name = if matches!(criterion.want, Want::Yes) { name.to_owned() } else { criterion_name(criterion, lang) };
        return format!("{name} {}", T::Dropped.text(lang));
    }
    if let Want::By(_) = criterion.want {
        let day = market.reference_date.plus_days(change.bound as i32);
        return format!("{name} → {day}");
    }
    let (unit, decimals) = unit_of(criterion.aspect, lang);
    let sign = if change.by >= 0.0 { "+" } else { "" };
    format!("{name} {sign}{} {unit}", decimal(change.by, decimals)).trim_end().to_owned()
}
