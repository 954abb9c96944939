//! Finding a query with typing errors: edit distance to a part of a text that begins with a word or syllable. Refuses short
//! queries, for which everything is near.

use memchr::memmem;

use super::fold::Bits;

/// The longest query that is looked for with errors, letters.
const LONGEST: usize = 63;
/// Places that are looked at closely: a bound on the time a key stroke takes among very many names.
const MOST_PLACES: usize = 20_000;

/// Texts in Latin letters, one after the other, each the folded text or Chinese read aloud.
#[derive(Debug, Default)]
pub(super) struct FuzzyRows {
    letters: Vec<u8>,
    starts: Bits,
    ends: Vec<u32>,
    /// The text each row is a writing of.
    texts: Vec<u32>,
}

impl FuzzyRows {
    /// Adds a writing of a text: its words or syllables, in Latin letters and digits.
    pub(super) fn push<'a>(&mut self, text: u32, words: impl Iterator<Item = &'a str>) {
        for word in words {
            self.starts.insert(self.letters.len());
            self.letters.extend_from_slice(word.as_bytes());
        }
        self.ends.push(self.letters.len() as u32);
        self.texts.push(text);
    }

    /// Calls `found` with texts that hold the query with at most `errors` errors, and how many there are. A text may come
    /// more than once.
    ///
    /// Of a query cut into one piece more than it may have errors, one piece stands in the text without an error: only
    /// where one does are errors counted.
    pub(super) fn search(&self, query: &[u8], errors: usize, mut found: impl FnMut(u32, usize)) {
        if query.len() > LONGEST || query.len() <= errors {
            return;
        }
        let mut places_left = MOST_PLACES;
        for piece in 0..=errors {
            let [from, to] = [piece, piece + 1].map(|cut| query.len() * cut / (errors + 1));
            let mut row = 0;
            for at in memmem::find_iter(&self.letters, &query[from..to]) {
                let first = (at + 1).saturating_sub(from + errors + 1);
                for start in (first..=(at + errors).saturating_sub(from)).filter(|&start| self.starts.contains(start)) {
                    if places_left == 0 {
                        return;
                    }
                    places_left -= 1;
                    row = self.row_of(start, row);
                    let Some(&end) = self.ends.get(row) else { continue };
                    let text = &self.letters[start..end as usize];
                    if let Some(distance) = prefix_distance(query, text, errors) {
                        found(self.texts[row], distance);
                    }
                }
            }
        }
    }

    /// The row a letter is in; `near` is one before it, or a little after.
    fn row_of(&self, letter: usize, near: usize) -> usize {
        let is_before = |end: &u32| *end as usize <= letter;
        let mut from = near.saturating_sub(errors_allowed(LONGEST) + 1);
        let mut step = 1;
        while self.ends.get(from + step).is_some_and(is_before) {
            from += step;
            step *= 2;
        }
        let to = (from + step + 1).min(self.ends.len());
        from + self.ends.get(from..to).map_or(0, |ends| ends.partition_point(is_before))
    }
}

/// How many errors a query of so many letters may have.
pub(super) fn errors_allowed(letters: usize) -> usize {
    match letters {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// The least edit distance between the query and a beginning of the text, if it is at most `most` (Ukkonen's band: cells
/// farther than that from the diagonal are not worked out).
fn prefix_distance(query: &[u8], text: &[u8], most: usize) -> Option<usize> {
    let far = most + 1;
    let mut column = [far; LONGEST + 1];
    for (at, cell) in column.iter_mut().enumerate().take(most + 1) {
        *cell = at;
    }
    let mut best = column[query.len()];
    for (taken, &letter) in text.iter().enumerate().take(query.len() + most) {
        let low = taken.saturating_sub(most);
        let high = (taken + 1 + most).min(query.len());
        let mut diagonal = column[low];
        column[low] = if low == 0 { (taken + 1).min(far) } else { far };
        let mut least = column[low];
        for at in low..high {
            let above = if at + 1 > taken + most { far } else { column[at + 1] };
            let replaced = diagonal + usize::from(query[at] != letter);
            diagonal = column[at + 1];
            column[at + 1] = replaced.min(above + 1).min(column[at] + 1).min(far);
            least = least.min(column[at + 1]);
        }
        if high == query.len() {
            best = best.min(column[query.len()]);
        }
        if least > most {
            break;
        }
    }
    (best <= most).then_some(best)
}
