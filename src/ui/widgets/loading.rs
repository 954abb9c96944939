//! What shows while something is computed: a thin bar at the panel's top, grey rows of the final height. Refuses words.

use egui::{CornerRadius, Rect, Sense, Ui, pos2, vec2};

use crate::ui::theme::{self, radius, size, space};

/// Draws the loading bar along the top of a rectangle: a share (0–1) where it is known, else a part that wanders.
pub fn loading_bar(ui: &Ui, over: Rect, share: Option<f32>) {
    let c = theme::colours(ui.ctx());
    let track = Rect::from_min_size(over.min, vec2(over.width(), size::LOADING_BAR));
    ui.painter().rect_filled(track, CornerRadius::ZERO, c.surface3);
    let part = match share {
        Some(share) => 0.0..=share.clamp(0.0, 1.0),
        None if theme::duration(ui.ctx(), 1.0) > 0.0 => {
            ui.ctx().request_repaint();
            let phase = (ui.input(|input| input.time) % 1.6) as f32 / 1.6;
            (phase * 1.3 - 0.3).max(0.0)..=(phase * 1.3).min(1.0)
        }
        None => 0.0..=0.3,
    };
    let x = |share: f32| track.left() + share * track.width();
    let done = Rect::from_x_y_ranges(x(*part.start())..=x(*part.end()), track.y_range());
    ui.painter().rect_filled(done, CornerRadius::ZERO, c.accent);
}

/// Grey rows in the place of rows that are to come.
pub fn loading_rows(ui: &mut Ui, rows: usize, height: f32) {
    let c = theme::colours(ui.ctx());
    for i in 0..rows {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        let right = rect.right() - space::L - rect.width() * 0.12 * (i % 4) as f32;
        let bar = Rect::from_x_y_ranges(rect.left() + space::M..=right, rect.center().y - 5.0..=rect.center().y + 5.0);
        ui.painter().rect_filled(
            Rect::from_min_max(bar.min, pos2(bar.right(), bar.bottom())),
            CornerRadius::same(radius::TAG),
            c.surface3,
        );
    }
}
