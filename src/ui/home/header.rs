//! The head of Home: the park's name, its areas that contradict each other, tax, vacancy. Refuses to choose between figures.

use egui::{Align, Layout, Sense, Stroke, Ui, UiBuilder, pos2, vec2};

use crate::domain::{Confidence, Dataset, DatasetKind, Field};
use crate::i18n::home::{HomeText, headline_area};
use crate::i18n::records::name_of;
use crate::i18n::{decimal, integer};
use crate::ui::icons;
use crate::ui::theme::{self, font, icon_font, semibold, space, text};
use crate::ui::view::{ParkView, View};
use crate::ui::widgets::{confidence_tag, figure, label, one_line, put};

const HEIGHT: f32 = 52.0;
/// Areas that differ by less are the same, km².
const SAME_KM2: f64 = 0.005;

/// Shows the head over the width that is there.
pub fn show(ui: &mut Ui, view: &View, park: &ParkView) {
    let c = theme::colours(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let mut right = ui.new_child(UiBuilder::new().id_salt("figures").max_rect(rect).layout(Layout::right_to_left(Align::Min)));
    right.spacing_mut().item_spacing = vec2(space::XL, 0.0);
    figures(&mut right, view, park);

    let room = egui::Rect::from_min_max(rect.min, pos2(right.min_rect().left() - space::L, rect.bottom()));
    let mut left = ui.new_child(UiBuilder::new().id_salt("title").max_rect(room).layout(Layout::top_down(Align::Min)));
    left.spacing_mut().item_spacing.y = 2.0;
    label(&mut left, HomeText::Title.text(view.lang), semibold(text::PAGE), c.text);
    label(&mut left, HomeText::Subtitle.text(view.lang), font(text::BODY), c.text2);
}

/// The figures from the right end.
fn figures(ui: &mut Ui, view: &View, park: &ParkView) {
    let lang = view.lang;
    let narrow = ui.available_width() < 1100.0;
    if let Some(vacancy) = &park.summary.vacancy {
        let [value, unit] = headline_area(vacancy.vacant_m2, lang);
        column(ui, view, HomeText::ParkVacantArea.text(lang), vacancy.confidence, [&value, &unit]);
        line(ui);
        let rate = vacancy.vacancy_rate().map_or("—".to_owned(), |rate| decimal(rate * 100.0, 1));
        column(ui, view, HomeText::ParkVacancy.text(lang), vacancy.confidence, [&rate, "%"]);
        line(ui);
    }
    let Some(indicators) = park.model.set(DatasetKind::Indicators) else { return };
    if let Some(&row) = park.summary.status_rows.first()
        && !narrow
    {
        let row = row as usize;
        let year = indicators.number(row, Field::Year).map_or(String::new(), |year| format!("{year:.0}"));
        let name = HomeText::Status.fill(lang, &[&name_of(indicators, row, lang), &year]);
        let unit = indicators.text(row, Field::UnitName).unwrap_or_default();
        let value = indicators.number(row, Field::Value).map_or("—".to_owned(), |value| decimal(value, 1));
        column(ui, view, &name, indicators.confidence_of(row), [&value, unit]);
        line(ui);
    }
    areas(ui, view, park, indicators);
}

/// The approved area, and beside it the sum of the parts where it is another.
fn areas(ui: &mut Ui, view: &View, park: &ParkView, indicators: &Dataset) {
    let lang = view.lang;
    let km2 = |row: u32| indicators.number(row as usize, Field::Value);
    let Some(&approved) = park.summary.area_rows.first() else { return };
    let Some(approved_km2) = km2(approved) else { return };
    if let Some(&sum) = park.summary.area_rows.get(1)
        && let Some(sum_km2) = km2(sum)
        && (sum_km2 - approved_km2).abs() > SAME_KM2
    {
        contradiction(ui, view, park, sum_km2, &km2);
    }
    let unit = indicators.text(approved as usize, Field::UnitName).unwrap_or_default();
    let confidence = indicators.confidence_of(approved as usize);
    column(ui, view, HomeText::ApprovedArea.text(lang), confidence, [&decimal(approved_km2, 2), unit]);
    line(ui);
}

/// 分项 2.13 + 15.37 = 17.50 / 与批复不一致，两数并列
fn contradiction(ui: &mut Ui, view: &View, park: &ParkView, sum_km2: f64, km2: &dyn Fn(u32) -> Option<f64>) {
    let c = theme::colours(ui.ctx());
    let lang = view.lang;
    let total = decimal(sum_km2, 2);
    let parts: Vec<f64> = park.summary.area_rows.iter().skip(2).take(2).filter_map(|&row| km2(row)).collect();
    let adds_up = parts.len() == 2 && (parts.iter().sum::<f64>() - sum_km2).abs() < SAME_KM2;
    let first = if adds_up {
        let words = parts.iter().map(|&part| decimal(part, 2)).collect::<Vec<_>>().join(" + ");
        HomeText::AreaParts.fill(lang, &[&words, &total])
    } else {
        HomeText::AreaPart.fill(lang, &[&total])
    };
    let second = HomeText::AreaDisagrees.text(lang);
    let lines = [first.as_str(), second].map(|words| one_line(ui.painter(), words, font(text::SMALL), c.warn, 260.0));
    let width = lines[0].size().x.max(lines[1].size().x) + 24.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, format!("{first} {second}")));
    let centre = rect.center().y;
    ui.painter().text(
        pos2(rect.left() + 8.0, centre),
        egui::Align2::CENTER_CENTER,
        icons::WARNING,
        icon_font(text::ICON_SMALL),
        c.warn,
    );
    let [first, second] = lines;
    let words = egui::Rect::from_min_max(pos2(rect.left() + 24.0, centre - 18.0), pos2(rect.right(), centre + 18.0));
    put(ui.painter(), first, words, egui::Align2::LEFT_TOP, c.warn);
    put(ui.painter(), second, words, egui::Align2::LEFT_BOTTOM, c.warn);
}

/// A figure under its name and tag.
fn column(ui: &mut Ui, view: &View, name: &str, confidence: Option<Confidence>, parts: [&str; 2]) {
    let c = theme::colours(ui.ctx());
    ui.allocate_ui_with_layout(vec2(0.0, HEIGHT), Layout::top_down(Align::Min), |ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 0.0);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.set_height(20.0);
            ui.spacing_mut().item_spacing.x = 6.0;
            ui.set_max_width(300.0);
            label(ui, name, font(text::SMALL), c.text2);
            if let Some(confidence) = confidence {
                confidence_tag(ui, confidence, view.lang);
            }
        });
        figure(ui, parts, text::PAGE);
    });
}

fn line(ui: &mut Ui) {
    let c = theme::colours(ui.ctx());
    let hair = 1.0 / ui.pixels_per_point();
    let (rect, _) = ui.allocate_exact_size(vec2(1.0, HEIGHT), Sense::hover());
    ui.painter().vline(rect.center().x, rect.y_range(), Stroke::new(hair, c.outline));
}

/// A count with its unit.
pub fn count(number: u32, unit: &str) -> [String; 2] {
    [integer(f64::from(number)), unit.to_owned()]
}
