//! What a building is like: use, quality, age, height, floors. It refuses figures that someone who lets offices in Shanghai
//! would not believe.

use geo::Polygon;

use super::base::BaseMap;
use super::footprint::Shape;
use super::grounds::Grounds;
use super::layout::{Pattern, Placed};
use super::parcels::Parcel;
use super::plane::{Frame, Point, area_m2, length, middle};
use super::rng::Rng;
use super::uses::Built;

/// A building with space to let.
pub struct Building {
    /// Key, `B0001`.
    pub id: String,
    /// Its footprint in the metre plane.
    pub shape: Polygon,
    /// The axes of its walls.
    pub frame: Frame,
    /// Chinese and English name.
    pub names: (String, String),
    /// Key of its block.
    pub block: String,
    /// Which grounds it stands on.
    pub grounds: Option<usize>,
    /// Which parcel it stands on.
    pub parcel: usize,
    /// Use, as in the data.
    pub use_name: &'static str,
    /// Quality class.
    pub grade: &'static str,
    /// Quality, 0 to 1: raises rent and service charge.
    pub quality: f64,
    /// Year of completion.
    pub year_built: i64,
    /// Floors, the lowest first.
    pub floors: Vec<Floor>,
    /// Height, m.
    pub height_m: f64,
    /// Parking spaces.
    pub parking_spaces: i64,
    /// The range of rents where it stands, 元/㎡·天.
    pub rents: (f64, f64),
    /// Whether nothing is known of its spaces.
    pub without_record: bool,
}

/// A floor.
#[derive(Clone)]
pub struct Floor {
    /// 1 is the ground floor, −1 is B1.
    pub level: i64,
    /// Area, m².
    pub plate_m2: i64,
    /// Floor-to-floor height, m.
    pub floor_height_m: f64,
    /// Clear height, m.
    pub clear_height_m: f64,
    /// Load, kN/㎡.
    pub load_kn_m2: f64,
}

impl Building {
    /// The middle of its footprint.
    pub fn middle(&self) -> Point {
        middle(&self.shape)
    }

    /// Its number of floors above ground.
    pub fn floors_above(&self) -> usize {
        self.floors.iter().filter(|floor| floor.level > 0).count()
    }
}

/// Describes all buildings with space to let, ordered by block, grounds, place.
pub fn describe(built: &[Built], parcels: &[Parcel], grounds: &[Grounds], base: &BaseMap, rng: &Rng) -> Vec<Building> {
    let mut all = Vec::new();
    for (block, block_names) in [("north", ("北", "North")), ("central", ("中", "Central")), ("south", ("南", "South"))] {
        let here = built.iter().filter(|one| one.to_let && parcels[one.parcel].block.as_deref() == Some(block));
        let mut list: Vec<(&Built, &Placed)> = here.flat_map(|one| one.placed.iter().map(move |placed| (one, placed))).collect();
        // From the park's north to south, and west to east within a row, as house numbers are given.
        let order = |(one, placed): &(&Built, &Placed)| {
            let at = middle(&placed.shape);
            (
                one.grounds.unwrap_or(usize::MAX),
                one.grounds.map_or((-at.y / 30.0) as i64, |_| one.parcel as i64),
                (-at.y / 40.0) as i64,
                at.x as i64,
            )
        };
        list.sort_by_key(order);
        let mut number = 0;
        let mut last = None;
        for (one, placed) in list {
            number = if last == Some(one.grounds) { number + 1 } else { 1 };
            last = Some(one.grounds);
            let names = match one.grounds.map(|g| &grounds[g]) {
                Some(g) if g.invented.is_some() => {
                    (format!("{} {number} 号楼", g.name), format!("{} Building {number}", g.name_en))
                }
                Some(g) => (format!("{}演示 {number} 号楼", g.name), format!("{} Demo Building {number}", g.name_en)),
                None => (format!("演示{} {number} 号楼", block_names.0), format!("Demo {} Building {number}", block_names.1)),
            };
            let id = format!("B{:04}", all.len() + 1);
            let mut rng = rng.fork(all.len() as u64);
            all.push(describe_one(id, names, block, one, placed, base, &mut rng));
        }
    }
    all
}

