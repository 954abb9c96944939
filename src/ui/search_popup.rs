//! The search field and the hits under it, grouped, with what matches marked. Refuses to search: it sends the text, and
//! shows what the view has found.

use egui::text::LayoutJob;
use egui::{
    Align2, Area, Context, Frame, Id, Key, Modifiers, Order, Rect, ScrollArea, Sense, TextFormat, Ui, WidgetInfo, pos2, vec2,
};

use crate::i18n::integer;
use crate::i18n::kinds::kind_name;
use crate::i18n::ui::UiText;
use crate::search::{Group, Hit};

use super::actions::shortcut_of;
use super::command::{Command, SelectMode, Target};
use super::theme::{self, font, radius, semibold, size, space, text};
use super::view::{Commands, View};
use super::widgets::{SearchField, focus_ring, one_line, put, row_ground};

/// The hits are no narrower than this, and no higher, points.
const LEAST_WIDTH: f32 = 380.0;
const MOST_HEIGHT: f32 = 480.0;

/// What the field keeps between frames.
#[derive(Clone, Default)]
struct State {
    typed: String,
    /// Whether the hits are shown.
    open: bool,
    /// The hit that Enter takes, counted over all groups.
    chosen: usize,
}

fn field_id() -> Id {
    Id::unique("search field")
}

/// Puts the cursor into the field.
pub fn focus(ctx: &Context) {
    ctx.memory_mut(|memory| memory.request_focus(field_id()));
}

/// Shows the field over so much width, and the hits while there are words in it.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Commands, width: f32) {
    let id = field_id().with("state");
    let mut state = ui.data(|data| data.get_temp::<State>(id)).unwrap_or_default();
    let hits: Vec<&Hit> = view.search.groups.iter().flat_map(|group| &group.hits).collect();
    let focused = ui.memory(|memory| memory.has_focus(field_id()));
    let is_answer = view.search.text.trim() == state.typed.trim();

    // Escape takes the keyboard away from a field before this frame: what is left to do is to close.
    let mut taken = None;
    if state.open && ui.input(|input| input.key_pressed(Key::Escape)) {
        state.open = false;
    }
    if focused && state.open {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown)) {
            state.chosen = (state.chosen + 1).min(hits.len().saturating_sub(1));
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowUp)) {
            state.chosen = state.chosen.saturating_sub(1);
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
            // Enter before the hits of the last letter have come waits for them.
            taken = hits.get(state.chosen).copied().filter(|_| is_answer);
        }
    }

    let before = state.typed.clone();
    let shortcut = shortcut_of(ui.ctx(), "search").unwrap_or_default();
    let hint = if width < 340.0 { UiText::SearchHintShort } else { UiText::SearchHint };
    let field = SearchField {
        id: field_id(),
        name: UiText::SearchName.text(view.lang),
        hint: hint.text(view.lang),
        shortcut: &shortcut,
        clear: UiText::SearchClear.text(view.lang),
    };
    let response = field.show(ui, &mut state.typed, width);
    if state.typed != before {
        state.chosen = 0;
        commands.send(Command::Search(state.typed.clone()));
    }
    if response.gained_focus() || state.typed != before {
        state.open = true;
    }

    if state.open && !state.typed.trim().is_empty() {
        let window = ui.ctx().content_rect();
        let wide = width.max(LEAST_WIDTH);
        let left = ui.max_rect().left().min(window.right() - wide - space::S);
        let below = Rect::from_min_size(pos2(left, ui.max_rect().bottom() + 6.0), vec2(wide, 0.0));
        let room = (window.bottom() - below.top() - space::XL).min(MOST_HEIGHT);
        let popup = Area::new(field_id().with("hits")).order(Order::Foreground).fixed_pos(below.min).show(ui.ctx(), |ui| {
            Frame::popup(ui.style()).inner_margin(6).show(ui, |ui| {
                ui.set_width(below.width() - 14.0);
                // An area is offered the height it had before: the list would never grow.
                ui.set_max_height(room);
                list(ui, view, is_answer, &mut state.chosen)
            })
        });
        taken = taken.or(popup.inner.inner);
        let outside = ui.input(|input| input.pointer.any_pressed().then(|| input.pointer.interact_pos()).flatten());
        if let Some(at) = outside
            && !popup.response.rect.contains(at)
            && !ui.max_rect().contains(at)
        {
            state.open = false;
        }
    } else if !focused {
        state.open = false;
    }

    if let Some(hit) = taken {
        commands.send(Command::Select(SelectMode::Replace, vec![hit.record.clone()]));
        commands.send(Command::FlyTo(Target::Record(hit.record.clone())));
        state.open = false;
        response.surrender_focus();
    }
    ui.data_mut(|data| data.insert_temp(id, state));
}

