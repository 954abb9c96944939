//! The changes as a list: a tick takes one, a click goes to its place, an arrow shows its parts. Refuses to draw rows that are out
//! of sight.

use std::sync::Arc;

use egui::{Align2, Rect, ScrollArea, Sense, Stroke, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};

use crate::analysis::delivery::{Part, RowChange, Taken};
use crate::i18n::delivery_sheet::DeliverySheetText as T;
use crate::i18n::records::name_of;
use crate::i18n::{Lang, decimal};
use crate::ui::command::Command;
use crate::ui::delivering::{DeliveryChange, DeliveryView};
use crate::ui::icons;
use crate::ui::theme::{self, font, radius, size, space, text};
use crate::ui::view::Commands;
use crate::ui::widgets::{IconButton, focus_ring, one_line, put, row_ground};

use super::part;
use super::{Kind, State};

/// Room of the arrow at the left, points.
const ARROW: f32 = 26.0;
/// Room of the tick behind it, points.
pub(super) const TICK: f32 = 28.0;
/// Width of the word for the kind of change, points.
const WORD: f32 = 68.0;

/// A line of the list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Line {
    /// A change, by its number.
    Change(u32),
    /// A part of a change that is unfolded.
    Part(u32, Part),
}

/// Makes the list of what is shown, where the filter, the search, what is unfolded or the changes are not those of before.
pub(super) fn narrow(delivery: &DeliveryView, state: &mut State, lang: Lang) {
    let made_of = (state.kind, state.search.trim().to_lowercase(), Arc::as_ptr(&delivery.delivery) as usize);
    if state.made_of.as_ref() != Some(&made_of) {
        let (kind, search, _) = &made_of;
        let is_shown = |change: &RowChange| {
            kind.is_none_or(|kind| kind.holds(change))
                && (search.is_empty()
                    || format!("{} {}", name(delivery, change, lang), detail(change, lang)).to_lowercase().contains(search))
        };
        let rows = delivery.delivery.rows.iter().enumerate().filter(|(_, change)| is_shown(change));
        state.shown = Arc::new(rows.map(|(number, _)| number as u32).collect());
        state.made_of = Some(made_of);
        state.is_laid_out = false;
    }
    if state.is_laid_out {
        return;
    }
    let mut lines = Vec::with_capacity(state.shown.len());
    for &number in state.shown.iter() {
        lines.push(Line::Change(number));
        if state.unfolded.contains(&number)
            && let Some(change) = delivery.delivery.rows.get(number as usize)
        {
            lines.extend(change.parts().map(|part| Line::Part(number, part)));
        }
    }
    state.lines = Arc::new(lines);
    state.is_laid_out = true;
}

/// Shows the list.
pub(super) fn show(ui: &mut Ui, delivery: &DeliveryView, state: &mut State, lang: Lang, commands: &mut Commands) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let lines = state.lines.clone();
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, size::ROW, lines.len(), |ui, range| {
        for &line in lines.get(range).unwrap_or_default() {
            let (Line::Change(number) | Line::Part(number, _)) = line;
            let Some(change) = delivery.delivery.rows.get(number as usize) else { continue };
            match line {
                Line::Change(_) => ui.push_id(number, |ui| row(ui, delivery, (number, change), state, lang, commands)).inner,
                Line::Part(_, part) => {
                    let called = name(delivery, change, lang);
                    ui.push_id((number, part), |ui| part::show(ui, delivery, (number, change, &called), part, lang, commands));
                }
            }
        }
    });
}

