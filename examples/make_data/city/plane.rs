//! The metre plane in which the city is drawn: degrees to metres and back, frames, strips along lines, simple tests.
//! It refuses sines and cosines: directions are unit vectors.

use geo::algorithm::bool_ops::unary_union;
use geo::{Area, BooleanOps, Coord, LineString, MultiPolygon, Polygon};

/// Where the plane touches the globe, degrees WGS84.
const ORIGIN: (f64, f64) = (121.45, 31.26);
/// Metres of a degree of longitude and of latitude there (WGS84 ellipsoid).
const METRES_PER_DEGREE: (f64, f64) = (95_244.13, 110_873.96);

/// A point of the plane, metres east and north.
pub type Point = Coord<f64>;

/// A point of the plane.
pub fn point(x: f64, y: f64) -> Point {
    Coord { x, y }
}

/// Degrees WGS84 to the plane.
pub fn in_metres(lon_lat: [f64; 2]) -> Point {
    point((lon_lat[0] - ORIGIN.0) * METRES_PER_DEGREE.0, (lon_lat[1] - ORIGIN.1) * METRES_PER_DEGREE.1)
}

/// The plane to degrees WGS84.
pub fn in_degrees(p: Point) -> [f64; 2] {
    [ORIGIN.0 + p.x / METRES_PER_DEGREE.0, ORIGIN.1 + p.y / METRES_PER_DEGREE.1]
}

/// Scalar product.
pub fn dot(a: Point, b: Point) -> f64 {
    a.x * b.x + a.y * b.y
}

/// Area of the parallelogram of two vectors, positive where `b` lies left of `a`.
pub fn cross(a: Point, b: Point) -> f64 {
    a.x * b.y - a.y * b.x
}

/// Length of a vector, m.
pub fn length(v: Point) -> f64 {
    dot(v, v).sqrt()
}

/// The vector turned left by a right angle.
pub fn left(v: Point) -> Point {
    point(-v.y, v.x)
}

/// The direction of a vector; east for one without length.
pub fn unit(v: Point) -> Point {
    let length_m = length(v);
    if length_m > 0.0 { v / length_m } else { point(1.0, 0.0) }
}

/// A turned pair of axes.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// First axis, a unit vector.
    pub u: Point,
}

impl Frame {
    /// Plane to frame.
    pub fn to_local(self, p: Point) -> Point {
        point(dot(p, self.u), dot(p, left(self.u)))
    }

    /// Frame to plane.
    pub fn to_plane(self, p: Point) -> Point {
        self.u * p.x + left(self.u) * p.y
    }

    /// A polygon in the frame.
    pub fn polygon_to_local(self, polygon: &Polygon) -> Polygon {
        map_polygon(polygon, |p| self.to_local(p))
    }

    /// A polygon of the frame in the plane.
    pub fn polygon_to_plane(self, polygon: &Polygon) -> Polygon {
        map_polygon(polygon, |p| self.to_plane(p))
    }
}

fn map_polygon(polygon: &Polygon, f: impl Fn(Point) -> Point) -> Polygon {
    let ring = |ring: &LineString| ring.coords().map(|&p| f(p)).collect::<LineString>();
    Polygon::new(ring(polygon.exterior()), polygon.interiors().iter().map(ring).collect())
}

/// Least and greatest x and y of a polygon's outline: `[x0, y0, x1, y1]`.
pub fn bounds(polygon: &Polygon) -> [f64; 4] {
    bounds_of(polygon.exterior().coords().copied())
}

/// Least and greatest x and y of points: `[x0, y0, x1, y1]`.
pub fn bounds_of(points: impl Iterator<Item = Point>) -> [f64; 4] {
    points.fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |b, p| [b[0].min(p.x), b[1].min(p.y), b[2].max(p.x), b[3].max(p.y)])
}

/// A polygon of points, its ring closed and counter-clockwise.
pub fn polygon(mut points: Vec<Point>) -> Polygon {
    if ring_area(&points) < 0.0 {
        points.reverse();
    }
    Polygon::new(LineString(points), Vec::new())
}

/// Area of a ring, positive where it runs counter-clockwise. It may be closed or open.
pub fn ring_area(ring: &[Point]) -> f64 {
    let Some(&first) = ring.first() else { return 0.0 };
    let next = ring.iter().skip(1).chain([&first]);
    ring.iter().zip(next).map(|(&a, &b)| cross(a - first, b - first)).sum::<f64>() / 2.0
}

