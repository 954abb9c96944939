//! The R-tree against a plain look at every record.

use super::*;
use crate::domain::handmade::numbers;
use crate::domain::{GeometryKind, Origin, PartKind};

/// Triangles of up to 100 m and points, mixed, and every tenth row without a geometry.
fn town(rows: usize) -> Arc<Dataset> {
    let mut next = numbers(7);
    let mut dataset = Dataset::new("town", Origin::Embedded);
    let geometries = &mut dataset.geometries;
    for row in 0..rows {
        let at = [121.40 + 0.08 * next(), 31.22 + 0.08 * next()];
        if row % 10 == 0 {
            geometries.end_feature(GeometryKind::None);
        } else if row % 3 == 0 {
            geometries.positions.push(at);
            geometries.end_ring();
            geometries.end_part(PartKind::Point);
            geometries.end_feature(GeometryKind::Point);
        } else {
            let mut corner = || [at[0] + 0.001 * next(), at[1] + 0.001 * next()];
            let ring = [corner(), corner(), corner()];
            geometries.positions.extend([ring[0], ring[1], ring[2], ring[0]]);
            geometries.end_ring();
            geometries.end_part(PartKind::Polygon);
            geometries.end_feature(GeometryKind::Polygon);
        }
    }
    Arc::new(dataset)
}

#[test]
fn finds_what_a_look_at_every_record_finds() {
    let dataset = town(3_000);
    let index = SpatialIndex::new(dataset.clone());
    assert_eq!(index.len(), 2_700);
    let geometries = &dataset.geometries;
    let rows = || 0..dataset.len() as u32;
    let mut next = numbers(7);
    for _ in 0..200 {
        let at = [121.40 + 0.08 * next(), 31.22 + 0.08 * next()];
        let window = LonLatBounds { west: at[0], south: at[1], east: at[0] + 0.01 * next(), north: at[1] + 0.01 * next() };
        let plain: Vec<u32> = rows().filter(|&row| geometries.bounds_of(row as usize).intersects(&window)).collect();
        assert_eq!(index.window(window), plain);

        let plain: Vec<u32> = rows().filter(|&row| geometries.polygon_contains(row as usize, at)).collect();
        assert_eq!(index.containing(at), plain);

        let frame = LocalFrame::around(at);
        let mut plain: Vec<_> =
            rows().map(|row| (row, place::distance_m(geometries, row as usize, at, &frame))).filter(|f| f.1 <= 400.0).collect();
        assert_eq!(index.within_m(at, 400.0), plain);
        plain.sort_by(|a, b| a.1.total_cmp(&b.1));
        plain.truncate(5);
        assert_eq!(index.nearest(at, 5), plain);
    }
}

#[test]
fn distances_are_those_of_the_ellipsoid() {
    let mut dataset = Dataset::new("one line", Origin::Embedded);
    // A line along a parallel; PROJ's geodesic to its western end from 0.001° farther west is 95.2542 m.
    dataset.geometries.positions.extend([[121.451, 31.25], [121.460, 31.25]]);
    dataset.geometries.end_ring();
    dataset.geometries.end_part(PartKind::Line);
    dataset.geometries.end_feature(GeometryKind::LineString);
    let index = SpatialIndex::new(Arc::new(dataset));
    let found = index.nearest([121.45, 31.25], 3);
    assert_eq!(found.len(), 1);
    assert!((found[0].1 - 95.2542).abs() < 1e-3);
    // North of its middle the way is the perpendicular, 0.001° of latitude: 110.8738 m.
    assert!((index.within_m([121.455, 31.251], 120.0)[0].1 - 110.8738).abs() < 1e-3);
    assert!(index.within_m([121.455, 31.251], 110.0).is_empty());
}

#[test]
fn an_empty_dataset_answers_nothing() {
    let index = SpatialIndex::new(Arc::new(Dataset::new("empty", Origin::Embedded)));
    assert!(index.is_empty() && index.nearest([0.0, 0.0], 3).is_empty() && index.containing([0.0, 0.0]).is_empty());
    assert!(index.window(LonLatBounds::of(&[[-180.0, -90.0], [180.0, 90.0]])).is_empty());
}

#[test]
fn every_interior_point_is_inside() {
    let mut geometries = town(500).geometries.clone();
    // A U, whose centroid lies outside, and a frame with a hole in its middle.
    geometries.positions.extend([
        [0.0, 0.0],
        [9.0, 0.0],
        [9.0, 9.0],
        [7.0, 9.0],
        [7.0, 1.0],
        [2.0, 1.0],
        [2.0, 9.0],
        [0.0, 9.0],
        [0.0, 0.0],
    ]);
    geometries.end_ring();
    geometries.end_part(PartKind::Polygon);
    geometries.end_feature(GeometryKind::Polygon);
    for row in 0..geometries.len() {
        let Some(point) = place::interior_point(&geometries, row) else { continue };
        assert!(geometries.kind(row) == GeometryKind::Point || geometries.polygon_contains(row, point), "{row}");
    }
}
