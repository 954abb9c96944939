//! The head of Home: the park's name, its areas that contradict each other, tax, vacancy. Refuses to choose between figures.

use egui::{Align, Align2, Layout, Rect, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::domain::{Confidence, Dataset, DatasetKind, Field};
use crate::i18n::home::{HomeText, headline_area, indicator_figure};
use crate::i18n::kinds::confidence_name;
use crate::i18n::records::name_of;
use crate::i18n::{decimal, integer};
use crate::ui::icons;
use crate::ui::theme::{self, font, icon_font, semibold, space, text};
use crate::ui::view::{ParkView, View};
use crate::ui::widgets::{confidence_tag, figure, label, one_line, put, tag_width};

const HEIGHT: f32 = 52.0;
/// Areas that differ by less are the same, km².
const SAME_KM2: f64 = 0.005;

/// One thing that stands at the right of the title.
enum Item {
    /// A figure under its name and tag.
    Figure {
        name: String,
        confidence: Option<Confidence>,
        value: String,
        unit: String,
        /// How soon it goes where there is no room, later ones first; `None` stays.
        rank: Option<u8>,
    },
    /// Two lines of warning, which belong to the figure before them.
    Warning([String; 2]),
}

/// Shows the head over the width that is there.
pub fn show(ui: &mut Ui, view: &View, park: &ParkView) {
    let c = theme::colours(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let title = one_line(ui.painter(), HomeText::Title.text(view.lang), semibold(text::PAGE), c.text, rect.width());
    let least_left = rect.left() + title.size().x + space::L;
    let mut right = rect.right();
    let mut items: Vec<(Item, f32)> = items(view, park).into_iter().map(|item| (item, 0.0)).collect();
    for (item, width) in &mut items {
        *width = item.width(ui, view);
    }
    // Where all have no room, tax goes first, then the vacancy; the areas that contradict each other stay.
    while items.iter().map(|(item, width)| width + item.gap()).sum::<f32>() > rect.right() - least_left {
        let Some((last, _)) =
            items.iter().enumerate().filter_map(|(at, (item, _))| Some((at, item.rank()?))).max_by_key(|(_, rank)| *rank)
        else {
            break;
        };
        items.remove(last);
    }
    for (number, (item, width)) in items.iter().enumerate().rev() {
        let room = Rect::from_min_max(pos2(right - width, rect.top()), pos2(right, rect.bottom()));
        item.show(ui, view, room, number);
        right = room.left() - space::M;
        if !matches!(item, Item::Warning(_)) {
            let hair = 1.0 / ui.pixels_per_point();
            ui.painter().vline(right, rect.y_range(), Stroke::new(hair, c.outline));
            right -= space::L;
        }
    }
    let room = Rect::from_min_max(rect.min, pos2(right, rect.bottom()));
    let mut left = ui.new_child(UiBuilder::new().id_salt("title").max_rect(room).layout(Layout::top_down(Align::Min)));
    left.spacing_mut().item_spacing.y = 0.0;
    label(&mut left, HomeText::Title.text(view.lang), semibold(text::PAGE), c.text);
    label(&mut left, HomeText::Subtitle.text(view.lang), font(text::BODY), c.text2);
}

/// What stands at the right, from the left: the areas, tax, vacancy.
fn items(view: &View, park: &ParkView) -> Vec<Item> {
    let lang = view.lang;
    let mut items = Vec::new();
    if let Some(indicators) = park.model.set(DatasetKind::Indicators) {
        areas(&mut items, view, park, indicators);
        if let Some(&row) = park.summary.status_rows.first() {
            let row = row as usize;
            let year = indicators.number(row, Field::Year).map_or(String::new(), |year| format!("{year:.0}"));
            let unit = indicators.text(row, Field::UnitName).unwrap_or_default();
            let figure = indicators.number(row, Field::Value).map(|value| indicator_figure(value, unit, lang));
            let [value, unit] = figure.unwrap_or_else(|| ["—".to_owned(), String::new()]);
            items.push(Item::Figure {
                name: HomeText::Status.fill(lang, &[&name_of(indicators, row, lang), &year]),
                confidence: indicators.confidence_of(row),
                value,
                unit,
                rank: Some(3),
            });
        }
    }
    if let Some(vacancy) = &park.summary.vacancy {
        let confidence = vacancy.confidence;
        items.push(Item::Figure {
            name: HomeText::ParkVacancy.text(lang).to_owned(),
            confidence,
            value: vacancy.vacancy_rate().map_or("—".to_owned(), |rate| decimal(rate * 100.0, 1)),
            unit: "%".to_owned(),
            rank: Some(1),
        });
        let [value, unit] = headline_area(vacancy.vacant_m2, lang);
        items.push(Item::Figure { name: HomeText::ParkVacantArea.text(lang).to_owned(), confidence, value, unit, rank: Some(2) });
    }
    items
}

/// The approved area, and beside it the sum of the parts where it is another.
fn areas(items: &mut Vec<Item>, view: &View, park: &ParkView, indicators: &Dataset) {
    let lang = view.lang;
    let km2 = |row: u32| indicators.number(row as usize, Field::Value);
    let Some(&approved) = park.summary.area_rows.first() else { return };
    let Some(approved_km2) = km2(approved) else { return };
    items.push(Item::Figure {
        name: HomeText::ApprovedArea.text(lang).to_owned(),
        confidence: indicators.confidence_of(approved as usize),
        value: decimal(approved_km2, 2),
        unit: indicators.text(approved as usize, Field::UnitName).unwrap_or_default().to_owned(),
        rank: None,
    });
    if let Some(sum_km2) = park.summary.area_rows.get(1).and_then(|&row| km2(row))
        && (sum_km2 - approved_km2).abs() > SAME_KM2
    {
        let total = decimal(sum_km2, 2);
        let parts: Vec<f64> = park.summary.area_rows.iter().skip(2).take(2).filter_map(|&row| km2(row)).collect();
        let adds_up = parts.len() == 2 && (parts.iter().sum::<f64>() - sum_km2).abs() < SAME_KM2;
        let first = if adds_up {
            let words = parts.iter().map(|&part| decimal(part, 2)).collect::<Vec<_>>().join(" + ");
            HomeText::AreaParts.fill(lang, &[&words, &total])
        } else {
            HomeText::AreaPart.fill(lang, &[&total])
        };
        items.push(Item::Warning([first, HomeText::AreaDisagrees.text(lang).to_owned()]));
    }
}

impl Item {
    fn rank(&self) -> Option<u8> {
        match self {
            Self::Figure { rank, .. } => *rank,
            Self::Warning(_) => None,
        }
    }

    /// The room to what stands before it, with the line between.
    fn gap(&self) -> f32 {
        match self {
            Self::Figure { .. } => space::M + space::L,
            Self::Warning(_) => space::M,
        }
    }

    fn width(&self, ui: &Ui, view: &View) -> f32 {
        let c = theme::colours(ui.ctx());
        let wide = |words: &str, face| one_line(ui.painter(), words, face, c.text, f32::INFINITY).size().x;
        match self {
            Self::Figure { name, confidence, value, unit, .. } => {
                let tag = confidence.map_or(0.0, |level| 6.0 + tag_width(ui.painter(), confidence_name(level, view.lang)));
                let head = wide(name, font(text::SMALL)) + tag;
                head.max(wide(value, semibold(text::PAGE)) + 3.0 + wide(unit, font(text::SMALL))) + 2.0
            }
            Self::Warning(lines) => lines.iter().map(|line| wide(line, font(text::SMALL))).fold(0.0, f32::max) + 26.0,
        }
    }

    fn show(&self, ui: &mut Ui, view: &View, room: Rect, number: usize) {
        let c = theme::colours(ui.ctx());
        match self {
            Self::Figure { name, confidence, value, unit, .. } => {
                let builder = UiBuilder::new().id_salt(number).max_rect(room).layout(Layout::top_down(Align::Min));
                let mut ui = ui.new_child(builder);
                ui.spacing_mut().item_spacing = vec2(6.0, 0.0);
                ui.horizontal(|ui| {
                    ui.set_min_height(20.0);
                    label(ui, name, font(text::SMALL), c.text2);
                    if let Some(confidence) = confidence {
                        confidence_tag(ui, *confidence, view.lang);
                    }
                });
                ui.add_space(-3.0);
                figure(&mut ui, [value, unit], text::PAGE);
            }
            Self::Warning([first, second]) => {
                let response = ui.interact(room, ui.make_persistent_id("areas"), Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, format!("{first} {second}")));
                let centre = room.center().y;
                let painter = ui.painter();
                let face = icon_font(text::ICON_SMALL);
                painter.text(pos2(room.left() + 8.0, centre), Align2::CENTER_CENTER, icons::WARNING, face, c.warn);
                let words = Rect::from_min_max(pos2(room.left() + 24.0, centre - 18.0), pos2(room.right(), centre + 18.0));
                for (line, align) in [(first, Align2::LEFT_TOP), (second, Align2::LEFT_BOTTOM)] {
                    put(painter, one_line(painter, line, font(text::SMALL), c.warn, words.width()), words, align, c.warn);
                }
            }
        }
    }
}

/// A count with its unit.
pub fn count(number: u32, unit: &str) -> [String; 2] {
    [integer(f64::from(number)), unit.to_owned()]
}
