//! What fits a query, the best of each building, ranked; how many spaces are left after each criterion; what cannot be told.
//! Refuses what takes longer than a key stroke: near misses (`near`), reasons for the rest (`why`).

use std::ops::Range;

use crate::domain::Date;

use super::criteria::{Aspect, Query};
use super::limits::Limits;
use super::market::Market;
use super::plan::Plan;
use super::rank::{Parts, Scorer, Weights, score};
use super::runs::{Fit, Walk, Wanted};

/// Spaces from which on the work is shared among threads.
const SPACES_A_THREAD: usize = 15_000;
/// The most threads.
const MOST_THREADS: usize = 8;

/// A way to house the prospect.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The building, as the market counts them.
    pub group: u32,
    /// The spaces, floor by floor from below.
    pub slots: Vec<u32>,
    /// What would be let, m².
    pub area_m2: f64,
    /// Asking rent, weighted by area, 元/㎡·天.
    pub rent_yuan_m2_day: f64,
    /// The first day on which all of it is free.
    pub free_from: Date,
    /// Part of a divisible space.
    pub is_part: bool,
    /// Whole floors.
    pub is_whole: bool,
    /// What the score is made of, 0–1 each; NaN where a part does not apply.
    pub parts: Parts,
    /// 0–100.
    pub score: f64,
}

/// A space that may or may not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The space.
    pub slot: u32,
    /// What is not known of it.
    pub missing: Vec<Aspect>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The best of each building, best first.
    pub places: Vec<Place>,
    /// How many ways to house the prospect each of these buildings has, the best included.
    pub ways: Vec<u32>,
    /// After each criterion of the query: the spaces left, alone or as part of a combination. Wishes leave all.
    pub left: Vec<usize>,
    /// The spaces on offer whose figures are known.
    pub offered: usize,
    /// The spaces that fail nothing that is known of them.
    pub unknown: Vec<Unknown>,
}

/// Finds what fits.
pub fn find(market: &Market, query: &Query, weights: &Weights) -> Found {
    let plan = Plan::new(market, query);
    let scorer = Scorer::new(market, query);
    let results = shared(market, |groups| best_of_groups(&plan, &scorer, weights, groups));
    let mut results: Vec<(Place, u32)> = results.into_iter().flatten().collect();
    results.sort_by(|a, b| in_order(market, &a.0, &b.0));
    let (places, ways) = results.into_iter().unzip();
    let offered = plan.offered.iter().filter(|&&slot| plan.reach(slot).is_some()).count();
    Found { left: left(&plan, offered), places, ways, offered, unknown: unknown(&plan) }
}

/// All ways to house the prospect in one building, best first.
pub fn ways_of(market: &Market, query: &Query, weights: &Weights, group: u32) -> Vec<Place> {
    let plan = Plan::new(market, query);
    let scorer = Scorer::new(market, query);
    let mut places = Vec::new();
    if (group as usize) < market.groups.len() {
        let mut walk = Walk::new(market, plan.limits(), Wanted::Minimal);
        walk.group(group, &|slot| plan.passes(slot), &mut |fit| {
            let parts = scorer.parts(fit);
            places.push(place_of(market, group, fit, parts, score(&parts, weights)));
        });
    }
    places.sort_by(|a, b| in_order(market, a, b));
    places
}

/// Does a piece of work for all groups, in pieces side by side where there are many; the answers in the order of the groups.
pub(super) fn shared<T: Send>(market: &Market, work: impl Fn(Range<u32>) -> T + Sync) -> Vec<T> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(MOST_THREADS);
    let threads = threads.min(market.len() / SPACES_A_THREAD).max(1);
    let count = market.groups.len() as u32;
    // Cut where the spaces are halved, not the buildings.
    let cut = |part: usize| {
        let slot = (market.len() * part / threads) as u32;
        if part == threads { count } else { market.groups.partition_point(|group| group.slots.start < slot) as u32 }
    };
    let parts: Vec<Range<u32>> = (0..threads).map(|part| cut(part)..cut(part + 1)).collect();
    let (work, Some((own, others))) = (&work, parts.split_first()) else { return Vec::new() };
    if others.is_empty() {
        return vec![work(own.clone())];
    }
    std::thread::scope(|scope| {
        let others: Vec<_> = others.iter().map(|part| scope.spawn(|| work(part.clone()))).collect();
        let own = work(own.clone());
        std::iter::once(own).chain(others.into_iter().filter_map(|part| part.join().ok())).collect()
    })
}

/// The best of each of some groups, and how many there are.
fn best_of_groups(plan: &Plan<'_>, scorer: &Scorer<'_>, weights: &Weights, groups: Range<u32>) -> Vec<(Place, u32)> {
    let mut walk = Walk::new(plan.market, plan.limits(), Wanted::Minimal);
    let mut found = Vec::new();
    for group in groups {
        let (mut best, mut ways): (Option<Place>, u32) = (None, 0);
        walk.group(group, &|slot| plan.passes(slot), &mut |fit| {
            ways += 1;
            let parts = scorer.parts(fit);
            let own = score(&parts, weights);
            let rent = fit.yuan_day / fit.area_m2;
            let is_better = best.as_ref().is_none_or(|best| {
                let order = best.score.total_cmp(&own).then(rent.total_cmp(&best.rent_yuan_m2_day));
                order.then_with(|| fit.slots.cmp(&best.slots)).is_lt()
            });
            if is_better {
                best = Some(place_of(plan.market, group, fit, parts, own));
            }
        });
        found.extend(best.map(|best| (best, ways)));
    }
    found
}

