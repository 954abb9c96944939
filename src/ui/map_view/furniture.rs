//! What lies on the map's corners: tools, zoom, north, scale bar, credit and marks of confidence; and the tooltip under the
//! cursor. Refuses the map itself.

use egui::{Align, Align2, Area, Id, Layout, Order, Painter, Pos2, Rect, Response, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use crate::domain::DatasetKind;
use crate::i18n::kinds::record_name;
use crate::i18n::map_view::MapText;
use crate::i18n::records::name_of;
use crate::map::furniture::{self, NORTH_ARROW};
use crate::ui::actions::shortcut_of;
use crate::ui::command::{Command, Target, Tool};
use crate::ui::icons;
use crate::ui::theme::{self, radius, size, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{IconButton, confidence_tag, paint_tag, tag_width};

use super::{Screen, find};

/// Room for the scale bar, points.
const BAR_ROOM_PT: f64 = 120.0;
/// Buttons of the group at the lower right.
const NAVIGATION: usize = 5;
/// A zoom button scales by so much.
const ZOOM_STEP: f64 = 2.0;

/// The tools of the group, in order.
const TOOLS: [(Tool, char, MapText); 5] = [
    (Tool::Pointer, icons::POINTER, MapText::ToolPointer),
    (Tool::Box, icons::BOX, MapText::ToolBox),
    (Tool::Lasso, icons::LASSO, MapText::ToolLasso),
    (Tool::MeasureLength, icons::RULER, MapText::MeasureLength),
    (Tool::MeasureArea, icons::AREA, MapText::MeasureArea),
];

/// Shows everything on the corners.
pub fn show(ui: &mut Ui, screen: &Screen, view: &View, commands: &mut Commands) {
    let rect = screen.rect.shrink(space::M);
    tool_group(ui, rect, view, commands);
    zoom_group(ui, rect, view, commands);
    let painter = ui.painter().with_clip_rect(screen.rect);
    north(&painter, rect, view);
    let bar_top = scale_bar(&painter, rect, screen, view);
    credit(&painter, rect, bar_top, view);
}

/// The corners that names keep off, for a map in a rectangle.
pub fn reserved(map: Rect) -> [Rect; 4] {
    let rect = map.shrink(space::M);
    let row = |count: usize| count as f32 * (size::BUTTON + 2.0) + 2.0 * space::XS;
    [
        Rect::from_min_size(rect.left_top(), vec2(row(TOOLS.len()), row(1))),
        Rect::from_min_max(rect.right_bottom() - vec2(row(1), row(NAVIGATION)), rect.right_bottom()),
        Rect::from_min_size(rect.right_top() - vec2(row(1), 0.0), vec2(row(1), row(1) + space::L)),
        Rect::from_min_size(rect.left_bottom() - vec2(0.0, 56.0), vec2(BAR_ROOM_PT as f32 + 120.0, 56.0)),
    ]
}

/// Name, kind and confidence of the record under the cursor.
pub fn tooltip(response: &Response, view: &View) {
    let Some((dataset, row)) = view.hovered.and_then(|record| find(view, record)) else { return };
    if !response.contains_pointer() || response.context_menu_opened() {
        return;
    }
    let c = theme::colours(&response.ctx);
    egui::Tooltip::always_open(response.ctx.clone(), response.layer_id, Id::unique("map_tooltip"), egui::PopupAnchor::Pointer)
        .gap(space::M)
        .show(|ui| {
            ui.horizontal(|ui| {
                ui.label(egui::RichText::new(name_of(dataset, row, view.lang)).font(theme::semibold(text::BODY)));
                if let Some(confidence) = dataset.confidence_of(row) {
                    confidence_tag(ui, confidence, view.lang);
                }
            });
            if dataset.kind != DatasetKind::Other {
                ui.label(egui::RichText::new(record_name(dataset.kind, view.lang)).size(text::SMALL).color(c.text3));
            }
        });
}

fn tool_group(ui: &mut Ui, rect: Rect, view: &View, commands: &mut Commands) {
    floating(ui, "map_tools", rect.left_top(), Align2::LEFT_TOP, true, |ui| {
        for (tool, icon, words) in TOOLS {
            let button = IconButton::new(icon, words.text(view.lang)).selected(view.tool == tool).filled();
            if ui.add(button).clicked() {
                commands.send(Command::SetTool(tool));
            }
        }
    });
}

fn zoom_group(ui: &mut Ui, rect: Rect, view: &View, commands: &mut Commands) {
    let buttons: [(char, MapText, &str, bool, Command); NAVIGATION] = [
        (icons::ARROW_LEFT, MapText::ViewBack, "view_back", view.can_view_back, Command::ViewBack),
        (icons::ARROW_RIGHT, MapText::ViewForward, "view_forward", view.can_view_forward, Command::ViewForward),
        (icons::FIT, MapText::Fit, "fit_park", true, Command::FlyTo(Target::Park)),
        (icons::PLUS, MapText::ZoomIn, "zoom_in", true, Command::Zoom(ZOOM_STEP)),
        (icons::MINUS, MapText::ZoomOut, "zoom_out", true, Command::Zoom(1.0 / ZOOM_STEP)),
    ];
    floating(ui, "map_zoom", rect.right_bottom(), Align2::RIGHT_BOTTOM, false, |ui| {
        for (icon, words, action, enabled, command) in buttons {
            let button = IconButton::new(icon, words.text(view.lang)).shortcut(shortcut_of(ui.ctx(), action));
            if ui.add(button.enabled(enabled)).clicked() {
                commands.send(command);
            }
        }
    });
}

fn floating(ui: &mut Ui, id: &str, corner: Pos2, pivot: Align2, row: bool, add: impl FnOnce(&mut Ui)) {
    let c = theme::colours(ui.ctx());
    Area::new(Id::unique(id)).order(Order::Middle).fixed_pos(corner).pivot(pivot).constrain(false).show(ui.ctx(), |ui| {
        egui::Frame::new()
            .fill(c.surface)
            .corner_radius(radius::FIELD)
            .inner_margin(space::XS)
            .shadow(ui.visuals().popup_shadow)
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing = Vec2::splat(2.0);
                let layout = if row { Layout::left_to_right(Align::Center) } else { Layout::top_down(Align::Center) };
                ui.with_layout(layout, add);
            });
    });
}

