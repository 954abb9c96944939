//! Sheets over the window: at most one is open. Refuses to open or close itself: it asks.

mod about;
mod brief;
mod datasets_sheet;
mod delivery;
mod geometry;
mod export;
mod first_focus;
mod import;
mod issue_line;
mod issues;
mod open_sheet;
mod palette;
mod shortcuts_sheet;
mod stack_sheet;
mod withheld;
mod workspace_sheet;

use egui::{Align, Align2, CornerRadius, Frame, Id, Layout, Margin, Modal, Rect, ScrollArea, Sense, Shadow, Stroke, Ui, vec2};

use crate::i18n::find::FindText;
use crate::i18n::sheets::SheetText;

use super::command::{Command, Sheet};
use super::icons;
use super::theme::{self, radius, semibold, size, space, text};
use super::view::{Commands, View};
use super::widgets::{IconButton, hairline, label};

/// The width of a sheet in a window, points.
pub(super) fn width_in(sheet: Sheet, window: Rect) -> f32 {
    let width = match sheet {
        Sheet::Import => return import::size(window).x,
        Sheet::Open | Sheet::About => 560.0,
        Sheet::Palette => 600.0,
        Sheet::Workspace => 640.0,
        Sheet::Export => 680.0,
        Sheet::Unsaved => 440.0,
        Sheet::Compare => 1240.0,
        Sheet::Shortcuts => 760.0,
        Sheet::Stacking => 1240.0,
        Sheet::Brief => 1040.0,
        Sheet::Issues | Sheet::Datasets | Sheet::Geometry | Sheet::Delivery => 980.0,
    };
    f32::min(width, window.width() - 2.0 * space::XL)
}

/// Shows the open sheet, if there is one, under so much of the window's top as messages have taken.
pub fn show(ui: &mut Ui, view: &View, taken: f32, commands: &mut Commands) {
    let Some(sheet) = view.sheet else { return };
    let is_withheld = withheld::is_withheld(view, sheet);
    let c = theme::colours(ui.ctx());
    let window = ui.ctx().content_rect();
    let room = window.with_min_y(window.top() + taken);
    ui.data_mut(|data| data.insert_temp(room_id(), room));
    let id = area_id(sheet);
    let shadow = Shadow { offset: [0, 6], blur: 22, spread: 0, color: c.sheet_shadow };
    let frame = Frame::NONE
        .fill(c.surface)
        .stroke(Stroke::new(1.0, c.outline))
        .corner_radius(CornerRadius::same(radius::SHEET))
        .shadow(shadow);
    let area = if sheet == Sheet::Palette {
        Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, size::TOP_BAR + space::XL))
    } else {
        Modal::default_area(id).anchor(Align2::CENTER_CENTER, vec2(0.0, taken / 2.0))
    };
    let response = Modal::new(id).area(area).frame(frame).backdrop_color(c.backdrop).show(ui.ctx(), |ui| {
        if sheet == Sheet::Import && !is_withheld {
            import::show(ui, view, import::size(room), commands);
            return;
        }
        ui.set_width(if is_withheld { withheld::WIDTH } else { width_in(sheet, window) });
        ui.set_max_height(room.height() - 4.0 * space::XL);
        ui.spacing_mut().item_spacing = vec2(space::S, space::S);
        match sheet {
            _ if is_withheld => withheld::show(ui, view, commands),
            Sheet::Open => open_sheet::show(ui, view, commands),
            Sheet::Palette => palette::show(ui, view, commands),
            Sheet::Shortcuts => shortcuts_sheet::show(ui, view, commands),
            Sheet::About => about::show(ui, view, commands),
            Sheet::Issues => issues::show(ui, view, commands),
            Sheet::Datasets => datasets_sheet::show(ui, view, commands),
            Sheet::Workspace => workspace_sheet::show(ui, view, commands),
            Sheet::Unsaved => workspace_sheet::show_unsaved(ui, view, commands),
            Sheet::Geometry => geometry::show(ui, view, commands),
            Sheet::Delivery => delivery::show(ui, view, commands),
            Sheet::Export => export::show(ui, view, commands),
            Sheet::Stacking => stack_sheet::show(ui, view, commands),
            Sheet::Compare => {
                head(ui, view, FindText::Compare.text(view.lang), commands);
                body(ui, |ui| super::find::compare(ui, view, commands));
            }
            Sheet::Brief => brief::show(ui, view, commands),
            Sheet::Import => {}
        }
    });
    if sheet == Sheet::Import && !is_withheld {
        // A click beside it must not throw decisions away: Escape and the buttons do.
        let escapes = response.is_top_modal && !response.any_popup_open;
        if escapes && ui.ctx().input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape)) {
            commands.send(Command::CancelImport);
        }
    } else if response.should_close() {
        commands.send(Command::ShowSheet(None));
    }
}

/// The layer of a sheet.
fn area_id(sheet: Sheet) -> Id {
    Id::unique(("sheet", sheet as u8))
}

fn room_id() -> Id {
    Id::unique("room of sheets")
}

/// The part of the window that is the sheets'.
fn room(ui: &Ui) -> Rect {
    ui.data(|data| data.get_temp(room_id())).unwrap_or(ui.ctx().content_rect())
}

/// A sheet's title with the cross that closes it, and a hairline under it.
fn head(ui: &mut Ui, view: &View, title: &str, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 52.0), Sense::hover());
    let inner = rect.shrink2(vec2(20.0, 0.0));
    let mut row = ui.new_child(egui::UiBuilder::new().max_rect(inner).layout(Layout::left_to_right(Align::Center)));
    label(&mut row, title, semibold(text::SECTION), c.text);
    let mut end = ui.new_child(egui::UiBuilder::new().max_rect(inner).layout(Layout::right_to_left(Align::Center)));
    if end.add(IconButton::new(icons::CLOSE, SheetText::Close.text(view.lang))).clicked() {
        commands.send(Command::ShowSheet(None));
    }
    hairline(ui, rect);
}

/// The body of a sheet: scrolls when the window is small.
fn body<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    let most = (room(ui).height() - 200.0).max(160.0);
    ScrollArea::vertical()
        .max_height(most)
        .auto_shrink([false, true])
        .show(ui, |ui| Frame::NONE.inner_margin(Margin { left: 20, right: 20, top: 4, bottom: 18 }).show(ui, content).inner)
        .inner
}

/// The part of a row from one share of its width to another.
fn part_of(row: Rect, from: f32, to: f32) -> Rect {
    let at = |share: f32| row.left() + share * row.width();
    Rect::from_x_y_ranges(at(from)..=at(to) - space::S, row.y_range())
}
