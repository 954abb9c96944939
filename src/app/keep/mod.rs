//! The workspace file while the program runs: which one is open, whether it holds all that was done, what was not found of its
//! data, what is saved by itself. Refuses what the document says (`workspace::file`) and drawing.

pub mod atomic;
pub mod copies;
pub mod load;
pub mod lock;
pub mod rescue;
pub mod save;
pub mod stamps;
pub mod watch;

mod opening;
mod rescuing;
mod saving;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use crate::domain::{Origin, Recipe};
use crate::i18n::Lang;
use crate::i18n::app::AppText;
use crate::i18n::keep::KeepText;
use crate::ui::view::{SourceState, SourceView};
use crate::workspace::Workspace;
use crate::workspace::file::{Document, ENDING, Gaze, Rescued, Source};

pub use crate::workspace::file::MAX_PACKED;

use super::session::Session;
use super::task::TaskKind;
use copies::Copies;
use lock::Lock;
use rescue::{LeftBehind, Rescue};
use save::{Draft, DraftSource, SaveFault};
use stamps::Stamps;
use watch::{Content, Watched};

/// The folder of the program's own for data that came packed.
const UNPACKED: &str = "unpacked";

/// The folder of the program's own for copies of what was read.
const COPIES: &str = "copies";

/// The folder of the program's own for cells that were pasted.
const PASTED: &str = "pasted";

/// What waits until the user has said what becomes of unsaved changes.
#[derive(Clone, Debug, PartialEq)]
pub enum Pending {
    /// Close the window.
    Quit,
    /// Begin a new workspace.
    New,
    /// Open another one.
    Open(PathBuf),
}

/// The workspace file and what belongs to it.
#[derive(Default)]
pub struct Keep {
    /// The program's own folder; none in tests and where the system has none.
    folder: Option<PathBuf>,
    /// The file that is open.
    file: Option<PathBuf>,
    lock: Option<Lock>,
    packed: bool,
    /// Members of the file of which this version knows nothing.
    others: serde_json::Map<String, serde_json::Value>,
    /// Sources that were not found, and where the user says they are.
    missing: Vec<(Source, Option<PathBuf>)>,
    /// Sources whose content is not what it was when the workspace was saved.
    changed: BTreeSet<PathBuf>,
    /// What was decided about open files.
    recipes: BTreeMap<PathBuf, Recipe>,
    /// What the file holds.
    saved: Saved,
    /// What it will hold when the save under way is done.
    saving_as: Option<Saved>,
    /// Whether there is more than the file holds.
    is_dirty: bool,
    /// The number of the last change that was looked at.
    looked_at: Option<u64>,
    /// Sources of a workspace that is being opened.
    expected: Option<BTreeMap<PathBuf, Source>>,
    /// Records to be selected when its sources are there.
    waiting_selection: BTreeSet<crate::workspace::RecordKey>,
    /// Files to be opened when the workspace is there.
    waiting_files: Vec<PathBuf>,
    rows: Vec<SourceView>,
    stamps: Arc<Mutex<Stamps>>,
    watched: Arc<Mutex<Watched>>,
    rescue: Option<Arc<Rescue>>,
    /// The number of the last change that was saved by itself, and when.
    rescued: Option<(u64, f64)>,
    left: Vec<(u64, LeftBehind)>,
    /// The work goes on that was left behind there: it stays until this copy has saved it by itself.
    restored_from: Option<LeftBehind>,
    /// What is open was left behind, and is in no file.
    was_restored: bool,
    /// A source that was not found is not needed any more.
    forgot_source: bool,
    pending: Option<Pending>,
    /// The window shall close.
    pub wants_close: bool,
}

/// What a file holds, to be compared with what there is.
#[derive(Clone, Debug, Default, PartialEq)]
struct Saved {
    workspace: Workspace,
    sources: Vec<DraftSource>,
    packed: bool,
}

