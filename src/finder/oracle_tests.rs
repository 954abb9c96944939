//! Ways to house a prospect against a plain search through all sets of spaces of small random buildings, that knows nothing of
//! runs: every set is tried by the definition. Near misses against the same search at every bound that could matter.

use std::collections::BTreeSet;

use super::criteria::{Aspect, Criterion, Query, Want};
use super::handmade::{House, Unit, market};
use super::near::near_misses;
use super::offers::Offer;
use super::rank::Weights;
use super::search::{find, ways_of};
use crate::domain::handmade::numbers;

/// A space as the plain search sees it.
#[derive(Clone, Debug)]
struct Plain {
    floor: i64,
    area: f64,
    rent: f64,
    metro: f64,
    free_in: i32,
    offered: bool,
    least_part: f64,
    beside: Vec<usize>,
}

/// What is wanted, plainly.
#[derive(Clone, Debug)]
struct Wish {
    area: [f64; 2],
    rent: f64,
    metro: f64,
    by: i32,
    whole: bool,
    pieces: usize,
    floors: [usize; 2],
}

impl Wish {
    fn query(&self) -> Query {
        let range =
            |least: f64, most: f64| Want::Range { least: (least > 0.0).then_some(least), most: most.is_finite().then_some(most) };
        let mut criteria = vec![Criterion::must(Aspect::Available, Want::By(super::handmade::TODAY.plus_days(self.by)))];
        criteria.push(Criterion::must(Aspect::Metro, range(0.0, self.metro)));
        if self.area != [0.0, f64::INFINITY] {
            criteria.push(Criterion::must(Aspect::Area, range(self.area[0], self.area[1])));
        }
        if self.rent.is_finite() {
            criteria.push(Criterion::must(Aspect::Rent, range(0.0, self.rent)));
        }
        if self.whole {
            criteria.push(Criterion::must(Aspect::WholeFloor, Want::Yes));
        }
        if self.pieces < 100 {
            criteria.push(Criterion::must(Aspect::Pieces, range(0.0, self.pieces as f64)));
        }
        if self.floors != [1, 100] {
            criteria.push(Criterion::must(Aspect::Floors, range(self.floors[0] as f64, self.floors[1] as f64)));
        }
        Query { criteria, ..Query::default() }
    }
}

fn hangs_together(spaces: &[Plain], set: &[usize]) -> bool {
    let mut reached = vec![set[0]];
    while let Some(&next) =
        set.iter().find(|at| !reached.contains(at) && reached.iter().any(|from| spaces[*from].beside.contains(at)))
    {
        reached.push(next);
    }
    reached.len() == set.len()
}

/// A set of spaces that is a combination by the words of the definition.
struct Combination {
    mask: u32,
    set: Vec<usize>,
    floors: usize,
    all_whole: bool,
    of_runs: bool,
    area: f64,
    yuan: f64,
    free_in: i32,
    offered: bool,
    metro: f64,
}

/// All combinations of a building, whatever is wanted.
fn combinations(spaces: &[Plain]) -> Vec<Combination> {
    (1..1_u32 << spaces.len()).filter_map(|mask| combination(spaces, mask)).collect()
}

