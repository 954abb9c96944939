//! A stacking plan to a file, in the background. Refuses to replace a file that the user has not said may be replaced.

use std::path::{Path, PathBuf};

use crate::analysis::stacking::{StackingParams, stacking};
use crate::app::keep::atomic;
use crate::app::session::Session;
use crate::app::task::TaskKind;
use crate::domain::{DatasetKind, RecordRef, SetKey};
use crate::i18n::Lang;
use crate::i18n::records::name_of;
use crate::i18n::stacking::StackText as T;
use crate::report::stack::{self, StackFormat, StackSheet, Telling};
use crate::ui::command::Sheet;
use crate::ui::stacking::wish::{StackChange, StackShown, StackView};
use crate::ui::view::Notice;

use super::export::{file_name, home};

/// The task and the wish.
pub struct Stacks {
    writing: TaskKind<Result<(), Fault>>,
    wish: Option<StackView>,
    /// Where the last plan went: the next goes there, too.
    folder: Option<PathBuf>,
}

/// Why nothing was written.
pub enum Fault {
    /// There is a file already.
    Exists,
    /// The system's or a library's word.
    Failed(String),
}

impl Stacks {
    /// No plan is to be written.
    pub fn new(wake: &egui::Context) -> Self {
        Self { writing: TaskKind::new("stack", wake), wish: None, folder: None }
    }

    /// The wish.
    pub fn view(&self) -> Option<&StackView> {
        self.wish.as_ref()
    }

    /// What is written now, as it is shown.
    pub fn title(&self, lang: Lang) -> Option<String> {
        let wish = self.wish.as_ref().filter(|wish| wish.is_running)?;
        let name = Path::new(&wish.path).file_name().unwrap_or_default().to_string_lossy().into_owned();
        Some(T::Running.fill(lang, &[&name]))
    }

    /// How far it is.
    pub fn share(&self) -> Option<f32> {
        self.writing.share()
    }

    /// True while a plan is written.
    pub fn is_busy(&self) -> bool {
        self.writing.is_busy()
    }
}

impl Session {
    /// Opens the sheet of a building, with a combination of its spaces outlined.
    pub fn show_stack(&mut self, building: RecordRef, outlined: Vec<u32>) {
        if building.set != SetKey::Kind(DatasetKind::Buildings) {
            return;
        }
        self.state.sheet = Some(Sheet::Stacking);
        if self.work.stack.wish.as_ref().is_some_and(|wish| wish.is_running) {
            return;
        }
        let lang = self.state.settings.lang;
        let set = self.state.park.as_ref().and_then(|park| park.model.set(DatasetKind::Buildings).cloned());
        let name = set.map(|set| name_of(&set, building.row as usize, lang).into_owned()).unwrap_or_default();
        let format = self.work.stack.wish.as_ref().map_or(StackFormat::default(), |wish| wish.format);
        let beside_workspace = || self.keep.file().and_then(Path::parent).map(Path::to_owned);
        let folder = self.work.stack.folder.clone().or_else(beside_workspace).unwrap_or_else(home);
        let name = file_name(&format!("{name} {}", T::DefaultName.text(lang)));
        self.work.stack.wish = Some(StackView {
            building,
            outlined,
            format,
            path: folder.join(format!("{name}.{}", format.extension())).display().to_string(),
            exists: None,
            fault: None,
            is_cancelled: false,
            is_running: false,
            share: None,
        });
    }

    /// Changes format or file.
    pub fn change_stack(&mut self, change: StackChange) {
        let Some(wish) = self.work.stack.wish.as_mut().filter(|wish| !wish.is_running) else { return };
        (wish.exists, wish.fault, wish.is_cancelled) = (None, None, false);
        match change {
            StackChange::Format(format) => {
                wish.format = format;
                if !wish.path.trim().is_empty() {
                    wish.path = with_ending(&wish.path, format);
                }
            }
            StackChange::Path(path) => {
                wish.format = StackFormat::of_path(Path::new(path.trim())).unwrap_or(wish.format);
                wish.path = path;
            }
        }
    }

