//! Records and cells of a delimited text, by position: RFC 4180 and what is met besides. Refuses to copy, and to know what a
//! cell means.
//!
//! A cell that begins with a quote runs to the next single quote; what follows that up to the separator belongs to it, too (as
//! in Python and Excel). Two things show that the opening quote was never closed: it runs over several lines and its closing
//! quote is not followed by a separator, or it runs to the end of the text. Then it is taken as an ordinary character, so that
//! one stray quote does not swallow the rows after it.

use memchr::{memchr, memchr_iter, memchr2};

/// Quotes that run to the end of the text before no more are believed: each costs a look at all that follows.
const STRAY_TO_THE_END: u32 = 16;

/// How a text separates its cells and records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::io) struct Dialect {
    /// What separates cells: one ASCII character.
    pub delimiter: u8,
    /// What ends records: a line feed (with or without a carriage return before it), or a carriage return alone.
    pub line_end: u8,
}

/// Where a cell is, and what stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub start: u32,
    pub end: u32,
    /// Quotes stand in it that are not part of its text.
    pub has_quotes: bool,
}

/// Goes through a text record by record.
#[derive(Clone, Debug)]
pub(super) struct Splitter<'a> {
    text: &'a str,
    dialect: Dialect,
    /// The byte where the next record begins.
    pub at: usize,
    /// Line ends before that, counted from where the splitter began.
    pub lines: u64,
    /// Lines, counted like `lines`, on which a quote stands that does not pair.
    pub stray: Vec<u64>,
    stray_to_the_end: u32,
    /// The text is the head of a longer one: a quote that runs to its end may close after it.
    pub is_cut: bool,
}

/// What a quoted cell is.
enum Quoted {
    /// It ends (after its text), the separator or line end is next.
    Cell(Span, usize),
    /// Its quote is an ordinary character.
    Stray,
    /// The text ends within it.
    Cut,
}

impl<'a> Splitter<'a> {
    /// Begins at a byte of a text that is at most 4 GiB long.
    pub fn new(text: &'a str, dialect: Dialect, at: usize) -> Self {
        Self { text, dialect, at, lines: 0, stray: Vec::new(), stray_to_the_end: 0, is_cut: false }
    }

    /// The cells of the next record; false at the end of the text. A blank line is a record of one empty cell.
    #[inline]
    pub fn record(&mut self, cells: &mut Vec<Span>) -> bool {
        cells.clear();
        let bytes = self.text.as_bytes();
        let Some(rest) = bytes.get(self.at..).filter(|rest| !rest.is_empty()) else { return false };
        match memchr2(self.dialect.line_end, b'"', rest) {
            Some(found) if rest[found] == b'"' => return self.quoted_record(cells),
            found => {
                let length = found.unwrap_or(rest.len());
                let line = &rest[..length];
                let line = line.strip_suffix(b"\r").unwrap_or(line);
                let mut start = 0;
                for end in memchr_iter(self.dialect.delimiter, line) {
                    cells.push(span(self.at + start, self.at + end));
                    start = end + 1;
                }
                cells.push(span(self.at + start, self.at + line.len()));
                self.at += length + usize::from(found.is_some());
                self.lines += u64::from(found.is_some());
            }
        }
        true
    }

    fn quoted_record(&mut self, cells: &mut Vec<Span>) -> bool {
        let bytes = self.text.as_bytes();
        let Dialect { delimiter, line_end } = self.dialect;
        let mut at = self.at;
        loop {
            let quoted = if bytes.get(at) == Some(&b'"') { self.quoted(at) } else { Quoted::Stray };
            let (cell, end) = match quoted {
                Quoted::Cell(cell, end) => (cell, end),
                Quoted::Cut => {
                    self.at = bytes.len();
                    return false;
                }
                Quoted::Stray => {
                    let rest = bytes.get(at..).unwrap_or_default();
                    let end = at + memchr2(delimiter, line_end, rest).unwrap_or(rest.len());
                    let is_last = bytes.get(end) != Some(&delimiter);
                    let text_end = if is_last && end > at && bytes[end - 1] == b'\r' { end - 1 } else { end };
                    (span(at, text_end), end)
                }
            };
            cells.push(cell);
            match bytes.get(end) {
                Some(&byte) if byte == delimiter => at = end + 1,
                Some(_) => {
                    self.at = end + 1;
                    self.lines += 1;
                    return true;
                }
                None => {
                    self.at = end;
                    return true;
                }
            }
        }
    }

