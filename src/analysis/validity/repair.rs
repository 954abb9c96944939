//! The repair of one feature: repeated positions and spikes out, rings the right way round; where that is not enough, each ring is
//! made valid by itself (Ledoux et al. 2014, in `geo`) and the holes are cut from the shells. Refuses to guess what the outline was
//! meant to be: ground that an outline runs round twice is outside, as it is drawn.

use std::panic::{AssertUnwindSafe, catch_unwind};

use geo::orient::{Direction, Orient};
use geo::{Area, BooleanOps, Coord, LineString, MakeValid, MultiPolygon, Polygon};

use crate::domain::{Dataset, Geometries, GeometryKind, IssueKind, Mend, PartKind};
use crate::geodesy::geodesic;
use crate::geodesy::local::LocalFrame;

use super::ring::Ring;
use super::shapes::{Plane, Rings};
use super::{Finding, feature, gap};

/// What is left over of less area comes from rounding, m².
pub(super) const NOTHING_M2: f64 = 1e-4;
/// Times that rounding may ask for another go.
const TRIES: usize = 5;

/// A repaired feature.
#[derive(Clone, Debug, PartialEq)]
pub struct Repaired {
    /// Its polygons: rings in degrees, closed, the shell of each first.
    pub polygons: Vec<Vec<Vec<[f64; 2]>>>,
    /// Area before, as the program measures it, m² on the ellipsoid.
    pub area_before_m2: f64,
    /// … and after.
    pub area_after_m2: f64,
}

/// What would repair a finding; `None` where only a person can. Shared ground is cut from the smaller feature, a gap goes to the
/// neighbour along most of its border.
pub fn mend_of(dataset: &Dataset, finding: &Finding) -> Option<Mend> {
    let number = |row: u32| dataset.feature_number(row as usize);
    match finding.kind {
        IssueKind::SelfCrossing
        | IssueKind::SelfTouching
        | IssueKind::HoleOutside
        | IssueKind::PartsOverlap
        | IssueKind::Spike
        | IssueKind::DuplicateVertex
        | IssueKind::RingWinding => Some(Mend::Shape(number(finding.row))),
        IssueKind::Overlap => {
            let other = finding.other?;
            let area = |row: u32| geodesic::feature_area_m2(&dataset.geometries, row as usize);
            let (small, great) = if area(finding.row) < area(other) { (finding.row, other) } else { (other, finding.row) };
            Some(Mend::Cut(number(small), number(great)))
        }
        IssueKind::Gap => {
            let (row, _) = gap::receiver(dataset, finding).ok()?;
            Some(Mend::Fill(number(row), gap::mark_of(finding.position)))
        }
        _ => None,
    }
}

/// The polygons of a feature less those of another; `None` where they share no ground, or nothing would be left.
pub fn cut_row((geometries, row): (&Geometries, usize), (others, other): (&Geometries, usize)) -> Option<Repaired> {
    let &origin = geometries.positions_of(row).first()?;
    let mut plane = Plane::around(origin);
    let (own, other) = (plane.polygons(geometries, row), plane.polygons(others, other));
    let left = catch_unwind(AssertUnwindSafe(|| own.difference(&other))).ok()?;
    if own.unsigned_area() - left.unsigned_area() < NOTHING_M2 {
        return None;
    }
    let left = MultiPolygon::new(left.into_iter().filter(|polygon| polygon.unsigned_area() > NOTHING_M2).collect());
    let polygons = finished(left, &mut plane)?;
    let (area_before_m2, area_after_m2) = (geodesic::feature_area_m2(geometries, row), area_of(&polygons));
    Some(Repaired { polygons, area_before_m2, area_after_m2 })
}

