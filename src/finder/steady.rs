//! How far each weight can be pulled before another place comes first. Refuses two weights at once.

use super::criteria::Query;
use super::market::Market;
use super::plan::Plan;
use super::rank::{Part, Parts, Scorer, Weights};
use super::runs::{Walk, Wanted};
use super::search::{Place, shared};

/// For each part, the weights (from, to; infinite where there is no end) between which a place stays first while the other
/// weights are as they are; `None` for parts that do not apply. Every way to house the prospect is looked at, not the best of
/// each building alone. At the ends another place is just as good.
///
/// A place stays before another as long as Σ wᵢ·(pᵢ − qᵢ) ≥ 0, which is linear in each weight.
pub fn stays_first(market: &Market, query: &Query, weights: &Weights, first: &Place) -> [Option<[f64; 2]>; 7] {
    let plan = Plan::new(market, query);
    let scorer = Scorer::new(market, query);
    let parts = shared(market, |groups| {
        let mut ranges = [[0.0, f64::INFINITY]; 7];
        let mut walk = Walk::new(market, plan.limits(), Wanted::Minimal);
        for group in groups {
            walk.group(group, &|slot| plan.passes(slot), &mut |fit| {
                if fit.slots != first.slots {
                    narrow(&mut ranges, weights, &first.parts, &scorer.parts(fit));
                }
            });
        }
        ranges
    });
    let mut all = [[0.0, f64::INFINITY]; 7];
    for ranges in parts {
        for (own, [from, to]) in all.iter_mut().zip(ranges) {
            *own = [own[0].max(from), own[1].min(to)];
        }
    }
    Part::ALL.map(|part| (!first.parts[part as usize].is_nan()).then_some(all[part as usize]))
}

fn narrow(ranges: &mut [[f64; 2]; 7], weights: &Weights, first: &Parts, other: &Parts) {
    let ahead = |part: usize| {
        let gain = first[part] - other[part];
        if gain.is_nan() { 0.0 } else { gain }
    };
    let sum: f64 = (0..7).map(|part| weights.0[part] * ahead(part)).sum();
    for (part, range) in ranges.iter_mut().enumerate() {
        let gain = ahead(part);
        // Where the sum would be 0 with another weight.
        let turn = weights.0[part] - sum / gain;
        if gain > 0.0 {
            range[0] = range[0].max(turn.min(weights.0[part]));
        } else if gain < 0.0 {
            range[1] = range[1].min(turn.max(weights.0[part]));
        }
    }
}
