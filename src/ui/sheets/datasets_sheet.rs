//! The loaded datasets: what each holds, where it is from, and the ways to change it. Refuses to edit records.

use egui::{Align, Align2, ComboBox, CornerRadius, Layout, Rect, RichText, ScrollArea, Sense, Stroke, Ui, UiBuilder, vec2};

use crate::domain::{Dataset, DatasetKind, Origin};
use crate::i18n::kinds::kind_name;
use crate::i18n::sheets::SheetText;
use crate::i18n::{integer, vocabulary};
use crate::ui::command::Command;
use crate::ui::icons;
use crate::ui::theme::{self, font, semibold, size, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{IconButton, confidence_tag, label, one_line, put, tag};

use super::{head, part_of};

/// Where the columns begin, shares of the width: name, kind, rows, source, as-of, confidence, origin, the way out, end.
const COLUMNS: [f32; 9] = [0.02, 0.21, 0.37, 0.46, 0.70, 0.79, 0.875, 0.945, 1.0];
const ROW: f32 = 36.0;

/// Shows the sheet.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    head(ui, view, SheetText::DatasetsTitle.text(lang), commands);
    ui.spacing_mut().item_spacing.y = 0.0;
    let (names, _) = ui.allocate_exact_size(vec2(ui.available_width(), size::LEGEND_ROW + space::XS), Sense::hover());
    ui.painter().rect_filled(names, CornerRadius::ZERO, c.surface2);
    let heads = [
        SheetText::DatasetName,
        SheetText::DatasetKind,
        SheetText::DatasetRows,
        SheetText::DatasetSource,
        SheetText::DatasetAsOf,
        SheetText::DatasetConfidence,
    ];
    for (column, words) in heads.into_iter().enumerate() {
        let cell = cell(names, column);
        let galley = one_line(ui.painter(), words.text(lang), font(text::SMALL), c.text2, cell.width());
        let align = if column == 2 { Align2::RIGHT_CENTER } else { Align2::LEFT_CENTER };
        put(ui.painter(), galley, if column == 2 { number_room(cell) } else { cell }, align, c.text2);
    }
    let most = (super::room(ui).height() - 240.0).max(160.0);
    ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show(ui, |ui| {
        // The user's own first: it is what can be changed.
        let own = view.datasets.iter().filter(|dataset| !dataset.is_embedded());
        for dataset in own.chain(view.datasets.iter().filter(|dataset| dataset.is_embedded())) {
            ui.push_id((dataset.kind.code(), &dataset.name), |ui| row(ui, view, dataset, commands));
        }
    });
    ui.horizontal(|ui| {
        ui.set_min_height(36.0);
        ui.add_space(20.0);
        ui.label(RichText::new(SheetText::DatasetsHint.text(lang)).font(font(text::SMALL)).color(c.text3));
    });
}

fn cell(row: Rect, column: usize) -> Rect {
    part_of(row, COLUMNS[column], COLUMNS[column + 1])
}

/// Figures end before the next column begins.
fn number_room(mut cell: Rect) -> Rect {
    cell.max.x -= space::M;
    cell
}

fn row(ui: &mut Ui, view: &View, dataset: &Dataset, commands: &mut Commands) {
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let hair = 1.0 / ui.pixels_per_point();
    ui.painter().hline(rect.x_range(), rect.bottom() - hair / 2.0, Stroke::new(hair, c.outline));
    let mut at = |column: usize, content: &mut dyn FnMut(&mut Ui)| {
        let room = cell(rect, column);
        let builder = UiBuilder::new().id_salt(column).max_rect(room).layout(Layout::left_to_right(Align::Center));
        content(&mut ui.new_child(builder));
    };
    let own = !dataset.is_embedded();
    let name = if own { dataset.name.as_str() } else { kind_name(dataset.kind, lang) };
    at(0, &mut |ui| {
        let response = label(ui, name, if own { semibold(text::BODY) } else { font(text::BODY) }, c.text);
        if let Origin::File(path) = &dataset.origin {
            response.on_hover_text(path.display().to_string());
        }
    });
    at(1, &mut |ui| {
        if own {
            kind(ui, view, dataset, commands);
        } else {
            label(ui, kind_name(dataset.kind, lang), font(text::BODY), c.text2);
        }
    });
    at(3, &mut |ui| {
        let source = if dataset.source.is_empty() {
            SheetText::DatasetNoSource.text(lang)
        } else {
            vocabulary::word(&dataset.source, lang)
        };
        label(ui, source, font(text::SMALL), c.text2);
    });
    at(4, &mut |ui| {
        let words = dataset.as_of.map_or("—".to_owned(), |date| date.to_string());
        label(ui, &words, font(text::SMALL), c.text2);
    });
    at(5, &mut |ui| {
        if let Some(confidence) = dataset.confidence {
            confidence_tag(ui, confidence, lang);
        }
    });
    at(6, &mut |ui| {
        let (words, pair) = match own {
            true => (SheetText::DatasetOwn, [c.accent, c.accent_soft]),
            false => (SheetText::DatasetEmbedded, [c.text2, c.surface3]),
        };
        tag(ui, words.text(lang), pair);
    });
    at(7, &mut |ui| {
        if own && dataset.kind == DatasetKind::Other {
            if ui.add(IconButton::new(icons::CLOSE, SheetText::DatasetClose.text(lang)).small()).clicked() {
                commands.send(Command::CloseOwnLayer(dataset.name.clone()));
            }
        } else if own && ui.add(IconButton::new(icons::RESTORE, SheetText::DatasetRestore.text(lang)).small()).clicked() {
            commands.send(Command::RestoreEmbedded(dataset.kind));
        }
    });
    let count = one_line(ui.painter(), &integer(dataset.len() as f64), font(text::BODY), c.text, 100.0);
    put(ui.painter(), count, number_room(cell(rect, 2)), Align2::RIGHT_CENTER, c.text);
}

/// What the user's file holds, for them to say otherwise.
fn kind(ui: &mut Ui, view: &View, dataset: &Dataset, commands: &mut Commands) {
    let lang = view.lang;
    let width = ui.available_width() - space::S;
    let combo = ComboBox::from_id_salt("kind").selected_text(kind_name(dataset.kind, lang)).width(width).show_ui(ui, |ui| {
        for kind in DatasetKind::ALL {
            if ui.selectable_label(kind == dataset.kind, kind_name(kind, lang)).clicked() && kind != dataset.kind {
                commands.send(Command::SetKind(dataset.name.clone(), kind));
            }
        }
    });
    combo.response.accessible_name(SheetText::DatasetSetKind.fill(lang, &[&dataset.name]));
}
