//! In the place of a sheet that shows cells of files while confidential mode is on: why it is not shown. Refuses to show them.

use egui::{RichText, Ui};

use crate::i18n::sheets::SheetText;
use crate::ui::command::{Command, Sheet};
use crate::ui::icons;
use crate::ui::theme::{self, space};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{primary, secondary};

use super::{body, head};

/// Its width, points.
pub const WIDTH: f32 = 480.0;

/// Whether a sheet is withheld: it shows what files hold, cell by cell.
pub fn is_withheld(view: &View, sheet: Sheet) -> bool {
    view.confidential && matches!(sheet, Sheet::Import | Sheet::Delivery | Sheet::Issues | Sheet::Geometry)
}

/// Shows why.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let lang = view.lang;
    head(ui, view, SheetText::WithheldTitle.text(lang), commands);
    body(ui, |ui| {
        let c = theme::colours(ui.ctx());
        ui.label(RichText::new(SheetText::Withheld.text(lang)).color(c.text));
        ui.add_space(space::S);
        ui.horizontal(|ui| {
            if primary(ui, Some(icons::LOCK_OPEN), SheetText::EndConfidential.text(lang)).clicked() {
                commands.send(Command::SetConfidential(false));
            }
            if secondary(ui, None, SheetText::Close.text(lang)).clicked() {
                commands.send(Command::ShowSheet(None));
            }
        });
    });
}