    /// The cell whose opening quote is at a byte.
    fn quoted(&mut self, open: usize) -> Quoted {
        if self.stray_to_the_end >= STRAY_TO_THE_END {
            return Quoted::Stray;
        }
        let bytes = self.text.as_bytes();
        let Dialect { delimiter, line_end } = self.dialect;
        let mut at = open + 1;
        let mut has_quotes = false;
        let close = loop {
            let Some(found) = bytes.get(at..).and_then(|rest| memchr(b'"', rest)) else {
                if self.is_cut {
                    return Quoted::Cut;
                }
                self.stray_to_the_end += 1;
                self.note_stray();
                return Quoted::Stray;
            };
            if bytes.get(at + found + 1) != Some(&b'"') {
                break at + found;
            }
            has_quotes = true;
            at += found + 2;
        };
        let lines = memchr_iter(line_end, &bytes[open..close]).count() as u64;
        let after = &bytes[close + 1..];
        let is_end = match after.first() {
            None => true,
            Some(&byte) if byte == delimiter || byte == line_end => true,
            Some(b'\r') => after.get(1).is_none_or(|&next| next == line_end),
            Some(_) => false,
        };
        if is_end {
            self.lines += lines;
            let end = close + 1 + usize::from(after.first() == Some(&b'\r') && line_end != b'\r');
            return Quoted::Cell(Span { has_quotes, ..span(open + 1, close) }, end);
        }
        self.note_stray();
        if lines > 0 {
            return Quoted::Stray;
        }
        // Text after the closing quote: the cell takes it in.
        let end = close + 1 + memchr2(delimiter, line_end, after).unwrap_or(after.len());
        let is_last = bytes.get(end) != Some(&delimiter);
        let text_end = if is_last && bytes[end - 1] == b'\r' { end - 1 } else { end };
        Quoted::Cell(Span { has_quotes: true, ..span(open + 1, text_end) }, end)
    }

    fn note_stray(&mut self) {
        if self.stray.last() != Some(&self.lines) {
            self.stray.push(self.lines);
        }
    }
}

fn span(start: usize, end: usize) -> Span {
    Span { start: start as u32, end: end as u32, has_quotes: false }
}

