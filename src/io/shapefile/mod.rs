//! Shapefiles to records: geometries (`shp`), attributes (`dbf`), their encoding (`text`), rings to polygons (`rings`). With or
//! without `.shx`, `.dbf`, `.prj`, `.cpg`; a table alone is rows without places. Refuses to lose a row for a broken geometry.

mod dbf;
mod rings;
mod shp;
mod text;

use crate::domain::{Format, GeometryKind, IssueKind, Severity, SourceNote, Value};

use super::bytes::Refusal;
use super::input::{Job, Raw, Source};
use super::records::Records;
use super::threads;

use dbf::{Cell, Dbf};

pub(super) use text::Text;

/// A preview looks at so many bytes of the geometries, and of the table.
const PREVIEW: u64 = 16 << 20;
/// Rows between two words of progress.
const STEP: usize = 4096;

/// Reads a shapefile, `source` being its geometries.
pub(super) fn read(source: Source<'_>, job: &mut Job<'_, '_>) -> Result<Raw, Refusal> {
    let most_bytes = if job.options.max_rows.is_some() { PREVIEW } else { u64::MAX };
    let sibling = |extension: &str| source.sibling(extension, most_bytes);
    let (table, index, prj, cpg) = (sibling("dbf")?, sibling("shx")?, sibling("prj")?, sibling("cpg")?);
    let said = job.options.encoding.as_deref();
    let table = table.and_then(|bytes| Dbf::open(bytes, cpg.as_deref(), said));
    let length = source.len();
    let is_preview = job.options.max_rows.is_some() && length > PREVIEW;
    let bytes = if is_preview { source.range(0, PREVIEW)?.into_owned() } else { source.whole(threads(job.options.threads))? };
    let Some(header) = shp::Header::read(&bytes) else {
        return Err(Refusal::Issue(IssueKind::Truncated, format!("{length} < 100")));
    };
    let most = job.options.max_rows.unwrap_or(usize::MAX);
    let places = shp::places(&bytes, index.as_deref(), most);
    let mut reader = Reader { records: Records::new(job.file), table };
    reader.warn_of_header(&header, length);
    reader.columns();
    let rows = places.contents.len().max(if is_preview { 0 } else { reader.rows_of_table() }).min(most);
    let (mut kinds_differ, mut lost) = (false, 0_u64);
    for row in 0..rows {
        if row.is_multiple_of(STEP) {
            job.step(row as u64, rows as u64)?;
        }
        if reader.is_deleted(row) {
            lost += 1;
            reader.records.start_feature();
            reader.records.take_back();
            continue;
        }
        let content = places.contents.get(row).and_then(|range| bytes.get(range.clone()));
        if is_preview && content.is_some_and(<[u8]>::is_empty) {
            break;
        }
        if let Some(kind) = content.and_then(shp::kind) {
            kinds_differ |= kind != 0 && kind != header.kind;
        }
        reader.row(row, content);
    }
    if kinds_differ {
        reader.warn(IssueKind::HeaderDisagrees, format!("type {}", header.kind));
    }
    if lost > 0 {
        reader.warn_many(IssueKind::DeletedRows, lost);
    }
    if places.is_cut && !is_preview {
        let issue = reader.records.log.issue(Severity::Error, IssueKind::Truncated).at_line(places.contents.len() as u64);
        reader.records.log.add(issue);
    }
    if job.options.max_rows.is_none() {
        reader.compare_counts(places.contents.len());
    }
    let declared_crs = prj.as_deref().and_then(crs_text);
    if declared_crs.is_none() {
        reader.warn(IssueKind::UndeclaredCrs, ".prj".to_owned());
    }
    if reader.table.is_none() {
        reader.warn(IssueKind::MissingPart, ".dbf".to_owned());
    }
    let about = SourceNote { declared_crs, ..reader.about() };
    Ok(Raw { records: reader.records, about })
}

/// Reads a dBASE table without geometries.
pub(super) fn read_table(source: Source<'_>, job: &mut Job<'_, '_>) -> Result<Raw, Refusal> {
    let cpg = source.sibling("cpg", PREVIEW)?;
    let bytes = match job.options.max_rows {
        Some(_) => source.range(0, PREVIEW)?.into_owned(),
        None => source.whole(threads(job.options.threads))?,
    };
    let length = bytes.len();
    let Some(table) = Dbf::open(bytes, cpg.as_deref(), job.options.encoding.as_deref()) else {
        return Err(Refusal::Issue(IssueKind::Truncated, length.to_string()));
    };
    let mut reader = Reader { records: Records::new(job.file), table: Some(table) };
    reader.columns();
    let rows = reader.rows_of_table();
    let mut lost = 0;
    for row in 0..rows {
        if row.is_multiple_of(STEP) {
            job.step(row as u64, rows as u64)?;
        }
        if job.is_full(&reader.records) {
            break;
        }
        if reader.is_deleted(row) {
            lost += 1;
            reader.records.start_feature();
            reader.records.take_back();
            continue;
        }
        reader.row(row, None);
    }
    if lost > 0 {
        reader.warn_many(IssueKind::DeletedRows, lost);
    }
    if job.options.max_rows.is_none() {
        reader.compare_counts(rows);
    }
    let about = reader.about();
    Ok(Raw { records: reader.records, about })
}

