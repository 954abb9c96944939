//! A lost graphics device, which eframe cannot replace: the state is written, a sentence says so, and the program starts
//! itself anew and comes back to the same view. Refuses to try again and again.

use crate::domain::Origin;
use crate::i18n::app::AppText;
use crate::ui::command::Page;

use super::session::Session;
use super::settings::Resume;

/// A device that is lost so soon after the start, seconds, would be lost again.
const TOO_SOON_S: f64 = 10.0;

impl Session {
    /// What the program is to come back to.
    fn resume(&self) -> Resume {
        let files = self.state.datasets.iter().filter_map(|dataset| match &dataset.origin {
            Origin::File(path) => Some(path.display().to_string()),
            Origin::Embedded => None,
        });
        Resume { camera: self.state.views.camera, on_map: self.state.page == Page::Browse, files: files.collect() }
    }

    /// Comes back to what was there when the device was lost.
    pub fn come_back(&mut self, resume: Resume) {
        self.state.views.camera = resume.camera;
        self.camera_is_set = true;
        self.keeps_view = true;
        self.state.page = if resume.on_map { Page::Browse } else { Page::Home };
        self.open_files(resume.files.into_iter().map(Into::into).collect());
    }

    /// The graphics device is lost: writes the state and starts the program anew. `storage` is that of the window.
    pub fn leave_lost_device(&mut self, ctx: &egui::Context, storage: Option<&mut (dyn eframe::Storage + 'static)>) {
        if self.has_left {
            return;
        }
        self.has_left = true;
        self.state.settings.resume = Some(self.resume());
        let written = storage.is_some_and(|storage| {
            self.state.settings.write(storage);
            storage.flush();
            true
        });
        let started = written && self.state.now_s > TOO_SOON_S && start_again();
        let words = if started { AppText::DeviceLost } else { AppText::ReopenByHand };
        eprintln!("{}", words.text(self.state.settings.lang));
        self.tell(true, words, &[]);
        if started {
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }
}

fn start_again() -> bool {
    std::env::current_exe().is_ok_and(|program| std::process::Command::new(program).spawn().is_ok())
}
