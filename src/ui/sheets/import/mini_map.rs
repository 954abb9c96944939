//! A small map of where the rows are before and after, over the outlines of the blocks. Refuses names and anything that moves.

use egui::{Align2, CornerRadius, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::domain::{Dataset, DatasetKind, LonLatBounds, PartKind};
use crate::i18n::app::length_text;
use crate::i18n::import::ImportText;
use crate::import::{Candidate, Evidence};
use crate::ui::theme::{self, font, radius, space, text};
use crate::ui::view::View;
use crate::ui::widgets::{colour_of, label, one_line, put};

/// The map's height as a share of its width.
const HEIGHT: f32 = 0.72;
/// The same in a window that is not high, and how high that is, points.
const LOW: f32 = 0.6;
const LOW_BELOW: f32 = 820.0;
/// Half the side of what is shown around a piece of evidence, degrees of latitude (1.4 km).
const AROUND_DEG: f64 = 0.0125;
/// Metres of a degree of latitude, near enough for a scale.
const METRES_PER_DEGREE: f64 = 111_320.0;
/// Lengths of the scale, metres.
const SCALES: [f64; 9] = [200.0, 500.0, 1_000.0, 2_000.0, 5_000.0, 10_000.0, 20_000.0, 50_000.0, 100_000.0];

/// Shows the map and its legend.
pub fn show(ui: &mut Ui, view: &View, candidate: &Candidate, evidence: Option<&Evidence>, name: &str) {
    let c = theme::colours(ui.ctx());
    let width = ui.available_width();
    let height = if super::super::room(ui).height() < LOW_BELOW { LOW } else { HEIGHT };
    let (rect, response) = ui.allocate_exact_size(vec2(width, (width * height).round()), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, ImportText::MapName.text(view.lang)));
    let palette = view.look.panel_palette();
    ui.painter().rect_filled(rect, CornerRadius::same(radius::FIELD), colour_of(palette.land));
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let blocks = view.datasets.iter().find(|dataset| dataset.kind == DatasetKind::Blocks);
    let fit = Fit::new(bounds(blocks.map(|blocks| &**blocks), candidate, evidence), rect);
    let of_kind = |kind| view.datasets.iter().filter(move |dataset| dataset.kind == kind && dataset.is_embedded());
    for (kind, colour, line) in [(DatasetKind::Waterways, palette.water, 2.0), (DatasetKind::Railways, palette.railway, 0.6)] {
        of_kind(kind).for_each(|dataset| {
            outlines(&fit, dataset, |points, _, _| {
                painter.add(Shape::line(points, Stroke::new(line, colour_of(colour).gamma_multiply(0.7))));
            });
        });
    }
    if let Some(blocks) = blocks {
        let mut number = 0;
        let mut last = None;
        outlines(&fit, blocks, |points, row, part| {
            if part != PartKind::Polygon || crate::domain::feature_class::is_renewal_area(blocks, row) {
                return;
            }
            if last.is_some_and(|last| last != row) {
                number += 1;
            }
            last = Some(row);
            painter.add(Shape::closed_line(points, Stroke::new(1.8, colour_of(palette.line_of_block(number)))));
        });
    }
    let after = c.selection;
    let before = c.warn;
    for (from, to) in &candidate.arrows {
        let [from, to] = [fit.point(*from), fit.point(*to)];
        if from.distance(to) > 1.0 {
            painter.line_segment([from, to], Stroke::new(0.8, before.gamma_multiply(0.45)));
        }
    }
    for (from, to) in &candidate.arrows {
        let [from, to] = [fit.point(*from), fit.point(*to)];
        if from.distance(to) > 1.0 {
            painter.circle(from, 2.4, colour_of(palette.land), Stroke::new(1.2, before));
        }
        painter.circle(to, 2.4, after, Stroke::new(0.8, colour_of(palette.halo)));
    }
    stations(&painter, view, &fit, rect);
    if let Some(evidence) = evidence {
        let at = fit.point(evidence.known_lon_lat);
        painter.circle_stroke(at, 9.0, Stroke::new(2.0, c.error));
        let galley = one_line(&painter, &evidence.name, font(text::SMALL), c.text, 200.0);
        let room = Rect::from_center_size(at + vec2(0.0, -18.0), galley.size() + vec2(8.0, 2.0));
        painter.rect_filled(room, CornerRadius::same(radius::TAG), c.surface);
        put(&painter, galley, room, Align2::CENTER_CENTER, c.text);
    }
    scale(&painter, view, &fit, rect);
    ui.painter().rect_stroke(rect, CornerRadius::same(radius::FIELD), Stroke::new(1.0, c.outline), StrokeKind::Inside);
    ui.horizontal(|ui| {
        let (dot, _) = ui.allocate_exact_size(vec2(10.0, 14.0), Sense::hover());
        ui.painter().circle_stroke(dot.center(), 3.6, Stroke::new(1.4, before));
        label(ui, ImportText::Before.text(view.lang), font(text::SMALL), c.text2);
        ui.add_space(space::S);
        let (dot, _) = ui.allocate_exact_size(vec2(10.0, 14.0), Sense::hover());
        ui.painter().circle_filled(dot.center(), 4.0, after);
        let short: String = name.chars().take(24).collect();
        label(ui, &ImportText::After.fill(view.lang, &[&short]), font(text::SMALL), c.text2);
    });
}

