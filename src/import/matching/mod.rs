//! Rows without coordinates matched to real places: the user's own buildings, by key, name, alias and address; the named sites
//! and parks of the base map, by name. It proposes with the evidence; nothing is placed that the user has not accepted. Refuses
//! what is invented, and a street as a place.

pub mod address;

mod index;
mod keys;
mod places;
mod score;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::domain::{Dataset, Geometries, GeometryKind, IssueKind, Matching, PartKind, Recipe};
use crate::i18n::Lang;
use crate::i18n::matching::MatchText;

use super::known::Known;
use super::tally::Tally;
use super::typing::Progress;
use super::{Fate, Fates};

use index::BuildingIndex;
use keys::RowKeys;

pub use score::THRESHOLD;

/// What speaks for a match, or against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchSign {
    /// The building's id.
    Key,
    /// The same name.
    Name,
    /// An alias of the building.
    Alias,
    /// The building's name stands in the row's address or name.
    Within,
    /// Names one letter apart.
    Typo,
    /// The same compound; the part of it is not told, or told otherwise.
    Core,
    /// The same road, lane and number.
    Address,
    /// The same lane; the number is not told.
    Lane,
    /// The park's place.
    Park,
    /// Against it: another building of the compound.
    OtherPart,
    /// Against it: another district.
    OtherDistrict,
    /// Against it: others fit as well.
    OneOfSeveral,
}

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchEvidence {
    /// What it is.
    pub sign: MatchSign,
    /// What the row says.
    pub of_row: String,
    /// What the place says.
    pub of_place: String,
}

impl MatchEvidence {
    fn new(sign: MatchSign, of_row: &str, of_place: &str) -> Self {
        Self { sign, of_row: of_row.to_owned(), of_place: of_place.to_owned() }
    }

    /// The evidence in words.
    pub fn words(&self, lang: Lang) -> String {
        let text = match self.sign {
            MatchSign::Key => MatchText::Key,
            MatchSign::Name => MatchText::Name,
            MatchSign::Alias => MatchText::Alias,
            MatchSign::Within => MatchText::Within,
            MatchSign::Typo => MatchText::Typo,
            MatchSign::Core => MatchText::Core,
            MatchSign::Address => MatchText::Address,
            MatchSign::Lane => MatchText::Lane,
            MatchSign::Park => MatchText::Park,
            MatchSign::OtherPart => MatchText::OtherPart,
            MatchSign::OtherDistrict => MatchText::OtherDistrict,
            MatchSign::OneOfSeveral => MatchText::OneOfSeveral,
        };
        text.fill(lang, &[&self.of_row, &self.of_place])
    }
}

/// A place proposed for a row without one.
#[derive(Clone, Debug, PartialEq)]
pub struct MatchProposal {
    /// The row of the raw dataset, from 0.
    pub row: u32,
    /// The row as it is numbered in the file, to be used in [`Recipe::chosen`].
    pub file_row: u32,
    /// What to put beside it there: the building's id, or its name where it has none.
    pub key: String,
    /// The name of the place.
    pub name: String,
    /// Degrees WGS84.
    pub lon_lat: [f64; 2],
    /// How well they fit, 0–1.
    pub score: f64,
    /// What speaks for it, and what against.
    pub evidence: Vec<MatchEvidence>,
    /// True when it is over [`THRESHOLD`]: the user may accept all of these at once.
    pub is_proposed: bool,
}

impl MatchProposal {
    /// True when the row has the building's id: that is no guess and needs no decision.
    pub fn is_by_key(&self) -> bool {
        self.evidence.first().is_some_and(|found| found.sign == MatchSign::Key) && self.is_proposed
    }
}

/// Rows that one thread matches at a time.
const CHUNK: usize = 2_048;

