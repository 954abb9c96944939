//! dBASE tables: the attributes of a shapefile, or a table alone. Refuses memo files and dBASE 7.

use std::borrow::Cow;

use encoding_rs::UTF_8;

use crate::domain::{Date, Value};
use crate::io::cursor::Cursor;

use super::text::{Text, trimmed};

/// Integers up to here are exact in `f64`; longer ones are kept as text, for they are likely ids.
const EXACT_INTEGERS: f64 = 9_007_199_254_740_992.0;
/// Cells that are looked at to tell the encoding.
const SAMPLES: usize = 20_000;
/// Milliseconds of a day.
const DAY_MS: i32 = 86_400_000;
/// The Julian day number of 0000-03-01, where the count of days below begins.
const JULIAN_EPOCH: i64 = 1_721_120;

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FieldKind {
    Text,
    Number,
    Logical,
    Date,
    Integer,
    Double,
    Currency,
    Moment,
    Memo,
    /// Bookkeeping of the writer's program.
    Hidden,
}

/// A column of the table.
#[derive(Debug)]
pub(super) struct Field {
    /// Its name, told apart from others of the same name.
    pub name: String,
    kind: FieldKind,
    offset: usize,
    width: usize,
}

/// A table in memory.
pub(super) struct Dbf {
    bytes: Vec<u8>,
    /// Its columns.
    pub fields: Vec<Field>,
    header: usize,
    record: usize,
    /// Records there are.
    pub count: usize,
    /// Records that the header speaks of.
    pub declared: usize,
    /// The encoding of its text.
    pub text: Text,
    /// True when it has text that is not ASCII, so that the encoding matters.
    pub has_foreign_text: bool,
}

