//! Keeps the map's picture up to date and shows it. Refuses what draw calls are made of (`compose`, `overlay`).

use std::sync::Arc;

use crate::map::palette::MapPalette;
use crate::map::scene::{Mark, MarkLayer};

use super::compose::{PixelView, layer_calls, unit_colour};
use super::draws::{Call, Draw, DrawList, Source};
use super::marks::GpuMarks;
use super::overlay::{LineStyle, Outlines, Passes};
use super::pipelines::{Pass, Pipelines};
use super::store::GpuStore;
use super::target::Target;
use super::textures::RowColours;
use super::{Highlights, MapFrame};

/// Everything the map has on the GPU. One map a window.
pub struct MapRenderer {
    pipelines: Pipelines,
    samples: u32,
    store: GpuStore,
    marks: Vec<GpuMarks>,
    single: Option<RowColours>,
    target: Option<Target>,
    drawn: Option<Drawn>,
    selection: Outlines,
    hover: Outlines,
    picture: DrawList,
    overlay: DrawList,
    redraws: u64,
}

/// What the picture shows.
struct Drawn {
    frame: MapFrame,
    view: PixelView,
}

impl MapRenderer {
    /// For a device and the format of egui's target, with so many samples a pixel (1 or 4).
    pub fn new(device: &wgpu::Device, egui_format: wgpu::TextureFormat, samples: u32) -> Self {
        Self {
            pipelines: Pipelines::new(device, egui_format, samples),
            samples,
            store: GpuStore::default(),
            marks: Vec::new(),
            single: None,
            target: None,
            drawn: None,
            selection: Outlines::default(),
            hover: Outlines::default(),
            picture: DrawList::new(device),
            overlay: DrawList::new(device),
            redraws: 0,
        }
    }

    /// How often the picture was drawn, not only shown.
    pub fn redraws(&self) -> u64 {
        self.redraws
    }

    /// Brings the picture and the overlay up to date, before egui's pass.
    pub fn prepare(
        &mut self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        encoder: &mut wgpu::CommandEncoder,
        frame: &MapFrame,
        view: PixelView,
    ) {
        let before = self.drawn.as_ref();
        let same_scene = before.is_some_and(|drawn| {
            Arc::ptr_eq(&drawn.frame.scene, &frame.scene) && drawn.frame.scene.generation == frame.scene.generation
        });
        let same_selection =
            same_scene && before.is_some_and(|drawn| drawn.frame.highlights.selected == frame.highlights.selected);
        let same_hover = same_scene && before.is_some_and(|drawn| drawn.frame.highlights.hovered == frame.highlights.hovered);
        let same_picture = same_selection
            && before.is_some_and(|drawn| {
                drawn.view == view
                    && drawn.frame.highlights.style == frame.highlights.style
                    && same_marks(&drawn.frame.marks, &frame.marks)
            });
        if !same_scene {
            // The scene before may be the last to hold a mesh of a million triangles: it goes before the next is sent.
            self.drawn = None;
        }
        if !same_selection {
            let records = frame.highlights.selected.iter().map(|(key, rows)| (key, &**rows));
            self.selection = Outlines::new(device, queue, &self.pipelines, &frame.scene, records);
        }
        if !same_hover {
            let records = frame.highlights.hovered.as_ref().map(|(key, row)| (key, std::slice::from_ref(row)));
            self.hover = Outlines::new(device, queue, &self.pipelines, &frame.scene, records);
        }
        if !same_picture {
            self.redraw(device, queue, encoder, frame, &view);
        }
        if !(same_picture && same_hover) {
            self.lay_over(device, queue, frame, &view);
        }
        self.drawn = Some(Drawn { frame: frame.clone(), view });
    }

    /// Shows the picture and the overlay in egui's pass, whose viewport is the view.
    pub fn paint(&self, pass: &mut wgpu::RenderPass<'_>) {
        self.overlay.record(pass, &self.pipelines);
    }

