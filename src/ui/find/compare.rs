//! The shortlist side by side: a column a place, a row a figure; the best of a row is bold, rows that differ have a ground. Refuses
//! more than six at a time.

use egui::{Align2, CornerRadius, Rect, Sense, TextEdit, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::domain::criteria::Want;
use crate::finder::called::{built_name, floors_name};
use crate::finder::rank::expansion_m2;
use crate::finder::reasons::{criterion_name, delivery_of, free_from, marks};
use crate::finder::{Market, Place};
use crate::i18n::find::FindText as T;
use crate::i18n::{Lang, decimal, integer};
use crate::ui::command::Command;
use crate::ui::finding::{Answer, FindChange, FindView};
use crate::ui::icons;
use crate::ui::theme::{self, font, radius, semibold, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{Empty, IconButton, label, one_line, put};

use super::row::{number, parts_bar, rent_name};

/// Places side by side.
pub const MOST: usize = 6;
/// The width of the names of the rows, points.
const NAMES: f32 = 132.0;
/// The height of a row, points.
const ROW: f32 = 30.0;

/// One row: its name, its words by column, and a figure by column of which the least or the most is the best.
struct Line {
    name: T,
    words: Vec<String>,
    /// What is compared, so that less is better; NaN where there is nothing.
    costs: Vec<f64>,
}

/// Shows the comparison over the room of a sheet.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let Some(find) = view.find else { return };
    let lang = view.lang;
    let count = find.prospect.shortlist.len().min(MOST);
    let Some(answer) = find.answer.as_ref().filter(|_| count > 0) else {
        let (title, sentence) = (T::CompareEmpty.text(lang), T::CompareEmptyHint.text(lang));
        ui.set_min_height(240.0);
        Empty { icon: icons::STAR, title, sentence, button: None, link: None }.show(ui);
        return;
    };
    let c = theme::colours(ui.ctx());
    ui.spacing_mut().item_spacing.y = 0.0;
    let width = (ui.available_width() - NAMES) / count.max(3) as f32;
    heads(ui, view, find, answer, count, width, commands);
    for line in lines(view, find, answer, count) {
        show_line(ui, view, &line, width);
    }
    notes(ui, view, find, count, width, commands);
    ui.add_space(space::S);
    label(ui, T::CompareLegend.text(lang), font(text::SMALL), c.text3);
    if find.prospect.shortlist.len() > MOST {
        let all = find.prospect.shortlist.len().to_string();
        label(ui, &T::CompareFirst.fill(lang, &[&MOST.to_string(), &all]), font(text::SMALL), c.text3);
    }
}

/// The place of a column; none for what is gone.
fn place(find: &FindView, at: usize) -> Option<&Place> {
    find.shortlist.get(at)?.as_ref()
}

fn cell(row: Rect, at: usize, width: f32) -> Rect {
    let left = row.left() + NAMES + width * at as f32;
    Rect::from_min_max(pos2(left, row.top()), pos2(left + width - space::S, row.bottom()))
}

/// Number in the list, name, score, bar, and the buttons that order the columns.
fn heads(ui: &mut Ui, view: &View, find: &FindView, answer: &Answer, count: usize, width: f32, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let (lang, market) = (view.lang, &*answer.market);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 104.0), Sense::hover());
    for at in 0..count {
        let room = cell(rect, at, width);
        let kept = place(find, at);
        let name = kept.map_or_else(|| find.prospect.shortlist[at].spaces.join(" "), |place| market.name_of(place.group, lang));
        let mut column = ui.new_child(UiBuilder::new().id_salt(("column", at)).max_rect(room));
        let mut top = room;
        if let Some(&listed) = kept.and_then(|place| answer.by_group.get(&place.group)) {
            number(ui.painter(), pos2(room.left() + 12.0, room.top() + 14.0), listed + 1, c.accent, c.on_accent);
            top.min.x += 30.0;
        }
        let words = one_line(ui.painter(), &name, semibold(text::TITLE), c.text, top.width());
        put(ui.painter(), words, top.with_max_y(top.top() + 28.0), Align2::LEFT_CENTER, c.text);
        let title = ui.interact(top.with_max_y(top.top() + 28.0), egui::Id::unique(("candidate", at)), Sense::click());
        title.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, T::CompareShow.fill(lang, &[&name])));
        crate::ui::widgets::focus_ring(ui, &title, radius::TAG);
        if title.on_hover_text(&name).clicked() {
            commands.send(Command::Find(FindChange::ShowCandidate(at)));
        }
        match kept {
            Some(place) => {
                let score = T::ScoreOf.fill(lang, &[&decimal(place.score, 0)]);
                let line = room.with_min_y(room.top() + 28.0).with_max_y(room.top() + 48.0);
                let words = one_line(ui.painter(), &score, font(text::BODY), c.accent, line.width());
                put(ui.painter(), words, line, Align2::LEFT_CENTER, c.accent);
                let bar = room.with_min_y(room.top() + 52.0).with_max_y(room.top() + 58.0);
                parts_bar(ui.painter(), bar, place, &answer.weights, view.look, 1.0);
            }
            None => {
                let line = room.with_min_y(room.top() + 28.0).with_max_y(room.top() + 48.0);
                let words = one_line(ui.painter(), T::CompareGone.text(lang), font(text::BODY), c.error, line.width());
                put(ui.painter(), words, line, Align2::LEFT_CENTER, c.error);
            }
        }
        column.add_space(64.0);
        column.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let left = T::CompareLeft.fill(lang, &[&name]);
            if ui.add(IconButton::new(icons::ARROW_LEFT, &left).small().enabled(at > 0)).clicked() {
                commands.send(Command::Find(FindChange::MoveCandidate(at, at - 1)));
            }
            let right = T::CompareRight.fill(lang, &[&name]);
            let is_last = at + 1 >= find.prospect.shortlist.len();
            if ui.add(IconButton::new(icons::ARROW_RIGHT, &right).small().enabled(!is_last)).clicked() {
                commands.send(Command::Find(FindChange::MoveCandidate(at, at + 1)));
            }
            let remove = T::UnstarOf.fill(lang, &[&name]);
            if ui.add(IconButton::new(icons::CLOSE, &remove).small()).clicked() {
                commands.send(Command::Find(FindChange::RemoveCandidate(at)));
            }
        });
    }
}

