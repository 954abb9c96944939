//! One record drawn: head, figures, chain, firms, stacking plan, fields, surroundings, foot. Refuses to work anything out.

use egui::{Align2, Color32, CornerRadius, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::domain::{DatasetKind, Industry, RecordRef};
use crate::i18n::inspector::InspectorText as T;
use crate::i18n::kinds::{confidence_name, industry_name};
use crate::i18n::{Lang, integer};
use crate::map::palette::shape_of_industry;
use crate::ui::command::{Command, SelectMode, Target};
use crate::ui::icons;
use crate::ui::theme::{self, font, icon_font, radius, semibold, size, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{
    IconButton, colour_of, confidence_tag, focus_ring, hairline, label, one_line, paint_mark, paint_tag, put, row_ground,
    section, stacked_bar, tag, tag_width, wrapped,
};

use super::card::RecordCard;
use super::chain::ChainStep;
use super::figures::{self, source_line, tagged_section};
use super::{InspectorState, scrolled};

/// Height of the line at the foot, points.
const FOOT: f32 = 36.0;

/// Draws the card of a record.
pub fn show(ui: &mut Ui, view: &View, card: &RecordCard, state: &mut InspectorState, commands: &mut Commands) {
    head(ui, view, card, commands);
    scrolled(ui, FOOT, |ui| {
        inset(ui, |ui| {
            if has_space(card) {
                state.parts_open ^= figures::tiles(ui, card.vacancy.as_ref(), view.lang);
                if let Some(vacancy) = card.vacancy.as_ref().filter(|_| state.parts_open) {
                    figures::parts(ui, view, vacancy);
                }
            }
            if !card.chain.is_empty() {
                section(ui, T::Chain.text(view.lang), "");
                for step in &card.chain {
                    chain_row(ui, step, view.lang, commands);
                }
                ui.add_space(space::S);
            }
            firms(ui, view, card);
        });
        plan(ui, view, card, commands);
        hairline_row(ui);
        inset(ui, |ui| {
            for (name, value) in &card.rows {
                field_row(ui, name, value, card, view.lang);
            }
            super::nearby::show(ui, view, card.nearby.as_ref());
            ui.add_space(space::M);
        });
    });
    foot(ui, card, view.lang);
}

/// Records that can have vacant space show the figures, and 无数据 where there are none.
fn has_space(card: &RecordCard) -> bool {
    card.vacancy.is_some()
        || matches!(
            card.record.set,
            crate::domain::SetKey::Kind(DatasetKind::Buildings | DatasetKind::Parks | DatasetKind::Blocks)
        )
}

/// Content with the panel's margin.
pub fn inset(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    egui::Frame::new().inner_margin(egui::Margin::symmetric(space::M as i8, space::XS as i8)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
        content(ui);
    });
}

fn head(ui: &mut Ui, view: &View, card: &RecordCard, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    inset(ui, |ui| {
        ui.horizontal(|ui| {
            tag(ui, &card.kind, [c.text2, c.surface3]);
            if let Some(confidence) = card.confidence {
                confidence_tag(ui, confidence, view.lang);
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                if ui.add(IconButton::new(icons::CLOSE, T::Clear.text(view.lang))).clicked() {
                    commands.send(Command::Select(SelectMode::Replace, Vec::new()));
                }
                if ui.add(IconButton::new(icons::LOCATE, T::ZoomTo.text(view.lang))).clicked() {
                    commands.send(Command::FlyTo(Target::Record(card.record.clone())));
                }
                if ui.add(IconButton::new(icons::COPY, T::CopyText.text(view.lang))).clicked() {
                    commands.send(Command::Copy(as_text(card, view.lang)));
                }
            });
        });
        wrapped(ui, &card.title, semibold(text::RECORD), c.text);
        if !card.subtitle.is_empty() {
            wrapped(ui, &card.subtitle, font(text::BODY), c.text2);
        }
    });
}

