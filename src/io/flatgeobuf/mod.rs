//! FlatGeobuf to records: whole, the first rows, or by a window through the index. Decoded here and not by the crate, which
//! stops at the first broken feature and reads on one thread: here a broken feature is one row's doubt, and parts are read side
//! by side. The crate writes (`benches/formats.rs` holds the two against each other). Refuses to hide that a file is cut.

mod feature;
mod header;
mod parts;
mod table;
mod window;

use std::sync::Arc;

use crate::domain::{Format, GeometryKind, IssueKind, Severity, SourceLayer, SourceNote};

use super::bytes::Refusal;
use super::cursor::Cursor;
use super::input::{Job, Raw, Source};
use super::records::Records;
use super::threads;

use header::{ColumnType, Header};
use table::Table;

/// A preview looks at so many bytes of the features.
const PREVIEW: u64 = 16 << 20;
/// Features of a window are read in pieces of so many bytes.
const PIECE: u64 = 1 << 20;
/// Features between two words of progress.
const STEP: usize = 8192;

/// Reads a file: all of it, or what meets `job.options.window`.
pub(super) fn read(source: Source<'_>, job: &mut Job<'_, '_>) -> Result<Raw, Refusal> {
    let header = Header::read(&source)?;
    let mut reader = Reader::new(&Plan { file: job.file, header: &header });
    match job.options.window {
        Some(window) if header.node_size > 0 => reader.window(&source, &header, window, job)?,
        _ => reader.whole(&source, &header, job)?,
    }
    if header.crs.is_none() && reader.had_geometry {
        let issue = reader.records.log.issue(Severity::Warning, IssueKind::UndeclaredCrs).with_detail("FlatGeobuf");
        reader.records.log.add(issue);
    }
    let rows = Some(header.count).filter(|&count| count > 0);
    let layers: Vec<_> = header.name.map(|name| SourceLayer { name, rows, hidden: false }).into_iter().collect();
    let about = SourceNote {
        format: Format::FlatGeobuf,
        layer: (!layers.is_empty()).then_some(0),
        layers,
        declared_crs: header.crs,
        ..SourceNote::default()
    };
    Ok(Raw { records: reader.records, about })
}

/// What rows are made with: the same for every part of a file.
struct Plan<'a> {
    file: &'a Arc<str>,
    header: &'a Header,
}

struct Reader {
    records: Records,
    columns: Vec<(usize, ColumnType)>,
    geometry: u8,
    had_geometry: bool,
}

impl Reader {
    fn new(plan: &Plan<'_>) -> Self {
        let mut records = Records::new(plan.file);
        let columns = plan.header.columns.iter().map(|(name, kind)| (records.column(name), *kind)).collect();
        Self { records, columns, geometry: plan.header.geometry, had_geometry: false }
    }

    /// All features, from front to back.
    fn whole(&mut self, source: &Source<'_>, header: &Header, job: &mut Job<'_, '_>) -> Result<(), Refusal> {
        if let Some(most) = job.options.max_rows {
            return self.preview(source, header, most, job);
        }
        let plan = Plan { file: job.file, header };
        if parts::read(self, &plan, source, threads(job.options.threads), job)? {
            self.cut(header);
            return Ok(());
        }
        let found = u64::from(self.records.features);
        if header.count > 0 && found != header.count {
            let detail = format!("{} / {found}", header.count);
            let issue = self.records.log.issue(Severity::Warning, IssueKind::HeaderDisagrees).with_detail(detail);
            self.records.log.add(issue);
        }
        Ok(())
    }

    /// The first rows.
    fn preview(&mut self, source: &Source<'_>, header: &Header, most: usize, job: &Job<'_, '_>) -> Result<(), Refusal> {
        let total = source.len().saturating_sub(header.features);
        let bytes = source.range(header.features, PREVIEW)?;
        let step = |at: usize| job.step(at as u64, total);
        let is_cut = self.run(&bytes, &mut 0, bytes.len(), most, &step)?;
        // The end of what was looked at is not that of the file.
        if is_cut && total <= PREVIEW {
            self.cut(header);
        }
        Ok(())
    }

