//! A delimited text as a whole: its encoding, its separators, its names, its rows, and what is said of them. Refuses to guess
//! what a column means.

use std::borrow::Cow;
use std::ops::ControlFlow;

use crate::domain::{Column, Dataset, Format, GeometryKind, IssueKind, Severity};
use crate::io::dispatch::{Named, cancelled};
use crate::io::format::has_extension;
use crate::io::head::{self, HeadCell, SAMPLE_ROWS};
use crate::io::log::IssueLog;
use crate::io::{Outcome, ReadOptions, ReadSink, threads};

use super::dialect::{self, Found};
use super::encoding::{self, Guess};
use super::parts::{Part, Plan};
use super::split::Splitter;

/// Bytes that are looked at to tell whether a text is a table, and what separates its cells.
const SAMPLE: usize = 256 << 10;
/// Texts may be so long: offsets into them are kept in 32 bits.
const MAX_TEXT: usize = u32::MAX as usize;
/// A file with more than one zero byte in so many is no text.
const BYTES_FOR_ONE_NUL: usize = 100;

/// A file's bytes that are a text of some encoding.
#[derive(Clone, Copy, Debug)]
pub(in crate::io) struct Text<'a> {
    /// All of them, or the first ones.
    pub bytes: &'a [u8],
    /// The file goes on after them.
    pub is_cut: bool,
}

impl Text<'_> {
    /// True when it is a table: its name says so and nothing else speaks against it, or its rows do.
    pub fn looks_like_table(self, name: &str) -> bool {
        let sample = self.bytes.get(..SAMPLE).unwrap_or(self.bytes);
        let text = decoded_sample(sample, self.is_cut || sample.len() < self.bytes.len());
        if text.trim().is_empty() || text.starts_with("{\"") {
            return false;
        }
        if has_extension(name, &["csv", "csvt", "tsv", "tab", "txt"]) {
            return true;
        }
        let binary = memchr::memchr_iter(0, text.as_bytes()).count() * BYTES_FOR_ONE_NUL > text.len();
        !binary && dialect::find(&text, hint(name)).is_clear
    }

    /// True when a line ends in it.
    pub fn has_line_end(self) -> bool {
        memchr::memchr2(b'\n', b'\r', self.bytes).is_some()
    }

    /// Reads it as a table.
    pub fn read(self, named: Named, options: &ReadOptions, sink: &mut ReadSink<'_>) -> Outcome {
        let Self { bytes, is_cut } = self;
        let guess = encoding::said(bytes, options.encoding.as_deref()).unwrap_or_else(|| encoding::guess(bytes));
        let (text, bad) = encoding::decode(bytes, guess, threads(options.threads));
        let text = if is_cut { whole_lines(text) } else { text };
        // The last character of a head may be cut: it is not counted.
        let bad = if is_cut && bad > 0 { text.matches('\u{FFFD}').count() as u64 } else { bad };
        let decoded = Decoded { text: &text, bytes, guess, bad, is_cut, hint: hint(&named.file_name) };
        decoded.read(named, options, sink)
    }
}

/// The separator that a file's name promises.
fn hint(name: &str) -> Option<u8> {
    has_extension(name, &["tsv", "tab"]).then_some(b'\t')
}

/// The whole lines of a sample.
fn decoded_sample(sample: &[u8], is_cut: bool) -> Cow<'_, str> {
    let (text, _) = encoding::decode(sample, encoding::guess(sample), 1);
    if is_cut { whole_lines(text) } else { text }
}

fn whole_lines(text: Cow<'_, str>) -> Cow<'_, str> {
    let end = memchr::memrchr2(b'\n', b'\r', text.as_bytes()).map_or(text.len(), |end| end + 1);
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(..end).unwrap_or_default()),
        Cow::Owned(mut text) => {
            text.truncate(end);
            Cow::Owned(text)
        }
    }
}

/// Reads cells as a spreadsheet puts them on the clipboard.
pub(in crate::io) fn read_pasted(named: Named, text: &str, options: &ReadOptions, sink: &mut ReadSink<'_>) -> Outcome {
    let guess = Guess { encoding: encoding_rs::UTF_8, mark: 0 };
    let pasted = Decoded { text, bytes: text.as_bytes(), guess, bad: 0, is_cut: false, hint: Some(b'\t') };
    let mut outcome = pasted.read(named, options, sink);
    if let Some(dataset) = &mut outcome.dataset {
        // A text on the clipboard has no encoding of its own.
        dataset.about.encoding = None;
    }
    outcome
}

