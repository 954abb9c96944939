//! Which part of a shown name a query matches. Refuses typing errors: where the match is not exact nothing is marked.

use std::ops::Range;

use super::fold::fold;
use super::pinyin::{Alphabet, Spelling};

/// The byte ranges of a name that a folded query matches, as text or read aloud.
pub(super) fn matched_ranges(name: &str, query: &str, alphabet: &Alphabet, spelling: Option<&Spelling>) -> Vec<Range<usize>> {
    let folded: Vec<_> = fold(name).collect();
    let wanted: Vec<char> = query.chars().collect();
    let stands_at = |at: usize| folded[at..].iter().map(|folded| folded.c).take(wanted.len()).eq(wanted.iter().copied());
    let places = || (0..folded.len()).filter(|&at| stands_at(at));
    let as_text = places().find(|&at| folded[at].starts_word).or_else(|| places().next());
    let span = as_text.map(|at| at..at + wanted.len()).or_else(|| {
        let numbers: Vec<u16> = folded.iter().map(|folded| alphabet.known(folded.c)).collect();
        spelling?.span(&numbers)
    });
    let Some(span) = span else { return Vec::new() };
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for folded in folded.get(span).unwrap_or_default() {
        match ranges.last_mut() {
            Some(last) if last.end >= folded.from.start => last.end = folded.from.end,
            _ => ranges.push(folded.from.clone()),
        }
    }
    ranges
}
