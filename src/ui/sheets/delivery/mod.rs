//! The sheet of a new delivery: what it adds, removes, moves and changes, which figures change with it, and what of it is taken.
//! Refuses to take what the user has refused.

mod figures;
mod list;
mod part;

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Align, ComboBox, Id, Layout, Rect, Ui, UiBuilder, pos2, vec2};

use crate::analysis::delivery::{Key, RowChange};
use crate::i18n::delivery_sheet::DeliverySheetText as T;
use crate::i18n::{Lang, decimal, integer};
use crate::ui::command::Command;
use crate::ui::delivering::{DeliveryAs, DeliveryChange, DeliveryView};
use crate::ui::icons;
use crate::ui::theme::{self, font, semibold, size, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{SearchField, hairline, label, link, loading_bar, primary, secondary, wrapped};

use super::head;

/// Width of the side with the figures, points.
const SIDE: f32 = 330.0;
/// Width of the search field, points.
const SEARCH: f32 = 200.0;
/// Height of the foot, points.
const FOOT: f32 = 52.0;

/// A kind of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Added,
    Removed,
    Moved,
    Changed,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Added, Self::Removed, Self::Moved, Self::Changed];

    fn holds(self, change: &RowChange) -> bool {
        match self {
            Self::Added => change.old.is_none(),
            Self::Removed => change.new.is_none(),
            Self::Moved => change.moved_m.is_some() || change.reshaped,
            Self::Changed => !change.cells.is_empty(),
        }
    }

    fn name(self, lang: Lang) -> &'static str {
        let words = match self {
            Self::Added => T::Added,
            Self::Removed => T::Removed,
            Self::Moved => T::Moved,
            Self::Changed => T::Changed,
        };
        words.text(lang)
    }
}

/// What the sheet shows.
#[derive(Clone, Default)]
struct State {
    kind: Option<Kind>,
    search: String,
    /// What `shown` was made of.
    made_of: Option<(Option<Kind>, String, usize)>,
    /// The changes that are listed.
    shown: Arc<Vec<u32>>,
    /// Those whose parts are listed, too.
    unfolded: Arc<BTreeSet<u32>>,
    /// The lines of the list.
    lines: Arc<Vec<list::Line>>,
    /// The lines are those of what is listed and unfolded.
    is_laid_out: bool,
    /// Rows added, removed, moved and changed, and the farthest move in metres; of the changes at this address.
    totals: (usize, [usize; 4], f64),
}

/// Shows the sheet.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let lang = view.lang;
    head(ui, view, T::Title.text(lang), commands);
    let Some(delivery) = view.delivery else { return };
    if delivery.is_busy {
        let bar = Rect::from_min_size(ui.cursor().min - vec2(0.0, space::S), vec2(ui.available_width(), 3.0));
        loading_bar(ui, bar, delivery.share);
    }
    let id = Id::unique(("delivery", delivery.number));
    let mut state = ui.data(|data| data.get_temp::<State>(id)).unwrap_or_default();
    measure(delivery, &mut state);
    sum(ui, delivery, &state, lang);
    controls(ui, view, delivery, &mut state, commands);
    list::narrow(delivery, &mut state, lang);
    let window = super::room(ui);
    let height = (window.height() - 380.0).clamp(150.0, 600.0);
    let (all, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), egui::Sense::hover());
    let side = SIDE.min((all.width() * 0.36).round());
    let left = Rect::from_min_max(all.min, pos2(all.right() - side - space::M, all.bottom()));
    let right = Rect::from_min_max(pos2(all.right() - side, all.top()), all.max).shrink2(vec2(space::M, 0.0));
    let within = |rect: Rect| UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min));
    let mut rows = ui.new_child(within(left).id_salt("changes"));
    rows.set_clip_rect(left.intersect(ui.clip_rect()));
    list::show(&mut rows, delivery, &mut state, lang, commands);
    let mut beside = ui.new_child(within(right).id_salt("figures"));
    beside.set_clip_rect(right.intersect(ui.clip_rect()));
    figures::show(&mut beside, delivery, lang);
    foot(ui, delivery, lang, commands);
    ui.data_mut(|data| data.insert_temp(id, state));
}

/// Counts the changes, once: there may be hundreds of thousands.
fn measure(delivery: &DeliveryView, state: &mut State) {
    let address = Arc::as_ptr(&delivery.delivery) as usize;
    if state.totals.0 != address {
        let farthest = delivery.delivery.rows.iter().filter_map(|change| change.moved_m).fold(0.0, f64::max);
        state.totals = (address, delivery.delivery.counts(), farthest);
        state.unfolded = Arc::default();
    }
}

