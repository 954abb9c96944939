//! The coordinate systems that were tried, each with its figures; the user chooses one. Refuses a verdict.

use egui::{Align2, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::geodesy::crs::{Crs, Transform};
use crate::i18n::import::ImportText;
use crate::i18n::{Lang, crs as crs_words, decimal, integer, percent};
use crate::import::{Candidate, DatumReport};
use crate::ui::command::Command;
use crate::ui::importing::{ImportChange, ImportView};
use crate::ui::theme::{self, font, radius, semibold, space, text};
use crate::ui::view::Commands;
use crate::ui::widgets::{bar, focus_ring, one_line, put, row_ground, secondary, wrapped};

use super::{State, ink};

/// Height of a candidate.
const ROW: f32 = 46.0;
/// Fewer places of the same name are no measure.
const NAMES: u32 = 3;
/// Distances beyond this fill the bar, metres.
const FAR_M: f64 = 1_500.0;

/// The figure by which candidates are compared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    Names,
    Edges,
    Ground,
    None,
}

impl Figure {
    /// The one that there is most of.
    pub fn of(report: &DatumReport) -> Self {
        let any = |has: fn(&Candidate) -> bool| report.candidates.iter().any(has);
        match () {
            () if any(|candidate| candidate.median_m.is_some() && candidate.named >= NAMES) => Self::Names,
            () if any(|candidate| candidate.edge_share.is_some()) => Self::Edges,
            () if any(|candidate| candidate.forbidden_share.is_some()) => Self::Ground,
            () if any(|candidate| candidate.median_m.is_some()) => Self::Names,
            () => Self::None,
        }
    }

    /// How they were compared.
    pub fn words(self) -> ImportText {
        match self {
            Self::Names => ImportText::TriedNames,
            Self::Edges => ImportText::TriedEdges,
            Self::Ground => ImportText::TriedGround,
            Self::None => ImportText::TriedNone,
        }
    }

    /// The length of the bar (0–1) and the figure in words.
    fn value(self, candidate: &Candidate) -> (f32, String) {
        match self {
            Self::Names => {
                let metres = candidate.median_m;
                (metres.map_or(0.0, |m| (m / FAR_M) as f32), metres.map_or("—".to_owned(), |m| format!("{} m", integer(m))))
            }
            Self::Edges => share(candidate.edge_share),
            Self::Ground => share(candidate.forbidden_share),
            Self::None => (0.0, String::new()),
        }
    }
}

fn share(share: Option<f64>) -> (f32, String) {
    (share.unwrap_or(0.0) as f32, share.map_or("—".to_owned(), percent))
}

/// The name of a system as it is shown: its code, and that latitude comes first.
pub fn name_of(crs: &str, swap_axes: bool, lang: Lang) -> String {
    let crs = if crs.is_empty() { "WGS84" } else { crs };
    if swap_axes { ImportText::LatFirst.fill(lang, &[crs]) } else { crs.to_owned() }
}

/// The candidate that is chosen now, by its number.
pub fn chosen(import: &ImportView, report: &DatumReport) -> Option<usize> {
    let recipe = &import.recipe;
    let declared = report.declared.as_deref().unwrap_or("WGS84");
    let code = if recipe.crs.is_empty() { declared } else { recipe.crs.as_str() };
    let wanted = Crs::parse(code).ok();
    report.candidates.iter().position(|candidate| {
        let same = wanted.as_ref().zip(Crs::parse(&candidate.crs).ok()).is_some_and(|(a, b)| a.is_same_place(&b));
        (same || candidate.crs == code) && candidate.swap_axes == recipe.swap_axes
    })
}

/// Shows the candidates; a click chooses one.
pub fn show(ui: &mut Ui, import: &ImportView, report: &DatumReport, lang: Lang, commands: &mut Commands) {
    let figure = Figure::of(report);
    let chosen = chosen(import, report);
    for (number, candidate) in report.candidates.iter().enumerate() {
        let on = chosen == Some(number);
        if ui.push_id(number, |ui| row(ui, import, candidate, figure, on, lang)).inner && !on {
            commands.send(Command::ChangeImport(ImportChange::Crs(candidate.crs.clone(), candidate.swap_axes)));
        }
    }
}

