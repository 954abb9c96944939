//! Who a gap between features would go to: the neighbour along most of its border, and a feature with a gap added. Refuses to choose
//! where no neighbour has half of the border, or where records of a kind nobody invented lie beside invented ones.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use geo::{Area, BooleanOps, Coord, LineString, MultiPolygon, Polygon};

use crate::domain::{Confidence, Dataset, Geometries, PartKind};
use crate::geodesy::geodesic;
use crate::geodesy::local::LocalFrame;

use super::Finding;
use super::repair::{NOTHING_M2, Repaired, area_of, finished};
use super::shapes::{Plane, Rings};

/// An outline within this runs along a gap, metres: unions round to less.
const ALONG_M: f64 = 0.005;
/// A neighbour needs this share of the border …
const HALF: f64 = 0.5;
/// … and so much more of it than the next one.
const LEAD: f64 = 0.001;
/// What is left over between two outlines is narrower than this, metres.
const SEAM_M: f64 = 0.001;
/// Degrees are kept as whole numbers of this part of one: a tenth of a millimetre.
const PARTS_OF_DEGREE: f64 = 1e9;

/// Why no repair of a gap is offered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NoFill {
    /// No neighbour has half of its border: the one that has most, and its share.
    NoneHasHalf(u32, f64),
    /// Two neighbours have as much of it.
    TwoHaveAsMuch(u32, u32),
    /// Some of its neighbours are invented or schematic, others are not.
    InventedBeside,
}

/// The row to which a gap would go, and its share of the border.
///
/// # Errors
/// Where that is for a person to say.
pub fn receiver(dataset: &Dataset, gap: &Finding) -> Result<(u32, f64), NoFill> {
    let mut beside = gap.beside.iter().copied();
    let Some((row, share)) = beside.next() else { return Err(NoFill::NoneHasHalf(gap.row, 0.0)) };
    if share < HALF - LEAD {
        return Err(NoFill::NoneHasHalf(row, share));
    }
    if let Some((other, _)) = beside.next().filter(|(_, next)| share - next < LEAD) {
        return Err(NoFill::TwoHaveAsMuch(row, other));
    }
    let is_invented = |row: u32| matches!(dataset.confidence_of(row as usize), Some(Confidence::Schematic | Confidence::Demo));
    let invented = gap.beside.iter().filter(|(row, _)| is_invented(*row)).count();
    if invented > 0 && invented < gap.beside.len() { Err(NoFill::InventedBeside) } else { Ok((row, share)) }
}

/// A position as a repair keeps it: billionths of a degree.
pub(super) fn mark_of([lon, lat]: [f64; 2]) -> [i64; 2] {
    [lon, lat].map(|degrees| (degrees * PARTS_OF_DEGREE).round() as i64)
}

/// The position of a mark, degrees.
pub(super) fn position_of(mark: [i64; 2]) -> [f64; 2] {
    mark.map(|parts| parts as f64 / PARTS_OF_DEGREE)
}

/// The share of a gap's border that each of some features runs along, the greatest first; none that only touches it.
pub(super) fn shares(geometries: &Geometries, rows: &[u32], gap: &Rings) -> Vec<(u32, f64)> {
    let Some(&origin) = gap.iter().flatten().flatten().next() else { return Vec::new() };
    let frame = LocalFrame::around(origin);
    let edges = |ring: &[[f64; 2]]| -> Vec<[[f64; 2]; 2]> {
        ring.windows(2).map(|edge| [frame.to_local(edge[0]), frame.to_local(edge[1])]).collect()
    };
    let border: Vec<[[f64; 2]; 2]> = gap.iter().flatten().flat_map(|ring| edges(ring)).collect();
    let length_m: f64 = border.iter().map(|[a, b]| length(*a, *b)).sum();
    let mut along: BTreeMap<u32, f64> = BTreeMap::new();
    for &row in rows {
        let parts = geometries.parts(row as usize).filter(|&part| geometries.part_kind(part) == PartKind::Polygon);
        let outline: Vec<_> =
            parts.flat_map(|part| geometries.rings(part)).flat_map(|ring| edges(geometries.ring(ring))).collect();
        let common =
            |edge: &[[f64; 2]; 2]| outline.iter().map(|other| common_m(edge, other)).sum::<f64>().min(length(edge[0], edge[1]));
        let common_m: f64 = border.iter().map(common).sum();
        if common_m > ALONG_M && length_m > 0.0 {
            along.insert(row, common_m / length_m);
        }
    }
    let mut shares: Vec<(u32, f64)> = along.into_iter().collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    shares
}

/// A feature with a gap added; `None` where they do not become one, or nothing sound comes of it.
pub fn fill_row((geometries, row): (&Geometries, usize), gap: &Rings) -> Option<Repaired> {
    let &origin = geometries.positions_of(row).first()?;
    let mut plane = Plane::around(origin);
    let own = plane.polygons(geometries, row);
    let gap = plane.polygons_of(gap);
    // Both get the corners of the other where they run along each other, so that they meet in edges and not in slivers.
    let corners_of = |polygons: &MultiPolygon| -> Vec<Coord> { lines_of(polygons).flat_map(|line| line.0.clone()).collect() };
    let gap = with_corners(&snapped(&gap, &corners_of(&own)), &corners_of(&own));
    let own_m2 = own.unsigned_area();
    let own = with_corners(&own, &corners_of(&gap));
    let whole = catch_unwind(AssertUnwindSafe(|| own.union(&gap))).ok()?;
    let whole = without_seams(&whole);
    let is_whole = (whole.unsigned_area() - own_m2 - gap.unsigned_area()).abs() <= 0.01 * gap.unsigned_area();
    if !is_whole || whole.0.len() > own.0.len() {
        return None;
    }
    let polygons = finished(whole, &mut plane)?;
    let (area_before_m2, area_after_m2) = (geodesic::feature_area_m2(geometries, row), area_of(&polygons));
    Some(Repaired { polygons, area_before_m2, area_after_m2 })
}

