//! Opening files, one after the other: read, recognised, put where they belong; what was drawn of a file that turns out broken
//! is taken back. Refuses to read them (`reading`).

mod preview;
mod reading;

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::keep::stamps::Mark;
use crate::app::session::Session;
use crate::app::store::Loaded;
use crate::app::task::TaskKind;
use crate::domain::{Dataset, DatasetKind, Issue, Origin, Recipe, Severity};
use crate::i18n::app::AppText;
use crate::i18n::integer;
use crate::i18n::issues::{how_many, sentence};
use crate::i18n::kinds::kind_name;
use crate::import::Proposal;
use crate::index::SpatialIndex;
use crate::ui::view::Notice;
use crate::workspace::file::{FileNote, Source};

use reading::{put, read};

/// What the task says.
pub enum Message {
    /// The file that is read looks like this now; what a copy holds that is read in its place.
    Seen(Vec<Mark>, Option<Older>),
    /// A part of the file that can be drawn already.
    Piece(Box<Loaded>),
    /// It is a folder: the files in it are to be opened.
    Folder(Vec<PathBuf>),
    /// The first rows of a long table, as they are, while the others are read.
    Begins(Box<(Dataset, Proposal)>),
    /// The file as it is: the user is to say what it means.
    Asks(Box<(Dataset, Proposal)>),
    /// The file, ready.
    Opened(Box<Loaded>, Option<Recipe>),
    /// The file cannot be used.
    Failed(Vec<Issue>),
    /// What was refused of a delivery does not fit its file any more: the dataset's name, and how many changes.
    Stale(String, usize),
    /// What lies where in an own layer that is shown already.
    Indexed(Arc<SpatialIndex>),
    /// There is no more to do for the file.
    Finished,
}

/// The task, and the files that wait for it.
pub struct Opening {
    task: TaskKind<Message>,
    running: Option<PathBuf>,
    waiting: VecDeque<PathBuf>,
    /// What is opened was decided on before: nobody is asked whether it is a delivery.
    is_decided: bool,
    /// What the user has decided about files that are to be opened.
    wishes: BTreeMap<PathBuf, Wish>,
}

/// What the user has decided about a file.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// What its records are.
    pub kind: Option<DatasetKind>,
    /// What its dataset is called.
    pub name: Option<String>,
    /// Its columns and coordinates.
    pub recipe: Option<Recipe>,
    /// It is a source of a workspace: what of it is taken in is decided, too.
    pub is_decided: bool,
    /// What it held before is to be read, not what it holds now.
    pub older: Option<Older>,
}

/// What a file held before.
#[derive(Clone, Debug)]
pub struct Older {
    /// Where a copy of it is.
    pub path: PathBuf,
    /// What was noted of it.
    pub notes: Vec<FileNote>,
}

impl Wish {
    /// What a workspace file says about a source.
    pub fn of(source: &Source) -> Self {
        let recipe = source.recipe.clone().map(|recipe| Recipe { chosen: source.chosen.clone(), ..recipe });
        Self { kind: Some(source.kind), name: Some(source.name.clone()), recipe, is_decided: true, older: None }
    }
}

impl Opening {
    /// Nothing to open.
    pub fn new(wake: &egui::Context) -> Self {
        Self {
            task: TaskKind::new("open", wake),
            running: None,
            waiting: VecDeque::new(),
            is_decided: false,
            wishes: BTreeMap::new(),
        }
    }

    /// True while a file is opened on which the user has decided before.
    pub fn is_decided(&self) -> bool {
        self.is_decided
    }

    /// The name of the file that is being opened.
    pub fn running_name(&self) -> Option<String> {
        self.running.as_deref().map(name_of)
    }

    /// How far it is, 0–1.
    pub fn share(&self) -> Option<f32> {
        self.task.share()
    }

    /// True while a file is opened, or waits for another one to be: not for the user (`asks`).
    pub fn is_busy(&self, asks: bool) -> bool {
        self.running.is_some() || !asks && !self.waiting.is_empty()
    }
}

impl Session {
    /// Opens files, one after the other, behind those that wait already.
    pub fn open_files(&mut self, paths: Vec<PathBuf>) {
        let paths = self.take_workspace_out(paths);
        self.work.open.waiting.extend(paths.into_iter().map(absolute));
        self.open_next();
    }

    /// Stops reading the file that the user is asked about.
    pub(super) fn stop_reading(&mut self) {
        self.work.open.task.cancel();
        self.work.open.running = None;
    }