fn row(ui: &mut Ui, import: &ImportView, candidate: &Candidate, figure: Figure, on: bool, lang: Lang) -> bool {
    let c = theme::colours(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let name = name_of(&candidate.crs, candidate.swap_axes, lang);
    let details = details(candidate, figure, lang);
    let (length, value) = figure.value(candidate);
    let spoken = format!("{name} {value} {details}");
    response.widget_info(|| WidgetInfo::selected(egui::Role::RadioButton, true, on, &spoken));
    row_ground(ui, rect, &response, on);
    let inner = rect.shrink2(vec2(space::S, space::XS));
    let painter = ui.painter();
    let centre = pos2(inner.left() + 8.0, inner.top() + 10.0);
    if on {
        painter.circle_filled(centre, 7.5, c.accent);
        painter.circle_filled(centre, 3.0, c.on_accent);
    } else {
        painter.circle_stroke(centre, 7.0, Stroke::new(1.2, c.strong_outline));
    }
    let line = Rect::from_min_size(pos2(inner.left() + 24.0, inner.top()), vec2(inner.width() - 24.0, 20.0));
    let face = if on { semibold(text::BODY) } else { font(text::BODY) };
    let ink = ink(ui, import);
    let at = put(painter, one_line(painter, &name, face.clone(), c.text, line.width() * 0.5), line, Align2::LEFT_CENTER, c.text);
    let placed = put(painter, one_line(painter, &value, face, ink, 80.0), line, Align2::RIGHT_CENTER, ink);
    if figure != Figure::None {
        let left = at.right().max(line.left() + 84.0) + space::S;
        let right = placed.left().min(line.right() - 64.0) - space::S;
        if right - left > 20.0 {
            let track = Rect::from_min_max(pos2(left, line.center().y - 3.0), pos2(right, line.center().y + 3.0));
            let fill = if on { c.accent } else { c.strong_outline };
            bar(painter, track, length, fill, c.surface3);
        }
    }
    let below = Rect::from_min_max(pos2(line.left(), line.bottom()), inner.max);
    let galley = one_line(painter, &details, font(text::TAG), c.text3, below.width());
    put(painter, galley, below, Align2::LEFT_CENTER, c.text3);
    focus_ring(ui, &response.clone().with_new_rect(rect.shrink(2.0)), radius::BUTTON);
    let full = Crs::parse(&candidate.crs).map(|crs| crs.name()).unwrap_or_default();
    response.on_hover_text(format!("{full}\n{details}")).clicked()
}

/// The figures of a candidate but the one by which they are compared.
fn details(candidate: &Candidate, shown: Figure, lang: Lang) -> String {
    let count = |number: u32| integer(f64::from(number));
    let mut parts = Vec::new();
    if candidate.named > 0 {
        parts.push(ImportText::FigureNames.fill(lang, &[&count(candidate.named)]));
    }
    let forbidden = candidate.forbidden_share.filter(|_| shown != Figure::Ground);
    parts.extend(forbidden.map(|share| ImportText::FigureForbidden.fill(lang, &[&percent(share)])));
    let edges = candidate.edge_share.filter(|_| shown != Figure::Edges);
    parts.extend(edges.map(|share| ImportText::FigureEdges.fill(lang, &[&percent(share)])));
    parts.push(ImportText::FigureBlocks.fill(lang, &[&count(candidate.in_blocks)]));
    parts.push(ImportText::FigureDistrict.fill(lang, &[&count(candidate.in_district)]));
    parts.join(" · ")
}

/// The field for any other system.
pub fn other(ui: &mut Ui, import: &ImportView, state: &mut State, lang: Lang, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    wrapped(ui, ImportText::OtherCrs.text(lang), font(text::SMALL), c.text2);
    ui.add_space(space::XS);
    let width = ui.available_width();
    ui.horizontal(|ui| {
        let edit = egui::TextEdit::singleline(&mut state.crs)
            .hint_text(ImportText::OtherCrsHint.text(lang))
            .margin(egui::Margin::symmetric(8, 6))
            .desired_width(width - 96.0);
        let field = ui.add(edit);
        let sent = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        field.accessible_name(ImportText::OtherCrs.text(lang));
        let pressed = secondary(ui, None, ImportText::OtherCrsUse.text(lang)).clicked();
        let typed = state.crs.trim().to_owned();
        if (pressed || sent) && !typed.is_empty() {
            match Crs::parse(&typed).and_then(|crs| Transform::new(&crs).map(|_| crs)) {
                Ok(crs) => {
                    state.crs_fault = None;
                    commands.send(Command::ChangeImport(ImportChange::Crs(crs.code(), import.recipe.swap_axes)));
                }
                Err(fault) => state.crs_fault = Some(crs_words::fault(&fault, lang)),
            }
        }
    });
    if let Some(fault) = &state.crs_fault {
        wrapped(ui, fault, font(text::SMALL), c.error);
    }
}

/// Metres with their direction, as the shift is told.
pub fn shift_words([east, north]: [f64; 2], lang: Lang) -> String {
    if east.hypot(north) < 1.0 {
        return ImportText::ShiftNone.text(lang).to_owned();
    }
    let metres = |value: f64| decimal(value.abs(), 0);
    let x = if east < 0.0 { ImportText::ShiftWest } else { ImportText::ShiftEast };
    let y = if north < 0.0 { ImportText::ShiftSouth } else { ImportText::ShiftNorth };
    [x.fill(lang, &[&metres(east)]), y.fill(lang, &[&metres(north)])].join(ImportText::Comma2.text(lang))
}
