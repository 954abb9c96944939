//! Days in the notations of an office: 2026-12-15, 2026/12/15, 2026.12.15, 20261215, 2026年12月15日, 15/12/2026, the day
//! numbers of spreadsheets; months, quarters and years. Refuses days that the calendar does not have.

use crate::domain::Date;

use super::words::no_value;
use super::{Cell, Doubt, Note, Notes, Reading, chinese, half_width};

/// Which day of a month, quarter or year is meant where no day is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// The first: from when on something is so.
    First,
    /// The last: until when something is so.
    Last,
}

/// The days that spreadsheets number and that are read as days: 1954 to 2119. Numbers outside are no days of a lease.
const SERIALS: std::ops::RangeInclusive<f64> = 20_000.0..=80_000.0;

/// Reads a day.
///
/// ```
/// use yuantu::import::cells::date::{Edge, date};
///
/// let read = date("2027年一季度", Edge::Last).unwrap();
/// assert_eq!(read.value.map(|day| day.to_string()).as_deref(), Some("2027-03-31"));
/// ```
pub fn date(text: &str, edge: Edge) -> Reading<Date> {
    if let Ok(day) = text.parse::<Date>() {
        return Ok(Cell::new(day, Notes::NONE));
    }
    let (text, wide) = half_width(text);
    if text.is_empty() {
        return Ok(Cell::none(Notes::NONE));
    }
    if no_value(&text).is_some() {
        return Ok(Cell::none(Notes::of(Note::NoValue)));
    }
    let (text, time) = without_time(&text);
    let notes = Notes::when(wide, Note::FullWidth).and(Notes::when(time, Note::TimeOfDay));
    if let Ok(day) = text.parse::<Date>() {
        return Ok(Cell::new(day, notes));
    }
    if let Some(read) = number(text, edge) {
        return read.map(|(day, note)| Cell::new(day, notes.and(note)));
    }
    let (parts, numerals) = parts(text).ok_or(Doubt::Unreadable)?;
    let (day, note) = from_parts(&parts, edge)?;
    let note = note.and(Notes::of(Note::DateNotation)).and(Notes::when(numerals, Note::ChineseNumeral));
    Ok(Cell::new(day, notes.and(note)))
}

/// The day of a spreadsheet's number; 1900 counts as a leap year there.
pub fn from_serial(serial: f64) -> Option<Date> {
    let base = Date::new(1899, 12, 30)?;
    SERIALS.contains(&serial).then(|| base.plus_days(serial.floor() as i32))
}

/// The text before a time of day, and whether there was one.
fn without_time(text: &str) -> (&str, bool) {
    let at = text.char_indices().find(|(at, c)| {
        let digit_before = text[..*at].ends_with(|c: char| c.is_ascii_digit() || c == '日' || c == '号');
        let behind = &text[*at + c.len_utf8()..];
        (*c == ' ' || *c == 'T') && digit_before && behind.contains(':')
    });
    at.map_or((text, false), |(at, _)| (text[..at].trim_end(), true))
}

/// A text of digits alone, by their number.
fn number(text: &str, edge: Edge) -> Option<Result<(Date, Notes), Doubt>> {
    let whole = text.strip_suffix(".0").unwrap_or(text);
    if whole.is_empty() || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        let serial =
            text.parse::<f64>().ok().and_then(from_serial).filter(|_| text.contains('.') && text.matches('.').count() == 1);
        return serial.map(|day| Ok((day, Notes::of(Note::ExcelSerial).and(Notes::of(Note::TimeOfDay)))));
    }
    let digits = |from: usize, to: usize| whole.get(from..to).and_then(|digits| digits.parse::<u32>().ok()).unwrap_or(0);
    Some(match whole.len() {
        8 => from_parts(&[Part::Number(digits(0, 4), 4), Part::Number(digits(4, 6), 2), Part::Number(digits(6, 8), 2)], edge)
            .map(|(day, _)| (day, Notes::of(Note::DateNotation))),
        6 => from_parts(&[Part::Number(digits(0, 4), 4), Part::Number(digits(4, 6), 2)], edge)
            .map(|(day, note)| (day, note.and(Notes::of(Note::DateNotation)))),
        5 => from_serial(f64::from(digits(0, 5))).map(|day| (day, Notes::of(Note::ExcelSerial))).ok_or(Doubt::Unreadable),
        4 => from_parts(&[Part::Number(digits(0, 4), 4)], edge).map(|(day, note)| (day, note.and(Notes::of(Note::DateNotation)))),
        _ => Err(Doubt::Unreadable),
    })
}

