//! The ground to be built on: the blocks and a strip around them, less rivers, tracks, main roads and large grounds. What
//! is left falls into faces. It invents only the streets along those block edges that neither water nor a road already marks.

use geo::{MultiPolygon, Polygon};

use super::base::BaseMap;
use super::plane::{
    Point, area_m2, bounds, contains, distance_to_segment, grown, length, oriented, stroke, union, unit, without,
};

/// How far around the blocks the city is drawn, m.
const STRIP_M: f64 = 390.0;
/// Grounds above this area part the streets; streets are led around smaller ones, m².
const LARGE_M2: f64 = 14_000.0;
/// What is kept clear, m from its line or edge.
mod clear {
    pub const WATER: f64 = 9.0;
    pub const WATERWAY: f64 = 12.0;
    pub const RAIL: f64 = 15.0;
    pub const ELEVATED: f64 = 22.0;
    pub const RAMP: f64 = 13.0;
    pub const GROUNDS: f64 = 4.0;
    pub const CROSSING: f64 = 10.0;
    pub const STATION: f64 = 20.0;
    pub const NAMED_STREET: f64 = 14.0;
    pub const EDGE_STREET: f64 = 11.0;
}

/// A street.
#[derive(Clone)]
pub struct Street {
    /// Its course in the metre plane.
    pub line: Vec<Point>,
    /// Whether it is a main street.
    pub main: bool,
    /// Whether it is schematic, not invented.
    pub named: bool,
}

/// A small shape that nothing is built on, with its bounds.
pub struct Kept {
    /// The shape, grown by its clearance.
    pub shape: Polygon,
    /// Its bounds `[x0, y0, x1, y1]`.
    pub bounds: [f64; 4],
    /// Whether it is a green or a site, not a mere point of a street or a station.
    pub is_grounds: bool,
}

impl Kept {
    /// Whether a point lies on it.
    pub fn holds(&self, p: Point) -> bool {
        overlaps(self.bounds, [p.x, p.y, p.x, p.y]) && contains(&self.shape, p)
    }
}

/// The ground.
pub struct Ground {
    /// What may be parted into street blocks.
    pub faces: Vec<Polygon>,
    /// Small grounds, crossings, stations within the faces.
    pub kept: Vec<Kept>,
    /// Lines a street may not be led across: water's edges, tracks.
    pub barriers: Vec<[Point; 2]>,
    /// The named streets and those along block edges.
    pub streets: Vec<Street>,
    /// Courses of elevated roads, which streets end at.
    pub elevated: Vec<Vec<Point>>,
}

impl Ground {
    /// Finds the ground. `named` are the schematic streets.
    pub fn new(base: &BaseMap, named: Vec<Street>) -> Self {
        let mut streets = named;
        streets.extend(edge_streets(base, &streets));

        let mut around = Vec::new();
        for block in base.blocks.iter().flat_map(|(_, parts)| parts) {
            around.extend(grown(block, STRIP_M));
        }
        let region = union(&around);
        let box_of_region = region.0.iter().map(bounds).fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |a, b| {
            [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
        });

        let mut parting: Vec<Polygon> = base.water.iter().flat_map(|p| grown(p, clear::WATER)).collect();
        parting.extend(base.waterways.iter().flat_map(|line| stroke(line, clear::WATERWAY)));
        parting.extend(base.rails.iter().flat_map(|line| stroke(line, clear::RAIL)));
        for (main, line) in &base.elevated {
            parting.extend(stroke(line, if *main { clear::ELEVATED } else { clear::RAMP }));
        }
        for street in &streets {
            parting.extend(stroke(&street.line, if street.named { clear::NAMED_STREET } else { clear::EDGE_STREET }));
        }
        let mut kept = Vec::new();
        for grounds in base.green.iter().chain(&base.sites) {
            let parts = grown(grounds, clear::GROUNDS);
            if area_m2(grounds) > LARGE_M2 {
                parting.extend(parts)
            } else {
                kept.extend(union(&parts).0.into_iter().map(|p| (p, true)))
            }
        }
        kept.extend(base.crossings.iter().flat_map(|&p| stroke(&[p], clear::CROSSING)).map(|disc| (disc, false)));
        kept.extend(base.stations.iter().flat_map(|&p| stroke(&[p], clear::STATION)).map(|disc| (disc, false)));
        parting.retain(|part| overlaps(bounds(part), box_of_region));
        let parted = union(&parting);

        let faces = region.0.iter().flat_map(|part| without(part, &parted, 2_500.0)).map(|face| oriented(&face)).collect();
        let kept = kept
            .into_iter()
            .map(|(shape, is_grounds)| Kept { bounds: bounds(&shape), shape: oriented(&shape), is_grounds })
            .filter(|kept| overlaps(kept.bounds, box_of_region))
            .collect();
        Self {
            faces,
            kept,
            barriers: barriers(base),
            streets,
            elevated: base.elevated.iter().map(|(_, line)| line.clone()).collect(),
        }
    }

