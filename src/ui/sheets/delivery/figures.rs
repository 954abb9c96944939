//! The figures that change with what is taken, old and new. Refuses to compute them.

use egui::{ScrollArea, Ui};

use crate::analysis::delivery::{Figure, FigureChange, LANGS, Place};
use crate::domain::Unit;
use crate::i18n::delivery_sheet::DeliverySheetText as T;
use crate::i18n::fields::unit_name;
use crate::i18n::{Lang, decimal, integer, percent};
use crate::ui::delivering::DeliveryView;
use crate::ui::theme::{self, font, semibold, text};
use crate::ui::widgets::{label, wrapped};

/// Shows them.
pub(super) fn show(ui: &mut Ui, delivery: &DeliveryView, lang: Lang) {
    let c = theme::colours(ui.ctx());
    label(ui, T::Figures.text(lang), semibold(text::BODY), c.text);
    let said = match &delivery.figures {
        _ if !delivery.has_figures => Some(T::InNoFigure),
        None => Some(T::Computing),
        Some(figures) if figures.is_empty() => Some(T::NoFigures),
        Some(_) => None,
    };
    if let Some(said) = said {
        wrapped(ui, said.text(lang), font(text::SMALL), c.text3);
        return;
    }
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        for change in delivery.figures.iter().flat_map(|figures| figures.iter()) {
            let place = match &change.place {
                Place::Park => T::WholePark.text(lang),
                Place::Named(names) => names[LANGS.iter().position(|known| *known == lang).unwrap_or(0)].as_str(),
            };
            label(ui, &T::FigureLine.fill(lang, &[place, name(change.figure).text(lang)]), font(text::SMALL), c.text2);
            label(ui, &values(change, lang), font(text::BODY), c.text);
        }
    });
}

fn name(figure: Figure) -> T {
    match figure {
        Figure::VacancyRate => T::VacancyRate,
        Figure::AvailabilityRate => T::AvailabilityRate,
        Figure::VacantM2 => T::VacantArea,
        Figure::Rent => T::Rent,
        Figure::Firms => T::Firms,
        Figure::Indicator => T::Indicator,
    }
}

fn values(change: &FigureChange, lang: Lang) -> String {
    let shown = |value: Option<f64>| match (change.figure, value) {
        (_, None) => "—".to_owned(),
        (Figure::VacancyRate | Figure::AvailabilityRate, Some(share)) => percent(share),
        (Figure::VacantM2, Some(area)) => format!("{} {}", integer(area), unit_name(Unit::SquareMetre, lang)),
        (Figure::Rent, Some(rent)) => format!("{} {}", decimal(rent, 2), unit_name(Unit::YuanPerM2Day, lang)),
        (Figure::Firms, Some(count)) => integer(count),
        (Figure::Indicator, Some(value)) => decimal(value, if value.fract() == 0.0 { 0 } else { 2 }),
    };
    T::FromTo.fill(lang, &[&shown(change.old), &shown(change.new)])
}
