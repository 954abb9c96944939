//! egui's style for a look, so that its own widgets (text fields, sliders, menus) look like ours.

use egui::style::{ScrollStyle, WidgetVisuals};
use egui::{CornerRadius, Margin, Shadow, Stroke, Style, TextStyle, Theme, Visuals, vec2};

use super::{Look, font, motion, radius, semibold, size, space, text};

/// The style of a look.
pub fn style(look: Look, moves: bool) -> Style {
    let mut style = if look == Look::Light { Theme::Light.default_style() } else { Theme::Dark.default_style() };
    style.text_styles = [
        (TextStyle::Small, font(text::SMALL)),
        (TextStyle::Body, font(text::BODY)),
        (TextStyle::Button, font(text::BODY)),
        (TextStyle::Monospace, font(text::BODY)),
        (TextStyle::Heading, semibold(text::SECTION)),
    ]
    .into();
    style.drag_value_text_style = TextStyle::Body;
    style.visuals = visuals(look);
    style.animation_time = if moves { motion::HOVER } else { 0.0 };
    if !moves {
        style.scroll_animation = egui::style::ScrollAnimation::none();
    }
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
    style.explanation_tooltips = false;

    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(space::S, space::XS);
    spacing.button_padding = vec2(space::M, 6.0);
    spacing.interact_size = vec2(size::BUTTON, size::LEGEND_ROW);
    spacing.menu_margin = Margin::same(6);
    spacing.window_margin = Margin::same(space::L as i8);
    spacing.text_edit_width = 200.0;
    spacing.slider_width = 120.0;
    spacing.slider_rail_height = 4.0;
    spacing.tooltip_width = 420.0;
    spacing.scroll = ScrollStyle { bar_width: 8.0, floating_width: 4.0, ..ScrollStyle::floating() };
    style
}

fn visuals(look: Look) -> Visuals {
    let c = look.colours();
    let mut visuals = if look == Look::Light { Visuals::light() } else { Visuals::dark() };
    let rounded = CornerRadius::same(radius::BUTTON);
    let widget = |fill, edge, ink| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, edge),
        corner_radius: rounded,
        fg_stroke: Stroke::new(1.0, ink),
        expansion: 0.0,
    };
    visuals.widgets.noninteractive = widget(c.surface, c.outline, c.text);
    visuals.widgets.inactive = widget(c.surface2, c.outline, c.text2);
    visuals.widgets.hovered = widget(c.surface3, c.strong_outline, c.text);
    visuals.widgets.active = widget(c.surface3, c.selection, c.text);
    visuals.widgets.open = widget(c.surface3, c.outline, c.text);
    visuals.selection.bg_fill = c.accent_soft;
    visuals.selection.stroke = Stroke::new(size::FOCUS_RING, c.selection);
    visuals.hyperlink_color = c.accent;
    visuals.weak_text_color = Some(c.text3);
    visuals.faint_bg_color = c.surface2;
    visuals.extreme_bg_color = c.surface2;
    visuals.text_edit_bg_color = Some(c.surface2);
    visuals.code_bg_color = c.surface3;
    visuals.warn_fg_color = c.warn;
    visuals.error_fg_color = c.error;
    visuals.window_corner_radius = CornerRadius::same(radius::SHEET);
    visuals.window_shadow = Shadow { offset: [0, 6], blur: 22, spread: 0, color: c.sheet_shadow };
    visuals.window_fill = c.surface;
    visuals.window_stroke = Stroke::new(1.0, c.outline);
    visuals.menu_corner_radius = CornerRadius::same(radius::FIELD);
    visuals.panel_fill = c.surface;
    visuals.popup_shadow = Shadow { offset: [0, 2], blur: 8, spread: 0, color: c.shadow };
    visuals.text_cursor.stroke = Stroke::new(1.5, c.selection);
    visuals.slider_trailing_fill = true;
    visuals.disabled_alpha = 0.38;
    visuals
}
