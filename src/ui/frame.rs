//! The whole window: bars, panels, the page in the middle, sheets over it. Refuses content.

use egui::{Align, Area, Color32, CornerRadius, Frame, Layout, Order, Panel, Rect, Shadow, Stroke, Ui, UiBuilder, pos2, vec2};

use crate::i18n::ui::UiText;

use super::command::{Command, Page};
use super::theme::{self, Look, size};
use super::view::{Commands, View};
use super::widgets::{IconButton, hairline};
use super::{actions, find, home, icons, layers, notices, sheets, status_bar, top_bar};

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
    if !theme::is_cleared(ui.ctx()) {
        ui.painter().rect_filled(window, CornerRadius::ZERO, ground(view.page, view.look));
    }
    let bar = if view.page == Page::Home { Frame::NONE.fill(c.surface) } else { Frame::NONE };
    Panel::top("top_bar").exact_size(size::TOP_BAR).show_separator_line(false).frame(bar).show(ui, |ui| {
        top_bar::show(ui, view, commands);
    });
    Panel::bottom("status_bar").exact_size(size::STATUS_BAR).show_separator_line(false).frame(bar).show(ui, |ui| {
        status_bar::show(ui, view, commands);
    });
    match view.page {
        Page::Home => {
            let middle = ui.available_rect_before_wrap();
            let mut inner = ui.new_child(UiBuilder::new().id_salt("home").max_rect(middle).layout(Layout::top_down(Align::Min)));
            inner.shrink_clip_rect(middle);
            home::show(&mut inner, view, commands);
        }
        Page::Browse => {
            let widths = [theme::left_width(window.width()), theme::right_width(window.width())];
            around_the_map(ui, view, commands, window.width(), widths, map, inspector);
        }
        Page::Find => {
            Panel::top("query").resizable(false).show_separator_line(false).frame(Frame::NONE).show(ui, |ui| {
                find::query(ui, view, commands);
                hairline(ui, ui.max_rect().with_max_y(ui.min_rect().bottom()));
            });
            let widths = [theme::find_width(window.width()); 2];
            let mut own = Commands::default();
            let mut place = |ui: &mut Ui| find::place(ui, view, &mut own, inspector);
            around_the_map(ui, view, commands, window.width(), widths, map, &mut place);
            commands.append(own);
        }
    }
    let taken = notices::show(ui, view, commands);
    sheets::show(ui, view, taken, commands);
}

/// The colour under everything: the page's on Home, the panels' beside the map. A window is cleared to it, so that the panels
/// need no fill of their own: on a processor that draws for itself each filled pixel counts.
pub fn ground(page: Page, look: Look) -> Color32 {
    let c = look.colours();
    if page == Page::Home { c.background } else { c.surface }
}

/// The map in the middle, a panel at its left, the record panel at its right.
fn around_the_map(
    ui: &mut Ui,
    view: &View,
    commands: &mut Commands,
    width: f32,
    [left_width, right_width]: [f32; 2],
    map: &mut dyn FnMut(&mut Ui),
    inspector: &mut dyn FnMut(&mut Ui),
) {
    let panel = Frame::NONE;
    let folds = Folds { left: width <= theme::OVERLAY_BELOW, right: width < theme::FOLD_BELOW };
    let mut overlay = overlay(ui, view, folds);

    if folds.left || !view.left_panel {
        if strip(ui, Overlay::Left, overlay, view) {
            unfold(Overlay::Left, folds.left, &mut overlay, commands);
        }
    } else {
        let left = Panel::left("layers").exact_size(left_width);
        left.resizable(false).show_separator_line(false).frame(panel).show(ui, |ui| {
            left_panel(ui, view, commands);
            edge(ui, Overlay::Left);
        });
    }
    if folds.right || !view.right_panel {
        if strip(ui, Overlay::Right, overlay, view) {
            unfold(Overlay::Right, folds.right, &mut overlay, commands);
        }
    } else {
        let right = Panel::right("record").exact_size(right_width);
        right.resizable(false).show_separator_line(false).frame(panel).show(ui, |ui| {
            inspector(ui);
            edge(ui, Overlay::Right);
        });
    }

    let middle = ui.available_rect_before_wrap();
    let mut inner = ui.new_child(UiBuilder::new().id_salt("map").max_rect(middle).layout(Layout::top_down(Align::Min)));
    inner.shrink_clip_rect(middle);
    map(&mut inner);
    match overlay {
        Overlay::None => {}
        Overlay::Left => {
            over_the_map(ui, overlay, middle, left_width, &mut |ui| left_panel(ui, view, commands));
        }
        Overlay::Right => over_the_map(ui, overlay, middle, right_width, inspector),
    }
    if ui.input(|input| input.key_pressed(egui::Key::Escape)) {
        overlay = Overlay::None;
    }
    ui.data_mut(|data| data.insert_temp(overlay_id(), overlay));
}

