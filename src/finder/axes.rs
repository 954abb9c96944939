//! The ways in which a must can give: a bound moves, or it is dropped. Refuses to search.

use super::criteria::{Aspect, Criterion, Want};
use super::limits::{DAYS_A_YEAR, Limits};
use super::market::Market;
use super::plan::Plan;
use super::runs::Fit;

/// Which way a must gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The lower bound falls.
    Least,
    /// The upper bound rises; the day moves back.
    Most,
    /// It is no longer asked for.
    Drop,
}

/// A must and a way in which it gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Axis {
    /// The must, as the plan counts them.
    pub must: usize,
    pub side: Side,
}

/// All ways of all musts, in the order of the query.
pub(super) fn axes(plan: &Plan<'_>) -> Vec<Axis> {
    let mut axes = Vec::new();
    for (must, (_, criterion)) in plan.musts.iter().enumerate() {
        let bounds = bounds_of(plan, must);
        let sides = if criterion.except || !is_figure(criterion) {
            vec![Side::Drop]
        } else {
            let finite = [(Side::Least, bounds[0]), (Side::Most, bounds[1])];
            finite.into_iter().filter(|(_, bound)| bound.is_finite()).map(|(side, _)| side).collect()
        };
        let of_less = |side: &Side| *side != Side::Least || bounds[0] > 0.0 || criterion.aspect == Aspect::Level;
        axes.extend(sides.into_iter().filter(of_less).map(|side| Axis { must, side }));
    }
    axes
}

/// Whether a criterion has a bound that can move.
fn is_figure(criterion: &Criterion) -> bool {
    match criterion.want {
        Want::Range { .. } => !matches!(criterion.aspect, Aspect::Floors | Aspect::Pieces),
        Want::People { .. } | Want::By(_) | Want::Firms { .. } | Want::Circle { .. } => true,
        Want::Places { .. } => matches!(criterion.aspect, Aspect::Station | Aspect::Street),
        Want::Terms(_) | Want::Band(_) | Want::Ring(_) | Want::Yes => false,
    }
}

/// The bounds of a must in its own unit; days count from the reference date.
pub(super) fn bounds_of(plan: &Plan<'_>, must: usize) -> [f64; 2] {
    match (&plan.gates[must], plan.musts[must].1.bounds()) {
        (Some(gate), _) => gate.bounds,
        (None, Some(bounds)) => bounds,
        (None, None) => [f64::NEG_INFINITY, f64::INFINITY],
    }
}

/// The bit of a must among those of single spaces; none of the whole.
pub(super) fn bit(plan: &Plan<'_>, axis: Axis) -> u64 {
    if plan.gates[axis.must].is_some() { 1 << axis.must } else { 0 }
}

/// The limits of the whole with some axes given way altogether.
pub(super) fn opened(plan: &Plan<'_>, axes: &[Axis]) -> Limits {
    let kept = |must: usize| {
        let criterion = plan.musts[must].1;
        let mut criterion = criterion.clone();
        for axis in axes.iter().filter(|axis| axis.must == must) {
            match (&mut criterion.want, axis.side) {
                (Want::Range { least, .. }, Side::Least) => *least = None,
                (Want::Range { most, .. }, Side::Most) => *most = None,
                (want @ Want::People { .. }, side) => {
                    let bounds = criterion_bounds(want);
                    *want = match side {
                        Side::Least => Want::Range { least: None, most: Some(bounds[1]) },
                        _ => Want::Range { least: Some(bounds[0]), most: None },
                    };
                }
                _ => return None,
            }
        }
        Some(criterion)
    };
    let criteria: Vec<Criterion> = (0..plan.musts.len()).filter_map(kept).collect();
    Limits::of(&criteria, plan.query.target_m2())
}

fn criterion_bounds(want: &Want) -> [f64; 2] {
    Criterion::must(Aspect::People, want.clone()).bounds().unwrap_or([0.0, f64::INFINITY])
}

