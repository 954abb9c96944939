//! The system's file dialog, on a thread: it may stay open for minutes. Refuses to tell a cancel from a missing portal,
//! which rfd cannot; the open sheet has a path field for that.

use crate::app::session::Session;
use crate::i18n::app::AppText;

/// Endings offered by the dialog.
const ENDINGS: [&str; 7] = ["geojson", "json", "geojsonl", "geojsons", "ndjson", "jsonl", "gz"];

impl Session {
    /// Asks the system for files to open.
    pub fn start_dialog(&mut self) {
        if self.work.dialog.is_busy() {
            return;
        }
        let lang = self.state.settings.lang;
        self.work.dialog.start(move |line| {
            let dialog = rfd::FileDialog::new()
                .set_title(AppText::ChooseFiles.text(lang))
                .add_filter(AppText::GeoJsonFiles.text(lang), &ENDINGS)
                .add_filter(AppText::AllFiles.text(lang), &["*"]);
            line.send(dialog.pick_files().unwrap_or_default());
        });
    }

    pub(super) fn take_dialog(&mut self) {
        for paths in self.work.dialog.poll() {
            if !paths.is_empty() {
                self.state.sheet = None;
                self.open_files(paths);
            }
        }
    }
}
