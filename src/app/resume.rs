//! A lost graphics device, which eframe cannot replace: the state is written, a sentence says so, and the program starts
//! itself anew and comes back to the same view. Refuses to try again and again.
//!
//! Nothing can be drawn any more, and egui's renderer panics where it is given something to draw: the frames until the
//! window is closed are empty, and the sentence stands in the window's title and on the standard error stream, then in the
//! new window.

use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::domain::Origin;
use crate::i18n::app::AppText;
use crate::ui::command::Page;

use super::session::Session;
use super::settings::Resume;
use super::window::RunOptions;

/// A device that is lost so soon after the start would be lost again.
const TOO_SOON: Duration = Duration::from_secs(10);

impl Session {
    /// What the program is to come back to.
    fn resume(&self) -> Resume {
        let files = self.state.datasets.iter().filter_map(|dataset| match &dataset.origin {
            Origin::File(path) => Some(path.display().to_string()),
            Origin::Embedded => None,
        });
        let files = match self.keep.file() {
            Some(workspace) => vec![workspace.display().to_string()],
            None => files.collect(),
        };
        Resume { camera: self.state.views.camera, on_map: self.state.page.has_map(), files }
    }

    /// Comes back to what was there when the device was lost.
    pub fn come_back(&mut self, resume: Resume) {
        self.state.views.camera = resume.camera;
        self.camera_is_set = true;
        self.keeps_view = true;
        self.state.page = if resume.on_map { Page::Browse } else { Page::Home };
        self.open_files(resume.files.into_iter().map(Into::into).collect());
        self.tell(false, AppText::CameBack, &[]);
    }

    /// The graphics device is lost: writes the state and closes the window, after which the program starts anew. `storage` is
    /// that of the window.
    pub fn leave_lost_device(&mut self, ctx: &egui::Context, storage: Option<&mut (dyn eframe::Storage + 'static)>) {
        if self.has_left {
            return;
        }
        self.has_left = true;
        self.end();
        self.state.settings.resume = Some(self.resume());
        let written = storage.is_some_and(|storage| {
            self.state.settings.write(storage);
            storage.flush();
            true
        });
        let starts_again = written && may_start_again(Duration::from_secs_f64(self.state.now_s.max(0.0)));
        let words = if starts_again { AppText::DeviceLost } else { AppText::ReopenByHand };
        let words = words.text(self.state.settings.lang);
        eprintln!("{words}");
        ctx.send_viewport_cmd(egui::ViewportCommand::Title(words.to_owned()));
        if starts_again {
            self.starts_again.store(true, Ordering::Relaxed);
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }
}

/// True unless the program runs only since then, and would lose the device again.
pub(super) fn may_start_again(since_start: Duration) -> bool {
    since_start > TOO_SOON
}

/// Starts the program anew, once its window is closed and the settings are on the disk. False when it does not start.
pub(super) fn start_again(options: &RunOptions) -> bool {
    let Ok(program) = std::env::current_exe() else { return false };
    let mut program = std::process::Command::new(program);
    if let Some(date) = options.date {
        program.args(["--date".to_owned(), date.to_string()]);
    }
    if let Some(lang) = options.lang {
        program.args(["--lang", lang.pick("zh", "en")]);
    }
    program.spawn().is_ok()
}
