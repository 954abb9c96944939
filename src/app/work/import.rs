//! The file that waits for the user's decision: what is proposed, what was found out, what would come of it, computed anew in the
//! background after each change. Refuses to take anything in that the user has not decided on.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use crate::app::session::Session;
use crate::app::task::{TaskKind, TaskLine};
use crate::domain::{Dataset, DatasetKind, Issue, Matching, Origin, PlacedBy, Recipe};
use crate::geodesy::crs::Crs;
use crate::i18n::app::AppText;
use crate::i18n::import::ImportText;
use crate::i18n::issues::sentence;
use crate::import::matching::MatchProposal;
use crate::import::{self, Applied, DatumReport, Known, Proposal, Sureness};
use crate::index::place;
use crate::io::{self, ReadOptions, ReadSink};
use crate::ui::command::Sheet;
use crate::ui::importing::{FATES, ImportChange, ImportOutcome, ImportView};
use crate::ui::view::Notice;

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

/// A file that waits.
struct Draft {
    view: ImportView,
    path: PathBuf,
    /// What it would become.
    dataset: Option<Dataset>,
    /// Columns whose meaning the user has said.
    said: BTreeSet<usize>,
    /// The user has chosen the coordinate system, or a kept recipe has.
    crs_is_said: bool,
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
        self.work.import.task.start(move |line| {
            let outcome = io::read_pasted(&name, &text, &ReadOptions::default());
            send_read(line, outcome, None, &kept);
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
            ImportChange::Layer(layer) => return self.read_layer(layer),
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

    /// Reads another layer of the same file.
    fn read_layer(&mut self, layer: String) {
        let Some(draft) = &mut self.work.import.draft else { return };
        draft.view.is_busy = true;
        draft.dataset = None;
        let path = draft.path.clone();
        let kept = self.state.settings.workspace.recipes.clone();
        self.work.import.task.start(move |line| {
            let options = ReadOptions { layer: Some(layer), ..ReadOptions::default() };
            let sink = ReadSink { progress: &|done, total| line.progress(done, total), piece: &mut |_| {} };
            let outcome = io::read_path(&path, &options, sink);
            send_read(line, outcome, options.layer, &kept);
        });
    }

    fn import_failed(&mut self, issues: &[Issue]) {
        let lang = self.state.settings.lang;
        let reason = issues.first().map(|issue| sentence(issue, lang)).unwrap_or_default();
        let name = self.work.import.view().map_or(ImportText::Pasted.text(lang).to_owned(), |view| view.file_name.clone());
        let text = AppText::NotOpened.fill(lang, &[&name, &reason]);
        self.state.notices.add(Notice { is_error: true, text, ..Notice::default() });
        if self.work.import.is_open() {
            self.compute_import(From::Rows);
        }
    }
}

impl Draft {
    /// Nothing known of a file yet.
    fn new(number: u64, path: PathBuf) -> Self {
        let file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let view = ImportView {
            number,
            file_name,
            raw: Arc::new(Dataset::new("", Origin::File(path.clone()))),
            proposal: Arc::default(),
            recipe: Recipe::default(),
            report: None,
            outcome: None,
            is_whole: false,
            is_busy: true,
            share: None,
            remember: true,
        };
        Self { view, path, dataset: None, said: BTreeSet::new(), crs_is_said: false }
    }

    /// Rows and what is proposed for them; what the user has said already stays.
    fn take_rows(&mut self, raw: Dataset, proposal: Proposal) {
        let same_columns = self.view.raw.table.names == raw.table.names;
        let before = std::mem::replace(&mut self.view.recipe, proposal.recipe.clone());
        if same_columns {
            keep_said(&mut self.view.recipe, &before, &self.said);
        }
        self.crs_is_said |= proposal.is_kept && !proposal.recipe.crs.is_empty();
        self.view.raw = Arc::new(raw);
        self.view.proposal = Arc::new(proposal);
    }

    /// The file as records of another kind; columns stay as the user has said.
    fn propose_again(&mut self, kind: DatasetKind) {
        let proposal = import::propose(&self.view.raw, Some(kind), &[]);
        let before = std::mem::replace(&mut self.view.recipe, proposal.recipe.clone());
        let recipe = &mut self.view.recipe;
        keep_said(recipe, &before, &self.said);
        let Recipe { layer, header_row, crs, swap_axes, mend_swapped_rows, chosen, .. } = before;
        *recipe = Recipe { layer, header_row, crs, swap_axes, mend_swapped_rows, chosen, ..recipe.clone() };
        self.view.proposal = Arc::new(proposal);
    }

    fn take_report(&mut self, report: DatumReport) {
        if !self.crs_is_said {
            follow(&mut self.view.recipe, &report);
        }
        self.view.report = Some(Arc::new(report));
    }

    /// A row goes to a place, or to none; the others stay as they are.
    fn match_row(&mut self, row: u32, key: Option<String>) {
        let matches = self.view.outcome.as_ref().map_or(&[][..], |outcome| &outcome.matches);
        let recipe = &mut self.view.recipe;
        if recipe.matching == Matching::Proposed {
            recipe.chosen = matches.iter().filter(|found| found.is_proposed).map(choice).collect();
        }
        recipe.matching = Matching::Chosen;
        recipe.chosen.retain(|(chosen, _)| *chosen != row);
        recipe.chosen.extend(key.map(|key| (row, key)));
        recipe.chosen.sort();
    }
}

/// Columns stay as the user has said.
fn keep_said(recipe: &mut Recipe, before: &Recipe, said: &BTreeSet<usize>) {
    for &column in said {
        if let (Some(rule), Some(said)) = (recipe.columns.get_mut(column), before.columns.get(column)) {
            rule.clone_from(said);
        }
    }
}

fn choice(found: &MatchProposal) -> (u32, String) {
    (found.file_row, found.key.clone())
}

/// Takes the proposed system over where it is more than a guess; else what the file declares stays.
fn follow(recipe: &mut Recipe, report: &DatumReport) {
    let found = report.proposed.and_then(|number| report.candidates.get(number));
    let found = found.filter(|_| report.sureness >= Sureness::Likely);
    let is_declared = report.declared_agrees == Some(true);
    (recipe.crs, recipe.swap_axes) = match found {
        Some(found) if !is_declared => (found.crs.clone(), found.swap_axes),
        _ => (String::new(), false),
    };
}

/// Columns of these are one a file.
fn is_single(meaning: crate::domain::Meaning) -> bool {
    use crate::domain::Meaning;
    !matches!(meaning, Meaning::Kept | Meaning::Dropped)
}

/// Who decided on the coordinate system.
fn placed_by(view: &ImportView, by: PlacedBy) -> PlacedBy {
    if view.recipe.crs.is_empty() {
        return by;
    }
    let Some(report) = &view.report else { return PlacedBy::User };
    let same = |code: &str| match (Crs::parse(code), Crs::parse(&view.recipe.crs)) {
        (Ok(a), Ok(b)) => a.is_same_place(&b),
        _ => false,
    };
    let proposed = report.proposed.and_then(|number| report.candidates.get(number));
    match proposed {
        Some(found) if same(&found.crs) => PlacedBy::Found,
        _ if report.declared.as_deref().is_some_and(same) => PlacedBy::Declared,
        _ => PlacedBy::User,
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

fn send_read(line: &TaskLine<Message>, outcome: io::Outcome, layer: Option<String>, kept: &[Recipe]) {
    match outcome.dataset {
        Some(raw) if line.progress(0, 0) == ControlFlow::Continue(()) => {
            let mut proposal = import::propose(&raw, None, kept);
            proposal.recipe.layer = layer.or(proposal.recipe.layer);
            line.send(Message::Read(Box::new((raw, proposal))));
        }
        None if !outcome.cancelled => line.send(Message::Failed(outcome.issues)),
        _ => {}
    }
}
