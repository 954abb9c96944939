//! How a class looks: a filled or hollow area, a line, a mark in its shape. Refuses to know which class.

use std::f32::consts::{PI, TAU};

use egui::{Color32, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

use crate::map::legend::Swatch;
use crate::map::palette::MapPalette;
use crate::map::scene::MarkShape;
use crate::ui::theme::{self, of_map as colour_of};

/// Draws a swatch in the middle of a rectangle, so much as opaque.
pub fn paint_swatch(painter: &Painter, room: Rect, swatch: &Swatch, opacity: f32) {
    let mut painter = painter.clone();
    painter.multiply_opacity(opacity);
    let painter = &painter;
    match swatch {
        Swatch::Area { fill, edge } => {
            let rect = Rect::from_center_size(room.center(), vec2(16.0, 11.0));
            let edge = if edge.0[3] == 0 { theme::colours(painter.ctx()).strong_outline } else { colour_of(*edge) };
            painter.rect(rect, CornerRadius::same(2), colour_of(*fill), Stroke::new(1.2, edge), StrokeKind::Inside);
        }
        Swatch::Line(colour) => {
            let x = room.center().x;
            painter.hline(x - 9.0..=x + 9.0, room.center().y, Stroke::new(2.0, colour_of(*colour)));
        }
        Swatch::Mark { shape, fill } => {
            // As on the map: a ring keeps a dark mark apart from a dark panel.
            let ring = MapPalette::of(theme::look(painter.ctx()).map_look()).mark_ring;
            paint_mark(painter, room.center(), 6.2, *shape, colour_of(ring));
            paint_mark(painter, room.center(), 5.0, *shape, colour_of(*fill));
        }
    }
}

/// Draws a mark of a radius, points.
pub fn paint_mark(painter: &Painter, at: Pos2, radius: f32, shape: MarkShape, fill: Color32) {
    let corners = |count: usize, reach: f32, first: f32| -> Vec<Pos2> {
        (0..count)
            .map(|i| {
                let angle = first + TAU * i as f32 / count as f32;
                at + reach * vec2(angle.cos(), angle.sin())
            })
            .collect()
    };
    match shape {
        MarkShape::Circle => {
            painter.circle_filled(at, radius, fill);
        }
        MarkShape::Ring => {
            painter.circle_stroke(at, radius - 1.0, Stroke::new(2.0, fill));
        }
        MarkShape::Square => {
            painter.rect_filled(Rect::from_center_size(at, vec2(1.8, 1.8) * radius), CornerRadius::same(1), fill);
        }
        MarkShape::Diamond => {
            painter.add(Shape::convex_polygon(corners(4, radius * 1.25, 0.0), fill, Stroke::NONE));
        }
        MarkShape::Triangle => {
            let shifted = pos2(at.x, at.y + radius * 0.2);
            let points = corners(3, radius * 1.25, -PI / 2.0).into_iter().map(|point| point + (shifted - at)).collect();
            painter.add(Shape::convex_polygon(points, fill, Stroke::NONE));
        }
        MarkShape::Cross => {
            let (long, short) = (radius * 2.1, radius * 0.84);
            painter.rect_filled(Rect::from_center_size(at, vec2(long, short)), CornerRadius::ZERO, fill);
            painter.rect_filled(Rect::from_center_size(at, vec2(short, long)), CornerRadius::ZERO, fill);
        }
        MarkShape::Star => {
            let (outer, inner) = (corners(5, radius * 1.3, -PI / 2.0), corners(5, radius * 0.55, -PI / 2.0 + PI / 5.0));
            // A star is not convex: its core and its five points are drawn one by one.
            painter.add(Shape::convex_polygon(inner.clone(), fill, Stroke::NONE));
            for i in 0..5 {
                painter.add(Shape::convex_polygon(vec![inner[(i + 4) % 5], outer[i], inner[i]], fill, Stroke::NONE));
            }
        }
    }
}
