//! Parts the faces of the ground into parcels (street blocks) by invented streets, led along the faces' edges and through the
//! real crossings. It refuses streets over water, tracks and grounds.

use geo::Polygon;

use super::base::BaseMap;
use super::ground::{Ground, Kept, Street, overlaps};
use super::plane::{
    Frame, Point, area_m2, bounds, bounds_of, contains, cross, dot, left, length, meeting, middle, oriented, polygon, union,
    unit, without,
};
use super::rng::Rng;

/// A place where a park's grounds are wanted: one parcel is left whole there.
pub struct Wanted {
    /// About where, metre plane.
    pub at: Point,
    /// The most its grounds may measure, m².
    pub most_m2: f64,
    /// How far off they may lie, m.
    pub reach_m: f64,
    /// The block they lie in.
    pub block: &'static str,
}

/// A street block.
pub struct Parcel {
    /// Its shape without what is kept clear, metre plane.
    pub shape: Polygon,
    /// Its shape without greens and sites alone: the outline of grounds.
    pub outline: Polygon,
    /// The block its middle lies in.
    pub block: Option<String>,
    /// Which wanted place it is.
    pub wanted: Option<usize>,
}

/// The invented streets and the parcels between them.
pub struct Network {
    /// Named, edge and invented streets.
    pub streets: Vec<Street>,
    /// Parcels.
    pub parcels: Vec<Parcel>,
}

/// Half the width of an invented main and minor street with its pavements, m.
const HALF_WIDTH_M: (f64, f64) = (11.0, 7.0);
/// How far a street's end looks for another street to meet, m.
const REACH_M: f64 = 48.0;
/// Parcels below this area are left as open ground, m².
const LEAST_PARCEL_M2: f64 = 1_300.0;

/// Parts all faces.
pub fn lay_out(ground: &Ground, base: &BaseMap, wanted: &[Wanted], rng: &Rng) -> Network {
    let mut cutter = Cutter { ground, base, wanted, streets: ground.streets.clone(), leaves: Vec::new() };
    // The largest faces first, so that their streets lead the way for the small ones beside them.
    let mut faces: Vec<&Polygon> = ground.faces.iter().collect();
    faces.sort_by(|a, b| area_m2(b).total_cmp(&area_m2(a)).then(middle(a).x.total_cmp(&middle(b).x)));
    for (place, face) in faces.into_iter().enumerate() {
        cutter.part(face.clone(), &mut rng.fork(place as u64 + 1));
    }
    let mut parcels = Vec::new();
    for leaf in &cutter.leaves {
        let outlines = without(leaf, &ground.kept_within(bounds(leaf), true), LEAST_PARCEL_M2);
        for part in without(leaf, &ground.kept_within(bounds(leaf), false), LEAST_PARCEL_M2) {
            let outline = outlines.iter().find(|outline| contains(outline, part.exterior().0[0]));
            let block = base.block_of(middle(&part)).map(str::to_owned);
            parcels.push(Parcel { outline: oriented(outline.unwrap_or(&part)), shape: oriented(&part), block, wanted: None });
        }
    }
    for (place, want) in wanted.iter().enumerate() {
        if let Some(best) = best_for(&parcels, want) {
            parcels[best].wanted = Some(place);
        }
    }
    Network { streets: cutter.streets, parcels }
}

/// The free parcel that suits a wanted place best: near, large enough, compact.
fn best_for(parcels: &[Parcel], want: &Wanted) -> Option<usize> {
    let score = |parcel: &Parcel| {
        let away_m = length(middle(&parcel.shape) - want.at);
        let (_, sides) = box_around(&parcel.shape);
        let (long, short) = (sides[2] - sides[0], sides[3] - sides[1]);
        let area = area_m2(&parcel.shape);
        let suits = parcel.wanted.is_none()
            && parcel.block.as_deref() == Some(want.block)
            && away_m < want.reach_m
            && area <= want.most_m2 * 1.2;
        suits.then(|| area * area / (long * short) * (short * 2.2 / long).min(1.0) - away_m * 50.0)
    };
    let scored = parcels.iter().enumerate().filter_map(|(place, parcel)| Some((place, score(parcel)?)));
    scored.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(place, _)| place)
}

struct Cutter<'a> {
    ground: &'a Ground,
    base: &'a BaseMap,
    wanted: &'a [Wanted],
    streets: Vec<Street>,
    leaves: Vec<Polygon>,
}

/// A line across a polygon that may become a street.
struct Cut {
    through: Point,
    along: Point,
    score: f64,
}

