//! Titles of panels and sections, and the hairlines between. Refuses content.

use egui::{Align, Layout, Rect, Stroke, Ui, pos2, vec2};

use super::words::label;
use crate::ui::theme::{self, font, semibold, size, space, text};

/// A panel's title, 40 points high, with controls at its right, and a hairline under it.
pub fn panel_head(ui: &mut Ui, title: &str, controls: impl FnOnce(&mut Ui)) {
    let c = theme::colours(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), size::PANEL_TITLE), egui::Sense::hover());
    let inner = rect.shrink2(vec2(space::M, 0.0));
    let mut right = ui.new_child(egui::UiBuilder::new().max_rect(inner).layout(Layout::right_to_left(Align::Center)));
    right.spacing_mut().item_spacing.x = space::XS;
    controls(&mut right);
    let left_room = Rect::from_min_max(inner.min, pos2(right.min_rect().left().max(inner.left()), inner.bottom()));
    let mut left = ui.new_child(egui::UiBuilder::new().max_rect(left_room).layout(Layout::left_to_right(Align::Center)));
    label(&mut left, title, semibold(text::TITLE), c.text);
    hairline(ui, rect);
}

/// A section's title with a caption at its right.
pub fn section(ui: &mut Ui, title: &str, caption: &str) {
    let c = theme::colours(ui.ctx());
    ui.horizontal(|ui| {
        label(ui, title, font(text::SMALL), c.text2);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| label(ui, caption, font(text::SMALL), c.text3));
    });
}

/// A hairline of one physical pixel along the bottom of a rectangle.
pub fn hairline(ui: &Ui, under: Rect) {
    let width = 1.0 / ui.pixels_per_point();
    let colour = theme::colours(ui.ctx()).outline;
    ui.painter().hline(under.x_range(), under.bottom() - width / 2.0, Stroke::new(width, colour));
}
