//! What the GPU holds of each dataset: its mesh, once, and its colours by row, written again when they change.
//! Refuses to know what is drawn.

use std::collections::HashMap;
use std::sync::{Arc, Weak};

use wgpu::util::DeviceExt as _;

use crate::map::mesh::{ChunkStreams, Indices, LayerMesh};
use crate::map::scene::{FeaturePaint, Rgba, Scene, SceneLayer};

use super::draws::Source;
use super::pipelines::Pipelines;

/// Colours a row of a texture; every device has as many.
const ROWS_WIDE: u32 = 2048;

/// A chunk's buffers; `None` where it has nothing of the kind.
pub struct GpuChunk {
    vertices: Option<wgpu::Buffer>,
    indices: Option<(wgpu::Buffer, wgpu::IndexFormat)>,
    cells: Option<wgpu::Buffer>,
}

impl GpuChunk {
    /// So many triangle corners from the front.
    pub fn triangles(&self, count: u32) -> Option<Source> {
        let (vertices, (indices, format)) = (self.vertices.clone()?, self.indices.clone()?);
        (count > 0).then_some(Source::Triangles { vertices, indices, format, count })
    }

    /// The segments among so many vertices from the front.
    pub fn segments(&self, count: u32) -> Option<Source> {
        let vertices = self.vertices.clone()?;
        (count > 3).then_some(Source::Segments { vertices, count })
    }

    /// Some cells.
    pub fn cells(&self, range: std::ops::Range<u32>) -> Option<Source> {
        let buffer = self.cells.clone()?;
        let stride = size_of::<crate::map::mesh::Cell>() as u64;
        (!range.is_empty()).then_some(Source::Instances { buffer, range, stride })
    }

    fn new(device: &wgpu::Device, streams: &ChunkStreams) -> Self {
        let (indices, format) = match &streams.indices {
            Indices::Short(indices) => (bytemuck::cast_slice(indices), wgpu::IndexFormat::Uint16),
            Indices::Long(indices) => (bytemuck::cast_slice(indices), wgpu::IndexFormat::Uint32),
        };
        Self {
            vertices: buffer(device, bytemuck::cast_slice(&streams.vertices), wgpu::BufferUsages::VERTEX),
            indices: buffer(device, indices, wgpu::BufferUsages::INDEX).map(|buffer| (buffer, format)),
            cells: buffer(device, bytemuck::cast_slice(&streams.cells), wgpu::BufferUsages::VERTEX),
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

/// A texture of colours by row.
pub struct RowColours {
    texture: wgpu::Texture,
    /// The texture, bound.
    pub group: wgpu::BindGroup,
    /// Whether any row has a colour.
    pub any: bool,
    /// Whether a row's colour is neither clear nor opaque.
    pub translucent: bool,
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
                self.meshes.push((Arc::downgrade(&layer.mesh), upload(device, layer)));
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

impl RowColours {
    /// A texture that says "drawn" for row 0, for draws that have no rows.
    pub fn single(device: &wgpu::Device, queue: &wgpu::Queue, pipelines: &Pipelines) -> Self {
        Self::write(device, queue, pipelines, &[Rgba([255; 4])], 1, None)
    }

    /// Writes the colours, into the texture that is there when it is large enough.
    fn write(
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        pipelines: &Pipelines,
        colours: &[Rgba],
        rows: usize,
        before: Option<Self>,
    ) -> Self {
        let any = colours.iter().any(|colour| colour.0[3] > 0);
        let translucent = colours.iter().any(|colour| (1..255).contains(&colour.0[3]));
        let wanted = if colours.is_empty() { 1 } else { rows.max(colours.len()) as u32 };
        let lines = wanted.div_ceil(ROWS_WIDE).clamp(1, device.limits().max_texture_dimension_2d);
        let fits = |before: &Self| before.texture.height() == lines && (!before.any || !colours.is_empty());
        let (texture, group) = match before.filter(fits) {
            Some(before) => (before.texture, before.group),
            None => {
                let texture = device.create_texture(&wgpu::TextureDescriptor {
                    label: Some("map colours by row"),
                    size: wgpu::Extent3d { width: ROWS_WIDE, height: lines, depth_or_array_layers: 1 },
                    mip_level_count: 1,
                    sample_count: 1,
                    dimension: wgpu::TextureDimension::D2,
                    format: wgpu::TextureFormat::Rgba8Unorm,
                    usage: wgpu::TextureUsages::TEXTURE_BINDING | wgpu::TextureUsages::COPY_DST,
                    view_formats: &[],
                });
                let group = pipelines.bind_texture(device, &texture);
                (texture, group)
            }
        };
        // A texture starts clear, so rows without a colour are not drawn.
        let whole = colours.len() as u32 / ROWS_WIDE * ROWS_WIDE;
        write_lines(queue, &texture, 0, &colours[..whole as usize]);
        if (whole as usize) < colours.len() {
            let mut last = vec![Rgba::CLEAR; ROWS_WIDE as usize];
            last[..colours.len() - whole as usize].copy_from_slice(&colours[whole as usize..]);
            write_lines(queue, &texture, whole / ROWS_WIDE, &last);
        }
        Self { texture, group, any, translucent }
    }
}

/// Writes whole lines of a texture of colours, from line `first` on.
fn write_lines(queue: &wgpu::Queue, texture: &wgpu::Texture, first: u32, colours: &[Rgba]) {
    let lines = (colours.len() as u32 / ROWS_WIDE).min(texture.height().saturating_sub(first));
    if lines == 0 {
        return;
    }
    queue.write_texture(
        wgpu::TexelCopyTextureInfo {
            texture,
            mip_level: 0,
            origin: wgpu::Origin3d { x: 0, y: first, z: 0 },
            aspect: wgpu::TextureAspect::All,
        },
        bytemuck::cast_slice(colours),
        wgpu::TexelCopyBufferLayout { offset: 0, bytes_per_row: Some(ROWS_WIDE * 4), rows_per_image: None },
        wgpu::Extent3d { width: ROWS_WIDE, height: lines, depth_or_array_layers: 1 },
    );
}

/// Sends a mesh to the GPU. Its streams are given away once; a second renderer makes them again from the records.
fn upload(device: &wgpu::Device, layer: &SceneLayer) -> Vec<GpuChunk> {
    let streams = layer.mesh.take_streams().or_else(|| LayerMesh::of(&layer.dataset.geometries).take_streams());
    streams.unwrap_or_default().iter().map(|streams| GpuChunk::new(device, streams)).collect()
}

fn buffer(device: &wgpu::Device, contents: &[u8], usage: wgpu::BufferUsages) -> Option<wgpu::Buffer> {
    (!contents.is_empty())
        .then(|| device.create_buffer_init(&wgpu::util::BufferInitDescriptor { label: Some("map chunk"), contents, usage }))
}
