//! Taking a delivery in: what was not refused of it becomes the dataset, as one step of undo. Refuses to take what was refused.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use crate::analysis::delivery::{Refused, RowChange, merged, refusals};
use crate::app::session::Session;
use crate::app::store::Loaded;
use crate::app::task::TaskLine;
use crate::app::work::open::free_name;
use crate::app::work::versions::Version;
use crate::domain::{Dataset, DatasetKind, Mend, Origin, Recipe, Refusals};
use crate::i18n::delivery_sheet::DeliverySheetText as T;
use crate::i18n::integer;
use crate::index::SpatialIndex;
use crate::ui::delivering::{DeliveryAs, DeliveryView};
use crate::ui::view::Notice;

use super::{Draft, Message};

/// What was taken, ready for the map.
pub struct Ready {
    /// The merged dataset, and what the workspace is to say of it.
    loaded: Loaded,
    kept: Refusals,
    recipe: Option<Recipe>,
    /// What lies where in it, and in the dataset of before, where the joins do not say.
    index: Option<Arc<SpatialIndex>>,
    index_before: Option<Arc<SpatialIndex>>,
}

impl Session {
    /// Takes the delivery in, off the frame.
    pub fn take_delivery(&mut self, as_what: DeliveryAs) {
        let Some(draft) = self.work.delivery.draft.as_ref().filter(|draft| draft.is_shown) else { return };
        let (mut view, content, recipe) = (draft.view.clone(), draft.content.clone(), draft.recipe.clone());
        let name = match as_what {
            DeliveryAs::Chosen => view.old.name.clone(),
            DeliveryAs::Whole => {
                view.refused = Refused::default();
                self.name_in_place(draft)
            }
            DeliveryAs::Another => return self.take_as_another(),
        };
        let old = draft.before.dataset.clone();
        self.work.delivery.task.start(move |line| {
            let kept = refusals(&view.old, &view.new, &view.delivery, &view.refused, &content);
            let index_before = index_of(&old);
            let dataset = Arc::new(Dataset { name, ..merged(&view.new, &kept) });
            if let Some(ready) = ready(line, dataset, (kept, recipe), index_before) {
                line.send(Message::Ready(Box::new(ready)));
            }
        });
    }

    /// What the file is called that takes the place of the dataset.
    fn name_in_place(&self, draft: &Draft) -> String {
        let (old, new) = (&draft.view.old.name, &draft.view.new.name);
        let taken = self.taken_names(&draft.path);
        // A file that is called as the dataset has got a number only because of it.
        if *new == free_name(old, &taken) { old.clone() } else { free_name(new, &taken) }
    }

    fn take_as_another(&mut self) {
        let Some(draft) = self.work.delivery.draft.take() else { return };
        self.state.sheet = None;
        self.forget_place();
        let mut dataset = Dataset::clone(&draft.loaded.dataset);
        dataset.kind = DatasetKind::Other;
        dataset.name = free_name(&dataset.name, &self.taken_names(&draft.path));
        let dataset = Arc::new(dataset);
        let recipe = draft.recipe.map(|recipe| Recipe { kind: DatasetKind::Other, ..recipe });
        self.install(Loaded { dataset, ..draft.loaded }, recipe);
        self.open_next();
    }

    pub(super) fn delivery_ready(&mut self, ready: Ready) {
        let Some(draft) = self.work.delivery.draft.take() else { return };
        let Ready { loaded, kept, recipe, index, index_before } = ready;
        let (old_name, name) = (draft.view.old.name.clone(), loaded.dataset.name.clone());
        let repairs = carried_repairs(&draft.view, &loaded.dataset);
        let path_before = path_of(&draft.view.old);
        let before = Version {
            mark: self.state.workspace().deliveries.get(&old_name).cloned(),
            recipe: path_before.and_then(|path| self.keep.recipe(path).cloned()),
            content: path_before.and_then(|path| self.watched().content_open(path)),
            loaded: draft.before,
            index: index_before,
        };
        let content = self.watched().content_read(&draft.path);
        let version = Version { mark: Some(kept.clone()), loaded, index, recipe, content };
        self.work.delivery.versions.keep(&old_name, before);
        self.work.delivery.versions.keep(&old_name, version.clone());
        self.state.sheet = None;
        self.forget_place();
        let refused = kept.len();
        let is_layer = draft.view.old.kind == DatasetKind::Other;
        self.edit(None, |workspace| {
            if name != old_name {
                workspace.deliveries.remove(&old_name);
                workspace.repairs.remove(&old_name);
                if is_layer {
                    workspace.rename_layer(&old_name, &name);
                }
            }
            workspace.deliveries.insert(name.clone(), kept);
            match repairs.is_empty() {
                true => workspace.repairs.remove(&name),
                false => workspace.repairs.insert(name.clone(), repairs),
            };
        });
        self.put_version(&old_name, version);
        let lang = self.state.settings.lang;
        let (taken, refused) = (integer(draft.view.parts.saturating_sub(refused) as f64), integer(refused as f64));
        let text = match name == old_name {
            true => T::Taken.fill(lang, &[&name, &taken, &refused]),
            false => T::Replaced.fill(lang, &[&old_name, &name, &taken]),
        };
        self.state.notices.add(Notice { text, ..Notice::default() });
        self.open_next();
    }
}

fn ready(
    line: &TaskLine<Message>,
    dataset: Arc<Dataset>,
    (kept, recipe): (Refusals, Option<Recipe>),
    index_before: Option<Arc<SpatialIndex>>,
) -> Option<Ready> {
    let loaded = Loaded::prepare(dataset.clone(), &|_, _| line.progress(0, 0))?;
    Some(Ready { loaded, kept, recipe, index: index_of(&dataset), index_before })
}

/// What lies where in a layer of its own; the other kinds are in the joins.
fn index_of(dataset: &Arc<Dataset>) -> Option<Arc<SpatialIndex>> {
    (dataset.kind == DatasetKind::Other).then(|| Arc::new(SpatialIndex::new(dataset.clone())))
}

/// The repairs of before as those of the merged dataset: of features that are in it and whose outline is as it was.
fn carried_repairs(view: &DeliveryView, made: &Dataset) -> BTreeSet<Mend> {
    let mends = &view.old.repairs.mends;
    if mends.is_empty() {
        return BTreeSet::new();
    }
    let is_reshaped = |change: &&RowChange| change.reshaped || change.moved_m.is_some();
    let reshaped: BTreeSet<u32> = view.delivery.rows.iter().filter(is_reshaped).filter_map(|change| change.new).collect();
    let same = view.delivery.pairs.iter().enumerate().filter(|(row, _)| !reshaped.contains(&(*row as u32)));
    let numbers: BTreeMap<u32, u32> = same
        .filter_map(|(row, old)| Some((view.old.feature_number((*old)? as usize), view.new.feature_number(row))))
        .filter(|(_, number)| made.row_of_feature(*number).is_some())
        .collect();
    let now = |number: &u32| numbers.get(number).copied();
    let carried = mends.iter().filter_map(|mend| match mend {
        Mend::Shape(feature) => Some(Mend::Shape(now(feature)?)),
        Mend::Cut(feature, other) => Some(Mend::Cut(now(feature)?, now(other)?)),
        Mend::Fill(feature, place) => Some(Mend::Fill(now(feature)?, *place)),
    });
    carried.collect()
}

fn path_of(dataset: &Dataset) -> Option<&Path> {
    if let Origin::File(path) = &dataset.origin { Some(path) } else { None }
}