    fn redraw(
        &mut self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        encoder: &mut wgpu::CommandEncoder,
        frame: &MapFrame,
        view: &PixelView,
    ) {
        self.store.sync(device, queue, &self.pipelines, &frame.scene);
        let single = self.single.get_or_insert_with(|| RowColours::single(device, queue, &self.pipelines)).group.clone();
        let mut calls = std::mem::take(&mut self.picture.calls);
        calls.clear();
        layer_calls(&frame.scene, view, &self.store, &mut calls);
        let styles = frame.highlights.selection_styles();
        let passes = Passes { stroke: Pass::Stroke, marks: Pass::Marks };
        self.selection.calls(&frame.scene, view, &styles, passes, &single, &mut calls);
        for (at, layer) in frame.scene.marks.iter().enumerate() {
            if !layer.is_drawn_at(view.camera.metres_per_pt()) {
                continue;
            }
            let marks = frame.marks_of(at, layer);
            self.selection.mark_calls(device, &layer.key, marks, view, &styles, passes, &single, &mut calls);
            calls.extend(self.mark_call(device, layer, marks, view, &single));
        }
        let live: Vec<_> = frame.scene.marks.iter().enumerate().map(|(at, layer)| frame.marks_of(at, layer)).collect();
        self.marks.retain(|gpu| live.iter().any(|marks| gpu.is_of(marks, view.pixels_per_point)));

        self.picture.calls = calls;
        self.picture.upload(device, queue, &self.pipelines.draw_layout);
        if self.target.as_ref().is_none_or(|target| target.size_px() != view.size_px) {
            self.target = Some(Target::new(device, &self.pipelines, view.size_px, self.samples));
        }
        if let Some(target) = &self.target {
            let [r, g, b, a] = unit_colour(frame.scene.background).map(f64::from);
            let mut pass = target.begin(encoder, wgpu::Color { r: r * a, g: g * a, b: b * a, a });
            self.picture.record(&mut pass, &self.pipelines);
        }
        self.redraws += 1;
    }

    fn mark_call(
        &mut self,
        device: &wgpu::Device,
        layer: &MarkLayer,
        marks: &Arc<Vec<Mark>>,
        view: &PixelView,
        colours: &wgpu::BindGroup,
    ) -> Option<Call> {
        let known = self.marks.iter().position(|gpu| gpu.is_of(marks, view.pixels_per_point));
        let at = known.unwrap_or_else(|| {
            self.marks.push(GpuMarks::new(device, marks, view.pixels_per_point));
            self.marks.len() - 1
        });
        let gpu = self.marks.get(at)?;
        let draw = Draw {
            opacity: layer.opacity,
            width: MapPalette::MARK_RING_PT * view.pixels_per_point,
            ..view.draw_from(gpu.origin_in_mercator)
        };
        Some(Call { pass: Pass::Marks, draw, colours: colours.clone(), source: gpu.source.clone()? })
    }

    fn lay_over(&mut self, device: &wgpu::Device, queue: &wgpu::Queue, frame: &MapFrame, view: &PixelView) {
        let (Some(target), Some(single)) = (&self.target, &self.single) else { return };
        let calls = &mut self.overlay.calls;
        calls.clear();
        let draw = Draw { offset: view.corner_px.map(|px| px as f32), ..Draw::default() };
        calls.push(Call { pass: Pass::Blit, draw, colours: target.group.clone(), source: Source::View });
        let styles = [frame.highlights.style.hover];
        let passes = Passes { stroke: Pass::OverlayStroke, marks: Pass::OverlayMarks };
        self.hover.calls(&frame.scene, view, &styles, passes, &single.group, calls);
        for (at, layer) in
            frame.scene.marks.iter().enumerate().filter(|(_, layer)| layer.is_drawn_at(view.camera.metres_per_pt()))
        {
            let ring = LineStyle { width_pt: MapPalette::MARK_RING_PT + styles[0].width_pt, ..styles[0] };
            let marks = frame.marks_of(at, layer);
            self.hover.mark_calls(device, &layer.key, marks, view, &[ring], passes, &single.group, calls);
        }
        self.overlay.upload(device, queue, &self.pipelines.draw_layout);
    }
}

impl Highlights {
    fn selection_styles(&self) -> [LineStyle; 2] {
        [self.style.casing, self.style.selection]
    }
}

impl MapFrame {
    /// The gathered marks of a mark layer; its own when none were gathered.
    fn marks_of<'a>(&'a self, at: usize, layer: &'a MarkLayer) -> &'a Arc<Vec<Mark>> {
        self.marks.get(at).unwrap_or(&layer.marks)
    }
}

fn same_marks(before: &[Arc<Vec<Mark>>], now: &[Arc<Vec<Mark>>]) -> bool {
    before.len() == now.len() && before.iter().zip(now).all(|(before, now)| Arc::ptr_eq(before, now))
}
