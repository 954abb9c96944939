//! Chinese read aloud: which syllables a character may be, and whether a query spells a run of characters, each in full, by
//! its initial, or as itself. Every reading of a character counts (长 is chang and zhang). Refuses tones.

use std::collections::HashMap;

use pinyin::ToPinyinMulti;

use super::Tier;
use super::fold::is_han;

/// The longest query that can be spelled, characters: positions are bits of a word.
const LONGEST: usize = 62;

/// The distinct characters of the texts, by number, with their readings.
#[derive(Debug, Default)]
pub(super) struct Alphabet {
    numbers: HashMap<char, u16>,
    chars: Vec<char>,
    readings: Vec<Vec<String>>,
}

impl Alphabet {
    /// The number of a character, given anew to a new one. Characters past the 65,535th share a number that nothing spells.
    pub(super) fn number_of(&mut self, c: char) -> u16 {
        if let Some(&number) = self.numbers.get(&c) {
            return number;
        }
        let Ok(number) = u16::try_from(self.chars.len()) else { return u16::MAX };
        if number == u16::MAX {
            return number;
        }
        self.numbers.insert(c, number);
        self.chars.push(c);
        self.readings.push(readings_of(c));
        number
    }

    /// The number of a character that is known.
    pub(super) fn known(&self, c: char) -> u16 {
        self.numbers.get(&c).copied().unwrap_or(u16::MAX)
    }

    /// The syllables a character may be, the most usual first; none for what is not Chinese.
    pub(super) fn readings(&self, number: u16) -> &[String] {
        self.readings.get(usize::from(number)).map_or(&[], Vec::as_slice)
    }

    /// The first letters a character may be typed by, as bits of [`letter_bit`].
    pub(super) fn letters(&self, number: u16) -> u64 {
        let own = self.chars.get(usize::from(number)).map_or(0, |&c| letter_bit(c));
        self.readings(number).iter().filter_map(|reading| reading.chars().next()).fold(own, |bits, c| bits | letter_bit(c))
    }
}

/// A bit for a letter or digit; all other characters share one.
pub(super) fn letter_bit(c: char) -> u64 {
    match c {
        'a'..='z' => 1 << (c as u32 - 'a' as u32),
        '0'..='9' => 1 << (26 + c as u32 - '0' as u32),
        _ => 1 << 63,
    }
}

/// The toneless readings of a character. ü is spelled v and u, as it is typed and as it is printed.
fn readings_of(c: char) -> Vec<String> {
    let mut readings: Vec<String> = Vec::new();
    if !is_han(c) {
        return readings;
    }
    for reading in c.to_pinyin_multi().into_iter().flatten() {
        for spelled in [reading.plain().replace('ü', "v"), reading.plain().replace('ü', "u")] {
            if !readings.contains(&spelled) {
                readings.push(spelled);
            }
        }
    }
    readings
}

/// One way in which a character moves a query on.
struct Move {
    /// Positions of the query, as bits, from which it can be taken.
    from: u64,
    /// How many characters of the query it takes.
    length: u32,
    /// Whether it is the whole syllable or the character itself, not an initial.
    full: bool,
}

/// A query worked out for every character of an alphabet: a text is read through with a few operations a character
/// (the positions reached so far are the bits of a word).
pub(super) struct Spelling {
    moves: Vec<Move>,
    /// Where the moves of each character end.
    ends: Vec<u32>,
    /// Positions from which the rest of the query is the beginning of the character's syllable.
    partial: Vec<u64>,
    goal: u64,
    /// A text must have this letter among its own.
    first_letter: u64,
}

