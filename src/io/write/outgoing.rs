//! The rows as they leave: those that were chosen, in the coordinate system of the file, each with its own source, as-of and
//! confidence. Refuses formats.

use crate::domain::{Column, Dataset, Field, Geometries, Repairs, Value};
use crate::geodesy::crs::Transform;
use crate::geodesy::geodesic;

use super::{Progress, WriteFault, WriteOptions, go_on};

/// A dataset of the chosen rows, with positions of the file's coordinate system, and columns for what the file says of all of
/// its records.
pub(super) fn prepare(dataset: &Dataset, options: &WriteOptions<'_>, progress: Progress<'_>) -> Result<Dataset, WriteFault> {
    let transform = Transform::new(&options.crs).map_err(WriteFault::Crs)?;
    let all: Vec<u32>;
    let rows = match options.rows {
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
    outgoing.table.names.clone_from(&dataset.table.names);
    for column in &dataset.table.columns {
        outgoing.table.columns.push(picked(column, rows));
    }
    outgoing.feature_ids = picked(&dataset.feature_ids, rows);
    for (at, &row) in rows.iter().enumerate() {
        go_on(progress, at, rows.len())?;
        add_geometry(&mut outgoing.geometries, &dataset.geometries, row, &transform)?;
    }
    add_provenance(&mut outgoing, dataset, rows);
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

/// Columns for source, as-of and confidence, where there is something to say and no column that says it.
fn add_provenance(outgoing: &mut Dataset, dataset: &Dataset, rows: &[u32]) {
    for field in [Field::Source, Field::AsOf, Field::Confidence] {
        if dataset.fields.column(field).is_some() || outgoing.table.column(field.key()).is_some() {
            continue;
        }
        let said = match field {
            Field::Source => Some(dataset.source.clone()).filter(|source| !source.is_empty()),
            Field::AsOf => dataset.as_of.map(|date| date.to_string()),
            _ => dataset.confidence.map(|confidence| confidence.term().to_owned()),
        };
        let Some(said) = said else { continue };
        let mut column = Column::Empty;
        (0..rows.len()).for_each(|row| column.set(row, Value::Text(&said)));
        outgoing.fields.set(field, outgoing.table.names.len());
        outgoing.table.names.push(field.key().to_owned());
        outgoing.table.columns.push(column);
    }
}

/// True for columns whose text is days.
pub(super) fn holds_days(outgoing: &Dataset, column: usize) -> bool {
    [Field::LeaseEnd, Field::AvailableFrom, Field::AsOf].into_iter().any(|field| outgoing.fields.column(field) == Some(column))
}
