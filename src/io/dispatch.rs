//! From a source to an outcome: which reader takes it, what is unpacked first, and what closes a dataset. Refuses formats
//! themselves.

use std::path::Path;
use std::sync::Arc;

use crate::domain::{Confidence, Dataset, DatasetKind, Field, Format, Issue, IssueKind, Origin, Severity, SourceLayer};

use super::archive::{Archive, Candidate, Packed};
use super::bytes::{self, PREVIEW, Refusal};
use super::delimited::{self, Text};
use super::format::{self, Told};
use super::geojson::{self, Control, Halt};
use super::input::{Job, Raw, Source};
use super::log::IssueLog;
use super::records::Records;
use super::{Outcome, ReadOptions, ReadSink, flatgeobuf, geopackage, kml, recognise, shapefile, threads, workbook};

/// Packed files within packed files, so deep.
const MAX_DEPTH: u8 = 3;

/// What a file is called.
#[derive(Clone)]
pub(super) struct Named {
    /// The file, as issues call it.
    pub file: Arc<str>,
    /// Its name with its extension; of a member of an archive, the member's.
    pub file_name: String,
    /// The name shown for its records.
    pub name: String,
    /// Where the records came from.
    pub origin: Origin,
    /// How often it was unpacked.
    pub depth: u8,
}

impl Named {
    /// The file at a path.
    pub fn of(path: &Path) -> Self {
        let file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (file, name) = (path.to_string_lossy().into(), stem(&file_name));
        Self { file, file_name, name, origin: Origin::File(path.to_owned()), depth: 0 }
    }
}

/// Reads a source: the format is told from its bytes.
pub(super) fn read(named: Named, source: Source<'_>, options: &ReadOptions, sink: ReadSink<'_>) -> Outcome {
    let told = match source.head() {
        Ok(head) => format::tell(&head, source.len(), &named.file_name),
        Err(refusal) => return refused(refusal, &named.file),
    };
    let missing = |format: &str| refused(Refusal::Issue(IssueKind::MissingFormat, format.to_owned()), &named.file);
    match told {
        Told::Json => text(named, source, options, sink),
        Told::Text => table(named, source, options, sink),
        Told::Shapefile => raw(named, options, sink, |job| shapefile::read(source, job)),
        Told::Dbf => raw(named, options, sink, |job| shapefile::read_table(source, job)),
        Told::Sqlite => raw(named, options, sink, |job| geopackage::read(source, job)),
        Told::FlatGeobuf => raw(named, options, sink, |job| flatgeobuf::read(source, job)),
        Told::Kml => raw(named, options, sink, |job| kml::read(source, job)),
        Told::Ole => book(Format::Xls, named, source, options, sink),
        Told::Missing(format) => missing(format),
        Told::Gzip | Told::Zip if named.depth >= MAX_DEPTH => missing("ZIP"),
        Told::Gzip => gzip(named, source, options, sink),
        Told::Zip => zip(named, source, options, sink),
    }
}

/// What a gzip stream holds.
fn gzip(named: Named, source: Source<'_>, options: &ReadOptions, mut sink: ReadSink<'_>) -> Outcome {
    if options.max_rows.is_some()
        && let Ok(packed) = source.range(0, PREVIEW)
    {
        let (bytes, is_cut) = bytes::unpacked_head(&packed, (packed.len() as u64) < source.len());
        let head = Text { bytes: &bytes, is_cut };
        let told = format::tell(&bytes, bytes.len() as u64, &named.file_name);
        if told == Told::Text && head.looks_like_table(&named.file_name) {
            return head.read(named, options, &mut sink);
        }
        if told == Told::Json
            && let Some(outcome) = geojson_head(&bytes, is_cut, &named, options, &mut sink)
        {
            return outcome;
        }
    }
    let unpacked = source.whole(threads(options.threads)).and_then(|bytes| bytes::unpacked(bytes, sink.progress));
    match unpacked {
        Ok((bytes, _)) => {
            let named = Named { depth: named.depth + 1, ..named };
            read(named, Source::Memory { bytes, siblings: None }, options, sink)
        }
        Err(refusal) => refused(refusal, &named.file),
    }
}

/// The member of an archive that was asked for, or the first with rows.
fn zip(named: Named, source: Source<'_>, options: &ReadOptions, sink: ReadSink<'_>) -> Outcome {
    let format = {
        let opened = Archive::open(&source).and_then(|archive| Ok((archive.packed()?, archive)));
        let (packed, archive) = match opened {
            Ok(opened) => opened,
            Err(refusal) => return refused(refusal, &named.file),
        };
        match packed {
            Packed::Xlsx => Format::Xlsx,
            Packed::Ods => Format::Ods,
            Packed::Missing(format) => return refused(Refusal::Issue(IssueKind::MissingFormat, format.to_owned()), &named.file),
            Packed::Files(candidates) => return members(&named, &archive, &candidates, options, sink),
        }
    };
    book(format, named, source, options, sink)
}

