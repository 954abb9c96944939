//! Features against one another: shared ground, and narrow gaps between those that fill the ground. Refuses gaps that are open to
//! the outside, and wide holes: a lake is none.

use std::ops::ControlFlow;
use std::sync::Arc;

use geo::{Area, BooleanOps, Contains, Coord, MultiPolygon, Polygon, unary_union};

use crate::domain::{Dataset, Geometries, IssueKind, LonLatBounds, PartKind};
use crate::geodesy::geodesic;
use crate::geodesy::local::LocalFrame;
use crate::index::{SpatialIndex, place};

use super::crossing::side;
use super::params::Tiles;
use super::shapes::{Plane, Rings};
use super::{Finding, Params, gap, on_all_cores};

/// More features are never put together to look for gaps: it takes seconds, and no map of districts has as many.
const MOST_TILES: usize = 20_000;
/// Features fill the ground when at least this share of their outlines is shared.
const SHARED_OUTLINE: f64 = 0.35;
/// Strips and gaps of less than this share of the middle feature are not told.
const LEAST_SHARE: f64 = 1e-5;
/// A hole of less area than this share of the middle feature is a gap, however wide.
const SMALL_HOLE: f64 = 0.002;

/// Adds shared ground and gaps. `told(rows)`: so many rows more are done.
pub(super) fn check(
    dataset: &Arc<Dataset>,
    params: &Params,
    told: &(dyn Fn(usize) -> ControlFlow<()> + Sync),
    findings: &mut Vec<Finding>,
) -> Option<()> {
    let geometries = &dataset.geometries;
    let has_polygon = |row: usize| geometries.parts(row).any(|part| geometries.part_kind(part) == PartKind::Polygon);
    if !(0..dataset.len()).any(has_polygon) {
        return Some(());
    }
    let index = SpatialIndex::new(dataset.clone());
    let ground = Some(params.tiles).filter(|tiles| *tiles != Tiles::Never && dataset.len() <= MOST_TILES);
    let ground = ground.and_then(|tiles| Ground::of(geometries, tiles));
    // Of features that fill the ground every shared strip is told, however small a share of them it is.
    let middle_m2 = ground.as_ref().map_or(0.0, |ground| ground.middle_m2);
    let least_m2 = params.overlap_m2.max(LEAST_SHARE * middle_m2);
    let least_share = if ground.is_some() { 0.0 } else { params.overlap_share };
    let mut found = on_all_cores(dataset.len(), told, |row, _: &mut (), found| {
        for other in index.window(geometries.bounds_of(row)) {
            if other as usize > row && has_polygon(row) && has_polygon(other as usize) {
                found.extend(shared_ground(geometries, row, other as usize, (least_m2, least_share)));
            }
        }
    })?;
    findings.append(&mut found);
    if let Some(ground) = ground {
        gaps(geometries, &index, ground, params.gap_m, least_m2, findings);
    }
    told(0).is_continue().then_some(())
}

/// The ground that two features share, if it is worth a word: of so many m², and of such a share of the smaller one.
fn shared_ground(geometries: &Geometries, row: usize, other: usize, least: (f64, f64)) -> Option<Finding> {
    let (least_m2, least_share) = least;
    let common = common_bounds(&geometries.bounds_of(row), &geometries.bounds_of(other))?;
    let frame = LocalFrame::around([common.west, common.south]);
    let [width_m, height_m] = frame.to_local([common.east, common.north]);
    if width_m * height_m < least_m2 || !may_share(geometries, row, other, &common) {
        return None;
    }
    let mut plane = Plane::around(common.centre());
    let (a, b) = (plane.polygons(geometries, row), plane.polygons(geometries, other));
    let shared = a.intersection(&b);
    let area_m2 = shared.unsigned_area();
    let smaller_m2 = a.unsigned_area().min(b.unsigned_area());
    if area_m2 < least_m2 || area_m2 < least_share * smaller_m2 {
        return None;
    }
    let polygons = plane.rings_of(&shared);
    Some(area_finding(row, Some(other as u32), IssueKind::Overlap, polygons, width_of(&shared)))
}

