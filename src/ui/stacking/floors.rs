//! The floors from top to bottom, to scale by area. Refuses what a cell is (`cells`).

use egui::{Align2, CornerRadius, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::analysis::stacking::{Floor, Storey};
use crate::i18n::integer;
use crate::i18n::stacking::StackText as T;
use crate::report::stack::outline::Run;
use crate::ui::theme::{self, font, radius, space, text};
use crate::ui::view::Commands;
use crate::ui::widgets::{one_line, put};

use super::{Drawing, Kept, cells, paint};

/// Room for the numbers of the floors, points.
const AXIS: f32 = 26.0;
/// Between floors, and between spaces of a floor, points.
pub(super) const GAP: f32 = 1.5;
/// The least width in which a space is drawn, points.
const LEAST: f32 = 3.0;

/// A cell of the plan as it lies on the screen.
#[derive(Clone, Copy)]
pub(super) struct Placed<'a> {
    /// The row of the plan, counted from the top.
    pub storey: usize,
    pub floor: &'a Floor,
    /// Its place on the floor.
    pub at: usize,
    pub rect: Rect,
}

/// Height of a floor with its gap: what many floors have must stay readable and what few have must not look empty.
fn pitch(storeys: usize, detailed: bool) -> f32 {
    let most = if detailed { 26.0 } else { 22.0 };
    match storeys {
        0..=10 => most,
        11..=30 => 19.0,
        _ => 16.0,
    }
}

/// Shows the floors with their spaces, and what is outlined.
pub(super) fn show(ui: &mut Ui, drawing: &Drawing, kept: &mut Kept, commands: &mut Commands) {
    let plan = drawing.plan;
    let pitch = pitch(plan.storeys.len(), drawing.detailed);
    let (room, _) = ui.allocate_exact_size(vec2(ui.available_width(), pitch * plan.storeys.len() as f32 + 2.0), Sense::hover());
    let strip = |at: usize| {
        let top = room.top() + pitch * at as f32;
        Rect::from_min_max(pos2(room.left() + AXIS, top), pos2(room.right() - 3.0, top + pitch - GAP))
    };
    let widest_m2 = plan.widest_m2().max(1.0);
    let mut placed: Vec<Placed> = Vec::new();
    for (at, storey) in plan.storeys.iter().enumerate() {
        match storey {
            Storey::Gap { lowest, highest } => gap(ui, strip(at), &drawing.telling.gap(*lowest, *highest)),
            Storey::Floor(floor) => {
                number(ui, strip(at), floor);
                place(ui, drawing, (at, floor), strip(at), widest_m2, &mut placed);
            }
        }
    }
    ground_line(ui, drawing, &strip);
    cells::show(ui, drawing, &placed, kept, commands);
    let run = |cell: &&Placed| cell.floor.cells.get(cell.at).is_some_and(|cell| drawing.outlined.contains(&cell.row));
    let outlined = placed.iter().filter(run).map(|cell| {
        let rect = cell.rect;
        Run { row: cell.storey, rect: [rect.left(), rect.top(), rect.right(), rect.bottom()] }
    });
    paint::combination(ui.painter(), outlined.collect(), 2.0 * GAP);
}

