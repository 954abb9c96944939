//! One finding: its feature before and after the repair, drawn side by side, and the areas. Refuses to draw what is far from it.

use std::sync::Arc;

use egui::{Align2, Color32, CornerRadius, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::analysis::validity::{Finding, NoFill, receiver, size_of};
use crate::domain::{IssueKind, LonLatBounds, Mend, PartKind};
use crate::geodesy::geodesic;
use crate::geodesy::local::LocalFrame;
use crate::i18n::validity::{ValidityText as T, area_text, change_text, kind_name};
use crate::i18n::{Lang, percent};
use crate::map::palette::MapPalette;
use crate::ui::checking::Checked;
use crate::ui::theme::{self, font, radius, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{colour_of, label, one_line, put, wrapped};

use super::ground::{Grounds, Triangles};
use super::{State, called, go_button, sentence};

/// Room under the pictures for the figures and the button, points.
const FIGURES: f32 = 150.0;
/// Pictures are never lower, points.
const LEAST_HEIGHT: f32 = 90.0;

/// Rings in degrees.
type Rings = Vec<Vec<[f64; 2]>>;

/// Shows the finding that is looked at.
pub(super) fn show(ui: &mut Ui, view: &View, state: &mut State, commands: &mut Commands) {
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    let Some(chosen) = state.chosen else { return };
    let Some(checked) = view.check.checked.get(chosen.0) else { return };
    let Some(finding) = checked.findings.get(chosen.1) else { return };
    let (name, number) = called(view, checked, finding.row);
    let size = size_of(finding);
    let dot = if size.is_empty() { "" } else { " · " };
    sentence(ui, &format!("{}{dot}{size}", kind_name(finding.kind, lang)));
    let other = finding.other.map(|row| called(view, checked, row));
    let other = other.map(|(name, number)| format!(" × {name} · {number}")).unwrap_or_default();
    wrapped(ui, &format!("{name} · {number}{other}"), font(text::SMALL), c.text2);
    let repaired = checked.repair_of(chosen.1);
    // Of two features the one that changes is drawn before and after.
    let changes = repaired.and_then(|(mend, _)| checked.dataset.row_of_feature(mend.feature()));
    let changes = changes.map_or(finding.row, |row| row as u32);
    let other = finding.other.map(|other| if other == changes { finding.row } else { other });
    let (name, number) = called(view, checked, changes);
    match repaired {
        Some((Mend::Cut(..), _)) => {
            wrapped(ui, &T::CutFrom.fill(lang, &[&name, &number]), font(text::SMALL), c.text2);
        }
        Some((Mend::Fill(..), _)) => {
            let share = finding.beside.iter().find(|(row, _)| *row == changes).map_or(0.0, |(_, share)| *share);
            wrapped(ui, &T::FillInto.fill(lang, &[&name, &number, &percent(share)]), font(text::SMALL), c.text2);
        }
        _ => {}
    }
    let repaired = repaired.map(|(_, repaired)| repaired);
    let before = rings_of(checked, changes);
    let fit = Fit::new(finding, &before);
    if !state.grounds.as_ref().is_some_and(|grounds| grounds.are_of(checked, chosen.1)) {
        let grounds = Grounds::new(checked, chosen.1, (changes, other), finding, repaired, &fit.bounds());
        state.grounds = Some(Arc::new(grounds));
    }
    let Some(grounds) = state.grounds.clone() else { return };
    let others = other.map(|row| rings_of(checked, row)).unwrap_or_default();
    let width = ((ui.available_width() - space::S) / 2.0).floor();
    // A low window has room for the figures, too.
    let height = width.min((ui.available_height() - FIGURES).max(LEAST_HEIGHT));
    ui.horizontal(|ui| {
        let side = if repaired.is_some() { width } else { ui.available_width() };
        let drawn = Drawn { rings: &before, others: &others, finding: Some(finding), grounds: &grounds, ink: c.warn };
        picture(ui, view, &fit, T::Before.text(lang), vec2(side, height), &drawn);
        if let Some(repaired) = repaired {
            let after: Rings = repaired.polygons.iter().flatten().cloned().collect();
            let drawn = Drawn { rings: &after, others: &others, finding: None, grounds: &grounds, ink: c.selection };
            picture(ui, view, &fit, T::After.text(lang), vec2(side, height), &drawn);
        }
    });
    match repaired {
        Some(repaired) => {
            legend(ui, &grounds, lang);
            let (before, after) = (repaired.area_before_m2, repaired.area_after_m2);
            let lines = [
                (T::AreaBefore, area_text(before)),
                (T::AreaAfter, area_text(after)),
                (T::AreaChange, change_text(before, after)),
            ];
            for (name, value) in lines {
                figure(ui, name, &value, lang);
            }
        }
        None => {
            let area = geodesic::feature_area_m2(&checked.dataset.geometries, finding.row as usize);
            if area > 0.0 {
                figure(ui, T::AreaBefore, &area_text(area), lang);
            }
            wrapped(ui, &why_not(view, checked, finding), font(text::SMALL), c.text2);
        }
    }
    ui.add_space(space::XS);
    go_button(ui, view, chosen, commands);
}

fn figure(ui: &mut Ui, name: T, value: &str, lang: Lang) {
    let c = theme::colours(ui.ctx());
    ui.horizontal(|ui| {
        label(ui, name.text(lang), font(text::SMALL), c.text2);
        label(ui, value, font(text::BODY), c.text);
    });
}

/// What the fills say, where something changes.
fn legend(ui: &mut Ui, grounds: &Grounds, lang: Lang) {
    let c = theme::colours(ui.ctx());
    let entries = [(&grounds.added, c.ok, T::Added), (&grounds.removed, c.error, T::Removed)];
    if entries.iter().all(|(triangles, ..)| triangles.is_empty()) {
        return;
    }
    ui.horizontal(|ui| {
        for (_, ink, words) in entries.iter().filter(|(triangles, ..)| !triangles.is_empty()) {
            let (rect, _) = ui.allocate_exact_size(vec2(12.0, 12.0), Sense::hover());
            ui.painter().rect_filled(rect, CornerRadius::same(radius::BAR), ink.gamma_multiply(MapPalette::CHANGE_OPACITY));
            ui.painter().rect_stroke(rect, CornerRadius::same(radius::BAR), Stroke::new(1.0, *ink), StrokeKind::Inside);
            label(ui, words.text(lang), font(text::SMALL), c.text2);
        }
    });
}

/// Why no repair is offered.
fn why_not(view: &View, checked: &Checked, finding: &Finding) -> String {
    let lang = view.lang;
    if checked.dataset.is_embedded() {
        return T::Embedded.text(lang).to_owned();
    }
    let name = |row: u32| called(view, checked, row).0;
    match (finding.kind == IssueKind::Gap).then(|| receiver(&checked.dataset, finding)) {
        Some(Err(NoFill::NoneHasHalf(row, share))) => T::NoneHasHalf.fill(lang, &[&name(row), &percent(share)]),
        Some(Err(NoFill::TwoHaveAsMuch(a, b))) => T::TwoHaveAsMuch.fill(lang, &[&name(a), &name(b)]),
        Some(Err(NoFill::InventedBeside)) => T::InventedBeside.text(lang).to_owned(),
        Some(Ok(_)) | None => T::NotRepairable.text(lang).to_owned(),
    }
}

fn rings_of(checked: &Checked, row: u32) -> Rings {
    let geometries = &checked.dataset.geometries;
    let parts = geometries.parts(row as usize).filter(|&part| geometries.part_kind(part) != PartKind::Point);
    parts.flat_map(|part| geometries.rings(part)).map(|ring| geometries.ring(ring).to_vec()).collect()
}

/// What one picture shows.
struct Drawn<'a> {
    rings: &'a [Vec<[f64; 2]>],
    /// The feature that the finding is of, too.
    others: &'a [Vec<[f64; 2]>],
    /// Before the repair: what is wrong.
    finding: Option<&'a Finding>,
    grounds: &'a Grounds,
    ink: Color32,
}

/// What of the plane a picture shows: all of a small feature, the surroundings of the finding in a large one.
struct Fit {
    frame: LocalFrame,
    centre_m: [f64; 2],
    half_m: f64,
}

/// A finding of a larger feature is shown with so much around it, as a share of the feature's longer side …
const AROUND_SHARE: f64 = 0.12;
/// … at least this, metres.
const LEAST_M: f64 = 3.0;
/// A feature of up to this is shown whole, metres.
const WHOLE_M: f64 = 250.0;

impl Fit {
    fn new(finding: &Finding, rings: &[Vec<[f64; 2]>]) -> Self {
        let whole = rings.iter().fold(LonLatBounds::EMPTY, |all, ring| all.union(&LonLatBounds::of(ring)));
        let area = finding.polygons.iter().flatten().fold(LonLatBounds::EMPTY, |all, ring| all.union(&LonLatBounds::of(ring)));
        let frame = LocalFrame::around(finding.position);
        let side = |bounds: &LonLatBounds| {
            let ([west, south], [east, north]) =
                (frame.to_local([bounds.west, bounds.south]), frame.to_local([bounds.east, bounds.north]));
            (east - west).max(north - south)
        };
        let (shown, half_m) = match () {
            _ if !area.is_empty() => (area.centre(), side(&area) * 0.75),
            _ if whole.is_empty() => (finding.position, LEAST_M),
            _ if side(&whole) <= WHOLE_M => (whole.centre(), side(&whole) * 0.6),
            _ => (finding.position, (side(&whole) * AROUND_SHARE).max(finding.length_m)),
        };
        Self { frame, centre_m: frame.to_local(shown), half_m: half_m.max(LEAST_M) }
    }

    /// A little more than is seen.
    fn bounds(&self) -> LonLatBounds {
        let [x, y] = self.centre_m;
        let reach = 3.0 * self.half_m;
        LonLatBounds::of(&[self.frame.to_lon_lat([x - reach, y - reach]), self.frame.to_lon_lat([x + reach, y + reach])])
    }

    fn point(&self, rect: Rect, position: [f64; 2]) -> Pos2 {
        let [x, y] = self.frame.to_local(position);
        let scale = f64::from(rect.width().min(rect.height())) / (2.0 * self.half_m);
        let at = |v: f64| v.clamp(-1e5, 1e5) as f32;
        rect.center() + vec2(at((x - self.centre_m[0]) * scale), at((self.centre_m[1] - y) * scale))
    }
}

fn picture(ui: &mut Ui, view: &View, fit: &Fit, words: &str, size: egui::Vec2, drawn: &Drawn) {
    let c = theme::colours(ui.ctx());
    let palette = view.look.panel_palette();
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let spoken = format!("{} · {words}", T::Picture.text(view.lang));
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, &spoken));
    ui.painter().rect_filled(rect, CornerRadius::same(radius::FIELD), colour_of(palette.land));
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let lines = |rings: &[Vec<[f64; 2]>], stroke: Stroke| {
        for ring in rings {
            let points: Vec<Pos2> = ring.iter().map(|&position| fit.point(rect, position)).collect();
            if Rect::from_points(&points).intersects(rect) {
                painter.add(Shape::line(points, stroke));
            }
        }
    };
    let fill = |triangles: &Triangles, colour: Color32, share: f32| {
        triangles.paint(&painter, colour.gamma_multiply(share), |position| fit.point(rect, position));
    };
    let grounds = drawn.grounds;
    fill(&grounds.other, colour_of(palette.label_road), MapPalette::OWN_FILL_OPACITY);
    fill(&grounds.kept, drawn.ink, MapPalette::OWN_FILL_OPACITY);
    match drawn.finding {
        Some(_) if grounds.removed.is_empty() => fill(&grounds.finding, c.error, MapPalette::FINDING_OPACITY),
        Some(_) => fill(&grounds.removed, c.error, MapPalette::CHANGE_OPACITY),
        None => fill(&grounds.added, c.ok, MapPalette::CHANGE_OPACITY),
    }
    lines(drawn.others, Stroke::new(1.4, colour_of(palette.label_road)));
    lines(drawn.rings, Stroke::new(1.8, drawn.ink));
    for ring in drawn.rings {
        let points = ring.iter().map(|&position| fit.point(rect, position));
        // Corners closer than their dots say nothing.
        let mut last: Option<Pos2> = None;
        for point in points.filter(|point| rect.contains(*point)) {
            if last.is_none_or(|last| last.distance(point) > 5.0) {
                painter.circle_filled(point, 1.8, drawn.ink);
                last = Some(point);
            }
        }
    }
    if let Some(finding) = drawn.finding {
        let rings: Rings = finding.polygons.iter().flatten().cloned().collect();
        lines(&rings, Stroke::new(2.4, c.error));
        painter.circle_stroke(fit.point(rect, finding.position), 8.0, Stroke::new(2.0, c.error));
    }
    let galley = one_line(&painter, words, font(text::TAG), c.text2, rect.width());
    let room = Rect::from_min_size(pos2(rect.left() + 6.0, rect.top() + 5.0), galley.size() + vec2(8.0, 2.0));
    painter.rect_filled(room, CornerRadius::same(radius::TAG), c.surface);
    put(&painter, galley, room, Align2::CENTER_CENTER, c.text2);
    ui.painter().rect_stroke(rect, CornerRadius::same(radius::FIELD), Stroke::new(1.0, c.outline), StrokeKind::Inside);
}
