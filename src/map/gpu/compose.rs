//! From a scene and a view to draw calls: order, culling by chunk, prefixes by scale. Refuses buffers of its own.

use crate::map::camera::Camera;
use crate::map::mesh::{self, Chunk};
use crate::map::scene::{Rgba, Scene, SceneLayer, Stroke};

use super::draws::{Call, Draw, FIXED_COLOUR, INSIDE_ONLY, Source};
use super::pipelines::Pass;
use super::store::{GpuPaint, GpuStore};

/// How the map lies in the window's pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PixelView {
    /// Where it looks.
    pub camera: Camera,
    /// The view's left top corner in the window, pixels.
    pub corner_px: [u32; 2],
    /// The view's size, pixels.
    pub size_px: [u32; 2],
    /// The camera's centre, pixels from the left top corner. Not always the middle: the view may reach out of the window.
    pub centre_px: [f64; 2],
    /// Pixels a point.
    pub pixels_per_point: f32,
}

impl PixelView {
    /// Web Mercator metres a pixel.
    pub fn mercator_per_px(&self) -> f64 {
        self.camera.mercator_per_pt / f64::from(self.pixels_per_point)
    }

    /// The uniforms of a draw whose positions start at an origin, Web Mercator metres.
    pub fn draw_from(&self, origin_in_mercator: [f64; 2]) -> Draw {
        let middle = self.middle_in_mercator();
        Draw {
            // The subtraction is done in double precision, so that nothing jitters however far the origin is from zero.
            offset: [0, 1].map(|axis| (origin_in_mercator[axis] - middle[axis]) as f32),
            half_view_px: self.size_px.map(|size| size as f32 / 2.0),
            px_per_m: (1.0 / self.mercator_per_px()) as f32,
            opacity: 1.0,
            ..Draw::default()
        }
    }

    /// True when a box `[west, south, east, north]`, Web Mercator metres, shows, with so many pixels around it.
    pub fn shows(&self, [west, south, east, north]: [f64; 4], margin_px: f64) -> bool {
        let [x, y] = self.middle_in_mercator();
        let reach = self.size_px.map(|size| (f64::from(size) / 2.0 + margin_px) * self.mercator_per_px());
        west <= x + reach[0] && east >= x - reach[0] && south <= y + reach[1] && north >= y - reach[1]
    }

    /// The width of a stroke here, pixels.
    pub fn stroke_px(&self, stroke: &Stroke) -> f32 {
        stroke.width_at(self.camera.metres_per_pt()) * self.pixels_per_point
    }

    fn middle_in_mercator(&self) -> [f64; 2] {
        let [x, y] = self.camera.centre_in_mercator;
        let per_px = self.mercator_per_px();
        [
            x + (f64::from(self.size_px[0]) / 2.0 - self.centre_px[0]) * per_px,
            y - (f64::from(self.size_px[1]) / 2.0 - self.centre_px[1]) * per_px,
        ]
    }
}

/// The calls of all polygon and line layers, bottom first.
pub fn layer_calls(scene: &Scene, view: &PixelView, store: &GpuStore, calls: &mut Vec<Call>) {
    let metres_per_pt = view.camera.metres_per_pt();
    let mut once_passes = 0u16;
    for layer in scene.layers.iter().filter(|layer| layer.is_drawn_at(metres_per_pt)) {
        let (Some(paint), Some(buffers)) = (store.paint(&layer.key), store.chunks(&layer.mesh)) else { continue };
        let chunks = || layer.mesh.chunks().iter().zip(buffers);
        if layer.filled && paint.fill.any {
            for (chunk, buffers) in chunks().filter(|(chunk, _)| view.shows(chunk.bounds_in_mercator, 2.0)) {
                let level = chunk.level(view.mercator_per_px());
                let draw = Draw { opacity: layer.opacity, ..view.draw_from(chunk.origin_in_mercator) };
                let cells = Draw { width: mesh::cell_edge_m(view.mercator_per_px()) as f32, ..draw };
                let colours = &paint.fill.group;
                push(calls, Pass::Cells, cells, colours, buffers.cells(level.cells.clone()));
                push(calls, Pass::Fill, draw, colours, buffers.triangles(level.index_count));
            }
        }
        if !paint.line.any {
            continue;
        }
        for stroke in &layer.strokes {
            let once = stroke.inside_only || is_translucent(layer, stroke, paint);
            once_passes += u16::from(once);
            let depth = 1.0 - f32::from(once_passes) / f32::from(u16::MAX);
            let width_px = view.stroke_px(stroke);
            for (chunk, buffers) in chunks().filter(|(chunk, _)| view.shows(chunk.bounds_in_mercator, f64::from(width_px) + 2.0))
            {
                let draw = Draw { opacity: layer.opacity, depth, ..stroke_draw(view, chunk, stroke, width_px) };
                let pass = if once { Pass::StrokeOnce } else { Pass::Stroke };
                let outline = chunk.level(view.mercator_per_px()).outline.clone();
                push(calls, pass, draw, &paint.line.group, buffers.segments(outline));
            }
        }
    }
}

/// A colour as uniforms have it: sRGB, straight alpha, 0–1.
pub fn unit_colour(colour: Rgba) -> [f32; 4] {
    colour.0.map(|channel| f32::from(channel) / 255.0)
}

fn stroke_draw(view: &PixelView, chunk: &Chunk, stroke: &Stroke, width_px: f32) -> Draw {
    let mut flags = if stroke.inside_only { INSIDE_ONLY } else { 0 };
    if stroke.colour.is_some() {
        flags |= FIXED_COLOUR;
    }
    Draw {
        flags,
        colour: unit_colour(stroke.colour.unwrap_or_default()),
        dash_px: stroke.dash_pt.unwrap_or_default().map(|length| length * view.pixels_per_point),
        width: width_px,
        ..view.draw_from(chunk.origin_in_mercator)
    }
}

/// True when what lies under a stroke shows through it, so that crossings would be seen if they were blended twice.
fn is_translucent(layer: &SceneLayer, stroke: &Stroke, paint: &GpuPaint) -> bool {
    layer.opacity < 1.0 || stroke.colour.map_or(paint.line.translucent, |colour| colour.0[3] < 255)
}

fn push(calls: &mut Vec<Call>, pass: Pass, draw: Draw, colours: &wgpu::BindGroup, source: Option<Source>) {
    if let Some(source) = source {
        calls.push(Call { pass, draw, colours: colours.clone(), source });
    }
}
