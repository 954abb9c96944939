//! The indicator board: what the plan wants by 2025, as it says it. Refuses an invented gauge: text targets stay text, and
//! two figures are compared only where they mean the same.

use egui::{Align2, Color32, CornerRadius, Rect, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::domain::{Dataset, DatasetKind, Field, RecordRef};
use crate::i18n::home::{HomeText, counts_over_a_period, indicator_figure, is_binding, nature};
use crate::i18n::records::name_of;
use crate::i18n::{Lang, integer, vocabulary};
use crate::ui::command::{Command, Page, SelectMode};
use crate::ui::icons;
use crate::ui::theme::{self, font, icon_font, radius, semibold, size, space, text};
use crate::ui::view::{Commands, ParkView, View};
use crate::ui::widgets::{confidence_tag, focus_ring, label, one_line, paint_tag, put, tag, tag_width};

const HEAD: f32 = 44.0;
const COLUMNS_HEAD: f32 = 28.0;
/// Where the columns begin, shares of the width: name, baseline, target, comparison, nature, end.
const COLUMNS: [f32; 6] = [0.012, 0.295, 0.432, 0.638, 0.912, 1.0];

/// How a baseline and a target compare.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Comparison {
    /// The plan gives no baseline.
    NoBaseline,
    /// The target is words.
    Text,
    /// Both count over a period, and the plan does not say which.
    PeriodUnstated,
    /// Both are numbers of the same meaning.
    Gauge {
        /// The baseline.
        baseline: f64,
        /// The target.
        target: f64,
    },
}

impl Comparison {
    /// How the figures of a target's row compare.
    pub fn of(indicators: &Dataset, row: usize) -> Self {
        let Some(target) = indicators.number(row, Field::Value) else { return Self::Text };
        let Some(baseline) = indicators.number(row, Field::Baseline) else { return Self::NoBaseline };
        if counts_over_a_period(indicators.text(row, Field::Name).unwrap_or_default()) {
            return Self::PeriodUnstated;
        }
        Self::Gauge { baseline, target }
    }
}

/// The height of a board of so many targets, points.
pub fn height(targets: usize) -> f32 {
    HEAD + COLUMNS_HEAD + targets as f32 * size::TABLE_ROW + space::S
}

/// Draws the board over all the room there is.
pub fn show(ui: &mut Ui, view: &View, park: &ParkView, commands: &mut Commands) {
    let Some(indicators) = park.model.set(DatasetKind::Indicators) else { return };
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    let card = ui.max_rect();
    let head = Rect::from_min_size(card.min, vec2(card.width(), HEAD)).shrink2(vec2(space::L, 0.0));
    let mut title =
        ui.new_child(UiBuilder::new().id_salt("head").max_rect(head).layout(egui::Layout::left_to_right(egui::Align::Center)));
    title.spacing_mut().item_spacing.x = space::S;
    label(&mut title, HomeText::Board.text(lang), semibold(text::SECTION), c.text);
    tag(&mut title, HomeText::BoardPlan.text(lang), [c.text2, c.surface3]);
    if let Some(confidence) = park.summary.target_rows.first().and_then(|&row| indicators.confidence_of(row as usize)) {
        confidence_tag(&mut title, confidence, lang);
    }

    let columns = Columns { left: card.left(), width: card.width() };
    let names = Rect::from_min_size(pos2(card.left(), card.top() + HEAD), vec2(card.width(), COLUMNS_HEAD));
    let hair = 1.0 / ui.pixels_per_point();
    ui.painter().rect_filled(names.shrink2(vec2(hair, 0.0)), CornerRadius::ZERO, c.surface2);
    let heads =
        [HomeText::HeadIndicator, HomeText::HeadBaseline, HomeText::HeadTarget, HomeText::HeadCompare, HomeText::HeadNature];
    for (column, words) in heads.into_iter().enumerate() {
        let mut room = columns.cell(column, names);
        if column == 0 {
            room.min.x += 18.0;
        }
        let galley = one_line(ui.painter(), words.text(lang), font(text::SMALL), c.text2, room.width());
        put(ui.painter(), galley, room, Align2::LEFT_CENTER, c.text2);
    }
    for (number, &row) in park.summary.target_rows.iter().enumerate() {
        let top = names.bottom() + number as f32 * size::TABLE_ROW;
        let rect = Rect::from_min_size(pos2(card.left(), top), vec2(card.width(), size::TABLE_ROW));
        target(ui, view, indicators, row, number, &columns, rect, commands);
        if number + 1 < park.summary.target_rows.len() {
            ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(hair, c.outline));
        }
    }
}

/// Where the columns are.
struct Columns {
    left: f32,
    width: f32,
}

impl Columns {
    fn cell(&self, column: usize, row: Rect) -> Rect {
        let at = |share: f32| self.left + share * self.width;
        Rect::from_x_y_ranges(at(COLUMNS[column])..=at(COLUMNS[column + 1]) - space::S, row.y_range())
    }
}

