//! The records of a delimited text read side by side in parts of a fixed size. Refuses to let the number of threads show in
//! the result: where a part begins is guessed from the quotes before it, and a part counts only if the one before it ends
//! exactly there, else its text is read again from there.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use memchr::memchr;

use crate::domain::IssueKind;

use super::columns::Columns;
use super::split::{Dialect, Span, Splitter};

/// Bytes of a part: some hundredths of a second of reading.
const PART: usize = 4 << 20;
/// Cells of a row, as in a spreadsheet; a row with more is refused.
pub(super) const MAX_CELLS: usize = 16_384;
/// Bytes of a row: the outline of a country as WKT takes some; a row over it is refused.
pub(in crate::io) const MAX_ROW: usize = 64 << 20;

/// What to read, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan<'a> {
    /// The whole text.
    pub text: &'a str,
    /// Its separators.
    pub dialect: Dialect,
    /// Columns that have a name: rows with more or fewer cells are told.
    pub width: usize,
    /// The text is the head of a longer one: a record that runs to its end may be cut.
    pub is_cut: bool,
    /// Rows to stop after.
    pub max_rows: usize,
    /// Bytes of a part; for tests.
    pub part_bytes: usize,
}

/// What one part of the text gave. Lines and records count from its start.
#[derive(Debug)]
pub(super) struct Part {
    /// Where it begins and ends, bytes.
    pub start: usize,
    pub end: usize,
    /// Line ends in it.
    pub lines: u64,
    /// Records met, refused ones too; blank lines are none.
    pub records: u32,
    /// The cells of the accepted rows.
    pub columns: Columns,
    /// The line and the record of each row.
    pub row_lines: Vec<u32>,
    pub row_records: Vec<u32>,
    /// Rows with more or fewer cells than there are names, and how many.
    pub ragged: Vec<(u32, u32)>,
    /// Refused records: record, line, why, detail.
    pub refused: Vec<(u32, u64, IssueKind, String)>,
    /// Lines with a quote that does not pair.
    pub stray: Vec<u64>,
}

impl<'a> Plan<'a> {
    /// A plan with parts of the usual size.
    pub fn new(text: &'a str, dialect: Dialect, width: usize) -> Self {
        Self { text, dialect, width, is_cut: false, max_rows: usize::MAX, part_bytes: PART }
    }

