//! The rows of the file as they are, under the head of the columns; doubtful cells are marked. Refuses to change a cell.

use egui::{Align2, Rect, ScrollArea, Sense, Stroke, Ui, pos2, vec2};

use crate::domain::{Issue, IssueKind};
use crate::i18n::import::ImportText;
use crate::ui::importing::ImportView;
use crate::ui::theme::{self, font, semibold, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{label, link, one_line, put};

use super::{State, columns};

/// Height of a row.
pub const ROW: f32 = 26.0;

/// How a cell is marked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Doubt {
    /// Read, with a word about it.
    Read,
    /// Not what it should be.
    Wrong,
}

/// Shows title, head and rows.
pub fn show(ui: &mut Ui, view: &View, import: &ImportView, state: &mut State, commands: &mut Commands) {
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    let room = ui.max_rect();
    title(ui, import, state, view);
    if import.raw.table.names.is_empty() {
        let rect = Rect::from_min_max(pos2(room.left(), room.top() + columns::TITLE), room.max);
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, ImportText::NoTable.text(lang), font(text::BODY), c.text3);
        return;
    }
    let table = Rect::from_min_max(pos2(room.left(), room.top() + columns::TITLE), room.max);
    let edges = columns::edges(ui, import, lang);
    let width = edges.last().copied().unwrap_or_default().max(table.width());
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(table));
    ScrollArea::horizontal().id_salt("table").auto_shrink(false).show(&mut inner, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let (head, _) = ui.allocate_exact_size(vec2(width, columns::HEAD), Sense::hover());
        columns::show(ui, import, head, &edges, lang, commands);
        let marks = Marks::of(import);
        let mut area = ScrollArea::vertical().id_salt("rows").auto_shrink(false);
        if let Some(row) = state.goes_to.take() {
            state.marked = Some(row);
            let middle = (table.height() - columns::HEAD - ROW) / 2.0;
            area = area.vertical_scroll_offset((row as f32 * ROW - middle).max(0.0));
        }
        area.show_rows(ui, ROW, import.raw.len(), |ui, range| {
            for row in range {
                let (rect, _) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
                show_row(ui, import, &marks, row, rect, &edges, state.marked == Some(row as u32), view);
            }
        });
    });
}

/// The title, with a link to the first doubtful cell.
fn title(ui: &mut Ui, import: &ImportView, state: &mut State, view: &View) {
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    let rect = Rect::from_min_size(ui.max_rect().min, vec2(ui.max_rect().width(), columns::TITLE)).shrink2(vec2(space::L, 0.0));
    let mut row = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(egui::Layout::left_to_right(egui::Align::Center)));
    label(&mut row, ImportText::Meanings.text(lang), semibold(text::BODY), c.text);
    let first = import.proposal.first_doubt.iter().flatten().min().copied();
    let mut end = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(egui::Layout::right_to_left(egui::Align::Center)));
    if let Some(first) = first {
        let words = ImportText::FirstDoubt.of(import.is_table()).fill(lang, &[&number_of(import, first as usize)]);
        if link(&mut end, &words, false).clicked() {
            state.goes_to = Some(first);
        }
    }
    let left = (end.min_rect().left() - row.min_rect().right() - space::L).max(0.0);
    let hint = one_line(row.painter(), ImportText::MeaningsHint.text(lang), font(text::SMALL), c.text3, left);
    let at = Rect::from_min_max(pos2(row.min_rect().right() + space::S, rect.top()), rect.max);
    put(ui.painter(), hint, at, Align2::LEFT_CENTER, c.text3);
}

/// The number of a row as a person sees it in the file.
pub fn number_of(import: &ImportView, row: usize) -> String {
    import.raw.number_in_file(row).to_string()
}

