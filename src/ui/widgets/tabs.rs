//! Segmented tabs: one of a few, all in sight. Refuses more than fit.

use egui::{Align2, CornerRadius, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use super::focus::focus_ring;
use super::words::{one_line, put};
use crate::ui::theme::{self, font, icon_font, radius, semibold, size, space, text};

/// Draws tabs; returns the one that was chosen, if any. With `accent` the chosen one is filled with the accent.
pub fn tabs<T: Copy + PartialEq>(ui: &mut Ui, current: T, items: &[(T, Option<char>, &str)], accent: bool) -> Option<T> {
    let c = theme::colours(ui.ctx());
    let (height, side) = if accent { (size::BUTTON, space::M) } else { (size::LEGEND_ROW, 10.0) };
    let widths: Vec<f32> = items
        .iter()
        .map(|(_, icon, name)| {
            let icon_width = if icon.is_some() { text::ICON_SMALL + 6.0 } else { 0.0 };
            one_line(ui.painter(), name, semibold(text::TITLE), c.text, f32::INFINITY).size().x + icon_width + 2.0 * side
        })
        .collect();
    let total = widths.iter().sum::<f32>() + 4.0;
    let (track, _) = ui.allocate_exact_size(vec2(total, height + 4.0), Sense::hover());
    ui.painter().rect_filled(track, CornerRadius::same(radius::FIELD), c.surface3);
    let mut x = track.left() + 2.0;
    let mut chosen = None;
    for ((value, icon, name), width) in items.iter().zip(widths) {
        let rect = Rect::from_min_size(pos2(x, track.top() + 2.0), vec2(width, height));
        x += width;
        let id = ui.make_persistent_id(("tab", *name));
        let response = ui.interact(rect, id, Sense::click());
        let on = *value == current;
        response.widget_info(|| WidgetInfo::selected(egui::Role::Tab, ui.is_enabled(), on, *name));
        let (ink, ground) = match (on, accent) {
            (true, true) => (c.on_accent, Some(c.accent)),
            (true, false) => (c.text, Some(c.surface)),
            _ if response.hovered() => (c.text, Some(c.surface2)),
            _ => (c.text2, None),
        };
        if let Some(ground) = ground {
            ui.painter().rect_filled(rect, CornerRadius::same(radius::BUTTON), ground);
        }
        let inner = rect.shrink2(vec2(side, 0.0));
        if let Some(icon) = icon {
            ui.painter().text(inner.left_center(), Align2::LEFT_CENTER, *icon, icon_font(text::ICON_SMALL), ink);
        }
        let face = if on { semibold(text::TITLE) } else { font(text::TITLE) };
        let galley = one_line(ui.painter(), name, face, ink, f32::INFINITY);
        put(ui.painter(), galley, inner, if icon.is_some() { Align2::RIGHT_CENTER } else { Align2::CENTER_CENTER }, ink);
        focus_ring(ui, &response, radius::BUTTON);
        if response.clicked() {
            chosen = Some(*value);
        }
    }
    chosen
}