fn common_bounds(a: &LonLatBounds, b: &LonLatBounds) -> Option<LonLatBounds> {
    let common = LonLatBounds {
        west: a.west.max(b.west),
        south: a.south.max(b.south),
        east: a.east.min(b.east),
        north: a.north.min(b.north),
    };
    (!common.is_empty()).then_some(common)
}

/// False only where two features surely share no ground: no edges meet within their common bounds, and neither has a point of
/// the other inside.
fn may_share(geometries: &Geometries, row: usize, other: usize, common: &LonLatBounds) -> bool {
    let own = edges_within(geometries, row, common);
    let others = edges_within(geometries, other, common);
    let meet = |[a, b]: &[[f64; 2]; 2], [c, d]: &[[f64; 2]; 2]| {
        let apart = |axis: usize| a[axis].max(b[axis]) < c[axis].min(d[axis]) || c[axis].max(d[axis]) < a[axis].min(b[axis]);
        !apart(0)
            && !apart(1)
            && [a, b].iter().all(|end| *end != c && *end != d)
            && side(*a, *b, *c) * side(*a, *b, *d) <= 0
            && side(*c, *d, *a) * side(*c, *d, *b) <= 0
    };
    let inside = |geometries: &Geometries, of: usize, within: usize| {
        place::interior_point(geometries, of).is_some_and(|point| geometries.polygon_contains(within, point))
    };
    inside(geometries, row, other)
        || inside(geometries, other, row)
        || own.iter().any(|edge| others.iter().any(|other| meet(edge, other)))
        || corners_inside(geometries, &own, other)
        || corners_inside(geometries, &others, row)
}

/// True when a corner of some edges lies in a feature and not in sight of its outline's corners.
fn corners_inside(geometries: &Geometries, edges: &[[[f64; 2]; 2]], within: usize) -> bool {
    let corners = geometries.positions_of(within);
    edges.iter().any(|[from, _]| !corners.contains(from) && geometries.polygon_contains(within, *from))
}

fn edges_within(geometries: &Geometries, row: usize, within: &LonLatBounds) -> Vec<[[f64; 2]; 2]> {
    let parts = geometries.parts(row).filter(|&part| geometries.part_kind(part) == PartKind::Polygon);
    let rings = parts.flat_map(|part| geometries.rings(part)).map(|ring| geometries.ring(ring));
    let edges = rings.flat_map(|ring| ring.windows(2).map(|edge| [edge[0], edge[1]]));
    edges.filter(|edge| edge[0] != edge[1] && LonLatBounds::of(edge).intersects(within)).collect()
}

/// What features cover together that fill the ground.
struct Ground {
    plane: Plane,
    whole: MultiPolygon,
    /// The area of the middle one of them, m².
    middle_m2: f64,
}

impl Ground {
    /// `None` where the features do not fill the ground.
    fn of(geometries: &Geometries, tiles: Tiles) -> Option<Self> {
        let mut plane = Plane::around(geometries.bounds().centre());
        // Each feature by itself first: a union of rings that run either way, or lie in one another, would be another ground.
        let clean: Vec<MultiPolygon> = (0..geometries.len())
            .map(|row| plane.polygons(geometries, row))
            .filter(|tile| tile.unsigned_area() > 0.0)
            .map(|tile| unary_union([&upright(&tile)]))
            .collect();
        if clean.len() < 2 {
            return None;
        }
        let whole = unary_union(&clean);
        let outline = |polygons: &MultiPolygon| polygons.iter().map(length_of).sum::<f64>();
        let apart: f64 = clean.iter().map(outline).sum();
        if tiles == Tiles::IfTheyDo && apart - outline(&whole) < SHARED_OUTLINE * apart {
            return None;
        }
        let mut areas: Vec<f64> = clean.iter().map(Area::unsigned_area).collect();
        areas.sort_by(f64::total_cmp);
        let middle_m2 = areas.get(areas.len() / 2).copied().unwrap_or(0.0);
        Some(Self { plane, whole, middle_m2 })
    }
}

