//! The foot of the import sheet: keep the decisions, leave, import. Refuses to import what is still being computed.

use egui::{Align, Layout, Ui, UiBuilder, vec2};

use crate::i18n::import::ImportText;
use crate::i18n::integer;
use crate::ui::command::Command;
use crate::ui::importing::{ImportChange, ImportView};
use crate::ui::theme::space;
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{primary, secondary};

/// Shows the foot.
pub fn show(ui: &mut Ui, view: &View, import: &ImportView, commands: &mut Commands) {
    let lang = view.lang;
    let room = ui.max_rect().shrink2(vec2(20.0, 0.0));
    let mut left = ui.new_child(UiBuilder::new().max_rect(room).layout(Layout::left_to_right(Align::Center)));
    let mut remember = import.remember;
    if left.checkbox(&mut remember, ImportText::Remember.text(lang)).changed() {
        commands.send(Command::ChangeImport(ImportChange::Remember(remember)));
    }
    let mut right = ui.new_child(UiBuilder::new().max_rect(room).layout(Layout::right_to_left(Align::Center)));
    right.spacing_mut().item_spacing.x = space::M;
    let taken = import.outcome.as_ref().map_or(0, |outcome| outcome.taken());
    let rows = integer(taken as f64);
    let [import_all, import_from] = [ImportText::Import, ImportText::ImportFrom].map(|words| words.of(import.is_table()));
    let words = match import.recipe.crs.as_str() {
        "" => import_all.fill(lang, &[&rows]),
        // A definition can be pages long.
        crs if crs.len() > 24 => import_all.fill(lang, &[&rows]),
        crs if lang == crate::i18n::Lang::Zh => import_from.fill(lang, &[crs, &rows]),
        crs => import_from.fill(lang, &[&rows, crs]),
    };
    let is_ready = !import.is_busy && taken > 0;
    if right.add_enabled_ui(is_ready, |ui| primary(ui, None, &words)).inner.clicked() {
        commands.send(Command::TakeImport);
    }
    if secondary(&mut right, None, ImportText::Cancel.text(lang)).clicked() {
        commands.send(Command::CancelImport);
    }
}
