//! The spaces of a plan as controls: hover tells, a click selects, arrow keys move. One of them takes the keyboard; the others
//! are reached from it, so that Tab passes a plan of two hundred cells in one step. Refuses layout.

use egui::{EventFilter, Id, Key, Modifiers, Response, Sense, Tooltip, Ui, WidgetInfo};

use crate::analysis::stacking::Cell;
use crate::domain::{DatasetKind, RecordRef};
use crate::report::stack::Class;
use crate::ui::command::{Command, SelectMode};
use crate::ui::theme::{self, font, map_line, semibold, size, space, text};
use crate::ui::view::Commands;
use crate::ui::widgets::label;

use super::floors::{Placed, ring};
use super::{Drawing, Kept, paint};

/// Width of the card of a space, points.
const CARD: f32 = 260.0;

/// Shows the cells; what was clicked is selected.
pub(super) fn show(ui: &mut Ui, drawing: &Drawing, placed: &[Placed], kept: &mut Kept, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let first = placed.first().and_then(|cell| Some(cell.floor.cells.get(cell.at)?.row));
    let is_there = |row: u32| placed.iter().any(|placed| placed.floor.cells.get(placed.at).is_some_and(|cell| cell.row == row));
    let cursor = kept.cursor.filter(|&row| is_there(row)).or(first);
    let wants_focus = std::mem::take(&mut kept.wants_focus);
    let mut rings: Vec<(egui::Rect, f32, egui::Color32)> = Vec::new();
    let hover_id = ui.scope_id().with("a cell was hovered");
    let was_hovered: bool = ui.data(|data| data.get_temp(hover_id)).unwrap_or_default();
    let mut hovered_now = false;
    for (at, place) in placed.iter().enumerate() {
        let Some(cell) = place.floor.cells.get(place.at) else { continue };
        let record = RecordRef::of_kind(DatasetKind::Spaces, cell.row);
        let sense = if cursor == Some(cell.row) { Sense::click() } else { Sense::CLICK };
        let response = ui.interact(place.rect, cell_id(ui, cell.row), sense);
        if wants_focus && cursor == Some(cell.row) {
            response.request_focus();
        }
        let is_selected = drawing.view.selection.contains(&record);
        response
            .widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_selected, drawing.telling.name(place.floor, cell)));
        if ui.is_rect_visible(place.rect) {
            let class = Class::of(cell, drawing.by, drawing.plan.day, drawing.telling.confidential);
            paint::cell(ui.painter(), place.rect, class, drawing);
            let labels = drawing.telling.labels(cell, drawing.by, drawing.detailed);
            paint::words(ui.painter(), place.rect, &labels, class, drawing);
        }
        let is_hovered = response.hovered() || drawing.view.hovered == Some(&record);
        if is_selected && !drawing.outlined.contains(&cell.row) {
            rings.push((place.rect, map_line::SELECTION, c.selection));
        } else if is_hovered {
            rings.push((place.rect, map_line::HOVER, c.hover));
        }
        if response.has_focus() {
            rings.push((place.rect.expand(size::FOCUS_RING), size::FOCUS_RING, c.selection));
            keys(ui, placed, at, &response, kept);
        }
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
        if response.hovered() {
            hovered_now = true;
            if drawing.view.hovered != Some(&record) {
                commands.send(Command::Hover(Some(record.clone())));
            }
        }
        card(ui, &response, drawing, (place, cell), response.has_focus() && !was_hovered);
        if response.clicked() {
            kept.cursor = Some(cell.row);
            commands.send(Command::Select(SelectMode::Replace, vec![record]));
        }
    }
    for (rect, width, colour) in rings {
        ring(ui, rect, width, colour);
    }
    ui.data_mut(|data| data.insert_temp(hover_id, hovered_now));
    if was_hovered && !hovered_now {
        commands.send(Command::Hover(None));
    }
}

fn cell_id(ui: &Ui, row: u32) -> Id {
    ui.make_persistent_id(("cell", row))
}

/// Arrow keys go to the neighbour on the floor, or to the space under or over the middle of this one.
fn keys(ui: &Ui, placed: &[Placed], at: usize, response: &Response, kept: &mut Kept) {
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let Some(here) = placed.get(at) else { return };
    let middle = here.rect.center().x;
    let nearest_of = |storey: usize| {
        let off = |cell: &&Placed| (cell.rect.center().x - middle).abs().min((cell.rect.x_range().clamp(middle) - middle).abs());
        placed.iter().filter(|cell| cell.storey == storey).min_by(|a, b| off(a).total_cmp(&off(b)))
    };
    let beside =
        |step: isize| at.checked_add_signed(step).and_then(|at| placed.get(at)).filter(|cell| cell.storey == here.storey);
    let above = || placed[..at].iter().rev().find(|cell| cell.storey < here.storey).and_then(|cell| nearest_of(cell.storey));
    let below = || placed[at..].iter().find(|cell| cell.storey > here.storey).and_then(|cell| nearest_of(cell.storey));
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let to = if pressed(Key::ArrowLeft) {
        beside(-1)
    } else if pressed(Key::ArrowRight) {
        beside(1)
    } else if pressed(Key::ArrowUp) {
        above()
    } else if pressed(Key::ArrowDown) {
        below()
    } else if pressed(Key::Home) {
        placed.first()
    } else if pressed(Key::End) {
        placed.last()
    } else {
        None
    };
    if let Some(row) = to.and_then(|to| Some(to.floor.cells.get(to.at)?.row)) {
        // The other cell can take the keyboard from the next frame on.
        (kept.cursor, kept.wants_focus) = (Some(row), true);
        ui.ctx().request_repaint();
    }
}

/// The card of a space: under the pointer, or beside the space that the keyboard has come to.
fn card(ui: &Ui, response: &Response, drawing: &Drawing, (place, cell): (&Placed, &Cell), by_keyboard: bool) {
    let content = |ui: &mut Ui| {
        let c = theme::colours(ui.ctx());
        ui.set_max_width(CARD);
        ui.spacing_mut().item_spacing.y = space::XS;
        ui.spacing_mut().interact_size.y = 0.0;
        label(ui, &format!("{} {}", drawing.telling.floor(place.floor), cell.name), semibold(text::BODY), c.text);
        for (name, value) in drawing.telling.lines(cell) {
            ui.horizontal(|ui| {
                label(ui, name, font(text::SMALL), c.text2);
                label(ui, &value, font(text::SMALL), c.text);
            });
        }
        if let Some(words) = drawing.telling.freed(cell) {
            label(ui, &words, font(text::SMALL), c.text2);
        }
        if let Some(confidence) = cell.confidence {
            crate::ui::widgets::confidence_tag(ui, confidence, drawing.view.lang);
        }
    };
    if by_keyboard {
        Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), response.id.with("card"), response.rect).show(content);
    } else {
        response.clone().on_hover_ui(content);
    }
}
