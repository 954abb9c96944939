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
    /// The first letters each character may be typed by, as bits of [`letter_bit`].
    letters: Vec<u64>,
    /// The readings of each character, as numbers of syllables.
    readings: Vec<Vec<u16>>,
    /// The sound of each character: characters that are read alike have the same.
    sounds: Vec<u16>,
    /// A character of each sound.
    examples: Vec<u16>,
    sound_numbers: HashMap<(Vec<u16>, Option<char>), u16>,
    syllables: Vec<String>,
    syllable_numbers: HashMap<String, u16>,
}

impl Alphabet {
    /// The number of a character, given anew to a new one. Characters past the 65,535th share a number that nothing spells.
    pub(super) fn number_of(&mut self, c: char) -> u16 {
        if let Some(&number) = self.numbers.get(&c) {
            return number;
        }
        let number = u16::try_from(self.chars.len()).unwrap_or(u16::MAX);
        if number == u16::MAX {
            return number;
        }
        let readings: Vec<u16> = readings_of(c).into_iter().map(|reading| self.syllable(reading)).collect();
        self.numbers.insert(c, number);
        self.chars.push(c);
        self.readings.push(readings);
        let firsts = self.readings(number).filter_map(|reading| reading.chars().next());
        let letters = firsts.fold(letter_bit(c), |bits, c| bits | letter_bit(c));
        self.letters.push(letters);
        // What is not read stands for itself.
        let readings = self.readings[usize::from(number)].clone();
        let itself = Some(c).filter(|_| readings.is_empty());
        let next = self.examples.len() as u16;
        let sound = *self.sound_numbers.entry((readings, itself)).or_insert(next);
        if sound == next {
            self.examples.push(number);
        }
        self.sounds.push(sound);
        number
    }

    /// By number: the sound of each character.
    pub(super) fn sounds(&self) -> &[u16] {
        &self.sounds
    }

    /// How many sounds there are; their numbers are less.
    pub(super) fn sound_count(&self) -> usize {
        self.examples.len()
    }

    /// A character of a sound.
    pub(super) fn example(&self, sound: usize) -> u16 {
        self.examples.get(sound).copied().unwrap_or(u16::MAX)
    }

    /// The character of a number.
    pub(super) fn char_of(&self, number: u16) -> Option<char> {
        self.chars.get(usize::from(number)).copied()
    }

    /// The number of a character that is known.
    pub(super) fn known(&self, c: char) -> u16 {
        self.numbers.get(&c).copied().unwrap_or(u16::MAX)
    }

    /// The syllables a character may be, the most usual first; none for what is not Chinese.
    pub(super) fn readings(&self, number: u16) -> impl Iterator<Item = &str> {
        self.syllables_of(number).iter().filter_map(|&syllable| self.syllables.get(usize::from(syllable)).map(String::as_str))
    }

    /// The same, as numbers of syllables.
    pub(super) fn syllables_of(&self, number: u16) -> &[u16] {
        self.readings.get(usize::from(number)).map_or(&[], Vec::as_slice)
    }

    /// All syllables, by number.
    pub(super) fn syllables(&self) -> &[String] {
        &self.syllables
    }

    /// By number: the first letters each character may be typed by, as bits of [`letter_bit`].
    pub(super) fn letters(&self) -> &[u64] {
        &self.letters
    }

