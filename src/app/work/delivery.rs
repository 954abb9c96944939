//! A newer version of a dataset that is open: compared in the background, shown before anything is taken, merged as the user says.
//! Refuses to take anything by itself, and to touch a file.

mod taking;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::analysis::delivery::{Delivery, FigureChange, Key, Refused, compare_by, figure_changes, keys_of, merged, refusals};
use crate::analysis::reference::reference_date;
use crate::analysis::vacancy::{VacancyParams, VacancyTable, vacancy};
use crate::analysis::validity;
use crate::app::keep::stamps::content_of;
use crate::app::session::Session;
use crate::app::store::Loaded;
use crate::app::task::TaskKind;
use crate::domain::{Dataset, DatasetKind, LonLatBounds, Origin, Recipe, RecordRef};
use crate::i18n::delivery_sheet::DeliverySheetText as T;
use crate::i18n::{Lang, integer};
use crate::index::ParkModel;
use crate::map::sheet::FindingMarks;
use crate::ui::command::{Command, Sheet};
use crate::ui::delivering::{DeliveryChange, DeliveryView};
use crate::ui::view::{Notice, Offer, ParkView};

use super::open::{is_of, name_of};
use super::versions::Versions;

use taking::Ready;

/// Another file is taken for a delivery when so large a share of the smaller one's rows is found in the other.
const SAME_SHARE: f64 = 0.5;

/// Leads back to the sheet.
const BACK: Command = Command::ShowSheet(Some(Sheet::Delivery));

/// What the task says.
pub enum Message {
    /// What changes, by which keys it can be told, and the hash of the new file's content.
    Compared(Box<(Delivery, Vec<Key>, String)>),
    /// The figures that change.
    Figures(Vec<FigureChange>),
    /// What was taken, ready for the map.
    Ready(Box<Ready>),
}

/// A delivery that waits.
struct Draft {
    view: DeliveryView,
    is_shown: bool,
    path: PathBuf,
    before: Loaded,
    loaded: Loaded,
    recipe: Option<Recipe>,
    content: String,
    /// The figures of the park that those of the delivery are set against.
    figures_of: Option<Arc<VacancyTable>>,
}

/// The task, the delivery that waits, and the versions that deliveries have made.
pub struct Delivering {
    task: TaskKind<Message>,
    draft: Option<Draft>,
    number: u64,
    marks: Option<FindingMarks>,
    pub(super) versions: Versions,
}

impl Delivering {
    /// No delivery.
    pub fn new(wake: &egui::Context) -> Self {
        Self { task: TaskKind::new("delivery", wake), draft: None, number: 0, marks: None, versions: Versions::default() }
    }

    /// The delivery that waits, as the sheet shows it.
    pub fn view(&self) -> Option<&DeliveryView> {
        self.draft.as_ref().filter(|draft| draft.is_shown).map(|draft| &draft.view)
    }

    /// True while a delivery waits or is compared.
    pub fn is_open(&self) -> bool {
        self.draft.is_some()
    }

    /// True while something is computed.
    pub fn is_busy(&self) -> bool {
        self.task.is_busy()
    }

    /// How far that is, 0–1.
    pub fn share(&self) -> Option<f32> {
        self.task.share()
    }

    /// What runs, in words.
    pub fn title(&self, lang: Lang) -> Option<String> {
        let draft = self.draft.as_ref().filter(|_| self.is_busy())?;
        Some(T::Comparing.fill(lang, &[&draft.view.file_name]))
    }

    /// The place of the change that was looked at, marked.
    pub fn marks(&self) -> Option<FindingMarks> {
        self.marks.clone()
    }
}

impl Session {
    /// The user's dataset that another one may be a newer version of: that of the same file, else one of the same shape.
    pub(super) fn version_before(&self, dataset: &Dataset) -> Option<Loaded> {
        let Origin::File(path) = &dataset.origin else { return None };
        let shape = |dataset: &Dataset| -> BTreeSet<String> { dataset.table.names.iter().cloned().collect() };
        let of_kind = || self.state.store.own().filter(|own| own.dataset.kind == dataset.kind);
        let same_file = of_kind().find(|own| is_of(&own.dataset, path));
        let same_shape = || of_kind().find(|own| !dataset.table.names.is_empty() && shape(&own.dataset) == shape(dataset));
        same_file.or_else(same_shape).cloned()
    }

