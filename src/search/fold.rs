//! Texts as they are compared: lower case, half width, without blanks and punctuation. Refuses to know languages.

use std::ops::Range;

/// A character of a folded text.
pub(super) struct Folded {
    /// The character.
    pub c: char,
    /// Where it was in the text before, bytes.
    pub from: Range<usize>,
    /// Whether a word begins with it: after a blank or punctuation, or where Chinese and other writing meet.
    pub starts_word: bool,
}

/// The characters of a text that count, folded.
pub(super) fn fold(text: &str) -> impl Iterator<Item = Folded> {
    let mut before = None;
    text.char_indices().flat_map(move |(at, c)| {
        let c = half_width(c);
        let keeps = c.is_alphanumeric();
        let starts_word = keeps && before.is_none_or(|before| is_han(before) != is_han(c));
        before = keeps.then_some(c);
        let from = at..at + text[at..].chars().next().map_or(0, char::len_utf8);
        let lower = keeps.then(|| c.to_lowercase()).into_iter().flatten();
        lower.enumerate().map(move |(i, c)| Folded { c, from: from.clone(), starts_word: starts_word && i == 0 })
    })
}

/// A query, folded.
pub(super) fn folded(text: &str) -> String {
    fold(text).map(|folded| folded.c).collect()
}

/// True for a Chinese character (the ideographs of the basic plane and their extension A).
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '〇')
}

fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// A set of places in an array, one bit each.
#[derive(Debug, Default)]
pub(super) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// Puts a place in.
    pub(super) fn insert(&mut self, at: usize) {
        if self.words.len() <= at / 64 {
            self.words.resize(at / 64 + 1, 0);
        }
        self.words[at / 64] |= 1 << (at % 64);
    }

    /// True when the place is in.
    #[inline]
    pub(super) fn contains(&self, at: usize) -> bool {
        self.words.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }
}
