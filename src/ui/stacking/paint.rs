//! How parts of a plan are painted: a cell, a hatch, the line around a combination. Refuses to know what they stand for.

use egui::{Align2, Color32, CornerRadius, Painter, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

use crate::map::palette::stacking::{SUBLET_LINE, ink_on};
use crate::report::stack::Class;
use crate::report::stack::outline::{Run, outlines, runs};
use crate::ui::theme::{self, font, map_line, radius, text};
use crate::ui::widgets::{colour_of, one_line, put};

use super::Drawing;

/// Between two lines of a hatch, points.
const HATCH: f32 = 6.0;

/// Fills a cell by its class; a class without a fill is hollow.
pub(super) fn cell(painter: &Painter, rect: Rect, class: Class, drawing: &Drawing) {
    let c = theme::colours(painter.ctx());
    let rounded = CornerRadius::same(radius::BAR);
    match class.fill(drawing.view.look.panel_palette()) {
        Some(fill) => painter.rect_filled(rect, rounded, colour_of(fill)),
        None => painter.rect_stroke(rect, rounded, Stroke::new(1.0, c.strong_outline), StrokeKind::Inside),
    };
    if class.has_line() {
        painter.rect_stroke(rect, rounded, Stroke::new(2.0, colour_of(SUBLET_LINE)), StrokeKind::Inside);
    }
}

/// Writes the first of some words that fits into a cell; true when one did.
pub(super) fn words(painter: &Painter, rect: Rect, labels: &[String], class: Class, drawing: &Drawing) -> bool {
    let c = theme::colours(painter.ctx());
    let ink = class.fill(drawing.view.look.panel_palette()).map_or(c.text, |fill| colour_of(ink_on(fill)));
    let room = rect.shrink2(vec2(5.0, 0.0));
    for label in labels {
        let galley = one_line(painter, label, font(text::TAG), ink, f32::INFINITY);
        if galley.size().x <= room.width() {
            put(painter, galley, room, Align2::LEFT_CENTER, ink);
            return true;
        }
    }
    false
}

/// Hatches what no space on record covers.
pub(super) fn hatch(painter: &Painter, rect: Rect) {
    let c = theme::colours(painter.ctx());
    let clipped = painter.with_clip_rect(painter.clip_rect().intersect(rect));
    let stroke = Stroke::new(1.0, c.outline.lerp_to_gamma(c.strong_outline, 0.4));
    let mut x = rect.left() - rect.height();
    // On a grid of the whole picture, so that hatches of neighbouring floors run on.
    x -= x.rem_euclid(HATCH);
    while x < rect.right() {
        clipped.line_segment([pos2(x, rect.bottom()), pos2(x + rect.height(), rect.top())], stroke);
        x += HATCH;
    }
    painter.rect_stroke(rect, CornerRadius::same(radius::BAR), stroke, StrokeKind::Inside);
}

/// Draws the line around a combination: the same as that around what is selected, everywhere.
pub(super) fn combination(painter: &Painter, cells: Vec<Run>, gap: f32) {
    let c = theme::colours(painter.ctx());
    for line in outlines(&runs(cells, gap)) {
        let points: Vec<_> = line.into_iter().map(|[x, y]| pos2(x, y)).collect();
        let drawn = |width: f32, colour: Color32| Shape::closed_line(points.clone(), Stroke::new(width, colour));
        painter.add(drawn(map_line::SELECTION_CASING - 1.0, c.casing));
        painter.add(drawn(map_line::SELECTION - 0.5, c.selection));
    }
}
