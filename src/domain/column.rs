//! The cells of one field of a dataset: typed, text in one arena, sparse where most rows have no value. Refuses to interpret
//! what a field means.

/// One cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// No value: absent, or null in the file.
    Null,
    /// True or false.
    Bool(bool),
    /// A number.
    Number(f64),
    /// Text; a nested object or array is kept as its JSON text.
    Text(&'a str),
}

impl<'a> Value<'a> {
    /// The text of a text cell.
    pub fn as_text(self) -> Option<&'a str> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }

    /// The number of a number cell.
    pub fn as_number(self) -> Option<f64> {
        if let Value::Number(number) = self { Some(number) } else { None }
    }

    /// True when there is no value.
    pub fn is_null(self) -> bool {
        matches!(self, Value::Null)
    }
}

/// The cells of one field. Shorter than the table when its last rows have no value.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// Nothing but nulls so far.
    Empty,
    /// Booleans: 0 false, 1 true, 2 null.
    Bool(Vec<u8>),
    /// Numbers; NaN is null (JSON has no NaN).
    Number(Vec<f64>),
    /// Texts in one arena; `ends[i]` is where cell i ends.
    Text {
        /// End of each cell in `arena`, bytes.
        ends: Vec<u32>,
        /// True where the cell is null (an empty text is a value). Empty when no cell is null.
        nulls: Vec<bool>,
        /// All texts, one after the other.
        arena: String,
    },
    /// Cells of several types, as they came.
    Mixed(Vec<OwnedValue>),
    /// The cells that have a value, where they are few: a file may have thousands of names, each used by a few features.
    Sparse {
        /// Rows with a value, ascending.
        rows: Vec<u32>,
        /// Their values.
        cells: Vec<OwnedValue>,
    },
}

/// A cell that owns its text: used only in columns whose types are mixed or whose values are few.
#[derive(Clone, Debug, PartialEq)]
pub enum OwnedValue {
    /// No value.
    Null,
    /// True or false.
    Bool(bool),
    /// A number.
    Number(f64),
    /// Text.
    Text(Box<str>),
}

/// Rows without a value that a dense column bears in one piece beyond as many as it has cells.
const GAP: usize = 16;
/// A column is sparse when fewer than one in so many of its cells has a value.
const SPARSE_SHARE: usize = 8;

impl Column {
    /// The number of cells written.
    pub fn len(&self) -> usize {
        match self {
            Column::Empty => 0,
            Column::Bool(cells) => cells.len(),
            Column::Number(cells) => cells.len(),
            Column::Text { ends, .. } => ends.len(),
            Column::Mixed(cells) => cells.len(),
            Column::Sparse { rows, .. } => rows.last().map_or(0, |&row| row as usize + 1),
        }
    }

    /// The number of cells that take memory: fewer than rows where the column is sparse.
    pub fn cells(&self) -> usize {
        if let Column::Sparse { cells, .. } = self { cells.len() } else { self.len() }
    }