/// The card as plain text: marks of confidence and source go with it.
fn as_text(card: &RecordCard, lang: Lang) -> String {
    let mut words = card.title.clone();
    if let Some(confidence) = card.confidence {
        words.push_str(&format!(" [{}]", confidence_name(confidence, lang)));
    }
    for line in std::iter::once(&card.subtitle).filter(|line| !line.is_empty()) {
        words.push_str(&format!("\n{line}"));
    }
    if let Some(vacancy) = &card.vacancy {
        let rate = vacancy.vacancy_rate().map(crate::i18n::percent);
        let area = integer(vacancy.vacant_m2);
        let mark = vacancy.confidence.map(|confidence| format!(" [{}]", confidence_name(confidence, lang))).unwrap_or_default();
        words.push_str(&format!(
            "\n{}: {}{mark}\n{}: {area} ㎡{mark}",
            T::VacancyRate.text(lang),
            rate.unwrap_or_else(|| T::NoData.text(lang).to_owned()),
            T::VacantArea.text(lang)
        ));
    }
    for (name, value) in &card.rows {
        words.push_str(&format!("\n{name}: {value}"));
    }
    words.push_str(&format!("\n{}", source_line(&card.source, card.as_of.as_deref(), lang)));
    words
}

fn chain_row(ui: &mut Ui, step: &ChainStep, lang: Lang, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let clickable = !step.is_current && !step.target.is_empty();
    let sense = if clickable { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), size::ROW), sense);
    let role = if clickable { egui::Role::Button } else { egui::Role::Label };
    response.widget_info(|| WidgetInfo::labeled(role, true, format!("{} {}", step.label, step.text)));
    if clickable {
        row_ground(ui, rect, &response, false);
    }
    let painter = ui.painter();
    let disc = Rect::from_center_size(pos2(rect.left() + 12.0, rect.center().y), vec2(24.0, 24.0));
    let icon_ink = if step.is_current {
        painter.rect_filled(disc, CornerRadius::same(radius::BUTTON), c.accent);
        c.on_accent
    } else {
        c.text2
    };
    painter.text(disc.center(), Align2::CENTER_CENTER, step_icon(step.kind), icon_font(text::ICON_SMALL), icon_ink);
    let name = one_line(painter, &step.label, font(text::SMALL), c.text2, 60.0);
    put(painter, name, Rect::from_min_max(pos2(rect.left() + 34.0, rect.top()), rect.max), Align2::LEFT_CENTER, c.text2);
    let mut right = rect.right();
    if let Some(confidence) = step.confidence {
        let words = confidence_name(confidence, lang);
        let width = tag_width(painter, words);
        let place = Rect::from_min_size(pos2(right - width, rect.center().y - size::TAG / 2.0), vec2(width, size::TAG));
        paint_tag(painter, place, words, c.of_confidence(confidence));
        right = place.left() - space::S;
    }
    let (face, ink) = if step.is_current { (semibold(text::BODY), c.text) } else { (font(text::BODY), c.accent) };
    let ink = if clickable || step.is_current { ink } else { c.text };
    let room = Rect::from_min_max(pos2(rect.left() + 86.0, rect.top()), pos2(right, rect.bottom()));
    let words = one_line(painter, &step.text, face, ink, room.width());
    let elided = words.elided;
    let placed = put(painter, words, room, Align2::LEFT_CENTER, ink);
    if let Some(basis) = &step.basis {
        let small = one_line(painter, basis, font(text::TAG), c.text3, room.right() - placed.right() - space::S);
        put(
            painter,
            small,
            Rect::from_min_max(pos2(placed.right() + space::S, rect.top()), room.max),
            Align2::LEFT_CENTER,
            c.text3,
        );
    }
    focus_ring(ui, &response, radius::BUTTON);
    if response.clicked() {
        commands.send(Command::Select(SelectMode::Replace, step.target.clone()));
    }
    if elided {
        response.on_hover_text(&step.text);
    }
}

fn step_icon(kind: DatasetKind) -> char {
    match kind {
        DatasetKind::Blocks => icons::BLOCK,
        DatasetKind::Parks => icons::PARK,
        DatasetKind::Buildings => icons::BUILDING,
        DatasetKind::Floors => icons::LAYERS,
        DatasetKind::Spaces => icons::SPACE,
        DatasetKind::Enterprises => icons::PERSON,
        DatasetKind::Projects => icons::STAR,
        DatasetKind::Stations => icons::METRO,
        _ => icons::INSTITUTION,
    }
}

