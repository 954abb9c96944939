//! The figures that change with what is taken, old and new. Refuses to compute them.

use egui::{Align2, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::analysis::delivery::{Figure, FigureChange, LANGS, Place};
use crate::domain::Unit;
use crate::i18n::delivery_sheet::DeliverySheetText as T;
use crate::i18n::fields::unit_name;
use crate::i18n::{Lang, decimal, integer, percent};
use crate::ui::delivering::DeliveryView;
use crate::ui::theme::{self, font, semibold, size, space, text};
use crate::ui::widgets::{label, one_line, put, wrapped};

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
    let figures = delivery.figures.clone().unwrap_or_default();
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, size::TABLE_ROW, figures.len(), |ui, range| {
        figures.get(range).unwrap_or_default().iter().for_each(|change| figure(ui, change, lang));
    });
}

/// A figure: what it is over what it was and will be.
fn figure(ui: &mut Ui, change: &FigureChange, lang: Lang) {
    let c = theme::colours(ui.ctx());
    let place = match &change.place {
        Place::Park => T::WholePark.text(lang),
        Place::Named(names) => names[LANGS.iter().position(|known| *known == lang).unwrap_or(0)].as_str(),
    };
    let (called, values) = (T::FigureLine.fill(lang, &[place, name(change.figure).text(lang)]), values(change, lang));
    let spoken = T::PartLine.fill(lang, &[&called, &values]);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), size::TABLE_ROW), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &spoken));
    let painter = ui.painter();
    let width = rect.width() - space::M;
    let upper = one_line(painter, &called, font(text::SMALL), c.text2, width);
    let lower = one_line(painter, &values, font(text::BODY), c.text, width);
    let elided = upper.elided || lower.elided;
    let [top, bottom] = [rect.with_max_y(rect.center().y), rect.with_min_y(rect.center().y)];
    put(painter, upper, top, Align2::LEFT_BOTTOM, c.text2);
    put(painter, lower, bottom, Align2::LEFT_TOP, c.text);
    if elided {
        response.on_hover_text(spoken);
    }
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
