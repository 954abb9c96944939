//! What the cells of a field are: words, numbers, days …, and how one of them is read. Refuses whole columns.

use std::borrow::Cow;

use crate::domain::{Confidence, DatasetKind, Date, Delivery, Field, Industry, IssueKind, SourceUnit, SpaceStatus, Unit, Value};

use super::cells::date::Edge;
use super::cells::{self, Cell, Doubt, Note, Notes, amount, credit_code, date, degrees, floor, number, words, yes_no};

/// What the cells of a field are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Words, names, keys: as they stand.
    Words,
    /// A word of a closed vocabulary.
    Term(Vocabulary),
    /// A unified social credit code.
    Code,
    /// A plain number.
    Number,
    /// A number with a unit.
    Amount(Unit),
    /// A year; a day counts for its year.
    Year,
    /// A floor as a number.
    Level,
    /// A floor as it is called: stays, and tells the level.
    Floor,
    /// A day, and which one where only a period is named.
    Day(Edge),
    /// Yes or no.
    YesNo,
    /// A number where it can be, else words.
    Figure,
    /// One coordinate.
    Ordinate,
}

/// A closed vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vocabulary {
    /// 空置, 意向 …
    Status,
    /// 毛坯, 精装 …
    Delivery,
    /// 数据智能 …
    Industry,
    /// 公开, 估计 …
    Confidence,
}

impl Vocabulary {
    /// True when the word is one of it.
    pub fn has(self, word: &str) -> bool {
        match self {
            Self::Status => SpaceStatus::parse(word).is_some(),
            Self::Delivery => Delivery::parse(word).is_some(),
            Self::Industry => Industry::parse(word).is_some(),
            Self::Confidence => Confidence::parse(word).is_some(),
        }
    }
}

/// What the cells of a field are in a dataset of a kind.
pub fn sort_of(field: Field, kind: DatasetKind) -> Sort {
    match field {
        Field::CreditCode => Sort::Code,
        Field::Status if kind == DatasetKind::Spaces => Sort::Term(Vocabulary::Status),
        Field::Delivery => Sort::Term(Vocabulary::Delivery),
        Field::Industry if kind == DatasetKind::Enterprises => Sort::Term(Vocabulary::Industry),
        Field::Confidence => Sort::Term(Vocabulary::Confidence),
        Field::LeaseEnd | Field::AsOf => Sort::Day(Edge::Last),
        Field::AvailableFrom => Sort::Day(Edge::First),
        Field::YearBuilt | Field::Founded | Field::Year | Field::BaselineYear => Sort::Year,
        Field::Level => Sort::Level,
        Field::Floor => Sort::Floor,
        Field::HighTech
        | Field::Divisible
        | Field::FlagPositioning
        | Field::FlagLandUse
        | Field::FlagEnvironment
        | Field::FlagOutput => Sort::YesNo,
        Field::Value | Field::Baseline => Sort::Figure,
        Field::Lon | Field::Lat => Sort::Ordinate,
        _ => match field.unit() {
            Unit::None | Unit::Degree => Sort::Words,
            Unit::Count => Sort::Number,
            unit => Sort::Amount(unit),
        },
    }
}

/// A value that was read.
#[derive(Clone, Debug, PartialEq)]
pub enum Typed<'a> {
    /// None.
    Null,
    /// True or false.
    Bool(bool),
    /// A number.
    Number(f64),
    /// Words.
    Text(Cow<'a, str>),
}

impl Typed<'_> {
    /// As a cell of a table.
    pub fn value(&self) -> Value<'_> {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Number(number) => Value::Number(*number),
            Self::Text(text) => Value::Text(text),
        }
    }
}

/// A cell that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Read<'a> {
    /// Its value.
    pub typed: Typed<'a>,
    /// What was done.
    pub notes: Notes,
    /// The unit in the cell, for amounts.
    pub unit: Option<SourceUnit>,
}

impl<'a> Read<'a> {
    fn plain(typed: Typed<'a>) -> Self {
        Self { typed, notes: Notes::NONE, unit: None }
    }

    fn of<T>(cell: Cell<T>, text: &'a str, typed: impl FnOnce(T) -> Typed<'a>) -> Self {
        let typed = match cell.value {
            Some(value) => typed(value),
            None if cell.notes.has(Note::NoValue) && is_worth_keeping(text) => Typed::Text(text.into()),
            None => Typed::Null,
        };
        Self { typed, notes: cell.notes, unit: None }
    }
}

/// True for a word such as 面议, which says more than that there is no value.
fn is_worth_keeping(text: &str) -> bool {
    words::no_value(&cells::half_width(text).0) == Some(words::NoValue::Untold)
}

