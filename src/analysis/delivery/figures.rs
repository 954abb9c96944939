//! Figures of the park that are not the same with a new delivery: of the park, its blocks and carrier parks, and indicators.
//! Refuses to compute them: it compares what is computed.

use std::collections::BTreeMap;

use crate::analysis::vacancy::{Vacancy, VacancyTable};
use crate::domain::{Dataset, DatasetKind, Field};
use crate::i18n::Lang;
use crate::i18n::records::name_of;
use crate::index::ParkModel;

/// A figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Vacancy rate, 0–1.
    VacancyRate,
    /// Availability rate, 0–1.
    AvailabilityRate,
    /// Vacant area, m².
    VacantM2,
    /// Asking rent, 元/㎡·天.
    Rent,
    /// Number of firms.
    Firms,
    /// The value of an indicator, in its own unit.
    Indicator,
}

/// What a figure is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// All spaces and firms.
    Park,
    /// A block, a carrier park or an indicator, by its name.
    Named(Names),
}

/// A name in both languages, in the order of [`LANGS`]: the language may change while the figures are shown.
pub type Names = [String; 2];

/// The languages of [`Names`].
pub const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

/// A figure that changes.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureChange {
    /// What it is of.
    pub place: Place,
    /// Which.
    pub figure: Figure,
    /// What it was; none without data.
    pub old: Option<f64>,
    /// What it will be.
    pub new: Option<f64>,
}

/// Less than this share of a figure is no change: sums of the same areas in another order.
const SAME_SHARE: f64 = 1e-9;

type Figures = [Option<f64>; 5];
const FIGURES: [Figure; 5] = [Figure::VacancyRate, Figure::AvailabilityRate, Figure::VacantM2, Figure::Rent, Figure::Firms];

/// The figures that are not the same: of the whole park, of blocks, of carrier parks, of indicators, each by name.
pub fn figure_changes(
    (before, vacancy_before): (&ParkModel, &VacancyTable),
    (after, vacancy_after): (&ParkModel, &VacancyTable),
) -> Vec<FigureChange> {
    let mut changes = Vec::new();
    let firms = |model: &ParkModel| {
        model
            .set(DatasetKind::Enterprises)
            .map(|firms| (0..firms.len() as u32).filter(|&row| !model.is_left_out(DatasetKind::Enterprises, row)).count() as f64)
    };
    let whole = |model: &ParkModel, table: &VacancyTable| of_vacancy(table.total.as_ref(), firms(model));
    compare(&mut changes, Place::Park, &whole(before, vacancy_before), &whole(after, vacancy_after));
    for kind in [DatasetKind::Blocks, DatasetKind::Parks] {
        let (old, new) = (of_places(before, vacancy_before, kind), of_places(after, vacancy_after, kind));
        for (key, (name, figures)) in &new {
            let none = Figures::default();
            let old = old.get(key).map_or(&none, |(_, figures)| figures);
            compare(&mut changes, Place::Named(name.clone()), old, figures);
        }
        for (name, figures) in old.iter().filter(|(key, _)| !new.contains_key(*key)).map(|(_, known)| known) {
            compare(&mut changes, Place::Named(name.clone()), figures, &Figures::default());
        }
    }
    let (old, new) = (indicators(before), indicators(after));
    let keys: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for key in keys {
        let value = |known: &BTreeMap<String, (Names, f64)>| known.get(key).map(|(_, value)| *value);
        let Some((name, _)) = new.get(key).or_else(|| old.get(key)) else { continue };
        push(&mut changes, Place::Named(name.clone()), Figure::Indicator, value(&old), value(&new));
    }
    changes
}

fn of_vacancy(vacancy: Option<&Vacancy>, firms: Option<f64>) -> Figures {
    [
        vacancy.and_then(Vacancy::vacancy_rate),
        vacancy.and_then(Vacancy::availability_rate),
        vacancy.map(|vacancy| vacancy.vacant_m2),
        vacancy.and_then(|vacancy| vacancy.rent_yuan_m2_day),
        firms,
    ]
}

/// Name and figures of each place of a kind, by its key.
fn of_places(model: &ParkModel, table: &VacancyTable, kind: DatasetKind) -> BTreeMap<String, (Names, Figures)> {
    let vacancies = if kind == DatasetKind::Blocks { &table.blocks } else { &table.parks };
    let Some(set) = model.set(kind) else { return BTreeMap::new() };
    let place = |row: usize| {
        let names = names_of(set, row);
        let key = set.text(row, Field::Id).or_else(|| set.text(row, Field::Name))?.to_owned();
        let firms = model.down(kind, row as u32, DatasetKind::Enterprises).len() as f64;
        Some((key, (names, of_vacancy(vacancies.get(row).and_then(Option::as_deref), Some(firms)))))
    };
    (0..set.len()).filter_map(place).collect()
}

/// Name and value of each indicator, by its key and year.
fn indicators(model: &ParkModel) -> BTreeMap<String, (Names, f64)> {
    let Some(set) = model.set(DatasetKind::Indicators) else { return BTreeMap::new() };
    let indicator = |row: usize| {
        let name = set.text(row, Field::Name)?;
        let year = set.number(row, Field::Year).map(|year| year.to_string()).unwrap_or_default();
        let key = set.text(row, Field::Id).map_or_else(|| format!("{name} {year}"), str::to_owned);
        Some((key, (names_of(set, row), set.number(row, Field::Value)?)))
    };
    (0..set.len()).filter_map(indicator).collect()
}

/// What a record is called; an indicator with its unit.
fn names_of(set: &Dataset, row: usize) -> Names {
    let unit = set.text(row, Field::UnitName).map(|unit| format!(" ({unit})")).unwrap_or_default();
    LANGS.map(|lang| format!("{}{unit}", name_of(set, row, lang)))
}

fn compare(changes: &mut Vec<FigureChange>, place: Place, old: &Figures, new: &Figures) {
    for ((figure, &old), &new) in FIGURES.into_iter().zip(old).zip(new) {
        push(changes, place.clone(), figure, old, new);
    }
}

fn push(changes: &mut Vec<FigureChange>, place: Place, figure: Figure, old: Option<f64>, new: Option<f64>) {
    let same = match (old, new) {
        (Some(old), Some(new)) => (old - new).abs() <= SAME_SHARE * old.abs().max(new.abs()),
        (None, None) => true,
        _ => false,
    };
    if !same {
        changes.push(FigureChange { place, figure, old, new });
    }
}