impl Spelling {
    /// Works out a folded query; `None` when it is empty or too long to be spelled.
    pub(super) fn new(alphabet: &Alphabet, query: &str) -> Option<Self> {
        let query: Vec<char> = query.chars().collect();
        let &first = query.first()?;
        if query.len() > LONGEST {
            return None;
        }
        let (mut moves, mut ends, mut partial) = (Vec::new(), Vec::new(), Vec::new());
        for (&c, readings) in alphabet.chars.iter().zip(&alphabet.readings) {
            let mut add = |text: &[char], full| {
                let from = places_of(&query, text);
                if from != 0 {
                    moves.push(Move { from, length: text.len() as u32, full });
                }
            };
            add(&[c], true);
            let mut cut_off = 0;
            for reading in readings {
                let letters: Vec<char> = reading.chars().collect();
                add(&letters, true);
                add(&letters[..1], false);
                if letters.len() > 2 && letters[1] == 'h' {
                    add(&letters[..2], false);
                }
                cut_off |= (0..query.len())
                    .filter(|&at| query.len() - at < letters.len() && letters.starts_with(&query[at..]))
                    .fold(0, |bits, at| bits | 1 << at);
            }
            ends.push(moves.len() as u32);
            partial.push(cut_off);
        }
        Some(Self { moves, ends, partial, goal: 1 << query.len(), first_letter: letter_bit(first) })
    }

    /// True when a text with these letters (see [`Alphabet::letters`]) may match at all.
    pub(super) fn may_match(&self, letters: u64) -> bool {
        letters & self.first_letter != 0
    }

    /// How well the query spells a text, given by the numbers of its characters.
    pub(super) fn tier(&self, text: &[u16]) -> Option<Tier> {
        let mut best: Option<Tier> = None;
        let mut note = |tier| best = Some(best.map_or(tier, |best: Tier| best.min(tier)));
        let (mut full, mut mixed) = (1, 1);
        for (at, &number) in text.iter().enumerate() {
            let is_last = at + 1 == text.len();
            let (ends_full, ends_mixed) = self.step(number, &mut full, &mut mixed);
            if full & self.goal != 0 && is_last {
                note(Tier::SpokenExact);
            } else if ends_full {
                note(Tier::SpokenPrefix);
            } else if mixed & self.goal != 0 && is_last {
                note(Tier::InitialsExact);
            } else if ends_mixed {
                note(Tier::InitialsPrefix);
            }
            if mixed == 0 {
                break;
            }
        }
        if best.is_some_and(|best| best < Tier::SpokenInside) {
            return best;
        }
        let mut note = |tier| best = Some(best.map_or(tier, |best: Tier| best.min(tier)));
        (full, mixed) = (0, 0);
        for &number in text {
            full |= 1;
            mixed |= 1;
            match self.step(number, &mut full, &mut mixed) {
                (true, _) => return Some(Tier::SpokenInside),
                (_, true) => note(Tier::InitialsInside),
                _ => {}
            }
        }
        best
    }

    /// The characters the query spells: the range in `text` that begins first, of those the shortest.
    pub(super) fn span(&self, text: &[u16]) -> Option<std::ops::Range<usize>> {
        (0..text.len()).find_map(|start| {
            let (mut full, mut mixed) = (1, 1);
            for (at, &number) in text.iter().enumerate().skip(start) {
                if self.step(number, &mut full, &mut mixed).1 {
                    return Some(start..at + 1);
                }
                if mixed == 0 {
                    return None;
                }
            }
            None
        })
    }

    /// Takes one character: moves both sets of positions on and tells whether the query ends with it, spelled in full, and
    /// with initials.
    fn step(&self, number: u16, full: &mut u64, mixed: &mut u64) -> (bool, bool) {
        let number = usize::from(number);
        let Some(&end) = self.ends.get(number) else {
            (*full, *mixed) = (0, 0);
            return (false, false);
        };
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        let partial = self.partial[number];
        let (cut_full, cut_mixed) = (*full & partial != 0, *mixed & partial != 0);
        let (mut next_full, mut next_mixed) = (0, 0);
        for step in &self.moves[start as usize..end as usize] {
            next_mixed |= (*mixed & step.from) << step.length;
            if step.full {
                next_full |= (*full & step.from) << step.length;
            }
        }
        (*full, *mixed) = (next_full, next_mixed);
        (cut_full || next_full & self.goal != 0, cut_mixed || next_mixed & self.goal != 0)
    }
}

/// The positions of the query at which a text stands, as bits.
fn places_of(query: &[char], text: &[char]) -> u64 {
    (0..query.len()).filter(|&at| query[at..].starts_with(text)).fold(0, |bits, at| bits | 1 << at)
}
