//! The repairs that the user has asked for, in the background. A repaired dataset takes the place of the one it was made from; what
//! is repaired is the workspace's, so that undo takes it back. Refuses to touch a file.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::analysis::validity;
use crate::app::session::Session;
use crate::app::store::Loaded;
use crate::app::task::TaskLine;
use crate::domain::{Dataset, Mend};
use crate::i18n::integer;
use crate::i18n::validity::{ValidityText, change_text};
use crate::index::SpatialIndex;
use crate::ui::view::Notice;

/// What the repair says: the dataset it was made from, the one that takes its place, and what lies where in it.
pub struct Replaced {
    from: Arc<Dataset>,
    loaded: Loaded,
    index: Arc<SpatialIndex>,
}

impl Session {
    /// Repairs more of some datasets, by their names. A step of undo.
    pub fn repair_geometry(&mut self, wanted: Vec<(String, BTreeSet<Mend>)>) {
        self.edit(None, |workspace| {
            for (name, mends) in wanted {
                workspace.repairs.entry(name).or_default().extend(mends);
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
        let wanted: Vec<(Loaded, BTreeSet<Mend>)> = self
            .state
            .store
            .own()
            .map(|loaded| (loaded.clone(), repairs.get(&loaded.dataset.name).cloned().unwrap_or_default()))
            .filter(|(loaded, wanted)| loaded.dataset.repairs.mends != *wanted)
            .collect();
        if wanted.is_empty() {
            return;
        }
        self.work.check.repair.start(move |line| {
            for (loaded, mends) in wanted {
                let Some(replaced) = replace(line, loaded.dataset, &mends) else { return };
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
        self.records_changed(dataset.kind);
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

    pub(super) fn take_repaired(&mut self) {
        for replaced in self.work.check.repair.poll() {
            self.replaced(*replaced);
        }
    }
}

fn replace(line: &TaskLine<Box<Replaced>>, from: Arc<Dataset>, mends: &BTreeSet<Mend>) -> Option<Replaced> {
    let progress = |done, total| line.progress(done, total);
    let dataset = Arc::new(validity::repaired_with(&from, mends, &progress)?);
    let loaded = Loaded::prepare(dataset.clone(), &|_, _| line.progress(0, 0))?;
    Some(Replaced { from, loaded, index: Arc::new(SpatialIndex::new(dataset)) })
}