pub(super) fn place_of(market: &Market, group: u32, fit: &Fit<'_>, parts: Parts, score: f64) -> Place {
    let free = fit.slots.iter().filter_map(|&slot| market.free_from_of(slot)).max();
    Place {
        group,
        slots: fit.slots.to_vec(),
        area_m2: fit.area_m2,
        rent_yuan_m2_day: fit.yuan_day / fit.area_m2,
        free_from: free.unwrap_or(market.reference_date),
        is_part: fit.is_part,
        is_whole: fit.is_whole,
        parts,
        score,
    }
}

/// Best first; equals by rent, by distance to the metro, then in the order of the data.
fn in_order(market: &Market, a: &Place, b: &Place) -> std::cmp::Ordering {
    let metro = |place: &Place| market.groups.get(place.group as usize).map_or(f64::NAN, |group| group.metro_m);
    let by_score = b.score.total_cmp(&a.score).then(a.rent_yuan_m2_day.total_cmp(&b.rent_yuan_m2_day));
    by_score.then(metro(a).total_cmp(&metro(b))).then(a.group.cmp(&b.group)).then_with(|| a.slots.cmp(&b.slots))
}

/// The spaces left after each criterion. Where a must is of the whole, a space is left if it is part of a fit; so each such must
/// takes a walk, and the musts of single spaces after it are counted along.
pub(super) fn left(plan: &Plan<'_>, offered: usize) -> Vec<usize> {
    let count = plan.musts.len();
    let mut after = vec![0; count + 1];
    after[0] = offered;
    let wholes: Vec<usize> = (0..count).filter(|&at| plan.musts[at].1.aspect.is_of_the_whole()).collect();
    let until = wholes.first().copied().unwrap_or(count);
    for reach in plan.offered.iter().filter_map(|&slot| plan.reach(slot)) {
        (1..=reach.min(until)).for_each(|at| after[at] += 1);
    }
    for (stage, &from) in wholes.iter().enumerate() {
        let until = wholes.get(stage + 1).copied().unwrap_or(count);
        let limits = plan.limits_of(from + 1);
        let reaches = shared(plan.market, |groups| reaches(plan, limits, from + 1, groups));
        for reach in reaches.into_iter().flatten() {
            (from + 1..=usize::from(reach).min(until)).for_each(|at| after[at] += 1);
        }
    }
    let mut musts = 0;
    let left = plan.query.criteria.iter().enumerate().map(|(at, _)| {
        musts += usize::from(plan.musts.get(musts).is_some_and(|&(place, _)| place == at));
        after[musts]
    });
    left.collect()
}

/// For each slot of some groups: how many musts, from the first, the best fit that it is part of passes; 0 where it is part of
/// none that passes the first `least`.
fn reaches(plan: &Plan<'_>, limits: Limits, least: usize, groups: Range<u32>) -> Vec<u8> {
    let slots = |at: u32| plan.market.groups.get(at as usize).map_or(plan.market.len() as u32, |group| group.slots.start);
    let first = slots(groups.start);
    let mut reaches = vec![0_u8; (slots(groups.end) - first) as usize];
    let mut walk = Walk::new(plan.market, limits, Wanted::Minimal);
    let own = |slot: u32| plan.reach(slot).unwrap_or(0);
    for group in groups {
        walk.group(group, &|slot| own(slot) >= least, &mut |fit| {
            let reach = fit.slots.iter().map(|&slot| own(slot)).min().unwrap_or(0) as u8;
            for &slot in fit.slots {
                let known = &mut reaches[(slot - first) as usize];
                *known = (*known).max(reach);
            }
        });
    }
    reaches
}

/// The spaces that fail nothing that is known of them, alone, while something is not known.
fn unknown(plan: &Plan<'_>) -> Vec<Unknown> {
    let columns = &plan.market.slots;
    let limits = plan.limits();
    let mut unknown = Vec::new();
    for &slot in plan.offered.iter().filter(|&&slot| plan.failed(slot) == 0) {
        let mut missing: Vec<Aspect> = plan.lacking(slot).collect();
        let open = plan.left_open(slot);
        missing.extend((0..plan.musts.len()).filter(|at| open >> at & 1 == 1).map(|at| plan.musts[at].1.aspect));
        missing.sort_unstable();
        missing.dedup();
        let (area, rent) = (columns.area_m2[slot as usize], columns.rent[slot as usize]);
        // A figure that is not known is taken for one that would do.
        let some_rent = if rent.is_finite() { rent } else { limits.rent[0].max(0.0) };
        let some_area = if area.is_finite() { area } else { limits.area[0].max(1.0) };
        let holds = limits.holds(some_area, some_area * some_rent)
            || limits.part(some_area, columns.least_part_m2[slot as usize], some_rent).is_some();
        if !missing.is_empty() && holds {
            unknown.push(Unknown { slot, missing });
        }
    }
    unknown
}
