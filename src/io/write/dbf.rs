//! Rows as a dBASE table in UTF-8. Refuses what the format has no room for: it says what was cut and renamed.

use crate::domain::{Dataset, Date, Value};

use super::outgoing::holds_days;
use super::{Progress, WriteFault, Written, go_on};

/// Bytes of a name, of a text, of a number.
const MAX_NAME: usize = 10;
const MAX_TEXT: usize = 254;
const MAX_NUMBER: usize = 32;
/// Columns that readers bear.
const MAX_COLUMNS: usize = 255;
/// The day in the header where the data has none: bytes must not change with the clock.
const NO_DAY: [u8; 3] = [100, 1, 1];

/// A column of the table.
struct Plan {
    kind: u8,
    width: usize,
    decimals: usize,
}

/// The table of these rows.
pub(super) fn bytes(
    outgoing: &Dataset,
    rows: &[usize],
    written: &mut Written,
    progress: Progress<'_>,
) -> Result<Vec<u8>, WriteFault> {
    let columns = outgoing.table.names.len();
    if columns > MAX_COLUMNS {
        return Err(WriteFault::TooMany(columns as u64, MAX_COLUMNS as u64));
    }
    let names = short_names(&outgoing.table.names);
    let pairs = outgoing.table.names.iter().zip(&names).filter(|(name, short)| name != short);
    written.renamed = pairs.map(|(name, short)| (name.clone(), short.clone())).collect();
    let mut plans: Vec<Plan> = (0..columns).map(|column| plan(outgoing, rows, column)).collect();
    let mut names = names;
    if plans.is_empty() {
        // A table has at least one column.
        plans.push(Plan { kind: b'N', width: 10, decimals: 0 });
        names.push("row".to_owned());
    }
    let record = 1 + plans.iter().map(|plan| plan.width).sum::<usize>();
    let header = 32 + 32 * plans.len() + 1;
    let mut bytes = Vec::with_capacity(header + record * rows.len() + 1);
    bytes.push(3);
    bytes.extend(outgoing.as_of.map_or(NO_DAY, header_day));
    bytes.extend((rows.len() as u32).to_le_bytes());
    let length = |value: usize| u16::try_from(value).map_err(|_| WriteFault::TooMany(value as u64, u64::from(u16::MAX)));
    bytes.extend(length(header)?.to_le_bytes());
    bytes.extend(length(record)?.to_le_bytes());
    bytes.extend([0; 20]);
    for (name, plan) in names.iter().zip(&plans) {
        let mut field = [0; 32];
        field[..name.len()].copy_from_slice(name.as_bytes());
        (field[11], field[16], field[17]) = (plan.kind, plan.width as u8, plan.decimals as u8);
        bytes.extend(field);
    }
    bytes.push(b'\r');
    for (at, &row) in rows.iter().enumerate() {
        go_on(progress, at, rows.len())?;
        bytes.push(b' ');
        for (column, plan) in plans.iter().enumerate() {
            let text = if columns == 0 { (at + 1).to_string() } else { cell(outgoing.table.get(row, column), plan) };
            written.cut_texts += u64::from(text.len() > plan.width);
            push(&mut bytes, cut(&text, plan.width), plan);
        }
    }
    bytes.push(0x1A);
    Ok(bytes)
}

/// Texts stand at the left, numbers at the right.
fn push(bytes: &mut Vec<u8>, text: &str, plan: &Plan) {
    let blanks = std::iter::repeat_n(b' ', plan.width - text.len());
    if plan.kind == b'N' {
        bytes.extend(blanks);
        bytes.extend(text.as_bytes());
    } else {
        bytes.extend(text.as_bytes());
        bytes.extend(blanks);
    }
}

fn plan(outgoing: &Dataset, rows: &[usize], column: usize) -> Plan {
    let values = || rows.iter().map(|&row| outgoing.table.get(row, column)).filter(|value| !value.is_null());
    if values().next().is_some() && values().all(|value| matches!(value, Value::Bool(_))) {
        return Plan { kind: b'L', width: 1, decimals: 0 };
    }
    if values().next().is_some() && values().all(|value| matches!(value, Value::Number(_))) {
        let texts = || values().filter_map(Value::as_number).map(number);
        let decimals = texts().filter(|text| !text.contains('e')).map(|text| decimals(&text)).max().unwrap_or(0);
        let width = texts().map(|text| text.len()).max().unwrap_or(1);
        return Plan { kind: b'N', width, decimals: decimals.min(width.saturating_sub(2)) };
    }
    let is_day = |value: Value<'_>| value.as_text().is_some_and(|text| text.is_empty() || text.parse::<Date>().is_ok());
    if holds_days(outgoing, column) && values().all(is_day) {
        return Plan { kind: b'D', width: 8, decimals: 0 };
    }
    let width = values().map(|value| plain(value).len()).max().unwrap_or(1).clamp(1, MAX_TEXT);
    Plan { kind: b'C', width, decimals: 0 }
}

fn decimals(text: &str) -> usize {
    text.split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

fn cell(value: Value<'_>, plan: &Plan) -> String {
    match (plan.kind, value) {
        (b'L', Value::Bool(value)) => (if value { "T" } else { "F" }).to_owned(),
        (b'L', _) => "?".to_owned(),
        (b'D', Value::Text(day)) => day.replace('-', ""),
        (_, value) => plain(value),
    }
}

/// Digits that read back as the same number.
fn number(number: f64) -> String {
    let text = number.to_string();
    if text.len() <= MAX_NUMBER { text } else { format!("{number:e}") }
}

fn plain(value: Value<'_>) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(value) => value.to_string(),
        Value::Number(value) => number(value),
        Value::Text(text) => text.to_owned(),
    }
}

/// At most so many bytes of a text, whole letters.
fn cut(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Names of ten bytes, each once, for columns of these names.
pub fn short_names(names: &[String]) -> Vec<String> {
    let mut taken: Vec<String> = Vec::with_capacity(names.len());
    for name in names {
        let is_free = |short: &String| !taken.iter().any(|known| known.eq_ignore_ascii_case(short)) && !short.is_empty();
        let numbered = (1_u32..).map(|number| {
            let number = number.to_string();
            format!("{}{number}", cut(name, MAX_NAME - number.len()))
        });
        let short = std::iter::once(cut(name, MAX_NAME).to_owned()).chain(numbered).find(is_free).unwrap_or_default();
        taken.push(short);
    }
    taken
}

/// Year since 1900, month, day.
fn header_day(day: Date) -> [u8; 3] {
    let text = day.to_string();
    let part = |range: std::ops::Range<usize>| text.get(range).and_then(|digits| digits.parse::<u16>().ok());
    match (part(0..4), part(5..7), part(8..10)) {
        (Some(year), Some(month), Some(day)) => [year.saturating_sub(1900) as u8, month as u8, day as u8],
        _ => NO_DAY,
    }
}
