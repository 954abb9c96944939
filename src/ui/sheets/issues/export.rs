//! The issues that are shown as a file that goes back to whoever sent the data: where it is written. The field is there because a
//! dialog may be missing. Refuses the file system.

use std::path::PathBuf;

use egui::{Id, Key, RichText, TextEdit, Ui};

use crate::i18n::integer;
use crate::i18n::issue_table::IssueTableText as T;
use crate::ui::command::Command;
use crate::ui::icons;
use crate::ui::sheets::open_sheet::paths_in;
use crate::ui::theme::{self, font, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{label, secondary};

/// Width of the field for the path, points.
const FIELD: f32 = 330.0;

/// Shows the way to export; `shown`: the numbers of the issues that are shown.
pub fn show(ui: &mut Ui, view: &View, shown: &[usize], commands: &mut Commands) {
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    let id = Id::unique("issue export");
    let mut typed = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_default();
    let rows: usize = shown.iter().filter_map(|&number| view.issues.get(number)).map(|issue| issue.features.len().max(1)).sum();
    ui.horizontal(|ui| {
        ui.set_min_height(46.0);
        ui.add_space(20.0);
        let width = (ui.available_width() - 300.0).min(FIELD);
        let hint = RichText::new(T::PathHint.text(lang)).color(c.text3);
        let field = ui.add(TextEdit::singleline(&mut typed).id(id.with("field")).desired_width(width).hint_text(hint));
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        field.accessible_name(T::Path.text(lang));
        let path: Option<PathBuf> = paths_in(&typed).into_iter().next();
        let can = path.is_some() && !shown.is_empty();
        let words = T::Write.fill(lang, &[&integer(rows as f64)]);
        let button = ui.add_enabled_ui(can, |ui| secondary(ui, Some(icons::SAVE), &words)).inner;
        if can
            && (button.clicked() || entered)
            && let Some(path) = path
        {
            commands.send(Command::ExportIssues(path, shown.to_vec(), false));
        }
        let browse = ui.add_enabled_ui(!shown.is_empty(), |ui| secondary(ui, None, T::Browse.text(lang))).inner;
        if browse.clicked() {
            commands.send(Command::BrowseIssueExport(shown.to_vec()));
        }
        ui.add_space(space::S);
        label(ui, T::ExportTitle.text(lang), font(text::SMALL), c.text3);
    });
    ui.data_mut(|data| data.insert_temp(id, typed));
}
