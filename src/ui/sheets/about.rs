//! About: version, credits, licences. Refuses anything that can be set.

use egui::{RichText, Ui};

use crate::i18n::sheets::SheetText;
use crate::i18n::ui::UiText;
use crate::ui::theme::{self, font, semibold, space, text};
use crate::ui::view::{Commands, View};

use super::{body, head};

/// Shows the sheet.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    head(ui, view, SheetText::AboutTitle.text(lang), commands);
    body(ui, |ui| {
        ui.add_space(space::S);
        ui.label(RichText::new(UiText::Product.text(lang)).font(semibold(text::PAGE)).color(c.text));
        let version = SheetText::AboutVersion.fill(lang, &[env!("CARGO_PKG_VERSION")]);
        ui.label(RichText::new(version).font(font(text::SMALL)).color(c.text2));
        let say = |ui: &mut Ui, words: SheetText| ui.label(RichText::new(words.text(lang)).color(c.text2));
        say(ui, SheetText::AboutWhat);
        let parts = [
            (
                SheetText::AboutData,
                &[SheetText::AboutOsm, SheetText::AboutPlan, SheetText::AboutSchematic, SheetText::AboutMapNumber][..],
            ),
            (SheetText::AboutFonts, &[SheetText::AboutNoto, SheetText::AboutPhosphor][..]),
            (SheetText::AboutProgram, &[SheetText::AboutLicence][..]),
        ];
        for (title, lines) in parts {
            ui.add_space(space::S);
            ui.label(RichText::new(title.text(lang)).font(semibold(text::BODY)).color(c.text));
            for line in lines {
                say(ui, *line);
            }
        }
    });
}