    /// Stops opening: the file under way is taken back, those that wait are forgotten.
    pub fn cancel_opening(&mut self) {
        self.work.open.task.cancel();
        self.work.open.waiting.clear();
        self.forget_import();
        self.forget_delivery();
        if let Some(path) = self.work.open.running.take() {
            self.tell(false, AppText::Cancelled, &[&name_of(&path)]);
            self.take_pieces_back();
        }
    }

    /// Reads a dataset of the user's again as records of a kind that the user chose.
    pub fn reread_as(&mut self, path: PathBuf, kind: DatasetKind) {
        let recipe = self.keep.recipe(&path).cloned();
        self.wish(path.clone(), Wish { kind: Some(kind), recipe, ..Wish::default() });
        self.open_files(vec![path]);
    }

    /// Opens a file again that was written anew, as what it was opened before.
    pub fn open_new_version(&mut self, path: PathBuf) {
        let recipe = self.keep.recipe(&path).cloned();
        let known = self.state.store.own().find(|own| is_of(&own.dataset, &path));
        if let Some(known) = known.map(|own| own.dataset.clone()) {
            let wish = Wish { kind: Some(known.kind), name: Some(known.name.clone()), recipe, ..Wish::default() };
            self.wish(path.clone(), wish);
        }
        self.open_files(vec![path]);
    }

    /// Says how a file is to be opened that will be.
    pub fn wish(&mut self, path: PathBuf, wish: Wish) {
        self.work.open.wishes.insert(path, wish);
    }

    pub(super) fn take_opened(&mut self) {
        for message in self.work.open.task.poll() {
            match message {
                Message::Seen(marks, older) => {
                    if let Some(path) = self.work.open.running.clone() {
                        self.watch_from(path, marks, older);
                    }
                }
                Message::Piece(piece) => {
                    self.state.store.add_piece(*piece);
                    self.drawing_changed();
                }
                Message::Folder(files) => {
                    for file in files.into_iter().rev() {
                        self.work.open.waiting.push_front(file);
                    }
                }
                Message::Begins(begun) => self.begin_import(*begun, false),
                Message::Asks(asked) => {
                    self.take_pieces_back();
                    self.begin_import(*asked, true);
                }
                Message::Opened(loaded, recipe) => self.opened(*loaded, recipe),
                Message::Failed(issues) => self.not_opened(issues),
                Message::Stale(name, count) => self.tell_stale(&name, count),
                Message::Indexed(index) => self.picks.insert(index),
                Message::Finished => {
                    self.work.open.running = None;
                    self.keeps_view &= !self.work.open.waiting.is_empty();
                }
            }
        }
        self.open_next();
    }

    /// Opens the next file that waits, unless one is being opened or waits for the user.
    pub(super) fn open_next(&mut self) {
        if self.work.open.running.is_some() || self.work.import.is_open() || self.work.delivery.is_open() {
            return;
        }
        let Some(path) = self.work.open.waiting.pop_front() else { return };
        let wish = self.work.open.wishes.remove(&path).unwrap_or_default();
        self.work.open.is_decided = wish.is_decided;
        let deliveries = &self.state.workspace().deliveries;
        let refused = wish
            .name
            .as_ref()
            .filter(|_| wish.is_decided)
            .and_then(|name| deliveries.get(name))
            .filter(|refused| !refused.is_empty())
            .cloned();
        let rescue = self.rescue_job();
        self.work.open.running = Some(path.clone());
        let taken = self.taken_names(&path);
        let kept = self.kept_recipes().to_vec();
        self.work.open.task.start(move |line| {
            // What is there is saved before a file is read that may be too much for the machine. That it could not be saved is
            // told where it is saved every minute.
            let _ = rescue.map(|rescue| rescue());
            read(line, &path, wish, refused.as_ref(), &kept, &taken);
            line.send(Message::Finished);
        });
    }

    /// Puts a dataset where it belongs that the user has decided on.
    pub(super) fn open_imported(&mut self, path: PathBuf, dataset: Dataset, recipe: Recipe) {
        let taken = self.taken_names(&path);
        self.work.open.running = Some(path);
        self.work.open.task.start(move |line| {
            put(line, dataset, Some(recipe), None, &taken);
            line.send(Message::Finished);
        });
    }

    /// The names of own layers but that of a file, which it may take again.
    pub(super) fn taken_names(&self, path: &Path) -> Vec<String> {
        let others = self.state.store.own_layers().iter().filter(|layer| !is_of(&layer.dataset, path));
        others.map(|layer| layer.dataset.name.clone()).collect()
    }

