//! Small tags beside a value: how sure it is, of which kind it is. Refuses clicks.

use egui::{Align2, Color32, CornerRadius, Painter, Rect, Response, Sense, Ui, WidgetInfo, vec2};

use super::words::{one_line, put};
use crate::domain::Confidence;
use crate::i18n::Lang;
use crate::ui::theme::{self, font, radius, size, text};

const SIDE: f32 = 6.0;

/// A tag of words, in ink on ground.
pub fn tag(ui: &mut Ui, words: &str, [ink, ground]: [Color32; 2]) -> Response {
    let width = tag_width(ui.painter(), words);
    let (rect, response) = ui.allocate_exact_size(vec2(width, size::TAG), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, words));
    paint_tag(ui.painter(), rect, words, [ink, ground]);
    response
}

/// The tag of a confidence: 公开, 估计, 示意, 演示.
pub fn confidence_tag(ui: &mut Ui, confidence: Confidence, lang: Lang) -> Response {
    let pair = theme::colours(ui.ctx()).of_confidence(confidence);
    tag(ui, lang.pick(confidence.term(), confidence.term_en()), pair)
}

/// How wide a tag of these words is, points.
pub fn tag_width(painter: &Painter, words: &str) -> f32 {
    one_line(painter, words, font(text::TAG), Color32::PLACEHOLDER, f32::INFINITY).size().x + 2.0 * SIDE
}

/// Draws a tag into a rectangle of [`tag_width`] by [`size::TAG`].
pub fn paint_tag(painter: &Painter, rect: Rect, words: &str, [ink, ground]: [Color32; 2]) {
    painter.rect_filled(rect, CornerRadius::same(radius::TAG), ground);
    let galley = one_line(painter, words, font(text::TAG), ink, f32::INFINITY);
    put(painter, galley, rect, Align2::CENTER_CENTER, ink);
}
