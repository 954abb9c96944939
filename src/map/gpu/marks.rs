//! Marks on the GPU: an instance each. Refuses to gather them (`map/marks`).

use std::sync::{Arc, Weak};

use wgpu::util::DeviceExt as _;

use crate::map::scene::{Mark, Rgba};

/// A mark as the shader reads it.
#[derive(Clone, Copy, Debug, bytemuck::Pod, bytemuck::Zeroable)]
#[repr(C)]
pub struct MarkInstance {
    pos_from_origin: [f32; 2],
    radius_px: f32,
    shape: u32,
    fill: Rgba,
    ring: Rgba,
}

impl MarkInstance {
    /// A mark seen from an origin, Web Mercator metres.
    pub fn new(mark: &Mark, [x, y]: [f64; 2], pixels_per_point: f32) -> Self {
        Self {
            pos_from_origin: [(mark.pos_in_mercator[0] - x) as f32, (mark.pos_in_mercator[1] - y) as f32],
            radius_px: mark.radius_pt * pixels_per_point,
            shape: mark.shape as u32,
            fill: mark.fill,
            ring: mark.ring,
        }
    }
}

/// The marks of one layer on the GPU.
pub struct GpuMarks {
    of: Weak<Vec<Mark>>,
    pixels_per_point: f32,
    /// The origin of their positions, Web Mercator metres.
    pub origin_in_mercator: [f64; 2],
    /// The instances; `None` when there are none.
    pub buffer: Option<wgpu::Buffer>,
    /// How many.
    pub count: u32,
}

impl GpuMarks {
    /// Sends marks to the GPU.
    pub fn new(device: &wgpu::Device, marks: &Arc<Vec<Mark>>, pixels_per_point: f32) -> Self {
        let origin_in_mercator = marks.first().map_or([0.0; 2], |mark| mark.pos_in_mercator);
        let instances: Vec<_> = marks.iter().map(|mark| MarkInstance::new(mark, origin_in_mercator, pixels_per_point)).collect();
        Self {
            of: Arc::downgrade(marks),
            pixels_per_point,
            origin_in_mercator,
            buffer: instance_buffer(device, &instances),
            count: instances.len() as u32,
        }
    }

    /// True when these are the marks on the GPU.
    pub fn is_of(&self, marks: &Arc<Vec<Mark>>, pixels_per_point: f32) -> bool {
        self.of.as_ptr() == Arc::as_ptr(marks) && self.pixels_per_point == pixels_per_point
    }
}

/// A buffer of marks; `None` when there are none.
pub fn instance_buffer(device: &wgpu::Device, instances: &[MarkInstance]) -> Option<wgpu::Buffer> {
    (!instances.is_empty()).then(|| {
        device.create_buffer_init(&wgpu::util::BufferInitDescriptor {
            label: Some("map marks"),
            contents: bytemuck::cast_slice(instances),
            usage: wgpu::BufferUsages::VERTEX,
        })
    })
}
