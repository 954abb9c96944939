//! The shaders and fixed state of every pass. Refuses buffers and order.

use std::num::NonZeroU64;

use super::draws::Draw;
use super::marks::MarkVertex;

/// The format of the map's own target: sRGB values as they are, so that blending is egui's and colours come out as given.
pub const TARGET_FORMAT: wgpu::TextureFormat = wgpu::TextureFormat::Rgba8Unorm;
/// The format of the target's depth, which only counts passes.
pub const DEPTH_FORMAT: wgpu::TextureFormat = wgpu::TextureFormat::Depth16Unorm;

const MARK: [wgpu::VertexAttribute; 5] =
    wgpu::vertex_attr_array![0 => Float32x2, 1 => Float32, 2 => Uint32, 3 => Unorm8x4, 4 => Unorm8x4];

/// One kind of draw call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    /// Polygons.
    Fill,
    /// Cells.
    Cells,
    /// Segments that may cover each other.
    Stroke,
    /// Segments that are blended once a pixel however often they cover it.
    StrokeOnce,
    /// Marks.
    Marks,
    /// The finished map into egui's pass.
    Blit,
    /// Segments in egui's pass.
    OverlayStroke,
    /// Marks in egui's pass.
    OverlayMarks,
}

impl Pass {
    const ALL: [Self; 8] = [
        Self::Fill,
        Self::Cells,
        Self::Stroke,
        Self::StrokeOnce,
        Self::Marks,
        Self::Blit,
        Self::OverlayStroke,
        Self::OverlayMarks,
    ];

    fn reads_stream(self) -> bool {
        !matches!(self, Self::Marks | Self::OverlayMarks | Self::Blit)
    }

    fn in_egui(self) -> bool {
        matches!(self, Self::Blit | Self::OverlayStroke | Self::OverlayMarks)
    }
}

/// All pipelines, for one sample count and one format of egui's target.
pub struct Pipelines {
    /// Layout of the uniforms: group 0, with a dynamic offset.
    pub draw_layout: wgpu::BindGroupLayout,
    texture_layout: wgpu::BindGroupLayout,
    stream_layout: wgpu::BindGroupLayout,
    pipelines: Vec<wgpu::RenderPipeline>,
}

impl Pipelines {
    /// Compiles everything. Some milliseconds.
    pub fn new(device: &wgpu::Device, egui_format: wgpu::TextureFormat, samples: u32) -> Self {
        let (shader, egui_shader) = (shader(device, false), shader(device, egui_format.is_srgb()));
        let draw_layout = layout(
            device,
            wgpu::BindingType::Buffer {
                ty: wgpu::BufferBindingType::Uniform,
                has_dynamic_offset: true,
                min_binding_size: NonZeroU64::new(size_of::<Draw>() as u64),
            },
        );
        let texture = |sample_type| {
            let view_dimension = wgpu::TextureViewDimension::D2;
            layout(device, wgpu::BindingType::Texture { sample_type, view_dimension, multisampled: false })
        };
        let texture_layout = texture(wgpu::TextureSampleType::Float { filterable: false });
        let stream_layout = texture(wgpu::TextureSampleType::Uint);
        let pipeline_layout = |groups: &[Option<&wgpu::BindGroupLayout>]| {
            device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
                label: Some("map"),
                bind_group_layouts: groups,
                immediate_size: 0,
            })
        };
        let plain = pipeline_layout(&[Some(&draw_layout), Some(&texture_layout)]);
        let streaming = pipeline_layout(&[Some(&draw_layout), Some(&texture_layout), Some(&stream_layout)]);
        let pipelines = Pass::ALL.iter().map(|&pass| {
            let layout = if pass.reads_stream() { &streaming } else { &plain };
            let shader = if pass.in_egui() { &egui_shader } else { &shader };
            pipeline(device, shader, layout, pass, egui_format, samples)
        });
        let pipelines = pipelines.collect();
        Self { draw_layout, texture_layout, stream_layout, pipelines }
    }

    /// The pipeline of a pass.
    pub fn get(&self, pass: Pass) -> &wgpu::RenderPipeline {
        &self.pipelines[pass as usize]
    }

    /// Binds a texture of colours: group 1.
    pub fn bind_colours(&self, device: &wgpu::Device, texture: &wgpu::Texture) -> wgpu::BindGroup {
        bind(device, &self.texture_layout, texture)
    }

    /// Binds a stream of vertices or cells: group 2.
    pub fn bind_stream(&self, device: &wgpu::Device, texture: &wgpu::Texture) -> wgpu::BindGroup {
        bind(device, &self.stream_layout, texture)
    }
}

