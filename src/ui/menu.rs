//! The program's menu: files, sheets, settings. Refuses what the map's tools and the layers panel do.

use egui::{Popup, PopupCloseBehavior, RichText, Ui};

use crate::domain::Date;
use crate::i18n::Lang;
use crate::i18n::shortcuts::ActionText;
use crate::i18n::ui::UiText;

use super::actions::{ACTIONS, Action};
use super::command::Command;
use super::icons;
use super::theme::{self, font, text};
use super::view::{Commands, View};
use super::widgets::IconButton;

/// The groups that the menu lists, in order.
const GROUPS: [ActionText; 3] = [ActionText::GroupFile, ActionText::GroupView, ActionText::GroupHelp];

/// Shows the menu's button, and the menu while it is open.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let button = ui.add(IconButton::new(icons::MENU, UiText::Menu.text(view.lang)));
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).width(260.0).show(|ui| {
        let mut first = true;
        for group in GROUPS {
            if !first {
                ui.separator();
            }
            first = false;
            for action in ACTIONS.iter().filter(|action| action.group == group) {
                entry(ui, view, action, commands);
            }
            if group == ActionText::GroupView {
                ui.separator();
                settings(ui, view, commands);
            }
        }
    });
}

/// One action as a menu entry with its shortcut; closes the menu when chosen.
pub fn entry(ui: &mut Ui, view: &View, action: &Action, commands: &mut Commands) {
    let command = (action.command)(view);
    let shortcut = action.shortcut_text(ui.ctx()).unwrap_or_default();
    let button = egui::Button::new(action.name.text(view.lang)).shortcut_text(RichText::new(shortcut).font(font(text::SMALL)));
    let response = ui.add_enabled(command.is_some(), button);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::MenuItem, command.is_some(), action.name.text(view.lang)));
    if response.clicked()
        && let Some(command) = command
    {
        commands.send(command);
        ui.close();
    }
}

fn settings(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let lang = view.lang;
    let mut motion = view.motion;
    if ui.checkbox(&mut motion, UiText::Motion.text(lang)).changed() {
        commands.send(Command::SetMotion(motion));
    }
    let mut grid = view.gauss_krueger;
    if ui.checkbox(&mut grid, UiText::GaussKrueger.text(lang)).changed() {
        commands.send(Command::ShowGaussKrueger(grid));
    }
    reference_date(ui, view, lang, commands);
}

/// The reference date: a field and, where the user has set one, the way back to the data's newest.
fn reference_date(ui: &mut Ui, view: &View, lang: Lang, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let in_place = view.park.map(|park| park.reference_date.to_string()).unwrap_or_default();
    let id = ui.make_persistent_id("reference_date");
    let mut typed = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_else(|| in_place.clone());
    ui.horizontal(|ui| {
        ui.label(UiText::ReferenceDate.text(lang));
        let field = ui.add(egui::TextEdit::singleline(&mut typed).desired_width(96.0));
        let field = field.accessible_name(UiText::ReferenceDate.text(lang));
        if field.changed() {
            ui.data_mut(|data| data.insert_temp(id, typed.clone()));
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let date = typed.trim().parse::<Date>().ok();
        let set = ui.add_enabled(date.is_some() && typed != in_place, egui::Button::new(UiText::ReferenceDateSet.text(lang)));
        if (entered || set.clicked())
            && let Some(date) = date
        {
            commands.send(Command::SetReferenceDate(Some(date)));
            ui.data_mut(|data| data.remove_temp::<String>(id));
            ui.close();
        }
    });
    if typed.trim().parse::<Date>().is_err() && !typed.is_empty() {
        ui.label(RichText::new(UiText::ReferenceDateBad.text(lang)).font(font(text::SMALL)).color(c.error));
    }
    if view.workspace.chosen_date().is_some() && ui.button(UiText::ReferenceDateNewest.text(lang)).clicked() {
        commands.send(Command::SetReferenceDate(None));
        ui.data_mut(|data| data.remove_temp::<String>(id));
        ui.close();
    }
}