/// The background tasks of the workspace file.
pub struct KeepTasks {
    save: TaskKind<saving::Message>,
    load: TaskKind<opening::Message>,
    find: TaskKind<opening::Located>,
    scan: TaskKind<Vec<LeftBehind>>,
    rescue: TaskKind<SaveFault>,
    watch: TaskKind<PathBuf>,
    saving: String,
    loading: String,
}

impl KeepTasks {
    /// Nothing runs.
    pub fn new(wake: &egui::Context) -> Self {
        Self {
            save: TaskKind::new("save", wake),
            load: TaskKind::new("load", wake),
            find: TaskKind::new("find", wake),
            scan: TaskKind::new("scan", wake),
            rescue: TaskKind::new("rescue", wake),
            watch: TaskKind::new("watch", wake),
            saving: String::new(),
            loading: String::new(),
        }
    }

    /// True while anything runs whose result changes what is shown.
    pub fn is_busy(&self) -> bool {
        self.save.is_busy() || self.load.is_busy() || self.find.is_busy() || self.scan.is_busy()
    }

    /// What runs, in words.
    pub fn titles(&self, lang: Lang) -> Vec<String> {
        let saving = self.save.is_busy().then(|| KeepText::Saving.fill(lang, &[&self.saving]));
        let loading = self.load.is_busy().then(|| KeepText::OpeningWorkspace.fill(lang, &[&self.loading]));
        saving.into_iter().chain(loading).collect()
    }
}

impl Keep {
    /// Nothing open; `folder` is the program's own.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder, ..Self::default() }
    }

    /// The work without a file is this from the start.
    pub fn begin_with(&mut self, workspace: &Workspace) {
        self.saved.workspace = workspace.clone();
        self.looked_at = None;
    }

    /// The workspace file that is open.
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Whether there is more than the file holds.
    pub fn is_dirty(&self) -> bool {
        self.is_dirty
    }

    /// Whether the data is packed into the file.
    pub fn packed(&self) -> bool {
        self.packed
    }

    /// The user's files, those that were not found included.
    pub fn rows(&self) -> &[SourceView] {
        &self.rows
    }

    /// The name of the open workspace.
    pub fn name(&self, lang: Lang) -> String {
        self.file.as_deref().map_or_else(|| KeepText::Untitled.text(lang).to_owned(), name_of)
    }

    /// The folder for data that came packed.
    fn unpacked(&self) -> PathBuf {
        self.folder.clone().unwrap_or_else(|| std::env::temp_dir().join("yuantu")).join(UNPACKED)
    }

    /// Copies of what the user's files held when they were read; none where the program has no folder.
    fn copies(&self) -> Option<Copies> {
        self.folder.as_ref().map(|folder| Copies::in_folder(folder.join(COPIES)))
    }

    /// The folder for cells that were pasted: a workspace can come back only to what is in a file.
    pub fn pasted(&self) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.join(PASTED))
    }

    /// What was decided about an open file.
    pub fn recipe(&self, path: &Path) -> Option<&Recipe> {
        self.recipes.get(path)
    }

    /// Remembers what was decided about an open file.
    pub fn set_recipe(&mut self, path: PathBuf, recipe: Option<Recipe>) {
        match recipe {
            Some(recipe) => self.recipes.insert(path, recipe),
            None => self.recipes.remove(&path),
        };
    }
}

impl Session {
    /// The title of the window: the workspace's name, and whether there are unsaved changes.
    pub fn window_title(&self) -> String {
        let lang = self.state.settings.lang;
        let Some(file) = self.keep.file() else { return AppText::Title.text(lang).to_owned() };
        let name = name_of(file);
        let name = if self.keep.is_dirty { KeepText::WithChanges.fill(lang, &[&name]) } else { name };
        KeepText::WindowTitle.fill(lang, &[&name])
    }

