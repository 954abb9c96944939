//! The issue list: every refused or doubtful feature, with a click that goes there. Refuses wording: that is `i18n::issues`.

use std::collections::{BTreeMap, BTreeSet};

use egui::{Align2, ComboBox, Id, Rect, RichText, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::domain::{Issue, IssueKind, Severity};
use crate::i18n::sheets::SheetText;
use crate::i18n::{Lang, integer, issues};
use crate::ui::command::Command;
use crate::ui::icons;
use crate::ui::theme::{self, font, icon_font, radius, size, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{Empty, focus_ring, one_line, put, row_ground, tabs};

use super::head;

const ROW: f32 = 48.0;

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
    let most = (ui.ctx().content_rect().height() - 260.0).max(160.0);
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show_rows(ui, ROW, shown.len(), |ui, range| {
        for &number in shown.get(range).unwrap_or_default() {
            row(ui, lang, view.issues.get(number), number, &mut state, commands);
        }
    });
    let c = theme::colours(ui.ctx());
    ui.horizontal(|ui| {
        ui.set_min_height(36.0);
        ui.add_space(20.0);
        ui.label(RichText::new(SheetText::IssuesHint.text(lang)).font(font(text::SMALL)).color(c.text3));
    });
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
        let items = [
            (None, None, names[0].as_str()),
            (Some(Severity::Error), Some(icons::ERROR), names[1].as_str()),
            (Some(Severity::Warning), Some(icons::WARNING), names[2].as_str()),
        ];
        if let Some(severity) = tabs(ui, state.severity, &items, false) {
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

/// What is wrong over what to do, the place at the right. A click goes to its feature, again to the next one.
fn row(ui: &mut Ui, lang: Lang, issue: Option<&Issue>, number: usize, state: &mut State, commands: &mut Commands) {
    let Some(issue) = issue else { return };
    let c = theme::colours(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let spoken = SheetText::IssuesGo.fill(lang, &[&issues::sentence(issue, lang)]);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &spoken));
    let inside = rect.shrink2(vec2(space::S, 1.0));
    row_ground(ui, inside, &response, false);
    let (icon, ink) = match issue.severity {
        Severity::Error => (icons::ERROR, c.error),
        Severity::Warning => (icons::WARNING, c.warn),
    };
    let inner = inside.shrink2(vec2(space::M, 6.0));
    let painter = ui.painter();
    painter.text(pos2(inner.left() + 8.0, inner.center().y), Align2::CENTER_CENTER, icon, icon_font(text::ICON), ink);

    let step = match state.gone_to {
        Some((issue_number, step)) if issue_number == number => Some(step),
        _ => None,
    };
    let mut place = issues::place(issue, lang);
    if let Some(step) = step
        && issue.features.len() > 1
    {
        let [at, of] = [step + 1, issue.features.len()].map(|number| integer(number as f64));
        place = SheetText::IssuesStep.fill(lang, &[&at, &of]);
    }
    let right = Rect::from_min_max(pos2(inner.right() - inner.width() * 0.3, inner.top()), inner.max);
    let file = one_line(painter, name_of(&issue.file), font(text::SMALL), c.text2, right.width());
    put(painter, file, right, Align2::RIGHT_TOP, c.text2);
    put(painter, one_line(painter, &place, font(text::SMALL), c.text3, right.width()), right, Align2::RIGHT_BOTTOM, c.text3);
    let words = Rect::from_min_max(pos2(inner.left() + 28.0, inner.top()), pos2(right.left() - space::M, inner.bottom()));
    let what = issues::what(issue, lang);
    let first = one_line(painter, &what, font(text::BODY), c.text, words.width());
    let second = one_line(painter, issues::what_to_do(issue, lang), font(text::SMALL), c.text3, words.width());
    let elided = first.elided || second.elided;
    put(painter, first, words, Align2::LEFT_TOP, c.text);
    put(painter, second, words, Align2::LEFT_BOTTOM, c.text3);
    let hair = 1.0 / ui.pixels_per_point();
    painter.hline(inner.left()..=inner.right(), rect.bottom() - hair / 2.0, Stroke::new(hair, c.outline));
    focus_ring(ui, &response.clone().with_new_rect(inside.shrink(size::FOCUS_RING)), radius::BUTTON);

    let response = if elided { response.on_hover_text(issues::sentence(issue, lang)) } else { response };
    if response.clicked() {
        let step = step.map_or(0, |step| (step + 1) % issue.features.len().max(1));
        state.gone_to = Some((number, step));
        commands.send(Command::GoToIssue(number, step));
    }
}
