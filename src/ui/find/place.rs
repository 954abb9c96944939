//! What is told of the building that is selected: how well it fits, part by part, in bars and sentences; its other ways; what comes
//! free beside it; why it does not fit. Refuses the record itself, which has a panel of its own.

use egui::{Align, Align2, CornerRadius, Frame, Layout, Margin, Panel, Rect, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, vec2};

use super::row::rent_name;
use crate::domain::{DatasetKind, RecordRef};
use crate::finder::called::{built_name, floors_name};
use crate::finder::contiguity::Beside;
use crate::finder::reasons::{aspect_name, criterion_name, part_name, unit_of};
use crate::finder::{Market, Part, Place};
use crate::i18n::find::FindText as T;
use crate::i18n::{Lang, decimal, integer};
use crate::ui::command::{Command, SelectMode};
use crate::ui::finding::{Answer, Asked, FindChange, FindView, is_same_way};
use crate::ui::theme::{self, font, part_fill, radius, semibold, size, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{
    Empty, IconButton, Row, bar, confidence_tag, hairline, label, one_line, primary, put, secondary, tabs, wrapped,
};
use crate::ui::{icons, stacking};

use super::around;

/// Which side of the building is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Side {
    /// Floor by floor, the way that is looked at outlined.
    #[default]
    Section,
    /// How it fits.
    Fit,
    /// The record.
    Record,
}

/// Ways and neighbours that are listed.
const LISTED: usize = 40;

/// Shows the panel over the room that is there; `record` draws that of records.
pub fn show(ui: &mut Ui, view: &View, find: &FindView, commands: &mut Commands, record: &mut dyn FnMut(&mut Ui)) {
    let lang = view.lang;
    let (Some(answer), Some(group)) = (&find.answer, find.group) else {
        if view.selection.is_empty() {
            let (title, sentence) = (T::NothingChosen.text(lang), T::NothingChosenHint.text(lang));
            Empty { icon: icons::BUILDING, title, sentence, button: None, link: None }.show(ui);
        } else {
            record(ui);
        }
        return;
    };
    let id = egui::Id::unique("side of the place");
    let side: Side = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let place = find.place().filter(|place| place.group == group);
    head(ui, view, answer, group, place, commands);
    let inner = Frame::NONE.inner_margin(Margin { left: 12, right: 12, top: 2, bottom: 8 });
    let chosen = inner.show(ui, |ui| {
        let items = [
            (Side::Section, None, T::TabSection.text(lang)),
            (Side::Fit, None, T::TabFit.text(lang)),
            (Side::Record, None, T::TabRecord.text(lang)),
        ];
        tabs(ui, side, &items, false)
    });
    if let Some(chosen) = chosen.inner {
        ui.data_mut(|data| data.insert_temp(id, chosen));
    }
    if let Some(place) = place {
        foot(ui, view, find, &answer.market, place, commands);
    }
    match side {
        Side::Record => record(ui),
        Side::Section => section(ui, view, answer, group, place, commands),
        Side::Fit => {
            ScrollArea::vertical().id_salt("place").auto_shrink([false, false]).show(ui, |ui| {
                Frame::NONE.inner_margin(Margin::symmetric(12, 4)).show(ui, |ui| {
                    fit(ui, view, find, answer, place, commands);
                });
            });
        }
    }
}

/// The stacking plan of the building; a space without one has none.
fn section(ui: &mut Ui, view: &View, answer: &Answer, group: u32, place: Option<&Place>, commands: &mut Commands) {
    let Some(row) = answer.market.building_of(group) else {
        let (title, sentence) = (T::NoSection.text(view.lang), T::NoSectionHint.text(view.lang));
        Empty { icon: icons::BUILDING, title, sentence, button: None, link: None }.show(ui);
        return;
    };
    let rows: Vec<u32> = place.iter().flat_map(|place| &place.slots).map(|&slot| answer.market.row_of(slot)).collect();
    ScrollArea::vertical().id_salt("section").auto_shrink([false, false]).show(ui, |ui| {
        Frame::NONE.inner_margin(Margin::symmetric(12, 4)).show(ui, |ui| {
            stacking::show(ui, view, &RecordRef::of_kind(DatasetKind::Buildings, row), &rows, commands);
        });
    });
}