fn combination(spaces: &[Plain], mask: u32) -> Option<Combination> {
    let set: Vec<usize> = (0..32).filter(|at| mask >> at & 1 == 1).collect();
    let levels: BTreeSet<i64> = set.iter().map(|&at| spaces[at].floor).collect();
    let levels: Vec<i64> = levels.into_iter().collect();
    let follows = |a: i64, b: i64| b == a + 1 || (a, b) == (-1, 1);
    if !levels.windows(2).all(|pair| follows(pair[0], pair[1])) {
        return None;
    }
    let on = |level: i64| set.iter().copied().filter(|&at| spaces[at].floor == level).collect::<Vec<_>>();
    let is_whole = |level: i64| on(level).len() == spaces.iter().filter(|space| space.floor == level).count();
    let all_whole = levels.iter().all(|&level| is_whole(level));
    let of_runs = levels.len() <= 3 && set.len() <= 6 && levels.iter().all(|&level| hangs_together(spaces, &on(level)));
    let sum = |value: &dyn Fn(&Plain) -> f64| set.iter().map(|&at| value(&spaces[at])).sum::<f64>();
    (all_whole || of_runs).then(|| Combination {
        mask,
        floors: levels.len(),
        all_whole,
        of_runs,
        area: sum(&|space| space.area),
        yuan: sum(&|space| space.area * space.rent),
        free_in: set.iter().map(|&at| spaces[at].free_in).max().unwrap(),
        offered: set.iter().all(|&at| spaces[at].offered),
        metro: set.iter().map(|&at| spaces[at].metro).fold(0.0, f64::max),
        set: set.clone(),
    })
}

/// Whether a combination fits.
fn fits(spaces: &[Plain], combination: &Combination, wish: &Wish) -> bool {
    let Combination { set, floors, area, yuan, .. } = combination;
    let passes = combination.offered && combination.free_in <= wish.by && combination.metro <= wish.metro;
    let made = combination.all_whole || combination.of_runs && !wish.whole;
    if !passes || !made || set.len() > wish.pieces || *floors < wish.floors[0] || *floors > wish.floors[1] {
        return false;
    }
    let whole_fits = wish.area[0] <= *area && *area <= wish.area[1] && *yuan <= wish.rent * area * (1.0 + 1e-12);
    if let [one] = set[..]
        && !whole_fits
        && !wish.whole
        && spaces[one].least_part.is_finite()
    {
        let most = (area - spaces[one].least_part).min(wish.area[1]);
        let least = spaces[one].least_part.max(wish.area[0]);
        return least <= most && spaces[one].rent <= wish.rent * (1.0 + 1e-12);
    }
    whole_fits
}

/// The sets that fit of which no part fits.
fn minimal(spaces: &[Plain], wish: &Wish) -> BTreeSet<Vec<usize>> {
    let mut all = combinations(spaces);
    all.retain(|combination| fits(spaces, combination, wish));
    let is_minimal = |one: &&Combination| !all.iter().any(|other| other.mask != one.mask && other.mask & one.mask == other.mask);
    all.iter().filter(is_minimal).map(|combination| combination.set.clone()).collect()
}

/// A random building of up to nine spaces, and the same plainly.
fn random_house(random: &mut impl FnMut() -> f64) -> (House, Vec<Plain>) {
    let mut pick = |count: usize| (random() * count as f64) as usize;
    let mut house = House { metro_m: (pick(12) * 100) as f64, ..House::default() };
    let mut plain: Vec<Plain> = Vec::new();
    let mut level: i64 = if pick(4) == 0 { -1 } else { 1 };
    let has_links = pick(5) > 0;
    while plain.len() < 8 && house.floors.len() < 5 {
        let count = 1 + pick(4).min(9 - plain.len());
        let first = plain.len();
        let mut units: Vec<Unit> = Vec::new();
        for at in 0..count {
            let mut unit = Unit::vacant(((1 + pick(8)) * 100) as f64, (30 + pick(30)) as f64 / 10.0);
            if at > 0 && has_links && pick(6) > 0 {
                unit.beside.push(at - 1);
            }
            // Some floors are rings or stars.
            if at > 1 && has_links && pick(4) == 0 {
                unit.beside.push(pick(at));
            }
            unit.offer = [
                Offer::Vacant,
                Offer::Vacant,
                Offer::Vacant,
                Offer::Interest,
                Offer::Sublet,
                Offer::Ending,
                Offer::Ending,
                Offer::Never,
            ][pick(8)];
            unit.free_in = if pick(2) == 0 { 0 } else { (pick(20) * 30) as i32 };
            if pick(5) == 0 {
                unit.least_part_m2 = ((1 + pick(3)) * 100) as f64;
            }
            units.push(unit);
        }
        for unit in &units {
            plain.push(Plain {
                floor: level,
                area: unit.area_m2,
                rent: unit.rent,
                metro: house.metro_m,
                free_in: unit.free_in,
                offered: unit.offer != Offer::Never,
                least_part: unit.least_part_m2,
                beside: unit.beside.iter().map(|at| first + at).collect(),
            });
        }
        for at in first..plain.len() {
            for other in plain[at].beside.clone() {
                plain[other].beside.push(at);
            }
        }
        house.floors.push((level, units));
        level = if level == -1 { 1 } else { level + 1 + i64::from(pick(6) == 0) };
    }
    (house, plain)
}

