//! Floors as they are called: 3F, 12层, 十二楼, B1, -1F, 地下一层, 1-2层. Refuses words that tell no number (夹层, 低区).

use super::words::no_value;
use super::{Cell, Doubt, Note, Notes, Reading, chinese, half_width};

/// The floors that a cell names, counted from the ground: 1 is the ground floor, −1 is B1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Floors {
    /// The lowest.
    pub from: i32,
    /// The highest; the same where it is one.
    pub to: i32,
}

/// Beyond the tallest building (128 floors) and the deepest basement there is no floor to be read.
const MOST: u32 = 200;

/// Reads the floor or floors of a cell. There is no floor 0.
///
/// ```
/// use yuantu::import::cells::floor::{Floors, floor};
///
/// assert_eq!(floor("1-2层").unwrap().value, Some(Floors { from: 1, to: 2 }));
/// ```
pub fn floor(text: &str) -> Reading<Floors> {
    let (text, wide) = half_width(text);
    let mut notes = Notes::when(wide, Note::FullWidth);
    if text.is_empty() {
        return Ok(Cell::none(Notes::NONE));
    }
    if no_value(&text).is_some() {
        return Ok(Cell::none(Notes::of(Note::NoValue)));
    }
    let (first, mut rest, first_notes) = one(&text).ok_or(Doubt::Unreadable)?;
    notes = notes.and(first_notes);
    let (mut from, mut to) = (first, first);
    while let Some(behind) = separated(rest) {
        let (next, more, next_notes) = one(behind).ok_or(Doubt::Unreadable)?;
        // `B1-2` is B1 and B2 to some and B1 to 2 to others.
        (from, to) = (from.min(next), to.max(next));
        notes = notes.and(next_notes).and(Notes::of(Note::FirstOfSeveral));
        rest = more;
    }
    if !rest.trim().is_empty() {
        return Err(Doubt::Unreadable);
    }
    Ok(Cell::new(Floors { from, to }, notes))
}

/// What stands behind a sign between two floors.
fn separated(text: &str) -> Option<&str> {
    let text = text.trim_start();
    ["--", "-", "~", "至", "到", "—", "/", ",", "、", "&", "+", "和"]
        .iter()
        .find_map(|sign| text.strip_prefix(sign))
        .map(str::trim_start)
}

/// One floor at the start of a text, what stands behind it, and what was done.
fn one(text: &str) -> Option<(i32, &str, Notes)> {
    let text = text.trim_start().trim_start_matches('第');
    let below = ["地下室", "地下", "负", "B", "b", "-", "LG"].iter().find_map(|word| text.strip_prefix(word));
    let rest = below.or_else(|| ["地上", "F", "f", "L"].iter().find_map(|word| text.strip_prefix(word))).unwrap_or(text);
    let rest = rest.trim_start_matches('第').trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (number, length, notes) = if digits > 0 {
        (rest[..digits].parse::<u32>().ok()?, digits, Notes::NONE)
    } else if let Some((number, length)) = chinese::leading(rest) {
        (number, length, Notes::of(Note::ChineseNumeral))
    } else if text.starts_with("底层") || text.starts_with("首层") {
        return Some((1, &text["底层".len()..], Notes::of(Note::ChineseNumeral)));
    } else {
        return None;
    };
    // A spreadsheet has `3` as `3.0` where other cells of the column have fractions.
    let behind = rest[length..].strip_prefix(".0").unwrap_or(&rest[length..]).trim_start();
    let behind = ["层楼", "层", "楼", "F", "f", "/F"].iter().find_map(|word| behind.strip_prefix(word)).unwrap_or(behind);
    if number == 0 || number > MOST {
        return None;
    }
    let number = number as i32;
    Some((if below.is_some() { -number } else { number }, behind, notes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floors_as_they_are_called() {
        let one = |floor| Floors { from: floor, to: floor };
        let cases = [
            ("3", one(3)),
            ("3F", one(3)),
            ("F3", one(3)),
            ("3层", one(3)),
            ("第12层", one(12)),
            ("十二层", one(12)),
            ("二十楼", one(20)),
            ("B1", one(-1)),
            ("-1F", one(-1)),
            ("-1", one(-1)),
            ("地下一层", one(-1)),
            ("负二层", one(-2)),
            ("１２层", one(12)),
            ("首层", one(1)),
            ("3.0", one(3)),
            ("1-2层", Floors { from: 1, to: 2 }),
            ("1F-3F", Floors { from: 1, to: 3 }),
            ("5、6层", Floors { from: 5, to: 6 }),
            ("B1-2F", Floors { from: -1, to: 2 }),
            ("-2~-1", Floors { from: -2, to: -1 }),
            ("一至三层", Floors { from: 1, to: 3 }),
        ];
        for (text, floors) in cases {
            assert_eq!(floor(text).map(|cell| cell.value), Ok(Some(floors)), "{text}");
        }
        assert!(floor("1-2层").unwrap().notes.has(Note::FirstOfSeveral));
        assert_eq!(floor("暂无"), Ok(Cell::none(Notes::of(Note::NoValue))));
        for text in ["夹层", "低区", "0", "999", "3层半", "12A"] {
            assert_eq!(floor(text), Err(Doubt::Unreadable), "{text}");
        }
    }
}
