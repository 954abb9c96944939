//! Ways that are kept hold of by the keys of their spaces, found again in the present data. Refuses what is no longer there, or
//! no longer on offer.

use std::collections::{BTreeSet, HashMap};

use super::criteria::{Criterion, Query};
use super::gates::Gate;
use super::limits::Limits;
use super::market::Market;
use super::offers::Offer;
use super::plan::Plan;
use super::rank::{Scorer, Weights, score};
use super::runs::{Fit, Walk, Wanted};
use super::search::{Place, place_of};

/// A way as it is kept: the keys of its spaces, and what would be let where that is part of a divisible space, m².
pub type KeptWay<'a> = (&'a [String], Option<f64>);

/// The keys of a way's spaces, floor by floor from below.
pub fn keys_of(market: &Market, place: &Place) -> Vec<String> {
    place.slots.iter().map(|&slot| market.id_of(slot)).collect()
}

/// The ways in the present data, scored for a query whether they fit it or not; `None` where a space is gone, not on offer, or
/// its figures are not known.
pub fn found_again(market: &Market, query: &Query, weights: &Weights, ways: &[KeptWay<'_>]) -> Vec<Option<Place>> {
    let mut slots: HashMap<&str, Option<u32>> = ways.iter().flat_map(|way| way.0).map(|key| (key.as_str(), None)).collect();
    if slots.is_empty() {
        return vec![None; ways.len()];
    }
    for slot in 0..market.len() as u32 {
        if let Some(found) = slots.get_mut(market.id_of(slot).as_str()) {
            found.get_or_insert(slot);
        }
    }
    let scorer = Scorer::new(market, query);
    let again = |(keys, area_m2): &KeptWay<'_>| {
        let mut own: Vec<u32> = keys.iter().map(|key| slots.get(key.as_str()).copied().flatten()).collect::<Option<_>>()?;
        own.sort_unstable();
        let first = *own.first()?;
        let group = market.group_of_slot(first);
        let columns = &market.slots;
        let whole_m2: f64 = own.iter().map(|&slot| columns.area_m2[slot as usize]).sum();
        let yuan_day: f64 = own.iter().map(|&slot| columns.area_m2[slot as usize] * columns.rent[slot as usize]).sum();
        let on_offer =
            |slot: &u32| !matches!(market.offer_of(*slot), Offer::Never | Offer::Unknown) && market.group_of_slot(*slot) == group;
        if !own.iter().all(on_offer) || !yuan_day.is_finite() || whole_m2 <= 0.0 {
            return None;
        }
        let part_m2 = area_m2.filter(|&area| area > 0.0 && area < whole_m2);
        let taken_m2 = part_m2.unwrap_or(whole_m2);
        let fit = Fit {
            slots: &own,
            area_m2: taken_m2,
            yuan_day: yuan_day * taken_m2 / whole_m2,
            is_part: part_m2.is_some(),
            is_whole: part_m2.is_none() && takes_whole_floors(market, &own),
        };
        let parts = scorer.parts(&fit);
        Some(place_of(market, group, &fit, parts, score(&parts, weights)))
    };
    ways.iter().map(again).collect()
}

/// Whether all spaces of each floor of a way belong to it.
fn takes_whole_floors(market: &Market, slots: &[u32]) -> bool {
    slots.iter().all(|&slot| {
        let floor = market.slots.floor[slot as usize] as usize;
        market.floors[floor].slots.clone().all(|other| slots.contains(&other))
    })
}

/// Which criteria of a query a way fails, musts and wishes alike, by their places; what is not known of it counts as failed.
pub fn failed_by(market: &Market, query: &Query, place: &Place) -> Vec<usize> {
    let floors = super::reasons::floors_of(market, &place.slots).len();
    let fails = |criterion: &Criterion| {
        if !criterion.aspect.is_of_the_whole() {
            let gate = Gate::of(market, criterion);
            return place.slots.iter().any(|&slot| gate.verdict(slot) != Some(true));
        }
        let limits = Limits::of([criterion], None);
        !limits.holds(place.area_m2, place.area_m2 * place.rent_yuan_m2_day)
            || !(limits.floors[0]..=limits.floors[1]).contains(&floors)
            || place.slots.len() > limits.pieces
            || limits.whole.is_some_and(|whole| whole != place.is_whole)
    };
    query.criteria.iter().enumerate().filter(|(_, criterion)| fails(criterion)).map(|(at, _)| at).collect()
}

/// The keys of all spaces that fit a query, alone or as part of a combination.
pub fn fitting_keys(market: &Market, query: &Query) -> BTreeSet<String> {
    let plan = Plan::new(market, query);
    let mut walk = Walk::new(market, plan.limits(), Wanted::Minimal);
    let mut slots = BTreeSet::new();
    for group in 0..market.groups.len() as u32 {
        walk.group(group, &|slot| plan.passes(slot), &mut |fit| slots.extend(fit.slots.iter().copied()));
    }
    slots.into_iter().map(|slot| market.id_of(slot)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::criteria::{Aspect, Want};
    use super::super::handmade::{House, Unit, market};
    use super::*;

    fn area(least: f64, most: f64) -> Query {
        let want = Want::Range { least: Some(least), most: Some(most) };
        Query { criteria: vec![Criterion::must(Aspect::Area, want)], ..Query::default() }
    }

    #[test]
    fn all_spaces_that_fit_count_those_of_combinations_too() {
        // Two of 500 m² that adjoin, one of 900 m², one that is too small and adjoins nothing.
        let beside = Unit { beside: vec![1], ..Unit::vacant(500.0, 4.0) };
        let floor = vec![beside, Unit::vacant(500.0, 4.0), Unit::vacant(900.0, 4.0), Unit::vacant(100.0, 4.0)];
        let market = market(&[House { floors: vec![(1, floor)], metro_m: 300.0, firms: [0; 5] }]);
        let found = super::super::search::find(&market, &area(800.0, 1200.0), &Weights::default());
        assert_eq!(found.ways, [2]);
        // Handmade spaces have no records, so no keys: what counts is that they are asked for.
        assert_eq!(fitting_keys(&market, &area(800.0, 1200.0)).len(), 1);
        assert!(fitting_keys(&market, &area(5000.0, 6000.0)).is_empty());
        let place = &found.places[0];
        assert!(failed_by(&market, &area(800.0, 1200.0), place).is_empty());
        assert_eq!(failed_by(&market, &area(2000.0, 3000.0), place), [0]);
    }
}
