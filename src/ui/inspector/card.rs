//! One record in full, as values: title, chain, figures, fields. Made once when the selection or the data changes, not each
//! frame. Refuses drawing.

use crate::analysis::nearby::Nearby;
use crate::analysis::vacancy::Vacancy;
use crate::domain::{Confidence, Dataset, DatasetKind, Field, GeometryKind, Industry, RecordRef, SetKey, Value};
use crate::i18n::Lang;
use crate::i18n::crs::{CrsText, placement};
use crate::i18n::fields::field_name;
use crate::i18n::inspector::InspectorText as T;
use crate::i18n::kinds::record_name;
use crate::i18n::records::name_of;
use crate::i18n::validity::{ValidityText, repairs_note};
use crate::index::ParkModel;

use super::chain::{ChainStep, chain};
use super::nearby;
use super::value::field_value;

/// A record as the inspector shows it.
pub struct RecordCard {
    /// Which record.
    pub record: RecordRef,
    /// What it is (楼宇).
    pub kind: String,
    /// How sure it is.
    pub confidence: Option<Confidence>,
    /// Its name.
    pub title: String,
    /// Where it is, in a line.
    pub subtitle: String,
    /// Its vacant space, where it has spaces.
    pub vacancy: Option<Vacancy>,
    /// The chain block → park → building → floor → space → firm.
    pub chain: Vec<ChainStep>,
    /// Firms by industry, in the order of the plan.
    pub firms_by_industry: [usize; 5],
    /// How sure the firms are.
    pub firms_confidence: Option<Confidence>,
    /// Field, value, in the order of the fields.
    pub rows: Vec<(String, String)>,
    /// The building whose stacking plan is shown: the record itself, or the one that a space lies in.
    pub plan_of: Option<u32>,
    /// What lies within 500 m.
    pub nearby: Option<Nearby>,
    /// Where the record is from, and of which day it tells.
    pub source: String,
    /// The same day, where it is known.
    pub as_of: Option<String>,
}

/// Fields that the card shows elsewhere, or that are keys nobody reads.
const NOT_LISTED: [Field; 20] = [
    Field::Id,
    Field::Name,
    Field::NameEn,
    Field::Block,
    Field::Park,
    Field::Building,
    Field::Space,
    Field::Tenant,
    Field::Neighbours,
    Field::Level,
    Field::Lon,
    Field::Lat,
    Field::Source,
    Field::AsOf,
    Field::Confidence,
    Field::FlagPositioning,
    Field::FlagLandUse,
    Field::FlagEnvironment,
    Field::FlagOutput,
    Field::Number,
];

/// The card of a record of a dataset. The model and figures are given once they are computed.
pub fn record_card(
    dataset: &Dataset,
    record: &RecordRef,
    model: Option<&ParkModel>,
    vacancy: Option<&Vacancy>,
    lang: Lang,
) -> RecordCard {
    let row = record.row as usize;
    let chain = model.map(|model| chain(model, record, lang)).unwrap_or_default();
    let above: Vec<_> = chain.iter().take_while(|step| !step.is_current).map(|step| step.text.as_str()).collect();
    RecordCard {
        record: record.clone(),
        kind: record_name(dataset.kind, lang).to_owned(),
        confidence: dataset.confidence_of(row),
        title: name_of(dataset, row, lang).into_owned(),
        subtitle: above.join(" · "),
        vacancy: vacancy.cloned(),
        firms_by_industry: model.map(|model| firms_by_industry(model, record)).unwrap_or_default(),
        firms_confidence: model.and_then(|model| firms_confidence(model, record)),
        rows: listed_fields(dataset, row, lang),
        plan_of: match (model, &record.set) {
            (Some(model), SetKey::Kind(DatasetKind::Buildings)) => {
                let has = |kind| !model.down(DatasetKind::Buildings, record.row, kind).is_empty();
                Some(record.row).filter(|_| has(DatasetKind::Spaces) || has(DatasetKind::Floors))
            }
            (Some(model), SetKey::Kind(DatasetKind::Spaces)) => {
                model.up(DatasetKind::Spaces, record.row, DatasetKind::Buildings).map(|link| link.row)
            }
            _ => None,
        },
        nearby: model.and_then(|model| nearby::around(model, dataset, row)),
        source: dataset.source_of(row).to_owned(),
        as_of: dataset.as_of_of(row).map(|date| date.to_string()),
        chain,
    }
}

