//! Versions of a dataset as deliveries have made them: undo leads back to the one before as long as it is in memory. Refuses to
//! compare them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::analysis::delivery::merged;
use crate::app::keep::stamps::content_of;
use crate::app::keep::watch::Content;
use crate::app::session::Session;
use crate::app::store::Loaded;
use crate::domain::{Dataset, DatasetKind, Origin, Recipe, Refusals};
use crate::i18n::delivery_sheet::DeliverySheetText as T;
use crate::index::SpatialIndex;
use crate::ui::view::Notice;
use crate::workspace::LayerKey;

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
    /// What its file held.
    pub content: Option<Content>,
}

/// Where a dataset stands.
#[derive(Clone)]
struct Present {
    /// The line of versions that it is one of.
    line: u64,
    /// What the workspace says of the version that is shown.
    mark: Option<Refusals>,
}

/// The versions in memory, and which one each dataset is at. Versions that came of one another are a line: a dataset that was
/// replaced as a whole has another name since.
#[derive(Default)]
pub struct Versions {
    kept: Vec<(u64, Version)>,
    present: BTreeMap<String, Present>,
    /// The line of each name that a version has had.
    names: BTreeMap<String, u64>,
    lines: u64,
}

/// Where the workspace wants a dataset to be.
enum Wanted {
    /// Where it is.
    Here,
    /// At this version.
    At(Box<Version>),
    /// At one that is no longer in memory.
    Gone,
}

impl Versions {
    /// Keeps a version of the dataset of this name; the oldest makes room.
    pub fn keep(&mut self, of: &str, version: Version) {
        let Some(line) = self.present.get(of).map(|present| present.line) else { return };
        let name = &version.loaded.dataset.name;
        self.kept.retain(|(other, known)| *other != line || known.loaded.dataset.name != *name || known.mark != version.mark);
        if self.kept.len() == KEPT {
            self.kept.remove(0);
        }
        self.names.insert(name.clone(), line);
        self.kept.push((line, version));
    }

    /// A dataset is opened that came of no other.
    fn begin(&mut self, name: &str, mark: Option<Refusals>) {
        let line = self.present.get(name).map_or(self.lines + 1, |present| present.line);
        self.lines = self.lines.max(line);
        self.names.insert(name.to_owned(), line);
        self.present.insert(name.to_owned(), Present { line, mark });
    }

    /// A version of a dataset takes its place.
    fn replace(&mut self, name: &str, version: &Version) {
        let Some(Present { line, .. }) = self.present.remove(name) else { return };
        let name = version.loaded.dataset.name.clone();
        self.present.insert(name, Present { line, mark: version.mark.clone() });
    }

    /// Where the dataset of this name is to be. Of the names that its line has had at most one is that of a delivery; with none it
    /// is what it was before the first one.
    fn wanted(&self, name: &str, deliveries: &BTreeMap<String, Refusals>) -> Wanted {
        let Some(Present { line, mark }) = self.present.get(name) else { return Wanted::Here };
        let mut names = self.names.iter().filter(|(_, of)| *of == line).map(|(name, _)| name);
        let delivered = names.find_map(|name| deliveries.get_key_value(name));
        let is_here = match delivered {
            Some((delivered, wanted)) => delivered == name && mark.as_ref() == Some(wanted),
            None => mark.is_none(),
        };
        if is_here {
            return Wanted::Here;
        }
        let fits = |version: &Version| match delivered {
            Some((name, wanted)) => version.loaded.dataset.name == *name && version.mark.as_ref() == Some(wanted),
            None => version.mark.is_none(),
        };
        let found = self.kept.iter().find(|(of, version)| of == line && fits(version));
        let Some((_, version)) = found else { return Wanted::Gone };
        // Another dataset may have its name by now.
        let is_free = self.present.get(&version.loaded.dataset.name).is_none_or(|present| present.line == *line);
        if is_free { Wanted::At(Box::new(version.clone())) } else { Wanted::Gone }
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
        self.work.delivery.versions.begin(&dataset.name, mark);
    }

    /// A version takes the place of the dataset of this name.
    pub(super) fn put_version(&mut self, in_place_of: &str, version: Version) {
        self.work.delivery.versions.replace(in_place_of, &version);
        let Version { loaded, index, recipe, content, .. } = version;
        let dataset = loaded.dataset.clone();
        if let Some(replaced) = self.state.store.replace_own(in_place_of, loaded) {
            self.state.set_issues(&file_of(&replaced), Vec::new());
            self.state.forget_records(&replaced.set_key());
        }
        if dataset.name != in_place_of && dataset.kind == DatasetKind::Other {
            // A step back lists the layer that is shown until now beside the one that comes.
            self.state.settings.workspace.layers.retain(|layer| layer.key != LayerKey::Own(in_place_of.to_owned()));
        }
        self.state.set_issues(&file_of(&dataset), dataset.issues.clone());
        if let Some(index) = index {
            self.picks.insert(index);
        }
        if let Origin::File(path) = &dataset.origin {
            self.keep.set_recipe(path.clone(), recipe);
            self.open_is(path, content);
        }
        self.records_changed(dataset.kind);
        self.follow_repairs();
    }

    /// The datasets follow what the workspace says of deliveries.
    pub(in crate::app) fn follow_deliveries(&mut self) {
        let names: Vec<String> = self.state.store.own().map(|loaded| loaded.dataset.name.clone()).collect();
        for name in names {
            match self.work.delivery.versions.wanted(&name, &self.state.workspace().deliveries) {
                Wanted::Here => {}
                Wanted::At(version) => self.put_version(&name, *version),
                Wanted::Gone => {
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
