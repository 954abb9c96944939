//! A chip: icon, words, a count, a cross; a wish has a dashed edge. Refuses to know what it stands for.

use egui::{Align2, Color32, CornerRadius, Rect, Response, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::ui::icons;
use crate::ui::theme::{self, font, icon_font, radius, semibold, space, text};
use crate::ui::widgets::{focus_ring, one_line, put};

/// The height of a chip, points.
pub const HEIGHT: f32 = 28.0;
/// The widest words of a chip, points.
const MOST_WORDS: f32 = 260.0;

/// A chip.
pub struct Chip<'a> {
    /// The icon at its left.
    pub icon: char,
    /// What is wanted.
    pub words: &'a str,
    /// How many are left; a dash while that is not known.
    pub count: &'a str,
    /// Whether the count is of something else by now.
    pub is_old: bool,
    /// A wish: dashed, with this word.
    pub wish: Option<&'a str>,
    /// What is read aloud for the chip, and for its cross.
    pub names: [&'a str; 2],
    /// Its identity, which stays while it is edited.
    pub id: egui::Id,
}

impl Chip<'_> {
    /// Draws it; returns the response of its body and whether its cross was clicked.
    pub fn show(&self, ui: &mut Ui) -> (Response, bool) {
        let c = theme::colours(ui.ctx());
        let words = one_line(ui.painter(), self.words, font(text::BODY), c.text, MOST_WORDS);
        let (tail, face, ink) = match self.wish {
            Some(word) => (word, font(text::SMALL), c.text3),
            None => (self.count, semibold(text::BODY), if self.is_old { c.text3 } else { c.accent }),
        };
        let tail = one_line(ui.painter(), tail, face, ink, 80.0);
        let icon_width = text::ICON_SMALL + space::XS + 2.0;
        let width = space::M + icon_width + words.size().x + 6.0 + tail.size().x + 26.0 + space::XS;
        let (rect, _) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::hover());
        let id = self.id;
        let body = ui.interact(rect.with_max_x(rect.right() - 26.0), id, Sense::click());
        body.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, self.names[0]));
        let cross = Rect::from_center_size(pos2(rect.right() - 15.0, rect.center().y), vec2(22.0, 22.0));
        let remove = ui.interact(cross, id.with("remove"), Sense::click());
        remove.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, self.names[1]));

        let ground = if body.is_pointer_button_down_on() {
            c.surface3
        } else if body.hovered() {
            c.surface2
        } else {
            c.surface
        };
        let rounded = CornerRadius::same(radius::CHIP);
        let painter = ui.painter();
        if self.wish.is_some() {
            painter.rect_filled(rect, rounded, ground);
            dashed(ui, rect, c.strong_outline);
        } else {
            painter.rect(rect, rounded, ground, Stroke::new(1.0, c.outline), StrokeKind::Inside);
        }
        let left = pos2(rect.left() + space::M - 2.0, rect.center().y);
        painter.text(left, Align2::LEFT_CENTER, self.icon, icon_font(text::ICON_SMALL), c.text2);
        let line = rect.with_min_x(rect.left() + space::M + icon_width - 2.0);
        let elided = words.elided;
        let words = put(painter, words, line, Align2::LEFT_CENTER, c.text);
        put(painter, tail, line.with_min_x(words.right() + 6.0), Align2::LEFT_CENTER, ink);
        let ink = if remove.hovered() { c.text } else { c.text3 };
        painter.text(cross.center(), Align2::CENTER_CENTER, icons::CLOSE, icon_font(12.0), ink);
        focus_ring(ui, &body, radius::CHIP);
        focus_ring(ui, &remove, radius::CHIP);
        let clicked = remove.clicked();
        remove.on_hover_text(self.names[1]);
        let body = if elided { body.on_hover_text(self.words) } else { body };
        (body, clicked)
    }
}

/// A dashed edge of a chip.
fn dashed(ui: &Ui, rect: Rect, colour: Color32) {
    let rect = rect.shrink(0.5);
    let round = rect.height() / 2.0;
    let mut points = vec![pos2(rect.left() + round, rect.top()), pos2(rect.right() - round, rect.top())];
    let arc = |centre: egui::Pos2, from: f32| {
        (0..=8).map(move |step| {
            let angle = from + std::f32::consts::PI * step as f32 / 8.0;
            centre + round * vec2(angle.cos(), angle.sin())
        })
    };
    points.extend(arc(pos2(rect.right() - round, rect.center().y), -std::f32::consts::FRAC_PI_2));
    points.extend(arc(pos2(rect.left() + round, rect.center().y), std::f32::consts::FRAC_PI_2));
    points.push(pos2(rect.left() + round, rect.top()));
    ui.painter().extend(Shape::dashed_line(&points, Stroke::new(1.0, colour), 4.0, 3.0));
}
