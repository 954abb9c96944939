//! Numbers as cells have them: full-width digits, thousands separators, 万 and 亿, words such as 约 before and a unit behind.
//! Refuses to know which units belong to what.

use super::words::no_value;
use super::{Cell, Doubt, Note, Notes, Reading, chinese, half_width};

/// A number and what stands behind it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity<'a> {
    /// The number, with 万 and 亿 multiplied out.
    pub number: f64,
    /// What stands behind the number, without blanks around it.
    pub unit: &'a str,
    /// What was done to read it.
    pub notes: Notes,
}

/// Reads a plain number; a counting word behind it (人, 个, 层 …) is left out.
///
/// ```
/// use yuantu::import::cells::number::number;
///
/// assert_eq!(number("１，０５０ 人").unwrap().value, Some(1050.0));
/// ```
pub fn number(text: &str) -> Reading<f64> {
    if let Some(number) = plain(text) {
        return Ok(Cell::new(number, Notes::NONE));
    }
    let (text, wide) = half_width(text);
    let notes = Notes::when(wide, Note::FullWidth);
    if text.is_empty() {
        return Ok(Cell::none(Notes::NONE));
    }
    if no_value(&text).is_some() {
        return Ok(Cell::none(Notes::of(Note::NoValue)));
    }
    let quantity = quantity(&text)?;
    if !quantity.unit.is_empty() && !COUNTING.contains(&quantity.unit) {
        return Err(Doubt::WrongUnit);
    }
    let notes = notes.and(quantity.notes).and(Notes::when(!quantity.unit.is_empty(), Note::UnitInCell));
    Ok(Cell::new(quantity.number, notes))
}

/// Words behind a count.
const COUNTING: [&str; 24] = [
    "人", "名", "个", "层", "楼", "户", "年", "位", "辆", "家", "间", "套", "栋", "幢", "座", "台", "张", "件", "项", "元", "岁",
    "次", "处", "多人",
];

/// A number written as programs write it: the way nearly every cell takes.
pub fn plain(text: &str) -> Option<f64> {
    let bytes = text.as_bytes();
    let starts = bytes.first().is_some_and(|&byte| byte.is_ascii_digit() || byte == b'-' || byte == b'.');
    let number: f64 = if starts { fast_float2::parse(bytes).ok()? } else { return None };
    number.is_finite().then_some(number)
}

/// Reads a number and what stands behind it from a text in half width.
pub fn quantity(text: &str) -> Result<Quantity<'_>, Doubt> {
    let (rest, mut notes) = without_lead(text);
    let (mut number, length, more) = leading_number(rest)?;
    notes = notes.and(more);
    let mut unit = rest[length..].trim();
    for (word, factor) in [("万", 1e4), ("亿", 1e8), ("千", 1e3)] {
        if let Some(behind) = unit.strip_prefix(word).filter(|behind| !behind.starts_with(['瓦', '克'])) {
            (number, unit, notes) = (number * factor, behind.trim_start(), notes.and(Notes::of(Note::UnitInCell)));
            break;
        }
    }
    if let Some(behind) = ["左右", "以上", "余", "多", "+"].iter().find_map(|word| unit.strip_prefix(word)) {
        (unit, notes) = (behind.trim_start(), notes.and(Notes::of(Note::Approximate)));
    }
    if is_range(unit) {
        return Err(Doubt::Range);
    }
    Ok(Quantity { number, unit, notes })
}

/// The text behind a word such as 约 or a sign of currency.
fn without_lead(text: &str) -> (&str, Notes) {
    for word in ["约为", "约", "大约", "近", "超过", "超", "逾", "≈", "~", ">", "<", "≥", "≤"] {
        if let Some(rest) = text.strip_prefix(word) {
            return (rest.trim_start(), Notes::of(Note::Approximate));
        }
    }
    for sign in ["¥", "￥", "RMB", "CNY"] {
        if let Some(rest) = text.strip_prefix(sign) {
            return (rest.trim_start(), Notes::of(Note::UnitInCell));
        }
    }
    (text, Notes::NONE)
}

