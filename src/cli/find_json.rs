//! The answer of `yuantu find` as JSON. Refuses words that are no names, reasons or keys.

use serde_json::{Map, Value as Json, json};

use crate::finder::confidential::may_show_rent;
use crate::finder::criteria::Band;
use crate::finder::near::{Change, NearMiss};
use crate::finder::reasons::{floors_of, reasons};
use crate::finder::{Criterion, Part, Place, Unknown, Want};
use crate::i18n::Lang;

use super::find::Answer;

/// The whole answer.
pub(super) fn json(answer: &Answer<'_>) -> Json {
    let query: Vec<_> = answer.query.criteria.iter().zip(&answer.found.left).map(|(c, left)| criterion(c, *left)).collect();
    let missed = answer.query.not_understood.iter().filter_map(|span| answer.query.text.get(span.clone()));
    let places = answer.found.places.iter().take(answer.limit).enumerate();
    let results: Vec<_> = places.map(|(at, place)| result(answer, at, place)).collect();
    let unknown: Vec<_> = answer.found.unknown.iter().map(|unknown| unknown_json(answer, unknown)).collect();
    json!({
        "query": query,
        "not_understood": missed.collect::<Vec<_>>(),
        "results": results,
        "near_misses": answer.near.singles.iter().map(|near| near_json(answer, near)).collect::<Vec<_>>(),
        "near_pairs": answer.near.pairs.iter().map(|near| near_json(answer, near)).collect::<Vec<_>>(),
        "excluded_by": excluded_by(answer),
        "unknown": unknown,
        "reference_date": answer.market.reference_date.to_string(),
        "source": answer.source(),
        "as_of": answer.as_of().map(|day| day.to_string()),
        "confidence": answer.confidence().map(|level| level.term()),
        "confidential": answer.confidential,
    })
}

fn criterion(criterion: &Criterion, left: usize) -> Json {
    json!({
        "text": criterion.text,
        "field": criterion.aspect.code(),
        "op": criterion.op(),
        "value": value(&criterion.want),
        "must": criterion.must,
        "left": left,
    })
}

fn value(want: &Want) -> Json {
    match want {
        Want::Range { least: Some(least), most: Some(most) } if least != most => json!([number(*least), number(*most)]),
        Want::Range { least, most } => least.or(*most).map_or(Json::Null, number),
        Want::People { least, most, m2_each } => {
            let people = if least == most { number(*least) } else { json!([number(*least), number(*most)]) };
            json!({ "people": people, "m2_each": m2_each.map(number) })
        }
        Want::By(day) => json!(day.to_string()),
        Want::Places { places, within_m } => {
            let names: Vec<_> = places.iter().map(|place| &place.name).collect();
            if *within_m > 0.0 { json!({ "names": names, "within_m": number(*within_m) }) } else { json!(names) }
        }
        Want::Terms(terms) => json!(terms),
        Want::Firms { industry, least, within_m } => {
            json!({ "industry": industry.term(), "firms": number(*least), "within_m": number(*within_m) })
        }
        Want::Band(band) => json!(match band {
            Band::Low => "low",
            Band::Middle => "middle",
            Band::High => "high",
            Band::Top => "top",
        }),
        Want::Circle { centre, radius_m } => json!({ "centre": centre, "radius_m": radius_m }),
        Want::Ring(ring) => json!(ring),
        Want::Yes => json!(true),
    }
}

fn result(answer: &Answer<'_>, at: usize, place: &Place) -> Json {
    let market = answer.market;
    let shows_rent = !answer.confidential || may_show_rent(market, &place.slots);
    let parts = Part::ALL.into_iter().filter(|&part| !place.parts[part as usize].is_nan() && (shows_rent || part != Part::Rent));
    let parts: Map<String, Json> =
        parts.map(|part| (part.code().to_owned(), number(rounded(place.parts[part as usize], 4)))).collect();
    let name = |lang| market.name_of(place.group, lang);
    let mut result = json!({
        "rank": at + 1,
        "score": number(rounded(place.score, 2)),
        "parts": parts,
        "building": name(Lang::Zh),
        "park": market.park_name(place.group, Lang::Zh),
        "block": market.block_name(place.group, Lang::Zh),
        "floors": floors_of(market, &place.slots),
        "spaces": place.slots.iter().map(|&slot| market.id_of(slot)).collect::<Vec<_>>(),
        "area_m2": number(rounded(place.area_m2, 2)),
    });
    let Some(members) = result.as_object_mut() else { return result };
    let mut add = |key: &str, value: Json| members.insert(key.to_owned(), value);
    if shows_rent {
        add("rent_yuan_m2_day", number(rounded(place.rent_yuan_m2_day, 4)));
    }
    add("available_from", json!(place.free_from.to_string()));
    if let Some((metro_m, _)) = market.metro_of(place.group) {
        add("metro_m", number(rounded(metro_m, 1)));
    }
    add("reasons", json!(reasons(market, answer.query, place, answer.lang, answer.confidential)));
    let ways = answer.found.ways.get(at).copied().unwrap_or(1);
    add("more_ways", json!(ways.saturating_sub(1)));
    add("confidence", json!(market.confidence_of(&place.slots).map(|level| level.term())));
    result
}

/// A step as `field` and `change`; of a pair both are lists.
fn near_json(answer: &Answer<'_>, near: &NearMiss) -> Json {
    let field = |change: &Change| answer.query.criteria.get(change.criterion).map(|c| c.aspect.code());
    let by = |change: &Change| if change.by.is_nan() { json!("drop") } else { number(change.by) };
    let bound = |change: &Change| match answer.query.criteria.get(change.criterion).map(|c| &c.want) {
        Some(Want::By(_)) => json!(answer.market.reference_date.plus_days(change.bound as i32).to_string()),
        _ if change.bound.is_nan() => Json::Null,
        _ => number(change.bound),
    };
    let members = |value: &dyn Fn(&Change) -> Json| match near.changes.as_slice() {
        [one] => value(one),
        both => json!(both.iter().map(value).collect::<Vec<_>>()),
    };
    json!({
        "field": members(&|change| json!(field(change))),
        "change": members(&by),
        "to": members(&bound),
        "opens": near.opens,
    })
}

fn excluded_by(answer: &Answer<'_>) -> Json {
    let mut members: Map<String, Json> = Map::new();
    for (criterion, &count) in answer.query.criteria.iter().zip(answer.excluded).filter(|(criterion, _)| criterion.must) {
        let known = members.get(criterion.aspect.code()).and_then(Json::as_u64).unwrap_or(0);
        members.insert(criterion.aspect.code().to_owned(), json!(known.max(count as u64)));
    }
    Json::Object(members)
}

fn unknown_json(answer: &Answer<'_>, unknown: &Unknown) -> Json {
    let market = answer.market;
    let group = market.group_of_slot(unknown.slot);
    json!({
        "spaces": [market.id_of(unknown.slot)],
        "building": market.name_of(group, Lang::Zh),
        "missing": unknown.missing.iter().map(|aspect| aspect.code()).collect::<Vec<_>>(),
    })
}

/// A whole number without a point.
pub(super) fn number(value: f64) -> Json {
    if value.fract() == 0.0 && value.abs() < 9e15 { json!(value as i64) } else { json!(value) }
}

fn rounded(value: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    (value * scale).round() / scale
}
