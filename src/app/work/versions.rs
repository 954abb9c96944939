//! Versions of a dataset as deliveries have made them: undo leads back to the one before as long as it is in memory. Refuses to
//! compare them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::analysis::delivery::merged;
use crate::app::keep::stamps::content_of;
use crate::app::session::Session;
use crate::app::store::Loaded;
use crate::domain::{Dataset, Origin, Recipe, Refusals};
use crate::i18n::delivery_sheet::DeliverySheetText as T;
use crate::index::SpatialIndex;
use crate::ui::view::Notice;

use super::file_of;

/// Versions kept in memory, of all datasets.
const KEPT: usize = 8;

/// A version of a dataset.
#[derive(Clone)]
pub struct Version {
    /// What the workspace says of it: nothing of the first one.
    pub mark: Option<Refusals>,
    /// The records.
    pub loaded: Loaded,
    /// What lies where in it, where the joins do not say.
    pub index: Option<Arc<SpatialIndex>>,
    /// What was decided about its file.
    pub recipe: Option<Recipe>,
}

/// The versions in memory, and which one each dataset is at.
#[derive(Default)]
pub struct Versions {
    kept: Vec<Version>,
    present: BTreeMap<String, Option<Refusals>>,
}

impl Versions {
    /// Keeps a version; the oldest makes room.
    pub fn keep(&mut self, version: Version) {
        let is_same = |known: &Version| known.loaded.dataset.name == version.loaded.dataset.name && known.mark == version.mark;
        self.kept.retain(|known| !is_same(known));
        if self.kept.len() == KEPT {
            self.kept.remove(0);
        }
        self.kept.push(version);
    }

    fn find(&self, name: &str, mark: Option<&Refusals>) -> Option<Version> {
        self.kept.iter().find(|known| known.loaded.dataset.name == name && known.mark.as_ref() == mark).cloned()
    }
}

impl Session {
    /// A dataset is opened that is no delivery of another: what was refused of one that had its name is forgotten.
    pub(super) fn begin_version(&mut self, dataset: &Dataset) {
        if !self.work.open_is_decided() && self.state.workspace().deliveries.contains_key(&dataset.name) {
            self.edit(None, |workspace| {
                workspace.deliveries.remove(&dataset.name);
            });
        }
        let mark = self.state.workspace().deliveries.get(&dataset.name).cloned();
        self.work.delivery.versions.present.insert(dataset.name.clone(), mark);
    }

    /// A version takes the place of the one that is there.
    pub(super) fn put_version(&mut self, version: Version) {
        let Version { mark, loaded, index, recipe } = version;
        let dataset = loaded.dataset.clone();
        self.work.delivery.versions.present.insert(dataset.name.clone(), mark);
        self.state.forget_records(&dataset.set_key());
        if let Some(replaced) = self.state.store.insert(loaded) {
            self.state.set_issues(&file_of(&replaced), Vec::new());
        }
        self.state.set_issues(&file_of(&dataset), dataset.issues.clone());
        if let Some(index) = index {
            self.picks.insert(index);
        }
        if let Origin::File(path) = &dataset.origin {
            self.keep.set_recipe(path.clone(), recipe);
        }
        self.records_changed(dataset.kind);
        self.follow_repairs();
    }

    /// The datasets follow what the workspace says of deliveries.
    pub(in crate::app) fn follow_deliveries(&mut self) {
        let names: Vec<String> = self.state.store.own().map(|loaded| loaded.dataset.name.clone()).collect();
        for name in names {
            let wanted = self.state.workspace().deliveries.get(&name).cloned();
            let versions = &self.work.delivery.versions;
            if versions.present.get(&name).is_none_or(|present| *present == wanted) {
                continue;
            }
            match versions.find(&name, wanted.as_ref()) {
                Some(version) => self.put_version(version),
                None => {
                    let text = T::Gone.fill(self.state.settings.lang, &[&name]);
                    self.state.notices.add(Notice { is_error: true, text, ..Notice::default() });
                }
            }
        }
    }
}

/// A dataset without what was refused of the delivery that its file is; none when the file holds something else by now.
pub(super) fn without_refused(dataset: &Dataset, path: &Path, refused: &Refusals) -> Option<Dataset> {
    content_of(path).is_some_and(|content| content == refused.of).then(|| merged(dataset, refused))
}
