//! Where a name belongs: a point inside an area, the course of a road or river joined from its pieces. Refuses to place names.

use std::collections::BTreeMap;

use geo::InteriorPoint;

use crate::domain::{Geometries, GeometryKind, PartKind};
use crate::geodesy::mercator;

/// Ends so near are one, Web Mercator metres.
const JOINT_M: f64 = 3.0;
/// A course turns by no more than this where pieces are joined, as the cosine of the turn.
const LEAST_COSINE: f64 = 0.5;

/// The place of a record: the point itself, a point inside its greatest area, the middle of its longest line; Web Mercator
/// metres. `None` without geometry.
pub(in crate::map) fn anchor_in_mercator(geometries: &Geometries, row: usize) -> Option<[f64; 2]> {
    let first = *geometries.positions_of(row).first()?;
    let anchor = match geometries.kind(row) {
        GeometryKind::Point | GeometryKind::MultiPoint => first,
        GeometryKind::LineString | GeometryKind::MultiLineString => return middle_of_line(geometries, row),
        _ => point_inside(geometries, row).unwrap_or(first),
    };
    Some(mercator::from_lon_lat(anchor))
}

/// The area of a record's polygons, square Web Mercator metres: only for ranking.
pub(in crate::map) fn rank_area(geometries: &Geometries, row: usize) -> f64 {
    polygon_parts(geometries, row).map(|part| shell_area(geometries, part)).sum()
}

/// The middle of a box if it lies inside, which is cheap and reads well, else a point that surely does.
fn point_inside(geometries: &Geometries, row: usize) -> Option<[f64; 2]> {
    let part = polygon_parts(geometries, row).max_by(|&a, &b| shell_area(geometries, a).total_cmp(&shell_area(geometries, b)))?;
    let mut rings = geometries.rings(part).map(|ring| geometries.ring(ring));
    let shell = rings.next()?;
    let centre = crate::domain::LonLatBounds::of(shell).centre();
    if geometries.polygon_contains(row, centre) {
        return Some(centre);
    }
    let line = |ring: &[[f64; 2]]| ring.iter().map(|&[x, y]| geo::Coord { x, y }).collect::<geo::LineString>();
    let point = geo::Polygon::new(line(shell), rings.map(line).collect()).interior_point()?;
    Some([point.x(), point.y()])
}

fn polygon_parts(geometries: &Geometries, row: usize) -> impl Iterator<Item = usize> + '_ {
    geometries.parts(row).filter(|&part| geometries.part_kind(part) == PartKind::Polygon)
}

/// Area within a shell, square degrees.
fn shell_area(geometries: &Geometries, part: usize) -> f64 {
    let shell = geometries.rings(part).next().map_or(&[][..], |ring| geometries.ring(ring));
    let Some(&[x0, y0]) = shell.first() else { return 0.0 };
    shell.windows(2).map(|edge| (edge[0][0] - x0) * (edge[1][1] - y0) - (edge[1][0] - x0) * (edge[0][1] - y0)).sum::<f64>().abs()
        / 2.0
}

fn middle_of_line(geometries: &Geometries, row: usize) -> Option<[f64; 2]> {
    let line = lines_of(geometries, row).into_iter().max_by(|a, b| length(a).total_cmp(&length(b)))?;
    let half = length(&line) / 2.0;
    let mut walked = 0.0;
    for step in line.windows(2) {
        let long = distance(step[0], step[1]);
        if walked + long >= half && long > 0.0 {
            let t = (half - walked) / long;
            return Some([step[0][0] + t * (step[1][0] - step[0][0]), step[0][1] + t * (step[1][1] - step[0][1])]);
        }
        walked += long;
    }
    line.first().copied()
}

/// The lines of a record, Web Mercator metres.
pub(super) fn lines_of(geometries: &Geometries, row: usize) -> Vec<Vec<[f64; 2]>> {
    let is_line = |part: &usize| geometries.part_kind(*part) == PartKind::Line;
    let rings = geometries.parts(row).filter(is_line).flat_map(|part| geometries.rings(part));
    rings.map(|ring| geometries.ring(ring).iter().map(|&position| mercator::from_lon_lat(position)).collect()).collect()
}

/// The pieces of one road or river joined end to end where they go on without a sharp turn; the longest course first.
pub(super) fn joined(mut pieces: Vec<Vec<[f64; 2]>>) -> Vec<Vec<[f64; 2]>> {
    pieces.retain(|piece| piece.len() >= 2 && length(piece) > 0.0);
    pieces.sort_by(|a, b| length(b).total_cmp(&length(a)));
    let mut courses = Vec::new();
    while !pieces.is_empty() {
        let mut course = pieces.remove(0);
        for _ in 0..2 {
            while let Some(at) = continuation(&course, &pieces) {
                let mut next = pieces.remove(at);
                if !near(next.first(), course.last()) {
                    next.reverse();
                }
                course.extend(next.into_iter().skip(1));
            }
            course.reverse();
        }
        courses.push(course);
    }
    courses.sort_by(|a, b| length(b).total_cmp(&length(a)));
    courses
}

/// The piece that goes on from the course's end with the least turn.
fn continuation(course: &[[f64; 2]], pieces: &[Vec<[f64; 2]>]) -> Option<usize> {
    let [before, end] = [course.len().checked_sub(2).and_then(|at| course.get(at))?, course.last()?];
    let mut best: Option<(f64, usize)> = None;
    for (at, piece) in pieces.iter().enumerate() {
        let turned: Vec<[f64; 2]> = if near(piece.first(), Some(end)) {
            piece.iter().take(2).copied().collect()
        } else if near(piece.last(), Some(end)) {
            piece.iter().rev().take(2).copied().collect()
        } else {
            continue;
        };
        let [from, to] = turned[..] else { continue };
        let cosine = cosine([end[0] - before[0], end[1] - before[1]], [to[0] - from[0], to[1] - from[1]]);
        if cosine >= LEAST_COSINE && best.is_none_or(|(known, _)| cosine > known) {
            best = Some((cosine, at));
        }
    }
    best.map(|(_, at)| at)
}

/// The rows of each name, names in order.
pub(super) fn rows_by_name(names: impl Iterator<Item = (usize, String)>) -> BTreeMap<String, Vec<usize>> {
    let mut rows: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (row, name) in names {
        rows.entry(name).or_default().push(row);
    }
    rows
}

/// The length of a line in its own plane.
pub(super) fn length(line: &[[f64; 2]]) -> f64 {
    line.windows(2).map(|step| distance(step[0], step[1])).sum()
}

fn near(a: Option<&[f64; 2]>, b: Option<&[f64; 2]>) -> bool {
    a.zip(b).is_some_and(|(a, b)| distance(*a, *b) <= JOINT_M)
}

fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

fn cosine(a: [f64; 2], b: [f64; 2]) -> f64 {
    let lengths = a[0].hypot(a[1]) * b[0].hypot(b[1]);
    if lengths > 0.0 { (a[0] * b[0] + a[1] * b[1]) / lengths } else { -1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_a_road_become_one_course_but_do_not_turn_back() {
        let a = vec![[0.0, 0.0], [100.0, 0.0]];
        let b = vec![[300.0, 10.0], [100.5, 0.0]];
        let back = vec![[100.0, 1.0], [0.0, 40.0]];
        let courses = joined(vec![a, back, b]);
        assert_eq!(courses.len(), 2);
        assert!(length(&courses[0]) > 299.0, "{courses:?}");
        assert_eq!(courses[1].len(), 2);
    }
}
