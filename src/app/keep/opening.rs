//! Opening a workspace: it takes the place of the one that is open, its files are opened one after the other, what is not found is
//! told and can be pointed to. Refuses to lose what was open when the file cannot be used.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::PoisonError;

use crate::app::handle;
use crate::app::session::Session;
use crate::app::work::{Older, Wish};
use crate::domain::{Dataset, Origin, Recipe};
use crate::i18n::integer;
use crate::i18n::keep::KeepText;
use crate::map::camera::Camera;
use crate::ui::command::{Command, Page, Sheet};
use crate::ui::view::{Notice, Offer};
use crate::workspace::Workspace;
use crate::workspace::file::{Document, FileNote, Gaze, Source};

use super::load::{Found, LoadFault, Opened, is_same, load};
use super::lock::{Asked, Lock};
use super::{Pending, Saved, is_workspace, name_of};

/// Names listed in a message.
const NAMED: usize = 3;

/// What the task says: which file, and what came of it.
pub struct Message {
    path: PathBuf,
    outcome: Result<Box<Opened>, LoadFault>,
    /// It was saved by itself: its own file, and the work it stands for.
    rescued: bool,
}

/// A source at the place that the user has named.
pub struct Located {
    /// Which of the missing ones.
    source: Source,
    path: PathBuf,
    is_same: bool,
}

