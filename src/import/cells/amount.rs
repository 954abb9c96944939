//! Amounts with a unit: areas, rents, heights, shares. The unit in a cell goes before that of its column. Refuses units that
//! do not belong to the field.

use crate::domain::{SourceUnit, Unit};

use super::words::no_value;
use super::{Cell, Doubt, Note, Notes, Reading, half_width, number, units};

/// A number and the unit that its cell names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// The number as it stands in the cell, 万 multiplied out unless it is part of the unit.
    pub number: f64,
    /// The unit in the cell; `None` where it has none.
    pub unit: Option<SourceUnit>,
}

/// Reads an amount for a field of this unit.
///
/// ```
/// use yuantu::domain::{SourceUnit, Unit};
/// use yuantu::import::cells::amount::amount;
///
/// let read = amount("1.2万平", Unit::SquareMetre).unwrap().value.unwrap();
/// assert_eq!((read.number, read.unit), (12_000.0, Some(SourceUnit::SquareMetre)));
/// ```
pub fn amount(text: &str, field: Unit) -> Reading<Amount> {
    if let Some(number) = number::plain(text) {
        return Ok(Cell::new(Amount { number, unit: None }, Notes::NONE));
    }
    let (text, wide) = half_width(text);
    if text.is_empty() {
        return Ok(Cell::none(Notes::NONE));
    }
    if no_value(&text).is_some() {
        return Ok(Cell::none(Notes::of(Note::NoValue)));
    }
    let quantity = number::quantity(&text)?;
    let notes = Notes::when(wide, Note::FullWidth).and(quantity.notes);
    if quantity.unit.is_empty() {
        return Ok(Cell::new(Amount { number: quantity.number, unit: None }, notes));
    }
    let notes = notes.and(Notes::of(Note::UnitInCell));
    if is_bare(quantity.unit, field) {
        return Ok(Cell::new(Amount { number: quantity.number, unit: None }, notes));
    }
    let unit = units::unit_of(quantity.unit).ok_or(Doubt::WrongUnit)?;
    if !units::fits(unit, field) {
        return Err(Doubt::WrongUnit);
    }
    Ok(Cell::new(Amount { number: quantity.number, unit: Some(unit) }, notes))
}

/// Words that name what the column holds anyway and decide nothing about the unit.
fn is_bare(unit: &str, field: Unit) -> bool {
    let unit: String = unit.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    match field {
        Unit::YuanPerM2Day | Unit::YuanPerM2Month => matches!(unit.as_str(), "元" | "yuan" | "rmb"),
        Unit::KilonewtonPerM2 => matches!(unit.as_str(), "kn/㎡" | "kn/m2" | "kn/m²" | "kn" | "千牛/平方米" | "千牛/㎡"),
        Unit::WattPerM2 => matches!(unit.as_str(), "w/㎡" | "w/m2" | "w/m²" | "瓦/平方米" | "瓦/㎡"),
        Unit::WanYuanPerMu => matches!(unit.as_str(), "万元/亩" | "万/亩" | "元/亩"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_and_rents_with_their_unit_in_the_cell() {
        use SourceUnit::*;
        let cases = [
            ("418", Unit::SquareMetre, 418.0, None),
            ("418㎡", Unit::SquareMetre, 418.0, Some(SquareMetre)),
            ("１，０５０平方米", Unit::SquareMetre, 1050.0, Some(SquareMetre)),
            ("3亩", Unit::SquareMetre, 3.0, Some(Mu)),
            ("0.5公顷", Unit::SquareMetre, 0.5, Some(Hectare)),
            ("1.2万平方米", Unit::SquareMetre, 12_000.0, Some(SquareMetre)),
            ("4.5元/㎡·天", Unit::YuanPerM2Day, 4.5, Some(YuanPerM2Day)),
            ("128.5 元/平方米/月", Unit::YuanPerM2Day, 128.5, Some(YuanPerM2Month)),
            ("36万元/年", Unit::YuanPerM2Day, 360_000.0, Some(YuanPerYear)),
            ("8000元/月", Unit::YuanPerM2Day, 8000.0, Some(YuanPerMonth)),
            ("5元", Unit::YuanPerM2Day, 5.0, None),
            ("2.00元/平米/月", Unit::YuanPerM2Month, 2.0, Some(YuanPerM2Month)),
            ("35%", Unit::Percent, 35.0, Some(Percent)),
            ("4.2米", Unit::Metre, 4.2, Some(Metre)),
            ("5kN/㎡", Unit::KilonewtonPerM2, 5.0, None),
        ];
        for (text, field, number, unit) in cases {
            assert_eq!(amount(text, field).map(|cell| cell.value), Ok(Some(Amount { number, unit })), "{text}");
        }
        assert_eq!(amount("面议", Unit::YuanPerM2Day), Ok(Cell::none(Notes::of(Note::NoValue))));
        assert_eq!(amount("3-5元/㎡/天", Unit::YuanPerM2Day), Err(Doubt::Range));
        assert_eq!(amount("300元/吨", Unit::YuanPerM2Day), Err(Doubt::WrongUnit));
        assert_eq!(amount("300㎡", Unit::YuanPerM2Day), Err(Doubt::WrongUnit));
    }
}
