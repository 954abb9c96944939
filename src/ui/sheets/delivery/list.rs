//! The changes as a list: a tick takes one, a click goes to its place. Refuses to draw rows that are out of sight.

use std::sync::Arc;

use egui::{Align2, Rect, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::analysis::delivery::RowChange;
use crate::i18n::delivery_sheet::DeliverySheetText as T;
use crate::i18n::records::name_of;
use crate::i18n::{Lang, decimal};
use crate::ui::command::Command;
use crate::ui::delivering::{DeliveryChange, DeliveryView};
use crate::ui::theme::{self, font, radius, size, space, text};
use crate::ui::view::Commands;
use crate::ui::widgets::{focus_ring, one_line, put, row_ground};

use super::{Kind, State};

/// Room of the tick at the left, points.
const TICK: f32 = 30.0;
/// Width of the word for the kind of change, points.
const WORD: f32 = 68.0;

/// Makes the list of what is shown, where the filter, the search or the changes are not those of before.
pub(super) fn narrow(delivery: &DeliveryView, state: &mut State, lang: Lang) {
    let made_of = (state.kind, state.search.trim().to_lowercase(), Arc::as_ptr(&delivery.delivery) as usize);
    if state.made_of.as_ref() == Some(&made_of) {
        return;
    }
    let (kind, search, _) = &made_of;
    let is_shown = |change: &RowChange| {
        kind.is_none_or(|kind| kind.holds(change))
            && (search.is_empty()
                || format!("{} {}", name(delivery, change, lang), detail(change, lang)).to_lowercase().contains(search))
    };
    let rows = delivery.delivery.rows.iter().enumerate().filter(|(_, change)| is_shown(change));
    state.shown = Arc::new(rows.map(|(number, _)| number as u32).collect());
    state.made_of = Some(made_of);
}

/// Shows the list.
pub(super) fn show(ui: &mut Ui, delivery: &DeliveryView, state: &State, lang: Lang, commands: &mut Commands) {
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, size::ROW, state.shown.len(), |ui, range| {
        for &number in state.shown.get(range).unwrap_or_default() {
            if let Some(change) = delivery.delivery.rows.get(number as usize) {
                ui.push_id(number, |ui| row(ui, delivery, (number, change), lang, commands));
            }
        }
    });
}

fn row(ui: &mut Ui, delivery: &DeliveryView, (number, change): (u32, &RowChange), lang: Lang, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), size::ROW), Sense::click());
    let inside = rect.shrink2(vec2(space::S, 1.0));
    let (name, word, detail) = (name(delivery, change, lang), word(change).name(lang), detail(change, lang));
    let spoken = T::Row.fill(lang, &[word, &name, &detail]);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &spoken));
    row_ground(ui, inside, &response, false);
    let area = Rect::from_min_size(inside.min, vec2(TICK, inside.height()));
    let mut takes = !delivery.refused.contains(&number);
    let mut tick = ui.new_child(egui::UiBuilder::new().id_salt("tick").max_rect(area.shrink2(vec2(4.0, 4.0))));
    let words = T::Take.fill(lang, &[&name]);
    let ticked = tick.add(egui::Checkbox::without_text(&mut takes)).accessible_name(&words);
    if ticked.on_hover_text(words).changed() {
        commands.send(Command::ChangeDelivery(DeliveryChange::Take(vec![number], takes)));
    }
    let inner = Rect::from_min_max(pos2(inside.left() + TICK, inside.top()), pos2(inside.right() - space::S, inside.bottom()));
    let painter = ui.painter();
    let ink = if takes { c.text } else { c.text3 };
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
    let mut parts = Vec::new();
    if let Some(metres) = change.moved_m {
        parts.push(T::MovedBy.fill(lang, &[&decimal(metres, 1)]));
    }
    if change.reshaped {
        parts.push(T::Reshaped.text(lang).to_owned());
    }
    let shown = |text: &str| if text.is_empty() { T::Empty.text(lang).to_owned() } else { text.to_owned() };
    parts.extend(change.cells.iter().map(|cell| T::Cell.fill(lang, &[&cell.column, &shown(&cell.old), &shown(&cell.new)])));
    parts.join(lang.pick("；", "; "))
}
