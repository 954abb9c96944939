//! The geometry check and the repairs that the user has asked for, in the background. A repaired dataset takes the place of the one
//! it was made from; what is repaired is the workspace's, so that undo takes it back. Refuses to touch a file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::analysis::validity::{self, Finding, Params};
use crate::app::handle::layer_of;
use crate::app::session::Session;
use crate::app::store::Loaded;
use crate::app::task::{TaskKind, TaskLine};
use crate::domain::{Dataset, DatasetKind, LonLatBounds};
use crate::i18n::integer;
use crate::i18n::validity::{ValidityText, change_text};
use crate::index::SpatialIndex;
use crate::map::sheet::FindingMarks;
use crate::ui::checking::{CheckView, Checked};
use crate::ui::command::{Command, Sheet};
use crate::ui::view::{Notice, Offer};
use crate::workspace::LayerKey;

use super::file_of;

/// Rows of a dataset that are looked at to tell which layers it is drawn in.
const LOOKED_AT: usize = 64;

/// What the check says.
pub enum Message {
    /// A dataset is checked.
    Checked(Box<Checked>),
    /// All are; what is to be marked.
    Done(FindingMarks),
}

/// What the repair says: the dataset it was made from, the one that takes its place, and what lies where in it.
pub struct Replaced {
    from: Arc<Dataset>,
    loaded: Loaded,
    index: Arc<SpatialIndex>,
}

/// The tasks, and what was found.
pub struct Checking {
    check: TaskKind<Message>,
    repair: TaskKind<Box<Replaced>>,
    checked: Vec<Arc<Checked>>,
    marks: Option<FindingMarks>,
    is_marked: bool,
    /// Tells at the end what was found.
    tells: bool,
}

impl Checking {
    /// Nothing was checked.
    pub fn new(wake: &egui::Context) -> Self {
        let (check, repair) = (TaskKind::new("check", wake), TaskKind::new("repair", wake));
        Self { check, repair, checked: Vec::new(), marks: None, is_marked: true, tells: false }
    }

    /// The check as panels show it.
    pub fn view(&self) -> CheckView<'_> {
        let share = if self.check.is_busy() { self.check.share() } else { self.repair.share() };
        CheckView { checked: &self.checked, is_busy: self.is_busy(), share, is_marked: self.is_marked }
    }

    /// What is to be marked on the map.
    pub fn marks(&self) -> Option<FindingMarks> {
        self.marks.clone().filter(|_| self.is_marked)
    }

    /// True while something is checked or repaired.
    pub fn is_busy(&self) -> bool {
        self.check.is_busy() || self.repair.is_busy()
    }

    /// True while something is repaired.
    pub fn is_repairing(&self) -> bool {
        self.repair.is_busy()
    }

    /// How far the running task is.
    pub fn share(&self) -> Option<f32> {
        self.view().share
    }

    /// Stops both.
    pub fn cancel(&mut self) {
        self.check.cancel();
        self.repair.cancel();
    }
}

impl Session {
    /// Checks the datasets of a layer; without one all of the user's, or the park's where the user has opened none. What was
    /// checked already and is the same is not checked again.
    pub fn check_geometry(&mut self, layer: Option<&LayerKey>) {
        self.state.sheet = Some(Sheet::Geometry);
        let wanted = self.to_check(layer);
        let known = &self.work.check.checked;
        let is_known =
            known.len() == wanted.len() && known.iter().zip(&wanted).all(|(known, wanted)| Arc::ptr_eq(&known.dataset, wanted));
        if !is_known || wanted.is_empty() {
            self.work.check.tells = true;
            self.start_check(wanted);
        }
    }

    fn to_check(&self, layer: Option<&LayerKey>) -> Vec<Arc<Dataset>> {
        let store = &self.state.store;
        let has_place = |dataset: &Arc<Dataset>| !dataset.geometries.positions.is_empty();
        let shown = store.shown().map(|loaded| loaded.dataset.clone()).filter(has_place);
        match layer {
            Some(key) => {
                // Blocks and renewal areas are rows of one dataset, the former first.
                let rows = |dataset: &Dataset| 0..dataset.len().min(LOOKED_AT) as u32;
                let is_in = |dataset: &Arc<Dataset>| rows(dataset).any(|row| layer_of(dataset, row).as_ref() == Some(key));
                shown.filter(is_in).collect()
            }
            None if store.has_own() => shown.filter(|dataset| !dataset.is_embedded()).collect(),
            None => {
                let of_park = [DatasetKind::Blocks, DatasetKind::Parks, DatasetKind::Buildings];
                shown.filter(|dataset| of_park.contains(&dataset.kind)).collect()
            }
        }
    }