fn sum(ui: &mut Ui, delivery: &DeliveryView, state: &State, lang: Lang) {
    let c = theme::colours(ui.ctx());
    let (_, counts, farthest) = state.totals;
    let [added, removed, moved, changed] = counts.map(|count| integer(count as f64));
    let unchanged = integer(delivery.delivery.unchanged as f64);
    ui.horizontal(|ui| {
        ui.add_space(20.0);
        ui.vertical(|ui| {
            let asks = T::Asks.fill(lang, &[&delivery.file_name, &delivery.old.name]);
            wrapped(ui, &asks, font(text::BODY), c.text2);
            let counts = match counts[2] {
                0 => T::CountsUnmoved.fill(lang, &[&added, &removed, &changed, &unchanged]),
                _ => T::Counts.fill(lang, &[&added, &removed, &moved, &decimal(farthest, 1), &changed, &unchanged]),
            };
            label(ui, &counts, semibold(text::BODY), c.text);
        });
    });
}

/// By which key, which kind of change, and the search.
fn controls(ui: &mut Ui, view: &View, delivery: &DeliveryView, state: &mut State, commands: &mut Commands) {
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    let row = vec2(ui.available_width(), size::BUTTON);
    ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_height(row.y);
        ui.add_space(20.0);
        label(ui, T::Key.text(lang), font(text::SMALL), c.text2);
        let current = &delivery.delivery.key;
        let combo = ComboBox::from_id_salt("delivery key").selected_text(key_name(current, lang)).width(120.0);
        let combo = combo.show_ui(ui, |ui| {
            for key in &delivery.keys {
                if ui.selectable_label(key == current, key_name(key, lang)).clicked() && key != current {
                    commands.send(Command::ChangeDelivery(DeliveryChange::Key(key.clone())));
                }
            }
        });
        combo.response.accessible_name(T::Key.text(lang));
        let any = T::All.text(lang);
        let shown = state.kind.map_or(any, |kind| kind.name(lang));
        let (_, counts, _) = state.totals;
        let combo = ComboBox::from_id_salt("kind of change").selected_text(shown).width(120.0).show_ui(ui, |ui| {
            ui.selectable_value(&mut state.kind, None, any);
            for (kind, count) in Kind::ALL.into_iter().zip(counts) {
                let words = format!("{} · {}", kind.name(lang), integer(count as f64));
                ui.selectable_value(&mut state.kind, Some(kind), words);
            }
        });
        combo.response.accessible_name(T::KindOfChange.text(lang));
        let field = SearchField {
            id: Id::unique("search the changes"),
            name: T::Search.text(lang),
            hint: T::Search.text(lang),
            shortcut: "",
            clear: T::ClearSearch.text(lang),
        };
        // The cross in the field must not move what stands behind it.
        let (room, _) = ui.allocate_exact_size(vec2(SEARCH, row.y), egui::Sense::hover());
        field.show(&mut ui.new_child(UiBuilder::new().max_rect(room).layout(*ui.layout())), &mut state.search, SEARCH);
        ui.add_space(space::M);
        let take = |takes| Command::ChangeDelivery(DeliveryChange::Take(state.shown.to_vec(), takes));
        if link(ui, T::TakeShown.text(lang), false).clicked() {
            commands.send(take(true));
        }
        if link(ui, T::RefuseShown.text(lang), false).clicked() {
            commands.send(take(false));
        }
        let folds = !state.unfolded.is_empty();
        if link(ui, if folds { T::FoldAll } else { T::UnfoldAll }.text(lang), false).clicked() {
            let all = || delivery.delivery.rows.iter().zip(0..).filter(|(change, _)| change.parts().nth(1).is_some());
            state.unfolded = if folds { Arc::default() } else { Arc::new(all().map(|(_, number)| number).collect()) };
            state.is_laid_out = false;
        }
    });
}

fn foot(ui: &mut Ui, delivery: &DeliveryView, lang: Lang, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), egui::Sense::hover());
    hairline(ui, rect);
    ui.allocate_ui_with_layout(vec2(ui.available_width(), FOOT), Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_height(FOOT);
        ui.add_space(20.0);
        let taken = delivery.parts.saturating_sub(delivery.refused.len());
        let words = T::Apply.fill(lang, &[&integer(taken as f64)]);
        if ui.add_enabled_ui(taken > 0, |ui| primary(ui, Some(icons::CHECK), &words)).inner.clicked() && taken > 0 {
            commands.send(Command::TakeDelivery(DeliveryAs::Chosen));
        }
        if secondary(ui, None, T::Whole.text(lang)).clicked() {
            commands.send(Command::TakeDelivery(DeliveryAs::Whole));
        }
        if delivery.may_be_another && secondary(ui, None, T::Another.text(lang)).clicked() {
            commands.send(Command::TakeDelivery(DeliveryAs::Another));
        }
        if secondary(ui, None, T::Cancel.text(lang)).clicked() {
            commands.send(Command::CancelDelivery);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add_space(20.0);
            label(ui, T::UndoHint.text(lang), font(text::SMALL), c.text3);
        });
    });
}

fn key_name(key: &Key, lang: Lang) -> &str {
    match key {
        Key::Column(name) => name,
        Key::Id => T::ById.text(lang),
        Key::FeatureId => T::ByFeatureId.text(lang),
        Key::NameAndPlace => T::ByName.text(lang),
        Key::Place => T::ByPlace.text(lang),
    }
}
