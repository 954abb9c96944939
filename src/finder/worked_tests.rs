//! Rankings, ranges of weights, room to expand, reasons for what does not fit: against examples worked by hand.

use super::contiguity::{Beside, neighbours};
use super::criteria::{Aspect, Criterion, Query, Want};
use super::handmade::{House, TODAY, Unit, market};
use super::near::near_misses;
use super::offers::Offer;
use super::rank::{Part, Weights};
use super::search::find;
use super::steady::stays_first;
use super::why::{excluded_by, why_not_building, why_not_space};

fn house(metro_m: f64, units: &[Unit]) -> House {
    House { floors: vec![(1, units.to_vec())], metro_m, firms: [0; 5] }
}

fn range(aspect: Aspect, least: Option<f64>, most: Option<f64>) -> Criterion {
    Criterion::must(aspect, Want::Range { least, most })
}

/// 800–1,200 m², up to 5 yuan, up to 800 m from the metro.
fn query() -> Query {
    let criteria = vec![
        range(Aspect::Area, Some(800.0), Some(1200.0)),
        range(Aspect::Rent, None, Some(5.0)),
        range(Aspect::Metro, None, Some(800.0)),
    ];
    Query { criteria, ..Query::default() }
}

fn three() -> Vec<House> {
    vec![
        house(800.0, &[Unit::vacant(1200.0, 3.5)]),
        house(400.0, &[Unit::vacant(1000.0, 4.0)]),
        house(200.0, &[Unit::vacant(900.0, 4.5)]),
    ]
}

#[test]
fn places_stand_in_the_order_worked_by_hand() {
    let market = market(&three());
    let found = find(&market, &query(), &Weights::default());
    let order: Vec<u32> = found.places.iter().map(|place| place.group).collect();
    assert_eq!(order, [1, 2, 0]);
    // 1,000 m² is the middle of the range: 1. 4 of 5 yuan: 1.5 − 0.8. 400 of 800 m: 1 − ¼. Standard finish: a third. No room.
    let parts = found.places[0].parts;
    let expected = [1.0, 0.7, 0.75, f64::NAN, 1.0 / 3.0, 0.0, f64::NAN];
    for (part, expected) in parts.iter().zip(expected) {
        assert!((part - expected).abs() < 1e-12 || part.is_nan() && expected.is_nan(), "{parts:?}");
    }
    // (30 + 22 × 0.7 + 16 × 0.75 + 8 ÷ 3) ÷ 86, and so on.
    for (place, score) in found.places.iter().zip([69.845, 60.891, 50.310]) {
        assert!((place.score - score).abs() < 1e-3, "{}", place.score);
    }
    assert_eq!(found.left, [3, 3, 3]);
}

#[test]
fn the_first_stays_first_as_far_as_worked_by_hand() {
    let market = market(&three());
    let (query, weights) = (query(), Weights::default());
    let found = find(&market, &query, &weights);
    let ranges = stays_first(&market, &query, &weights, &found.places[0]);
    // Ahead of the second by 7.7, which is 0.125 better in metro: 16 + 7.7 ÷ 0.125. Ahead of the third by 16.8, which is 0.1
    // better in rent: 22 + 168.
    let [area, rent, metro] = [Part::Area, Part::Rent, Part::Metro].map(|part| ranges[part as usize].unwrap());
    assert_eq!(area, [0.0, f64::INFINITY]);
    assert!((rent[1] - 190.0).abs() < 1e-9 && rent[0] == 0.0, "{rent:?}");
    assert!((metro[1] - 77.6).abs() < 1e-9, "{metro:?}");
    assert_eq!(ranges[Part::Industry as usize], None);
    for (weight, first) in [(77.5, 1), (77.7, 2)] {
        let mut pulled = weights;
        pulled.0[Part::Metro as usize] = weight;
        assert_eq!(find(&market, &query, &pulled).places[0].group, first);
    }
}

