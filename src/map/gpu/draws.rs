//! What one draw call needs: its uniforms, its buffers, and the lists of them. Refuses to decide what is drawn (`compose`).

use std::num::NonZeroU64;
use std::ops::Range;

use super::pipelines::{Pass, Pipelines};

/// The colour of the draw counts, not that of the row.
pub const FIXED_COLOUR: u32 = 1;
/// Only the left side of a segment is drawn.
pub const INSIDE_ONLY: u32 = 2;
/// The target encodes sRGB by itself.
pub const LINEAR_TARGET: u32 = 4;

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
    /// [`FIXED_COLOUR`], [`INSIDE_ONLY`], [`LINEAR_TARGET`].
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
        vertices: wgpu::Buffer,
        /// Which of them.
        indices: wgpu::Buffer,
        /// 16 or 32 bits.
        format: wgpu::IndexFormat,
        /// How many indices.
        count: u32,
    },
    /// Windows of four vertices.
    Segments {
        /// The stream.
        vertices: wgpu::Buffer,
        /// How many of its vertices.
        count: u32,
    },
    /// One instance each, of so many bytes.
    Instances {
        /// All instances.
        buffer: wgpu::Buffer,
        /// Those that are drawn.
        range: Range<u32>,
        /// Bytes of one.
        stride: u64,
    },
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
    stride: usize,
}

impl DrawList {
    /// An empty list.
    pub fn new(device: &wgpu::Device) -> Self {
        let alignment = device.limits().min_uniform_buffer_offset_alignment as usize;
        Self { calls: Vec::new(), uniforms: None, stride: size_of::<Draw>().next_multiple_of(alignment.max(1)) }
    }

    /// Sends the uniforms of all calls to the GPU. Once a frame at most, before the calls are recorded.
    pub fn upload(&mut self, device: &wgpu::Device, queue: &wgpu::Queue, layout: &wgpu::BindGroupLayout) {
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
            record_source(pass, &call.source);
        }
    }
}

fn record_source(pass: &mut wgpu::RenderPass<'_>, source: &Source) {
    match source {
        Source::View => pass.draw(0..4, 0..1),
        Source::Triangles { vertices, indices, format, count } => {
            pass.set_vertex_buffer(0, vertices.slice(..));
            pass.set_index_buffer(indices.slice(..), *format);
            pass.draw_indexed(0..*count, 0, 0..1);
        }
        Source::Segments { vertices, count } => {
            let stride = size_of::<crate::map::mesh::StreamVertex>() as u64;
            for slot in 0..4 {
                pass.set_vertex_buffer(slot, vertices.slice(u64::from(slot) * stride..));
            }
            pass.draw(0..4, 0..count.saturating_sub(3));
        }
        Source::Instances { buffer, range, stride } => {
            // The range is cut out of the buffer: GL has no first instance.
            pass.set_vertex_buffer(0, buffer.slice(u64::from(range.start) * stride..u64::from(range.end) * stride));
            pass.draw(0..4, 0..range.end - range.start);
        }
    }
}
