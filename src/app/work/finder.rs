//! The search for space in the background: the market when the data changes, what fits at each change of what is wanted, then
//! what takes longer. One of each in flight; a late answer is dropped. Refuses to rank and to read lines (`finder`).

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::analysis::chain::Chain;
use crate::analysis::clusters::Clusters;
use crate::app::session::Session;
use crate::app::task::{TaskKind, TaskLine};
use crate::domain::criteria::Query;
use crate::domain::{DatasetKind, LonLatBounds, RecordRef, SetKey};
use crate::finder::around::around;
use crate::finder::contiguity::neighbours;
use crate::finder::kept::{KeptWay, failed_by, found_again};
use crate::finder::near::near_misses;
use crate::finder::parse::M2_EACH;
use crate::finder::reasons::reasons;
use crate::finder::steady::stays_first;
use crate::finder::why::{WhyNot, excluded_by, why_not_building, why_not_space};
use crate::finder::{self, EXPANSION_MONTHS, Market, Place, Weights};
use crate::i18n::Lang;
use crate::index::ParkModel;
use crate::map::camera::Camera;
use crate::ui::command::Page;
use crate::ui::finding::{Answer, Asked, FindView, Further, Pin, is_same_way, record_of};
use crate::workspace::{Candidate, Prospect};

use super::newly::NewlyFits;

/// So many of the best places are to be seen on the map.
const BEST: usize = 30;

/// The tasks, and what they have found.
pub struct Finding {
    building: TaskKind<Arc<Market>>,
    searching: TaskKind<Searched>,
    following: TaskKind<Further>,
    asking: TaskKind<Asked>,
    pub(super) comparing: TaskKind<Vec<NewlyFits>>,
    view: FindView,
    generation: u64,
    /// The count of changes of the state at which the workspace was last looked at.
    seen: Option<u64>,
    /// What the last question was about.
    asked_for: Option<Question>,
    /// Where the map was sent to show what was found.
    shown_at: Option<Camera>,
    /// Another way in the selected building than its best.
    pub(in crate::app) way: Option<(RecordRef, Box<Place>)>,
}

/// An answer, and how the shortlist stands.
struct Searched {
    answer: Answer,
    shortlist: Vec<Option<Place>>,
    fails: Vec<Vec<usize>>,
}

/// What is asked of the building that is looked at.
#[derive(Clone, PartialEq)]
struct Question {
    generation: u64,
    record: RecordRef,
    way: Option<Vec<u32>>,
    lang: Lang,
    confidential: bool,
}

impl Finding {
    /// Nothing to search through yet.
    pub fn new(wake: &egui::Context) -> Self {
        Self {
            building: TaskKind::new("market", wake),
            searching: TaskKind::new("find", wake),
            following: TaskKind::new("near-misses", wake),
            asking: TaskKind::new("place", wake),
            comparing: TaskKind::new("newly-fits", wake),
            view: FindView { m2_each: M2_EACH, ..FindView::default() },
            generation: 0,
            seen: None,
            asked_for: None,
            way: None,
            shown_at: None,
        }
    }

    /// What panels see.
    pub fn view(&self) -> &FindView {
        &self.view
    }

    /// True while anything runs that changes what is shown.
    pub fn is_busy(&self) -> bool {
        self.building.is_busy()
            || self.searching.is_busy()
            || self.following.is_busy()
            || self.asking.is_busy()
            || self.comparing.is_busy()
    }
}

/// What a prospect's line and what stands beside it mean, and how many of the criteria are in the line.
pub fn query_of(prospect: &Prospect, market: &Market) -> (Query, usize) {
    let mut query = finder::parse(&prospect.text, market, prospect.m2_each.unwrap_or(M2_EACH));
    let in_line = query.criteria.len();
    query.criteria.extend(prospect.beside.iter().cloned());
    (query, in_line)
}

impl Session {
    /// Makes the market anew: joins or reference date have changed.
    pub(super) fn start_market(&mut self) {
        let Some(park) = &self.state.park else { return };
        let (shown, reference_date) = (park.model.clone(), park.reference_date);
        // Who has a space and for how much counts in the search in confidential mode, too; it is not told.
        let whole = self.state.settings.confidential.then(|| self.state.store.whole_sets());
        self.work.finder.building.start(move |line| {
            let model = match whole {
                None => shown,
                Some(sets) => {
                    let Some(model) = ParkModel::join(sets, &|done, total| line.progress(done, total)) else { return };
                    Arc::new(model)
                }
            };
            line.send(Arc::new(Market::build(model, reference_date)));
        });
    }

