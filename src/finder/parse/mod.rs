//! One line to criteria, Chinese, English or mixed. Refuses to guess: what is not understood is told with its place.
//!
//! `line` folds the text, `lex` cuts it into the longest known pieces (`words`, `numbers`, `dates`, `names`), `quantity` puts
//! figures, bounds and units together, `figures` finds what they are about, `grammar` makes criteria.

mod dates;
mod figures;
mod grammar;
mod lex;
mod line;
pub(super) mod names;
mod numbers;
mod quantity;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

use super::criteria::{Aspect, Query, Want};
use super::market::Market;
use grammar::Reader;
use line::Line;

pub use grammar::{ALONG_STREET_M, kind_of};
pub use names::Names;

/// Gross area a head where nothing else is said, m².
pub const M2_EACH: [f64; 2] = [13.0, 20.0];

/// Reads a line. Days count from the market's reference date; names are those of its records.
///
/// An area that is said outright counts before one worked out from people, which is then a wish. A rent without a time is by the
/// day up to 30 yuan, by the month above.
pub fn parse(text: &str, market: &Market, m2_each: [f64; 2]) -> Query {
    let line = Line::of(text);
    let tokens = lex::lex(&line, &market.names, market.reference_date);
    let mut reader = Reader::new(market, &line, &tokens, m2_each);
    reader.read();
    let (mut criteria, mut missed) = (reader.criteria, reader.not_understood);
    criteria.sort_by_key(|(_, chars)| chars.start);
    let mut query = Query { text: text.to_owned(), ..Query::default() };
    for (mut criterion, chars) in criteria {
        criterion.span = line.bytes(chars);
        criterion.text = text.get(criterion.span.clone()).unwrap_or_default().to_owned();
        query.criteria.push(criterion);
    }
    let has_area = query.criteria.iter().any(|c| c.must && c.aspect == Aspect::Area);
    for criterion in query.criteria.iter_mut().filter(|c| has_area && c.aspect == Aspect::People) {
        criterion.must = false;
    }
    missed.sort_by_key(|chars| chars.start);
    query.not_understood = merged(&line, missed);
    query
}

/// Pairs of musts that cannot both hold: their bounds do not meet.
pub fn contradictions(query: &Query) -> Vec<[usize; 2]> {
    let musts: Vec<_> = query.musts().collect();
    let mut pairs = Vec::new();
    for (at, (one, a)) in musts.iter().enumerate() {
        for (other, b) in &musts[at + 1..] {
            let areas = [Aspect::Area, Aspect::People];
            let is_same = a.aspect == b.aspect || areas.contains(&a.aspect) && areas.contains(&b.aspect);
            let apart = match (a.bounds(), b.bounds()) {
                (Some(a_bounds), Some(b_bounds)) if !a.except && !b.except => {
                    a_bounds[0] > b_bounds[1] || b_bounds[0] > a_bounds[1]
                }
                _ => {
                    a.except != b.except && a.want == b.want || both_name_other_places(&a.want, &b.want) && !a.except && !b.except
                }
            };
            if is_same && apart {
                pairs.push([*one, *other]);
            }
        }
    }
    pairs
}

fn both_name_other_places(a: &Want, b: &Want) -> bool {
    let (Want::Places { places: a, within_m }, Want::Places { places: b, .. }) = (a, b) else { return false };
    *within_m == 0.0 && !a.iter().any(|place| b.contains(place))
}

/// Pieces that follow each other, as one.
fn merged(line: &Line, pieces: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::new();
    for piece in pieces {
        match merged.last_mut() {
            Some(last) if line.skip_blanks(last.end) >= piece.start => last.end = last.end.max(piece.end),
            _ => merged.push(piece),
        }
    }
    merged.into_iter().map(|chars| line.bytes(chars)).collect()
}
