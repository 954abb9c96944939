//! What a little more would open: for each must the smallest step that opens a building more, and the best pairs of steps.
//! Refuses guesses: every figure is what a search with the moved bounds finds.
//!
//! A must of single spaces gives by as much as its worst space misses it; leaving a space out never makes that worse, so the
//! minimal ways made without the must tell all. Area, rent and total rent are looked at over all ways, the minimal and the
//! others: a cheap space added may bring a rent down.

use std::ops::{ControlFlow, Range};

use crate::domain::Date;

pub use super::axes::Side;
use super::axes::{Axis, axes, bit, bound_for, miss, moved, opened, steps};
use super::criteria::{Aspect, Query, Want};
use super::market::Market;
use super::plan::Plan;
use super::runs::{Walk, Wanted};
use super::search::shared;

/// In a pair each must gives by no more than so many steps: halves of rents and areas, 500 m, five months.
pub const MOST_STEPS: f64 = 5.0;
/// The pairs that are told.
pub const MOST_PAIRS: usize = 3;

/// A must that gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Its place among the criteria.
    pub criterion: usize,
    /// Which way.
    pub side: Side,
    /// By how much, in its unit (days for a day); negative downwards, NaN where it is dropped.
    pub by: f64,
    /// The new bound; NaN where it is dropped.
    pub bound: f64,
}

/// A step, or a pair of steps, and what it opens.
#[derive(Clone, Debug, PartialEq)]
pub struct NearMiss {
    /// One must, or two.
    pub changes: Vec<Change>,
    /// So many buildings more have a place that fits.
    pub opens: usize,
}

/// What a little more would open.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NearMisses {
    /// The smallest step of each must, in the order of the query.
    pub singles: Vec<NearMiss>,
    /// The best pairs: those that take the fewest steps, both needed. Only bounds move in a pair, nothing is dropped.
    pub pairs: Vec<NearMiss>,
}

/// Finds what a little more would open; `None` when `progress` (work done, of so much) breaks it off.
pub fn near_misses(market: &Market, query: &Query, progress: &dyn Fn(u64, u64) -> ControlFlow<()>) -> Option<NearMisses> {
    let plan = plan_beyond(market, query);
    let fits = buildings_that_fit(&plan);
    let axes = axes(&plan);
    let pairs: Vec<[Axis; 2]> = (0..axes.len())
        .flat_map(|a| (a + 1..axes.len()).map(move |b| [a, b]))
        .map(|[a, b]| [axes[a], axes[b]])
        .filter(|[a, b]| a.must != b.must && a.side != Side::Drop && b.side != Side::Drop)
        .collect();
    let total = (axes.len() + pairs.len()) as u64;
    let mut near = NearMisses::default();
    for (done, &axis) in axes.iter().enumerate() {
        progress(done as u64, total).is_continue().then_some(())?;
        near.singles.extend(single(&plan, &fits, axis));
    }
    let mut found: Vec<(f64, [Change; 2])> = Vec::new();
    for (done, pair) in pairs.iter().enumerate() {
        progress((axes.len() + done) as u64, total).is_continue().then_some(())?;
        found.extend(best_pair(&plan, &fits, *pair));
    }
    // The fewest steps first, equals in the order of the query. Only those that are told are counted out.
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    let counted =
        found.into_iter().map(|(_, changes)| NearMiss { opens: count_more(&plan, &fits, &changes), changes: changes.to_vec() });
    near.pairs = counted.filter(|pair| pair.opens > 0).take(MOST_PAIRS).collect();
    Some(near)
}

/// A query with bounds moved.
pub fn applied(market: &Market, query: &Query, changes: &[Change]) -> Query {
    let mut query = query.clone();
    let kept = query.criteria.iter().enumerate().filter_map(|(at, criterion)| {
        changes
            .iter()
            .filter(|change| change.criterion == at)
            .try_fold(criterion.clone(), |criterion, change| moved(market, &criterion, change.side, change.bound))
    });
    query.criteria = kept.collect();
    query
}

/// A plan in which all that comes free one day is on offer, as long as a day is asked for at all.
fn plan_beyond<'a>(market: &'a Market, query: &'a Query) -> Plan<'a> {
    let asks = query.musts().any(|(_, c)| matches!(c.want, Want::By(_)) && c.aspect == Aspect::Available);
    match Date::new(9999, 12, 31) {
        Some(end) if asks => Plan::until(market, query, end),
        _ => Plan::new(market, query),
    }
}

/// By group: whether something fits.
fn buildings_that_fit(plan: &Plan<'_>) -> Vec<bool> {
    let parts = shared(plan.market, |groups| {
        let mut walk = Walk::new(plan.market, plan.limits(), Wanted::Minimal);
        let fits = groups.map(|group| {
            let mut any = false;
            walk.group(group, &|slot| plan.passes(slot), &mut |_| any = true);
            any
        });
        fits.collect::<Vec<bool>>()
    });
    parts.into_iter().flatten().collect()
}

/// Whether the whole is looked at in all its ways for some axes.
fn wanted(plan: &Plan<'_>, axes: &[Axis]) -> Wanted {
    let of_sums =
        |axis: &Axis| matches!(plan.musts[axis.must].1.aspect, Aspect::Area | Aspect::People | Aspect::Rent | Aspect::Budget);
    if axes.iter().any(of_sums) { Wanted::Every } else { Wanted::Minimal }
}