/// A cell as it was read.
pub(super) enum Cell<'a> {
    /// The value.
    Value(Value<'a>),
    /// Text.
    Text(Cow<'a, str>),
    /// A value that the field cannot have, as it stands in the file.
    Bad(Cow<'a, str>),
    /// Text that is not of the table's encoding, as well as it may be shown.
    Undecodable(Cow<'a, str>),
    /// It is in another file, which is not read.
    Elsewhere,
}

impl Dbf {
    /// Reads the header. `cpg`: the file that names the encoding; `said`: what the user says it is. None where it is no dBASE
    /// table.
    pub fn open(bytes: Vec<u8>, cpg: Option<&[u8]>, said: Option<&str>) -> Option<Self> {
        let mut header = Cursor::new(&bytes, 4);
        let declared = header.u32()? as usize;
        let (header, record) = (usize::from(header.u16()?), usize::from(header.u16()?));
        let (version, language) = (*bytes.first()?, *bytes.get(29)?);
        if header < 33 || record == 0 || header > bytes.len() {
            return None;
        }
        let raw = descriptors(&bytes, header);
        let count = ((bytes.len() - header) / record).min(declared);
        let names: Vec<[u8; 11]> = raw.iter().map(|field| field.name).collect();
        let mut table = Self {
            fields: Vec::new(),
            header,
            record,
            count,
            declared,
            text: Text { encoding: UTF_8, declared: false },
            has_foreign_text: false,
            bytes,
        };
        // A text field may be longer than 255 bytes: its width then goes on in the place of the decimals.
        let plain: usize = raw.iter().map(|field| usize::from(field.width)).sum();
        let long: usize = raw.iter().map(Descriptor::long_width).sum();
        let is_long = plain + 1 != record && long + 1 == record;
        let mut offset = 1;
        for field in &raw {
            let width = if is_long { field.long_width() } else { usize::from(field.width) };
            table.fields.push(Field { name: String::new(), kind: kind(field.kind, width, version), offset, width });
            offset += width;
        }
        let (text, has_foreign_text) = {
            let samples = table.samples(&names);
            (Text::said(said).unwrap_or_else(|| Text::tell(cpg, language, &samples)), !samples.is_empty())
        };
        (table.text, table.has_foreign_text) = (text, has_foreign_text);
        table.name_fields(&names);
        Some(table)
    }

    /// True when a record was deleted by whoever edited the table, though it is still in the file.
    pub fn is_deleted(&self, record: usize) -> bool {
        self.record(record).first() == Some(&b'*')
    }

    /// The cell of a record and column.
    pub fn cell(&self, record: usize, column: usize) -> Cell<'_> {
        let Some(field) = self.fields.get(column) else { return Cell::Value(Value::Null) };
        let raw = self.raw(record, field);
        match field.kind {
            FieldKind::Text => match self.text.decode(raw) {
                (text, _) if text.is_empty() => Cell::Value(Value::Null),
                (text, true) => Cell::Text(text),
                (text, false) => Cell::Undecodable(text),
            },
            FieldKind::Number => number(raw),
            FieldKind::Logical => match raw.first() {
                Some(b'T' | b't' | b'Y' | b'y') => Cell::Value(Value::Bool(true)),
                Some(b'F' | b'f' | b'N' | b'n') => Cell::Value(Value::Bool(false)),
                _ => Cell::Value(Value::Null),
            },
            FieldKind::Date => date(raw),
            FieldKind::Integer => binary(raw.first_chunk().map(|bytes| f64::from(i32::from_le_bytes(*bytes)))),
            FieldKind::Double => binary(raw.first_chunk().map(|bytes| f64::from_le_bytes(*bytes))),
            FieldKind::Currency => binary(raw.first_chunk().map(|bytes| i64::from_le_bytes(*bytes) as f64 / 1e4)),
            FieldKind::Moment => moment(raw).map_or(Cell::Value(Value::Null), |text| Cell::Text(text.into())),
            FieldKind::Memo if trimmed(raw).trim_ascii_start().is_empty() => Cell::Value(Value::Null),
            FieldKind::Memo => Cell::Elsewhere,
            FieldKind::Hidden => Cell::Value(Value::Null),
        }
    }

    fn record(&self, record: usize) -> &[u8] {
        let start = self.header + record * self.record;
        if record < self.count { self.bytes.get(start..start + self.record).unwrap_or_default() } else { &[] }
    }

    fn raw(&self, record: usize, field: &Field) -> &[u8] {
        let record = self.record(record);
        let end = (field.offset + field.width).min(record.len());
        record.get(field.offset..end).unwrap_or_default()
    }

    /// Text that is not all ASCII: of names, and of some cells.
    fn samples<'a>(&'a self, names: &'a [[u8; 11]]) -> Vec<&'a [u8]> {
        let cells = (0..self.count).flat_map(|record| {
            let text = self.fields.iter().filter(|field| field.kind == FieldKind::Text);
            text.map(move |field| trimmed(self.raw(record, field)))
        });
        names.iter().map(|name| trimmed(name)).chain(cells).filter(|cell| !cell.is_ascii()).take(SAMPLES).collect()
    }

    /// Names are cut to ten bytes by the format, so that long ones become the same: a number tells them apart.
    fn name_fields(&mut self, names: &[[u8; 11]]) {
        let mut known: Vec<String> = Vec::new();
        for (field, name) in self.fields.iter_mut().zip(names) {
            let plain = self.text.decode(name).0.trim().to_owned();
            let mut name = plain.clone();
            let mut number = 2;
            while known.contains(&name) {
                name = format!("{plain}_{number}");
                number += 1;
            }
            known.push(name.clone());
            field.name = name;
        }
    }
}

/// A field as the header describes it.
struct Descriptor {
    name: [u8; 11],
    kind: u8,
    width: u8,
    decimals: u8,
}

impl Descriptor {
    fn long_width(&self) -> usize {
        let more = if self.kind == b'C' { usize::from(self.decimals) << 8 } else { 0 };
        usize::from(self.width) + more
    }
}

fn descriptors(bytes: &[u8], header: usize) -> Vec<Descriptor> {
    let all = bytes.get(32..header).unwrap_or_default();
    all.chunks_exact(32)
        .take_while(|field| field.first() != Some(&0x0D))
        .map(|field| Descriptor {
            name: field.first_chunk().copied().unwrap_or_default(),
            kind: field[11],
            width: field[16],
            decimals: field[17],
        })
        .collect()
}

fn kind(code: u8, width: usize, version: u8) -> FieldKind {
    match (code, width) {
        (b'N' | b'F', _) => FieldKind::Number,
        (b'L', _) => FieldKind::Logical,
        (b'D', 8) => FieldKind::Date,
        (b'I' | b'+', 4) => FieldKind::Integer,
        (b'O', 8) => FieldKind::Double,
        (b'B', 8) if matches!(version, 0x30..=0x32) => FieldKind::Double,
        (b'Y', 8) => FieldKind::Currency,
        (b'T' | b'@', 8) => FieldKind::Moment,
        (b'M' | b'B' | b'G' | b'P' | b'W', _) => FieldKind::Memo,
        (b'0', _) => FieldKind::Hidden,
        _ => FieldKind::Text,
    }
}

fn number(raw: &[u8]) -> Cell<'_> {
    let raw = trimmed(raw).trim_ascii_start();
    let shown = || String::from_utf8_lossy(raw);
    if raw.is_empty() {
        return Cell::Value(Value::Null);
    }
    match fast_float2::parse::<f64, _>(raw) {
        Ok(value) if value.is_nan() => Cell::Value(Value::Null),
        Ok(value) if value.is_finite() => {
            let is_integer = raw.iter().all(|&byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'+'));
            if is_integer && value.abs() >= EXACT_INTEGERS { Cell::Text(shown()) } else { Cell::Value(Value::Number(value)) }
        }
        _ => {
            let dotted: Vec<u8> = raw.iter().map(|&byte| if byte == b',' { b'.' } else { byte }).collect();
            match fast_float2::parse::<f64, _>(&dotted) {
                Ok(value) if value.is_finite() => Cell::Value(Value::Number(value)),
                _ => Cell::Bad(shown()),
            }
        }
    }
}