/// A piece of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// A number and how many digits it was written with.
    Number(u32, usize),
    /// A quarter, 1–4.
    Quarter(u32),
    /// A half, 1 or 2.
    Half(u32),
    /// The end of what stands before it (底, 末).
    End,
    /// The start of what stands before it (初).
    Start,
}

/// The pieces of a date, and whether Chinese numerals were among them; `None` with a word that dates do not have.
fn parts(text: &str) -> Option<(Vec<Part>, bool)> {
    let (mut parts, mut numerals) = (Vec::with_capacity(3), false);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            parts.push(Part::Number(rest[..digits].parse().ok()?, digits));
            rest = &rest[digits..];
        } else if let Some((number, length)) = chinese::leading(rest) {
            numerals = true;
            parts.push(Part::Number(number, if number > 31 { 4 } else { 2 }));
            rest = &rest[length..];
        } else if let Some(behind) = ["季度", "季"].iter().find_map(|word| rest.strip_prefix(word)) {
            let Some(Part::Number(quarter, _)) = parts.pop() else { return None };
            parts.push(Part::Quarter(quarter));
            rest = behind;
        } else if let Some(behind) = rest.strip_prefix(['Q', 'q']) {
            let quarter = behind.chars().next()?.to_digit(10)?;
            parts.push(Part::Quarter(quarter));
            rest = &behind[1..];
        } else if let Some(half) = ["上半年", "下半年"].iter().position(|word| rest.starts_with(word)) {
            parts.push(Part::Half(half as u32 + 1));
            rest = &rest["上半年".len()..];
        } else {
            match first {
                '底' | '末' => parts.push(Part::End),
                '初' => parts.push(Part::Start),
                '年' | '月' | '日' | '号' | '-' | '/' | '.' | ' ' | ',' | '第' | '前' | '止' | '至' => {}
                _ => return None,
            }
            rest = &rest[first.len_utf8()..];
        }
        if parts.len() > 4 {
            return None;
        }
    }
    Some((parts, numerals))
}