#[expect(clippy::too_many_arguments, reason = "a row of a table: where, what, and the way out")]
fn target(
    ui: &mut Ui,
    view: &View,
    indicators: &Dataset,
    row: u32,
    number: usize,
    columns: &Columns,
    rect: Rect,
    commands: &mut Commands,
) {
    let c = theme::colours(ui.ctx());
    let lang = view.lang;
    let at = row as usize;
    let name = name_of(indicators, at, lang);
    let unit = indicators.text(at, Field::UnitName).unwrap_or_default();
    let response = ui.interact(rect, ui.make_persistent_id(("target", row)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &*name));
    if response.hovered() {
        ui.painter().rect_filled(rect.shrink2(vec2(1.0, 0.0)), CornerRadius::ZERO, c.surface2);
    }
    let painter = ui.painter();
    let say = |room: Rect, words: &str, face: egui::FontId, ink: Color32| -> (Rect, bool) {
        let galley = one_line(painter, words, face, ink, room.width());
        let elided = galley.elided;
        (put(painter, galley, room, Align2::LEFT_CENTER, ink), elided)
    };
    let mut room = columns.cell(0, rect);
    say(room, &integer((number + 1) as f64), font(text::SMALL), c.text3);
    room.min.x += 18.0;
    let (_, mut elided) = say(room, &name, font(text::BODY), c.text);

    let room = columns.cell(1, rect);
    match indicators.number(at, Field::Baseline) {
        Some(baseline) => {
            let (value, _) = say(room, &with_unit(baseline, unit, lang), font(text::BODY), c.text);
            if let Some(year) = indicators.number(at, Field::BaselineYear) {
                let rest = Rect::from_min_max(pos2(value.right(), room.top()), room.max);
                say(rest, &HomeText::BaselineYear.fill(lang, &[&format!("{year:.0}")]), font(text::SMALL), c.text3);
            }
        }
        None => {
            say(room, "—", font(text::BODY), c.text3);
        }
    }
    let room = columns.cell(2, rect);
    match (indicators.number(at, Field::Value), indicators.text(at, Field::ValueText)) {
        (Some(value), _) => say(room, &with_unit(value, unit, lang), semibold(text::BODY), c.text),
        (None, Some(words)) => {
            let said = say(room, vocabulary::word(words, lang), font(text::BODY), c.text);
            elided |= said.1;
            said
        }
        (None, None) => say(room, "—", font(text::BODY), c.text3),
    };
    compare(ui, columns.cell(3, rect), Comparison::of(indicators, at), unit, lang);
    if let Some(term) = indicators.text(at, Field::Nature) {
        let words = nature(term, lang);
        let room = columns.cell(4, rect);
        let pair = if is_binding(term) { [c.accent, c.accent_soft] } else { [c.text2, c.surface3] };
        let size = vec2(tag_width(ui.painter(), words), size::TAG);
        paint_tag(ui.painter(), Rect::from_min_size(pos2(room.left(), room.center().y - size.y / 2.0), size), words, pair);
    }
    focus_ring(ui, &response.clone().with_new_rect(rect.shrink(4.0)), radius::BUTTON);
    let note = indicators.text(at, Field::Note).unwrap_or_default();
    let hint = [if elided { &*name } else { "" }, indicators.text(at, Field::ValueText).unwrap_or_default(), note].map(str::trim);
    let hint: Vec<&str> = hint.into_iter().filter(|words| !words.is_empty()).collect();
    let response = if hint.is_empty() { response } else { response.on_hover_text(hint.join("\n")) };
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        commands.send(Command::Select(SelectMode::Replace, vec![RecordRef::of_kind(DatasetKind::Indicators, row)]));
        commands.send(Command::ShowPage(Page::Browse));
    }
}

fn with_unit(value: f64, unit: &str, lang: Lang) -> String {
    let [value, unit] = indicator_figure(value, unit, lang);
    let space = if unit == "%" { '\u{2009}' } else { ' ' };
    format!("{value}{space}{unit}").trim_end().to_owned()
}

/// The gauge from baseline to target, or why there is none.
fn compare(ui: &Ui, room: Rect, comparison: Comparison, unit: &str, lang: Lang) {
    let c = theme::colours(ui.ctx());
    let painter = ui.painter();
    let say = |room: Rect, words: &str, ink: Color32| {
        let galley = one_line(painter, words, font(text::SMALL), ink, room.width());
        put(painter, galley, room, Align2::LEFT_CENTER, ink)
    };
    match comparison {
        Comparison::NoBaseline => {
            say(room, HomeText::NoBaseline.text(lang), c.text3);
        }
        Comparison::Text => {
            say(room, HomeText::TextTarget.text(lang), c.text3);
        }
        Comparison::PeriodUnstated => {
            painter.text(room.left_center(), Align2::LEFT_CENTER, icons::WARNING, icon_font(text::ICON_SMALL), c.warn);
            let words = Rect::from_min_max(room.min + vec2(20.0, 0.0), room.max);
            say(words, HomeText::PeriodUnstated.text(lang), c.warn);
        }
        Comparison::Gauge { baseline, target } => {
            let y = room.center().y;
            let gap = target - baseline;
            let words = if gap > 0.0 {
                HomeText::Gap.fill(lang, &[&with_unit(gap, unit, lang)])
            } else {
                HomeText::Reached.text(lang).to_owned()
            };
            let width = (room.width() - 96.0).clamp(40.0, 150.0);
            let track = Rect::from_min_max(pos2(room.left(), y - 2.5), pos2(room.left() + width, y + 2.5));
            painter.rect_filled(track, CornerRadius::same(radius::BAR), c.surface3);
            let share = if target > 0.0 { (baseline / target).clamp(0.0, 1.0) as f32 } else { 0.0 };
            let end = track.left() + share * track.width();
            painter.rect_filled(
                Rect::from_min_max(track.min, pos2(end, track.bottom())),
                CornerRadius::same(radius::BAR),
                c.accent,
            );
            painter.circle_filled(pos2(end, y), 5.0, c.accent);
            painter.vline(track.right(), y - 7.0..=y + 7.0, Stroke::new(2.0, c.text));
            say(Rect::from_min_max(pos2(track.right() + space::M, room.top()), room.max), &words, c.text);
        }
    }
}
