//! The names of all records as columns, made once and searched through in full. Refuses to rank.

use std::collections::HashSet;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use crate::domain::{Dataset, DatasetKind, Field};

use super::fold::{Bits, fold, is_han};
use super::fuzzy::{PartitionNear, Words};
use super::pinyin::Alphabet;

/// Stands between two texts; no part of any text in UTF-8.
const SEPARATOR: u8 = 0xff;
/// The most threads that look through the texts, and how many bytes are worth one.
const MOST_THREADS: usize = 4;
const BYTES_A_THREAD: usize = 400_000;
/// Rows between two looks at whether the work is still wanted.
const STRIDE: usize = 4096;

/// The kinds that can be found, in the order in which groups of equal rank stand.
const KINDS: [DatasetKind; 16] = [
    DatasetKind::Blocks,
    DatasetKind::Parks,
    DatasetKind::Projects,
    DatasetKind::Institutions,
    DatasetKind::Stations,
    DatasetKind::Buildings,
    DatasetKind::Enterprises,
    DatasetKind::Streets,
    DatasetKind::ElevatedRoads,
    DatasetKind::Waterways,
    DatasetKind::Water,
    DatasetKind::Green,
    DatasetKind::Sites,
    DatasetKind::Places,
    DatasetKind::Railways,
    DatasetKind::Other,
];

/// True for kinds of which one thing may be several records of one name: a street in pieces. They are found once.
fn comes_in_pieces(kind: DatasetKind) -> bool {
    use DatasetKind::{ElevatedRoads, Green, Railways, Streets, Water, Waterways};
    matches!(kind, Streets | ElevatedRoads | Railways | Waterways | Water | Green)
}

/// The names of all records of some datasets, ready to be searched.
#[derive(Debug, Default)]
pub struct SearchIndex {
    pub(super) datasets: Vec<Arc<Dataset>>,
    /// Dataset and row of each thing that can be found.
    pub(super) entries: Vec<(u32, u32)>,
    /// The entries of each kind, in order.
    pub(super) kinds: Vec<(DatasetKind, Range<usize>)>,
    pub(super) texts: Texts,
    pub(super) alphabet: Alphabet,
    pub(super) words: Words,
}

/// Which of a record's names a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextRole {
    Name,
    NameEn,
    /// The alias of this number.
    Alias(u8),
}

/// A run of entries, and their texts.
#[derive(Clone)]
pub(super) struct Part {
    pub entries: Range<usize>,
    pub texts: Range<usize>,
}

/// All texts, folded, one after the other.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// The entry each text names.
    pub entries: Vec<u32>,
    pub roles: Vec<TextRole>,
    /// The folded texts with a separator after each.
    pub arena: Vec<u8>,
    /// Where each text ends in the arena, its separator not counted.
    pub ends: Vec<u32>,
    /// Where words begin in the arena.
    pub word_starts: Bits,
    /// The numbers of the characters of texts in Chinese.
    pub chars: Vec<u16>,
    /// Where each text's characters end.
    pub char_ends: Vec<u32>,
}

impl Texts {
    /// Where a text lies in the arena.
    #[inline]
    pub(super) fn range(&self, text: usize) -> Range<usize> {
        let start = if text == 0 { 0 } else { self.ends[text - 1] as usize + 1 };
        start..self.ends[text] as usize
    }

    /// Looks through all texts, a part a thread, and gives what each found in the order of the texts. A key stroke is answered
    /// in half the time on two cores.
    pub(super) fn side_by_side<T: Send>(&self, look: impl Fn(Part) -> T + Sync) -> Vec<T> {
        let parts = self.parts();
        let (look, Some((own, others))) = (&look, parts.split_first()) else { return Vec::new() };
        std::thread::scope(|scope| {
            let others: Vec<_> = others.iter().map(|part| scope.spawn(|| look(part.clone()))).collect();
            let own = look(own.clone());
            std::iter::once(own).chain(others.into_iter().filter_map(|part| part.join().ok())).collect()
        })
    }

    /// Runs of entries of about equal length, as many as are worth a thread each.
    fn parts(&self) -> Vec<Part> {
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(MOST_THREADS);
        let threads = threads.min(self.arena.len() / BYTES_A_THREAD).max(1);
        let entries = self.entries.last().map_or(0, |&last| last as usize + 1);
        let cut = |part: usize| {
            let text = self.ends.partition_point(|&end| (end as usize) < self.arena.len() * part / threads);
            self.entries.get(text).map_or(entries, |&entry| entry as usize)
        };
        let text_of = |entry: usize| self.entries.partition_point(|&of| (of as usize) < entry);
        let part = |part: usize| {
            let entries = cut(part)..cut(part + 1);
            Part { texts: text_of(entries.start)..text_of(entries.end), entries }
        };
        (0..threads).map(part).collect()
    }

    /// Where the bytes of these texts are.
    pub(super) fn bytes_of(&self, texts: &Range<usize>) -> Range<usize> {
        let start = |text: usize| if text == 0 { 0 } else { self.ends.get(text - 1).map_or(0, |&end| end as usize + 1) };
        start(texts.start)..start(texts.end)
    }

    /// Where the characters of these texts are.
    fn chars_of(&self, texts: &Range<usize>) -> Range<usize> {
        let end = |text: usize| if text == 0 { 0 } else { self.char_ends.get(text - 1).map_or(0, |&end| end as usize) };
        end(texts.start)..end(texts.end)
    }

