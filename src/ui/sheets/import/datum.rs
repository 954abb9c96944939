//! The right side of the import sheet: the coordinate detective's candidates, the small map, the shift, the evidence. Refuses to
//! move anything by itself, and says so.

use egui::{Align, Align2, CornerRadius, Frame, Layout, Margin, ScrollArea, Sense, Ui, UiBuilder, vec2};

use crate::domain::{Field, Meaning};
use crate::i18n::import::ImportText;
use crate::i18n::{Lang, decimal, integer, percent};
use crate::import::{Candidate, DatumReport};
use crate::ui::icons;
use crate::ui::importing::ImportView;
use crate::ui::theme::{self, font, icon_font, radius, semibold, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{Row, label, link, loading_rows, tag, wrapped};

use super::candidates::{self, Figure};
use super::{State, grid, ink, issues, mini_map};

/// Height of the warning at the bottom.
const WARNING: f32 = 60.0;

/// Shows the right side.
pub fn show(ui: &mut Ui, view: &View, import: &ImportView, state: &mut State, commands: &mut Commands) {
    let lang = view.lang;
    let room = ui.max_rect();
    let content = room.with_max_y(room.bottom() - WARNING);
    let mut inner = ui.new_child(UiBuilder::new().max_rect(content).layout(Layout::top_down(Align::Min)));
    inner.shrink_clip_rect(content);
    ScrollArea::vertical().id_salt("datum").auto_shrink(false).show(&mut inner, |ui| {
        Frame::NONE.inner_margin(Margin { left: 16, right: 16, top: 8, bottom: 8 }).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
            title(ui, import, lang);
            let c = theme::colours(ui.ctx());
            match &import.report {
                None => {
                    label(ui, ImportText::Investigating.text(lang), font(text::SMALL), c.text2);
                    loading_rows(ui, 3, 46.0);
                }
                Some(report) if report.candidates.is_empty() => {
                    let has_some = has_coordinates(import);
                    let words = if has_some { ImportText::NoneFits } else { ImportText::NoCoordinates };
                    wrapped(ui, words.text(lang), font(text::BODY), c.text2);
                    if has_some {
                        candidates::other(ui, import, state, lang, commands);
                        grid::show(ui, view, import, state, commands);
                    }
                }
                Some(report) => body(ui, view, import, report, state, commands),
            }
        });
    });
    let below = room.with_min_y(content.bottom());
    let mut inner = ui.new_child(UiBuilder::new().max_rect(below.shrink2(vec2(16.0, 0.0))).layout(Layout::top_down(Align::Min)));
    warning(&mut inner, import, lang);
}

/// The title, and what the file says itself.
fn title(ui: &mut Ui, import: &ImportView, lang: Lang) {
    let c = theme::colours(ui.ctx());
    ui.horizontal(|ui| {
        label(ui, ImportText::Datum.text(lang), semibold(text::BODY), c.text);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let report = import.report.as_deref();
            let declared = report.and_then(|report| report.declared.clone()).or(import.raw.about.declared_crs.clone());
            match declared {
                Some(declared) => {
                    let disagrees = report.is_some_and(|report| report.declared_agrees == Some(false));
                    let short: String = declared.chars().take(24).collect();
                    let pair = if disagrees { [c.error, c.error_soft] } else { [c.ok, c.ok_soft] };
                    tag(ui, &ImportText::Declared.fill(lang, &[&short]), pair).on_hover_text(declared);
                }
                None => {
                    tag(ui, ImportText::NotDeclared.text(lang), [c.text2, c.surface3]);
                }
            }
        });
    });
}

fn body(ui: &mut Ui, view: &View, import: &ImportView, report: &DatumReport, state: &mut State, commands: &mut Commands) {
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    wrapped(ui, Figure::of(report).words().text(lang), font(text::SMALL), c.text2);
    candidates::show(ui, import, report, lang, commands);
    let chosen = candidates::chosen(import, report).and_then(|number| report.candidates.get(number));
    let name = candidates::name_of(&import.recipe.crs, import.recipe.swap_axes, lang);
    if let Some(candidate) = chosen {
        ui.add_space(space::XS);
        let evidence = state.evidence.and_then(|number| report.evidence.get(number));
        mini_map::show(ui, view, candidate, evidence, &name);
        ui.add_space(space::XS);
        figures(ui, import, candidate, lang);
    }
    evidence(ui, import, report, state, lang);
    ui.add_space(space::S);
    candidates::other(ui, import, state, lang, commands);
    ui.add_space(space::S);
    grid::show(ui, view, import, state, commands);
}

