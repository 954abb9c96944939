//! Bars: one share in a track, or several shares side by side. Refuses numbers without a total.

use egui::{Color32, CornerRadius, Painter, Rect, Stroke, StrokeKind, pos2, vec2};

use crate::ui::theme::radius;

/// Draws a share (0–1) of a track.
pub fn bar(painter: &Painter, track: Rect, share: f32, fill: Color32, ground: Color32) {
    let rounded = CornerRadius::same(radius::BAR);
    painter.rect_filled(track, rounded, ground);
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    if share > 0.0 {
        // What is not nothing is seen: at least two points.
        let width = (track.width() * share).max(2.0);
        painter.rect_filled(Rect::from_min_size(track.min, vec2(width, track.height())), rounded, fill);
    }
}

/// Draws parts side by side, each as long as its value, with a gap between; the first of light colour gets an edge.
pub fn stacked_bar(painter: &Painter, track: Rect, parts: &[(f64, Color32)], edge: Color32, ground: Color32) {
    let total: f64 = parts.iter().map(|(value, _)| value.max(0.0)).sum();
    if total <= 0.0 {
        painter.rect_stroke(track, CornerRadius::same(radius::BAR), Stroke::new(1.0, ground), StrokeKind::Inside);
        return;
    }
    let mut x = track.left();
    for (value, colour) in parts.iter().filter(|(value, _)| *value > 0.0) {
        let width = (value / total) as f32 * track.width();
        let rect = Rect::from_min_max(pos2(x, track.top()), pos2((x + width - 1.0).max(x + 1.0), track.bottom()));
        let stroke = Stroke::new(0.5, edge);
        painter.rect(rect, CornerRadius::same(radius::BAR), *colour, stroke, StrokeKind::Inside);
        x += width;
    }
}
