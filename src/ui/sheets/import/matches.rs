//! Rows without coordinates, each with the place proposed for it and what speaks for that: taken one by one, all, or none.
//! Refuses to take one by itself.

use egui::{Align2, Rect, ScrollArea, Sense, Stroke, Ui, UiBuilder, pos2, vec2};

use crate::domain::{Field, Matching, Meaning};
use crate::i18n::import::ImportText;
use crate::i18n::{Lang, decimal, integer};
use crate::import::matching::MatchProposal;
use crate::ui::command::Command;
use crate::ui::importing::{ImportChange, ImportView};
use crate::ui::theme::{self, font, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{link, one_line, put};

use super::{State, columns, issues};

/// Height of a line.
const ROW: f32 = 44.0;

/// All or none, right to left.
pub fn controls(ui: &mut Ui, import: &ImportView, lang: Lang, commands: &mut Commands) {
    let matches = import.outcome.as_ref().map_or(&[][..], |outcome| &outcome.matches);
    let proposed = matches.iter().filter(|found| found.is_proposed).count();
    if link(ui, ImportText::AcceptNone.text(lang), false).clicked() {
        commands.send(Command::ChangeImport(ImportChange::MatchAll(false)));
    }
    ui.add_space(space::M);
    if proposed > 0 {
        let words = ImportText::AcceptAll.fill(lang, &[&integer(proposed as f64)]);
        if link(ui, &words, false).clicked() {
            commands.send(Command::ChangeImport(ImportChange::MatchAll(true)));
        }
    }
}

/// Shows the list.
pub fn show(ui: &mut Ui, view: &View, import: &ImportView, state: &mut State, commands: &mut Commands) {
    let matches = import.outcome.as_ref().map_or(&[][..], |outcome| &outcome.matches);
    ScrollArea::vertical().id_salt("matches").auto_shrink(false).show_rows(ui, ROW, matches.len(), |ui, range| {
        for found in matches.get(range).unwrap_or_default() {
            ui.push_id(found.row, |ui| row(ui, view.lang, import, found, state, commands));
        }
    });
}

fn row(ui: &mut Ui, lang: Lang, import: &ImportView, found: &MatchProposal, state: &mut State, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, 0, c.surface2);
    }
    let inner = rect.shrink2(vec2(space::L, space::XS));
    let name = name_of(import, found.row);
    let number = issues::row_number(import, found.row);
    let mut on = is_accepted(import, found);
    let before = on;
    let box_room = Rect::from_min_size(inner.min, vec2(24.0, inner.height()));
    let mut boxes = ui.new_child(UiBuilder::new().max_rect(box_room).layout(egui::Layout::left_to_right(egui::Align::Center)));
    let check = boxes.checkbox(&mut on, "");
    check.accessible_name(ImportText::Accept.fill(lang, &[&number, &name, &found.name]));
    if on != before {
        let key = on.then(|| found.key.clone());
        commands.send(Command::ChangeImport(ImportChange::Match(found.file_row, key)));
    }
    let words = Rect::from_min_max(pos2(box_room.right() + space::S, inner.top()), pos2(inner.right() - 90.0, inner.bottom()));
    let first = format!("{number}  {name}  →  {}", found.name);
    let painter = ui.painter();
    put(painter, one_line(painter, &first, font(text::BODY), c.text, words.width()), words, Align2::LEFT_TOP, c.text);
    let evidence = evidence(found, lang);
    let galley = one_line(painter, &evidence, font(text::SMALL), c.text3, words.width());
    put(painter, galley, words, Align2::LEFT_BOTTOM, c.text3);
    let score = ImportText::Score.fill(lang, &[&decimal(found.score * 100.0, 0)]);
    let ink = if found.is_proposed { c.ok } else { c.warn };
    put(painter, one_line(painter, &score, font(text::SMALL), ink, 86.0), inner, Align2::RIGHT_CENTER, ink);
    let hair = 1.0 / ui.pixels_per_point();
    painter.hline(rect.x_range(), rect.bottom() - hair / 2.0, Stroke::new(hair, c.outline));
    let hint = if found.is_proposed { evidence } else { format!("{evidence}\n{}", ImportText::UnderThreshold.text(lang)) };
    if response.on_hover_text(hint).clicked() {
        issues::go_to(import, state, found.row);
    }
}

/// True when the user has taken it.
fn is_accepted(import: &ImportView, found: &MatchProposal) -> bool {
    let recipe = &import.recipe;
    let chosen = recipe.chosen.iter().any(|(row, key)| *row == found.file_row && *key == found.key);
    chosen || recipe.matching == Matching::Proposed && found.is_proposed
}

/// What the row is called in the file.
fn name_of(import: &ImportView, row: u32) -> String {
    let column = |field| import.recipe.columns.iter().position(|rule| rule.meaning == Meaning::Field(field));
    let columns = [Field::Name, Field::Building, Field::Address].into_iter().filter_map(column);
    let mut names = columns.map(|column| columns::cell_text(import.raw.table.get(row as usize, column)));
    names.find(|name| !name.is_empty()).unwrap_or_default()
}

fn evidence(found: &MatchProposal, lang: Lang) -> String {
    let pieces: Vec<String> = found.evidence.iter().map(|piece| piece.words(lang)).collect();
    pieces.join(" · ")
}