/// A cell without the apostrophe that keeps a spreadsheet from taking it for a formula: our writer sets it, as others do.
#[inline]
fn disarmed(cell: &str) -> &str {
    match cell.as_bytes() {
        [b'\'', b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r', ..] => &cell[1..],
        _ => cell,
    }
}

impl Span {
    /// The characters between the cell's separators, without its outer quotes.
    pub fn raw(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// True when it stands in quotes.
    pub fn is_quoted(self, text: &str) -> bool {
        let before = (self.start as usize).checked_sub(1).and_then(|at| text.as_bytes().get(at));
        before == Some(&b'"')
    }

    /// Appends the cell's text.
    #[inline]
    pub fn push_to(self, text: &str, arena: &mut String) {
        let mut rest = disarmed(self.raw(text));
        if !self.has_quotes {
            arena.push_str(rest);
            return;
        }
        while let Some(at) = memchr(b'"', rest.as_bytes()) {
            let (before, after) = (&rest[..at], &rest[at + 1..]);
            arena.push_str(before);
            let Some(more) = after.strip_prefix('"') else {
                rest = after;
                break;
            };
            arena.push('"');
            rest = more;
        }
        arena.push_str(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All records as texts, and the lines of stray quotes, counted from 1.
    fn split(text: &str) -> (Vec<Vec<String>>, Vec<u64>) {
        let line_end = if text.contains('\n') { b'\n' } else { b'\r' };
        let mut splitter = Splitter::new(text, Dialect { delimiter: b',', line_end }, 0);
        let (mut records, mut cells) = (Vec::new(), Vec::new());
        while splitter.record(&mut cells) {
            let texts = cells.iter().map(|cell| {
                let mut owned = String::new();
                cell.push_to(text, &mut owned);
                owned
            });
            records.push(texts.collect());
        }
        assert_eq!(splitter.at, text.len());
        (records, splitter.stray.iter().map(|line| line + 1).collect())
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        split(text).0
    }

    #[test]
    fn quotes_hold_separators_line_ends_and_quotes() {
        assert_eq!(cells("a,\"b,c\",d\r\n"), [["a", "b,c", "d"]]);
        assert_eq!(cells("\"x\r\ny\",\"ha \"\"ha\"\"\"\n,\n"), [["x\r\ny", "ha \"ha\""], ["", ""]]);
        assert_eq!(cells("a\r\"b\rc\"\rd"), [["a"], ["b\rc"], ["d"]]);
        assert_eq!(cells("\"\",\"\""), [["", ""]]);
    }

    #[test]
    fn quotes_within_a_cell_are_characters() {
        assert_eq!(
            split("1,two\"with,3\n4,46'06.6\"N\n"),
            (
                vec![vec!["1".to_owned(), "two\"with".to_owned(), "3".to_owned()], vec!["4".to_owned(), "46'06.6\"N".to_owned()],],
                vec![]
            )
        );
        assert_eq!(split("\"a\"b,c\n").0, [["ab", "c"]]);
        assert_eq!(split("\"a\"b\"c,d\r\n"), (vec![vec!["ab\"c".to_owned(), "d".to_owned()]], vec![1]));
    }

    #[test]
    fn a_stray_quote_does_not_swallow_the_rows_after_it() {
        let (records, stray) = split("id,txt\n1,\"foo\"\"\n2,bar\n");
        assert_eq!((records, stray), (cells_of(&[&["id", "txt"], &["1", "\"foo\"\""], &["2", "bar"]]), vec![2]));
        let (records, stray) = split("1,\"a\n2,b\n3,\"c\"\n4,d");
        assert_eq!((records, stray), (cells_of(&[&["1", "\"a"], &["2", "b"], &["3", "c"], &["4", "d"]]), vec![1]));
    }

    fn cells_of(records: &[&[&str]]) -> Vec<Vec<String>> {
        records.iter().map(|record| record.iter().map(|&cell| cell.to_owned()).collect()).collect()
    }

    #[test]
    fn the_csv_crate_reads_the_same_records() {
        let mut state = 7_u64;
        let mut random = move |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        for _ in 0..4_000 {
            let mut text = String::new();
            for _ in 0..random(6) {
                for column in 0..1 + random(4) {
                    text.push_str(if column > 0 { "," } else { "" });
                    let inner: String = (0..random(5)).map(|_| ['a', '园', ',', '\n', '"', ' '][random(6) as usize]).collect();
                    if inner.contains(['\n', '"', ',']) || random(3) == 0 {
                        text.push_str(&format!("\"{}\"", inner.replace('"', "\"\"")));
                    } else {
                        text.push_str(&inner);
                    }
                    // A quote within an unquoted cell is nothing but a character.
                    text.push_str(if inner.is_empty() || text.ends_with('"') || random(8) > 0 { "" } else { "x\"y" });
                }
                text.push_str(if random(2) == 0 { "\r\n" } else { "\n" });
            }
            let ours: Vec<Vec<String>> = cells(&text).into_iter().filter(|record| *record != [""]).collect();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let theirs: Vec<Vec<String>> =
                reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
            // The crate leaves blank lines out; a line of one empty quoted cell it keeps.
            let theirs: Vec<Vec<String>> = theirs.into_iter().filter(|record| *record != [""]).collect();
            assert_eq!(ours, theirs, "{text:?}");
        }
    }
}
