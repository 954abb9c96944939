//! A cell as the inspector shows it: the figure with its unit, a term in the language of the interface. Refuses layout.

use crate::domain::{Confidence, Dataset, Delivery, Field, Industry, SpaceStatus, Unit, Value};
use crate::i18n::fields::{unit_decimals, unit_name};
use crate::i18n::inspector::InspectorText;
use crate::i18n::kinds::{confidence_name, delivery_name, industry_name, status_name};
use crate::i18n::{Lang, decimal, vocabulary};

/// The value of a record's field in words, if it has one.
pub fn field_value(dataset: &Dataset, row: usize, field: Field, lang: Lang) -> Option<String> {
    match field {
        Field::Divisible | Field::HighTech if !dataset.value(row, field).is_null() => {
            let word = if dataset.flag(row, field) { InspectorText::Yes } else { InspectorText::No };
            Some(word.text(lang).to_owned())
        }
        _ => match dataset.value(row, field) {
            Value::Null => None,
            Value::Bool(value) => Some(if value { InspectorText::Yes } else { InspectorText::No }.text(lang).to_owned()),
            Value::Number(number) => Some(with_unit(number, field, lang)),
            Value::Text("") => None,
            Value::Text(text) => Some(term(text, field, lang)),
        },
    }
}

/// A figure with its unit: years without separators, all else with.
fn with_unit(number: f64, field: Field, lang: Lang) -> String {
    let unit = field.unit();
    if matches!(field, Field::YearBuilt | Field::Founded | Field::Year | Field::BaselineYear) {
        return format!("{number:.0}");
    }
    let decimals = if number.fract() == 0.0 && unit != Unit::YuanPerM2Day { 0 } else { unit_decimals(unit) };
    let figure = decimal(number, if unit == Unit::None && number.fract() != 0.0 { 2 } else { decimals });
    match unit_name(unit, lang) {
        "" => figure,
        "°" => format!("{figure}°"),
        name => format!("{figure}\u{2009}{name}"),
    }
}

/// A word of a vocabulary in the language of the interface; a name and any other text as it is.
fn term(text: &str, field: Field, lang: Lang) -> String {
    if field == Field::Themes {
        return vocabulary::themes(text, lang);
    }
    let known = match field {
        Field::Industry => Industry::parse(text).map(|industry| industry_name(industry, lang)),
        Field::Status => SpaceStatus::parse(text).map(|status| status_name(status, lang)),
        Field::Delivery => Delivery::parse(text).map(|level| delivery_name(level, lang)),
        Field::Confidence => Confidence::parse(text).map(|level| confidence_name(level, lang)),
        _ => None,
    };
    known.unwrap_or_else(|| vocabulary::word(text, lang)).to_owned()
}
