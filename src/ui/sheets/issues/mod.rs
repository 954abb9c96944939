//! The issue list: every refused or doubtful feature, with a click that goes there, and the list as a file. Refuses wording: that
//! is `i18n::issues`.

mod export;

use std::collections::{BTreeMap, BTreeSet};

use egui::{ComboBox, Id, RichText, ScrollArea, Ui, vec2};

use crate::analysis::issue_table::{dataset_of, in_file};
use crate::domain::{Issue, IssueKind, Severity};
use crate::i18n::issue_table::IssueTableText;
use crate::i18n::sheets::SheetText;
use crate::i18n::{integer, issues};
use crate::ui::command::Command;
use crate::ui::icons;
use crate::ui::theme::{self, font, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::Empty;

use super::head;
use super::issue_line::{IssueLine, TALL, severities};

/// What the list shows, and where it was left.
#[derive(Clone, Default)]
struct State {
    severity: Option<Severity>,
    file: Option<String>,
    kind: Option<IssueKind>,
    /// The issue that was gone to last, and which of its features.
    gone_to: Option<(usize, usize)>,
}

/// Shows the sheet.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let lang = view.lang;
    head(ui, view, SheetText::IssuesTitle.text(lang), commands);
    if view.issues.is_empty() {
        ui.allocate_ui(vec2(ui.available_width(), 280.0), |ui| {
            let empty = Empty {
                icon: icons::CHECK_CIRCLE,
                title: SheetText::IssuesNone.text(lang),
                sentence: SheetText::IssuesNoneSentence.text(lang),
                button: None,
                link: None,
            };
            empty.show(ui);
        });
        return;
    }
    let id = Id::unique("issue list");
    let mut state = ui.data(|data| data.get_temp::<State>(id)).unwrap_or_default();
    filters(ui, view, &mut state);
    let shown: Vec<usize> = (0..view.issues.len()).filter(|&number| state.shows(&view.issues[number])).collect();
    let most = (super::room(ui).height() - 310.0).max(160.0);
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show_rows(ui, TALL, shown.len(), |ui, range| {
        for &number in shown.get(range).unwrap_or_default() {
            ui.push_id(number, |ui| row(ui, view, number, &mut state, commands));
        }
    });
    let c = theme::colours(ui.ctx());
    ui.horizontal(|ui| {
        ui.set_min_height(36.0);
        ui.add_space(20.0);
        ui.label(RichText::new(SheetText::IssuesHint.text(lang)).font(font(text::SMALL)).color(c.text3));
    });
    export::show(ui, view, &shown, commands);
    ui.data_mut(|data| data.insert_temp(id, state));
}

impl State {
    fn shows(&self, issue: &Issue) -> bool {
        self.severity.is_none_or(|severity| issue.severity == severity)
            && self.file.as_ref().is_none_or(|file| **file == *issue.file)
            && self.kind.is_none_or(|kind| issue.kind == kind)
    }
}

/// What the issues of a list are of, found in one pass: there may be a hundred thousand.
#[derive(Default)]
struct Contents<'a> {
    /// Lines, as many as the tabs show.
    all: usize,
    errors: usize,
    files: BTreeSet<&'a str>,
    /// The first issue of each kind that occurs.
    kinds: BTreeMap<IssueKind, &'a Issue>,
}

impl<'a> Contents<'a> {
    fn of(issues: &'a [Issue]) -> Self {
        let mut contents = Self::default();
        let mut last: Option<&Issue> = None;
        for issue in issues {
            contents.all += 1;
            contents.errors += usize::from(issue.severity == Severity::Error);
            if last.is_none_or(|last| last.file != issue.file) {
                contents.files.insert(&issue.file);
            }
            if last.is_none_or(|last| last.kind != issue.kind) {
                contents.kinds.entry(issue.kind).or_insert(issue);
            }
            last = Some(issue);
        }
        contents
    }
}