    /// True when no cell was written.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The cell of a row; null past the end.
    pub fn get(&self, row: usize) -> Value<'_> {
        match self {
            Column::Empty => Value::Null,
            Column::Bool(cells) => match cells.get(row) {
                Some(0) => Value::Bool(false),
                Some(1) => Value::Bool(true),
                _ => Value::Null,
            },
            Column::Number(cells) => {
                cells.get(row).filter(|cell| !cell.is_nan()).map_or(Value::Null, |&cell| Value::Number(cell))
            }
            Column::Text { ends, nulls, arena } => {
                let Some(&end) = ends.get(row) else { return Value::Null };
                if nulls.get(row) == Some(&true) {
                    return Value::Null;
                }
                let start = if row == 0 { 0 } else { ends[row - 1] };
                arena.get(start as usize..end as usize).map_or(Value::Null, Value::Text)
            }
            Column::Mixed(cells) => cells.get(row).map_or(Value::Null, OwnedValue::value),
            Column::Sparse { rows, cells } => rows.binary_search(&(row as u32)).map_or(Value::Null, |at| cells[at].value()),
        }
    }

    /// Writes the cell of a row. Rows between the last written one and this one become null; a row already written is
    /// left as it is (the caller has reported the double name).
    pub fn set(&mut self, row: usize, value: Value<'_>) {
        let written = self.len();
        if row < written || value.is_null() && matches!(self, Column::Empty | Column::Sparse { .. }) {
            return;
        }
        if row > 2 * written + GAP && !value.is_null() {
            self.make_sparse();
        }
        self.set_dense(row, value);
    }

    /// [`Column::set`] for a row at or past the end, without a thought for the gap before it.
    fn set_dense(&mut self, row: usize, value: Value<'_>) {
        if value.is_null() && matches!(self, Column::Empty) {
            return;
        }
        if !self.accepts(value) {
            self.generalise(value);
        }
        self.pad(row);
        match (self, value) {
            (Column::Bool(cells), Value::Bool(value)) => cells.push(u8::from(value)),
            (Column::Bool(cells), _) => cells.push(2),
            (Column::Number(cells), Value::Number(value)) => cells.push(value),
            (Column::Number(cells), _) => cells.push(f64::NAN),
            (Column::Text { ends, nulls, arena }, Value::Text(text)) => {
                arena.push_str(text);
                ends.push(arena.len() as u32);
                if !nulls.is_empty() {
                    nulls.push(false);
                }
            }
            (column @ Column::Text { .. }, _) => column.pad(row + 1),
            (Column::Mixed(cells), value) => cells.push(value.into()),
            (Column::Sparse { rows, cells }, value) => {
                rows.push(row as u32);
                cells.push(value.into());
            }
            (Column::Empty, _) => {}
        }
    }

    /// Makes the column `rows` cells long, filling with nulls. An empty column stays empty.
    pub fn pad(&mut self, rows: usize) {
        match self {
            Column::Empty => {}
            Column::Bool(cells) if cells.len() < rows => cells.resize(rows, 2),
            Column::Number(cells) if cells.len() < rows => cells.resize(rows, f64::NAN),
            Column::Text { ends, nulls, arena } if ends.len() < rows => {
                nulls.resize(ends.len(), false);
                nulls.resize(rows, true);
                ends.resize(rows, arena.len() as u32);
            }
            Column::Mixed(cells) if cells.len() < rows => cells.resize(rows, OwnedValue::Null),
            _ => {}
        }
    }

    /// Forgets every cell from `rows` on.
    pub fn truncate(&mut self, rows: usize) {
        match self {
            Column::Empty => {}
            Column::Bool(cells) => cells.truncate(rows),
            Column::Number(cells) => cells.truncate(rows),
            Column::Text { ends, nulls, arena } => {
                ends.truncate(rows);
                nulls.truncate(rows);
                arena.truncate(ends.last().copied().unwrap_or(0) as usize);
            }
            Column::Mixed(cells) => cells.truncate(rows),
            Column::Sparse { rows: kept, cells } => {
                kept.truncate(kept.partition_point(|&row| (row as usize) < rows));
                cells.truncate(kept.len());
            }
        }
    }

    /// Appends the cells of another column, its row 0 being this one's row `rows`. Cells of this column from there on must
    /// not have been written.
    pub fn append(&mut self, rows: usize, other: &mut Self) {
        match (&mut *self, other) {
            (_, Column::Empty) => {}
            (Column::Number(cells), Column::Number(more)) => {
                cells.resize(rows, f64::NAN);
                cells.append(more);
            }
            (Column::Text { ends, nulls, arena }, Column::Text { ends: more_ends, nulls: more_nulls, arena: more_arena }) => {
                if ends.len() < rows || !nulls.is_empty() || !more_nulls.is_empty() {
                    nulls.resize(ends.len(), false);
                    nulls.resize(rows, true);
                    more_nulls.resize(more_ends.len(), false);
                    nulls.append(more_nulls);
                }
                let base = arena.len() as u32;
                ends.resize(rows, base);
                ends.extend(more_ends.drain(..).map(|end| end + base));
                arena.push_str(more_arena);
            }
            (Column::Empty, other) if rows == 0 => *self = std::mem::replace(other, Column::Empty),
            (_, Column::Sparse { rows: more, cells }) => {
                more.iter().zip(cells).for_each(|(&row, cell)| self.set(rows + row as usize, cell.value()));
            }
            (_, other) => (0..other.len()).for_each(|row| self.set(rows + row, other.get(row))),
        }
    }

    /// Brings the column into the one form that its cells alone decide: no nulls at the end, typed where all cells are of a
    /// type, sparse where few have a value. Readers call it at the end, so that the way a file was read leaves no trace.
    pub fn normalise(&mut self) {
        let written = (0..self.len()).rev().find(|&row| !self.get(row).is_null()).map_or(0, |row| row + 1);
        self.truncate(written);
        let values = match self {
            Column::Empty => 0,
            Column::Bool(cells) => cells.iter().filter(|&&cell| cell != 2).count(),
            Column::Number(cells) => cells.iter().filter(|cell| !cell.is_nan()).count(),
            Column::Text { ends, nulls, .. } => ends.len() - nulls.iter().filter(|&&null| null).count(),
            Column::Mixed(cells) => cells.iter().filter(|&cell| *cell != OwnedValue::Null).count(),
            Column::Sparse { rows, .. } => rows.len(),
        };
        let sparse = values > 0 && values * SPARSE_SHARE < written && written > GAP;
        match self {
            _ if values == 0 => *self = Column::Empty,
            Column::Sparse { .. } if sparse => {}
            _ if sparse => self.make_sparse(),
            Column::Sparse { .. } | Column::Mixed(_) => {
                let mut dense = Column::Empty;
                (0..written).for_each(|row| dense.set_dense(row, self.get(row)));
                *self = dense;
            }
            Column::Text { ends, nulls, .. } if values < written => nulls.resize(ends.len(), false),
            Column::Text { nulls, .. } => nulls.clear(),
            _ => {}
        }
        self.shrink();
    }

    /// Gives back memory held for growth.
    pub fn shrink(&mut self) {
        match self {
            Column::Empty => {}
            Column::Bool(cells) => cells.shrink_to_fit(),
            Column::Number(cells) => cells.shrink_to_fit(),
            Column::Text { ends, nulls, arena } => {
                ends.shrink_to_fit();
                nulls.shrink_to_fit();
                arena.shrink_to_fit();
            }
            Column::Mixed(cells) => cells.shrink_to_fit(),
            Column::Sparse { rows, cells } => {
                rows.shrink_to_fit();
                cells.shrink_to_fit();
            }
        }
    }

    fn make_sparse(&mut self) {
        if matches!(self, Column::Sparse { .. }) {
            return;
        }
        let (mut rows, mut cells) = (Vec::new(), Vec::new());
        for row in 0..self.len() {
            let value = self.get(row);
            if !value.is_null() {
                rows.push(row as u32);
                cells.push(value.into());
            }
        }
        *self = Column::Sparse { rows, cells };
    }

    fn accepts(&self, value: Value<'_>) -> bool {
        matches!(
            (self, value),
            (_, Value::Null)
                | (Column::Mixed(_) | Column::Sparse { .. }, _)
                | (Column::Bool(_), Value::Bool(_))
                | (Column::Number(_), Value::Number(_))
                | (Column::Text { .. }, Value::Text(_))
        )
    }

    /// Becomes a column that can hold `value` beside what it has.
    fn generalise(&mut self, value: Value<'_>) {
        *self = match (&*self, value) {
            (Column::Empty, Value::Bool(_)) => Column::Bool(Vec::new()),
            (Column::Empty, Value::Number(_)) => Column::Number(Vec::new()),
            (Column::Empty, _) => Column::Text { ends: Vec::new(), nulls: Vec::new(), arena: String::new() },
            (column, _) => Column::Mixed((0..column.len()).map(|row| column.get(row).into()).collect()),
        };
    }
}

