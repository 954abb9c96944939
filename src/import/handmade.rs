//! Small raw tables for tests, as a reader of delimited text leaves them. Refuses use outside tests.

use std::ops::ControlFlow;
use std::path::PathBuf;

use crate::domain::{Dataset, Format, GeometryKind, Origin, Recipe, Value};

use super::{Applied, Known, apply};

/// A raw table: a line of names and lines of cells, each separated by `|`. An empty cell is an empty text.
pub fn table(text: &str) -> Dataset {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut raw = Dataset::new("list", Origin::File(PathBuf::from("list.csv")));
    raw.about.format = Format::Csv;
    raw.about.header_row = Some(1);
    for name in lines.next().unwrap().split('|') {
        raw.table.column_or_new(name.trim());
    }
    for (row, line) in lines.enumerate() {
        for (column, cell) in line.split('|').enumerate() {
            raw.table.columns[column].set(row, Value::Text(cell.trim()));
        }
        raw.geometries.end_feature(GeometryKind::None);
        raw.lines.push(row as u32 + 2);
    }
    raw
}

/// Applies a recipe, with no buildings of the user.
pub fn applied(raw: Dataset, recipe: &Recipe) -> Applied {
    apply(raw, recipe, &Known::embedded(), &|_, _| ControlFlow::Continue(()))
}