fn random_wish(random: &mut impl FnMut() -> f64) -> Wish {
    let mut pick = |count: usize| (random() * count as f64) as usize;
    let least = (pick(20) * 100) as f64;
    let most = if pick(3) == 0 { f64::INFINITY } else { least + (pick(8) * 100) as f64 };
    Wish {
        area: if pick(8) == 0 { [0.0, f64::INFINITY] } else { [least, most.max(100.0)] },
        rent: if pick(3) == 0 { f64::INFINITY } else { (33 + pick(25)) as f64 / 10.0 },
        metro: 1500.0,
        by: (pick(24) * 30) as i32,
        whole: pick(6) == 0,
        pieces: if pick(6) == 0 { 1 + pick(4) } else { 100 },
        floors: if pick(8) == 0 { [1 + pick(2), 2 + pick(2)] } else { [1, 100] },
    }
}

#[test]
fn every_way_is_found_and_none_besides() {
    let mut random = numbers(5);
    let (mut ways, mut stacked, mut larger) = (0, 0, 0);
    for round in 0..2_000 {
        let (house, plain) = random_house(&mut random);
        let wish = random_wish(&mut random);
        let market = market(std::slice::from_ref(&house));
        let expected = minimal(&plain, &wish);
        let found = ways_of(&market, &wish.query(), &Weights::default(), 0);
        let own: Vec<Vec<usize>> = found.iter().map(|place| place.slots.iter().map(|&slot| slot as usize).collect()).collect();
        let set: BTreeSet<Vec<usize>> = own.iter().cloned().collect();
        assert_eq!(set.len(), own.len(), "round {round}: one is found twice");
        assert_eq!(set, expected, "round {round}: {wish:?}\n{plain:#?}");
        for place in &found {
            assert!(place.area_m2 >= wish.area[0] && place.area_m2 <= wish.area[1] && place.rent_yuan_m2_day <= wish.rent + 1e-9);
        }
        ways += expected.len();
        let floors = |set: &Vec<usize>| set.iter().map(|&at| plain[at].floor).collect::<BTreeSet<_>>().len();
        stacked += expected.iter().filter(|set| floors(set) > 1).count();
        larger += expected.iter().filter(|set| set.len() > 6).count();
    }
    // The search is not about nothing.
    assert!(ways > 2_000 && stacked > 800 && larger > 0, "{ways} {stacked} {larger}");
}

#[test]
fn the_spaces_left_are_those_of_the_ways() {
    let mut random = numbers(11);
    for round in 0..100 {
        let (houses, plains): (Vec<_>, Vec<_>) = (0..3).map(|_| random_house(&mut random)).unzip();
        let wish = random_wish(&mut random);
        let market = market(&houses);
        let query = wish.query();
        let found = find(&market, &query, &Weights::default());
        let expected: usize =
            plains.iter().map(|plain| minimal(plain, &wish).into_iter().flatten().collect::<BTreeSet<_>>().len()).sum();
        assert_eq!(found.left.last(), Some(&expected), "round {round}: {wish:?}");
        // After the criteria of single spaces: those that pass them.
        let by_metro =
            plains.iter().flatten().filter(|space| space.offered && space.free_in <= wish.by && space.metro <= wish.metro);
        assert_eq!(found.left[1], by_metro.count(), "round {round}");
        let buildings = plains.iter().filter(|plain| !minimal(plain, &wish).is_empty()).count();
        assert_eq!(found.places.len(), buildings);
    }
}

