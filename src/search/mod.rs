//! Finding a named thing by Chinese, pinyin, initials, English, or nearly so. Refuses filters and figures.
//!
//! Names are folded (`fold`) into columns (`index`), which a search runs through in full: as text, as Chinese read aloud
//! (`pinyin`), and where little is found, with typing errors (`fuzzy`). `query` groups what was found, `best` ranks it.

mod best;
mod fold;
mod fuzzy;
mod index;
mod matched;
mod pinyin;
mod query;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::domain::{DatasetKind, RecordRef};

pub use index::SearchIndex;

/// Hits of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What the hits are; `Other` is the user's own layers.
    pub kind: DatasetKind,
    /// The best hits, best first.
    pub hits: Vec<Hit>,
    /// All hits of the kind, those not listed included.
    pub total: usize,
}

/// One thing found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The record.
    pub record: RecordRef,
    /// Its name in the language of the search.
    pub name: String,
    /// Byte ranges of `name` that match, ascending.
    pub matched: Vec<Range<usize>>,
    /// Its name in the other language, or the alias that matched; may be empty.
    pub other_name: String,
}

/// How well a text matches, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
enum Tier {
    /// The whole text.
    Exact,
    /// The whole text, read aloud.
    SpokenExact,
    /// Its beginning.
    Prefix,
    /// Its beginning, read aloud.
    SpokenPrefix,
    /// The beginning of a word in it.
    WordStart,
    /// Some part of it.
    Inside,
    /// Some part of it, read aloud.
    SpokenInside,
    /// The initials of all of its characters.
    InitialsExact,
    /// The initials of its first characters.
    InitialsPrefix,
    /// The initials of some of its characters.
    InitialsInside,
    /// One typing error away.
    OneError,
    /// Two typing errors away.
    TwoErrors,
}