fn filters(ui: &mut Ui, view: &View, state: &mut State) {
    let lang = view.lang;
    let contents = Contents::of(view.issues);
    let count = |number: usize| integer(number as f64);
    ui.horizontal(|ui| {
        ui.add_space(space::M);
        let names = [
            SheetText::IssuesAll.fill(lang, &[&count(contents.all)]),
            SheetText::IssuesErrors.fill(lang, &[&count(contents.errors)]),
            SheetText::IssuesWarnings.fill(lang, &[&count(contents.all - contents.errors)]),
        ];
        if let Some(severity) = severities(ui, state.severity, &names) {
            state.severity = severity;
        }
        let any = SheetText::IssuesAnyFile.text(lang);
        let shown = state.file.clone().map_or(any.to_owned(), |file| name_of(&file).to_owned());
        let combo = ComboBox::from_id_salt("file").selected_text(shown).width(180.0).truncate().show_ui(ui, |ui| {
            ui.selectable_value(&mut state.file, None, any);
            for file in &contents.files {
                ui.selectable_value(&mut state.file, Some((*file).to_owned()), name_of(file)).on_hover_text(*file);
            }
        });
        combo.response.accessible_name(SheetText::IssuesFile.text(lang));
        let any = SheetText::IssuesAnyKind.text(lang);
        let words = |issue: &Issue| issues::what(&Issue { detail: None, ..issue.clone() }, lang);
        let chosen = state.kind.and_then(|kind| contents.kinds.get(&kind));
        let shown = chosen.map_or(any.to_owned(), |issue| words(issue));
        let combo = ComboBox::from_id_salt("kind").selected_text(shown).width(240.0).truncate().show_ui(ui, |ui| {
            ui.selectable_value(&mut state.kind, None, any);
            for (kind, issue) in &contents.kinds {
                ui.selectable_value(&mut state.kind, Some(*kind), words(issue));
            }
        });
        combo.response.accessible_name(SheetText::IssuesKind.text(lang));
    });
    ui.add_space(space::S);
}

/// A file's name without its folder.
fn name_of(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// A click goes to the issue's feature, again to the next one.
fn row(ui: &mut Ui, view: &View, number: usize, state: &mut State, commands: &mut Commands) {
    let lang = view.lang;
    let Some(issue) = view.issues.get(number) else { return };
    let step = match state.gone_to {
        Some((issue_number, step)) if issue_number == number => Some(step),
        _ => None,
    };
    let place = place(view, issue, step);
    let spoken = SheetText::IssuesGo.fill(lang, &[&issues::sentence(issue, lang)]);
    let right = [name_of(&issue.file), place.as_str()];
    let line = IssueLine { issue, spoken: &spoken, lead: "", right, is_tall: true, free: 0.0, is_pale: false };
    if line.show(ui, lang).0.clicked() {
        let step = step.map_or(0, |step| (step + 1) % issue.features.len().max(1));
        state.gone_to = Some((number, step));
        commands.send(Command::GoToIssue(number, step));
    }
}

/// Sheet and row in the file of the feature that was gone to, at first of the first one, and which of how many it is.
fn place(view: &View, issue: &Issue, step: Option<usize>) -> String {
    let lang = view.lang;
    let at = in_file(issue, step.unwrap_or(0), dataset_of(issue, view.datasets));
    let sheet = at.sheet.map(|sheet| IssueTableText::InSheet.fill(lang, &[&sheet]));
    let words = if at.is_feature { IssueTableText::FeatureOfFile } else { IssueTableText::RowOfFile };
    let row = at.row.map(|row| words.fill(lang, &[&row.to_string()]));
    let many = match step {
        Some(step) if issue.features.len() > 1 => {
            let [at, of] = [step + 1, issue.features.len()].map(|number| integer(number as f64));
            Some(SheetText::IssuesStep.fill(lang, &[&at, &of]))
        }
        _ => (issue.count > 1).then(|| IssueTableText::Places.fill(lang, &[&integer(issue.count as f64)])),
    };
    [many, sheet, row].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