    /// Writes the plan as it is shown.
    pub fn start_stack(&mut self, shown: StackShown, replaces: bool) {
        let (lang, confidential) = (self.state.settings.lang, self.state.settings.confidential);
        let Some(park) = &self.state.park else { return };
        let (model, reference_date) = (park.model.clone(), park.reference_date);
        let stack = &mut self.work.stack;
        let Some(wish) = stack.wish.as_mut().filter(|wish| !wish.is_running) else { return };
        (wish.exists, wish.fault, wish.is_cancelled) = (None, None, false);
        if wish.path.trim().is_empty() {
            wish.fault = Some(T::NoPath.text(lang).to_owned());
            return;
        }
        wish.path = with_ending(&wish.path, wish.format);
        let path = std::path::absolute(wish.path.trim()).unwrap_or_else(|_| PathBuf::from(wish.path.trim()));
        if path.is_dir() {
            wish.fault = Some(T::IsFolder.fill(lang, &[&path.display().to_string()]));
            return;
        }
        wish.is_running = true;
        stack.folder = path.parent().map(Path::to_owned);
        let (building, outlined, format) = (wish.building.row, wish.outlined.clone(), wish.format);
        stack.writing.start(move |line| {
            let written = || {
                if !replaces && path.exists() {
                    return Err(Fault::Exists);
                }
                let day = reference_date.plus_months(shown.months);
                let plan = stacking(&model, building, StackingParams { reference_date, day });
                let telling = Telling { model: &model, lang, confidential };
                let sheet = StackSheet { plan: &plan, telling, by: shown.by, outlined: &outlined };
                let picture = stack::picture(&sheet, format).map_err(|error| Fault::Failed(error.to_string()))?;
                if line.progress(1, 2).is_break() {
                    return Ok(());
                }
                atomic::write(&path, &picture).map_err(|error| Fault::Failed(error.to_string()))
            };
            line.send(written());
        });
    }

    /// Stops the writing; nothing is left of it.
    pub fn cancel_stack(&mut self) {
        let stack = &mut self.work.stack;
        stack.writing.cancel();
        if let Some(wish) = stack.wish.as_mut().filter(|wish| wish.is_running) {
            (wish.is_running, wish.is_cancelled, wish.share) = (false, true, None);
        }
    }

    pub(super) fn take_stack_work(&mut self) {
        let lang = self.state.settings.lang;
        let share = self.work.stack.writing.share();
        let results = self.work.stack.writing.poll();
        let is_open = self.state.sheet == Some(Sheet::Stacking);
        let Some(wish) = self.work.stack.wish.as_mut().filter(|wish| wish.is_running) else { return };
        wish.share = share;
        let Some(result) = results.into_iter().next_back() else { return };
        (wish.is_running, wish.share) = (false, None);
        let path = wish.path.clone();
        let (is_error, text) = match result {
            Ok(()) => (false, T::Done.fill(lang, &[&path])),
            Err(Fault::Exists) => {
                let words = T::Exists.fill(lang, &[&path]);
                wish.exists = Some(words.clone());
                (true, words)
            }
            Err(Fault::Failed(detail)) => {
                let words = T::Failed.fill(lang, &[&path, &detail]);
                wish.fault = Some(words.clone());
                (true, words)
            }
        };
        // What went wrong is said in the sheet, as long as it is open.
        if !is_error || !is_open {
            self.state.notices.add(Notice { is_error, text, ..Notice::default() });
        }
    }
}

/// The path with the ending of a format in the place of another format's.
fn with_ending(path: &str, format: StackFormat) -> String {
    let path = Path::new(path.trim());
    match StackFormat::of_path(path) {
        Some(named) if named == format => path.display().to_string(),
        Some(_) => path.with_extension(format.extension()).display().to_string(),
        None => format!("{}.{}", path.display(), format.extension()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_is_that_of_the_format() {
        assert_eq!(with_ending("/a/b.svg", StackFormat::Pdf), "/a/b.pdf");
        assert_eq!(with_ending("/a/b.PDF", StackFormat::Pdf), "/a/b.PDF");
        assert_eq!(with_ending("/a/1.2", StackFormat::Png), "/a/1.2.png");
    }
}
