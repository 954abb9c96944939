//! Why the rest does not fit: what each criterion alone excludes, and which criteria a space or a building fails, by how much.
//! Refuses remedies: those are in `near`.

use super::axes::{Axis, Side, axes, bit, miss, opened};
use super::criteria::{Aspect, Query};
use super::market::Market;
use super::offers::Offer;
use super::plan::Plan;
use super::runs::{Fit, Walk, Wanted};
use super::search::left;

/// A criterion that is failed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Failure {
    /// Its place among the criteria.
    pub criterion: usize,
    /// By how much, in its unit; NaN where it has none.
    pub by: f64,
}

/// Why a space or a building does not fit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WhyNot {
    /// It fits, alone or as part of a combination.
    pub fits: bool,
    /// What is asked about is not on offer by the day that is asked for: no space of it is.
    pub not_offered: bool,
    /// The criteria that it fails; of a building, those that all its spaces on offer fail, or all ways to put them together.
    pub failures: Vec<Failure>,
    /// What is not known of it.
    pub missing: Vec<Aspect>,
}

/// For each criterion of the query, how many of the spaces on offer it excludes by itself; wishes exclude none.
pub fn excluded_by(market: &Market, query: &Query) -> Vec<usize> {
    let plan = Plan::new(market, query);
    let known: Vec<u32> = plan.offered.iter().copied().filter(|&slot| plan.reach(slot).is_some()).collect();
    let mut excluded = vec![0; query.criteria.len()];
    for (must, &(at, criterion)) in plan.musts.iter().enumerate() {
        excluded[at] = match &plan.gates[must] {
            Some(gate) => known.iter().filter(|&&slot| gate.verdict(slot) != Some(true)).count(),
            None => {
                let alone = Query { criteria: vec![criterion.clone()], ..Query::default() };
                let alone = Plan::until(market, &alone, query.horizon().unwrap_or(market.reference_date));
                known.len() - left(&alone, known.len()).first().copied().unwrap_or(0)
            }
        };
    }
    excluded
}

/// Why a space does not fit.
pub fn why_not_space(market: &Market, query: &Query, slot: u32) -> WhyNot {
    let plan = Plan::new(market, query);
    if slot as usize >= market.len() {
        return WhyNot { not_offered: true, ..WhyNot::default() };
    }
    let mut why = WhyNot { not_offered: !plan.is_offered(slot), ..WhyNot::default() };
    let mut walk = Walk::new(market, plan.limits(), Wanted::Minimal);
    walk.group(market.group_of_slot(slot), &|slot| plan.passes(slot), &mut |fit| why.fits |= fit.slots.contains(&slot));
    if why.fits {
        return why;
    }
    let columns = &market.slots;
    let (area, rent) = (columns.area_m2[slot as usize], columns.rent[slot as usize]);
    let itself = Fit { slots: &[slot], area_m2: area, yuan_day: area * rent, is_part: false, is_whole: false };
    for (must, (at, criterion)) in plan.musts.iter().enumerate() {
        let verdict = plan.gates[must].as_ref().map(|gate| gate.verdict(slot));
        let fails = match verdict {
            Some(None) => {
                why.missing.push(criterion.aspect);
                false
            }
            Some(Some(passes)) => !passes,
            None => {
                let limits = super::limits::Limits::of([*criterion], None);
                let known = area.is_finite() && rent.is_finite();
                known
                    && !limits.holds(area, area * rent)
                    && limits.part(area, columns.least_part_m2[slot as usize], rent).is_none()
            }
        };
        if fails {
            let sides = axes(&plan).into_iter().filter(|axis| axis.must == must);
            let by = sides.map(|axis| if axis.side == Side::Drop { f64::NAN } else { miss(&plan, axis, &itself) });
            let by = by.filter(|by| *by > 0.0 && by.is_finite()).fold(f64::NAN, f64::min);
            why.failures.push(Failure { criterion: *at, by });
        }
    }
    why.missing.extend(super::plan::NEEDS.into_iter().filter(|aspect| match aspect {
        Aspect::Area => area.is_nan(),
        Aspect::Rent => rent.is_nan(),
        Aspect::Metro => market.metro_of(market.group_of_slot(slot)).is_none(),
        _ => {
            columns.offer[slot as usize] == Offer::Unknown
                || columns.offer[slot as usize] == Offer::Sublet && columns.free_from[slot as usize].is_none()
        }
    }));
    why.missing.sort_unstable();
    why.missing.dedup();
    why
}

/// Why nothing of a building fits: for each must, the least by which any way to house the prospect there misses it while the
/// other musts hold; where no single must is to blame, the musts that all its spaces on offer fail.
pub fn why_not_building(market: &Market, query: &Query, group: u32) -> WhyNot {
    let plan = Plan::new(market, query);
    let Some(row) = market.groups.get(group as usize) else { return WhyNot { not_offered: true, ..WhyNot::default() } };
    let offered: Vec<u32> = row.slots.clone().filter(|&slot| plan.is_offered(slot)).collect();
    let mut why = WhyNot { not_offered: offered.is_empty(), ..WhyNot::default() };
    let mut walk = Walk::new(market, plan.limits(), Wanted::Minimal);
    walk.group(group, &|slot| plan.passes(slot), &mut |_| why.fits = true);
    if why.fits || why.not_offered {
        return why;
    }
    for axis in axes(&plan) {
        if let Some(by) = least_miss(&plan, axis, group) {
            let by = if axis.side == Side::Drop { f64::NAN } else { by };
            why.failures.push(Failure { criterion: plan.musts[axis.must].0, by });
        }
    }
    if why.failures.is_empty() {
        let all_fail = |must: usize| {
            plan.gates[must].as_ref().is_some_and(|gate| offered.iter().all(|&slot| gate.verdict(slot) == Some(false)))
        };
        let blamed = (0..plan.musts.len()).filter(|&must| all_fail(must));
        why.failures = blamed.map(|must| Failure { criterion: plan.musts[must].0, by: f64::NAN }).collect();
    }
    why
}

/// The least by which a way in a group misses one axis, all else held.
fn least_miss(plan: &Plan<'_>, axis: Axis, group: u32) -> Option<f64> {
    let mut walk = Walk::new(plan.market, opened(plan, &[axis]), Wanted::Every);
    let mut least: Option<f64> = None;
    walk.group(group, &|slot| plan.passes_but(slot, bit(plan, axis)), &mut |fit| {
        let by = miss(plan, axis, fit);
        if by > 0.0 && by.is_finite() && least.is_none_or(|known| by < known) {
            least = Some(by);
        }
    });
    least
}
