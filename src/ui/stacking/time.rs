//! The slider through time: any month up to five years after the reference date, and what is let, free and ending then.
//! Refuses days before the reference date: the records tell of that day.

use egui::{Slider, Ui};

use crate::analysis::stacking::MOST_MONTHS;
use crate::i18n::integer;
use crate::i18n::stacking::StackText as T;
use crate::ui::icons;
use crate::ui::theme::{self, font, semibold, space, text};
use crate::ui::widgets::{IconButton, label};

use super::{Drawing, Kept};

/// Shows the slider and the sums of its day.
pub(super) fn show(ui: &mut Ui, drawing: &Drawing, kept: &mut Kept) {
    let (c, lang) = (theme::colours(ui.ctx()), drawing.view.lang);
    let day = drawing.plan.day.to_string();
    let words = match kept.months {
        0 => T::DayNow.fill(lang, &[&day]),
        months => T::DayLater.fill(lang, &[&day, &integer(f64::from(months))]),
    };
    ui.horizontal(|ui| {
        label(ui, &words, semibold(text::SMALL), c.text);
        if kept.months > 0 && ui.add(IconButton::new(icons::RESTORE, T::Today.text(lang)).small()).clicked() {
            kept.months = 0;
        }
    });
    ui.spacing_mut().slider_width = ui.available_width() - space::S;
    let slider = Slider::new(&mut kept.months, 0..=MOST_MONTHS).show_value(false);
    ui.add(slider).accessible_name(T::Day.text(lang)).on_hover_text(words);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(space::M, space::XS);
        ui.spacing_mut().interact_size.y = 0.0;
        for words in drawing.telling.sums(&drawing.plan.sums()) {
            label(ui, &words, font(text::SMALL), c.text2);
        }
    });
}
