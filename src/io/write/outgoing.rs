//! The rows as they leave: those that were chosen, in the coordinate system of the file, each with its own source, as-of and
//! confidence. Refuses formats.

use crate::domain::{Column, Dataset, Field, Geometries, Repairs, Value};
use crate::geodesy::crs::Transform;
use crate::geodesy::geodesic;

use super::gather::{add_provenance, joined};
use super::{Part, Progress, Target, WriteFault, go_on};

/// A dataset of the chosen rows, with positions of the file's coordinate system, and columns for what the files say of all of
/// their records.
pub(super) fn prepare(parts: &[Part<'_>], target: &Target<'_>, progress: Progress<'_>) -> Result<Dataset, WriteFault> {
    let transform = Transform::new(target.crs).map_err(WriteFault::Crs)?;
    let total = parts.iter().map(Part::len).sum();
    let mut done = 0;
    let mut made = Vec::with_capacity(parts.len());
    for part in parts {
        made.push((prepared(part, &transform, &|row| go_on(progress, done + row, total))?, part.layer));
        done += part.len();
    }
    if made.len() > 1 {
        return Ok(joined(target.name, made));
    }
    let Some((mut only, _)) = made.pop() else { return Ok(joined(target.name, Vec::new())) };
    target.name.clone_into(&mut only.name);
    Ok(only)
}

fn prepared(
    part: &Part<'_>,
    transform: &Transform,
    go_on: &dyn Fn(usize) -> Result<(), WriteFault>,
) -> Result<Dataset, WriteFault> {
    let dataset = part.dataset;
    let all: Vec<u32>;
    let rows = match part.rows {
        Some(rows) => rows,
        None => {
            all = (0..dataset.len() as u32).collect();
            &all
        }
    };
    let mut outgoing = Dataset::new(dataset.name.clone(), dataset.origin.clone());
    outgoing.kind = dataset.kind;
    outgoing.fields = dataset.fields.clone();
    outgoing.source.clone_from(&dataset.source);
    (outgoing.as_of, outgoing.confidence) = (dataset.as_of, dataset.confidence);
    outgoing.placement = dataset.placement.clone();
    outgoing.repairs = repairs_of(dataset, rows);
    outgoing.about = dataset.about.clone();
    outgoing.table.names.clone_from(&dataset.table.names);
    for column in &dataset.table.columns {
        outgoing.table.columns.push(picked(column, rows));
    }
    outgoing.feature_ids = picked(&dataset.feature_ids, rows);
    for (at, &row) in rows.iter().enumerate() {
        go_on(at)?;
        add_geometry(&mut outgoing.geometries, &dataset.geometries, row, transform)?;
    }
    add_provenance(&mut outgoing, dataset);
    Ok(outgoing)
}

/// What of the picked rows is not as its file has it.
fn repairs_of(dataset: &Dataset, rows: &[u32]) -> Repairs {
    let mut repairs = Repairs::default();
    for (at, &row) in rows.iter().enumerate() {
        let Some(place) = dataset.repairs.place_of(row) else { continue };
        repairs.rows.push(at as u32);
        repairs.area_before_m2 += geodesic::feature_area_m2(&dataset.repairs.before, place);
        repairs.area_after_m2 += geodesic::feature_area_m2(&dataset.geometries, row as usize);
    }
    repairs
}

fn picked(column: &Column, rows: &[u32]) -> Column {
    let mut picked = Column::Empty;
    for (at, &row) in rows.iter().enumerate() {
        picked.set(at, column.get(row as usize));
    }
    picked
}

fn add_geometry(into: &mut Geometries, from: &Geometries, row: u32, transform: &Transform) -> Result<(), WriteFault> {
    for part in from.parts(row as usize) {
        for ring in from.rings(part) {
            for &position in from.ring(ring) {
                into.positions.push(transform.from_wgs84(position).ok_or(WriteFault::CannotShow(row))?);
            }
            into.end_ring();
        }
        into.end_part(from.part_kind(part));
    }
    into.end_feature(from.kind(row as usize));
    Ok(())
}

/// What the cells of a column are, so far as all of them are one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cells {
    Numbers,
    Switches,
    Texts,
}

impl Cells {
    /// Those of a column; texts where there are none.
    pub fn of(outgoing: &Dataset, column: usize) -> Self {
        let mut values = (0..outgoing.len()).map(|row| outgoing.table.get(row, column)).filter(|value| !value.is_null());
        let kind = |value: Value<'_>| match value {
            Value::Number(_) => Self::Numbers,
            Value::Bool(_) => Self::Switches,
            Value::Text(_) | Value::Null => Self::Texts,
        };
        let Some(first) = values.next().map(kind) else { return Self::Texts };
        if values.all(|value| kind(value) == first) { first } else { Self::Texts }
    }
}

/// True for columns whose text is days.
pub(super) fn holds_days(outgoing: &Dataset, column: usize) -> bool {
    [Field::LeaseEnd, Field::AvailableFrom, Field::AsOf].into_iter().any(|field| outgoing.fields.column(field) == Some(column))
}