fn members(named: &Named, archive: &Archive<'_>, candidates: &[Candidate], options: &ReadOptions, sink: ReadSink<'_>) -> Outcome {
    let paths: Vec<&str> = candidates.iter().map(|candidate| archive.path(candidate.member)).collect();
    // A layer within a member is asked for as `member/layer`.
    let within = |path: &str| {
        let rest = options.layer.as_deref()?.strip_prefix(path)?;
        Some(rest.strip_prefix('/').map(str::to_owned)).filter(|layer| rest.is_empty() || layer.is_some())
    };
    let wanted = paths.iter().position(|path| within(path).is_some());
    let only_member = candidates.len() == 1;
    if options.layer.is_some() && wanted.is_none() && !only_member {
        let layer = options.layer.clone().unwrap_or_default();
        return refused(Refusal::Issue(IssueKind::UnknownLayer, layer), &named.file);
    }
    let mut first = None;
    for (index, &path) in paths.iter().enumerate().filter(|(index, _)| wanted.is_none_or(|wanted| wanted == *index)) {
        let member = candidates[index].member;
        let siblings = |extension: &str, most: u64| archive.sibling(member, extension, most);
        let file_name = path.rsplit('/').next().unwrap_or(path).to_owned();
        // The one document of a KMZ has the same name in each of them.
        let name = if only_member && stem(&file_name) == "doc" { named.name.clone() } else { stem(&file_name) };
        let layer = if only_member && wanted.is_none() { options.layer.clone() } else { within(path).flatten() };
        let options = ReadOptions { layer, ..options.clone() };
        let inner = Named { file_name, name, depth: named.depth + 1, ..named.clone() };
        let sink = ReadSink { progress: sink.progress, piece: &mut *sink.piece };
        let mut outcome = match archive.whole(member) {
            Ok(bytes) => read(inner, Source::Memory { bytes, siblings: Some(&siblings) }, &options, sink),
            Err(refusal) => refused(refusal, &named.file),
        };
        let has_rows = outcome.dataset.as_ref().is_some_and(|dataset| !dataset.is_empty());
        if let Some(dataset) = outcome.dataset.as_mut().filter(|_| !only_member) {
            let layer = |path: &&str| SourceLayer { name: (*path).to_owned(), rows: None, hidden: false };
            dataset.about.layers = paths.iter().map(layer).collect();
            dataset.about.layer = Some(index);
        }
        if has_rows || outcome.cancelled || options.max_rows == Some(0) {
            first = Some(outcome);
            break;
        }
        first.get_or_insert(outcome);
    }
    let mut outcome = first.unwrap_or_else(|| match archive.outside.is_empty() {
        true => refused(Refusal::Issue(IssueKind::NoFeatures, "ZIP".to_owned()), &named.file),
        false => Outcome { dataset: None, issues: Vec::new(), cancelled: false },
    });
    if let Some(path) = archive.outside.first() {
        let detail: String = path.chars().take(80).collect();
        let mut issue = Issue::new(Severity::Error, IssueKind::EscapesArchive, &named.file).with_detail(detail);
        issue.count = archive.outside.len() as u64;
        outcome.issues.insert(0, issue);
        if let Some(dataset) = &mut outcome.dataset {
            dataset.issues.clone_from(&outcome.issues);
        }
    }
    outcome
}

/// What a reader of a container gives. A layer without rows is one, with a word about it.
fn raw(
    named: Named,
    options: &ReadOptions,
    mut sink: ReadSink<'_>,
    read: impl FnOnce(&mut Job<'_, '_>) -> Result<Raw, Refusal>,
) -> Outcome {
    let mut job = Job { file: &named.file, options, sink: &mut sink };
    let Raw { records, about } = match read(&mut job) {
        Ok(raw) => raw,
        Err(refusal) => return refused(refusal, &named.file),
    };
    let mut dataset = Dataset::new(named.name, named.origin);
    dataset.about = about;
    let mut log = records.finish(&mut dataset);
    if dataset.is_empty() {
        if log.has_error() {
            return Outcome { dataset: None, issues: log.into_issues(), cancelled: false };
        }
        if options.max_rows != Some(0) {
            let issue = log.issue(Severity::Warning, IssueKind::NoFeatures);
            log.add(issue);
        }
    }
    finished(dataset, log, options)
}

/// A text that is no JSON: a table, of which a preview takes no more than it needs. What is none is told what it lacks to be
/// GeoJSON.
fn table(named: Named, source: Source<'_>, options: &ReadOptions, mut sink: ReadSink<'_>) -> Outcome {
    if options.max_rows.is_some()
        && let Ok(bytes) = source.range(0, PREVIEW)
    {
        let head = Text { bytes: &bytes, is_cut: (bytes.len() as u64) < source.len() };
        if head.looks_like_table(&named.file_name) {
            return head.read(named, options, &mut sink);
        }
    }
    if is_endless_row(&source, &named.file_name) {
        let detail = format!("{} MiB", delimited::MAX_ROW >> 20);
        return refused(Refusal::Issue(IssueKind::TooLongRow, detail), &named.file);
    }
    let bytes = match source.whole(threads(options.threads)) {
        Ok(bytes) => bytes,
        Err(refusal) => return refused(refusal, &named.file),
    };
    let whole = Text { bytes: &bytes, is_cut: false };
    if whole.looks_like_table(&named.file_name) {
        return whole.read(named, options, &mut sink);
    }
    text(named, Source::Memory { bytes, siblings: None }, options, sink)
}

