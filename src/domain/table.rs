//! The attribute table of a dataset: one column a field, by name. Refuses to interpret what a field means.

use super::{Column, Value};

/// The columns of a dataset, in the order in which their names first came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Field names as in the file.
    pub names: Vec<String>,
    /// One column a name.
    pub columns: Vec<Column>,
}

impl Table {
    /// The index of the column of this exact name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known == name)
    }

    /// The index of the column of this name, made when it is new.
    pub fn column_or_new(&mut self, name: &str) -> usize {
        self.column(name).unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.columns.push(Column::Empty);
            self.names.len() - 1
        })
    }

    /// The cell of a row and column; null out of range.
    pub fn get(&self, row: usize, column: usize) -> Value<'_> {
        self.columns.get(column).map_or(Value::Null, |cells| cells.get(row))
    }
}
