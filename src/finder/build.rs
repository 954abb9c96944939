//! The market from the joined records. Refuses to be fast: it is made once, in the background.

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::{Dataset, DatasetKind, Date, Delivery, Field, Value};
use crate::geodesy::local::LocalFrame;
use crate::index::ParkModel;
use crate::index::keys::{key_in, own_key};

use super::firms::FirmGrid;
use super::market::{Columns, EXPANSION_MONTHS, FloorRow, Group, Market, NEIGHBOURS_M};
use super::offers::Offer;
use super::parse::Names;

pub(super) fn build(model: Arc<ParkModel>, reference_date: Date) -> Market {
    let mut market = Market {
        slots: Columns::default(),
        floors: Vec::new(),
        groups: Vec::new(),
        firms: FirmGrid::of(&model),
        names: Names::default(),
        slot_by_row: Vec::new(),
        group_by_row: HashMap::new(),
        median_rent: None,
        model: model.clone(),
        reference_date,
    };
    if let Some(spaces) = model.set(DatasetKind::Spaces) {
        let mut order: Vec<(u32, i64, u32)> = (0..spaces.len() as u32)
            .filter(|&row| !model.is_left_out(DatasetKind::Spaces, row))
            .map(|row| {
                let building = model.up(DatasetKind::Spaces, row, DatasetKind::Buildings).map_or(u32::MAX, |link| link.row);
                (building, level(spaces, row as usize).unwrap_or(i64::MIN), row)
            })
            .collect();
        order.sort_unstable();
        let stations = stations(&model);
        let mut before = None;
        for (building, level, row) in order {
            if before.is_none_or(|(known, _)| known != building) || building == u32::MAX {
                let group = group_of(&market, &stations, row, building);
                market.groups.push(group);
                before = None;
            }
            push(&mut market, spaces, row, (before.map(|(_, level)| level) != Some(level)).then_some(level));
            before = Some((building, level));
        }
        market.slot_by_row = vec![u32::MAX; spaces.len()];
        for (slot, &row) in market.slots.row.iter().enumerate() {
            market.slot_by_row[row as usize] = slot as u32;
        }
        let buildings = market.groups.iter().enumerate().filter_map(|(at, group)| Some((group.building?, at as u32)));
        market.group_by_row = buildings.collect();
        link(&mut market, spaces);
        grow(&mut market);
        market.median_rent = median_rent(&market);
    }
    market.names = Names::of(&market);
    market
}

/// Appends a space to the last group, on a new floor where `level` says so.
fn push(market: &mut Market, spaces: &Dataset, row: u32, level: Option<i64>) {
    let slot = market.slots.row.len() as u32;
    if let Some(level) = level {
        let level = Some(level).filter(|&level| level != i64::MIN);
        market.floors.push(FloorRow { level, slots: slot..slot, growth_m2: 0.0 });
    }
    let (group, floor) = (market.groups.len() as u32 - 1, market.floors.len() as u32 - 1);
    if let (Some(group), Some(floor_row)) = (market.groups.last_mut(), market.floors.last_mut()) {
        (group.slots.end, floor_row.slots.end, group.floors.end) = (slot + 1, slot + 1, floor + 1);
    }
    let at = row as usize;
    let plus = |value: Option<f64>| value.filter(|value| *value > 0.0 && value.is_finite()).unwrap_or(f64::NAN);
    let number = |field| plus(spaces.number(at, field));
    let floor_row = market.model.up(DatasetKind::Spaces, row, DatasetKind::Floors).map(|link| link.row as usize);
    let floors = market.model.set(DatasetKind::Floors);
    // What the space itself says comes before what its floor says.
    let of_floor = |field| {
        let own = spaces.number(at, field);
        plus(own.or_else(|| floors?.number(floor_row?, field)))
    };
    let (offer, free_from) = Offer::of(spaces, at, market.reference_date);
    let area_m2 = number(Field::AreaM2);
    let least_part = if spaces.flag(at, Field::Divisible) { number(Field::DivideMinM2) } else { f64::INFINITY };
    let (clear, storey, load) = (of_floor(Field::ClearHeightM), of_floor(Field::FloorHeightM), of_floor(Field::FloorLoadKnM2));
    let columns = &mut market.slots;
    columns.row.push(row);
    columns.group.push(group);
    columns.floor.push(floor);
    columns.area_m2.push(area_m2);
    columns.rent.push(number(Field::RentYuanM2Day));
    columns.offer.push(offer);
    columns.free_from.push(free_from);
    columns.delivery.push(spaces.text(at, Field::Delivery).and_then(Delivery::parse));
    columns.clear_height_m.push(clear);
    columns.floor_height_m.push(storey);
    columns.load.push(load);
    columns.power.push(number(Field::PowerWM2));
    columns.efficiency.push(number(Field::EfficiencyPct));
    columns.service_charge.push(number(Field::ServiceChargeYuanM2Month));
    columns.least_part_m2.push(least_part);
}