fn lines_of(polygons: &MultiPolygon) -> impl Iterator<Item = &LineString> {
    polygons.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
}

fn each_line(polygons: &MultiPolygon, change: &dyn Fn(&LineString) -> LineString) -> MultiPolygon {
    let polygon = |polygon: &Polygon| Polygon::new(change(polygon.exterior()), polygon.interiors().iter().map(change).collect());
    MultiPolygon::new(polygons.iter().map(polygon).collect())
}

/// Polygons whose corners are those given where they are as good as the same.
fn snapped(polygons: &MultiPolygon, corners: &[Coord]) -> MultiPolygon {
    let nearest = |at: &Coord| {
        let far = |corner: &&Coord| (corner.x - at.x).hypot(corner.y - at.y);
        let nearest = corners.iter().min_by(|a, b| far(a).total_cmp(&far(b)));
        nearest.filter(|corner| far(corner) < ALONG_M).copied().unwrap_or(*at)
    };
    each_line(polygons, &|line| LineString::new(line.0.iter().map(nearest).collect()))
}

/// Polygons with a corner more wherever one of those given lies on an edge.
fn with_corners(polygons: &MultiPolygon, corners: &[Coord]) -> MultiPolygon {
    each_line(polygons, &|line| {
        let mut all = Vec::with_capacity(line.0.len());
        for edge in line.0.windows(2) {
            let ([ax, ay], [bx, by]) = ([edge[0].x, edge[0].y], [edge[1].x, edge[1].y]);
            all.push(edge[0]);
            let mut on_it: Vec<(f64, Coord)> = corners
                .iter()
                .filter_map(|corner| {
                    let (along, across) = along_and_across([ax, ay], [bx, by], [corner.x, corner.y])?;
                    let is_between = along > ALONG_M && along < length([ax, ay], [bx, by]) - ALONG_M;
                    (is_between && across.abs() < ALONG_M).then_some((along, *corner))
                })
                .collect();
            on_it.sort_by(|a, b| a.0.total_cmp(&b.0));
            on_it.dedup_by(|a, b| a.1 == b.1);
            all.extend(on_it.into_iter().map(|(_, corner)| corner));
        }
        all.extend(line.0.last());
        LineString::new(all)
    })
}

/// Polygons without what rounding has left between two outlines.
fn without_seams(polygons: &MultiPolygon) -> MultiPolygon {
    let is_seam = |line: &LineString| {
        let area_m2 = Polygon::new(line.clone(), Vec::new()).unsigned_area();
        let length_m: f64 = line.0.windows(2).map(|edge| length([edge[0].x, edge[0].y], [edge[1].x, edge[1].y])).sum();
        area_m2 < NOTHING_M2 || 2.0 * area_m2 < SEAM_M * length_m
    };
    let kept = polygons.iter().filter(|polygon| !is_seam(polygon.exterior()));
    let sound = |polygon: &Polygon| {
        let holes = polygon.interiors().iter().filter(|hole| !is_seam(hole)).cloned().collect();
        Polygon::new(polygon.exterior().clone(), holes)
    };
    MultiPolygon::new(kept.map(sound).collect())
}

/// How much of an edge another one runs along, metres.
fn common_m(edge: &[[f64; 2]; 2], other: &[[f64; 2]; 2]) -> f64 {
    let [a, b] = *edge;
    let end = length(a, b);
    let (Some((from, from_across)), Some((to, to_across))) = (along_and_across(a, b, other[0]), along_and_across(a, b, other[1]))
    else {
        return 0.0;
    };
    let (low, high) = (from.min(to).max(0.0), from.max(to).min(end));
    if high <= low || from == to {
        return 0.0;
    }
    // Where the other edge is beside this one, not at its far ends, it must be near.
    let across = |at: f64| (from_across + (to_across - from_across) * (at - from) / (to - from)).abs();
    if across(low) < ALONG_M && across(high) < ALONG_M { high - low } else { 0.0 }
}

/// How far along the line from `a` to `b` a position is, and how far beside it; `None` where the line has no length.
fn along_and_across(a: [f64; 2], b: [f64; 2], [x, y]: [f64; 2]) -> Option<(f64, f64)> {
    let long = length(a, b);
    let [ux, uy] = [(b[0] - a[0]) / long, (b[1] - a[1]) / long];
    let [dx, dy] = [x - a[0], y - a[1]];
    (long > 0.0).then_some((dx * ux + dy * uy, dx * uy - dy * ux))
}

fn length(a: [f64; 2], b: [f64; 2]) -> f64 {
    (b[0] - a[0]).hypot(b[1] - a[1])
}
