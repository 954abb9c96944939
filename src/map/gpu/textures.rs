//! Textures read by number: streams of vertices or cells, and colours by row. Refuses pictures.

use crate::map::scene::Rgba;

use super::pipelines::Pipelines;

/// Texels side by side in every such texture, as `common.wgsl` has it for streams; every device has as many.
const WIDE: u32 = 1 << 11;

/// The height of a texture that holds so many lines: never a power of two. A software adapter compiles each shader again,
/// for up to seconds, where one texture's edges are powers of two and another's are not; here it sees one sort only.
fn height_for(lines: u32) -> u32 {
    lines.max(3) | 1
}

/// A texture of vertices or cells, four words each, bound; `None` when there are none or more than a texture holds.
pub fn stream_group(
    device: &wgpu::Device,
    queue: &wgpu::Queue,
    pipelines: &Pipelines,
    entries: &[[u32; 4]],
) -> Option<wgpu::BindGroup> {
    let lines = height_for((entries.len() as u32).div_ceil(WIDE));
    if entries.is_empty() || lines > device.limits().max_texture_dimension_2d {
        return None;
    }
    let texture = texture(device, "map stream", lines, wgpu::TextureFormat::Rgba32Uint);
    write(queue, &texture, entries, [0; 4]);
    Some(pipelines.bind_stream(device, &texture))
}

/// A texture of colours by row.
pub struct RowColours {
    texture: wgpu::Texture,
    count: usize,
    /// The texture, bound.
    pub group: wgpu::BindGroup,
    /// Whether any row has a colour.
    pub any: bool,
    /// Whether a row's colour is neither clear nor opaque.
    pub translucent: bool,
}

impl RowColours {
    /// A texture that says "drawn" for row 0, for draws that have no rows.
    pub fn single(device: &wgpu::Device, queue: &wgpu::Queue, pipelines: &Pipelines) -> Self {
        Self::write(device, queue, pipelines, &[Rgba([255; 4])], 1, None)
    }

    /// Writes the colours of a layer of so many rows, into the texture that is there when it has as many. Rows without a
    /// colour are clear.
    pub fn write(
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
        let lines = height_for(wanted.div_ceil(WIDE)).min(device.limits().max_texture_dimension_2d);
        let fits = |before: &Self| before.texture.height() == lines && before.count == colours.len();
        let (texture, group) = match before.filter(fits) {
            Some(before) => (before.texture, before.group),
            None => {
                let texture = texture(device, "map colours by row", lines, wgpu::TextureFormat::Rgba8Unorm);
                let group = pipelines.bind_colours(device, &texture);
                (texture, group)
            }
        };
        write(queue, &texture, colours, Rgba::CLEAR);
        Self { texture, count: colours.len(), group, any, translucent }
    }
}

fn texture(device: &wgpu::Device, label: &str, lines: u32, format: wgpu::TextureFormat) -> wgpu::Texture {
    device.create_texture(&wgpu::TextureDescriptor {
        label: Some(label),
        size: wgpu::Extent3d { width: WIDE, height: lines, depth_or_array_layers: 1 },
        mip_level_count: 1,
        sample_count: 1,
        dimension: wgpu::TextureDimension::D2,
        format,
        usage: wgpu::TextureUsages::TEXTURE_BINDING | wgpu::TextureUsages::COPY_DST,
        view_formats: &[],
    })
}

/// Fills a texture from its first texel on; the rest of the last line with `filler`.
fn write<T: bytemuck::Pod>(queue: &wgpu::Queue, texture: &wgpu::Texture, texels: &[T], filler: T) {
    let wide = WIDE as usize;
    let whole = texels.len() / wide * wide;
    write_lines(queue, texture, 0, &texels[..whole]);
    if whole < texels.len() {
        let mut last = vec![filler; wide];
        last[..texels.len() - whole].copy_from_slice(&texels[whole..]);
        write_lines(queue, texture, (whole / wide) as u32, &last);
    }
}

/// Writes whole lines, from line `first` on, as far as the texture goes.
fn write_lines<T: bytemuck::Pod>(queue: &wgpu::Queue, texture: &wgpu::Texture, first: u32, texels: &[T]) {
    let lines = (texels.len() as u32 / WIDE).min(texture.height().saturating_sub(first));
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
        bytemuck::cast_slice(texels),
        wgpu::TexelCopyBufferLayout { offset: 0, bytes_per_row: Some(WIDE * size_of::<T>() as u32), rows_per_image: None },
        wgpu::Extent3d { width: WIDE, height: lines, depth_or_array_layers: 1 },
    );
}