fn left_panel(ui: &mut Ui, view: &View, commands: &mut Commands) {
    if view.page == Page::Find { find::list(ui, view, commands) } else { layers::show(ui, view, commands) }
}

/// Which panels the window is too narrow for.
#[derive(Clone, Copy)]
struct Folds {
    left: bool,
    right: bool,
}

/// What opens and closes the panel over the map, as it was in the last frame.
#[derive(Clone, Copy, PartialEq)]
struct Seen {
    selection: egui::Id,
    left_wanted: bool,
    right_wanted: bool,
}

fn overlay_id() -> egui::Id {
    egui::Id::unique("panel over the map")
}

/// Which panel lies over the map. What was just selected is shown, and the shortcuts of the panels open and close it.
fn overlay(ui: &Ui, view: &View, folds: Folds) -> Overlay {
    let mut overlay = ui.data(|data| data.get_temp::<Overlay>(overlay_id())).unwrap_or_default();
    let seen = Seen { selection: egui::Id::unique(view.selection), left_wanted: view.left_panel, right_wanted: view.right_panel };
    let before = ui.data(|data| data.get_temp::<Seen>(overlay_id())).unwrap_or(seen);
    ui.data_mut(|data| data.insert_temp(overlay_id(), seen));
    let mut toggle = |side| overlay = if overlay == side { Overlay::None } else { side };
    if folds.left && seen.left_wanted != before.left_wanted {
        toggle(Overlay::Left);
    }
    if folds.right && seen.right_wanted != before.right_wanted {
        toggle(Overlay::Right);
    }
    if folds.right && seen.selection != before.selection && !view.selection.is_empty() {
        overlay = Overlay::Right;
    }
    match overlay {
        Overlay::Left if !folds.left => Overlay::None,
        Overlay::Right if !folds.right => Overlay::None,
        overlay => overlay,
    }
}

/// What the button of a strip does: over the map in a narrow window, else beside it.
fn unfold(side: Overlay, over_the_map: bool, overlay: &mut Overlay, commands: &mut Commands) {
    match (over_the_map, side) {
        (true, side) => *overlay = if *overlay == side { Overlay::None } else { side },
        (false, Overlay::Left) => commands.send(Command::ToggleLeftPanel),
        (false, _) => commands.send(Command::ToggleRightPanel),
    }
}

/// The strip of a folded panel, with the button that unfolds it; true when that was clicked.
fn strip(ui: &mut Ui, side: Overlay, overlay: Overlay, view: &View) -> bool {
    let (panel, icon, name, action) = match side {
        Overlay::Left if view.page == Page::Find => (Panel::left("layers_folded"), icons::MENU, UiText::ShowPlaces, "left_panel"),
        Overlay::Left => (Panel::left("layers_folded"), icons::LAYERS, UiText::ShowLayersPanel, "left_panel"),
        _ => (Panel::right("record_folded"), icons::INFO, UiText::ShowRecordPanel, "right_panel"),
    };
    let strip = panel.exact_size(size::FOLDED).resizable(false).show_separator_line(false).frame(Frame::NONE).show(ui, |ui| {
        let open = overlay == side;
        let name = if open { UiText::HidePanel } else { name };
        let rect = Rect::from_center_size(pos2(ui.max_rect().center().x, ui.max_rect().top() + 22.0), vec2(32.0, 32.0));
        let shortcut = actions::shortcut_of(ui.ctx(), action);
        let clicked = ui.put(rect, IconButton::new(icon, name.text(view.lang)).shortcut(shortcut).selected(open)).clicked();
        edge(ui, side);
        clicked
    });
    strip.inner
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
