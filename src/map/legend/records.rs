//! The records behind a class of the legend: what a click on its count selects. Refuses counting.

use crate::domain::feature_class::{functional_blocks, street_rank};
use crate::domain::{Dataset, DatasetKind, RecordRef, SetKey};
use crate::map::sheet::{CLUSTERS_SET, FLAGS, NO_INDUSTRY, NOISE, SheetInput, class_of_park, class_of_rank, industry_of};
use crate::map::theme_classes::classes_of_buildings;
use crate::workspace::LayerKey;

/// The records of a class, by kind and row. A block's are its buildings, as its count says; a layer without classes has none.
pub fn records_of_class(input: &SheetInput<'_>, key: &LayerKey, class: u8) -> Vec<RecordRef> {
    let set = |kind: DatasetKind| input.datasets.iter().map(|(set, _)| &**set).find(|set| set.kind == kind);
    let rows = |kind: DatasetKind, is_in: &dyn Fn(&Dataset, usize) -> bool| -> Vec<RecordRef> {
        let Some(set) = set(kind) else { return Vec::new() };
        (0..set.len()).filter(|&row| is_in(set, row)).map(|row| RecordRef::of_kind(kind, row as u32)).collect()
    };
    match key {
        LayerKey::Blocks => {
            let block = set(DatasetKind::Blocks).and_then(|set| functional_blocks(set).get(usize::from(class)).copied());
            let (Some(block), Some(model)) = (block, input.model) else { return Vec::new() };
            let buildings = model.down(DatasetKind::Blocks, block as u32, DatasetKind::Buildings);
            buildings.iter().map(|&row| RecordRef::of_kind(DatasetKind::Buildings, row)).collect()
        }
        LayerKey::Parks => rows(DatasetKind::Parks, &|set, row| class_of_park(set, row) == class),
        LayerKey::LowEfficiency => {
            rows(DatasetKind::Parks, &|set, row| FLAGS.get(usize::from(class)).is_some_and(|&flag| set.flag(row, flag)))
        }
        LayerKey::Buildings => {
            let Some(set) = set(DatasetKind::Buildings) else { return Vec::new() };
            let theme = input.workspace.building_theme;
            let classes = classes_of_buildings(set, input.vacancy.map(|table| &**table), theme);
            rows(DatasetKind::Buildings, &|_, row| classes.get(row) == Some(&class))
        }
        LayerKey::Enterprises => rows(DatasetKind::Enterprises, &|set, row| {
            industry_of(set, row).map_or(NO_INDUSTRY, |industry| industry as u8) == class
        }),
        LayerKey::Clusters => {
            let Some((clusters, _)) = input.clusters else { return Vec::new() };
            if class == NOISE {
                return clusters.noise.iter().map(|&row| RecordRef::of_kind(DatasetKind::Enterprises, row)).collect();
            }
            let of_class = clusters.clusters.iter().enumerate().filter(|(_, cluster)| cluster.industry as u8 == class);
            of_class.map(|(row, _)| RecordRef { set: SetKey::Own(CLUSTERS_SET.into()), row: row as u32 }).collect()
        }
        LayerKey::Streets => rows(DatasetKind::Streets, &|set, row| class_of_rank(street_rank(set, row)) == class),
        _ => Vec::new(),
    }
}
