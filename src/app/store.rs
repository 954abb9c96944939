//! The loaded datasets: the embedded ones, the user's that take their place, and layers of the user's own. Refuses reading
//! and joining.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use crate::domain::{Confidence, Dataset, DatasetKind, LonLatBounds, RecordRef, SetKey};
use crate::finder::confidential::masked;
use crate::index::ActiveSets;
use crate::map::furniture::confidence_marks;
use crate::map::mesh::LayerMesh;

/// A dataset and what was made of it once, when it was loaded.
#[derive(Clone)]
pub struct Loaded {
    /// The records.
    pub dataset: Arc<Dataset>,
    /// The same, ready for the GPU.
    pub mesh: Arc<LayerMesh>,
    /// Everything it covers; empty when it has no geometry.
    pub bounds: LonLatBounds,
    /// What most of it covers: where the map looks when it is opened.
    pub bounds_of_most: LonLatBounds,
    /// The marks of confidence that a map of it must carry.
    pub confidence_marks: Vec<Confidence>,
}

impl Loaded {
    /// Makes mesh, bounds and marks of a dataset; `progress(done, total)` in chunks. `None` when `progress` said to stop.
    pub fn prepare(dataset: Arc<Dataset>, progress: &(dyn Fn(u64, u64) -> ControlFlow<()> + Sync)) -> Option<Self> {
        let mesh = Arc::new(LayerMesh::build(&dataset.geometries, progress)?);
        let (bounds, bounds_of_most) = (dataset.geometries.bounds(), dataset.geometries.bounds_of_most());
        let confidence_marks = confidence_marks([&*dataset]);
        Some(Self { dataset, mesh, bounds, bounds_of_most, confidence_marks })
    }
}

/// All datasets of the program. Cheap to clone: a background task works on a snapshot.
#[derive(Clone, Default)]
pub struct Store {
    embedded: BTreeMap<DatasetKind, Loaded>,
    own: BTreeMap<DatasetKind, Loaded>,
    own_layers: Vec<Loaded>,
    /// What is drawn of a file while it is read.
    pieces: Vec<Loaded>,
    /// In confidential mode: what stands in for each dataset.
    masks: Option<Vec<Mask>>,
}

/// What is shown of a dataset in confidential mode.
#[derive(Clone)]
pub struct Mask {
    /// The dataset.
    pub of: Arc<Dataset>,
    /// What stands in for it; none where it may be shown as it is.
    pub shown: Option<Loaded>,
}

impl Mask {
    /// Leaves out of a dataset what may not be shown.
    pub fn new(loaded: &Loaded) -> Self {
        let shown = masked(&loaded.dataset).map(|dataset| Loaded { dataset: Arc::new(dataset), ..loaded.clone() });
        Self { of: loaded.dataset.clone(), shown }
    }
}

impl Store {
    /// Adds a dataset where it belongs. Returns the user's dataset that it replaced, if any.
    pub fn insert(&mut self, loaded: Loaded) -> Option<Arc<Dataset>> {
        let kind = loaded.dataset.kind;
        if loaded.dataset.is_embedded() {
            self.embedded.insert(kind, loaded);
            return None;
        }
        if kind != DatasetKind::Other {
            return self.own.insert(kind, loaded).map(|before| before.dataset);
        }
        let same_name = self.own_layers.iter_mut().find(|layer| layer.dataset.name == loaded.dataset.name);
        match same_name {
            Some(layer) => Some(std::mem::replace(layer, loaded).dataset),
            None => {
                self.own_layers.push(loaded);
                None
            }
        }
    }

    /// Takes the user's dataset of a kind away, so that the embedded one counts again.
    pub fn restore_embedded(&mut self, kind: DatasetKind) -> bool {
        self.own.remove(&kind).is_some()
    }

    /// Takes a layer of the user's own away.
    pub fn close_own_layer(&mut self, name: &str) -> bool {
        let before = self.own_layers.len();
        self.own_layers.retain(|layer| layer.dataset.name != name);
        before != self.own_layers.len()
    }

    /// Takes out the user's dataset of this name, wherever it is.
    pub fn take_own(&mut self, name: &str) -> Option<Loaded> {
        if let Some(at) = self.own_layers.iter().position(|layer| layer.dataset.name == name) {
            return Some(self.own_layers.remove(at));
        }
        let kind = self.own.iter().find(|(_, loaded)| loaded.dataset.name == name).map(|(&kind, _)| kind)?;
        self.own.remove(&kind)
    }

    /// Puts a dataset in the place of the user's of this name and of the same kind. Returns what it replaced.
    pub fn replace_own(&mut self, name: &str, loaded: Loaded) -> Option<Arc<Dataset>> {
        let is_layer = loaded.dataset.kind == DatasetKind::Other;
        match self.own_layers.iter_mut().find(|layer| is_layer && layer.dataset.name == name) {
            Some(layer) => Some(std::mem::replace(layer, loaded).dataset),
            None => self.insert(loaded),
        }
    }

