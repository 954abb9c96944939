//! What was found in the rows, by kind, with the number of rows, the first one, and what will be done. Refuses wording.

use egui::{Rect, ScrollArea, Ui, vec2};

use crate::domain::{Issue, IssueKind, Severity};
use crate::i18n::import::ImportText;
use crate::i18n::{Lang, integer, issues};
use crate::ui::command::Command;
use crate::ui::importing::{ImportChange, ImportView};
use crate::ui::sheets::issue_line::{IssueLine, LOW, severities};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::tabs;

use super::{State, preview};

/// Height of a line.
pub const ROW: f32 = LOW;
/// Room for the choice whether swapped rows are put right, points.
const SWAP: f32 = 132.0;

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
    if let Some(severity) = severities(ui, state.severity, &names) {
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
    let spoken = ImportText::ShowRow.fill(lang, &[&issues::sentence(issue, lang)]);
    let lead = match issue.features.is_empty() {
        true => ImportText::WholeFile.text(lang).to_owned(),
        false => ImportText::IssueRows.of(import.is_table()).fill(lang, &[&integer(issue.count as f64)]),
    };
    let row_of = |feature: &u32| import.raw.row_of_feature(*feature);
    let first_row = issue.features.first().and_then(row_of);
    let first = first_row.map(|row| preview::number_of(import, row)).or(issue.line.map(|line| line.to_string()));
    let first = first.map(|row| ImportText::FirstRow.of(import.is_table()).fill(lang, &[&row])).unwrap_or_default();
    let swaps = matches!(issue.kind, IssueKind::SwappedPosition | IssueKind::SwapMended);
    let line = IssueLine {
        issue,
        spoken: &spoken,
        lead: &lead,
        right: [&first, ""],
        is_tall: false,
        free: if swaps { SWAP } else { 0.0 },
        is_pale: import.is_busy,
    };
    let (response, free) = line.show(ui, lang);
    if swaps {
        swap(ui, import, free, lang, commands);
    }
    if response.clicked()
        && let Some(row) = first_row
    {
        go_to(import, state, row as u32);
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