/// The polygons of a feature, repaired; `None` where there is nothing to repair, or nothing would be left.
pub fn repair_row(geometries: &Geometries, row: usize) -> Option<Repaired> {
    let &origin = geometries.positions_of(row).first()?;
    let frame = LocalFrame::around(origin);
    let mut plane = Plane::around(origin);
    let parts: Vec<usize> = geometries.parts(row).filter(|&part| geometries.part_kind(part) == PartKind::Polygon).collect();
    let cleaned: Vec<Polygon> = parts.iter().filter_map(|&part| clean_part(geometries, part, &frame, &mut plane)).collect();
    let mut whole = MultiPolygon::new(cleaned).orient(Direction::Default);
    if !is_sound(&raw(&whole)) {
        // The crates work on what is broken: a panic in one of them is a feature that cannot be repaired.
        whole = catch_unwind(AssertUnwindSafe(|| made_valid(&whole))).ok().flatten()?;
    }
    let polygons = in_degrees(whole, &mut plane)?;
    let before: Rings =
        parts.iter().map(|&part| geometries.rings(part).map(|ring| geometries.ring(ring).to_vec()).collect()).collect();
    if polygons.is_empty() || polygons == before {
        return None;
    }
    let (area_before_m2, area_after_m2) = (geodesic::feature_area_m2(geometries, row), area_of(&polygons));
    Some(Repaired { polygons, area_before_m2, area_after_m2 })
}

impl Repaired {
    /// Appends the repaired feature; what of it is no polygon is as it was.
    pub(super) fn push(&self, from: &Geometries, row: usize, to: &mut Geometries) {
        for polygon in &self.polygons {
            for ring in polygon {
                to.positions.extend(ring);
                to.end_ring();
            }
            to.end_part(PartKind::Polygon);
        }
        let others = from.parts(row).filter(|&part| from.part_kind(part) != PartKind::Polygon);
        for part in others {
            for ring in from.rings(part) {
                to.positions.extend(from.ring(ring));
                to.end_ring();
            }
            to.end_part(from.part_kind(part));
        }
        to.end_feature(match from.kind(row) {
            GeometryKind::Collection => GeometryKind::Collection,
            _ if self.polygons.len() == 1 => GeometryKind::Polygon,
            _ => GeometryKind::MultiPolygon,
        });
    }
}

/// A part without what stands in it twice; `None` where nothing is left of it.
fn clean_part(geometries: &Geometries, part: usize, frame: &LocalFrame, plane: &mut Plane) -> Option<Polygon> {
    let mut rings = geometries.rings(part).enumerate().map(|(at, ring)| {
        let mut ring = Ring::new(part, at > 0, geometries.ring(ring), frame).points;
        ring.extend(ring.first().copied());
        plane.ring(&ring)
    });
    let shell = rings.next().filter(|shell| shell.0.len() > 3)?;
    Some(Polygon::new(shell, rings.filter(|hole| hole.0.len() > 3).collect()))
}

/// Shells less holes, each ring made valid by itself first. Under one rule for all rings together a hole outside its shell would
/// become ground.
fn made_valid(polygons: &MultiPolygon) -> Option<MultiPolygon> {
    let ring = |ring: &LineString| Polygon::new(ring.clone(), Vec::new()).make_valid().ok().map(in_order);
    let mut whole: Option<MultiPolygon> = None;
    for polygon in polygons {
        let mut part = ring(polygon.exterior())?;
        for hole in polygon.interiors() {
            part = part.difference(&ring(hole)?);
        }
        whole = Some(match whole {
            Some(before) => before.union(&part),
            None => part,
        });
    }
    let tidy = |polygons: MultiPolygon| {
        let kept = polygons.into_iter().filter(|polygon| polygon.unsigned_area() > NOTHING_M2);
        in_order(MultiPolygon::new(kept.collect()).orient(Direction::Default))
    };
    let mut whole = tidy(whole?);
    if !is_sound(&raw(&whole)) {
        // Rounding of the cut may leave outlines that touch.
        whole = tidy(whole.make_valid().ok()?);
    }
    (is_sound(&raw(&whole)) && !whole.0.is_empty()).then_some(whole)
}

