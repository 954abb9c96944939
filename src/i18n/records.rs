//! What a record is called on the screen. Refuses to make up names.

use std::borrow::Cow;

use crate::domain::{Dataset, Field, Value};

use super::Lang;
use super::kinds::record_name;

/// The name of a record in a language: its English name where the interface is English and it has one, else its name, else
/// its key, else its kind and number.
pub fn name_of<'a>(dataset: &'a Dataset, row: usize, lang: Lang) -> Cow<'a, str> {
    let english = || dataset.text(row, Field::NameEn).filter(|_| lang == Lang::En);
    if let Some(name) = english().or_else(|| dataset.text(row, Field::Name)).or_else(|| dataset.text(row, Field::Id)) {
        return name.into();
    }
    match dataset.feature_ids.get(row) {
        Value::Text(id) if !id.is_empty() => id.into(),
        _ => format!("{} {}", record_name(dataset.kind, lang), dataset.feature_number(row) + 1).into(),
    }
}

/// True when the record has a name of its own.
pub fn is_named(dataset: &Dataset, row: usize) -> bool {
    dataset.text(row, Field::Name).is_some()
}
