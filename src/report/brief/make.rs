//! From the chosen places to all that a page says. Refuses layout, and whatever confidential mode leaves out.

use std::ops::ControlFlow;

use crate::analysis::chain::Chain;
use crate::domain::{Date, Industry};
use crate::finder::reasons::{aspect_name, criterion_name};
use crate::finder::{Aspect, Market, Place, Query, Want};
use crate::i18n::brief::BriefText as T;
use crate::i18n::{Lang, integer};
use crate::map::furniture::credit;

use super::advice::advice;
use super::candidates::candidates;
use super::figures::Figures;
use super::map_picture::{self, north};
use super::neighbours::neighbours;
use super::page::{Asked, Day, Page};
use super::{provenance, sections};

/// The most criteria that are shown: two rows.
const MOST_CRITERIA: usize = 12;

/// What a page is made from.
#[derive(Clone, Copy)]
pub struct BriefInput<'a> {
    /// The joined park.
    pub market: &'a Market,
    /// What was asked for.
    pub query: &'a Query,
    /// The places, in their order.
    pub places: &'a [Place],
    /// The user's notes on them, in the same order; may be fewer.
    pub notes: &'a [String],
    /// How many places more there are of which something is not known.
    pub unknown: usize,
    /// The prospect; may be empty.
    pub prospect: &'a str,
    /// Whom the page is from; may be empty.
    pub from: &'a str,
    /// The map approval number; may be empty.
    pub approval: &'a str,
    /// The day on the page.
    pub day: Date,
    /// The language.
    pub lang: Lang,
    /// Without tenants' names, rents of let space and notes.
    pub confidential: bool,
    /// The chain of industries.
    pub chain: &'a Chain,
}

/// All that a page says, and its pictures.
#[derive(Clone, Debug, PartialEq)]
pub struct Brief {
    /// What the template is given.
    pub(super) page: Page,
    /// Pictures by the names of their files.
    pub(super) pictures: Vec<(String, String)>,
    /// The day on the page.
    pub(super) day: Date,
}

impl Brief {
    /// Gathers it. `progress` (done, of so much) breaks it off.
    pub fn make(input: &BriefInput<'_>, progress: &dyn Fn(u64, u64) -> ControlFlow<()>) -> Option<Self> {
        let BriefInput { market, query, places, lang, confidential, .. } = *input;
        let steps = places.len() as u64 + 2;
        progress(0, steps).is_continue().then_some(())?;
        let no_note = String::new();
        let note = |at: usize| input.notes.get(at).unwrap_or(&no_note);
        let figures: Vec<Figures> =
            places.iter().enumerate().map(|(at, place)| Figures::of(market, place, note(at), lang, confidential)).collect();
        let title = title(input);
        let map = map_picture::draw(market, places, lang, &title);
        progress(1, steps).is_continue().then_some(())?;
        let mut pictures = vec![(map.page.picture.to_owned(), map.svg)];
        let sections = sections::draw(input, &mut pictures, &|done| progress(done + 1, steps))?;
        let (year, month, day) = input.day.ymd();
        let page = Page {
            lang: lang.pick("zh", "en"),
            title,
            kicker: T::Kicker.text(lang).to_owned(),
            date: input.day.to_string(),
            day: Some(Day { year, month, day }),
            from: input.from.to_owned(),
            logo: None,
            words: words(lang),
            criteria: criteria(query, lang),
            map: map.page,
            legend: map.legend,
            advice: advice(market, query, places, &figures, lang),
            neighbours: neighbours(input, &figures),
            candidates: candidates(input, &figures),
            sections,
            policy: T::PolicyHint.text(lang).to_owned(),
            sources: provenance::tags(market, lang),
            source: provenance::source_line(market, lang),
            credit: credit(lang).to_owned(),
            notes: notes(input),
            approval: input.approval.to_owned(),
        };
        Some(Self { page, pictures, day: input.day })
    }

    /// The files that the template is given, by name; `logo` is the name of one that lies beside it.
    pub fn files(&self, logo: Option<&'static str>) -> Vec<(String, Vec<u8>)> {
        let page = Page { logo, ..self.page.clone() };
        let said = serde_json::to_vec(&page).unwrap_or_default();
        let pictures = self.pictures.iter().map(|(name, svg)| (name.clone(), svg.clone().into_bytes()));
        pictures.chain([("brief.json".to_owned(), said)]).collect()
    }

