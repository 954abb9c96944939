//! Cuts floors into spaces and says how each stands: vacant, let, ending. It refuses spaces that sum to more than their floor.

use super::building::Building;
use super::grounds::Grounds;
use super::rng::Rng;

/// A calendar day: year, month, day.
pub type Day = (i64, i64, i64);
/// The day of which the data tells.
pub const AS_OF: Day = (2026, 10, 31);

/// A lettable unit.
pub struct Space {
    /// Key, `S00001`.
    pub id: String,
    /// Place of its building in the list.
    pub building: usize,
    /// Floor, counted from the ground.
    pub level: i64,
    /// Number of the unit on its floor, from 1.
    pub unit: usize,
    /// Gross area, m².
    pub area_m2: i64,
    /// Usable ÷ gross, %.
    pub efficiency_pct: i64,
    /// Asking rent, 元/㎡·天.
    pub rent: f64,
    /// Service charge, 元/㎡·月.
    pub service_charge: f64,
    /// One of the eight states.
    pub status: &'static str,
    /// Delivery standard.
    pub delivery: &'static str,
    /// Last day of the lease.
    pub lease_end: Option<Day>,
    /// First day on which it is free.
    pub available_from: Option<Day>,
    /// Least part, m², of a space that can be divided.
    pub divide_min_m2: Option<i64>,
    /// Power supply, W/㎡.
    pub power_w_m2: i64,
    /// Places in the list of the spaces beside it.
    pub neighbours: Vec<usize>,
    /// Place in the list of the firm that lets it.
    pub tenant: Option<usize>,
}

impl Space {
    /// Whether it is let: 已租, 到期 or 转租.
    pub fn is_let(&self) -> bool {
        matches!(self.status, "已租" | "到期" | "转租")
    }
}

/// Makes the spaces of all buildings of which there is a record.
pub fn cut(buildings: &[Building], grounds: &[Grounds], rng: &Rng) -> Vec<Space> {
    let mut all = Vec::new();
    for (place, building) in buildings.iter().enumerate().filter(|(_, building)| !building.without_record) {
        let first = all.len();
        let busy = building.grounds.is_some_and(|g| grounds[g].firms > 3.0);
        cut_building(place, building, busy, &mut all, &mut rng.fork(place as u64));
        let mut rng = rng.fork(place as u64 + 50_000);
        let share = vacancy(building, grounds, &mut rng);
        let vacant = choose_vacant(&all[first..], share, &mut rng);
        for (space, vacant) in all[first..].iter_mut().zip(vacant) {
            let rng = &mut rng;
            if vacant {
                set_vacant(space, rng)
            } else {
                set_taken(space, rng)
            }
            space.rent = rent(building, space.level, rng);
        }
    }
    all
}

/// Cuts each floor above ground into units side by side: finer where many firms sit.
fn cut_building(place: usize, building: &Building, busy: bool, all: &mut Vec<Space>, rng: &mut Rng) {
    let storeys = building.floors_above();
    let service_charge = (12.0 + building.quality * 20.0 + if building.rents.1 > 8.0 { 6.0 } else { 0.0 } + rng.range(-1.5, 1.5))
        .clamp(12.0, 40.0);
    let efficiency = if building.grade == "老厂房" { rng.whole(72, 78) } else { rng.whole(62, 75) };
    let fine = rng.chance(0.35);
    for floor in building.floors.iter().filter(|floor| floor.level > 0) {
        let common = if floor.level == 1 && storeys > 3 { rng.range(0.5, 0.85) } else { rng.range(0.95, 1.0) };
        let area = floor.plate_m2 as f64 * common;
        let weights: &[f64] = match storeys {
            1..=2 => &[0.2, 0.35, 0.25, 0.2],
            3..=5 if busy => &[0.2, 0.4, 0.25, 0.15],
            3..=5 => &[0.55, 0.31, 0.1, 0.04],
            _ if fine => &[0.5, 0.3, 0.12, 0.08],
            _ => &[0.84, 0.12, 0.04],
        };
        let units = (rng.weighted(weights) + 1).min((area / 160.0) as usize).max(1);
        let shares: Vec<f64> = (0..units).map(|_| rng.range(0.6, 1.4)).collect();
        let total: f64 = shares.iter().sum();
        let first = all.len();
        for (unit, share) in shares.iter().enumerate() {
            let here = all.len();
            let mut neighbours = Vec::new();
            if unit > 0 {
                neighbours.push(here - 1);
            }
            if unit + 1 < units {
                neighbours.push(here + 1);
            }
            let offset = rng.whole(-1, 1);
            all.push(Space {
                id: format!("S{:05}", here + 1),
                building: place,
                level: floor.level,
                unit: here - first + 1,
                area_m2: (area * share / total) as i64,
                efficiency_pct: (efficiency + offset).clamp(60, 78),
                rent: 0.0,
                service_charge: (service_charge * 2.0).round() / 2.0,
                status: "",
                delivery: "",
                lease_end: None,
                available_from: None,
                divide_min_m2: None,
                power_w_m2: if building.quality > 0.6 { 80 } else { 60 } + if floor.load_kn_m2 > 4.5 { 40 } else { 0 },
                neighbours,
                tenant: None,
            });
        }
    }
}