/// All rows of figures.
fn lines(view: &View, find: &FindView, answer: &Answer, count: usize) -> Vec<Line> {
    let (lang, market) = (view.lang, &*answer.market);
    let line = |name: T, words: &dyn Fn(&Place) -> String, cost: &dyn Fn(&Place) -> f64| Line {
        name,
        words: (0..count)
            .map(|at| place(find, at).map(words).filter(|words| !words.is_empty()).unwrap_or_else(nothing_said))
            .collect(),
        costs: (0..count).map(|at| place(find, at).map_or(f64::NAN, cost)).collect(),
    };
    let nothing = |_: &Place| f64::NAN;
    let target = answer.query.target_m2();
    let industry = answer.query.criteria.iter().find_map(|c| match c.want {
        Want::Firms { industry, .. } => Some(industry as usize),
        _ => None,
    });
    let firms = |place: &Place| {
        let counts = market.firms_near(place.group);
        industry.map_or_else(|| counts.iter().sum::<u32>(), |industry| counts[industry])
    };
    let growth = |place: &Place| expansion_m2(market, &place.slots, place.area_m2);
    let year = |place: &Place| place.area_m2 * place.rent_yuan_m2_day * 365.0;
    let total = |place: &Place| {
        let shown = rent_name(view, market, place) == T::Rent.fill(lang, &[&decimal(place.rent_yuan_m2_day, 2)]);
        let yuan = if lang == Lang::Zh { decimal(year(place) / 1e4, 1) } else { integer(year(place)) };
        if shown { T::YuanAYear.fill(lang, &[&yuan]) } else { rent_name(view, market, place) }
    };
    let metro = |place: &Place| market.metro_of(place.group).map_or(f64::NAN, |(distance_m, _)| distance_m);
    let mut lines = vec![
        line(T::RowPlace, &|place| place_name(market, place, view), &nothing),
        line(
            T::RowFloors,
            &|place| format!("{} {}", floors_name(market, &place.slots, lang), built_name(market, place, lang)),
            &nothing,
        ),
        line(T::RowArea, &|place| T::Area.fill(lang, &[&integer(place.area_m2)]), &|place| {
            target.map_or(f64::NAN, |target| (place.area_m2 - target).abs())
        }),
        line(T::RowRent, &|place| rent_name(view, market, place), &|place| place.rent_yuan_m2_day),
        line(T::RowTotal, &total, &year),
        line(T::RowFree, &|place| free_from(market, place.free_from, lang), &|place| {
            f64::from(market.reference_date.days_until(place.free_from).max(0))
        }),
        line(T::RowMetro, &|place| T::Metro.fill(lang, &[&integer(metro(place))]), &metro),
        line(T::RowDelivery, &|place| delivery_of(market, place, lang), &nothing),
        line(T::RowFirms, &|place| integer(f64::from(firms(place))), &|place| -f64::from(firms(place))),
        line(T::RowGrowth, &|place| T::Area.fill(lang, &[&integer(growth(place))]), &|place| -growth(place)),
        line(T::RowMarks, &|place| marks(market, &place.slots, lang).join(T::Comma.text(lang)), &nothing),
    ];
    let failed = |at: usize| {
        let fails = find.shortlist_fails.get(at).map_or(&[][..], Vec::as_slice);
        let names =
            fails.iter().filter_map(|&of| find.query.criteria.get(of)).filter(|c| c.must).map(|c| criterion_name(c, lang));
        names.collect::<Vec<_>>()
    };
    let fits: Vec<Vec<String>> = (0..count).map(failed).collect();
    lines.push(Line {
        name: T::RowFits,
        words: fits
            .iter()
            .map(|names| {
                if names.is_empty() {
                    T::Yes.text(lang).to_owned()
                } else {
                    T::WhyFails.fill(lang, &[&names.join(T::Comma.text(lang))])
                }
            })
            .collect(),
        costs: fits.iter().map(|names| names.len() as f64).collect(),
    });
    lines
}

