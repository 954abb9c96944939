//! The named tables as files of `data/`. It refuses to touch the disk.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::{
    At, BLOCKS, FIGURES, INSTITUTIONS, NamedStreet, PLAN, PLAN_AS_OF, PLAN_PLACED, PLAN_VERSION, PROJECTS, PUBLISHED, Place,
    SCHEMATIC,
};

/// Where the hand-drawn streets are from.
const STREETS_SOURCE: &str = "沿 © OpenStreetMap contributors（ODbL 1.0）的路口、桥梁与店铺手绘，示意";

/// Why the files could not be made.
#[derive(Debug)]
pub enum NamedError {
    /// `blocks.geojson` is not JSON.
    Json(serde_json::Error),
    /// `blocks.geojson` has no outline of this name.
    NoOutline(&'static str),
}

impl std::fmt::Display for NamedError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Json(error) => write!(f, "blocks.geojson is not JSON: {error}"),
            Self::NoOutline(name) => write!(f, "blocks.geojson has no outline named {name}: put it back from the repository"),
        }
    }
}

impl std::error::Error for NamedError {}

/// Name and content of each file made of the named tables. `blocks_geojson` is the committed file, of which the outlines
/// are taken over and the members written anew.
pub fn named_files(blocks_geojson: &str) -> Result<Vec<(&'static str, String)>, NamedError> {
    Ok(vec![
        ("blocks.geojson", blocks(blocks_geojson)?),
        ("projects.geojson", projects()),
        ("institutions.csv", institutions()),
        ("indicators.csv", indicators()),
    ])
}

/// A place the plan names as a feature: a point, the middle line of a street, or no geometry.
pub fn place_feature(place: &Place) -> Value {
    let geometry = match place.at {
        At::BlockOnly => Value::Null,
        At::Point(position) => json!({ "type": "Point", "coordinates": position }),
        At::Line(course) => json!({ "type": "LineString", "coordinates": course }),
    };
    let mut properties = Properties::default()
        .text("id", place.id)
        .text("name", place.name)
        .text("name_en", place.name_en)
        .text("alias", place.alias)
        .text("class", place.class)
        .text("block", place.block)
        .text("themes", place.themes);
    if let Some(accuracy_m) = place.accuracy_m {
        properties = properties.number("accuracy_m", accuracy_m);
    }
    properties.text("note", place.note).placed_by_plan().feature(geometry)
}

/// One of the six streets drawn by hand as a feature.
pub fn street_feature(street: &NamedStreet) -> Value {
    Properties::default()
        .text("name", street.name)
        .text("name_en", street.name_en)
        .text("class", "主要道路")
        .number("accuracy_m", street.accuracy_m)
        .text("source", STREETS_SOURCE)
        .text("as_of", "2026-07-28")
        .text("confidence", SCHEMATIC)
        .feature(json!({ "type": "LineString", "coordinates": street.course }))
}

/// A feature collection with one feature a line, so that a change shows as the lines that changed.
/// `members` are the collection's own: source, date, confidence.
pub fn collection_text(members: &[(&str, &str)], features: &[Value]) -> String {
    let mut text = String::from("{\"type\":\"FeatureCollection\"");
    for (key, value) in members {
        let _ = write!(text, ",{}:{}", json!(key), json!(value));
    }
    text.push_str(",\"features\":[\n");
    for (i, feature) in features.iter().enumerate() {
        let end = if i + 1 < features.len() { "," } else { "" };
        let _ = writeln!(text, "{feature}{end}");
    }
    text.push_str("]}\n");
    text
}

fn blocks(committed: &str) -> Result<String, NamedError> {
    let committed: Value = serde_json::from_str(committed).map_err(NamedError::Json)?;
    let outlines = committed["features"].as_array().map_or(&[][..], Vec::as_slice);
    let mut features = Vec::with_capacity(BLOCKS.len());
    for block in BLOCKS {
        let outline = outlines.iter().find(|feature| feature["properties"]["name"] == block.name);
        let geometry = outline.map(|feature| feature["geometry"].clone()).ok_or(NamedError::NoOutline(block.name))?;
        let properties = Properties::default()
            .text("id", block.id)
            .text("name", block.name)
            .text("name_en", block.name_en)
            .text("alias", block.alias)
            .text("class", block.class)
            .text("block", block.block)
            .text("themes", block.themes)
            .number("area_km2", block.area_km2)
            .text("edges", block.edges)
            .number("accuracy_m", block.accuracy_m)
            .text("note", block.note);
        features.push(properties.placed_by_plan().feature(geometry));
    }
    let source = "张江高新区静安园“十四五”规划；轮廓沿 © OpenStreetMap contributors（ODbL 1.0）的河流与道路绘制，示意";
    Ok(collection_text(&[("source", source), ("as_of", PLAN_AS_OF), ("confidence", SCHEMATIC)], &features))
}