    /// Calls `with` with the text (of these) and the place of each character that a match may begin with, and goes on at the
    /// place that it returns. `starts` has, by the number of a character, what it wants of the next one and what it is for the
    /// one before, as bits: they must have one in common. The next one may be a character of another text, or none: one place
    /// too many is harmless, one too few would not be.
    #[inline]
    pub(super) fn for_each_start(&self, texts: Range<usize>, starts: &[[u64; 2]], mut with: impl FnMut(usize, usize) -> usize) {
        let chars = self.chars_of(&texts);
        let (mut text, mut at, mut wanted) = (texts.start, chars.start, 0);
        while at <= chars.end {
            let number = self.chars.get(at).map_or(usize::MAX, |&number| usize::from(number));
            let [next, own] = starts.get(number).copied().unwrap_or([0, u64::MAX]);
            let was_wanted = std::mem::replace(&mut wanted, next);
            at += 1;
            if was_wanted & own == 0 {
                continue;
            }
            let start = at - 2;
            text += self.char_ends[text..].partition_point_near(|&end| end as usize <= start);
            let go_on = with(text, start);
            if go_on > start + 1 {
                (at, wanted) = (go_on, 0);
            }
        }
    }

    /// The characters of a text in Chinese.
    #[inline]
    pub(super) fn chars(&self, text: usize) -> &[u16] {
        let start = if text == 0 { 0 } else { self.char_ends[text - 1] as usize };
        &self.chars[start..self.char_ends[text] as usize]
    }
}

impl SearchIndex {
    /// Takes in the names, English names and aliases of all records that have some. `None` when `progress` (rows done, of
    /// so many) breaks it off.
    pub fn build(datasets: &[Arc<Dataset>], progress: &(dyn Fn(u64, u64) -> ControlFlow<()> + Sync)) -> Option<Self> {
        let total = datasets.iter().map(|dataset| dataset.len() as u64).sum();
        let (mut index, mut done) = (Self { datasets: datasets.to_vec(), ..Self::default() }, 0);
        for kind in KINDS {
            let start = index.entries.len();
            for (number, dataset) in datasets.iter().enumerate().filter(|(_, dataset)| dataset.kind == kind) {
                let mut known = HashSet::new();
                for row in 0..dataset.len() {
                    if row % STRIDE == 0 && progress(done + row as u64, total).is_break() {
                        return None;
                    }
                    let Some(name) = dataset.text(row, Field::Name).or_else(|| dataset.text(row, Field::NameEn)) else {
                        continue;
                    };
                    if !comes_in_pieces(kind) || known.insert(name) {
                        index.add(dataset, number, row);
                    }
                }
                done += dataset.len() as u64;
            }
            if index.entries.len() > start {
                index.kinds.push((kind, start..index.entries.len()));
            }
        }
        Some(index)
    }

    /// The number of things that can be found.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True when nothing can be found.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// One of the names of an entry, as it is in the data.
    pub(super) fn text_of(&self, entry: usize, role: TextRole) -> Option<&str> {
        let &(dataset, row) = self.entries.get(entry)?;
        let (dataset, row) = (self.datasets.get(dataset as usize)?, row as usize);
        match role {
            TextRole::Name => dataset.text(row, Field::Name),
            TextRole::NameEn => dataset.text(row, Field::NameEn),
            TextRole::Alias(number) => aliases(dataset, row).nth(usize::from(number)),
        }
    }

    fn add(&mut self, dataset: &Dataset, number: usize, row: usize) {
        let entry = self.entries.len() as u32;
        self.entries.push((number as u32, row as u32));
        let name = dataset.text(row, Field::Name);
        if let Some(name) = name {
            self.add_text(entry, TextRole::Name, name);
        }
        if let Some(name_en) = dataset.text(row, Field::NameEn).filter(|&english| Some(english) != name) {
            self.add_text(entry, TextRole::NameEn, name_en);
        }
        for (alias, number) in aliases(dataset, row).zip(0u8..) {
            self.add_text(entry, TextRole::Alias(number), alias);
        }
    }

    fn add_text(&mut self, entry: u32, role: TextRole, text: &str) {
        let texts = &mut self.texts;
        let start = texts.arena.len();
        let is_chinese = text.chars().any(is_han);
        for folded in fold(text) {
            if folded.starts_word {
                texts.word_starts.insert(texts.arena.len());
            }
            texts.arena.extend_from_slice(folded.c.encode_utf8(&mut [0; 4]).as_bytes());
            if is_chinese {
                let number = self.alphabet.number_of(folded.c);
                texts.chars.push(number);
            }
        }
        texts.entries.push(entry);
        texts.roles.push(role);
        texts.ends.push(texts.arena.len() as u32);
        texts.char_ends.push(texts.chars.len() as u32);
        if !is_chinese {
            for word in (start..texts.arena.len()).filter(|&at| texts.word_starts.contains(at)) {
                self.words.push(word, &texts.arena[word..]);
            }
        }
        texts.arena.push(SEPARATOR);
    }
}

/// The aliases of a record.
fn aliases(dataset: &Dataset, row: usize) -> impl Iterator<Item = &str> {
    let all = dataset.text(row, Field::Alias).unwrap_or_default();
    all.split([';', '；']).map(str::trim).filter(|alias| !alias.is_empty())
}
