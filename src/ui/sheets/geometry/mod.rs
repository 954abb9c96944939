//! The geometry check: what was found, one finding before and after its repair, and the repair of those that are ticked. Refuses to
//! repair what the user has not ticked.

mod ground;
mod list;
mod picture;

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Align, Id, Layout, Rect, UiBuilder, pos2, vec2};
use egui::{Ui, Vec2};

use crate::domain::{IssueKind, Mend};
use crate::i18n::integer;
use crate::i18n::validity::{ValidityText as T, area_text, change_text};
use crate::ui::checking::Checked;
use crate::ui::command::Command;
use crate::ui::icons;
use crate::ui::theme::{self, font, semibold, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{Empty, hairline, label, link, loading_bar, primary, secondary, wrapped};

use super::head;

/// Width of the side with the pictures, points.
const SIDE: f32 = 380.0;
/// Height of the foot, points.
const FOOT: f32 = 52.0;

/// What the sheet shows, and what is ticked.
#[derive(Clone, Default)]
struct State {
    dataset: Option<String>,
    kind: Option<IssueKind>,
    /// The finding that is looked at: which dataset, which of its findings.
    chosen: Option<(usize, usize)>,
    /// Repairs to make, by the name of their dataset.
    ticked: BTreeSet<(String, Mend)>,
    /// What the ticks are of: other findings begin unticked.
    of: Vec<(String, usize)>,
    /// What the pictures of the finding that is looked at are filled with.
    grounds: Option<Arc<ground::Grounds>>,
}

impl State {
    fn is_shown(&self, checked: &Checked, kind: IssueKind) -> bool {
        self.dataset.as_ref().is_none_or(|name| *name == checked.dataset.name) && self.kind.is_none_or(|wanted| wanted == kind)
    }
}

/// Shows the sheet.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let lang = view.lang;
    head(ui, view, T::Title.text(lang), commands);
    let check = view.check;
    let found: usize = check.checked.iter().map(|checked| checked.findings.len()).sum();
    if check.is_busy {
        let bar = Rect::from_min_size(ui.cursor().min - vec2(0.0, space::S), vec2(ui.available_width(), 3.0));
        loading_bar(ui, bar, check.share);
    }
    if found == 0 {
        nothing(ui, view);
        foot_of_clean(ui, view, commands);
        return;
    }
    let id = Id::unique("geometry check");
    let mut state = ui.data(|data| data.get_temp::<State>(id)).unwrap_or_default();
    let of: Vec<(String, usize)> =
        check.checked.iter().map(|checked| (checked.dataset.name.clone(), checked.findings.len())).collect();
    if state.of != of {
        state = State { of, ..State::default() };
    }
    let window = super::room(ui);
    let height = (window.height() - 320.0).clamp(180.0, 460.0);
    list::filters(ui, view, &mut state);
    let (all, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), egui::Sense::hover());
    let side = if all.width() > 2.2 * SIDE { SIDE } else { (all.width() * 0.44).round() };
    let left = Rect::from_min_max(all.min, pos2(all.right() - side - space::M, all.bottom()));
    let right = Rect::from_min_max(pos2(all.right() - side - space::M, all.top()), all.max).shrink2(vec2(space::M, 0.0));
    let within = |rect: Rect| UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min));
    let mut rows = ui.new_child(within(left).id_salt("findings"));
    rows.set_clip_rect(left.intersect(ui.clip_rect()));
    list::show(&mut rows, view, &mut state, commands);
    let mut detail = ui.new_child(within(right).id_salt("finding"));
    picture::show(&mut detail, view, &mut state, commands);
    foot(ui, view, &mut state, commands);
    ui.data_mut(|data| data.insert_temp(id, state));
}

fn nothing(ui: &mut Ui, view: &View) {
    let lang = view.lang;
    let check = view.check;
    let count = |number: usize| integer(number as f64);
    let features: usize = check.checked.iter().map(|checked| checked.dataset.len()).sum();
    let clean = T::CleanSentence.fill(lang, &[&count(check.checked.len()), &count(features)]);
    let empty = match (check.is_busy, check.checked.is_empty()) {
        (true, _) => Empty { icon: icons::CLOCK, title: T::Checking.text(lang), sentence: "", button: None, link: None },
        (false, true) => {
            let (title, sentence) = (T::Nothing.text(lang), T::NothingSentence.text(lang));
            Empty { icon: icons::SHAPES, title, sentence, button: None, link: None }
        }
        (false, false) => {
            Empty { icon: icons::CHECK_CIRCLE, title: T::Clean.text(lang), sentence: &clean, button: None, link: None }
        }
    };
    ui.allocate_ui(vec2(ui.available_width(), 260.0), |ui| {
        empty.show(ui);
    });
}

