//! A frame of the window: results in, keys and panels to commands, commands to the handler. Refuses to work: what takes time
//! runs elsewhere.

use std::time::Duration;

use crate::map::gpu::{self, DeviceWatch};
use crate::ui;
use crate::ui::map_view::{self, MapPicture, MapState};
use crate::ui::theme;
use crate::ui::view::Commands;

use super::handle;
use super::picture::PictureCache;
use super::session::Session;
use super::settings::Settings;

/// Seconds without a move after which the camera rests.
const REST_S: f64 = 0.12;

/// The program in its window.
pub struct YuantuApp {
    session: Session,
    map: MapState,
    picture: PictureCache,
    device: Option<DeviceWatch>,
}

impl YuantuApp {
    /// The program in a window that has just been made.
    pub fn new(mut session: Session, settings: Settings, creation: &eframe::CreationContext<'_>) -> Self {
        theme::install(&creation.egui_ctx);
        session.adopt(settings);
        let device = creation.wgpu_render_state.as_ref().map(gpu::install);
        Self { session, map: MapState::default(), picture: PictureCache::default(), device }
    }

    /// The program without its window, for tests.
    pub fn session(&self) -> &Session {
        &self.session
    }
}

impl eframe::App for YuantuApp {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        if self.device.as_ref().is_some_and(DeviceWatch::is_lost) {
            self.session.leave_lost_device(ctx, frame.storage_mut());
        }
        self.session.poll();
        let state = &mut self.session.state;
        state.now_s = ctx.input(|input| input.time);
        if let Some(left_s) = state.notices.advance(state.now_s) {
            ctx.request_repaint_after(Duration::from_secs_f64(left_s));
        }
        if state.views.advance(state.now_s, state.map_size_pt) {
            ctx.request_repaint();
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let settings = &self.session.state.settings;
        let (mut commands, mut map_commands) = (Commands::default(), Commands::default());
        let tasks = self.session.work.views(settings.lang);
        let view = self.session.view(&tasks);
        let mut outcome = None;
        let mut map = |ui: &mut egui::Ui| {
            let frame = self.picture.frame(&self.session);
            let rests = self.session.state.views.rest_s() > REST_S;
            outcome = Some(map_view::show(ui, &mut self.map, MapPicture { view: &view, frame, rests }, &mut map_commands));
        };
        ui::frame::show(ui, &view, &mut commands, &mut map, &mut |_| {});
        if let Some(outcome) = outcome {
            self.session.apply_map(outcome, self.picture.gathered(), ui.ctx());
        }
        commands.append(map_commands);
        for command in commands.take() {
            handle::apply(&mut self.session, command, ui.ctx());
        }
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        self.session.state.settings.write(storage);
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}
