//! The window: its title, size, icon, graphics backends, and the start of the program in it. Refuses what is shown in it.

use std::num::NonZeroUsize;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use crate::domain::Date;
use crate::i18n::Lang;
use crate::i18n::app::AppText;
use crate::map::gpu::{self, DeviceWatch};

use super::YuantuApp;
use super::heap;
use super::resume::{may_start_again, start_again};
use super::session::Session;
use super::settings::Settings;

/// Least size of the window, points.
const MIN_SIZE_PT: [f32; 2] = [960.0, 600.0];
/// Size of the window at the first start, points.
const START_SIZE_PT: [f32; 2] = [1440.0, 900.0];
/// The folder of a template and a logo of the user's for the page that a prospect gets, in the program's own folder; `None`
/// where there is none.
pub fn brief_folder() -> Option<PathBuf> {
    let folder = eframe::storage_dir(APP_ID)?.join("brief");
    folder.is_dir().then_some(folder)
}

/// Name of the folder of the settings, and the window's identity for the desktop.
const APP_ID: &str = "yuantu";

/// How the program shall start.
#[derive(Clone, Debug, Default)]
pub struct RunOptions {
    /// The reference date; `None` counts from the data's newest as-of.
    pub date: Option<Date>,
    /// Language of this run; `None` is the one of the run before.
    pub lang: Option<Lang>,
    /// Print when what happened since the start, seconds, to the standard error stream.
    pub timings: bool,
    /// The program's own folder, for what it saves by itself; the window's is the system's place for it.
    pub folder: Option<PathBuf>,
}

/// Opens the window and returns when it is closed. `files` are opened at the start. The error is a sentence for the user.
pub fn run(files: Vec<PathBuf>, options: RunOptions) -> Result<(), String> {
    heap::give_back_freed();
    let ctx = egui::Context::default();
    // As eframe sets a context of its own up: a second pass where a first one was laid out wrongly, windows of the system.
    ctx.options_mut(|options| options.max_passes = NonZeroUsize::MIN.saturating_add(1));
    ctx.set_embed_viewports(false);
    // The embedded data is read on its thread while the window and the graphics device come up.
    let options = RunOptions { folder: options.folder.or_else(|| eframe::storage_dir(APP_ID)), ..options };
    let session = Session::start(&ctx, files, &options);
    let mut wgpu_options = eframe::egui_wgpu::WgpuConfiguration::default();
    gpu::ask_for_little(&mut wgpu_options);
    let starts_again = session.starts_again.clone();
    let native = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_app_id(APP_ID)
            .with_title(AppText::Title.text(Lang::Zh))
            .with_icon(icon())
            .with_inner_size(START_SIZE_PT)
            .with_min_inner_size(MIN_SIZE_PT)
            .with_drag_and_drop(true),
        renderer: eframe::Renderer::Wgpu,
        wgpu_options,
        // Nothing in the window is a gradient, and a software adapter pays for each pixel.
        dithering: false,
        ..Default::default()
    };
    let (began, device) = (Instant::now(), Arc::new(OnceLock::new()));
    let told = device.clone();
    let run = || {
        eframe::run_native_ext(
            APP_ID,
            native,
            Some(ctx),
            Box::new(move |creation| {
                let settings = Settings::read(creation.storage);
                let app = YuantuApp::new(session, settings, creation);
                app.device().map(|device| told.set(device));
                Ok(Box::new(app))
            }),
        )
    };
    // egui's renderer panics where the device is lost in the middle of a frame. What was saved last is offered then.
    let outcome = match panic::catch_unwind(AssertUnwindSafe(run)) {
        Ok(outcome) => outcome,
        Err(_) if device.get().is_some_and(DeviceWatch::is_lost) && may_start_again(began.elapsed()) && start_again(&options) => {
            return Ok(());
        }
        Err(reason) => panic::resume_unwind(reason),
    };
    if starts_again.load(Ordering::Relaxed) && start_again(&options) {
        return Ok(());
    }
    outcome.map_err(|error| AppText::NoWindow.fill(Lang::Zh, &[&error.to_string()]))
}

/// The program's sign: three blocks on a sheet, drawn here so that no picture file is needed.
fn icon() -> egui::IconData {
    const SIDE: usize = 64;
    let mut rgba = Vec::with_capacity(SIDE * SIDE * 4);
    for y in 0..SIDE {
        for x in 0..SIDE {
            rgba.extend(crate::ui::theme::icon_pixel([x, y], SIDE));
        }
    }
    egui::IconData { rgba, width: SIDE as u32, height: SIDE as u32 }
}
