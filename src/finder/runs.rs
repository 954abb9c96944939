//! The ways to house a prospect in one building: single spaces, part of a divisible one, runs of adjoining spaces on up to three
//! floors, whole consecutive floors. Refuses to rank, and to know criteria other than those of the whole (`limits`).
//!
//! A *run* is a set of spaces of one floor that hangs together through neighbours. A *combination* is a run, or one run on each
//! of two or three consecutive floors, of at most six spaces; or any number of whole consecutive floors. It *fits* when the
//! limits hold, and is *minimal* when no combination made of some of its spaces fits.
//!
//! Why one look at single spaces is enough to know that a combination is minimal: any smaller combination grows to the larger
//! one space by space, and each step is a combination too; area grows with each step. So if a smaller one fits, so does the
//! larger one without some one space — as long as each rent by itself is within the bounds. Where one is not (`stretched`), all
//! smaller ones are looked at.

use super::limits::{Limits, MOST_PIECES};
use super::market::Market;
use super::subsets::{has_fitting_subset, least_removable};

/// A way to house a prospect, as it is found.
#[derive(Debug)]
pub(super) struct Fit<'a> {
    /// The spaces, floor by floor from below.
    pub slots: &'a [u32],
    /// What would be let, m².
    pub area_m2: f64,
    /// Area × rent, yuan a day.
    pub yuan_day: f64,
    /// Part of a divisible space.
    pub is_part: bool,
    /// Whole floors.
    pub is_whole: bool,
}

/// A run on one floor.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Run {
    slots: [u32; MOST_PIECES],
    pub(super) len: usize,
    pub(super) area_m2: f64,
    pub(super) yuan_day: f64,
    /// The smallest area that can be left out so that a run remains, m²; the whole area of a single space.
    pub(super) removable_m2: f64,
    /// Some rent by itself is out of bounds.
    pub(super) stretched: bool,
}

impl Run {
    pub(super) fn slots(&self) -> &[u32] {
        &self.slots[..self.len]
    }
}

/// Where runs grow from.
#[derive(Clone, Copy)]
struct Start {
    /// The floor, counted within the building.
    at: usize,
    /// The floor among all.
    floor: usize,
    /// The first space.
    first: u32,
}

/// Which ways are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Those of which no space can be left out.
    Minimal,
    /// All.
    Every,
}

