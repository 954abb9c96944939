//! A smooth outline around the points of a cluster: a concave hull, padded, with its corners cut. Refuses degrees: metres in a
//! plane.

use geo::algorithm::buffer::{BufferStyle, LineCap, LineJoin};
use geo::concave_hull::ConcaveHullOptions;
use geo::{
    Area, Buffer, ChaikinSmoothing, ConcaveHull, Contains, ConvexHull, Intersects, Line, LineString, MultiPoint, Point, Polygon,
    Simplify,
};

/// How far the outline is to stay off the points, so that their marks lie inside, metres.
const PAD_M: f64 = 12.0;

/// What cutting the corners may take off the padding, metres.
const SMOOTHING_M: f64 = 5.0;

/// How far an arc of the padding turns from corner to corner before smoothing, radians.
const ARC_STEP: f64 = 0.6;

/// Points nearer than this to each other count once, metres: an outline of many thousand points is the same at this grain.
const GRAIN_M: f64 = 3.0;

/// The outline of some points, closed, a valid simple polygon that holds them all. `reach_m` is the distance at which points
/// are still neighbours: a hull edge shorter than that is not drawn in. `None` without a point.
pub fn outline(points: &[[f64; 2]], reach_m: f64) -> Option<Polygon> {
    let thinned = thin(points);
    let padded = pad(&thinned, reach_m)?;
    let smooth = padded.simplify(SMOOTHING_M / 4.0).chaikin_smoothing(2);
    let holds_all = |polygon: &Polygon| thinned.iter().all(|&point| polygon.contains(&Point::from(point)));
    let candidates = [smooth, padded];
    candidates.into_iter().find(|polygon| is_simple(polygon.exterior()) && holds_all(polygon)).or_else(|| convex(&thinned))
}

fn pad(points: &[[f64; 2]], reach_m: f64) -> Option<Polygon> {
    let first = Point::from(*points.first()?);
    let style = || BufferStyle::new(PAD_M + SMOOTHING_M).line_join(LineJoin::Round(ARC_STEP));
    let multi = MultiPoint::from(points.to_vec());
    let options = ConcaveHullOptions { concavity: 2.0, length_threshold: reach_m };
    let padded = match points.len() {
        1 => first.buffer_with_style(style()),
        2 => LineString::from(points.to_vec()).buffer_with_style(style().line_cap(LineCap::Round(ARC_STEP))),
        _ => {
            let hull = multi.concave_hull_with_options(options);
            // Points in one line have a hull without an area, which has no inside to pad.
            if hull.unsigned_area() > 1.0 { hull.buffer_with_style(style()) } else { hull.exterior().buffer_with_style(style()) }
        }
    };
    // Holes between arms of the hull that the padding closed are part of the cluster's ground.
    let largest = padded.into_iter().max_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()))?;
    Some(Polygon::new(largest.exterior().clone(), Vec::new()))
}

/// The convex hull of a small octagon around each point: what always holds.
fn convex(points: &[[f64; 2]]) -> Option<Polygon> {
    let corners = points.iter().flat_map(|&[x, y]| {
        let step = PAD_M * std::f64::consts::SQRT_2 / 2.0;
        let (near, far) = (step, PAD_M * 1.1);
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

/// One point a grain, in a fixed order.
fn thin(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let grain = |point: &[f64; 2]| point.map(|v| (v / GRAIN_M).floor() as i64);
    let mut thinned = points.to_vec();
    thinned.sort_by(|a, b| grain(a).cmp(&grain(b)).then(a[0].total_cmp(&b[0])).then(a[1].total_cmp(&b[1])));
    thinned.dedup_by_key(|point| grain(point));
    thinned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_that_crosses_or_touches_itself_is_not_simple() {
        let ring = |corners: &[[f64; 2]]| LineString::from(corners.to_vec());
        assert!(is_simple(&ring(&[[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0], [0.0, 0.0]])));
        assert!(!is_simple(&ring(&[[0.0, 0.0], [4.0, 4.0], [4.0, 0.0], [0.0, 4.0], [0.0, 0.0]])));
        assert!(!is_simple(&ring(&[[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [2.0, 0.0], [0.0, 4.0], [0.0, 0.0]])));
        assert!(!is_simple(&ring(&[[0.0, 0.0], [4.0, 0.0], [0.0, 0.0]])));
    }
}
