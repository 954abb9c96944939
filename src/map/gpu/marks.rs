//! Marks on the GPU: four vertices each. Refuses to gather them (`map/marks`).

use std::sync::{Arc, Weak};

use wgpu::util::DeviceExt as _;

use crate::map::scene::{Mark, Rgba};

use super::draws::Source;

/// A corner of a mark as the shader reads it: which one, its number says.
#[derive(Clone, Copy, Debug, bytemuck::Pod, bytemuck::Zeroable)]
#[repr(C)]
pub struct MarkVertex {
    pos_from_origin: [f32; 2],
    radius_px: f32,
    shape: u32,
    fill: Rgba,
    ring: Rgba,
}

impl MarkVertex {
    /// The corners of a mark seen from an origin, Web Mercator metres.
    pub fn corners(mark: &Mark, [x, y]: [f64; 2], pixels_per_point: f32) -> [Self; 4] {
        let corner = Self {
            pos_from_origin: [(mark.pos_in_mercator[0] - x) as f32, (mark.pos_in_mercator[1] - y) as f32],
            radius_px: mark.radius_pt * pixels_per_point,
            shape: mark.shape as u32,
            fill: mark.fill,
            ring: mark.ring,
        };
        [corner; 4]
    }
}

/// The marks of one layer on the GPU.
pub struct GpuMarks {
    of: Weak<Vec<Mark>>,
    pixels_per_point: f32,
    /// The origin of their positions, Web Mercator metres.
    pub origin_in_mercator: [f64; 2],
    /// What is drawn; `None` when there are none.
    pub source: Option<Source>,
}

impl GpuMarks {
    /// Sends marks to the GPU.
    pub fn new(device: &wgpu::Device, marks: &Arc<Vec<Mark>>, pixels_per_point: f32) -> Self {
        let origin_in_mercator = marks.first().map_or([0.0; 2], |mark| mark.pos_in_mercator);
        let source = mark_source(device, marks.iter(), origin_in_mercator, pixels_per_point);
        Self { of: Arc::downgrade(marks), pixels_per_point, origin_in_mercator, source }
    }

    /// True when these are the marks on the GPU.
    pub fn is_of(&self, marks: &Arc<Vec<Mark>>, pixels_per_point: f32) -> bool {
        self.of.as_ptr() == Arc::as_ptr(marks) && self.pixels_per_point == pixels_per_point
    }
}

/// Marks ready to be drawn; `None` when there are none.
pub fn mark_source<'a>(
    device: &wgpu::Device,
    marks: impl Iterator<Item = &'a Mark>,
    origin_in_mercator: [f64; 2],
    pixels_per_point: f32,
) -> Option<Source> {
    let vertices: Vec<_> = marks.flat_map(|mark| MarkVertex::corners(mark, origin_in_mercator, pixels_per_point)).collect();
    (!vertices.is_empty()).then(|| Source::Marks {
        count: vertices.len() as u32 / 4,
        vertices: device.create_buffer_init(&wgpu::util::BufferInitDescriptor {
            label: Some("map marks"),
            contents: bytemuck::cast_slice(&vertices),
            usage: wgpu::BufferUsages::VERTEX,
        }),
    })
}
