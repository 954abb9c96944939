//! One finding: its feature before and after the repair, drawn side by side, and the areas. Refuses to draw what is far from it.

use egui::{Align2, Color32, CornerRadius, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::analysis::validity::{Finding, size_of};
use crate::domain::{LonLatBounds, Mend, PartKind};
use crate::geodesy::geodesic;
use crate::geodesy::local::LocalFrame;
use crate::i18n::validity::{ValidityText as T, area_text, change_text, kind_name};
use crate::ui::checking::Checked;
use crate::ui::theme::{self, font, radius, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{colour_of, label, one_line, put, wrapped};

use super::{called, go_button, sentence};

/// Rings in degrees.
type Rings = Vec<Vec<[f64; 2]>>;

/// Shows the finding that is looked at.
pub(super) fn show(ui: &mut Ui, view: &View, chosen: Option<(usize, usize)>, commands: &mut Commands) {
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    let Some(chosen) = chosen else { return };
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
    let changes = match repaired {
        Some((Mend::Cut(feature, _), _)) => checked.dataset.row_of_feature(feature).map_or(finding.row, |row| row as u32),
        _ => finding.row,
    };
    let second = finding.other.map(|other| if other == changes { finding.row } else { other });
    let second = second.map(|row| rings_of(checked, row)).unwrap_or_default();
    let before = rings_of(checked, changes);
    if let Some((Mend::Cut(..), _)) = repaired {
        let (name, number) = called(view, checked, changes);
        wrapped(ui, &T::CutFrom.fill(lang, &[&name, &number]), font(text::SMALL), c.text2);
    }
    let repaired = repaired.map(|(_, repaired)| repaired);
    let pictures = 1 + usize::from(repaired.is_some());
    let width = ((ui.available_width() - space::S) / 2.0).floor();
    let fit = Fit::new(finding, &before);
    ui.horizontal(|ui| {
        let side = if pictures == 2 { width } else { ui.available_width() };
        let drawn = Drawn { rings: &before, others: &second, finding: Some(finding), ink: c.warn };
        picture(ui, view, &fit, T::Before.text(lang), vec2(side, width), &drawn);
        if let Some(repaired) = repaired {
            let after: Rings = repaired.polygons.iter().flatten().cloned().collect();
            let drawn = Drawn { rings: &after, others: &second, finding: None, ink: c.selection };
            picture(ui, view, &fit, T::After.text(lang), vec2(side, width), &drawn);
        }
    });
    match repaired {
        Some(repaired) => {
            let (before, after) = (repaired.area_before_m2, repaired.area_after_m2);
            let lines = [
                (T::AreaBefore, area_text(before)),
                (T::AreaAfter, area_text(after)),
                (T::AreaChange, change_text(before, after)),
            ];
            for (name, value) in lines {
                ui.horizontal(|ui| {
                    label(ui, name.text(lang), font(text::SMALL), c.text2);
                    label(ui, &value, font(text::BODY), c.text);
                });
            }
        }
        None => {
            let area = geodesic::feature_area_m2(&checked.dataset.geometries, finding.row as usize);
            if area > 0.0 {
                ui.horizontal(|ui| {
                    label(ui, T::AreaBefore.text(lang), font(text::SMALL), c.text2);
                    label(ui, &area_text(area), font(text::BODY), c.text);
                });
            }
            wrapped(ui, T::NotRepairable.text(lang), font(text::SMALL), c.text3);
        }
    }
    ui.add_space(space::XS);
    go_button(ui, view, chosen, commands);
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
    finding: Option<&'a Finding>,
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
