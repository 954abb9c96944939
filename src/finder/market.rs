//! The spaces as columns, by building and floor, with all that a search looks at: made once from the joined records, in the
//! background. Refuses criteria.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::domain::{Confidence, Dataset, DatasetKind, Date, Delivery, Field};
use crate::geodesy::local::LocalFrame;
use crate::i18n::Lang;
use crate::i18n::records::name_of;
use crate::index::ParkModel;

use super::build;
use super::firms::FirmGrid;
use super::offers::Offer;
use super::parse::Names;

/// Firms of an industry are neighbours within this distance, metres, straight line.
pub const NEIGHBOURS_M: f64 = 500.0;
/// Room to expand is what comes free within so many months of the reference date.
pub const EXPANSION_MONTHS: i32 = 24;

/// The joined park, ready to be searched through. A space is known by its *slot*: its place in the columns, where spaces of
/// one building and floor lie together.
#[derive(Debug)]
pub struct Market {
    /// The joined records.
    pub model: Arc<ParkModel>,
    /// The day that leases and spoken dates count from.
    pub reference_date: Date,
    /// The columns.
    pub(super) slots: Columns,
    /// The floors, by building and level.
    pub(super) floors: Vec<FloorRow>,
    /// The buildings that have spaces, in the order of the data; spaces without one stand in a group each.
    pub(super) groups: Vec<Group>,
    /// Firms by place.
    pub(super) firms: FirmGrid,
    /// Names that a line may speak of.
    pub(super) names: Names,
    /// Slots by row of the spaces; past the end for a row that is left out.
    pub(super) slot_by_row: Vec<u32>,
    /// Groups by row of the buildings.
    pub(super) group_by_row: HashMap<u32, u32>,
    /// Median asking rent of what is vacant or offered by tenants, 元/㎡·天.
    pub median_rent: Option<f64>,
}

/// One row a space. Figures that are not known are NaN.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub row: Vec<u32>,
    pub group: Vec<u32>,
    pub floor: Vec<u32>,
    pub area_m2: Vec<f64>,
    pub rent: Vec<f64>,
    pub offer: Vec<Offer>,
    pub free_from: Vec<Option<Date>>,
    pub delivery: Vec<Option<Delivery>>,
    pub clear_height_m: Vec<f64>,
    pub floor_height_m: Vec<f64>,
    pub load: Vec<f64>,
    pub power: Vec<f64>,
    pub efficiency: Vec<f64>,
    pub service_charge: Vec<f64>,
    /// Least part that can be had of a divisible space, m²; infinite where it is not divisible.
    pub least_part_m2: Vec<f64>,
    /// Area of the adjoining spaces that are free within [`EXPANSION_MONTHS`], this one included, m²; 0 where it is not.
    pub growth_m2: Vec<f64>,
    /// The first of the spaces that this sum is of.
    pub growth_of: Vec<u32>,
    /// Adjoining slots: where each slot's end.
    pub link_ends: Vec<u32>,
    pub links: Vec<u32>,
}

/// A floor of a building.
#[derive(Clone, Debug)]
pub(super) struct FloorRow {
    /// Counted from the ground: 1 is the ground floor, −1 is B1; `None` where it is not known.
    pub level: Option<i64>,
    pub slots: Range<u32>,
    /// Area of its spaces that are free within [`EXPANSION_MONTHS`], m².
    pub growth_m2: f64,
}

/// A building with spaces.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// Its row among the buildings.
    pub building: Option<u32>,
    pub slots: Range<u32>,
    pub floors: Range<u32>,
    pub place: Option<[f64; 2]>,
    pub block: Option<u32>,
    pub park: Option<u32>,
    /// Distance to the nearest metro station, straight line, m; NaN where there is no place or no station.
    pub metro_m: f64,
    pub station: Option<u32>,
    /// Firms within [`NEIGHBOURS_M`], by industry.
    pub firms: [u32; 5],
    pub parking: f64,
    pub floors_above: f64,
}

impl Market {
    /// Brings the joined records into columns. Spaces that are left out of the joins are left out here.
    pub fn build(model: Arc<ParkModel>, reference_date: Date) -> Self {
        build::build(model, reference_date)
    }

    /// The number of spaces.
    pub fn len(&self) -> usize {
        self.slots.row.len()
    }

    /// True when there is no space.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row among the spaces of a slot.
    pub fn row_of(&self, slot: u32) -> u32 {
        self.slots.row.get(slot as usize).copied().unwrap_or(u32::MAX)
    }

    /// The slot of a row of the spaces.
    pub fn slot_of(&self, row: u32) -> Option<u32> {
        self.slot_by_row.get(row as usize).copied().filter(|&slot| (slot as usize) < self.len())
    }

    /// The number of buildings with spaces (and of spaces without a building).
    pub fn group_count(&self) -> usize {
        self.groups.len()
    }

    /// The row among the buildings of a group.
    pub fn building_of(&self, group: u32) -> Option<u32> {
        self.groups.get(group as usize)?.building
    }

    /// The group of a building.
    pub fn group_of(&self, building: u32) -> Option<u32> {
        self.group_by_row.get(&building).copied()
    }

