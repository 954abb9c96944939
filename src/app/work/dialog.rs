//! The system's file dialog, on a thread: it may stay open for minutes. Refuses to tell a cancel from a missing portal,
//! which rfd cannot; the open sheet has a path field for that.

use std::path::{Path, PathBuf};

use crate::app::session::Session;
use crate::i18n::app::AppText;
use crate::i18n::brief_sheet::BriefSheetText;
use crate::i18n::export_sheet::ExportSheetText;
use crate::i18n::issue_table::IssueTableText;
use crate::i18n::keep::KeepText;
use crate::i18n::stacking::StackText;
use crate::ui::briefing::BriefChange;
use crate::ui::exporting::ExportChange;
use crate::ui::stacking::wish::StackChange;
use crate::workspace::file::ENDING;

/// Endings offered by the dialog.
const ENDINGS: [&str; 22] = [
    "geojson", "json", "geojsonl", "geojsons", "ndjson", "jsonl", "gz", "csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods", "shp",
    "dbf", "zip", "gpkg", "fgb", "kml", "kmz", "tab",
];

/// What was chosen.
pub enum Chosen {
    /// Files to open.
    Open(Vec<PathBuf>),
    /// Where the workspace is to be saved.
    Save(PathBuf),
    /// Where rows are to be exported to.
    Export(PathBuf),
    /// Where a stacking plan is to go.
    Stack(PathBuf),
    /// Where the brief is to be saved.
    Brief(PathBuf),
    /// The folder of its template.
    Template(PathBuf),
    /// Where issues are to be written, by their numbers in the list.
    Issues(PathBuf, Vec<usize>),
}

impl Session {
    /// Asks the system where the workspace is to be saved. The dialog itself asks before a file is replaced.
    pub fn start_save_dialog(&mut self) {
        if self.work.dialog.is_busy() {
            return;
        }
        let lang = self.state.settings.lang;
        let name = format!("{}.{ENDING}", self.keep.name(lang));
        let folder = self.keep.file().and_then(Path::parent).map(Path::to_owned);
        self.work.dialog.start(move |line| {
            let mut dialog = rfd::FileDialog::new()
                .set_title(KeepText::SaveTitle.text(lang))
                .set_file_name(name)
                .add_filter(KeepText::FileKind.text(lang), &[ENDING]);
            if let Some(folder) = folder {
                dialog = dialog.set_directory(folder);
            }
            if let Some(path) = dialog.save_file() {
                line.send(Chosen::Save(path));
            }
        });
    }

    /// Asks the system where rows are to be exported to.
    pub fn start_export_dialog(&mut self) {
        if self.work.dialog.is_busy() {
            return;
        }
        let Some(view) = self.work.export_view() else { return };
        let lang = self.state.settings.lang;
        let (path, format) = (PathBuf::from(&view.path), view.format);
        self.work.dialog.start(move |line| {
            let mut dialog = rfd::FileDialog::new()
                .set_title(ExportSheetText::Dialog.text(lang))
                .set_file_name(path.file_name().unwrap_or_default().to_string_lossy())
                .add_filter(format.name(), &[format.extension()]);
            if let Some(folder) = path.parent().filter(|folder| folder.is_dir()) {
                dialog = dialog.set_directory(folder);
            }
            if let Some(path) = dialog.save_file() {
                line.send(Chosen::Export(path));
            }
        });
    }

    /// Asks the system where a stacking plan is to go.
    pub fn start_stack_dialog(&mut self) {
        if self.work.dialog.is_busy() {
            return;
        }
        let Some(view) = self.work.stack_view() else { return };
        let lang = self.state.settings.lang;
        let (path, format) = (PathBuf::from(&view.path), view.format);
        self.work.dialog.start(move |line| {
            let mut dialog = rfd::FileDialog::new()
                .set_title(StackText::Dialog.text(lang))
                .set_file_name(path.file_name().unwrap_or_default().to_string_lossy())
                .add_filter(format.name(), &[format.extension()]);
            if let Some(folder) = path.parent().filter(|folder| folder.is_dir()) {
                dialog = dialog.set_directory(folder);
            }
            if let Some(path) = dialog.save_file() {
                line.send(Chosen::Stack(path));
            }
        });
    }