/// Name, confidence, score, and the cross that deselects.
fn head(ui: &mut Ui, view: &View, answer: &Answer, group: u32, place: Option<&Place>, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let (lang, market) = (view.lang, &answer.market);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 44.0), Sense::hover());
    let inner = rect.shrink2(vec2(space::M, 0.0));
    let mut right = ui.new_child(UiBuilder::new().id_salt("close").max_rect(inner).layout(Layout::right_to_left(Align::Center)));
    if right.add(IconButton::new(icons::CLOSE, T::ClosePlace.text(lang)).small()).clicked() {
        commands.send(Command::Select(SelectMode::Replace, Vec::new()));
    }
    if let Some(place) = place {
        let score = T::ScoreOf.fill(lang, &[&decimal(place.score, 0)]);
        label(&mut right, &score, semibold(text::BODY), c.accent);
    }
    let slots = place.map_or(&[][..], |place| &place.slots);
    if let Some(confidence) = market.confidence_of(slots) {
        confidence_tag(&mut right, confidence, lang);
    }
    let room = inner.with_max_x(right.min_rect().left() - space::S);
    let mut left = ui.new_child(UiBuilder::new().id_salt("name").max_rect(room).layout(Layout::left_to_right(Align::Center)));
    label(&mut left, &market.name_of(group, lang), semibold(text::SECTION), c.text);
}

/// What was chosen, and the button that keeps hold of it.
fn foot(ui: &mut Ui, view: &View, find: &FindView, market: &Market, place: &Place, commands: &mut Commands) {
    let lang = view.lang;
    let frame = Frame::NONE.inner_margin(Margin::symmetric(12, 8));
    Panel::bottom("chosen way").resizable(false).show_separator_line(true).frame(frame).show(ui, |ui| {
        let c = theme::colours(ui.ctx());
        ui.allocate_ui_with_layout(vec2(ui.available_width(), size::BUTTON), Layout::right_to_left(Align::Center), |ui| {
            let starred = find.starred(place).is_some();
            let clicked = if starred {
                secondary(ui, Some(icons::STAR), T::Unstar.text(lang)).clicked()
            } else {
                primary(ui, Some(icons::STAR), T::Star.text(lang)).clicked()
            };
            if clicked {
                commands.send(Command::Find(FindChange::Star(Box::new(place.clone()))));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                label(ui, &T::ChosenWay.fill(lang, &[&way_name(market, place, lang)]), font(text::SMALL), c.text2);
            });
        });
    });
}

/// 12–13 层 上下相连 1,017 ㎡.
pub fn way_name(market: &Market, place: &Place, lang: Lang) -> String {
    let area = T::Area.fill(lang, &[&integer(place.area_m2)]);
    let words = [floors_name(market, &place.slots, lang), built_name(market, place, lang), area];
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn fit(ui: &mut Ui, view: &View, find: &FindView, answer: &Answer, place: Option<&Place>, commands: &mut Commands) {
    let lang = view.lang;
    let asked = find.asked.as_ref().filter(|asked| Some(asked.group) == find.group);
    if let Some(place) = place {
        parts(ui, view, answer, place);
    }
    let Some(asked) = asked else { return };
    if !asked.why.fits {
        why_not(ui, lang, answer, asked);
    }
    if place.is_some() {
        title(ui, T::Reasons.text(lang));
        let c = theme::colours(ui.ctx());
        for reason in &asked.reasons {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                label(ui, "•", font(text::BODY), c.text3);
                wrapped(ui, reason, font(text::BODY), c.text);
            });
        }
        growth(ui, lang, answer, asked);
    }
    around::show(ui, view, &asked.around);
    if asked.ways.len() > 1 {
        title(ui, &T::Ways.fill(lang, &[&integer(asked.ways.len() as f64)]));
        for (at, way) in asked.ways.iter().enumerate().take(LISTED) {
            let rent = rent_name(view, &answer.market, way);
            let right = format!("{rent} · {}", decimal(way.score, 0));
            let name = way_name(&answer.market, way, lang);
            let row = Row {
                icon: None,
                name: &name,
                detail: "",
                right: &right,
                selected: place.is_some_and(|place| is_same_way(place, way)),
            };
            if row.show(ui).clicked() {
                commands.send(Command::Find(FindChange::ChooseWay(at)));
            }
        }
    }
}

