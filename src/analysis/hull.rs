//! A round outline around the points of a cluster: a concave hull, closed morphologically. Refuses degrees: metres in a plane.

use geo::algorithm::buffer::{BufferStyle, LineCap, LineJoin};
use geo::concave_hull::ConcaveHullOptions;
use geo::{
    Area, Buffer, ChaikinSmoothing, ConcaveHull, Contains, ConvexHull, Intersects, Line, LineString, MultiPoint, MultiPolygon,
    Point, Polygon, Simplify,
};

/// The room around each point is a disc with a third of the reach as its radius, and no less than this, metres.
const LEAST_DISC_M: f64 = 25.0;

/// How far the hull is grown beyond its discs before it is shrunk again, as a share of the reach: bays narrower than twice
/// that are filled.
const CLOSING: f64 = 0.25;

/// What leaving corners out may change, metres.
const SIMPLER_M: f64 = 1.0;

/// How far an arc turns from corner to corner before smoothing, radians.
const ARC_STEP: f64 = 0.6;

/// The outline of some points, closed, a valid simple polygon that holds them all with room around them. `reach_m` is the
/// distance at which points are still neighbours: a hull edge shorter than that is not drawn in.
///
/// It is their concave hull, closed morphologically: grown, then shrunk to a disc's radius around it. A member at the end of
/// the reach hangs on by a neck as broad as a disc, not by a spike, and narrow bays are filled.
pub fn outline(points: &[[f64; 2]], reach_m: f64) -> Option<Polygon> {
    let disc_m = (reach_m / 3.0).max(LEAST_DISC_M);
    let closing_m = reach_m * CLOSING;
    let thinned = thin(points, disc_m / 8.0);
    let grown = largest(grown(&thinned, reach_m, disc_m + closing_m)?)?;
    let closed = largest(grown.buffer_with_style(round(-closing_m)));
    let holds_all = |polygon: &Polygon| thinned.iter().all(|&point| polygon.contains(&Point::from(point)));
    let candidates = closed.map(|polygon| [polygon.simplify(SIMPLER_M).chaikin_smoothing(2), polygon]).into_iter().flatten();
    candidates
        .into_iter()
        .find(|polygon| is_simple(polygon.exterior()) && holds_all(polygon))
        .or_else(|| convex(&thinned, disc_m))
}

fn round(distance_m: f64) -> BufferStyle<f64> {
    BufferStyle::new(distance_m).line_join(LineJoin::Round(ARC_STEP))
}

/// Everything no farther than a distance from the concave hull of some points.
fn grown(points: &[[f64; 2]], reach_m: f64, distance_m: f64) -> Option<MultiPolygon> {
    let style = round(distance_m);
    Some(match points {
        [] => return None,
        [only] => Point::from(*only).buffer_with_style(style),
        [_, _] => LineString::from(points.to_vec()).buffer_with_style(style.line_cap(LineCap::Round(ARC_STEP))),
        _ => {
            let options = ConcaveHullOptions { concavity: 2.0, length_threshold: reach_m };
            let hull = MultiPoint::from(points.to_vec()).concave_hull_with_options(options);
            // Points in one line have a hull without an area, which has no inside to grow.
            if hull.unsigned_area() > 1.0 { hull.buffer_with_style(style) } else { hull.exterior().buffer_with_style(style) }
        }
    })
}

/// The largest piece, its holes filled: they are ground of the cluster, too.
fn largest(pieces: MultiPolygon) -> Option<Polygon> {
    let largest = pieces.into_iter().max_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()))?;
    Some(Polygon::new(largest.exterior().clone(), Vec::new()))
}

/// The convex hull of a small octagon around each point: what always holds.
fn convex(points: &[[f64; 2]], disc_m: f64) -> Option<Polygon> {
    let corners = points.iter().flat_map(|&[x, y]| {
        let (near, far) = (disc_m * std::f64::consts::SQRT_2 / 2.0, disc_m * 1.1);
        let offsets =
            [[far, 0.0], [near, near], [0.0, far], [-near, near], [-far, 0.0], [-near, -near], [0.0, -far], [near, -near]];
        offsets.map(|[dx, dy]| Point::new(x + dx, y + dy))
    });
    let hull = MultiPoint::new(corners.collect()).convex_hull();
    (hull.unsigned_area() > 0.0).then_some(hull)
}

/// True when no two edges of a closed ring touch, but those that follow each other in their common corner. Edges are met in
/// the order of their western ends, so that only those that overlap from west to east are held against each other.
fn is_simple(ring: &LineString) -> bool {
    let edges: Vec<Line> = ring.lines().collect();
    let west = |i: usize| edges[i].start.x.min(edges[i].end.x);
    let mut order: Vec<usize> = (0..edges.len()).collect();
    order.sort_by(|&a, &b| west(a).total_cmp(&west(b)));
    let follows = |a: usize, b: usize| (a + 1) % edges.len() == b || (b + 1) % edges.len() == a;
    let meets_a_later_one = |(rank, &a): (usize, &usize)| {
        let east = edges[a].start.x.max(edges[a].end.x);
        let overlapping = order[rank + 1..].iter().take_while(|&&b| west(b) <= east);
        overlapping.into_iter().any(|&b| !follows(a, b) && edges[a].intersects(&edges[b]))
    };
    edges.len() >= 3 && !order.iter().enumerate().any(meets_a_later_one)
}

/// One point a grain (metres), in a fixed order: an outline of many thousand points is the same at a grain that is small
/// against the discs.
fn thin(points: &[[f64; 2]], grain_m: f64) -> Vec<[f64; 2]> {
    let grain = |point: &[f64; 2]| point.map(|v| (v / grain_m).floor() as i64);
    let mut thinned = points.to_vec();
    thinned.sort_by(|a, b| grain(a).cmp(&grain(b)).then(a[0].total_cmp(&b[0])).then(a[1].total_cmp(&b[1])));
    thinned.dedup_by_key(|point| grain(point));
    thinned
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Points 10 m apart in a square, and one a reach away from its edge: the way there is as broad as a street block.
    #[test]
    fn a_single_member_at_the_end_of_the_reach_is_no_spike() {
        let mut points: Vec<[f64; 2]> = (0..100).map(|i| [f64::from(i % 10) * 10.0, f64::from(i / 10) * 10.0]).collect();
        points.push([90.0 + 150.0, 45.0]);
        let outline = outline(&points, 150.0).unwrap();
        for x in (0..=240).step_by(10) {
            for y in [35.0, 45.0, 55.0] {
                assert!(outline.contains(&Point::new(f64::from(x), y)), "{x} {y}");
            }
        }
        // And it keeps near to what it is around: no member is farther than a third of the reach from its ground.
        assert!(!outline.contains(&Point::new(240.0, 45.0 + 60.0)));
        assert!(outline.exterior().coords().count() < 120);
    }

    #[test]
    fn a_ring_that_crosses_or_touches_itself_is_not_simple() {
        let ring = |corners: &[[f64; 2]]| LineString::from(corners.to_vec());
        assert!(is_simple(&ring(&[[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0], [0.0, 0.0]])));
        assert!(!is_simple(&ring(&[[0.0, 0.0], [4.0, 4.0], [4.0, 0.0], [0.0, 4.0], [0.0, 0.0]])));
        assert!(!is_simple(&ring(&[[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [2.0, 0.0], [0.0, 4.0], [0.0, 0.0]])));
        assert!(!is_simple(&ring(&[[0.0, 0.0], [4.0, 0.0], [0.0, 0.0]])));
    }
}
