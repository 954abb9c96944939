//! The empty state: an icon in a disc, one sentence, one button, one link. Refuses more.

use egui::{Align2, Ui, vec2};

use super::button::{link, primary};
use crate::ui::theme::{self, font, icon_font, semibold, size, space, text};

/// An empty state.
pub struct Empty<'a> {
    /// The icon in the disc.
    pub icon: char,
    /// The title.
    pub title: &'a str,
    /// The sentence.
    pub sentence: &'a str,
    /// The button, with its icon.
    pub button: Option<(char, &'a str)>,
    /// The link.
    pub link: Option<&'a str>,
}

/// What was chosen in an empty state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyAnswer {
    /// The button.
    Button,
    /// The link.
    Link,
}

impl Empty<'_> {
    /// Draws it in the middle of the room that is there.
    pub fn show(&self, ui: &mut Ui) -> Option<EmptyAnswer> {
        let c = theme::colours(ui.ctx());
        let mut answer = None;
        ui.vertical_centered(|ui| {
            ui.add_space(((ui.available_height() - 220.0) / 2.0).max(space::L));
            ui.spacing_mut().item_spacing.y = space::M;
            let (disc, _) = ui.allocate_exact_size(vec2(size::EMPTY_DISC, size::EMPTY_DISC), egui::Sense::hover());
            ui.painter().circle_filled(disc.center(), size::EMPTY_DISC / 2.0, c.surface3);
            ui.painter().text(disc.center(), Align2::CENTER_CENTER, self.icon, icon_font(size::EMPTY_DISC * 0.44), c.text2);
            ui.label(egui::RichText::new(self.title).font(semibold(text::SECTION)).color(c.text));
            ui.add(egui::Label::new(egui::RichText::new(self.sentence).font(font(text::BODY)).color(c.text2)).wrap());
            if let Some((icon, words)) = self.button
                && primary(ui, Some(icon), words).clicked()
            {
                answer = Some(EmptyAnswer::Button);
            }
            if let Some(words) = self.link
                && link(ui, words, false).clicked()
            {
                answer = Some(EmptyAnswer::Link);
            }
        });
        answer
    }
}
