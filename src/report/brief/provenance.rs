//! What the page must say of its records: how sure each kind is, where the spaces are from, of which day. Refuses figures.

use crate::domain::{Confidence, Dataset, DatasetKind, Date};
use crate::finder::Market;
use crate::i18n::Lang;
use crate::i18n::brief::BriefText as T;
use crate::i18n::kinds::kind_name;
use crate::i18n::vocabulary::word;

use super::page::SourceTag;

/// The kinds that a page shows, in the order in which they are told.
const KINDS: [DatasetKind; 6] = [
    DatasetKind::Blocks,
    DatasetKind::Parks,
    DatasetKind::Stations,
    DatasetKind::Buildings,
    DatasetKind::Spaces,
    DatasetKind::Enterprises,
];
/// The most sources that are named.
const MOST_SOURCES: usize = 3;

/// For each level of confidence the kinds of which it is the least sure; the surest first.
pub(super) fn tags(market: &Market, lang: Lang) -> Vec<SourceTag> {
    let of_kind = |kind: DatasetKind| least_sure(market.model.set(kind)?);
    let tag = |level: Confidence| {
        let kinds: Vec<&str> =
            KINDS.into_iter().filter(|&kind| of_kind(kind) == Some(level)).map(|kind| kind_name(kind, lang)).collect();
        (!kinds.is_empty()).then(|| SourceTag {
            kind: ["public", "estimate", "schematic", "demo"][level as usize],
            tag: lang.pick(level.term(), level.term_en()),
            text: kinds.join(T::List.text(lang)),
        })
    };
    Confidence::ALL.into_iter().filter_map(tag).collect()
}

/// Where the spaces are from, and of which day.
pub(super) fn source_line(market: &Market, lang: Lang) -> String {
    let as_of = as_of(market).map_or_else(|| "—".to_owned(), |day| day.to_string());
    T::Source.fill(lang, &[&sources(market, lang), &as_of])
}

/// Where the spaces are from.
pub(super) fn sources(market: &Market, lang: Lang) -> String {
    let Some(spaces) = market.spaces() else { return "—".to_owned() };
    let mut sources: Vec<&str> = (0..spaces.len()).map(|row| spaces.source_of(row)).filter(|source| !source.is_empty()).collect();
    sources.sort_unstable();
    sources.dedup();
    sources.truncate(MOST_SOURCES);
    if sources.is_empty() {
        return "—".to_owned();
    }
    sources.into_iter().map(|source| word(source, lang)).collect::<Vec<_>>().join("; ")
}

/// The newest as-of of the spaces.
pub(super) fn as_of(market: &Market) -> Option<Date> {
    let spaces = market.spaces()?;
    (0..spaces.len()).filter_map(|row| spaces.as_of_of(row)).max()
}

fn least_sure(set: &Dataset) -> Option<Confidence> {
    (0..set.len()).filter_map(|row| set.confidence_of(row)).max()
}
