//! The file that waits for the user's decision: what is proposed, what was found out, what would come of it, computed anew in the
//! background after each change. Refuses to take anything in that the user has not decided on.

mod draft;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::keep::atomic;
use crate::app::session::Session;
use crate::app::task::{TaskKind, TaskLine};
use crate::domain::{Dataset, DatasetKind, Issue, Matching, Origin, Recipe};
use crate::geodesy::crs::Crs;
use crate::geodesy::fit::fit;
use crate::i18n::app::AppText;
use crate::i18n::import::ImportText;
use crate::i18n::issues::sentence;
use crate::import::{self, Applied, DatumReport, Known, Proposal};
use crate::index::place;
use crate::io::{self, ReadOptions, ReadSink};
use crate::ui::command::Sheet;
use crate::ui::importing::{FATES, ImportChange, ImportOutcome, ImportView, Reading};
use crate::ui::view::Notice;
use crate::workspace::file::ContentHash;

use draft::{Draft, follow, is_single, placed_by};

/// Recipes kept for files of the same shape.
const RECIPES: usize = 50;

/// What the task says.
pub enum Message {
    /// Another layer, or pasted cells.
    Read(Box<(Dataset, Proposal)>),
    /// It cannot be read.
    Failed(Vec<Issue>),
    /// What was found out about the coordinates.
    Report(Box<DatumReport>),
    /// What would come of the decisions.
    Applied(Box<(Option<Dataset>, ImportOutcome)>),
}

/// The task, and the file that waits.
pub struct Importing {
    task: TaskKind<Message>,
    draft: Option<Draft>,
    number: u64,
}

/// Where a computation begins.
#[derive(Clone, Copy, PartialEq)]
enum From {
    Coordinates,
    Rows,
}

impl Importing {
    /// No file waits.
    pub fn new(wake: &egui::Context) -> Self {
        Self { task: TaskKind::new("import", wake), draft: None, number: 0 }
    }

    /// The file that waits, as the sheet shows it.
    pub fn view(&self) -> Option<&ImportView> {
        self.draft.as_ref().map(|draft| &draft.view)
    }

    /// True while a file waits for the user.
    pub fn is_open(&self) -> bool {
        self.draft.is_some()
    }

    /// True while something is read or computed.
    pub fn is_busy(&self) -> bool {
        self.task.is_busy()
    }
}

impl Session {
    /// Recipes kept for files of the same shape, newest first.
    pub(super) fn kept_recipes(&self) -> &[Recipe] {
        &self.state.workspace().recipes
    }

    fn keep_recipe(&mut self, recipe: &Recipe) {
        let headers: Vec<String> = recipe.columns.iter().map(|rule| rule.header.clone()).collect();
        let kept = Recipe { chosen: Vec::new(), ..recipe.clone() };
        self.edit(None, |workspace| {
            workspace.recipes.retain(|known| !known.fits(&headers));
            workspace.recipes.insert(0, kept);
            workspace.recipes.truncate(RECIPES);
        });
    }

    /// Asks the user what a file means. `is_whole` is false while its other rows are still read: then it is called again with
    /// all of them.
    pub(super) fn begin_import(&mut self, (raw, proposal): (Dataset, Proposal), is_whole: bool) {
        let Origin::File(path) = raw.origin.clone() else { return };
        let begun = self.work.import.draft.take().filter(|draft| draft.path == path && !draft.view.is_whole);
        let mut draft = begun.unwrap_or_else(|| {
            self.work.import.number += 1;
            Draft::new(self.work.import.number, path)
        });
        draft.take_rows(raw, proposal);
        draft.view.is_whole = is_whole;
        self.work.import.draft = Some(draft);
        self.state.sheet = Some(Sheet::Import);
        if is_whole {
            self.compute_import(From::Coordinates);
        }
    }

    /// Reads cells of the clipboard, in the background.
    pub fn paste_cells(&mut self, text: String) {
        if self.work.import.is_open() || self.work.import.is_busy() {
            return;
        }
        let name = ImportText::Pasted.text(self.state.settings.lang).to_owned();
        let kept = self.kept_recipes().to_vec();
        let folder = self.keep.pasted();
        self.work.import.task.start(move |line| {
            let file = folder.and_then(|folder| written(&folder, &name, &text));
            let name = file.map_or(name, |file| file.to_string_lossy().into_owned());
            let again = import::kept_reading(&kept, None, &|options| io::read_pasted(&name, &text, options).dataset);
            let options = again.as_ref().map(ReadOptions::said_by).unwrap_or_default();
            let kept = again.as_ref().map_or(&*kept, std::slice::from_ref);
            let outcome = io::read_pasted(&name, &text, &options);
            send_read(line, outcome, &options, kept);
        });
    }

