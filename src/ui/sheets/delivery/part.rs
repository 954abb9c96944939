//! A part of a change that is unfolded: a column with its old and its new value, or the place, and the tick that takes it alone.
//! Refuses what is not a part of a row that stays.

use egui::{Align2, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::analysis::delivery::{Part, RowChange, Taken};
use crate::i18n::Lang;
use crate::i18n::delivery_sheet::DeliverySheetText as T;
use crate::ui::command::Command;
use crate::ui::delivering::{DeliveryChange, DeliveryView};
use crate::ui::icons;
use crate::ui::theme::{self, font, icon_font, size, space, text};
use crate::ui::view::Commands;
use crate::ui::widgets::{one_line, put};

use super::list::{TICK, place, tick};

/// How far parts stand in from the left, points.
const INDENT: f32 = 58.0;
/// Share of the width for the name of the column.
const COLUMN: f32 = 0.28;
/// The most of the rest that the old value takes.
const OLD: f32 = 0.46;

/// Shows a part of the change of a row of this name.
pub(super) fn show(
    ui: &mut Ui,
    delivery: &DeliveryView,
    (number, change, name): (u32, &RowChange, &str),
    part: Part,
    lang: Lang,
    commands: &mut Commands,
) {
    let c = theme::colours(ui.ctx());
    let (what, [old, new]) = match part {
        Part::Cell(at) => {
            let Some(cell) = change.cells.get(at as usize) else { return };
            (cell.column.as_str(), [&cell.old, &cell.new].map(|value| shown(value, lang).to_owned()))
        }
        Part::Place | Part::Row => (T::Position.text(lang), [String::new(), place(change, lang).unwrap_or_default()]),
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), size::ROW), Sense::hover());
    let values = if old.is_empty() { new.clone() } else { T::FromTo.fill(lang, &[&old, &new]) };
    let spoken = T::PartLine.fill(lang, &[what, &values]);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &spoken));
    let inside = Rect::from_min_max(rect.min + vec2(INDENT, 0.0), rect.max - vec2(2.0 * space::S, 0.0));
    let takes = !delivery.refused.has(number, part);
    let area = Rect::from_min_size(inside.min, vec2(TICK, inside.height()));
    let taken = if takes { Taken::Whole } else { Taken::Nothing };
    if let Some(takes) = tick(ui, area, taken, &T::TakePart.fill(lang, &[name, what])) {
        commands.send(Command::ChangeDelivery(DeliveryChange::TakePart(number, part, takes)));
    }
    let painter = ui.painter();
    let room = Rect::from_min_max(pos2(area.right(), inside.top()), inside.max);
    let column = (room.width() * COLUMN).round();
    let called = one_line(painter, what, font(text::SMALL), c.text2, column - space::S);
    let mut elided = called.elided;
    put(painter, called, room, Align2::LEFT_CENTER, c.text2);
    let mut left = room.left() + column;
    // What counts is in full ink: the new value where it is taken, else the old one.
    let (old_ink, new_ink) = if takes { (c.text3, c.text) } else { (c.text, c.text3) };
    if !old.is_empty() {
        let galley = one_line(painter, &old, font(text::BODY), old_ink, (room.right() - left) * OLD);
        elided |= galley.elided;
        let placed = put(painter, galley, Rect::from_min_max(pos2(left, room.top()), room.max), Align2::LEFT_CENTER, old_ink);
        let middle = pos2(placed.right() + space::M + text::ICON_SMALL / 2.0, room.center().y);
        painter.text(middle, Align2::CENTER_CENTER, icons::ARROW_RIGHT, icon_font(text::ICON_SMALL), c.text3);
        left = middle.x + text::ICON_SMALL / 2.0 + space::M;
    }
    let galley = one_line(painter, &new, font(text::BODY), new_ink, room.right() - left);
    elided |= galley.elided;
    put(painter, galley, Rect::from_min_max(pos2(left, room.top()), room.max), Align2::LEFT_CENTER, new_ink);
    let hair = 1.0 / ui.pixels_per_point();
    painter.hline(room.x_range(), rect.bottom() - hair / 2.0, Stroke::new(hair, c.outline));
    if elided {
        response.on_hover_text(spoken);
    }
}

/// A value as it is shown; a word for none.
pub(super) fn shown(value: &str, lang: Lang) -> &str {
    if value.is_empty() { T::Empty.text(lang) } else { value }
}
