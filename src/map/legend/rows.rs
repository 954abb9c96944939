//! The records of a layer: all of them, or those that the legend shows. Refuses drawing and counting.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::feature_class::{RoadRank, functional_blocks, is_metro_track, is_public_site, is_renewal_area, street_rank};
use crate::domain::{Dataset, DatasetKind, SetKey};
use crate::map::sheet::{CLUSTERS_SET, FLAGS, NO_INDUSTRY, SheetInput, class_number, class_of_park, class_of_rank, industry_of};
use crate::map::theme_classes::classes_of_buildings;
use crate::workspace::LayerKey;

/// Rows of one of the datasets that a layer is of.
#[derive(Clone, Debug)]
pub struct LayerRows {
    /// The dataset.
    pub dataset: Arc<Dataset>,
    /// Its rows, in order.
    pub rows: Vec<u32>,
}

/// The rows of a layer among these datasets: without those of hidden classes where `only_shown`. A dataset without a row is
/// left out.
pub fn rows_of_layer(input: &SheetInput<'_>, datasets: &[Arc<Dataset>], key: &LayerKey, only_shown: bool) -> Vec<LayerRows> {
    let no_class = BTreeSet::new();
    let hidden = input.workspace.layer(key).map(|layer| &layer.hidden_classes).filter(|_| only_shown).unwrap_or(&no_class);
    let is_shown = |class: u8| !hidden.contains(&class);
    let of_kind = |kind: DatasetKind| datasets.iter().find(|dataset| dataset.set_key() == SetKey::Kind(kind));
    let own = |name: &str| datasets.iter().find(|dataset| matches!(dataset.set_key(), SetKey::Own(known) if &*known == name));
    let pick = |dataset: Option<&Arc<Dataset>>, is_in: &dyn Fn(&Dataset, usize) -> bool| -> Vec<LayerRows> {
        let Some(dataset) = dataset else { return Vec::new() };
        let rows: Vec<u32> = (0..dataset.len()).filter(|&row| is_in(dataset, row)).map(|row| row as u32).collect();
        if rows.is_empty() { Vec::new() } else { vec![LayerRows { dataset: dataset.clone(), rows }] }
    };
    let whole = |kind: DatasetKind| pick(of_kind(kind), &|_, _| true);
    match key {
        LayerKey::Blocks => {
            let blocks = of_kind(DatasetKind::Blocks).map(|set| functional_blocks(set)).unwrap_or_default();
            let is_in = |row| blocks.binary_search(&row).is_ok_and(|place| is_shown(class_number(place)));
            pick(of_kind(DatasetKind::Blocks), &|_, row| is_in(row))
        }
        LayerKey::Renewal => pick(of_kind(DatasetKind::Blocks), &is_renewal_area),
        LayerKey::Parks => pick(of_kind(DatasetKind::Parks), &|set, row| is_shown(class_of_park(set, row))),
        LayerKey::LowEfficiency => pick(of_kind(DatasetKind::Parks), &|set, row| {
            (0u8..).zip(FLAGS).any(|(class, flag)| is_shown(class) && set.flag(row, flag))
        }),
        LayerKey::Buildings => {
            let Some(set) = of_kind(DatasetKind::Buildings) else { return Vec::new() };
            if hidden.is_empty() {
                return pick(Some(set), &|_, _| true);
            }
            let classes = classes_of_buildings(set, input.vacancy.map(|table| &**table), input.workspace.building_theme);
            pick(Some(set), &|_, row| classes.get(row).is_none_or(|&class| is_shown(class)))
        }
        LayerKey::Enterprises => pick(of_kind(DatasetKind::Enterprises), &|set, row| {
            is_shown(industry_of(set, row).map_or(NO_INDUSTRY, |industry| industry as u8))
        }),
        LayerKey::Clusters => {
            let clusters = input.clusters.map_or(&[][..], |(clusters, _)| &clusters.clusters);
            pick(own(CLUSTERS_SET), &|_, row| clusters.get(row).is_none_or(|cluster| is_shown(cluster.industry as u8)))
        }
        LayerKey::Projects => whole(DatasetKind::Projects),
        LayerKey::Institutions => whole(DatasetKind::Institutions),
        LayerKey::Metro => whole(DatasetKind::Stations),
        LayerKey::Streets => {
            let mut parts = pick(of_kind(DatasetKind::Streets), &|set, row| is_shown(class_of_rank(street_rank(set, row))));
            if is_shown(class_of_rank(RoadRank::Expressway)) {
                parts.extend(whole(DatasetKind::ElevatedRoads));
            }
            parts
        }
        LayerKey::Railways => pick(of_kind(DatasetKind::Railways), &|set, row| !is_metro_track(set, row)),
        LayerKey::Water => [whole(DatasetKind::Water), whole(DatasetKind::Waterways)].concat(),
        LayerKey::Green => whole(DatasetKind::Green),
        LayerKey::Sites => pick(of_kind(DatasetKind::Sites), &is_public_site),
        LayerKey::Own(name) => pick(own(name), &|_, _| true),
    }
}
