//! The ring around what has the keyboard. Refuses everything else.

use egui::{CornerRadius, Response, Stroke, StrokeKind, Ui};

use crate::ui::theme::{self, size};

/// Draws the ring, 2 points wide and 2 points off, when the control has the keyboard.
pub fn focus_ring(ui: &Ui, response: &Response, radius: u8) {
    if response.has_focus() {
        let colour = theme::colours(ui.ctx()).selection;
        let rect = response.rect.expand(size::FOCUS_RING);
        let stroke = Stroke::new(size::FOCUS_RING, colour);
        let clip = ui.clip_rect().expand(size::FOCUS_RING * 2.0);
        ui.painter().with_clip_rect(clip).rect_stroke(rect, CornerRadius::same(radius + 2), stroke, StrokeKind::Outside);
    }
}