fn row(
    ui: &mut Ui,
    delivery: &DeliveryView,
    (number, change): (u32, &RowChange),
    state: &mut State,
    lang: Lang,
    commands: &mut Commands,
) {
    let c = theme::colours(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), size::ROW), Sense::click());
    let inside = rect.shrink2(vec2(space::S, 1.0));
    let (name, word, detail) = (name(delivery, change, lang), word(change).name(lang), detail(change, lang));
    let spoken = T::Row.fill(lang, &[word, &name, &detail]);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &spoken));
    row_ground(ui, inside, &response, false);
    if change.parts().nth(1).is_some() {
        arrow(ui, Rect::from_min_size(inside.min, vec2(ARROW, inside.height())), number, &name, state, lang);
    }
    let area = Rect::from_min_size(inside.min + vec2(ARROW, 0.0), vec2(TICK, inside.height()));
    let taken = delivery.refused.taken_of(number, change);
    let words = T::Take.fill(lang, &[&name]);
    if let Some(takes) = tick(ui, area, taken, &words) {
        commands.send(Command::ChangeDelivery(DeliveryChange::Take(vec![number], takes)));
    }
    let inner = Rect::from_min_max(pos2(area.right(), inside.top()), pos2(inside.right() - space::S, inside.bottom()));
    let painter = ui.painter();
    let ink = if taken == Taken::Nothing { c.text3 } else { c.text };
    put(painter, one_line(painter, word, font(text::SMALL), c.text2, WORD), inner, Align2::LEFT_CENTER, c.text2);
    let room = Rect::from_min_max(pos2(inner.left() + WORD, inner.top()), inner.max);
    let called = one_line(painter, &name, font(text::BODY), ink, room.width() * 0.45);
    let placed = put(painter, called, room, Align2::LEFT_CENTER, ink);
    let rest = Rect::from_min_max(pos2(placed.right() + space::M, room.top()), room.max);
    put(painter, one_line(painter, &detail, font(text::SMALL), c.text2, rest.width()), rest, Align2::LEFT_CENTER, c.text2);
    let hair = 1.0 / ui.pixels_per_point();
    painter.hline(inner.x_range(), rect.bottom() - hair / 2.0, Stroke::new(hair, c.outline));
    focus_ring(ui, &response.clone().with_new_rect(inside.shrink(2.0)), radius::BUTTON);
    let response = if detail.is_empty() { response } else { response.on_hover_text(&detail) };
    if response.clicked() {
        commands.send(Command::GoToChange(number));
    }
}

/// Unfolds a change, or folds it.
fn arrow(ui: &mut Ui, room: Rect, number: u32, name: &str, state: &mut State, lang: Lang) {
    let is_open = state.unfolded.contains(&number);
    let (icon, words) = if is_open { (icons::CARET_DOWN, T::Fold) } else { (icons::CARET_RIGHT, T::Unfold) };
    let middle = Rect::from_center_size(room.center(), Vec2::splat(size::LEGEND_ROW));
    let mut place = ui.new_child(UiBuilder::new().id_salt("arrow").max_rect(middle));
    if place.add(IconButton::new(icon, &words.fill(lang, &[name])).small()).clicked() {
        let unfolded = Arc::make_mut(&mut state.unfolded);
        if !unfolded.remove(&number) {
            unfolded.insert(number);
        }
        state.is_laid_out = false;
    }
}

/// The switch of a change or of a part; what it was set to. One that is neither on nor off is set on.
pub(super) fn tick(ui: &mut Ui, room: Rect, taken: Taken, words: &str) -> Option<bool> {
    let mut takes = taken == Taken::Whole;
    let mut place = ui.new_child(UiBuilder::new().id_salt("tick").max_rect(room.shrink2(vec2(4.0, 4.0))));
    let switch = egui::Checkbox::without_text(&mut takes).indeterminate(taken == Taken::InPart);
    let response = place.add(switch).accessible_name(words).on_hover_text(words);
    response.changed().then_some(takes)
}

/// The one word for a change.
fn word(change: &RowChange) -> Kind {
    Kind::ALL.into_iter().find(|kind| kind.holds(change)).unwrap_or(Kind::Changed)
}

fn name(delivery: &DeliveryView, change: &RowChange, lang: Lang) -> String {
    match (change.new, change.old) {
        (Some(row), _) => name_of(&delivery.new, row as usize, lang).into_owned(),
        (None, row) => name_of(&delivery.old, row.unwrap_or_default() as usize, lang).into_owned(),
    }
}

/// What changes of a row: metres, and cells with their old and new values.
fn detail(change: &RowChange, lang: Lang) -> String {
    let mut parts: Vec<String> = place(change, lang).into_iter().collect();
    parts.extend(change.cells.iter().map(|cell| {
        let [old, new] = [&cell.old, &cell.new].map(|value| part::shown(value, lang));
        T::Cell.fill(lang, &[&cell.column, old, new])
    }));
    parts.join(lang.pick("；", "; "))
}

/// How its place changes, where it does.
pub(super) fn place(change: &RowChange, lang: Lang) -> Option<String> {
    let moved = change.moved_m.map(|metres| T::MovedBy.fill(lang, &[&decimal(metres, 1)]));
    let reshaped = change.reshaped.then(|| T::Reshaped.text(lang).to_owned());
    let said: Vec<String> = moved.into_iter().chain(reshaped).collect();
    (!said.is_empty()).then(|| said.join(lang.pick("；", "; ")))
}
