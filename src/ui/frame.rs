//! The whole window: bars, panels, the page in the middle, sheets over it. Refuses content.

use egui::{Align, Area, CornerRadius, Frame, Layout, Order, Panel, Rect, Shadow, Stroke, Ui, UiBuilder, pos2, vec2};

use crate::i18n::ui::UiText;

use super::command::Page;
use super::theme::{self, size};
use super::view::{Commands, View};
use super::widgets::IconButton;
use super::{actions, home, icons, layers, notices, sheets, status_bar, top_bar};

/// The panel that lies over the map in a narrow window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Overlay {
    #[default]
    None,
    Left,
    Right,
}

/// Shows the window. `map` draws the map and `inspector` the record panel, each over all the room of the `Ui` it is given.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Commands, map: &mut dyn FnMut(&mut Ui), inspector: &mut dyn FnMut(&mut Ui)) {
    if theme::apply(ui.ctx(), view.look, view.motion) {
        ui.set_style(ui.ctx().style_of(ui.ctx().theme()));
    }
    actions::from_keyboard(ui.ctx(), view, commands);
    let c = theme::colours(ui.ctx());
    let window = ui.max_rect();
    ui.painter().rect_filled(window, CornerRadius::ZERO, c.background);

    let bar = |fill| Frame::NONE.fill(fill);
    Panel::top("top_bar").exact_size(size::TOP_BAR).show_separator_line(false).frame(bar(c.surface)).show(ui, |ui| {
        top_bar::show(ui, view, commands);
    });
    Panel::bottom("status_bar").exact_size(size::STATUS_BAR).show_separator_line(false).frame(bar(c.surface)).show(ui, |ui| {
        status_bar::show(ui, view, commands);
    });
    match view.page {
        Page::Home => {
            let middle = ui.available_rect_before_wrap();
            let mut inner = ui.new_child(UiBuilder::new().id_salt("home").max_rect(middle).layout(Layout::top_down(Align::Min)));
            inner.shrink_clip_rect(middle);
            home::show(&mut inner, view, commands);
        }
        Page::Browse => browse(ui, view, commands, window.width(), map, inspector),
    }
    notices::show(ui, view, commands);
    sheets::show(ui, view, commands);
}

fn browse(
    ui: &mut Ui,
    view: &View,
    commands: &mut Commands,
    width: f32,
    map: &mut dyn FnMut(&mut Ui),
    inspector: &mut dyn FnMut(&mut Ui),
) {
    let c = theme::colours(ui.ctx());
    let panel = Frame::NONE.fill(c.surface);
    let folds_right = width < theme::FOLD_BELOW;
    let folds_left = width <= theme::OVERLAY_BELOW;
    let mut overlay = overlay(ui, view, folds_right);

    if folds_left {
        strip(ui, Overlay::Left, &mut overlay, view);
    } else if view.left_panel {
        Panel::left("layers").exact_size(theme::left_width(width)).resizable(false).show_separator_line(false).frame(panel).show(
            ui,
            |ui| {
                layers::show(ui, view, commands);
                edge(ui, Overlay::Left);
            },
        );
    }
    if folds_right {
        strip(ui, Overlay::Right, &mut overlay, view);
    } else if view.right_panel {
        Panel::right("record")
            .exact_size(theme::right_width(width))
            .resizable(false)
            .show_separator_line(false)
            .frame(panel)
            .show(ui, |ui| {
                inspector(ui);
                edge(ui, Overlay::Right);
            });
    }

    let middle = ui.available_rect_before_wrap();
    let mut inner = ui.new_child(UiBuilder::new().id_salt("map").max_rect(middle).layout(Layout::top_down(Align::Min)));
    inner.shrink_clip_rect(middle);
    map(&mut inner);

    if (overlay == Overlay::Left && !folds_left) || (overlay == Overlay::Right && !folds_right) {
        overlay = Overlay::None;
    }
    match overlay {
        Overlay::None => {}
        Overlay::Left => over_the_map(ui, overlay, middle, theme::left_width(width), &mut |ui| layers::show(ui, view, commands)),
        Overlay::Right => over_the_map(ui, overlay, middle, theme::right_width(width), inspector),
    }
    ui.data_mut(|data| data.insert_temp(overlay_id(), overlay));
    if overlay != Overlay::None && ui.input(|input| input.key_pressed(egui::Key::Escape)) {
        ui.data_mut(|data| data.insert_temp(overlay_id(), Overlay::None));
    }
}