    /// Takes in what was found, and asks for what has changed. Called once a frame.
    pub(super) fn take_finder(&mut self) {
        let finder = &mut self.work.finder;
        if let Some(market) = finder.building.poll().pop() {
            let before = finder.view.market.take();
            finder.tell_what_newly_fits(before, &market, self.state.workspace());
            // What was found before points into records that may be gone.
            (finder.view.answer, finder.view.further, finder.view.asked) = (None, None, None);
            finder.view.shortlist.clear();
            finder.view.market = Some(market);
            finder.seen = None;
        }
        self.follow_wishes();
        let finder = &mut self.work.finder;
        if let Some(Searched { answer, shortlist, fails }) = finder.searching.poll().pop() {
            (finder.view.shortlist, finder.view.shortlist_fails) = (shortlist, fails);
            finder.view.is_current = true;
            let answer = Arc::new(answer);
            finder.view.answer = Some(answer.clone());
            finder.following.start(move |line| {
                if let Some(further) = further(&answer, line) {
                    line.send(further);
                }
            });
            self.drawing_changed();
        }
        self.take_newly_fitting();
        let finder = &mut self.work.finder;
        if let Some(further) = finder.following.poll().pop() {
            finder.view.further_is_current = finder.view.is_current;
            finder.view.further = Some(Arc::new(further));
            self.show_found();
        }
        self.follow_selection();
    }

    /// Flies to where the best places are, unless someone has moved the map since it last did so.
    fn show_found(&mut self) {
        let finder = &self.work.finder;
        let is_left_alone = !self.camera_is_set || finder.shown_at == Some(self.state.views.goal());
        if self.state.page != Page::Find || self.state.sheet.is_some() || !is_left_alone {
            return;
        }
        let Some(answer) = finder.view.answer.as_ref().filter(|answer| !answer.query.criteria.is_empty()) else { return };
        let places: Vec<[f64; 2]> = answer.pins.iter().take(BEST).map(|pin| pin.lon_lat).collect();
        self.show_all_of(&LonLatBounds::of(&places));
        self.work.finder.shown_at = Some(self.state.views.goal());
    }

    /// Searches again where what is wanted has changed.
    fn follow_wishes(&mut self) {
        let state = &self.state;
        let finder = &mut self.work.finder;
        let Some(market) = finder.view.market.clone().filter(|_| finder.seen != Some(state.changes)) else {
            if finder.view.market.is_none() {
                finder.view.prospect = state.workspace().prospects.opened().clone();
            }
            return;
        };
        let is_new = finder.seen.is_none();
        finder.seen = Some(state.changes);
        let prospect = state.workspace().prospects.opened();
        if !is_new && *prospect == finder.view.prospect {
            return;
        }
        let (query, in_line) = query_of(prospect, &market);
        let weights = prospect.weights.map_or(Weights::default(), Weights);
        let is_same_shortlist = ways(&prospect.shortlist).eq(ways(&finder.view.prospect.shortlist));
        let is_same = !is_new && query == *finder.view.query && weights == finder.view.weights && is_same_shortlist;
        finder.view.prospect = prospect.clone();
        finder.view.m2_each = prospect.m2_each.unwrap_or(M2_EACH);
        (finder.view.weights, finder.view.in_line) = (weights, in_line);
        if is_same {
            return;
        }
        let query = Arc::new(query);
        finder.view.query = query.clone();
        (finder.view.is_current, finder.view.further_is_current) = (false, false);
        finder.generation += 1;
        finder.following.cancel();
        let (generation, shortlist) = (finder.generation, prospect.shortlist.clone());
        finder.searching.start(move |line| {
            let ways: Vec<KeptWay<'_>> = ways(&shortlist).collect();
            let shortlist = found_again(&market, &query, &weights, &ways);
            let failed =
                |place: &Option<Place>| place.as_ref().map(|place| failed_by(&market, &query, place)).unwrap_or_default();
            let fails = shortlist.iter().map(failed).collect();
            line.send(Searched { answer: answer(generation, market, query, weights), shortlist, fails });
        });
    }