/// The words of a `.prj` file.
fn crs_text(prj: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(prj.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(prj));
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
    (!text.is_empty()).then(|| text.to_owned())
}

struct Reader {
    records: Records,
    table: Option<Dbf>,
}

impl Reader {
    fn rows_of_table(&self) -> usize {
        self.table.as_ref().map_or(0, |table| table.count)
    }

    fn is_deleted(&self, row: usize) -> bool {
        self.table.as_ref().is_some_and(|table| table.is_deleted(row))
    }

    /// Makes the columns in the table's order.
    fn columns(&mut self) {
        for field in self.table.iter().flat_map(|table| &table.fields) {
            self.records.column(&field.name);
        }
    }

    /// One row: what the table has of it, and its geometry.
    fn row(&mut self, row: usize, content: Option<&[u8]>) {
        let line = row as u64 + 1;
        let records = &mut self.records;
        records.start_feature();
        if let Some(table) = self.table.as_ref().filter(|table| row < table.count) {
            for (column, field) in table.fields.iter().enumerate() {
                let name = || field.name.clone().into();
                match table.cell(row, column) {
                    Cell::Value(value) => records.set(column, value),
                    Cell::Text(text) => records.set(column, Value::Text(&text)),
                    Cell::Bad(text) => {
                        records.doubt(IssueKind::BadValue, name(), line, Some(text.clone().into_owned()));
                        records.set(column, Value::Text(&text))
                    }
                    Cell::Undecodable(text) => {
                        records.doubt(IssueKind::Undecodable, name(), line, Some(table.text.encoding.name().to_owned()));
                        records.set(column, Value::Text(&text))
                    }
                    Cell::Elsewhere => {
                        records.doubt(IssueKind::MissingPart, name(), line, Some(".dbt / .fpt".to_owned()));
                        records.set(column, Value::Null)
                    }
                };
            }
        }
        let kind = match content.map(|content| shp::read(content, &mut records.geometries)) {
            None => GeometryKind::None,
            Some(Ok(shape)) => {
                shape.doubts.iter().for_each(|&doubt| records.doubt(doubt, "geometry".into(), line, None));
                shape.kind
            }
            Some(Err(fault)) => {
                records.geometries.roll_back();
                let detail = format!("{} (byte {})", fault.what, fault.at);
                records.doubt(IssueKind::CorruptGeometry, "geometry".into(), line, Some(detail));
                GeometryKind::None
            }
        };
        records.accept(kind, line);
    }

    fn warn_of_header(&mut self, header: &shp::Header, length: u64) {
        if !header.has_extent {
            self.warn(IssueKind::HeaderDisagrees, "extent NaN".to_owned());
        }
        if header.length != length {
            self.warn(IssueKind::HeaderDisagrees, format!("{} / {length} bytes", header.length));
        }
    }

    /// Rows that only one of geometries and table has.
    fn compare_counts(&mut self, shapes: usize) {
        let Some(table) = &self.table else { return };
        let (declared, count) = (table.declared, table.count);
        if declared > count {
            let detail = format!("{declared} / {count}");
            let issue = self.records.log.issue(Severity::Error, IssueKind::Truncated).at_line(count as u64).with_detail(detail);
            self.records.log.add(issue);
        } else if count != shapes {
            self.warn(IssueKind::HeaderDisagrees, format!(".shp {shapes}, .dbf {count}"));
        }
    }

    fn warn(&mut self, kind: IssueKind, detail: String) {
        let issue = self.records.log.issue(Severity::Warning, kind).with_detail(detail);
        self.records.log.add(issue);
    }

    fn warn_many(&mut self, kind: IssueKind, count: u64) {
        let mut issue = self.records.log.issue(Severity::Warning, kind);
        issue.count = count;
        self.records.log.add(issue);
    }

    fn about(&self) -> SourceNote {
        let text = self.table.as_ref().filter(|table| table.has_foreign_text).map(|table| table.text);
        SourceNote {
            format: Format::Shapefile,
            encoding: text.map(|text| text.encoding.name().to_owned()),
            encoding_is_declared: text.is_some_and(|text| text.declared),
            ..SourceNote::default()
        }
    }
}