fn overlay_id() -> egui::Id {
    egui::Id::unique("panel over the map")
}

/// Which panel lies over the map. What was just selected is shown, if its panel is folded.
fn overlay(ui: &Ui, view: &View, folds_right: bool) -> Overlay {
    let now = ui.data(|data| data.get_temp::<Overlay>(overlay_id())).unwrap_or_default();
    let seen = overlay_id().with("selection");
    let selection = egui::Id::unique(view.selection);
    let before = ui.data(|data| data.get_temp::<egui::Id>(seen));
    ui.data_mut(|data| data.insert_temp(seen, selection));
    if folds_right && before.is_some_and(|before| before != selection) && !view.selection.is_empty() {
        return Overlay::Right;
    }
    now
}

/// The strip of a folded panel, with the button that unfolds it.
fn strip(ui: &mut Ui, side: Overlay, overlay: &mut Overlay, view: &View) {
    let c = theme::colours(ui.ctx());
    let (panel, icon, name) = match side {
        Overlay::Left => (Panel::left("layers_folded"), icons::LAYERS, UiText::ShowLayersPanel),
        _ => (Panel::right("record_folded"), icons::INFO, UiText::ShowRecordPanel),
    };
    let frame = Frame::NONE.fill(c.surface);
    panel.exact_size(size::FOLDED).resizable(false).show_separator_line(false).frame(frame).show(ui, |ui| {
        let open = *overlay == side;
        let name = if open { UiText::HidePanel } else { name };
        let rect = Rect::from_center_size(pos2(ui.max_rect().center().x, ui.max_rect().top() + 22.0), vec2(32.0, 32.0));
        if ui.put(rect, IconButton::new(icon, name.text(view.lang)).selected(open)).clicked() {
            *overlay = if open { Overlay::None } else { side };
        }
        edge(ui, side);
    });
}

/// The hairline between a panel and the map.
fn edge(ui: &Ui, side: Overlay) {
    let rect = ui.max_rect();
    let hair = 1.0 / ui.pixels_per_point();
    let x = if side == Overlay::Left { rect.right() - hair / 2.0 } else { rect.left() + hair / 2.0 };
    ui.painter().vline(x, rect.y_range(), Stroke::new(hair, theme::colours(ui.ctx()).outline));
}

/// A folded panel, unfolded over the map's edge.
fn over_the_map(ui: &Ui, side: Overlay, middle: Rect, width: f32, content: &mut dyn FnMut(&mut Ui)) {
    let c = theme::colours(ui.ctx());
    let left = if side == Overlay::Left { middle.left() } else { middle.right() - width };
    let rect = Rect::from_min_size(pos2(left, middle.top()), vec2(width, middle.height()));
    let shadow = Shadow { offset: [0, 2], blur: 8, spread: 0, color: c.shadow };
    Area::new(overlay_id().with("area")).order(Order::Middle).fixed_pos(rect.min).show(ui.ctx(), |ui| {
        ui.set_clip_rect(rect.expand(12.0));
        ui.painter().add(shadow.as_shape(rect, CornerRadius::ZERO));
        ui.painter().rect_filled(rect, CornerRadius::ZERO, c.surface);
        let mut inner = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min)));
        inner.shrink_clip_rect(rect);
        content(&mut inner);
        ui.expand_to_include_rect(rect);
    });
}