    /// Asks the system where the brief is to be saved.
    pub fn start_brief_dialog(&mut self) {
        let Some(view) = self.work.brief_view().filter(|_| !self.work.dialog.is_busy()) else { return };
        let lang = self.state.settings.lang;
        let (path, form) = (PathBuf::from(&view.path), view.form);
        self.work.dialog.start(move |line| {
            let mut dialog = rfd::FileDialog::new()
                .set_title(BriefSheetText::Dialog.text(lang))
                .set_file_name(path.file_name().unwrap_or_default().to_string_lossy())
                .add_filter(form.ending().to_uppercase(), &[form.ending()]);
            if let Some(folder) = path.parent().filter(|folder| folder.is_dir()) {
                dialog = dialog.set_directory(folder);
            }
            if let Some(path) = dialog.save_file() {
                line.send(Chosen::Brief(path));
            }
        });
    }

    /// Asks the system for the folder of the brief's template.
    pub fn start_template_dialog(&mut self) {
        if self.work.dialog.is_busy() {
            return;
        }
        let lang = self.state.settings.lang;
        self.work.dialog.start(move |line| {
            let dialog = rfd::FileDialog::new().set_title(BriefSheetText::DialogFolder.text(lang));
            if let Some(folder) = dialog.pick_folder() {
                line.send(Chosen::Template(folder));
            }
        });
    }

    /// Asks the system for files to open.
    pub fn start_dialog(&mut self) {
        if self.work.dialog.is_busy() {
            return;
        }
        let lang = self.state.settings.lang;
        self.work.dialog.start(move |line| {
            let dialog = rfd::FileDialog::new()
                .set_title(AppText::ChooseFiles.text(lang))
                .add_filter(AppText::DataFiles.text(lang), &ENDINGS)
                .add_filter(KeepText::FileKind.text(lang), &[ENDING])
                .add_filter(AppText::AllFiles.text(lang), &["*"]);
            line.send(Chosen::Open(dialog.pick_files().unwrap_or_default()));
        });
    }

    /// Asks the system where issues are to be written. The dialog itself asks before a file is replaced.
    pub fn start_issue_dialog(&mut self, issues: Vec<usize>) {
        if self.work.dialog.is_busy() {
            return;
        }
        let lang = self.state.settings.lang;
        self.work.dialog.start(move |line| {
            let dialog = rfd::FileDialog::new()
                .set_title(IssueTableText::Dialog.text(lang))
                .set_file_name(format!("{}.xlsx", IssueTableText::FileName.text(lang)))
                .add_filter(IssueTableText::FileKind.text(lang), &["xlsx", "csv"]);
            if let Some(path) = dialog.save_file() {
                line.send(Chosen::Issues(path, issues));
            }
        });
    }

    pub(super) fn take_dialog(&mut self) {
        for chosen in self.work.dialog.poll() {
            match chosen {
                Chosen::Open(paths) if paths.is_empty() => {}
                Chosen::Open(paths) => {
                    self.state.sheet = None;
                    self.open_files(paths);
                }
                Chosen::Save(path) => self.save_workspace_as(path, true),
                Chosen::Stack(path) => self.change_stack(StackChange::Path(path.display().to_string())),
                Chosen::Export(path) => self.change_export(ExportChange::Path(path.display().to_string())),
                Chosen::Brief(path) => self.change_brief(BriefChange::Path(path.display().to_string())),
                Chosen::Template(folder) => self.change_brief(BriefChange::Template(folder.display().to_string())),
                Chosen::Issues(path, issues) => self.export_issues(path, issues, true),
            }
        }
    }
}
