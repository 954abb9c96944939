//! The row of one layer: arrow, icon, name, count, options, eye. Refuses its classes.

use egui::{Align2, Color32, CornerRadius, Rect, Response, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::i18n::integer;
use crate::i18n::layers::LayersText;
use crate::ui::command::Command;
use crate::ui::icons;
use crate::ui::theme::{self, font, icon_font, radius, semibold, size, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{focus_ring, one_line, put, row_ground};
use crate::workspace::LayerKey;

use super::{COUNT_END, Entry, icon_of, options, settings};

/// Where the name begins, points from the panel's left edge.
const NAME_LEFT: f32 = 50.0;
/// Room of the button after the buildings' name, points.
const THEME_BUTTON: f32 = 20.0;

/// Draws the row; the response is the whole row's, for its menu, its drag and its keys.
pub fn show(ui: &mut Ui, view: &View, entry: &Entry, commands: &mut Commands) -> Response {
    let c = theme::colours(ui.ctx());
    let key = &entry.state.key;
    let legend = entry.legend;
    let name = match legend.classed_by.as_str() {
        "" => legend.name.clone(),
        by => format!("{} · {by}", legend.name),
    };
    let count = integer(legend.count as f64);
    let opens = !legend.classes.is_empty() || settings::has(key);
    let face = if opens { semibold(text::BODY) } else { font(text::BODY) };
    let has_theme = *key == LayerKey::Buildings;
    // What the classes go by stands under the name where one line is too short for both.
    let whole = one_line(ui.painter(), &name, face.clone(), Color32::PLACEHOLDER, f32::INFINITY).size().x;
    let number = one_line(ui.painter(), &count, font(text::SMALL), Color32::PLACEHOLDER, 80.0).size().x;
    let after_name = COUNT_END + number + 6.0 + if has_theme { THEME_BUTTON } else { 0.0 };
    let by_below = !legend.classed_by.is_empty() && whole > ui.available_width() - NAME_LEFT - after_name;
    let height = if by_below { size::ROW + size::LEGEND_ROW - space::S } else { size::ROW };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click_and_drag());
    let spoken = LayersText::Layer.fill(view.lang, &[&name, &count]);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &spoken));
    let inside = rect.shrink2(vec2(space::XS, 0.0));
    row_ground(ui, inside, &response, false);

    let visible = entry.state.visible;
    let ink = if visible { c.text } else { c.text3 };
    let middle = rect.center().y;
    let at = |x: f32| pos2(rect.left() + x, middle);
    if opens {
        let arrow = if entry.state.expanded { icons::CARET_DOWN } else { icons::CARET_RIGHT };
        let spoken = LayersText::Expand.fill(view.lang, &[&legend.name]);
        let area = Rect::from_center_size(at(16.0), vec2(22.0, size::ROW));
        let response = ui.interact(area, ui.make_persistent_id("expand"), Sense::click());
        response.widget_info(|| WidgetInfo::selected(egui::Role::DisclosureTriangle, true, entry.state.expanded, &spoken));
        ui.painter().text(at(16.0), Align2::CENTER_CENTER, arrow, icon_font(12.0), c.text2);
        focus_ring(ui, &response.clone().with_new_rect(area.shrink2(vec2(2.0, 6.0))), radius::TAG);
        if response.clicked() {
            commands.send(Command::ExpandLayer(key.clone(), !entry.state.expanded));
        }
    }
    ui.painter().text(
        at(37.0),
        Align2::CENTER_CENTER,
        icon_of(key),
        icon_font(text::ICON_SMALL),
        if visible { c.text2 } else { c.text3 },
    );

    let count_galley = one_line(ui.painter(), &count, font(text::SMALL), c.text2, 80.0);
    let count_room = Rect::from_min_max(
        pos2(rect.right() - COUNT_END - count_galley.size().x, rect.top()),
        pos2(rect.right() - COUNT_END, rect.bottom()),
    );
    let more = Rect::from_center_size(pos2(count_room.left() - 11.0, middle), vec2(18.0, 24.0));
    // The button for the options takes its room only while it is seen.
    let name_end = if ui.rect_contains_pointer(rect) { more.left() - 2.0 } else { count_room.left() - 6.0 };
    let name_room = Rect::from_min_max(pos2(rect.left() + NAME_LEFT, rect.top()), pos2(name_end, rect.bottom()));
    let name_width = name_room.width() - if has_theme { THEME_BUTTON } else { 0.0 };
    let (placed, elided) = if by_below {
        let lines = name_room.shrink2(vec2(0.0, space::XS));
        let first = one_line(ui.painter(), &legend.name, face, ink, name_room.width());
        let second = one_line(ui.painter(), &legend.classed_by, font(text::SMALL), c.text2, name_width);
        let elided = first.elided || second.elided;
        put(ui.painter(), first, lines, Align2::LEFT_TOP, ink);
        (put(ui.painter(), second, lines, Align2::LEFT_BOTTOM, c.text2), elided)
    } else {
        let galley = one_line(ui.painter(), &name, face, ink, name_width);
        let elided = galley.elided;
        (put(ui.painter(), galley, name_room, Align2::LEFT_CENTER, ink), elided)
    };
    if has_theme {
        let area = Rect::from_center_size(pos2(placed.right() + THEME_BUTTON / 2.0, placed.center().y), vec2(18.0, 24.0));
        settings::theme_button(ui, view, area, commands);
    }
    put(ui.painter(), count_galley, count_room, Align2::RIGHT_CENTER, c.text2);

    options::button(ui, view, entry, more, rect, commands);
    eye(ui, view, entry, Rect::from_center_size(pos2(rect.right() - 18.0, middle), vec2(26.0, 26.0)), commands);
    focus_ring(ui, &response.clone().with_new_rect(inside.shrink(2.0)), radius::BUTTON);
    if response.clicked() && opens {
        commands.send(Command::ExpandLayer(key.clone(), !entry.state.expanded));
    }
    if elided { response.on_hover_text(name) } else { response }
}

/// The switch that shows and hides the layer.
fn eye(ui: &Ui, view: &View, entry: &Entry, rect: Rect, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let visible = entry.state.visible;
    let name = LayersText::ShowLayer.fill(view.lang, &[&entry.legend.name]);
    let response = ui.interact(rect, ui.make_persistent_id("eye"), Sense::click());
    response.widget_info(|| WidgetInfo::selected(egui::Role::CheckBox, true, visible, &name));
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(radius::BUTTON), c.surface3);
    }
    let icon = if visible { icons::EYE } else { icons::EYE_CLOSED };
    ui.painter().text(
        rect.center(),
        Align2::CENTER_CENTER,
        icon,
        icon_font(text::ICON_SMALL),
        if visible { c.text2 } else { c.text3 },
    );
    focus_ring(ui, &response.clone().with_new_rect(rect.shrink(2.0)), radius::BUTTON);
    if response.on_hover_text(name).clicked() {
        commands.send(Command::SetLayerVisible(entry.state.key.clone(), !visible));
    }
}