#[test]
fn near_misses_are_the_smallest_steps() {
    let mut random = numbers(23);
    let mut told = 0;
    for round in 0..60 {
        let (houses, plains): (Vec<_>, Vec<_>) = (0..4).map(|_| random_house(&mut random)).unzip();
        let mut wish = random_wish(&mut random);
        wish.metro = 500.0;
        let market = market(&houses);
        let near = near_misses(&market, &wish.query(), &|_, _| std::ops::ControlFlow::Continue(())).unwrap();
        let all: Vec<Vec<Combination>> = plains.iter().map(|plain| combinations(plain)).collect();
        let any = |(plain, all): &(&Vec<Plain>, &Vec<Combination>), wish: &Wish| all.iter().any(|one| fits(plain, one, wish));
        let count = |wish: &Wish| plains.iter().zip(&all).filter(|pair| any(pair, wish)).count();
        let now = count(&wish);
        let of = |aspect: Aspect, query: &Query, side: super::near::Side| {
            let is_it = |near: &&super::near::NearMiss| {
                query.criteria[near.changes[0].criterion].aspect == aspect && near.changes[0].side == side
            };
            near.singles.iter().find(is_it).map(|near| (near.changes[0].bound, near.opens))
        };
        let query = wish.query();
        let smallest = |values: Vec<f64>, with: &dyn Fn(f64) -> Wish| {
            values.into_iter().map(|value| (value, count(&with(value)).saturating_sub(now))).find(|(_, opens)| *opens > 0)
        };
        let metres = (6..40).map(|step| f64::from(step) * 100.0).collect();
        assert_eq!(
            of(Aspect::Metro, &query, super::near::Side::Most),
            smallest(metres, &|metro| Wish { metro, ..wish.clone() }),
            "round {round} metro"
        );
        let days = (wish.by / 30 + 1..40).map(|step| f64::from(step * 30)).collect();
        assert_eq!(
            of(Aspect::Available, &query, super::near::Side::Most),
            smallest(days, &|by| Wish { by: by as i32, ..wish.clone() }),
            "round {round} day"
        );
        if wish.area[0] > 0.0 {
            let areas = (1..=wish.area[0] as i32 / 100).map(|step| wish.area[0] - f64::from(step) * 100.0).collect();
            let plain = smallest(areas, &|least| Wish { area: [least, wish.area[1]], ..wish.clone() });
            // An area of nothing asks for nothing.
            let own = of(Aspect::Area, &query, super::near::Side::Least);
            assert_eq!(own, plain, "round {round} area from {wish:?}");
        }
        if wish.area[1].is_finite() {
            let areas = (1..60).map(|step| wish.area[1] + f64::from(step) * 100.0).collect();
            assert_eq!(
                of(Aspect::Area, &query, super::near::Side::Most),
                smallest(areas, &|most| Wish { area: [wish.area[0], most], ..wish.clone() }),
                "round {round} area to"
            );
        }
        if wish.rent.is_finite() {
            let cents = (1..400).map(|step| (wish.rent * 100.0 + f64::from(step)).round() / 100.0).collect();
            assert_eq!(
                of(Aspect::Rent, &query, super::near::Side::Most),
                smallest(cents, &|rent| Wish { rent, ..wish.clone() }),
                "round {round} rent"
            );
        }
        told += near.singles.len();
    }
    assert!(told > 50, "{told}");
}

