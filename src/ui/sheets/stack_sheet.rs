//! The stacking plan large, for a meeting, and its export as SVG, PNG or PDF. Refuses to draw the plan (`ui::stacking`) and to
//! write it: every change is a command.

use egui::{Align, Frame, Key, Layout, Margin, RichText, ScrollArea, TextEdit, Ui, vec2};

use crate::domain::{DatasetKind, SetKey};
use crate::i18n::Lang;
use crate::i18n::records::name_of;
use crate::i18n::stacking::StackText as T;
use crate::report::stack::StackFormat;
use crate::ui::command::Command;
use crate::ui::icons;
use crate::ui::stacking;
use crate::ui::stacking::wish::{StackChange, StackView};
use crate::ui::theme::{self, font, size, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{loading_bar, primary, secondary, tabs, wrapped};

use super::{head, room};

/// Room that title, file and buttons take, points.
const AROUND: f32 = 180.0;

/// Shows the sheet.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let (Some(stack), Some(park)) = (view.stack, view.park) else { return };
    let buildings = park.model.set(DatasetKind::Buildings).filter(|_| stack.building.set == SetKey::Kind(DatasetKind::Buildings));
    let name = buildings.map(|set| name_of(set, stack.building.row as usize, view.lang)).unwrap_or_default();
    head(ui, view, &T::TitleOf.fill(view.lang, &[&name]), commands);
    if stack.is_running {
        loading_bar(ui, ui.available_rect_before_wrap(), stack.share);
    }
    let most = (room(ui).height() - AROUND - 2.0 * size::BUTTON).max(160.0);
    ScrollArea::vertical().id_salt("stack sheet").max_height(most).auto_shrink([false, true]).show(ui, |ui| {
        Frame::NONE.inner_margin(Margin { left: 20, right: 20, top: 4, bottom: 8 }).show(ui, |ui| {
            stacking::show_large(ui, view, &stack.building, &stack.outlined, commands);
        });
    });
    Frame::NONE.inner_margin(Margin { left: 20, right: 20, top: 4, bottom: 16 }).show(ui, |ui| foot(ui, view, stack, commands));
}

/// Format, file and buttons, and whatever stands against it.
fn foot(ui: &mut Ui, view: &View, stack: &StackView, commands: &mut Commands) {
    let (c, lang) = (theme::colours(ui.ctx()), view.lang);
    let mut starts = false;
    for (words, ink) in [
        (stack.fault.as_deref(), c.error),
        (stack.is_cancelled.then_some(T::Cancelled.text(lang)), c.text2),
        (stack.exists.as_deref(), c.warn),
    ] {
        if let Some(words) = words {
            wrapped(ui, words, font(text::BODY), ink);
        }
    }
    ui.allocate_ui_with_layout(vec2(ui.available_width(), size::BUTTON), Layout::right_to_left(Align::Center), |ui| {
        if stack.is_running {
            if secondary(ui, None, T::Cancel.text(lang)).clicked() {
                commands.send(Command::CancelStack);
            }
        } else {
            let words = if stack.exists.is_some() { T::Replace } else { T::ExportNow };
            starts |= primary(ui, Some(icons::SAVE), words.text(lang)).clicked();
        }
        ui.add_enabled_ui(!stack.is_running, |ui| {
            if secondary(ui, None, T::Browse.text(lang)).clicked() {
                commands.send(Command::BrowseStack);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| starts |= file(ui, stack, lang, commands));
        });
    });
    if starts && !stack.is_running {
        commands.send(Command::StartStack(stacking::shown(ui.ctx()), stack.exists.is_some()));
    }
}

/// Format and path; true when Enter was pressed in it.
fn file(ui: &mut Ui, stack: &StackView, lang: Lang, commands: &mut Commands) -> bool {
    let c = theme::colours(ui.ctx());
    let items = StackFormat::ALL.map(|format| (format, None, format.name()));
    if let Some(format) = tabs(ui, stack.format, &items, false).filter(|format| *format != stack.format) {
        commands.send(Command::ChangeStack(StackChange::Format(format)));
    }
    let mut path = stack.path.clone();
    let hint = RichText::new(T::PathHint.text(lang)).color(c.text3);
    let wide = (ui.available_width() - 2.0 * space::S).max(120.0);
    let field = TextEdit::singleline(&mut path).margin(Margin::symmetric(8, 6)).desired_width(wide).hint_text(hint);
    let field = ui.add(field);
    if field.changed() {
        commands.send(Command::ChangeStack(StackChange::Path(path)));
    }
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    field.accessible_name(T::SaveTo.text(lang));
    entered
}
