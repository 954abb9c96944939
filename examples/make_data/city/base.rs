//! The base map as the city's maker sees it: shapes in metres, sorted by what may not be built on. It reads GeoJSON as our own
//! files hold it and refuses anything else with a sentence.

use geo::{LineString, Polygon};
use serde_json::Value;

use super::plane::{Point, contains, in_metres, polygon};

/// What is on the ground before the first invented thing.
pub struct BaseMap {
    /// The blocks and the renewal area, each with its key.
    pub blocks: Vec<(String, Vec<Polygon>)>,
    /// Water surfaces.
    pub water: Vec<Polygon>,
    /// Centre lines of water.
    pub waterways: Vec<Vec<Point>>,
    /// Parks, pitches, playgrounds.
    pub green: Vec<Polygon>,
    /// Grounds of schools, hospitals, malls and the like.
    pub sites: Vec<Polygon>,
    /// Tracks above ground.
    pub rails: Vec<Vec<Point>>,
    /// Elevated roads: whether it is a main line rather than a ramp or bridge, and its course.
    pub elevated: Vec<(bool, Vec<Point>)>,
    /// Traffic signals and pedestrian crossings: points that lie on streets.
    pub crossings: Vec<Point>,
    /// Metro stations.
    pub stations: Vec<Point>,
}

/// Elevated roads that are main lines; the others are ramps and bridges.
const MAIN_LINES: [&str; 6] = ["中环路", "内环高架路", "南北高架", "南北高架路", "延安高架路", "北横通道"];

impl BaseMap {
    /// Reads the base map through `text`, which gives a file's text by its name without ending.
    pub fn read(text: impl Fn(&str) -> Result<String, String>) -> Result<Self, String> {
        let features = |name: &str| -> Result<Vec<Value>, String> {
            let value: Value = serde_json::from_str(&text(name)?).map_err(|e| format!("{name}: {e}"))?;
            match value.get("features") {
                Some(Value::Array(list)) => Ok(list.clone()),
                _ => Err(format!("{name}: not a feature collection")),
            }
        };
        let all_polygons =
            |name: &str| -> Result<Vec<Polygon>, String> { Ok(features(name)?.iter().flat_map(polygons).collect()) };
        let all_points = |name: &str| -> Result<Vec<Point>, String> {
            Ok(features(name)?.iter().filter_map(|f| position(&f["geometry"]["coordinates"])).collect())
        };
        let blocks = features("blocks")?.iter().map(|f| (property(f, "id").to_owned(), polygons(f))).collect();
        let water = all_polygons("water")?;
        Ok(Self {
            blocks,
            water,
            waterways: features("waterways")?.iter().flat_map(lines).collect(),
            green: all_polygons("green")?,
            sites: features("sites")?.iter().filter(|f| property(f, "class") != "apron").flat_map(polygons).collect(),
            rails: features("railways")?.iter().filter(|f| f["properties"]["tunnel"] != true).flat_map(lines).collect(),
            elevated: features("elevated_roads")?
                .iter()
                .flat_map(|f| {
                    lines(f).into_iter().map(|line| (MAIN_LINES.contains(&property(f, "name")), line)).collect::<Vec<_>>()
                })
                .collect(),
            crossings: all_points("crossings")?,
            stations: all_points("metro_stations")?,
        })
    }

    /// The key of the functional block a point lies in; the renewal area is not one.
    pub fn block_of(&self, p: Point) -> Option<&str> {
        let inside = |(key, parts): &&(String, Vec<Polygon>)| key != "zoumatang" && parts.iter().any(|part| contains(part, p));
        self.blocks.iter().find(inside).map(|(key, _)| key.as_str())
    }
}

fn property<'a>(feature: &'a Value, key: &str) -> &'a str {
    feature["properties"][key].as_str().unwrap_or("")
}

fn position(value: &Value) -> Option<Point> {
    Some(in_metres([value.get(0)?.as_f64()?, value.get(1)?.as_f64()?]))
}

fn positions(value: &Value) -> Vec<Point> {
    value.as_array().map(|list| list.iter().filter_map(position).collect()).unwrap_or_default()
}

fn members(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn lines(feature: &Value) -> Vec<Vec<Point>> {
    let coordinates = &feature["geometry"]["coordinates"];
    match feature["geometry"]["type"].as_str() {
        Some("LineString") => vec![positions(coordinates)],
        Some("MultiLineString") => members(coordinates).iter().map(positions).collect(),
        _ => Vec::new(),
    }
}

fn polygons(feature: &Value) -> Vec<Polygon> {
    let of_rings = |rings: &Value| {
        let mut rings = members(rings).iter().map(positions);
        let outer = polygon(rings.next().unwrap_or_default());
        Polygon::new(outer.exterior().clone(), rings.map(LineString).collect())
    };
    let coordinates = &feature["geometry"]["coordinates"];
    match feature["geometry"]["type"].as_str() {
        Some("Polygon") => vec![of_rings(coordinates)],
        Some("MultiPolygon") => members(coordinates).iter().map(of_rings).collect(),
        _ => Vec::new(),
    }
}