fn group_of(market: &Market, stations: &[(u32, [f64; 2])], space: u32, building: u32) -> Group {
    let model = &market.model;
    let (kind, row) = if building == u32::MAX { (DatasetKind::Spaces, space) } else { (DatasetKind::Buildings, building) };
    let place = model.place_of(kind, row);
    let nearest = place.and_then(|place| {
        let frame = LocalFrame::around(place);
        let away = stations.iter().map(|&(row, at)| {
            let [x, y] = frame.to_local(at);
            (x.hypot(y), row)
        });
        away.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))
    });
    let buildings = model.set(DatasetKind::Buildings).filter(|_| building != u32::MAX);
    let number = |field| buildings.and_then(|set| set.number(row as usize, field)).unwrap_or(f64::NAN);
    let (slot, floor) = (market.slots.row.len() as u32, market.floors.len() as u32);
    Group {
        building: (building != u32::MAX).then_some(building),
        slots: slot..slot,
        floors: floor..floor,
        place,
        block: model.up(kind, row, DatasetKind::Blocks).map(|link| link.row),
        park: model.up(kind, row, DatasetKind::Parks).map(|link| link.row),
        metro_m: nearest.map_or(f64::NAN, |(distance_m, _)| distance_m),
        station: nearest.map(|(_, row)| row),
        firms: place.map_or([0; 5], |place| market.firms.within_m(place, NEIGHBOURS_M)),
        parking: number(Field::ParkingSpaces),
        floors_above: number(Field::FloorsAbove),
    }
}

/// The metro stations with their places; those of the main line are none.
pub(super) fn stations(model: &ParkModel) -> Vec<(u32, [f64; 2])> {
    let Some(stations) = model.set(DatasetKind::Stations) else { return Vec::new() };
    let is_metro = |row: u32| stations.text(row as usize, Field::Class) != Some("火车站");
    let rows = (0..stations.len() as u32).filter(|&row| is_metro(row));
    rows.filter_map(|row| Some((row, model.place_of(DatasetKind::Stations, row)?))).collect()
}

/// Which spaces adjoin: either of the two says so, and both are on one floor.
fn link(market: &mut Market, spaces: &Dataset) {
    let mut by_key = HashMap::new();
    for (slot, &row) in market.slots.row.iter().enumerate() {
        if let Some(key) = own_key(spaces, row as usize) {
            by_key.entry(key).or_insert(slot as u32);
        }
    }
    let mut pairs = Vec::new();
    for (slot, &row) in market.slots.row.iter().enumerate() {
        let Some(neighbours) = key_in(spaces.value(row as usize, Field::Neighbours)) else { continue };
        for key in neighbours.split([';', '；', ',', '，', '、']).map(str::trim).filter(|key| !key.is_empty()) {
            let Some(&other) = by_key.get(key) else { continue };
            if other as usize != slot && market.slots.floor[other as usize] == market.slots.floor[slot] {
                pairs.extend([(slot as u32, other), (other, slot as u32)]);
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut ends = vec![0_u32; market.slots.row.len()];
    pairs.iter().for_each(|&(slot, _)| ends[slot as usize] += 1);
    let mut sum = 0;
    for end in &mut ends {
        sum += *end;
        *end = sum;
    }
    market.slots.link_ends = ends;
    market.slots.links = pairs.into_iter().map(|(_, other)| other).collect();
}

/// Sums what comes free within two years, by floor and by what hangs together on it.
pub(super) fn grow(market: &mut Market) {
    let horizon = market.reference_date.plus_months(EXPANSION_MONTHS);
    let columns = &market.slots;
    let grows = |slot: u32| {
        let at = slot as usize;
        let known = columns.offer[at] != Offer::Unknown && columns.area_m2[at].is_finite();
        known && columns.offer[at].stands(columns.free_from[at], horizon)
    };
    let mut growth = vec![0.0; columns.row.len()];
    let mut growth_of: Vec<u32> = (0..columns.row.len() as u32).collect();
    let mut floor_growth = vec![0.0; market.floors.len()];
    for slot in (0..columns.row.len() as u32).filter(|&slot| grows(slot)) {
        floor_growth[columns.floor[slot as usize] as usize] += columns.area_m2[slot as usize];
        if growth[slot as usize] > 0.0 {
            continue;
        }
        let mut together = vec![slot];
        let mut next = 0;
        while let Some(&at) = together.get(next) {
            next += 1;
            for &other in market.links_of(at) {
                if grows(other) && !together.contains(&other) {
                    together.push(other);
                }
            }
        }
        let sum: f64 = together.iter().map(|&slot| columns.area_m2[slot as usize]).sum();
        for &other in &together {
            (growth[other as usize], growth_of[other as usize]) = (sum, slot);
        }
    }
    (market.slots.growth_m2, market.slots.growth_of) = (growth, growth_of);
    market.floors.iter_mut().zip(floor_growth).for_each(|(floor, sum)| floor.growth_m2 = sum);
}

fn median_rent(market: &Market) -> Option<f64> {
    let offered = |slot: &usize| !matches!(market.slots.offer[*slot], Offer::Ending | Offer::Never | Offer::Unknown);
    let mut rents: Vec<f64> =
        (0..market.len()).filter(offered).map(|slot| market.slots.rent[slot]).filter(|rent| rent.is_finite()).collect();
    rents.sort_unstable_by(f64::total_cmp);
    rents.get(rents.len() / 2).copied()
}

/// The level of a space, as a whole number.
fn level(spaces: &Dataset, row: usize) -> Option<i64> {
    match spaces.value(row, Field::Level) {
        Value::Number(level) => Some(level as i64),
        Value::Text(text) => text.trim().parse().ok(),
        _ => None,
    }
}