impl OwnedValue {
    fn value(&self) -> Value<'_> {
        match self {
            OwnedValue::Null => Value::Null,
            OwnedValue::Bool(value) => Value::Bool(*value),
            OwnedValue::Number(value) => Value::Number(*value),
            OwnedValue::Text(text) => Value::Text(text),
        }
    }
}

impl From<Value<'_>> for OwnedValue {
    fn from(value: Value<'_>) -> Self {
        match value {
            Value::Null => OwnedValue::Null,
            Value::Bool(value) => OwnedValue::Bool(value),
            Value::Number(value) => OwnedValue::Number(value),
            Value::Text(text) => OwnedValue::Text(text.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_keeps_every_value_when_types_mix() {
        let mut column = Column::Empty;
        column.set(1, Value::Number(7.5));
        column.set(3, Value::Text("七"));
        column.set(4, Value::Bool(true));
        let cells: Vec<_> = (0..6).map(|row| column.get(row)).collect();
        assert_eq!(cells, [Value::Null, Value::Number(7.5), Value::Null, Value::Text("七"), Value::Bool(true), Value::Null]);
    }

    #[test]
    fn an_empty_text_is_not_a_null() {
        let mut column = Column::Empty;
        column.set(0, Value::Text(""));
        column.set(2, Value::Text("a"));
        column.set(3, Value::Null);
        assert_eq!(column.get(0), Value::Text(""));
        assert_eq!(column.get(1), Value::Null);
        assert_eq!(column.get(2), Value::Text("a"));
        assert_eq!(column.get(3), Value::Null);
    }

    #[test]
    fn the_way_a_column_came_about_leaves_no_trace() {
        let cells = |row: usize| if row % 90 == 45 { Value::Number(row as f64) } else { Value::Null };
        let whole = |range: std::ops::Range<usize>| {
            let mut column = Column::Empty;
            range.clone().for_each(|row| column.set(row - range.start, cells(row)));
            column
        };
        let mut one = whole(0..1000);
        let mut joined = whole(0..50);
        joined.append(50, &mut whole(50..700));
        joined.append(700, &mut whole(700..1000));
        one.normalise();
        joined.normalise();
        assert_eq!(one, joined);
        assert!(matches!(one, Column::Sparse { .. }) && one.cells() == 11);
        assert!((0..1000).all(|row| one.get(row) == cells(row)));
    }

    #[test]
    fn texts_join_with_their_nulls() {
        let mut first = Column::Empty;
        first.set(0, Value::Text("一"));
        let mut second = Column::Empty;
        second.set(1, Value::Text("四"));
        first.append(2, &mut second);
        let cells: Vec<_> = (0..5).map(|row| first.get(row)).collect();
        assert_eq!(cells, [Value::Text("一"), Value::Null, Value::Null, Value::Text("四"), Value::Null]);
    }

    #[test]
    fn truncating_forgets_the_last_rows() {
        let mut column = Column::Empty;
        for (row, text) in ["一", "二", "三"].iter().enumerate() {
            column.set(row, Value::Text(text));
        }
        column.truncate(1);
        column.set(1, Value::Text("四"));
        assert_eq!(column.get(1), Value::Text("四"));
        assert_eq!(column.get(2), Value::Null);
    }
}
