//! Where the edges of one feature's rings meet: a sweep along the longer side of its box, with exact predicates. Refuses to say
//! whether a meeting is allowed.

use geo::Coord;
use geo::algorithm::kernels::{Kernel, Orientation, RobustKernel};

use super::ring::Ring;

/// Up to so many edges every pair is looked at: sorting would take longer.
const FEW: usize = 24;

/// An edge of a ring.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    /// Which of the feature's rings.
    pub ring: usize,
    /// Its number in the ring: it runs from the position of that number to the next one.
    pub at: usize,
    from: [f64; 2],
    to: [f64; 2],
}

/// How two edges meet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum How {
    /// The outlines change sides here.
    Crosses,
    /// They share a point and stay on their sides.
    Touches,
    /// They share a line that ends here.
    Shares([f64; 2]),
}

/// A place where two edges meet that are not neighbours.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meeting {
    /// One edge.
    pub a: Edge,
    /// The other.
    pub b: Edge,
    /// Where, in the units of the positions.
    pub position: [f64; 2],
    /// How.
    pub how: How,
}

/// Calls `found` for each place where two edges of some rings meet, neighbours of a ring aside, in an order that depends on the
/// rings alone.
pub(super) fn meetings(rings: &[Ring], edges: &mut Vec<Edge>, mut found: impl FnMut(Meeting)) {
    edges.clear();
    for (ring, points) in rings.iter().enumerate() {
        let points = &points.points;
        let count = points.len();
        edges.extend((0..count).filter(|_| count > 1).map(|at| Edge {
            ring,
            at,
            from: points[at],
            to: points[(at + 1) % count],
        }));
    }
    if edges.len() <= FEW {
        for (at, a) in edges.iter().enumerate() {
            edges[at + 1..].iter().for_each(|b| meet(rings, a, b, &mut found));
        }
        return;
    }
    let axis = longer_side(edges);
    edges.sort_by(|a, b| a.low(axis).total_cmp(&b.low(axis)).then((a.ring, a.at).cmp(&(b.ring, b.at))));
    let mut open: Vec<usize> = Vec::new();
    for at in 0..edges.len() {
        let edge = edges[at];
        let begins = edge.low(axis);
        open.retain(|&other| edges[other].high(axis) >= begins);
        for &other in &open {
            meet(rings, &edges[other], &edge, &mut found);
        }
        open.push(at);
    }
}

/// On which side of the line from `a` to `b` a position is: 1 left, -1 right, 0 on it. Exact.
pub(super) fn side([ax, ay]: [f64; 2], [bx, by]: [f64; 2], [x, y]: [f64; 2]) -> i8 {
    match RobustKernel::orient2d(Coord { x: ax, y: ay }, Coord { x: bx, y: by }, Coord { x, y }) {
        Orientation::CounterClockwise => 1,
        Orientation::Clockwise => -1,
        Orientation::Collinear => 0,
    }
}

/// Where a position is to a closed ring given without its last position: 1 inside, 0 on it, -1 outside. Exact.
pub(super) fn place_in(points: &[[f64; 2]], position: [f64; 2]) -> i8 {
    let [x, y] = position;
    let mut inside = false;
    for (at, &a) in points.iter().enumerate() {
        let b = points[(at + 1) % points.len()];
        let within = |low: f64, high: f64, v: f64| low.min(high) <= v && v <= low.max(high);
        let is_beside = (a[1] > y) != (b[1] > y);
        if !is_beside && !within(a[1], b[1], y) {
            continue;
        }
        let side = side(a, b, position);
        if side == 0 && within(a[0], b[0], x) && within(a[1], b[1], y) {
            return 0;
        }
        if is_beside && (side > 0) == (b[1] > a[1]) {
            inside = !inside;
        }
    }
    if inside { 1 } else { -1 }
}

impl Edge {
    fn low(&self, axis: usize) -> f64 {
        self.from[axis].min(self.to[axis])
    }

    fn high(&self, axis: usize) -> f64 {
        self.from[axis].max(self.to[axis])
    }

    fn is_beside(&self, other: &Self) -> bool {
        (0..2).any(|axis| self.high(axis) < other.low(axis) || other.high(axis) < self.low(axis))
    }
}

fn longer_side(edges: &[Edge]) -> usize {
    let extent = |axis| {
        let low = edges.iter().map(|edge| edge.low(axis)).fold(f64::INFINITY, f64::min);
        edges.iter().map(|edge| edge.high(axis)).fold(f64::NEG_INFINITY, f64::max) - low
    };
    usize::from(extent(1) > extent(0))
}

