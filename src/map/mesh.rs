//! Geometry ready for the GPU: triangles, outline segments and aggregates of what is too small to see, in chunks by place.
//! Refuses colours and the GPU itself; points are drawn as marks (`map/marks`), not from here.
//!
//! A chunk's *stream* holds each ring once. Its vertices are corners of triangles (through `indices`), and every window of
//! four of them, `before, start, end, after`, is an outline segment with its neighbours, so that outlines need no memory of
//! their own. A ring of n corners is stored as `last, first … last, first, second`, a line as `first, first … last, last`.
//!
//! Features stand in a chunk by size, greatest first. [`Level`] says how long a prefix of them is worth drawing at a scale,
//! and which cells stand for the rest. After the exact stream come coarser ones, each without the corners that a scale cannot
//! show: a river of a thousand corners on a hundred pixels is not drawn corner by corner.

mod cells;
mod chunk;
mod order;
mod projection;

use std::ops::{ControlFlow, Range};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::domain::Geometries;

pub use chunk::{ChunkStreams, Indices, RingWriter};

/// Set in [`StreamVertex::row`] of a vertex at which a segment starts.
pub const SEGMENT: u32 = 1 << 31;
/// Set in [`StreamVertex::row`] beside it where the segment is an edge of a polygon, whose inside is on its left.
pub const EDGE: u32 = 1 << 30;

/// The number of scales for which prefixes and cells are kept: cells of 1 m to 2^18 m (Web Mercator metres).
pub const LEVELS: usize = 19;

/// A corner of a ring or line.
#[derive(Clone, Copy, Debug, Default, PartialEq, bytemuck::Pod, bytemuck::Zeroable)]
#[repr(C)]
pub struct StreamVertex {
    /// Web Mercator metres from the chunk's origin.
    pub pos_from_origin: [f32; 2],
    /// The feature's row, [`SEGMENT`] and [`EDGE`].
    pub row: u32,
    /// Length along the ring or line up to here, Web Mercator metres.
    pub along_m: f32,
}

/// A square that stands for the polygons in it, each of them less than a pixel.
#[derive(Clone, Copy, Debug, PartialEq, bytemuck::Pod, bytemuck::Zeroable)]
#[repr(C)]
pub struct Cell {
    /// Its middle, Web Mercator metres from the chunk's origin.
    pub pos_from_origin: [f32; 2],
    /// The row of the greatest polygon in it, whose colour it takes.
    pub row: u32,
    /// The share of the square that polygons cover, 0–1.
    pub coverage: f32,
}

/// What of a chunk to draw at one scale.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Level {
    /// Length of the prefix of `indices`.
    pub index_count: u32,
    /// The vertices of the outlines.
    pub outline: Range<u32>,
    /// The cells that stand for the polygons left out.
    pub cells: Range<u32>,
}

/// Where a chunk is, and what of it to draw at which scale.
#[derive(Clone, Debug)]
pub struct Chunk {
    /// The origin of its positions, Web Mercator metres.
    pub origin_in_mercator: [f64; 2],
    /// Its bounds `[west, south, east, north]`, Web Mercator metres.
    pub bounds_in_mercator: [f64; 4],
    /// All of it.
    pub whole: Level,
    levels: Box<[Level; LEVELS]>,
}

impl Chunk {
    /// What to draw when a pixel is so many Web Mercator metres: polygons of at least a pixel, cells of one to two pixels for
    /// the others, outlines of polygons of at least some pixels and of lines of at least one.
    pub fn level(&self, mercator_per_px: f64) -> &Level {
        let exponent = mercator_per_px.log2().ceil();
        if exponent < 0.0 {
            return &self.whole;
        }
        let nearest = (exponent as usize).min(LEVELS - 1);
        &self.levels[nearest]
    }
}

/// Edge of the cells of a level, Web Mercator metres.
pub fn cell_edge_m(mercator_per_px: f64) -> f64 {
    mercator_per_px.log2().ceil().clamp(0.0, (LEVELS - 1) as f64).exp2()
}

/// The triangles, segments and cells of one dataset.
///
/// The streams are handed to the GPU once and not kept: whoever needs them again builds the mesh again from the records.
#[derive(Debug, Default)]
pub struct LayerMesh {
    chunks: Vec<Chunk>,
    row_count: usize,
    streams: Mutex<Option<Vec<ChunkStreams>>>,
}

impl LayerMesh {
    /// Makes the mesh of a dataset on all cores; `progress(done, total)` in chunks. The result is the same for any number of
    /// cores. `None` when `progress` said to stop.
    pub fn build(geometries: &Geometries, progress: &(dyn Fn(u64, u64) -> ControlFlow<()> + Sync)) -> Option<Self> {
        let threads = std::thread::available_parallelism().map_or(1, |count| count.get()).min(8);
        let features = order::by_place(geometries, threads);
        let runs = order::chunk_runs(&features);
        let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = || {
            let mut built = Vec::new();
            let mut triangulator = chunk::Triangulator::default();
            while let Some(run) = runs.get(next.fetch_add(1, Ordering::Relaxed)) {
                built.push((run.start, chunk::build(geometries, &features[run.clone()], &mut triangulator)));
                let done = done.fetch_add(1, Ordering::Relaxed) + 1;
                if progress(done as u64, runs.len() as u64).is_break() {
                    return None;
                }
            }
            Some(built)
        };
        let parts: Option<Vec<_>> = if runs.len() < 2 || threads < 2 {
            Some(vec![work()?])
        } else {
            std::thread::scope(|scope| {
                let others: Vec<_> = (1..threads.min(runs.len())).map(|_| scope.spawn(work)).collect();
                let own = work();
                let others = others.into_iter().map(|thread| thread.join().ok().flatten());
                std::iter::once(own).chain(others).collect()
            })
        };
        let mut built: Vec<_> = parts?.into_iter().flatten().collect();
        built.sort_by_key(|(start, _)| *start);
        let (chunks, streams) = built.into_iter().map(|(_, both)| both).unzip();
        Some(Self { chunks, row_count: geometries.len(), streams: Mutex::new(Some(streams)) })
    }

    /// Makes the mesh without telling how far it is.
    pub fn of(geometries: &Geometries) -> Self {
        Self::build(geometries, &|_, _| ControlFlow::Continue(())).unwrap_or_default()
    }

    /// The chunks, in order of place.
    pub fn chunks(&self) -> &[Chunk] {
        &self.chunks
    }

    /// The number of features it was made of.
    pub fn row_count(&self) -> usize {
        self.row_count
    }

    /// The bounds `[west, south, east, north]` of all polygons and lines, Web Mercator metres; `None` when there are none.
    pub fn bounds_in_mercator(&self) -> Option<[f64; 4]> {
        self.chunks
            .iter()
            .map(|chunk| chunk.bounds_in_mercator)
            .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
    }

    /// Hands over the streams, one a chunk. `None` when they were handed over before.
    pub fn take_streams(&self) -> Option<Vec<ChunkStreams>> {
        self.streams.lock().ok()?.take()
    }
}

#[cfg(test)]
mod tests;