    /// Reads all records from a byte on; none when the caller broke off. Told of bytes done, of the whole text.
    pub fn read(&self, start: usize, threads: usize, progress: &(dyn Fn(usize) -> ControlFlow<()> + Sync)) -> Option<Vec<Part>> {
        let starts = if self.max_rows < usize::MAX { vec![start] } else { self.starts(start, threads) };
        let (next, done, cancelled) = (AtomicUsize::new(0), AtomicUsize::new(start), AtomicBool::new(false));
        let stop = |index: usize| starts.get(index + 1).copied().unwrap_or(self.text.len());
        let worker = || {
            let mut parts = Vec::new();
            while !cancelled.load(Ordering::Relaxed) {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(&start) = starts.get(index) else { break };
                let part = self.part(start, stop(index));
                let done = done.fetch_add(part.end.saturating_sub(start), Ordering::Relaxed);
                if progress(done).is_break() {
                    cancelled.store(true, Ordering::Relaxed);
                }
                parts.push((index, part));
            }
            parts
        };
        let mut parts: Vec<(usize, Part)> = std::thread::scope(|scope| {
            let workers: Vec<_> = (1..threads.min(starts.len())).map(|_| scope.spawn(worker)).collect();
            let own = worker();
            workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).chain(own).collect()
        });
        parts.sort_by_key(|(index, _)| *index);
        let mut verified = Vec::with_capacity(parts.len());
        let mut at = start;
        for (index, part) in parts {
            if cancelled.load(Ordering::Relaxed) {
                return None;
            }
            let part = if part.start == at { part } else { self.part(at, stop(index).max(at)) };
            at = part.end;
            verified.push(part);
        }
        Some(verified)
    }

    /// Where parts begin: after a line end that lies outside quotes if all quotes pair.
    fn starts(&self, start: usize, threads: usize) -> Vec<usize> {
        let bytes = self.text.as_bytes();
        let marks: Vec<usize> = (start..bytes.len()).step_by(self.part_bytes.max(1)).collect();
        let quotes = |range: std::ops::Range<usize>| {
            bytes.get(range).unwrap_or_default().iter().fold(0_u8, |odd, &byte| odd ^ u8::from(byte == b'"')) == 1
        };
        let odd =
            in_parallel(marks.len(), threads, |index| quotes(marks[index]..marks.get(index + 1).copied().unwrap_or(bytes.len())));
        let mut starts = vec![start];
        let mut within = false;
        for (index, &mark) in marks.iter().enumerate().skip(1) {
            within ^= odd.get(index - 1).copied().unwrap_or(false);
            let mut at = mark;
            let mut within = within;
            // The next line end, jumping over what is quoted.
            let next = loop {
                let rest = bytes.get(at..).unwrap_or_default();
                let Some(found) = (if within { memchr(b'"', rest) } else { memchr::memchr2(self.dialect.line_end, b'"', rest) })
                else {
                    break bytes.len();
                };
                at += found + 1;
                if bytes[at - 1] != b'"' {
                    break at;
                }
                within = !within;
            };
            if next < bytes.len() && starts.last() != Some(&next) {
                starts.push(next);
            }
        }
        starts
    }

    /// Reads records until one begins at or after `stop`.
    fn part(&self, start: usize, stop: usize) -> Part {
        let mut splitter = Splitter::new(self.text, self.dialect, start);
        splitter.is_cut = self.is_cut;
        let mut part = Part {
            start,
            end: start,
            lines: 0,
            records: 0,
            columns: Columns::new(stop.saturating_sub(start)),
            row_lines: Vec::new(),
            row_records: Vec::new(),
            ragged: Vec::new(),
            refused: Vec::new(),
            stray: Vec::new(),
        };
        let mut cells = Vec::new();
        while splitter.at < stop && part.row_lines.len() < self.max_rows {
            let (line, at) = (splitter.lines, splitter.at);
            if !splitter.record(&mut cells) {
                break;
            }
            if cells.iter().all(|cell| cell.start >= cell.end) {
                continue;
            }
            part.records += 1;
            if let Some((kind, detail)) = self.refusal(&cells, at..splitter.at) {
                part.refused.push((part.records - 1, line, kind, detail));
                continue;
            }
            while cells.len() > self.width && cells.last().is_some_and(|cell| cell.start >= cell.end) {
                cells.pop();
            }
            if cells.len() != self.width {
                part.ragged.push((part.columns.rows, cells.len() as u32));
            }
            part.columns.push(self.text, &cells);
            part.row_lines.push(u32::try_from(line).unwrap_or(u32::MAX));
            part.row_records.push(part.records - 1);
        }
        part.end = splitter.at;
        part.lines = splitter.lines;
        part.stray = splitter.stray;
        part
    }

    fn refusal(&self, cells: &[Span], record: std::ops::Range<usize>) -> Option<(IssueKind, String)> {
        if cells.len() > MAX_CELLS {
            return Some((IssueKind::TooManyCells, MAX_CELLS.to_string()));
        }
        if record.len() > MAX_ROW {
            return Some((IssueKind::TooLongRow, format!("{} MiB", MAX_ROW >> 20)));
        }
        let bytes = self.text.as_bytes().get(record).unwrap_or_default();
        memchr(0, bytes).map(|_| (IssueKind::NulBytes, String::new()))
    }
}

/// The results of so many jobs, in their order.
fn in_parallel<T: Send + Default + Clone>(jobs: usize, threads: usize, job: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let mut results = vec![T::default(); jobs];
    let share = jobs.div_ceil(threads.max(1)).max(1);
    std::thread::scope(|scope| {
        for (index, results) in results.chunks_mut(share).enumerate() {
            let job = &job;
            scope.spawn(move || results.iter_mut().zip(index * share..).for_each(|(result, index)| *result = job(index)));
        }
    });
    results
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, part_bytes: usize, threads: usize) -> String {
        let dialect = Dialect { delimiter: b',', line_end: b'\n' };
        let plan = Plan { part_bytes, ..Plan::new(text, dialect, 2) };
        let parts = plan.read(0, threads, &|_| ControlFlow::Continue(())).unwrap();
        let (mut lines, mut records) = (0, 0);
        let (mut told, mut stray, mut columns) = (String::new(), Vec::new(), Vec::new());
        for part in parts {
            for (line, record) in part.row_lines.iter().zip(&part.row_records) {
                told += &format!("{}:{} ", u64::from(*line) + lines, record + records);
            }
            stray.extend(part.stray.iter().map(|line| line + lines));
            lines += part.lines;
            records += part.records;
            columns.push(part.columns);
        }
        format!("{told} {stray:?} {:?}", super::super::columns::join(columns, text.len(), threads))
    }

    #[test]
    fn parts_of_any_size_give_the_same_records() {
        let texts = [
            "a,b\n1,\"x\ny\"\n\n2,\"\"\"\"\n3,\"long\n\n\ncell\"\n".repeat(9),
            "1,two\"with\n\"a\"b,c\n\"q\nr\",s\n".repeat(9),
            "x,\"\n".repeat(7) + "y,z",
        ];
        for text in texts {
            let whole = told(&text, usize::MAX >> 1, 1);
            for part_bytes in [1, 2, 3, 7, 20, 64] {
                assert_eq!(told(&text, part_bytes, 1 + part_bytes % 3), whole, "{part_bytes} {text}");
            }
        }
    }
}
