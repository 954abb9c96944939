//! A building's floors and the spaces on each, as values. Refuses drawing.

use std::collections::BTreeMap;

use crate::domain::{DatasetKind, Field, RecordRef, SpaceStatus};
use crate::i18n::Lang;
use crate::i18n::records::name_of;
use crate::index::ParkModel;

use super::chain::space_name;

/// One floor.
#[derive(Clone, Debug, PartialEq)]
pub struct FloorRow {
    /// Counted from the ground: 1 is the ground floor, −1 is B1.
    pub level: i32,
    /// What it is called.
    pub name: String,
    /// Its area, m².
    pub plate_m2: Option<f64>,
    /// Its spaces, in the order of the data.
    pub spaces: Vec<SpaceRow>,
}

/// One space of a floor.
#[derive(Clone, Debug, PartialEq)]
pub struct SpaceRow {
    /// Which record.
    pub record: RecordRef,
    /// Unit as it is called.
    pub name: String,
    /// Gross area, m².
    pub area_m2: Option<f64>,
    /// State.
    pub status: Option<SpaceStatus>,
    /// Asking rent, 元/㎡·天.
    pub rent_yuan_m2_day: Option<f64>,
    /// Last day of the lease.
    pub lease_end: Option<String>,
    /// Who lets it.
    pub tenant: Option<String>,
}

impl FloorRow {
    /// The state that takes most of the floor's area, for the strip; `None` without spaces.
    pub fn main_status(&self) -> Option<SpaceStatus> {
        let mut area_by_status: BTreeMap<SpaceStatus, f64> = BTreeMap::new();
        for space in &self.spaces {
            if let Some(status) = space.status {
                *area_by_status.entry(status).or_default() += space.area_m2.unwrap_or(0.0);
            }
        }
        // The first of equals in the order of the legend: vacant before let.
        area_by_status.into_iter().rev().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(status, _)| status)
    }
}

/// The floors of a building, lowest first; floors that only spaces tell of are among them.
pub fn floor_rows(model: &ParkModel, building: u32, lang: Lang) -> Vec<FloorRow> {
    let mut floors: BTreeMap<i32, FloorRow> = BTreeMap::new();
    let empty = |level: i32| FloorRow { level, name: floor_name(level), plate_m2: None, spaces: Vec::new() };
    if let Some(dataset) = model.set(DatasetKind::Floors) {
        for &row in model.down(DatasetKind::Buildings, building, DatasetKind::Floors) {
            let row = row as usize;
            let Some(level) = dataset.number(row, Field::Level) else { continue };
            let floor = floors.entry(level as i32).or_insert_with(|| empty(level as i32));
            floor.plate_m2 = dataset.number(row, Field::PlateM2);
            if let Some(name) = dataset.text(row, Field::Floor) {
                floor.name = name.to_owned();
            }
        }
    }
    let Some(spaces) = model.set(DatasetKind::Spaces) else { return floors.into_values().collect() };
    let firms = model.set(DatasetKind::Enterprises);
    let of_building = model.down(DatasetKind::Buildings, building, DatasetKind::Enterprises);
    let tenants: BTreeMap<&str, u32> = firms
        .map(|firms| of_building.iter().filter_map(|&firm| Some((firms.text(firm as usize, Field::Id)?, firm))).collect())
        .unwrap_or_default();
    for &space in model.down(DatasetKind::Buildings, building, DatasetKind::Spaces) {
        let row = space as usize;
        let level = spaces.number(row, Field::Level).unwrap_or(0.0) as i32;
        let tenant = spaces.text(row, Field::Tenant).and_then(|id| {
            let firm = *tenants.get(id)?;
            firms.map(|firms| name_of(firms, firm as usize, lang).into_owned())
        });
        floors.entry(level).or_insert_with(|| empty(level)).spaces.push(SpaceRow {
            record: RecordRef::of_kind(DatasetKind::Spaces, space),
            name: space_name(spaces, row),
            area_m2: spaces.number(row, Field::AreaM2),
            status: spaces.text(row, Field::Status).and_then(SpaceStatus::parse),
            rent_yuan_m2_day: spaces.number(row, Field::RentYuanM2Day),
            lease_end: spaces.text(row, Field::LeaseEnd).map(str::to_owned),
            tenant,
        });
    }
    floors.into_values().collect()
}

/// What a floor is called where the data has no name for it.
fn floor_name(level: i32) -> String {
    if level < 0 { format!("B{}", -level) } else { format!("{level}F") }
}
