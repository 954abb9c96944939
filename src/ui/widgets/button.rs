//! Buttons: an icon alone, the one filled button of a panel, an outlined one, a link. Refuses a button without a name.

use egui::{Align2, Color32, CornerRadius, Response, Sense, Stroke, StrokeKind, Ui, Widget, WidgetInfo, vec2};

use super::focus::focus_ring;
use super::words::{one_line, put};
use crate::ui::icons;
use crate::ui::theme::{self, font, icon_font, radius, semibold, size, space, text};

/// A button with an icon alone; its name shows on hover and is read aloud.
pub struct IconButton<'a> {
    icon: char,
    name: &'a str,
    shortcut: Option<String>,
    selected: Option<bool>,
    enabled: bool,
    side: f32,
    icon_size: f32,
    filled: bool,
}

impl<'a> IconButton<'a> {
    /// A button of an icon and its name in the language of the interface.
    pub fn new(icon: char, name: &'a str) -> Self {
        Self {
            icon,
            name,
            shortcut: None,
            selected: None,
            enabled: true,
            side: size::BUTTON,
            icon_size: text::ICON,
            filled: false,
        }
    }

    /// Shows the shortcut beside the name.
    pub fn shortcut(mut self, shortcut: Option<String>) -> Self {
        self.shortcut = shortcut;
        self
    }

    /// Makes it a switch that is on or off.
    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = Some(selected);
        self
    }

    /// A switch that is filled with the accent when it is on.
    pub fn filled(mut self) -> Self {
        self.filled = true;
        self
    }

    /// Whether it answers.
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// Smaller, for rows.
    pub fn small(mut self) -> Self {
        self.side = size::LEGEND_ROW;
        self.icon_size = text::ICON_SMALL;
        self
    }
}

impl Widget for IconButton<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        ui.add_enabled_ui(self.enabled, |ui| {
            let c = theme::colours(ui.ctx());
            let (rect, response) = ui.allocate_exact_size(vec2(self.side, self.side), Sense::click());
            let role = egui::Role::Button;
            response.widget_info(|| match self.selected {
                Some(selected) => WidgetInfo::selected(role, self.enabled, selected, self.name),
                None => WidgetInfo::labeled(role, self.enabled, self.name),
            });
            let on = self.selected == Some(true);
            let rounded = CornerRadius::same(radius::BUTTON);
            let ground = match (on, self.filled) {
                (true, true) => Some(c.accent),
                (true, false) => Some(c.accent_soft),
                _ if response.is_pointer_button_down_on() => Some(c.surface3),
                _ if response.hovered() => Some(c.surface2),
                _ => None,
            };
            if let Some(ground) = ground {
                ui.painter().rect_filled(rect, rounded, ground);
            }
            let ink = match (on, self.filled) {
                (true, true) => c.on_accent,
                (true, false) => c.accent,
                _ if response.hovered() => c.text,
                _ => c.text2,
            };
            ui.painter().text(rect.center(), Align2::CENTER_CENTER, self.icon, icon_font(self.icon_size), ink);
            focus_ring(ui, &response, radius::BUTTON);
            let hint = match &self.shortcut {
                Some(shortcut) => format!("{}  {shortcut}", self.name),
                None => self.name.to_owned(),
            };
            response.on_hover_text(hint)
        })
        .inner
    }
}

/// The filled button of a panel; there is at most one.
pub fn primary(ui: &mut Ui, icon: Option<char>, words: &str) -> Response {
    let c = theme::colours(ui.ctx());
    button(ui, icon, words, [c.on_accent, c.accent, c.accent])
}

/// An outlined button.
pub fn secondary(ui: &mut Ui, icon: Option<char>, words: &str) -> Response {
    let c = theme::colours(ui.ctx());
    button(ui, icon, words, [c.text, c.surface, c.outline])
}

/// Words that lead somewhere, with an arrow where asked.
pub fn link(ui: &mut Ui, words: &str, arrow: bool) -> Response {
    let c = theme::colours(ui.ctx());
    let galley = one_line(ui.painter(), words, font(text::BODY), c.accent, ui.available_width());
    let arrow_width = if arrow { space::XS + text::ICON_SMALL } else { 0.0 };
    let elided = galley.elided;
    let width = galley.size().x;
    let (rect, response) = ui.allocate_exact_size(vec2(width + arrow_width, galley.size().y.max(20.0)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Link, ui.is_enabled(), words));
    let placed = put(ui.painter(), galley, rect, Align2::LEFT_CENTER, c.accent);
    if response.hovered() {
        ui.painter().hline(placed.x_range(), placed.bottom(), Stroke::new(1.0, c.accent));
    }
    if arrow {
        ui.painter().text(rect.right_center(), Align2::RIGHT_CENTER, icons::ARROW_RIGHT, icon_font(text::ICON_SMALL), c.accent);
    }
    focus_ring(ui, &response, radius::TAG);
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    if elided { response.on_hover_text(words) } else { response }
}

fn button(ui: &mut Ui, icon: Option<char>, words: &str, [ink, ground, edge]: [Color32; 3]) -> Response {
    let icon_width = if icon.is_some() { text::ICON_SMALL + 6.0 } else { 0.0 };
    let galley = one_line(ui.painter(), words, semibold(text::BODY), ink, ui.available_width() - 28.0 - icon_width);
    let content = galley.size().x + icon_width;
    let (rect, response) = ui.allocate_exact_size(vec2(content + 28.0, size::BUTTON), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), words));
    let c = theme::colours(ui.ctx());
    let towards = |share: f32| ground.lerp_to_gamma(c.text, share);
    let fill = if response.is_pointer_button_down_on() {
        towards(0.16)
    } else if response.hovered() {
        towards(0.07)
    } else {
        ground
    };
    ui.painter().rect(rect, CornerRadius::same(radius::BUTTON), fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    let inner = egui::Rect::from_center_size(rect.center(), vec2(content, rect.height()));
    if let Some(icon) = icon {
        ui.painter().text(inner.left_center(), Align2::LEFT_CENTER, icon, icon_font(text::ICON_SMALL), ink);
    }
    put(ui.painter(), galley, inner, Align2::RIGHT_CENTER, ink);
    focus_ring(ui, &response, radius::BUTTON);
    response
}