    fn start_check(&mut self, wanted: Vec<Arc<Dataset>>) {
        self.work.check.checked.clear();
        let blocks = self.state.store.active(DatasetKind::Blocks).map(|loaded| loaded.bounds);
        self.work.check.check.start(move |line| {
            let rows: u64 = wanted.iter().map(|dataset| dataset.len() as u64).sum();
            let mut before = 0;
            let mut marks = Marks::default();
            for dataset in wanted {
                let share = 2 * dataset.len() as u64;
                let progress = |done: u64, _| line.progress(before + done.min(share), 2 * rows);
                let Some(checked) = checked(&dataset, blocks, &progress) else { return };
                before += share;
                marks.add(&checked.findings);
                line.send(Message::Checked(Box::new(checked)));
            }
            line.send(Message::Done(marks.finish()));
        });
    }

    pub(super) fn take_check_work(&mut self) {
        for message in self.work.check.check.poll() {
            match message {
                Message::Checked(checked) => {
                    let file = file_of(&checked.dataset);
                    self.state.set_geometry_issues(&file, validity::issues_of(&checked.dataset, &checked.findings));
                    self.work.check.checked.push(Arc::from(checked));
                }
                Message::Done(marks) => {
                    self.work.check.marks = Some(marks);
                    self.drawing_changed();
                    self.tell_checked();
                }
            }
        }
        let replaced = self.work.check.repair.poll();
        if !replaced.is_empty() {
            replaced.into_iter().for_each(|replaced| self.replaced(*replaced));
        }
    }

    fn tell_checked(&mut self) {
        if !std::mem::take(&mut self.work.check.tells) || self.state.sheet == Some(Sheet::Geometry) {
            return;
        }
        let lang = self.state.settings.lang;
        let count: usize = self.work.check.checked.iter().map(|checked| checked.findings.len()).sum();
        let text = match count {
            0 => ValidityText::DoneClean.text(lang).to_owned(),
            _ => ValidityText::Done.fill(lang, &[&integer(count as f64)]),
        };
        let look = Offer { words: ValidityText::Open.text(lang).to_owned(), command: Command::ShowSheet(Some(Sheet::Geometry)) };
        let offers = if count > 0 { vec![look] } else { Vec::new() };
        self.state.notices.add(Notice { text, offers, ..Notice::default() });
    }

    /// Forgets what was found in datasets that are gone.
    pub(in crate::app) fn forget_stale_checks(&mut self) {
        let shown = &self.state.datasets;
        let checking = &mut self.work.check;
        let is_there = |checked: &Arc<Checked>| shown.iter().any(|dataset| Arc::ptr_eq(dataset, &checked.dataset));
        if checking.checked.iter().all(is_there) {
            return;
        }
        let (kept, gone): (Vec<_>, Vec<_>) = checking.checked.drain(..).partition(is_there);
        let mut marks = Marks::default();
        kept.iter().for_each(|checked| marks.add(&checked.findings));
        checking.checked = kept;
        checking.marks = Some(marks.finish());
        for checked in gone {
            self.state.set_geometry_issues(&file_of(&checked.dataset), Vec::new());
        }
    }

    /// Marks what was found on the map, or not.
    pub fn mark_findings(&mut self, marked: bool) {
        self.work.check.is_marked = marked;
        self.drawing_changed();
    }

    /// Goes to a finding: which dataset of those checked, and which of its findings.
    pub fn go_to_finding(&mut self, checked: usize, finding: usize) {
        let Some(checked) = self.work.check.checked.get(checked).cloned() else { return };
        let Some(found) = checked.findings.get(finding) else { return };
        self.work.check.is_marked = true;
        let rows = [Some(found.row), found.other].into_iter().flatten();
        let set = checked.dataset.set_key();
        let records = rows.map(|row| crate::domain::RecordRef { set: set.clone(), row }).collect();
        self.show_finding(found.position, &bounds_of(found), records);
    }

    /// Repairs features besides those that are repaired: of each dataset, by its name, their numbers in the file. A step of undo.
    pub fn repair_geometry(&mut self, wanted: Vec<(String, BTreeSet<u32>)>) {
        self.edit(None, |workspace| {
            for (name, features) in wanted {
                workspace.repairs.entry(name).or_default().extend(features);
            }
        });
        self.follow_repairs();
    }

    /// Takes all repairs of a dataset back, as a step of undo.
    pub fn take_back_repairs(&mut self, name: &str) {
        self.edit(None, |workspace| {
            workspace.repairs.remove(name);
        });
        self.follow_repairs();
    }

