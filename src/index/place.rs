//! Where a record is: a point inside its geometry, its distance, its area for ranking. Refuses to look a record up.

use crate::domain::{Dataset, Field, Geometries, GeometryKind, PartKind};
use crate::geodesy::local::{LocalFrame, metres_per_degree};

/// The point `[lon, lat]` that stands for a record: inside its geometry, else its longitude and latitude fields, else `None`.
pub fn position_of(dataset: &Dataset, row: usize) -> Option<[f64; 2]> {
    interior_point(&dataset.geometries, row).or_else(|| {
        let position = [dataset.number(row, Field::Lon)?, dataset.number(row, Field::Lat)?];
        (position[0].abs() <= 180.0 && position[1].abs() <= 90.0).then_some(position)
    })
}

/// A point of a geometry: the point itself, the middle vertex of a line, a point inside the widest part of a polygon.
/// `None` without a geometry.
pub fn interior_point(geometries: &Geometries, feature: usize) -> Option<[f64; 2]> {
    let positions = geometries.positions_of(feature);
    if geometries.kind(feature) == GeometryKind::Point {
        return positions.first().copied();
    }
    let polygons = geometries.parts(feature).filter(|&part| geometries.part_kind(part) == PartKind::Polygon);
    let widest = polygons.filter_map(|part| widest_middle(geometries, part)).max_by(|a, b| a.0.total_cmp(&b.0));
    match widest {
        Some((_, point)) => Some(point),
        None => positions.get(positions.len() / 2).copied(),
    }
}

/// Distance from a position to a geometry, metres in a frame: 0 inside a polygon, infinite without a geometry.
pub fn distance_m(geometries: &Geometries, feature: usize, position: [f64; 2], frame: &LocalFrame) -> f64 {
    if geometries.polygon_contains(feature, position) {
        return 0.0;
    }
    let origin = frame.to_local(position);
    let mut least2 = f64::INFINITY;
    for part in geometries.parts(feature) {
        for ring in geometries.rings(part) {
            let ring = geometries.ring(ring);
            let Some(&first) = ring.first() else { continue };
            let mut from = minus(frame.to_local(first), origin);
            least2 = least2.min(from[0] * from[0] + from[1] * from[1]);
            for &next in &ring[1..] {
                let to = minus(frame.to_local(next), origin);
                least2 = least2.min(segment_distance2(from, to));
                from = to;
            }
        }
    }
    least2.sqrt()
}

/// Area of all polygons of a feature in the plane, m²: to rank by, not to show.
pub fn rough_area_m2(geometries: &Geometries, feature: usize) -> f64 {
    let Some(&[_, lat]) = geometries.positions_of(feature).first() else { return 0.0 };
    let [x, y] = metres_per_degree(lat);
    let polygons = geometries.parts(feature).filter(|&part| geometries.part_kind(part) == PartKind::Polygon);
    let areas = polygons.map(|part| {
        let rings = geometries.rings(part).map(|ring| ring_area(geometries.ring(ring)));
        rings.enumerate().map(|(i, area)| if i == 0 { area } else { -area }).sum::<f64>()
    });
    areas.sum::<f64>() * x * y
}

fn ring_area(ring: &[[f64; 2]]) -> f64 {
    let Some(&[x0, y0]) = ring.first() else { return 0.0 };
    let doubled: f64 = ring.windows(2).map(|e| (e[0][0] - x0) * (e[1][1] - y0) - (e[1][0] - x0) * (e[0][1] - y0)).sum();
    (doubled / 2.0).abs()
}

/// The widest run of a polygon along the parallel through its middle: its width in degrees, and its middle.
fn widest_middle(geometries: &Geometries, part: usize) -> Option<(f64, [f64; 2])> {
    let shell = geometries.ring(geometries.rings(part).start);
    let (south, north) = shell.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(s, n), p| (s.min(p[1]), n.max(p[1])));
    // Off the middle by a hair, so that the parallel seldom runs through a vertex.
    let y = south + (north - south) * 0.500_003;
    let mut crossings = Vec::with_capacity(8);
    for ring in geometries.rings(part) {
        for edge in geometries.ring(ring).windows(2) {
            let ([ax, ay], [bx, by]) = (edge[0], edge[1]);
            if (ay > y) != (by > y) {
                crossings.push((bx - ax) * (y - ay) / (by - ay) + ax);
            }
        }
    }
    crossings.sort_unstable_by(f64::total_cmp);
    let runs = crossings.chunks_exact(2).map(|run| (run[1] - run[0], [(run[0] + run[1]) / 2.0, y]));
    runs.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|run| run.0 > 0.0)
}

fn minus(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    [a[0] - b[0], a[1] - b[1]]
}

/// Square of the distance from the origin to a segment.
fn segment_distance2(from: [f64; 2], to: [f64; 2]) -> f64 {
    let along = minus(to, from);
    let length2 = along[0] * along[0] + along[1] * along[1];
    let t = if length2 > 0.0 { (-(from[0] * along[0] + from[1] * along[1]) / length2).clamp(0.0, 1.0) } else { 0.0 };
    let [x, y] = [from[0] + t * along[0], from[1] + t * along[1]];
    x * x + y * y
}
