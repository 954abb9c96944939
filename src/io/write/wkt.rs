//! Geometries as well-known text. Refuses heights: there are none.

use std::fmt::Write;

use crate::domain::{Geometries, GeometryKind, PartKind};

/// The geometry of a row; empty for none.
pub fn text(geometries: &Geometries, row: usize) -> String {
    let kind = geometries.kind(row);
    let parts = geometries.parts(row);
    let mut text = String::new();
    let name = match kind {
        GeometryKind::None => return text,
        GeometryKind::Point => "POINT",
        GeometryKind::MultiPoint => "MULTIPOINT",
        GeometryKind::LineString => "LINESTRING",
        GeometryKind::MultiLineString => "MULTILINESTRING",
        GeometryKind::Polygon => "POLYGON",
        GeometryKind::MultiPolygon => "MULTIPOLYGON",
        GeometryKind::Collection => "GEOMETRYCOLLECTION",
    };
    text.push_str(name);
    if parts.is_empty() {
        text.push_str(" EMPTY");
        return text;
    }
    text.push(' ');
    let is_multi = matches!(kind, GeometryKind::MultiPoint | GeometryKind::MultiLineString | GeometryKind::MultiPolygon);
    if kind != GeometryKind::Collection && !is_multi {
        body(&mut text, geometries, parts.start);
        return text;
    }
    for (at, part) in parts.enumerate() {
        text.push(if at == 0 { '(' } else { ',' });
        if kind == GeometryKind::Collection {
            text.push_str(match geometries.part_kind(part) {
                PartKind::Point => "POINT ",
                PartKind::Line => "LINESTRING ",
                PartKind::Polygon => "POLYGON ",
            });
        }
        body(&mut text, geometries, part);
    }
    text.push(')');
    text
}

/// The brackets of one part.
fn body(text: &mut String, geometries: &Geometries, part: usize) {
    let is_polygon = geometries.part_kind(part) == PartKind::Polygon;
    if is_polygon {
        text.push('(');
    }
    for (at, ring) in geometries.rings(part).enumerate() {
        if at > 0 {
            text.push(',');
        }
        for (at, [x, y]) in geometries.ring(ring).iter().enumerate() {
            // Writing to a text cannot fail.
            let _ = write!(text, "{}{x} {y}", if at == 0 { '(' } else { ',' });
        }
        text.push(')');
    }
    if is_polygon {
        text.push(')');
    }
}
