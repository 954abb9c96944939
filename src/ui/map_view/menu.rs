//! The menu of a right click on the map. Refuses anything that is not a command.

use egui::Response;

use crate::domain::criteria::{Aspect, Want};
use crate::domain::{DatasetKind, RecordRef, SetKey};
use crate::finder::choices;
use crate::finder::rank::NEAR_METRO_M;
use crate::geodesy::mercator;
use crate::i18n::Lang;
use crate::i18n::map_view::MapText;
use crate::i18n::records::name_of;
use crate::ui::command::{Command, SelectMode, Target};
use crate::ui::find::naming;
use crate::ui::finding::FindChange;
use crate::ui::theme::{self, text};
use crate::ui::view::{Commands, View};

use super::find;

/// What the menu was opened on.
#[derive(Default)]
pub struct MapMenu {
    record: Option<RecordRef>,
    lon_lat: Option<[f64; 2]>,
}

/// Shows the menu while it is open.
pub fn show(response: &Response, menu: &mut MapMenu, view: &View, cursor_in_mercator: Option<[f64; 2]>, commands: &mut Commands) {
    if response.secondary_clicked() {
        *menu = MapMenu { record: view.hovered.cloned(), lon_lat: cursor_in_mercator.map(mercator::to_lon_lat) };
    }
    let lang = view.lang;
    response.context_menu(|ui| {
        if let Some(record) = &menu.record
            && let Some((dataset, row)) = find(view, record)
        {
            ui.label(egui::RichText::new(name_of(dataset, row, lang)).font(theme::semibold(text::BODY)));
            entry(ui, MapText::ZoomHere.text(lang), Command::FlyTo(Target::Record(record.clone())), commands);
            let (words, mode) = if view.selection.contains(record) {
                (MapText::RemoveFromSelection, SelectMode::Remove)
            } else {
                (MapText::AddToSelection, SelectMode::Add)
            };
            entry(ui, words.text(lang), Command::Select(mode, vec![record.clone()]), commands);
            ui.separator();
        }
        let wishes = around(view, menu);
        for (words, command) in &wishes {
            entry(ui, words, command.clone(), commands);
        }
        if !wishes.is_empty() {
            ui.separator();
        }
        if !view.selection.is_empty() {
            entry(ui, MapText::ZoomToSelection.text(lang), Command::FlyTo(Target::Selection), commands);
            entry(ui, MapText::ClearSelection.text(lang), Command::Select(SelectMode::Replace, Vec::new()), commands);
            ui.separator();
        }
        if let Some([lon, lat]) = menu.lon_lat {
            entry(ui, MapText::CopyCoordinates.text(lang), Command::Copy(format!("{lon:.6}, {lat:.6}")), commands);
        }
        entry(ui, MapText::Fit.text(lang), Command::FlyTo(Target::Park), commands);
    });
}

fn entry(ui: &mut egui::Ui, words: &str, command: Command, commands: &mut Commands) {
    if ui.button(words).clicked() {
        commands.send(command);
        ui.close();
    }
}

/// What can be looked for here: near this station, in this building, around this point.
fn around(view: &View, menu: &MapMenu) -> Vec<(String, Command)> {
    let mut wishes = Vec::new();
    let Some(market) = view.find.and_then(|find| find.market.as_ref()) else { return wishes };
    let named = menu.record.as_ref().and_then(|record| match record.set {
        SetKey::Kind(DatasetKind::Stations) => {
            let named = choices::of_record(market, Aspect::Station, DatasetKind::Stations, record.row)?;
            let name =
                if view.lang == Lang::En && !named.name_en.is_empty() { named.name_en.clone() } else { named.name.clone() };
            Some((MapText::FindAroundStation.fill(view.lang, &[&name]), naming(Aspect::Station, vec![named])))
        }
        SetKey::Kind(DatasetKind::Buildings) => {
            market.group_of(record.row)?;
            let named = choices::of_record(market, Aspect::Building, DatasetKind::Buildings, record.row)?;
            Some((MapText::FindInBuilding.text(view.lang).to_owned(), naming(Aspect::Building, vec![named])))
        }
        _ => None,
    });
    wishes.extend(named.map(|(words, criterion)| (words, Command::Find(FindChange::Add(criterion)))));
    if let Some(centre) = menu.lon_lat {
        let centre = centre.map(|degrees| (degrees * 1e6).round() / 1e6);
        let circle = Want::Circle { centre, radius_m: NEAR_METRO_M };
        wishes.push((MapText::FindAround.text(view.lang).to_owned(), Command::Find(FindChange::Within(circle))));
    }
    wishes
}
