//! The data made by `examples/make_data`: what is committed is what the program makes, and what it makes is a city that could
//! stand there. The checks of the ground are plain arithmetic of their own, not the maker's.

#[path = "../../examples/make_data/city/mod.rs"]
mod city;
#[path = "../../examples/make_data/named/mod.rs"]
mod named;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use geo::{Area, Intersects, LineString, Polygon};
use serde_json::Value;

type Row = BTreeMap<String, String>;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

fn read(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).unwrap_or_else(|e| panic!("data/{name}: {e}"))
}

fn rows(name: &str) -> Vec<Row> {
    csv::Reader::from_reader(read(name).as_bytes()).deserialize().map(|row| row.unwrap()).collect()
}

fn features(name: &str) -> Vec<Value> {
    let value: Value = serde_json::from_str(&read(name)).unwrap();
    value["features"].as_array().unwrap().clone()
}

#[test]
fn what_is_committed_is_what_the_program_makes() {
    let base = city::BaseMap::read(|name| Ok(read(&format!("{name}.geojson")))).unwrap();
    let made = named::named_files(&read("blocks.geojson")).unwrap().into_iter().chain(city::make(&base));
    for (name, text) in made {
        let committed = read(name);
        let differs = text.lines().zip(committed.lines()).position(|(a, b)| a != b);
        assert!(
            text == committed,
            "data/{name} is not what `cargo run --example make_data` writes (first difference: line {:?})",
            differs.map(|line| line + 1)
        );
    }
}

/// Positions on a plane of metres about the park. The scale is that of a sphere of 6,371 km: good to half a per cent.
fn plane(position: &Value) -> (f64, f64) {
    let of = |i: usize| position[i].as_f64().unwrap();
    ((of(0) - 121.45) * 95_050.0, (of(1) - 31.26) * 111_195.0)
}

fn ring(value: &Value) -> LineString {
    value.as_array().unwrap().iter().map(plane).collect()
}

fn polygons(feature: &Value) -> Vec<Polygon> {
    let of = |rings: &Value| {
        let mut rings = rings.as_array().unwrap().iter().map(ring);
        Polygon::new(rings.next().unwrap(), rings.collect())
    };
    let coordinates = &feature["geometry"]["coordinates"];
    match feature["geometry"]["type"].as_str() {
        Some("Polygon") => vec![of(coordinates)],
        Some("MultiPolygon") => coordinates.as_array().unwrap().iter().map(of).collect(),
        _ => Vec::new(),
    }
}

fn lines(feature: &Value) -> Vec<LineString> {
    let coordinates = &feature["geometry"]["coordinates"];
    match feature["geometry"]["type"].as_str() {
        Some("LineString") => vec![ring(coordinates)],
        Some("MultiLineString") => coordinates.as_array().unwrap().iter().map(ring).collect(),
        _ => Vec::new(),
    }
}

/// Shapes sorted into squares of 200 m, so that only neighbours are compared.
struct Squares<'a, T> {
    of_square: BTreeMap<(i64, i64), Vec<usize>>,
    shapes: &'a [T],
}

fn squares_of(ring: &LineString, margin_m: f64) -> BTreeSet<(i64, i64)> {
    let of = |v: f64| (v / 200.0).floor() as i64;
    let mut squares = BTreeSet::new();
    for line in ring.lines() {
        let (x0, x1) = (line.start.x.min(line.end.x) - margin_m, line.start.x.max(line.end.x) + margin_m);
        let (y0, y1) = (line.start.y.min(line.end.y) - margin_m, line.start.y.max(line.end.y) + margin_m);
        for x in of(x0)..=of(x1) {
            squares.extend((of(y0)..=of(y1)).map(|y| (x, y)));
        }
    }
    squares
}

impl<'a, T> Squares<'a, T> {
    fn new(shapes: &'a [T], ring: impl Fn(&T) -> &LineString, filled: bool) -> Self {
        let mut of_square: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (place, shape) in shapes.iter().enumerate() {
            let mut squares = squares_of(ring(shape), 0.0);
            if filled {
                let (x, y): (Vec<i64>, Vec<i64>) = squares.iter().copied().unzip();
                let span = |v: &[i64]| *v.iter().min().unwrap()..=*v.iter().max().unwrap();
                squares = span(&x).flat_map(|x| span(&y).map(move |y| (x, y))).collect();
            }
            for square in squares {
                of_square.entry(square).or_default().push(place);
            }
        }
        Self { of_square, shapes }
    }

