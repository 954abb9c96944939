//! The keys of scene layers, and the way back from a drawn row to its record. Refuses to look at scenes.

use crate::domain::{DatasetKind, RecordRef, SetKey};
use crate::workspace::LayerKey;

use super::derived::CLUSTERS_SET;

/// What stands before the name of a layer of the user's own.
const OWN: &str = "own:";

/// The layer of the workspace that a scene layer belongs to. `None` for a key that no sheet makes.
pub fn layer_of(key: &str) -> Option<LayerKey> {
    if let Some(name) = key.strip_prefix(OWN) {
        return Some(LayerKey::Own(name.to_owned()));
    }
    let code = key.split('.').next().unwrap_or(key);
    LayerKey::EMBEDDED.into_iter().find(|layer| layer.code() == code)
}

/// The record behind a row of a scene layer or mark layer. `None` for a key that no sheet makes.
pub fn record_of(key: &str, row: u32) -> Option<RecordRef> {
    let kind = match layer_of(key)? {
        LayerKey::Own(name) => return Some(RecordRef { set: SetKey::Own(name.as_str().into()), row }),
        LayerKey::Clusters => return Some(RecordRef { set: SetKey::Own(CLUSTERS_SET.into()), row }),
        LayerKey::Blocks | LayerKey::Renewal => DatasetKind::Blocks,
        LayerKey::Parks | LayerKey::LowEfficiency => DatasetKind::Parks,
        LayerKey::Buildings => DatasetKind::Buildings,
        LayerKey::Enterprises => DatasetKind::Enterprises,
        LayerKey::Projects => DatasetKind::Projects,
        LayerKey::Institutions => DatasetKind::Institutions,
        LayerKey::Metro if key == "metro.stations" => DatasetKind::Stations,
        LayerKey::Metro | LayerKey::Railways => DatasetKind::Railways,
        LayerKey::Streets if key.starts_with("streets.elevated") => DatasetKind::ElevatedRoads,
        LayerKey::Streets => DatasetKind::Streets,
        LayerKey::Water if key == "water.lines" => DatasetKind::Waterways,
        LayerKey::Water => DatasetKind::Water,
        LayerKey::Green => DatasetKind::Green,
        LayerKey::Sites => DatasetKind::Sites,
    };
    Some(RecordRef::of_kind(kind, row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawn_row_leads_back_to_its_record() {
        let kind = |key: &str| record_of(key, 7).map(|record| record.set);
        assert_eq!(kind("streets.elevated.casing"), Some(SetKey::Kind(DatasetKind::ElevatedRoads)));
        assert_eq!(kind("streets.main"), Some(SetKey::Kind(DatasetKind::Streets)));
        assert_eq!(kind("own:streets.main"), Some(SetKey::Own("streets.main".into())));
        assert_eq!(kind("clusters.line"), Some(SetKey::Own("clusters".into())));
        assert_eq!(kind("nothing"), None);
        assert_eq!(layer_of("buildings.edges"), Some(LayerKey::Buildings));
    }
}
