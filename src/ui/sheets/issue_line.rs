//! An issue as a line of a list: sign of its severity, what is wrong, what to do, where. One for the issue list and for the import
//! sheet. Refuses to know what a click does.

use egui::{Align2, Rect, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::domain::{Issue, Severity};
use crate::i18n::{Lang, issues};
use crate::ui::icons;
use crate::ui::theme::{self, font, icon_font, radius, size, space, text};
use crate::ui::widgets::{focus_ring, one_line, put, row_ground, tabs};

/// Height of a line with two rows of words, points.
pub const TALL: f32 = 48.0;
/// Height of a line with one, points.
pub const LOW: f32 = 30.0;

/// A line.
pub struct IssueLine<'a> {
    /// The issue.
    pub issue: &'a Issue,
    /// What a screen reader says.
    pub spoken: &'a str,
    /// Words before what is wrong, in a column of their own; none where empty.
    pub lead: &'a str,
    /// Words at the right end: of the first row and of the second, or both in one.
    pub right: [&'a str; 2],
    /// Two rows of words, or one.
    pub is_tall: bool,
    /// Room that is left free at the right end, points.
    pub free: f32,
    /// The figures are old: everything is paler.
    pub is_pale: bool,
}

/// Width of the lead, points.
const LEAD: f32 = 78.0;

impl IssueLine<'_> {
    /// Draws the line over the width that is there; returns its response and the room that was left free.
    pub fn show(&self, ui: &mut Ui, lang: Lang) -> (Response, Rect) {
        let c = theme::colours(ui.ctx());
        let (rect, response) =
            ui.allocate_exact_size(vec2(ui.available_width(), if self.is_tall { TALL } else { LOW }), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, self.spoken));
        let inside = rect.shrink2(vec2(space::S, 1.0));
        row_ground(ui, inside, &response, false);
        let painter = ui.painter();
        let (icon, icon_ink) = match self.issue.severity {
            Severity::Error => (icons::ERROR, c.error),
            Severity::Warning => (icons::WARNING, c.warn),
        };
        let ink = if self.is_pale { c.strong_outline } else { c.text };
        let inner = inside.shrink2(vec2(space::M, if self.is_tall { 6.0 } else { 0.0 }));
        painter.text(pos2(inner.left() + 8.0, inner.center().y), Align2::CENTER_CENTER, icon, icon_font(text::ICON), icon_ink);
        let part = |from: f32, to: f32| Rect::from_x_y_ranges(from..=to, inner.y_range());
        let mut left = inner.left() + 28.0;
        if !self.lead.is_empty() {
            let room = part(left, left + LEAD);
            put(painter, one_line(painter, self.lead, font(text::BODY), ink, LEAD), room, Align2::LEFT_CENTER, ink);
            left += LEAD;
        }
        let free = part(inner.right() - self.free, inner.right());
        let end = if self.free > 0.0 { free.left() - space::S } else { inner.right() };
        let words = part(left, self.place(ui, part(left.max(end - inner.width() * 0.34), end)) - space::M);
        let elided = self.words(ui, words, ink, lang);
        let hair = 1.0 / ui.pixels_per_point();
        ui.painter().hline(inner.x_range(), rect.bottom() - hair / 2.0, Stroke::new(hair, c.outline));
        focus_ring(ui, &response.clone().with_new_rect(inside.shrink(size::FOCUS_RING)), radius::BUTTON);
        let response = if elided { response.on_hover_text(issues::sentence(self.issue, lang)) } else { response };
        (response, free)
    }

    /// Draws the words at the right end; returns where they begin.
    fn place(&self, ui: &Ui, room: Rect) -> f32 {
        let c = theme::colours(ui.ctx());
        let painter = ui.painter();
        let line = |words: &str, ink| one_line(painter, words, font(text::SMALL), ink, room.width());
        let [first, second] = self.right;
        if self.is_tall {
            put(painter, line(first, c.text2), room, Align2::RIGHT_TOP, c.text2);
            put(painter, line(second, c.text3), room, Align2::RIGHT_BOTTOM, c.text3);
            return room.left();
        }
        let both = [first, second].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ");
        put(painter, line(&both, c.text3), room, Align2::RIGHT_CENTER, c.text3).left()
    }

    /// Draws what is wrong and what to do; true when something did not fit.
    fn words(&self, ui: &Ui, room: Rect, ink: egui::Color32, lang: Lang) -> bool {
        let c = theme::colours(ui.ctx());
        let painter = ui.painter();
        let what = one_line(painter, &issues::what(self.issue, lang), font(text::BODY), ink, room.width());
        let remedy = issues::what_to_do(self.issue, lang);
        if self.is_tall {
            let remedy = one_line(painter, remedy, font(text::SMALL), c.text3, room.width());
            let elided = what.elided || remedy.elided;
            put(painter, what, room, Align2::LEFT_TOP, ink);
            put(painter, remedy, room, Align2::LEFT_BOTTOM, c.text3);
            return elided;
        }
        let mut elided = what.elided;
        let at = put(painter, what, room, Align2::LEFT_CENTER, ink).right() + space::S;
        if room.right() - at > 60.0 {
            let remedy = one_line(painter, remedy, font(text::SMALL), c.text3, room.right() - at);
            elided |= remedy.elided;
            put(painter, remedy, Rect::from_min_max(pos2(at, room.top()), room.max), Align2::LEFT_CENTER, c.text3);
        }
        elided
    }
}

/// The choice of a severity; `names` of all, errors and warnings with their counts. Returns the one that was chosen, if any.
pub fn severities(ui: &mut Ui, current: Option<Severity>, names: &[String; 3]) -> Option<Option<Severity>> {
    let items = [
        (None, None, names[0].as_str()),
        (Some(Severity::Error), Some(icons::ERROR), names[1].as_str()),
        (Some(Severity::Warning), Some(icons::WARNING), names[2].as_str()),
    ];
    tabs(ui, current, &items, false)
}