    /// Applies a decision; the figures follow.
    pub fn change_import(&mut self, change: ImportChange) {
        let Some(draft) = &mut self.work.import.draft else { return };
        let recipe = &mut draft.view.recipe;
        let from = match change {
            ImportChange::Remember(remember) => {
                draft.view.remember = remember;
                return;
            }
            ImportChange::Read(reading) => {
                draft.before_reading = Some(recipe.clone());
                read_as(recipe, reading);
                return self.read_again();
            }
            ImportChange::Grid(name, grid, swap_axes) => {
                let Ok(fit) = fit(&grid.points, grid.freedom) else { return };
                recipe.crs = Crs::Local(name.as_str().into(), Some(fit.grid)).code();
                recipe.swap_axes = swap_axes;
                draft.crs_is_said = true;
                self.edit(None, |workspace| {
                    workspace.grids.insert(name, grid);
                });
                From::Rows
            }
            ImportChange::Kind(kind) => {
                draft.propose_again(kind);
                From::Coordinates
            }
            ImportChange::Column(column, meaning, unit) => {
                if let Some(rule) = recipe.columns.get_mut(column) {
                    rule.meaning = meaning;
                    rule.unit = unit;
                }
                // A field is in one column.
                let others = recipe.columns.iter_mut().enumerate().filter(|(other, _)| *other != column);
                let same = others.filter(|(_, rule)| is_single(meaning) && rule.meaning == meaning);
                same.for_each(|(_, rule)| (rule.meaning, rule.unit) = Default::default());
                draft.said.insert(column);
                From::Coordinates
            }
            ImportChange::Crs(crs, swap_axes) => {
                (recipe.crs, recipe.swap_axes) = (crs, swap_axes);
                draft.crs_is_said = true;
                From::Rows
            }
            ImportChange::MendSwapped(mend) => {
                recipe.mend_swapped_rows = mend;
                From::Rows
            }
            ImportChange::Match(row, key) => {
                draft.match_row(row, key);
                From::Rows
            }
            ImportChange::MatchAll(all) => {
                recipe.matching = if all { Matching::Proposed } else { Matching::Chosen };
                recipe.chosen.clear();
                From::Rows
            }
        };
        self.compute_import(from);
    }

    /// Takes the file in as it was decided; the sheet closes.
    pub fn take_import(&mut self) {
        if self.work.import.is_busy() || self.work.import.draft.as_ref().is_none_or(|draft| draft.dataset.is_none()) {
            return;
        }
        let Some(draft) = self.work.import.draft.take() else { return };
        let Draft { view, path, dataset: Some(mut dataset), .. } = draft else { return };
        dataset.placement.by = placed_by(&view, dataset.placement.by);
        if view.remember {
            self.keep_recipe(&view.recipe);
        }
        self.state.sheet = None;
        self.open_imported(path, dataset, view.recipe);
    }

    /// Leaves the file; nothing has changed. The next one that waits is opened.
    pub fn cancel_import(&mut self) {
        let Some(draft) = self.work.import.draft.take() else { return };
        self.work.import.task.cancel();
        self.stop_reading();
        self.state.sheet = None;
        if self.keep.pasted().is_some_and(|folder| draft.path.parent() == Some(&*folder)) {
            // It was written for this sheet alone. One that stays does no harm.
            let _ = std::fs::remove_file(&draft.path);
        }
        self.tell(false, AppText::Cancelled, &[&draft.view.file_name]);
        self.open_next();
    }

    /// Leaves the file without a word.
    pub(super) fn forget_import(&mut self) {
        if self.work.import.draft.take().is_some() {
            self.work.import.task.cancel();
            self.state.sheet = None;
        }
    }

    pub(super) fn take_import_work(&mut self) {
        for message in self.work.import.task.poll() {
            match message {
                Message::Read(read) => self.begin_import(*read, true),
                Message::Failed(issues) => self.import_failed(&issues),
                Message::Report(report) => {
                    if let Some(draft) = &mut self.work.import.draft {
                        draft.take_report(*report);
                    }
                }
                Message::Applied(applied) => {
                    if let Some(draft) = &mut self.work.import.draft {
                        let (dataset, outcome) = *applied;
                        draft.dataset = dataset;
                        draft.view.outcome = Some(Arc::new(outcome));
                    }
                }
            }
        }
        let (is_busy, computed, read) = (self.work.import.is_busy(), self.work.import.task.share(), self.work.open.share());
        if let Some(draft) = &mut self.work.import.draft {
            let is_whole = draft.view.is_whole;
            (draft.view.is_busy, draft.view.share) = (is_busy || !is_whole, if is_whole { computed } else { read });
            // Another sheet that lay over it is closed.
            self.state.sheet = self.state.sheet.or(Some(Sheet::Import));
        } else if self.state.sheet == Some(Sheet::Import) {
            self.state.sheet = None;
        }
    }

