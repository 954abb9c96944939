//! The brief's sheet: what is said beside what was found on the left, the pages as they will be on the right. Refuses to set
//! pages and to write: every change is a command.

mod choose;
mod pages;

use egui::{Align, Layout, Rect, Ui, UiBuilder, vec2};

use crate::i18n::brief_sheet::BriefSheetText as T;
use crate::ui::briefing::{BriefChange, BriefView};
use crate::ui::command::Command;
use crate::ui::icons;
use crate::ui::theme::{self, font, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{link, loading_bar, primary, secondary, wrapped};

use super::{head, room};

/// Width of the choices, points.
const CHOICES: f32 = 340.0;
/// Room that the head and the edge of the sheet take, points.
const AROUND: f32 = 130.0;

/// Shows the sheet.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let Some(brief) = view.brief else { return };
    let lang = view.lang;
    head(ui, view, T::Title.text(lang), commands);
    if brief.is_setting || brief.is_writing {
        loading_bar(ui, ui.available_rect_before_wrap(), brief.share);
    }
    let high = (room(ui).height() - AROUND).max(240.0);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), high), egui::Sense::hover());
    let inner = rect.shrink2(vec2(20.0, 4.0));
    let left = Rect::from_min_size(inner.min, vec2(CHOICES.min(inner.width() / 2.0), inner.height()));
    let right = inner.with_min_x(left.right() + space::L);
    let mut column = ui.new_child(UiBuilder::new().id_salt("brief choices").max_rect(left).layout(Layout::top_down(Align::Min)));
    column.spacing_mut().item_spacing.y = space::XS;
    egui::ScrollArea::vertical().id_salt("brief choices").auto_shrink([false, false]).show(&mut column, |ui| {
        ui.set_width(left.width() - space::M);
        ui.add_enabled_ui(!brief.is_writing, |ui| {
            choose::what(ui, view, brief, commands);
            choose::file(ui, brief, lang, commands);
        });
        foot(ui, view, brief, commands);
    });
    let mut column =
        ui.new_child(UiBuilder::new().id_salt("brief pages").max_rect(right).layout(Layout::top_down(Align::Center)));
    pages::show(&mut column, view, brief);
}

/// Whatever stands against it, and the buttons.
fn foot(ui: &mut Ui, view: &View, brief: &BriefView, commands: &mut Commands) {
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    ui.add_space(space::XS);
    if brief.count() == 0 {
        wrapped(ui, T::Nothing.text(lang), font(text::BODY), c.text2);
    }
    if let Some(fault) = &brief.fault {
        wrapped(ui, fault, font(text::BODY), c.error);
    }
    if let Some(exists) = &brief.exists {
        wrapped(ui, exists, font(text::BODY), c.warn);
    }
    ui.horizontal(|ui| {
        if brief.is_writing {
            if secondary(ui, None, T::Cancel.text(lang)).clicked() {
                commands.send(Command::Brief(BriefChange::Cancel));
            }
            return;
        }
        let words = if brief.exists.is_some() { T::Replace } else { T::Save }.text(lang);
        let ready = brief.count() > 0;
        if ui.add_enabled_ui(ready, |ui| primary(ui, Some(icons::SAVE), words)).inner.clicked() {
            commands.send(Command::Brief(BriefChange::Save(brief.exists.is_some())));
        }
        if secondary(ui, None, T::Close.text(lang)).clicked() {
            commands.send(Command::ShowSheet(None));
        }
    });
    if let Some(written) = &brief.written {
        wrapped(ui, &T::Written.fill(lang, &[&written.display().to_string()]), font(text::SMALL), c.ok);
        if link(ui, T::OpenIt.text(lang), true).clicked() {
            commands.send(Command::Brief(BriefChange::OpenWritten));
        }
    }
}
