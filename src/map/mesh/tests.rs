//! Meshes held to their geometry: areas, outlines, chunks, the prefix that a scale draws.

use super::*;
use crate::domain::{GeometryKind, PartKind};
use crate::geodesy::mercator;

/// Adds a polygon given as rings in Web Mercator metres from a place in Jing'an.
fn add_polygon(geometries: &mut Geometries, rings: &[&[[f64; 2]]]) {
    for ring in rings {
        let closed = ring.iter().chain(ring.first());
        geometries.positions.extend(closed.map(|[x, y]| mercator::to_lon_lat([13_519_000.0 + x, 3_660_000.0 + y])));
        geometries.end_ring();
    }
    geometries.end_part(PartKind::Polygon);
    geometries.end_feature(GeometryKind::Polygon);
}

fn add_square(geometries: &mut Geometries, [x, y]: [f64; 2], edge: f64) {
    add_polygon(geometries, &[&[[x, y], [x + edge, y], [x + edge, y + edge], [x, y + edge]]]);
}

/// The first chunk's outlines with all corners.
fn exact_outlines(mesh: &LayerMesh) -> Vec<StreamVertex> {
    let whole = mesh.chunks()[0].whole.outline.clone();
    mesh.take_streams().unwrap()[0].vertices[whole.start as usize..whole.end as usize].to_vec()
}

/// The area of all triangles.
fn triangle_area(streams: &[ChunkStreams]) -> f64 {
    let mut area = 0.0;
    for chunk in streams {
        let indices: Vec<usize> = match &chunk.indices {
            Indices::Short(indices) => indices.iter().map(|&index| usize::from(index)).collect(),
            Indices::Long(indices) => indices.iter().map(|&index| index as usize).collect(),
        };
        for corners in indices.chunks(3) {
            let [a, b, c] = [0, 1, 2].map(|at| chunk.vertices[corners[at]].pos_from_origin.map(f64::from));
            area += ((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])).abs() / 2.0;
        }
    }
    area
}

#[test]
fn triangles_cover_the_polygons_and_leave_out_the_holes() {
    let mut geometries = Geometries::default();
    let hole: &[[f64; 2]] = &[[20.0, 20.0], [40.0, 20.0], [40.0, 50.0], [20.0, 50.0]];
    add_polygon(&mut geometries, &[&[[0.0, 0.0], [100.0, 0.0], [100.0, 100.0], [0.0, 100.0]], hole]);
    add_polygon(&mut geometries, &[&[[200.0, 0.0], [200.0, 60.0], [220.0, 60.0], [220.0, 20.0], [260.0, 20.0], [260.0, 0.0]]]);
    let streams = LayerMesh::of(&geometries).take_streams().unwrap();
    assert!((triangle_area(&streams) - (10_000.0 - 600.0 + 1_200.0 + 800.0)).abs() < 0.1);
}

#[test]
fn every_edge_is_a_segment_once_with_the_inside_on_its_left() {
    let mut geometries = Geometries::default();
    // The shell is given clockwise, the hole counter-clockwise: both the wrong way round.
    let hole: &[[f64; 2]] = &[[20.0, 20.0], [40.0, 20.0], [30.0, 40.0]];
    add_polygon(&mut geometries, &[&[[0.0, 0.0], [0.0, 100.0], [100.0, 100.0], [100.0, 0.0]], hole]);
    let mesh = LayerMesh::of(&geometries);
    let origin = mesh.chunks()[0].origin_in_mercator;
    let stream = exact_outlines(&mesh);
    let segments: Vec<_> = stream.windows(4).filter(|window| window[1].row & SEGMENT != 0).collect();
    assert_eq!(segments.len(), 7);
    for window in segments {
        let [before, start, end, after] = [0, 1, 2, 3].map(|at| window[at].pos_from_origin.map(f64::from));
        assert!(before != start && start != end && end != after);
        let middle = [(start[0] + end[0]) / 2.0, (start[1] + end[1]) / 2.0];
        let left = [middle[0] - (end[1] - start[1]) * 0.01, middle[1] + (end[0] - start[0]) * 0.01];
        let inside = mercator::to_lon_lat([origin[0] + left[0], origin[1] + left[1]]);
        assert!(geometries.polygon_contains(0, inside), "{window:?}");
    }
}

