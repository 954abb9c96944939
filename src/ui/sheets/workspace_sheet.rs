//! The workspace file: where it is saved, whether the data goes with it, its sources and what is missing of them, notes. Refuses
//! to look at the file system.

use std::path::PathBuf;

use egui::{Id, Key, RichText, TextEdit, Ui};

use crate::i18n::keep::KeepText;
use crate::ui::command::Command;
use crate::ui::icons;
use crate::ui::theme::{self, font, semibold, space, text};
use crate::ui::view::{Commands, SourceState, SourceView, View};
use crate::ui::widgets::{label, link, primary, secondary};

use super::open_sheet::paths_in;
use super::{body, head};

/// Shows the sheet.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Commands) {
    head(ui, view, KeepText::SheetTitle.text(view.lang), commands);
    body(ui, |ui| {
        place(ui, view, commands);
        ui.add_space(space::S);
        sources(ui, view, commands);
        ui.add_space(space::S);
        if view.confidential {
            let words = KeepText::ConfidentialNotes.text(view.lang);
            ui.label(RichText::new(words).color(theme::colours(ui.ctx()).text2));
        } else {
            notes(ui, view, commands);
        }
    });
}

/// What is to become of unsaved changes.
pub fn show_unsaved(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let lang = view.lang;
    head(ui, view, KeepText::UnsavedTitle.text(lang), commands);
    body(ui, |ui| {
        let c = theme::colours(ui.ctx());
        ui.label(RichText::new(KeepText::UnsavedSentence.fill(lang, &[&view.keep.name])).color(c.text));
        ui.add_space(space::S);
        ui.horizontal(|ui| {
            if primary(ui, Some(icons::SAVE), KeepText::Save.text(lang)).clicked() {
                commands.send(Command::AnswerUnsaved(true));
            }
            if secondary(ui, None, KeepText::DoNotSave.text(lang)).clicked() {
                commands.send(Command::AnswerUnsaved(false));
            }
            if secondary(ui, None, KeepText::Back.text(lang)).clicked() {
                commands.send(Command::ShowSheet(None));
            }
        });
    });
}

fn place(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    ui.label(RichText::new(KeepText::SavePath.text(lang)).font(font(text::SMALL)).color(c.text2));
    let id = Id::unique(("save workspace to", view.keep.file));
    let there = || view.keep.file.map(|file| file.display().to_string()).unwrap_or_default();
    let mut typed = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_else(there);
    let hint = RichText::new(KeepText::SavePathHint.text(lang)).color(c.text3);
    let field = ui.add(TextEdit::singleline(&mut typed).id(id.with("field")).desired_width(f32::INFINITY).hint_text(hint));
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    field.accessible_name(KeepText::SavePath.text(lang));
    let mut packed = view.keep.packed;
    if ui.checkbox(&mut packed, KeepText::Pack.text(lang)).changed() {
        commands.send(Command::SetPacked(packed));
    }
    let path = paths_in(&typed).into_iter().next();
    ui.horizontal(|ui| {
        let save = ui.add_enabled_ui(path.is_some(), |ui| primary(ui, Some(icons::SAVE), KeepText::Save.text(lang))).inner;
        if (save.clicked() || entered)
            && let Some(path) = path
        {
            commands.send(Command::SaveWorkspaceAs(path, false));
        }
        if secondary(ui, None, KeepText::SaveBrowse.text(lang)).clicked() {
            commands.send(Command::BrowseSave);
        }
    });
    ui.data_mut(|data| data.insert_temp(id, typed));
}

fn sources(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    ui.label(RichText::new(KeepText::Sources.text(lang)).font(semibold(text::BODY)).color(c.text));
    if view.keep.sources.is_empty() {
        ui.label(RichText::new(KeepText::NoSources.text(lang)).color(c.text3));
    }
    let mut missing = 0;
    for (at, source) in view.keep.sources.iter().enumerate() {
        ui.push_id(at, |ui| {
            let (words, ink) = match source.state {
                SourceState::Here => (KeepText::SourceHere, c.text3),
                SourceState::Changed => (KeepText::SourceChanged, c.warn),
                SourceState::Newer => (KeepText::SourceNewer, c.warn),
                SourceState::Missing => (KeepText::SourceMissing, c.error),
            };
            ui.horizontal(|ui| {
                label(ui, &source.name, font(text::BODY), c.text);
                label(ui, words.text(lang), font(text::SMALL), ink);
                if source.state == SourceState::Newer && link(ui, KeepText::ShowChanges.text(lang), true).clicked() {
                    commands.send(Command::OpenNewVersion(PathBuf::from(&source.path)));
                }
                label(ui, &source.path, font(text::SMALL), c.text3);
            });
            if source.state == SourceState::Missing {
                find(ui, view, source, missing, commands);
                missing += 1;
            }
        });
    }
}

/// The row of a source that was not found: where it is now.
fn find(ui: &mut Ui, view: &View, source: &SourceView, number: usize, commands: &mut Commands) {
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    let id = Id::unique(("find source", &source.path));
    let mut typed = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_default();
    ui.horizontal(|ui| {
        let hint = RichText::new(KeepText::FindHint.text(lang)).color(c.text3);
        let field = ui.add(TextEdit::singleline(&mut typed).id(id.with("field")).desired_width(320.0).hint_text(hint));
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        field.accessible_name(KeepText::FindPath.fill(lang, &[&source.name]));
        let path: Option<PathBuf> = paths_in(&typed).into_iter().next();
        if (link(ui, KeepText::Find.text(lang), path.is_some()).clicked() || entered)
            && let Some(path) = path
        {
            commands.send(Command::FindSource(number, path));
        }
        if link(ui, KeepText::Forget.text(lang), true).clicked() {
            commands.send(Command::ForgetSource(number));
        }
    });
    ui.data_mut(|data| data.insert_temp(id, typed));
}

fn notes(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    ui.label(RichText::new(KeepText::Notes.text(lang)).font(semibold(text::BODY)).color(c.text));
    let mut notes = view.workspace.notes.clone();
    let hint = RichText::new(KeepText::NotesHint.text(lang)).color(c.text3);
    let field = ui.add(TextEdit::multiline(&mut notes).desired_rows(3).desired_width(f32::INFINITY).hint_text(hint));
    if field.changed() {
        commands.send(Command::SetNotes(notes));
    }
    field.accessible_name(KeepText::Notes.text(lang));
}
