//! Messages at the window's edge: quiet, one under the other, until they are closed. Refuses to interrupt.

use egui::{Align, Align2, Area, CornerRadius, Frame, Id, Layout, Margin, Order, RichText, Shadow, Stroke, Ui, vec2};

use crate::i18n::ui::UiText;

use super::command::{Command, Sheet};
use super::icons;
use super::theme::{self, font, icon_font, radius, size, space, text};
use super::view::{Commands, Notice, View};
use super::widgets::{IconButton, link};

const WIDTH: f32 = 460.0;
/// Messages shown at once; older ones come when these are closed.
const MOST: usize = 4;

/// Shows the newest messages under the top bar, in the middle, where neither tools nor panels are.
pub fn show(ui: &Ui, view: &View, commands: &mut Commands) {
    if view.notices.is_empty() {
        return;
    }
    let width = WIDTH.min(ui.ctx().content_rect().width() - 2.0 * space::XL);
    // What the issue list asks while it is open must be answered over it.
    let order = if view.sheet == Some(Sheet::Issues) { Order::Tooltip } else { Order::Foreground };
    let area = Area::new(Id::unique("notices")).order(order).anchor(Align2::CENTER_TOP, vec2(0.0, size::TOP_BAR + space::M));
    area.show(ui.ctx(), |ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::S);
        ui.set_width(width);
        for notice in view.notices.iter().rev().take(MOST) {
            ui.push_id(notice.id, |ui| message(ui, view, notice, commands));
        }
    });
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