    /// What is selected and hovered in terms of the list; what is told of it is worked out when it is another.
    fn follow_selection(&mut self) {
        let finder = &mut self.work.finder;
        let answer = finder.view.answer.clone();
        let group_of = |record: &RecordRef| answer.as_ref().and_then(|answer| group_of(&answer.market, record));
        let in_list = |group: Option<u32>| answer.as_ref()?.by_group.get(&group?).copied();
        let selected = self.state.selection.first().filter(|_| self.state.selection.len() == 1);
        finder.view.group = selected.and_then(group_of);
        finder.view.chosen = in_list(finder.view.group);
        finder.view.hovered = in_list(self.state.hovered.as_ref().and_then(group_of));
        if finder.way.as_ref().is_some_and(|(record, _)| Some(record) != selected) {
            finder.way = None;
        }
        let lang = self.state.settings.lang;
        let question = selected.zip(answer.as_ref()).zip(finder.view.group).map(|((record, answer), _)| Question {
            generation: answer.generation,
            record: record.clone(),
            way: finder.way.as_ref().map(|(_, way)| way.slots.clone()),
            lang,
            confidential: self.state.settings.confidential,
        });
        let clusters = self.state.park.as_ref().map(|park| park.clusters.clone());
        if question != finder.asked_for {
            finder.asked_for = question.clone();
            match (question, answer) {
                (Some(question), Some(answer)) => {
                    let way = finder.way.as_ref().map(|(_, way)| (**way).clone());
                    finder.asking.start(move |line| {
                        if let Some(asked) = asked(&answer, &question, way, clusters.as_deref()) {
                            line.send(asked);
                        }
                    });
                }
                _ => finder.view.asked = None,
            }
        }
        if let Some(asked) = finder.asking.poll().pop() {
            finder.view.asked = Some(Arc::new(asked));
        }
    }
}

/// The ways of a shortlist, without the notes.
fn ways(shortlist: &[Candidate]) -> impl Iterator<Item = KeptWay<'_>> {
    shortlist.iter().map(|kept| (kept.spaces.as_slice(), kept.area_m2))
}

/// The group of a record: a building, or a space or a floor of one.
fn group_of(market: &Market, record: &RecordRef) -> Option<u32> {
    match record.set {
        SetKey::Kind(DatasetKind::Buildings) => market.group_of(record.row),
        SetKey::Kind(DatasetKind::Spaces) => market.slot_of(record.row).map(|slot| market.group_of_slot(slot)),
        SetKey::Kind(kind @ DatasetKind::Floors) => {
            market.group_of(market.model.up(kind, record.row, DatasetKind::Buildings)?.row)
        }
        _ => None,
    }
}

fn answer(generation: u64, market: Arc<Market>, query: Arc<Query>, weights: Weights) -> Answer {
    let found = finder::find(&market, &query, &weights);
    let pins = found.places.iter().enumerate().filter_map(|(at, place)| {
        let record = record_of(&market, place);
        Some(Pin { number: at + 1, group: place.group, lon_lat: market.place_of(place.group)?, record })
    });
    let pins = pins.collect();
    let mut fitting: Vec<u32> = found.places.iter().filter_map(|place| market.building_of(place.group)).collect();
    fitting.sort_unstable();
    let fitting = Arc::new(fitting);
    let stations: BTreeSet<u32> = found.places.iter().filter_map(|place| Some(market.metro_of(place.group)?.1)).collect();
    let stations = stations.into_iter().collect();
    let by_group = found.places.iter().enumerate().map(|(at, place)| (place.group, at)).collect();
    Answer { generation, market, query, weights, found, pins, fitting, stations, by_group }
}

fn further(answer: &Answer, line: &TaskLine<Further>) -> Option<Further> {
    let (market, query) = (&answer.market, &answer.query);
    let near = near_misses(market, query, &|done, total| line.progress(done, total))?;
    let excluded = excluded_by(market, query);
    let first = answer.found.places.first();
    let stays_first = first.map(|first| stays_first(market, query, &answer.weights, first)).unwrap_or_default();
    Some(Further { generation: answer.generation, near, excluded, stays_first })
}

/// `way`: the one that is looked at, where it is not the best; it need not fit. `clusters`: those on the map, once they are there.
fn asked(answer: &Answer, question: &Question, way: Option<Place>, clusters: Option<&Clusters>) -> Option<Asked> {
    let (market, query) = (&answer.market, &answer.query);
    let group = group_of(market, &question.record)?;
    let ways = finder::ways_of(market, query, &answer.weights, group);
    let chosen = way.map(|way| ways.iter().find(|known| is_same_way(known, &way)).cloned().unwrap_or(way));
    let place = chosen.or_else(|| ways.first().cloned());
    let until = market.reference_date.plus_months(EXPANSION_MONTHS);
    let (reasons, neighbours) = place.as_ref().map_or_else(Default::default, |place| {
        (
            reasons(market, query, place, question.lang, question.confidential),
            neighbours(market, &place.slots, place.area_m2, until),
        )
    });
    let slot = if question.record.set == SetKey::Kind(DatasetKind::Spaces) { market.slot_of(question.record.row) } else { None };
    let why = match slot {
        Some(slot) => why_not_space(market, query, slot),
        None if !ways.is_empty() => WhyNot { fits: true, ..WhyNot::default() },
        None => why_not_building(market, query, group),
    };
    let around = clusters.map(|clusters| around(market, query, clusters, &Chain::embedded(), group)).unwrap_or_default();
    Some(Asked { generation: question.generation, group, ways, place, reasons, neighbours, around, why })
}
