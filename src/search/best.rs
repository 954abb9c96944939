//! The best match of each entry, and the best entries of a kind without sorting all. Refuses to look for matches.

use std::ops::Range;

use super::Tier;
use super::index::Texts;

/// Texts of this length and longer are looked at closely where the length decides.
const LENGTHS: usize = 256;

/// The best match of an entry.
#[derive(Clone, Copy)]
pub(super) struct Match {
    pub tier: Tier,
    pub text: u32,
    /// Of the text, bytes, at most 65,535.
    length: u16,
}

impl Match {
    /// Tier and length, least first.
    fn rate(self) -> u64 {
        (self.tier as u64) << 16 | u64::from(self.length)
    }

    /// Where the match is counted: never less for a greater rate.
    fn bucket(self) -> usize {
        self.tier as usize * LENGTHS + usize::from(self.length).min(LENGTHS - 1)
    }

    /// The rank of a match among those of its kind, least first: tier, length of the text that matches, its first letters.
    /// What is equal in all of them stands in the order of the data.
    fn rank(self, texts: &Texts) -> u64 {
        let text = texts.arena.get(texts.range(self.text as usize)).unwrap_or_default();
        let letters = text.iter().copied().chain(std::iter::repeat(0)).take(5);
        letters.fold(self.rate(), |rank, letter| rank << 8 | u64::from(letter))
    }
}

/// The best matches of a run of entries.
pub(super) struct Best {
    /// The number of the first entry.
    first: usize,
    of: Vec<Option<Match>>,
}

impl Best {
    /// None yet for any of these entries.
    pub(super) fn none(entries: Range<usize>) -> Self {
        Self { first: entries.start, of: vec![None; entries.len()] }
    }

    /// Puts runs that follow one another together.
    pub(super) fn joined(runs: Vec<Self>) -> Self {
        let mut runs = runs.into_iter();
        let mut all = runs.next().unwrap_or_else(|| Self::none(0..0));
        runs.for_each(|run| all.of.extend(run.of));
        all
    }

    /// Notes a match where it is better than what the entry has: a better tier, else a shorter text.
    #[inline]
    pub(super) fn note(&mut self, texts: &Texts, text: usize, tier: Tier) {
        let Some(&entry) = texts.entries.get(text) else { return };
        let Some(slot) = self.of.get_mut((entry as usize).wrapping_sub(self.first)) else { return };
        let length = texts.range(text).len().min(usize::from(u16::MAX)) as u16;
        let new = Match { tier, text: text as u32, length };
        if slot.is_none_or(|old| new.rate() < old.rate()) {
            *slot = Some(new);
        }
    }

    /// True when more than so many entries match.
    pub(super) fn are_more_than(&self, few: usize) -> bool {
        self.of.iter().flatten().take(few + 1).count() > few
    }

    /// The best of some entries, best first, at most `limit`, and how many match in all.
    pub(super) fn top(&self, entries: &Range<usize>, limit: usize, texts: &Texts) -> (Vec<(usize, Match)>, usize) {
        let of = || (entries.clone()).filter_map(|entry| Some((entry, self.of.get(entry - self.first).copied().flatten()?)));
        let mut counts = [0; (Tier::TwoErrors as usize + 1) * LENGTHS];
        for (_, found) in of() {
            counts[found.bucket()] += 1;
        }
        // Of very many, the letters are looked at only where tier and length do not decide.
        let (mut total, mut last) = (0, 0);
        for (bucket, &count) in counts.iter().enumerate() {
            if count > 0 && total < limit {
                last = bucket;
            }
            total += count;
        }
        let within = of().filter(|(_, found)| found.bucket() <= last);
        let mut ranked: Vec<(u64, usize, Match)> = within.map(|(entry, found)| (found.rank(texts), entry, found)).collect();
        if ranked.len() > limit {
            ranked.select_nth_unstable_by_key(limit, |&(rank, entry, _)| (rank, entry));
            ranked.truncate(limit);
        }
        ranked.sort_unstable_by_key(|&(rank, entry, _)| (rank, entry));
        (ranked.into_iter().map(|(_, entry, found)| (entry, found)).collect(), total)
    }
}
