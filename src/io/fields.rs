//! The cells of known fields against what a field can hold: numbers, words of a vocabulary, days, ids. Refuses to change a
//! cell: a doubtful one stays as it came, with a line in the issue list.

use std::collections::HashSet;

use crate::domain::{Confidence, Dataset, DatasetKind, Date, Delivery, Field, Industry, IssueKind, SpaceStatus, Unit, Value};

use super::log::IssueLog;

/// Notes the doubtful cells of a dataset whose kind is known.
pub(super) fn check(dataset: &Dataset, log: &mut IssueLog) {
    if dataset.kind == DatasetKind::Other {
        return;
    }
    for &field in Field::ALL {
        let Some(column) = dataset.fields.column(field) else { continue };
        let mut ids = HashSet::new();
        for row in 0..dataset.len() {
            let value = dataset.table.get(row, column);
            let doubt = match field {
                Field::Id => duplicate(value, &mut ids),
                _ => doubt(dataset.kind, field, value),
            };
            let Some((kind, detail)) = doubt else { continue };
            let line = dataset.lines.get(row).copied().unwrap_or(1);
            log.warn(kind, &dataset.table.names[column], dataset.feature_number(row), line.into(), Some(detail));
        }
    }
}

fn duplicate<'a>(id: Value<'a>, known: &mut HashSet<&'a str>) -> Option<(IssueKind, String)> {
    let id = id.as_text().filter(|id| !id.is_empty())?;
    (!known.insert(id)).then(|| (IssueKind::DuplicateId, id.to_owned()))
}

fn doubt(kind: DatasetKind, field: Field, value: Value<'_>) -> Option<(IssueKind, String)> {
    let text = match value {
        Value::Text(text) if !text.trim().is_empty() => text,
        Value::Number(number) if field.unit() == Unit::Percent && !(0.0..=100.0).contains(&number) => {
            return Some((IssueKind::BadValue, number.to_string()));
        }
        Value::Number(number) if number < 0.0 && is_amount(field) => return Some((IssueKind::BadValue, number.to_string())),
        _ => return None,
    };
    let wrong = match field {
        Field::Status if kind == DatasetKind::Spaces => SpaceStatus::parse(text).is_none(),
        Field::Delivery => Delivery::parse(text).is_none(),
        Field::Confidence => Confidence::parse(text).is_none(),
        Field::Industry if kind == DatasetKind::Enterprises => Industry::parse(text).is_none(),
        Field::LeaseEnd | Field::AvailableFrom | Field::AsOf if text.parse::<Date>().is_err() => {
            return Some((IssueKind::BadValue, short(text)));
        }
        _ if field.unit() != Unit::None => return Some((IssueKind::BadValue, short(text))),
        _ => false,
    };
    wrong.then(|| (IssueKind::UnknownTerm, short(text)))
}

/// True for fields that cannot be negative.
fn is_amount(field: Field) -> bool {
    matches!(
        field.unit(),
        Unit::SquareMetre
            | Unit::Hectare
            | Unit::SquareKilometre
            | Unit::YuanPerM2Day
            | Unit::YuanPerM2Month
            | Unit::KilonewtonPerM2
    )
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}
