//! What can be joined to a place later: which neighbours' leases end by when, so that 1,000 m² today can be 2,000 in two years.
//! Refuses to promise: a lease that ends may be renewed.

use crate::domain::{DatasetKind, Date};

use super::market::Market;
use super::offers::Offer;

/// Where a neighbour is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Beside {
    /// On a floor of the place, and hangs together with it through what comes free before.
    SameFloor,
    /// On the floor right above.
    Above,
    /// On the floor right below.
    Below,
}

/// A space that comes free beside a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbour {
    /// The space.
    pub slot: u32,
    /// Where it is.
    pub beside: Beside,
    /// The first day on which it is free; of one on the same floor, on which the way to it is free, too.
    pub free_from: Date,
    /// m².
    pub area_m2: f64,
    /// The place with all neighbours up to this one, m².
    pub together_m2: f64,
    /// The row of the enterprise that lets it. Not for confidential output.
    pub tenant: Option<u32>,
}

/// The neighbours of a place that come free by a day, earliest first.
pub fn neighbours(market: &Market, slots: &[u32], area_m2: f64, until: Date) -> Vec<Neighbour> {
    let free_at = |slot: u32| {
        let offer = market.offer_of(slot);
        let day = market.free_from_of(slot).filter(|&day| day <= until);
        if matches!(offer, Offer::Never | Offer::Unknown) || market.area_of(slot).is_none() { None } else { day }
    };
    let mut found: Vec<(u32, Beside, Date)> = Vec::new();
    // Outwards from the place: a space is reached on the day on which it and all on the way to it are free. The earliest first,
    // so that the first day found is the earliest.
    let mut edge: Vec<(Date, u32)> = Vec::new();
    let mut seen: Vec<u32> = slots.to_vec();
    let reach = |edge: &mut Vec<(Date, u32)>, from: u32, since: Option<Date>| {
        for &slot in market.links_of(from) {
            if let Some(day) = free_at(slot) {
                edge.push((since.map_or(day, |since| since.max(day)), slot));
            }
        }
    };
    slots.iter().for_each(|&slot| reach(&mut edge, slot, None));
    while let Some(next) = edge.iter().enumerate().min_by_key(|(_, step)| **step).map(|(at, _)| at) {
        let (day, slot) = edge.swap_remove(next);
        if seen.contains(&slot) {
            continue;
        }
        seen.push(slot);
        found.push((slot, Beside::SameFloor, day));
        reach(&mut edge, slot, Some(day));
    }
    for (floor, beside) in floors_beside(market, slots) {
        let slots = market.floors[floor].slots.clone();
        found.extend(slots.filter_map(|slot| Some((slot, beside, free_at(slot)?))));
    }
    found.sort_by_key(|&(slot, beside, day)| (day, beside, slot));
    let mut together_m2 = area_m2;
    let neighbours = found.into_iter().map(|(slot, beside, free_from)| {
        let area_m2 = market.area_of(slot).unwrap_or(0.0);
        together_m2 += area_m2;
        let tenant = market.model.up(DatasetKind::Spaces, market.row_of(slot), DatasetKind::Enterprises).map(|link| link.row);
        Neighbour { slot, beside, free_from, area_m2, together_m2, tenant }
    });
    neighbours.collect()
}

/// The floors right below and right above the floors of a place that it does not take itself.
fn floors_beside(market: &Market, slots: &[u32]) -> Vec<(usize, Beside)> {
    let (Some(&first), Some(&last)) = (slots.first(), slots.last()) else { return Vec::new() };
    let group = &market.groups[market.group_of_slot(first) as usize];
    let floor = |slot: u32| market.slots.floor[slot as usize];
    let follows = |low: u32, high: u32| {
        let levels = (market.floors[low as usize].level, market.floors[high as usize].level);
        matches!(levels, (Some(low), Some(high)) if high == low + 1 || low == -1 && high == 1)
    };
    let below = floor(first).checked_sub(1).filter(|&below| below >= group.floors.start && follows(below, floor(first)));
    let above = Some(floor(last) + 1).filter(|&above| above < group.floors.end && follows(floor(last), above));
    let below = below.map(|floor| (floor as usize, Beside::Below));
    below.into_iter().chain(above.map(|floor| (floor as usize, Beside::Above))).collect()
}