    fn opened(&mut self, loaded: Loaded, recipe: Option<Recipe>) {
        self.state.store.take_pieces();
        match (!self.work.open.is_decided).then(|| self.version_before(&loaded.dataset)).flatten() {
            Some(before) => self.begin_delivery(before, loaded, recipe),
            None => self.install(loaded, recipe),
        }
    }

    /// Puts a dataset where it belongs, in the place of what is there.
    pub(super) fn install(&mut self, loaded: Loaded, recipe: Option<Recipe>) {
        self.begin_version(&loaded.dataset);
        let dataset = loaded.dataset.clone();
        let bounds = loaded.bounds_of_most;
        self.state.forget_records(&dataset.set_key());
        let replaced = self.state.store.insert(loaded);
        let file = file_of(&dataset);
        if let Some(replaced) = replaced {
            self.state.set_issues(&file_of(&replaced), Vec::new());
        }
        self.state.set_issues(&file, dataset.issues.clone());
        if let Origin::File(path) = &dataset.origin {
            self.read_is_open(path);
        }
        if Path::new(&file).is_absolute() {
            self.state.settings.remember_file(file);
        }
        self.tell_opened(&dataset);
        self.source_opened(&dataset, recipe);
        self.records_changed(dataset.kind);
        self.follow_repairs();
        if !self.keeps_view {
            self.show_place(&bounds);
        }
    }

    fn tell_opened(&mut self, dataset: &Dataset) {
        let lang = self.state.settings.lang;
        let count = integer(dataset.len() as f64);
        let kind = kind_name(dataset.kind, lang);
        let words = if dataset.kind == DatasetKind::Other { AppText::OpenedAsLayer } else { AppText::OpenedReplaces };
        let mut text = words.fill(lang, &[&dataset.name, &count, kind]);
        let has_issues = !dataset.issues.is_empty();
        if has_issues {
            text.push_str(lang.pick("", " "));
            text.push_str(&AppText::OpenedWithIssues.fill(lang, &[&how_many(&dataset.issues, lang)]));
        }
        let is_error = dataset.issues.iter().any(|issue| issue.severity == Severity::Error);
        let restores = (dataset.kind != DatasetKind::Other).then_some(dataset.kind);
        self.state.notices.add(Notice { is_error, text, has_issues, restores, ..Notice::default() });
    }

    fn not_opened(&mut self, issues: Vec<Issue>) {
        let Some(path) = self.work.open.running.clone() else { return };
        self.take_pieces_back();
        let lang = self.state.settings.lang;
        let reason = issues.first().map(|issue| sentence(issue, lang)).unwrap_or_default();
        let text = AppText::NotOpened.fill(lang, &[&name_of(&path), &reason]);
        self.state.notices.add(Notice { is_error: true, text, has_issues: !issues.is_empty(), ..Notice::default() });
        self.state.set_issues(&path.display().to_string(), issues);
    }

    fn take_pieces_back(&mut self) {
        if self.state.store.take_pieces() {
            self.drawing_changed();
        }
    }
}

/// The name, or the name with the first number that makes it another than those taken: files of different folders may have
/// the same.
pub(super) fn free_name(name: &str, taken: &[String]) -> String {
    let is_free = |name: &String| !taken.contains(name);
    let numbered = (2..).map(|number| format!("{name} ({number})"));
    std::iter::once(name.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
}

pub(super) fn is_of(dataset: &Dataset, path: &Path) -> bool {
    matches!(&dataset.origin, Origin::File(file) if file == path)
}

/// What issues call a dataset's file: the path the user gave, or the name of an embedded one.
pub fn file_of(dataset: &Dataset) -> String {
    match &dataset.origin {
        Origin::Embedded => dataset.name.clone(),
        Origin::File(path) => path.display().to_string(),
    }
}

pub(super) fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn stem_of(path: &Path) -> String {
    path.file_stem().map_or_else(|| name_of(path), |stem| stem.to_string_lossy().into_owned())
}

fn absolute(path: PathBuf) -> PathBuf {
    std::path::absolute(&path).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_one_name_are_two_layers() {
        let taken = ["wells".to_owned(), "wells (2)".to_owned()];
        assert_eq!(free_name("wells", &taken), "wells (3)");
        assert_eq!(free_name("pumps", &taken), "pumps");
    }
}
