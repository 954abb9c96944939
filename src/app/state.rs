//! Everything the program knows while it runs, but its background tasks. Changed by the command handler and by arriving
//! results alone. Refuses drawing and threads.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{Confidence, Dataset, DatasetKind, Date, Issue, RecordRef, SetKey};
use crate::index::ParkModel;
use crate::map::camera::Camera;
use crate::ui::command::{Page, Sheet, Tool};
use crate::ui::view::ParkView;
use crate::workspace::{LayerKey, LayerState, Undo, Workspace};

use super::notices::Notices;
use super::settings::Settings;
use super::store::Store;
use super::views::Views;

/// Where the map looks before the park is there: Jing'an.
const START: Camera = Camera { centre_in_mercator: [13_519_500.0, 3_667_200.0], mercator_per_pt: 16.0 };
/// Seconds within which changes of the same kind are one step of undo.
const ONE_STEP_S: f64 = 1.0;

/// A kind of change that comes in many small steps, as from a slider: consecutive ones are taken back together.
#[derive(Clone, Debug, PartialEq)]
pub enum Slide {
    /// The opacity of a layer.
    Opacity(LayerKey),
    /// Reach and least number of the clusters.
    Clusters,
    /// The notes, letter by letter.
    Notes,
    /// What is looked for: the line letter by letter, figures, weights.
    Find,
    /// A note or a name of what is looked for.
    FindNotes,
}

/// The program's state.
pub struct State {
    /// Language, palette, recent files, workspace: what is kept between runs.
    pub settings: Settings,
    /// Rises with every change of the workspace and of the data.
    pub changes: u64,
    /// Steps over the workspace.
    pub undo: Undo<Workspace>,
    /// The last change, when it was one step of a slide, and its time.
    slide: Option<(Slide, f64)>,
    /// The loaded datasets.
    pub store: Store,
    /// `store.shown()` as panels want it.
    pub datasets: Vec<Arc<Dataset>>,
    /// The marks of confidence that a map of them must carry.
    pub confidence_marks: Vec<Confidence>,
    /// The clusters on the map, as records.
    clusters: Option<Arc<Dataset>>,
    /// Figures of the active datasets.
    pub park: Option<ParkView>,
    /// The reference date of the command line: counts until the user chooses one.
    pub date_of_run: Option<Date>,
    /// The page in the middle.
    pub page: Page,
    /// The open sheet.
    pub sheet: Option<Sheet>,
    /// The map tool.
    pub tool: Tool,
    /// Whether the layers panel is wanted.
    pub left_panel: bool,
    /// Whether the inspector is wanted.
    pub right_panel: bool,
    /// The camera.
    pub views: Views,
    /// The map's size on the screen, points.
    pub map_size_pt: [f64; 2],
    /// The selected records, in order.
    pub selection: Vec<RecordRef>,
    /// Rises with every change of the selection.
    pub selection_generation: u64,
    /// The record under the cursor.
    pub hovered: Option<RecordRef>,
    /// The place under the cursor, degrees.
    pub cursor_lon_lat: Option<[f64; 2]>,
    /// All issues, by file; of files that could not be opened, too.
    file_issues: BTreeMap<Arc<str>, Vec<Issue>>,
    /// What the geometry check found, by file.
    geometry_issues: BTreeMap<Arc<str>, Vec<Issue>>,
    /// The same as one list, with those of the joins.
    pub issues: Vec<Issue>,
    /// Messages.
    pub notices: Notices,
    /// The text that is searched for.
    pub search_text: String,
    /// Seconds of the interface's clock.
    pub now_s: f64,
}

impl State {
    /// The state at the start.
    pub fn new(date_of_run: Option<Date>) -> Self {
        Self {
            settings: Settings::default(),
            changes: 0,
            undo: Undo::default(),
            slide: None,
            store: Store::default(),
            datasets: Vec::new(),
            confidence_marks: Vec::new(),
            clusters: None,
            park: None,
            date_of_run,
            page: Page::Home,
            sheet: None,
            tool: Tool::Pointer,
            left_panel: true,
            right_panel: true,
            views: Views::new(START),
            map_size_pt: [1.0, 1.0],
            selection: Vec::new(),
            selection_generation: 0,
            hovered: None,
            cursor_lon_lat: None,
            file_issues: BTreeMap::new(),
            geometry_issues: BTreeMap::new(),
            issues: Vec::new(),
            notices: Notices::default(),
            search_text: String::new(),
            now_s: 0.0,
        }
    }