    /// Features from `at` until one begins at or after `stop`; true where the bytes end in the middle of one.
    fn run(
        &mut self,
        bytes: &[u8],
        at: &mut usize,
        stop: usize,
        most: usize,
        step: &dyn Fn(usize) -> Result<(), Refusal>,
    ) -> Result<bool, Refusal> {
        let mut cursor = Cursor::new(bytes, *at);
        while cursor.at < stop && cursor.left() > 0 && self.records.len() < most {
            if self.records.len().is_multiple_of(STEP) {
                step(cursor.at)?;
            }
            let Some(feature) = cursor.u32().and_then(|length| cursor.take(length as usize)) else { return Ok(true) };
            self.feature(feature);
            *at = cursor.at;
        }
        Ok(false)
    }

    /// The features that the index leads to.
    fn window(&mut self, source: &Source<'_>, header: &Header, window: [f64; 4], job: &mut Job<'_, '_>) -> Result<(), Refusal> {
        let hits = window::search(source, header, window)?;
        let (mut piece, mut piece_start) = (source.range(header.features, 0)?, 0);
        for (done, hit) in hits.iter().enumerate() {
            if done.is_multiple_of(STEP) {
                job.step(done as u64, hits.len() as u64)?;
            }
            if job.is_full(&self.records) {
                break;
            }
            let length = |piece: &[u8], start: u64| Cursor::new(piece, usize::try_from(hit.offset - start).ok()?).u32();
            let within = |piece: &[u8], start: u64| {
                length(piece, start).is_some_and(|length| hit.offset - start + 4 + u64::from(length) <= piece.len() as u64)
            };
            if hit.offset < piece_start || !within(&piece, piece_start) {
                piece_start = hit.offset;
                piece = source.range(header.features.saturating_add(hit.offset), PIECE)?;
                let all = length(&piece, piece_start).map_or(0, |length| u64::from(length) + 4);
                if all > piece.len() as u64 {
                    piece = source.range(header.features.saturating_add(hit.offset), all)?;
                }
            }
            let mut cursor = Cursor::new(&piece, (hit.offset - piece_start) as usize);
            let Some(feature) = cursor.u32().and_then(|length| cursor.take(length as usize)) else {
                self.cut(header);
                return Ok(());
            };
            // Rows keep the numbers they have in the whole file.
            self.records.features = u32::try_from(hit.number).unwrap_or(u32::MAX - 1);
            self.feature(feature);
        }
        Ok(())
    }

    fn feature(&mut self, bytes: &[u8]) {
        let records = &mut self.records;
        records.start_feature();
        let line = u64::from(records.features);
        let Some(feature) = Table::root(bytes) else {
            records.take_back();
            records.refuse(IssueKind::BrokenFile, None, Some("FlatGeobuf: feature".to_owned()), line);
            return;
        };
        if feature.is_broken(1, 1) || !feature::cells(feature.vector(1, 1), &self.columns, records, line) {
            records.doubt(IssueKind::BadValue, "properties".into(), line, Some("EOF".to_owned()));
        }
        let kind = match feature.table(0).map(|table| feature::geometry(&table, self.geometry, &mut records.geometries)) {
            None => GeometryKind::None,
            Some(Ok(shape)) => {
                self.had_geometry |= shape.kind != GeometryKind::None;
                shape.doubts.iter().for_each(|&doubt| records.doubt(doubt, "geometry".into(), line, None));
                shape.kind
            }
            Some(Err(fault)) => {
                records.geometries.roll_back();
                records.doubt(IssueKind::CorruptGeometry, "geometry".into(), line, Some(fault.what));
                GeometryKind::None
            }
        };
        records.accept(kind, line);
    }

    /// The file ends in the middle of a feature.
    fn cut(&mut self, header: &Header) {
        let detail = if header.count > 0 { format!("{} / {}", header.count, self.records.features) } else { "EOF".to_owned() };
        let line = u64::from(self.records.features) + 1;
        let issue = self.records.log.issue(Severity::Error, IssueKind::Truncated).at_line(line).with_detail(detail);
        self.records.log.add(issue);
    }
}