#[test]
fn the_best_pair_takes_the_fewest_steps() {
    let mut random = numbers(31);
    let mut told = 0;
    for round in 0..80 {
        let (mut houses, mut plains): (Vec<_>, Vec<_>) = (0..4).map(|_| random_house(&mut random)).unzip();
        houses
            .iter_mut()
            .flat_map(|house| &mut house.floors)
            .flat_map(|floor| &mut floor.1)
            .for_each(|unit| unit.least_part_m2 = f64::INFINITY);
        plains.iter_mut().flatten().for_each(|space: &mut Plain| space.least_part = f64::INFINITY);
        let wish = Wish { area: [800.0, 1500.0], rent: 4.2, metro: 500.0, by: 120, whole: false, pieces: 100, floors: [1, 100] };
        let all: Vec<Vec<Combination>> = plains.iter().map(|plain| combinations(plain)).collect();
        let count =
            |wish: &Wish| plains.iter().zip(&all).filter(|(plain, all)| all.iter().any(|one| fits(plain, one, wish))).count();
        // Steps of a tenth of the bound, 100 m, 30 days.
        let steps = |one: &Combination| {
            let rent = one.yuan / one.area;
            [
                (wish.area[0] - one.area) / 80.0,
                (one.area - wish.area[1]) / 150.0,
                (rent - wish.rent) / 0.42,
                (one.metro - wish.metro) / 100.0,
                f64::from(one.free_in - wish.by) / 30.0,
            ]
            .map(|steps| if steps > 1e-9 { steps } else { 0.0 })
        };
        // For each building in which nothing fits and each two of these: the fewest steps, if they are of both.
        let mut costs: Vec<f64> = Vec::new();
        for (_, all) in plains.iter().zip(&all).filter(|(plain, all)| !all.iter().any(|one| fits(plain, one, &wish))) {
            let ways: Vec<[f64; 5]> =
                all.iter().filter(|one| one.offered).map(steps).filter(|steps| steps.iter().all(|own| *own <= 5.0)).collect();
            for pair in (0..5).flat_map(|a| (a + 1..5).map(move |b| [a, b])).filter(|pair| *pair != [0, 1]) {
                let inside = ways.iter().filter(|steps| (0..5).all(|at| pair.contains(&at) || steps[at] == 0.0));
                let (mut of_one, mut of_both) = (f64::INFINITY, f64::INFINITY);
                for steps in inside {
                    let sum = steps[pair[0]] + steps[pair[1]];
                    let least = if pair.iter().all(|&at| steps[at] > 0.0) { &mut of_both } else { &mut of_one };
                    *least = least.min(sum);
                }
                costs.extend((of_both < of_one - 1e-9).then_some(of_both));
            }
        }
        let best = costs.into_iter().reduce(f64::min);
        let market = market(&houses);
        let query = wish.query();
        let near = near_misses(&market, &query, &|_, _| std::ops::ControlFlow::Continue(())).unwrap();
        assert_eq!(best.is_some(), !near.pairs.is_empty(), "round {round}: {best:?} {near:?}");
        let (Some(best), Some(pair)) = (best, near.pairs.first()) else { continue };
        let mut moved = wish.clone();
        let mut cost = 0.0;
        for change in &pair.changes {
            cost += change.by.abs()
                / match (query.criteria[change.criterion].aspect, change.side) {
                    (Aspect::Area, super::near::Side::Least) => 80.0,
                    (Aspect::Area, _) => 150.0,
                    (Aspect::Rent, _) => 0.42,
                    (Aspect::Metro, _) => 100.0,
                    _ => 30.0,
                };
            match (query.criteria[change.criterion].aspect, change.side) {
                (Aspect::Area, super::near::Side::Least) => moved.area[0] = change.bound,
                (Aspect::Area, _) => moved.area[1] = change.bound,
                (Aspect::Rent, _) => moved.rent = change.bound,
                (Aspect::Metro, _) => moved.metro = change.bound,
                _ => moved.by = change.bound as i32,
            }
        }
        // Bounds are on a grid: a hundredth of a yuan more at most.
        assert!(cost >= best - 1e-9 && cost <= best + 0.03, "round {round}: {cost} for {best}, {pair:?}");
        assert_eq!(pair.opens, count(&moved) - count(&wish), "round {round}");
        told += 1;
    }
    assert!(told > 20, "{told}");
}
