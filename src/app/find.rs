//! From the map to records: what lies under the cursor, within an area, in a class; and from a record to its place.
//! Refuses to change anything.

use crate::domain::{Dataset, DatasetKind, LonLatBounds, RecordRef};
use crate::index::place::position_of;
use crate::workspace::LayerKey;

use super::session::Session;

impl Session {
    /// The numbers of a layer's classes, as the legend lists them.
    pub fn classes_of(&self, key: &LayerKey) -> Vec<u8> {
        let layer = self.drawing.legend.iter().find(|layer| layer.key == *key);
        layer.map_or_else(Vec::new, |layer| layer.classes.iter().map(|class| class.class).collect())
    }

    /// The kinds of records a layer draws.
    pub fn kinds_of(&self, key: &LayerKey) -> &'static [DatasetKind] {
        match key {
            LayerKey::Blocks | LayerKey::Renewal => &[DatasetKind::Blocks],
            LayerKey::Parks | LayerKey::LowEfficiency => &[DatasetKind::Parks],
            LayerKey::Buildings => &[DatasetKind::Buildings],
            LayerKey::Enterprises | LayerKey::Clusters => &[DatasetKind::Enterprises],
            LayerKey::Projects => &[DatasetKind::Projects],
            LayerKey::Institutions => &[DatasetKind::Institutions],
            LayerKey::Metro => &[DatasetKind::Stations],
            LayerKey::Streets => &[DatasetKind::Streets, DatasetKind::ElevatedRoads],
            LayerKey::Railways => &[DatasetKind::Railways],
            LayerKey::Water => &[DatasetKind::Water, DatasetKind::Waterways],
            LayerKey::Green => &[DatasetKind::Green],
            LayerKey::Sites => &[DatasetKind::Sites],
            LayerKey::Own(_) => &[DatasetKind::Other],
        }
    }

    /// The bounds of a record; one without a geometry has those of its longitude and latitude, else of what it belongs to.
    pub fn place_of(&self, record: &RecordRef) -> LonLatBounds {
        let Some(dataset) = self.state.dataset_of(record) else { return LonLatBounds::EMPTY };
        let bounds = own_place(dataset, record.row as usize);
        if !bounds.is_empty() {
            return bounds;
        }
        let Some(park) = &self.state.park else { return bounds };
        // From the nearest to the widest that holds it.
        [DatasetKind::Buildings, DatasetKind::Parks, DatasetKind::Blocks]
            .into_iter()
            .filter_map(|parent| {
                let link = park.model.up(dataset.kind, record.row, parent)?;
                let of = park.model.set(parent)?;
                Some(own_place(of, link.row as usize))
            })
            .find(|place| !place.is_empty())
            .unwrap_or(bounds)
    }
}

fn own_place(dataset: &Dataset, row: usize) -> LonLatBounds {
    let bounds = dataset.geometries.bounds_of(row);
    if !bounds.is_empty() {
        return bounds;
    }
    position_of(dataset, row).map_or(bounds, |place| LonLatBounds::of(&[place]))
}
