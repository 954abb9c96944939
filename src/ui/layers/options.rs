//! The menu of a layer: zoom to it, isolate it, move it, its opacity. Refuses classes.

use egui::{Align2, CornerRadius, Popup, PopupCloseBehavior, Rect, Response, Sense, Slider, Ui, WidgetInfo};

use crate::i18n::layers::LayersText;
use crate::ui::command::{Command, Target};
use crate::ui::exporting::ExportWhat;
use crate::ui::icons;
use crate::ui::theme::{self, icon_font, radius, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::focus_ring;
use crate::workspace::LayerKey;

use super::Entry;

/// The menu of a right click on the row.
pub fn context_menu(response: &Response, view: &View, entry: &Entry, commands: &mut Commands) {
    Popup::context_menu(response)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .width(200.0)
        .show(|ui| content(ui, view, entry, commands));
}

/// The button for the same menu, for the keyboard and for fingers; seen while the row is hovered or it has the keyboard.
pub fn button(ui: &Ui, view: &View, entry: &Entry, rect: Rect, row: Rect, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let response = ui.interact(rect, ui.make_persistent_id("more"), Sense::click());
    let name = LayersText::More.fill(view.lang, &[&entry.legend.name]);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &name));
    let menu = Popup::menu(&response).close_behavior(PopupCloseBehavior::CloseOnClickOutside).width(200.0);
    if ui.rect_contains_pointer(row) || response.has_focus() || menu.is_open() {
        if response.hovered() {
            ui.painter().rect_filled(rect, CornerRadius::same(radius::TAG), c.surface3);
        }
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, icons::MORE, icon_font(text::ICON_SMALL), c.text2);
    }
    focus_ring(ui, &response.clone().with_new_rect(rect.shrink(2.0)), radius::TAG);
    menu.show(|ui| content(ui, view, entry, commands));
    response.on_hover_text(name);
}

fn content(ui: &mut Ui, view: &View, entry: &Entry, commands: &mut Commands) {
    let lang = view.lang;
    let key = &entry.state.key;
    let last = view.workspace.layers.len().saturating_sub(1);
    let mut choice = |ui: &mut Ui, enabled: bool, words: LayersText, command: Command| {
        if ui.add_enabled(enabled, egui::Button::new(words.text(lang))).clicked() {
            commands.send(command);
            ui.close();
        }
    };
    choice(ui, true, LayersText::ZoomTo, Command::FlyTo(Target::Layer(key.clone())));
    choice(ui, true, LayersText::CheckGeometry, Command::CheckGeometry(Some(key.clone())));
    choice(ui, true, LayersText::Isolate, Command::IsolateLayer(key.clone()));
    ui.separator();
    choice(ui, entry.place > 0, LayersText::MoveUp, Command::MoveLayer(key.clone(), entry.place.saturating_sub(1)));
    choice(ui, entry.place < last, LayersText::MoveDown, Command::MoveLayer(key.clone(), entry.place + 1));
    choice(ui, true, LayersText::Export, Command::ShowExport(Some(ExportWhat::Layer(key.clone()))));
    if let LayerKey::Own(name) = key {
        choice(ui, true, LayersText::CloseOwn, Command::CloseOwnLayer(name.clone()));
    }
    ui.separator();
    ui.label(LayersText::Opacity.text(lang));
    let mut per_cent = (entry.state.opacity * 100.0).round();
    let slider = ui.add(Slider::new(&mut per_cent, 0.0..=100.0).suffix("\u{2009}%").fixed_decimals(0));
    if slider.accessible_name(LayersText::Opacity.text(lang)).changed() {
        commands.send(Command::SetLayerOpacity(key.clone(), per_cent / 100.0));
    }
}
