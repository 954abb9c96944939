//! Rows as they come from a file: geometry, cells, ids, lines. Refuses to know the format they come from.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::{Column, Dataset, Geometries, GeometryKind, IssueKind, Severity, Table, Value};

use super::log::IssueLog;

/// A doubt about the feature being read; it counts once the feature is accepted.
#[derive(Debug)]
struct Doubt {
    kind: IssueKind,
    member: Cow<'static, str>,
    detail: Option<String>,
    /// Line, counted from 1.
    line: u64,
}

/// Rows under construction.
#[derive(Debug)]
pub(super) struct Records {
    /// One geometry a row; positions of the row being read come after those of the last one.
    pub geometries: Geometries,
    /// Issues so far.
    pub log: IssueLog,
    /// Features met so far, refused ones too.
    pub features: u32,
    table: Table,
    by_name: HashMap<Box<str>, usize>,
    /// The feature (counted from 1) in which a column was last written.
    written_in: Vec<u32>,
    ids: Column,
    lines: Vec<u32>,
    feature_numbers: Vec<u32>,
    doubts: Vec<Doubt>,
    /// Columns that the feature being read has written.
    written: Vec<usize>,
    /// Columns before the feature being read.
    old_columns: usize,
}

impl Records {
    /// No rows of a file.
    pub fn new(file: &Arc<str>) -> Self {
        Self {
            geometries: Geometries::default(),
            log: IssueLog::new(file),
            features: 0,
            table: Table::default(),
            by_name: HashMap::new(),
            written_in: Vec::new(),
            ids: Column::Empty,
            lines: Vec::new(),
            feature_numbers: Vec::new(),
            doubts: Vec::new(),
            written: Vec::new(),
            old_columns: 0,
        }
    }

    /// The number of accepted rows.
    pub fn len(&self) -> usize {
        self.geometries.len()
    }

    /// Makes room for `factor` times as many rows as there are.
    pub fn reserve(&mut self, factor: usize) {
        self.geometries.positions.reserve(self.geometries.positions.len() * factor);
        self.lines.reserve(self.lines.len() * factor);
        self.feature_numbers.reserve(self.feature_numbers.len() * factor);
    }

    /// The column of a name, made when it is new.
    pub fn column(&mut self, name: &str) -> usize {
        if let Some(&column) = self.by_name.get(name) {
            return column;
        }
        let column = self.table.names.len();
        self.table.names.push(name.to_owned());
        self.table.columns.push(Column::Empty);
        self.written_in.push(0);
        self.by_name.insert(name.into(), column);
        column
    }

    /// The name of a column.
    pub fn name(&self, column: usize) -> &str {
        &self.table.names[column]
    }

    /// Starts a feature.
    pub fn start_feature(&mut self) {
        self.old_columns = self.table.names.len();
        self.doubts.clear();
        self.written.clear();
        self.features += 1;
    }

    /// Writes a cell of the feature being read; false when it has one of this name already, which stays.
    #[inline]
    pub fn set(&mut self, column: usize, value: Value<'_>) -> bool {
        if self.has_cell(column) {
            return false;
        }
        self.written_in[column] = self.features;
        self.written.push(column);
        let row = self.geometries.len();
        self.table.columns[column].set(row, value);
        true
    }

    /// True when the feature being read has a cell in this column.
    pub fn has_cell(&self, column: usize) -> bool {
        self.written_in[column] == self.features
    }

    /// Sets the feature's own id.
    pub fn set_id(&mut self, id: Value<'_>) {
        let row = self.geometries.len();
        self.ids.set(row, id);
    }

    /// Notes a doubt about the feature being read, once a kind and member.
    pub fn doubt(&mut self, kind: IssueKind, member: Cow<'static, str>, line: u64, detail: Option<String>) {
        if !self.doubts.iter().any(|doubt| doubt.kind == kind && doubt.member == member) {
            self.doubts.push(Doubt { kind, member, detail, line });
        }
    }

    /// Accepts the feature being read as the next row.
    pub fn accept(&mut self, kind: GeometryKind, line: u64) {
        self.geometries.end_feature(kind);
        self.lines.push(u32::try_from(line).unwrap_or(u32::MAX));
        let number = self.features - 1;
        self.feature_numbers.push(number);
        for Doubt { kind, member, detail, line } in self.doubts.drain(..) {
            self.log.warn(kind, &member, number, line, detail);
        }
    }

    /// Takes the feature being read back, without a trace but the issue that the caller adds.
    pub fn take_back(&mut self) {
        self.geometries.roll_back();
        let rows = self.geometries.len();
        for name in self.table.names.drain(self.old_columns..) {
            self.by_name.remove(name.as_str());
        }
        self.table.columns.truncate(self.old_columns);
        self.written_in.truncate(self.old_columns);
        for &column in &self.written {
            // A column of this feature's own is gone already.
            if let Some(column) = self.table.columns.get_mut(column) {
                column.truncate(rows);
            }
        }
        self.ids.truncate(rows);
        self.doubts.clear();
    }

    /// Logs a refusal of the feature that was just taken back.
    pub fn refuse(&mut self, kind: IssueKind, member: Option<Cow<'static, str>>, detail: Option<String>, line: u64) {
        let number = self.features.saturating_sub(1);
        let mut issue = self.log.issue(Severity::Error, kind).at_line(line).at_feature(number);
        issue.member = member.map(|member| member.as_ref().into());
        issue.detail = detail;
        self.log.add(issue);
    }

    /// Appends the rows of a later part of the file, which begins after `lines` line ends.
    pub fn append(&mut self, mut later: Self, lines: u64) {
        let rows = self.geometries.len();
        for (name, column) in later.table.names.iter().zip(&mut later.table.columns) {
            let at = self.column(name);
            self.table.columns[at].append(rows, column);
        }
        self.ids.append(rows, &mut later.ids);
        self.geometries.append(&later.geometries);
        let base = u32::try_from(lines).unwrap_or(u32::MAX);
        self.lines.extend(later.lines.iter().map(|line| line.saturating_add(base)));
        self.feature_numbers.extend(later.feature_numbers.iter().map(|number| number + self.features));
        self.log.append(later.log, self.features, lines);
        self.features += later.features;
        // The stamps are of this part's count of features: none of them is the feature to come.
        self.written_in.fill(0);
    }

    /// Puts the rows into a dataset and returns the log.
    pub fn finish(mut self, dataset: &mut Dataset) -> IssueLog {
        self.table.columns.iter_mut().for_each(Column::normalise);
        self.ids.normalise();
        self.geometries.shrink();
        self.lines.shrink_to_fit();
        // Numbers are kept only where they are not the rows.
        if self.feature_numbers.len() == self.features as usize {
            self.feature_numbers = Vec::new();
        }
        self.feature_numbers.shrink_to_fit();
        dataset.geometries = self.geometries;
        dataset.table = self.table;
        dataset.feature_ids = self.ids;
        dataset.lines = self.lines;
        dataset.feature_numbers = self.feature_numbers;
        self.log
    }
}
