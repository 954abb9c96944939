//! Small markets for tests, made without files.

use std::sync::Arc;

use crate::domain::{Date, Delivery};
use crate::index::ParkModel;

use super::build::grow;
use super::firms::FirmGrid;
use super::market::{Columns, FloorRow, Group, Market};
use super::offers::Offer;
use super::parse::Names;

/// A space to be made.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub area_m2: f64,
    pub rent: f64,
    pub offer: Offer,
    /// Days after the reference date.
    pub free_in: i32,
    pub delivery: Option<Delivery>,
    pub clear_height_m: f64,
    /// Least part; infinite where it is not divisible.
    pub least_part_m2: f64,
    /// Units of the same floor that it adjoins, by their place on it.
    pub beside: Vec<usize>,
}

impl Unit {
    /// A vacant space of an area and rent that adjoins nothing.
    pub(crate) fn vacant(area_m2: f64, rent: f64) -> Self {
        Self {
            area_m2,
            rent,
            offer: Offer::Vacant,
            free_in: 0,
            delivery: Some(Delivery::Standard),
            clear_height_m: 3.0,
            least_part_m2: f64::INFINITY,
            beside: Vec::new(),
        }
    }
}

/// A building to be made: floors with their levels.
#[derive(Clone, Debug, Default)]
pub(crate) struct House {
    pub floors: Vec<(i64, Vec<Unit>)>,
    pub metro_m: f64,
    pub firms: [u32; 5],
}

pub(crate) const TODAY: Date = match Date::new(2026, 10, 31) {
    Some(date) => date,
    None => panic!("a day of the calendar"),
};

/// A market of some buildings.
pub(crate) fn market(houses: &[House]) -> Market {
    let mut slots = Columns::default();
    let (mut floors, mut groups) = (Vec::new(), Vec::new());
    for house in houses {
        let (first_slot, first_floor) = (slots.row.len() as u32, floors.len() as u32);
        for (level, units) in &house.floors {
            let first = slots.row.len() as u32;
            for unit in units {
                slots.row.push(slots.row.len() as u32);
                slots.group.push(groups.len() as u32);
                slots.floor.push(floors.len() as u32);
                slots.area_m2.push(unit.area_m2);
                slots.rent.push(unit.rent);
                slots.offer.push(unit.offer);
                slots.free_from.push(Some(TODAY.plus_days(unit.free_in)));
                slots.delivery.push(unit.delivery);
                slots.clear_height_m.push(unit.clear_height_m);
                [&mut slots.floor_height_m, &mut slots.load, &mut slots.power, &mut slots.efficiency, &mut slots.service_charge]
                    .into_iter()
                    .for_each(|column| column.push(f64::NAN));
                slots.least_part_m2.push(unit.least_part_m2);
                let mut beside: Vec<u32> = (0..units.len())
                    .filter(|other| {
                        unit.beside.contains(other) || units[*other].beside.contains(&(slots.row.len() - 1 - first as usize))
                    })
                    .map(|other| first + other as u32)
                    .collect();
                beside.sort_unstable();
                slots.links.extend(beside);
                slots.link_ends.push(slots.links.len() as u32);
            }
            floors.push(FloorRow { level: Some(*level), slots: first..slots.row.len() as u32, growth_m2: 0.0 });
        }
        groups.push(Group {
            building: Some(groups.len() as u32),
            slots: first_slot..slots.row.len() as u32,
            floors: first_floor..floors.len() as u32,
            place: None,
            block: None,
            park: None,
            metro_m: house.metro_m,
            station: None,
            firms: house.firms,
            parking: f64::NAN,
            floors_above: house.floors.len() as f64,
        });
    }
    let count = slots.row.len() as u32;
    let mut market = Market {
        model: Arc::new(ParkModel::default()),
        reference_date: TODAY,
        slots,
        floors,
        groups,
        firms: FirmGrid::default(),
        names: Names::default(),
        slot_by_row: (0..count).collect(),
        group_by_row: (0..houses.len() as u32).map(|at| (at, at)).collect(),
        median_rent: None,
    };
    grow(&mut market);
    market
}
