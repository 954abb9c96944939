//! Finding a query with typing errors: edit distance to a part of a text that begins with a word or syllable. Refuses short
//! queries, for which everything is near.
//!
//! The distance is counted for all beginnings of the query at once, a bit each (Wu and Manber, 1992). Most places are passed
//! over before that: how far the first character, or the first letters of a word, bring the query is worked out once for
//! each distinct one.

use std::collections::HashMap;

use super::index::Texts;
use super::pinyin::{Alphabet, letter_bit};

/// The longest query that is looked for with errors, letters: places in it are bits of a word.
const LONGEST: usize = 62;
/// The most errors a query may have.
const MOST_ERRORS: usize = 2;
/// Letters of a word that are looked at first.
const HEAD: usize = 4;

/// How many errors a query of so many letters may have.
pub(super) fn errors_allowed(letters: usize) -> usize {
    match letters {
        0..4 => 0,
        4..8 => 1,
        _ => MOST_ERRORS,
    }
}

/// Where words begin in texts that are not Chinese, with the letters each begins with.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Places in the arena, ascending.
    starts: Vec<u32>,
    /// The number of the first letters at each.
    heads: Vec<u16>,
    known: Vec<[u8; HEAD]>,
    numbers: HashMap<[u8; HEAD], u16>,
}

impl Words {
    /// Adds a word that begins at a place of the arena; `rest` is its text from there on. Past the 65,535th, beginnings share
    /// a number, and are always looked at closely.
    pub(super) fn push(&mut self, start: usize, rest: &[u8]) {
        let mut head = [0; HEAD];
        head.iter_mut().zip(rest).for_each(|(to, &letter)| *to = letter);
        let next = u16::try_from(self.known.len()).unwrap_or(u16::MAX);
        let number = if next == u16::MAX {
            self.numbers.get(&head).copied().unwrap_or(next)
        } else {
            *self.numbers.entry(head).or_insert(next)
        };
        if number == next && next != u16::MAX {
            self.known.push(head);
        }
        self.starts.push(start as u32);
        self.heads.push(number);
    }
}

/// How far a query has come, by the number of errors made, at most so many: the beginnings of the query, as bits, that the
/// letters so far are as near to.
#[derive(Clone, Copy)]
struct Reached([u64; MOST_ERRORS + 1]);

/// How far letters have brought a query, and with how few errors it was met in whole on the way (`usize::MAX`: never).
#[derive(Clone, Copy)]
struct Way {
    reached: Reached,
    met: usize,
}

/// A query that may have typing errors.
pub(super) struct Nearly {
    /// By letter: its places in the query, as bits.
    places: [u64; 128],
    /// Its letters, each as a bit of [`letter_bit`].
    letters: Vec<u64>,
    errors: usize,
}

impl Nearly {
    /// Takes a folded query. `None` when it may have no errors, is too long, or is not in Latin letters.
    pub(super) fn new(query: &str) -> Option<Self> {
        let errors = errors_allowed(query.len());
        if errors == 0 || query.len() > LONGEST || !query.is_ascii() {
            return None;
        }
        let mut places = [0; 128];
        for (at, letter) in query.bytes().enumerate() {
            places[usize::from(letter & 127)] |= 1 << at;
        }
        Some(Self { places, letters: query.chars().map(letter_bit).collect(), errors })
    }

    /// Calls `found` with texts that hold the query nearly, and the number of errors. A text may come more than once.
    pub(super) fn search(&self, texts: &Texts, words: &Words, alphabet: &Alphabet, mut found: impl FnMut(usize, usize)) {
        self.among_chars(texts, alphabet, &mut found);
        self.among_words(texts, words, &mut found);
    }

    /// Texts in Chinese, from each of their characters on.
    fn among_chars(&self, texts: &Texts, alphabet: &Alphabet, found: &mut impl FnMut(usize, usize)) {
        let numbers = 0..alphabet.letters().len() as u16;
        let firsts: Vec<Way> = numbers.map(|number| self.speak(self.start().reached, number, alphabet)).collect();
        let goes_on: Vec<u64> = firsts.iter().map(|way| self.goes_on(way)).collect();
        texts.for_each_start(&goes_on, alphabet.letters(), |text, at| {
            let mut chars = texts.chars.get(at..texts.char_ends[text] as usize).unwrap_or_default().iter();
            let first = chars.next().and_then(|&number| firsts.get(usize::from(number)));
            let Some(mut way) = first.copied() else { return at + 1 };
            for &number in chars {
                if self.is_over(&way) {
                    break;
                }
                let next = self.speak(way.reached, number, alphabet);
                way = Way { met: way.met.min(next.met), ..next };
            }
            if way.met <= self.errors {
                found(text, way.met);
            }
            at + 1
        });
    }

