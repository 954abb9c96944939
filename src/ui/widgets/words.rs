//! Words on one line, shortened with an ellipsis where the room ends. Refuses to cut: what is shortened shows whole on hover.

use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Align2, Color32, FontId, Galley, Painter, Pos2, Rect, Response, Sense, Ui, WidgetInfo};

/// Words on one line, at most so wide.
pub fn one_line(painter: &Painter, words: &str, font: FontId, colour: Color32, max_width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::simple_singleline(words.to_owned(), font, colour);
    job.wrap = TextWrapping { max_width, max_rows: 1, break_anywhere: true, ..Default::default() };
    painter.layout_job(job)
}

/// Puts a galley into a rectangle, aligned, on whole pixels; returns where it is.
pub fn put(painter: &Painter, galley: Arc<Galley>, room: Rect, align: Align2, colour: Color32) -> Rect {
    let rect = align.align_size_within_rect(galley.size(), room);
    let pixels = painter.pixels_per_point();
    let round = |at: f32| (at * pixels).round() / pixels;
    painter.galley(Pos2::new(round(rect.min.x), round(rect.min.y)), galley, colour);
    rect
}

/// A line of words as wide as it needs, at most as wide as there is room.
pub fn label(ui: &mut Ui, words: &str, font: FontId, colour: Color32) -> Response {
    let galley = one_line(ui.painter(), words, font, colour, ui.available_width());
    let elided = galley.elided;
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, ui.is_enabled(), words));
    put(ui.painter(), galley, rect, Align2::LEFT_CENTER, colour);
    if elided { response.on_hover_text(words) } else { response }
}

/// Words over as many lines as they need.
pub fn wrapped(ui: &mut Ui, words: &str, font: FontId, colour: Color32) -> Response {
    ui.add(egui::Label::new(egui::RichText::new(words).font(font).color(colour)).wrap())
}
