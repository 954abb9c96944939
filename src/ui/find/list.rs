//! The list of what fits, best first: as many rows as there are, drawn as far as they are seen; what is not known of others stands
//! apart below. Refuses to rank.

use std::collections::BTreeMap;

use egui::{Align, Align2, Layout, Rect, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::domain::criteria::Aspect;
use crate::domain::{DatasetKind, RecordRef};
use crate::finder::reasons::{aspect_name, part_name};
use crate::finder::{Market, Part, Unknown};
use crate::i18n::find::FindText as T;
use crate::i18n::{Lang, integer};
use crate::ui::command::{Command, SelectMode};
use crate::ui::finding::{Answer, FindView};
use crate::ui::icons;
use crate::ui::theme::{self, font, icon_font, part_fill, radius, semibold, size, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{Empty, focus_ring, hairline, label, loading_bar, loading_rows, one_line, put, row_ground};

use super::row;

/// Shows the list over the room that is left.
pub fn show(ui: &mut Ui, view: &View, find: &FindView, commands: &mut Commands) {
    let lang = view.lang;
    head(ui, view, find, commands);
    let Some(answer) = &find.answer else {
        loading_rows(ui, 8, row::HEIGHT);
        return;
    };
    legend(ui, view, answer);
    if !find.is_current {
        loading_bar(ui, ui.available_rect_before_wrap(), None);
    }
    let places = &answer.found.places;
    if places.is_empty() && answer.found.unknown.is_empty() {
        Empty {
            icon: icons::SEARCH,
            title: T::NoPlaces.text(lang),
            sentence: T::NoPlacesHint.text(lang),
            button: None,
            link: None,
        }
        .show(ui);
        return;
    }
    let open_id = egui::Id::unique("places of which something is not known");
    let is_open: bool = ui.data(|data| data.get_temp(open_id)).unwrap_or_default();
    let unknown = &answer.found.unknown;
    let below =
        if unknown.is_empty() { 0.0 } else { size::TABLE_ROW + if is_open { unknown.len() as f32 * size::ROW } else { 0.0 } };
    let listed = places.len() as f32 * row::HEIGHT;
    // A place that is chosen elsewhere is brought into sight.
    let to_show = scroll_to(ui, find, answer.generation);
    ScrollArea::vertical().id_salt("places").auto_shrink([false, false]).show_viewport(ui, |ui, seen| {
        ui.set_min_size(vec2(ui.available_width(), listed + below));
        let top = ui.max_rect().top();
        let rect =
            |y: f32, height: f32| Rect::from_min_size(pos2(ui.max_rect().left(), top + y), vec2(ui.max_rect().width(), height));
        let first = (seen.min.y / row::HEIGHT).floor().max(0.0) as usize;
        let end = ((seen.max.y / row::HEIGHT).ceil().max(0.0) as usize).min(places.len());
        let rects: Vec<(usize, Rect)> = (first..end).map(|at| (at, rect(at as f32 * row::HEIGHT, row::HEIGHT))).collect();
        let shown = to_show.map(|at| rect(at as f32 * row::HEIGHT, row::HEIGHT));
        let head_rect = rect(listed, size::TABLE_ROW);
        let from = ((seen.min.y - listed - size::TABLE_ROW) / size::ROW).floor().max(0.0) as usize;
        let to = ((seen.max.y - listed - size::TABLE_ROW) / size::ROW).ceil().max(0.0) as usize;
        let to = if is_open { to.min(unknown.len()) } else { 0 };
        let rows: Vec<(usize, Rect)> =
            (from..to).map(|at| (at, rect(listed + size::TABLE_ROW + at as f32 * size::ROW, size::ROW))).collect();
        for (at, rect) in rects {
            row::show(ui, view, find, answer, at, rect, commands);
        }
        if !unknown.is_empty() && head_rect.top() < ui.clip_rect().bottom() && unknown_head(ui, lang, unknown, is_open, head_rect)
        {
            ui.data_mut(|data| data.insert_temp(open_id, !is_open));
        }
        for (at, rect) in rows {
            unknown_row(ui, view, &answer.market, &unknown[at], rect, commands);
        }
        if let Some(rect) = shown {
            ui.scroll_to_rect(rect, None);
        }
    });
}

/// The place that is to be brought into sight: the chosen one when it has just become so.
fn scroll_to(ui: &Ui, find: &FindView, generation: u64) -> Option<usize> {
    let id = egui::Id::unique("place brought into sight");
    let now = (find.chosen, generation);
    let before = ui.data(|data| data.get_temp::<(Option<usize>, u64)>(id));
    ui.data_mut(|data| data.insert_temp(id, now));
    if before == Some(now) { None } else { find.chosen }
}

/// How many fit, how they are sorted, and the way to the shortlist.
fn head(ui: &mut Ui, view: &View, find: &FindView, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let lang = view.lang;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), size::PANEL_TITLE), Sense::hover());
    let inner = rect.shrink2(vec2(space::M, 0.0));
    let mut right =
        ui.new_child(UiBuilder::new().id_salt("shortlist").max_rect(inner).layout(Layout::right_to_left(Align::Center)));
    row::shortlist_button(&mut right, view, find, commands);
    let room = inner.with_max_x(right.min_rect().left() - space::S);
    let mut left = ui.new_child(UiBuilder::new().id_salt("count").max_rect(room).layout(Layout::left_to_right(Align::Center)));
    let count = match &find.answer {
        Some(answer) => T::Places.fill(lang, &[&integer(answer.found.places.len() as f64)]),
        None if find.market.is_some() => T::Searching.text(lang).to_owned(),
        None => T::Loading.text(lang).to_owned(),
    };
    label(&mut left, &count, semibold(text::TITLE), if find.is_current { c.text } else { c.text3 });
    label(&mut left, T::ByScore.text(lang), font(text::SMALL), c.text3);
    hairline(ui, rect);
}