fn projects() -> String {
    let features: Vec<Value> = PROJECTS
        .iter()
        .map(|project| {
            let mut properties = Properties::default()
                .text("id", project.id)
                .number("number", project.number)
                .text("name", project.name)
                .text("name_en", project.name_en)
                .text("alias", project.alias)
                .text("block", project.block)
                .text("park", project.park)
                .text("themes", project.themes)
                .text("lead", project.lead);
            let mut geometry = Value::Null;
            if let Some((position, accuracy_m)) = project.at {
                properties = properties.number("accuracy_m", accuracy_m);
                geometry = json!({ "type": "Point", "coordinates": position });
            }
            properties.text("note", project.note).placed_by_plan().feature(geometry)
        })
        .collect();
    collection_text(&[("source", PLAN_PLACED), ("as_of", PLAN_AS_OF), ("confidence", SCHEMATIC)], &features)
}

fn institutions() -> String {
    let mut text = String::from("id,name,name_en,alias,class,block,lon,lat,accuracy_m,note,source,as_of,confidence\n");
    for one in INSTITUTIONS {
        let [lon, lat, accuracy_m] = one.at.map_or([const { String::new() }; 3], |([lon, lat], accuracy_m)| {
            [lon.to_string(), lat.to_string(), accuracy_m.to_string()]
        });
        push_row(
            &mut text,
            &[
                one.id,
                one.name,
                one.name_en,
                one.alias,
                one.class,
                one.block,
                &lon,
                &lat,
                &accuracy_m,
                one.note,
                PLAN_PLACED,
                PLAN_AS_OF,
                SCHEMATIC,
            ],
        );
    }
    text
}

fn indicators() -> String {
    let mut text = String::from(
        "id,number,kind,name,name_en,block,year,value,value_text,unit_name,baseline,baseline_year,nature,plan_version,note,source,as_of,confidence\n",
    );
    for figure in FIGURES {
        let (baseline, baseline_year) =
            figure.baseline.map_or(("", String::new()), |(baseline, year)| (baseline, year.to_string()));
        push_row(
            &mut text,
            &[
                figure.id,
                &figure.number.to_string(),
                figure.kind,
                figure.name,
                figure.name_en,
                figure.block,
                &figure.year.to_string(),
                figure.value.unwrap_or_default(),
                figure.value_text,
                figure.unit_name,
                baseline,
                &baseline_year,
                figure.nature,
                PLAN_VERSION,
                figure.note,
                PLAN,
                PLAN_AS_OF,
                PUBLISHED,
            ],
        );
    }
    text
}

/// Appends a row of comma-separated values (RFC 4180), quoted where that is needed.
fn push_row(text: &mut String, cells: &[&str]) {
    for (i, cell) in cells.iter().enumerate() {
        if i > 0 {
            text.push(',');
        }
        if cell.contains([',', '"', '\n']) {
            let _ = write!(text, "\"{}\"", cell.replace('"', "\"\""));
        } else {
            text.push_str(cell);
        }
    }
    text.push('\n');
}

/// The members of a feature in the order in which they are given; empty texts are left out.
#[derive(Default)]
struct Properties(Map<String, Value>);

impl Properties {
    fn text(mut self, key: &str, value: &str) -> Self {
        if !value.is_empty() {
            self.0.insert(key.to_owned(), value.into());
        }
        self
    }

    fn number(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.insert(key.to_owned(), value.into());
        self
    }

    fn placed_by_plan(self) -> Self {
        self.text("source", PLAN_PLACED).text("as_of", PLAN_AS_OF).text("confidence", SCHEMATIC)
    }

    fn feature(self, geometry: Value) -> Value {
        json!({ "type": "Feature", "properties": self.0, "geometry": geometry })
    }
}
