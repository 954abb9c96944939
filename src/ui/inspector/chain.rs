//! The chain block → park → building → floor → space → firm of a record: each step a click. Refuses drawing.

use crate::domain::{Confidence, DatasetKind, Field, RecordRef, SetKey, SpaceStatus};
use crate::i18n::inspector::InspectorText as T;
use crate::i18n::kinds::record_name;
use crate::i18n::records::name_of;
use crate::i18n::{Lang, integer};
use crate::index::{LinkBasis, ParkModel};

/// One step of the chain.
#[derive(Clone, Debug, PartialEq)]
pub struct ChainStep {
    /// What the step is: a block, a park …
    pub kind: DatasetKind,
    /// Its name in the language of the interface (区块).
    pub label: String,
    /// The record's name, or a count of what is below.
    pub text: String,
    /// How it was found to belong there, where that was not by its key.
    pub basis: Option<String>,
    /// Where a click leads: one record, or all records of the step.
    pub target: Vec<RecordRef>,
    /// How sure the record is.
    pub confidence: Option<Confidence>,
    /// Whether the step is the record itself.
    pub is_current: bool,
}

const ORDER: [DatasetKind; 6] = [
    DatasetKind::Blocks,
    DatasetKind::Parks,
    DatasetKind::Buildings,
    DatasetKind::Floors,
    DatasetKind::Spaces,
    DatasetKind::Enterprises,
];

/// The chain of a record; empty for a record that is not part of it.
pub fn chain(model: &ParkModel, record: &RecordRef, lang: Lang) -> Vec<ChainStep> {
    let SetKey::Kind(own) = record.set else { return Vec::new() };
    let Some(at) = ORDER.iter().position(|kind| *kind == own) else {
        return above_only(model, own, record.row, lang);
    };
    ORDER
        .iter()
        .enumerate()
        .filter_map(|(step, &kind)| {
            if step == at {
                return one(model, kind, record.row, None, true, lang);
            }
            if step < at {
                return above(model, own, record.row, kind, lang);
            }
            below(model, own, record.row, kind, lang)
        })
        .collect()
}

/// Projects, institutions and stations only lie in a block; what lies in none, and the base map, has no chain.
fn above_only(model: &ParkModel, own: DatasetKind, row: u32, lang: Lang) -> Vec<ChainStep> {
    let Some(block) = above(model, own, row, DatasetKind::Blocks, lang) else { return Vec::new() };
    std::iter::once(block).chain(one(model, own, row, None, true, lang)).collect()
}

fn above(model: &ParkModel, own: DatasetKind, row: u32, kind: DatasetKind, lang: Lang) -> Option<ChainStep> {
    match (own, kind) {
        (DatasetKind::Spaces, DatasetKind::Floors) => floor_of_space(model, row, lang),
        (DatasetKind::Enterprises, DatasetKind::Floors) => None,
        (DatasetKind::Enterprises, DatasetKind::Spaces) => spaces_of_firm(model, row, lang),
        _ => {
            let link = model.up(own, row, kind)?;
            let basis = match link.basis {
                LinkBasis::Key => None,
                LinkBasis::Inside => Some(T::ByPlace.text(lang).to_owned()),
                LinkBasis::Near { distance_m } => Some(T::ByNearness.fill(lang, &[&integer(f64::from(distance_m))])),
            };
            one(model, kind, link.row, basis, false, lang)
        }
    }
}

fn one(model: &ParkModel, kind: DatasetKind, row: u32, basis: Option<String>, is_current: bool, lang: Lang) -> Option<ChainStep> {
    let dataset = model.set(kind)?;
    Some(ChainStep {
        kind,
        label: record_name(kind, lang).to_owned(),
        text: name_of(dataset, row as usize, lang).into_owned(),
        basis,
        target: vec![RecordRef::of_kind(kind, row)],
        confidence: dataset.confidence_of(row as usize),
        is_current,
    })
}

