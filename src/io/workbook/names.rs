//! What the columns of a sheet are called: the row with the names, and where cells are merged, the rows under it that go on
//! with them. Refuses records.

use crate::domain::column::OwnedValue;
use crate::io::head::{self, HeadCell};

use super::sheet::{Kept, Marks, Merged};

/// Rows of names, one under the other.
pub(super) const MAX_DEPTH: u32 = 3;
/// Columns that a merged cell is spread over among the first rows: a title may be merged over all that a sheet can have.
const MAX_TITLE: u32 = 1_024;
/// Merged cells among the first rows that are looked at.
const MAX_MERGED: usize = 4_096;

/// What the columns are called.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Names {
    /// A name for each column.
    pub names: Vec<String>,
    /// Whether the sheet gives it; others are letters.
    pub named: Vec<bool>,
    /// The row of the names, from 1.
    pub row: Option<u32>,
    /// The first row, from 0, that can be a record.
    pub first_record: u32,
}

/// Finds the names among the first rows, each with its number from 0. `said`: their row from 1, or 0 for none.
pub(super) fn find(head: &[(u32, Vec<Kept>)], marks: &Marks, said: Option<u32>) -> Names {
    let mut rows: Vec<Vec<HeadCell>> = head.iter().map(|(_, row)| cells(row)).collect();
    spread(&mut rows, head, marks, 0);
    let header = match said {
        None => head::find(&rows),
        Some(said) => head.iter().position(|(row, _)| row + 1 == said),
    };
    let Some((header, &(first, _))) = header.and_then(|header| Some((header, head.get(header)?))) else {
        // Without a row of names all columns are called by their letters; the user may also have named an empty row.
        return Names { first_record: said.unwrap_or(0), ..Names::default() };
    };
    let last = last_row(&rows, head, marks, header);
    spread(&mut rows, head, marks, MAX_DEPTH);
    let block: Vec<&Vec<HeadCell>> =
        rows.iter().zip(head).skip(header).take_while(|(_, (row, _))| *row <= last).map(|(row, _)| row).collect();
    let width = block.iter().map(|row| row.len()).max().unwrap_or(0);
    let texts: Vec<String> = (0..width)
        .map(|column| {
            let mut parts: Vec<&str> = block.iter().filter_map(|row| row.get(column)).map(|cell| cell.text.trim()).collect();
            parts.retain(|part| !part.is_empty());
            parts.dedup();
            parts.join(" ")
        })
        .collect();
    Names {
        named: texts.iter().map(|text| !text.is_empty()).collect(),
        names: head::names(texts.into_iter()),
        row: Some(first + 1),
        first_record: last + 1,
    }
}

fn cells(row: &[Kept]) -> Vec<HeadCell> {
    let mut cells = Vec::new();
    for kept in row {
        let (text, is_value) = match &kept.value {
            OwnedValue::Null => continue,
            OwnedValue::Text(text) => (text.to_string(), kept.is_date),
            OwnedValue::Number(number) => (number.to_string(), true),
            OwnedValue::Bool(value) => (value.to_string(), true),
        };
        put(&mut cells, kept.column, HeadCell { text, is_value, is_quoted: false });
    }
    cells
}

fn put(cells: &mut Vec<HeadCell>, column: u32, cell: HeadCell) {
    let column = column as usize;
    if cells.len() <= column {
        cells.resize(column + 1, HeadCell::default());
    }
    cells[column] = cell;
}

/// Writes what stands in a merged cell into all that it covers, so many rows down.
fn spread(rows: &mut [Vec<HeadCell>], head: &[(u32, Vec<Kept>)], marks: &Marks, depth: u32) {
    let last = head.last().map_or(0, |(row, _)| *row);
    for merged in marks.merged.iter().take_while(|merged| merged.first_row <= last).take(MAX_MERGED) {
        let place = |row: u32| head.binary_search_by_key(&row, |(row, _)| *row).ok();
        let Some(cell) = place(merged.first_row)
            .and_then(|row| rows[row].get(merged.first_column as usize))
            .filter(|cell| !cell.text.is_empty())
        else {
            continue;
        };
        let cell = cell.clone();
        for row in (merged.first_row..=merged.last_row.min(merged.first_row + depth)).filter_map(place) {
            for column in merged.first_column..=merged.last_column.min(merged.first_column + MAX_TITLE) {
                put(&mut rows[row], column, cell.clone());
            }
        }
    }
}

/// The last row, from 0, that belongs to the names which begin at a row of the head.
fn last_row(rows: &[Vec<HeadCell>], head: &[(u32, Vec<Kept>)], marks: &Marks, header: usize) -> u32 {
    let first = head[header].0;
    let of_names = |merged: &&Merged| merged.first_row == first && merged.last_row < first + MAX_DEPTH;
    let mut last = marks.merged.iter().filter(of_names).map(|merged| merged.last_row).max().unwrap_or(first);
    // A name over several columns goes on in the row below, one name a column.
    let is_wide = |merged: Merged| merged.last_column > merged.first_column;
    if last == first
        && marks.merged.iter().filter(of_names).any(|&merged| is_wide(merged))
        && head.get(header + 1).is_some_and(|(row, _)| *row == first + 1)
        && rows.get(header + 1).is_some_and(|row| row.iter().all(|cell| !cell.is_value))
    {
        last = first + 1;
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u32, texts: &[&str]) -> (u32, Vec<Kept>) {
        let kept = |(column, text): (usize, &&str)| {
            let value = text.parse().map_or(OwnedValue::Text((*text).into()), OwnedValue::Number);
            (!text.is_empty()).then_some(Kept { column: column as u32, value, is_date: false })
        };
        (number, texts.iter().enumerate().filter_map(kept).collect())
    }

    fn merged(first_row: u32, last_row: u32, first_column: u32, last_column: u32) -> Merged {
        Merged { first_row, last_row, first_column, last_column }
    }

    #[test]
    fn merged_names_go_on_below() {
        let head = [
            row(0, &["园区房源一览"]),
            row(2, &["名称", "面积", "", "租金"]),
            row(3, &["", "建筑", "可租", ""]),
            row(4, &["甲", "100", "80", "3.5"]),
        ];
        let marks = Marks {
            merged: vec![merged(0, 0, 0, 3), merged(2, 2, 1, 2), merged(2, 3, 0, 0), merged(2, 3, 3, 3)],
            hidden_rows: Vec::new(),
        };
        let found = find(&head, &marks, None);
        assert_eq!(found.names, ["名称", "面积 建筑", "面积 可租", "租金"]);
        assert_eq!((found.row, found.first_record), (Some(3), 4));
    }

    #[test]
    fn the_user_may_say_where_the_names_are() {
        let head = [row(0, &["a", "b"]), row(1, &["c", ""]), row(2, &["1", "2"])];
        let found = find(&head, &Marks::default(), Some(2));
        assert_eq!((found.names, found.row, found.first_record), (vec!["c".to_owned()], Some(2), 2));
        let none = find(&head, &Marks::default(), Some(0));
        assert_eq!((none.names.len(), none.row, none.first_record), (0, None, 0));
    }
}