    /// Takes over what was kept from the run before.
    pub fn adopt(&mut self, settings: Settings) {
        self.settings = Settings { workspace: complete(settings.workspace), ..settings };
        self.list_own_layers();
    }

    /// Another workspace takes the place of this one; there is no step back to it.
    pub fn put_workspace(&mut self, workspace: Workspace) {
        self.settings.workspace = workspace;
        self.undo = Undo::default();
        self.slide = None;
        self.changes += 1;
        self.list_own_layers();
    }

    /// The dataset a record is in, that of the clusters included.
    pub fn dataset_of(&self, record: &RecordRef) -> Option<&Arc<Dataset>> {
        self.store.dataset_of(record).or_else(|| self.clusters.as_ref().filter(|clusters| clusters.set_key() == record.set))
    }

    /// Says which records the clusters are; a cluster selected before means another one now.
    pub fn set_cluster_records(&mut self, clusters: Option<Arc<Dataset>>) {
        let same = match (&self.clusters, &clusters) {
            (Some(before), Some(now)) => Arc::ptr_eq(before, now),
            (None, None) => true,
            _ => false,
        };
        if !same {
            if let Some(before) = self.clusters.take() {
                self.forget_records(&before.set_key());
            }
            self.clusters = clusters;
            self.list_datasets();
        }
    }

    /// True when the joins were made of the datasets that count now.
    pub fn fits_store(&self, model: &ParkModel) -> bool {
        DatasetKind::ALL.into_iter().all(|kind| match (model.set(kind), self.store.active(kind)) {
            (Some(joined), Some(active)) => Arc::ptr_eq(joined, &active.dataset),
            (None, None) => true,
            _ => false,
        })
    }

    /// What the user has decided.
    pub fn workspace(&self) -> &Workspace {
        &self.settings.workspace
    }

    /// Changes the workspace, as one step of undo; steps of the same slide within a second are one. True when it changed.
    pub fn edit(&mut self, slide: Option<Slide>, change: impl FnOnce(&mut Workspace)) -> bool {
        let mut after = self.settings.workspace.clone();
        change(&mut after);
        if after == self.settings.workspace {
            return false;
        }
        let before = std::mem::replace(&mut self.settings.workspace, after);
        let goes_on =
            matches!((&self.slide, &slide), (Some((last, at_s)), Some(now)) if last == now && self.now_s - at_s < ONE_STEP_S);
        if !goes_on {
            self.undo.remember(before);
        }
        self.slide = slide.map(|slide| (slide, self.now_s));
        self.changes += 1;
        true
    }

    /// Takes the last change back, or makes it again.
    pub fn step(&mut self, redo: bool) -> bool {
        self.slide = None;
        let workspace = &mut self.settings.workspace;
        let unfolded: Vec<_> = workspace.layers.iter().filter(|layer| layer.expanded).map(|layer| layer.key.clone()).collect();
        let stepped = if redo { self.undo.redo(workspace) } else { self.undo.undo(workspace) };
        if stepped {
            self.changes += 1;
            // Which rows of the panel are unfolded is not a change of the map: it stays as it is.
            for layer in &mut workspace.layers {
                layer.expanded = unfolded.contains(&layer.key);
            }
            self.list_own_layers();
        }
        stepped
    }

    /// The day all lease arithmetic counts from, where one was chosen.
    pub fn chosen_date(&self) -> Option<Date> {
        self.workspace().chosen_date().or(self.date_of_run)
    }

    /// Puts a new selection in the place of the old.
    pub fn set_selection(&mut self, records: Vec<RecordRef>) {
        if records != self.selection {
            self.selection = records;
            self.selection_generation += 1;
        }
    }

    /// To be called when the store has changed: what panels see of it follows, and what pointed into datasets that are gone
    /// is dropped.
    pub fn store_changed(&mut self) {
        self.changes += 1;
        self.list_datasets();
        self.list_own_layers();
        let known = |record: &RecordRef| self.dataset_of(record).is_some_and(|dataset| (record.row as usize) < dataset.len());
        let kept: Vec<_> = self.selection.iter().filter(|record| known(record)).cloned().collect();
        if self.hovered.as_ref().is_some_and(|record| !known(record)) {
            self.hovered = None;
        }
        self.set_selection(kept);
    }

