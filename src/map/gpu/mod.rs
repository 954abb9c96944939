//! The map on the GPU: the one place with wgpu, and with egui below `ui`. Draws a [`Scene`] into a picture of its own when
//! something changed, shows the picture in one paint callback. Refuses labels (egui writes them) and input.
//!
//! [`install`] once with the window's render state; [`paint`] every frame.

mod compose;
mod draws;
mod marks;
mod overlay;
mod pipelines;
mod renderer;
mod store;
mod target;
mod textures;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use egui_wgpu::{CallbackResources, CallbackTrait, RenderState, ScreenDescriptor, WgpuConfiguration, WgpuSetup};

use super::camera::Camera;
use super::palette::MapPalette;
use super::scene::{Mark, Scene};
use compose::PixelView;
pub use overlay::LineStyle;
pub use renderer::MapRenderer;

/// The lines around what is hovered or selected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HighlightStyle {
    /// Around the hovered record.
    pub hover: LineStyle,
    /// Around selected records.
    pub selection: LineStyle,
    /// Under the line of selected records, wider.
    pub casing: LineStyle,
}

impl HighlightStyle {
    /// The lines of a look.
    pub fn of(palette: &MapPalette) -> Self {
        Self {
            hover: LineStyle { colour: palette.hover, width_pt: MapPalette::HOVER_PT },
            selection: LineStyle { colour: palette.selection, width_pt: MapPalette::SELECTION_PT },
            casing: LineStyle { colour: palette.selection_casing, width_pt: MapPalette::SELECTION_CASING_PT },
        }
    }
}

/// What is hovered or selected, by the key of its scene layer and row.
#[derive(Clone, Debug, PartialEq)]
pub struct Highlights {
    /// Under the cursor. Drawn over the finished picture: moving the cursor costs nothing.
    pub hovered: Option<(Arc<str>, u32)>,
    /// Selected rows by layer. Part of the picture: a thousand of them cost nothing while the map stands.
    pub selected: Vec<(Arc<str>, Arc<[u32]>)>,
    /// How they look.
    pub style: HighlightStyle,
}

/// Everything the map shows in one frame. Cheap to clone.
#[derive(Clone, Debug)]
pub struct MapFrame {
    /// What is drawn. Another `Arc` or generation is another picture.
    pub scene: Arc<Scene>,
    /// Where it looks.
    pub camera: Camera,
    /// The marks of each mark layer of the scene as gathered for this scale, in the same order. Where there are none, the
    /// layer's own are drawn.
    pub marks: Vec<Arc<Vec<Mark>>>,
    /// What is hovered or selected.
    pub highlights: Highlights,
}

/// Tells whether the graphics device is gone for good; eframe cannot replace it.
#[derive(Clone, Debug, Default)]
pub struct DeviceWatch {
    lost: Arc<AtomicBool>,
    wake: Arc<OnceLock<egui::Context>>,
}

impl DeviceWatch {
    /// True once the driver has given the device up.
    pub fn is_lost(&self) -> bool {
        self.lost.load(Ordering::Relaxed)
    }

    /// From now on a lost device makes the window draw a frame: nothing else would.
    pub fn wakes(&self, window: &egui::Context) {
        // Only the first window counts; there is no other.
        let _ = self.wake.set(window.clone());
    }
}

/// Makes the graphics device set memory aside in pieces of 8 MB and more instead of 128 MB: a map needs little, and what was
/// only passed through (a large file on its way) goes back.
pub fn ask_for_little(configuration: &mut WgpuConfiguration) {
    if let WgpuSetup::CreateNew(setup) = &mut configuration.wgpu_setup {
        let describe = setup.device_descriptor.clone();
        setup.device_descriptor =
            Arc::new(move |adapter| wgpu::DeviceDescriptor { memory_hints: wgpu::MemoryHints::MemoryUsage, ..describe(adapter) });
    }
}

/// Gives the window a map. Call it once, when the window is made; the watch tells of a lost device.
pub fn install(render_state: &RenderState) -> DeviceWatch {
    install_with_samples(render_state, samples_for(&render_state.adapter))
}

