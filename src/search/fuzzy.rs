//! Finding a query with typing errors: edit distance to a part of a text that begins with a word or syllable. Refuses short
//! queries, for which everything is near.

use super::fold::Bits;

/// The longest query that is looked for with errors, letters: positions are bits of a word.
const LONGEST: usize = 63;

/// Texts in Latin letters, one after the other, each the folded text or Chinese read aloud.
#[derive(Debug, Default)]
pub(super) struct FuzzyRows {
    letters: Vec<u8>,
    starts: Bits,
    ends: Vec<u32>,
    /// The text each row is a writing of.
    pub texts: Vec<u32>,
    /// The pairs of letters in each row, hashed to bits.
    pairs: Vec<u128>,
}

impl FuzzyRows {
    /// Adds a writing of a text: its words or syllables, in Latin letters and digits.
    pub(super) fn push<'a>(&mut self, text: u32, words: impl Iterator<Item = &'a str>) {
        let start = self.letters.len();
        for word in words {
            self.starts.insert(self.letters.len());
            self.letters.extend_from_slice(word.as_bytes());
        }
        self.ends.push(self.letters.len() as u32);
        self.texts.push(text);
        self.pairs.push(pairs_of(&self.letters[start..]));
    }

    /// Calls `found` with each text that holds the query with at most `errors` errors, and how many there are. A text may
    /// come more than once.
    pub(super) fn search(&self, query: &[u8], errors: u32, mut found: impl FnMut(u32, u32)) {
        if query.is_empty() || query.len() > LONGEST {
            return;
        }
        let wanted = pairs_of(query);
        // Each error spoils at most two pairs of neighbouring letters.
        let least_pairs = wanted.count_ones().saturating_sub(2 * errors);
        let near = Near::new(query);
        let mut start = 0;
        for ((&end, &text), &pairs) in self.ends.iter().zip(&self.texts).zip(&self.pairs) {
            let row = start as usize..end as usize;
            start = end;
            if (pairs & wanted).count_ones() < least_pairs || !near.is_within(&self.letters[row.clone()], errors) {
                continue;
            }
            let places = row.clone().filter(|&at| self.starts.contains(at));
            let best = places.map(|at| prefix_distance(query, &self.letters[at..row.end])).min();
            if let Some(distance) = best.filter(|&distance| distance <= errors) {
                found(text, distance);
            }
        }
    }
}

/// How many errors a query of so many letters may have.
pub(super) fn errors_allowed(letters: usize) -> u32 {
    match letters {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

fn pairs_of(text: &[u8]) -> u128 {
    text.windows(2).fold(0, |bits, pair| {
        let hash = (u32::from(pair[0]) * 257 + u32::from(pair[1])).wrapping_mul(0x9e37_79b1);
        bits | 1 << (hash >> 25)
    })
}

/// Myers' bit-parallel search for a pattern anywhere in a text (G. Myers, JACM 46(3), 1999).
struct Near {
    places: [u64; 256],
    length: u32,
}

impl Near {
    fn new(query: &[u8]) -> Self {
        let mut places = [0; 256];
        for (at, &letter) in query.iter().enumerate() {
            places[usize::from(letter)] |= 1 << at;
        }
        Self { places, length: query.len() as u32 }
    }

    fn is_within(&self, text: &[u8], errors: u32) -> bool {
        let top = 1u64 << (self.length - 1);
        let (mut plus, mut minus, mut distance) = (u64::MAX, 0u64, self.length);
        for &letter in text {
            let equal = self.places[usize::from(letter)];
            let vertical = equal | minus;
            let horizontal = ((equal & plus).wrapping_add(plus) ^ plus) | equal;
            let up = minus | !(horizontal | plus);
            let down = plus & horizontal;
            if up & top != 0 {
                distance += 1;
            } else if down & top != 0 {
                distance -= 1;
                if distance <= errors {
                    return true;
                }
            }
            let up = up << 1;
            plus = (down << 1) | !(vertical | up);
            minus = up & vertical;
        }
        self.length <= errors
    }
}

/// The least edit distance between the query and a beginning of the text.
fn prefix_distance(query: &[u8], text: &[u8]) -> u32 {
    let mut column: Vec<u32> = (0..=query.len() as u32).collect();
    let mut best = query.len() as u32;
    // No beginning longer than twice the query is nearer than its first letters.
    for &letter in text.iter().take(2 * query.len()) {
        let mut diagonal = column[0];
        column[0] += 1;
        for (at, &wanted) in query.iter().enumerate() {
            let replaced = diagonal + u32::from(wanted != letter);
            diagonal = column[at + 1];
            column[at + 1] = replaced.min(diagonal + 1).min(column[at] + 1);
        }
        best = best.min(column[query.len()]);
    }
    best
}