/// The number at the start of a text, how many bytes it takes, and what was done.
fn leading_number(text: &str) -> Result<(f64, usize, Notes), Doubt> {
    if let Some((number, length)) = chinese::leading(text) {
        return Ok((f64::from(number), length, Notes::of(Note::ChineseNumeral)));
    }
    let bytes = text.as_bytes();
    let digits_from = |at: usize| bytes[at.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let sign = usize::from(bytes.first().is_some_and(|byte| matches!(byte, b'-' | b'+')));
    let whole = digits_from(sign);
    let mut end = sign + whole;
    let mut notes = Notes::NONE;
    // Groups of three behind the first one to three digits; anything else with a comma is not a number that can be told.
    while bytes.get(end) == Some(&b',') || bytes.get(end) == Some(&b'\'') {
        let group = digits_from(end + 1);
        if group != 3 || whole == 0 || whole > 3 {
            return Err(Doubt::Unreadable);
        }
        end += 1 + group;
        notes = Notes::of(Note::Separators);
    }
    let mut fraction = 0;
    if bytes.get(end) == Some(&b'.') {
        fraction = digits_from(end + 1);
        end += if fraction > 0 || whole > 0 { 1 + fraction } else { 0 };
    }
    if whole + fraction == 0 {
        return Err(Doubt::Unreadable);
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let signed = usize::from(matches!(bytes.get(end + 1), Some(b'-' | b'+')));
        let exponent = digits_from(end + 1 + signed);
        end += if exponent > 0 { 1 + signed + exponent } else { 0 };
    }
    let written: String = text[..end].chars().filter(|c| !matches!(c, ',' | '\'' | '+')).collect();
    let number: f64 = written.parse().map_err(|_| Doubt::Unreadable)?;
    number.is_finite().then_some((number, end, notes)).ok_or(Doubt::Unreadable)
}

/// True when what stands behind a number makes it the first of two: `-5`, `~5`, `至5`.
fn is_range(unit: &str) -> bool {
    let rest = unit.trim_start_matches(|c: char| !matches!(c, '-' | '~' | '至' | '到' | '—'));
    let behind = rest.trim_start_matches(['-', '~', '至', '到', '—', ' ']);
    behind.len() < rest.len() && behind.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes(notes: &[Note]) -> Notes {
        notes.iter().fold(Notes::NONE, |set, &note| set.and(Notes::of(note)))
    }

    #[test]
    fn numbers_as_offices_write_them() {
        let cases: [(&str, f64, &[Note]); 14] = [
            ("418", 418.0, &[]),
            ("-3.5", -3.5, &[]),
            ("1.5e3", 1500.0, &[]),
            ("1,050", 1050.0, &[Note::Separators]),
            ("12,345,678.5", 12_345_678.5, &[Note::Separators]),
            ("１２１．４５１", 121.451, &[Note::FullWidth]),
            ("１，０５０", 1050.0, &[Note::FullWidth, Note::Separators]),
            ("523户", 523.0, &[Note::UnitInCell]),
            ("约500人", 500.0, &[Note::Approximate, Note::UnitInCell]),
            ("1.2万", 12_000.0, &[Note::UnitInCell]),
            ("十二", 12.0, &[Note::ChineseNumeral]),
            (" 57 个 ", 57.0, &[Note::UnitInCell]),
            ("100多人", 100.0, &[Note::Approximate, Note::UnitInCell]),
            ("2026年", 2026.0, &[Note::UnitInCell]),
        ];
        for (text, value, done) in cases {
            assert_eq!(number(text), Ok(Cell::new(value, notes(done))), "{text}");
        }
    }

    #[test]
    fn words_for_nothing_are_no_value_and_say_so() {
        for text in ["暂无数据", "面议", "-", "N/A", "／"] {
            assert_eq!(number(text), Ok(Cell::none(Notes::of(Note::NoValue))), "{text}");
        }
        assert_eq!(number("  "), Ok(Cell::none(Notes::NONE)));
    }

    #[test]
    fn what_is_no_number_stays_a_doubt() {
        for (text, doubt) in [
            ("1,5", Doubt::Unreadable),
            ("1,0500", Doubt::Unreadable),
            ("abc", Doubt::Unreadable),
            ("3-5", Doubt::Range),
            ("3.0~5.5", Doubt::Range),
            ("100至200", Doubt::Range),
            ("12公斤", Doubt::WrongUnit),
            ("1e999", Doubt::Unreadable),
        ] {
            assert_eq!(number(text), Err(doubt), "{text}");
        }
    }
}
