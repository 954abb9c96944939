//! Where the rows are: coordinates from columns, both in one cell, or the geometry of the file, brought to degrees WGS84.
//! Refuses to find out which coordinate system they are in.

use std::sync::Arc;

use crate::domain::{Dataset, Field, Geometries, GeometryKind, IssueKind, Meaning, PartKind, Placement, Recipe, Value};

use super::cells::{Cell, Doubt, Note, Notes, degrees};
use super::convert::to_wgs84;
use super::tally::Tally;
use super::typing::{rules, text_of};
use super::values::issue_of_note;

/// Where the rows are.
pub struct Places {
    /// One geometry a row, degrees WGS84; none where a row has no place.
    pub geometries: Geometries,
    /// Rows whose coordinates are swapped, and that wait for the user, ascending.
    pub swapped: Vec<u32>,
    /// What was done.
    pub placement: Placement,
}

/// The columns that hold coordinates.
enum Columns {
    Pair(usize, usize),
    One(usize),
}

/// Places the rows of a dataset.
pub fn place(raw: &mut Dataset, recipe: &Recipe, tally: &mut Tally) -> Places {
    let geometries = match columns(raw, recipe) {
        Some(columns) if raw.geometries.positions.is_empty() => from_columns(raw, &columns, tally),
        _ => std::mem::take(&mut raw.geometries),
    };
    to_wgs84(raw, geometries, recipe, tally)
}

/// The columns that hold coordinates, by the recipe.
fn columns(raw: &Dataset, recipe: &Recipe) -> Option<Columns> {
    let rules = rules(&raw.table, recipe);
    let of = |meaning: Meaning| rules.iter().position(|rule| rule.meaning == meaning);
    match (of(Meaning::Field(Field::Lon)), of(Meaning::Field(Field::Lat)), of(Meaning::Position)) {
        (Some(lon), Some(lat), _) => Some(Columns::Pair(lon, lat)),
        (_, _, Some(both)) => Some(Columns::One(both)),
        _ => None,
    }
}

/// Points from columns, in the coordinates of the file.
fn from_columns(raw: &Dataset, columns: &Columns, tally: &mut Tally) -> Geometries {
    let mut geometries = Geometries::default();
    let name = |column: usize| -> Arc<str> { raw.table.names.get(column).map_or("", String::as_str).into() };
    let mut tell = |notes: Notes, member: &Arc<str>, row: usize, value: Value<'_>| {
        for note in notes.iter().filter(|note| *note != Note::NoValue) {
            tally.add(issue_of_note(note), Some(member), row as u32, || Some(text_of(value)));
        }
    };
    let mut unreadable = Vec::new();
    match *columns {
        Columns::Pair(lon, lat) => {
            let (lon_name, lat_name) = (name(lon), name(lat));
            for row in 0..raw.len() {
                let (x, y) = (raw.table.get(row, lon), raw.table.get(row, lat));
                match (ordinate(x), ordinate(y)) {
                    (Ok(Cell { value: Some(a), notes: a_notes }), Ok(Cell { value: Some(b), notes: b_notes })) => {
                        tell(a_notes, &lon_name, row, x);
                        tell(b_notes, &lat_name, row, y);
                        push(&mut geometries, Some([a, b]));
                    }
                    (Err(_), _) | (_, Err(_)) => {
                        unreadable.push((row, [text_of(x), text_of(y)].join(", ")));
                        push(&mut geometries, None);
                    }
                    _ => push(&mut geometries, None),
                }
            }
        }
        Columns::One(both) => {
            let both_name = name(both);
            for row in 0..raw.len() {
                let value = raw.table.get(row, both);
                let read = value.as_text().map_or(Ok(Cell::none(Notes::NONE)), degrees::position);
                match read {
                    Ok(Cell { value: Some(position), notes }) => {
                        tell(notes, &both_name, row, value);
                        push(&mut geometries, Some(position));
                    }
                    Ok(_) => push(&mut geometries, None),
                    Err(_) => {
                        unreadable.push((row, text_of(value)));
                        push(&mut geometries, None);
                    }
                }
            }
        }
    }
    unreadable.into_iter().for_each(|(row, text)| tally.add(IssueKind::UnreadablePosition, None, row as u32, || Some(text)));
    geometries
}

fn ordinate(value: Value<'_>) -> Result<Cell<f64>, Doubt> {
    match value {
        Value::Null => Ok(Cell::none(Notes::NONE)),
        Value::Number(number) => Ok(Cell::new(number, Notes::NONE)),
        Value::Text(text) => degrees::ordinate(text).map(|cell| cell.map(|ordinate| ordinate.number)),
        Value::Bool(_) => Err(Doubt::Unreadable),
    }
}

fn push(geometries: &mut Geometries, position: Option<[f64; 2]>) {
    // Nobody has a building where both are zero: that is what programs write for nothing.
    let Some(position) = position.filter(|position| *position != [0.0, 0.0]) else {
        geometries.end_feature(GeometryKind::None);
        return;
    };
    geometries.positions.push(position);
    geometries.end_ring();
    geometries.end_part(PartKind::Point);
    geometries.end_feature(GeometryKind::Point);
}