    fn near(&self, ring: &LineString, margin_m: f64) -> Vec<(usize, &'a T)> {
        let places: BTreeSet<usize> =
            squares_of(ring, margin_m).iter().filter_map(|square| self.of_square.get(square)).flatten().copied().collect();
        places.into_iter().map(|place| (place, &self.shapes[place])).collect()
    }
}

/// The distance of two segments' nearest ends, m; 0 where they cross.
fn gap_m(a: &LineString, b: &LineString) -> f64 {
    let to = |p: geo::Coord, l: geo::Line| {
        let (dx, dy) = (l.end.x - l.start.x, l.end.y - l.start.y);
        let squared = dx * dx + dy * dy;
        let t = if squared > 0.0 { (((p.x - l.start.x) * dx + (p.y - l.start.y) * dy) / squared).clamp(0.0, 1.0) } else { 0.0 };
        (p.x - l.start.x - t * dx).hypot(p.y - l.start.y - t * dy)
    };
    let mut least = f64::MAX;
    for l in a.lines() {
        for k in b.lines() {
            if l.intersects(&k) {
                return 0.0;
            }
            least = least.min(to(l.start, k)).min(to(l.end, k)).min(to(k.start, l)).min(to(k.end, l));
        }
    }
    least
}

#[test]
fn no_building_stands_on_a_street_track_river_green_site_or_another() {
    let buildings: Vec<Polygon> = features("buildings.geojson").iter().flat_map(polygons).collect();
    assert!(buildings.len() >= 2_000, "{} buildings", buildings.len());

    let all = Squares::new(&buildings, |b| b.exterior(), true);
    for (place, building) in buildings.iter().enumerate() {
        for (other, shape) in all.near(building.exterior(), 0.0) {
            assert!(other <= place || !shape.intersects(building), "buildings {place} and {other} overlap");
        }
    }
    let parks: Vec<Polygon> = features("parks.geojson").iter().flat_map(polygons).collect();
    assert!(parks.len() >= 20, "{} parks have grounds", parks.len());
    for file in ["water", "green", "sites"] {
        let grounds: Vec<Polygon> = features(&format!("{file}.geojson")).iter().flat_map(polygons).collect();
        let grounds = Squares::new(&grounds, |g| g.exterior(), true);
        for (place, building) in buildings.iter().enumerate() {
            for (other, shape) in grounds.near(building.exterior(), 0.0) {
                assert!(!shape.intersects(building), "building {place} stands on feature {other} of {file}");
            }
        }
        for (place, park) in parks.iter().enumerate() {
            assert!(!grounds.shapes.iter().any(|shape| shape.intersects(park)), "the grounds of park {place} lie on {file}");
        }
    }
    // Half the width of each, m: what is nearer to its line would stand on it.
    for (file, half_m) in [("streets", 7.0), ("elevated_roads", 12.0), ("waterways", 8.0), ("railways", 10.0)] {
        let courses: Vec<LineString> = features(&format!("{file}.geojson"))
            .iter()
            .filter(|feature| feature["properties"]["tunnel"] != true)
            .flat_map(|feature| {
                lines(feature).into_iter().flat_map(|line| line.lines().map(LineString::from).collect::<Vec<_>>())
            })
            .collect();
        let courses = Squares::new(&courses, |c| c, false);
        for (place, building) in buildings.iter().enumerate() {
            for (_, course) in courses.near(building.exterior(), half_m) {
                let gap = gap_m(building.exterior(), course);
                assert!(gap >= half_m, "building {place} is {gap:.1} m from a line of {file}");
            }
        }
    }
}