/// The firms of a place by industry, as one bar with its legend.
fn firms(ui: &mut Ui, view: &View, card: &RecordCard) {
    let total: usize = card.firms_by_industry.iter().sum();
    if total == 0 {
        return;
    }
    let count = T::FirmsCount.fill(view.lang, &[&integer(total as f64)]);
    tagged_section(ui, T::Firms.text(view.lang), &count, card.firms_confidence, view.lang);
    industry_bar(ui, view, &card.firms_by_industry);
}

/// A bar of firms by industry, and a legend of those that occur.
pub fn industry_bar(ui: &mut Ui, view: &View, counts: &[usize; 5]) {
    let c = theme::colours(ui.ctx());
    let palette = view.look.panel_palette();
    let parts: Vec<_> = counts.iter().zip(palette.industry).map(|(&count, colour)| (count as f64, colour_of(colour))).collect();
    let (track, _) = ui.allocate_exact_size(vec2(ui.available_width(), 8.0), Sense::hover());
    stacked_bar(ui.painter(), track, &parts, Color32::TRANSPARENT, c.outline);
    ui.horizontal_wrapped(|ui| {
        for (industry, &count) in Industry::ALL.into_iter().zip(counts).filter(|(_, count)| **count > 0) {
            let place = legend_entry(ui, &format!("{} {}", industry_name(industry, view.lang), integer(count as f64)));
            let fill = colour_of(palette.industry[industry as usize]);
            paint_mark(ui.painter(), place, 4.0, shape_of_industry(industry), fill);
        }
    });
}

/// An entry of a legend that breaks as one: its words, and where the middle of its swatch belongs.
fn legend_entry(ui: &mut Ui, words: &str) -> egui::Pos2 {
    let c = theme::colours(ui.ctx());
    let galley = one_line(ui.painter(), words, font(text::SMALL), c.text, ui.available_width().max(80.0));
    let (rect, response) = ui.allocate_exact_size(vec2(16.0 + galley.size().x, size::TAG), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, words));
    put(ui.painter(), galley, Rect::from_min_max(pos2(rect.left() + 16.0, rect.top()), rect.max), Align2::LEFT_CENTER, c.text);
    pos2(rect.left() + 6.0, rect.center().y)
}

fn field_row(ui: &mut Ui, name: &str, value: &str, card: &RecordCard, lang: Lang) {
    let c = theme::colours(ui.ctx());
    let name_width = 104.0;
    ui.horizontal_top(|ui| {
        let (slot, response) = ui.allocate_exact_size(vec2(name_width, size::TAG), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, name));
        let words = one_line(ui.painter(), name, font(text::SMALL), c.text2, name_width);
        if words.elided {
            response.on_hover_text(name);
        }
        put(ui.painter(), words, slot, Align2::LEFT_CENTER, c.text2);
        let tag_room =
            card.confidence.map_or(0.0, |confidence| tag_width(ui.painter(), confidence_name(confidence, lang)) + space::S);
        ui.vertical(|ui| {
            ui.set_width((ui.available_width() - tag_room).max(40.0));
            wrapped(ui, value, font(text::BODY), c.text);
        });
        if let Some(confidence) = card.confidence {
            confidence_tag(ui, confidence, lang);
        }
    });
}

/// The stacking plan of a building, or of the building that a space lies in.
fn plan(ui: &mut Ui, view: &View, card: &RecordCard, commands: &mut Commands) {
    if let Some(building) = card.plan_of {
        hairline_row(ui);
        inset(ui, |ui| crate::ui::stacking::show(ui, view, &RecordRef::of_kind(DatasetKind::Buildings, building), &[], commands));
    }
}

fn hairline_row(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    hairline(ui, rect);
}

fn foot(ui: &mut Ui, card: &RecordCard, lang: Lang) {
    let c = theme::colours(ui.ctx());
    hairline_row(ui);
    inset(ui, |ui| {
        label(ui, &source_line(&card.source, card.as_of.as_deref(), lang), font(text::SMALL), c.text3);
    });
}