fn date(raw: &[u8]) -> Cell<'_> {
    let text = trimmed(raw).trim_ascii_start();
    if text.is_empty() || text.iter().all(|&byte| byte == b'0') {
        return Cell::Value(Value::Null);
    }
    let shown = String::from_utf8_lossy(text);
    let dashed = match (shown.get(..4), shown.get(4..6), shown.get(6..)) {
        (Some(year), Some(month), Some(day)) => format!("{year}-{month}-{day}"),
        _ => String::new(),
    };
    if dashed.parse::<Date>().is_ok() { Cell::Text(dashed.into()) } else { Cell::Bad(shown) }
}

fn binary<'a>(value: Option<f64>) -> Cell<'a> {
    Cell::Value(value.filter(|value| value.is_finite()).map_or(Value::Null, Value::Number))
}

/// A Julian day and milliseconds, as YYYY-MM-DD HH:MM:SS.
fn moment(raw: &[u8]) -> Option<String> {
    let mut cursor = Cursor::new(raw, 0);
    let (day, ms) = (i64::from(cursor.i32()?), cursor.i32()?);
    if day <= JULIAN_EPOCH || !(0..DAY_MS).contains(&ms) {
        return None;
    }
    // Days to a date by the usual count of years from March (E. G. Richards, 2013).
    let days = day - JULIAN_EPOCH;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let (day, month) = (of_year - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let seconds = ms / 1000;
    Some(format!("{year:04}-{month:02}-{day:02} {:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_julian_day_is_a_date() {
        // 2000-01-01 is Julian day 2,451,545; 1970-01-01 is 2,440,588.
        let raw = |day: i32, ms: i32| [day.to_le_bytes(), ms.to_le_bytes()].concat();
        assert_eq!(moment(&raw(2_451_545, 43_200_000)).as_deref(), Some("2000-01-01 12:00:00"));
        assert_eq!(moment(&raw(2_440_588, 0)).as_deref(), Some("1970-01-01 00:00:00"));
        assert_eq!(moment(&raw(0, 0)), None);
    }

    #[test]
    fn numbers_and_dates_that_are_none_are_shown_as_they_stand() {
        assert!(matches!(number(b"  12.5"), Cell::Value(Value::Number(12.5))));
        assert!(matches!(number(b"1,5"), Cell::Value(Value::Number(1.5))));
        assert!(matches!(number(b"*****"), Cell::Bad(_)));
        assert!(matches!(number(b"310106199001011234"), Cell::Text(text) if text == "310106199001011234"));
        assert!(matches!(number(b"   "), Cell::Value(Value::Null)));
        assert!(matches!(date(b"20260229"), Cell::Bad(_)));
        assert!(matches!(date(b"20240229"), Cell::Text(text) if text == "2024-02-29"));
        assert!(matches!(date(b"00000000"), Cell::Value(Value::Null)));
    }
}
