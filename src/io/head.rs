//! Which row of a table holds the names of its columns, and those names. Refuses to know what a name means.
//!
//! Above the names may stand a title and notes; below them nothing but records. A row of names fills most of the table's width
//! with words: no numbers (but years), no dates, and nothing that occurs again below.

use std::collections::HashSet;

/// Rows that are looked at.
pub(super) const SAMPLE_ROWS: usize = 60;
/// A row of names fills so much of the table's width.
const FILLED: f64 = 0.6;
/// Names are shorter than this, characters.
const LONGEST_NAME: usize = 60;

/// A cell as far as it matters here.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct HeadCell {
    /// Its text; empty where it is empty.
    pub text: String,
    /// True where it is a number, a date or another value by its type, whatever its text.
    pub is_value: bool,
    /// True where it stands in quotes: a number in quotes over numbers without them is a name.
    pub is_quoted: bool,
}

/// The index of the row with the names among a table's first rows; none where all are records.
pub(super) fn find(rows: &[Vec<HeadCell>]) -> Option<usize> {
    let filled = |row: &[HeadCell]| row.iter().filter(|cell| !cell.text.trim().is_empty()).count();
    let width = most_frequent(rows.iter().map(|row| filled(row)).filter(|&count| count > 0))?;
    let candidate = rows.iter().position(|row| {
        let count = filled(row);
        let distinct: HashSet<&str> = row.iter().map(|cell| cell.text.trim()).filter(|text| !text.is_empty()).collect();
        count as f64 >= FILLED * width as f64 && (width == 1 || distinct.len() > 1)
    })?;
    let row = rows.get(candidate)?;
    let body = rows.get(candidate + 1..).unwrap_or_default();
    let (mut words, mut years, mut again) = (0, 0, 0);
    for (column, cell) in row.iter().enumerate() {
        let text = cell.text.trim();
        if text.is_empty() {
            continue;
        }
        if is_year(text) {
            years += 1;
            continue;
        }
        let is_word = cell.is_quoted && !body.iter().any(|row| row.get(column).is_some_and(|cell| cell.is_quoted));
        if !is_word && (cell.is_value || is_value(text)) || text.chars().count() > LONGEST_NAME {
            return None;
        }
        words += 1;
        again += usize::from(body.iter().any(|row| row.get(column).is_some_and(|other| other.text.trim() == text)));
    }
    (words > 0 && years <= 3 * words && 2 * again <= words).then_some(candidate)
}

/// The names of columns: trimmed, on one line, unique; a column without one is called by its letter.
pub(super) fn names(cells: impl Iterator<Item = String>) -> Vec<String> {
    let mut known = HashSet::new();
    cells
        .enumerate()
        .map(|(column, text)| {
            let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let name = if name.is_empty() { letters(column) } else { name };
            let mut unique = name.clone();
            let mut copy = 2;
            while !known.insert(unique.clone()) {
                unique = format!("{name} ({copy})");
                copy += 1;
            }
            unique
        })
        .collect()
}

/// The letters by which spreadsheets call a column, counted from 0: A, B … Z, AA …
pub(super) fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && (text.starts_with("19") || text.starts_with("20")) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// True for numbers, dates, times and places: what no column is called.
fn is_value(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_numeric =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | '/' | ':' | 'e' | 'E' | '%' | ' ' | 'T' | 'Z');
    digits > 0 && text.chars().all(is_numeric) && !(text.contains(" - ") || is_range(text))
        || text.contains(" (") && digits > 1 && text.ends_with(')') && text.starts_with(|c: char| c.is_ascii_uppercase())
}

/// A class of sizes or ages, as tables of figures name their columns: `2-3`.
fn is_range(text: &str) -> bool {
    text.split_once('-').is_some_and(|(low, high)| {
        let small = |part: &str| !part.is_empty() && part.len() < 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        small(low) && small(high)
    })
}

/// The most frequent of some numbers; the larger of two equally frequent ones.
fn most_frequent(numbers: impl Iterator<Item = usize>) -> Option<usize> {
    let mut sorted: Vec<usize> = numbers.collect();
    sorted.sort_unstable();
    sorted.chunk_by(|a, b| a == b).max_by_key(|chunk| chunk.len()).and_then(|chunk| chunk.first().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(lines: &[&str]) -> Option<usize> {
        let cell = |text: &str| HeadCell { text: text.to_owned(), ..HeadCell::default() };
        find(&lines.iter().map(|line| line.split(',').map(cell).collect()).collect::<Vec<_>>())
    }

    #[test]
    fn titles_and_notes_stand_above_the_names() {
        assert_eq!(header(&["园区企业名录,,,", "截至 2025 年底,,,", "名称,地址,面积,租金", "甲,江场路 1 号,100,3.5"]), Some(2));
        assert_eq!(header(&["name,lon,lat", "a,121.4,31.2"]), Some(0));
        assert_eq!(header(&["geo,2010,2011,2012", "x,1,2,3"]), Some(0));
        assert_eq!(header(&["WKT", "POINT (1 2)"]), Some(0));
    }

    #[test]
    fn records_are_no_names() {
        assert_eq!(header(&["1,09857,619", "2,67379,066"]), None);
        assert_eq!(header(&["甲,静安区,2020-01-01", "乙,静安区,2021-05-06"]), None);
        assert_eq!(header(&["甲,静安区,有", "乙,静安区,有", "丙,静安区,无"]), None);
        assert_eq!(header(&[]), None);
    }

    #[test]
    fn every_column_has_a_name_of_its_own() {
        let texts = ["A", "", " 租金\n元/㎡·天 ", "A", "A (2)", "地址："];
        let found = names(texts.iter().map(|&text| text.to_owned()));
        assert_eq!(found, ["A", "B", "租金 元/㎡·天", "A (2)", "A (2) (2)", "地址："]);
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