/// What the map shows: the blocks where rows fall there, else where most rows are; or a piece of evidence.
fn bounds(blocks: Option<&Dataset>, candidate: &Candidate, evidence: Option<&Evidence>) -> LonLatBounds {
    if let Some(Evidence { known_lon_lat: [lon, lat], .. }) = evidence {
        return LonLatBounds { west: lon - AROUND_DEG, south: lat - AROUND_DEG, east: lon + AROUND_DEG, north: lat + AROUND_DEG };
    }
    let blocks = blocks.map_or(LonLatBounds::EMPTY, |blocks| blocks.geometries.bounds());
    let inside = candidate.arrows.iter().filter(|(_, to)| blocks.contains(*to)).count();
    if !blocks.is_empty() && (candidate.arrows.is_empty() || inside * 12 >= candidate.arrows.len()) {
        return blocks;
    }
    // One row in another town would push the others together.
    let middle = |axis: usize| {
        let mut values: Vec<f64> = candidate.arrows.iter().map(|(_, to)| to[axis]).collect();
        values.sort_by(f64::total_cmp);
        let skipped = values.len() / 50;
        (values.get(skipped).copied(), values.get(values.len() - 1 - skipped).copied())
    };
    let ((Some(west), Some(east)), (Some(south), Some(north))) = (middle(0), middle(1)) else { return blocks };
    LonLatBounds { west, south, east, north }
}

/// Degrees to points of the map.
struct Fit {
    centre: [f64; 2],
    /// Points a degree of latitude.
    scale: f64,
    shrink: f64,
    rect: Rect,
}

impl Fit {
    fn new(bounds: LonLatBounds, rect: Rect) -> Self {
        let centre = if bounds.is_empty() { [121.45, 31.26] } else { bounds.centre() };
        let shrink = centre[1].to_radians().cos().max(0.01);
        let width = ((bounds.east - bounds.west) * shrink).max(1e-3);
        let height = (bounds.north - bounds.south).max(1e-3);
        let scale = (f64::from(rect.width()) / width).min(f64::from(rect.height()) / height) * 0.84;
        Self { centre, scale, shrink, rect }
    }

    fn point(&self, [lon, lat]: [f64; 2]) -> Pos2 {
        let x = (lon - self.centre[0]) * self.shrink * self.scale;
        let y = (self.centre[1] - lat) * self.scale;
        self.rect.center() + vec2(x as f32, y as f32)
    }
}

/// The lines and rings of a dataset that meet the map.
fn outlines(fit: &Fit, dataset: &Dataset, mut each: impl FnMut(Vec<Pos2>, usize, PartKind)) {
    let geometries = &dataset.geometries;
    for row in 0..dataset.len() {
        for part in geometries.parts(row) {
            for ring in geometries.rings(part) {
                let points: Vec<Pos2> = geometries.ring(ring).iter().map(|&position| fit.point(position)).collect();
                if points.len() > 1 && Rect::from_points(&points).intersects(fit.rect) {
                    each(points, row, geometries.part_kind(part));
                }
            }
        }
    }
}

/// A few stations by name, to know where one is; none over another.
fn stations(painter: &egui::Painter, view: &View, fit: &Fit, rect: Rect) {
    let palette = view.look.panel_palette();
    let ink = colour_of(palette.label_station);
    let mut taken: Vec<Rect> = Vec::new();
    let stations = view.datasets.iter().filter(|dataset| dataset.kind == DatasetKind::Stations && dataset.is_embedded());
    for dataset in stations {
        for row in 0..dataset.len() {
            let Some(&position) = dataset.geometries.positions_of(row).first() else { continue };
            let at = fit.point(position);
            let field = crate::domain::Field::Name;
            let english = dataset.text(row, crate::domain::Field::NameEn);
            let chinese = dataset.text(row, field);
            let name = if view.lang == crate::i18n::Lang::En { english.or(chinese) } else { chinese };
            let Some(name) = name else { continue };
            let galley = one_line(painter, name, font(text::TAG), ink, 110.0);
            let room = Rect::from_min_size(at + vec2(6.0, -galley.size().y / 2.0), galley.size());
            if !rect.shrink(4.0).contains_rect(room) || taken.iter().any(|other| other.expand(16.0).intersects(room)) {
                continue;
            }
            painter.circle(at, 3.0, colour_of(palette.halo), Stroke::new(1.4, ink));
            painter.rect_filled(room.expand2(vec2(1.0, 0.0)), 2, colour_of(palette.halo).gamma_multiply(0.75));
            put(painter, galley, room, Align2::LEFT_CENTER, ink);
            taken.push(room);
        }
    }
}

/// The scale at the bottom left.
fn scale(painter: &egui::Painter, view: &View, fit: &Fit, rect: Rect) {
    let palette = view.look.panel_palette();
    let points_per_metre = fit.scale / METRES_PER_DEGREE;
    let fits = |metres: &&f64| **metres * points_per_metre <= f64::from(rect.width()) * 0.3;
    let Some(metres) = SCALES.iter().rev().find(fits) else { return };
    let width = (metres * points_per_metre) as f32;
    let ink = colour_of(palette.label);
    let from = pos2(rect.left() + space::M, rect.bottom() - space::M);
    let words = one_line(painter, &length_text(*metres), font(text::TAG), ink, 80.0);
    let room = Rect::from_min_max(from + vec2(-4.0, -10.0), from + vec2(width + words.size().x + 14.0, 8.0));
    painter.rect_filled(room, 3, colour_of(palette.halo).gamma_multiply(0.85));
    painter.line_segment([from, from + vec2(width, 0.0)], Stroke::new(1.5, ink));
    for x in [0.0, width] {
        painter.line_segment([from + vec2(x, -4.0), from + vec2(x, 0.0)], Stroke::new(1.5, ink));
    }
    let at = Rect::from_min_max(from + vec2(width + 6.0, -10.0), from + vec2(width + 100.0, 8.0));
    put(painter, words, at, Align2::LEFT_CENTER, ink);
}
