//! Coordinates of one cell: decimal degrees, degrees with minutes and seconds in many notations, letters of the compass, both
//! coordinates in one cell, and plain metres of a projected system. Refuses to know which system they are of.

use super::words::no_value;
use super::{Cell, Doubt, Note, Notes, Reading, half_width, number};

/// Which coordinate letters of the compass, or words, say that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// East or west, 经度.
    Longitude,
    /// North or south, 纬度.
    Latitude,
}

/// A coordinate: degrees, or metres of a projected system.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ordinate {
    /// The number; west and south are negative.
    pub number: f64,
    /// Which one it is, where the cell says so.
    pub axis: Option<Axis>,
}

/// Reads one coordinate.
///
/// ```
/// use yuantu::import::cells::degrees::ordinate;
///
/// let read = ordinate("东经121°27′00″").unwrap().value.unwrap();
/// assert!((read.number - 121.45).abs() < 1e-12);
/// ```
pub fn ordinate(text: &str) -> Reading<Ordinate> {
    if let Some(number) = number::plain(text) {
        return Ok(Cell::new(Ordinate { number, axis: None }, Notes::NONE));
    }
    let (text, wide) = half_width(text);
    if text.is_empty() {
        return Ok(Cell::none(Notes::NONE));
    }
    if no_value(&text).is_some() {
        return Ok(Cell::none(Notes::of(Note::NoValue)));
    }
    let (ordinate, notes) = one(&text)?;
    Ok(Cell::new(ordinate, notes.and(Notes::when(wide, Note::FullWidth))))
}

/// Reads both coordinates of a cell: longitude first, where the cell says which is which or only one order can be; else in
/// the order of the cell.
///
/// ```
/// use yuantu::import::cells::degrees::position;
///
/// assert_eq!(position("31.25, 121.45").unwrap().value, Some([121.45, 31.25]));
/// ```
pub fn position(text: &str) -> Reading<[f64; 2]> {
    let (text, wide) = half_width(text);
    if text.is_empty() {
        return Ok(Cell::none(Notes::NONE));
    }
    if no_value(&text).is_some() {
        return Ok(Cell::none(Notes::of(Note::NoValue)));
    }
    let inner = text.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '"' | ' '));
    let (first, second) = halves(inner).ok_or(Doubt::Unreadable)?;
    let ((a, a_notes), (b, b_notes)) = (one(first)?, one(second)?);
    let latitude_first = match (a.axis, b.axis) {
        (Some(Axis::Latitude), Some(Axis::Longitude)) | (Some(Axis::Latitude), None) | (None, Some(Axis::Longitude)) => true,
        (Some(one), Some(other)) if one == other => return Err(Doubt::Unreadable),
        (None, None) => a.number.abs() <= 90.0 && b.number.abs() > 90.0 && b.number.abs() <= 180.0,
        _ => false,
    };
    let notes = a_notes
        .and(b_notes)
        .and(Notes::of(Note::BothInOneCell))
        .and(Notes::when(wide, Note::FullWidth))
        .and(Notes::when(latitude_first, Note::LatitudeFirst));
    let position = if latitude_first { [b.number, a.number] } else { [a.number, b.number] };
    Ok(Cell::new(position, notes))
}

/// The two halves of a text with two coordinates.
fn halves(text: &str) -> Option<(&str, &str)> {
    for sign in [',', ';', '，', '；', '、', '|', '\t', '\n', '&'] {
        let mut pieces = text.split(sign).filter(|piece| !piece.trim().is_empty());
        if let (Some(first), Some(second)) = (pieces.next(), pieces.next()) {
            return pieces.next().is_none().then_some((first, second));
        }
    }
    // `121°27′E 31°15′N`: behind the first letter of the compass, or before the second.
    let letters: Vec<usize> = text.char_indices().filter(|(_, c)| compass(*c).is_some()).map(|(at, _)| at).collect();
    if let &[first, second] = letters.as_slice() {
        // `东经`, `北纬` and `E121` stand before their number, `121E` behind it.
        let before = text[..first].trim().is_empty();
        let at = if before { second } else { first + text[first..].chars().next().map_or(1, char::len_utf8) };
        return Some((&text[..at], &text[at..]));
    }
    let words: Vec<usize> = ["经度", "纬度"].iter().filter_map(|word| text.find(word)).collect();
    if let &[one, other] = words.as_slice() {
        let at = one.max(other);
        return (one.min(other) == 0).then(|| (&text[..at], &text[at..]));
    }
    let mut pieces = text.split_whitespace();
    let pair = (pieces.next()?, pieces.next()?);
    pieces.next().is_none().then_some(pair)
}

/// One coordinate of a text in half width.
fn one(text: &str) -> Result<(Ordinate, Notes), Doubt> {
    let mut rest = text.trim();
    let (mut axis, mut sign) = (None, 1.0);
    for (word, of) in WORDS {
        if let Some(behind) = strip_start(rest, word) {
            (axis, rest) = (Some(of), behind.trim_start_matches([':', '=', ' ']));
            break;
        }
    }
    if let Some((of, sense)) = rest.chars().next().and_then(compass) {
        let behind = &rest[rest.chars().next().map_or(0, char::len_utf8)..];
        (axis, sign, rest) = (Some(of), sense, behind.trim_start_matches(['经', '纬', ':', ' ']));
    } else if let Some((of, sense)) = rest.chars().next_back().and_then(compass) {
        (axis, sign, rest) =
            (Some(of), sense, rest[..rest.len() - rest.chars().next_back().map_or(0, char::len_utf8)].trim_end());
    }
    let (degrees, notes) = sexagesimal(rest)?;
    Ok((Ordinate { number: sign * degrees, axis }, notes))
}