/// The shaders, for a target that encodes sRGB by itself or not.
fn shader(device: &wgpu::Device, linear_target: bool) -> wgpu::ShaderModule {
    let source = concat!(
        include_str!("common.wgsl"),
        include_str!("fill.wgsl"),
        include_str!("stroke.wgsl"),
        include_str!("mark.wgsl"),
        include_str!("blit.wgsl"),
    );
    device.create_shader_module(wgpu::ShaderModuleDescriptor {
        label: Some("map"),
        source: wgpu::ShaderSource::Wgsl(format!("const LINEAR_TARGET: bool = {linear_target};\n{source}").into()),
    })
}

fn bind(device: &wgpu::Device, layout: &wgpu::BindGroupLayout, texture: &wgpu::Texture) -> wgpu::BindGroup {
    let view = texture.create_view(&wgpu::TextureViewDescriptor::default());
    device.create_bind_group(&wgpu::BindGroupDescriptor {
        label: Some("map texture"),
        layout,
        entries: &[wgpu::BindGroupEntry { binding: 0, resource: wgpu::BindingResource::TextureView(&view) }],
    })
}

fn layout(device: &wgpu::Device, ty: wgpu::BindingType) -> wgpu::BindGroupLayout {
    device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
        label: Some("map"),
        entries: &[wgpu::BindGroupLayoutEntry { binding: 0, visibility: wgpu::ShaderStages::VERTEX_FRAGMENT, ty, count: None }],
    })
}

fn pipeline(
    device: &wgpu::Device,
    shader: &wgpu::ShaderModule,
    layout: &wgpu::PipelineLayout,
    pass: Pass,
    egui_format: wgpu::TextureFormat,
    samples: u32,
) -> wgpu::RenderPipeline {
    let marks = wgpu::VertexBufferLayout {
        array_stride: size_of::<MarkVertex>() as u64,
        step_mode: wgpu::VertexStepMode::Vertex,
        attributes: &MARK,
    };
    let (vertex, fragment, buffers) = match pass {
        Pass::Fill => ("fill_vertex", "fill_fragment", Vec::new()),
        Pass::Cells => ("cell_vertex", "fill_fragment", Vec::new()),
        Pass::Stroke | Pass::StrokeOnce | Pass::OverlayStroke => ("stroke_vertex", "stroke_fragment", Vec::new()),
        Pass::Marks | Pass::OverlayMarks => ("mark_vertex", "mark_fragment", vec![Some(marks)]),
        Pass::Blit => ("blit_vertex", "blit_fragment", Vec::new()),
    };
    let once = pass == Pass::StrokeOnce;
    let depth_stencil = (!pass.in_egui()).then(|| wgpu::DepthStencilState {
        format: DEPTH_FORMAT,
        depth_write_enabled: Some(once),
        depth_compare: Some(if once { wgpu::CompareFunction::Less } else { wgpu::CompareFunction::Always }),
        stencil: wgpu::StencilState::default(),
        bias: wgpu::DepthBiasState::default(),
    });
    let topology =
        if pass == Pass::Blit { wgpu::PrimitiveTopology::TriangleStrip } else { wgpu::PrimitiveTopology::TriangleList };
    device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
        label: Some(vertex),
        layout: Some(layout),
        vertex: wgpu::VertexState {
            module: shader,
            entry_point: Some(vertex),
            compilation_options: wgpu::PipelineCompilationOptions::default(),
            buffers: &buffers,
        },
        primitive: wgpu::PrimitiveState { topology, ..wgpu::PrimitiveState::default() },
        depth_stencil,
        multisample: wgpu::MultisampleState {
            count: if pass.in_egui() { 1 } else { samples },
            ..wgpu::MultisampleState::default()
        },
        fragment: Some(wgpu::FragmentState {
            module: shader,
            entry_point: Some(fragment),
            compilation_options: wgpu::PipelineCompilationOptions::default(),
            targets: &[Some(wgpu::ColorTargetState {
                format: if pass.in_egui() { egui_format } else { TARGET_FORMAT },
                blend: Some(wgpu::BlendState::PREMULTIPLIED_ALPHA_BLENDING),
                write_mask: wgpu::ColorWrites::ALL,
            })],
        }),
        multiview_mask: None,
        cache: None,
    })
}