fn meet(rings: &[Ring], a: &Edge, b: &Edge, found: &mut impl FnMut(Meeting)) {
    if a.is_beside(b) {
        return;
    }
    if a.ring == b.ring {
        let count = rings[a.ring].points.len();
        if (a.at + 1) % count == b.at || (b.at + 1) % count == a.at {
            return;
        }
    }
    let [b_from, b_to] = [b.from, b.to].map(|end| side(a.from, a.to, end));
    let [a_from, a_to] = [a.from, a.to].map(|end| side(b.from, b.to, end));
    if b_from * b_to > 0 || a_from * a_to > 0 {
        return;
    }
    let (a, b) = (*a, *b);
    if [b_from, b_to, a_from, a_to] == [0; 4] {
        if let Some([start, end]) = shared_line(&a, &b) {
            let how = if start == end { at_vertex(rings, &a, &b, start) } else { How::Shares(end) };
            found(Meeting { a, b, position: start, how });
        }
        return;
    }
    // A place at an end of an edge is met by both edges of that end; it is told of once, by the one that begins there.
    for (end, side, of) in [(b.to, b_to, &b), (a.to, a_to, &a)] {
        if side == 0 && begins_next(rings, of, end) {
            return;
        }
    }
    let ends = [(b.from, b_from), (b.to, b_to), (a.from, a_from), (a.to, a_to)];
    let end = ends.into_iter().find(|(_, side)| *side == 0).map(|(end, _)| end);
    let (position, how) = match end {
        Some(end) => (end, at_vertex(rings, &a, &b, end)),
        None => (intersection(&a, &b), How::Crosses),
    };
    found(Meeting { a, b, position, how });
}

/// True when another edge of the same ring begins where this one ends: always, in a closed ring.
fn begins_next(rings: &[Ring], edge: &Edge, end: [f64; 2]) -> bool {
    let points = &rings[edge.ring].points;
    points.get((edge.at + 1) % points.len().max(1)) == Some(&end)
}

/// The line that two edges on one line share, its ends in order; `None` where they are apart.
fn shared_line(a: &Edge, b: &Edge) -> Option<[[f64; 2]; 2]> {
    let axis = usize::from((a.to[1] - a.from[1]).abs() > (a.to[0] - a.from[0]).abs());
    let ordered = |edge: &Edge| if edge.from[axis] <= edge.to[axis] { [edge.from, edge.to] } else { [edge.to, edge.from] };
    let ([a_low, a_high], [b_low, b_high]) = (ordered(a), ordered(b));
    let low = if a_low[axis] >= b_low[axis] { a_low } else { b_low };
    let high = if a_high[axis] <= b_high[axis] { a_high } else { b_high };
    (low[axis] <= high[axis]).then_some([low, high])
}

/// Whether two outlines that meet at a vertex of one of them change sides there.
fn at_vertex(rings: &[Ring], a: &Edge, b: &Edge, vertex: [f64; 2]) -> How {
    let [before_a, after_a] = course(rings, a, vertex);
    let [before_b, after_b] = course(rings, b, vertex);
    let inside = |end: [f64; 2]| in_sector(before_a, vertex, after_a, end);
    match (inside(before_b), inside(after_b)) {
        (Some(one), Some(other)) if one != other => How::Crosses,
        _ => How::Touches,
    }
}

/// The positions between which an outline runs through a place on an edge of it.
fn course(rings: &[Ring], edge: &Edge, place: [f64; 2]) -> [[f64; 2]; 2] {
    let points = &rings[edge.ring].points;
    let count = points.len();
    if place == edge.from {
        [points[(edge.at + count - 1) % count], edge.to]
    } else if place == edge.to {
        [edge.from, points[(edge.at + 2) % count]]
    } else {
        [edge.from, edge.to]
    }
}

/// True where a direction from a vertex lies left of the course `before` – vertex – `after`; `None` on the course itself.
fn in_sector(before: [f64; 2], vertex: [f64; 2], after: [f64; 2], end: [f64; 2]) -> Option<bool> {
    let (in_side, out_side) = (side(before, vertex, end), side(vertex, after, end));
    let ahead =
        |from: [f64; 2], to: [f64; 2]| (to[0] - from[0]) * (end[0] - vertex[0]) + (to[1] - from[1]) * (end[1] - vertex[1]);
    if in_side == 0 && ahead(before, vertex) < 0.0 || out_side == 0 && ahead(vertex, after) > 0.0 {
        return None;
    }
    Some(match side(before, vertex, after) {
        // The course turns left: its left is where both legs have the direction on their left.
        1 => in_side > 0 && out_side > 0,
        -1 => in_side > 0 || out_side > 0,
        _ => in_side > 0,
    })
}

fn intersection(a: &Edge, b: &Edge) -> [f64; 2] {
    let ([px, py], [rx, ry]) = (a.from, [a.to[0] - a.from[0], a.to[1] - a.from[1]]);
    let ([qx, qy], [sx, sy]) = (b.from, [b.to[0] - b.from[0], b.to[1] - b.from[1]]);
    let cross = rx * sy - ry * sx;
    let t = if cross == 0.0 { 0.5 } else { ((qx - px) * sy - (qy - py) * sx) / cross };
    [px + rx * t.clamp(0.0, 1.0), py + ry * t.clamp(0.0, 1.0)]
}
