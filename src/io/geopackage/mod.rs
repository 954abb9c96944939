//! GeoPackages to records: the layer asked for, or the first with rows. Opened read-only and as if nothing could change it, so
//! that no journal is written beside it. Refuses raster tiles, and databases that are no GeoPackage.

mod database;
mod geometry;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use crate::domain::{Format, GeometryKind, IssueKind, Severity, SourceLayer, SourceNote, Value};

use super::bytes::Refusal;
use super::guard::guard;
use super::input::{Job, Raw, Source};
use super::records::Records;

use database::{Layer, Watch};

/// Integers up to here are exact in `f64`; longer ones are kept as text, for they are likely ids.
const EXACT_INTEGERS: u64 = 1 << 53;
/// Rows between two words of progress.
const STEP: usize = 4096;
/// Names of the key that every row has for the format's sake: it tells nothing more than the row's id does.
const FORMAL_KEYS: [&str; 3] = ["fid", "ogc_fid", "objectid"];

/// Reads one layer.
pub(super) fn read(source: Source<'_>, job: &mut Job<'_, '_>) -> Result<Raw, Refusal> {
    guard("SQLite", || {
        let length = source.len();
        let (connection, watch) = database::open(source)?;
        let layers = database::layers(&connection, length)?;
        let names: Vec<&str> = layers.iter().map(|layer| layer.name.as_str()).collect();
        if names.is_empty() {
            return Err(Refusal::Issue(IssueKind::NoFeatures, "GeoPackage".to_owned()));
        }
        let layer = job.layer(&names, |layer| layers.get(layer).is_some_and(|layer| database::has_rows(&connection, layer)))?;
        let Some(chosen) = layers.get(layer) else {
            return Err(Refusal::Issue(IssueKind::NoFeatures, "GeoPackage".to_owned()));
        };
        let records = rows(&connection, &watch, chosen, job)?;
        let listed = layers.iter().map(|layer| SourceLayer { name: layer.name.clone(), rows: layer.rows, hidden: false });
        let about = SourceNote {
            format: Format::GeoPackage,
            layers: listed.collect(),
            layer: Some(layer),
            declared_crs: chosen.crs.clone(),
            ..SourceNote::default()
        };
        Ok(Raw { records, about })
    })
}

/// What a column of the query is.
#[derive(Clone, Copy)]
enum Role {
    Geometry,
    /// The row's id, also shown as a column unless it is there only for the format's sake.
    Key(Option<usize>),
    Bool(usize),
    Cell(usize),
}

fn rows(connection: &Connection, watch: &Watch, layer: &Layer, job: &mut Job<'_, '_>) -> Result<Records, Refusal> {
    let mut records = Records::new(job.file);
    let mut query = connection.prepare(&format!("SELECT * FROM {}", database::quoted(&layer.name))).map_err(database::broken)?;
    let columns = database::columns(connection, &layer.name);
    let names: Vec<String> = query.column_names().map(str::to_owned).collect();
    let roles: Vec<Role> = names
        .iter()
        .map(|name| {
            let column = columns.iter().find(|column| column.name.eq_ignore_ascii_case(name));
            if layer.geometry.as_ref().is_some_and(|geometry| geometry.eq_ignore_ascii_case(name)) {
                Role::Geometry
            } else if column.is_some_and(|column| column.is_key) {
                Role::Key((!FORMAL_KEYS.contains(&name.to_ascii_lowercase().as_str())).then(|| records.column(name)))
            } else if column.is_some_and(|column| column.is_bool) {
                Role::Bool(records.column(name))
            } else {
                Role::Cell(records.column(name))
            }
        })
        .collect();
    if layer.geometry.is_some() && layer.crs.is_none() {
        let issue = records.log.issue(Severity::Warning, IssueKind::UndeclaredCrs).with_detail("GeoPackage");
        records.log.add(issue);
    }
    let total = layer.rows.unwrap_or(0);
    let mut found = query.query([]).map_err(database::broken)?;
    loop {
        if job.is_full(&records) {
            break;
        }
        let done = records.len();
        if done.is_multiple_of(STEP) {
            job.step(done as u64, total.max(done as u64 * 2 + 1))?;
        }
        watch.reset();
        match found.next() {
            Ok(Some(row)) => read_row(row, &roles, &mut records),
            Ok(None) => break,
            Err(error) => {
                // What was read so far is good; the rest is told.
                let line = done as u64 + 1;
                let issue = records.log.issue(Severity::Error, IssueKind::BrokenFile).at_line(line);
                records.log.add(issue.with_detail(format!("SQLite: {error}")));
                break;
            }
        }
    }
    Ok(records)
}

fn read_row(row: &Row<'_>, roles: &[Role], records: &mut Records) {
    let line = records.len() as u64 + 1;
    records.start_feature();
    let mut kind = GeometryKind::None;
    for (index, &role) in roles.iter().enumerate() {
        let Ok(value) = row.get_ref(index) else { continue };
        match (role, value) {
            (_, ValueRef::Null) => {
                if let Role::Cell(column) | Role::Bool(column) | Role::Key(Some(column)) = role {
                    records.set(column, Value::Null);
                }
            }
            (Role::Geometry, ValueRef::Blob(blob)) => match geometry::read(blob, &mut records.geometries) {
                Ok(shape) => {
                    shape.doubts.iter().for_each(|&doubt| records.doubt(doubt, "geometry".into(), line, None));
                    kind = shape.kind;
                }
                Err(fault) => {
                    records.geometries.roll_back();
                    let detail = format!("{} (byte {})", fault.what, fault.at);
                    records.doubt(IssueKind::CorruptGeometry, "geometry".into(), line, Some(detail));
                }
            },
            (Role::Geometry, _) => {
                records.doubt(IssueKind::CorruptGeometry, "geometry".into(), line, Some(value.data_type().to_string()));
            }
            (Role::Key(column), ValueRef::Integer(key)) => {
                with_integer(key, |value| records.set_id(value));
                if let Some(column) = column {
                    cell(column, value, records, line);
                }
            }
            (Role::Bool(column), ValueRef::Integer(value @ 0..=1)) => {
                records.set(column, Value::Bool(value == 1));
            }
            (Role::Cell(column) | Role::Bool(column) | Role::Key(Some(column)), value) => cell(column, value, records, line),
            (Role::Key(None), _) => {}
        }
    }
    records.accept(kind, line);
}

fn cell(column: usize, value: ValueRef<'_>, records: &mut Records, line: u64) {
    match value {
        ValueRef::Null => {
            records.set(column, Value::Null);
        }
        ValueRef::Integer(value) => with_integer(value, |value| {
            records.set(column, value);
        }),
        ValueRef::Real(value) => {
            records.set(column, if value.is_finite() { Value::Number(value) } else { Value::Null });
        }
        ValueRef::Text(bytes) => {
            let text = String::from_utf8_lossy(bytes);
            if matches!(text, std::borrow::Cow::Owned(_)) {
                let name = records.name(column).to_owned();
                records.doubt(IssueKind::Undecodable, name.into(), line, Some("UTF-8".to_owned()));
            }
            records.set(column, Value::Text(&text));
        }
        ValueRef::Blob(_) => {
            let name = records.name(column).to_owned();
            records.doubt(IssueKind::BinaryCell, name.into(), line, None);
        }
    }
}

fn with_integer(value: i64, set: impl FnOnce(Value<'_>)) {
    if value.unsigned_abs() < EXACT_INTEGERS { set(Value::Number(value as f64)) } else { set(Value::Text(&value.to_string())) }
}
