//! One chunk: its rings as a stream of vertices, its triangles, its cells, and how much of them each scale needs.
//! Refuses to judge geometry: what crosses itself is triangulated as well as may be.

use earcut::Earcut;

use crate::domain::{Geometries, PartKind};
use crate::geodesy::mercator;

use super::order::Placed;
use super::{Cell, Chunk, LEVELS, Level, SEGMENT, StreamVertex, cells};

/// Indices of triangle corners in a chunk's vertices.
#[derive(Clone, Debug)]
pub enum Indices {
    /// For up to 65,536 vertices.
    Short(Vec<u16>),
    /// For a chunk of one huge feature.
    Long(Vec<u32>),
}

/// What of a chunk goes to the GPU.
#[derive(Clone, Debug)]
pub struct ChunkStreams {
    /// Corners, by feature, greatest first.
    pub vertices: Vec<StreamVertex>,
    /// Triangles, by feature, greatest first.
    pub indices: Indices,
    /// Cells, by level.
    pub cells: Vec<Cell>,
}

/// Appends rings and lines to a stream. Reused from feature to feature, so that nothing is allocated for each.
#[derive(Default)]
pub struct RingWriter {
    corners: Vec<[f64; 2]>,
}

impl RingWriter {
    /// Writes the rings of one part, degrees, as seen from `origin_in_mercator`. Shells run counter-clockwise and holes
    /// clockwise, so that a polygon's inside is on the left. Returns nothing for points and for what has shrunk to a point.
    ///
    /// `on_ring(first, corners)` is told of each ring of a polygon: where its first corner stands in the stream, and its
    /// corners as metres from the origin.
    pub fn write_part(
        &mut self,
        geometries: &Geometries,
        part: usize,
        row: u32,
        origin_in_mercator: [f64; 2],
        stream: &mut Vec<StreamVertex>,
        mut on_ring: impl FnMut(u32, &[[f64; 2]]),
    ) {
        let kind = geometries.part_kind(part);
        if kind == PartKind::Point {
            return;
        }
        for (at, ring) in geometries.rings(part).enumerate() {
            self.project(geometries.ring(ring), origin_in_mercator);
            if kind == PartKind::Polygon && self.corners.len() > 1 && self.corners.first() == self.corners.last() {
                self.corners.pop();
            }
            if kind == PartKind::Line || self.corners.len() < 3 {
                write_line(&self.corners, row, stream);
                if kind == PartKind::Polygon && at == 0 {
                    return;
                }
                continue;
            }
            if (doubled_area(&self.corners) < 0.0) == (at == 0) {
                self.corners.reverse();
            }
            on_ring(stream.len() as u32 + 1, &self.corners);
            write_ring(&self.corners, row, stream);
        }
    }

    /// Projects positions, leaving out repetitions that single precision cannot tell apart.
    fn project(&mut self, ring: &[[f64; 2]], [origin_x, origin_y]: [f64; 2]) {
        self.corners.clear();
        for &position in ring {
            let [x, y] = mercator::from_lon_lat(position);
            let corner = [f64::from((x - origin_x) as f32), f64::from((y - origin_y) as f32)];
            if self.corners.last() != Some(&corner) {
                self.corners.push(corner);
            }
        }
    }
}

/// Triangulates; holds the buffers of the task.
#[derive(Default)]
pub struct Triangulator {
    writer: RingWriter,
    earcut: Earcut<f64>,
    corners: Vec<[f64; 2]>,
    /// Where each corner stands in the stream.
    places: Vec<u32>,
    hole_starts: Vec<u32>,
    triangles: Vec<u32>,
}

impl Triangulator {
    fn write_feature(
        &mut self,
        geometries: &Geometries,
        row: u32,
        origin: [f64; 2],
        vertices: &mut Vec<StreamVertex>,
        indices: &mut Vec<u32>,
    ) {
        for part in geometries.parts(row as usize) {
            let Self { writer, earcut, corners, places, hole_starts, triangles } = self;
            corners.clear();
            places.clear();
            hole_starts.clear();
            writer.write_part(geometries, part, row, origin, vertices, |first, ring| {
                if !corners.is_empty() {
                    hole_starts.push(corners.len() as u32);
                }
                corners.extend_from_slice(ring);
                places.extend(first..first + ring.len() as u32);
            });
            match corners.as_slice() {
                [] => {}
                [_, _, _] => indices.extend_from_slice(places),
                // Most buildings are rectangles, which need no algorithm.
                [a, b, c, d] if hole_starts.is_empty() && is_convex([*a, *b, *c, *d]) => {
                    indices.extend([0, 1, 2, 0, 2, 3].map(|corner: usize| places[corner]));
                }
                _ => {
                    earcut.earcut(corners.iter().copied(), hole_starts, triangles);
                    indices.extend(triangles.iter().map(|&corner| places[corner as usize]));
                }
            }
        }
    }
}