/// The parts of the score, a bar each.
fn parts(ui: &mut Ui, view: &View, answer: &Answer, place: &Place) {
    let c = theme::colours(ui.ctx());
    for part in Part::ALL {
        let share = place.parts[part as usize];
        if share.is_nan() {
            continue;
        }
        let name = part_name(part, view.lang);
        let figure = decimal(share * 100.0, 0);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, format!("{name} {figure}")));
        let ink = if answer.weights.0[part as usize] > 0.0 { c.text2 } else { c.text3 };
        let words = one_line(ui.painter(), name, font(text::SMALL), ink, 96.0);
        put(ui.painter(), words, rect, Align2::LEFT_CENTER, ink);
        let track =
            Rect::from_x_y_ranges(rect.left() + 100.0..=rect.right() - 34.0, rect.center().y - 3.0..=rect.center().y + 3.0);
        bar(ui.painter(), track, share as f32, part_fill(part, view.look), c.surface3);
        let words = one_line(ui.painter(), &figure, font(text::SMALL), ink, 30.0);
        put(ui.painter(), words, rect, Align2::RIGHT_CENTER, ink);
    }
}

/// What comes free beside the place.
fn growth(ui: &mut Ui, lang: Lang, answer: &Answer, asked: &Asked) {
    let c = theme::colours(ui.ctx());
    title(ui, T::Growth.text(lang));
    if asked.neighbours.is_empty() {
        wrapped(ui, T::NoGrowth.text(lang), font(text::SMALL), c.text3);
    }
    for neighbour in asked.neighbours.iter().take(LISTED) {
        let beside = match neighbour.beside {
            Beside::SameFloor => T::SameFloor,
            Beside::Above => T::Above,
            Beside::Below => T::Below,
        };
        let floor = floors_name(&answer.market, &[neighbour.slot], lang);
        let place = T::Bracketed.fill(lang, &[beside.text(lang), &floor]);
        let figures = [neighbour.free_from.to_string(), place, integer(neighbour.area_m2), integer(neighbour.together_m2)];
        let words = T::GrowthRow.fill(lang, &figures.each_ref().map(String::as_str));
        wrapped(ui, &words, font(text::SMALL), c.text2);
    }
}

/// Which criteria what is looked at fails, and by how much.
fn why_not(ui: &mut Ui, lang: Lang, answer: &Answer, asked: &Asked) {
    let c = theme::colours(ui.ctx());
    let why = &asked.why;
    let mut lines = Vec::new();
    if why.not_offered {
        lines.push(T::WhyNotOffered.text(lang).to_owned());
    }
    for failure in &why.failures {
        let Some(criterion) = answer.query.criteria.get(failure.criterion) else { continue };
        let name = criterion_name(criterion, lang);
        let (unit, decimals) = unit_of(criterion.aspect, lang);
        lines.push(if failure.by.is_nan() {
            T::WhyFails.fill(lang, &[&name])
        } else {
            T::WhyFailsBy.fill(lang, &[&name, format!("{} {unit}", decimal(failure.by, decimals)).trim()])
        });
    }
    if !why.missing.is_empty() {
        let names: Vec<&str> = why.missing.iter().map(|&aspect| aspect_name(aspect, lang)).collect();
        lines.push(T::WhyMissing.fill(lang, &[&names.join(T::Comma.text(lang))]));
    }
    if lines.is_empty() {
        lines.push(T::WhyTogether.text(lang).to_owned());
    }
    let frame = Frame::NONE.fill(c.warn_soft).corner_radius(CornerRadius::same(radius::FIELD)).inner_margin(Margin::same(10));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        label(ui, T::WhyNot.text(lang), semibold(text::BODY), c.warn);
        for line in &lines {
            wrapped(ui, line, font(text::BODY), c.text);
        }
    });
}

/// The title of a section, with a hairline under it.
pub fn title(ui: &mut Ui, words: &str) {
    let c = theme::colours(ui.ctx());
    ui.add_space(space::M);
    let response = label(ui, words, semibold(text::BODY), c.text);
    hairline(ui, response.rect.with_max_x(ui.max_rect().right()).expand2(vec2(0.0, 2.0)));
    ui.add_space(space::XS);
}