    /// The number of a syllable. There are some four hundred.
    fn syllable(&mut self, syllable: String) -> u16 {
        let next = self.syllables.len() as u16;
        let number = *self.syllable_numbers.entry(syllable.clone()).or_insert(next);
        if number == next {
            self.syllables.push(syllable);
        }
        number
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
#[derive(Clone, Copy)]
struct Move {
    /// Positions of the query, as bits, from which it can be taken.
    from: u64,
    /// How many characters of the query it takes.
    length: u32,
    /// Whether it is the whole syllable or the character itself, not an initial.
    full: bool,
}

/// What a character can do for a query: some of the moves.
#[derive(Clone, Copy)]
struct Part {
    start: u32,
    end: u32,
    /// Positions from which the rest of the query is the beginning of the character's syllable.
    partial: u64,
}

/// A query worked out for every character of an alphabet: a text is read through with a few operations a character
/// (the positions reached so far are the bits of a word).
pub(super) struct Spelling {
    moves: Vec<Move>,
    /// By the number of the character.
    parts: Vec<Part>,
    /// By the number of the character: whether the query may begin with it. Most do not, and are passed over at once.
    begins: Vec<bool>,
    /// By the number of the character: the letters, as bits of [`letter_bit`], with which the next one may begin where the
    /// query begins with it; all where it may end with it, too.
    goes_on: Vec<u64>,
    goal: u64,
}

impl Spelling {
    /// Works out a folded query; `None` when it is empty or too long to be spelled.
    pub(super) fn new(alphabet: &Alphabet, query: &str) -> Option<Self> {
        let query: Vec<char> = query.chars().collect();
        if query.is_empty() || query.len() > LONGEST {
            return None;
        }
        let syllables: Vec<_> = alphabet.syllables.iter().map(|syllable| Syllable::new(&query, syllable)).collect();
        let (mut moves, mut parts) = (Vec::new(), Vec::with_capacity(alphabet.chars.len()));
        for (&c, readings) in alphabet.chars.iter().zip(&alphabet.readings) {
            let start = moves.len() as u32;
            let known = readings.iter().filter_map(|&syllable| syllables.get(usize::from(syllable)));
            let itself = Move { from: places_of(&query, &[c]), length: 1, full: true };
            let all = std::iter::once(itself).chain(known.clone().flat_map(|syllable| syllable.moves));
            moves.extend(all.filter(|step| step.from != 0));
            let partial = known.fold(0, |bits, syllable| bits | syllable.partial);
            parts.push(Part { start, end: moves.len() as u32, partial });
        }
        let after_first = |part: &Part| {
            let firsts = moves[part.start as usize..part.end as usize].iter().filter(|step: &&Move| step.from & 1 == 1);
            firsts.fold(0, |bits, step| bits | 1u64 << step.length)
        };
        let goal = 1 << query.len();
        let goes_on = |part: &Part| match after_first(part) {
            reached if reached & goal != 0 || part.partial & 1 == 1 => u64::MAX,
            reached => (0..query.len()).filter(|at| reached >> at & 1 == 1).fold(0, |bits, at| bits | letter_bit(query[at])),
        };
        let begins = parts.iter().map(|part| part.partial & 1 == 1 || after_first(part) != 0).collect();
        let goes_on = parts.iter().map(goes_on).collect();
        Some(Self { moves, parts, begins, goes_on, goal })
    }

    /// By the number of a character, for `Texts::for_each_start`: the letters with which the next one may begin where the query
    /// begins with it, and those with which it begins itself.
    pub(super) fn starts(&self, letters: &[u64]) -> Vec<[u64; 2]> {
        self.goes_on.iter().zip(letters).map(|(&next, &own)| [next, own]).collect()
    }

    /// How well the query spells a text, given by the numbers of its characters; it begins with none before `first`.
    pub(super) fn tier(&self, text: &[u16], first: usize) -> Option<Tier> {
        let mut best: Option<Tier> = None;
        let mut note = |tier| best = Some(best.map_or(tier, |best: Tier| best.min(tier)));
        let begins = first == 0 && text.first().is_some_and(|&number| self.may_begin(number));
        let (mut full, mut mixed) = (1, 1);
        for (at, &number) in text.iter().enumerate().take_while(|_| begins) {
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
        for &number in text.get(first..).unwrap_or_default() {
            if mixed == 0 && !self.may_begin(number) {
                continue;
            }
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

    #[inline]
    fn may_begin(&self, number: u16) -> bool {
        self.begins.get(usize::from(number)).copied().unwrap_or(false)
    }

    /// Takes one character: moves both sets of positions on and tells whether the query ends with it, spelled in full, and
    /// with initials.
    #[inline]
    fn step(&self, number: u16, full: &mut u64, mixed: &mut u64) -> (bool, bool) {
        let Some(&Part { start, end, partial }) = self.parts.get(usize::from(number)) else {
            (*full, *mixed) = (0, 0);
            return (false, false);
        };
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

/// A syllable in a query: in full, by its initial, by its initial of two letters (zh, ch, sh), cut short at the end.
struct Syllable {
    moves: [Move; 3],
    partial: u64,
}

impl Syllable {
    fn new(query: &[char], syllable: &str) -> Self {
        let letters: Vec<char> = syllable.chars().collect();
        let step = |length: usize, full| {
            let from = letters.get(..length).map_or(0, |letters| places_of(query, letters));
            Move { from, length: length as u32, full }
        };
        let two_letters = letters.len() > 2 && letters[1] == 'h';
        let is_cut = |&at: &usize| query.len() - at < letters.len() && letters.starts_with(&query[at..]);
        Self {
            moves: [step(letters.len(), true), step(1, false), step(if two_letters { 2 } else { 1 }, false)],
            partial: (0..query.len()).filter(is_cut).fold(0, |bits, at| bits | 1 << at),
        }
    }
}

/// The positions of the query at which a text stands, as bits.
fn places_of(query: &[char], text: &[char]) -> u64 {
    (0..query.len()).filter(|&at| query[at..].starts_with(text)).fold(0, |bits, at| bits | 1 << at)
}
