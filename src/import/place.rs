//! Where the rows are: coordinates from columns, both in one cell, or the geometry of the file, brought to degrees WGS84.
//! Refuses to find out which coordinate system they are in.

use std::sync::Arc;

use crate::domain::{Dataset, Field, Geometries, GeometryKind, IssueKind, Meaning, PartKind, Placement, Recipe, Value};

use crate::io::{wkb, wkt};

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
    Both(usize),
    Geometry(usize),
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
    let pair = of(Meaning::Field(Field::Lon)).zip(of(Meaning::Field(Field::Lat)));
    let geometry = of(Meaning::Geometry).map(Columns::Geometry);
    geometry.or(pair.map(|(lon, lat)| Columns::Pair(lon, lat))).or(of(Meaning::Position).map(Columns::Both))
}

/// Places from columns, in the coordinates of the file.
fn from_columns(raw: &Dataset, columns: &Columns, tally: &mut Tally) -> Geometries {
    let mut reader = Reader { raw, geometries: Geometries::default(), tally };
    match *columns {
        Columns::Pair(lon, lat) => reader.pairs(lon, lat),
        Columns::Both(both) => reader.both(both),
        Columns::Geometry(column) => reader.shapes(column),
    }
    reader.geometries
}

/// Reads places row by row.
struct Reader<'a> {
    raw: &'a Dataset,
    geometries: Geometries,
    tally: &'a mut Tally,
}

impl Reader<'_> {
    fn name(&self, column: usize) -> Arc<str> {
        self.raw.table.names.get(column).map_or("", String::as_str).into()
    }

    fn pairs(&mut self, lon: usize, lat: usize) {
        let names = [self.name(lon), self.name(lat)];
        for row in 0..self.raw.len() {
            let (x, y) = (self.raw.table.get(row, lon), self.raw.table.get(row, lat));
            match (ordinate(x), ordinate(y)) {
                (Ok(Cell { value: Some(a), notes: a_notes }), Ok(Cell { value: Some(b), notes: b_notes })) => {
                    self.tell(a_notes, &names[0], row, x);
                    self.tell(b_notes, &names[1], row, y);
                    self.point(Some([a, b]));
                }
                (Err(_), _) | (_, Err(_)) => self.unreadable(row, [text_of(x), text_of(y)].join(", ")),
                _ => self.point(None),
            }
        }
    }

    fn both(&mut self, column: usize) {
        let name = self.name(column);
        for row in 0..self.raw.len() {
            let value = self.raw.table.get(row, column);
            match value.as_text().map_or(Ok(Cell::none(Notes::NONE)), degrees::position) {
                Ok(Cell { value: Some(position), notes }) => {
                    self.tell(notes, &name, row, value);
                    self.point(Some(position));
                }
                Ok(_) => self.point(None),
                Err(_) => self.unreadable(row, text_of(value)),
            }
        }
    }

    fn shapes(&mut self, column: usize) {
        let name = self.name(column);
        for row in 0..self.raw.len() {
            let value = self.raw.table.get(row, column);
            let Some(text) = value.as_text().map(str::trim).filter(|text| !text.is_empty()) else {
                self.geometries.end_feature(GeometryKind::None);
                continue;
            };
            // PostGIS writes the number of its system before the text.
            let text = text.strip_prefix("SRID=").and_then(|rest| rest.split_once(';')).map_or(text, |(_, rest)| rest);
            let read = match hexadecimal(text) {
                Some(bytes) => wkb::read(&bytes, &mut self.geometries),
                None => wkt::read(text, &mut self.geometries),
            };
            match read {
                Ok(shape) => {
                    self.geometries.end_feature(shape.kind);
                    shape.doubts.iter().for_each(|&doubt| self.tally.add(doubt, Some(&name), row as u32, || None));
                }
                Err(fault) => {
                    self.geometries.roll_back();
                    self.unreadable(row, fault.what);
                }
            }
        }
    }

    fn tell(&mut self, notes: Notes, member: &Arc<str>, row: usize, value: Value<'_>) {
        for note in notes.iter().filter(|note| *note != Note::NoValue) {
            self.tally.add(issue_of_note(note), Some(member), row as u32, || Some(text_of(value)));
        }
    }

    fn unreadable(&mut self, row: usize, detail: String) {
        self.tally.add(IssueKind::UnreadablePosition, None, row as u32, || Some(detail));
        self.geometries.end_feature(GeometryKind::None);
    }

    fn point(&mut self, position: Option<[f64; 2]>) {
        // Nobody has a building where both are zero: that is what programs write for nothing.
        let Some(position) = position.filter(|position| *position != [0.0, 0.0]) else {
            self.geometries.end_feature(GeometryKind::None);
            return;
        };
        self.geometries.positions.push(position);
        self.geometries.end_ring();
        self.geometries.end_part(PartKind::Point);
        self.geometries.end_feature(GeometryKind::Point);
    }
}

/// The bytes of a text of hexadecimal digits; `None` for any other text.
fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if digits.len() < 2 || !digits.len().is_multiple_of(2) || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let value = |digit: u8| (digit as char).to_digit(16).unwrap_or(0) as u8;
    Some(digits.chunks_exact(2).map(|pair| value(pair[0]) << 4 | value(pair[1])).collect())
}

fn ordinate(value: Value<'_>) -> Result<Cell<f64>, Doubt> {
    match value {
        Value::Null => Ok(Cell::none(Notes::NONE)),
        Value::Number(number) => Ok(Cell::new(number, Notes::NONE)),
        Value::Text(text) => degrees::ordinate(text).map(|cell| cell.map(|ordinate| ordinate.number)),
        Value::Bool(_) => Err(Doubt::Unreadable),
    }
}
