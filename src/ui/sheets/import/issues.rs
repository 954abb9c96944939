//! What was found in the rows, by kind, with the number of rows, the first one, and what will be done. Refuses wording.

use egui::{Align2, Rect, ScrollArea, Sense, Stroke, Ui, WidgetInfo, vec2};

use crate::domain::{Issue, IssueKind, Severity};
use crate::i18n::import::ImportText;
use crate::i18n::{Lang, integer, issues};
use crate::ui::command::Command;
use crate::ui::icons;
use crate::ui::importing::{ImportChange, ImportView};
use crate::ui::theme::{self, font, icon_font, radius, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{focus_ring, one_line, put, row_ground, tabs};

use super::{State, ink, preview};

/// Height of a line.
pub const ROW: f32 = 30.0;

/// How many kinds and places.
pub fn title(import: &ImportView, lang: Lang) -> String {
    let Some(outcome) = &import.outcome else { return ImportText::Computing.text(lang).to_owned() };
    if outcome.issues.is_empty() {
        return ImportText::NoIssues.text(lang).to_owned();
    }
    let places: u64 = outcome.issues.iter().map(|issue| issue.count).sum();
    ImportText::Issues.fill(lang, &[&integer(outcome.issues.len() as f64), &integer(places as f64)])
}

/// The choice of a severity, right to left.
pub fn filter(ui: &mut Ui, import: &ImportView, state: &mut State, lang: Lang) {
    let issues = import.outcome.as_ref().map_or(&[][..], |outcome| &outcome.issues);
    if issues.is_empty() {
        return;
    }
    let count = |severity: Option<Severity>| {
        let of = issues.iter().filter(|issue| severity.is_none_or(|severity| issue.severity == severity));
        integer(of.map(|issue| issue.count).sum::<u64>() as f64)
    };
    let names = [
        ImportText::FilterAll.fill(lang, &[&count(None)]),
        ImportText::FilterErrors.fill(lang, &[&count(Some(Severity::Error))]),
        ImportText::FilterWarnings.fill(lang, &[&count(Some(Severity::Warning))]),
    ];
    let items = [
        (None, None, names[0].as_str()),
        (Some(Severity::Error), Some(icons::ERROR), names[1].as_str()),
        (Some(Severity::Warning), Some(icons::WARNING), names[2].as_str()),
    ];
    if let Some(severity) = tabs(ui, state.severity, &items, false) {
        state.severity = severity;
    }
}

/// Shows the list.
pub fn show(ui: &mut Ui, view: &View, import: &ImportView, state: &mut State, commands: &mut Commands) {
    let issues = import.outcome.as_ref().map_or(&[][..], |outcome| &outcome.issues);
    let wanted = state.severity;
    let shown: Vec<&Issue> = issues.iter().filter(|issue| wanted.is_none_or(|severity| issue.severity == severity)).collect();
    ScrollArea::vertical().id_salt("issues").auto_shrink(false).show_rows(ui, ROW, shown.len(), |ui, range| {
        for number in range {
            if let Some(issue) = shown.get(number) {
                ui.push_id(number, |ui| row(ui, view.lang, import, issue, state, commands));
            }
        }
    });
}

fn row(ui: &mut Ui, lang: Lang, import: &ImportView, issue: &Issue, state: &mut State, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let spoken = ImportText::ShowRow.fill(lang, &[&issues::sentence(issue, lang)]);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &spoken));
    let inside = rect.shrink2(vec2(space::S, 1.0));
    row_ground(ui, inside, &response, false);
    let (icon, icon_ink) = match issue.severity {
        Severity::Error => (icons::ERROR, c.error),
        Severity::Warning => (icons::WARNING, c.warn),
    };
    let inner = inside.shrink2(vec2(space::S, 0.0));
    ui.painter().text(inner.left_center(), Align2::LEFT_CENTER, icon, icon_font(text::ICON_SMALL), icon_ink);
    let part = |from: f32, to: f32| Rect::from_x_y_ranges(from..=to, inner.y_range());
    let count = match issue.features.is_empty() {
        true => ImportText::WholeFile.text(lang).to_owned(),
        false => ImportText::IssueRows.fill(lang, &[&integer(issue.count as f64)]),
    };
    let ink = ink(ui, import);
    let counts = part(inner.left() + 26.0, inner.left() + 104.0);
    put(ui.painter(), one_line(ui.painter(), &count, font(text::BODY), ink, counts.width()), counts, Align2::LEFT_CENTER, ink);

    let mut right = inner.right();
    if matches!(issue.kind, IssueKind::SwappedPosition | IssueKind::SwapMended) {
        right -= 132.0;
        swap(ui, import, part(right, inner.right()), lang, commands);
        right -= space::S;
    }
    let row_of = |feature: &u32| import.raw.row_of_feature(*feature);
    let first = issue.features.first().and_then(row_of).map(|row| preview::number_of(import, row));
    let first = first.or(issue.line.map(|line| line.to_string()));
    let first = first.map(|row| ImportText::FirstRow.fill(lang, &[&row])).unwrap_or_default();
    let first = one_line(ui.painter(), &first, font(text::SMALL), c.text3, 160.0);
    let placed = put(ui.painter(), first, part(right - 160.0, right), Align2::RIGHT_CENTER, c.text3);

    let words = part(counts.right(), placed.left() - space::M);
    let what = issues::what(issue, lang);
    let galley = one_line(ui.painter(), &what, font(text::BODY), ink, words.width());
    let at = put(ui.painter(), galley, words, Align2::LEFT_CENTER, ink);
    let left = words.right() - at.right() - space::S;
    let remedy = issues::what_to_do(issue, lang);
    if left > 60.0 {
        let galley = one_line(ui.painter(), remedy, font(text::SMALL), c.text3, left);
        put(ui.painter(), galley, part(at.right() + space::S, words.right()), Align2::LEFT_CENTER, c.text3);
    }
    let hair = 1.0 / ui.pixels_per_point();
    ui.painter().hline(rect.x_range(), rect.bottom() - hair / 2.0, Stroke::new(hair, c.outline));
    focus_ring(ui, &response.clone().with_new_rect(inside.shrink(2.0)), radius::BUTTON);
    let response = response.on_hover_text(format!("{what}\n{remedy}"));
    if response.clicked()
        && let Some(&feature) = issue.features.first()
    {
        state.goes_to = import.raw.row_of_feature(feature).map(|row| row as u32);
    }
}

