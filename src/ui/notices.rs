//! Messages at the window's edge: quiet, one under the other, until they are closed; over an open sheet beside it, or above it,
//! where the sheet makes room. Refuses to interrupt, and to cover what a sheet asks.

use egui::{Align, Align2, Area, CornerRadius, Frame, Id, Layout, Margin, Order, RichText, Shadow, Stroke, Ui, vec2};

use crate::i18n::ui::UiText;

use super::command::{Command, Sheet};
use super::icons;
use super::sheets;
use super::theme::{self, font, icon_font, radius, size, space, text};
use super::view::{Commands, Notice, View};
use super::widgets::{IconButton, link};

const WIDTH: f32 = 460.0;
/// Messages shown at once; older ones come when these are closed.
const MOST: usize = 4;
/// Beside a sheet they need so much room.
const LEAST_BESIDE: f32 = 260.0;
/// Above a sheet they are wide and few, so that it keeps its room.
const WIDTH_ABOVE: f32 = 760.0;
const MOST_ABOVE: usize = 2;

/// Where the messages are.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// Under the top bar, in the middle, where neither tools nor panels are.
    Window,
    /// Right of an open sheet, in so much room.
    Beside(f32),
    /// Above an open sheet that is too wide for that.
    Above,
}

/// The open sheet, and what had been said before it was opened.
#[derive(Clone, Copy, Default)]
struct Opened {
    sheet: Option<Sheet>,
    /// The newest message of the frame before the sheet was opened.
    known: u64,
    /// The newest message of the last frame.
    newest: u64,
}

/// Shows the newest messages. Returns the height that an open sheet is to leave free at the window's top.
pub fn show(ui: &Ui, view: &View, commands: &mut Commands) -> f32 {
    let known = known_before(ui, view);
    if view.notices.is_empty() {
        return 0.0;
    }
    let window = ui.ctx().content_rect();
    let place = match view.sheet {
        None => Place::Window,
        Some(sheet) => {
            let room = (window.width() - sheets::width_in(sheet, window)) / 2.0 - 2.0 * space::M;
            if room >= LEAST_BESIDE { Place::Beside(room) } else { Place::Above }
        }
    };
    // What was said before a sheet was opened that fills the window does not take its room, unless something went wrong.
    let is_shown = |notice: &&Notice| place != Place::Above || notice.is_error || notice.id > known;
    let most = if place == Place::Above { MOST_ABOVE } else { MOST };
    let shown: Vec<&Notice> = view.notices.iter().rev().filter(is_shown).take(most).collect();
    if shown.is_empty() {
        return 0.0;
    }
    let widest = window.width() - 2.0 * space::XL;
    let (width, align, offset) = match place {
        Place::Window => (WIDTH, Align2::CENTER_TOP, vec2(0.0, size::TOP_BAR + space::M)),
        Place::Beside(room) => (WIDTH.min(room), Align2::RIGHT_TOP, vec2(-space::M, size::TOP_BAR + space::M)),
        Place::Above => (WIDTH_ABOVE, Align2::CENTER_TOP, vec2(0.0, space::M)),
    };
    // An open sheet is modal: only what lies over it can be answered.
    let order = if place == Place::Window { Order::Foreground } else { Order::Tooltip };
    let area = Area::new(Id::unique(("notices", place == Place::Above))).order(order).anchor(align, offset);
    let area = area.show(ui.ctx(), |ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::S);
        ui.set_width(width.min(widest));
        for notice in shown {
            ui.push_id(notice.id, |ui| message(ui, view, notice, commands));
        }
    });
    // A sheet keeps a margin of its own at the window's top.
    if place == Place::Above { (area.response.rect.bottom() - window.top() + space::M - space::XL).max(0.0) } else { 0.0 }
}

/// The newest message that was there when the open sheet was not.
fn known_before(ui: &Ui, view: &View) -> u64 {
    let id = Id::unique("notices and the open sheet");
    let mut opened = ui.data(|data| data.get_temp::<Opened>(id)).unwrap_or_default();
    if opened.sheet != view.sheet {
        (opened.sheet, opened.known) = (view.sheet, opened.newest);
    }
    opened.newest = view.notices.last().map_or(opened.newest, |notice| notice.id);
    ui.data_mut(|data| data.insert_temp(id, opened));
    opened.known
}

fn message(ui: &mut Ui, view: &View, notice: &Notice, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let (icon, ink, ground) = match notice.is_error {
        true => (icons::ERROR, c.error, c.error_soft),
        false => (icons::INFO, c.accent, c.surface),
    };
    let frame = Frame::NONE
        .fill(ground)
        .stroke(Stroke::new(1.0, c.outline))
        .corner_radius(CornerRadius::same(radius::FIELD))
        .shadow(Shadow { offset: [0, 2], blur: 8, spread: 0, color: c.shadow })
        .inner_margin(Margin::symmetric(12, 8));
    frame.show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            if ui.add(IconButton::new(icons::CLOSE, UiText::CloseNotice.text(view.lang)).small()).clicked() {
                commands.send(Command::DismissNotice(notice.id));
            }
            ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
                ui.label(RichText::new(icon.to_string()).font(icon_font(text::ICON)).color(ink));
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    ui.add(egui::Label::new(RichText::new(&notice.text).font(font(text::BODY)).color(c.text)).wrap());
                    if notice.has_issues && link(ui, UiText::IssuesOpen.text(view.lang), true).clicked() {
                        commands.send(Command::ShowSheet(Some(Sheet::Issues)));
                    }
                    if !notice.offers.is_empty() {
                        ui.horizontal(|ui| offers(ui, notice, commands));
                    }
                    if let Some(kind) = notice.restores
                        && link(ui, UiText::RestoreEmbedded.text(view.lang), true).clicked()
                    {
                        commands.send(Command::RestoreEmbedded(kind));
                    }
                });
            });
        });
    });
}

fn offers(ui: &mut Ui, notice: &Notice, commands: &mut Commands) {
    ui.spacing_mut().item_spacing.x = space::L;
    for offer in &notice.offers {
        if link(ui, &offer.words, true).clicked() {
            commands.send(offer.command.clone());
            commands.send(Command::DismissNotice(notice.id));
        }
    }
}