#[test]
fn lines_know_the_length_along_them() {
    let mut geometries = Geometries::default();
    let course = [[0.0, 0.0], [30.0, 40.0], [30.0, 100.0], [30.0, 100.0], [130.0, 100.0]];
    geometries.positions.extend(course.map(|[x, y]| mercator::to_lon_lat([13_519_000.0 + x, 3_660_000.0 + y])));
    geometries.end_ring();
    geometries.end_part(PartKind::Line);
    geometries.end_feature(GeometryKind::LineString);
    let stream = exact_outlines(&LayerMesh::of(&geometries));
    let starts: Vec<_> = stream.iter().filter(|vertex| vertex.row & SEGMENT != 0).collect();
    let along: Vec<_> = starts.iter().map(|vertex| vertex.along_m.round()).collect();
    assert_eq!(along, [0.0, 50.0, 110.0], "the doubled vertex makes no segment");
}

#[test]
fn what_is_less_than_a_pixel_is_counted_in_cells() {
    let mut geometries = Geometries::default();
    for at in 0..400 {
        add_square(&mut geometries, [f64::from(at % 20) * 10.0, f64::from(at / 20) * 10.0], 5.0);
    }
    add_square(&mut geometries, [1_000.0, 0.0], 100.0);
    let mesh = LayerMesh::of(&geometries);
    let chunk = &mesh.chunks()[0];
    assert_eq!(chunk.level(0.3).index_count, 401 * 6);
    assert!(chunk.level(0.3).cells.is_empty());
    let far = chunk.level(16.0);
    assert_eq!(far.index_count, 6, "the great one alone is drawn as it is");
    let streams = mesh.take_streams().unwrap();
    let cells = &streams[0].cells[far.cells.start as usize..far.cells.end as usize];
    let covered: f64 = cells.iter().map(|cell| f64::from(cell.coverage) * 256.0).sum();
    assert!((covered - 400.0 * 25.0).abs() < 1.0, "{covered}");
    assert!(cells.len() < 300);
}

#[test]
fn the_same_input_gives_the_same_mesh_in_many_chunks() {
    let mut geometries = Geometries::default();
    for at in 0..20_000 {
        add_square(&mut geometries, [f64::from(at % 200) * 10.0, f64::from(at / 200) * 10.0], 4.0 + f64::from(at % 7));
    }
    let (first, second) = (LayerMesh::of(&geometries), LayerMesh::of(&geometries));
    assert!(first.chunks().len() > 3);
    let (first, second) = (first.take_streams().unwrap(), second.take_streams().unwrap());
    assert!(first.iter().zip(&second).all(|(a, b)| a.vertices == b.vertices && a.vertices.len() <= 65_536));
    let expected: f64 = (0..20_000).map(|at| (4.0 + f64::from(at % 7)).powi(2)).sum();
    assert!((triangle_area(&first) / expected - 1.0).abs() < 1e-4);
}

#[test]
fn a_far_line_keeps_its_ends_and_loses_the_corners_nobody_sees() {
    let mut geometries = Geometries::default();
    let course = (0..=1_000).map(|at| [f64::from(at) * 10.0, f64::from(at % 2) * 3.0]);
    geometries.positions.extend(course.map(|[x, y]| mercator::to_lon_lat([13_519_000.0 + x, 3_660_000.0 + y])));
    geometries.end_ring();
    geometries.end_part(PartKind::Line);
    geometries.end_feature(GeometryKind::LineString);
    let mesh = LayerMesh::of(&geometries);
    let streams = mesh.take_streams().unwrap();
    let of = |mercator_per_px: f64| {
        let outline = &mesh.chunks()[0].level(mercator_per_px).outline;
        &streams[0].vertices[outline.start as usize..outline.end as usize]
    };
    let (near, far) = (of(1.0), of(60.0));
    assert_eq!(near.len(), 1_003);
    assert!((245..260).contains(&far.len()), "of corners every 10 m one in four is 32 m from the last: {}", far.len());
    assert_eq!(near[0].pos_from_origin, far[0].pos_from_origin);
    assert_eq!(near[near.len() - 1].pos_from_origin, far[far.len() - 1].pos_from_origin);
    assert!(of(20_000.0).is_empty(), "a line of half a pixel is not drawn");
}
