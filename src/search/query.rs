//! Searching: every text once, the best match of each record, ranked and grouped by kind. Refuses to fly there.

use memchr::memmem;

use crate::domain::RecordRef;
use crate::i18n::Lang;

use super::fold::{folded, is_han};
use super::fuzzy::{Nearly, PartitionNear};
use super::index::TextRole;
use super::matched::matched_ranges;
use super::pinyin::Spelling;
use super::{Group, Hit, SearchIndex, Tier};

/// Typing errors are looked for when no more than so many things match without.
const FEW: usize = 5;

/// The best match of an entry.
#[derive(Clone, Copy)]
struct Match {
    tier: Tier,
    text: u32,
    /// Of the text, bytes, at most 65,535.
    length: u16,
}

impl Match {
    /// Tier and length, least first.
    fn rate(self) -> u64 {
        (self.tier as u64) << 16 | u64::from(self.length)
    }
}

impl SearchIndex {
    /// What a text may mean, by kind, the kind with the best hit first; at most `limit` hits of each.
    pub fn search(&self, text: &str, lang: Lang, limit: usize) -> Vec<Group> {
        let query = folded(text);
        if query.is_empty() || limit == 0 {
            return Vec::new();
        }
        let mut best: Vec<Option<Match>> = vec![None; self.entries.len()];
        let spelling = if query.chars().all(is_han) { None } else { Spelling::new(&self.alphabet, &query) };
        self.match_as_text(&query, &mut best);
        if let Some(spelling) = &spelling {
            self.match_spoken(spelling, &mut best);
        }
        if best.iter().flatten().take(FEW + 1).count() <= FEW {
            self.match_with_errors(&query, &mut best);
        }
        let mut groups = Vec::new();
        for (kind, range) in &self.kinds {
            // Of very many the letters are looked at only where tier and length do not decide.
            let rated = |entry: usize| Some((best.get(entry).copied().flatten()?.rate(), entry));
            let rates: Vec<(u64, usize)> = range.clone().filter_map(rated).collect();
            let total = rates.len();
            let worst = if total > limit {
                let mut all: Vec<u64> = rates.iter().map(|&(rate, _)| rate).collect();
                *all.select_nth_unstable(limit - 1).1
            } else {
                u64::MAX
            };
            let ranked = |&(_, entry): &(u64, usize)| Some((self.rank(best.get(entry).copied().flatten()?), entry));
            let mut found: Vec<(u64, usize)> = rates.iter().filter(|(rate, _)| *rate <= worst).filter_map(ranked).collect();
            if found.len() > limit {
                found.select_nth_unstable(limit - 1);
                found.truncate(limit);
            }
            found.sort_unstable();
            let Some(first) = found.first().and_then(|&(_, entry)| best[entry]) else { continue };
            let hits = found.iter().filter_map(|&(_, entry)| self.hit(entry, best[entry]?, &query, lang, spelling.as_ref()));
            groups.push((first.tier, Group { kind: *kind, hits: hits.collect(), total }));
        }
        // Stable: kinds of equal rank keep their order.
        groups.sort_by_key(|(tier, _)| *tier);
        groups.into_iter().map(|(_, group)| group).collect()
    }

    fn match_as_text(&self, query: &str, best: &mut [Option<Match>]) {
        let texts = &self.texts;
        let (mut text, mut inside) = (0, usize::MAX);
        for at in memmem::find_iter(&texts.arena, query.as_bytes()) {
            text += texts.ends[text..].partition_point_near(|&end| (end as usize) < at);
            let range = texts.range(text);
            let tier = match (at == range.start, at + query.len() == range.end) {
                (true, true) => Tier::Exact,
                (true, false) => Tier::Prefix,
                _ if texts.word_starts.contains(at) => Tier::WordStart,
                // One such place in a text is enough.
                _ if inside == text => continue,
                _ => Tier::Inside,
            };
            inside = if tier == Tier::Inside { text } else { inside };
            self.note(best, text, tier);
        }
    }

    fn match_spoken(&self, spelling: &Spelling, best: &mut [Option<Match>]) {
        let found = self.texts.side_by_side(|texts| {
            let mut found = Vec::new();
            self.texts.for_each_start(texts, spelling.goes_on(), self.alphabet.letters(), |text, at| {
                let Some(&end) = self.texts.char_ends.get(text) else { return at + 1 };
                found.extend(spelling.tier(self.texts.chars(text)).map(|tier| (text as u32, tier)));
                end as usize
            });
            found
        });
        found.into_iter().flatten().for_each(|(text, tier)| self.note(best, text as usize, tier));
    }

    fn match_with_errors(&self, query: &str, best: &mut [Option<Match>]) {
        let Some(nearly) = Nearly::new(query) else { return };
        nearly.search(&self.texts, &self.words, &self.alphabet, |text, errors| {
            self.note(best, text, if errors <= 1 { Tier::OneError } else { Tier::TwoErrors });
        });
    }

    /// Notes a match where it is better than what the entry has: a better tier, else a shorter text.
    fn note(&self, best: &mut [Option<Match>], text: usize, tier: Tier) {
        let Some(slot) = self.texts.entries.get(text).and_then(|&entry| best.get_mut(entry as usize)) else { return };
        let length = self.texts.range(text).len().min(usize::from(u16::MAX)) as u16;
        let new = Match { tier, text: text as u32, length };
        if slot.is_none_or(|old| new.rate() < old.rate()) {
            *slot = Some(new);
        }
    }

    /// The rank of a match among those of its kind, least first: tier, length of the text that matches, its first letters.
    /// What is equal in all of them stands in the order of the data.
    fn rank(&self, of: Match) -> u64 {
        let text = &self.texts.arena[self.texts.range(of.text as usize)];
        let letters = text.iter().copied().chain(std::iter::repeat(0)).take(5);
        letters.fold(of.rate(), |rank, letter| rank << 8 | u64::from(letter))
    }

    fn hit(&self, entry: usize, of: Match, query: &str, lang: Lang, spelling: Option<&Spelling>) -> Option<Hit> {
        let &(dataset, row) = self.entries.get(entry)?;
        let record = RecordRef { set: self.datasets.get(dataset as usize)?.set_key(), row };
        let name = |role| self.text_of(entry, role);
        let (own, other) = match lang {
            Lang::Zh => (TextRole::Name, TextRole::NameEn),
            Lang::En => (TextRole::NameEn, TextRole::Name),
        };
        let shown = name(own).or_else(|| name(other))?;
        let role = *self.texts.roles.get(of.text as usize)?;
        let other_name = if matches!(role, TextRole::Alias(_)) { name(role) } else { name(other) };
        Some(Hit {
            record,
            name: shown.to_owned(),
            matched: matched_ranges(shown, query, &self.alphabet, spelling),
            other_name: other_name.filter(|&other| other != shown).unwrap_or_default().to_owned(),
        })
    }
}
