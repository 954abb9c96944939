//! The rings of one shapefile polygon to polygons with holes. Shells run clockwise and holes the other way in a shapefile, but
//! which hole is whose is nowhere written, and some writers turn everything round. Refuses to mend crossings.

use std::ops::Range;

use rstar::{AABB, RTree, primitives::GeomWithData, primitives::Rectangle};

/// Shells that are held against a hole at most: where more of them have it in their box, the file is made to waste time.
const MOST_SHELLS: usize = 64;

/// The rings of each polygon, by their numbers, its shell first. Rings are ranges of `points`.
pub(super) fn polygons(points: &[[f64; 2]], rings: &[Range<usize>]) -> Vec<Vec<usize>> {
    if rings.len() == 1 {
        return vec![vec![0]];
    }
    let ring = |index: usize| rings.get(index).and_then(|range| points.get(range.clone())).unwrap_or_default();
    let areas: Vec<f64> = (0..rings.len()).map(|index| doubled_area(ring(index))).collect();
    let mut shells: Vec<usize> = (0..rings.len()).filter(|&index| areas[index] <= 0.0).collect();
    if shells.is_empty() {
        // Turned round: what lies in no other ring is a shell.
        shells = outermost(&areas, ring);
    }
    let shell_number: Vec<Option<usize>> = {
        let mut numbers = vec![None; rings.len()];
        shells.iter().enumerate().for_each(|(number, &index)| numbers[index] = Some(number));
        numbers
    };
    let mut polygons: Vec<Vec<usize>> = shells.iter().map(|&shell| vec![shell]).collect();
    let tree = RTree::bulk_load(shells.iter().enumerate().map(|(number, &index)| boxed(ring(index), number)).collect());
    let mut last_shell = None;
    for index in 0..rings.len() {
        if let Some(number) = shell_number[index] {
            last_shell = Some(number);
            continue;
        }
        let hole = ring(index);
        let holds = |number: usize| contains(ring(shells[number]), hole);
        // Most writers put a hole right after its shell; else the smallest shell round it has it.
        let owner =
            last_shell.filter(|&number| holds(number) && areas[shells[number]].abs() > areas[index].abs()).or_else(|| {
                let &[x, y] = hole.first()?;
                tree.locate_all_at_point(&[x, y])
                    .take(MOST_SHELLS)
                    .map(|shell| shell.data)
                    .filter(|&number| holds(number))
                    .min_by(|&a, &b| areas[shells[a]].abs().total_cmp(&areas[shells[b]].abs()).then(a.cmp(&b)))
            });
        match owner {
            Some(number) => polygons[number].push(index),
            // A hole in nothing is land of its own.
            None => polygons.push(vec![index]),
        }
    }
    polygons
}

/// The rings that lie in an even number of others.
fn outermost<'a>(areas: &[f64], ring: impl Fn(usize) -> &'a [[f64; 2]]) -> Vec<usize> {
    let tree = RTree::bulk_load((0..areas.len()).map(|index| boxed(ring(index), index)).collect());
    let depth = |index: usize| {
        let Some(&[x, y]) = ring(index).first() else { return 0 };
        tree.locate_all_at_point(&[x, y])
            .take(MOST_SHELLS)
            .filter(|other| other.data != index && areas[other.data] > areas[index] && contains(ring(other.data), ring(index)))
            .count()
    };
    (0..areas.len()).filter(|&index| depth(index) % 2 == 0).collect()
}

type Boxed = GeomWithData<Rectangle<[f64; 2]>, usize>;

fn boxed(ring: &[[f64; 2]], data: usize) -> Boxed {
    GeomWithData::new(Rectangle::from_aabb(AABB::from_points(ring)), data)
}

/// Twice the signed area, positive where a ring runs anticlockwise; relative to its first position, so that rings far from the
/// origin keep their digits.
pub(super) fn doubled_area(ring: &[[f64; 2]]) -> f64 {
    let Some(&[x, y]) = ring.first() else { return 0.0 };
    ring.windows(2).map(|pair| (pair[0][0] - x) * (pair[1][1] - y) - (pair[1][0] - x) * (pair[0][1] - y)).sum()
}

/// True when the inner ring lies in the outer one: told by its first position that is not on the outer ring.
fn contains(outer: &[[f64; 2]], inner: &[[f64; 2]]) -> bool {
    inner.iter().find_map(|&position| side(outer, position)).unwrap_or(true)
}

/// Inside, outside, or on the ring.
fn side(ring: &[[f64; 2]], [x, y]: [f64; 2]) -> Option<bool> {
    let mut inside = false;
    for pair in ring.windows(2) {
        let ([ax, ay], [bx, by]) = (pair[0], pair[1]);
        let cross = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
        let within = (ax.min(bx)..=ax.max(bx)).contains(&x) && (ay.min(by)..=ay.max(by)).contains(&y);
        if cross == 0.0 && within {
            return None;
        }
        if (ay > y) != (by > y) && (cross > 0.0) == (by > ay) {
            inside = !inside;
        }
    }
    Some(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: f64, y: f64, side: f64, clockwise: bool) -> Vec<[f64; 2]> {
        let mut ring = vec![[x, y], [x, y + side], [x + side, y + side], [x + side, y], [x, y]];
        if !clockwise {
            ring.reverse();
        }
        ring
    }

    fn assembled(rings: &[Vec<[f64; 2]>]) -> Vec<Vec<usize>> {
        let mut ranges = Vec::new();
        let mut points = Vec::new();
        for ring in rings {
            ranges.push(points.len()..points.len() + ring.len());
            points.extend_from_slice(ring);
        }
        polygons(&points, &ranges)
    }

    #[test]
    fn a_hole_goes_to_the_smallest_shell_round_it() {
        let rings = [
            square(0.0, 0.0, 100.0, true),
            square(10.0, 10.0, 50.0, false),
            square(20.0, 20.0, 20.0, true),
            square(200.0, 0.0, 10.0, true),
            square(25.0, 25.0, 5.0, false),
            square(202.0, 2.0, 2.0, false),
        ];
        assert_eq!(assembled(&rings), [vec![0, 1], vec![2, 4], vec![3, 5]]);
    }

    #[test]
    fn rings_turned_round_keep_their_holes() {
        let rings = [square(0.0, 0.0, 10.0, false), square(2.0, 2.0, 2.0, false), square(20.0, 0.0, 3.0, false)];
        assert_eq!(assembled(&rings), [vec![0, 1], vec![2]]);
        let lone = [square(0.0, 0.0, 10.0, true), square(50.0, 2.0, 2.0, false)];
        assert_eq!(assembled(&lone), [vec![0], vec![1]]);
    }
}