    /// The small kept shapes that touch a box, as one shape: all, or greens and sites only.
    pub fn kept_within(&self, window: [f64; 4], grounds_only: bool) -> MultiPolygon {
        let kept = self.kept.iter().filter(|kept| overlaps(kept.bounds, window) && (kept.is_grounds || !grounds_only));
        let parts: Vec<Polygon> = kept.map(|kept| kept.shape.clone()).collect();
        union(&parts)
    }
}

/// Whether two boxes `[x0, y0, x1, y1]` touch.
pub fn overlaps(a: [f64; 4], b: [f64; 4]) -> bool {
    a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

fn barriers(base: &BaseMap) -> Vec<[Point; 2]> {
    let rings = base.water.iter().map(|water| &water.exterior().0);
    rings.chain(&base.waterways).chain(&base.rails).flat_map(|line| line.windows(2).map(|pair| [pair[0], pair[1]])).collect()
}

/// Streets along the block edges that are far from water, main roads and named streets: there the edge is a street that the
/// base map does not show.
fn edge_streets(base: &BaseMap, named: &[Street]) -> Vec<Street> {
    let far = |p: Point, mut lines: Box<dyn Iterator<Item = &Vec<Point>> + '_>, least_m: f64| {
        !lines.any(|line| line.windows(2).any(|pair| distance_to_segment(p, pair[0], pair[1]) < least_m))
    };
    let is_street = |p: Point| {
        far(p, Box::new(base.elevated.iter().filter(|(main, _)| *main).map(|(_, line)| line)), 45.0)
            && far(p, Box::new(base.waterways.iter().chain(base.water.iter().map(|water| &water.exterior().0))), 32.0)
            && far(p, Box::new(base.rails.iter()), 30.0)
            && far(p, Box::new(named.iter().map(|street| &street.line)), 60.0)
    };
    let mut streets = Vec::new();
    for block in base.blocks.iter().filter(|(key, _)| key != "zoumatang").flat_map(|(_, parts)| parts) {
        let mut line: Vec<Point> = Vec::new();
        for pair in block.exterior().0.windows(2) {
            let steps = (length(pair[1] - pair[0]) / 40.0).ceil().max(1.0);
            for step in 0..steps as usize {
                let at = |share: f64| pair[0] + (pair[1] - pair[0]) * (share / steps);
                let (a, b) = (at(step as f64), at(step as f64 + 1.0));
                if is_street((a + b) / 2.0) {
                    if line.is_empty() {
                        line.push(a);
                    }
                    line.push(b);
                } else {
                    streets.push(std::mem::take(&mut line));
                }
            }
        }
        streets.push(line);
    }
    let long = |line: &Vec<Point>| line.windows(2).map(|pair| length(pair[1] - pair[0])).sum::<f64>() > 120.0;
    streets.into_iter().filter(long).map(|line| Street { line: straightened(&line), main: true, named: false }).collect()
}

/// The line without corners on a straight course.
fn straightened(line: &[Point]) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::new();
    for (place, &p) in line.iter().enumerate() {
        let straight = match (kept.last(), line.get(place + 1)) {
            (Some(&before), Some(&after)) => {
                let (a, b) = (unit(p - before), unit(after - p));
                (a.x * b.x + a.y * b.y) > 0.999_9
            }
            _ => false,
        };
        if !straight {
            kept.push(p);
        }
    }
    kept
}
