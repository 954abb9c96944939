//! Columns of text as they grow from a delimited text: one arena a column, no allocation a cell. Refuses types: a cell is what
//! stands in the file.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::domain::{Column, Value};

use super::split::Span;

/// One column under construction. An empty cell has no value.
#[derive(Clone, Debug, Default)]
struct TextColumn {
    /// End of each cell in `arena`, bytes.
    ends: Vec<u32>,
    arena: String,
    has_nulls: bool,
    /// Cells after a gap that was too long to fill.
    late: Vec<(u32, Box<str>)>,
}

/// The columns of a part of a text.
#[derive(Debug)]
pub(super) struct Columns {
    columns: Vec<TextColumn>,
    /// Rows, those of empty cells included.
    pub rows: u32,
    filling: Filling,
}

/// Cells that may yet be filled in before late ones: a text whose last row has thousands of cells where the million rows before
/// it have one must not grow to the product.
#[derive(Debug)]
struct Filling(AtomicUsize);

/// Gaps of so few cells cost their separators in the text; only longer ones count.
const SHORT_GAP: usize = 8;

impl Filling {
    fn of(text_bytes: usize) -> Self {
        Self(AtomicUsize::new(4 * text_bytes + (4 << 20)))
    }

    fn take(&self, gap: usize) -> bool {
        let take = |left: usize| left.checked_sub(gap);
        gap <= SHORT_GAP || self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok()
    }
}

impl Columns {
    /// No columns, of a part of a text of so many bytes.
    pub fn new(text_bytes: usize) -> Self {
        Self { columns: Vec::new(), rows: 0, filling: Filling::of(text_bytes) }
    }

    /// Appends a row.
    #[inline]
    pub fn push(&mut self, text: &str, cells: &[Span]) {
        if self.columns.len() < cells.len() {
            self.columns.resize_with(cells.len(), TextColumn::default);
        }
        let row = self.rows;
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            if cell.start < cell.end {
                column.push(row, &self.filling, |arena| cell.push_to(text, arena));
            }
        }
        self.rows += 1;
    }
}

/// The pieces of a column, each with the row at which it begins, and the column that they become.
type Slot = (Vec<(u32, TextColumn)>, Column);

/// The columns of a text of so many bytes from those of its parts, in its order.
pub(super) fn join(parts: Vec<Columns>, text_bytes: usize, threads: usize) -> Vec<Column> {
    let width = parts.iter().map(|part| part.columns.len()).max().unwrap_or(0);
    let mut pieces: Vec<Vec<(u32, TextColumn)>> = Vec::new();
    pieces.resize_with(width, Vec::new);
    let mut rows = 0;
    for part in parts {
        for (pieces, column) in pieces.iter_mut().zip(part.columns) {
            pieces.push((rows, column));
        }
        rows += part.rows;
    }
    let filling = Filling::of(text_bytes);
    let slots: Vec<Mutex<Slot>> = pieces.into_iter().map(|pieces| Mutex::new((pieces, Column::Empty))).collect();
    let next = AtomicUsize::new(0);
    let worker = || {
        while let Some(slot) = slots.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Ok(mut slot) = slot.lock() {
                slot.1 = TextColumn::join(std::mem::take(&mut slot.0), &filling).finish();
            }
        }
    };
    std::thread::scope(|scope| {
        (1..threads.min(slots.len())).for_each(|_| drop(scope.spawn(worker)));
        worker();
    });
    slots.into_iter().map(|slot| slot.into_inner().map_or(Column::Empty, |(_, column)| column)).collect()
}

impl TextColumn {
    #[inline]
    fn push(&mut self, row: u32, filling: &Filling, write: impl FnOnce(&mut String)) {
        if self.ends.len() != row as usize && !self.fill(row, filling) {
            let mut text = String::new();
            write(&mut text);
            self.late.push((row, text.into()));
            return;
        }
        write(&mut self.arena);
        self.ends.push(self.arena.len() as u32);
    }