/// The hits by group; returns the one that was clicked. `is_answer`: they are those of the words in the field.
fn list<'a>(ui: &mut Ui, view: &View<'a>, is_answer: bool, chosen: &mut usize) -> Option<&'a Hit> {
    let c = theme::colours(ui.ctx());
    let groups = view.search.groups;
    if groups.iter().all(|group| group.hits.is_empty()) {
        if !is_answer {
            ui.allocate_exact_size(vec2(ui.available_width(), size::ROW), Sense::hover());
            return None;
        }
        ui.add_space(space::S);
        ui.label(egui::RichText::new(UiText::SearchNothing.fill(view.lang, &[view.search.text])).color(c.text2));
        ui.label(egui::RichText::new(UiText::SearchTip.text(view.lang)).font(font(text::SMALL)).color(c.text3));
        ui.add_space(space::S);
        return None;
    }
    let mut taken = None;
    let mut number = 0;
    ScrollArea::vertical().show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        for group in groups.iter().filter(|group| !group.hits.is_empty()) {
            group_head(ui, view, group);
            for hit in &group.hits {
                let response = row(ui, hit, number == *chosen);
                if response.hovered() && ui.input(|input| input.pointer.delta() != egui::Vec2::ZERO) {
                    *chosen = number;
                }
                if response.clicked() {
                    taken = Some(hit);
                }
                number += 1;
            }
        }
    });
    taken
}

fn group_head(ui: &mut Ui, view: &View, group: &Group) {
    let c = theme::colours(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), size::LEGEND_ROW), Sense::hover());
    let inner = rect.shrink2(vec2(space::S, 0.0));
    let name = one_line(ui.painter(), kind_name(group.kind, view.lang), semibold(text::TAG), c.text3, inner.width());
    put(ui.painter(), name, inner, Align2::LEFT_CENTER, c.text3);
    let count = if group.total > group.hits.len() {
        UiText::SearchMore.fill(view.lang, &[&integer(group.total as f64), &integer(group.hits.len() as f64)])
    } else {
        integer(group.total as f64)
    };
    let count = one_line(ui.painter(), &count, font(text::TAG), c.text3, inner.width() * 0.6);
    put(ui.painter(), count, inner, Align2::RIGHT_CENTER, c.text3);
}

fn row(ui: &mut Ui, hit: &Hit, chosen: bool) -> egui::Response {
    let c = theme::colours(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), size::ROW), Sense::click());
    response.widget_info(|| WidgetInfo::selected(egui::Role::ListBoxOption, true, chosen, &hit.name));
    row_ground(ui, rect, &response, chosen);
    if chosen {
        ui.scroll_to_rect(rect, None);
    }
    let inner = rect.shrink2(vec2(space::S, 0.0));
    let mut job = LayoutJob::default();
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    job.wrap.max_width = inner.width() * 0.66;
    let plain = TextFormat { font_id: font(text::BODY), color: c.text, ..Default::default() };
    let marked = TextFormat { font_id: semibold(text::BODY), color: c.accent, ..Default::default() };
    let mut at = 0;
    for range in &hit.matched {
        let (Some(before), Some(inside)) = (hit.name.get(at..range.start), hit.name.get(range.clone())) else { continue };
        job.append(before, 0.0, plain.clone());
        job.append(inside, 0.0, marked.clone());
        at = range.end;
    }
    job.append(hit.name.get(at..).unwrap_or_default(), 0.0, plain);
    let name = put(ui.painter(), ui.painter().layout_job(job), inner, Align2::LEFT_CENTER, c.text);
    if !hit.other_name.is_empty() {
        let room = Rect::from_min_max(pos2(name.right() + space::M, inner.top()), inner.max);
        let other = one_line(ui.painter(), &hit.other_name, font(text::SMALL), c.text3, room.width());
        put(ui.painter(), other, room, Align2::RIGHT_CENTER, c.text3);
    }
    focus_ring(ui, &response, radius::BUTTON);
    response
}
