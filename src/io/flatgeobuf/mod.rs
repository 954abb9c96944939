//! FlatGeobuf to records: whole, the first rows, or by a window through the index. Decoded here: an eighth of the time that the
//! crate takes, which checks every buffer before it reads it. Refuses files that end in the middle without saying so.

mod feature;
mod header;
mod table;
mod window;

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
    let mut reader = Reader::new(&header, job);
    match job.options.window {
        Some(window) if header.node_size > 0 => reader.window(&source, &header, window, job)?,
        _ => reader.whole(source, &header, job)?,
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

struct Reader {
    records: Records,
    columns: Vec<(usize, ColumnType)>,
    geometry: u8,
    had_geometry: bool,
}

impl Reader {
    fn new(header: &Header, job: &Job<'_, '_>) -> Self {
        let mut records = Records::new(job.file);
        let columns = header.columns.iter().map(|(name, kind)| (records.column(name), *kind)).collect();
        Self { records, columns, geometry: header.geometry, had_geometry: false }
    }

    /// All features, from front to back.
    fn whole(&mut self, source: Source<'_>, header: &Header, job: &mut Job<'_, '_>) -> Result<(), Refusal> {
        let total = source.len() - header.features.min(source.len());
        let is_preview = job.options.max_rows.is_some() && total > PREVIEW;
        let (bytes, start) = if is_preview {
            (source.range(header.features, PREVIEW)?.into_owned(), 0)
        } else {
            (source.whole(threads(job.options.threads))?, header.features as usize)
        };
        let mut cursor = Cursor::new(&bytes, start);
        while cursor.left() > 0 && !job.is_full(&self.records) {
            if self.records.len() % STEP == 0 {
                job.step((cursor.at - start) as u64, total)?;
            }
            let Some(feature) = cursor.u32().and_then(|length| cursor.take(length as usize)) else {
                if !is_preview {
                    self.cut(header);
                }
                return Ok(());
            };
            self.feature(feature);
        }
        let found = u64::from(self.records.features);
        if header.count > 0 && found != header.count && job.options.max_rows.is_none() {
            let detail = format!("{} / {found}", header.count);
            let issue = self.records.log.issue(Severity::Warning, IssueKind::HeaderDisagrees).with_detail(detail);
            self.records.log.add(issue);
        }
        Ok(())
    }

    /// The features that the index leads to.
    fn window(&mut self, source: &Source<'_>, header: &Header, window: [f64; 4], job: &mut Job<'_, '_>) -> Result<(), Refusal> {
        let hits = window::search(source, header, window)?;
        let (mut piece, mut piece_start) = (source.range(header.features, 0)?, 0);
        for (done, hit) in hits.iter().enumerate() {
            if done % STEP == 0 {
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
