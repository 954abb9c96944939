//! The cells of a sheet to the rows and columns of a dataset: the row with the names found, merged cells spread over what they
//! cover, empty rows left out. Refuses containers: cells come one by one, row by row.

use crate::domain::column::OwnedValue;
use crate::domain::{Column, Dataset, GeometryKind, IssueKind, Severity, Value};
use crate::io::head::{self, SAMPLE_ROWS};
use crate::io::log::IssueLog;

use super::names::{self, Names};

/// Rows and columns that a spreadsheet can have; a cell outside is none.
pub(super) const MAX_ROWS: u32 = 1_048_576;
pub(super) const MAX_COLUMNS: u32 = 16_384;
/// Cells that merged ones may be spread over: more is no table.
const MAX_SPREAD: usize = 4_000_000;

/// A cell as a reader finds it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell<'a> {
    /// Text, as it stands.
    Text(&'a str),
    /// A date or time by its format, as text.
    Date(String),
    /// A number.
    Number(f64),
    /// True or false.
    Bool(bool),
    /// An error of a formula, as it is shown.
    Error(&'a str),
}

/// Cells that are one to the eye: rows and columns from 0, the last ones included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Merged {
    pub first_row: u32,
    pub last_row: u32,
    pub first_column: u32,
    pub last_column: u32,
}

/// What is known of a sheet beside its cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    /// Merged cells, by their first row.
    pub merged: Vec<Merged>,
    /// Hidden rows, from 0, ascending.
    pub hidden_rows: Vec<u32>,
}

/// A cell of the first rows, kept until the names are found.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Kept {
    pub column: u32,
    pub value: OwnedValue,
    pub is_date: bool,
}

/// A sheet under construction.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    marks: &'a Marks,
    header_said: Option<u32>,
    max_rows: usize,
    /// The first rows, by their number from 0, until the names are found.
    head: Vec<(u32, Vec<Kept>)>,
    names: Option<Names>,
    columns: Vec<Column>,
    /// Row numbers of the accepted rows, from 0.
    rows: Vec<u32>,
    /// The row being read, and whether it has a cell.
    row: u32,
    has_cell: bool,
    row_head: Vec<Kept>,
    /// Merged cells of one column that go on below, with their value.
    running: Vec<(u32, u32, OwnedValue)>,
    next_merged: usize,
    spread: usize,
    spread_rows: Vec<u32>,
    errors: Vec<(u32, u32, String)>,
    outside: u64,
}

impl<'a> Sheet<'a> {
    /// No cells yet. `header_said`: the row with the names, from 1, or 0 for none, where the user said so.
    pub fn new(marks: &'a Marks, header_said: Option<u32>, max_rows: Option<usize>) -> Self {
        Self {
            marks,
            header_said,
            max_rows: max_rows.unwrap_or(usize::MAX),
            head: Vec::new(),
            names: None,
            columns: Vec::new(),
            rows: Vec::new(),
            row: 0,
            has_cell: false,
            row_head: Vec::new(),
            running: Vec::new(),
            next_merged: 0,
            spread: 0,
            spread_rows: Vec::new(),
            errors: Vec::new(),
            outside: 0,
        }
    }

    /// True when no more rows are wanted.
    pub fn is_full(&self) -> bool {
        self.rows.len() >= self.max_rows
    }

    /// The cell at a row and column, from 0; rows come in ascending order.
    pub fn cell(&mut self, row: u32, column: u32, cell: &Cell<'_>) {
        if row >= MAX_ROWS || column >= MAX_COLUMNS {
            self.outside += 1;
            return;
        }
        if row != self.row {
            self.end_row();
            self.row = row;
        }
        let value = match cell {
            Cell::Text("") => return,
            Cell::Text(text) => Value::Text(text),
            Cell::Date(text) => Value::Text(text),
            Cell::Number(number) if number.is_finite() => Value::Number(*number),
            Cell::Number(_) => return,
            Cell::Bool(value) => Value::Bool(*value),
            Cell::Error(text) => {
                self.errors.push((row, column, (*text).to_owned()));
                self.has_cell = true;
                return;
            }
        };
        if self.names.is_none() {
            self.row_head.push(Kept { column, value: value.into(), is_date: matches!(cell, Cell::Date(_)) });
        } else {
            self.put(column, value);
        }
        self.has_cell = true;
    }

    /// Puts a cell into the row being read.
    fn put(&mut self, column: u32, value: Value<'_>) {
        let column = column as usize;
        if self.columns.len() <= column {
            self.columns.resize(column + 1, Column::Empty);
        }
        self.columns[column].set(self.rows.len(), value);
    }

    fn end_row(&mut self) {
        if !std::mem::take(&mut self.has_cell) {
            return;
        }
        if self.names.is_some() {
            self.end_record();
            return;
        }
        let row = std::mem::take(&mut self.row_head);
        self.head.push((self.row, row));
        let is_said = self.header_said.is_some_and(|said| self.row + 1 > said + names::MAX_DEPTH);
        if self.header_said.map_or(self.head.len() >= SAMPLE_ROWS, |_| is_said) {
            self.find_names();
        }
    }

