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
    let sums = drawing.plan.sums();
    let parts = [
        (T::LetSum, sums.let_m2),
        (T::FreeSum, sums.free_m2),
        (T::EndingSum, sums.ending_m2),
        (T::FreedSum, sums.freed_m2),
        (T::CommittedSum, sums.committed_m2),
        (T::WithheldSum, sums.withheld_m2),
    ];
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        for (at, (words, area_m2)) in parts.into_iter().enumerate() {
            // Let and free are said of every day; the rest where there is some.
            if at < 2 || area_m2 > 0.0 {
                label(ui, &words.fill(lang, &[&integer(area_m2)]), font(text::SMALL), c.text2);
            }
        }
    });
}