impl Cutter<'_> {
    /// Cuts a polygon in two or more until the parts are street blocks.
    fn part(&mut self, shape: Polygon, rng: &mut Rng) {
        let area = area_m2(&shape);
        let (frame, sides) = box_around(&shape);
        let (long, short) = (sides[2] - sides[0], sides[3] - sides[1]);
        let (low, high) = self.grain_m(middle(&shape));
        let most_long = rng.range(low, high) * 1.28;
        let wanted = long < short * 2.2 && self.wanted.iter().any(|w| area <= w.most_m2 && contains(&shape, w.at));
        if wanted || long <= most_long || area < low * low * 0.62 || short < 45.0 {
            if !wanted && long > most_long * 0.85 && short > 90.0 && rng.chance(0.35) {
                self.dead_end(shape, frame, sides, rng);
            } else {
                self.leaves.push(shape);
            }
            return;
        }
        let cut = self.best_cut(&shape, frame, sides, most_long, rng);
        let main = short > 420.0 && long > 500.0;
        let half_m = if main { HALF_WIDTH_M.0 } else { HALF_WIDTH_M.1 };
        let reach = cut.along * (long + short);
        let (a, b) = (cut.through - reach, cut.through + reach);
        self.add_street(&shape, a, b, main);
        let side = left(cut.along) * half_m;
        let strip = polygon(vec![a - side, b - side, b + side, a + side]);
        for piece in without(&shape, &union(&[strip]), 900.0) {
            self.part(piece, rng);
        }
    }

    /// Least and greatest wanted distance of streets, m: the old south is finer.
    fn grain_m(&self, p: Point) -> (f64, f64) {
        match self.base.block_of(p) {
            Some("south") => (118.0, 185.0),
            Some(_) => (135.0, 225.0),
            None => (140.0, 240.0),
        }
    }

    /// Tries lines across the long side and takes the one that best meets real crossings and other streets' ends, follows
    /// the edges and stays off grounds.
    fn best_cut(&self, shape: &Polygon, frame: Frame, sides: [f64; 4], most_long: f64, rng: &mut Rng) -> Cut {
        let (long, middle_v) = (sides[2] - sides[0], (sides[1] + sides[3]) / 2.0);
        let parts = (long / (most_long * 0.85)).round().max(2.0);
        let centre = sides[0] + long * (parts / 2.0).floor() / parts;
        let play = (long * 0.17).min(75.0);
        let window = bounds(shape);
        let near =
            |p: &Point| overlaps([p.x, p.y, p.x, p.y], [window[0] - 50.0, window[1] - 50.0, window[2] + 50.0, window[3] + 50.0]);
        let crossings: Vec<Point> = self.base.crossings.iter().copied().filter(near).collect();
        let ends: Vec<Point> = self
            .streets
            .iter()
            .flat_map(|s| [s.line[0], s.line[s.line.len() - 1]])
            .filter(near)
            .filter(|&p| !contains(shape, p))
            .collect();
        let kept: Vec<&Kept> = self.ground.kept.iter().filter(|k| overlaps(k.bounds, window)).collect();
        let wanted: Vec<Point> = self.wanted.iter().map(|w| w.at).filter(|&at| contains(shape, at)).collect();
        let straight = edge_direction(shape, left(frame.u));

        let mut best: Option<Cut> = None;
        for slant in [0.0, -0.05, 0.05, -0.11, 0.11] {
            let along = unit(straight + frame.u * slant);
            for step in 0..=14 {
                let offset = (f64::from(step) / 7.0 - 1.0) * play;
                let through = frame.to_plane(Point { x: centre + offset, y: middle_v });
                let beside = |p: &&Point| cross(along, **p - through).abs();
                let hits = crossings.iter().filter(|p| beside(p) < 7.0).count().min(4) as f64;
                let met = ends.iter().filter(|p| beside(p) < 6.0).count().min(2) as f64;
                let near_miss = ends.iter().filter(|p| (6.0..26.0).contains(&beside(p))).count().min(2) as f64;
                let mut score =
                    1.6 * hits + 2.2 * met - 0.9 * near_miss - 2.0 * (offset / play).abs() - 12.0 * slant.abs() + rng.unit();
                for (from, to) in chords(shape, through, along) {
                    let mut t = from;
                    while t < to {
                        let p = through + along * t;
                        score -= if kept.iter().any(|kept| kept.holds(p)) { 0.5 } else { 0.0 };
                        t += 9.0;
                    }
                }
                score -= 6.0 * wanted.iter().filter(|at| beside(at) < 55.0).count() as f64;
                if best.as_ref().is_none_or(|best| score > best.score) {
                    best = Some(Cut { through, along, score });
                }
            }
        }
        best.unwrap_or(Cut { through: middle(shape), along: straight, score: 0.0 })
    }

    /// A short street into a parcel that ends there.
    fn dead_end(&mut self, shape: Polygon, frame: Frame, sides: [f64; 4], rng: &mut Rng) {
        let along = if rng.chance(0.5) { left(frame.u) } else { left(frame.u) * -1.0 };
        let x = sides[0] + (sides[2] - sides[0]) * rng.range(0.4, 0.6);
        let through = frame.to_plane(Point { x, y: (sides[1] + sides[3]) / 2.0 });
        let Some(&(from, to)) = chords(&shape, through, along).first() else {
            self.leaves.push(shape);
            return;
        };
        let inner = from + (to - from) * rng.range(0.5, 0.68);
        let (a, b) = (through + along * (from - 5.0), through + along * inner);
        self.add_street(&shape, a, b, false);
        let side = left(along) * (HALF_WIDTH_M.1 - 1.0);
        let strip = polygon(vec![a - side, b - side, b + side, a + side]);
        self.leaves.extend(without(&shape, &union(&[strip]), 900.0));
    }

    /// Adds the street on the line's way through a polygon, off what is kept clear, its ends led on to the streets they
    /// nearly meet.
    fn add_street(&mut self, shape: &Polygon, a: Point, b: Point, main: bool) {
        let along = unit(b - a);
        let far = length(b - a);
        for (from, to) in chords(shape, a, along) {
            let mut free = vec![(from.max(0.0), to.min(far))];
            let (p, q) = (a + along * from, a + along * to);
            let window = bounds_of([p, q].into_iter());
            for kept in self.ground.kept.iter().filter(|kept| overlaps(kept.bounds, window) && area_m2(&kept.shape) > 600.0) {
                for taken in chords(&kept.shape, a, along) {
                    free = free
                        .into_iter()
                        .flat_map(|f| [(f.0, f.1.min(taken.0)), (f.0.max(taken.1), f.1)])
                        .filter(|f| f.1 > f.0)
                        .collect();
                }
            }
            for (start, end) in free.into_iter().filter(|f| f.1 - f.0 > 35.0) {
                let (mut p, mut q) = (a + along * start, a + along * end);
                if start == from {
                    p = self.led_on(p, along * -1.0).unwrap_or(p);
                }
                if end == to {
                    q = self.led_on(q, along).unwrap_or(q);
                }
                self.streets.push(Street { line: vec![p, q], main, named: false });
            }
        }
    }

    /// Where a street that ends at `p` meets another one straight on, if no water or track lies between.
    fn led_on(&self, p: Point, along: Point) -> Option<Point> {
        let ahead = [p, p + along * REACH_M];
        let first = |lines: &mut dyn Iterator<Item = [Point; 2]>| {
            lines.filter_map(|segment| meeting(ahead, segment)).map(|(share, _)| share).min_by(f64::total_cmp)
        };
        let pairs = |line: &Vec<Point>| line.windows(2).map(|pair| [pair[0], pair[1]]).collect::<Vec<_>>();
        let street = first(&mut self.streets.iter().map(|s| &s.line).chain(&self.ground.elevated).flat_map(pairs))?;
        let barrier = first(&mut self.ground.barriers.iter().copied());
        barrier.is_none_or(|barrier| barrier > street).then(|| p + along * (REACH_M * street))
    }
}

