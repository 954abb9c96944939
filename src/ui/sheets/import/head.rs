//! The head of the import sheet: the file, what was found out about it, its layer, what its records are. Refuses columns.

use egui::{Align, Align2, ComboBox, Layout, Rect, Ui, UiBuilder, pos2, vec2};

use crate::domain::{DatasetKind, SourceLayer, SourceNote};
use crate::i18n::import::{ImportText, delimiter_name};
use crate::i18n::kinds::kind_name;
use crate::i18n::sheets::SheetText;
use crate::i18n::{Lang, integer};
use crate::import::Sureness;
use crate::ui::command::Command;
use crate::ui::icons;
use crate::ui::importing::{ImportChange, ImportView, Reading};
use crate::ui::theme::{self, font, icon_font, semibold, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{IconButton, label};

use super::reading;

/// The kinds that an office has lists of; the first ones are the most frequent.
const KINDS: [DatasetKind; 11] = [
    DatasetKind::Enterprises,
    DatasetKind::Spaces,
    DatasetKind::Buildings,
    DatasetKind::Parks,
    DatasetKind::Projects,
    DatasetKind::Indicators,
    DatasetKind::Floors,
    DatasetKind::Institutions,
    DatasetKind::Blocks,
    DatasetKind::Stations,
    DatasetKind::Other,
];

/// Shows the head.
pub fn show(ui: &mut Ui, view: &View, import: &ImportView, commands: &mut Commands) {
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    let room = ui.max_rect().shrink2(vec2(20.0, space::S));
    let mut end = ui.new_child(UiBuilder::new().max_rect(room).layout(Layout::right_to_left(Align::Center)));
    if end.add(IconButton::new(icons::CLOSE, SheetText::Close.text(lang))).clicked() {
        commands.send(Command::CancelImport);
    }
    kind(&mut end, import, lang, commands);
    layers(&mut end, import, lang, commands);
    reading::show(&mut end, import, lang, commands);
    let right = end.min_rect().left() - space::M;

    let icon = Rect::from_min_size(room.min, vec2(32.0, room.height()));
    ui.painter().text(icon.left_center(), Align2::LEFT_CENTER, icons::FILE, icon_font(28.0), c.accent);
    let words = Rect::from_min_max(pos2(icon.right() + space::S, room.top()), pos2(right, room.bottom()));
    let mut column = ui.new_child(UiBuilder::new().max_rect(words).layout(Layout::top_down(Align::Min)));
    column.spacing_mut().item_spacing.y = 2.0;
    column.add_space(2.0);
    label(&mut column, &import.file_name, semibold(text::SECTION + 1.0), c.text);
    label(&mut column, &about(import, lang), font(text::SMALL), c.text2);
}

/// Rows, columns, and what was found out about the bytes.
fn about(import: &ImportView, lang: Lang) -> String {
    let SourceNote { format, encoding, encoding_is_declared, delimiter, header_row, hidden_rows, .. } = &import.raw.about;
    let count = |number: usize| integer(number as f64);
    let mut parts = vec![
        format.name().to_owned(),
        match import.is_whole {
            true => ImportText::Rows.of(import.is_table()).fill(lang, &[&count(import.raw.len())]),
            false => ImportText::ReadingRows.of(import.is_table()).text(lang).to_owned(),
        },
        ImportText::Columns.fill(lang, &[&count(import.raw.table.names.len())]),
    ];
    parts.extend(delimiter.map(|delimiter| ImportText::Separated.fill(lang, &[&delimiter_name(delimiter, lang)])));
    parts.extend(encoding.as_ref().map(|encoding| {
        let words = match (&import.recipe.encoding, *encoding_is_declared) {
            (_, true) => ImportText::EncodingTold,
            (Some(_), false) => ImportText::EncodingSaid,
            (None, false) => ImportText::EncodingFound,
        };
        words.fill(lang, &[encoding])
    }));
    parts.extend(header_row.filter(|row| *row > 1).map(|row| ImportText::HeaderRow.fill(lang, &[&row.to_string()])));
    if *hidden_rows > 0 {
        parts.push(ImportText::HiddenRows.fill(lang, &[&integer(*hidden_rows as f64)]));
    }
    if import.proposal.is_kept {
        parts.push(ImportText::KeptRecipe.text(lang).to_owned());
    }
    parts.join(" · ")
}

/// What the records are, with a mark where that is not sure.
fn kind(ui: &mut Ui, import: &ImportView, lang: Lang, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let now = import.recipe.kind;
    let combo = ComboBox::from_id_salt("kind").selected_text(kind_name(now, lang)).width(150.0).show_ui(ui, |ui| {
        let more = (!KINDS.contains(&now)).then_some(now);
        for kind in KINDS.into_iter().chain(more) {
            if ui.selectable_label(kind == now, kind_name(kind, lang)).clicked() && kind != now {
                commands.send(Command::ChangeImport(ImportChange::Kind(kind)));
            }
        }
    });
    combo.response.accessible_name(ImportText::ImportAs.text(lang));
    if import.proposal.kind < Sureness::Likely {
        let (rect, response) = ui.allocate_exact_size(vec2(18.0, 20.0), egui::Sense::hover());
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, icons::WARNING, icon_font(text::ICON_SMALL), c.warn);
        response.on_hover_text(ImportText::KindDoubt.text(lang));
    }
    label(ui, ImportText::ImportAs.text(lang), font(text::SMALL), c.text3);
}

/// The sheets or layers of the file, hidden ones told.
fn layers(ui: &mut Ui, import: &ImportView, lang: Lang, commands: &mut Commands) {
    let SourceNote { layers, layer, .. } = &import.raw.about;
    if layers.len() < 2 {
        return;
    }
    ui.add_space(space::S);
    let words = |layer: &SourceLayer| {
        let rows =
            layer.rows.map(|rows| ImportText::LayerRows.of(import.is_table()).fill(lang, &[&layer.name, &integer(rows as f64)]));
        let name = rows.unwrap_or_else(|| layer.name.clone());
        if layer.hidden { ImportText::LayerHidden.fill(lang, &[&name]) } else { name }
    };
    let shown = layer.and_then(|at| layers.get(at)).map(words).unwrap_or_default();
    let combo = ComboBox::from_id_salt("layer").selected_text(shown).width(170.0).truncate().show_ui(ui, |ui| {
        for (number, known) in layers.iter().enumerate() {
            if ui.selectable_label(Some(number) == *layer, words(known)).clicked() && Some(number) != *layer {
                commands.send(Command::ChangeImport(ImportChange::Read(Reading::Layer(known.name.clone()))));
            }
        }
    });
    combo.response.accessible_name(ImportText::Layer.text(lang));
}
