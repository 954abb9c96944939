//! A line as it is compared: half width, lower case, every character with its place in what was typed. Refuses meanings.

use std::ops::Range;

/// A line, character by character.
pub(super) struct Line {
    chars: Vec<char>,
    /// Where each character begins in the text, bytes; one more for the end.
    at: Vec<usize>,
}

impl Line {
    pub(super) fn of(text: &str) -> Self {
        let (mut chars, mut at) = (Vec::new(), Vec::new());
        for (place, c) in text.char_indices() {
            chars.push(folded(c));
            at.push(place);
        }
        at.push(text.len());
        Self { chars, at }
    }

    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character of a place; a blank past the end.
    pub(super) fn char(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or(' ')
    }

    /// The first place from here on that is no blank.
    pub(super) fn skip_blanks(&self, mut at: usize) -> usize {
        while at < self.len() && self.char(at).is_whitespace() {
            at += 1;
        }
        at
    }

    /// The bytes of the text that some characters take, blanks at the end left out.
    pub(super) fn bytes(&self, mut chars: Range<usize>) -> Range<usize> {
        while chars.end > chars.start && self.char(chars.end - 1).is_whitespace() {
            chars.end -= 1;
        }
        let place = |at: usize| self.at.get(at).or(self.at.last()).copied().unwrap_or(0);
        place(chars.start)..place(chars.end)
    }

    /// Where a word ends that begins here, blanks within it passed over; `None` where another stands here. Latin words must
    /// stand alone.
    pub(super) fn word(&self, start: usize, word: &str) -> Option<usize> {
        let mut at = start;
        for (count, wanted) in word.chars().enumerate() {
            if count > 0 {
                at = self.skip_blanks(at);
            }
            if self.chars.get(at) != Some(&wanted) {
                return None;
            }
            at += 1;
        }
        let (first, last) = (word.chars().next()?, word.chars().next_back()?);
        (self.may_begin(start, first) && self.may_end(at, last)).then_some(at)
    }

    /// Whether a word with this first character may begin at a place.
    pub(super) fn may_begin(&self, at: usize, first: char) -> bool {
        !(first.is_ascii_alphabetic() && at > 0 && self.char(at - 1).is_ascii_alphabetic())
    }

    /// Whether a word with this last character may end before a place.
    pub(super) fn may_end(&self, at: usize, last: char) -> bool {
        let next = self.char(at);
        !(last.is_ascii_alphabetic() && next.is_ascii_alphabetic() || last.is_ascii_digit() && next.is_ascii_digit())
    }

    /// The first of some words that stands here, the longest first, and where it ends.
    pub(super) fn any<T: Copy>(&self, at: usize, words: &[(&str, T)]) -> Option<(T, usize)> {
        let ends = words.iter().filter_map(|&(word, meaning)| Some((meaning, self.word(at, word)?)));
        ends.max_by_key(|&(_, end)| end)
    }
}

/// Lower case and half width; dashes and wave dashes are one dash.
pub(super) fn folded(c: char) -> char {
    let c = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    };
    match c {
        '–' | '—' | '−' | '~' | '〜' | '～' | '‐' | '‑' | '―' => '-',
        '’' | '‘' => '\'',
        // A new line is a new clause.
        '\n' => ';',
        '²' => '2',
        '×' => 'x',
        c => c.to_lowercase().next().unwrap_or(c),
    }
}
