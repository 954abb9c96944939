//! Searching: every text once, the best match of each record, ranked and grouped by kind. Refuses to fly there.

use memchr::memmem;

use crate::domain::RecordRef;
use crate::i18n::Lang;

use super::best::{Best, Match};
use super::fold::{folded, is_han};
use super::fuzzy::{Nearly, PartitionNear};
use super::index::{Part, TextRole};
use super::matched::matched_ranges;
use super::pinyin::Spelling;
use super::{Group, Hit, SearchIndex, Tier};

/// Typing errors are looked for when no more than so many things match without.
const FEW: usize = 5;

impl SearchIndex {
    /// What a text may mean, by kind, the kind with the best hit first; at most `limit` hits of each.
    pub fn search(&self, text: &str, lang: Lang, limit: usize) -> Vec<Group> {
        self.search_in_steps(text, lang, limit, &mut |_| {})
    }

    /// The same; where something is found before typing errors are looked for, `first` gets that at once.
    pub fn search_in_steps(&self, text: &str, lang: Lang, limit: usize, first: &mut dyn FnMut(Vec<Group>)) -> Vec<Group> {
        let query = folded(text);
        if query.is_empty() || limit == 0 {
            return Vec::new();
        }
        let spelling = if query.chars().all(is_han) { None } else { Spelling::new(&self.alphabet, &query) };
        let mut best = Best::joined(self.texts.side_by_side(|part| {
            let mut best = Best::none(part.entries.clone());
            self.match_as_text(&query, &part, &mut best);
            if let Some(spelling) = &spelling {
                self.match_spoken(spelling, &part, &mut best);
            }
            best
        }));
        let groups = |best: &Best| self.groups(best, &query, lang, limit, spelling.as_ref());
        if !best.are_more_than(FEW) {
            if best.are_more_than(0) {
                first(groups(&best));
            }
            self.match_with_errors(&query, &mut best);
        }
        groups(&best)
    }

    fn groups(&self, best: &Best, query: &str, lang: Lang, limit: usize, spelling: Option<&Spelling>) -> Vec<Group> {
        let mut groups = Vec::new();
        for (kind, range) in &self.kinds {
            let (top, total) = best.top(range, limit, &self.texts);
            let Some(&(_, first)) = top.first() else { continue };
            let hits = top.iter().filter_map(|&(entry, found)| self.hit(entry, found, query, lang, spelling));
            groups.push((first.tier, Group { kind: *kind, hits: hits.collect(), total }));
        }
        // Stable: kinds of equal rank keep their order.
        groups.sort_by_key(|(tier, _)| *tier);
        groups.into_iter().map(|(_, group)| group).collect()
    }

    fn match_as_text(&self, query: &str, part: &Part, best: &mut Best) {
        let texts = &self.texts;
        let (mut text, mut inside) = (part.texts.start, usize::MAX);
        let bytes = texts.bytes_of(&part.texts);
        let start = bytes.start;
        for at in memmem::find_iter(texts.arena.get(bytes).unwrap_or_default(), query.as_bytes()).map(|at| start + at) {
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
            best.note(texts, text, tier);
        }
    }

    fn match_spoken(&self, spelling: &Spelling, part: &Part, best: &mut Best) {
        let texts = &self.texts;
        let starts = spelling.starts(self.alphabet.letters());
        texts.for_each_start(part.texts.clone(), &starts, |text, at| {
            let Some(&end) = texts.char_ends.get(text) else { return at + 1 };
            let chars = texts.chars(text);
            if let Some(tier) = spelling.tier(chars, at + chars.len() - end as usize) {
                best.note(texts, text, tier);
            }
            end as usize
        });
    }

    fn match_with_errors(&self, query: &str, best: &mut Best) {
        let Some(nearly) = Nearly::new(query) else { return };
        for (text, errors) in nearly.search(&self.texts, &self.words, &self.alphabet) {
            best.note(&self.texts, text as usize, if errors <= 1 { Tier::OneError } else { Tier::TwoErrors });
        }
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
