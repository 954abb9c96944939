//! A window that shows a map and nothing else, for tests and measurements. Refuses panels.

use yuantu::map::gpu::{self, MapFrame};

/// The window.
pub struct MapWindow {
    /// What it shows.
    pub frame: MapFrame,
    /// What it is drawn with.
    pub render_state: egui_wgpu::RenderState,
}

impl eframe::App for MapWindow {
    fn ui(&mut self, ui: &mut egui::Ui, _: &mut eframe::Frame) {
        gpu::paint(ui.painter(), ui.ctx().content_rect(), self.frame.clone());
    }
}
