//! What lies within a radius of a point: firms, buildings, vacant space, stations. Refuses ways along streets: distances are
//! straight lines.

use crate::domain::{DatasetKind, Field, Industry};
use crate::index::ParkModel;

use super::vacancy::state_and_area;

/// What lies within a radius.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Nearby {
    /// The radius, metres.
    pub radius_m: f64,
    /// Enterprises whose place lies within.
    pub enterprises: u32,
    /// The same by industry, in the order of the plan; those without one of the five are in none.
    pub enterprises_by_industry: [u32; 5],
    /// Buildings that reach into the circle.
    pub buildings: u32,
    /// Vacant spaces (空置 + 意向) of these buildings; `None` where none of them has a space on record.
    pub vacant_spaces: Option<u32>,
    /// Their area, m²; `None` where none of the buildings has a space on record.
    pub vacant_m2: Option<f64>,
    /// Rows of the stations within, with the distance in metres, nearest first.
    pub stations: Vec<(u32, f64)>,
}

/// Counts what lies within `radius_m` of `[lon, lat]`. An invented firm or space beside the user's buildings is not counted
/// ([`ParkModel::is_left_out`]).
pub fn within(model: &ParkModel, position: [f64; 2], radius_m: f64) -> Nearby {
    let reached = |kind| model.index(kind).map_or_else(Vec::new, |index| index.within_m(position, radius_m));
    let mut nearby = Nearby { radius_m, ..Nearby::default() };

    let buildings = reached(DatasetKind::Buildings);
    nearby.buildings = buildings.len() as u32;
    for &(building, _) in &buildings {
        count_vacant(model, model.down(DatasetKind::Buildings, building, DatasetKind::Spaces), &mut nearby);
    }
    // Firms that are listed with a building and without a place of their own stand where the building is.
    let placeless = |&row: &u32| {
        let firms = model.set(DatasetKind::Enterprises);
        firms.is_some_and(|firms| firms.geometries.parts(row as usize).is_empty())
    };
    let housed = buildings.iter().flat_map(|&(row, _)| model.down(DatasetKind::Buildings, row, DatasetKind::Enterprises));
    let placed = reached(DatasetKind::Enterprises);
    for row in placed.iter().map(|&(row, _)| row).chain(housed.copied().filter(placeless)) {
        if model.is_left_out(DatasetKind::Enterprises, row) {
            continue;
        }
        nearby.enterprises += 1;
        if let Some(industry) = industry_of(model, row) {
            nearby.enterprises_by_industry[industry as usize] += 1;
        }
    }
    nearby.stations = reached(DatasetKind::Stations);
    nearby.stations.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    nearby
}

/// The industry of an enterprise, when it is one of the five.
pub fn industry_of(model: &ParkModel, row: u32) -> Option<Industry> {
    model.set(DatasetKind::Enterprises)?.text(row as usize, Field::Industry).and_then(Industry::parse)
}

fn count_vacant(model: &ParkModel, rows: &[u32], nearby: &mut Nearby) {
    let Some(spaces) = model.set(DatasetKind::Spaces) else { return };
    for (status, area_m2) in rows.iter().filter_map(|&row| state_and_area(spaces, row as usize)) {
        let is_vacant = status.is_vacant();
        *nearby.vacant_spaces.get_or_insert(0) += u32::from(is_vacant);
        *nearby.vacant_m2.get_or_insert(0.0) += if is_vacant { area_m2 } else { 0.0 };
    }
}
