//! One chunk: its rings as a stream of vertices, its triangles, its cells, and how much of them each scale needs.
//! Refuses to judge geometry: what crosses itself is triangulated as well as may be.

use earcut::Earcut;

use crate::domain::{Geometries, PartKind};
use crate::geodesy::mercator;

use super::order::Placed;
use super::projection::NearProjection;
use super::{Cell, Chunk, EDGE, LEVELS, Level, SEGMENT, StreamVertex, cells};

/// The first level whose outlines have a coarser stream; it serves the next level, too.
const FIRST_COARSE_LEVEL: usize = 4;

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

impl ChunkStreams {
    /// How much memory it takes, here and on the GPU.
    pub fn bytes(&self) -> usize {
        let indices = match &self.indices {
            Indices::Short(indices) => size_of_val(indices.as_slice()),
            Indices::Long(indices) => size_of_val(indices.as_slice()),
        };
        size_of_val(self.vertices.as_slice()) + indices + size_of_val(self.cells.as_slice())
    }
}

/// Appends rings and lines to a stream. Reused from feature to feature, so that nothing is allocated for each.
#[derive(Default)]
pub struct RingWriter {
    corners: Vec<[f64; 2]>,
    projection: NearProjection,
    least_step_m: f64,
}

impl RingWriter {
    /// A writer that leaves out corners nearer than so many Web Mercator metres to the one before.
    pub fn coarse(least_step_m: f64) -> Self {
        Self { least_step_m, ..Self::default() }
    }

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
            let ring = geometries.ring(ring);
            if let (0, Some(&first)) = (at, ring.first()) {
                self.projection = NearProjection::around(first);
            }
            self.project(ring, origin_in_mercator);
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

    /// Projects positions, leaving out repetitions that single precision cannot tell apart, and what is nearer than the least
    /// step; but never the last one.
    fn project(&mut self, ring: &[[f64; 2]], [origin_x, origin_y]: [f64; 2]) {
        self.corners.clear();
        let mut pending = None;
        for &position in ring {
            let [x, y] = self.projection.project(position);
            let corner = [f64::from((x - origin_x) as f32), f64::from((y - origin_y) as f32)];
            match self.corners.last_mut() {
                Some(last) if *last == corner => {}
                Some(last) if self.least_step_m > 0.0 && distance(*last, corner) < self.least_step_m => pending = Some(corner),
                _ => {
                    self.corners.push(corner);
                    pending = None;
                }
            }
        }
        match (pending, self.corners.len()) {
            (Some(end), 1) => self.corners.push(end),
            (Some(end), count) => self.corners[count - 1] = end,
            (None, _) => {}
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
    let mut levels: [Level; LEVELS] =
        std::array::from_fn(|level| Level { cells: cell_ranges[level].clone(), ..Level::default() });
    // From the coarsest level down: each level's prefix ends before the first feature that is too small for it.
    let (mut filled, mut outlined) = (LEVELS, LEVELS);
    for feature in &by_size {
        while filled > 0 && feature.size_m2 < least_size_m2(filled - 1) {
            filled -= 1;
            levels[filled].index_count = indices.len() as u32;
        }
        while outlined > 0 && feature.size_m2 < least_outlined_m2(outlined - 1) {
            outlined -= 1;
            levels[outlined].outline = 0..vertices.len() as u32;
        }
        triangulator.write_feature(geometries, feature.row, origin, &mut vertices, &mut indices);
    }
    let whole = Level { index_count: indices.len() as u32, outline: 0..vertices.len() as u32, cells: 0..0 };
    levels[..filled].iter_mut().for_each(|level| level.index_count = whole.index_count);
    levels[..outlined].iter_mut().for_each(|level| level.outline = whole.outline.clone());
    let bounds_in_mercator = bounds(&vertices, origin);
    for first in (FIRST_COARSE_LEVEL..LEVELS).step_by(2) {
        write_coarse(geometries, &by_size, origin, first, &mut vertices, &mut levels);
    }
    vertices.shrink_to_fit();
    let indices = if whole.outline.end <= u32::from(u16::MAX) {
        Indices::Short(indices.into_iter().map(|index| index as u16).collect())
    } else {
        Indices::Long(indices)
    };
    let chunk = Chunk { origin_in_mercator: origin, bounds_in_mercator, whole, levels: Box::new(levels) };
    (chunk, ChunkStreams { vertices, indices, cells })
}

/// The least size drawn as it is at a level: a square as great as its cells.
fn least_size_m2(level: usize) -> f32 {
    (1u64 << (2 * level)) as f32
}

/// The least size outlined at a level: polygons of four cells, lines as long as one.
fn least_outlined_m2(level: usize) -> f32 {
    least_size_m2(level + 1)
}

/// Appends the outlines of two levels from `first` on, without corners nearer than a pixel of the first.
fn write_coarse(
    geometries: &Geometries,
    by_size: &[Placed],
    origin: [f64; 2],
    first: usize,
    vertices: &mut Vec<StreamVertex>,
    levels: &mut [Level; LEVELS],
) {
    let mut writer = RingWriter::coarse((1u64 << (first - 1)) as f64);
    let start = vertices.len() as u32;
    let of_level = |level: usize| by_size.partition_point(|feature| feature.size_m2 >= least_outlined_m2(level));
    let mut written = 0;
    for level in (first..LEVELS.min(first + 2)).rev() {
        let wanted = of_level(level);
        for feature in &by_size[written..wanted] {
            for part in geometries.parts(feature.row as usize) {
                writer.write_part(geometries, part, feature.row, origin, vertices, |_, _| {});
            }
        }
        written = wanted;
        levels[level].outline = start..vertices.len() as u32;
    }
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
        stream.push(vertex(corner, row | SEGMENT | EDGE, along));
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
    // Not `hypot`, which takes ten times as long to guard against an overflow that a map cannot have.
    ((bx - ax) * (bx - ax) + (by - ay) * (by - ay)).sqrt()
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
