//! OpenDocument spreadsheets: one pass over the document for the sheets, hidden rows and merged cells, one for the cells of a
//! sheet. Refuses to hold the document in memory, and styles but whether a sheet is shown.
//!
//! Rows and cells may say that they repeat, without end in sheets made to harm: what repeats is written out within a limit.

use std::io::{BufRead, BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use crate::domain::{Dataset, IssueKind, SourceLayer};
use crate::io::ReadOptions;
use crate::io::bytes::Refusal;
use crate::io::log::IssueLog;

use super::cells::{duration_text, iso_text};
use super::choose::{choose, order};
use super::package::unpacked_limit;
use super::sheet::{Cell, MAX_COLUMNS, MAX_ROWS, Marks, Merged, Sheet};
use super::{Source, Watch, broken, encrypted};

/// Bytes that repeated cells may be written out to.
const MAX_REPEATED: usize = 256 << 20;
/// What one cell counts for in that, beside its text.
const CELL_BYTES: usize = 8;
/// No tag or text is longer.
const MAX_TOKEN: usize = 64 << 20;
/// Spaces that a cell writes as a number.
const MAX_SPACES: usize = 1_000;

/// Reads an ODS workbook.
pub(super) fn read(
    bytes: &[u8],
    dataset: &mut Dataset,
    log: &mut IssueLog,
    options: &ReadOptions,
    watch: &Watch<'_>,
) -> Result<(), Refusal> {
    let mut package = ZipArchive::new(Source { bytes: Cursor::new(bytes), watch }).map_err(broken)?;
    if let Ok(manifest) = package.by_name("META-INF/manifest.xml") {
        let mut text = Vec::new();
        manifest.take(1 << 20).read_to_end(&mut text).map_err(broken)?;
        if memchr::memmem::find(&text, b"encryption-data").is_some() {
            return Err(encrypted());
        }
    }
    let mut listed: Vec<(SourceLayer, Marks)> = Vec::new();
    walk(&mut package, None, &mut |token| {
        match token {
            Token::Sheet { name, hidden } => {
                let layer = SourceLayer { name: name.to_owned(), rows: None, hidden };
                listed.push((layer, Marks::default()));
            }
            Token::Row(row) => {
                if let Some((_, marks)) = listed.last_mut() {
                    note_marks(row, marks);
                }
            }
        }
        Ok(true)
    })?;
    dataset.about.layers = listed.iter().map(|(layer, _)| layer.clone()).collect();
    if options.max_rows == Some(0) && options.layer.is_none() {
        return Ok(());
    }
    let order = order(&dataset.about.layers, options.layer.as_deref())?;
    choose(dataset, log, &order, |index, dataset, log| {
        let Some((_, marks)) = listed.get_mut(index) else { return Ok(()) };
        marks.merged.sort_unstable();
        let mut sheet = Sheet::new(marks, options.header_row, options.max_rows);
        let mut repeated = 0;
        walk(&mut package, Some(index), &mut |token| {
            if let Token::Row(row) = token {
                write_out(row, &mut sheet, &mut repeated)?;
            }
            Ok(!sheet.is_full())
        })?;
        sheet.finish(dataset, log);
        Ok(())
    })
}

/// A cell of the document.
#[derive(Debug, Default)]
struct OdsCell {
    column: u32,
    repeats: u32,
    /// Rows and columns that it covers.
    spans: (u32, u32),
    value: Option<OdsValue>,
}

#[derive(Debug)]
enum OdsValue {
    Text(String),
    Date(String),
    Number(f64),
    Bool(bool),
    Error(String),
}

/// A row of the document: what it has and from where on, from 0, so often.
#[derive(Debug, Default)]
struct OdsRow {
    number: u32,
    repeats: u32,
    is_hidden: bool,
    cells: Vec<OdsCell>,
}

/// What comes along in the document.
enum Token<'a> {
    Sheet { name: &'a str, hidden: bool },
    Row(&'a OdsRow),
}

fn note_marks(row: &OdsRow, marks: &mut Marks) {
    if row.number >= MAX_ROWS {
        return;
    }
    let has_cells = row.cells.iter().any(|cell| cell.value.is_some());
    if row.is_hidden && has_cells {
        let last = row.number.saturating_add(row.repeats).min(MAX_ROWS);
        marks.hidden_rows.extend(row.number..last);
    }
    for cell in row.cells.iter().filter(|cell| cell.spans != (1, 1) && cell.column < MAX_COLUMNS) {
        marks.merged.push(Merged {
            first_row: row.number,
            last_row: row.number.saturating_add(cell.spans.0 - 1),
            first_column: cell.column,
            last_column: cell.column.saturating_add(cell.spans.1 - 1),
        });
    }
}

/// Gives the cells of a row to the sheet, as often as they repeat.
fn write_out(row: &OdsRow, sheet: &mut Sheet<'_>, repeated: &mut usize) -> Result<(), Refusal> {
    if row.cells.iter().all(|cell| cell.value.is_none()) {
        return Ok(());
    }
    for number in row.number..row.number.saturating_add(row.repeats).min(MAX_ROWS) {
        for cell in &row.cells {
            let Some(value) = &cell.value else { continue };
            let text_bytes = if let OdsValue::Text(text) = value { text.len() } else { 0 };
            for column in cell.column..cell.column.saturating_add(cell.repeats).min(MAX_COLUMNS) {
                if number > row.number || column > cell.column {
                    *repeated += CELL_BYTES + text_bytes;
                    if *repeated > MAX_REPEATED {
                        return Err(Refusal::Issue(IssueKind::TooManyCells, format!("{} MiB", MAX_REPEATED >> 20)));
                    }
                }
                sheet.cell(
                    number,
                    column,
                    &match value {
                        OdsValue::Text(text) => Cell::Text(text),
                        OdsValue::Date(text) => Cell::Date(text.clone()),
                        OdsValue::Number(number) => Cell::Number(*number),
                        OdsValue::Bool(value) => Cell::Bool(*value),
                        OdsValue::Error(text) => Cell::Error(text),
                    },
                );
            }
        }
        if sheet.is_full() {
            break;
        }
    }
    Ok(())
}

/// A part that stops where it unpacks to more than it may.
struct Limited<R> {
    part: R,
    left: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.part.read(buffer)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| std::io::Error::other("limit"))?;
        Ok(read)
    }
}