    /// Computes what follows from the decisions; what was being computed is dropped.
    fn compute_import(&mut self, from: From) {
        let buildings = self.state.store.active(DatasetKind::Buildings).map(|loaded| loaded.dataset.clone());
        let buildings = buildings.filter(|dataset| !dataset.is_embedded());
        let Some(draft) = &mut self.work.import.draft else { return };
        draft.dataset = None;
        draft.view.is_busy = true;
        if !draft.view.is_whole {
            return;
        }
        let (raw, mut recipe) = (draft.view.raw.clone(), draft.view.recipe.clone());
        let follows = !draft.crs_is_said;
        self.work.import.task.start(move |line| {
            let known = Known::embedded().with_own(buildings);
            let progress = |done, total| line.progress(done, total);
            if from == From::Coordinates {
                let report = import::investigate(&raw, &recipe, &known, &progress);
                if line.progress(0, 0).is_break() {
                    return;
                }
                if follows {
                    follow(&mut recipe, &report);
                }
                line.send(Message::Report(Box::new(report)));
            }
            let applied = import::apply(Dataset::clone(&raw), &recipe, &known, &progress);
            if !applied.cancelled {
                line.send(Message::Applied(Box::new(outcome_of(applied, &known))));
            }
        });
    }

    /// Reads the file again, as the recipe says now.
    fn read_again(&mut self) {
        self.stop_reading();
        let kept = self.kept_recipes().to_vec();
        let Some(draft) = &mut self.work.import.draft else { return };
        draft.view.is_busy = true;
        draft.dataset = None;
        let path = draft.path.clone();
        let options = ReadOptions::said_by(&draft.view.recipe);
        self.work.import.task.start(move |line| {
            let sink = ReadSink { progress: &|done, total| line.progress(done, total), piece: &mut |_| {} };
            let outcome = io::read_path(&path, &options, sink);
            send_read(line, outcome, &options, &kept);
        });
    }

    fn import_failed(&mut self, issues: &[Issue]) {
        let lang = self.state.settings.lang;
        let reason = issues.first().map(|issue| sentence(issue, lang)).unwrap_or_default();
        let name = self.work.import.view().map_or(ImportText::Pasted.text(lang).to_owned(), |view| view.file_name.clone());
        let text = AppText::NotOpened.fill(lang, &[&name, &reason]);
        self.state.notices.add(Notice { is_error: true, text, ..Notice::default() });
        let Some(draft) = &mut self.work.import.draft else { return };
        let is_whole = draft.view.is_whole;
        match draft.before_reading.take() {
            Some(before) => {
                draft.view.recipe = before;
                if is_whole { self.compute_import(From::Rows) } else { self.read_again() }
            }
            None if is_whole => self.compute_import(From::Rows),
            None => self.forget_import(),
        }
    }
}

fn outcome_of(applied: Applied, known: &Known) -> (Option<Dataset>, ImportOutcome) {
    let in_blocks = applied.dataset.as_ref().map_or(0, |dataset| {
        let points = (0..dataset.len()).filter_map(|row| place::interior_point(&dataset.geometries, row));
        points.filter(|&point| known.is_in_blocks(point)).count() as u64
    });
    let outcome = ImportOutcome {
        counts: FATES.map(|fate| applied.fates.count(fate)),
        total: applied.fates.total(),
        in_blocks,
        issues: applied.issues,
        matches: applied.matches,
    };
    (applied.dataset, outcome)
}

/// Writes pasted cells into a file, the same for the same cells; none where that fails: they can be looked at all the same.
fn written(folder: &Path, name: &str, text: &str) -> Option<PathBuf> {
    let hash = ContentHash::of(text.as_bytes());
    let mark: String = hash.chars().filter(char::is_ascii_alphanumeric).take(8).collect();
    let path = folder.join(format!("{name}-{mark}.tsv"));
    std::fs::create_dir_all(folder).ok()?;
    atomic::write(&path, text.as_bytes()).ok()?;
    Some(path)
}

/// The file is to be read as the user says.
fn read_as(recipe: &mut Recipe, reading: Reading) {
    match reading {
        Reading::Layer(layer) => recipe.layer = Some(layer),
        Reading::Encoding(encoding) => recipe.encoding = encoding,
        Reading::Delimiter(delimiter) => recipe.delimiter = delimiter,
        Reading::HeaderRow(row) => recipe.header_row = row,
    }
}

fn send_read(line: &TaskLine<Message>, outcome: io::Outcome, options: &ReadOptions, kept: &[Recipe]) {
    match outcome.dataset {
        Some(raw) if line.progress(0, 0) == ControlFlow::Continue(()) => {
            let proposal = import::propose_as_read(&raw, options, kept);
            line.send(Message::Read(Box::new((raw, proposal))));
        }
        None if !outcome.cancelled => line.send(Message::Failed(outcome.issues)),
        _ => {}
    }
}