/// True where there are numbers that a coordinate system can be said of.
fn has_coordinates(import: &ImportView) -> bool {
    let is_place = |meaning| matches!(meaning, Meaning::Position | Meaning::Geometry | Meaning::Field(Field::Lon));
    !import.raw.geometries.positions.is_empty() || import.recipe.columns.iter().any(|rule| is_place(rule.meaning))
}

/// The shift, and the rows within the blocks.
fn figures(ui: &mut Ui, import: &ImportView, candidate: &Candidate, lang: Lang) {
    let c = theme::colours(ui.ctx());
    let ink = ink(ui, import);
    let mut line = |name: ImportText, value: &str| {
        ui.horizontal(|ui| {
            label(ui, name.text(lang), font(text::BODY), c.text2);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| label(ui, value, font(text::BODY), ink));
        });
    };
    if let Some(shift) = candidate.shift_m {
        line(ImportText::Shift, &candidates::shift_words(shift, lang));
    }
    if let Some(outcome) = &import.outcome {
        let share = outcome.in_blocks as f64 / (outcome.total as f64).max(1.0);
        line(
            ImportText::InBlocks,
            &ImportText::RowsShare.of(import.is_table()).fill(lang, &[&integer(outcome.in_blocks as f64), &percent(share)]),
        );
    }
}

/// The places that speak: a number that unfolds to a list, each of which the small map shows.
fn evidence(ui: &mut Ui, import: &ImportView, report: &DatumReport, state: &mut State, lang: Lang) {
    let c = theme::colours(ui.ctx());
    ui.horizontal(|ui| {
        label(ui, ImportText::Evidence.text(lang), font(text::BODY), c.text2);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if report.evidence.is_empty() {
                label(ui, ImportText::EvidenceNone.text(lang), font(text::BODY), c.text3);
            } else {
                let words = ImportText::EvidenceCount.fill(lang, &[&integer(report.evidence.len() as f64)]);
                if link(ui, &words, false).clicked() {
                    state.shows_evidence = !state.shows_evidence;
                }
            }
        });
    });
    if !state.shows_evidence || report.evidence.is_empty() {
        return;
    }
    ScrollArea::vertical().id_salt("evidence").max_height(180.0).auto_shrink([false, true]).show_rows(
        ui,
        theme::size::ROW,
        report.evidence.len(),
        |ui, range| {
            for number in range {
                let Some(piece) = report.evidence.get(number) else { continue };
                let metres = format!("{} m", decimal(piece.distance_m, 0));
                let row = issues::row_number(import, piece.row);
                let selected = state.evidence == Some(number);
                let line = Row { icon: Some(icons::PIN), name: &piece.name, detail: &row, right: &metres, selected };
                if ui.push_id(number, |ui| line.show(ui)).inner.clicked() {
                    state.evidence = if selected { None } else { Some(number) };
                    issues::go_to(import, state, piece.row);
                }
            }
        },
    );
}

/// That the user decides; and what else is to be known before.
fn warning(ui: &mut Ui, import: &ImportView, lang: Lang) {
    let c = theme::colours(ui.ctx());
    let Some(report) = import.report.as_deref().filter(|report| !report.candidates.is_empty()) else { return };
    let count = |rows: &[u32]| integer(rows.len() as f64);
    let mut words = Vec::new();
    if !report.of_another.is_empty() {
        words.push(ImportText::Mixed.of(import.is_table()).fill(lang, &[&count(&report.of_another)]));
    }
    if report.proposed.is_none() {
        words.push(ImportText::TooLittle.text(lang).to_owned());
    } else {
        words.push(ImportText::Decide.text(lang).to_owned());
    }
    if report.declared_agrees == Some(false) {
        words.insert(0, ImportText::DeclaredWrong.text(lang).to_owned());
    }
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), WARNING - space::S));
    let all = words.join(lang.pick("", " "));
    ui.painter().rect_filled(rect, CornerRadius::same(radius::FIELD), c.warn_soft);
    ui.painter().text(
        egui::pos2(rect.left() + space::M, rect.center().y),
        Align2::LEFT_CENTER,
        icons::WARNING,
        icon_font(text::ICON_SMALL),
        c.warn,
    );
    let inner = rect.with_min_x(rect.left() + 36.0).shrink2(vec2(space::XS, space::XS));
    let mut lines = ui.new_child(UiBuilder::new().max_rect(inner).layout(Layout::left_to_right(Align::Center)));
    lines.shrink_clip_rect(rect);
    wrapped(&mut lines, &all, font(text::SMALL), c.warn);
    let response = ui.interact(rect, ui.scope_id().with("decide"), Sense::hover());
    if report.same_as_cgcs2000 {
        response.on_hover_text(ImportText::SameAsCgcs.text(lang));
    }
}
