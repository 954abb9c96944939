//! Records to GeoJSON, for saving a layer or a selection. Refuses to choose the rows.

use geojson::{Feature, FeatureCollection, GeometryValue, JsonObject, JsonValue, feature::Id};

use crate::domain::{Dataset, Geometries, GeometryKind, PartKind, Value};

/// All rows as the text of a FeatureCollection, a feature a line, with what is told of them as the foreign member `about`.
/// `go_on` is asked before each row.
///
/// # Errors
/// What `go_on` says.
pub fn bytes<E>(dataset: &Dataset, about: JsonValue, go_on: &dyn Fn(usize) -> Result<(), E>) -> Result<Vec<u8>, E> {
    let mut bytes = b"{\"type\":\"FeatureCollection\"".to_vec();
    let mut members = members(dataset);
    members.insert("about".to_owned(), about);
    for (name, value) in members {
        bytes.extend(format!(",{}:{value}", JsonValue::from(name)).into_bytes());
    }
    bytes.extend(b",\"features\":[");
    for row in 0..dataset.len() {
        go_on(row)?;
        bytes.extend(if row == 0 { &b"\n"[..] } else { b",\n" });
        bytes.extend(feature(dataset, row).to_string().into_bytes());
    }
    bytes.extend(b"\n]}\n");
    Ok(bytes)
}

/// The rows as a FeatureCollection, in the order given; what the file says of all its records is a foreign member. Rows out
/// of range are left out.
pub fn to_geojson(dataset: &Dataset, rows: impl IntoIterator<Item = usize>) -> FeatureCollection {
    let features = rows.into_iter().filter(|&row| row < dataset.len()).map(|row| feature(dataset, row)).collect();
    let members = members(dataset);
    FeatureCollection { bbox: None, features, foreign_members: (!members.is_empty()).then_some(members) }
}

/// What the file says of all its records.
fn members(dataset: &Dataset) -> JsonObject {
    let mut members = JsonObject::new();
    if !dataset.source.is_empty() {
        members.insert("source".to_owned(), dataset.source.as_str().into());
    }
    if let Some(as_of) = dataset.as_of {
        members.insert("as_of".to_owned(), as_of.to_string().into());
    }
    if let Some(confidence) = dataset.confidence {
        members.insert("confidence".to_owned(), confidence.term().into());
    }
    members
}

fn feature(dataset: &Dataset, row: usize) -> Feature {
    let mut properties = JsonObject::new();
    for (name, column) in dataset.table.names.iter().zip(&dataset.table.columns) {
        let value = column.get(row);
        if !value.is_null() {
            properties.insert(name.clone(), json(value));
        }
    }
    let id = match dataset.feature_ids.get(row) {
        Value::Text(id) => Some(Id::String(id.to_owned())),
        Value::Number(id) => number(id).map(Id::Number),
        Value::Null | Value::Bool(_) => None,
    };
    let geometry = geometry(&dataset.geometries, row).map(geojson::Geometry::new);
    Feature { bbox: None, geometry, id, properties: Some(properties), foreign_members: None }
}

/// A cell as JSON; text that is a nested object or array becomes one again.
fn json(value: Value<'_>) -> JsonValue {
    match value {
        Value::Null => JsonValue::Null,
        Value::Bool(value) => value.into(),
        Value::Number(value) => number(value).map_or(JsonValue::Null, JsonValue::Number),
        Value::Text(text) if text.starts_with(['{', '[']) => serde_json::from_str(text).unwrap_or_else(|_| text.into()),
        Value::Text(text) => text.into(),
    }
}

/// Whole numbers without a decimal point.
fn number(value: f64) -> Option<serde_json::Number> {
    if value.fract() == 0.0 && value.abs() < 9e15 { Some((value as i64).into()) } else { serde_json::Number::from_f64(value) }
}

fn geometry(geometries: &Geometries, row: usize) -> Option<GeometryValue> {
    let mut parts = geometries.parts(row).map(|part| (geometries.part_kind(part), rings(geometries, part)));
    Some(match geometries.kind(row) {
        GeometryKind::None => return None,
        GeometryKind::Point | GeometryKind::LineString | GeometryKind::Polygon => {
            let (kind, rings) = parts.next()?;
            single(kind, rings)
        }
        GeometryKind::MultiPoint => GeometryValue::new_multi_point(parts.flat_map(|(_, rings)| rings.into_iter().flatten())),
        GeometryKind::MultiLineString => GeometryValue::new_multi_line_string(parts.flat_map(|(_, rings)| rings)),
        GeometryKind::MultiPolygon => GeometryValue::new_multi_polygon(parts.map(|(_, rings)| rings)),
        GeometryKind::Collection => {
            GeometryValue::new_geometry_collection(parts.map(|(kind, rings)| geojson::Geometry::new(single(kind, rings))))
        }
    })
}

fn rings(geometries: &Geometries, part: usize) -> Vec<Vec<[f64; 2]>> {
    geometries.rings(part).map(|ring| geometries.ring(ring).to_vec()).collect()
}

/// The geometry of one part; rings of a point and a line hold but one.
fn single(kind: PartKind, rings: Vec<Vec<[f64; 2]>>) -> GeometryValue {
    match kind {
        PartKind::Point => GeometryValue::new_point(rings.concat().first().copied().unwrap_or_default()),
        PartKind::Line => GeometryValue::new_line_string(rings.concat()),
        PartKind::Polygon => GeometryValue::new_polygon(rings),
    }
}
