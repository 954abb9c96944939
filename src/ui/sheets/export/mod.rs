//! The export sheet: which rows, format, coordinate system and file; what will be written is told before. Refuses to count and to
//! write: every change is a command.

mod choose;
mod told;

use egui::{Key, Margin, RichText, TextEdit, Ui};

use crate::i18n::export_sheet::ExportSheetText;
use crate::i18n::integer;
use crate::io::write::fits;
use crate::ui::command::Command;
use crate::ui::exporting::{ExportChange, ExportView};
use crate::ui::icons;
use crate::ui::theme::{self, font, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{loading_bar, primary, secondary, wrapped};

use super::{body, head};

/// Shows the sheet.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let Some(export) = view.export else { return };
    let lang = view.lang;
    head(ui, view, ExportSheetText::Title.text(lang), commands);
    if export.is_running {
        loading_bar(ui, ui.available_rect_before_wrap(), export.share);
    }
    body(ui, |ui| {
        ui.add_enabled_ui(!export.is_running, |ui| {
            choose::what(ui, export, lang, commands);
            choose::format(ui, export, lang, commands);
            choose::crs(ui, export, lang, commands);
            place(ui, view, export, commands);
        });
        ui.add_space(space::XS);
        told::show(ui, view, export);
        foot(ui, view, export, commands);
    });
}

/// The file: a field, and the system's dialog beside it.
fn place(ui: &mut Ui, view: &View, export: &ExportView, commands: &mut Commands) {
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    choose::heading(ui, ExportSheetText::SaveTo.text(lang));
    ui.horizontal(|ui| {
        let mut path = export.path.clone();
        let hint = RichText::new(ExportSheetText::PathHint.text(lang)).color(c.text3);
        let room = (ui.available_width() - 168.0).max(160.0);
        let field = TextEdit::singleline(&mut path).margin(Margin::symmetric(8, 6)).desired_width(room).hint_text(hint);
        let field = ui.add(field);
        if field.changed() {
            commands.send(Command::ChangeExport(ExportChange::Path(path)));
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        field.accessible_name(ExportSheetText::SaveTo.text(lang));
        if entered && is_ready(export) {
            commands.send(Command::StartExport(false));
        }
        if secondary(ui, None, ExportSheetText::Browse.text(lang)).clicked() {
            commands.send(Command::BrowseExport);
        }
    });
}

/// True when there are rows, and a system that the format can hold.
fn is_ready(export: &ExportView) -> bool {
    let has_rows = export.survey.as_ref().is_some_and(|survey| survey.rows > 0);
    let fits = export.target_crs().is_ok_and(|crs| fits(export.format, &crs).is_ok());
    !export.is_running && has_rows && fits
}

/// Whatever stands against it, and the buttons.
fn foot(ui: &mut Ui, view: &View, export: &ExportView, commands: &mut Commands) {
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    if let Some(fault) = &export.fault {
        wrapped(ui, fault, font(text::BODY), c.error);
    }
    if export.is_cancelled {
        wrapped(ui, ExportSheetText::Stopped.text(lang), font(text::BODY), c.text2);
    }
    if let Some(exists) = &export.exists {
        wrapped(ui, &ExportSheetText::ReplaceAsk.fill(lang, &[exists]), font(text::BODY), c.warn);
    }
    ui.add_space(space::XS);
    ui.horizontal(|ui| {
        if export.is_running {
            if secondary(ui, None, ExportSheetText::Cancel.text(lang)).clicked() {
                commands.send(Command::CancelExport);
            }
            return;
        }
        let rows = integer(export.survey.as_ref().map_or(0, |survey| survey.rows) as f64);
        let words = match export.exists {
            Some(_) => ExportSheetText::Replace.text(lang).to_owned(),
            None => ExportSheetText::Export.fill(lang, &[&rows]),
        };
        let ready = is_ready(export);
        if ui.add_enabled_ui(ready, |ui| primary(ui, Some(icons::SAVE), &words)).inner.clicked() {
            commands.send(Command::StartExport(export.exists.is_some()));
        }
        if secondary(ui, None, ExportSheetText::Close.text(lang)).clicked() {
            commands.send(Command::ShowSheet(None));
        }
    });
}