/// Builds the chunk of some features, given in order of place.
pub fn build(geometries: &Geometries, features: &[Placed], triangulator: &mut Triangulator) -> (Chunk, ChunkStreams) {
    let origin = middle(geometries, features);
    let (cells, cell_ranges) = cells::gather(features, origin);

    let mut by_size = features.to_vec();
    by_size.sort_unstable_by(|a, b| b.size_m2.total_cmp(&a.size_m2).then(a.row.cmp(&b.row)));
    let mut vertices = Vec::with_capacity(features.iter().map(|feature| feature.vertex_count as usize).sum());
    let mut indices = Vec::with_capacity(vertices.capacity() * 2);
    // From the coarsest level down: each level's prefix ends before the first feature that is too small for it.
    let mut levels: [Level; LEVELS] =
        std::array::from_fn(|level| Level { cells: cell_ranges[level].clone(), ..Level::default() });
    let mut level = LEVELS;
    for feature in &by_size {
        while level > 0 && feature.size_m2 < (1u64 << (2 * (level - 1))) as f32 {
            level -= 1;
            (levels[level].index_count, levels[level].vertex_count) = (indices.len() as u32, vertices.len() as u32);
        }
        triangulator.write_feature(geometries, feature.row, origin, &mut vertices, &mut indices);
    }
    let whole = Level { index_count: indices.len() as u32, vertex_count: vertices.len() as u32, cells: 0..0 };
    for level in &mut levels[..level] {
        (level.index_count, level.vertex_count) = (whole.index_count, whole.vertex_count);
    }

    let bounds_in_mercator = bounds(&vertices, origin);
    vertices.shrink_to_fit();
    let indices = if vertices.len() <= usize::from(u16::MAX) {
        Indices::Short(indices.into_iter().map(|index| index as u16).collect())
    } else {
        Indices::Long(indices)
    };
    let chunk = Chunk { origin_in_mercator: origin, bounds_in_mercator, whole, levels: Box::new(levels) };
    (chunk, ChunkStreams { vertices, indices, cells })
}

/// The middle of the features' bounds, Web Mercator metres.
fn middle(geometries: &Geometries, features: &[Placed]) -> [f64; 2] {
    let mut bounds = crate::domain::LonLatBounds::EMPTY;
    for feature in features {
        bounds = bounds.union(&geometries.bounds_of(feature.row as usize));
    }
    mercator::from_lon_lat(bounds.centre())
}

fn bounds(vertices: &[StreamVertex], [x, y]: [f64; 2]) -> [f64; 4] {
    let start = [f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY];
    let [west, south, east, north] = vertices.iter().fold(start, |[west, south, east, north], vertex| {
        let [vx, vy] = vertex.pos_from_origin;
        [west.min(vx), south.min(vy), east.max(vx), north.max(vy)]
    });
    [x + f64::from(west), y + f64::from(south), x + f64::from(east), y + f64::from(north)]
}

fn write_ring(corners: &[[f64; 2]], row: u32, stream: &mut Vec<StreamVertex>) {
    let count = corners.len();
    let mut along = 0.0;
    stream.push(vertex(corners[count - 1], row, 0.0));
    for (at, &corner) in corners.iter().enumerate() {
        stream.push(vertex(corner, row | SEGMENT, along));
        along += distance(corner, corners[(at + 1) % count]);
    }
    stream.push(vertex(corners[0], row, along));
    stream.push(vertex(corners[1], row, along));
}

fn write_line(corners: &[[f64; 2]], row: u32, stream: &mut Vec<StreamVertex>) {
    let (Some(&first), Some(&last)) = (corners.first(), corners.last()) else { return };
    if corners.len() < 2 {
        return;
    }
    let mut along = 0.0;
    stream.push(vertex(first, row, 0.0));
    for pair in corners.windows(2) {
        stream.push(vertex(pair[0], row | SEGMENT, along));
        along += distance(pair[0], pair[1]);
    }
    stream.push(vertex(last, row, along));
    stream.push(vertex(last, row, along));
}

fn vertex([x, y]: [f64; 2], row: u32, along_m: f64) -> StreamVertex {
    StreamVertex { pos_from_origin: [x as f32, y as f32], row, along_m: along_m as f32 }
}

fn distance([ax, ay]: [f64; 2], [bx, by]: [f64; 2]) -> f64 {
    (bx - ax).hypot(by - ay)
}

/// Twice the area, positive when counter-clockwise.
fn doubled_area(corners: &[[f64; 2]]) -> f64 {
    let [first_x, first_y] = corners[0];
    corners.windows(2).fold(0.0, |sum, pair| {
        let ([ax, ay], [bx, by]) = (pair[0], pair[1]);
        sum + (ax - first_x) * (by - first_y) - (bx - first_x) * (ay - first_y)
    })
}

/// True when a counter-clockwise quadrangle has no corner that points inwards.
fn is_convex(corners: [[f64; 2]; 4]) -> bool {
    (0..4).all(|at| {
        let ([ax, ay], [bx, by], [cx, cy]) = (corners[at], corners[(at + 1) % 4], corners[(at + 2) % 4]);
        (bx - ax) * (cy - by) - (cx - bx) * (by - ay) > 0.0
    })
}
