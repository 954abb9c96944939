//! Yes and no. Refuses words that are neither.

use super::{Cell, Doubt, Note, Notes, Reading, half_width};

const YES: [&str; 14] = ["是", "有", "可", "可以", "对", "√", "✓", "✔", "y", "yes", "true", "t", "1", "已认定"];
const NO: [&str; 15] = ["否", "无", "不", "不可", "没有", "不可以", "×", "✗", "✘", "错", "n", "no", "false", "f", "0"];

/// Reads yes or no.
pub fn yes_no(text: &str) -> Reading<bool> {
    let (text, wide) = half_width(text);
    if text.is_empty() {
        return Ok(Cell::none(Notes::NONE));
    }
    let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(&text));
    let notes = Notes::when(wide, Note::FullWidth);
    match (is(&YES), is(&NO)) {
        (true, _) => Ok(Cell::new(true, notes)),
        (_, true) => Ok(Cell::new(false, notes)),
        _ if super::words::no_value(&text).is_some() => Ok(Cell::none(Notes::of(Note::NoValue))),
        _ => Err(Doubt::Unreadable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_no_and_neither() {
        for text in ["是", "Y", "true", "１", "√"] {
            assert_eq!(yes_no(text).map(|cell| cell.value), Ok(Some(true)), "{text}");
        }
        for text in ["否", "N", "FALSE", "0", "无"] {
            assert_eq!(yes_no(text).map(|cell| cell.value), Ok(Some(false)), "{text}");
        }
        assert_eq!(yes_no("待定").map(|cell| cell.value), Ok(None));
        assert_eq!(yes_no("高新"), Err(Doubt::Unreadable));
    }
}
