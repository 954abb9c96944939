//! The import sheet: what a file means, what becomes of every row, in which coordinate system it is; the user decides. Refuses to
//! compute: every change is a command, the figures come back with the next view.

mod candidates;
mod columns;
mod datum;
mod fates;
mod foot;
mod grid;
mod head;
mod issues;
mod matches;
mod meanings;
mod mini_map;
mod preview;
mod reading;
mod sums;

use egui::{Align, CornerRadius, Id, Layout, Rect, Sense, Stroke, Ui, UiBuilder, Vec2, pos2, vec2};

use crate::domain::Severity;
use crate::i18n::import::ImportText;
use crate::ui::importing::ImportView;
use crate::ui::theme::{self, space};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{loading_bar, tabs};

/// Heights of the head and the foot, points.
const HEAD: f32 = 64.0;
const FOOT: f32 = 56.0;
/// Height of the bar of what becomes of the rows.
const FATES: f32 = 84.0;
/// Height of a section's title.
const TITLE: f32 = 40.0;
/// Widths of the right side in a narrow and in a wide window.
const RIGHT: [f32; 2] = [332.0, 384.0];
/// From this width of the sheet on the right side is the wide one.
const WIDE: f32 = 1400.0;

/// What the lower part of the left side lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum List {
    #[default]
    Issues,
    Matches,
}

/// What the sheet remembers between frames of one file.
#[derive(Clone, Default)]
struct State {
    number: u64,
    list: List,
    severity: Option<Severity>,
    /// The row to be brought into sight, and marked from then on.
    goes_to: Option<u32>,
    marked: Option<u32>,
    /// The evidence that the small map shows, by its number.
    evidence: Option<usize>,
    shows_evidence: bool,
    /// A coordinate system that is being typed, and what is wrong with it.
    crs: String,
    crs_fault: Option<String>,
    grid: grid::Draft,
}

/// The size of the sheet in a window.
pub fn size(window: Rect) -> Vec2 {
    vec2((window.width() - 2.0 * space::XL).min(1560.0), (window.height() - 2.0 * space::XL).min(960.0))
}

/// Shows the sheet over so much room.
pub fn show(ui: &mut Ui, view: &View, size: Vec2, commands: &mut Commands) {
    let Some(import) = view.import else { return };
    let id = Id::unique("import sheet");
    let kept = ui.data(|data| data.get_temp::<State>(id)).filter(|state| state.number == import.number);
    let mut state = kept.unwrap_or(State { number: import.number, ..State::default() });
    let (sheet, _) = ui.allocate_exact_size(size, Sense::hover());
    let split = |from: f32, to: f32| Rect::from_x_y_ranges(sheet.x_range(), from..=to);
    let [head, foot] = [split(sheet.top(), sheet.top() + HEAD), split(sheet.bottom() - FOOT, sheet.bottom())];
    let middle = split(head.bottom(), foot.top());
    let right_width = if size.x >= WIDE { RIGHT[1] } else { RIGHT[0] };
    let border = middle.right() - right_width;
    let left = Rect::from_x_y_ranges(middle.left()..=border, middle.y_range());
    let right = Rect::from_x_y_ranges(border..=middle.right(), middle.y_range());

    part(ui, "head", head, |ui| head::show(ui, view, import, commands));
    part(ui, "left", left, |ui| show_left(ui, view, import, &mut state, commands));
    part(ui, "right", right, |ui| datum::show(ui, view, import, &mut state, commands));
    part(ui, "foot", foot, |ui| foot::show(ui, view, import, commands));

    let c = theme::colours(ui.ctx());
    let hair = 1.0 / ui.pixels_per_point();
    let line = Stroke::new(hair, c.outline);
    ui.painter().hline(sheet.x_range(), head.bottom() - hair / 2.0, line);
    ui.painter().hline(sheet.x_range(), foot.top() + hair / 2.0, line);
    ui.painter().vline(border, middle.y_range(), line);
    if import.is_busy {
        loading_bar(ui, Rect::from_min_max(pos2(head.left(), head.bottom() - 3.0), foot.max), import.share);
    }
    ui.data_mut(|data| data.insert_temp(id, state));
}

