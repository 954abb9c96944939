//! What the GPU holds of each dataset: its mesh, once, and its colours by row, written again when they change.
//! Refuses to know what is drawn.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Weak};

use wgpu::util::DeviceExt as _;

use crate::map::mesh::{ChunkStreams, Indices, LayerMesh};
use crate::map::scene::{FeaturePaint, Scene, SceneLayer};

use super::draws::Source;
use super::pipelines::Pipelines;
use super::textures::{RowColours, stream_group};

/// What is written to the GPU waits in memory of its own until it is handed on, at the latest after so many bytes.
const HAND_ON_BYTES: usize = 8 << 20;

/// A chunk on the GPU; `None` where it has nothing of the kind.
pub struct GpuChunk {
    vertices: Option<wgpu::BindGroup>,
    indices: Option<(wgpu::Buffer, wgpu::IndexFormat)>,
    cells: Option<wgpu::BindGroup>,
}

impl GpuChunk {
    /// So many triangle corners from the front.
    pub fn triangles(&self, count: u32) -> Option<Source> {
        let (stream, (indices, format)) = (self.vertices.clone()?, self.indices.clone()?);
        (count > 0).then_some(Source::Triangles { stream, indices, format, count })
    }

    /// The segments among some vertices.
    pub fn segments(&self, vertices: Range<u32>) -> Option<Source> {
        let stream = self.vertices.clone()?;
        (vertices.len() > 3).then(|| Source::Squares { stream, range: vertices.start..vertices.end - 3 })
    }

    /// Some cells.
    pub fn cells(&self, range: Range<u32>) -> Option<Source> {
        let stream = self.cells.clone()?;
        (!range.is_empty()).then_some(Source::Squares { stream, range })
    }

    fn new(device: &wgpu::Device, queue: &wgpu::Queue, pipelines: &Pipelines, streams: &ChunkStreams) -> Self {
        let (indices, format): (&[u8], _) = match &streams.indices {
            Indices::Short(indices) => (bytemuck::cast_slice(indices), wgpu::IndexFormat::Uint16),
            Indices::Long(indices) => (bytemuck::cast_slice(indices), wgpu::IndexFormat::Uint32),
        };
        let index_buffer = (!indices.is_empty()).then(|| {
            device.create_buffer_init(&wgpu::util::BufferInitDescriptor {
                label: Some("map triangles"),
                contents: indices,
                usage: wgpu::BufferUsages::INDEX,
            })
        });
        Self {
            vertices: stream_group(device, queue, pipelines, bytemuck::cast_slice(&streams.vertices)),
            indices: index_buffer.map(|buffer| (buffer, format)),
            cells: stream_group(device, queue, pipelines, bytemuck::cast_slice(&streams.cells)),
        }
    }
}

/// A layer's colours by row.
pub struct GpuPaint {
    of: Weak<FeaturePaint>,
    generation: u64,
    /// Fill colours.
    pub fill: RowColours,
    /// Line colours.
    pub line: RowColours,
}

/// Everything the GPU holds.
#[derive(Default)]
pub struct GpuStore {
    meshes: Vec<(Weak<LayerMesh>, Vec<GpuChunk>)>,
    paints: HashMap<Arc<str>, GpuPaint>,
}

impl GpuStore {
    /// Sends what of the scene is new to the GPU and forgets what is gone.
    pub fn sync(&mut self, device: &wgpu::Device, queue: &wgpu::Queue, pipelines: &Pipelines, scene: &Scene) {
        self.meshes.retain(|(mesh, _)| mesh.strong_count() > 0);
        self.paints.retain(|key, _| scene.layers.iter().any(|layer| layer.key == *key));
        for layer in &scene.layers {
            if self.chunks(&layer.mesh).is_none() {
                let chunks = upload(device, queue, pipelines, layer);
                self.meshes.push((Arc::downgrade(&layer.mesh), chunks));
            }
            let current = self.paints.get(&layer.key);
            let known = current
                .is_some_and(|gpu| gpu.of.as_ptr() == Arc::as_ptr(&layer.paint) && gpu.generation == layer.paint.generation);
            if !known {
                let before = self.paints.remove(&layer.key);
                let (fill, line) = before.map_or((None, None), |gpu| (Some(gpu.fill), Some(gpu.line)));
                let rows = layer.mesh.row_count();
                let paint = GpuPaint {
                    of: Arc::downgrade(&layer.paint),
                    generation: layer.paint.generation,
                    fill: RowColours::write(device, queue, pipelines, &layer.paint.fill, rows, fill),
                    line: RowColours::write(device, queue, pipelines, &layer.paint.line, rows, line),
                };
                self.paints.insert(layer.key.clone(), paint);
            }
        }
    }

    /// The buffers of a mesh, one a chunk.
    pub fn chunks(&self, mesh: &Arc<LayerMesh>) -> Option<&[GpuChunk]> {
        let found = self.meshes.iter().find(|(known, _)| known.as_ptr() == Arc::as_ptr(mesh));
        found.map(|(_, chunks)| chunks.as_slice())
    }

    /// The colours of a layer.
    pub fn paint(&self, key: &str) -> Option<&GpuPaint> {
        self.paints.get(key)
    }
}

/// Sends a mesh to the GPU. Its streams are given away once; a second renderer makes them again from the records.
fn upload(device: &wgpu::Device, queue: &wgpu::Queue, pipelines: &Pipelines, layer: &SceneLayer) -> Vec<GpuChunk> {
    let streams = layer.mesh.take_streams().or_else(|| LayerMesh::of(&layer.dataset.geometries).take_streams());
    let mut waiting = 0;
    // Each chunk is freed as soon as it is sent, and what is sent is handed on now and then, so that a large mesh is never
    // there twice as a whole.
    let send = |streams: ChunkStreams| {
        let chunk = GpuChunk::new(device, queue, pipelines, &streams);
        waiting += streams.bytes();
        if waiting > HAND_ON_BYTES {
            waiting = 0;
            queue.submit([]);
        }
        chunk
    };
    streams.unwrap_or_default().into_iter().map(send).collect()
}