    /// Everything as it would be saved now.
    fn draft(&self) -> Draft {
        let camera = self.state.views.camera;
        let document = Document {
            workspace: self.state.workspace().clone(),
            sources: Vec::new(),
            camera: self
                .camera_is_set
                .then_some(Gaze { centre_in_mercator: camera.centre_in_mercator, mercator_per_pt: camera.mercator_per_pt }),
            on_map: self.state.page.has_map(),
            selection: Vec::new(),
            packed: self.keep.packed,
            rescued: None,
            others: self.keep.others.clone(),
        };
        let missing = self.keep.missing.iter().map(|(source, _)| source.clone());
        let expected = self.keep.expected.iter().flatten();
        let open = self.open_sources();
        let coming = expected.filter(|(path, _)| open.iter().all(|source| source.path != **path));
        Draft {
            document,
            missing: missing.chain(coming.map(|(_, source)| source.clone())).collect(),
            sources: open,
            contents: self.contents(),
            selection: self.state.selection.clone(),
            store: self.state.store.clone(),
            unpacked: self.keep.unpacked(),
            copies: self.keep.copies(),
        }
    }

    fn open_sources(&self) -> Vec<DraftSource> {
        let source = |loaded: &super::store::Loaded| match &loaded.dataset.origin {
            Origin::Embedded => None,
            Origin::File(path) => Some(DraftSource {
                name: loaded.dataset.name.clone(),
                kind: loaded.dataset.kind,
                path: path.clone(),
                recipe: self.keep.recipes.get(path).cloned(),
            }),
        };
        self.state.store.own().filter_map(source).collect()
    }

    /// What was read of the files that are open.
    fn contents(&self) -> BTreeMap<PathBuf, Content> {
        let watched = self.watched();
        let content = |loaded: &super::store::Loaded| match &loaded.dataset.origin {
            Origin::Embedded => None,
            Origin::File(path) => Some((path.clone(), watched.content_open(path)?)),
        };
        self.state.store.own().filter_map(content).collect()
    }

    /// Takes in what the tasks of the workspace file have finished, and looks whether there is something to save.
    pub fn poll_keep(&mut self) {
        self.take_saved();
        self.take_workspace();
        self.take_left_behind();
        self.take_changed_files();
        self.end_opening_workspace();
        self.look_for_changes();
        self.save_by_itself();
    }

    fn look_for_changes(&mut self) {
        if self.keep.looked_at == Some(self.state.changes) {
            return;
        }
        self.keep.looked_at = Some(self.state.changes);
        let sources = self.open_sources();
        if self.keep.expected.is_none() {
            let saved = &self.keep.saved;
            let same = saved.workspace.is_same_work(self.state.workspace());
            self.keep.is_dirty = !same
                || saved.sources != sources
                || saved.packed != self.keep.packed
                || self.keep.was_restored
                || self.keep.forgot_source;
        }
        let here = sources.iter().map(|source| SourceView {
            name: source.name.clone(),
            path: source.path.display().to_string(),
            state: if self.watched().is_newer(&source.path) {
                SourceState::Newer
            } else if self.keep.changed.contains(&source.path) {
                SourceState::Changed
            } else {
                SourceState::Here
            },
        });
        let missing = self.keep.missing.iter().map(|(source, _)| SourceView {
            name: source.name.clone(),
            path: source.path.clone(),
            state: SourceState::Missing,
        });
        self.keep.rows = here.chain(missing).collect();
    }

    /// What a document that is saved by itself now stands for.
    fn rescued(&self, closed: bool) -> Rescued {
        Rescued { of: self.keep.file.as_ref().map(|file| file.display().to_string()), at_s: 0, closed }
    }

    fn tell_keep(&mut self, is_error: bool, words: KeepText, values: &[&str]) {
        let text = words.fill(self.state.settings.lang, values);
        self.state.notices.add(crate::ui::view::Notice { is_error, text, ..Default::default() });
    }
}

/// True for the path of a workspace file.
pub fn is_workspace(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(ENDING))
}

/// A file's name as it is shown: without the folder and the ending.
fn name_of(path: &Path) -> String {
    path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