/// Where the spaces of a floor lie; hatches the rest, and says what is doubtful.
fn place<'a>(
    ui: &mut Ui,
    drawing: &Drawing,
    (storey, floor): (usize, &'a Floor),
    strip: Rect,
    widest_m2: f64,
    placed: &mut Vec<Placed<'a>>,
) {
    let lang = drawing.view.lang;
    let layout = floor.layout(widest_m2);
    let pt_per_m2 = f64::from(strip.width()) / widest_m2;
    let mut left_m2 = 0.0;
    let x = |m2: f64| (f64::from(strip.left()) + m2 * pt_per_m2) as f32;
    for (at, width_m2) in layout.cells_m2.iter().enumerate() {
        let right = (x(left_m2 + width_m2) - GAP).max(x(left_m2) + LEAST);
        let rect = Rect::from_x_y_ranges(x(left_m2)..=right, strip.y_range());
        placed.push(Placed { storey, floor, at, rect });
        left_m2 += width_m2;
    }
    let rest = Rect::from_x_y_ranges(x(left_m2)..=x(left_m2 + layout.rest_m2), strip.y_range());
    if layout.rest_m2 > 0.0 && rest.width() >= LEAST {
        paint::hatch(ui.painter(), rest);
        let area = T::Rest.fill(lang, &[&integer(layout.rest_m2)]);
        let words = match (floor.cells.is_empty(), floor.plate_m2) {
            (true, Some(_)) => format!("{} · {area}", T::NoSpaces.text(lang)),
            (true, None) => T::NoSpaces.text(lang).to_owned(),
            _ => area,
        };
        told(ui, rest, ("rest", storey), &format!("{} {words}", drawing.telling.floor(floor)));
        if floor.cells.is_empty() {
            in_the_middle(ui, rest, T::NoSpaces.text(lang));
        }
    }
    if let Some(plate_m2) = layout.plate_ends_m2 {
        // What is beyond the plate is crossed by a line at the plate's end.
        let c = theme::colours(ui.ctx());
        ui.painter().vline(x(plate_m2), strip.expand(1.0).y_range(), Stroke::new(2.0, c.error));
        let beyond = Rect::from_x_y_ranges(x(plate_m2) - 3.0..=x(plate_m2) + 3.0, strip.y_range());
        let words = T::Excess.fill(lang, &[&integer(floor.excess_m2())]);
        told(ui, beyond, ("excess", storey), &format!("{} {words}", drawing.telling.floor(floor)));
    }
}

/// A part that says something to the pointer and to a reader, and cannot be clicked.
fn told(ui: &mut Ui, rect: Rect, salt: (&str, usize), words: &str) {
    let response = ui.interact(rect, ui.make_persistent_id(salt), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, words));
    response.on_hover_text(words);
}

fn in_the_middle(ui: &Ui, rect: Rect, words: &str) {
    let c = theme::colours(ui.ctx());
    let galley = one_line(ui.painter(), words, font(text::TAG), c.text2, rect.width() - space::S);
    let place = Align2::CENTER_CENTER.align_size_within_rect(galley.size(), rect);
    ui.painter().rect_filled(place.expand2(vec2(4.0, -1.0)), CornerRadius::same(radius::BAR), c.surface);
    put(ui.painter(), galley, rect, Align2::CENTER_CENTER, c.text2);
}

fn number(ui: &Ui, strip: Rect, floor: &Floor) {
    let c = theme::colours(ui.ctx());
    let words = if floor.level.is_some() { floor.label() } else { "?".to_owned() };
    let room = Rect::from_x_y_ranges(strip.left() - AXIS..=strip.left() - 6.0, strip.y_range());
    put(ui.painter(), one_line(ui.painter(), &words, font(text::TAG), c.text3, AXIS), room, Align2::RIGHT_CENTER, c.text3);
}

fn gap(ui: &mut Ui, strip: Rect, words: &str) {
    let c = theme::colours(ui.ctx());
    let line = strip.shrink2(vec2(0.5, 1.0));
    let corners = [line.left_top(), line.right_top(), line.right_bottom(), line.left_bottom(), line.left_top()];
    ui.painter().extend(egui::Shape::dashed_line(&corners, Stroke::new(1.0, c.strong_outline), 3.0, 3.0));
    let galley = one_line(ui.painter(), words, font(text::TAG), c.text2, strip.width() - space::S);
    put(ui.painter(), galley, strip, Align2::CENTER_CENTER, c.text2);
    let response = ui.interact(strip, ui.make_persistent_id(("gap", words)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, words));
}

/// The ground, under the lowest floor above it.
fn ground_line(ui: &Ui, drawing: &Drawing, strip: &dyn Fn(usize) -> Rect) {
    let c = theme::colours(ui.ctx());
    let above = |storey: &Storey| match storey {
        Storey::Floor(floor) => floor.level.is_some_and(|level| level > 0),
        Storey::Gap { highest, .. } => *highest > 0,
    };
    if let Some(at) = drawing.plan.storeys.iter().rposition(above) {
        let rect = strip(at);
        ui.painter().hline(rect.left() - 4.0..=rect.right() + 1.0, rect.bottom() + GAP / 2.0, Stroke::new(1.5, c.text3));
    }
}

/// The line around a cell that is selected, hovered, or has the keyboard.
pub(super) fn ring(ui: &Ui, rect: Rect, width: f32, colour: egui::Color32) {
    ui.painter().rect_stroke(rect, CornerRadius::same(radius::BAR), Stroke::new(width, colour), StrokeKind::Middle);
}
