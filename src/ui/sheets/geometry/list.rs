//! The findings as a list, with what narrows it. Refuses to go anywhere: a row is looked at first.

use std::collections::BTreeSet;

use egui::{Align2, ComboBox, Rect, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::analysis::validity::{KINDS, size_of};
use crate::domain::Mend;
use crate::i18n::integer;
use crate::i18n::validity::{ValidityText as T, kind_name};
use crate::ui::command::Command;
use crate::ui::icons;
use crate::ui::theme::{self, font, icon_font, radius, semibold, size, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{focus_ring, label, one_line, put, row_ground};

use super::{State, called};

/// Room of the tick at the left, points.
const TICK: f32 = 30.0;

/// What is shown: how many there are, and the choice of a layer and a kind.
pub(super) fn filters(ui: &mut Ui, view: &View, state: &mut State) {
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    let checked = view.check.checked;
    ui.horizontal(|ui| {
        ui.add_space(20.0);
        let any = T::AllLayers.text(lang);
        let shown = state.dataset.clone().unwrap_or(any.to_owned());
        let combo = ComboBox::from_id_salt("checked layer").selected_text(shown).width(170.0).truncate().show_ui(ui, |ui| {
            ui.selectable_value(&mut state.dataset, None, any);
            for checked in checked {
                let count = integer(checked.findings.len() as f64);
                let words = format!("{} · {count}", checked.dataset.name);
                ui.selectable_value(&mut state.dataset, Some(checked.dataset.name.clone()), words);
            }
        });
        combo.response.accessible_name(T::Layer.text(lang));
        let any = T::AllKinds.text(lang);
        let shown = state.kind.map_or(any, |kind| kind_name(kind, lang));
        let combo = ComboBox::from_id_salt("finding kind").selected_text(shown).width(170.0).truncate().show_ui(ui, |ui| {
            ui.selectable_value(&mut state.kind, None, any);
            for kind in KINDS {
                let of = checked.iter().flat_map(|checked| &checked.findings).filter(|finding| finding.kind == kind).count();
                if of > 0 {
                    let words = format!("{} · {}", kind_name(kind, lang), integer(of as f64));
                    ui.selectable_value(&mut state.kind, Some(kind), words);
                }
            }
        });
        combo.response.accessible_name(T::Kind.text(lang));
        ui.add_space(space::M);
        let count = |number: usize| integer(number as f64);
        let features: usize = checked.iter().map(|checked| checked.dataset.len()).sum();
        let found: usize = checked.iter().map(|checked| checked.findings.len()).sum();
        let words = T::Found.fill(lang, &[&count(checked.len()), &count(features), &count(found)]);
        label(ui, &words, font(text::SMALL), c.text2);
    });
}

/// Shows the list.
pub(super) fn show(ui: &mut Ui, view: &View, state: &mut State, commands: &mut Commands) {
    let shown: Vec<(usize, usize)> = shown(view, state).collect();
    if state.chosen.is_none_or(|chosen| !shown.contains(&chosen)) {
        state.chosen = shown.first().copied();
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, size::ROW, shown.len(), |ui, range| {
        for &(checked, finding) in shown.get(range).unwrap_or_default() {
            ui.push_id((checked, finding), |ui| row(ui, view, (checked, finding), state, commands));
        }
    });
}

/// The repairs of what is shown.
pub(super) fn repairable<'a>(view: &'a View, state: &'a State) -> impl Iterator<Item = (String, Mend)> + 'a {
    let mends: BTreeSet<(usize, Mend)> = shown(view, state)
        .filter_map(|(number, finding)| Some((number, view.check.checked.get(number)?.repair_of(finding)?.0)))
        .collect();
    mends.into_iter().map(|(number, mend)| (view.check.checked[number].dataset.name.clone(), mend))
}

fn shown<'a>(view: &'a View, state: &'a State) -> impl Iterator<Item = (usize, usize)> + 'a {
    view.check.checked.iter().enumerate().flat_map(move |(number, checked)| {
        let findings = checked.findings.iter().enumerate();
        findings.filter(move |(_, finding)| state.is_shown(checked, finding.kind)).map(move |(at, _)| (number, at))
    })
}

fn row(ui: &mut Ui, view: &View, place: (usize, usize), state: &mut State, commands: &mut Commands) {
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    let Some(checked) = view.check.checked.get(place.0) else { return };
    let Some(finding) = checked.findings.get(place.1) else { return };
    let (name, number) = called(view, checked, finding.row);
    let kind = kind_name(finding.kind, lang);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), size::ROW), Sense::click());
    let spoken = T::Row.fill(lang, &[kind, &name, &number]);
    let is_chosen = state.chosen == Some(place);
    response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_chosen, &spoken));
    let inside = rect.shrink2(vec2(space::S, 1.0));
    row_ground(ui, inside, &response, is_chosen);
    if let Some((mend, _)) = checked.repair_of(place.1) {
        let area = Rect::from_min_size(inside.min, vec2(TICK, inside.height()));
        tick(ui, area, &format!("{name} · {kind}"), view, (&checked.dataset.name, mend), state);
    }
    let inner = Rect::from_min_max(pos2(inside.left() + TICK, inside.top()), pos2(inside.right() - space::S, inside.bottom()));
    let painter = ui.painter();
    painter.text(inner.left_center(), Align2::LEFT_CENTER, icons::WARNING, icon_font(text::ICON_SMALL), c.warn);
    let right = one_line(painter, &number, font(text::SMALL), c.text3, 90.0);
    let right = put(painter, right, inner, Align2::RIGHT_CENTER, c.text3);
    let size = one_line(painter, &size_of(finding), font(text::SMALL), c.text2, 80.0);
    let room = Rect::from_min_max(inner.min, pos2(inner.right() - 84.0, inner.bottom()));
    let size = put(painter, size, room, Align2::RIGHT_CENTER, c.text2);
    let face = if is_chosen { semibold(text::BODY) } else { font(text::BODY) };
    let words = Rect::from_min_max(
        pos2(inner.left() + 24.0, inner.top()),
        pos2(size.left().min(right.left()) - space::S, inner.bottom()),
    );
    let kind = put(painter, one_line(painter, kind, face, c.text, words.width()), words, Align2::LEFT_CENTER, c.text);
    let left = words.right() - kind.right() - space::S;
    if left > 30.0 {
        let room = Rect::from_min_max(pos2(kind.right() + space::S, words.top()), words.max);
        put(painter, one_line(painter, &name, font(text::SMALL), c.text3, left), room, Align2::LEFT_CENTER, c.text3);
    }
    let hair = 1.0 / ui.pixels_per_point();
    painter.hline(inner.x_range(), rect.bottom() - hair / 2.0, Stroke::new(hair, c.outline));
    focus_ring(ui, &response.clone().with_new_rect(inside.shrink(2.0)), radius::BUTTON);
    if response.double_clicked() {
        commands.send(Command::GoToFinding(place.0, place.1));
    } else if response.clicked() {
        state.chosen = Some(place);
    }
}

/// The box that says whether a finding is to be repaired.
fn tick(ui: &mut Ui, area: Rect, name: &str, view: &View, (dataset, mend): (&str, Mend), state: &mut State) {
    let key = (dataset.to_owned(), mend);
    let mut on = state.ticked.contains(&key);
    let mut inner = ui.new_child(egui::UiBuilder::new().id_salt("tick").max_rect(area.shrink2(vec2(4.0, 4.0))));
    let spoken = T::Tick.fill(view.lang, &[name]);
    let response = inner.add(egui::Checkbox::without_text(&mut on)).accessible_name(&spoken);
    if response.on_hover_text(spoken).changed() {
        if on {
            state.ticked.insert(key);
        } else {
            state.ticked.remove(&key);
        }
    }
}