/// The colours of the parts that apply.
fn legend(ui: &mut Ui, view: &View, answer: &Answer) {
    let c = theme::colours(ui.ctx());
    let Some(first) = answer.found.places.first() else { return };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), size::LEGEND_ROW + 4.0), Sense::hover());
    let mut x = rect.left() + space::M;
    for part in
        Part::ALL.into_iter().filter(|&part| !first.parts[part as usize].is_nan() && answer.weights.0[part as usize] > 0.0)
    {
        let name = one_line(ui.painter(), part_name(part, view.lang), font(text::TAG), c.text2, 120.0);
        if x + 12.0 + name.size().x > rect.right() {
            break;
        }
        let swatch = Rect::from_center_size(pos2(x + 4.0, rect.center().y), vec2(8.0, 8.0));
        ui.painter().rect_filled(swatch, radius::BAR, part_fill(part, view.look));
        let room = Rect::from_min_max(pos2(x + 12.0, rect.top()), rect.max);
        x = put(ui.painter(), name, room, Align2::LEFT_CENTER, c.text2).right() + 10.0;
    }
    hairline(ui, rect);
}

/// "另有 3 处资料不全: 3 处缺租金", which unfolds them; true when it was clicked.
fn unknown_head(ui: &mut Ui, lang: Lang, unknown: &[Unknown], is_open: bool, rect: Rect) -> bool {
    let c = theme::colours(ui.ctx());
    let mut counts: BTreeMap<Aspect, usize> = BTreeMap::new();
    unknown.iter().flat_map(|unknown| &unknown.missing).for_each(|&aspect| *counts.entry(aspect).or_default() += 1);
    let parts: Vec<String> = counts
        .into_iter()
        .map(|(aspect, count)| T::UnknownCounts.fill(lang, &[&integer(count as f64), aspect_name(aspect, lang)]))
        .collect();
    let words = T::UnknownHead.fill(lang, &[&integer(unknown.len() as f64)]);
    let response = ui.interact(rect, egui::Id::unique("unknown places"), Sense::click());
    let spoken = T::FormRow.fill(lang, &[T::ShowUnknown.text(lang), &parts.join(T::Comma.text(lang))]);
    response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_open, &spoken));
    row_ground(ui, rect, &response, false);
    let caret = if is_open { icons::CARET_DOWN } else { icons::CARET_RIGHT };
    let left = pos2(rect.left() + space::M, rect.center().y);
    ui.painter().text(left, Align2::LEFT_CENTER, caret, icon_font(text::ICON_SMALL), c.text2);
    let inner =
        Rect::from_min_max(pos2(rect.left() + 34.0, rect.top() + 4.0), pos2(rect.right() - space::M, rect.bottom() - 4.0));
    let line = one_line(ui.painter(), &words, font(text::BODY), c.text2, inner.width());
    put(ui.painter(), line, inner, Align2::LEFT_TOP, c.text2);
    let line = one_line(ui.painter(), &parts.join(T::Comma.text(lang)), font(text::SMALL), c.text3, inner.width());
    put(ui.painter(), line, inner, Align2::LEFT_BOTTOM, c.text3);
    focus_ring(ui, &response, radius::BUTTON);
    response.clicked()
}

fn unknown_row(ui: &mut Ui, view: &View, market: &Market, unknown: &Unknown, rect: Rect, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let lang = view.lang;
    let group = market.group_of_slot(unknown.slot);
    let name = format!("{} {}", market.name_of(group, lang), market.id_of(unknown.slot));
    let names: Vec<&str> = unknown.missing.iter().map(|&aspect| aspect_name(aspect, lang)).collect();
    let words = T::UnknownRow.fill(lang, &[&name, &names.join(T::Comma.text(lang))]);
    let response = ui.interact(rect, egui::Id::unique(("unknown", unknown.slot)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &words));
    row_ground(ui, rect, &response, false);
    let line = one_line(ui.painter(), &words, font(text::SMALL), c.text2, rect.width() - 46.0);
    put(ui.painter(), line, rect.with_min_x(rect.left() + 34.0), Align2::LEFT_CENTER, c.text2);
    focus_ring(ui, &response, radius::BUTTON);
    if response.on_hover_text(&words).clicked() {
        let record = RecordRef::of_kind(DatasetKind::Spaces, market.row_of(unknown.slot));
        commands.send(Command::Select(SelectMode::Replace, vec![record]));
    }
}
