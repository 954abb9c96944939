//! What the user edits, as one small serialisable value: layers, classes, the theme of the buildings, clusters, selection
//! sets, recipes, local grids, prospects, notes. Undo is over it; `file` is the document that holds it. Refuses datasets, the camera and
//! the GPU.

pub mod file;
mod layers;
mod prospects;
mod undo;

pub use layers::{LayerKey, LayerState};
pub use prospects::{Candidate, Prospect, Prospects};
pub use undo::Undo;

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Date, Mend, Recipe, Refusals};
use crate::geodesy::fit::{ControlPoint, Freedom};

/// What the buildings are coloured by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum BuildingTheme {
    /// 空置率
    #[default]
    VacancyRate,
    /// 可供率
    AvailabilityRate,
    /// 空置面积
    VacantArea,
    /// 租金
    AskingRent,
}

impl BuildingTheme {
    /// All, in the order of the menu.
    pub const ALL: [Self; 4] = [Self::VacancyRate, Self::AvailabilityRate, Self::VacantArea, Self::AskingRent];
}

/// A record the user keeps hold of: a layer's key and the record's own key (its id, or its row written out).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct RecordKey {
    /// The layer.
    pub layer: LayerKey,
    /// The record's id, or `#row`.
    pub id: String,
}

/// A local grid of the user's: the points it is fitted to.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct LocalGrid {
    /// Places known in both systems.
    pub points: Vec<ControlPoint>,
    /// How free the fit is.
    pub freedom: Freedom,
}

/// Everything the user decides.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Workspace {
    /// Layers, top first.
    pub layers: Vec<LayerState>,
    /// What the buildings are coloured by.
    pub building_theme: BuildingTheme,
    /// Reach of a cluster, metres.
    pub cluster_eps_m: f64,
    /// Least number of firms in a cluster, the firm itself counted.
    pub cluster_min_points: usize,
    /// Named selections.
    pub selection_sets: BTreeMap<String, BTreeSet<RecordKey>>,
    /// The reference date, where the user has set one (YYYY-MM-DD).
    pub reference_date: Option<String>,
    /// What was decided about files of one shape, newest first.
    pub recipes: Vec<Recipe>,
    /// Local grids by their names.
    pub grids: BTreeMap<String, LocalGrid>,
    /// What is repaired of the geometry of a dataset, by its name.
    pub repairs: BTreeMap<String, BTreeSet<Mend>>,
    /// What was not taken of the delivery that a dataset is, by the name of the dataset.
    pub deliveries: BTreeMap<String, Refusals>,
    /// Those who look for space, and what is kept for each.
    pub prospects: Prospects,
    /// The user's notes.
    pub notes: String,
}

impl Default for Workspace {
    fn default() -> Self {
        Self {
            layers: LayerKey::EMBEDDED.into_iter().map(LayerState::new).collect(),
            building_theme: BuildingTheme::default(),
            cluster_eps_m: 150.0,
            cluster_min_points: 8,
            selection_sets: BTreeMap::new(),
            reference_date: None,
            recipes: Vec::new(),
            grids: BTreeMap::new(),
            repairs: BTreeMap::new(),
            deliveries: BTreeMap::new(),
            prospects: Prospects::default(),
            notes: String::new(),
        }
    }
}

impl Workspace {
    /// Reach of a cluster that may be set, metres: least and most.
    pub const CLUSTER_EPS_M: [f64; 2] = [10.0, 5000.0];
    /// Least numbers of firms in a cluster that may be set: least and most.
    pub const CLUSTER_MIN_POINTS: [usize; 2] = [2, 1000];

    /// The state of a layer; a layer that is not listed is hidden.
    pub fn layer(&self, key: &LayerKey) -> Option<&LayerState> {
        self.layers.iter().find(|layer| layer.key == *key)
    }

    /// The state of a layer, to be changed.
    pub fn layer_mut(&mut self, key: &LayerKey) -> Option<&mut LayerState> {
        self.layers.iter_mut().find(|layer| layer.key == *key)
    }

    /// A layer of the user's own has another name: place, look and what is selected of it stay.
    pub fn rename_layer(&mut self, from: &str, to: &str) {
        let [from, to] = [from, to].map(|name| LayerKey::Own(name.to_owned()));
        if from == to || self.layer(&from).is_none() {
            return;
        }
        self.layers.retain(|layer| layer.key != to);
        if let Some(layer) = self.layer_mut(&from) {
            layer.key = to.clone();
        }
        for records in self.selection_sets.values_mut() {
            let renamed = |key: RecordKey| if key.layer == from { RecordKey { layer: to.clone(), ..key } } else { key };
            *records = std::mem::take(records).into_iter().map(renamed).collect();
        }
    }

    /// True when the layer is shown.
    pub fn is_visible(&self, key: &LayerKey) -> bool {
        self.layer(key).is_some_and(|layer| layer.visible)
    }

    /// True when a class of a shown layer is shown.
    pub fn is_class_visible(&self, key: &LayerKey, class: u8) -> bool {
        self.layer(key).is_some_and(|layer| layer.visible && !layer.hidden_classes.contains(&class))
    }

    /// True when both hold the same work: which rows of the layers panel are unfolded is none.
    pub fn is_same_work(&self, other: &Self) -> bool {
        let same_layer = |(a, b): (&LayerState, &LayerState)| {
            a.key == b.key && a.visible == b.visible && a.opacity == b.opacity && a.hidden_classes == b.hidden_classes
        };
        self.layers.len() == other.layers.len()
            && self.layers.iter().zip(&other.layers).all(same_layer)
            && self.building_theme == other.building_theme
            && (self.cluster_eps_m, self.cluster_min_points) == (other.cluster_eps_m, other.cluster_min_points)
            && self.reference_date == other.reference_date
            && self.notes == other.notes
            && self.grids == other.grids
            && self.repairs == other.repairs
            && self.deliveries == other.deliveries
            && self.recipes == other.recipes
            && self.prospects == other.prospects
            && self.selection_sets == other.selection_sets
    }

    /// The reference date the user has set, if it is one.
    pub fn chosen_date(&self) -> Option<Date> {
        self.reference_date.as_deref()?.parse().ok()
    }
}
