//! Opening files: a field for paths, the system's dialog, recent files. The field is there because a dialog may be missing.
//! Refuses to look at the file system.

use std::path::PathBuf;

use egui::{Id, InputState, Key, KeyboardShortcut, Modifiers, RichText, TextEdit, Ui, vec2};

use crate::i18n::keep::KeepText;
use crate::i18n::sheets::SheetText;
use crate::ui::command::Command;
use crate::ui::icons;
use crate::ui::theme::{self, font, semibold, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{Row, primary, secondary};

use super::first_focus::first_focus;
use super::{body, head};

/// Shows the sheet.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    head(ui, view, SheetText::OpenTitle.text(lang), commands);
    body(ui, |ui| {
        let id = Id::unique("paths to open");
        let mut typed = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_default();
        ui.label(RichText::new(SheetText::OpenPaths.text(lang)).font(font(text::SMALL)).color(c.text2));
        let field_id = id.with("field");
        first_focus(ui, id.with("shown"), field_id);
        let enter = |input: &mut InputState, modifiers| input.consume_key(modifiers, Key::Enter);
        let sent = ui.memory(|memory| memory.has_focus(field_id))
            && ui.input_mut(|input| enter(input, Modifiers::NONE) || enter(input, Modifiers::COMMAND));
        let field = TextEdit::multiline(&mut typed)
            .id(field_id)
            .return_key(KeyboardShortcut::new(Modifiers::SHIFT, Key::Enter))
            .desired_rows(3)
            .desired_width(f32::INFINITY)
            .hint_text(RichText::new(SheetText::OpenPathsHint.text(lang)).color(c.text3));
        ui.add(field).accessible_name(SheetText::OpenPaths.text(lang));
        let paths = paths_in(&typed);
        ui.horizontal(|ui| {
            let open = ui
                .add_enabled_ui(!paths.is_empty(), |ui| primary(ui, Some(icons::FOLDER_OPEN), SheetText::Open.text(lang)))
                .inner;
            if (open.clicked() || sent) && !paths.is_empty() {
                commands.send(Command::ShowSheet(None));
                commands.send(Command::OpenFiles(paths.clone()));
                typed.clear();
            }
            if secondary(ui, None, SheetText::OpenBrowse.text(lang)).clicked() {
                commands.send(Command::BrowseFiles);
            }
        });
        ui.data_mut(|data| data.insert_temp(id, typed));

        if !view.keep.recent.is_empty() {
            ui.add_space(space::S);
            ui.label(RichText::new(KeepText::RecentWorkspaces.text(lang)).font(semibold(text::BODY)).color(c.text));
            ui.push_id("workspaces", |ui| recent(ui, view.keep.recent, icons::SAVE, commands));
        }
        ui.add_space(space::S);
        ui.label(RichText::new(SheetText::OpenRecent.text(lang)).font(semibold(text::BODY)).color(c.text));
        if view.recent_files.is_empty() {
            ui.label(RichText::new(SheetText::OpenNoRecent.text(lang)).color(c.text3));
        }
        ui.push_id("files", |ui| recent(ui, view.recent_files, icons::FILE, commands));
        ui.add_space(space::S);
        for words in [SheetText::OpenFormats, SheetText::OpenKinds] {
            ui.label(RichText::new(words.text(lang)).font(font(text::SMALL)).color(c.text3));
        }
    });
}

/// Files of before, one a row.
fn recent(ui: &mut Ui, paths: &[String], icon: char, commands: &mut Commands) {
    ui.spacing_mut().item_spacing = vec2(0.0, 1.0);
    for (number, path) in paths.iter().enumerate() {
        let (folder, name) = path.rsplit_once(['/', '\\']).unwrap_or(("", path));
        let row = Row { icon: Some(icon), name, detail: folder, right: "", selected: false };
        if ui.push_id(number, |ui| row.show(ui)).inner.clicked() {
            commands.send(Command::ShowSheet(None));
            commands.send(Command::OpenFiles(vec![PathBuf::from(path)]));
        }
    }
}

/// The paths of a pasted text: one a line, quotes and `file://` taken off, as file managers copy them.
pub(super) fn paths_in(text: &str) -> Vec<PathBuf> {
    text.lines()
        .map(|line| line.trim().trim_matches(['"', '\'']))
        .filter(|line| !line.is_empty())
        .map(|line| line.strip_prefix("file://").map_or_else(|| PathBuf::from(line), |path| PathBuf::from(unescaped(path))))
        .collect()
}

/// A URL's path with its per cent escapes undone; what is no escape stays.
fn unescaped(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escape = path.get(at + 1..at + 3).filter(|_| bytes[at] == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(escape.unwrap_or(bytes[at]));
        at += if escape.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_lines_become_paths() {
        let pasted = "\"/home/li/楼宇.geojson\"\r\n\n  /tmp/a b.geojsonl.gz \nfile:///home/li/%E4%BC%81%E4%B8%9A%20100%25.json\n";
        let expected = ["/home/li/楼宇.geojson", "/tmp/a b.geojsonl.gz", "/home/li/企业 100%.json"].map(PathBuf::from);
        assert_eq!(paths_in(pasted), expected);
        assert!(paths_in(" \n\t").is_empty());
    }
}