/// Known fields first, in their own order, then the file's other columns under their own names; flags that are set as one row.
fn listed_fields(dataset: &Dataset, row: usize, lang: Lang) -> Vec<(String, String)> {
    let mut rows: Vec<(String, String)> = Vec::new();
    let other_name = match lang {
        Lang::Zh => Field::NameEn,
        Lang::En => Field::Name,
    };
    if let Some(name) = dataset.text(row, other_name).filter(|name| *name != name_of(dataset, row, lang)) {
        rows.push((field_name(other_name, lang).to_owned(), name.to_owned()));
    }
    let flags = [Field::FlagPositioning, Field::FlagLandUse, Field::FlagEnvironment, Field::FlagOutput];
    let set: Vec<_> = flags.into_iter().filter(|&flag| dataset.flag(row, flag)).map(|flag| field_name(flag, lang)).collect();
    if !set.is_empty() {
        rows.push((T::LowEfficiency.text(lang).to_owned(), set.join(" · ")));
    }
    let known = Field::ALL.iter().filter(|field| !NOT_LISTED.contains(field));
    rows.extend(known.filter_map(|&field| {
        let value = field_value(dataset, row, field, lang)?;
        Some((field_name(field, lang).to_owned(), value))
    }));
    for (column, name) in dataset.table.names.iter().enumerate() {
        if dataset.fields.field_of(column).is_none() {
            let value = match dataset.table.get(row, column) {
                Value::Null | Value::Text("") => continue,
                Value::Bool(value) => if value { T::Yes } else { T::No }.text(lang).to_owned(),
                Value::Number(number) => plain_number(number),
                Value::Text(text) => text.to_owned(),
            };
            rows.push((name.clone(), value));
        }
    }
    if !dataset.is_embedded() && dataset.geometries.kind(row) != GeometryKind::None {
        rows.push((CrsText::Coordinates.text(lang).to_owned(), placement(&dataset.placement, lang)));
        if !dataset.repairs.is_empty() {
            let mut words = repairs_note(&dataset.repairs, lang);
            if dataset.repairs.place_of(row as u32).is_some() {
                words = format!("{}{}{words}", ValidityText::RowRepaired.text(lang), lang.pick("；", "; "));
            }
            rows.push((ValidityText::RepairsName.text(lang).to_owned(), words));
        }
    }
    rows
}

/// A number of a column of which neither unit nor meaning is known: as it is in the file.
fn plain_number(number: f64) -> String {
    format!("{number}")
}

fn firms_by_industry(model: &ParkModel, record: &RecordRef) -> [usize; 5] {
    let mut counts = [0; 5];
    let (SetKey::Kind(kind), Some(firms)) = (&record.set, model.set(DatasetKind::Enterprises)) else { return counts };
    for &firm in model.down(*kind, record.row, DatasetKind::Enterprises) {
        if let Some(industry) = firms.text(firm as usize, Field::Industry).and_then(Industry::parse) {
            counts[industry as usize] += 1;
        }
    }
    counts
}

/// The least sure of a place's firms.
fn firms_confidence(model: &ParkModel, record: &RecordRef) -> Option<Confidence> {
    let SetKey::Kind(kind) = record.set else { return None };
    let firms = model.set(DatasetKind::Enterprises)?;
    let rows = model.down(kind, record.row, DatasetKind::Enterprises);
    rows.iter().filter_map(|&firm| firms.confidence_of(firm as usize)).max()
}