impl Session {
    /// Opens files: the last workspace among them first, then the others in it. Returns those that are to be opened now.
    pub fn take_workspace_out(&mut self, paths: Vec<PathBuf>) -> Vec<PathBuf> {
        let (workspaces, files): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| is_workspace(path));
        let Some(workspace) = workspaces.into_iter().next_back() else { return files };
        self.keep.waiting_files = files;
        self.unless_unsaved(Pending::Open(std::path::absolute(&workspace).unwrap_or(workspace)));
        Vec::new()
    }

    /// Opens a workspace in the place of the one that is open.
    pub fn open_workspace(&mut self, path: PathBuf) {
        self.start_load(path, false);
    }

    /// Opens what a copy of the program has left behind.
    pub(super) fn open_rescued(&mut self, path: PathBuf) {
        self.start_load(path, true);
    }

    fn start_load(&mut self, path: PathBuf, rescued: bool) {
        let own_again = self.keep.file.as_ref() == Some(&path);
        let stamps = self.keep.stamps.clone();
        let (unpacked, copies) = (self.keep.unpacked(), self.keep.copies());
        self.work.keep.loading = name_of(&path);
        self.work.keep.load.start(move |line| {
            let outcome = load(&path, !rescued && !own_again, &unpacked, copies.as_ref(), &stamps).map(Box::new);
            line.send(Message { path, outcome, rescued });
        });
    }

    /// Begins a new workspace: the embedded data as at the first start.
    pub fn new_workspace(&mut self) {
        self.put_in_place(Document { workspace: Workspace::default(), ..Document::default() });
        self.keep.file = None;
        self.keep.lock = None;
        self.state.settings.unname_workspace();
        self.forget_rescued();
    }

    pub(super) fn take_workspace(&mut self) {
        for Message { path, outcome, rescued } in self.work.keep.load.poll() {
            match outcome {
                Ok(opened) => self.workspace_opened(path, *opened, rescued),
                Err(fault) => {
                    let sentence = fault.sentence(self.state.settings.lang);
                    self.tell_keep(true, KeepText::NotOpened, &[&path.display().to_string(), &sentence]);
                    let files = std::mem::take(&mut self.keep.waiting_files);
                    self.open_files(files);
                }
            }
        }
        for Located { source, path, is_same } in self.work.keep.find.poll() {
            self.located(source, path, is_same);
        }
    }

    fn workspace_opened(&mut self, path: PathBuf, opened: Opened, rescued: bool) {
        let Opened { document, sources, left_out, lock } = opened;
        let of = document.rescued.clone().unwrap_or_default().of.map(PathBuf::from);
        let (own_again, saved) = (self.keep.file.as_ref() == Some(&path), document.workspace.clone());
        self.put_in_place(document);
        if rescued {
            self.restored(path.clone(), of);
        } else {
            if !own_again {
                self.keep.lock = lock;
                self.state.settings.name_workspace();
            }
            self.keep.file = Some(path.clone());
            self.state.settings.remember_workspace(path.display().to_string());
            self.forget_rescued();
        }
        self.keep.saved = Saved { workspace: saved, sources: Vec::new(), packed: self.keep.packed };
        self.open_sources_of(sources);
        if !left_out.is_empty() {
            let places = first_few(left_out.iter().map(String::as_str));
            let count = integer(left_out.len() as f64);
            self.tell_keep(true, KeepText::OpenedPart, &[&name_of(&path), &count, &places]);
        }
    }

    /// The work of a copy that has ended badly goes on in this one, under the name it had.
    fn restored(&mut self, path: PathBuf, of: Option<PathBuf>) {
        self.keep.lock = of.as_deref().and_then(|of| match Lock::of(of) {
            Asked::Ours(lock) => Some(lock),
            Asked::Theirs | Asked::Impossible => None,
        });
        match &of {
            Some(_) => self.state.settings.name_workspace(),
            None => self.state.settings.unname_workspace(),
        }
        self.keep.file = of;
        self.keep.was_restored = true;
        let name = self.keep.name(self.state.settings.lang);
        self.tell_keep(false, KeepText::RestoredWork, &[&name]);
        self.forget_left(&path);
    }

    /// Puts a document in the place of what there is; its sources are yet to be opened.
    fn put_in_place(&mut self, document: Document) {
        self.cancel_opening();
        self.state.settings.set_aside();
        for dataset in self.state.store.take_all_own() {
            self.state.set_issues(&crate::app::work::file_of(&dataset), Vec::new());
            self.state.forget_records(&dataset.set_key());
        }
        self.keep.saved = Saved { workspace: document.workspace.clone(), ..Saved::default() };
        self.keep.packed = document.packed;
        self.keep.others = document.others;
        self.keep.waiting_selection = document.selection.into_iter().collect();
        self.keep.missing.clear();
        self.keep.changed.clear();
        self.keep.recipes.clear();
        self.keep.expected = None;
        self.keep.was_restored = false;
        self.keep.forgot_source = false;
        self.state.put_workspace(document.workspace);
        self.state.sheet = None;
        self.state.page = if document.on_map { Page::Browse } else { Page::Home };
        self.state.set_selection(Vec::new());
        match document.camera.and_then(camera_of) {
            Some(camera) => {
                self.camera_is_set = true;
                self.state.views.look_at(camera);
            }
            None => self.look_at_park(),
        }
        self.data_changed();
        self.start_figures();
        self.start_search_index();
        self.keep.looked_at = None;
    }

    fn open_sources_of(&mut self, sources: Vec<(Source, Found)>) {
        let (mut expected, mut paths, mut missing, mut changed) = (BTreeMap::new(), Vec::new(), Vec::new(), Vec::new());
        let mut newer: Vec<(PathBuf, String)> = Vec::new();
        for (source, found) in sources {
            let mut wish = Wish::of(&source);
            let path = match found {
                Found::Same(path) => path,
                // What the user has not seen is not taken: the content of then is opened, and the changes are offered.
                Found::Changed(path, Some(older)) => {
                    newer.push((path.clone(), source.name.clone()));
                    let notes = source.files.iter().map(|note| FileNote { packed: None, ..note.clone() });
                    wish.older = Some(Older { path: older, notes: notes.collect() });
                    path
                }
                Found::Changed(path, None) => {
                    changed.push(source.name.clone());
                    self.keep.changed.insert(path.clone());
                    path
                }
                Found::Missing => {
                    missing.push(source.name.clone());
                    self.keep.missing.push((source, None));
                    continue;
                }
            };
            self.wish(path.clone(), wish);
            expected.insert(path.clone(), source);
            paths.push(path);
        }
        self.keep.expected = Some(expected);
        self.keeps_view = !paths.is_empty() && self.camera_is_set;
        paths.append(&mut self.keep.waiting_files);
        self.open_files(paths);
        self.tell_sources(KeepText::SourcesMissing, &missing);
        self.tell_sources(KeepText::SourcesChanged, &changed);
        if newer.len() <= NAMED {
            newer.into_iter().for_each(|(path, _)| self.offer_changes(KeepText::FileNewer, path));
        } else {
            let names: Vec<String> = newer.into_iter().map(|(_, name)| name).collect();
            self.tell_sources(KeepText::SourcesNewer, &names);
        }
    }

    fn tell_sources(&mut self, words: KeepText, names: &[String]) {
        if names.is_empty() {
            return;
        }
        let lang = self.state.settings.lang;
        let text = words.fill(lang, &[&integer(names.len() as f64), &first_few(names.iter().map(String::as_str))]);
        let offer =
            Offer { words: KeepText::ShowWorkspace.text(lang).to_owned(), command: Command::ShowSheet(Some(Sheet::Workspace)) };
        self.state.notices.add(Notice { is_error: true, text, offers: vec![offer], ..Notice::default() });
    }

    /// All sources of a workspace have been tried: what has not come is missing, and what was selected is selected again.
    pub(super) fn end_opening_workspace(&mut self) {
        if self.work.is_opening() || self.state.park.is_none() {
            return;
        }
        if let Some(expected) = self.keep.expected.take() {
            let open = self.open_sources();
            let gone = expected.into_iter().filter(|(path, _)| open.iter().all(|source| source.path != *path));
            self.keep.missing.extend(gone.map(|(_, source)| (source, None)));
            if !self.keep.was_restored {
                self.keep.saved.sources = open;
            }
            // Opening lists layers that the file did not have; what the user did meanwhile is a change all the same.
            if !self.state.undo.can_undo() && !self.keep.was_restored {
                self.keep.saved.workspace = self.state.workspace().clone();
            }
            self.keep.looked_at = None;
        }
        let keys = std::mem::take(&mut self.keep.waiting_selection);
        if !keys.is_empty() {
            handle::select_keys(self, &keys);
        }
    }

    /// Looks for the source at this place of the list of missing ones where the user says it is.
    pub fn find_source(&mut self, number: usize, path: PathBuf) {
        let Some((source, tried)) = self.keep.missing.get_mut(number) else { return };
        let path = std::path::absolute(&path).unwrap_or(path);
        *tried = Some(path.clone());
        let (source, stamps) = (source.clone(), self.keep.stamps.clone());
        self.work.keep.find.start(move |line| {
            let is_same = is_same(&source, &path, &mut stamps.lock().unwrap_or_else(PoisonError::into_inner));
            line.send(Located { source, path, is_same });
        });
    }

    /// A missing source is not needed any more.
    pub fn forget_source(&mut self, number: usize) {
        if number < self.keep.missing.len() {
            self.keep.missing.remove(number);
            self.keep.forgot_source = true;
            self.state.changes += 1;
        }
    }

    fn located(&mut self, source: Source, path: PathBuf, is_same: bool) {
        if !is_same && path.is_file() {
            self.keep.changed.insert(path.clone());
            self.tell_keep(true, KeepText::SourceOther, &[&path.display().to_string()]);
        }
        self.wish(path.clone(), Wish::of(&source));
        self.open_files(vec![path]);
    }

    /// A file has been opened: when it was missing it is no longer.
    pub fn source_opened(&mut self, dataset: &Dataset, recipe: Option<Recipe>) {
        let Origin::File(path) = &dataset.origin else { return };
        self.keep.missing.retain(|(_, tried)| tried.as_ref() != Some(path));
        self.keep.set_recipe(path.clone(), recipe);
    }
}

fn camera_of(gaze: Gaze) -> Option<Camera> {
    let [x, y] = gaze.centre_in_mercator;
    let whole = [x, y, gaze.mercator_per_pt].iter().all(|value| value.is_finite());
    whole.then(|| Camera {
        centre_in_mercator: [x, y],
        mercator_per_pt: gaze.mercator_per_pt.clamp(Camera::MIN_MERCATOR_PER_PT, Camera::MAX_MERCATOR_PER_PT),
    })
}

fn first_few<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    let more = if names.len() > NAMED { " …" } else { "" };
    format!("{}{more}", names[..names.len().min(NAMED)].join(", "))
}
