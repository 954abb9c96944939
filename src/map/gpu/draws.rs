//! What one draw call needs: its uniforms, its buffers, and the lists of them. Refuses to decide what is drawn (`compose`).

use std::num::NonZeroU64;
use std::ops::Range;

use wgpu::util::DeviceExt as _;

use super::pipelines::{Pass, Pipelines};

/// The colour of the draw counts, not that of the row.
pub const FIXED_COLOUR: u32 = 1;
/// Only the left side of a segment is drawn.
pub const INSIDE_ONLY: u32 = 2;

/// The uniforms of one draw call, as in `common.wgsl`.
#[derive(Clone, Copy, Debug, Default, bytemuck::Pod, bytemuck::Zeroable)]
#[repr(C)]
pub struct Draw {
    /// Origin of the positions minus the camera, Web Mercator metres; for the blit the view's left top corner, pixels.
    pub offset: [f32; 2],
    /// Half the view's size, pixels.
    pub half_view_px: [f32; 2],
    /// Pixels a Web Mercator metre.
    pub px_per_m: f32,
    /// Depth, 0–1; smaller is later. Passes that blend each pixel once have each their own.
    pub depth: f32,
    /// Opacity, 0–1.
    pub opacity: f32,
    /// [`FIXED_COLOUR`], [`INSIDE_ONLY`].
    pub flags: u32,
    /// sRGB, straight alpha, 0–1.
    pub colour: [f32; 4],
    /// Dash and gap, pixels; 0 for none.
    pub dash_px: [f32; 2],
    /// Width of a stroke or of a mark's ring, pixels; edge of a cell, metres.
    pub width: f32,
    /// Keeps the size a multiple of 16.
    pub padding: f32,
}

/// What a draw call reads.
#[derive(Clone)]
pub enum Source {
    /// Four vertices over the whole view.
    View,
    /// Triangles.
    Triangles {
        /// Corners.
        stream: wgpu::BindGroup,
        /// Which of them.
        indices: wgpu::Buffer,
        /// 16 or 32 bits.
        format: wgpu::IndexFormat,
        /// How many indices.
        count: u32,
    },
    /// Segments or cells: a square each.
    Squares {
        /// What they are made from.
        stream: wgpu::BindGroup,
        /// Which of its entries.
        range: Range<u32>,
    },
    /// Marks: four vertices each.
    Marks {
        /// The vertices.
        vertices: wgpu::Buffer,
        /// How many marks.
        count: u32,
    },
}

impl Source {
    /// How many squares it needs indices for.
    fn squares(&self) -> u32 {
        match self {
            Self::View | Self::Triangles { .. } => 0,
            Self::Squares { range, .. } => range.end,
            Self::Marks { count, .. } => *count,
        }
    }
}

/// One draw call.
pub struct Call {
    /// The pipeline.
    pub pass: Pass,
    /// The uniforms.
    pub draw: Draw,
    /// The texture it reads.
    pub colours: wgpu::BindGroup,
    /// The buffers it reads.
    pub source: Source,
}

/// Draw calls in order, with their uniforms on the GPU.
pub struct DrawList {
    /// The calls.
    pub calls: Vec<Call>,
    uniforms: Option<(wgpu::Buffer, wgpu::BindGroup)>,
    /// Two triangles a square, for the most squares of any call so far.
    square_indices: Option<wgpu::Buffer>,
    stride: usize,
}

impl DrawList {
    /// An empty list.
    pub fn new(device: &wgpu::Device) -> Self {
        let alignment = device.limits().min_uniform_buffer_offset_alignment as usize;
        Self {
            calls: Vec::new(),
            uniforms: None,
            square_indices: None,
            stride: size_of::<Draw>().next_multiple_of(alignment.max(1)),
        }
    }