fn nothing_said() -> String {
    decimal(f64::NAN, 0)
}

/// 北部 · 总部经济园.
fn place_name(market: &Market, place: &Place, view: &View) -> String {
    let names = [market.block_name(place.group, view.lang), market.park_name(place.group, view.lang)];
    names.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn show_line(ui: &mut Ui, view: &View, line: &Line, width: f32) {
    let c = theme::colours(ui.ctx());
    let lang = view.lang;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let differs = line.words.windows(2).any(|pair| pair[0] != pair[1]);
    if differs {
        ui.painter().rect_filled(rect.shrink2(vec2(0.0, 1.0)), CornerRadius::same(radius::TAG), c.surface2);
    }
    let name = one_line(ui.painter(), line.name.text(lang), font(text::SMALL), c.text2, NAMES - space::M);
    put(ui.painter(), name, rect.with_min_x(rect.left() + space::XS), Align2::LEFT_CENTER, c.text2);
    let best = line.costs.iter().copied().filter(|cost| !cost.is_nan()).fold(f64::INFINITY, f64::min);
    for (at, words) in line.words.iter().enumerate() {
        let room = cell(rect, at, width);
        let is_best = differs && best.is_finite() && line.costs.get(at).is_some_and(|cost| *cost <= best);
        let (face, ink) = match (is_best, differs) {
            (true, _) => (semibold(text::BODY), c.ok),
            (false, true) => (font(text::BODY), c.text),
            (false, false) => (font(text::BODY), c.text3),
        };
        let galley = one_line(ui.painter(), words, face, ink, room.width());
        let elided = galley.elided;
        put(ui.painter(), galley, room, Align2::LEFT_CENTER, ink);
        let response = ui.interact(room, egui::Id::unique(("compared", line.name, at)), Sense::hover());
        let column = format!("{} {}", line.name.text(lang), at + 1);
        let mut spoken = T::FormRow.fill(lang, &[&column, words]);
        if is_best {
            spoken = T::Bracketed.fill(lang, &[&spoken, T::CompareBest.text(lang)]);
        }
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &spoken));
        if elided {
            response.on_hover_text(words);
        }
    }
}

/// A note a column; none is shown in confidential mode.
fn notes(ui: &mut Ui, view: &View, find: &FindView, count: usize, width: f32, commands: &mut Commands) {
    if view.confidential {
        return;
    }
    let c = theme::colours(ui.ctx());
    let lang = view.lang;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 72.0), Sense::hover());
    let name = one_line(ui.painter(), T::CompareNote.text(lang), font(text::SMALL), c.text2, NAMES - space::M);
    put(ui.painter(), name, rect.with_min_x(rect.left() + space::XS), Align2::LEFT_CENTER, c.text2);
    for at in 0..count {
        let Some(kept) = find.prospect.shortlist.get(at) else { continue };
        let mut note = kept.note.clone();
        let room = cell(rect, at, width).shrink2(vec2(0.0, space::XS));
        let mut child = ui.new_child(UiBuilder::new().id_salt(("note", at)).max_rect(room));
        let field = child.add(TextEdit::multiline(&mut note).desired_rows(2).desired_width(room.width()).min_size(room.size()));
        let spoken = T::CompareNoteOf.fill(lang, &[&(at + 1).to_string()]);
        if field.accessible_name(spoken).changed() {
            commands.send(Command::Find(FindChange::CandidateNote(at, note)));
        }
    }
}
