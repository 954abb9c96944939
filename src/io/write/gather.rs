//! Rows of several datasets as one table: columns that mean the same field are one, others go by their names, and a column says
//! which layer each row is from. Refuses to leave a row or a cell out.

use crate::domain::{Column, Dataset, Field, Value};

/// The column that says which layer a row is from.
const LAYER: &str = "layer";

/// The column of ids that the features of a GeoJSON file have.
const FEATURE_ID: &str = "feature_id";

/// Puts the rows of the parts below each other, each part under the name of its layer.
pub(super) fn joined(name: &str, parts: Vec<(Dataset, &str)>) -> Dataset {
    let Some((first, _)) = parts.first() else { return Dataset::new(name, crate::domain::Origin::Embedded) };
    let mut whole = Dataset::new(name, first.origin.clone());
    whole.as_of = parts.iter().filter_map(|(part, _)| part.as_of).max();
    let layer = whole.table.column_or_new(LAYER);
    let mut rows = 0;
    for (part, layer_name) in &parts {
        let columns: Vec<usize> = (0..part.table.names.len()).map(|column| place_of(&mut whole, part, column)).collect();
        for row in 0..part.len() {
            whole.table.columns[layer].set(rows + row, Value::Text(layer_name));
            for (column, &to) in columns.iter().enumerate() {
                let value = part.table.get(row, column);
                if !value.is_null() {
                    whole.table.columns[to].set(rows + row, value);
                }
            }
        }
        let mut ids = part.feature_ids.clone();
        ids.pad(part.len());
        whole.feature_ids.append(rows, &mut ids);
        whole.geometries.append(&part.geometries);
        whole.repairs.rows.extend(part.repairs.rows.iter().map(|row| row + rows as u32));
        whole.repairs.area_before_m2 += part.repairs.area_before_m2;
        whole.repairs.area_after_m2 += part.repairs.area_after_m2;
        rows += part.len();
    }
    whole.table.columns.iter_mut().for_each(|column| column.pad(rows));
    whole
}

/// The column of the whole that takes a column of a part.
fn place_of(whole: &mut Dataset, part: &Dataset, column: usize) -> usize {
    let name = &part.table.names[column];
    if let Some(field) = part.fields.field_of(column) {
        if let Some(known) = whole.fields.column(field) {
            return known;
        }
        let place = free_column(whole, name);
        whole.fields.set(field, place);
        return place;
    }
    match whole.table.column(name) {
        // Under the same name, and neither is a field: the same thing as far as anyone can tell.
        Some(known) if known > 0 && whole.fields.field_of(known).is_none() => known,
        _ => free_column(whole, name),
    }
}

/// A new column of this name, or of one as near to it as is free.
fn free_column(whole: &mut Dataset, name: &str) -> usize {
    let numbered = (2_u32..).map(|number| format!("{name}_{number}"));
    let free = std::iter::once(name.to_owned()).chain(numbered).find(|name| whole.table.column(name).is_none());
    whole.table.names.push(free.unwrap_or_default());
    whole.table.columns.push(Column::Empty);
    whole.table.names.len() - 1
}

/// A column for the features' own ids, which but GeoJSON no format has a place for, unless a column says them already.
pub(super) fn add_feature_ids(outgoing: &mut Dataset) {
    let ids = std::mem::replace(&mut outgoing.feature_ids, Column::Empty);
    let id = |row: usize| ids.get(row);
    let says = |column: usize| (0..outgoing.len()).all(|row| id(row).is_null() || outgoing.table.get(row, column) == id(row));
    let is_told = outgoing.fields.column(Field::Id).is_some() || (0..outgoing.table.names.len()).any(says);
    if !is_told {
        let column = free_column(outgoing, FEATURE_ID);
        outgoing.table.columns[column] = ids;
    }
}

/// Columns for source, as-of and confidence, so that each row has its own: what the file says of all its records goes where a row
/// says nothing.
pub(super) fn add_provenance(outgoing: &mut Dataset, dataset: &Dataset) {
    for field in [Field::Source, Field::AsOf, Field::Confidence] {
        let said = match field {
            Field::Source => Some(dataset.source.clone()).filter(|source| !source.is_empty()),
            Field::AsOf => dataset.as_of.map(|date| date.to_string()),
            _ => dataset.confidence.map(|confidence| confidence.term().to_owned()),
        };
        let Some(said) = said else { continue };
        let column = match outgoing.fields.column(field) {
            Some(column) => column,
            // A column of that name which the file's columns do not mean that by is left as it is.
            None if outgoing.table.column(field.key()).is_some() => continue,
            None => {
                outgoing.fields.set(field, outgoing.table.names.len());
                outgoing.table.names.push(field.key().to_owned());
                outgoing.table.columns.push(Column::Empty);
                outgoing.table.names.len() - 1
            }
        };
        let mut filled = Column::Empty;
        for row in 0..outgoing.len() {
            let own = outgoing.table.get(row, column);
            let is_empty = matches!(own, Value::Null | Value::Text(""));
            filled.set(row, if is_empty { Value::Text(&said) } else { own });
        }
        if let Some(cells) = outgoing.table.columns.get_mut(column) {
            *cells = filled;
        }
    }
}