/// The share of a building that is to stand vacant.
fn vacancy(building: &Building, grounds: &[Grounds], rng: &mut Rng) -> f64 {
    let mean = match building.grounds {
        Some(g) => grounds[g].vacancy_pct,
        // Neighbours on a parcel share their luck.
        None => {
            let mut luck = Rng::new(building.parcel as u64 + 77);
            let (low, high) = match building.block.as_str() {
                "north" => (7.0, 30.0),
                "central" => (13.0, 42.0),
                _ => (6.0, 29.0),
            };
            luck.range(low, high)
        }
    };
    let own = mean + rng.bell() * 8.0 - building.quality * 8.0 + 4.0;
    (if rng.chance(0.13) { own * 0.2 } else { own }).clamp(0.0, 58.0) / 100.0
}

/// Which spaces stand vacant so that their area comes near the share.
fn choose_vacant(spaces: &[Space], share: f64, rng: &mut Rng) -> Vec<bool> {
    let total: i64 = spaces.iter().map(|space| space.area_m2).sum();
    let mut left = share * total as f64;
    let mut order: Vec<usize> = (0..spaces.len()).collect();
    for place in (1..order.len()).rev() {
        order.swap(place, rng.whole(0, place as i64) as usize);
    }
    let mut vacant = vec![false; spaces.len()];
    for place in order {
        let area = spaces[place].area_m2 as f64;
        if (left - area).abs() < left {
            vacant[place] = true;
            left -= area;
        }
        if left <= 0.0 {
            break;
        }
    }
    vacant
}

fn set_vacant(space: &mut Space, rng: &mut Rng) {
    space.status = if rng.chance(0.17) { "意向" } else { "空置" };
    space.delivery = ["毛坯", "标准交付", "精装", "带家具"][rng.weighted(&[0.2, 0.44, 0.24, 0.12])];
    space.available_from =
        Some(if rng.chance(0.8) { month_start(2026, 11 - rng.whole(0, 17)) } else { month_start(2026, 11 + rng.whole(1, 2)) });
    if space.area_m2 >= 500 && rng.chance(0.6) {
        space.divide_min_m2 = Some(*rng.pick(&[100, 150, 200, 250]));
    }
}

fn set_taken(space: &mut Space, rng: &mut Rng) {
    let months = rng.whole(1, 60);
    space.status = match rng.weighted(&[0.91, 0.035, 0.018, 0.022, 0.015]) {
        0 if months <= 12 => "到期",
        0 => "已租",
        1 => "转租",
        2 => "预定",
        3 => "装修中",
        _ => "锁定",
    };
    space.delivery = ["毛坯", "标准交付", "精装", "带家具"][rng.weighted(&[0.08, 0.46, 0.36, 0.10])];
    if space.is_let() {
        let months = if space.status == "转租" { months.max(5) } else { months };
        let end = month_end(2026, 10 + months);
        space.lease_end = Some(end);
        space.available_from = match space.status {
            "到期" => Some(month_start(2026, 11 + months)),
            "转租" => Some(month_start(2026, 11 + rng.whole(0, 3))),
            _ => None,
        };
    }
}

/// The asking rent: by quality, floor and some chance, within the range of the place.
fn rent(building: &Building, level: i64, rng: &mut Rng) -> f64 {
    let storeys = building.floors_above().max(1) as f64;
    let high = level as f64 / storeys.max(6.0);
    let share = (building.quality * 0.82 + high * 0.12 + rng.range(-0.03, 0.06)).clamp(0.0, 1.0);
    let rent = building.rents.0 + (building.rents.1 - building.rents.0) * share;
    (rent * 20.0).round() / 20.0
}

fn month_start(year: i64, month: i64) -> Day {
    let (year, month) = (year + (month - 1).div_euclid(12), (month - 1).rem_euclid(12) + 1);
    (year, month, 1)
}

fn month_end(year: i64, month: i64) -> Day {
    let (year, month, _) = month_start(year, month);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    (year, month, days[month as usize - 1])
}