/// Goes through the document: all sheets, or the one of a number, until `visit` wants no more.
fn walk(
    package: &mut ZipArchive<Source<'_>>,
    only: Option<usize>,
    visit: &mut dyn FnMut(Token<'_>) -> Result<bool, Refusal>,
) -> Result<(), Refusal> {
    let part = package.by_name("content.xml").map_err(broken)?;
    let left = unpacked_limit(part.compressed_size());
    let mut reader = Reader::from_reader(BufReader::new(Limited { part, left }));
    reader.config_mut().check_end_names = false;
    reader.config_mut().expand_empty_elements = true;
    let mut hidden_styles: Vec<String> = Vec::new();
    let (mut style, mut buffer, mut sheets) = (None, Vec::new(), 0);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(broken)? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "style" => style = attribute(&tag, "name"),
                "table-properties" if attribute(&tag, "display").as_deref() == Some("false") => {
                    hidden_styles.extend(style.take())
                }
                "table" => {
                    let name = attribute(&tag, "name").unwrap_or_default();
                    let hidden = attribute(&tag, "style-name").is_some_and(|style| hidden_styles.contains(&style));
                    let is_wanted = only.is_none_or(|only| only == sheets);
                    sheets += 1;
                    let more = !is_wanted || visit(Token::Sheet { name: &name, hidden })?;
                    if !more || !table(&mut reader, is_wanted, visit)? || only.is_some() && is_wanted {
                        return Ok(());
                    }
                }
                _ => {}
            },
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The rows of a table; false when `visit` wants no more.
fn table<R: BufRead>(
    reader: &mut Reader<R>,
    is_wanted: bool,
    visit: &mut dyn FnMut(Token<'_>) -> Result<bool, Refusal>,
) -> Result<bool, Refusal> {
    let mut buffer = Vec::new();
    let mut number = 0_u32;
    let mut depth = 0;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(broken)? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "table-row" => {
                    let repeats = count(&tag, "number-rows-repeated");
                    let is_hidden = attribute(&tag, "visibility").is_some_and(|word| word != "visible");
                    let cells = row(reader)?;
                    if is_wanted && !visit(Token::Row(&OdsRow { number, repeats, is_hidden, cells }))? {
                        return Ok(false);
                    }
                    number = number.saturating_add(repeats);
                }
                // A table within a table, as drawings have it, is not of the sheet.
                "table" => depth += 1,
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == "table" => {
                if depth == 0 {
                    return Ok(true);
                }
                depth -= 1;
            }
            Event::Eof => return Err(broken("</table:table>")),
            _ => {}
        }
    }
}

