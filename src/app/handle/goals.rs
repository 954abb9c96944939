//! Where flights go: the bounds of layers, selections and records on the map. Refuses moving the camera.

use crate::app::session::{Goal, Session};
use crate::app::store::Store;
use crate::domain::{DatasetKind, LonLatBounds, RecordRef};
use crate::geodesy::mercator;
use crate::ui::command::Target;
use crate::workspace::LayerKey;

/// Points left free around a goal, as a share of the map's smaller side.
const MARGIN_SHARE: f64 = 0.08;
/// The same around a single record: its surroundings matter.
const RECORD_MARGIN_SHARE: f64 = 0.3;
/// A flight to a record or a small layer ends no closer than this, Web Mercator metres a point.
const CLOSEST_MERCATOR_PER_PT: f64 = 0.5;

/// Where a target is, and how it is shown; `None` when there is nothing to go to.
pub fn goal_of(session: &Session, target: &Target) -> Option<Goal> {
    let store = &session.state.store;
    let bounds = match target {
        Target::Park => bounds_of_park(store)?,
        Target::Layer(key) => bounds_of_layer(session, key),
        Target::Selection => bounds_of_records(session, &session.state.selection),
        Target::Record(record) => bounds_of_records(session, std::slice::from_ref(record)),
    };
    let place = Goal::place(in_mercator(&bounds)?);
    Some(match target {
        Target::Park => place,
        Target::Layer(_) | Target::Selection => {
            Goal { margin_share: MARGIN_SHARE, closest_mercator_per_pt: CLOSEST_MERCATOR_PER_PT, ..place }
        }
        Target::Record(_) => {
            Goal { margin_share: RECORD_MARGIN_SHARE, closest_mercator_per_pt: CLOSEST_MERCATOR_PER_PT, ..place }
        }
    })
}

/// Bounds in degrees as a Web Mercator box; `None` when they are empty.
pub fn in_mercator(bounds: &LonLatBounds) -> Option<[f64; 4]> {
    let [west, south] = mercator::from_lon_lat([bounds.west, bounds.south]);
    let [east, north] = mercator::from_lon_lat([bounds.east, bounds.north]);
    (!bounds.is_empty()).then_some([west, south, east, north])
}

/// The bounds of the blocks.
pub fn bounds_of_park(store: &Store) -> Option<LonLatBounds> {
    let blocks = store.active(DatasetKind::Blocks)?;
    Some(blocks.bounds).filter(|bounds| !bounds.is_empty())
}

fn bounds_of_layer(session: &Session, key: &LayerKey) -> LonLatBounds {
    let store = &session.state.store;
    match key {
        LayerKey::Own(name) => store
            .own_layers()
            .iter()
            .find(|loaded| loaded.dataset.name == *name)
            .map_or(LonLatBounds::EMPTY, |loaded| loaded.bounds),
        _ => session
            .kinds_of(key)
            .iter()
            .filter_map(|&kind| store.active(kind))
            .fold(LonLatBounds::EMPTY, |bounds, loaded| bounds.union(&loaded.bounds)),
    }
}

/// The bounds of records; one without a geometry lends that of the record it belongs to.
fn bounds_of_records(session: &Session, records: &[RecordRef]) -> LonLatBounds {
    records.iter().fold(LonLatBounds::EMPTY, |bounds, record| bounds.union(&session.place_of(record)))
}