/// Reads a cell of a field. `as_text`: the cells are a person's, and numbers among words are words (house numbers, rooms).
///
/// # Errors
/// The kind of issue that says why it cannot be read; the cell then stays as it is.
pub fn read(sort: Sort, value: Value<'_>, as_text: bool) -> Result<Read<'_>, IssueKind> {
    match value {
        Value::Null => Ok(Read::plain(Typed::Null)),
        Value::Text(text) => read_text(sort, text).map_err(|doubt| issue_of(doubt, sort)),
        Value::Number(number) => read_number(sort, number, as_text),
        Value::Bool(value) => match sort {
            Sort::YesNo => Ok(Read::plain(Typed::Bool(value))),
            Sort::Words | Sort::Figure | Sort::Floor => Ok(Read::plain(Typed::Bool(value))),
            _ => Err(IssueKind::BadValue),
        },
    }
}

fn read_text(sort: Sort, text: &str) -> Result<Read<'_>, Doubt> {
    if text.trim().is_empty() {
        return Ok(Read::plain(Typed::Null));
    }
    let day = |day: Date| Typed::Text(day.to_string().into());
    Ok(match sort {
        Sort::Words => Read::plain(Typed::Text(text.into())),
        Sort::Term(vocabulary) => {
            let word = text.trim();
            if vocabulary.has(word) {
                return Ok(Read::plain(Typed::Text(word.into())));
            }
            let notes = Notes::when(words::no_value(word).is_some(), Note::NoValue);
            if notes.is_empty() {
                return Err(Doubt::Unreadable);
            }
            Read { typed: Typed::Null, notes, unit: None }
        }
        Sort::Code => {
            let cell = credit_code::credit_code(text)?;
            Read::of(cell, text, |code| Typed::Text(code.into()))
        }
        Sort::Number => Read::of(number::number(text)?, text, Typed::Number),
        Sort::Amount(unit) => {
            let cell = amount::amount(text, unit)?;
            let unit = cell.value.and_then(|amount| amount.unit);
            Read { unit, ..Read::of(cell, text, |amount| Typed::Number(amount.number)) }
        }
        Sort::Year => match number::number(text) {
            Ok(cell) if cell.value.is_none_or(is_year) => Read::of(cell, text, Typed::Number),
            _ => Read::of(date::date(text, Edge::First)?, text, |day| Typed::Number(f64::from(day.ymd().0))),
        },
        Sort::Level => Read::of(floor::floor(text)?, text, |floors| Typed::Number(f64::from(floors.from))),
        Sort::Floor => {
            let cell = floor::floor(text)?;
            Read { typed: Typed::Text(text.trim().into()), notes: cell.notes, unit: None }
        }
        Sort::Day(edge) => Read::of(date::date(text, edge)?, text, day),
        Sort::YesNo => Read::of(yes_no::yes_no(text)?, text, Typed::Bool),
        Sort::Figure => match number::number(text) {
            Ok(cell) => Read::of(cell, text, Typed::Number),
            Err(_) => Read::plain(Typed::Text(text.into())),
        },
        Sort::Ordinate => Read::of(degrees::ordinate(text)?, text, |ordinate| Typed::Number(ordinate.number)),
    })
}

fn read_number(sort: Sort, number: f64, as_text: bool) -> Result<Read<'static>, IssueKind> {
    let written = || Typed::Text(written(number).into());
    Ok(match sort {
        Sort::Words | Sort::Floor if as_text => Read::plain(written()),
        Sort::Code => {
            credit_code::check(&self::written(number)).map_err(|doubt| issue_of(doubt, sort))?;
            Read::plain(written())
        }
        Sort::Term(_) => return Err(IssueKind::UnknownTerm),
        Sort::Day(edge) => {
            let cell = date::date(&self::written(number), edge).map_err(|doubt| issue_of(doubt, sort))?;
            let typed = cell.value.map_or(Typed::Null, |day| Typed::Text(day.to_string().into()));
            Read { typed, notes: cell.notes, unit: None }
        }
        Sort::YesNo if number == 0.0 || number == 1.0 => Read::plain(Typed::Bool(number == 1.0)),
        Sort::YesNo => return Err(IssueKind::BadValue),
        Sort::Year if !is_year(number) => match date::from_serial(number) {
            Some(day) => Read { typed: Typed::Number(f64::from(day.ymd().0)), notes: Notes::of(Note::ExcelSerial), unit: None },
            None => return Err(IssueKind::BadValue),
        },
        _ => Read::plain(Typed::Number(number)),
    })
}

/// A number as a person would write it: whole numbers without a point.
pub fn written(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { number.to_string() }
}

/// Years that a building or a firm can be of, plans included.
fn is_year(number: f64) -> bool {
    number.fract() == 0.0 && (1000.0..3000.0).contains(&number)
}

/// The kind of issue for a doubt about a cell of a field.
fn issue_of(doubt: Doubt, sort: Sort) -> IssueKind {
    match doubt {
        Doubt::Unreadable => match sort {
            Sort::Term(_) => IssueKind::UnknownTerm,
            Sort::Level | Sort::Floor => IssueKind::UnknownFloor,
            _ => IssueKind::BadValue,
        },
        Doubt::Range => IssueKind::ValueRange,
        Doubt::WrongUnit => IssueKind::WrongUnit,
        Doubt::NoSuchDay => IssueKind::NoSuchDay,
        Doubt::DayOrMonth => IssueKind::DayOrMonth,
        Doubt::OutOfRange => IssueKind::OutOfRange,
        Doubt::BadCode => IssueKind::BadCode,
        Doubt::CheckDigit => IssueKind::CheckDigit,
    }
}

/// The kind of issue that tells what was done to a cell.
pub fn issue_of_note(note: Note) -> IssueKind {
    match note {
        Note::FullWidth => IssueKind::FullWidth,
        Note::Separators => IssueKind::Separators,
        Note::UnitInCell => IssueKind::UnitInCell,
        Note::ChineseNumeral => IssueKind::ChineseNumeral,
        Note::Approximate => IssueKind::Approximate,
        Note::FirstOfSeveral => IssueKind::SeveralFloors,
        Note::NoValue => IssueKind::NoValueWord,
        Note::DateNotation => IssueKind::DateNotation,
        Note::ExcelSerial => IssueKind::ExcelSerial,
        Note::WholePeriod => IssueKind::WholePeriod,
        Note::TimeOfDay => IssueKind::TimeOfDay,
        Note::Sexagesimal => IssueKind::Sexagesimal,
        Note::BothInOneCell => IssueKind::BothInOneCell,
        Note::LatitudeFirst => IssueKind::LatitudeFirst,
        Note::CodeWritten => IssueKind::CodeWritten,
    }
}
