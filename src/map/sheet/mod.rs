//! From records and the user's wishes to the drawn sheet: which layer is drawn in which order and colour, with which marks and
//! names. Pure but for its cache; refuses to draw, to place names (`map/labels`) and to gather marks (`map/marks`).
//!
//! Layers follow the order of the workspace, bottom up, as a printed planning sheet does by default. Three things stay where
//! they read: the tints of blocks, parks and renewal areas lie on the ground, below water and streets; elevated roads and the
//! outlines of clusters never lie below the buildings.

mod builder;
mod cache;
mod courses;
mod derived;
mod findings;
mod ground;
mod keys;
mod names;
mod park;
mod points;

pub use cache::SheetCache;
pub use derived::{CLUSTERS_SET, dataset_of_clusters};
pub use findings::{Area, FindingMarks};
pub use keys::{layer_of, record_of};

pub(super) use ground::class_of_rank;
pub(super) use park::{FLAGS, building_classes, building_colours, class_number, class_of_park, own_sets};
pub(super) use points::{NO_INDUSTRY, NOISE, industry_of};

use std::sync::Arc;

use crate::analysis::clusters::Clusters;
use crate::analysis::vacancy::VacancyTable;
use crate::domain::Dataset;
use crate::i18n::Lang;
use crate::index::ParkModel;
use crate::workspace::Workspace;

use super::mesh::LayerMesh;
use super::palette::MapLook;
use super::scene::Scene;

/// The name of each cluster, Chinese and English.
pub type ClusterNames = Vec<[String; 2]>;

/// All a sheet is made from.
#[derive(Clone, Copy)]
pub struct SheetInput<'a> {
    /// Language of the names.
    pub lang: Lang,
    /// Palette.
    pub look: MapLook,
    /// Layers, their order, opacity and hidden classes; the theme of the buildings.
    pub workspace: &'a Workspace,
    /// What is shown: the active dataset of each kind, and layers of the user's own.
    pub datasets: &'a [(Arc<Dataset>, Arc<LayerMesh>)],
    /// The joined records, when they are ready.
    pub model: Option<&'a Arc<ParkModel>>,
    /// Vacant space, when it is ready.
    pub vacancy: Option<&'a Arc<VacancyTable>>,
    /// Clusters and the name of each (Chinese, English), when they are ready.
    pub clusters: Option<(&'a Arc<Clusters>, &'a Arc<ClusterNames>)>,
    /// The rows of the buildings that stand out, ascending, where the others are to fade.
    pub fitting: Option<&'a [u32]>,
    /// What the geometry check found, when it is to be marked.
    pub findings: Option<&'a FindingMarks>,
}

/// The sheet. What has not changed since the cache last saw it is shared with the sheet before: a hidden class or another
/// theme makes new colours for one layer and no new geometry.
pub fn build(input: &SheetInput<'_>, cache: &mut SheetCache) -> Scene {
    let mut sheet = builder::Builder::new(input, cache);
    ground::draw(&mut sheet);
    park::draw(&mut sheet);
    points::draw(&mut sheet);
    names::draw(&mut sheet);
    findings::draw(&mut sheet);
    sheet.finish()
}
