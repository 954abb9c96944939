//! Key figures: a tile with label, value, unit and bar; a figure with its unit. Refuses a value without a unit.

use egui::{Align2, Color32, CornerRadius, FontId, Rect, Response, Sense, Ui, WidgetInfo, pos2, vec2};

use super::bar::bar;
use super::words::{one_line, put};
use crate::ui::theme::{self, font, radius, semibold, space, text};

/// A tile with a key figure.
pub struct Kpi<'a> {
    /// What it is.
    pub label: &'a str,
    /// The figure as text.
    pub value: &'a str,
    /// Its unit; may be empty.
    pub unit: &'a str,
    /// A share (0–1) drawn as a bar, in a colour.
    pub share: Option<(f32, Color32)>,
    /// Whether a click shows its parts.
    pub clickable: bool,
}

impl Kpi<'_> {
    /// The height of a tile, points.
    pub const HEIGHT: f32 = 68.0;

    /// Draws the tile over so much width.
    pub fn show(&self, ui: &mut Ui, width: f32) -> Response {
        let c = theme::colours(ui.ctx());
        let sense = if self.clickable { Sense::click() } else { Sense::hover() };
        let (rect, response) = ui.allocate_exact_size(vec2(width, Self::HEIGHT), sense);
        let spoken = format!("{} {} {}", self.label, self.value, self.unit);
        let role = if self.clickable { egui::Role::Button } else { egui::Role::Label };
        response.widget_info(|| WidgetInfo::labeled(role, ui.is_enabled(), &spoken));
        let ground = if self.clickable && response.hovered() { c.surface3 } else { c.surface2 };
        ui.painter().rect_filled(rect, CornerRadius::same(radius::FIELD), ground);
        let inner = rect.shrink2(vec2(space::M, 10.0));
        let painter = ui.painter();
        let name = one_line(painter, self.label, font(text::SMALL), c.text2, inner.width());
        put(painter, name, inner, Align2::LEFT_TOP, c.text2);
        let line = Rect::from_min_max(pos2(inner.left(), inner.top() + 16.0), pos2(inner.right(), inner.top() + 42.0));
        paint_figure(ui, line, [self.value, self.unit], semibold(text::KPI), c.text);
        if let Some((share, colour)) = self.share {
            let track = Rect::from_min_size(pos2(inner.left(), inner.bottom() - 2.0), vec2(inner.width(), 4.0));
            bar(ui.painter(), track, share, colour, c.outline);
        }
        super::focus_ring(ui, &response, radius::FIELD);
        response
    }
}

/// A figure in a size, its unit small behind it, as wide as it needs.
pub fn figure(ui: &mut Ui, [value, unit]: [&str; 2], value_size: f32) -> Response {
    let c = theme::colours(ui.ctx());
    let value_font = semibold(value_size);
    let height = ui.painter().layout_no_wrap(value.to_owned(), value_font.clone(), c.text).size().y;
    let at = ui.available_rect_before_wrap().min;
    let room = Rect::from_min_size(at, vec2(ui.available_width(), height));
    let used = paint_figure(ui, room, [value, unit], value_font, c.text);
    let (_, response) = ui.allocate_exact_size(vec2(used, height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, ui.is_enabled(), format!("{value} {unit}")));
    response
}

/// Between a figure and its unit, points.
const GAP: f32 = 3.0;

/// Draws a figure and its unit from the left of a line; returns the width used.
fn paint_figure(ui: &Ui, line: Rect, [value, unit]: [&str; 2], value_font: FontId, ink: Color32) -> f32 {
    let c = theme::colours(ui.ctx());
    let painter = ui.painter();
    // A figure without its unit says nothing: where the two have no room side by side, the figure is set smaller.
    let width = |words: &str, font: &FontId| painter.layout_no_wrap(words.to_owned(), font.clone(), ink).size().x;
    let (natural, beside) =
        (width(value, &value_font), if unit.is_empty() { 0.0 } else { width(unit, &font(text::SMALL)) + GAP });
    let fit = ((line.width() - beside) / natural.max(1.0)).clamp((text::BODY / value_font.size).min(1.0), 1.0);
    let value_font = FontId::new(value_font.size * fit, value_font.family);
    let galley = one_line(painter, value, value_font, ink, line.width());
    let value_rect = put(painter, galley, line, Align2::LEFT_BOTTOM, ink);
    if unit.is_empty() {
        return value_rect.width();
    }
    let small = one_line(painter, unit, font(text::SMALL), c.text2, line.right() - value_rect.right() - GAP);
    // The unit stands on the line of the figure: the larger face has the deeper descent.
    let lift = (value_rect.height() - small.size().y) * 0.2;
    let room = Rect::from_min_max(pos2(value_rect.right() + GAP, line.top()), pos2(line.right(), line.bottom() - lift));
    let unit_rect = put(painter, small, room, Align2::LEFT_BOTTOM, c.text2);
    unit_rect.right() - line.left()
}
