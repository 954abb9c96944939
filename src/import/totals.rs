//! Rows of sums at the end of a sheet or between its parts. Refuses to take anything for one but the bare word.

use crate::domain::{Dataset, IssueKind};

use super::cells::half_width;
use super::tally::Tally;

/// Words that open a row of sums.
const WORDS: [&str; 12] =
    ["合计", "总计", "小计", "共计", "累计", "总和", "汇总", "合计数", "total", "subtotal", "grandtotal", "sum"];

/// Columns in which such a word stands; before it are numbers or nothing.
const COLUMNS: usize = 3;

/// The rows of sums of a table, ascending; each is told.
pub fn rows_of_sums(raw: &Dataset, tally: &mut Tally) -> Vec<u32> {
    if !raw.about.format.is_table() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for row in 0..raw.len() {
        let mut cells =
            (0..raw.table.columns.len().min(COLUMNS)).map(|column| raw.table.get(row, column).as_text().unwrap_or(""));
        let Some(first) = cells.find(|text| !text.trim().is_empty()) else { continue };
        if is_word(first) {
            tally.add(IssueKind::TotalRow, None, row as u32, || Some(first.trim().to_owned()));
            found.push(row as u32);
        }
    }
    found
}

fn is_word(text: &str) -> bool {
    // Names are longer, and most cells are names.
    if text.len() > 40 {
        return false;
    }
    let (text, _) = half_width(text);
    let word = text.split([':', '(']).next().unwrap_or_default();
    let word: String = word.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    WORDS.contains(&word.as_str())
}
