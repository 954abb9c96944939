//! Searching: every text once, the best match of each record, ranked and grouped by kind. Refuses to fly there.

use memchr::memmem;

use crate::domain::RecordRef;
use crate::i18n::Lang;

use super::fold::{folded, is_han};
use super::fuzzy::errors_allowed;
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
        if query.is_ascii() && best.iter().flatten().take(FEW + 1).count() <= FEW {
            self.match_with_errors(&query, &mut best);
        }
        let mut groups = Vec::new();
        for (kind, range) in &self.kinds {
            let ranked = |entry: usize| Some((self.rank(best.get(entry).copied().flatten()?), entry));
            let mut found: Vec<(u64, usize)> = range.clone().filter_map(ranked).collect();
            let total = found.len();
            if total > limit {
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
        for (text, &letters) in self.texts.letters.iter().enumerate() {
            if spelling.may_match(letters)
                && let Some(tier) = spelling.tier(self.texts.chars(text))
            {
                self.note(best, text, tier);
            }
        }
    }

    fn match_with_errors(&self, query: &str, best: &mut [Option<Match>]) {
        let errors = errors_allowed(query.len());
        if errors > 0 {
            self.fuzzy.search(query.as_bytes(), errors, |text, distance| {
                let tier = if distance <= 1 { Tier::OneError } else { Tier::TwoErrors };
                self.note(best, text as usize, tier);
            });
        }
    }

    /// Notes a match where it is better than what the entry has: a better tier, else a shorter text.
    fn note(&self, best: &mut [Option<Match>], text: usize, tier: Tier) {
        let Some(slot) = self.texts.entries.get(text).and_then(|&entry| best.get_mut(entry as usize)) else { return };
        let length = |text: usize| self.texts.range(text).len();
        let is_better = |old: &Match| (tier, length(text)) < (old.tier, length(old.text as usize));
        if slot.as_ref().is_none_or(is_better) {
            *slot = Some(Match { tier, text: text as u32 });
        }
    }

    /// The rank of a match among those of its kind, least first: tier, length of the text that matches, its first letters.
    /// What is equal in all of them stands in the order of the data.
    fn rank(&self, of: Match) -> u64 {
        let text = &self.texts.arena[self.texts.range(of.text as usize)];
        let letters = text.iter().copied().chain(std::iter::repeat(0)).take(5);
        let length = text.len().min(usize::from(u16::MAX)) as u64;
        letters.fold((of.tier as u64) << 16 | length, |rank, letter| rank << 8 | u64::from(letter))
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

/// A search near the beginning of an ascending list.
trait PartitionNear<T> {
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
