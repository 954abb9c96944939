//! The figures of vacant space as tiles, and their parts: what was summed, how many spaces, from what and when. Refuses to
//! show a figure where there is no data.

use egui::{Ui, vec2};

use crate::analysis::vacancy::Vacancy;
use crate::domain::{Confidence, SpaceStatus};
use crate::i18n::fields::unit_name;
use crate::i18n::inspector::InspectorText as T;
use crate::i18n::{Lang, decimal, integer, vocabulary};
use crate::ui::theme::{self, font, semibold, space, status_fill, text};
use crate::ui::view::View;
use crate::ui::widgets::{Kpi, confidence_tag, label, wrapped};

/// Four tiles under a line that says how sure the spaces are, which may be less than the place itself; a click on one unfolds
/// the parts. Returns true when one was clicked.
pub fn tiles(ui: &mut Ui, vacancy: Option<&Vacancy>, lang: Lang) -> bool {
    tagged_section(ui, T::SpaceFigures.text(lang), "", vacancy.and_then(|vacancy| vacancy.confidence), lang);
    let width = (ui.available_width() - space::S) / 2.0;
    let fill = status_fill(SpaceStatus::Vacant);
    let none = || (T::NoData.text(lang).to_owned(), "");
    let percent = |share: Option<f64>| share.map_or_else(none, |share| (decimal(share * 100.0, 1), "%"));
    let metre = unit_name(crate::domain::Unit::SquareMetre, lang);
    let rent_unit = unit_name(crate::domain::Unit::YuanPerM2Day, lang);
    let vacancy_rate = vacancy.and_then(Vacancy::vacancy_rate);
    let availability = vacancy.and_then(Vacancy::availability_rate);
    let area = vacancy.map_or_else(none, |vacancy| (integer(vacancy.vacant_m2), metre));
    let rent = vacancy.and_then(|vacancy| vacancy.rent_yuan_m2_day).map_or_else(none, |rent| (decimal(rent, 2), rent_unit));
    let rows = [
        [(T::VacancyRate, percent(vacancy_rate), vacancy_rate), (T::AvailabilityRate, percent(availability), availability)],
        [(T::VacantArea, area, None), (T::MeanRent, rent, None)],
    ];
    let mut clicked = false;
    for row in rows {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::S, 0.0);
            for (name, (value, unit), share) in row {
                let share = share.map(|share| (share as f32, fill));
                let tile = Kpi { label: name.text(lang), value: &value, unit, share, clickable: vacancy.is_some() };
                clicked |= tile.show(ui, width).clicked();
            }
        });
        ui.add_space(space::S);
    }
    clicked
}

/// What the figures are made of.
pub fn parts(ui: &mut Ui, view: &View, vacancy: &Vacancy) {
    let (c, lang) = (theme::colours(ui.ctx()), view.lang);
    egui::Frame::new().fill(c.surface2).corner_radius(theme::radius::FIELD).inner_margin(space::M).show(ui, |ui| {
        ui.set_width(ui.available_width());
        label(ui, T::Parts.text(lang), semibold(text::BODY), c.text);
        let sum = |spaces: u32, area_m2: f64| T::PartsLine.fill(lang, &[&integer(f64::from(spaces)), &integer(area_m2)]);
        let area = |area_m2: f64| format!("{}\u{2009}{}", integer(area_m2), unit_name(crate::domain::Unit::SquareMetre, lang));
        let rows = [
            (T::Lettable, area(vacancy.lettable_m2)),
            (T::Vacant, sum(vacancy.vacant_spaces, vacancy.vacant_m2)),
            (T::Available, sum(vacancy.available_spaces, vacancy.available_m2)),
            (T::LetArea, area(vacancy.let_m2)),
            (T::ReferenceDate, view.park.map_or_else(String::new, |park| park.reference_date.to_string())),
        ];
        for (name, value) in rows {
            name_and_value(ui, name.text(lang), &value);
        }
        for rule in [T::PartsRule, T::AvailabilityRule, T::RentRule] {
            wrapped(ui, rule.text(lang), font(text::SMALL), c.text3);
        }
        wrapped(
            ui,
            &source_line(&vacancy.source, vacancy.as_of.map(|date| date.to_string()).as_deref(), lang),
            font(text::SMALL),
            c.text3,
        );
    });
    ui.add_space(space::S);
}

/// A section's title with the confidence of its figures, and a caption at the right.
pub fn tagged_section(ui: &mut Ui, title: &str, caption: &str, confidence: Option<Confidence>, lang: Lang) {
    let c = theme::colours(ui.ctx());
    ui.horizontal(|ui| {
        label(ui, title, font(text::SMALL), c.text2);
        if let Some(confidence) = confidence {
            confidence_tag(ui, confidence, lang);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| label(ui, caption, font(text::SMALL), c.text3));
    });
}

/// A row with a name at the left and a value at the right.
pub fn name_and_value(ui: &mut Ui, name: &str, value: &str) {
    let c = theme::colours(ui.ctx());
    ui.horizontal(|ui| {
        label(ui, name, font(text::SMALL), c.text2);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| label(ui, value, font(text::BODY), c.text));
    });
}

/// Where a record or figure is from, and of which day it tells.
pub fn source_line(source: &str, as_of: Option<&str>, lang: Lang) -> String {
    let source = if source.is_empty() { T::NoneOnRecord.text(lang) } else { vocabulary::word(source, lang) };
    match as_of {
        Some(day) => T::SourceLine.fill(lang, &[source, day]),
        None => T::SourceOnly.fill(lang, &[source]),
    }
}