    /// Compares a file with the dataset that it may be a newer version of.
    pub(super) fn begin_delivery(&mut self, before: Loaded, loaded: Loaded, recipe: Option<Recipe>) {
        let Origin::File(path) = loaded.dataset.origin.clone() else { return };
        self.work.delivery.number += 1;
        let view = DeliveryView {
            number: self.work.delivery.number,
            file_name: name_of(&path),
            old: before.dataset.clone(),
            new: loaded.dataset.clone(),
            keys: Vec::new(),
            delivery: Arc::default(),
            parts: 0,
            refused: Refused::default(),
            figures: None,
            has_figures: loaded.dataset.kind != DatasetKind::Other,
            may_be_another: !is_of(&before.dataset, &path),
            is_busy: true,
            share: None,
        };
        let draft = Draft { view, is_shown: false, path, before, loaded, recipe, content: String::new(), figures_of: None };
        self.work.delivery.draft = Some(draft);
        self.start_compare(None);
    }

    fn start_compare(&mut self, key: Option<Key>) {
        let Some(draft) = &mut self.work.delivery.draft else { return };
        draft.view.refused = Refused::default();
        draft.view.figures = None;
        let (before, new, path) = (draft.before.dataset.clone(), draft.loaded.dataset.clone(), draft.path.clone());
        self.work.delivery.task.start(move |line| {
            let progress = |done, total| line.progress(done, total);
            // A repair is the user's, no change of the file's.
            let Some(old) = unrepaired(&before, &progress) else { return };
            let keys = keys_of(&old, &new);
            let Some(key) = key.or_else(|| keys.first().cloned()) else { return };
            let Some(delivery) = compare_by(&old, &new, key, &progress) else { return };
            line.send(Message::Compared(Box::new((delivery, keys, content_of(&path).unwrap_or_default()))));
        });
    }

    fn compared(&mut self, (delivery, keys, content): (Delivery, Vec<Key>, String)) {
        let Some(draft) = &mut self.work.delivery.draft else { return };
        let same = delivery.pairs.iter().flatten().count() as f64;
        let fewer = draft.view.old.len().min(draft.view.new.len()) as f64;
        let is_delivery = !draft.view.may_be_another || fewer > 0.0 && same >= SAME_SHARE * fewer;
        if !draft.is_shown && (!is_delivery || delivery.rows.is_empty()) {
            let nothing = is_delivery && !draft.view.may_be_another;
            let Some(draft) = self.work.delivery.draft.take() else { return };
            self.install(draft.loaded, draft.recipe);
            if nothing {
                let text = T::NoChange.fill(self.state.settings.lang, &[&draft.view.file_name]);
                self.state.notices.add(Notice { text, ..Notice::default() });
            }
            return self.open_next();
        }
        draft.view.parts = delivery.parts();
        draft.view.delivery = Arc::new(delivery);
        draft.view.keys = keys;
        draft.content = content;
        draft.is_shown = true;
        self.state.sheet = Some(Sheet::Delivery);
        self.start_change_of_figures();
    }

    fn start_change_of_figures(&mut self) {
        let Some(draft) = &mut self.work.delivery.draft else { return };
        draft.view.figures = None;
        // While the park is being joined anew, what it says is of other records.
        let fits = |park: &&ParkView| draft.view.has_figures && self.state.fits_store(&park.model);
        let Some(park) = self.state.park.as_ref().filter(fits) else { return };
        let (model, table) = (park.model.clone(), park.vacancy.clone());
        draft.figures_of = Some(table.clone());
        let (view, content, chosen) = (draft.view.clone(), draft.content.clone(), self.state.chosen_date());
        let mut sets = self.state.store.whole_sets();
        self.work.delivery.task.start(move |line| {
            let progress = |done, total| line.progress(done, total);
            let kept = refusals(&view.old, &view.new, &view.delivery, &view.refused, &content);
            sets.set(view.new.kind, Some(Arc::new(merged(&view.new, &kept))));
            let Some(after) = ParkModel::join(sets, &progress) else { return };
            let reference_date = chosen.unwrap_or_else(|| reference_date(after.sets()));
            let table_after = vacancy(&after, VacancyParams { reference_date });
            line.send(Message::Figures(figure_changes((&model, &table), (&after, &table_after))));
        });
    }

    pub(super) fn take_delivery_work(&mut self) {
        for message in self.work.delivery.task.poll() {
            match message {
                Message::Compared(compared) => self.compared(*compared),
                Message::Figures(figures) => {
                    if let Some(draft) = &mut self.work.delivery.draft {
                        draft.view.figures = Some(Arc::new(figures));
                    }
                }
                Message::Ready(ready) => self.delivery_ready(*ready),
            }
        }
        if self.wants_other_figures() {
            self.start_change_of_figures();
        }
        let (is_busy, share) = (self.work.delivery.is_busy(), self.work.delivery.share());
        if let Some(draft) = &mut self.work.delivery.draft {
            (draft.view.is_busy, draft.view.share) = (is_busy, share);
        } else if self.state.sheet == Some(Sheet::Delivery) {
            self.state.sheet = None;
        }
    }

