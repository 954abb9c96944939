//! What the panels of Find may look at, and what they can ask for. Refuses to search: `app` does, in the background.

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::criteria::{Criterion, Query, Want};
use crate::domain::{DatasetKind, RecordRef};
use crate::finder::around::Around;
use crate::finder::contiguity::Neighbour;
use crate::finder::near::{Change, NearMisses};
use crate::finder::why::WhyNot;
use crate::finder::{Found, Market, Part, Place, Weights};
use crate::workspace::Prospect;

/// A place on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Pin {
    /// Its number in the list, from 1.
    pub number: usize,
    /// The building, as the market counts them.
    pub group: u32,
    /// Where it is.
    pub lon_lat: [f64; 2],
    /// The record of its building; of a space without one, that of the space.
    pub record: RecordRef,
}

/// What was found for a query.
#[derive(Debug)]
pub struct Answer {
    /// Another for each answer.
    pub generation: u64,
    /// What was searched through: slots and groups are its own.
    pub market: Arc<Market>,
    /// What was asked.
    pub query: Arc<Query>,
    /// By which weights it is ranked.
    pub weights: Weights,
    /// What was found.
    pub found: Found,
    /// The places that can be shown on a map, in the order of the list.
    pub pins: Vec<Pin>,
    /// Rows of the buildings in which something fits, ascending.
    pub fitting: Arc<Vec<u32>>,
    /// Rows of the stations that are the nearest of one of them, ascending.
    pub stations: Vec<u32>,
    /// The place of each group in the list, from 0.
    pub by_group: HashMap<u32, usize>,
}

/// What takes longer than the list.
#[derive(Debug, Default)]
pub struct Further {
    /// The answer that it belongs to.
    pub generation: u64,
    /// What a little more would open.
    pub near: NearMisses,
    /// By criterion, how many of the spaces on offer it excludes by itself.
    pub excluded: Vec<usize>,
    /// The weights between which the first place stays first.
    pub stays_first: [Option<[f64; 2]>; 7],
}

/// What is told of the building that is looked at.
#[derive(Debug)]
pub struct Asked {
    /// The answer that it belongs to.
    pub generation: u64,
    /// The building.
    pub group: u32,
    /// All ways to house the prospect there, best first.
    pub ways: Vec<Place>,
    /// The way that is looked at; none where nothing fits.
    pub place: Option<Place>,
    /// Why it stands where it does, as sentences.
    pub reasons: Vec<String>,
    /// What can be joined to it within two years, earliest first.
    pub neighbours: Vec<Neighbour>,
    /// Who is around it.
    pub around: Around,
    /// Why what is looked at does not fit.
    pub why: WhyNot,
}

/// Everything that the panels of Find see.
#[derive(Clone, Debug, Default)]
pub struct FindView {
    /// What is searched through; none while it is made.
    pub market: Option<Arc<Market>>,
    /// Who looks for space: line, weights, shortlist, notes.
    pub prospect: Prospect,
    /// What the line and what stands beside it mean.
    pub query: Arc<Query>,
    /// So many of the criteria are in the line; the others stand beside it.
    pub in_line: usize,
    /// Gross area a head where the line says nothing else, m².
    pub m2_each: [f64; 2],
    /// How much each part counts.
    pub weights: Weights,
    /// What was found last.
    pub answer: Option<Arc<Answer>>,
    /// Whether that answers the present query.
    pub is_current: bool,
    /// What was found out further, last.
    pub further: Option<Arc<Further>>,
    /// Whether that belongs to the present query.
    pub further_is_current: bool,
    /// The building of what is selected, as the market counts them.
    pub group: Option<u32>,
    /// Its place in the list, from 0.
    pub chosen: Option<usize>,
    /// The place in the list of what is under the cursor, from 0.
    pub hovered: Option<usize>,
    /// What is told of the building that is selected.
    pub asked: Option<Arc<Asked>>,
    /// The places of the shortlist in the present data, in its order; none for what is no longer there or on offer.
    pub shortlist: Vec<Option<Place>>,
    /// For each of these, the criteria that it fails.
    pub shortlist_fails: Vec<Vec<usize>>,
}

impl FindView {
    /// The places that were found, best first.
    pub fn places(&self) -> &[Place] {
        self.answer.as_ref().map_or(&[], |answer| &answer.found.places)
    }

    /// The way that is looked at: of the selected building the best, or the one that was chosen.
    pub fn place(&self) -> Option<&Place> {
        let asked = self.asked.as_ref().filter(|asked| Some(asked.group) == self.group);
        asked.and_then(|asked| asked.place.as_ref()).or_else(|| self.places().get(self.chosen?))
    }

    /// Where a way stands in the shortlist.
    pub fn starred(&self, place: &Place) -> Option<usize> {
        self.shortlist.iter().position(|kept| kept.as_ref().is_some_and(|kept| is_same_way(kept, place)))
    }
}

/// Whether two places are the same spaces.
pub fn is_same_way(a: &Place, b: &Place) -> bool {
    a.slots == b.slots && a.is_part == b.is_part
}

/// The record that stands for a group: its building, else its space.
pub fn record_of(market: &Market, place: &Place) -> RecordRef {
    match (market.building_of(place.group), place.slots.first()) {
        (Some(row), _) => RecordRef::of_kind(DatasetKind::Buildings, row),
        (None, slot) => RecordRef::of_kind(DatasetKind::Spaces, slot.map_or(u32::MAX, |&slot| market.row_of(slot))),
    }
}

/// One wish of the user's.
#[derive(Clone, Debug, PartialEq)]
pub enum FindChange {
    /// Another line.
    Text(String),
    /// Put the cursor into the line.
    FocusLine,
    /// A criterion in the place of one of the query's; none takes it away.
    Replace(usize, Option<Criterion>),
    /// One criterion more.
    Add(Criterion),
    /// Other figures for the area a head, m².
    M2Each([f64; 2]),
    /// How much a part counts.
    Weight(Part, f64),
    /// All weights as they usually are.
    ResetWeights,
    /// Within an area drawn on the map, or a circle; it takes the place of the one before.
    Within(Want),
    /// Move bounds, and drop what is to be dropped.
    Apply(Vec<Change>),
    /// Look at a place of the list, from 0: it is selected and shown on the map.
    Choose(usize),
    /// Look at another way in the selected building, by its place among all ways there.
    ChooseWay(usize),
    /// Go so many places down the list (or up).
    Step(i32),
    /// Keep hold of a way, or no longer.
    Star(Box<Place>),
    /// Look at one of the shortlist, by its place there.
    ShowCandidate(usize),
    /// Change the note of one of the shortlist.
    CandidateNote(usize, String),
    /// Put one of the shortlist at another place.
    MoveCandidate(usize, usize),
    /// Take one from the shortlist.
    RemoveCandidate(usize),
    /// Begin with someone else.
    NewProspect,
    /// Go on with someone, by the place among all.
    OpenProspect(usize),
    /// Call the present one so.
    RenameProspect(String),
    /// Change the notes of the present one.
    ProspectNotes(String),
    /// Forget one, by the place among all.
    DeleteProspect(usize),
}