/// [`install`] with a number of samples a pixel (1 or 4) instead of the one that suits the adapter.
pub fn install_with_samples(render_state: &RenderState, samples: u32) -> DeviceWatch {
    let renderer = MapRenderer::new(&render_state.device, render_state.target_format, samples);
    render_state.renderer.write().callback_resources.insert(renderer);
    let watch = DeviceWatch::default();
    let told = watch.clone();
    // Whatever the reason: at the window's own end nobody asks any more.
    render_state.device.set_device_lost_callback(move |_, _| {
        told.lost.store(true, Ordering::Relaxed);
        if let Some(window) = told.wake.get() {
            window.request_repaint();
        }
    });
    watch
}

/// Shows the map in a rectangle of the window. Draws nothing where [`install`] was not called.
pub fn paint(painter: &egui::Painter, rect: egui::Rect, frame: MapFrame) {
    painter.add(egui_wgpu::Callback::new_paint_callback(rect, MapCallback { rect, frame }));
}

/// Bytes that the graphics device has lent to everything in the window, and bytes set aside for that. On a software adapter
/// they are part of the process. `None` where the backend does not tell.
pub fn memory(render_state: &RenderState) -> Option<[u64; 2]> {
    render_state.device.generate_allocator_report().map(|report| [report.total_allocated_bytes, report.total_reserved_bytes])
}

/// How often the picture was drawn, not only shown: for tests and measurements.
pub fn redraws(render_state: &RenderState) -> u64 {
    render_state.renderer.read().callback_resources.get::<MapRenderer>().map_or(0, MapRenderer::redraws)
}

/// Four samples a pixel on a GPU. A software adapter pays for each sample with the processor's time; there lines are
/// smoothed by their shader alone.
fn samples_for(adapter: &wgpu::Adapter) -> u32 {
    let features = adapter.get_texture_format_features(pipelines::TARGET_FORMAT).flags;
    let depth_features = adapter.get_texture_format_features(pipelines::DEPTH_FORMAT).flags;
    let on_processor = adapter.get_info().device_type == wgpu::DeviceType::Cpu;
    if !on_processor && features.sample_count_supported(4) && depth_features.sample_count_supported(4) { 4 } else { 1 }
}

struct MapCallback {
    rect: egui::Rect,
    frame: MapFrame,
}

impl CallbackTrait for MapCallback {
    fn prepare(
        &self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        screen: &ScreenDescriptor,
        encoder: &mut wgpu::CommandEncoder,
        resources: &mut CallbackResources,
    ) -> Vec<wgpu::CommandBuffer> {
        let (Some(renderer), Some(view)) = (resources.get_mut::<MapRenderer>(), self.view(screen)) else { return Vec::new() };
        renderer.prepare(device, queue, encoder, &self.frame, view);
        Vec::new()
    }

    fn paint(&self, _: egui::PaintCallbackInfo, pass: &mut wgpu::RenderPass<'static>, resources: &CallbackResources) {
        if let Some(renderer) = resources.get::<MapRenderer>() {
            renderer.paint(pass);
        }
    }
}

impl MapCallback {
    /// The rectangle in pixels, as egui will set the viewport; `None` when nothing of it is in the window.
    fn view(&self, screen: &ScreenDescriptor) -> Option<PixelView> {
        let info = egui::PaintCallbackInfo {
            viewport: self.rect,
            clip_rect: self.rect,
            pixels_per_point: screen.pixels_per_point,
            screen_size_px: screen.size_in_pixels,
        };
        let viewport = info.viewport_in_pixels();
        let size_px = [u32::try_from(viewport.width_px).ok()?, u32::try_from(viewport.height_px).ok()?];
        let corner_px = [u32::try_from(viewport.left_px).ok()?, u32::try_from(viewport.top_px).ok()?];
        if size_px.contains(&0) {
            return None;
        }
        let centre = self.rect.center();
        let in_view = |at: f32, corner: u32| f64::from(at) * f64::from(screen.pixels_per_point) - f64::from(corner);
        Some(PixelView {
            camera: self.frame.camera,
            corner_px,
            size_px,
            centre_px: [in_view(centre.x, corner_px[0]), in_view(centre.y, corner_px[1])],
            pixels_per_point: screen.pixels_per_point,
        })
    }
}