    /// The user's datasets: those of a kind, then the layers in the order they came.
    pub fn own(&self) -> impl Iterator<Item = &Loaded> {
        self.own.values().chain(&self.own_layers)
    }

    /// Takes out all datasets of the user's.
    pub fn take_all_own(&mut self) -> Vec<Arc<Dataset>> {
        let kinds = std::mem::take(&mut self.own).into_values();
        kinds.chain(self.own_layers.drain(..)).map(|loaded| loaded.dataset).collect()
    }

    /// The dataset that counts for a kind, as it may be shown.
    pub fn active(&self, kind: DatasetKind) -> Option<&Loaded> {
        self.as_shown(self.active_whole(kind)?)
    }

    /// Everything that is shown: the active dataset of each kind, then the user's own layers in the order they came.
    pub fn shown(&self) -> impl Iterator<Item = &Loaded> {
        self.whole().filter_map(|loaded| self.as_shown(loaded))
    }

    /// The same with all that is in it, in confidential mode, too: for work whose results say themselves what may be shown.
    pub fn whole(&self) -> impl Iterator<Item = &Loaded> {
        DatasetKind::ALL.into_iter().filter_map(|kind| self.active_whole(kind)).chain(&self.own_layers)
    }

    fn active_whole(&self, kind: DatasetKind) -> Option<&Loaded> {
        self.own.get(&kind).or_else(|| self.embedded.get(&kind))
    }

    /// Leaves out what may not be shown, or not. Until there is a mask for a dataset nothing of it is shown.
    pub fn set_confidential(&mut self, confidential: bool) {
        if confidential != self.masks.is_some() {
            self.masks = confidential.then(Vec::new);
        }
    }

    /// What is loaded and waits for its mask.
    pub fn without_mask(&self) -> Vec<Loaded> {
        let Some(masks) = &self.masks else { return Vec::new() };
        let waits = |loaded: &&Loaded| !masks.iter().any(|mask| Arc::ptr_eq(&mask.of, &loaded.dataset));
        self.embedded.values().chain(self.own()).filter(waits).cloned().collect()
    }

    /// Takes masks in; those of datasets that are gone go.
    pub fn put_masks(&mut self, masks: Vec<Mask>) {
        let Some(mut all) = self.masks.take() else { return };
        all.extend(masks);
        all.retain(|mask| self.embedded.values().chain(self.own()).any(|loaded| Arc::ptr_eq(&loaded.dataset, &mask.of)));
        self.masks = Some(all);
    }

    fn as_shown<'a>(&'a self, loaded: &'a Loaded) -> Option<&'a Loaded> {
        let Some(masks) = &self.masks else { return Some(loaded) };
        let mask = masks.iter().find(|mask| Arc::ptr_eq(&mask.of, &loaded.dataset))?;
        Some(mask.shown.as_ref().unwrap_or(loaded))
    }

    /// Adds a part of a file that is still being read: drawn, but no dataset.
    pub fn add_piece(&mut self, piece: Loaded) {
        self.pieces.push(piece);
    }

    /// The parts of the file that is being read.
    pub fn pieces(&self) -> &[Loaded] {
        &self.pieces
    }

    /// Takes the parts of a file out again. True when there were any.
    pub fn take_pieces(&mut self) -> bool {
        let any = !self.pieces.is_empty();
        self.pieces.clear();
        any
    }

    /// The layers of the user's own.
    pub fn own_layers(&self) -> &[Loaded] {
        &self.own_layers
    }

    /// True when a dataset of the user's counts.
    pub fn has_own(&self) -> bool {
        !self.own.is_empty() || !self.own_layers.is_empty()
    }

    /// The dataset a record is in.
    pub fn dataset_of(&self, record: &RecordRef) -> Option<&Arc<Dataset>> {
        let loaded = match &record.set {
            SetKey::Kind(kind) => self.active(*kind),
            SetKey::Own(name) => {
                let layer = self.own_layers.iter().find(|layer| layer.dataset.name.as_str() == &**name);
                layer.and_then(|layer| self.as_shown(layer))
            }
        };
        loaded.map(|loaded| &loaded.dataset)
    }

    /// What the joins of what is shown work on.
    pub fn active_sets(&self) -> ActiveSets {
        self.sets(|kind| self.active(kind))
    }

    /// The same with all that is in the datasets, in confidential mode, too.
    pub fn whole_sets(&self) -> ActiveSets {
        self.sets(|kind| self.active_whole(kind))
    }

    fn sets<'a>(&'a self, active: impl Fn(DatasetKind) -> Option<&'a Loaded>) -> ActiveSets {
        let mut sets = ActiveSets::default();
        for kind in DatasetKind::ALL {
            if let Some(loaded) = active(kind) {
                sets.set(kind, Some(loaded.dataset.clone()));
            }
        }
        sets
    }
}
