//! A frame of the window: results in, keys and panels to commands, commands to the handler. Refuses to work: what takes time
//! runs elsewhere.

use std::path::PathBuf;
use std::time::Duration;

use eframe::wgpu::rwh::HasWindowHandle;

use crate::map::gpu::{self, DeviceWatch};
use crate::ui::command::Command;
use crate::ui::inspector::{self, InspectorState};
use crate::ui::map_view::{self, MapPicture, MapState};
use crate::ui::view::Commands;
use crate::ui::{self, theme};

use super::handle;
use super::picture::PictureCache;
use super::session::Session;
use super::settings::Settings;
use super::timings::ThreadTime;

/// Seconds without a move after which the camera rests.
const REST_S: f64 = 0.12;

/// The program in its window.
pub struct YuantuApp {
    session: Session,
    map: MapState,
    inspector: InspectorState,
    picture: PictureCache,
    device: Option<DeviceWatch>,
    /// Whether the window is enlarged for a projector.
    is_enlarged: bool,
    /// The window's title, as it was set.
    title: String,
}

impl YuantuApp {
    /// The program in a window that has just been made.
    pub fn new(mut session: Session, settings: Settings, creation: &eframe::CreationContext<'_>) -> Self {
        if let Some(timings) = &session.timings {
            timings.say("window and graphics device are there");
        }
        theme::install(&creation.egui_ctx);
        if creation.window_handle().is_ok() {
            theme::set_cleared(&creation.egui_ctx);
        }
        session.adopt(settings);
        let device = creation.wgpu_render_state.as_ref().map(gpu::install);
        if let Some(device) = &device {
            device.wakes(&creation.egui_ctx);
        }
        let (map, inspector, picture) = (MapState::default(), InspectorState::default(), PictureCache::default());
        Self { session, map, inspector, picture, device, is_enlarged: false, title: String::new() }
    }

    /// Tells whether the graphics device is lost; none where the window has no map.
    pub fn device(&self) -> Option<DeviceWatch> {
        self.device.clone()
    }

    /// Applies a command as if a panel had asked for it.
    pub fn apply(&mut self, command: Command, ctx: &egui::Context) {
        handle::apply(&mut self.session, command, ctx);
    }

    /// Enlarges everything for a projector, and takes that back with the next look; what the user has set of egui's own zoom
    /// stays otherwise.
    fn enlarge(&mut self, ctx: &egui::Context) {
        let look = self.session.state.settings.look;
        let is_projected = look == theme::Look::Projector;
        if is_projected || self.is_enlarged {
            // The window's size without the present enlargement.
            let window = ctx.content_rect().size() * ctx.zoom_factor();
            ctx.set_zoom_factor(theme::zoom(look, window.into()));
        }
        self.is_enlarged = is_projected;
    }

    /// The window's title, its closing and its waking follow the workspace file.
    fn follow_workspace(&mut self, ctx: &egui::Context) {
        if ctx.input(|input| input.viewport().close_requested()) && !self.session.may_close() {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
        } else if self.session.keep.wants_close {
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
        if let Some(left_s) = self.session.saves_itself_in_s() {
            ctx.request_repaint_after(Duration::from_secs_f64(left_s));
        }
        let title = self.session.window_title();
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// The program without its window.
    pub fn session(&self) -> &Session {
        &self.session
    }
}

impl eframe::App for YuantuApp {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        let began = ThreadTime::start();
        if let Some(timings) = &mut self.session.timings {
            timings.begin();
        }
        if self.device.as_ref().is_some_and(DeviceWatch::is_lost) {
            self.session.leave_lost_device(ctx, frame.storage_mut());
        }
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        if !dropped.is_empty() {
            handle::apply(&mut self.session, Command::OpenFiles(dropped), ctx);
        }
        if let Some(cells) = pasted_cells(ctx) {
            handle::apply(&mut self.session, Command::PasteCells(cells), ctx);
        }
        self.session.poll();
        self.enlarge(ctx);
        self.follow_workspace(ctx);
        let state = &mut self.session.state;
        state.now_s = ctx.input(|input| input.time);
        if let Some(left_s) = state.notices.advance(state.now_s) {
            ctx.request_repaint_after(Duration::from_secs_f64(left_s));
        }
        if state.views.advance(state.now_s, state.map_size_pt) {
            ctx.request_repaint();
        }
        if let Some(timings) = &mut self.session.timings {
            timings.logic(began.elapsed());
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        if self.session.has_left {
            return;
        }
        let began = ThreadTime::start();
        let settings = &self.session.state.settings;
        let [mut commands, mut map_commands, mut record_commands] = [(); 3].map(|()| Commands::default());
        let tasks = self.session.work.views(settings.lang);
        let view = self.session.view(&tasks);
        let mut outcome = None;
        let mut map = |ui: &mut egui::Ui| {
            let frame = self.picture.frame(&self.session);
            let rests = self.session.state.views.rest_s() > REST_S;
            outcome = Some(map_view::show(ui, &mut self.map, MapPicture { view: &view, frame, rests }, &mut map_commands));
        };
        let mut inspector = |ui: &mut egui::Ui| inspector::show(ui, &view, &mut self.inspector, &mut record_commands);
        ui::frame::show(ui, &view, &mut commands, &mut map, &mut inspector);
        if let Some(outcome) = outcome {
            self.session.apply_map(outcome, self.picture.gathered(), ui.ctx());
        }
        map_view::drop_hint::show(ui.ctx(), self.session.state.settings.lang);
        commands.append(map_commands);
        commands.append(record_commands);
        for command in commands.take() {
            ui.ctx().request_repaint();
            handle::apply(&mut self.session, command, ui.ctx());
        }
        if std::mem::take(&mut self.session.wants_search) {
            ui::top_bar::focus_search(ui.ctx());
            ui.ctx().request_repaint();
        }
        let session = &mut self.session;
        if let Some(timings) = &mut session.timings {
            let on_device = frame.wgpu_render_state().and_then(gpu::memory);
            let layers = session.drawing.scene.layers.len();
            if timings.frame(began.elapsed(), session.state.park.is_some(), layers, on_device) {
                ui.ctx().request_repaint();
            }
        }
    }

    fn clear_color(&self, _visuals: &egui::Visuals) -> [f32; 4] {
        ui::frame::ground(self.session.state.page, self.session.state.settings.look).to_normalized_gamma_f32()
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        self.session.state.settings.write(storage);
    }

    fn on_exit(&mut self) {
        self.session.end();
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}

/// Cells pasted while no text is being typed; a single word is none.
fn pasted_cells(ctx: &egui::Context) -> Option<String> {
    if ctx.text_edit_focused() {
        return None;
    }
    ctx.input(|input| {
        let mut texts =
            input.events.iter().filter_map(|event| if let egui::Event::Paste(text) = event { Some(text) } else { None });
        texts.rfind(|text| text.trim().contains(['\t', '\n'])).cloned()
    })
}