    /// The day on the page.
    pub fn day(&self) -> Date {
        self.day
    }

    /// What the page is called.
    pub fn title(&self) -> &str {
        &self.page.title
    }
}

/// How a place is called by its number, from 0.
pub(super) fn number_of(at: usize, lang: Lang) -> String {
    T::Number.fill(lang, &[&(at + 1).to_string()])
}

/// The least upper bound of the rent that was asked for, wish or must.
pub(super) fn rent_cap(query: &Query) -> Option<f64> {
    let asked = query.criteria.iter().filter(|c| c.aspect == Aspect::Rent && !c.except).filter_map(|c| Some(c.bounds()?[1]));
    asked.filter(|cap| cap.is_finite()).reduce(f64::min)
}

/// Area a head, m², where people were asked for.
pub(super) fn by_head(query: &Query, area_m2: f64) -> Option<f64> {
    query.criteria.iter().find_map(|criterion| match criterion.want {
        Want::People { least, most, .. } if least + most > 0.0 => Some(area_m2 * 2.0 / (least + most)),
        _ => None,
    })
}

/// The prospect's industry, where one was named.
pub(super) fn industry_of(query: &Query) -> Option<Industry> {
    query.criteria.iter().find_map(|criterion| match criterion.want {
        Want::Firms { industry, .. } if !criterion.except => Some(industry),
        _ => None,
    })
}

fn title(input: &BriefInput<'_>) -> String {
    let lang = input.lang;
    let name = if input.prospect.trim().is_empty() { T::NoProspect.text(lang) } else { input.prospect.trim() };
    let title = if input.places.len() == 1 { T::TitleOfOne } else { T::TitleOf };
    title.fill(lang, &[name, &input.places.len().to_string()])
}

fn words(lang: Lang) -> std::collections::BTreeMap<&'static str, String> {
    let words = [
        ("semicolon", T::Semicolon),
        ("wish", T::Wish),
        ("approval", T::Approval),
        ("not-reviewed", T::NotReviewed),
        ("map", T::Map),
        ("legend", T::Legend),
        ("advice", T::Advice),
        ("place", T::Place),
        ("area", T::Area),
        ("rent", T::Rent),
        ("metro", T::Metro),
        ("delivery", T::Delivery),
        ("free", T::Free),
        ("reasons", T::Reasons),
        ("sections", T::Sections),
        ("policy", T::Policy),
        ("nothing", T::Nothing),
        ("continued", T::Continued),
    ];
    let words = words.into_iter().map(|(name, text)| (name, text.text(lang).to_owned()));
    words.chain([("north", north(lang).to_owned())]).collect()
}

fn criteria(query: &Query, lang: Lang) -> Vec<Asked> {
    let asked = query.criteria.iter().map(|criterion| {
        let value = match criterion.want {
            Want::Yes if !criterion.except => T::Asked.text(lang).to_owned(),
            _ => criterion_name(criterion, lang),
        };
        let name = aspect_name(criterion.aspect, lang).to_owned();
        // What is called by its aspect already need not say so again.
        let value = value.strip_prefix(&format!("{name} ")).map_or(value.clone(), str::to_owned);
        Asked { name, value, must: criterion.must }
    });
    let mut asked: Vec<Asked> = asked.collect();
    if asked.len() > MOST_CRITERIA {
        let more = asked.len() - MOST_CRITERIA + 1;
        asked.truncate(MOST_CRITERIA - 1);
        let value = T::MoreCriteriaCount.fill(lang, &[&more.to_string()]);
        asked.push(Asked { name: T::MoreCriteria.text(lang).to_owned(), value, must: true });
    }
    asked
}

fn notes(input: &BriefInput<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    if input.confidential {
        notes.push(T::Confidential.text(input.lang).to_owned());
    }
    if input.unknown > 0 {
        notes.push(T::Unknown.fill(input.lang, &[&integer(input.unknown as f64)]));
    }
    notes
}