/// The narrow and the small holes in what all features cover together.
fn gaps(geometries: &Geometries, index: &SpatialIndex, ground: Ground, gap_m: f64, least_m2: f64, findings: &mut Vec<Finding>) {
    for hole in ground.whole.iter().flat_map(|polygon| polygon.interiors()) {
        let hole = MultiPolygon::new(vec![Polygon::new(hole.clone(), Vec::new())]);
        let (area_m2, width_m) = (hole.unsigned_area(), width_of(&hole));
        if area_m2 < least_m2 || width_m >= gap_m && area_m2 >= SMALL_HOLE * ground.middle_m2 {
            continue;
        }
        let polygons = ground.plane.rings_of(&hole);
        let positions: Vec<[f64; 2]> = polygons.iter().flatten().flatten().copied().collect();
        let around = index.window(LonLatBounds::of(&positions));
        let beside = gap::shares(geometries, &around, &polygons);
        let touching = around.into_iter().filter(|&row| beside.is_empty() && touches(geometries, row as usize, &positions));
        let mut rows = beside.iter().map(|(row, _)| *row).chain(touching);
        let Some(row) = rows.next() else { continue };
        let found = area_finding(row as usize, rows.next(), IssueKind::Gap, polygons, width_m);
        findings.push(Finding { beside, ..found });
    }
}

/// The gaps between features as they are.
pub(super) struct Gaps(Option<Ground>);

impl Gaps {
    /// Puts all features together.
    pub fn of(geometries: &Geometries) -> Self {
        Self(Some(geometries).filter(|all| all.len() <= MOST_TILES).and_then(|all| Ground::of(all, Tiles::Always)))
    }

    /// The gap around a position, both in degrees; `None` where the place is covered, or open to the outside.
    pub fn around(&self, position: [f64; 2]) -> Option<Rings> {
        let ground = self.0.as_ref()?;
        let [x, y] = ground.plane.in_metres(position);
        let holes = ground.whole.iter().flat_map(|polygon| polygon.interiors());
        let mut holes = holes.map(|hole| MultiPolygon::new(vec![Polygon::new(hole.clone(), Vec::new())]));
        let around = holes.find(|hole| hole.contains(&Coord { x, y }))?;
        Some(ground.plane.rings_of(&around))
    }
}

/// A feature's polygons with shells anticlockwise and holes clockwise.
fn upright(polygons: &MultiPolygon) -> MultiPolygon {
    use geo::orient::{Direction, Orient};
    polygons.orient(Direction::Default)
}

/// True when a corner of a gap is a corner of the feature, or within a centimetre of one.
fn touches(geometries: &Geometries, row: usize, corners: &[[f64; 2]]) -> bool {
    const NEAR_DEG: f64 = 1e-7;
    let own = geometries.positions_of(row);
    corners.iter().any(|corner| own.iter().any(|own| (0..2).all(|axis| (own[axis] - corner[axis]).abs() < NEAR_DEG)))
}

fn area_finding(row: usize, other: Option<u32>, kind: IssueKind, polygons: Rings, width_m: f64) -> Finding {
    let area_of = |polygon: &Vec<Vec<[f64; 2]>>| {
        let rings: Vec<&[[f64; 2]]> = polygon.iter().map(Vec::as_slice).collect();
        geodesic::area_m2(&rings)
    };
    let areas: Vec<f64> = polygons.iter().map(area_of).collect();
    let greatest = polygons.iter().zip(&areas).max_by(|a, b| a.1.total_cmp(b.1)).map(|(polygon, _)| polygon);
    let position = greatest.and_then(|polygon| interior_point(polygon)).unwrap_or_default();
    Finding { other, length_m: width_m, area_m2: areas.iter().sum(), polygons, ..Finding::at(row, kind, position) }
}

fn interior_point(polygon: &[Vec<[f64; 2]>]) -> Option<[f64; 2]> {
    let mut geometries = Geometries::default();
    for ring in polygon {
        geometries.positions.extend(ring);
        geometries.end_ring();
    }
    geometries.end_part(PartKind::Polygon);
    geometries.end_feature(crate::domain::GeometryKind::Polygon);
    place::interior_point(&geometries, 0)
}

/// Mean width: twice the area by the length of the outline.
fn width_of(polygons: &MultiPolygon) -> f64 {
    let length_m: f64 = polygons.iter().map(length_of).sum();
    if length_m > 0.0 { 2.0 * polygons.unsigned_area() / length_m } else { 0.0 }
}

fn length_of(polygon: &Polygon) -> f64 {
    use geo::{Euclidean, Length};
    std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(|ring| Euclidean.length(ring)).sum()
}
