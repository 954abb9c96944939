//! Single cells as people write them: numbers, amounts with their unit, floors, days, coordinates, yes and no, credit codes.
//! Each reader gives the value and what was done to read it, so that the import sheet can say so; what cannot be read is a
//! doubt, never a guess. Refuses to know columns and rows.

pub mod amount;
pub mod chinese;
pub mod credit_code;
pub mod date;
pub mod degrees;
pub mod floor;
pub mod number;
pub mod units;
pub mod words;
pub mod yes_no;

use std::borrow::Cow;

/// Declares what can be done to a cell, with a stable name.
macro_rules! notes {
    ($($variant:ident $doc:literal;)*) => {
        /// What was done to read a cell, beyond taking it as it stands.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Note { $(#[doc = $doc] $variant,)* }

        impl Note {
            /// All notes.
            pub const ALL: &'static [Note] = &[$(Note::$variant,)*];
        }
    };
}

notes! {
    FullWidth "Full-width digits or letters were read as half-width.";
    Separators "Thousands separators were left out.";
    UnitInCell "The unit stands in the cell and was heeded.";
    ChineseNumeral "A number in Chinese numerals was read.";
    Approximate "A word such as 约 was left out.";
    FirstOfSeveral "Of several floors the lowest was taken.";
    NoValue "A word such as 暂无 was read as no value.";
    DateNotation "A date in another notation than YYYY-MM-DD.";
    ExcelSerial "A date given as the number of days that spreadsheets count.";
    WholePeriod "A month, quarter or year; its first or last day was taken.";
    TimeOfDay "A time of day was left out.";
    Sexagesimal "Degrees, minutes and seconds were read as decimal degrees.";
    BothInOneCell "Both coordinates were read from one cell.";
    LatitudeFirst "Latitude comes first in the cell.";
    CodeWritten "Blanks or lower case in a credit code were put right.";
}

/// A set of notes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Notes(u32);

impl Notes {
    /// No note.
    pub const NONE: Self = Self(0);

    /// One note.
    pub const fn of(note: Note) -> Self {
        Self(1 << note as u8)
    }

    /// One note if it holds, else none.
    pub fn when(holds: bool, note: Note) -> Self {
        if holds { Self::of(note) } else { Self::NONE }
    }

    /// Both sets.
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// True when there is no note.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// True when the note is among them.
    pub fn has(self, note: Note) -> bool {
        self.0 & Self::of(note).0 != 0
    }

    /// The notes, in the order of [`Note::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Note> {
        Note::ALL.iter().copied().filter(move |note| self.has(*note))
    }
}

/// A cell that was read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell<T> {
    /// Its value; `None` where the cell is empty or says that there is none.
    pub value: Option<T>,
    /// What was done.
    pub notes: Notes,
}

impl<T> Cell<T> {
    /// A value with notes.
    pub fn new(value: T, notes: Notes) -> Self {
        Self { value: Some(value), notes }
    }

    /// No value.
    pub fn none(notes: Notes) -> Self {
        Self { value: None, notes }
    }

    /// The same notes with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Cell<U> {
        Cell { value: self.value.map(change), notes: self.notes }
    }
}

/// Why a cell cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// Not what the column holds.
    Unreadable,
    /// A range where one number is wanted.
    Range,
    /// A unit that does not belong to the column.
    WrongUnit,
    /// A day that the calendar does not have.
    NoSuchDay,
    /// Day and month cannot be told apart.
    DayOrMonth,
    /// A coordinate outside what degrees can be.
    OutOfRange,
    /// A credit code of another length than 18 characters, or with a character that such codes do not have.
    BadCode,
    /// A credit code whose check digit does not fit.
    CheckDigit,
}

/// What came of reading a cell.
pub type Reading<T> = Result<Cell<T>, Doubt>;

/// The text in half width without blanks around it, and whether full-width digits or letters were among it. A text that is
/// half-width already is not copied.
pub fn half_width(text: &str) -> (Cow<'_, str>, bool) {
    let text = text.trim_matches(is_blank);
    if text.is_ascii() {
        return (Cow::Borrowed(text), false);
    }
    let mut wide = false;
    let narrow = |c: char| {
        wide |= matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．');
        match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            '\u{3000}' | '\u{A0}' | '\u{2007}' | '\u{202F}' => ' ',
            '\u{2212}' | '\u{2013}' | '\u{2012}' => '-',
            '\u{3002}' => '.',
            _ => c,
        }
    };
    let text: String = text.chars().map(narrow).collect();
    (Cow::Owned(text), wide)
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Unit;

    #[test]
    fn no_text_is_too_odd_to_be_refused() {
        // Pieces of what the readers know, in any order: a slice within a letter would panic.
        let pieces = [
            "1", "２", "31", "0.5", "万", "亿", "号", "楼", "层", "弄", "路", "年", "月", "日", "季度", "Q", "底", "-", "~",
            "至", "—", "°", "′", "″", "E", "N", "东", "北", "经度", "lat", "=", ",", "，", "(", "）", " ", "\u{3000}", "亩",
            "㎡", "元", "/", "·", "约", "B", "F", "地下", "第", "十", "零", "é", "🏢", "\u{0}", "\u{200B}", "S", "s", "m", "T",
            ":", "区", "市", "镇", "座",
        ];
        let mut seed = 3_u64;
        let mut roll = |sides: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % sides
        };
        for _ in 0..40_000 {
            let text: String = (0..1 + roll(7)).map(|_| pieces[roll(pieces.len())]).collect();
            let _ = number::number(&text);
            for unit in [Unit::YuanPerM2Day, Unit::SquareMetre, Unit::Percent, Unit::Metre] {
                let _ = amount::amount(&text, unit);
            }
            let _ = (floor::floor(&text), date::date(&text, date::Edge::Last), yes_no::yes_no(&text));
            let _ = (degrees::ordinate(&text), degrees::position(&text), credit_code::credit_code(&text));
            let _ = (units::unit_of(&text), crate::import::matching::address::parse(&text));
        }
    }
}
