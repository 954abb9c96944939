//! The program's menu: files, sheets, settings. Refuses what the map's tools and the layers panel do.

use egui::{Popup, PopupCloseBehavior, RichText, Ui};

use crate::domain::Date;
use crate::i18n::Lang;
use crate::i18n::shortcuts::ActionText;
use crate::i18n::ui::UiText;

use super::actions::{ACTIONS, Action};
use super::command::Command;
use super::icons;
use super::theme::{self, font, icon_font, text};
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
            for action in ACTIONS.iter().filter(|action| action.group == group && action.is_listed(view)) {
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
    if switch(ui, view.motion, UiText::Motion.text(lang)) {
        commands.send(Command::SetMotion(!view.motion));
    }
    if switch(ui, view.gauss_krueger, UiText::GaussKrueger.text(lang)) {
        commands.send(Command::ShowGaussKrueger(!view.gauss_krueger));
    }
    reference_date(ui, view, lang, commands);
}

/// A menu entry that is on or off, with a check mark when it is on; true when it was clicked.
fn switch(ui: &mut Ui, on: bool, words: &str) -> bool {
    let mark = if on { icons::CHECK.to_string() } else { String::new() };
    let response = ui.add(egui::Button::new(words).right_text(RichText::new(mark).font(icon_font(text::ICON_SMALL))));
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::MenuItemCheckBox, true, on, words));
    response.clicked()
}

/// The reference date: a field and, where the user has set one, the way back to the data's newest.
fn reference_date(ui: &mut Ui, view: &View, lang: Lang, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let in_place = view.park.map(|park| park.reference_date.to_string()).unwrap_or_default();
    let id = ui.make_persistent_id("reference_date");
    let mut typed = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_else(|| in_place.clone());
    ui.horizontal(|ui| {
        ui.spacing_mut().button_padding = egui::vec2(8.0, 4.0);
        ui.add_space(2.0);
        ui.label(UiText::ReferenceDate.text(lang));
        let field = ui.add(egui::TextEdit::singleline(&mut typed).desired_width(84.0).margin(egui::Margin::symmetric(6, 4)));
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
