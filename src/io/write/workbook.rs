//! Rows as an Excel workbook: a sheet of typed columns with the headings held in view, and a sheet that tells what the rows are
//! from. Refuses macros and formulas: a text that looks like one stays text.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::domain::{Dataset, Date, Field, GeometryKind, Value};
use crate::geodesy::crs::Crs;
use crate::i18n::Lang;
use crate::i18n::fields::field_name;
use crate::i18n::writing::WritingText;

use super::note::Note;
use super::outgoing::holds_days;
use super::{Progress, Target, WriteFault, Written, go_on, wkt};

/// What a sheet holds.
const MAX_ROWS: usize = 1_048_575;
const MAX_COLUMNS: usize = 16_384;
/// What a cell holds, characters.
const MAX_TEXT: usize = 32_767;
/// What a sheet's name holds, characters.
const MAX_NAME: usize = 31;
/// The day in the file's properties where the data has none: bytes must not change with the clock.
const NO_DAY: (u16, u8, u8) = (2000, 1, 1);

impl From<XlsxError> for WriteFault {
    fn from(error: XlsxError) -> Self {
        Self::Library(error.to_string())
    }
}

/// The file.
pub(super) fn bytes(
    outgoing: &Dataset,
    target: &Target<'_>,
    note: Option<&Note>,
    written: &mut Written,
    progress: Progress<'_>,
) -> Result<Vec<u8>, WriteFault> {
    let (rows, columns) = (outgoing.len(), outgoing.table.names.len() + 2);
    if rows > MAX_ROWS {
        return Err(WriteFault::TooMany(rows as u64, MAX_ROWS as u64));
    }
    if columns > MAX_COLUMNS {
        return Err(WriteFault::TooMany(columns as u64, MAX_COLUMNS as u64));
    }
    let mut workbook = Workbook::new();
    let day = outgoing.as_of.and_then(excel_day).map_or_else(|| ExcelDateTime::from_ymd(NO_DAY.0, NO_DAY.1, NO_DAY.2), Ok)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let sheet = workbook.add_worksheet();
    sheet.set_name(sheet_name(&outgoing.name))?;
    records(sheet, outgoing, target.crs, written, progress)?;
    if let Some(note) = note {
        let sheet = workbook.add_worksheet();
        sheet.set_name(WritingText::Sources.text(target.lang))?;
        sources(sheet, note, target.lang)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn records(
    sheet: &mut Worksheet,
    outgoing: &Dataset,
    crs: &Crs,
    written: &mut Written,
    progress: Progress<'_>,
) -> Result<(), WriteFault> {
    let heading = Format::new().set_bold();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let shape = Shape::of(outgoing, crs);
    let names = outgoing.table.names.iter().map(String::as_str).chain(shape.headings.iter().copied());
    for (column, name) in names.enumerate() {
        sheet.write_string_with_format(0, column as u16, fitting(name, written), &heading)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for column in 0..outgoing.table.names.len() {
        let days = holds_days(outgoing, column);
        for row in 0..outgoing.len() {
            go_on(progress, column * outgoing.len() + row, outgoing.table.names.len() * outgoing.len())?;
            let (at, to) = (row as u32 + 1, column as u16);
            match outgoing.table.get(row, column) {
                Value::Null => {}
                Value::Bool(value) => drop(sheet.write_boolean(at, to, value)?),
                Value::Number(number) => drop(sheet.write_number(at, to, number)?),
                Value::Text(text) => match text.parse::<Date>().ok().filter(|_| days).and_then(excel_day) {
                    Some(date) => drop(sheet.write_datetime_with_format(at, to, date, &day)?),
                    None => drop(sheet.write_string(at, to, fitting(text, written))?),
                },
            }
        }
    }
    let first = outgoing.table.names.len() as u16;
    for row in 0..outgoing.len() {
        let at = row as u32 + 1;
        if shape.headings.len() == 1 {
            let text = wkt::text(&outgoing.geometries, row);
            sheet.write_string(at, first, fitting(&text, written))?;
        } else if let (2, Some(position)) = (shape.headings.len(), outgoing.geometries.positions_of(row).first()) {
            sheet.write_number(at, first, position[0])?;
            sheet.write_number(at, first + 1, position[1])?;
        }
    }
    Ok(())
}

/// The columns that a sheet needs for geometry.
struct Shape {
    headings: &'static [&'static str],
}

impl Shape {
    fn of(outgoing: &Dataset, crs: &Crs) -> Self {
        let kinds = || (0..outgoing.len()).map(|row| outgoing.geometries.kind(row));
        let has_columns = outgoing.fields.column(Field::Lon).is_some() && outgoing.fields.column(Field::Lat).is_some();
        let headings: &[&str] = if kinds().all(|kind| kind == GeometryKind::None) {
            &[]
        } else if kinds().any(|kind| !matches!(kind, GeometryKind::None | GeometryKind::Point)) {
            &["wkt"]
        } else if crs.is_degrees() && !has_columns {
            &["lon", "lat"]
        } else {
            &["x", "y"]
        };
        Self { headings }
    }
}

/// What is told of the rows, then what they are from: one line for each source, as-of and confidence, with its number of rows.
fn sources(sheet: &mut Worksheet, note: &Note, lang: Lang) -> Result<(), WriteFault> {
    let heading = Format::new().set_bold();
    let mut at = 0;
    for (name, value) in &note.facts {
        sheet.write_string_with_format(at, 0, name.text(lang), &heading)?;
        sheet.write_string(at, 1, cut(value).0)?;
        at += 1;
    }
    at += 1;
    let columns = [Field::Source, Field::AsOf, Field::Confidence];
    for (column, field) in columns.into_iter().enumerate() {
        sheet.write_string_with_format(at, column as u16, field_name(field, lang), &heading)?;
    }
    sheet.write_string_with_format(at, columns.len() as u16, WritingText::Rows.text(lang), &heading)?;
    for (said, count) in &note.sources {
        at += 1;
        for (column, text) in said.iter().enumerate() {
            sheet.write_string(at, column as u16, cut(text).0)?;
        }
        sheet.write_number(at, columns.len() as u16, *count)?;
    }
    Ok(())
}

fn excel_day(date: Date) -> Option<ExcelDateTime> {
    ExcelDateTime::parse_from_str(&date.to_string()).ok()
}

/// A text that a cell holds; one that is cut is counted.
fn fitting<'a>(text: &'a str, written: &mut Written) -> &'a str {
    let (text, is_cut) = cut(text);
    written.cut_texts += u64::from(is_cut);
    text
}

fn cut(text: &str) -> (&str, bool) {
    if text.len() <= MAX_TEXT {
        return (text, false);
    }
    text.char_indices().nth(MAX_TEXT).map_or((text, false), |(end, _)| (&text[..end], true))
}

/// A name that a sheet may have: not too long, without the letters that Excel refuses.
fn sheet_name(name: &str) -> String {
    let plain: String = name.chars().map(|c| if "[]:*?/\\'".contains(c) { '_' } else { c }).take(MAX_NAME).collect();
    if plain.trim().is_empty() { "Yuantu".to_owned() } else { plain }
}
