//! Rows to a file: the wish as the sheet shows it, what is known of the rows, and the writing, both on threads. Refuses to replace
//! a file that the user has not said may be replaced.

mod rows;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::app::session::Session;
use crate::app::task::TaskKind;
use crate::i18n::Lang;
use crate::i18n::crs;
use crate::i18n::export_sheet::ExportSheetText;
use crate::io::write::{FileFormat, Target, WriteFault, Written, write_parts};
use crate::ui::command::Sheet;
use crate::ui::exporting::{ExportChange, ExportCrs, ExportSurvey, ExportView, ExportWhat};
use crate::ui::view::Notice;
use crate::workspace::LayerKey;

use rows::{Stock, name_of};

/// Bytes of a file's name, its ending aside: what file systems bear, with room for what is put behind it.
const MAX_NAME: usize = 180;

/// The tasks and the wish.
pub struct Exporting {
    counting: TaskKind<ExportSurvey>,
    writing: TaskKind<Result<Written, WriteFault>>,
    wish: Option<ExportView>,
    /// Told to the writing task when it is to stop.
    stop: Arc<AtomicBool>,
    /// The user has written the path, or chosen it: its name does not follow the rows any more.
    path_is_own: bool,
}

impl Exporting {
    /// Nothing is to be exported.
    pub fn new(wake: &egui::Context) -> Self {
        Self {
            counting: TaskKind::new("export-count", wake),
            writing: TaskKind::new("export", wake),
            wish: None,
            stop: Arc::default(),
            path_is_own: false,
        }
    }

    /// The wish.
    pub fn view(&self) -> Option<&ExportView> {
        self.wish.as_ref()
    }

    /// What is written now, as it is shown.
    pub fn title(&self, lang: Lang) -> Option<String> {
        let wish = self.wish.as_ref().filter(|wish| wish.is_running)?;
        let name = Path::new(&wish.path).file_name().unwrap_or_default().to_string_lossy().into_owned();
        Some(ExportSheetText::Running.fill(lang, &[&name]))
    }

    /// How far it is.
    pub fn share(&self) -> Option<f32> {
        self.writing.share()
    }

    /// True while something is counted or written.
    pub fn is_busy(&self) -> bool {
        self.counting.is_busy() || self.writing.is_busy()
    }
}

impl Session {
    /// Opens the sheet for these records; for the selection or the topmost layer that is shown, where none are named.
    pub fn show_export(&mut self, what: Option<ExportWhat>) {
        self.state.sheet = Some(Sheet::Export);
        if self.work.export.wish.as_ref().is_some_and(|wish| wish.is_running) {
            return;
        }
        let what = what.unwrap_or_else(|| self.likeliest_export());
        let before = self.work.export.wish.take();
        let format = before.as_ref().map_or(FileFormat::GeoJson, |wish| wish.format);
        let folder = match before.as_ref().map(|wish| PathBuf::from(&wish.path)) {
            Some(path) => path.parent().map(Path::to_owned).unwrap_or_default(),
            None => self.keep.file().and_then(Path::parent).map(Path::to_owned).unwrap_or_else(home),
        };
        let name = file_name(&name_of(&what, self.state.settings.lang));
        self.work.export.path_is_own = false;
        self.work.export.wish = Some(ExportView {
            what,
            only_shown: false,
            format,
            crs: before.as_ref().map_or(ExportCrs::Wgs84, |wish| wish.crs),
            other_crs: before.map(|wish| wish.other_crs).unwrap_or_default(),
            path: folder.join(format!("{name}.{}", format.extension())).display().to_string(),
            survey: None,
            exists: None,
            fault: None,
            is_cancelled: false,
            is_running: false,
            share: None,
        });
        self.count_export();
    }

    fn likeliest_export(&self) -> ExportWhat {
        if !self.state.selection.is_empty() {
            return ExportWhat::Selection;
        }
        let is_top = |key: &LayerKey| matches!(key, LayerKey::Own(_));
        let own = self.state.workspace().layers.iter().find(|layer| layer.visible && is_top(&layer.key));
        ExportWhat::Layer(own.map_or(LayerKey::Buildings, |layer| layer.key.clone()))
    }

    /// Changes the wish.
    pub fn change_export(&mut self, change: ExportChange) {
        let lang = self.state.settings.lang;
        let export = &mut self.work.export;
        let Some(wish) = export.wish.as_mut().filter(|wish| !wish.is_running) else { return };
        (wish.exists, wish.fault, wish.is_cancelled) = (None, None, false);
        match change {
            ExportChange::What(what) => {
                if !export.path_is_own {
                    let name = format!("{}.{}", file_name(&name_of(&what, lang)), wish.format.extension());
                    wish.path = Path::new(&wish.path).with_file_name(name).display().to_string();
                }
                (wish.what, wish.only_shown, wish.survey) = (what, false, None);
                self.count_export();
            }
            ExportChange::OnlyShown(only_shown) => {
                wish.only_shown = only_shown;
                self.count_export();
            }
            ExportChange::Format(format) => {
                wish.format = format;
                if !wish.path.trim().is_empty() {
                    wish.path = with_ending(&wish.path, format);
                }
            }
            ExportChange::Crs(crs) => wish.crs = crs,
            ExportChange::OtherCrs(text) => wish.other_crs = text,
            ExportChange::Path(path) => {
                export.path_is_own = true;
                if let Some(format) = FileFormat::of_path(Path::new(path.trim())) {
                    wish.format = format;
                }
                wish.path = path;
            }
        }
    }

