//! What the user edits, as one small serialisable value: layers, classes, the theme of the buildings, clusters, selection
//! sets. Undo is over it. Refuses datasets, the camera and the GPU.

mod layers;
mod undo;

pub use layers::{LayerKey, LayerState};
pub use undo::Undo;

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::Date;

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

/// Everything the user decides.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
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
        }
    }
}

impl Workspace {
    /// The state of a layer; a layer that is not listed is hidden.
    pub fn layer(&self, key: &LayerKey) -> Option<&LayerState> {
        self.layers.iter().find(|layer| layer.key == *key)
    }

    /// The state of a layer, to be changed.
    pub fn layer_mut(&mut self, key: &LayerKey) -> Option<&mut LayerState> {
        self.layers.iter_mut().find(|layer| layer.key == *key)
    }

    /// True when the layer is shown.
    pub fn is_visible(&self, key: &LayerKey) -> bool {
        self.layer(key).is_some_and(|layer| layer.visible)
    }

    /// True when a class of a shown layer is shown.
    pub fn is_class_visible(&self, key: &LayerKey, class: u8) -> bool {
        self.layer(key).is_some_and(|layer| layer.visible && !layer.hidden_classes.contains(&class))
    }

    /// The reference date the user has set, if it is one.
    pub fn chosen_date(&self) -> Option<Date> {
        self.reference_date.as_deref()?.parse().ok()
    }
}
