//! Writes the city as the files of `data/`: one feature or row a line, coordinates with six decimals, a fixed order. It refuses
//! to touch the disk.

use std::fmt::Write;

use geo::{LineString, Polygon};
use serde_json::{Map, Value, json};

use super::super::named::{At, NAMED_STREETS, PLACES, Place, collection_text, place_feature, street_feature};
use super::building::Building;
use super::firms::Firm;
use super::ground::Street;
use super::grounds::Grounds;
use super::plane::{Point, area_m2, in_degrees};
use super::spaces::{AS_OF, Day, Space};

/// The source of every invented record.
const SOURCE: &str = "演示数据集 1.0";
/// The confidence of every invented record.
const DEMO: &str = "演示";
/// The columns that end each row of an invented table.
const TAIL: &str = "演示数据集 1.0,2026-10-31,演示\n";

/// A footprint without space to let: what it is used for, and its floors.
pub struct Other {
    /// Its footprint in the metre plane.
    pub shape: Polygon,
    /// Use, as in the data.
    pub use_name: &'static str,
    /// Floors above ground.
    pub floors_above: i64,
}

fn day(day: Day) -> String {
    format!("{:04}-{:02}-{:02}", day.0, day.1, day.2)
}

fn demo() -> [(&'static str, String); 3] {
    [("source", SOURCE.to_owned()), ("as_of", day(AS_OF)), ("confidence", DEMO.to_owned())]
}

fn collection(features: &[Value]) -> String {
    let demo = demo();
    collection_text(&demo.each_ref().map(|(key, value)| (*key, value.as_str())), features)
}

/// Degrees with six decimals; a number, so that a reader sees it as one.
fn degrees(p: Point) -> Value {
    json!(in_degrees(p).map(|v| (v * 1e6).round() / 1e6))
}

fn ring(ring: &LineString) -> Value {
    ring.coords().map(|&p| degrees(p)).collect()
}

/// A polygon's geometry member.
fn polygon_geometry(shape: &Polygon) -> Value {
    let rings: Vec<Value> = std::iter::once(shape.exterior()).chain(shape.interiors()).map(ring).collect();
    json!({ "type": "Polygon", "coordinates": rings })
}

fn feature(properties: Value, geometry: Value) -> Value {
    json!({ "type": "Feature", "properties": properties, "geometry": geometry })
}

/// `streets.geojson`: the schematic streets and the invented ones.
pub fn streets(streets: &[Street]) -> String {
    let axes = PLACES.iter().filter(|place| matches!(place.at, At::Line(_))).map(axis_feature);
    let invented = streets.iter().filter(|street| !street.named).map(|street| {
        let class = if street.main { "主要道路" } else { "支路" };
        let course: Vec<Value> = street.line.iter().map(|&p| degrees(p)).collect();
        feature(json!({ "class": class }), json!({ "type": "LineString", "coordinates": course }))
    });
    collection(&NAMED_STREETS.iter().map(street_feature).chain(axes).chain(invented).collect::<Vec<_>>())
}

/// The street a place runs along, as schematic as the place; its short name is the street's.
fn axis_feature(place: &Place) -> Value {
    let mut feature = place_feature(place);
    let properties = &mut feature["properties"];
    *properties = json!({
        "name": place.alias,
        "name_en": place.name_en.trim_end_matches(" Main Street"),
        "class": "主要道路",
        "accuracy_m": properties["accuracy_m"],
        "source": properties["source"],
        "as_of": properties["as_of"],
        "confidence": properties["confidence"],
    });
    feature
}

/// `parks.geojson`: the places the plan names, on schematic grounds where they have any, and the invented parks.
/// `shapes` are the grounds' shapes in the metre plane.
pub fn parks(grounds: &[Grounds], shapes: &[Option<Polygon>]) -> String {
    let shape_of = |id: &str| grounds.iter().position(|g| g.id == id).and_then(|g| shapes[g].as_ref());
    let named = PLACES.iter().map(|place: &Place| {
        let mut feature = place_feature(place);
        if let Some(shape) = shape_of(place.id) {
            feature["geometry"] = polygon_geometry(shape);
        }
        feature
    });
    let invented = grounds.iter().filter_map(|one| {
        let facts = one.invented.as_ref()?;
        let shape = shape_of(&one.id)?;
        let mut properties = Map::new();
        let mut put = |key: &str, value: Value| properties.insert(key.to_owned(), value);
        put("id", json!(one.id));
        put("name", json!(one.name));
        put("name_en", json!(one.name_en));
        put("class", json!("园区"));
        put("block", json!(one.block));
        put("area_ha", json!((area_m2(shape) / 1_000.0).round() / 10.0));
        put("tax_wan_yuan_mu", json!(facts.tax_wan_yuan_mu));
        for (key, flag) in ["flag_positioning", "flag_land_use", "flag_environment", "flag_output"].iter().zip(facts.flags) {
            put(key, json!(flag));
        }
        for (key, value) in demo() {
            put(key, json!(value));
        }
        Some(feature(Value::Object(properties), polygon_geometry(shape)))
    });
    collection(&named.chain(invented).collect::<Vec<_>>())
}

/// `buildings.geojson`: buildings with space to let, then the others.
pub fn buildings(buildings: &[Building], others: &[Other], grounds: &[Grounds], spaces: &[Space]) -> String {
    let mut lettable = vec![0; buildings.len()];
    for space in spaces.iter().filter(|space| space.status != "锁定") {
        lettable[space.building] += space.area_m2;
    }
    let to_let = buildings.iter().enumerate().map(|(place, building)| {
        let above = || building.floors.iter().filter(|floor| floor.level > 0);
        let mut properties = json!({
            "id": building.id,
            "name": building.names.0,
            "name_en": building.names.1,
            "block": building.block,
        });
        if let Some(g) = building.grounds {
            properties["park"] = json!(grounds[g].id);
        }
        properties["use"] = json!(building.use_name);
        properties["grade"] = json!(building.grade);
        properties["year_built"] = json!(building.year_built);
        properties["height_m"] = json!((building.height_m * 10.0).round() / 10.0);
        properties["floors_above"] = json!(building.floors_above());
        properties["floors_below"] = json!(building.floors.len() - building.floors_above());
        properties["gross_m2"] = json!(above().map(|floor| floor.plate_m2).sum::<i64>());
        if !building.without_record {
            properties["lettable_m2"] = json!(lettable[place]);
        }
        properties["plate_m2"] = json!(above().next_back().map_or(0, |floor| floor.plate_m2));
        properties["parking_spaces"] = json!(building.parking_spaces);
        feature(properties, polygon_geometry(&building.shape))
    });
    let others = others.iter().enumerate().map(|(place, other)| {
        let properties = json!({ "id": format!("C{:04}", place + 1), "use": other.use_name, "floors_above": other.floors_above });
        feature(properties, polygon_geometry(&other.shape))
    });
    collection(&to_let.chain(others).collect::<Vec<_>>())
}

fn floor_name(level: i64) -> String {
    if level < 0 { format!("B{}", -level) } else { format!("{level}F") }
}

/// `floors.csv`.
pub fn floors(buildings: &[Building]) -> String {
    let mut text =
        "building,level,floor,plate_m2,floor_height_m,clear_height_m,floor_load_kn_m2,source,as_of,confidence\n".to_owned();
    for building in buildings {
        for floor in &building.floors {
            let name = floor_name(floor.level);
            let _ = write!(
                text,
                "{},{},{name},{},{:.1},{:.1},{:.1},{TAIL}",
                building.id, floor.level, floor.plate_m2, floor.floor_height_m, floor.clear_height_m, floor.load_kn_m2
            );
        }
    }
    text
}

/// `spaces.csv`.
pub fn spaces(spaces: &[Space], buildings: &[Building], firms: &[Firm]) -> String {
    let mut text = "id,building,level,floor,unit,area_m2,efficiency_pct,rent_yuan_m2_day,service_charge_yuan_m2_month,status,\
                    delivery,lease_end,available_from,tenant,divisible,divide_min_m2,neighbours,power_w_m2,source,as_of,confidence\n"
        .to_owned();
    for space in spaces {
        let neighbours: Vec<&str> = space.neighbours.iter().map(|&n| spaces[n].id.as_str()).collect();
        let _ = write!(
            text,
            "{},{},{},{},{}{:02},{},{},{:.2},{:.1},{},{},{},{},{},{},{},{},{},{TAIL}",
            space.id,
            buildings[space.building].id,
            space.level,
            floor_name(space.level),
            space.level,
            space.unit,
            space.area_m2,
            space.efficiency_pct,
            space.rent,
            space.service_charge,
            space.status,
            space.delivery,
            space.lease_end.map(day).unwrap_or_default(),
            space.available_from.map(day).unwrap_or_default(),
            space.tenant.map_or("", |firm| firms[firm].id.as_str()),
            space.divide_min_m2.is_some(),
            space.divide_min_m2.map(|m2| m2.to_string()).unwrap_or_default(),
            neighbours.join(";"),
            space.power_w_m2,
        );
    }
    text
}

/// `enterprises.csv`.
pub fn enterprises(firms: &[Firm], buildings: &[Building]) -> String {
    let mut text = "id,name,name_en,building,lon,lat,industry,employees,founded,high_tech,source,as_of,confidence\n".to_owned();
    for firm in firms {
        let [lon, lat] = in_degrees(firm.at);
        let _ = write!(
            text,
            "{},{},{},{},{lon:.6},{lat:.6},{},{},{},{},{TAIL}",
            firm.id,
            firm.names.0,
            firm.names.1,
            buildings[firm.building].id,
            firm.industry,
            firm.employees,
            firm.founded,
            firm.high_tech
        );
    }
    text
}
