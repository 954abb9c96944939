//! A line rewritten so that a criterion changes and all others stay. Refuses to lose what was typed: what was not understood stays
//! in the line, and what no line can say is put beside it.

use crate::i18n::Lang;

use super::criteria::{Aspect, Criterion, Query, Want};
use super::market::Market;
use super::parse::parse;
use super::say::words_of;

/// What is wanted, as it was said: a line, and criteria that stand beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// The line.
    pub text: String,
    /// Criteria that no line can say.
    pub beside: Vec<Criterion>,
}

/// How a line is read, and in which language words are added to it.
#[derive(Clone, Copy)]
pub struct Hand<'a> {
    /// What names and days mean.
    pub market: &'a Market,
    /// Gross area a head where the line says nothing, m².
    pub m2_each: [f64; 2],
    /// The language of what is added.
    pub lang: Lang,
}

impl Hand<'_> {
    /// A criterion (of the line first, then of those beside it) becomes another; none takes it away.
    pub fn replace(&self, said: &Said, at: usize, to: Option<Criterion>) -> Said {
        let before = self.read(&said.text);
        if let Some(beside) = at.checked_sub(before.criteria.len()) {
            let mut said = said.clone();
            match to {
                Some(to) if beside < said.beside.len() => said.beside[beside] = bare(to),
                None if beside < said.beside.len() => drop(said.beside.remove(beside)),
                _ => {}
            }
            return said;
        }
        let mut wanted = before.criteria.clone();
        let words = to.as_ref().map_or(Some(String::new()), |to| words_of(to, self.m2_each, self.lang));
        match to.clone() {
            Some(to) => wanted[at] = to,
            None => drop(wanted.remove(at)),
        }
        let in_place = words.as_ref().map(|words| with_piece(&before, at, words));
        if let Some(text) = in_place.filter(|text| self.means(text, &wanted)).or_else(|| self.anew(&before, &wanted)) {
            return Said { text, ..said.clone() };
        }
        // It cannot be said: the line goes without it.
        let mut others = before.criteria.clone();
        others.remove(at);
        let without = with_piece(&before, at, "");
        let text = Some(without.clone()).filter(|text| self.means(text, &others)).or_else(|| self.anew(&before, &others));
        let beside = said.beside.iter().cloned().chain(to.map(bare)).collect();
        Said { text: text.unwrap_or(without), beside }
    }

    /// One criterion more, at the end of the line.
    pub fn add(&self, said: &Said, criterion: Criterion) -> Said {
        let before = self.read(&said.text);
        let mut wanted = before.criteria.clone();
        wanted.push(criterion.clone());
        let words = words_of(&criterion, self.m2_each, self.lang);
        let after = words.map(|words| joined(&said.text, &words, self.separator(&said.text)));
        if let Some(text) = after.filter(|text| self.means(text, &wanted)).or_else(|| self.anew(&before, &wanted)) {
            return Said { text, ..said.clone() };
        }
        Said { text: said.text.clone(), beside: said.beside.iter().cloned().chain([bare(criterion)]).collect() }
    }

    fn read(&self, text: &str) -> Query {
        parse(text, self.market, self.m2_each)
    }

    /// Whether a line means these criteria and no others.
    fn means(&self, text: &str, wanted: &[Criterion]) -> bool {
        let has_area = wanted.iter().any(|c| c.must && c.aspect == Aspect::Area);
        let read = self.read(text);
        read.criteria.len() == wanted.len()
            && read.criteria.iter().zip(wanted).all(|(read, wanted)| {
                // With an area that is a must, people are a wish.
                let must = wanted.must && !(has_area && wanted.aspect == Aspect::People);
                read.aspect == wanted.aspect
                    && (read.must, read.except) == (must, wanted.except)
                    && is_same(&read.want, &wanted.want)
            })
    }

    /// All of it written anew, what was not understood last; `None` where that does not mean the same.
    fn anew(&self, before: &Query, wanted: &[Criterion]) -> Option<String> {
        let words: Option<Vec<String>> = wanted.iter().map(|criterion| words_of(criterion, self.m2_each, self.lang)).collect();
        let missed = before.not_understood.iter().filter_map(|span| before.text.get(span.clone()).map(str::to_owned));
        let pieces: Vec<String> = words?.into_iter().chain(missed).collect();
        Some(pieces.join(self.lang.pick("，", ", "))).filter(|text| self.means(text, wanted))
    }

    /// What separates a piece that is added: as the line itself does it.
    fn separator(&self, text: &str) -> &'static str {
        if text.contains('，') {
            "，"
        } else if text.contains(',') {
            ", "
        } else {
            " "
        }
    }
}

/// A criterion without a place in a line.
fn bare(criterion: Criterion) -> Criterion {
    Criterion { text: String::new(), span: 0..0, ..criterion }
}

/// The line with other words in the place of a criterion; without any, the mark that separated it goes, too.
fn with_piece(query: &Query, at: usize, words: &str) -> String {
    let span = query.criteria[at].span.clone();
    let (Some(before), Some(after)) = (query.text.get(..span.start), query.text.get(span.end..)) else {
        return query.text.clone();
    };
    if !words.is_empty() {
        return format!("{before}{words}{after}");
    }
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '，' | ',' | '、' | ';' | '；');
    let (before, after) = (before.trim_end_matches(is_mark), after.trim_start_matches(is_mark));
    let gap = query.text.get(span.end..).and_then(|rest| rest.strip_suffix(after)).unwrap_or_default();
    let gap = if gap.is_empty() { query.text.get(before.len()..span.start).unwrap_or(" ") } else { gap };
    joined(before, after, gap)
}

fn joined(before: &str, after: &str, separator: &str) -> String {
    if before.trim().is_empty() || after.trim().is_empty() {
        return format!("{}{}", before.trim(), after.trim());
    }
    format!("{}{separator}{}", before.trim_end(), after.trim_start())
}

/// The same but for the noise of conversions.
fn is_same(a: &Want, b: &Want) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-6 * a.abs().max(1.0);
    let both = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (Some(a), Some(b)) => near(a, b),
        (a, b) => a.is_none() && b.is_none(),
    };
    match (a, b) {
        (Want::Range { least: a, most: b }, Want::Range { least: c, most: d }) => both(*a, *c) && both(*b, *d),
        (Want::People { least: a, most: b, m2_each: c }, Want::People { least: d, most: e, m2_each: f }) => {
            near(*a, *d) && near(*b, *e) && near(c[0], f[0]) && near(c[1], f[1])
        }
        (Want::Firms { industry: a, least: b, within_m: c }, Want::Firms { industry: d, least: e, within_m: f }) => {
            a == d && near(*b, *e) && near(*c, *f)
        }
        (Want::Places { places: a, within_m: b }, Want::Places { places: c, within_m: d }) => a == c && near(*b, *d),
        (a, b) => a == b,
    }
}
