//! The best place for a row: among the user's buildings, and among the named places of the base map. Refuses to place it.

use std::collections::HashMap;

use crate::domain::{DatasetKind, Recipe};
use crate::import::known::{Known, KnownPlace};
use crate::index::place::position_of;

use super::index::BuildingIndex;
use super::keys::{BuildingKeys, RowKeys};
use super::score::{LEAST, THRESHOLD, score};
use super::{MatchEvidence, MatchProposal, MatchSign};

/// Buildings whose scores are closer than this fit equally well.
const SAME_SCORE: f64 = 0.02;
/// What is left of a score where others fit as well.
const ONE_OF_SEVERAL: f64 = 0.7;
/// What the same name as a real place of the base map is worth, and the place of a park for a record in it.
const PLACE_SCORE: f64 = 0.88;
const PARK_SCORE: f64 = 0.55;
/// Places of one name within this are parts of one place, metres.
const SAME_PLACE_M: f64 = 300.0;

/// The building that a row most likely means.
pub fn building(index: &BuildingIndex, row: &RowKeys) -> Option<MatchProposal> {
    best(index, row, index.candidates(row).into_iter())
}

/// The best of some buildings (ascending).
pub fn best(index: &BuildingIndex, row: &RowKeys, buildings: impl Iterator<Item = u32>) -> Option<MatchProposal> {
    let mut found: Vec<(u32, f64, Vec<MatchEvidence>)> =
        buildings.filter_map(|at| score(row, &index.keys[at as usize]).map(|(score, evidence)| (at, score, evidence))).collect();
    // The first of equals, so that the same files give the same proposals.
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let equals = found.iter().take_while(|(_, score, _)| found[0].1 - score < SAME_SCORE).count();
    let (at, mut score, mut evidence) = found.into_iter().next()?;
    if equals > 1 {
        evidence.push(MatchEvidence::new(MatchSign::OneOfSeveral, &equals.to_string(), ""));
        score *= ONE_OF_SEVERAL;
    }
    let BuildingKeys { id, name, .. } = &index.keys[at as usize];
    let key = if id.is_empty() { name } else { id }.clone();
    let name = if name.is_empty() { key.clone() } else { name.clone() };
    Some(proposal(key, name, index.places[at as usize].1, score, evidence)).filter(|proposal| proposal.score >= LEAST)
}

/// The named place of the base map that a row means: by its own name or its building's, else by its park's.
pub fn named(known: &Known, row: &RowKeys) -> Option<MatchProposal> {
    let names = row.names.iter().map(|(_, written)| (written.as_str(), PLACE_SCORE, MatchSign::Name));
    let park = (!row.park.is_empty()).then_some((row.park.as_str(), PARK_SCORE, MatchSign::Park));
    names.chain(park).find_map(|(written, worth, sign)| {
        // A river, a road or a track is no place for a record.
        let places: Vec<KnownPlace<'_>> =
            known.named(written).filter(|place| !place.is_line() && place.kind() != DatasetKind::Buildings).collect();
        let (first, lon_lat) = places.iter().find_map(|place| Some((place, place.lon_lat()?)))?;
        let mut evidence = vec![MatchEvidence::new(sign, written, first.name())];
        let apart = places.iter().filter(|place| place.distance_m(lon_lat) > SAME_PLACE_M).count();
        let mut score = worth;
        if apart > 0 {
            evidence.push(MatchEvidence::new(MatchSign::OneOfSeveral, &(apart + 1).to_string(), ""));
            score *= ONE_OF_SEVERAL;
        }
        Some(proposal(first.name().to_owned(), first.name().to_owned(), lon_lat, score, evidence))
            .filter(|found| found.score >= LEAST)
    })
}

/// The places that a user can choose, by key: a building's id or name, the name of a place of the base map.
pub struct Choices<'a> {
    known: &'a Known,
    buildings: HashMap<String, (String, [f64; 2])>,
}

impl<'a> Choices<'a> {
    /// Those that are known. Without a choice to look up there is nothing to gather.
    pub fn new(known: &'a Known, recipe: &Recipe) -> Self {
        let mut buildings = HashMap::new();
        let own = known.own_buildings().filter(|buildings| !buildings.is_embedded() && !recipe.chosen.is_empty());
        for (dataset, row) in own.into_iter().flat_map(|dataset| (0..dataset.len()).map(move |row| (dataset, row))) {
            let Some(lon_lat) = position_of(dataset, row) else { continue };
            let BuildingKeys { id, name, .. } = BuildingKeys::of(dataset, row);
            let shown = if name.is_empty() { id.clone() } else { name.clone() };
            for key in [id, name].into_iter().filter(|key| !key.is_empty()) {
                buildings.entry(key).or_insert_with(|| (shown.clone(), lon_lat));
            }
        }
        Self { known, buildings }
    }

    /// The name and place of a key.
    pub fn find(&self, key: &str) -> Option<(String, [f64; 2])> {
        if let Some(building) = self.buildings.get(key) {
            return Some(building.clone());
        }
        let place = self.known.named(key).find(|place| !place.is_line() && place.kind() != DatasetKind::Buildings)?;
        Some((place.name().to_owned(), place.lon_lat()?))
    }
}

fn proposal(key: String, name: String, lon_lat: [f64; 2], score: f64, evidence: Vec<MatchEvidence>) -> MatchProposal {
    MatchProposal { row: 0, file_row: 0, key, name, lon_lat, score, evidence, is_proposed: score >= THRESHOLD }
}
