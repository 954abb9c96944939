//! The answer of `yuantu find` for people: what was understood, the places with their reasons, what is not known. Refuses JSON.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::domain::Confidence;
use crate::finder::confidential::may_show_rent;
use crate::finder::parse::contradictions;
use crate::finder::reasons::{aspect_name, criterion_name, floors_of, free_from, near_sentence, reasons};
use crate::finder::{Aspect, Place};
use crate::i18n::finder::FinderText as T;
use crate::i18n::{decimal, integer};

use super::find::Answer;

/// The whole answer.
pub(super) fn text(answer: &Answer<'_>) -> String {
    let mut text = String::new();
    understood(answer, &mut text);
    let (found, lang) = (answer.found, answer.lang);
    if found.places.is_empty() {
        let _ = writeln!(text, "{}", T::NothingFits.text(lang));
    } else {
        let counts =
            [integer(found.places.len() as f64), integer(found.offered as f64), answer.market.reference_date.to_string()];
        let _ = writeln!(text, "{}\n", T::Found.fill(lang, &counts.each_ref().map(String::as_str)));
    }
    for (at, place) in found.places.iter().take(answer.limit).enumerate() {
        one_place(answer, at, place, &mut text);
    }
    not_known(answer, &mut text);
    a_little_more(answer, &mut text);
    if answer.confidence() == Some(Confidence::Demo) {
        let _ = writeln!(text, "{}", T::DemoNote.text(lang));
    }
    let as_of = answer.as_of().map_or_else(|| "—".to_owned(), |day| day.to_string());
    let _ = writeln!(text, "{}", T::DataFrom.fill(lang, &[&answer.source(), &as_of]));
    if answer.confidential {
        let _ = writeln!(text, "{}", T::ConfidentialNote.text(lang));
    }
    text
}

fn understood(answer: &Answer<'_>, text: &mut String) {
    let (query, lang) = (answer.query, answer.lang);
    for (criterion, left) in query.criteria.iter().zip(&answer.found.left) {
        let name = criterion_name(criterion, lang);
        let words = if criterion.must { T::LeftAfter } else { T::LeftWithWish };
        let _ = writeln!(text, "  {}", words.fill(lang, &[&name, &integer(*left as f64)]));
    }
    let missed: Vec<&str> = query.not_understood.iter().filter_map(|span| query.text.get(span.clone())).collect();
    if !missed.is_empty() {
        let _ = writeln!(text, "  {}", T::NotUnderstood.fill(lang, &[&missed.join(lang.pick("，", ", "))]));
    }
    for [one, other] in contradictions(query) {
        let names = [one, other].map(|at| query.criteria.get(at).map_or_else(String::new, |c| criterion_name(c, lang)));
        let _ = writeln!(text, "  {}", T::Contradiction.fill(lang, &[&names[0], &names[1]]));
    }
    text.push('\n');
}

fn one_place(answer: &Answer<'_>, at: usize, place: &Place, text: &mut String) {
    let (market, lang) = (answer.market, answer.lang);
    let floors: Vec<String> = floors_of(market, &place.slots).iter().map(i64::to_string).collect();
    let shown = if floors.len() > 3 { format!("{}–{}", floors[0], floors[floors.len() - 1]) } else { floors.join("+") };
    let rent = if !answer.confidential || may_show_rent(market, &place.slots) {
        decimal(place.rent_yuan_m2_day, 2)
    } else {
        T::Withheld.text(lang).to_owned()
    };
    let metro = market.metro_of(place.group).map_or_else(|| "—".to_owned(), |(metro_m, _)| integer(metro_m));
    let _ = writeln!(
        text,
        "{:>3}  {:>5}  {}  {}  {} {}  {} {}  {} {metro} m  {}",
        at + 1,
        decimal(place.score, 1),
        market.name_of(place.group, lang),
        T::FloorsShort.fill(lang, &[&shown]),
        integer(place.area_m2),
        lang.pick("㎡", "m²"),
        rent,
        lang.pick("元/㎡·天", "yuan/m²·day"),
        aspect_name(Aspect::Metro, lang),
        free_from(market, place.free_from, lang),
    );
    let ids: Vec<String> = place.slots.iter().map(|&slot| market.id_of(slot)).collect();
    let _ = writeln!(text, "            {}", ids.join(" "));
    let _ = writeln!(
        text,
        "            {}",
        reasons(market, answer.query, place, lang, answer.confidential).join(lang.pick("；", "; "))
    );
    let ways = answer.found.ways.get(at).copied().unwrap_or(1);
    if ways > 1 {
        let _ = writeln!(text, "            {}", T::MoreWays.fill(lang, &[&integer(f64::from(ways - 1))]));
    }
}

fn a_little_more(answer: &Answer<'_>, text: &mut String) {
    let lang = answer.lang;
    let near = answer.near.singles.iter().chain(&answer.near.pairs);
    let lines: Vec<String> = near.map(|near| near_sentence(answer.market, answer.query, near, lang)).collect();
    if !lines.is_empty() {
        let _ = writeln!(text, "\n{}", T::NearHead.text(lang));
        for line in &lines {
            let _ = writeln!(text, "     {line}");
        }
        text.push('\n');
    }
    let musts = answer.query.criteria.iter().zip(answer.excluded).filter(|(criterion, _)| criterion.must);
    let counts: Vec<String> =
        musts.map(|(c, count)| format!("{} {}", aspect_name(c.aspect, lang), integer(*count as f64))).collect();
    if !counts.is_empty() {
        let _ = writeln!(text, "{}{}{}\n", T::ExcludedHead.text(lang), lang.pick("", " "), counts.join(" · "));
    }
}

fn not_known(answer: &Answer<'_>, text: &mut String) {
    let (found, lang) = (answer.found, answer.lang);
    if found.unknown.is_empty() {
        return;
    }
    let mut counts: BTreeMap<Aspect, usize> = BTreeMap::new();
    found.unknown.iter().flat_map(|unknown| &unknown.missing).for_each(|&aspect| *counts.entry(aspect).or_default() += 1);
    let parts =
        counts.into_iter().map(|(aspect, count)| T::MissingCount.fill(lang, &[&count.to_string(), aspect_name(aspect, lang)]));
    let _ = writeln!(
        text,
        "\n{} {}",
        T::UnknownHead.fill(lang, &[&found.unknown.len().to_string()]),
        parts.collect::<Vec<_>>().join(lang.pick("，", ", "))
    );
    for unknown in found.unknown.iter().take(answer.limit.min(20)) {
        let group = answer.market.group_of_slot(unknown.slot);
        let place = format!("{} {}", answer.market.name_of(group, lang), answer.market.id_of(unknown.slot));
        let names: Vec<&str> = unknown.missing.iter().map(|&aspect| aspect_name(aspect, lang)).collect();
        let _ = writeln!(text, "     {}", T::UnknownLine.fill(lang, &[&place, &names.join(lang.pick("、", ", "))]));
    }
}
