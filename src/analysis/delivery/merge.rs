//! A new delivery without what was refused of it: another dataset. Refuses to decide, and to look at the file of before: what stays
//! is in the refusals themselves, so that the same comes of them whenever the file is opened again.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Column, Dataset, Geometries, GeometryKind, KeptCell, KeptRow, Refusals, Value};
use crate::io::{wkt, write};

use super::{Delivery, Part, Refused};

/// What is to be kept of the old rows when this is refused of the delivery; `of` is the hash of the new file's content.
pub fn refusals(old: &Dataset, new: &Dataset, delivery: &Delivery, refused: &Refused, of: &str) -> Refusals {
    let mut made = Refusals { of: of.to_owned(), ..Refusals::default() };
    let mut gone = Vec::new();
    for number in refused.changes() {
        let Some(change) = delivery.rows.get(number as usize) else { continue };
        match (change.old, change.new) {
            (None, Some(row)) => {
                made.left_out.insert(new.feature_number(row as usize));
            }
            (Some(row), None) => gone.push(whole(old, row as usize)),
            (Some(row), Some(now)) => {
                let cells = change.cells.iter().enumerate().filter(|(at, _)| refused.has(number, Part::Cell(*at as u32)));
                made.kept.push(KeptRow {
                    feature: Some(new.feature_number(now as usize)),
                    id: None,
                    geometry: refused.has(number, Part::Place).then(|| write::wkt::text(&old.geometries, row as usize)),
                    cells: cells.map(|(_, cell)| (cell.column.clone(), before(old, row as usize, &cell.column))).collect(),
                });
            }
            (None, None) => {}
        }
    }
    made.kept.append(&mut gone);
    made
}

/// A row that the new file no longer has.
fn whole(old: &Dataset, row: usize) -> KeptRow {
    let table = &old.table;
    let cells = table.names.iter().zip(&table.columns).map(|(name, column)| (name.clone(), KeptCell::of(column.get(row))));
    KeptRow {
        feature: None,
        id: KeptCell::of(old.feature_ids.get(row)),
        geometry: Some(write::wkt::text(&old.geometries, row)),
        cells: cells.filter(|(_, cell)| cell.is_some()).collect(),
    }
}

/// What a row had in a column.
fn before(old: &Dataset, row: usize, column: &str) -> Option<KeptCell> {
    old.table.column(column).and_then(|column| KeptCell::of(old.table.get(row, column)))
}

/// A row of the merged dataset.
struct Row<'a> {
    /// The row of the new file it is made of.
    of: Option<usize>,
    /// What stays as it was.
    kept: Option<&'a KeptRow>,
}

/// The dataset of a new file without what was refused of it: its rows in their order, then those that it no longer has.
pub fn merged(new: &Dataset, refusals: &Refusals) -> Dataset {
    if refusals.is_empty() {
        return new.clone();
    }
    let in_place: BTreeMap<u32, &KeptRow> =
        refusals.kept.iter().filter_map(|kept| kept.feature.map(|feature| (feature, kept))).collect();
    let taken = (0..new.len()).filter(|&row| !refusals.left_out.contains(&new.feature_number(row)));
    let mut rows: Vec<Row> =
        taken.map(|row| Row { of: Some(row), kept: in_place.get(&new.feature_number(row)).copied() }).collect();
    rows.extend(refusals.kept.iter().filter(|kept| kept.feature.is_none()).map(|kept| Row { of: None, kept: Some(kept) }));
    let mut made = Dataset { geometries: geometries(new, &rows), ..new.clone() };
    let others: BTreeSet<&String> = refusals.kept.iter().flat_map(|kept| kept.cells.keys()).collect();
    for name in others {
        made.table.column_or_new(name);
    }
    for (column, name) in made.table.names.iter().enumerate() {
        let cells = rows.iter().map(|row| match row.kept.and_then(|kept| kept.cells.get(name)) {
            Some(cell) => cell.as_ref().map_or(Value::Null, KeptCell::value),
            None => row.of.map_or(Value::Null, |row| new.table.get(row, column)),
        });
        made.table.columns[column] = column_of(cells);
    }
    let id = |row: &Row| row.kept.and_then(|kept| kept.id.clone());
    let kept_ids: Vec<Option<KeptCell>> = rows.iter().map(id).collect();
    made.feature_ids = column_of(rows.iter().zip(&kept_ids).map(|(row, kept)| match (row.of, kept) {
        (Some(row), _) => new.feature_ids.get(row),
        (None, kept) => kept.as_ref().map_or(Value::Null, KeptCell::value),
    }));
    // Features that the file does not have are counted on behind its last one, so that each has a number of its own.
    let mut next = (0..new.len()).map(|row| new.feature_number(row) + 1).max().unwrap_or(0);
    next = next.max(refusals.left_out.last().map_or(0, |last| last + 1));
    made.feature_numbers =
        rows.iter().map(|row| row.of.map_or_else(|| following(&mut next), |row| new.feature_number(row))).collect();
    if !new.lines.is_empty() {
        let mut next = new.lines.iter().max().map_or(0, |last| last + 1);
        let line = |row: &Row| row.of.and_then(|row| new.lines.get(row).copied()).unwrap_or_else(|| following(&mut next));
        made.lines = rows.iter().map(line).collect();
    }
    made
}

fn following(next: &mut u32) -> u32 {
    *next += 1;
    *next - 1
}

fn geometries(new: &Dataset, rows: &[Row]) -> Geometries {
    let mut made = Geometries::default();
    for row in rows {
        match row.kept.and_then(|kept| kept.geometry.as_deref()) {
            Some(text) => match (!text.is_empty()).then(|| wkt::read(text, &mut made)) {
                Some(Ok(shape)) => made.end_feature(shape.kind),
                _ => {
                    made.roll_back();
                    made.end_feature(GeometryKind::None);
                }
            },
            None => match row.of {
                Some(row) => made.push_copy(&new.geometries, row),
                None => made.end_feature(GeometryKind::None),
            },
        }
    }
    made.shrink();
    made
}

fn column_of<'a>(cells: impl Iterator<Item = Value<'a>>) -> Column {
    let mut column = Column::Empty;
    cells.enumerate().for_each(|(row, cell)| column.set(row, cell));
    column.normalise();
    column
}