/// True where no outline meets itself or another one as it must not: what `geo` calls valid, found by a sweep. `geo` itself looks at
/// every pair of edges, which takes seconds for one district.
fn is_sound(polygons: &Rings) -> bool {
    let mut geometries = Geometries::default();
    for polygon in polygons {
        for ring in polygon {
            geometries.positions.extend(ring);
            geometries.end_ring();
        }
        geometries.end_part(PartKind::Polygon);
    }
    geometries.end_feature(GeometryKind::MultiPolygon);
    let frame = LocalFrame::around([0.0, 0.0]);
    let is_clean = |ring: &Vec<[f64; 2]>| ring.len() > 3 && Ring::new(0, false, ring, &frame).points.len() + 1 == ring.len();
    polygons.iter().flatten().all(is_clean) && feature::is_sound(&geometries, 0)
}

/// The rings of polygons in their own units.
fn raw(polygons: &MultiPolygon) -> Rings {
    let ring = |ring: &LineString| ring.0.iter().map(|corner| [corner.x, corner.y]).collect::<Vec<_>>();
    polygons.iter().map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(ring).collect()).collect()
}

/// The same polygons in an order of their own: the triangulation gives them in another one each time. Each ring begins at its
/// westernmost corner, rings and polygons go from west to east.
fn in_order(polygons: MultiPolygon) -> MultiPolygon {
    let west = |a: &Coord, b: &Coord| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y));
    let turned = |ring: &LineString| {
        let mut corners = ring.0.clone();
        corners.pop();
        let first = corners.iter().enumerate().min_by(|a, b| west(a.1, b.1)).map_or(0, |(at, _)| at);
        corners.rotate_left(first);
        corners.extend(corners.first().copied());
        LineString::new(corners)
    };
    let begins_west = |a: &LineString, b: &LineString| match (a.0.first(), b.0.first()) {
        (Some(a), Some(b)) => west(a, b),
        _ => a.0.len().cmp(&b.0.len()),
    };
    let polygon = |polygon: &Polygon| {
        let mut holes: Vec<LineString> = polygon.interiors().iter().map(turned).collect();
        holes.sort_by(begins_west);
        Polygon::new(turned(polygon.exterior()), holes)
    };
    let mut polygons: Vec<Polygon> = polygons.iter().map(polygon).collect();
    polygons.sort_by(|a, b| begins_west(a.exterior(), b.exterior()).then(a.unsigned_area().total_cmp(&b.unsigned_area())));
    MultiPolygon::new(polygons)
}

/// What has come of polygons, in degrees: rings the right way round and in order; `None` where nothing sound is left.
pub(super) fn finished(polygons: MultiPolygon, plane: &mut Plane) -> Option<Rings> {
    in_degrees(in_order(polygons.orient(Direction::Default)), plane).filter(|polygons| !polygons.is_empty())
}

/// The polygons in degrees. A corner that is new is rounded there, and what only just touched may cross: then it is made valid once
/// more, from the rounded corners.
fn in_degrees(mut whole: MultiPolygon, plane: &mut Plane) -> Option<Rings> {
    for _ in 0..TRIES {
        let rings = plane.rings_of(&whole);
        if is_sound(&rings) {
            return Some(rings);
        }
        let rounded = plane.polygons_of(&rings);
        whole = catch_unwind(AssertUnwindSafe(|| made_valid(&rounded))).ok().flatten()?;
    }
    None
}

/// Area of polygons, m² on the ellipsoid.
pub(super) fn area_of(polygons: &Rings) -> f64 {
    let area = |polygon: &Vec<Vec<[f64; 2]>>| {
        let rings: Vec<&[[f64; 2]]> = polygon.iter().map(Vec::as_slice).collect();
        geodesic::area_m2(&rings)
    };
    polygons.iter().map(area).sum()
}