    /// True when those of the park have come, or come anew, since they were set against those of the delivery.
    fn wants_other_figures(&self) -> bool {
        let Some(draft) = self.work.delivery.draft.as_ref().filter(|draft| draft.is_shown && draft.view.has_figures) else {
            return false;
        };
        let Some(park) = self.state.park.as_ref().filter(|park| self.state.fits_store(&park.model)) else { return false };
        let is_set = draft.figures_of.as_ref().is_some_and(|table| Arc::ptr_eq(table, &park.vacancy));
        !is_set && !self.work.delivery.is_busy()
    }

    /// Applies a decision; the figures follow.
    pub fn change_delivery(&mut self, change: DeliveryChange) {
        let Some(draft) = &mut self.work.delivery.draft else { return };
        match change {
            DeliveryChange::Key(key) => self.start_compare(Some(key)),
            DeliveryChange::Take(numbers, takes) => {
                for number in numbers {
                    if let Some(change) = draft.view.delivery.rows.get(number as usize) {
                        draft.view.refused.decide_whole(number, change, takes);
                    }
                }
                self.start_change_of_figures();
            }
            DeliveryChange::TakePart(number, part, takes) => {
                draft.view.refused.decide(number, part, takes);
                self.start_change_of_figures();
            }
        }
    }

    /// Flies to the place of a change; the sheet waits.
    pub fn go_to_change(&mut self, number: u32) {
        let Some(draft) = &self.work.delivery.draft else { return };
        let Some(change) = draft.view.delivery.rows.get(number as usize) else { return };
        let bounds = |dataset: &Dataset, row: Option<u32>| {
            row.map(|row| dataset.geometries.bounds_of(row as usize)).filter(|bounds| !bounds.is_empty())
        };
        let (old, new) = (&draft.view.old, &draft.view.new);
        let both = bounds(old, change.old).into_iter().chain(bounds(new, change.new));
        let area = both.fold(LonLatBounds::EMPTY, |all, bounds| all.union(&bounds));
        let Some(place) = bounds(new, change.new).or_else(|| bounds(old, change.old)).map(|bounds| bounds.centre()) else {
            return self.tell(false, crate::i18n::app::AppText::NoPlace, &[]);
        };
        let record = change.old.map(|row| RecordRef { set: old.set_key(), row });
        self.work.delivery.marks = Some(FindingMarks::new(vec![place], &[]));
        self.show_finding(place, &area, record.into_iter().collect());
        self.set_delivery_aside();
        self.drawing_changed();
    }

    /// The sheet is closed while the delivery waits: the way back is offered.
    pub fn set_delivery_aside(&mut self) {
        let Some(draft) = self.work.delivery.draft.as_ref().filter(|draft| draft.is_shown) else { return };
        let lang = self.state.settings.lang;
        let text = T::Waits.fill(lang, &[&draft.view.old.name]);
        let offer = Offer { words: T::Back.text(lang).to_owned(), command: BACK };
        self.state.notices.add(Notice { text, offers: vec![offer], ..Notice::default() });
    }

    /// The sheet is open again: the way back need not be offered.
    pub fn delivery_shown(&mut self) {
        self.state.notices.withdraw_offer(&BACK);
    }

    /// Leaves the delivery; nothing has changed. The next file that waits is opened.
    pub fn cancel_delivery(&mut self) {
        self.forget_delivery();
        self.open_next();
    }

    /// Leaves the delivery without a word.
    pub(super) fn forget_delivery(&mut self) {
        if self.work.delivery.draft.take().is_some() {
            self.work.delivery.task.cancel();
            self.delivery_shown();
            self.forget_place();
            self.state.sheet = self.state.sheet.filter(|sheet| *sheet != Sheet::Delivery);
        }
    }

    fn forget_place(&mut self) {
        if self.work.delivery.marks.take().is_some() {
            self.drawing_changed();
        }
    }

    pub(super) fn tell_stale(&mut self, name: &str, count: usize) {
        let text = T::Stale.fill(self.state.settings.lang, &[name, &integer(count as f64)]);
        self.state.notices.add(Notice { is_error: true, text, ..Notice::default() });
    }
}

/// The dataset as its file has it.
fn unrepaired(dataset: &Arc<Dataset>, progress: &dyn Fn(u64, u64) -> std::ops::ControlFlow<()>) -> Option<Arc<Dataset>> {
    if dataset.repairs.is_empty() {
        return Some(dataset.clone());
    }
    validity::repaired_with(dataset, &BTreeSet::new(), progress).map(Arc::new)
}