/// What lies below a block, park or building: a count, a click on which selects all of it.
fn below(model: &ParkModel, own: DatasetKind, row: u32, kind: DatasetKind, lang: Lang) -> Option<ChainStep> {
    let dataset = model.set(kind)?;
    let rows: Vec<u32> = match (own, kind) {
        (DatasetKind::Spaces, DatasetKind::Enterprises) => firm_of_space(model, row).into_iter().collect(),
        _ => model.down(own, row, kind).to_vec(),
    };
    if rows.is_empty() {
        return None;
    }
    let text = match kind {
        DatasetKind::Floors => T::FloorsCount.fill(lang, &[&integer(rows.len() as f64)]),
        DatasetKind::Spaces => {
            let vacant = |&&space: &&u32| {
                dataset.text(space as usize, Field::Status).and_then(SpaceStatus::parse).is_some_and(SpaceStatus::is_vacant)
            };
            let area: f64 = rows.iter().filter(vacant).filter_map(|&space| dataset.number(space as usize, Field::AreaM2)).sum();
            T::SpacesVacant.fill(lang, &[&integer(rows.len() as f64), &integer(area)])
        }
        DatasetKind::Enterprises if own == DatasetKind::Spaces => name_of(dataset, rows[0] as usize, lang).into_owned(),
        DatasetKind::Enterprises => T::FirmsIn.fill(lang, &[&integer(rows.len() as f64)]),
        _ => format!("{} {}", integer(rows.len() as f64), record_name(kind, lang)),
    };
    let confidence = rows.iter().filter_map(|&row| dataset.confidence_of(row as usize)).max();
    let target = rows.into_iter().map(|row| RecordRef::of_kind(kind, row)).collect();
    Some(ChainStep { kind, label: record_name(kind, lang).to_owned(), text, basis: None, target, confidence, is_current: false })
}

/// A space names its floor itself; the floor's record is the one of that level in the same building.
fn floor_of_space(model: &ParkModel, space: u32, lang: Lang) -> Option<ChainStep> {
    let spaces = model.set(DatasetKind::Spaces)?;
    let level = spaces.number(space as usize, Field::Level);
    let building = model.up(DatasetKind::Spaces, space, DatasetKind::Buildings)?.row;
    let floor = model.set(DatasetKind::Floors).and_then(|floors| {
        let of_building = model.down(DatasetKind::Buildings, building, DatasetKind::Floors);
        let row = of_building.iter().copied().find(|&floor| floors.number(floor as usize, Field::Level) == level)?;
        Some((row, floors.confidence_of(row as usize)))
    });
    let text = spaces.text(space as usize, Field::Floor).map(str::to_owned).or_else(|| level.map(|level| format!("{level}F")))?;
    Some(ChainStep {
        kind: DatasetKind::Floors,
        label: record_name(DatasetKind::Floors, lang).to_owned(),
        text,
        basis: None,
        target: floor.map(|(row, _)| RecordRef::of_kind(DatasetKind::Floors, row)).into_iter().collect(),
        confidence: floor.and_then(|(_, confidence)| confidence),
        is_current: false,
    })
}

/// The spaces that a firm lets: those of its building that name it as their tenant.
fn spaces_of_firm(model: &ParkModel, firm: u32, lang: Lang) -> Option<ChainStep> {
    let spaces = model.set(DatasetKind::Spaces)?;
    let id = model.set(DatasetKind::Enterprises)?.text(firm as usize, Field::Id)?;
    let building = model.up(DatasetKind::Enterprises, firm, DatasetKind::Buildings)?.row;
    let of_building = model.down(DatasetKind::Buildings, building, DatasetKind::Spaces);
    let let_by = |&&space: &&u32| spaces.text(space as usize, Field::Tenant) == Some(id);
    let rows: Vec<u32> = of_building.iter().filter(let_by).copied().collect();
    let first = *rows.first()? as usize;
    let names: Vec<_> = rows.iter().map(|&row| space_name(spaces, row as usize)).collect();
    Some(ChainStep {
        kind: DatasetKind::Spaces,
        label: record_name(DatasetKind::Spaces, lang).to_owned(),
        text: names.join(" · "),
        basis: None,
        target: rows.iter().map(|&row| RecordRef::of_kind(DatasetKind::Spaces, row)).collect(),
        confidence: spaces.confidence_of(first),
        is_current: false,
    })
}

fn firm_of_space(model: &ParkModel, space: u32) -> Option<u32> {
    let tenant = model.set(DatasetKind::Spaces)?.text(space as usize, Field::Tenant)?;
    let firms = model.set(DatasetKind::Enterprises)?;
    let building = model.up(DatasetKind::Spaces, space, DatasetKind::Buildings)?.row;
    let of_building = model.down(DatasetKind::Buildings, building, DatasetKind::Enterprises);
    of_building.iter().copied().find(|&firm| firms.text(firm as usize, Field::Id) == Some(tenant))
}

/// Floor and unit of a space as they are called, else its key.
pub fn space_name(spaces: &crate::domain::Dataset, row: usize) -> String {
    match (spaces.text(row, Field::Floor), spaces.text(row, Field::Unit)) {
        (_, Some(unit)) => unit.to_owned(),
        (Some(floor), None) => floor.to_owned(),
        (None, None) => name_of(spaces, row, Lang::Zh).into_owned(),
    }
}
