//! How the file is read, where what was found out is wrong: encoding, separator, the row with the names. Refuses formats that leave
//! no choice.

use egui::{Popup, PopupCloseBehavior, Ui};

use crate::domain::Format;
use crate::i18n::Lang;
use crate::i18n::import::{ImportText, delimiter_name};
use crate::ui::command::Command;
use crate::ui::icons;
use crate::ui::importing::{ImportChange, ImportView, Reading};
use crate::ui::theme::{self, font, space, text};
use crate::ui::view::Commands;
use crate::ui::widgets::{IconButton, label};

/// Encodings that office files come in, by their WHATWG labels.
const ENCODINGS: [&str; 6] = ["UTF-8", "GB18030", "Big5", "UTF-16LE", "Shift_JIS", "windows-1252"];
/// What separates cells.
const DELIMITERS: [char; 4] = [',', '\t', ';', '|'];
/// The names are within the first rows of a table.
const LAST_HEADER_ROW: u32 = 200;
/// Width of the popup, points.
const WIDTH: f32 = 300.0;

/// Shows the button, and what it opens; nothing where there is no choice.
pub fn show(ui: &mut Ui, import: &ImportView, lang: Lang, commands: &mut Commands) {
    let format = import.raw.about.format;
    let has_encoding = matches!(format, Format::Csv | Format::Shapefile);
    if !has_encoding && !format.is_table() {
        return;
    }
    let button = ui.add(IconButton::new(icons::SETTINGS, ImportText::HowRead.text(lang)));
    let popup = Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).width(WIDTH);
    popup.show(|ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        let mut send = |reading: Reading| commands.send(Command::ChangeImport(ImportChange::Read(reading)));
        if has_encoding {
            encodings(ui, import, lang, &mut send);
        }
        if format == Format::Csv {
            delimiters(ui, import, lang, &mut send);
        }
        if format.is_table() {
            header_row(ui, import, lang, &mut send);
        }
    });
}

fn title(ui: &mut Ui, words: ImportText, lang: Lang) {
    let c = theme::colours(ui.ctx());
    label(ui, words.text(lang), font(text::SMALL), c.text2);
}

fn encodings(ui: &mut Ui, import: &ImportView, lang: Lang, send: &mut impl FnMut(Reading)) {
    title(ui, ImportText::EncodingOf, lang);
    let said = import.recipe.encoding.as_deref();
    ui.horizontal_wrapped(|ui| {
        if ui.selectable_label(said.is_none(), ImportText::FoundOut.text(lang)).clicked() && said.is_some() {
            send(Reading::Encoding(None));
        }
        for encoding in ENCODINGS {
            if ui.selectable_label(said == Some(encoding), encoding).clicked() && said != Some(encoding) {
                send(Reading::Encoding(Some(encoding.to_owned())));
            }
        }
    });
}

fn delimiters(ui: &mut Ui, import: &ImportView, lang: Lang, send: &mut impl FnMut(Reading)) {
    title(ui, ImportText::DelimiterOf, lang);
    let said = import.recipe.delimiter;
    ui.horizontal_wrapped(|ui| {
        if ui.selectable_label(said.is_none(), ImportText::FoundOut.text(lang)).clicked() && said.is_some() {
            send(Reading::Delimiter(None));
        }
        for delimiter in DELIMITERS {
            let on = said == Some(delimiter);
            if ui.selectable_label(on, delimiter_name(delimiter, lang)).clicked() && !on {
                send(Reading::Delimiter(Some(delimiter)));
            }
        }
    });
}

fn header_row(ui: &mut Ui, import: &ImportView, lang: Lang, send: &mut impl FnMut(Reading)) {
    title(ui, ImportText::HeaderRowOf, lang);
    let said = import.recipe.header_row;
    ui.horizontal(|ui| {
        for (row, words) in [(None, ImportText::FoundOut), (Some(0), ImportText::NoHeaderRow)] {
            if ui.selectable_label(said == row, words.text(lang)).clicked() && said != row {
                send(Reading::HeaderRow(row));
            }
        }
        let mut row = said.or(import.raw.about.header_row).unwrap_or(1).max(1);
        let drag = egui::DragValue::new(&mut row).range(1..=LAST_HEADER_ROW).speed(0.1);
        let drag = drag.prefix(ImportText::RowNumber.text(lang));
        let field = ui.add(drag);
        let changed = field.drag_stopped() || field.changed() && !field.dragged();
        field.accessible_name(ImportText::HeaderRowOf.text(lang));
        if changed && said != Some(row) {
            send(Reading::HeaderRow(Some(row)));
        }
    });
}