    fn stock(&self) -> Stock {
        Stock {
            source: self.source(),
            datasets: self.state.datasets.clone(),
            selection: self.state.selection.clone(),
            lang: self.state.settings.lang,
        }
    }

    fn count_export(&mut self) {
        let stock = self.stock();
        let Some(wish) = &self.work.export.wish else { return };
        let (what, only_shown) = (wish.what.clone(), wish.only_shown);
        self.work.export.counting.start(move |line| line.send(stock.survey(&what, only_shown)));
    }

    /// Writes what is wished for.
    pub fn start_export(&mut self, replaces: bool) {
        let lang = self.state.settings.lang;
        let stock = self.stock();
        let export = &mut self.work.export;
        let Some(wish) = export.wish.as_mut().filter(|wish| !wish.is_running) else { return };
        (wish.exists, wish.fault, wish.is_cancelled) = (None, None, false);
        let crs = match wish.target_crs() {
            Ok(crs) => crs,
            Err(fault) => {
                wish.fault = Some(crs::fault(&fault, lang));
                return;
            }
        };
        if wish.path.trim().is_empty() {
            wish.fault = Some(ExportSheetText::NoPath.text(lang).to_owned());
            return;
        }
        if FileFormat::of_path(Path::new(wish.path.trim())) != Some(wish.format) {
            wish.path = with_ending(&wish.path, wish.format);
        }
        let path = std::path::absolute(wish.path.trim()).unwrap_or_else(|_| PathBuf::from(wish.path.trim()));
        if path.is_dir() {
            wish.fault = Some(WriteFault::IsFolder(path).sentence(lang));
            return;
        }
        wish.is_running = true;
        let (what, only_shown) = (wish.what.clone(), wish.only_shown);
        let stop = Arc::new(AtomicBool::new(false));
        export.stop = stop.clone();
        export.writing.start(move |line| {
            let rows = stock.rows(&what, only_shown);
            let name = stock.name(&what);
            let target = Target { path: &path, name: &name, crs: &crs, lang: stock.lang, replaces };
            let progress = |done, total| {
                // What the line itself says of stopping would silence the answer.
                let _ = line.progress(done, total);
                if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            line.send(write_parts(&rows.parts(), &target, &progress));
        });
    }

    /// Stops the writing; nothing is left of it.
    pub fn cancel_export(&mut self) {
        self.work.export.stop.store(true, Ordering::Relaxed);
    }

    pub(super) fn take_export_work(&mut self) {
        if let Some(survey) = self.work.export.counting.poll().pop()
            && let Some(wish) = &mut self.work.export.wish
        {
            wish.survey = Some(Arc::new(survey));
        }
        let share = self.work.export.writing.share();
        if let Some(wish) = self.work.export.wish.as_mut().filter(|wish| wish.is_running) {
            wish.share = share;
        }
        if let Some(result) = self.work.export.writing.poll().pop() {
            self.exported(result);
        }
    }

    fn exported(&mut self, result: Result<Written, WriteFault>) {
        let lang = self.state.settings.lang;
        let is_open = self.state.sheet == Some(Sheet::Export);
        let Some(wish) = &mut self.work.export.wish else { return };
        (wish.is_running, wish.share) = (false, None);
        match result {
            Ok(written) => {
                if is_open {
                    self.state.sheet = None;
                }
                let text = written.lines(lang).join(lang.pick("；", "; "));
                self.state.notices.add(Notice { text, ..Notice::default() });
            }
            Err(fault) => {
                let sentence = fault.sentence(lang);
                match fault {
                    WriteFault::Exists(_) => wish.exists = Some(sentence.clone()),
                    WriteFault::Cancelled => wish.is_cancelled = true,
                    _ => wish.fault = Some(sentence.clone()),
                }
                if !is_open {
                    let is_error = fault != WriteFault::Cancelled;
                    self.state.notices.add(Notice { is_error, text: sentence, ..Notice::default() });
                }
            }
        }
    }
}

/// The user's own folder, where files go first.
pub(super) fn home() -> PathBuf {
    let home = ["HOME", "USERPROFILE"].into_iter().filter_map(std::env::var_os).map(PathBuf::from);
    home.into_iter().find(|folder| folder.is_dir()).or_else(|| std::env::current_dir().ok()).unwrap_or_default()
}

/// A name that every file system bears.
pub(super) fn file_name(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c }).collect();
    let mut end = plain.len().min(MAX_NAME);
    while !plain.is_char_boundary(end) {
        end -= 1;
    }
    let plain = plain[..end].trim_matches(['.', ' ']);
    if plain.is_empty() { "export".to_owned() } else { plain.to_owned() }
}

/// The path with the ending of a format in the place of another format's.
fn with_ending(path: &str, format: FileFormat) -> String {
    let path = Path::new(path.trim());
    if FileFormat::of_path(path).is_some() {
        return path.with_extension(format.extension()).display().to_string();
    }
    format!("{}.{}", path.display(), format.extension())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_endings_are_what_file_systems_bear() {
        assert_eq!(file_name("楼宇/北: 1"), "楼宇_北_ 1");
        assert_eq!(file_name(" .. "), "export");
        assert!(file_name(&"楼".repeat(200)).len() <= MAX_NAME);
        assert_eq!(with_ending("/a/b.geojson", FileFormat::Shapefile), "/a/b.shp");
        assert_eq!(with_ending("/a/v1.2", FileFormat::Csv), "/a/v1.2.csv");
    }
}