/// True for a table whose first row is longer than any may be: it is not read to its end.
fn is_endless_row(source: &Source<'_>, file_name: &str) -> bool {
    let has_line_end = |length: u64| {
        source.range(0, length).map_or(true, |bytes| {
            let head = Text { bytes: &bytes, is_cut: true };
            head.has_line_end() || !head.looks_like_table(file_name)
        })
    };
    source.len() > delimited::MAX_ROW as u64 && !has_line_end(PREVIEW) && !has_line_end(delimited::MAX_ROW as u64)
}

/// A workbook.
fn book(format: Format, named: Named, source: Source<'_>, options: &ReadOptions, sink: ReadSink<'_>) -> Outcome {
    match source.whole(threads(options.threads)) {
        Ok(bytes) => workbook::read(format, &bytes, named, options, &sink),
        Err(refusal) => refused(refusal, &named.file),
    }
}

/// A text: GeoJSON, of which a preview takes no more than it needs.
fn text(named: Named, source: Source<'_>, options: &ReadOptions, mut sink: ReadSink<'_>) -> Outcome {
    if options.max_rows.is_some()
        && let Ok(bytes) = source.range(0, PREVIEW)
        && let Some(outcome) = geojson_head(&bytes, (bytes.len() as u64) < source.len(), &named, options, &mut sink)
    {
        return outcome;
    }
    let bytes = match source.whole(threads(options.threads)) {
        Ok(bytes) => bytes,
        Err(refusal) => return refused(refusal, &named.file),
    };
    match bytes::text(&bytes) {
        Ok(text) => geojson(text, named, options, sink),
        Err((kind, at, detail)) => {
            let line = geojson::line_at(&bytes, at);
            failed(Issue::new(Severity::Error, kind, &named.file).at_line(line).with_detail(detail))
        }
    }
}

/// The first rows of a GeoJSON text; none where they cannot be told without the rest.
fn geojson_head(bytes: &[u8], is_cut: bool, named: &Named, options: &ReadOptions, sink: &mut ReadSink<'_>) -> Option<Outcome> {
    let head = geojson::head(bytes, is_cut, options.max_rows?)?;
    let sink = ReadSink { progress: sink.progress, piece: &mut *sink.piece };
    Some(geojson(bytes::text(&head).ok()?, named.clone(), options, sink)).filter(|outcome| outcome.dataset.is_some())
}

/// Reads a GeoJSON text. One that had to be unpacked is half way by then.
pub(super) fn geojson(text: &str, named: Named, options: &ReadOptions, mut sink: ReadSink<'_>) -> Outcome {
    let Named { file, name, origin, depth, .. } = named;
    let mut dataset = Dataset::new(name, origin);
    let mut control = Control::new(&mut sink, threads(options.threads), text, depth > 0);
    let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    match geojson::read(text, start, Records::new(&file), &mut control) {
        Ok((records, meta)) => {
            dataset.source = meta.source;
            dataset.as_of = meta.as_of.parse().ok();
            dataset.confidence = Confidence::parse(&meta.confidence);
            let mut log = records.finish(&mut dataset);
            if dataset.is_empty() {
                if !log.has_error() || dataset.feature_numbers.len() > 1 {
                    let issue = log.issue(Severity::Error, IssueKind::NoFeatures);
                    log.add(issue);
                }
                return Outcome { dataset: None, issues: log.into_issues(), cancelled: false };
            }
            finished(dataset, log, options)
        }
        Err(Halt::Cancelled) => cancelled(),
        Err(Halt::Fault(fault)) => {
            let mut issue = Issue::new(Severity::Error, fault.kind, &file).at_line(geojson::line_at(text.as_bytes(), fault.at));
            issue.member = fault.member.map(|member| member.as_ref().into());
            issue.detail = fault.detail;
            failed(issue)
        }
    }
}

/// Tells what the rows are and closes the dataset.
pub(super) fn finished(mut dataset: Dataset, mut log: IssueLog, options: &ReadOptions) -> Outcome {
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
    dataset.issues = log.into_issues();
    let issues = dataset.issues.clone();
    Outcome { dataset: Some(dataset), issues, cancelled: false }
}

/// The outcome of a file that a reader refuses.
pub(super) fn refused(refusal: Refusal, file: &Arc<str>) -> Outcome {
    match refusal {
        Refusal::Cancelled => cancelled(),
        Refusal::Issue(kind, detail) => failed(Issue::new(Severity::Error, kind, file).with_detail(detail)),
    }
}

fn failed(issue: Issue) -> Outcome {
    Outcome { dataset: None, issues: vec![issue], cancelled: false }
}

/// The outcome of a reading that the caller broke off.
pub(super) fn cancelled() -> Outcome {
    Outcome { dataset: None, issues: Vec::new(), cancelled: true }
}

fn stem(file_name: &str) -> String {
    let name = file_name.strip_suffix(".gz").unwrap_or(file_name);
    Path::new(name).file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
