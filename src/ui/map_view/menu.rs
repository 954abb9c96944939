//! The menu of a right click on the map. Refuses anything that is not a command.

use egui::Response;

use crate::domain::RecordRef;
use crate::geodesy::mercator;
use crate::i18n::map_view::MapText;
use crate::i18n::records::name_of;
use crate::ui::command::{Command, SelectMode, Target};
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
        let mut entry = |ui: &mut egui::Ui, words: MapText, command: Command| {
            if ui.button(words.text(lang)).clicked() {
                commands.send(command);
                ui.close();
            }
        };
        if let Some(record) = &menu.record
            && let Some((dataset, row)) = find(view, record)
        {
            ui.label(egui::RichText::new(name_of(dataset, row, lang)).font(theme::semibold(text::BODY)));
            entry(ui, MapText::ZoomHere, Command::FlyTo(Target::Record(record.clone())));
            if view.selection.contains(record) {
                entry(ui, MapText::RemoveFromSelection, Command::Select(SelectMode::Remove, vec![record.clone()]));
            } else {
                entry(ui, MapText::AddToSelection, Command::Select(SelectMode::Add, vec![record.clone()]));
            }
            ui.separator();
        }
        if !view.selection.is_empty() {
            entry(ui, MapText::ZoomToSelection, Command::FlyTo(Target::Selection));
            entry(ui, MapText::ClearSelection, Command::Select(SelectMode::Replace, Vec::new()));
            ui.separator();
        }
        if let Some([lon, lat]) = menu.lon_lat {
            entry(ui, MapText::CopyCoordinates, Command::Copy(format!("{lon:.6}, {lat:.6}")));
        }
        entry(ui, MapText::Fit, Command::FlyTo(Target::Park));
    });
}
