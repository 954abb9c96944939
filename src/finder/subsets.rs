//! The smaller combinations within one of runs. Refuses whole floors of many spaces: those are looked at by floors.

use super::limits::{Limits, MOST_PIECES};
use super::market::Market;
use super::runs::Run;

/// The smallest area of a space that can be left out of a run so that a run remains, m²; that of a single space is its own.
pub(super) fn least_removable(market: &Market, slots: &[u32]) -> f64 {
    let area = |slot: u32| market.slots.area_m2[slot as usize];
    match slots {
        [] => f64::INFINITY,
        [one] => area(*one),
        [one, other] => area(*one).min(area(*other)),
        _ => {
            let links = masks(market, slots);
            let all = (1_u8 << slots.len()) - 1;
            let removable = (0..slots.len()).filter(|&at| is_connected(&links, all & !(1 << at)));
            removable.map(|at| area(slots[at])).fold(f64::INFINITY, f64::min)
        }
    }
}

/// Whether some of the spaces of a combination, not all, are a combination that fits. Runs are given floor by floor.
pub(super) fn has_fitting_subset(market: &Market, limits: &Limits, stack: &[Run]) -> bool {
    let pieces: usize = stack.iter().map(|run| run.slots().len()).sum();
    for from in 0..stack.len() {
        for to in from..stack.len() {
            let floors = to - from + 1;
            if floors < limits.floors[0] || floors > limits.floors[1] {
                continue;
            }
            if any_below(market, limits, &stack[from..=to], [0.0, 0.0], 0, pieces) {
                return true;
            }
        }
    }
    false
}

/// Takes every part of the first run with every part of the others.
fn any_below(market: &Market, limits: &Limits, stack: &[Run], [area, yuan]: [f64; 2], taken: usize, pieces: usize) -> bool {
    let Some((run, rest)) = stack.split_first() else { return taken < pieces && limits.holds(area, yuan) };
    let slots = run.slots();
    let links = masks(market, slots);
    (1..1_u8 << slots.len()).filter(|&mask| is_connected(&links, mask)).any(|mask| {
        let mut sum = [area, yuan];
        for (at, &slot) in slots.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1) {
            debug_assert!(at < MOST_PIECES);
            sum[0] += market.slots.area_m2[slot as usize];
            sum[1] += market.slots.area_m2[slot as usize] * market.slots.rent[slot as usize];
        }
        any_below(market, limits, rest, sum, taken + mask.count_ones() as usize, pieces)
    })
}

/// Which of some slots adjoin each, bits.
fn masks(market: &Market, slots: &[u32]) -> [u8; MOST_PIECES] {
    let mut masks = [0; MOST_PIECES];
    for (at, &slot) in slots.iter().enumerate() {
        for other in market.links_of(slot) {
            if let Some(to) = slots.iter().position(|slot| slot == other) {
                masks[at] |= 1 << to;
            }
        }
    }
    masks
}

fn is_connected(links: &[u8; MOST_PIECES], mask: u8) -> bool {
    let mut reached = mask & mask.wrapping_neg();
    loop {
        let next = (0..MOST_PIECES).filter(|at| reached >> at & 1 == 1).fold(reached, |all, at| all | links[at] & mask);
        if next == reached {
            return reached == mask && mask != 0;
        }
        reached = next;
    }
}
