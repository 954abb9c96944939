//! What lies within 500 m of a record: firms by industry, buildings, vacant space, the nearest station. Refuses walking
//! minutes: distances are straight lines.

use egui::Ui;

use crate::analysis::nearby::{Nearby, within};
use crate::domain::{Dataset, DatasetKind, Unit};
use crate::i18n::fields::unit_name;
use crate::i18n::inspector::InspectorText as T;
use crate::i18n::integer;
use crate::i18n::records::name_of;
use crate::index::ParkModel;
use crate::index::place::interior_point;
use crate::ui::theme::space;
use crate::ui::view::View;

use super::figures::{name_and_value, tagged_section};
use super::record::industry_bar;

/// How far around a record the inspector looks, metres.
const RADIUS_M: f64 = 500.0;

/// What lies around a record that has a place; blocks and whole lines have no middle that would tell something.
pub fn around(model: &ParkModel, dataset: &Dataset, row: usize) -> Option<Nearby> {
    let is_long = matches!(
        dataset.kind,
        DatasetKind::Blocks
            | DatasetKind::Streets
            | DatasetKind::ElevatedRoads
            | DatasetKind::Railways
            | DatasetKind::Waterways
            | DatasetKind::Water
    );
    if is_long {
        return None;
    }
    let position = interior_point(&dataset.geometries, row)?;
    Some(within(model, position, RADIUS_M))
}

/// Draws the section.
pub fn show(ui: &mut Ui, view: &View, nearby: Option<&Nearby>) {
    let (Some(nearby), Some(park)) = (nearby, view.park) else { return };
    let lang = view.lang;
    ui.add_space(space::S);
    let confidence = park.vacancy.total.as_ref().and_then(|vacancy| vacancy.confidence);
    tagged_section(ui, T::Nearby.text(lang), "", confidence, lang);
    if let Some(&(row, distance_m)) = nearby.stations.first()
        && let Some(stations) = park.model.set(DatasetKind::Stations)
    {
        let name = name_of(stations, row as usize, lang);
        name_and_value(ui, T::NearbyStation.text(lang), &T::StationAway.fill(lang, &[&name, &integer(distance_m)]));
    }
    name_and_value(ui, T::NearbyBuildings.text(lang), &integer(f64::from(nearby.buildings)));
    if let Some(vacant_m2) = nearby.vacant_m2 {
        let area = format!("{}\u{2009}{}", integer(vacant_m2), unit_name(Unit::SquareMetre, lang));
        name_and_value(ui, T::NearbyVacant.text(lang), &area);
    }
    name_and_value(ui, T::NearbyFirms.text(lang), &integer(f64::from(nearby.enterprises)));
    let counts = nearby.enterprises_by_industry.map(|count| count as usize);
    if counts.iter().any(|&count| count > 0) {
        industry_bar(ui, view, &counts);
    }
}