/// The cells of a row.
fn row<R: BufRead>(reader: &mut Reader<R>) -> Result<Vec<OdsCell>, Refusal> {
    let (mut buffer, mut cells, mut column) = (Vec::new(), Vec::new(), 0_u32);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(broken)? {
            Event::Start(tag) if matches!(tag.local_name().as_ref(), "table-cell" | "covered-table-cell") => {
                let repeats = count(&tag, "number-columns-repeated");
                let spans = (count(&tag, "number-rows-spanned"), count(&tag, "number-columns-spanned"));
                let typed = typed(&tag);
                let is_error = attribute(&tag, "value-type").is_some_and(|kind| kind == "error")
                    || tag.attributes_raw().contains("calcext:value-type=\"error\"");
                let text = cell_text(reader)?;
                let value = match typed {
                    _ if is_error => Some(OdsValue::Error(text)),
                    Some(OdsValue::Text(own)) if own.is_empty() => Some(OdsValue::Text(text)),
                    Some(typed) => Some(typed),
                    None => (!text.is_empty()).then_some(OdsValue::Text(text)),
                };
                if value.is_some() || spans != (1, 1) {
                    cells.push(OdsCell { column, repeats, spans, value });
                }
                column = column.saturating_add(repeats);
            }
            Event::End(tag) if tag.local_name().as_ref() == "table-row" => return Ok(cells),
            Event::Eof => return Err(broken("</table:table-row>")),
            _ => {}
        }
    }
}

/// The value that the attributes of a cell give.
fn typed(tag: &BytesStart<'_>) -> Option<OdsValue> {
    match attribute(tag, "value-type")?.as_str() {
        "float" | "currency" | "percentage" => attribute(tag, "value")?.trim().parse().ok().map(OdsValue::Number),
        "boolean" => Some(OdsValue::Bool(attribute(tag, "boolean-value")? == "true")),
        "date" => Some(OdsValue::Date(iso_text(&attribute(tag, "date-value")?))),
        "time" => Some(OdsValue::Date(duration_text(&attribute(tag, "time-value")?))),
        "string" => Some(OdsValue::Text(attribute(tag, "string-value").unwrap_or_default())),
        _ => None,
    }
}

/// The text of a cell: its paragraphs as lines, without notes.
fn cell_text<R: BufRead>(reader: &mut Reader<R>) -> Result<String, Refusal> {
    let (mut buffer, mut text) = (Vec::new(), String::new());
    let (mut within, mut notes, mut paragraphs) = (0_u32, 0_u32, 0_u32);
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(broken)?;
        if text.len() > MAX_TOKEN {
            return Err(Refusal::Issue(IssueKind::TooLarge, format!("{} MiB", MAX_TOKEN >> 20)));
        }
        match event {
            Event::Start(tag) => {
                within += 1;
                match tag.local_name().as_ref() {
                    "annotation" => notes += 1,
                    _ if notes > 0 => {}
                    "p" | "h" => {
                        text.push_str(if paragraphs > 0 { "\n" } else { "" });
                        paragraphs += 1;
                    }
                    "s" => text.extend(std::iter::repeat_n(' ', (count(&tag, "c") as usize).min(MAX_SPACES))),
                    "tab" => text.push('\t'),
                    "line-break" => text.push('\n'),
                    _ => {}
                }
            }
            Event::End(tag) => {
                if within == 0 {
                    return Ok(text);
                }
                within -= 1;
                notes -= u32::from(notes > 0 && tag.local_name().as_ref() == "annotation");
            }
            Event::Text(part) if notes == 0 && paragraphs > 0 && within > 0 => text.push_str(&part.xml10_content()),
            Event::CData(part) if notes == 0 && paragraphs > 0 && within > 0 => text.push_str(&part.xml10_content()),
            Event::GeneralRef(entity) if notes == 0 && paragraphs > 0 && within > 0 => {
                if let Some(known) = quick_xml::escape::resolve_predefined_entity(entity.as_ref()) {
                    text.push_str(known);
                } else if let Some(character) = entity.resolve_char_ref().map_err(broken)? {
                    text.push(character);
                }
            }
            Event::Eof => return Err(broken("</table:table-cell>")),
            _ => {}
        }
    }
}

/// The value of an attribute by its local name; of two, the one of OpenDocument's own.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let is_wanted = |key: quick_xml::name::QName<'_>| key.local_name().as_ref() == name && !key.as_ref().starts_with("calcext:");
    let found = tag.attributes().with_checks(false).flatten().find(|attribute| is_wanted(attribute.key))?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

/// A number of times; 1 where it is not said.
fn count(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).map_or(1, |count| count.parse::<u64>().map_or(1, |count| count.clamp(1, u64::from(u32::MAX)) as u32))
}
