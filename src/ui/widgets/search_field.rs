//! A field to search in: a glass at its left, the shortcut or a cross at its right. Refuses to search.

use egui::{Align2, CornerRadius, Frame, Id, Rect, Response, Sense, Stroke, StrokeKind, TextEdit, Ui, WidgetInfo, pos2, vec2};

use super::words::{one_line, put};
use crate::ui::icons;
use crate::ui::theme::{self, font, icon_font, radius, size, space, text};

/// A search field.
pub struct SearchField<'a> {
    /// Its identity, so that a shortcut can put the cursor into it.
    pub id: Id,
    /// What is read aloud.
    pub name: &'a str,
    /// What stands in it while it is empty.
    pub hint: &'a str,
    /// The shortcut shown at its right while it is empty.
    pub shortcut: &'a str,
    /// What is read aloud for the cross.
    pub clear: &'a str,
}

impl SearchField<'_> {
    /// Draws the field over so much width. Arrow keys up and down, Enter and Escape are left to the caller.
    pub fn show(&self, ui: &mut Ui, typed: &mut String, width: f32) -> Response {
        let c = theme::colours(ui.ctx());
        let (rect, _) = ui.allocate_exact_size(vec2(width, size::BUTTON), Sense::hover());
        let focused = ui.memory(|memory| memory.has_focus(self.id));
        let edge = if focused { Stroke::new(size::FOCUS_RING, c.selection) } else { Stroke::new(1.0, c.outline) };
        ui.painter().rect(rect, CornerRadius::same(radius::FIELD), c.surface2, edge, StrokeKind::Inside);
        let glass = pos2(rect.left() + space::M, rect.center().y);
        ui.painter().text(glass, Align2::LEFT_CENTER, icons::SEARCH, icon_font(text::ICON_SMALL), c.text2);
        let mut right = rect.right() - space::S;
        if !typed.is_empty() {
            let cross = Rect::from_center_size(pos2(right - 10.0, rect.center().y), vec2(20.0, 20.0));
            let response = ui.interact(cross, self.id.with("clear"), Sense::click());
            response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, self.clear));
            ui.painter().text(cross.center(), Align2::CENTER_CENTER, icons::CLOSE, icon_font(14.0), c.text2);
            if response.clicked() {
                typed.clear();
            }
            right = cross.left();
        } else if !self.shortcut.is_empty() && !focused {
            let words = one_line(ui.painter(), self.shortcut, font(text::TAG), c.text3, 80.0);
            let key = Rect::from_min_max(
                pos2(right - words.size().x - 12.0, rect.center().y - 9.0),
                pos2(right, rect.center().y + 9.0),
            );
            let stroke = Stroke::new(1.0, c.outline);
            ui.painter().rect(key, CornerRadius::same(radius::TAG), c.surface, stroke, StrokeKind::Inside);
            put(ui.painter(), words, key, Align2::CENTER_CENTER, c.text3);
            right = key.left();
        }
        let inner = Rect::from_min_max(
            pos2(rect.left() + space::M + text::ICON_SMALL + space::S, rect.top() + 2.0),
            pos2(right - space::XS, rect.bottom() - 2.0),
        );
        let hint = one_line(ui.painter(), self.hint, font(text::BODY), c.text3, inner.width()).rows.first().map(|row| row.text());
        let edit = TextEdit::singleline(typed)
            .id(self.id)
            .font(font(text::BODY))
            .text_color(c.text)
            .hint_text(egui::RichText::new(hint.unwrap_or_default()).color(c.text3))
            .frame(Frame::NONE)
            .margin(egui::Margin::ZERO)
            .align(Align2::LEFT_CENTER)
            .desired_width(inner.width());
        ui.put(inner, edit).accessible_name(self.name)
    }
}