    /// The group of a slot.
    pub fn group_of_slot(&self, slot: u32) -> u32 {
        self.slots.group.get(slot as usize).copied().unwrap_or(u32::MAX)
    }

    /// The point that stands for a group, `[lon, lat]`.
    pub fn place_of(&self, group: u32) -> Option<[f64; 2]> {
        self.groups.get(group as usize)?.place
    }

    /// Distance of a group to the nearest metro station, straight line in metres, and that station's row.
    pub fn metro_of(&self, group: u32) -> Option<(f64, u32)> {
        let group = self.groups.get(group as usize)?;
        group.metro_m.is_finite().then_some(group.metro_m).zip(group.station)
    }

    /// The level of a slot's floor.
    pub fn level_of(&self, slot: u32) -> Option<i64> {
        self.floors.get(*self.slots.floor.get(slot as usize)? as usize)?.level
    }

    /// How a slot is offered.
    pub fn offer_of(&self, slot: u32) -> Offer {
        self.slots.offer.get(slot as usize).copied().unwrap_or(Offer::Never)
    }

    /// Gross area of a slot, m².
    pub fn area_of(&self, slot: u32) -> Option<f64> {
        self.slots.area_m2.get(slot as usize).copied().filter(|area| area.is_finite())
    }

    /// The first day on which a slot is free, where that is known.
    pub fn free_from_of(&self, slot: u32) -> Option<Date> {
        self.slots.free_from.get(slot as usize).copied().flatten()
    }

    /// Firms of each industry within [`NEIGHBOURS_M`] of a group.
    pub fn firms_near(&self, group: u32) -> [u32; 5] {
        self.groups.get(group as usize).map_or([0; 5], |group| group.firms)
    }

    /// The name of a group: its building's, else its space's.
    pub fn name_of(&self, group: u32, lang: Lang) -> String {
        let Some(group) = self.groups.get(group as usize) else { return String::new() };
        let named = match (group.building, self.model.set(DatasetKind::Buildings), self.model.set(DatasetKind::Spaces)) {
            (Some(row), Some(buildings), _) => Some(name_of(buildings, row as usize, lang)),
            (_, _, Some(spaces)) => Some(name_of(spaces, self.row_of(group.slots.start) as usize, lang)),
            _ => None,
        };
        named.unwrap_or_default().into_owned()
    }

    /// The name of the park of a group; `None` outside parks.
    pub fn park_name(&self, group: u32, lang: Lang) -> Option<String> {
        let row = self.groups.get(group as usize)?.park?;
        Some(name_of(self.model.set(DatasetKind::Parks)?, row as usize, lang).into_owned())
    }

    /// The name of the block of a group; `None` outside blocks.
    pub fn block_name(&self, group: u32, lang: Lang) -> Option<String> {
        let row = self.groups.get(group as usize)?.block?;
        Some(name_of(self.model.set(DatasetKind::Blocks)?, row as usize, lang).into_owned())
    }

    /// The name of a station.
    pub fn station_name(&self, row: u32, lang: Lang) -> Option<String> {
        Some(name_of(self.model.set(DatasetKind::Stations)?, row as usize, lang).into_owned())
    }

    /// The key of a slot's space: its id, else its number in its file.
    pub fn id_of(&self, slot: u32) -> String {
        let row = self.row_of(slot) as usize;
        let Some(spaces) = self.spaces() else { return String::new() };
        let key = crate::index::keys::own_key(spaces, row);
        key.map_or_else(|| spaces.number_in_file(row).to_string(), |key| key.into_owned())
    }

    /// The least sure of some slots and their building.
    pub fn confidence_of(&self, slots: &[u32]) -> Option<Confidence> {
        let spaces = self.spaces()?;
        let of_spaces = slots.iter().filter_map(|&slot| spaces.confidence_of(self.row_of(slot) as usize)).max();
        let building = slots.first().and_then(|&slot| self.building_of(self.group_of_slot(slot)));
        let of_building = building.and_then(|row| self.model.set(DatasetKind::Buildings)?.confidence_of(row as usize));
        of_spaces.max(of_building)
    }

    /// Straight-line distance of a group to a position, m.
    pub fn distance_m(&self, group: u32, to: [f64; 2]) -> Option<f64> {
        let [x, y] = LocalFrame::around(self.place_of(group)?).to_local(to);
        Some(x.hypot(y))
    }

    /// The dataset of the spaces.
    pub fn spaces(&self) -> Option<&Arc<Dataset>> {
        self.model.set(DatasetKind::Spaces)
    }

    /// A text of a group's building.
    pub(super) fn building_text(&self, group: u32, field: Field) -> Option<&str> {
        let row = self.building_of(group)?;
        self.model.set(DatasetKind::Buildings)?.text(row as usize, field)
    }

    /// The slots that adjoin a slot.
    pub(super) fn links_of(&self, slot: u32) -> &[u32] {
        let end = |slot: usize| self.slots.link_ends.get(slot).map_or(0, |&end| end as usize);
        let start = if slot == 0 { 0 } else { end(slot as usize - 1) };
        self.slots.links.get(start..end(slot as usize)).unwrap_or(&[])
    }
}