/// A part of the sheet with a rectangle of its own.
fn part(ui: &mut Ui, name: &str, rect: Rect, content: impl FnOnce(&mut Ui)) {
    let builder = UiBuilder::new().id_salt(name).max_rect(rect).layout(Layout::top_down(Align::Min));
    let mut inner = ui.new_child(builder);
    inner.shrink_clip_rect(rect);
    inner.spacing_mut().item_spacing = vec2(space::S, 0.0);
    content(&mut inner);
}

fn show_left(ui: &mut Ui, view: &View, import: &ImportView, state: &mut State, commands: &mut Commands) {
    let room = ui.max_rect();
    let sum = sums::lines(import, view.lang);
    let sum_height = if sum.is_empty() { 0.0 } else { sums::HEIGHT };
    let above = columns::TITLE + columns::HEAD + sum_height + TITLE + FATES;
    // The rows get what the list can spare: five lines of it are always there.
    let free = (room.height() - above).max(2.0 * preview::ROW + 2.0 * issues::ROW);
    let list = ((free * 0.42 / issues::ROW).floor() * issues::ROW).clamp(2.0 * issues::ROW, 7.0 * issues::ROW);
    let rows = free - list;
    let mut top = room.top();
    let mut next = |height: f32| {
        let rect = Rect::from_x_y_ranges(room.x_range(), top..=(top + height).min(room.bottom()));
        top += height;
        rect
    };
    let table = next(columns::TITLE + columns::HEAD + rows);
    let sum_rect = next(sum_height);
    let title = next(TITLE);
    let list_rect = next(list);
    let bar = Rect::from_x_y_ranges(room.x_range(), list_rect.bottom()..=room.bottom());
    part(ui, "table", table, |ui| preview::show(ui, view, import, state, commands));
    part(ui, "sums", sum_rect, |ui| sums::show(ui, &sum));
    part(ui, "list title", title, |ui| list_title(ui, view, import, state, commands));
    part(ui, "list", list_rect, |ui| match state.list {
        List::Issues => issues::show(ui, view, import, state, commands),
        List::Matches => matches::show(ui, view, import, state, commands),
    });
    part(ui, "fates", bar, |ui| fates::show(ui, view, import));
}

/// The choice between what was found and what waits, with the controls of the one that is shown.
fn list_title(ui: &mut Ui, view: &View, import: &ImportView, state: &mut State, commands: &mut Commands) {
    let lang = view.lang;
    let waiting = import.outcome.as_ref().map_or(0, |outcome| outcome.matches.len());
    if waiting == 0 {
        state.list = List::Issues;
    }
    let room = ui.max_rect().shrink2(vec2(space::L, 0.0));
    let mut left = ui.new_child(UiBuilder::new().max_rect(room).layout(Layout::left_to_right(Align::Center)));
    let issues = issues::title(import, lang);
    if waiting == 0 {
        let c = theme::colours(left.ctx());
        crate::ui::widgets::label(&mut left, &issues, theme::semibold(theme::text::BODY), c.text);
    } else {
        let matches = ImportText::Waiting.fill(lang, &[&crate::i18n::integer(waiting as f64)]);
        let items = [(List::Issues, None, issues.as_str()), (List::Matches, None, matches.as_str())];
        if let Some(list) = tabs(&mut left, state.list, &items, false) {
            state.list = list;
        }
    }
    let mut right = ui.new_child(UiBuilder::new().max_rect(room).layout(Layout::right_to_left(Align::Center)));
    match state.list {
        List::Issues => issues::filter(&mut right, import, state, lang),
        List::Matches => matches::controls(&mut right, import, lang, commands),
    }
    let c = theme::colours(ui.ctx());
    let hair = 1.0 / ui.pixels_per_point();
    for y in [ui.max_rect().top(), ui.max_rect().bottom()] {
        ui.painter().hline(ui.max_rect().x_range(), y - hair / 2.0, Stroke::new(hair, c.outline));
    }
}

/// The colour of figures: grey while new ones are made.
fn ink(ui: &Ui, import: &ImportView) -> egui::Color32 {
    let c = theme::colours(ui.ctx());
    if import.is_busy { c.strong_outline } else { c.text }
}

/// A filled rectangle with the corners of a bar.
fn swatch(ui: &Ui, rect: Rect, colour: egui::Color32) {
    ui.painter().rect_filled(rect, CornerRadius::same(theme::radius::BAR), colour);
}
