//! Workbooks (XLSX, XLS, ODS) to a dataset of cells as they stand: a sheet chosen, the row with the names found, hidden sheets
//! and rows told. Refuses to know what a column means.
//!
//! Kept libraries read the containers; what they would do with nasty input is looked for before.

mod by_calamine;
mod cells;
mod choose;
mod extent;
mod names;
mod ods;
mod package;
mod sheet;

use std::io::{Cursor, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::domain::{Dataset, Format, IssueKind, Severity};

use super::bytes::Refusal;
use super::dispatch::{Named, cancelled, refused};
use super::guard::guard;
use super::log::IssueLog;
use super::{Outcome, ReadOptions, ReadSink};

#[cfg(test)]
mod tests;

/// A workbook that cannot be read, and what its reader says.
fn broken(error: impl ToString) -> Refusal {
    Refusal::Issue(IssueKind::BrokenWorkbook, error.to_string())
}

fn encrypted() -> Refusal {
    Refusal::Issue(IssueKind::Encrypted, String::new())
}

/// True for what Excel encrypts: it puts it into the container of its old format.
fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    memchr::memmem::find(bytes, &name).is_some()
}

/// Reads a workbook of a format.
pub(super) fn read(format: Format, bytes: &[u8], named: Named, options: &ReadOptions, sink: &ReadSink<'_>) -> Outcome {
    let watch = Watch::new(bytes, sink);
    let empty = Dataset::new(named.name, named.origin);
    let read = guard(format.name(), || {
        let (mut dataset, mut log) = (empty, IssueLog::new(&named.file));
        dataset.about.format = format;
        dataset.kind = options.kind.unwrap_or(dataset.kind);
        match format {
            Format::Xlsx => by_calamine::xlsx(bytes, &mut dataset, &mut log, options, &watch)?,
            Format::Ods => ods::read(bytes, &mut dataset, &mut log, options, &watch)?,
            _ if is_encrypted(bytes) => return Err(encrypted()),
            _ => by_calamine::xls(bytes, &mut dataset, &mut log, options, &watch)?,
        }
        Ok((dataset, log))
    });
    if watch.cancelled.load(Ordering::Relaxed) {
        return cancelled();
    }
    match read {
        Ok((mut dataset, mut log)) => {
            note_hidden_sheets(&dataset, &mut log);
            dataset.issues = log.into_issues();
            let issues = dataset.issues.clone();
            Outcome { dataset: Some(dataset), issues, cancelled: false }
        }
        Err(refusal) => refused(refusal, &named.file),
    }
}

fn note_hidden_sheets(dataset: &Dataset, log: &mut IssueLog) {
    let hidden: Vec<&str> = dataset.about.layers.iter().filter(|layer| layer.hidden).map(|layer| layer.name.as_str()).collect();
    if !hidden.is_empty() {
        let mut issue = log.issue(Severity::Warning, IssueKind::HiddenSheets).with_detail(hidden.join("、"));
        issue.count = hidden.len() as u64;
        log.add(issue);
    }
}

/// What has been read of the file's bytes, for progress; and whether the caller broke off.
struct Watch<'a> {
    progress: &'a (dyn Fn(u64, u64) -> ControlFlow<()> + Sync),
    read: AtomicU64,
    told: AtomicU64,
    total: u64,
    cancelled: AtomicBool,
}

/// Bytes between two words on the progress.
const STEP: u64 = 64 << 10;

impl<'a> Watch<'a> {
    /// Most of a workbook is read twice: once for what the cell reader does not tell.
    fn new(bytes: &[u8], sink: &ReadSink<'a>) -> Self {
        let (read, told) = (AtomicU64::new(0), AtomicU64::new(0));
        Self { progress: sink.progress, read, told, total: 2 * bytes.len() as u64, cancelled: AtomicBool::new(false) }
    }

    fn note(&self, bytes: u64) -> std::io::Result<()> {
        let read = self.read.fetch_add(bytes, Ordering::Relaxed) + bytes;
        if read >= self.told.load(Ordering::Relaxed) + STEP {
            self.told.store(read, Ordering::Relaxed);
            if (self.progress)(read.min(self.total), self.total).is_break() {
                self.cancelled.store(true, Ordering::Relaxed);
            }
        }
        if self.cancelled.load(Ordering::Relaxed) { Err(std::io::Error::other("cancelled")) } else { Ok(()) }
    }
}

/// The file's bytes as a library reads them.
#[derive(Clone)]
struct Source<'a> {
    bytes: Cursor<&'a [u8]>,
    watch: &'a Watch<'a>,
}

impl Read for Source<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        self.watch.note(read as u64)?;
        Ok(read)
    }
}

impl Seek for Source<'_> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.bytes.seek(to)
    }
}