fn single(plan: &Plan<'_>, fits: &[bool], axis: Axis) -> Option<NearMiss> {
    let parts = shared(plan.market, |groups| least_of_groups(plan, fits, &[axis], groups, &|misses| misses[0], f64::INFINITY));
    let (_, misses) = parts.into_iter().flatten().min_by(|a, b| a.0.total_cmp(&b.0))?;
    let change = change(plan, axis, misses[0]);
    let opens = count_more(plan, fits, &[change]);
    (opens > 0).then(|| NearMiss { changes: vec![change], opens })
}

/// The fewest steps that open something in a pair of ways to give.
fn best_pair(plan: &Plan<'_>, fits: &[bool], pair: [Axis; 2]) -> Option<(f64, [Change; 2])> {
    let cost = |misses: [f64; 2]| {
        let each = [steps(plan, pair[0], misses[0]), steps(plan, pair[1], misses[1])];
        if each.iter().all(|steps| *steps <= MOST_STEPS) { each[0] + each[1] } else { f64::INFINITY }
    };
    let parts = shared(plan.market, |groups| least_of_groups(plan, fits, &pair, groups, &cost, 2.0 * MOST_STEPS));
    let (cost, misses) = parts.into_iter().flatten().min_by(|a, b| a.0.total_cmp(&b.0))?;
    Some((cost, [change(plan, pair[0], misses[0]), change(plan, pair[1], misses[1])]))
}

fn change(plan: &Plan<'_>, axis: Axis, miss: f64) -> Change {
    let bound = bound_for(plan, axis, miss);
    let bounds = super::axes::bounds_of(plan, axis.must);
    let by = match axis.side {
        Side::Least => bound - bounds[0],
        Side::Most => bound - bounds[1],
        Side::Drop => f64::NAN,
    };
    Change { criterion: plan.musts[axis.must].0, side: axis.side, by: (by * 1e6).round() / 1e6, bound }
}

/// The least cost at which one of some groups, in which nothing fits, has a place that misses these axes alone, and all of them;
/// and by how much it misses each. A group whose cheapest place misses but one of two does not count. Of equals the first.
fn least_of_groups(
    plan: &Plan<'_>,
    fits: &[bool],
    axes: &[Axis],
    groups: Range<u32>,
    cost: &dyn Fn([f64; 2]) -> f64,
    most: f64,
) -> Option<(f64, [f64; 2])> {
    let but = axes.iter().fold(0, |bits, &axis| bits | bit(plan, axis));
    let all = opened(plan, axes);
    let mut walk = Walk::new(plan.market, all, wanted(plan, axes));
    let mut best: Option<(f64, [f64; 2])> = None;
    for group in groups.filter(|&group| !fits[group as usize]) {
        narrow(plan, axes, &mut walk, best.map_or(most, |(cost, _)| cost), all);
        let mut own: Option<(f64, [f64; 2], bool)> = None;
        walk.group(group, &|slot| plan.passes_but(slot, but), &mut |fit| {
            let mut misses = [0.0; 2];
            for (at, &axis) in axes.iter().enumerate() {
                misses[at] = miss(plan, axis, fit);
            }
            if misses.iter().any(|miss| miss.is_infinite()) {
                return;
            }
            let (steps, misses_all) = (cost(misses), misses.iter().take(axes.len()).all(|miss| *miss > 0.0));
            let is_less = own.is_none_or(|(known, _, all)| steps < known || steps == known && all && !misses_all);
            if steps.is_finite() && is_less {
                own = Some((steps, misses, misses_all));
            }
        });
        if let Some((steps, misses, true)) = own
            && best.is_none_or(|(known, _)| steps < known)
        {
            best = Some((steps, misses));
        }
    }
    best
}

/// Keeps the walk from what costs more than the best so far.
fn narrow(plan: &Plan<'_>, axes: &[Axis], walk: &mut Walk<'_>, most: f64, all: super::limits::Limits) {
    walk.limits = all;
    for &axis in axes {
        let bounds = super::axes::bounds_of(plan, axis.must);
        // A miss of one is its own cost; in a pair, a step's worth.
        let one = if axes.len() == 1 { 1.0 } else { 1.0 / steps(plan, axis, 1.0) };
        let reach = most * one * (1.0 + 1e-9);
        let limits = &mut walk.limits;
        match (plan.musts[axis.must].1.aspect, axis.side) {
            (Aspect::Area | Aspect::People, Side::Least) => limits.area[0] = limits.area[0].max(bounds[0] - reach),
            (Aspect::Area | Aspect::People, Side::Most) => limits.area[1] = limits.area[1].min(bounds[1] + reach),
            (Aspect::Rent, Side::Least) => limits.rent[0] = limits.rent[0].max(bounds[0] - reach),
            (Aspect::Rent, Side::Most) => limits.rent[1] = limits.rent[1].min(bounds[1] + reach),
            (Aspect::Budget, Side::Most) => limits.budget = limits.budget.min(bounds[1] + reach),
            _ => {}
        }
    }
}

/// How many buildings more have a place that fits once some bounds have moved.
fn count_more(plan: &Plan<'_>, fits: &[bool], changes: &[Change]) -> usize {
    let query = applied(plan.market, plan.query, changes);
    let moved = Plan::new(plan.market, &query);
    let more = buildings_that_fit(&moved);
    more.iter().zip(fits).filter(|(more, before)| **more && !**before).count()
}