    /// Fills up to a row with cells without a value; false when that would take more than is left.
    fn fill(&mut self, row: u32, filling: &Filling) -> bool {
        let gap = (row as usize).saturating_sub(self.ends.len());
        if !self.late.is_empty() || !filling.take(gap) {
            return false;
        }
        self.has_nulls |= gap > 0;
        self.ends.resize(row as usize, self.arena.len() as u32);
        true
    }

    /// One column from its pieces, each with the row at which it begins.
    fn join(pieces: Vec<(u32, Self)>, filling: &Filling) -> Self {
        let mut whole = Self::default();
        whole.arena.reserve_exact(pieces.iter().map(|(_, piece)| piece.arena.len()).sum());
        whole.ends.reserve_exact(pieces.iter().map(|(_, piece)| piece.ends.len()).sum());
        for (row, piece) in pieces {
            if !piece.ends.is_empty() {
                whole.append(row, &piece, filling);
            }
            whole.late.extend(piece.late.into_iter().map(|(late, text)| (row + late, text)));
        }
        whole
    }

    fn append(&mut self, row: u32, piece: &Self, filling: &Filling) {
        if self.fill(row, filling) {
            let base = self.arena.len() as u32;
            self.ends.extend(piece.ends.iter().map(|end| end + base));
            self.arena.push_str(&piece.arena);
            self.has_nulls |= piece.has_nulls;
            return;
        }
        let starts = std::iter::once(&0).chain(&piece.ends);
        let cells = starts.zip(&piece.ends).zip(row..).filter(|((start, end), _)| start < end);
        self.late.extend(
            cells.map(|((&start, &end), row)| (row, piece.arena.get(start as usize..end as usize).unwrap_or_default().into())),
        );
    }

    fn finish(self) -> Column {
        let mut nulls = Vec::new();
        if self.has_nulls {
            let starts = std::iter::once(&0).chain(&self.ends);
            nulls.extend(starts.zip(&self.ends).map(|(start, end)| start == end));
        }
        let mut column =
            if self.ends.is_empty() { Column::Empty } else { Column::Text { ends: self.ends, nulls, arena: self.arena } };
        for (row, text) in &self.late {
            column.set(*row as usize, Value::Text(text));
        }
        column.normalise();
        column
    }
}

#[cfg(test)]
mod tests {
    use super::super::split::{Dialect, Splitter};
    use super::*;

    fn columns(text: &str) -> Columns {
        let mut splitter = Splitter::new(text, Dialect { delimiter: b',', line_end: b'\n' }, 0);
        let mut columns = Columns::new(text.len());
        let mut cells = Vec::new();
        while splitter.record(&mut cells) {
            columns.push(text, &cells);
        }
        columns
    }

    #[test]
    fn parts_give_the_columns_of_the_whole() {
        let (first, second) = ("a,,c\n,\nd,\"x\"\"y\"\n", "e\n,,f,g\n,,,h\n");
        let whole = join(vec![columns(&[first, second].concat())], 20, 1);
        assert_eq!(join(vec![columns(first), columns(second)], 20, 2), whole);
        let cells = |column: &Column| (0..6).map(|row| column.get(row).as_text().map(str::to_owned)).collect::<Vec<_>>();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(cells(&whole[0]), [some("a"), None, some("d"), some("e"), None, None]);
        assert_eq!(cells(&whole[1]), [None, None, some("x\"y"), None, None, None]);
        assert_eq!(cells(&whole[3]), [None, None, None, None, some("g"), some("h")]);
    }

    #[test]
    fn a_wide_last_row_does_not_multiply_the_memory() {
        let wide = vec!["z"; 10_000].join(",");
        let text = format!("{}{wide}\n", "a\n".repeat(300_000));
        let part = columns(&text);
        let filled: usize = part.columns.iter().map(|column| column.ends.len()).sum();
        assert!(filled < 8 * text.len() + (5 << 20), "{filled}");
        let whole = join(vec![part], text.len(), 2);
        assert_eq!((whole.len(), whole[9_999].get(300_000), whole[5].get(3)), (10_000, Value::Text("z"), Value::Null));
    }
}