fn from_parts(parts: &[Part], edge: Edge) -> Result<(Date, Notes), Doubt> {
    use Part::{End, Half, Number, Quarter, Start};
    let whole = Notes::of(Note::WholePeriod);
    let (parts, edge) = match parts {
        [before @ .., End] => (before, Edge::Last),
        [before @ .., Start] => (before, Edge::First),
        _ => (parts, edge),
    };
    let months = |year: u32, first: u32, count: u32| -> Result<(Date, Notes), Doubt> {
        if !(1..=12).contains(&first) {
            return Err(Doubt::NoSuchDay);
        }
        let start = Date::new(year as i32, first, 1).ok_or(Doubt::NoSuchDay)?;
        let last = start.plus_months(count as i32).plus_days(-1);
        Ok((if edge == Edge::First { start } else { last }, whole))
    };
    let day = |year: u32, month: u32, day: u32| Date::new(year as i32, month, day).ok_or(Doubt::NoSuchDay);
    match *parts {
        [Number(year, 4), Number(month, 1 | 2), Number(date, 1 | 2)] => Ok((day(year, month, date)?, Notes::NONE)),
        // A day that is no month says which of the two comes first.
        [Number(a, 1 | 2), Number(b, 1 | 2), Number(year, 4)] => match (a > 12, b > 12) {
            (true, false) => Ok((day(year, b, a)?, Notes::NONE)),
            (false, true) => Ok((day(year, a, b)?, Notes::NONE)),
            (false, false) if a == b => Ok((day(year, a, b)?, Notes::NONE)),
            (false, false) => Err(Doubt::DayOrMonth),
            (true, true) => Err(Doubt::NoSuchDay),
        },
        [Number(year, 4), Number(month, 1 | 2)] | [Number(month, 1 | 2), Number(year, 4)] => months(year, month, 1),
        [Number(year, 4), Quarter(quarter)] | [Quarter(quarter), Number(year, 4)] => {
            if (1..=4).contains(&quarter) {
                months(year, quarter * 3 - 2, 3)
            } else {
                Err(Doubt::NoSuchDay)
            }
        }
        [Number(year, 4), Half(half)] => months(year, half * 6 - 5, 6),
        [Number(year, 4)] => months(year, 1, 12),
        _ => Err(Doubt::Unreadable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_day_in_ten_notations() {
        for text in [
            "2026-12-15",
            "2026/12/15",
            "2026.12.15",
            "20261215",
            "2026年12月15日",
            "２０２６年１２月１５日",
            "二〇二六年十二月十五日",
            "15/12/2026",
            "12/15/2026",
            "2026-12-15 08:30:00",
            "2026-12-15T08:30:00Z",
            // The day number that LibreOffice shows for it.
            "46371",
            "46371.5",
        ] {
            assert_eq!(date(text, Edge::Last).map(|cell| cell.value.unwrap().to_string()).as_deref(), Ok("2026-12-15"), "{text}");
        }
        assert!(date("2026-12-15", Edge::Last).unwrap().notes.is_empty());
        assert!(date("2026/12/15", Edge::Last).unwrap().notes.has(Note::DateNotation));
        assert!(date("46371", Edge::Last).unwrap().notes.has(Note::ExcelSerial));
    }

    #[test]
    fn months_quarters_and_years_have_two_edges() {
        for (text, first, last) in [
            ("2026-12", "2026-12-01", "2026-12-31"),
            ("2027.2", "2027-02-01", "2027-02-28"),
            ("2026年12月", "2026-12-01", "2026-12-31"),
            ("202612", "2026-12-01", "2026-12-31"),
            ("2027Q1", "2027-01-01", "2027-03-31"),
            ("2027年第一季度", "2027-01-01", "2027-03-31"),
            ("2027年上半年", "2027-01-01", "2027-06-30"),
            ("2027", "2027-01-01", "2027-12-31"),
            ("2027年", "2027-01-01", "2027-12-31"),
        ] {
            let read = |edge| date(text, edge).map(|cell| (cell.value.unwrap().to_string(), cell.notes.has(Note::WholePeriod)));
            assert_eq!(read(Edge::First), Ok((first.to_owned(), true)), "{text}");
            assert_eq!(read(Edge::Last), Ok((last.to_owned(), true)), "{text}");
        }
        assert_eq!(date("2026年底", Edge::First).unwrap().value.unwrap().to_string(), "2026-12-31");
    }

    #[test]
    fn days_that_there_are_not_and_days_that_cannot_be_told() {
        for text in ["2029-02-29", "2026/13/01", "20260431", "2026年2月30日", "2027Q5", "2026-13", "31/13/2026"] {
            assert_eq!(date(text, Edge::Last), Err(Doubt::NoSuchDay), "{text}");
        }
        assert_eq!(date("03/04/2026", Edge::Last), Err(Doubt::DayOrMonth));
        for text in ["12月", "soon", "26-12-15", "5", "123456789", "2026-12-15-3"] {
            assert_eq!(date(text, Edge::Last), Err(Doubt::Unreadable), "{text}");
        }
        assert_eq!(date("长期", Edge::Last), Ok(Cell::none(Notes::of(Note::NoValue))));
    }
}
