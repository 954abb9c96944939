//! The tables among our own files: a header of field keys, UTF-8. Refuses other people's CSV.

use std::sync::Arc;

use crate::domain::{Dataset, Field, GeometryKind, IssueKind, PartKind, Severity, Unit, Value};

use super::log::IssueLog;
use super::records::Records;

/// Reads a table into an empty dataset: numbers where the field has a unit, a point where there are `lon` and `lat`.
pub(super) fn read(text: &str, file: &Arc<str>, dataset: &mut Dataset) -> IssueLog {
    let mut records = Records::new(file);
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let header = rows.headers().cloned().unwrap_or_default();
    let columns: Vec<_> = header.iter().map(|name| (records.column(name), is_number(name))).collect();
    let place = |key: Field| header.iter().position(|name| name == key.key());
    let (lon, lat) = (place(Field::Lon), place(Field::Lat));
    let mut row = csv::StringRecord::new();
    loop {
        let line = rows.position().line();
        let read = rows.read_record(&mut row);
        if matches!(read, Ok(false)) {
            break;
        }
        records.start_feature();
        if let Err(error) = read {
            records.take_back();
            records.refuse(IssueKind::BadValue, None, Some(error.to_string()), line);
            continue;
        }
        for (&(column, number), cell) in columns.iter().zip(&row) {
            let parsed = if number { cell.parse::<f64>().ok().filter(|value| value.is_finite()) } else { None };
            records.set(column, parsed.map_or(if cell.is_empty() { Value::Null } else { Value::Text(cell) }, Value::Number));
        }
        let ordinate = |place: Option<usize>| row.get(place?)?.parse::<f64>().ok().filter(|value| value.is_finite());
        let position = ordinate(lon).zip(ordinate(lat));
        if let Some((lon, lat)) = position {
            records.geometries.positions.push([lon, lat]);
            records.geometries.end_ring();
            records.geometries.end_part(PartKind::Point);
        }
        records.accept(if position.is_some() { GeometryKind::Point } else { GeometryKind::None }, line);
    }
    let mut log = records.finish(dataset);
    if dataset.is_empty() {
        let issue = log.issue(Severity::Error, IssueKind::NoFeatures);
        log.add(issue);
    }
    log
}

/// True for fields that hold numbers.
fn is_number(name: &str) -> bool {
    let field = Field::ALL.iter().copied().find(|field| field.key() == name);
    field.is_some_and(|field| field.unit() != Unit::None || matches!(field, Field::Value | Field::Baseline))
}