/// Finds the best place for each of some rows, in their order; rows for which nothing is found are missing. `None` when the
/// caller stopped it.
pub fn find(dataset: &Dataset, rows: &[u32], known: &Known, progress: Progress<'_>) -> Option<Vec<MatchProposal>> {
    let buildings = known.own_buildings();
    let index = buildings.map(|buildings| BuildingIndex::new(buildings));
    let one = |&row: &u32| {
        let keys = RowKeys::of(dataset, row as usize);
        if keys.is_empty() {
            return None;
        }
        let own = index.as_ref().and_then(|index| places::building(index, &keys));
        // A building of the user's goes before a place of the base map that fits as well.
        let best =
            [own, places::named(known, &keys)].into_iter().flatten().reduce(|a, b| if b.score > a.score { b } else { a })?;
        let file_row = dataset.lines.get(row as usize).copied().unwrap_or(row + 1);
        Some(MatchProposal { row, file_row, ..best })
    };
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let next = AtomicUsize::new(0);
    let chunks: Vec<&[u32]> = rows.chunks(CHUNK).collect();
    let worker = || {
        let mut found = Vec::new();
        while let Some(chunk) = chunks.get(next.fetch_add(1, Ordering::Relaxed)) {
            found.extend(chunk.iter().filter_map(one));
            if progress(found.len() as u64, rows.len() as u64).is_break() {
                next.store(chunks.len(), Ordering::Relaxed);
                return None;
            }
        }
        Some(found)
    };
    let mut found = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(chunks.len())).map(|_| scope.spawn(worker)).collect();
        let mut found = worker();
        for other in others {
            let more = other.join().ok().flatten();
            found = found.zip(more).map(|(mut found, more)| {
                found.extend(more);
                found
            });
        }
        found
    })?;
    found.sort_by_key(|proposal| proposal.row);
    Some(found)
}

/// Matches the rows without a place, and places those that the user has accepted or that have the id of a building. `None` when the caller stopped it.
pub fn place_matches(
    dataset: &mut Dataset,
    recipe: &Recipe,
    known: &Known,
    fates: &mut Fates,
    tally: &mut Tally,
    progress: Progress<'_>,
) -> Option<Vec<MatchProposal>> {
    let without = fates.rows.iter().enumerate().filter(|(_, fate)| **fate == Fate::TableOnly);
    let rows: Vec<u32> = without.map(|(row, _)| row as u32).collect();
    if recipe.matching == Matching::Off || rows.is_empty() {
        return Some(Vec::new());
    }
    let found = find(dataset, &rows, known, progress)?;
    let choices = places::Choices::new(known, recipe);
    let chosen_for: HashMap<u32, &str> = recipe.chosen.iter().map(|(row, key)| (*row, key.as_str())).collect();
    let mut placed: Vec<(u32, [f64; 2])> = Vec::new();
    for row in rows {
        let proposal = found.binary_search_by_key(&row, |proposal| proposal.row).ok().map(|at| &found[at]);
        let file_row = dataset.lines.get(row as usize).copied().unwrap_or(row + 1);
        let chosen = chosen_for.get(&file_row).copied();
        let accepted = match (chosen, proposal) {
            // The user may have chosen another place than the one proposed.
            (Some(key), _) => choices.find(key),
            (None, Some(proposal)) if proposal.is_by_key() || recipe.matching == Matching::Proposed && proposal.is_proposed => {
                Some((proposal.name.clone(), proposal.lon_lat))
            }
            _ => None,
        };
        let by_key = chosen.is_none() && proposal.is_some_and(MatchProposal::is_by_key);
        let Some(fate) = fates.rows.get_mut(row as usize) else { continue };
        if let Some((name, lon_lat)) = accepted {
            placed.push((row, lon_lat));
            *fate = Fate::OnMap;
            let kind = if by_key { IssueKind::PlacedByKey } else { IssueKind::PlacedByMatch };
            tally.add(kind, None, row, || Some(name));
        } else if let Some(proposal) = proposal {
            *fate = Fate::Waiting;
            tally.add(IssueKind::MatchWaiting, None, row, || Some(proposal.name.clone()));
        }
    }
    if !placed.is_empty() {
        dataset.geometries = with_points(&dataset.geometries, &placed);
    }
    Some(found)
}

/// The geometries with points for some rows, ascending.
fn with_points(geometries: &Geometries, points: &[(u32, [f64; 2])]) -> Geometries {
    let mut all = Geometries::default();
    for row in 0..geometries.len() {
        match points.binary_search_by_key(&(row as u32), |(row, _)| *row) {
            Ok(at) => {
                all.positions.push(points[at].1);
                all.end_ring();
                all.end_part(PartKind::Point);
                all.end_feature(GeometryKind::Point);
            }
            Err(_) => all.push_copy(geometries, row),
        }
    }
    all
}
