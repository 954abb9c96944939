//! A row of a list: icon or number, name, what stands at its right. Refuses more than one line.

use egui::{Align2, Color32, CornerRadius, Rect, Response, Sense, Ui, WidgetInfo, pos2, vec2};

use super::focus::focus_ring;
use super::words::{one_line, put};
use crate::ui::theme::{self, font, icon_font, radius, semibold, size, space, text};

/// A row of a list.
pub struct Row<'a> {
    /// The icon at its left.
    pub icon: Option<char>,
    /// The name.
    pub name: &'a str,
    /// Small words behind the name.
    pub detail: &'a str,
    /// Words at the right end.
    pub right: &'a str,
    /// Whether it is the chosen one.
    pub selected: bool,
}

impl Row<'_> {
    /// Draws the row over the width that is there; a click chooses it.
    pub fn show(&self, ui: &mut Ui) -> Response {
        let c = theme::colours(ui.ctx());
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), size::ROW), Sense::click());
        response.widget_info(|| WidgetInfo::selected(egui::Role::Button, ui.is_enabled(), self.selected, self.name));
        row_ground(ui, rect, &response, self.selected);
        let painter = ui.painter();
        let mut inner = rect.shrink2(vec2(space::S, 0.0));
        if let Some(icon) = self.icon {
            painter.text(inner.left_center(), Align2::LEFT_CENTER, icon, icon_font(text::ICON_SMALL), c.text2);
            inner.min.x += text::ICON_SMALL + space::S;
        }
        if !self.right.is_empty() {
            let right = one_line(painter, self.right, font(text::SMALL), c.text3, inner.width() * 0.5);
            let placed = put(painter, right, inner, Align2::RIGHT_CENTER, c.text3);
            inner.max.x = placed.left() - space::S;
        }
        let face = if self.selected { semibold(text::BODY) } else { font(text::BODY) };
        let name = one_line(painter, self.name, face, c.text, inner.width());
        let mut elided = name.elided;
        let placed = put(painter, name, inner, Align2::LEFT_CENTER, c.text);
        let left = placed.right() + space::S;
        if !self.detail.is_empty() && inner.right() - left > 24.0 {
            let detail = one_line(painter, self.detail, font(text::SMALL), c.text3, inner.right() - left);
            elided |= detail.elided;
            let room = Rect::from_min_max(pos2(left, inner.top()), inner.max);
            put(painter, detail, room, Align2::LEFT_CENTER, c.text3);
        }
        focus_ring(ui, &response, radius::BUTTON);
        if elided { response.on_hover_text(format!("{}  {}", self.name, self.detail)) } else { response }
    }
}

/// The ground of a row: chosen, pressed, hovered or none.
pub fn row_ground(ui: &Ui, rect: Rect, response: &Response, selected: bool) {
    let c = theme::colours(ui.ctx());
    let ground = if selected {
        c.accent_soft
    } else if response.is_pointer_button_down_on() {
        c.surface3
    } else if response.contains_pointer() {
        c.surface2
    } else {
        Color32::TRANSPARENT
    };
    ui.painter().rect_filled(rect, CornerRadius::same(radius::BUTTON), ground);
}