/// Finds the ways of one building after another; keeps its memory in between.
pub(super) struct Walk<'a> {
    pub(super) market: &'a Market,
    pub(super) limits: Limits,
    pub(super) wanted: Wanted,
    /// Runs by floor, and where each floor's end; floors of the group in order.
    pub(super) runs: Vec<Vec<Run>>,
    /// Floors on which something passes: whether all of it does.
    pub(super) whole: Vec<Option<bool>>,
    /// First and last floor of each fit, to know whether whole floors hold one.
    pub(super) taken: Vec<[usize; 2]>,
    /// Some rent in the group by itself is out of bounds.
    pub(super) stretched: bool,
    pub(super) scratch: Vec<u32>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(market: &'a Market, limits: Limits, wanted: Wanted) -> Self {
        Self {
            market,
            limits,
            wanted,
            runs: Vec::new(),
            whole: Vec::new(),
            taken: Vec::new(),
            stretched: false,
            scratch: Vec::new(),
        }
    }

    /// Finds the ways of a group made of spaces that pass.
    pub(super) fn group(&mut self, group: u32, passes: &impl Fn(u32) -> bool, found: &mut impl FnMut(&Fit<'_>)) {
        let floors = self.market.groups[group as usize].floors.clone();
        let floors = floors.start as usize..floors.end as usize;
        self.taken.clear();
        self.whole.clear();
        self.runs.iter_mut().for_each(Vec::clear);
        self.runs.resize_with(self.runs.len().max(floors.len()), Vec::new);
        if !self.may_hold_any(floors.clone(), passes) {
            return;
        }
        let mut any_run = false;
        for (at, floor) in floors.clone().enumerate() {
            let row = &self.market.floors[floor];
            let (passing, all) = (row.slots.clone().filter(|&slot| passes(slot)).count(), row.slots.len());
            self.whole.push((passing > 0).then_some(passing == all && row.level.is_some()));
            if passing > 0 && self.limits.whole != Some(true) {
                self.floor(at, floor, passes, found);
                any_run |= !self.runs[at].is_empty();
            }
        }
        if any_run && self.limits.floors[1] >= 2 {
            self.stacked(floors.start, found);
        }
        if self.limits.whole != Some(false) {
            self.whole_floors(floors.start, found);
        }
    }

    /// Whether the spaces that pass could fit at all, by their sum and their lowest and highest rents.
    fn may_hold_any(&mut self, floors: std::ops::Range<usize>, passes: &impl Fn(u32) -> bool) -> bool {
        let columns = &self.market.slots;
        let (mut area, mut low, mut high) = (0.0, f64::INFINITY, f64::NEG_INFINITY);
        for slot in floors.flat_map(|floor| self.market.floors[floor].slots.clone()).filter(|&slot| passes(slot)) {
            area += columns.area_m2[slot as usize];
            low = low.min(columns.rent[slot as usize]);
            high = high.max(columns.rent[slot as usize]);
        }
        self.stretched = low < self.limits.rent[0] || high > self.limits.rent[1];
        area > 0.0 && area * (1.0 + 1e-9) >= self.limits.area[0] && low <= self.limits.rent[1] && high >= self.limits.rent[0]
    }

    /// Where no area is asked for, what fits holds a space that fits by itself: one at or below the cap.
    fn needs_singles_alone(&self) -> bool {
        let limits = &self.limits;
        self.wanted == Wanted::Minimal && limits.area[0] <= 0.0 && limits.floors[0] <= 1 && limits.rent[0] == f64::NEG_INFINITY
    }

    pub(super) fn most_pieces(&self) -> usize {
        if self.needs_singles_alone() { self.limits.pieces.min(1) } else { self.limits.pieces.min(MOST_PIECES) }
    }

    /// The runs of one floor.
    fn floor(&mut self, at: usize, floor: usize, passes: &impl Fn(u32) -> bool, found: &mut impl FnMut(&Fit<'_>)) {
        let slots = self.market.floors[floor].slots.clone();
        for first in slots.filter(|&slot| passes(slot)) {
            let market = self.market;
            let onward: Vec<u32> = market.links_of(first).iter().copied().filter(|&slot| slot > first && passes(slot)).collect();
            let run = self.plus(&Run::default(), first);
            self.extend(Start { at, floor, first }, run, onward, passes, found);
        }
        self.runs[at].sort_by(|a, b| a.area_m2.total_cmp(&b.area_m2));
    }

    fn plus(&self, run: &Run, slot: u32) -> Run {
        let mut run = *run;
        let (area, rent) = (self.market.slots.area_m2[slot as usize], self.market.slots.rent[slot as usize]);
        run.slots[run.len] = slot;
        run.len += 1;
        run.area_m2 += area;
        run.yuan_day += area * rent;
        run.stretched |= rent < self.limits.rent[0] || rent > self.limits.rent[1];
        run
    }

    /// A run and all that grow out of it, each once: only spaces after the first one, and only such neighbours of the newest
    /// as were not to be had before it (Wernicke, 2006).
    fn extend(
        &mut self,
        start: Start,
        mut run: Run,
        mut onward: Vec<u32>,
        passes: &impl Fn(u32) -> bool,
        found: &mut impl FnMut(&Fit<'_>),
    ) {
        if !self.take(start.at, start.floor, &mut run, found) || run.len == self.most_pieces() {
            return;
        }
        let market = self.market;
        while let Some(next) = onward.pop() {
            let mut further = onward.clone();
            for &slot in market.links_of(next) {
                let is_new = slot > start.first && !run.slots().contains(&slot) && !onward.contains(&slot) && passes(slot);
                let is_exclusive = || run.slots().iter().all(|&own| !market.links_of(own).contains(&slot));
                if is_new && is_exclusive() {
                    further.push(slot);
                }
            }
            let grown = self.plus(&run, next);
            self.extend(start, grown, further, passes, found);
        }
    }

    /// Tells of a run that fits, keeps one that others may complete; false when nothing can grow out of it.
    fn take(&mut self, at: usize, floor: usize, run: &mut Run, found: &mut impl FnMut(&Fit<'_>)) -> bool {
        let limits = self.limits;
        run.slots[..run.len].sort_unstable();
        let is_whole = self.whole[at] == Some(true) && run.len == self.market.floors[floor].slots.len();
        let may_be = limits.whole != Some(false) || !is_whole;
        let fits = may_be && limits.floors[0] <= 1 && run.len <= limits.pieces && limits.holds(run.area_m2, run.yuan_day);
        let may_be_divided = run.len == 1 && limits.floors[0] <= 1 && limits.pieces >= 1 && may_be;
        if may_be_divided && (!fits || self.wanted == Wanted::Every) && self.part(at, run.slots[0], found) {
            return false;
        }
        if run.area_m2 > limits.area[1] || run.yuan_day * super::limits::DAYS_A_YEAR > limits.budget {
            return false;
        }
        run.removable_m2 = least_removable(self.market, run.slots());
        if self.wanted == Wanted::Every {
            if fits {
                found(&Fit { slots: run.slots(), area_m2: run.area_m2, yuan_day: run.yuan_day, is_part: false, is_whole });
            }
            if may_be {
                self.runs[at].push(*run);
            }
            return true;
        }
        let holds_another = run.len > 1
            && limits.floors[0] <= 1
            && if run.stretched {
                run.area_m2 > limits.area[0] && has_fitting_subset(self.market, &limits, &[*run])
            } else {
                run.area_m2 - run.removable_m2 >= limits.area[0]
            };
        if fits {
            if !holds_another {
                self.taken.push([at, at]);
                found(&Fit { slots: run.slots(), area_m2: run.area_m2, yuan_day: run.yuan_day, is_part: false, is_whole });
            }
            return false;
        }
        if holds_another {
            return false;
        }
        if may_be {
            self.runs[at].push(*run);
        }
        true
    }

    /// Tells of what can be taken of a divisible space; of all ways the least and the most of it. True when nothing larger is
    /// looked for.
    fn part(&mut self, at: usize, slot: u32, found: &mut impl FnMut(&Fit<'_>)) -> bool {
        let columns = &self.market.slots;
        let (area, rent) = (columns.area_m2[slot as usize], columns.rent[slot as usize]);
        let targets: &[Option<f64>] = match self.wanted {
            Wanted::Minimal => &[self.limits.target],
            Wanted::Every => &[Some(0.0), Some(f64::MAX)],
        };
        let mut any = false;
        for &target in targets {
            let limits = Limits { target, ..self.limits };
            if let Some(part) = limits.part(area, columns.least_part_m2[slot as usize], rent) {
                any = true;
                found(&Fit { slots: &[slot], area_m2: part, yuan_day: part * rent, is_part: true, is_whole: false });
            }
        }
        if any {
            self.taken.push([at, at]);
        }
        any && self.wanted == Wanted::Minimal
    }
}
