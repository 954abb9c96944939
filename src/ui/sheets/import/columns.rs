//! The head of the preview: name, sureness and meaning of each column; how wide columns are. Refuses rows.

use egui::{Align2, ComboBox, Rect, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::domain::{Field, Meaning, Unit, Value};
use crate::i18n::Lang;
use crate::i18n::import::ImportText;
use crate::import::Sureness;
use crate::ui::command::Command;
use crate::ui::importing::{ImportChange, ImportView};
use crate::ui::theme::{self, font, space, text};
use crate::ui::view::Commands;
use crate::ui::widgets::{one_line, put};

use super::meanings::{self, Choice};

/// Height of the title over the table, and of the head of the columns.
pub const TITLE: f32 = 36.0;
pub const HEAD: f32 = 60.0;
/// Width of the numbers of rows.
pub const NUMBERS: f32 = 56.0;
/// Least and greatest width of a column.
const WIDTH: [f32; 2] = [112.0, 220.0];
/// Rows that are looked at for widths.
const LOOKED_AT: usize = 40;

/// The left edge of each column and the right one of the last, points from the left of the table.
pub fn edges(ui: &Ui, import: &ImportView, lang: Lang) -> Vec<f32> {
    let table = &import.raw.table;
    let mut at = NUMBERS;
    let mut edges = vec![at];
    let c = theme::colours(ui.ctx());
    for (column, name) in table.names.iter().enumerate() {
        let longest = (0..import.raw.len().min(LOOKED_AT)).map(|row| cell_text(table.get(row, column))).max_by_key(String::len);
        let width = |words: &str| one_line(ui.painter(), words, font(text::BODY), c.text, WIDTH[1]).size().x;
        let meaning = import.recipe.columns.get(column).map(|rule| Choice { meaning: rule.meaning, unit: rule.unit }.short(lang));
        let cells = width(&longest.unwrap_or_default()) + 22.0;
        let needed = (width(name) + 52.0).max(cells).max(width(&meaning.unwrap_or_default()) + 52.0);
        at += needed.clamp(WIDTH[0], WIDTH[1]).round();
        edges.push(at);
    }
    edges
}

/// A cell as it is in the file.
pub fn cell_text(value: Value<'_>) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        // Line ends within a cell would push the rest out of sight.
        Value::Text(text) => text.chars().take(120).map(|letter| if letter.is_control() { ' ' } else { letter }).collect(),
    }
}

/// True for columns whose cells stand at the right.
pub fn is_number(import: &ImportView, column: usize) -> bool {
    let meaning = import.recipe.columns.get(column).map(|rule| rule.meaning);
    matches!(meaning, Some(Meaning::Field(field)) if field.unit() != Unit::None)
}

/// True for columns that hold coordinates.
pub fn is_place(import: &ImportView, column: usize) -> bool {
    let meaning = import.recipe.columns.get(column).map(|rule| rule.meaning);
    matches!(meaning, Some(Meaning::Field(Field::Lon | Field::Lat) | Meaning::Position | Meaning::Geometry))
}

/// Draws the head over a rectangle as wide as the table.
pub fn show(ui: &mut Ui, import: &ImportView, rect: Rect, edges: &[f32], lang: Lang, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    ui.painter().rect_filled(rect, 0, c.surface2);
    let choices = meanings::choices(import.recipe.kind);
    for (column, pair) in edges.windows(2).enumerate() {
        let cell = Rect::from_x_y_ranges(rect.left() + pair[0]..=rect.left() + pair[1], rect.y_range());
        // With hundreds of columns only those in sight are made.
        if edges.len() < 60 || ui.is_rect_visible(cell) {
            ui.push_id(("column", column), |ui| head_cell(ui, import, column, cell, &choices, lang, commands));
        }
    }
    let hair = 1.0 / ui.pixels_per_point();
    for y in [rect.top(), rect.bottom()] {
        ui.painter().hline(rect.x_range(), y - hair / 2.0, Stroke::new(hair, c.outline));
    }
}

fn head_cell(
    ui: &mut Ui,
    import: &ImportView,
    column: usize,
    cell: Rect,
    choices: &[Choice],
    lang: Lang,
    commands: &mut Commands,
) {
    let c = theme::colours(ui.ctx());
    let hair = 1.0 / ui.pixels_per_point();
    ui.painter().vline(cell.left(), cell.y_range(), Stroke::new(hair, c.outline));
    let (Some(rule), Some(name)) = (import.recipe.columns.get(column), import.raw.table.names.get(column)) else { return };
    let inner = cell.shrink2(vec2(space::S, 6.0));
    let sureness = import.proposal.columns.get(column).copied().unwrap_or_default();
    let names = Rect::from_min_max(inner.min, pos2(inner.right() - 34.0, inner.top() + 18.0));
    let galley = one_line(ui.painter(), name, font(text::SMALL), c.text2, names.width());
    put(ui.painter(), galley, names, Align2::LEFT_CENTER, c.text2);
    dots(ui, Rect::from_min_max(pos2(names.right() + 4.0, names.top()), pos2(inner.right(), names.bottom())), sureness, lang);

    let now = Choice { meaning: rule.meaning, unit: rule.unit };
    let below = Rect::from_min_max(pos2(inner.left(), names.bottom() + 4.0), inner.max);
    let mut ui = ui.new_child(UiBuilder::new().max_rect(below));
    ui.spacing_mut().interact_size.y = below.height();
    ui.spacing_mut().button_padding = vec2(space::S, 2.0);
    let combo =
        ComboBox::from_id_salt("meaning").selected_text(now.short(lang)).width(below.width()).height(360.0).truncate().show_ui(
            &mut ui,
            |ui| {
                ui.set_min_width(200.0);
                for choice in choices {
                    if ui.selectable_label(*choice == now, choice.words(lang)).clicked() && *choice != now {
                        commands.send(Command::ChangeImport(ImportChange::Column(column, choice.meaning, choice.unit)));
                    }
                }
            },
        );
    let response = combo.response.on_hover_text(format!("{name} · {}", now.words(lang)));
    response.accessible_name(ImportText::MeaningOf.fill(lang, &[name]));
}

/// Three dots, as many filled as it is sure.
fn dots(ui: &mut Ui, room: Rect, sureness: Sureness, lang: Lang) {
    let c = theme::colours(ui.ctx());
    let words = match sureness {
        Sureness::Unknown => ImportText::SureUnknown,
        Sureness::Guess => ImportText::SureGuess,
        Sureness::Likely => ImportText::SureLikely,
        Sureness::Sure => ImportText::SureSure,
    };
    let response = ui.interact(room, ui.scope_id().with("dots"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, words.text(lang)));
    for dot in 0..3 {
        let centre = pos2(room.right() - 4.0 - 8.0 * (2 - dot) as f32, room.center().y);
        let colour = if dot < sureness as i32 { c.ok } else { c.outline };
        ui.painter().circle_filled(centre, 3.0, colour);
    }
    response.on_hover_text(words.text(lang));
}