    /// Sends the uniforms of all calls to the GPU. Once a frame at most, before the calls are recorded.
    pub fn upload(&mut self, device: &wgpu::Device, queue: &wgpu::Queue, layout: &wgpu::BindGroupLayout) {
        self.provide_square_indices(device);
        if self.calls.is_empty() {
            return;
        }
        let size = (self.calls.len() * self.stride) as u64;
        if self.uniforms.as_ref().is_none_or(|(buffer, _)| buffer.size() < size) {
            let buffer = device.create_buffer(&wgpu::BufferDescriptor {
                label: Some("map draws"),
                size: size.next_power_of_two(),
                usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
                mapped_at_creation: false,
            });
            let group = device.create_bind_group(&wgpu::BindGroupDescriptor {
                label: Some("map draws"),
                layout,
                entries: &[wgpu::BindGroupEntry {
                    binding: 0,
                    resource: wgpu::BindingResource::Buffer(wgpu::BufferBinding {
                        buffer: &buffer,
                        offset: 0,
                        size: NonZeroU64::new(size_of::<Draw>() as u64),
                    }),
                }],
            });
            self.uniforms = Some((buffer, group));
        }
        let Some((buffer, _)) = &self.uniforms else { return };
        let mut bytes = vec![0u8; size as usize];
        for (slot, call) in bytes.chunks_mut(self.stride).zip(&self.calls) {
            slot[..size_of::<Draw>()].copy_from_slice(bytemuck::bytes_of(&call.draw));
        }
        queue.write_buffer(buffer, 0, &bytes);
    }

    fn provide_square_indices(&mut self, device: &wgpu::Device) {
        let wanted = self.calls.iter().map(|call| call.source.squares()).max().unwrap_or(0);
        let there = self.square_indices.as_ref().map_or(0, |buffer| buffer.size() / (6 * size_of::<u32>() as u64));
        if u64::from(wanted) <= there {
            return;
        }
        let squares = wanted.next_power_of_two().max(1_024);
        let indices: Vec<u32> = (0..squares).flat_map(|at| [0, 1, 2, 2, 1, 3].map(|corner| at * 4 + corner)).collect();
        self.square_indices = Some(device.create_buffer_init(&wgpu::util::BufferInitDescriptor {
            label: Some("map squares"),
            contents: bytemuck::cast_slice(&indices),
            usage: wgpu::BufferUsages::INDEX,
        }));
    }

    /// Records the calls.
    pub fn record(&self, pass: &mut wgpu::RenderPass<'_>, pipelines: &Pipelines) {
        let Some((_, uniforms)) = &self.uniforms else { return };
        let mut current = None;
        for (at, call) in self.calls.iter().enumerate() {
            if current != Some(call.pass) {
                pass.set_pipeline(pipelines.get(call.pass));
                current = Some(call.pass);
            }
            pass.set_bind_group(0, uniforms, &[(at * self.stride) as u32]);
            pass.set_bind_group(1, &call.colours, &[]);
            self.record_source(pass, &call.source);
        }
    }

    fn record_source(&self, pass: &mut wgpu::RenderPass<'_>, source: &Source) {
        match source {
            Source::View => pass.draw(0..4, 0..1),
            Source::Triangles { stream, indices, format, count } => {
                pass.set_bind_group(2, stream, &[]);
                pass.set_index_buffer(indices.slice(..), *format);
                pass.draw_indexed(0..*count, 0, 0..1);
            }
            Source::Squares { stream, range } => {
                pass.set_bind_group(2, stream, &[]);
                self.record_squares(pass, range.clone());
            }
            Source::Marks { vertices, count } => {
                pass.set_vertex_buffer(0, vertices.slice(..));
                self.record_squares(pass, 0..*count);
            }
        }
    }

    fn record_squares(&self, pass: &mut wgpu::RenderPass<'_>, range: Range<u32>) {
        if let Some(indices) = &self.square_indices {
            pass.set_index_buffer(indices.slice(..), wgpu::IndexFormat::Uint32);
            pass.draw_indexed(range.start * 6..range.end * 6, 0, 0..1);
        }
    }
}