/// A decoded text.
struct Decoded<'a> {
    text: &'a str,
    bytes: &'a [u8],
    guess: Guess,
    bad: u64,
    is_cut: bool,
    hint: Option<u8>,
}

/// The names, and where the records begin.
struct Start {
    names: Vec<String>,
    /// Names that the file gives; others are letters.
    named: Vec<bool>,
    /// Line of the names, counted from 1.
    header_row: Option<u32>,
    at: usize,
    /// Line ends before `at`.
    lines: u64,
}

impl Decoded<'_> {
    fn read(&self, named: Named, options: &ReadOptions, sink: &mut ReadSink<'_>) -> Outcome {
        let mut log = IssueLog::new(&named.file);
        let mut dataset = Dataset::new(named.name, named.origin);
        if self.text.len() > MAX_TEXT {
            let issue = log.issue(Severity::Error, IssueKind::TooLarge).with_detail(format!("{} MiB", MAX_TEXT >> 20));
            log.add(issue);
            return Outcome { dataset: None, issues: log.into_issues(), cancelled: false };
        }
        let said = options.delimiter.and_then(|delimiter| u8::try_from(delimiter).ok()).filter(u8::is_ascii);
        let found = match said {
            Some(delimiter) => dialect::said(head_of(self.text), delimiter),
            None => dialect::find(head_of(self.text), self.hint),
        };
        let start = self.start(found, options.header_row);
        let plan = Plan {
            is_cut: self.is_cut,
            max_rows: options.max_rows.unwrap_or(usize::MAX),
            ..Plan::new(self.text, found.dialect, start.names.len())
        };
        let total = self.text.len() as u64;
        let progress = |done: usize| (sink.progress)(done as u64, total);
        let Some(parts) = plan.read(start.at, threads(options.threads), &progress) else { return cancelled() };
        dataset.about.format = Format::Csv;
        dataset.about.encoding = Some(self.guess.name(self.bytes).to_owned());
        dataset.about.encoding_is_declared = self.guess.mark > 0;
        dataset.about.delimiter = Some(char::from(found.dialect.delimiter));
        dataset.about.header_row = start.header_row;
        dataset.kind = options.kind.unwrap_or(dataset.kind);
        self.fill(&mut dataset, &mut log, start, parts, threads(options.threads));
        if dataset.is_empty() && options.max_rows != Some(0) && !log.has_error() {
            log.add(log.issue(Severity::Warning, IssueKind::NoRows));
        }
        if sink_is_cancelled(sink, total) {
            return cancelled();
        }
        dataset.issues = log.into_issues();
        let issues = dataset.issues.clone();
        Outcome { dataset: Some(dataset), issues, cancelled: false }
    }

    /// Finds the names among the first records, unless the user said where they are (0: nowhere).
    fn start(&self, found: Found, said: Option<u32>) -> Start {
        let mut splitter = Splitter::new(self.text, found.dialect, found.start);
        splitter.is_cut = self.is_cut;
        splitter.lines = u64::from(found.start > 0);
        let wanted = said.filter(|&row| row > 0).map(u64::from);
        let (mut cells, mut rows, mut places) = (Vec::new(), Vec::new(), Vec::new());
        let begin = (splitter.at, splitter.lines);
        while rows.len() < SAMPLE_ROWS || wanted.is_some_and(|row| splitter.lines < row) {
            let line = splitter.lines + 1;
            if !splitter.record(&mut cells) {
                break;
            }
            if wanted.is_some_and(|row| splitter.lines < row && line < row) {
                continue;
            }
            let text = |cell: &super::split::Span| {
                let mut text = String::new();
                cell.push_to(self.text, &mut text);
                HeadCell { text, is_value: false, is_quoted: cell.is_quoted(self.text) }
            };
            rows.push(cells.iter().take(super::parts::MAX_CELLS).map(text).collect::<Vec<_>>());
            places.push((line, splitter.at, splitter.lines));
            if wanted.is_some_and(|row| line >= row) {
                break;
            }
        }
        let header = match said {
            None => head::find(&rows),
            Some(0) => None,
            Some(_) => rows.len().checked_sub(1),
        };
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let Some((row, &(line, at, lines))) = header.and_then(|header| rows.get(header).zip(places.get(header))) else {
            let names = head::names((0..width).map(|_| String::new()));
            return Start { named: vec![false; names.len()], names, header_row: None, at: begin.0, lines: begin.1 };
        };
        let texts: Vec<String> = row.iter().map(|cell| cell.text.clone()).collect();
        // A separator at the end of the line of names makes no column.
        let kept = texts.iter().rposition(|text| !text.trim().is_empty()).map_or(0, |last| last + 1);
        let named = texts.iter().take(kept).map(|text| !text.trim().is_empty()).collect();
        let names = head::names(texts.into_iter().take(kept));
        Start { names, named, header_row: u32::try_from(line).ok(), at, lines }
    }

    /// Puts the parts' rows into the dataset, and what is to be said of them into the log, in the file's order.
    fn fill(&self, dataset: &mut Dataset, log: &mut IssueLog, start: Start, parts: Vec<Part>, threads: usize) {
        let width = start.names.len();
        let (mut lines, mut records) = (start.lines, 0_u32);
        let (mut columns, mut stray) = (Vec::with_capacity(parts.len()), Vec::new());
        let rows = parts.iter().map(|part| part.row_lines.len()).sum();
        dataset.lines.reserve_exact(rows);
        dataset.feature_numbers.reserve_exact(rows);
        for part in parts {
            let first = dataset.lines.len();
            let base = u32::try_from(lines + 1).unwrap_or(u32::MAX);
            dataset.lines.extend(part.row_lines.iter().map(|line| line.saturating_add(base)));
            dataset.feature_numbers.extend(part.row_records.iter().map(|record| record + records));
            for (row, cells) in part.ragged {
                let row = first + row as usize;
                let line = dataset.lines.get(row).copied().unwrap_or(0).into();
                log.warn(IssueKind::RaggedRow, "", dataset.feature_number(row), line, Some(format!("{cells} / {width}")));
            }
            for (record, line, kind, detail) in part.refused {
                log.add(
                    log.issue(Severity::Error, kind).at_line(line + lines + 1).at_feature(record + records).with_detail(detail),
                );
            }
            stray.extend(part.stray.iter().map(|line| line + lines + 1));
            columns.push(part.columns);
            lines += part.lines;
            records += part.records;
        }
        for line in stray {
            let row = dataset.lines.partition_point(|&own| u64::from(own) <= line).saturating_sub(1);
            log.warn(IssueKind::UnbalancedQuote, "", dataset.feature_number(row), line, None);
        }
        if dataset.feature_numbers.len() == records as usize {
            dataset.feature_numbers = Vec::new();
        }
        (0..rows).for_each(|_| dataset.geometries.end_feature(GeometryKind::None));
        let mut columns = super::columns::join(columns, self.text.len(), threads);
        columns.resize(columns.len().max(width), Column::Empty);
        let known = start.names.len();
        let names = head::names(start.names.into_iter().chain((known..columns.len()).map(|_| String::new())));
        for (index, (name, column)) in names.into_iter().zip(columns).enumerate() {
            // A column without a name and without a cell is a mere separator.
            if start.named.get(index) == Some(&true) || column != Column::Empty {
                dataset.table.names.push(name);
                dataset.table.columns.push(column);
            }
        }
        if self.bad > 0 {
            let at = memchr::memmem::find(self.text.as_bytes(), "\u{FFFD}".as_bytes()).unwrap_or(0);
            let line = memchr::memchr_iter(b'\n', &self.text.as_bytes()[..at]).count() as u64 + 1;
            let column = (0..dataset.table.names.len()).find(|&column| {
                (0..rows).any(|row| dataset.table.get(row, column).as_text().is_some_and(|text| text.contains('\u{FFFD}')))
            });
            let name = column.map_or("", |column| dataset.table.names[column].as_str());
            let encoding = self.guess.name(self.bytes);
            let mut issue =
                log.issue(Severity::Warning, IssueKind::Undecodable).at_line(line).of_member(name).with_detail(encoding);
            issue.count = self.bad;
            log.add(issue);
        }
    }
}

fn sink_is_cancelled(sink: &ReadSink<'_>, total: u64) -> bool {
    (sink.progress)(total, total) == ControlFlow::Break(())
}

/// The whole lines at the beginning of a text.
fn head_of(text: &str) -> &str {
    let head = text.get(..text.floor_char_boundary(SAMPLE)).unwrap_or(text);
    let end = memchr::memrchr2(b'\n', b'\r', head.as_bytes()).map_or(head.len(), |end| end + 1);
    if head.len() < text.len() { head.get(..end).unwrap_or(head) } else { head }
}
