//! Finding a query with typing errors: edit distance to a part of a text that begins with a word or syllable. Refuses short
//! queries, for which everything is near.
//!
//! The distance is counted for all beginnings of the query at once, a bit each (Wu and Manber, 1992). Most places are passed
//! over before that: how far the first character, or the first letters of a word, bring the query is worked out once for
//! each distinct one.

use std::collections::HashMap;
use std::ops::Range;

use super::index::Texts;
use super::pinyin::{Alphabet, letter_bit};

/// The longest query that is looked for with errors, letters: places in it are bits of a word.
const LONGEST: usize = 62;
/// The most errors a query may have.
const MOST_ERRORS: usize = 2;
/// Letters of a word that are looked at first.
const HEAD: usize = 4;
/// States of a search whose steps are kept: far more than names bring about, and a bound on what a query may take.
const MOST_KEPT: usize = 1024;
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
    /// Its letters, each as a bit of [`letter_bit`].
    letters: Vec<u64>,
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
        Some(Self { places, letters: query.chars().map(letter_bit).collect(), errors: errors as u8 })
    }

    /// Calls `found` with texts that hold the query nearly, and the number of errors. A text may come more than once.
    pub(super) fn search(&self, texts: &Texts, words: &Words, alphabet: &Alphabet, mut found: impl FnMut(usize, u8)) {
        self.among_chars(texts, alphabet, &mut found);
        self.among_words(texts, words, &mut found);
    }

    /// Texts in Chinese, from each of their characters on.
    fn among_chars(&self, texts: &Texts, alphabet: &Alphabet, found: &mut impl FnMut(usize, u8)) {
        let among = |part| {
            let mut met = Vec::new();
            self.among_chars_of(part, texts, alphabet, &mut |text, errors| met.push((text as u32, errors)));
            met
        };
        texts.side_by_side(among).into_iter().flatten().for_each(|(text, errors)| found(text as usize, errors));
    }

    fn among_chars_of(&self, part: Range<usize>, texts: &Texts, alphabet: &Alphabet, found: &mut impl FnMut(usize, u8)) {
        let sounds = alphabet.sounds();
        let mut steps = Steps::new(self, alphabet);
        let firsts: Vec<Step> = (0..alphabet.sound_count()).map(|sound| steps.take(0, sound)).collect();
        let goes_on: Vec<u64> = firsts.iter().map(|step| self.goes_on(step.met, steps.states[step.to as usize])).collect();
        let goes_on: Vec<u64> = sounds.iter().map(|&sound| goes_on[usize::from(sound)]).collect();
        texts.for_each_start(part, &goes_on, alphabet.letters(), |text, at| {
            steps.states.truncate(MOST_KEPT);
            let mut now = Step { to: 0, met: NEVER };
            for &number in texts.chars.get(at..texts.char_ends[text] as usize).unwrap_or_default() {
                let Some(&sound) = sounds.get(usize::from(number)) else { break };
                let step = steps.take(now.to as usize, usize::from(sound));
                now = Step { to: step.to, met: now.met.min(step.met) };
                // No further letter can make it better.
                if now.met == 0 || steps.states[now.to as usize][usize::from(self.errors.min(now.met - 1))] == 0 {
                    break;
                }
            }
            if now.met <= self.errors {
                found(text, now.met);
            }
            at + 1
        });
    }

    /// Texts in other writing, from each of their words on.
    fn among_words(&self, texts: &Texts, words: &Words, found: &mut impl FnMut(usize, u8)) {
        let is_worth = |head: &[u8; HEAD]| {
            let ends_within = head.contains(&0);
            let (reached, met) = self.spell(self.start(), head.iter().copied().take_while(|&letter| letter != 0));
            met <= self.errors || !ends_within && reached[usize::from(self.errors)] != 0
        };
        let worth: Vec<bool> = words.known.iter().map(is_worth).collect();
        let mut text = 0;
        for (&start, &head) in words.starts.iter().zip(&words.heads) {
            if !worth.get(usize::from(head)).copied().unwrap_or(true) {
                continue;
            }
            text += texts.ends[text..].partition_point_near(|&end| end <= start);
            let letters = texts.arena.get(start as usize..texts.ends[text] as usize).unwrap_or_default();
            let (_, met) = self.spell(self.start(), letters.iter().copied());
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
        let ways = alphabet.readings(number).map(|reading| self.spell(from, reading.bytes()));
        let all = ways.reduce(|(all, met), (reached, new_met)| {
            (std::array::from_fn(|errors| all[errors] | reached[errors]), met.min(new_met))
        });
        all.unwrap_or_else(|| {
            // What is not a letter of the query may still be one too many.
            let itself = alphabet.char_of(number).filter(char::is_ascii).map_or(u8::MAX, |c| c as u8);
            self.spell(from, std::iter::once(itself))
        })
    }

    /// Reads letters, in UTF-8, until nothing can come of it: how far that brings the query, and with how few errors it is
    /// met in whole on the way.
    fn spell(&self, from: Reached, letters: impl Iterator<Item = u8>) -> (Reached, u8) {
        let goal = 1 << self.letters.len();
        let all = (goal << 1) - 1;
        let (mut now, mut seen) = (from, [0; MOST_ERRORS + 1]);
        for letter in letters.filter(|letter| letter & 0xc0 != 0x80) {
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
        let met = (0..=self.errors).find(|&errors| seen[usize::from(errors)] & goal != 0);
        (self.only_allowed(now), met.unwrap_or(NEVER))
    }

    /// The letters, as bits of [`letter_bit`], with which the next character may begin; all where the query has been met.
    /// Few go on where no error is left to be made.
    fn goes_on(&self, met: u8, reached: Reached) -> u64 {
        let errors = usize::from(self.errors);
        if met <= self.errors || reached[errors - 1] != 0 {
            return u64::MAX;
        }
        let wanted = self.letters.iter().enumerate().filter(|(at, _)| reached[errors] >> at & 1 == 1);
        wanted.fold(0, |bits, (_, letter)| bits | letter)
    }
}

/// What a character does: the state it leads to, and with how few errors the query is met on the way.
#[derive(Clone, Copy)]
struct Step {
    to: u32,
    met: u8,
}

/// The steps of a search, each worked out once for all characters that are read alike.
struct Steps<'a> {
    nearly: &'a Nearly,
    alphabet: &'a Alphabet,
    /// The first is the start. Those from [`MOST_KEPT`] on are for the text at hand only.
    states: Vec<Reached>,
    numbers: HashMap<Reached, usize>,
    /// By state and sound.
    known: Vec<Vec<Option<Step>>>,
}

impl<'a> Steps<'a> {
    fn new(nearly: &'a Nearly, alphabet: &'a Alphabet) -> Self {
        let mut steps = Self { nearly, alphabet, states: Vec::new(), numbers: HashMap::new(), known: Vec::new() };
        steps.number_of(nearly.start());
        steps
    }

    fn take(&mut self, from: usize, sound: usize) -> Step {
        if let Some(step) = self.known.get(from).and_then(|row| row.get(sound)).copied().flatten() {
            return step;
        }
        let (reached, met) = self.nearly.speak(self.states[from], self.alphabet.example(sound), self.alphabet);
        let step = Step { to: self.number_of(reached) as u32, met };
        if let Some(row) = self.known.get_mut(from).filter(|_| (step.to as usize) < MOST_KEPT) {
            if row.is_empty() {
                row.resize(self.alphabet.sound_count(), None);
            }
            row[sound] = Some(step);
        }
        step
    }

    fn number_of(&mut self, reached: Reached) -> usize {
        if let Some(&number) = self.numbers.get(&reached) {
            return number;
        }
        let number = self.states.len();
        self.states.push(reached);
        if number < MOST_KEPT {
            self.numbers.insert(reached, number);
            self.known.push(Vec::new());
        }
        number
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