    /// Closes the row being read as a record.
    fn end_record(&mut self) {
        let row = self.row;
        if self.names.as_ref().is_some_and(|names| row < names.first_record) || self.is_full() {
            return;
        }
        let record = self.rows.len();
        let cell = |columns: &[Column], column: u32| -> OwnedValue {
            columns.get(column as usize).map_or(Value::Null, |cells| cells.get(record)).into()
        };
        self.running.retain(|(last, ..)| *last >= row);
        let running = std::mem::take(&mut self.running);
        for (_, column, value) in &running {
            // A merged cell says of all its rows what stands in it.
            if cell(&self.columns, *column) == OwnedValue::Null && self.spread < MAX_SPREAD {
                self.put(*column, owned(value));
                self.spread += 1;
                if self.spread_rows.last() != Some(&(record as u32)) {
                    self.spread_rows.push(record as u32);
                }
            }
        }
        self.running = running;
        while let Some(merged) = self.marks.merged.get(self.next_merged).filter(|merged| merged.first_row <= row) {
            self.next_merged += 1;
            let value = cell(&self.columns, merged.first_column);
            if merged.first_row == row && merged.last_row > row && value != OwnedValue::Null {
                self.running.push((merged.last_row, merged.first_column, value));
            }
        }
        self.rows.push(row);
    }

    /// Finds the names among the first rows and takes those below them as records.
    fn find_names(&mut self) {
        let head = std::mem::take(&mut self.head);
        let names = names::find(&head, self.marks, self.header_said);
        let first_record = names.first_record;
        self.names = Some(names);
        for (row, cells) in head.into_iter().filter(|(row, _)| *row >= first_record) {
            if self.is_full() {
                break;
            }
            self.row = row;
            cells.iter().for_each(|kept| self.put(kept.column, owned(&kept.value)));
            self.end_record();
        }
    }

    /// Puts rows and columns into a dataset and what is to be said of them into its log.
    pub fn finish(mut self, dataset: &mut Dataset, log: &mut IssueLog) {
        self.end_row();
        if self.names.is_none() {
            self.find_names();
        }
        let names = self.names.take().unwrap_or_default();
        let in_error = self.errors.iter().map(|&(_, column, _)| column as usize + 1).max().unwrap_or(0);
        let width = self.columns.len().max(names.names.len()).max(in_error);
        self.columns.resize(width, Column::Empty);
        let known = names.names.len();
        let all = head::names(names.names.into_iter().chain((known..width).map(head::letters)));
        for &(row, column, ref text) in &self.errors {
            if let (Ok(record), Some(name)) = (self.rows.binary_search(&row), all.get(column as usize)) {
                log.warn(IssueKind::CellError, name, record as u32, u64::from(row) + 1, Some(text.clone()));
            }
        }
        for (index, (name, mut column)) in all.into_iter().zip(self.columns).enumerate() {
            column.truncate(self.rows.len());
            column.normalise();
            let is_named = names.named.get(index) == Some(&true);
            if is_named || column != Column::Empty || self.errors.iter().any(|&(_, column, _)| column as usize == index) {
                dataset.table.names.push(name);
                dataset.table.columns.push(column);
            }
        }
        let line = |record: u32| self.rows.get(record as usize).map_or(0, |&row| u64::from(row) + 1);
        for record in self.spread_rows {
            log.warn(IssueKind::MergedCells, "", record, line(record), None);
        }
        for row in &self.marks.hidden_rows {
            if let Ok(record) = self.rows.binary_search(row) {
                dataset.about.hidden_rows += 1;
                log.warn(IssueKind::HiddenRows, "", record as u32, u64::from(*row) + 1, None);
            }
        }
        if self.outside > 0 {
            let mut issue =
                log.issue(Severity::Error, IssueKind::TooManyCells).with_detail(format!("{MAX_ROWS} × {MAX_COLUMNS}"));
            issue.count = self.outside;
            log.add(issue);
        }
        if self.rows.is_empty() && self.max_rows > 0 && !log.has_error() {
            log.add(log.issue(Severity::Warning, IssueKind::NoRows));
        }
        dataset.about.header_row = names.row;
        (0..self.rows.len()).for_each(|_| dataset.geometries.end_feature(GeometryKind::None));
        dataset.lines = self.rows.iter().map(|row| row + 1).collect();
    }
}

fn owned(value: &OwnedValue) -> Value<'_> {
    match value {
        OwnedValue::Null => Value::Null,
        OwnedValue::Bool(value) => Value::Bool(*value),
        OwnedValue::Number(value) => Value::Number(*value),
        OwnedValue::Text(text) => Value::Text(text),
    }
}