    /// Texts in other writing, from each of their words on.
    fn among_words(&self, texts: &Texts, words: &Words, found: &mut impl FnMut(usize, usize)) {
        let is_worth = |head: &[u8; HEAD]| {
            let ends_within = head.contains(&0);
            let way = self.spell(self.start(), head.iter().copied().take_while(|&letter| letter != 0));
            way.met <= self.errors || !ends_within && !self.is_over(&way)
        };
        let worth: Vec<bool> = words.known.iter().map(is_worth).collect();
        let mut text = 0;
        for (&start, &head) in words.starts.iter().zip(&words.heads) {
            if !worth.get(usize::from(head)).copied().unwrap_or(true) {
                continue;
            }
            text += texts.ends[text..].partition_point_near(|&end| end <= start);
            let letters = texts.arena.get(start as usize..texts.ends[text] as usize).unwrap_or_default();
            let way = self.spell(self.start(), letters.iter().copied());
            if way.met <= self.errors {
                found(text, way.met);
            }
        }
    }

    /// Nothing read yet: the first letters of the query may be missing.
    fn start(&self) -> Way {
        Way { reached: Reached(std::array::from_fn(|errors| (2 << errors) - 1)), met: usize::MAX }
    }

    /// Reads a character of a Chinese text aloud, in every way.
    fn speak(&self, from: Reached, number: u16, alphabet: &Alphabet) -> Way {
        let mut all: Option<Way> = None;
        for reading in alphabet.readings(number) {
            let way = self.spell(Way { reached: from, met: usize::MAX }, reading.bytes());
            all = Some(match all {
                None => way,
                Some(all) => {
                    let reached = Reached(std::array::from_fn(|errors| all.reached.0[errors] | way.reached.0[errors]));
                    Way { reached, met: all.met.min(way.met) }
                }
            });
        }
        all.unwrap_or_else(|| {
            // No letter of the query, but one that may be too much.
            let itself = alphabet.char_of(number).filter(char::is_ascii).map_or(u8::MAX, |c| c as u8);
            self.spell(Way { reached: from, met: usize::MAX }, std::iter::once(itself))
        })
    }

    /// Reads letters, in UTF-8, until nothing can come of it.
    fn spell(&self, mut way: Way, letters: impl Iterator<Item = u8>) -> Way {
        let goal = 1 << self.letters.len();
        let all = (goal << 1) - 1;
        for letter in letters.filter(|letter| letter & 0xc0 != 0x80) {
            let places = self.places.get(usize::from(letter)).copied().unwrap_or(0);
            let before = way.reached.0;
            let after = &mut way.reached.0;
            after[0] = (before[0] & places) << 1;
            for errors in 1..=MOST_ERRORS {
                let too_much_or_another = before[errors - 1] | before[errors - 1] << 1;
                after[errors] = ((before[errors] & places) << 1 | too_much_or_another | after[errors - 1] << 1) & all;
            }
            if let Some(errors) = (0..=self.errors).find(|&errors| after[errors] & goal != 0) {
                way.met = way.met.min(errors);
            }
            if self.is_over(&way) {
                way.reached = Reached([0; MOST_ERRORS + 1]);
                break;
            }
        }
        way
    }

    /// True when no further letter can make it better.
    fn is_over(&self, way: &Way) -> bool {
        way.met == 0 || way.reached.0[self.errors.min(way.met.saturating_sub(1))] == 0
    }

    /// The letters, as bits of [`letter_bit`], with which a character may begin that follows upon a way; all where the way
    /// has met the query. Few go on where no error is left to be made.
    fn goes_on(&self, way: &Way) -> u64 {
        let reached = way.reached.0;
        if way.met <= self.errors || reached[self.errors - 1] != 0 {
            return u64::MAX;
        }
        let wanted = self.letters.iter().enumerate().filter(|(at, _)| reached[self.errors] >> at & 1 == 1);
        wanted.fold(0, |bits, (_, letter)| bits | letter)
    }
}

/// A search near the beginning of an ascending list.
pub(super) trait PartitionNear<T> {
    /// As `partition_point`, in time that grows with how far the point is.
    fn partition_point_near(&self, is_before: impl Fn(&T) -> bool) -> usize;
}

impl<T> PartitionNear<T> for [T] {
    fn partition_point_near(&self, is_before: impl Fn(&T) -> bool) -> usize {
        let mut reach = 1;
        while reach < self.len() && is_before(&self[reach - 1]) {
            reach *= 2;
        }
        let from = reach / 2;
        let to = reach.min(self.len());
        from + self.get(from..to).unwrap_or_default().partition_point(is_before)
    }
}
