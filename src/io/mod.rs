//! Files to datasets and back: bytes, text, records, the fields they have, and what was refused on the way. Refuses threads
//! that outlive a call, joins, and wording (issues are words in `i18n`).

pub mod embedded;
pub mod geojson_write;
pub mod recognise;

mod bytes;
mod csv_table;
mod fields;
mod geojson;
mod log;
mod records;
mod scan;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::{Confidence, Dataset, DatasetKind, Field, Geometries, Issue, IssueKind, Origin, Severity};

use bytes::Refusal;
use geojson::{Control, Halt};
use log::IssueLog;
use records::Records;

/// What the user decided about a file.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// Threads to read with; 0 is as many as the machine has. The result is the same with any number.
    pub threads: usize,
    /// What the file's records are, when the user said so; else it is told from names and geometry.
    pub kind: Option<DatasetKind>,
}

/// What the caller hears while a file is read.
pub struct ReadSink<'a> {
    /// Told how far the reading is, in shares of a total; breaks to cancel.
    pub progress: &'a (dyn Fn(u64, u64) -> ControlFlow<()> + Sync),
    /// Given geometries as they come, in the order of the file. Only the dataset at the end is the result: when there is none,
    /// the pieces are to be taken back.
    pub piece: &'a mut dyn FnMut(&Geometries),
}

/// What came of reading a file.
#[derive(Debug)]
pub struct Outcome {
    /// The records; none when the file is broken, holds no usable feature, or reading was cancelled.
    pub dataset: Option<Dataset>,
    /// What was refused or is doubtful; refusals first. The same as in the dataset.
    pub issues: Vec<Issue>,
    /// True when the caller broke off.
    pub cancelled: bool,
}

impl Outcome {
    /// True when something was refused: a feature, or the file.
    pub fn has_error(&self) -> bool {
        self.issues.iter().any(|issue| issue.severity == Severity::Error)
    }
}

/// Reads a GeoJSON file, a sequence of GeoJSON texts, or the gzip of either.
pub fn read_path(path: &Path, options: &ReadOptions, sink: ReadSink<'_>) -> Outcome {
    let file: Arc<str> = path.to_string_lossy().into();
    let name = stem(path);
    match bytes::file(path, threads(options.threads)) {
        Ok(bytes) => read_named(&file, name, Origin::File(path.to_owned()), bytes, options, sink),
        Err(refusal) => refused(refusal, &file),
    }
}

/// Reads bytes as [`read_path`] does; `name` is what the file is called in issues and, without its extension, in lists.
///
/// ```
/// use std::ops::ControlFlow;
/// use yuantu::io::{ReadOptions, ReadSink, read_bytes};
///
/// let text = br#"{"type":"Point","coordinates":[121.45,31.23]}"#;
/// let sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
/// let outcome = read_bytes("place.geojson", text.to_vec(), &ReadOptions::default(), sink);
/// assert_eq!(outcome.dataset.map(|dataset| dataset.len()), Some(1));
/// ```
pub fn read_bytes(name: &str, bytes: Vec<u8>, options: &ReadOptions, sink: ReadSink<'_>) -> Outcome {
    let path = PathBuf::from(name);
    read_named(&name.into(), stem(&path), Origin::File(path), bytes, options, sink)
}

fn read_named(
    file: &Arc<str>,
    name: String,
    origin: Origin,
    bytes: Vec<u8>,
    options: &ReadOptions,
    sink: ReadSink<'_>,
) -> Outcome {
    let (bytes, packed) = match bytes::unpacked(bytes, sink.progress) {
        Ok(unpacked) => unpacked,
        Err(refusal) => return refused(refusal, file),
    };
    match bytes::text(&bytes) {
        Ok(text) => read_text(text, file, Dataset::new(name, origin), packed, options, sink),
        Err((kind, at, detail)) => {
            let line = geojson::line_at(&bytes, at);
            failed(Issue::new(Severity::Error, kind, file).at_line(line).with_detail(detail))
        }
    }
}

/// Reads a text into an empty dataset. `packed`: it had to be unpacked, which counted as the first half of the progress.
fn read_text(
    text: &str,
    file: &Arc<str>,
    mut dataset: Dataset,
    packed: bool,
    options: &ReadOptions,
    mut sink: ReadSink<'_>,
) -> Outcome {
    let mut control = Control::new(&mut sink, threads(options.threads), text, packed);
    let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    match geojson::read(text, start, Records::new(file), &mut control) {
        Ok((records, meta)) => {
            dataset.source = meta.source;
            dataset.as_of = meta.as_of.parse().ok();
            dataset.confidence = Confidence::parse(&meta.confidence);
            let log = records.finish(&mut dataset);
            finished(dataset, log, options)
        }
        Err(Halt::Cancelled) => cancelled(),
        Err(Halt::Fault(fault)) => {
            let mut issue = Issue::new(Severity::Error, fault.kind, file).at_line(geojson::line_at(text.as_bytes(), fault.at));
            issue.member = fault.member.map(|member| member.as_ref().into());
            issue.detail = fault.detail;
            failed(issue)
        }
    }
}

/// Tells what the rows are, checks the cells of known fields, and closes the dataset.
fn finished(mut dataset: Dataset, mut log: IssueLog, options: &ReadOptions) -> Outcome {
    if dataset.is_empty() {
        if !log.has_error() || dataset.feature_numbers.len() > 1 {
            let issue = log.issue(Severity::Error, IssueKind::NoFeatures);
            log.add(issue);
        }
        return Outcome { dataset: None, issues: log.into_issues(), cancelled: false };
    }
    let recognition = recognise::recognise(&dataset, options.kind);
    dataset.kind = recognition.kind;
    dataset.fields = recognition.fields;
    if recognition.ambiguous {
        let issue = log.issue(Severity::Warning, IssueKind::Recognition);
        log.add(issue);
    }
    if dataset.kind != DatasetKind::Other && dataset.fields.column(Field::Id).is_none() && !dataset.feature_ids.is_empty() {
        // Records that have no key among their properties are known by the `id` of their feature.
        dataset.fields.set(Field::Id, dataset.table.names.len());
        dataset.table.names.push(Field::Id.key().to_owned());
        dataset.table.columns.push(dataset.feature_ids.clone());
    }
    fields::check(&dataset, &mut log);
    dataset.issues = log.into_issues();
    let issues = dataset.issues.clone();
    Outcome { dataset: Some(dataset), issues, cancelled: false }
}

fn refused(refusal: Refusal, file: &Arc<str>) -> Outcome {
    match refusal {
        Refusal::Cancelled => cancelled(),
        Refusal::Issue(kind, detail) => failed(Issue::new(Severity::Error, kind, file).with_detail(detail)),
    }
}

fn failed(issue: Issue) -> Outcome {
    Outcome { dataset: None, issues: vec![issue], cancelled: false }
}

fn cancelled() -> Outcome {
    Outcome { dataset: None, issues: Vec::new(), cancelled: true }
}

fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    Path::new(name).file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn threads(wanted: usize) -> usize {
    if wanted == 0 { std::thread::available_parallelism().map_or(1, std::num::NonZero::get) } else { wanted }
}