/// The names of datasets of which something is repaired, with links that take it back.
fn take_back(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let repaired = view.check.checked.iter().filter(|checked| !checked.dataset.repairs.is_empty());
    for checked in repaired {
        let words = format!("{} · {}", T::TakeBack.text(view.lang), checked.dataset.name);
        let about = crate::i18n::validity::repairs_note(&checked.dataset.repairs, view.lang);
        if link(ui, &words, false).on_hover_text(about).clicked() {
            commands.send(Command::TakeBackRepairs(checked.dataset.name.clone()));
        }
    }
}

fn foot_of_clean(ui: &mut Ui, view: &View, commands: &mut Commands) {
    ui.horizontal(|ui| {
        ui.set_min_height(FOOT);
        ui.add_space(20.0);
        take_back(ui, view, commands);
    });
}

/// What comes of the ticked repairs: how many, area before and after.
struct Sum {
    mends: usize,
    before_m2: f64,
    after_m2: f64,
}

fn sum_of(view: &View, state: &State) -> Sum {
    let mut sum = Sum { mends: 0, before_m2: 0.0, after_m2: 0.0 };
    for checked in view.check.checked {
        let ticked = |mend: &Mend| state.ticked.contains(&(checked.dataset.name.clone(), *mend));
        for (_, repaired) in checked.repairs.iter().filter(|(mend, _)| ticked(mend)) {
            sum.mends += 1;
            sum.before_m2 += repaired.area_before_m2;
            sum.after_m2 += repaired.area_after_m2;
        }
    }
    sum
}

fn foot(ui: &mut Ui, view: &View, state: &mut State, commands: &mut Commands) {
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), egui::Sense::hover());
    hairline(ui, rect);
    let sum = sum_of(view, state);
    let shown: BTreeSet<(String, Mend)> = list::repairable(view, state).collect();
    ui.allocate_ui_with_layout(Vec2::new(ui.available_width(), FOOT), Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_height(FOOT);
        ui.add_space(20.0);
        let all = !shown.is_empty() && shown.iter().all(|mend| state.ticked.contains(mend));
        let words = if all { T::TickNone } else { T::TickAll };
        if !shown.is_empty() && link(ui, words.text(lang), false).clicked() {
            if all {
                state.ticked.retain(|mend| !shown.contains(mend));
            } else {
                state.ticked.extend(shown);
            }
        }
        ui.add_space(space::M);
        take_back(ui, view, commands);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(20.0);
            let mends = integer(sum.mends as f64);
            let words = T::Repair.fill(lang, &[&mends]);
            let can = sum.mends > 0 && !view.check.is_busy;
            if ui.add_enabled_ui(can, |ui| primary(ui, Some(icons::CHECK), &words)).inner.clicked() && can {
                commands.send(Command::RepairGeometry(wanted(view, state)));
            }
            let mut marked = view.check.is_marked;
            if ui.checkbox(&mut marked, T::Marks.text(lang)).changed() {
                commands.send(Command::MarkFindings(marked));
            }
            let words = match sum.mends {
                0 => T::DiskHint.text(lang).to_owned(),
                _ => {
                    let change = change_text(sum.before_m2, sum.after_m2);
                    T::RepairSum.fill(lang, &[&mends, &area_text(sum.before_m2), &area_text(sum.after_m2), &change])
                }
            };
            label(ui, &words, font(text::SMALL), c.text2);
        });
    });
}

/// The ticked repairs of each dataset.
fn wanted(view: &View, state: &State) -> Vec<(String, BTreeSet<Mend>)> {
    let of = |checked: &Arc<Checked>| {
        let name = checked.dataset.name.clone();
        let mends = checked.repairs.keys().filter(|mend| state.ticked.contains(&(name.clone(), **mend))).copied().collect();
        (name, mends)
    };
    let some = |(_, mends): &(String, BTreeSet<Mend>)| !mends.is_empty();
    view.check.checked.iter().map(of).filter(some).collect()
}

/// The name of a record, and the number of its row or feature for people.
fn called(view: &View, checked: &Checked, row: u32) -> (String, String) {
    let (dataset, row) = (&checked.dataset, row as usize);
    let name = crate::i18n::records::name_of(dataset, row, view.lang).into_owned();
    let words = if dataset.about.format.is_table() { T::RowNumber } else { T::FeatureNumber };
    (name, words.fill(view.lang, &[&dataset.number_in_file(row).to_string()]))
}

/// A finding in one line of words.
fn sentence(ui: &mut Ui, words: &str) {
    let c = theme::colours(ui.ctx());
    wrapped(ui, words, semibold(text::BODY), c.text);
}

/// The button that leads to a finding on the map.
fn go_button(ui: &mut Ui, view: &View, chosen: (usize, usize), commands: &mut Commands) {
    if secondary(ui, Some(icons::LOCATE), T::GoTo.text(view.lang)).clicked() {
        commands.send(Command::GoToFinding(chosen.0, chosen.1));
    }
}