/// The parts of a line inside a polygon, as distances along it from `origin`, in order.
pub fn chords(shape: &Polygon, origin: Point, along: Point) -> Vec<(f64, f64)> {
    let mut cuts = Vec::new();
    for ring in std::iter::once(shape.exterior()).chain(shape.interiors()) {
        for pair in ring.0.windows(2) {
            let (a, b) = (cross(along, pair[0] - origin), cross(along, pair[1] - origin));
            if (a > 0.0) != (b > 0.0) {
                let p = pair[0] + (pair[1] - pair[0]) * (a / (a - b));
                cuts.push(dot(p - origin, along));
            }
        }
    }
    cuts.sort_by(f64::total_cmp);
    cuts.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

/// The narrowest box around a polygon along one of its edges: its frame, first axis along the long side, and its sides there.
pub fn box_around(shape: &Polygon) -> (Frame, [f64; 4]) {
    let ring = &shape.exterior().0;
    let sides_in = |frame: Frame| bounds_of(ring.iter().map(|&p| frame.to_local(p)));
    let size = |s: &[f64; 4]| (s[2] - s[0]) * (s[3] - s[1]);
    let frames = ring.windows(2).filter(|pair| length(pair[1] - pair[0]) > 12.0).map(|pair| Frame { u: unit(pair[1] - pair[0]) });
    let best = frames.map(|frame| (frame, sides_in(frame))).min_by(|a, b| size(&a.1).total_cmp(&size(&b.1)));
    let (frame, sides) = best.unwrap_or_else(|| {
        let east = Frame { u: Point { x: 1.0, y: 0.0 } };
        (east, sides_in(east))
    });
    if sides[2] - sides[0] >= sides[3] - sides[1] {
        return (frame, sides);
    }
    let turned = Frame { u: left(frame.u) };
    (turned, sides_in(turned))
}

/// The direction of the polygon's longest edges that run about as `wanted` does; else `wanted`.
fn edge_direction(shape: &Polygon, wanted: Point) -> Point {
    let mut sum = wanted * 20.0;
    for pair in shape.exterior().0.windows(2) {
        let edge = pair[1] - pair[0];
        let along = dot(edge, wanted);
        if along.abs() > 0.93 * length(edge) && length(edge) > 40.0 {
            sum = sum + edge * along.signum();
        }
    }
    unit(sum)
}
