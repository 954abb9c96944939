//! Home: the park at a glance. Blocks with their figures, the indicator board, the key projects; each leads into the map.
//! Refuses to compute: all figures come with the view.

mod block_card;
mod board;
mod header;
mod mini_map;
mod projects;

use egui::{Align, Context, CornerRadius, Frame, Id, Layout, Margin, Rect, ScrollArea, Stroke, Ui, UiBuilder, pos2, vec2};

use crate::i18n::home::HomeText;

use super::command::{Command, Sheet};
use super::icons;
use super::theme::{self, radius, space};
use super::view::{Commands, ParkView, View};
use super::widgets::{Empty, EmptyAnswer, loading_bar};

/// Below this width the projects stand under the board, points.
const ONE_COLUMN_BELOW: f32 = 1000.0;
/// The share of the width that the board takes beside the projects.
const BOARD_SHARE: f32 = 0.70;

/// Shows the page over all the room there is.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let Some(park) = view.park else {
        loading_bar(ui, ui.max_rect(), None);
        return skeleton(ui);
    };
    let summary = &park.summary;
    if summary.blocks.is_empty() && summary.target_rows.is_empty() && summary.project_rows.is_empty() {
        return empty(ui, view, commands);
    }
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let margin = Margin { left: space::XL as i8, right: space::XL as i8, top: space::L as i8, bottom: space::L as i8 };
        Frame::NONE.inner_margin(margin).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(space::L, space::L);
            header::show(ui, view, park);
            blocks(ui, view, park, commands);
            if is_first_frame(ui.ctx()) {
                ui.ctx().request_repaint();
                skeleton_of(ui, ui.available_rect_before_wrap());
            } else {
                lower_row(ui, view, park, commands);
            }
        });
    });
}

/// True in the first frame that shows figures. Each Chinese character is drawn into the atlas when it is first met: those of
/// the whole page are too many for one frame, so that the lower half comes with the next.
fn is_first_frame(ctx: &Context) -> bool {
    let id = Id::unique("first frame of home");
    let now = ctx.cumulative_frame_nr();
    ctx.data_mut(|data| *data.get_temp_mut_or_insert_with(id, || now)) == now
}

fn blocks(ui: &mut Ui, view: &View, park: &ParkView, commands: &mut Commands) {
    let count = park.summary.blocks.len();
    if count == 0 {
        return;
    }
    // Three to a row; own data may bring more blocks.
    let in_row = count.min(3);
    let width = (ui.available_width() - space::L * (in_row - 1) as f32) / in_row as f32;
    for (row, blocks) in park.summary.blocks.chunks(in_row).enumerate() {
        let top_left = ui.cursor().min;
        for (column, block) in blocks.iter().enumerate() {
            let left = top_left.x + column as f32 * (width + space::L);
            let rect = Rect::from_min_size(pos2(left, top_left.y), vec2(width, block_card::HEIGHT));
            card(ui, rect, |ui| block_card::show(ui, view, park, block, row * in_row + column, commands));
        }
        ui.allocate_exact_size(vec2(ui.available_width(), block_card::HEIGHT), egui::Sense::hover());
    }
}

fn lower_row(ui: &mut Ui, view: &View, park: &ParkView, commands: &mut Commands) {
    let width = ui.available_width();
    let (targets, projects_count) = (park.summary.target_rows.len(), park.summary.project_rows.len());
    let (board_height, projects_height) = (board::height(targets), projects::height(projects_count));
    let top_left = ui.cursor().min;
    let beside = width >= ONE_COLUMN_BELOW && targets > 0 && projects_count > 0;
    let (board_rect, projects_rect) = if beside {
        let height = board_height.max(projects_height);
        let board_width = (width * BOARD_SHARE).round();
        let right = pos2(top_left.x + board_width + space::L, top_left.y);
        (
            Rect::from_min_size(top_left, vec2(board_width, height)),
            Rect::from_min_size(right, vec2(width - board_width - space::L, height)),
        )
    } else {
        let below = if targets > 0 { board_height + space::L } else { 0.0 };
        (
            Rect::from_min_size(top_left, vec2(width, board_height)),
            Rect::from_min_size(top_left + vec2(0.0, below), vec2(width, projects_height)),
        )
    };
    let mut used = Rect::from_min_size(top_left, vec2(width, 0.0));
    if targets > 0 {
        card(ui, board_rect, |ui| board::show(ui, view, park, commands));
        used = used.union(board_rect);
    }
    if projects_count > 0 {
        card(ui, projects_rect, |ui| projects::show(ui, view, park, commands));
        used = used.union(projects_rect);
    }
    ui.allocate_exact_size(used.size(), egui::Sense::hover());
}

/// A card over a rectangle; its content has all of it.
fn card(ui: &mut Ui, rect: Rect, content: impl FnOnce(&mut Ui)) {
    let c = theme::colours(ui.ctx());
    let hair = 1.0 / ui.pixels_per_point();
    ui.painter().rect(rect, CornerRadius::same(radius::CARD), c.surface, Stroke::new(hair, c.outline), egui::StrokeKind::Inside);
    if !ui.is_rect_visible(rect) {
        return;
    }
    let mut inner =
        ui.new_child(UiBuilder::new().id_salt((rect.left() as i32, "card")).max_rect(rect).layout(Layout::top_down(Align::Min)));
    inner.spacing_mut().item_spacing = vec2(0.0, 0.0);
    content(&mut inner);
}

/// Grey cards of the final height, while the figures are summed up.
fn skeleton(ui: &mut Ui) {
    let c = theme::colours(ui.ctx());
    let area = ui.max_rect().shrink(space::XL);
    let width = (area.width() - 2.0 * space::L) / 3.0;
    let top = area.top() + 64.0;
    for column in 0..3 {
        let min = pos2(area.left() + column as f32 * (width + space::L), top);
        let rect = Rect::from_min_size(min, vec2(width, block_card::HEIGHT));
        ui.painter().rect_filled(rect, CornerRadius::same(radius::CARD), c.surface2);
    }
    skeleton_of(ui, Rect::from_min_max(pos2(area.left(), top + block_card::HEIGHT + space::L), area.max));
}

/// A grey card where one will be.
fn skeleton_of(ui: &Ui, rect: Rect) {
    let c = theme::colours(ui.ctx());
    ui.painter().rect_filled(rect, CornerRadius::same(radius::CARD), c.surface2);
}

fn empty(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let lang = view.lang;
    let empty = Empty {
        icon: icons::DATASET,
        title: HomeText::EmptyTitle.text(lang),
        sentence: HomeText::EmptySentence.text(lang),
        button: Some((icons::FOLDER_OPEN, HomeText::EmptyButton.text(lang))),
        link: Some(HomeText::EmptyLink.text(lang)),
    };
    match empty.show(ui) {
        Some(EmptyAnswer::Button) => commands.send(Command::ShowSheet(Some(Sheet::Open))),
        Some(EmptyAnswer::Link) => commands.send(Command::ShowSheet(Some(Sheet::Datasets))),
        None => {}
    }
}
