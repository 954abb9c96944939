//! Finding a named thing by Chinese, pinyin, initials or English. Refuses filters and figures.

use std::ops::Range;

use crate::domain::{DatasetKind, RecordRef};

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