/// An indicator only: the map is never turned.
fn north(painter: &Painter, rect: Rect, view: &View) {
    let c = theme::colours(painter.ctx());
    let letter = painter.layout_no_wrap(MapText::NorthLetter.text(view.lang).to_owned(), theme::font(text::TAG), c.text2);
    let half = size::BUTTON / 2.0;
    let left_top = pos2(rect.right() - size::BUTTON, rect.top());
    let ground = Rect::from_min_size(left_top, vec2(size::BUTTON, size::BUTTON + letter.size().y + space::XS));
    painter.rect(ground, half, c.surface, Stroke::new(1.0, c.outline), StrokeKind::Inside);
    let middle = left_top + vec2(half, half + 1.0);
    let at = |[x, y]: [f32; 2]| middle + vec2(x, y) * (half * 0.6);
    let [filled, outlined] = NORTH_ARROW.map(|side| side.map(at).to_vec());
    painter.add(egui::Shape::convex_polygon(filled, c.text, Stroke::NONE));
    painter.add(egui::Shape::closed_line(outlined, Stroke::new(1.0, c.text)));
    painter.galley(pos2(middle.x - letter.size().x / 2.0, left_top.y + size::BUTTON - 3.0), letter, c.text2);
}

/// Returns the top of what it drew.
fn scale_bar(painter: &Painter, rect: Rect, screen: &Screen, view: &View) -> f32 {
    let c = theme::colours(painter.ctx());
    let bar = furniture::scale_bar(&screen.camera, BAR_ROOM_PT, view.lang);
    let long = bar.length_pt as f32;
    let words = painter.layout_no_wrap(bar.label, theme::font(text::SMALL), c.text);
    let inner = vec2(long + space::S + words.size().x, words.size().y);
    let ground = Rect::from_min_size(rect.left_bottom() - vec2(0.0, inner.y + space::S), inner + vec2(2.0 * space::S, space::S));
    painter.rect_filled(ground, f32::from(radius::TAG), c.surface.gamma_multiply(0.9));
    let (left, y) = (ground.left() + space::S, ground.center().y + 3.0);
    let line = Stroke::new(1.5, c.text);
    painter.hline(left..=left + long, y, line);
    for (share, tall) in [(0.0, 6.0), (0.5, 4.0), (1.0, 6.0)] {
        painter.vline(left + long * share, y - tall..=y, line);
    }
    painter.galley(pos2(left + long + space::S, ground.center().y - words.size().y / 2.0), words, c.text);
    ground.top()
}

/// Whom the base map is from, and what on the map is schematic or invented.
fn credit(painter: &Painter, rect: Rect, above: f32, view: &View) {
    let c = theme::colours(painter.ctx());
    let mut x = rect.left();
    for &mark in view.confidence_marks {
        let words = furniture::confidence_text(mark, view.lang);
        let frame = Rect::from_min_size(pos2(x, above - space::XS - size::TAG), vec2(tag_width(painter, words), size::TAG));
        paint_tag(painter, frame, words, c.of_confidence(mark));
        x = frame.right() + space::XS;
    }
    let words = furniture::credit(view.lang);
    let right = rect.right() - size::BUTTON - space::L;
    let width = tag_width(painter, words);
    let frame = Rect::from_min_max(pos2(right - width, rect.bottom() - size::TAG), pos2(right, rect.bottom()));
    paint_tag(painter, frame, words, [c.text2, c.surface.gamma_multiply(0.85)]);
}