    /// The datasets follow what is to be repaired in them.
    pub(in crate::app) fn follow_repairs(&mut self) {
        let repairs = &self.state.workspace().repairs;
        let wanted: Vec<(Loaded, BTreeSet<u32>)> = self
            .state
            .store
            .own()
            .map(|loaded| (loaded.clone(), repairs.get(&loaded.dataset.name).cloned().unwrap_or_default()))
            .filter(|(loaded, wanted)| validity::repaired(&loaded.dataset) != *wanted)
            .collect();
        if wanted.is_empty() {
            return;
        }
        self.work.check.repair.start(move |line| {
            for (loaded, features) in wanted {
                let Some(replaced) = replace(line, loaded.dataset, &features) else { return };
                line.send(Box::new(replaced));
            }
        });
    }

    fn replaced(&mut self, replaced: Replaced) {
        let Replaced { from, loaded, index } = replaced;
        let store = &self.state.store;
        if !store.own().any(|own| Arc::ptr_eq(&own.dataset, &from)) {
            return;
        }
        let again: Vec<Arc<Dataset>> = self
            .work
            .check
            .checked
            .iter()
            .map(|checked| if Arc::ptr_eq(&checked.dataset, &from) { loaded.dataset.clone() } else { checked.dataset.clone() })
            .collect();
        let dataset = loaded.dataset.clone();
        self.state.store.insert(loaded);
        self.picks.insert(index);
        self.data_changed();
        if dataset.kind == DatasetKind::Other {
            self.start_search_index();
        } else {
            self.start_figures();
        }
        self.tell_replaced(&dataset);
        if again.iter().any(|checked| Arc::ptr_eq(checked, &dataset)) {
            self.start_check(again);
        }
    }

    fn tell_replaced(&mut self, dataset: &Dataset) {
        let lang = self.state.settings.lang;
        let repairs = &dataset.repairs;
        let text = match repairs.rows.len() {
            0 => ValidityText::TakenBack.fill(lang, &[&dataset.name]),
            count => {
                let change = change_text(repairs.area_before_m2, repairs.area_after_m2);
                ValidityText::Repaired.fill(lang, &[&dataset.name, &integer(count as f64), &change])
            }
        };
        self.state.notices.add(Notice { text, ..Notice::default() });
    }
}

/// Checks one dataset, and works out what can be repaired of it.
fn checked(
    dataset: &Arc<Dataset>,
    surroundings: Option<LonLatBounds>,
    progress: &(dyn Fn(u64, u64) -> std::ops::ControlFlow<()> + Sync),
) -> Option<Checked> {
    let findings = validity::check(dataset, &Params::of(dataset, surroundings), progress)?;
    let mut repairs = BTreeMap::new();
    if !dataset.is_embedded() {
        let rows: BTreeSet<u32> =
            findings.iter().filter(|finding| validity::is_repairable(finding.kind)).map(|finding| finding.row).collect();
        for row in rows {
            if let Some(repaired) = validity::repair_row(&dataset.geometries, row as usize) {
                repairs.insert(row, repaired);
            }
            if progress(2 * dataset.len() as u64, 0).is_break() {
                return None;
            }
        }
    }
    Some(Checked { dataset: dataset.clone(), findings, repairs })
}

fn replace(line: &TaskLine<Box<Replaced>>, from: Arc<Dataset>, features: &BTreeSet<u32>) -> Option<Replaced> {
    let progress = |done, total| line.progress(done, total);
    let dataset = Arc::new(validity::repaired_with(&from, features, &progress)?);
    let loaded = Loaded::prepare(dataset.clone(), &|_, _| line.progress(0, 0))?;
    Some(Replaced { from, loaded, index: Arc::new(SpatialIndex::new(dataset)) })
}

/// What a finding covers; empty where it is a point.
fn bounds_of(finding: &Finding) -> LonLatBounds {
    let rings = finding.polygons.iter().flatten();
    rings.fold(LonLatBounds::EMPTY, |all, ring| all.union(&LonLatBounds::of(ring)))
}

/// Marks while they are gathered.
#[derive(Default)]
struct Marks {
    places: Vec<[f64; 2]>,
    areas: Vec<crate::map::sheet::Area>,
}

impl Marks {
    fn add(&mut self, findings: &[Finding]) {
        for finding in findings.iter().filter(|finding| validity::is_marked(finding.kind)) {
            self.places.push(finding.position);
            if !finding.polygons.is_empty() {
                self.areas.push(finding.polygons.clone());
            }
        }
    }

    fn finish(self) -> FindingMarks {
        FindingMarks::new(self.places, &self.areas)
    }
}