#[expect(clippy::too_many_arguments, reason = "a row of a table needs the table")]
fn show_row(
    ui: &Ui,
    import: &ImportView,
    marks: &Marks<'_>,
    row: usize,
    rect: Rect,
    edges: &[f32],
    is_marked: bool,
    view: &View,
) {
    let c = theme::colours(ui.ctx());
    let hair = 1.0 / ui.pixels_per_point();
    let painter = ui.painter();
    if is_marked {
        painter.rect_filled(rect, 0, c.accent_soft);
    }
    let numbers = Rect::from_x_y_ranges(rect.left()..=rect.left() + columns::NUMBERS - space::M, rect.y_range());
    let number = number_of(import, row);
    let galley = one_line(painter, &number, font(text::SMALL), c.text3, numbers.width());
    put(painter, galley, numbers, Align2::RIGHT_CENTER, c.text3);
    for (column, pair) in edges.windows(2).enumerate() {
        let cell = Rect::from_x_y_ranges(rect.left() + pair[0]..=rect.left() + pair[1], rect.y_range());
        if !ui.is_rect_visible(cell) {
            continue;
        }
        painter.vline(cell.left(), cell.y_range(), Stroke::new(hair, c.outline));
        let words = columns::cell_text(import.raw.table.get(row, column));
        let mark = marks.of_cell(import, row, column);
        let (ink, ground) = match mark {
            Some(Doubt::Wrong) => (c.error, Some(c.error_soft)),
            Some(Doubt::Read) => (c.warn, Some(c.warn_soft)),
            None => (c.text, None),
        };
        if let Some(ground) = ground {
            painter.rect_filled(cell.shrink2(vec2(hair, hair)), 0, ground);
        }
        let words = if words.is_empty() && mark.is_some() { ImportText::Empty.text(view.lang).to_owned() } else { words };
        let inner = cell.shrink2(vec2(space::S + 2.0, 0.0));
        let galley = one_line(painter, &words, font(text::BODY), ink, inner.width());
        let align = if columns::is_number(import, column) { Align2::RIGHT_CENTER } else { Align2::LEFT_CENTER };
        put(painter, galley, inner, align, ink);
    }
    painter.hline(rect.x_range(), rect.bottom() - hair / 2.0, Stroke::new(hair, c.outline));
}

/// The issues that are of cells, by column; those of coordinates have no column of their own.
struct Marks<'a> {
    issues: Vec<(Option<usize>, &'a Issue, Doubt)>,
}

impl<'a> Marks<'a> {
    fn of(import: &'a ImportView) -> Self {
        let issues = import.outcome.as_ref().map_or(&[][..], |outcome| &outcome.issues);
        let marks = issues.iter().filter_map(|issue| {
            let column = issue.member.as_deref().map(|member| import.raw.table.column(member));
            let column = match column {
                Some(None) => return None,
                Some(column) => column,
                None if is_of_place(issue.kind) => None,
                None => return None,
            };
            // What most cells have is the manner of the column, not a doubt about a cell.
            let doubt = doubt_of(issue.kind);
            let is_manner = doubt == Doubt::Read && issue.features.len() * 2 > import.raw.len();
            (!is_manner).then_some((column, issue, doubt))
        });
        Self { issues: marks.collect() }
    }

    fn of_cell(&self, import: &ImportView, row: usize, column: usize) -> Option<Doubt> {
        let first = import.proposal.first_doubt.get(column).copied().flatten();
        let of_proposal = (first == Some(row as u32)).then_some(Doubt::Read);
        let number = import.raw.feature_number(row);
        let concerned = self.issues.iter().filter(|(of, issue, _)| {
            of.map_or_else(|| columns::is_place(import, column), |of| of == column)
                && issue.features.binary_search(&number).is_ok()
        });
        concerned.map(|(.., doubt)| *doubt).max().max(of_proposal)
    }
}

fn is_of_place(kind: IssueKind) -> bool {
    matches!(
        kind,
        IssueKind::NoPosition
            | IssueKind::UnreadablePosition
            | IssueKind::SwappedPosition
            | IssueKind::SwapMended
            | IssueKind::OutsideCrs
            | IssueKind::MatchWaiting
    )
}

fn doubt_of(kind: IssueKind) -> Doubt {
    match kind {
        IssueKind::BadCode
        | IssueKind::CheckDigit
        | IssueKind::NoSuchDay
        | IssueKind::DayOrMonth
        | IssueKind::BadValue
        | IssueKind::ValueRange
        | IssueKind::WrongUnit
        | IssueKind::NeedsArea
        | IssueKind::NoPosition
        | IssueKind::MatchWaiting
        | IssueKind::UnreadablePosition
        | IssueKind::OutsideCrs => Doubt::Wrong,
        _ => Doubt::Read,
    }
}