#[test]
fn floors_and_spaces_agree() {
    let plate: BTreeMap<(String, String), f64> = rows("floors.csv")
        .iter()
        .map(|floor| ((floor["building"].clone(), floor["level"].clone()), floor["plate_m2"].parse().unwrap()))
        .collect();
    let spaces = rows("spaces.csv");
    let by_id: BTreeMap<&str, &Row> = spaces.iter().map(|space| (space["id"].as_str(), space)).collect();
    let firms: BTreeMap<String, String> =
        rows("enterprises.csv").into_iter().map(|firm| (firm["id"].clone(), firm["building"].clone())).collect();
    let mut used: BTreeMap<(String, String), f64> = BTreeMap::new();
    for space in &spaces {
        let id = &space["id"];
        *used.entry((space["building"].clone(), space["level"].clone())).or_default() += space["area_m2"].parse::<f64>().unwrap();
        for neighbour in space["neighbours"].split(';').filter(|n| !n.is_empty()) {
            let other = by_id[neighbour];
            assert!(other["building"] == space["building"] && other["level"] == space["level"], "{id} and {neighbour}");
            assert!(other["neighbours"].split(';').any(|n| n == id), "{neighbour} does not name {id}");
        }
        // Days are written so that their order is that of their text.
        let (end, tenant) = (space["lease_end"].as_str(), space["tenant"].as_str());
        match space["status"].as_str() {
            "到期" => assert!(("2026-11-01".."2027-11-01").contains(&end), "{id} ends {end}"),
            "已租" => assert!(("2027-11-01"..="2031-10-31").contains(&end), "{id} ends {end}"),
            "转租" => assert!(("2027-02-01"..="2031-10-31").contains(&end), "{id} ends {end}"),
            "空置" | "意向" | "预定" | "装修中" | "锁定" => {
                assert!(end.is_empty() && tenant.is_empty(), "{id} is not let")
            }
            other => panic!("{id} stands as {other}"),
        }
        assert!(tenant.is_empty() || firms[tenant] == space["building"], "{id}: {tenant} is elsewhere");
    }
    for (floor, used_m2) in used {
        assert!(used_m2 <= plate[&floor] + 0.5, "{floor:?}: {used_m2} m² on {} m²", plate[&floor]);
    }
}

#[test]
fn nothing_real_gets_an_invented_fact() {
    for park in features("parks.geojson") {
        let facts = &park["properties"];
        let invented = facts["name"].as_str().unwrap().starts_with("演示园");
        let says = |key: &str| !facts[key].is_null();
        let has_facts =
            ["flag_positioning", "flag_land_use", "flag_environment", "flag_output", "tax_wan_yuan_mu", "area_ha"].map(says);
        assert_eq!(has_facts, [invented; 6], "{facts}");
        assert_eq!(facts["confidence"], if invented { "演示" } else { "示意" }, "{facts}");
    }
    for firm in rows("enterprises.csv") {
        assert!(firm["name"].starts_with("示例") && firm["confidence"] == "演示");
    }
    for street in features("streets.geojson") {
        assert_eq!(street["properties"]["name"].is_null(), street["properties"]["accuracy_m"].is_null());
    }
}

#[test]
fn counts_plates_and_vacancy_are_believable() {
    let buildings = features("buildings.geojson");
    let to_let: Vec<&Value> = buildings.iter().filter(|b| !b["properties"]["block"].is_null()).collect();
    let mut area: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    let block: BTreeMap<&str, &str> =
        to_let.iter().map(|b| (b["properties"]["id"].as_str().unwrap(), b["properties"]["block"].as_str().unwrap())).collect();
    let spaces = rows("spaces.csv");
    for space in spaces.iter().filter(|space| space["status"] != "锁定") {
        let sums = area.entry(block[space["building"].as_str()]).or_default();
        let m2: f64 = space["area_m2"].parse().unwrap();
        sums.0 += m2;
        sums.1 += if matches!(space["status"].as_str(), "空置" | "意向") { m2 } else { 0.0 };
    }
    for (key, least, most) in [("north", 270, 320), ("central", 450, 500), ("south", 610, 670)] {
        let count = block.values().filter(|&&b| b == key).count();
        assert!((least..=most).contains(&count), "{key}: {count} buildings");
        let rate = area[key].1 / area[key].0;
        assert!((0.12..0.28).contains(&rate), "{key}: {rate:.3} vacant");
    }
    for building in to_let {
        let plate_m2 = building["properties"]["plate_m2"].as_f64().unwrap();
        assert!((600.0..=2_500.0).contains(&plate_m2), "{}", building["properties"]);
        let drawn_m2 = polygons(building)[0].unsigned_area();
        assert!(drawn_m2 > plate_m2 * 0.98, "{} is drawn as {drawn_m2:.0} m²", building["properties"]);
    }
}