    /// Forgets selection and hover of a dataset that is about to be replaced: its rows mean something else from then on.
    pub fn forget_records(&mut self, set: &SetKey) {
        let kept = self.selection.iter().filter(|record| record.set != *set).cloned().collect();
        self.set_selection(kept);
        self.hovered = self.hovered.take().filter(|record| record.set != *set);
    }

    /// The issues of a file take the place of those it had before.
    pub fn set_issues(&mut self, file: &str, issues: Vec<Issue>) {
        if issues.is_empty() {
            self.file_issues.remove(file);
        } else {
            self.file_issues.insert(file.into(), issues);
        }
        self.list_issues();
    }

    /// What the geometry check found in a file takes the place of what it found before.
    pub fn set_geometry_issues(&mut self, file: &str, issues: Vec<Issue>) {
        if issues.is_empty() {
            self.geometry_issues.remove(file);
        } else {
            self.geometry_issues.insert(file.into(), issues);
        }
        self.list_issues();
    }

    /// Forgets all that the geometry check found.
    pub fn forget_geometry_issues(&mut self) {
        self.geometry_issues.clear();
        self.list_issues();
    }

    /// The list of issues follows the files, the joins and the geometry check.
    pub fn list_issues(&mut self) {
        // What a reader said of a file's rings, the check says with all places.
        let is_said = |issue: &&Issue| {
            let found = self.geometry_issues.get(&issue.file).into_iter().flatten();
            !found.into_iter().any(|found| found.kind == issue.kind)
        };
        self.issues = self.file_issues.values().flatten().filter(is_said).cloned().collect();
        self.issues.extend(self.geometry_issues.values().flatten().cloned());
        if let Some(park) = &self.park {
            self.issues.extend(park.model.issues().iter().cloned());
        }
        // Errors first; within a severity the order of the files stays.
        self.issues.sort_by_key(|issue| std::cmp::Reverse(issue.severity));
    }

    fn list_datasets(&mut self) {
        let needed = |mark: &Confidence| self.store.shown().any(|loaded| loaded.confidence_marks.contains(mark));
        self.confidence_marks = [Confidence::Schematic, Confidence::Demo].into_iter().filter(needed).collect();
        self.datasets = self.store.shown().map(|loaded| loaded.dataset.clone()).chain(self.clusters.clone()).collect();
    }

    /// Every layer of the user's own that is loaded has its row in the workspace, new ones on top.
    fn list_own_layers(&mut self) {
        for loaded in self.store.own_layers() {
            let key = LayerKey::Own(loaded.dataset.name.clone());
            if self.settings.workspace.layer(&key).is_none() {
                self.settings.workspace.layers.insert(0, LayerState::new(key));
            }
        }
    }
}

/// A workspace of an earlier run, with every layer of the embedded data and none of files that are no longer open.
fn complete(mut workspace: Workspace) -> Workspace {
    workspace.layers.retain(|layer| !matches!(layer.key, LayerKey::Own(_)));
    for key in LayerKey::EMBEDDED {
        if workspace.layer(&key).is_none() {
            workspace.layers.push(LayerState::new(key));
        }
    }
    workspace
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state() -> State {
        State::new(None)
    }

    fn set_opacity(state: &mut State, opacity: f32) {
        state.edit(Some(Slide::Opacity(LayerKey::Green)), |workspace| {
            workspace.layer_mut(&LayerKey::Green).unwrap().opacity = opacity;
        });
    }

    #[test]
    fn a_slider_drag_is_one_step_back() {
        let mut state = state();
        for (step, opacity) in [0.9, 0.8, 0.7].into_iter().enumerate() {
            state.now_s = step as f64 * 0.1;
            set_opacity(&mut state, opacity);
        }
        state.now_s = 60.0;
        set_opacity(&mut state, 0.2);
        let shown = |state: &State| state.workspace().layer(&LayerKey::Green).unwrap().opacity;
        assert!(state.step(false));
        assert_eq!(shown(&state), 0.7);
        assert!(state.step(false));
        assert_eq!(shown(&state), 1.0);
        assert!(!state.step(false));
        assert!(state.step(true));
        assert_eq!(shown(&state), 0.7);
    }

    #[test]
    fn a_change_that_changes_nothing_is_no_step() {
        let mut state = state();
        assert!(!state.edit(None, |workspace| workspace.cluster_min_points = workspace.cluster_min_points.max(1)));
        assert!(!state.undo.can_undo());
    }
}
