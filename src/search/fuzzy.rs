//! Finding a query with typing errors: edit distance to a part of a text that begins with a word or syllable. Refuses short
//! queries, for which everything is near.
//!
//! The distance is counted for all beginnings of the query at once, a bit each (Wu and Manber, 1992). Most places are passed
//! over before that: how far the first two characters, or the first letters of a word, bring the query is worked out once for
//! each distinct ones.

use std::collections::HashMap;

use super::index::{Part, Texts};
use super::pinyin::Alphabet;

/// The longest query that is looked for with errors, letters: places in it are bits of a word.
const LONGEST: usize = 62;
/// The most errors a query may have.
const MOST_ERRORS: usize = 2;
/// Letters of a word that are looked at first.
const HEAD: usize = 4;
/// In place of a number of errors: the query has not been met.
const NEVER: u8 = u8::MAX;

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
type Reached = [u64; MOST_ERRORS + 1];

/// A query that may have typing errors.
pub(super) struct Nearly {
    /// By letter: its places in the query, as bits.
    places: [u64; 128],
    /// How many letters it has.
    length: usize,
    errors: u8,
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
        Some(Self { places, length: query.len(), errors: errors as u8 })
    }

    /// The texts that hold the query nearly, and the number of errors. A text may come more than once.
    pub(super) fn search(&self, texts: &Texts, words: &Words, alphabet: &Alphabet) -> Vec<(u32, u8)> {
        let starts = self.starts(alphabet);
        let is_worth: Vec<bool> = words.known.iter().map(|head| self.is_worth(head)).collect();
        let found = texts.side_by_side(|part| {
            let mut met = Vec::new();
            self.among_chars(&part, texts, alphabet, &starts, &mut |text, errors| met.push((text as u32, errors)));
            self.among_words(&part, texts, words, &is_worth, &mut |text, errors| met.push((text as u32, errors)));
            met
        });
        found.into_iter().flatten().collect()
    }

    /// Texts in Chinese, from each of their characters on.
    fn among_chars(
        &self,
        part: &Part,
        texts: &Texts,
        alphabet: &Alphabet,
        starts: &[[u64; 2]],
        found: &mut impl FnMut(usize, u8),
    ) {
        texts.for_each_start(part.texts.clone(), starts, |text, at| {
            let (mut reached, mut met) = (self.start(), NEVER);
            let end = texts.char_ends[text] as usize;
            for &number in texts.chars.get(at..end).unwrap_or_default() {
                let (next, new_met) = self.speak(reached, number, alphabet);
                (reached, met) = (next, met.min(new_met));
                // No further letter can make it better.
                if met == 0 || reached[usize::from(self.errors.min(met - 1))] == 0 {
                    break;
                }
            }
            if met <= self.errors {
                found(text, met);
            }
            // What is found without errors is known already: the text will not do better than with one.
            if met <= 1 { end } else { at + 1 }
        });
    }

    /// By the number of a character, for [`Texts::for_each_start`]: where the query may come to with it as the first one, a bit
    /// each, and for which of these it may be the second one. States past the 63rd share bits; the last bit stands for a query
    /// that has been met, whatever follows.
    fn starts(&self, alphabet: &Alphabet) -> Vec<[u64; 2]> {
        const WHATEVER_FOLLOWS: u64 = 1 << 63;
        let goes_on = |(reached, met): (Reached, u8)| met <= self.errors || reached[usize::from(self.errors)] != 0;
        let mut states: Vec<Reached> = Vec::new();
        let mut numbers: HashMap<Reached, usize> = HashMap::new();
        let mut first = |sound: usize| {
            let (reached, met) = self.speak(self.start(), alphabet.example(sound), alphabet);
            if met <= self.errors {
                return WHATEVER_FOLLOWS;
            }
            if !goes_on((reached, met)) {
                return 0;
            }
            let number = *numbers.entry(reached).or_insert_with(|| {
                states.push(reached);
                states.len() - 1
            });
            1 << (number % 63)
        };
        let firsts: Vec<u64> = (0..alphabet.sound_count()).map(&mut first).collect();
        let after = |letters: &str| {
            let can = |(at, state): (usize, &Reached)| u64::from(goes_on(self.spell(*state, letters.as_bytes()))) << (at % 63);
            states.iter().enumerate().map(can).fold(0, |all, bits| all | bits)
        };
        let syllables: Vec<u64> = alphabet.syllables().iter().map(|syllable| after(syllable)).collect();
        let second = |sound: usize| {
            let example = alphabet.example(sound);
            match (alphabet.syllables_of(example), alphabet.char_of(example)) {
                ([], Some(c)) => after(c.encode_utf8(&mut [0; 4])),
                (own, _) => own.iter().fold(0, |all, &syllable| all | syllables.get(usize::from(syllable)).unwrap_or(&u64::MAX)),
            }
        };
        let by_sound: Vec<[u64; 2]> =
            firsts.iter().enumerate().map(|(sound, &first)| [first, second(sound) | WHATEVER_FOLLOWS]).collect();
        alphabet.sounds().iter().map(|&sound| by_sound[usize::from(sound)]).collect()
    }

    /// Whether something can come of a word that begins with these letters.
    fn is_worth(&self, head: &[u8; HEAD]) -> bool {
        // Each letter that the query lacks is an error, and the query is too long to be met before the last one.
        let lacks = |&&letter: &&u8| letter != 0 && self.places.get(usize::from(letter)).is_none_or(|&places| places == 0);
        if head.iter().filter(lacks).count() > usize::from(self.errors) {
            return false;
        }
        let length = head.iter().position(|&letter| letter == 0).unwrap_or(HEAD);
        let (reached, met) = self.spell(self.start(), &head[..length]);
        met <= self.errors || length == HEAD && reached[usize::from(self.errors)] != 0
    }

    /// Texts in other writing, from each of their words on; `is_worth` by the number of a word's first letters.
    fn among_words(&self, part: &Part, texts: &Texts, words: &Words, is_worth: &[bool], found: &mut impl FnMut(usize, u8)) {
        let bytes = texts.bytes_of(&part.texts);
        let first = words.starts.partition_point(|&start| (start as usize) < bytes.start);
        let own = words.starts[first..].iter().zip(&words.heads[first..]);
        let mut text = part.texts.start;
        for (&start, &head) in own.take_while(|&(&start, _)| (start as usize) < bytes.end) {
            if !is_worth.get(usize::from(head)).copied().unwrap_or(true) {
                continue;
            }
            text += texts.ends[text..].partition_point_near(|&end| end <= start);
            let letters = texts.arena.get(start as usize..texts.ends[text] as usize).unwrap_or_default();
            let (_, met) = self.spell(self.start(), letters);
            if met <= self.errors {
                found(text, met);
            }
        }
    }

    /// Nothing read yet: the first letters of the query may be missing.
    fn start(&self) -> Reached {
        self.only_allowed(std::array::from_fn(|errors| (2 << errors) - 1))
    }

    /// Leaves out what takes more errors than the query may have.
    fn only_allowed(&self, reached: Reached) -> Reached {
        std::array::from_fn(|errors| if errors <= usize::from(self.errors) { reached[errors] } else { 0 })
    }

    /// Reads a character of a Chinese text aloud, in every way: how far that brings the query, and with how few errors it is
    /// met in whole on the way.
    fn speak(&self, from: Reached, number: u16, alphabet: &Alphabet) -> (Reached, u8) {
        let (mut all, mut met) = ([0; MOST_ERRORS + 1], NEVER);
        let syllables = alphabet.syllables_of(number);
        for syllable in syllables.iter().filter_map(|&syllable| alphabet.syllables().get(usize::from(syllable))) {
            let (reached, new_met) = self.spell(from, syllable.as_bytes());
            all.iter_mut().zip(reached).for_each(|(all, reached)| *all |= reached);
            met = met.min(new_met);
        }
        if syllables.is_empty() {
            // What is not a letter of the query may still be one too many.
            let itself = alphabet.char_of(number).filter(char::is_ascii).map_or(u8::MAX, |c| c as u8);
            return self.spell(from, &[itself]);
        }
        (all, met)
    }

    /// Reads letters, in UTF-8, until nothing can come of it: how far that brings the query, and with how few errors it is
    /// met in whole on the way.
    #[inline]
    fn spell(&self, from: Reached, letters: &[u8]) -> (Reached, u8) {
        let goal = 1 << self.length;
        let all = (goal << 1) - 1;
        let (mut now, mut seen) = (from, [0; MOST_ERRORS + 1]);
        for &letter in letters {
            if letter & 0xc0 == 0x80 {
                continue;
            }
            let places = self.places.get(usize::from(letter)).copied().unwrap_or(0);
            let before = now;
            now[0] = (before[0] & places) << 1;
            seen[0] |= now[0];
            for errors in 1..=MOST_ERRORS {
                // A letter as it should be, one too many, another one, one missing.
                let other_or_missing = (before[errors - 1] | now[errors - 1]) << 1;
                now[errors] = ((before[errors] & places) << 1 | before[errors - 1] | other_or_missing) & all;
                seen[errors] |= now[errors];
            }
            if now[usize::from(self.errors)] == 0 {
                break;
            }
        }
        let is_met = |errors: &u8| seen[usize::from(*errors)] & goal != 0;
        (self.only_allowed(now), (0..=self.errors).find(is_met).unwrap_or(NEVER))
    }
}

/// A search near the beginning of an ascending list.
pub(super) trait PartitionNear<T> {
    /// As `partition_point`, in time that grows with how far the point is.
    fn partition_point_near(&self, is_before: impl Fn(&T) -> bool) -> usize;
}

impl<T> PartitionNear<T> for [T] {
    #[inline]
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
