//! The map's own picture: drawn when something changed, shown as long as nothing does. Refuses to know what is in it.

use super::pipelines::{DEPTH_FORMAT, Pipelines, TARGET_FORMAT};

/// An offscreen picture of one size.
pub struct Target {
    size_px: [u32; 2],
    colour: wgpu::TextureView,
    /// Where several samples a pixel are resolved to; the colour itself when there is one sample.
    resolved: Option<wgpu::TextureView>,
    depth: wgpu::TextureView,
    /// The finished picture, bound for the blit.
    pub group: wgpu::BindGroup,
}

impl Target {
    /// A picture of a size with some samples a pixel.
    pub fn new(device: &wgpu::Device, pipelines: &Pipelines, size_px: [u32; 2], samples: u32) -> Self {
        let texture = |format, sample_count, usage| {
            device.create_texture(&wgpu::TextureDescriptor {
                label: Some("map target"),
                size: wgpu::Extent3d { width: size_px[0], height: size_px[1], depth_or_array_layers: 1 },
                mip_level_count: 1,
                sample_count,
                dimension: wgpu::TextureDimension::D2,
                format,
                usage,
                view_formats: &[],
            })
        };
        let drawn = wgpu::TextureUsages::RENDER_ATTACHMENT;
        let finished = texture(TARGET_FORMAT, 1, drawn | wgpu::TextureUsages::TEXTURE_BINDING);
        let group = pipelines.bind_colours(device, &finished);
        let finished = finished.create_view(&wgpu::TextureViewDescriptor::default());
        let (colour, resolved) = if samples > 1 {
            let many = texture(TARGET_FORMAT, samples, drawn);
            (many.create_view(&wgpu::TextureViewDescriptor::default()), Some(finished))
        } else {
            (finished, None)
        };
        let depth = texture(DEPTH_FORMAT, samples, drawn).create_view(&wgpu::TextureViewDescriptor::default());
        Self { size_px, colour, resolved, depth, group }
    }

    /// The size, pixels.
    pub fn size_px(&self) -> [u32; 2] {
        self.size_px
    }

    /// Starts drawing on a ground of one colour (sRGB, 0–1, premultiplied).
    pub fn begin<'a>(&self, encoder: &'a mut wgpu::CommandEncoder, ground: wgpu::Color) -> wgpu::RenderPass<'a> {
        let store = if self.resolved.is_some() { wgpu::StoreOp::Discard } else { wgpu::StoreOp::Store };
        encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
            label: Some("map"),
            color_attachments: &[Some(wgpu::RenderPassColorAttachment {
                view: &self.colour,
                depth_slice: None,
                resolve_target: self.resolved.as_ref(),
                ops: wgpu::Operations { load: wgpu::LoadOp::Clear(ground), store },
            })],
            depth_stencil_attachment: Some(wgpu::RenderPassDepthStencilAttachment {
                view: &self.depth,
                depth_ops: Some(wgpu::Operations { load: wgpu::LoadOp::Clear(1.0), store: wgpu::StoreOp::Discard }),
                stencil_ops: None,
            }),
            ..wgpu::RenderPassDescriptor::default()
        })
    }
}