fn describe_one(
    id: String,
    names: (String, String),
    block: &str,
    one: &Built,
    placed: &Placed,
    base: &BaseMap,
    rng: &mut Rng,
) -> Building {
    let at = middle(&placed.shape);
    let to_metro_m = base.stations.iter().map(|&p| length(p - at)).fold(f64::MAX, f64::min);
    let near_metro = (1.0 - to_metro_m / 900.0).max(0.0);
    let plate = area_m2(&placed.shape);
    let high = rng.unit() < one.rise * 0.8;
    let (year_built, storeys) = match placed.pattern {
        Pattern::Factory => (rng.whole(1956, 1994), [1, 1, 2, 3, 4][rng.weighted(&[0.2, 0.14, 0.26, 0.26, 0.14])]),
        Pattern::Creative => (rng.whole(1930, 1998), rng.whole(2, 5)),
        Pattern::Towers if high => {
            (rng.whole(1998, 2023), rng.whole(12, 24) + if rng.chance(0.16) { rng.whole(4, 14) } else { 0 })
        }
        Pattern::Towers => (rng.whole(1992, 2021), rng.whole(4, 9)),
        _ if high => (rng.whole(2004, 2024), rng.whole(8, 14)),
        _ => (rng.whole(1999, 2022), rng.whole(3, 7)),
    };
    let halls = placed.pattern == Pattern::Factory;
    let age = (2026 - year_built) as f64;
    let quality = (0.62 - age * 0.009 + near_metro * 0.22 + storeys as f64 * 0.011 + rng.range(-0.14, 0.14)).clamp(0.03, 0.97);
    let grade = match (halls, placed.pattern, quality) {
        (true, ..) => "老厂房",
        (_, Pattern::Creative, _) => "创意楼宇",
        (.., q) if q > 0.68 => "甲级",
        (.., q) if q > 0.4 => "乙级",
        _ => "丙级",
    };
    let use_name = match placed.pattern {
        Pattern::Factory if storeys == 1 || rng.chance(0.5) => "厂房",
        Pattern::Factory => "研发",
        Pattern::Creative => "创意办公",
        Pattern::Campus if rng.chance(0.3) => "研发",
        Pattern::Towers if storeys < 7 && rng.chance(0.34) => "商业",
        Pattern::Towers if rng.chance(0.2) => "商办",
        _ => "办公",
    };
    let floors = floors(placed, plate, storeys, year_built, rng);
    let height_m = floors.iter().filter(|f| f.level > 0).map(|f| f.floor_height_m).sum::<f64>() + rng.range(0.8, 3.5);
    let gross: i64 = floors.iter().filter(|f| f.level > 0).map(|f| f.plate_m2).sum();
    Building {
        id,
        shape: placed.shape.clone(),
        frame: placed.frame,
        names,
        block: block.to_owned(),
        grounds: one.grounds,
        parcel: one.parcel,
        use_name,
        grade,
        quality,
        year_built,
        height_m,
        parking_spaces: (gross as f64 / rng.range(110.0, 210.0)) as i64,
        rents: rents(block, at),
        without_record: rng.chance(0.047),
        floors,
    }
}

/// The floors: a podium's are wide below and narrow above, halls are tall.
fn floors(placed: &Placed, plate: f64, storeys: i64, year_built: i64, rng: &mut Rng) -> Vec<Floor> {
    let halls = placed.pattern == Pattern::Factory;
    let below = match (placed.pattern, storeys) {
        (Pattern::Factory | Pattern::Creative, _) => 0,
        (_, 15..) => rng.whole(2, 3),
        (_, 7..) => rng.whole(1, 2),
        _ => i64::from(year_built > 2004 && rng.chance(0.55)),
    };
    let tower_share = if storeys > 9 && plate > 1_250.0 && matches!(placed.kind, Shape::Podium | Shape::Rect | Shape::Steps) {
        (rng.range(0.58, 0.72), rng.whole(2, 4))
    } else {
        (1.0, 0)
    };
    let typical = if halls { rng.range(4.5, 6.0) } else { rng.range(3.6, 4.2) + if year_built > 2012 { 0.2 } else { 0.0 } };
    let load: f64 = if halls { *rng.pick(&[5.0, 7.5, 10.0]) } else { *rng.pick(&[2.0, 2.5, 2.5, 3.0, 3.5]) };
    let mut floors = Vec::new();
    for level in (-below..=-1).chain(1..=storeys) {
        let share = if level > tower_share.1 { tower_share.0 } else { 1.0 };
        let height = match level {
            ..=0 => rng.range(3.6, 4.5),
            1 if halls && storeys == 1 => rng.range(7.5, 11.0),
            1 => typical + rng.range(0.6, 1.6),
            _ => typical,
        };
        let services = if halls { rng.range(0.4, 0.7) } else { rng.range(1.05, 1.3) };
        let tenths = |m: f64| (m * 10.0).round() / 10.0;
        floors.push(Floor {
            level,
            plate_m2: (plate * share).round() as i64,
            floor_height_m: tenths(height),
            clear_height_m: tenths(height - if level < 0 { 1.1 } else { services }),
            load_kn_m2: if level < 0 {
                4.0
            } else if level == 1 {
                load.max(4.0)
            } else {
                load
            },
        });
    }
    floors
}

/// Levels of asking rents, estimates: north 3.0–5.5, centre 3.5–6.5, Suhe Creek 5–8.5, West Nanjing Road 7–13 元/㎡·天.
fn rents(block: &str, at: Point) -> (f64, f64) {
    match block {
        "north" => (3.0, 5.5),
        "central" => (3.5, 6.5),
        // The creek's part of the south block lies north of lat 31.2395.
        _ if at.y > -2_270.0 => (5.0, 8.5),
        _ => (7.0, 13.0),
    }
}