/// By how much a fit misses a must in the direction of an axis, in the must's unit: 0 where it does not; infinite where moving
/// that bound is no help.
pub(super) fn miss(plan: &Plan<'_>, axis: Axis, fit: &Fit<'_>) -> f64 {
    let bounds = bounds_of(plan, axis.must);
    let off = |value: f64| match axis.side {
        Side::Least => bounds[0] - value,
        Side::Most => value - bounds[1],
        Side::Drop => 1.0,
    };
    let Some(gate) = &plan.gates[axis.must] else {
        let off_by = match plan.musts[axis.must].1.aspect {
            Aspect::Area | Aspect::People => off(fit.area_m2),
            Aspect::Rent => off(fit.yuan_day / fit.area_m2),
            Aspect::Budget => off(fit.yuan_day * DAYS_A_YEAR),
            // Floors, spaces, whole floors: the fit has been made without.
            _ => 1.0,
        };
        // Noise of a division is no miss.
        return if off_by > 1e-9 * bounds[usize::from(axis.side == Side::Most)].abs() { off_by } else { 0.0 };
    };
    fit.slots.iter().fold(0.0, |most: f64, &slot| {
        let value = gate.value(slot);
        if gate.judge(value) == Some(true) {
            return most;
        }
        let helps = match axis.side {
            Side::Least => value <= bounds[1],
            Side::Most => value >= bounds[0],
            Side::Drop => true,
        };
        if helps && (!value.is_nan() || axis.side == Side::Drop) { most.max(off(value)) } else { f64::INFINITY }
    })
}

/// The bound that an axis must move to so that a miss is none, on the grid that people speak in.
pub(super) fn bound_for(plan: &Plan<'_>, axis: Axis, miss: f64) -> f64 {
    let bounds = bounds_of(plan, axis.must);
    let step = match plan.musts[axis.must].1.aspect {
        Aspect::Rent => 0.01,
        Aspect::Budget => 1000.0,
        Aspect::ClearHeight | Aspect::FloorHeight | Aspect::FloorLoad | Aspect::ServiceCharge => 0.1,
        _ => 1.0,
    };
    let on_grid = |value: f64, up: bool| {
        // The grid in whole steps, so that 5.3 is 5.3; what lies a hair beside a step is on it.
        let steps = value / step;
        let near = steps.round();
        let whole = if (steps - near).abs() < 1e-7 {
            near
        } else if up {
            steps.ceil()
        } else {
            steps.floor()
        };
        if step < 1.0 { whole / (1.0 / step).round() } else { whole * step }
    };
    match axis.side {
        Side::Least => on_grid(bounds[0] - miss, false),
        Side::Most => on_grid(bounds[1] + miss, true),
        Side::Drop => f64::NAN,
    }
}

/// What moving a bound costs beside moving others: steps of a tenth of rents and areas, 100 m, a month.
pub(super) fn steps(plan: &Plan<'_>, axis: Axis, miss: f64) -> f64 {
    let bounds = bounds_of(plan, axis.must);
    let bound = if axis.side == Side::Least { bounds[0] } else { bounds[1] };
    let one = match plan.musts[axis.must].1.aspect {
        Aspect::Metro | Aspect::Station | Aspect::Street | Aspect::Within => 100.0,
        Aspect::Available => 30.0,
        Aspect::ClearHeight | Aspect::FloorHeight => 0.2,
        Aspect::FloorLoad => 0.5,
        Aspect::Level => 2.0,
        Aspect::Industry => 5.0,
        _ if axis.side == Side::Drop => 1.0,
        _ => (bound.abs() * 0.1).max(1e-9),
    };
    miss / one
}

/// A criterion whose bound has moved; `None` where it is dropped.
pub(super) fn moved(market: &Market, criterion: &Criterion, side: Side, bound: f64) -> Option<Criterion> {
    let mut criterion = criterion.clone();
    match (&mut criterion.want, side) {
        (_, Side::Drop) => return None,
        (Want::Range { least, .. }, Side::Least) => *least = Some(bound),
        (Want::Range { most, .. }, Side::Most) => *most = Some(bound),
        // Rounded outwards, so that people times area a head is surely the bound.
        (Want::People { least, m2_each, .. }, Side::Least) => m2_each[0] = (bound / *least * 1e6).floor() / 1e6,
        (Want::People { most, m2_each, .. }, Side::Most) => m2_each[1] = (bound / *most * 1e6).ceil() / 1e6,
        (Want::By(day), _) => *day = super::gates::day_after(market, bound),
        (Want::Places { within_m, .. }, _) => *within_m = bound,
        (Want::Firms { least, .. }, _) => *least = bound,
        (Want::Circle { radius_m, .. }, _) => *radius_m = bound,
        _ => {}
    }
    Some(criterion)
}
