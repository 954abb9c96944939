//! The shortcut sheet, from the one table of actions. Refuses keys that are not in it, but those of the mouse.

use egui::{Align2, CornerRadius, RichText, Sense, Stroke, StrokeKind, Ui, vec2};

use crate::i18n::sheets::SheetText;
use crate::i18n::shortcuts::ActionText;
use crate::ui::actions::ACTIONS;
use crate::ui::theme::{self, font, radius, semibold, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{label, one_line, put};

use super::{body, head};

const LEFT: [ActionText; 4] = [ActionText::GroupFile, ActionText::GroupEdit, ActionText::GroupView, ActionText::GroupFind];
const RIGHT: [ActionText; 4] = [ActionText::GroupMap, ActionText::GroupSelect, ActionText::GroupSettings, ActionText::GroupHelp];
const MOUSE: [(SheetText, SheetText); 5] = [
    (SheetText::MouseWheel, SheetText::MouseWheelDoes),
    (SheetText::MouseDrag, SheetText::MouseDragDoes),
    (SheetText::MouseDouble, SheetText::MouseDoubleDoes),
    (SheetText::MouseShift, SheetText::MouseShiftDoes),
    (SheetText::MouseCtrl, SheetText::MouseCtrlDoes),
];

/// Shows the sheet.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let lang = view.lang;
    head(ui, view, SheetText::ShortcutsTitle.text(lang), commands);
    body(ui, |ui| {
        ui.spacing_mut().item_spacing.x = space::XL;
        ui.columns(2, |columns| {
            for (ui, groups) in columns.iter_mut().zip([&LEFT[..], &RIGHT[..]]) {
                ui.spacing_mut().item_spacing.y = 2.0;
                for group in groups {
                    let with_keys = ACTIONS.iter().filter(|action| action.group == *group && !action.keys.is_empty());
                    title(ui, group.text(lang));
                    for action in with_keys {
                        let keys = action.all_shortcuts(ui.ctx());
                        line(ui, action.name.text(lang), &keys);
                    }
                }
            }
            let ui = &mut columns[0];
            title(ui, SheetText::MouseTitle.text(lang));
            for (keys, does) in MOUSE {
                line(ui, does.text(lang), &[keys.text(lang).to_owned()]);
            }
        });
    });
}

fn title(ui: &mut Ui, words: &str) {
    let c = theme::colours(ui.ctx());
    ui.add_space(space::S);
    ui.label(RichText::new(words).font(semibold(text::BODY)).color(c.text));
}

/// What is done, and the keys for it at the right.
fn line(ui: &mut Ui, name: &str, keys: &[String]) {
    let c = theme::colours(ui.ctx());
    ui.horizontal(|ui| {
        ui.set_min_height(24.0);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            for shortcut in keys.iter().rev() {
                key(ui, shortcut);
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                label(ui, name, font(text::BODY), c.text2);
            });
        });
    });
}

fn key(ui: &mut Ui, words: &str) {
    let c = theme::colours(ui.ctx());
    let galley = one_line(ui.painter(), words, font(text::SMALL), c.text, 200.0);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 14.0, 20.0), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, words));
    ui.painter().rect(rect, CornerRadius::same(radius::TAG), c.surface2, Stroke::new(1.0, c.outline), StrokeKind::Inside);
    put(ui.painter(), galley, rect, Align2::CENTER_CENTER, c.text);
}