/// The polygon with its outline counter-clockwise, its holes clockwise.
pub fn oriented(polygon: &Polygon) -> Polygon {
    let ring = |ring: &LineString, sign: f64| {
        let mut points = ring.0.clone();
        if ring_area(&points) * sign < 0.0 {
            points.reverse();
        }
        LineString(points)
    };
    Polygon::new(ring(polygon.exterior(), 1.0), polygon.interiors().iter().map(|hole| ring(hole, -1.0)).collect())
}

/// Area of a polygon without its holes, m².
pub fn area_m2(polygon: &Polygon) -> f64 {
    polygon.unsigned_area()
}

/// The strip within `half_m` of a line, in overlapping parts: a rectangle a segment, an octagon a corner.
pub fn stroke(line: &[Point], half_m: f64) -> Vec<Polygon> {
    // The corners of a regular octagon about the unit circle.
    const CORNERS: [(f64, f64); 8] = [
        (1.0, 0.414_214),
        (0.414_214, 1.0),
        (-0.414_214, 1.0),
        (-1.0, 0.414_214),
        (-1.0, -0.414_214),
        (-0.414_214, -1.0),
        (0.414_214, -1.0),
        (1.0, -0.414_214),
    ];
    let disc = |&p: &Point| polygon(CORNERS.iter().map(|&(x, y)| p + point(x, y) * half_m).collect());
    let mut parts: Vec<Polygon> = line.iter().map(disc).collect();
    for pair in line.windows(2) {
        let side = left(unit(pair[1] - pair[0])) * half_m;
        if pair[0] != pair[1] {
            parts.push(polygon(vec![pair[0] - side, pair[1] - side, pair[1] + side, pair[0] + side]));
        }
    }
    parts
}

/// The polygon and what is within `by_m` of it, in overlapping parts.
pub fn grown(polygon: &Polygon, by_m: f64) -> Vec<Polygon> {
    let mut parts = vec![oriented(polygon)];
    for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
        parts.extend(stroke(&ring.0, by_m));
    }
    parts
}

/// One shape of overlapping parts.
pub fn union(parts: &[Polygon]) -> MultiPolygon {
    unary_union(parts)
}

/// What is left of a polygon without another shape, slivers under `least_m2` dropped, in a fixed order.
pub fn without(polygon: &Polygon, cut: &MultiPolygon, least_m2: f64) -> Vec<Polygon> {
    polygon.difference(cut).0.into_iter().filter(|part| area_m2(part) >= least_m2).collect()
}

/// Whether a point lies in a polygon and in none of its holes.
pub fn contains(polygon: &Polygon, p: Point) -> bool {
    let odd = |ring: &LineString| {
        ring.lines()
            .filter(|l| (l.start.y > p.y) != (l.end.y > p.y) && p.x < l.start.x + (p.y - l.start.y) / l.dy() * l.dx())
            .count()
            % 2
            == 1
    };
    odd(polygon.exterior()) && !polygon.interiors().iter().any(odd)
}

/// Distance of a point from a segment, m.
pub fn distance_to_segment(p: Point, a: Point, b: Point) -> f64 {
    let along = b - a;
    let squared = dot(along, along);
    let t = if squared > 0.0 { (dot(p - a, along) / squared).clamp(0.0, 1.0) } else { 0.0 };
    length(p - (a + along * t))
}

/// Distance of two segments, m; 0 where they cross.
pub fn distance_of_segments(a: [Point; 2], b: [Point; 2]) -> f64 {
    if meeting(a, b).is_some() {
        return 0.0;
    }
    let to = |p: Point, s: [Point; 2]| distance_to_segment(p, s[0], s[1]);
    to(a[0], b).min(to(a[1], b)).min(to(b[0], a)).min(to(b[1], a))
}

/// Where two segments meet, as shares of each, if they do.
pub fn meeting(a: [Point; 2], b: [Point; 2]) -> Option<(f64, f64)> {
    let (r, s) = (a[1] - a[0], b[1] - b[0]);
    let turn = cross(r, s);
    if turn == 0.0 {
        return None;
    }
    let (t, w) = (cross(b[0] - a[0], s) / turn, cross(b[0] - a[0], r) / turn);
    ((0.0..=1.0).contains(&t) && (0.0..=1.0).contains(&w)).then_some((t, w))
}

/// The middle of a polygon's area; its outline's alone counts.
pub fn middle(polygon: &Polygon) -> Point {
    let ring = &polygon.exterior().0;
    let first = ring[0];
    let (mut sum, mut twice) = (point(0.0, 0.0), 0.0);
    for pair in ring.windows(2) {
        let part = cross(pair[0] - first, pair[1] - first);
        sum = sum + (pair[0] + pair[1] + first) * (part / 3.0);
        twice += part;
    }
    if twice == 0.0 { first } else { sum / twice }
}