/// Rows with swapped coordinates: put right, or left waiting.
fn swap(ui: &mut Ui, import: &ImportView, room: Rect, lang: Lang, commands: &mut Commands) {
    let at = Rect::from_center_size(room.center(), vec2(room.width(), 24.0));
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(at).layout(egui::Layout::right_to_left(egui::Align::Center)));
    let items = [(true, None, ImportText::SwapMend.text(lang)), (false, None, ImportText::SwapWait.text(lang))];
    if let Some(mend) = tabs(&mut inner, import.recipe.mend_swapped_rows, &items, false)
        && mend != import.recipe.mend_swapped_rows
    {
        commands.send(Command::ChangeImport(ImportChange::MendSwapped(mend)));
    }
}

/// The issues of some kinds in sentences, for a hint on hover.
pub fn reasons(import: &ImportView, kinds: impl Fn(&Issue) -> bool, lang: Lang) -> String {
    let issues = import.outcome.as_ref().map_or(&[][..], |outcome| &outcome.issues);
    let lines: Vec<String> = issues.iter().filter(|issue| kinds(issue)).map(|issue| issues::sentence(issue, lang)).collect();
    lines.join("\n")
}

/// Brings a row of the file into sight.
pub fn go_to(import: &ImportView, state: &mut State, row: u32) {
    if (row as usize) < import.raw.len() {
        state.goes_to = Some(row);
    }
}

/// The number of a row for people.
pub fn row_number(import: &ImportView, row: u32) -> String {
    preview::number_of(import, row as usize)
}