#[test]
fn equals_stand_in_the_order_of_the_data() {
    let twins = [house(400.0, &[Unit::vacant(1000.0, 4.0)]), house(400.0, &[Unit::vacant(1000.0, 4.0)])];
    let found = find(&market(&twins), &query(), &Weights::default());
    assert_eq!(found.places.iter().map(|place| place.group).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn what_is_promised_or_withheld_is_never_found_and_what_ends_in_time_is() {
    let unit = |offer, free_in| Unit { offer, free_in, ..Unit::vacant(1000.0, 4.0) };
    let houses: Vec<House> =
        [(Offer::Never, 0), (Offer::Ending, 100), (Offer::Ending, 200), (Offer::Sublet, 100), (Offer::Interest, 0)]
            .into_iter()
            .map(|(offer, free_in)| house(400.0, &[unit(offer, free_in)]))
            .collect();
    let market = market(&houses);
    let groups = |query: &Query| {
        let mut groups: Vec<u32> = find(&market, query, &Weights::default()).places.iter().map(|place| place.group).collect();
        groups.sort_unstable();
        groups
    };
    // Without a day: what is empty, and what a tenant offers.
    assert_eq!(groups(&query()), [3, 4]);
    let mut by = query();
    by.criteria.push(Criterion::must(Aspect::Available, Want::By(TODAY.plus_days(150))));
    assert_eq!(groups(&by), [1, 3, 4]);
    let near = near_misses(&market, &by, &|_, _| std::ops::ControlFlow::Continue(())).unwrap();
    let day = near.singles.iter().find(|near| near.changes[0].criterion == 3).unwrap();
    assert_eq!((day.changes[0].by, day.opens), (50.0, 1));
}

#[test]
fn a_part_of_a_divisible_space_is_offered() {
    let divisible = Unit { least_part_m2: 300.0, ..Unit::vacant(2000.0, 4.0) };
    let found = find(&market(&[house(400.0, std::slice::from_ref(&divisible))]), &query(), &Weights::default());
    assert_eq!((found.places[0].area_m2, found.places[0].is_part), (1000.0, true));
    // What is left must be 300 m², too: of 1,250 m² at most 950 can be taken.
    let small = Unit { least_part_m2: 300.0, ..Unit::vacant(1250.0, 4.0) };
    let found = find(&market(&[house(400.0, &[small])]), &query(), &Weights::default());
    assert_eq!(found.places[0].area_m2, 950.0);
}

#[test]
fn what_is_missing_is_told_apart_from_what_fails() {
    let houses = [
        house(400.0, &[Unit { rent: f64::NAN, ..Unit::vacant(1000.0, 4.0) }]),
        house(400.0, &[Unit { rent: f64::NAN, ..Unit::vacant(300.0, 4.0) }]),
        house(f64::NAN, &[Unit::vacant(1000.0, 4.0)]),
        house(400.0, &[Unit { offer: Offer::Unknown, ..Unit::vacant(1000.0, 4.0) }]),
    ];
    let found = find(&market(&houses), &query(), &Weights::default());
    let unknown: Vec<_> = found.unknown.iter().map(|unknown| (unknown.slot, unknown.missing.clone())).collect();
    assert!(found.places.is_empty());
    assert_eq!(unknown, [(0, vec![Aspect::Rent]), (2, vec![Aspect::Metro]), (3, vec![Aspect::Available])]);
}

#[test]
fn two_steps_together_open_what_neither_does_alone() {
    // 5.5 yuan at 900 m: half a yuan and 100 m too much.
    let houses = [house(900.0, &[Unit::vacant(1000.0, 5.5)]), house(2000.0, &[Unit::vacant(1000.0, 9.0)])];
    let market = market(&houses);
    let near = near_misses(&market, &query(), &|_, _| std::ops::ControlFlow::Continue(())).unwrap();
    assert!(near.singles.is_empty(), "{near:?}");
    let pair = &near.pairs[0];
    let steps: Vec<(usize, f64, f64)> = pair.changes.iter().map(|change| (change.criterion, change.by, change.bound)).collect();
    assert_eq!((steps, pair.opens), (vec![(1, 0.5, 5.5), (2, 100.0, 900.0)], 1));
}

#[test]
fn why_something_does_not_fit_is_told_with_how_much() {
    let houses =
        [house(900.0, &[Unit::vacant(700.0, 5.5), Unit::vacant(1000.0, 4.0)]), house(400.0, &[Unit::vacant(750.0, 4.0)])];
    let market = market(&houses);
    let why = why_not_space(&market, &query(), 0);
    let failures: Vec<_> = why.failures.iter().map(|failure| (failure.criterion, failure.by)).collect();
    assert_eq!(failures, [(0, 100.0), (1, 0.5), (2, 100.0)]);
    let why = why_not_building(&market, &query(), 1);
    assert_eq!(why.failures.iter().map(|failure| (failure.criterion, failure.by)).collect::<Vec<_>>(), [(0, 50.0)]);
    let why = why_not_building(&market, &query(), 0);
    assert_eq!(why.failures.iter().map(|failure| (failure.criterion, failure.by)).collect::<Vec<_>>(), [(2, 100.0)]);
    assert_eq!(excluded_by(&market, &query()), [2, 1, 2]);
}

#[test]
fn a_place_grows_into_what_comes_free_beside_it() {
    let unit =
        |area, offer, free_in, beside: &[usize]| Unit { offer, free_in, beside: beside.to_vec(), ..Unit::vacant(area, 4.0) };
    let first = vec![
        unit(1000.0, Offer::Vacant, 0, &[1]),
        unit(300.0, Offer::Ending, 200, &[2]),
        // Free now, but behind the one that is not.
        unit(200.0, Offer::Vacant, 0, &[]),
        // Comes free too late, and so what is behind it.
        unit(400.0, Offer::Ending, 900, &[0]),
    ];
    let second = vec![unit(500.0, Offer::Ending, 100, &[])];
    let fourth = vec![unit(600.0, Offer::Vacant, 0, &[])];
    let house = House { floors: vec![(1, first), (2, second), (4, fourth)], metro_m: 400.0, firms: [0; 5] };
    let market = market(&[house]);
    let found = neighbours(&market, &[0], 1000.0, TODAY.plus_months(24));
    let told: Vec<_> = found.iter().map(|n| (n.slot, n.beside, TODAY.days_until(n.free_from), n.together_m2)).collect();
    let expected = [(4, Beside::Above, 100, 1500.0), (1, Beside::SameFloor, 200, 1800.0), (2, Beside::SameFloor, 200, 2000.0)];
    assert_eq!(told, expected);
    assert_eq!(super::rank::expansion_m2(&market, &[0], 1000.0), 1000.0);
}