/// Words before a coordinate.
const WORDS: [(&str, Axis); 8] = [
    ("经度", Axis::Longitude),
    ("纬度", Axis::Latitude),
    ("longitude", Axis::Longitude),
    ("latitude", Axis::Latitude),
    ("lng", Axis::Longitude),
    ("lon", Axis::Longitude),
    ("lat", Axis::Latitude),
    ("long", Axis::Longitude),
];

fn strip_start<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let start = text.get(..word.len())?;
    start.eq_ignore_ascii_case(word).then(|| &text[word.len()..])
}

/// A letter of the compass: which coordinate, and its sign.
fn compass(c: char) -> Option<(Axis, f64)> {
    Some(match c {
        'E' | 'e' | '东' => (Axis::Longitude, 1.0),
        'W' | 'w' | '西' => (Axis::Longitude, -1.0),
        'N' | 'n' | '北' => (Axis::Latitude, 1.0),
        // A small `s` stands for seconds.
        'S' | '南' => (Axis::Latitude, -1.0),
        _ => return None,
    })
}

/// Decimal degrees of `121.45`, `121°`, `121°27.5′`, `121°27′00.5″`, `121 27 00.5`, `121:27:00`, `121度27分00秒`.
fn sexagesimal(text: &str) -> Result<(f64, Notes), Doubt> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let text = text.trim().trim_start_matches('+');
    if let Some(number) = number::plain(text) {
        return Ok((if negative { -number } else { number }, Notes::NONE));
    }
    let is_mark = |c: char| {
        matches!(
            c,
            '°' | 'º'
                | '˚'
                | '度'
                | '\''
                | '′'
                | '’'
                | '‘'
                | '分'
                | '"'
                | '″'
                | '”'
                | '“'
                | '秒'
                | 'd'
                | 'm'
                | 's'
                | ':'
                | ' '
        )
    };
    if !text.chars().all(|c| c.is_ascii_digit() || c == '.' || is_mark(c)) {
        return Err(Doubt::Unreadable);
    }
    let numbers: Vec<&str> = text.split(is_mark).filter(|piece| !piece.is_empty()).collect();
    let Some((last, whole)) = numbers.split_last().filter(|(_, whole)| whole.len() <= 2) else { return Err(Doubt::Unreadable) };
    let mut parts = [0.0; 3];
    for (at, piece) in whole.iter().chain([last]).enumerate() {
        // Only the last of them may have a fraction.
        if piece.contains('.') && at < whole.len() {
            return Err(Doubt::Unreadable);
        }
        parts[at] = piece.parse().map_err(|_| Doubt::Unreadable)?;
    }
    if parts[1] >= 60.0 || parts[2] >= 60.0 || parts[0] > 180.0 {
        return Err(Doubt::OutOfRange);
    }
    let degrees = parts[0] + parts[1] / 60.0 + parts[2] / 3600.0;
    let notes = Notes::when(!whole.is_empty() || text != *last, Note::Sexagesimal);
    Ok((if negative { -degrees } else { degrees }, notes))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 121°27′00.5″ by hand: 121 + 27/60 + 0.5/3600.
    const LON: f64 = 121.450_138_888_888_9;

    #[test]
    fn degrees_minutes_and_seconds() {
        for text in [
            "121.4501388888889",
            "121°27′00.5″",
            "121°27'0.5\"",
            "121°27′00.5″E",
            "E121°27′00.5″",
            "121度27分00.5秒",
            "东经121°27′00.5″",
            "121 27 00.5",
            "121:27:00.5",
            "１２１°２７′００．５″",
            "121º27’00.5”",
            "121d27m00.5s",
            "121°27.0083333333′",
            "lng=121.4501388888889",
        ] {
            let read = ordinate(text).unwrap().value.unwrap();
            assert!((read.number - LON).abs() < 1e-11, "{text}: {}", read.number);
        }
        assert_eq!(ordinate("31°15′S").unwrap().value.unwrap(), Ordinate { number: -31.25, axis: Some(Axis::Latitude) });
        assert!(ordinate("121°27′").unwrap().notes.has(Note::Sexagesimal));
        assert_eq!(ordinate("3462000.25").unwrap().value.unwrap().number, 3_462_000.25);
        assert_eq!(ordinate("121°61′"), Err(Doubt::OutOfRange));
        assert_eq!(ordinate("空"), Ok(Cell::none(Notes::of(Note::NoValue))));
        for text in ["121.45.3", "abc", "121°27.5′30″", "121,45"] {
            assert!(ordinate(text).is_err(), "{text}");
        }
    }

    #[test]
    fn both_coordinates_of_one_cell() {
        for text in [
            "121.45,31.25",
            "31.25,121.45",
            "121.45，31.25",
            "(121.45, 31.25)",
            "[121.45 31.25]",
            "121.45;31.25",
            "31°15′N 121°27′E",
            "E121°27′ N31°15′",
            "东经121°27′北纬31°15′",
            "北纬31°15′，东经121°27′",
            "经度:121.45 纬度:31.25",
            "lat=31.25&lng=121.45",
            "１２１．４５，３１．２５",
        ] {
            assert_eq!(position(text).map(|cell| cell.value), Ok(Some([121.45, 31.25])), "{text}");
        }
        assert!(position("31.25,121.45").unwrap().notes.has(Note::LatitudeFirst));
        assert!(!position("121.45,31.25").unwrap().notes.has(Note::LatitudeFirst));
        // Nothing says which is which: as they stand.
        assert_eq!(position("31.25,47.1").unwrap().value, Some([31.25, 47.1]));
        for text in ["121.45", "121.45,31.25,5.0", "江场路,灵石路", "121°27′E 122°E"] {
            assert!(position(text).is_err(), "{text}");
        }
    }
}
