//! Who looks for space: the name of the present one; others to go on with, notes, a new one. In confidential mode the others and the
//! notes are not shown. Refuses what they want, which is the line.

use egui::{Align2, CornerRadius, RichText, ScrollArea, Sense, Stroke, StrokeKind, TextEdit, Ui, WidgetInfo, vec2};

use crate::i18n::Lang;
use crate::i18n::find::FindText as T;
use crate::ui::command::Command;
use crate::ui::finding::{FindChange, FindView};
use crate::ui::icons;
use crate::ui::theme::{self, font, icon_font, radius, semibold, size, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{IconButton, Row, focus_ring, label, one_line, put, secondary};
use crate::workspace::Prospect;

/// The width of the popup, points.
const WIDTH: f32 = 320.0;

/// The button with the present prospect's name, and the popup while it is open.
pub fn button(ui: &mut Ui, view: &View, find: &FindView, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let lang = view.lang;
    let name = name_of(&find.prospect, lang);
    let words = one_line(ui.painter(), &name, semibold(text::BODY), c.text, 120.0);
    let (rect, response) = ui.allocate_exact_size(vec2(words.size().x + 56.0, 36.0), Sense::click());
    let spoken = T::ProspectNow.fill(lang, &[&name]);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &spoken));
    let ground = if response.hovered() { c.surface2 } else { c.surface };
    let edge = Stroke::new(1.0, c.outline);
    ui.painter().rect(rect, CornerRadius::same(radius::FIELD), ground, edge, StrokeKind::Inside);
    let inner = rect.shrink2(vec2(10.0, 0.0));
    ui.painter().text(inner.left_center(), Align2::LEFT_CENTER, icons::PERSON, icon_font(text::ICON_SMALL), c.text2);
    put(ui.painter(), words, inner.with_min_x(inner.left() + 20.0), Align2::LEFT_CENTER, c.text);
    ui.painter().text(inner.right_center(), Align2::RIGHT_CENTER, icons::CARET_DOWN, icon_font(12.0), c.text3);
    focus_ring(ui, &response, radius::FIELD);
    let response = response.on_hover_text(spoken);
    super::popup(&response, WIDTH).show(|ui| {
        super::make_room(ui, WIDTH);
        ui.spacing_mut().item_spacing.y = space::S;
        present(ui, view, find, commands);
        if !view.confidential {
            others(ui, view, commands);
        }
        if secondary(ui, Some(icons::PLUS), T::ProspectNew.text(lang)).clicked() {
            commands.send(Command::Find(FindChange::NewProspect));
            ui.close();
        }
    });
}

fn present(ui: &mut Ui, view: &View, find: &FindView, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let lang = view.lang;
    label(ui, T::ProspectName.text(lang), font(text::SMALL), c.text2);
    let mut name = find.prospect.name.clone();
    let hint = RichText::new(T::ProspectUnnamed.text(lang)).color(c.text3);
    let field = ui.add(TextEdit::singleline(&mut name).desired_width(f32::INFINITY).hint_text(hint));
    if field.accessible_name(T::ProspectName.text(lang)).changed() {
        commands.send(Command::Find(FindChange::RenameProspect(name)));
    }
    if view.confidential {
        return;
    }
    label(ui, T::ProspectNotes.text(lang), font(text::SMALL), c.text2);
    let mut notes = find.prospect.notes.clone();
    let hint = RichText::new(T::ProspectNotesHint.text(lang)).color(c.text3);
    let field = ui.add(TextEdit::multiline(&mut notes).desired_rows(3).desired_width(f32::INFINITY).hint_text(hint));
    if field.accessible_name(T::ProspectNotes.text(lang)).changed() {
        commands.send(Command::Find(FindChange::ProspectNotes(notes)));
    }
}

/// All of them, each with a button that forgets it.
fn others(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let lang = view.lang;
    let prospects = &view.workspace.prospects;
    if prospects.all.len() < 2 {
        return;
    }
    ui.separator();
    ScrollArea::vertical().id_salt("prospects").max_height(8.0 * size::ROW).show(ui, |ui| {
        for (at, prospect) in prospects.all.iter().enumerate() {
            ui.push_id(at, |ui| {
                let name = name_of(prospect, lang);
                let layout = egui::Layout::right_to_left(egui::Align::Center);
                ui.allocate_ui_with_layout(vec2(ui.available_width(), size::ROW), layout, |ui| {
                    let delete = T::ProspectDelete.fill(lang, &[&name]);
                    if ui.add(IconButton::new(icons::TRASH, &delete).small()).clicked() {
                        commands.send(Command::Find(FindChange::DeleteProspect(at)));
                    }
                    ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                        let row =
                            Row { icon: None, name: &name, detail: &prospect.text, right: "", selected: at == prospects.open };
                        if row.show(ui).clicked() {
                            commands.send(Command::Find(FindChange::OpenProspect(at)));
                        }
                    });
                });
            });
        }
    });
}

fn name_of(prospect: &Prospect, lang: Lang) -> String {
    if prospect.name.is_empty() { T::ProspectUnnamed.text(lang).to_owned() } else { prospect.name.clone() }
}
