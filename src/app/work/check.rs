//! The geometry check, in the background: what was found is listed, marked and looked at. Refuses to repair (`repairing`).

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::analysis::validity::{self, Finding, Params, Repaired};
use crate::app::handle::layer_of;
use crate::app::session::Session;
use crate::app::task::TaskKind;
use crate::domain::{Dataset, DatasetKind, LonLatBounds, Mend};
use crate::i18n::integer;
use crate::i18n::validity::ValidityText;
use crate::map::sheet::FindingMarks;
use crate::ui::checking::{CheckView, Checked};
use crate::ui::command::{Command, Sheet};
use crate::ui::view::{Notice, Offer};
use crate::workspace::LayerKey;

use super::file_of;
use super::repairing::Replaced;

/// Rows of a dataset that are looked at to tell which layers it is drawn in.
const LOOKED_AT: usize = 64;

/// What the check says.
pub enum Message {
    /// A dataset is checked.
    Checked(Box<Checked>),
    /// All are; what is to be marked.
    Done(FindingMarks),
}

/// The tasks, and what was found.
pub struct Checking {
    check: TaskKind<Message>,
    pub(super) repair: TaskKind<Box<Replaced>>,
    pub(super) checked: Vec<Arc<Checked>>,
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
        let shown = store.whole().map(|loaded| loaded.dataset.clone()).filter(has_place);
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

    pub(super) fn start_check(&mut self, wanted: Vec<Arc<Dataset>>) {
        self.work.check.checked.clear();
        self.state.forget_geometry_issues();
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
                    let is_there = |dataset: &Arc<Dataset>| Arc::ptr_eq(dataset, &checked.dataset);
                    if !self.state.datasets.iter().any(is_there) {
                        continue;
                    }
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
        self.take_repaired();
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
}

/// Checks one dataset, and works out what can be repaired of it.
fn checked(
    dataset: &Arc<Dataset>,
    surroundings: Option<LonLatBounds>,
    progress: &(dyn Fn(u64, u64) -> std::ops::ControlFlow<()> + Sync),
) -> Option<Checked> {
    let findings = validity::check(dataset, &Params::of(dataset, surroundings), progress)?;
    let mut repairs: BTreeMap<Mend, Repaired> = BTreeMap::new();
    let mut mends = vec![None; findings.len()];
    let mut hopeless = BTreeSet::new();
    for (finding, mend) in findings.iter().zip(&mut mends).filter(|_| !dataset.is_embedded()) {
        if progress(2 * dataset.len() as u64, 0).is_break() {
            return None;
        }
        let Some(wanted) = validity::mend_of(dataset, finding).filter(|mend| !hopeless.contains(mend)) else { continue };
        if let Entry::Vacant(place) = repairs.entry(wanted) {
            let Some(repaired) = outcome(dataset, wanted, finding) else {
                hopeless.insert(wanted);
                continue;
            };
            place.insert(repaired);
        }
        *mend = Some(wanted);
    }
    Some(Checked { dataset: dataset.clone(), findings, mends, repairs })
}

/// What would come of the repair of a finding by itself.
fn outcome(dataset: &Dataset, mend: Mend, finding: &Finding) -> Option<Repaired> {
    let geometries = &dataset.geometries;
    match mend {
        Mend::Shape(feature) => validity::repair_row(geometries, dataset.row_of_feature(feature)?),
        Mend::Cut(feature, other) => {
            let (row, other) = (dataset.row_of_feature(feature)?, dataset.row_of_feature(other)?);
            validity::cut_row((geometries, row), (geometries, other))
        }
        Mend::Fill(feature, _) => validity::fill_row((geometries, dataset.row_of_feature(feature)?), &finding.polygons),
    }
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
