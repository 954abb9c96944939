//! Decides what stands on each parcel: a park, offices, works, housing. It refuses numbers of its own for real places: shares
//! and counts are those of the demonstration.

use super::base::BaseMap;
use super::ground::{Street, overlaps};
use super::grounds::Grounds;
use super::layout::{Pattern, Placed, build_up};
use super::parcels::Parcel;
use super::plane::{Point, area_m2, bounds, bounds_of, distance_of_segments, in_metres, length, middle};
use super::rng::Rng;

/// How many buildings with space to let each block is to have.
const OFFICE_BUILDINGS: [(&str, usize); 3] = [("north", 290), ("central", 470), ("south", 640)];

/// A parcel built up.
pub struct Built {
    /// Which parcel.
    pub parcel: usize,
    /// Which grounds it belongs to, if any.
    pub grounds: Option<usize>,
    /// Whether its buildings have space to let.
    pub to_let: bool,
    /// Its buildings.
    pub placed: Vec<Placed>,
    /// How high they stand: 0 low, 1 high.
    pub rise: f64,
}

/// Builds all parcels up, off the streets.
pub fn build_all(parcels: &[Parcel], streets: &[Street], grounds: &[Grounds], base: &BaseMap, rng: &Rng) -> Vec<Built> {
    // A street that was led on to meet another may touch a parcel's corner.
    let segments: Vec<Segment> = streets.iter().flat_map(segments_of).collect();
    let clear = |placed: &Placed| is_off(&segments, placed);
    let build_up = |parcel: &Parcel, pattern: Pattern, rng: &mut Rng| {
        let mut placed = build_up(&parcel.shape, pattern, rng);
        placed.retain(clear);
        placed
    };
    let mut built = Vec::new();
    let mut free: Vec<(f64, usize)> = Vec::new();
    let mut count = OFFICE_BUILDINGS.map(|(block, _)| (block, 0));
    for (place, parcel) in parcels.iter().enumerate() {
        let mut rng = rng.fork(place as u64);
        if let Some(g) = parcel.wanted {
            let placed = build_up(parcel, grounds[g].pattern, &mut rng);
            if let Some(slot) = count.iter_mut().find(|(block, _)| Some(*block) == parcel.block.as_deref()) {
                slot.1 += placed.len();
            }
            built.push(Built { parcel: place, grounds: Some(g), to_let: true, placed, rise: grounds[g].rise });
        } else {
            free.push((pull(parcel, grounds, base, &mut rng), place));
        }
    }
    // The parcels with the strongest pull become offices, until the block has enough; the others are housing.
    free.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, place) in free {
        let parcel = &parcels[place];
        let mut rng = rng.fork(place as u64 + 100_000);
        let most = OFFICE_BUILDINGS.iter().find(|(block, _)| Some(*block) == parcel.block.as_deref());
        let slot = count.iter_mut().find(|(block, _)| Some(*block) == parcel.block.as_deref());
        let to_let =
            matches!((&most, &slot), (Some((_, most)), Some((_, count))) if count < most) && area_m2(&parcel.shape) > 4_000.0;
        let pattern = if to_let { office_pattern(parcel, &mut rng) } else { housing_pattern(parcel, &mut rng) };
        let mut placed = pattern.map(|pattern| build_up(parcel, pattern, &mut rng)).unwrap_or_default();
        if placed.is_empty() && !to_let && pattern.is_some() {
            placed = build_up(parcel, Pattern::Lanes, &mut rng);
        }
        if let (true, Some(slot)) = (to_let, slot) {
            slot.1 += placed.len();
        }
        built.push(Built { parcel: place, grounds: None, to_let, placed, rise: rng.range(0.1, 0.8) });
    }
    built.sort_by_key(|one| one.parcel);
    built
}

/// A straight part of a street's middle line, the distance that buildings keep from it, the box of both.
struct Segment {
    ends: [Point; 2],
    least_m: f64,
    near: [f64; 4],
}

fn segments_of(street: &Street) -> impl Iterator<Item = Segment> + '_ {
    let least_m = if street.main { 11.0 } else { 8.0 };
    street.line.windows(2).map(move |pair| {
        let [x0, y0, x1, y1] = bounds_of(pair.iter().copied());
        Segment { ends: [pair[0], pair[1]], least_m, near: [x0 - least_m, y0 - least_m, x1 + least_m, y1 + least_m] }
    })
}

/// Whether a building keeps its distance from the streets' middle lines.
fn is_off(segments: &[Segment], placed: &Placed) -> bool {
    let taken = bounds(&placed.shape);
    segments.iter().filter(|segment| overlaps(segment.near, taken)).all(|segment| {
        let walls = placed.shape.exterior().0.windows(2);
        walls.into_iter().all(|wall| distance_of_segments(segment.ends, [wall[0], wall[1]]) >= segment.least_m)
    })
}

/// How much a parcel draws offices: near parks and stations more, with a good deal of chance.
fn pull(parcel: &Parcel, grounds: &[Grounds], base: &BaseMap, rng: &mut Rng) -> f64 {
    let at = middle(&parcel.shape);
    let near = |p: Point, reach_m: f64| (1.0 - length(p - at) / reach_m).max(0.0);
    let park = grounds.iter().map(|g| near(in_metres(g.at), 700.0)).fold(0.0, f64::max);
    let station = base.stations.iter().map(|&p| near(p, 600.0)).fold(0.0, f64::max);
    park * 0.9 + station * 0.7 + rng.range(0.0, 1.5)
}

fn office_pattern(parcel: &Parcel, rng: &mut Rng) -> Option<Pattern> {
    use Pattern::*;
    let (patterns, weights) = match parcel.block.as_deref() {
        Some("north") => ([Campus, Factory, Towers, Creative], [0.62, 0.16, 0.18, 0.04]),
        Some("central") => ([Campus, Factory, Towers, Creative], [0.42, 0.20, 0.20, 0.18]),
        _ => ([Campus, Factory, Towers, Creative], [0.12, 0.0, 0.62, 0.26]),
    };
    Some(patterns[rng.weighted(&weights)])
}

fn housing_pattern(parcel: &Parcel, rng: &mut Rng) -> Option<Pattern> {
    use Pattern::*;
    let weights = match parcel.block.as_deref() {
        Some("south") => [0.34, 0.26, 0.30, 0.10],
        Some(_) => [0.64, 0.24, 0.04, 0.08],
        None => [0.56, 0.24, 0.08, 0.12],
    };
    [Some(Slabs), Some(Points), Some(Lanes), None][rng.weighted(&weights)]
}
