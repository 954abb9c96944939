//! Geometries as well-known binary (OGC, little-endian, two ordinates). Refuses heights: there are none.

use crate::domain::{Geometries, GeometryKind, PartKind};

/// Appends the geometry of a row.
pub(super) fn append(bytes: &mut Vec<u8>, geometries: &Geometries, row: usize) {
    let kind = geometries.kind(row);
    let parts = geometries.parts(row);
    let code = match kind {
        GeometryKind::None | GeometryKind::Collection => 7,
        GeometryKind::Point => 1,
        GeometryKind::LineString => 2,
        GeometryKind::Polygon => 3,
        GeometryKind::MultiPoint => 4,
        GeometryKind::MultiLineString => 5,
        GeometryKind::MultiPolygon => 6,
    };
    if code <= 3 {
        match parts.clone().next() {
            Some(part) => append_part(bytes, geometries, part),
            None => append_empty(bytes, code),
        }
        return;
    }
    head(bytes, code);
    bytes.extend((parts.len() as u32).to_le_bytes());
    parts.for_each(|part| append_part(bytes, geometries, part));
}

fn head(bytes: &mut Vec<u8>, code: u32) {
    bytes.push(1);
    bytes.extend(code.to_le_bytes());
}

/// An empty point is one without numbers; other empty geometries hold nothing.
fn append_empty(bytes: &mut Vec<u8>, code: u32) {
    head(bytes, code);
    if code == 1 {
        bytes.extend([f64::NAN.to_le_bytes(); 2].concat());
    } else {
        bytes.extend(0_u32.to_le_bytes());
    }
}

fn append_part(bytes: &mut Vec<u8>, geometries: &Geometries, part: usize) {
    let rings = geometries.rings(part);
    match geometries.part_kind(part) {
        PartKind::Point => {
            head(bytes, 1);
            let position = rings.clone().flat_map(|ring| geometries.ring(ring)).next().copied().unwrap_or([f64::NAN; 2]);
            position.iter().for_each(|ordinate| bytes.extend(ordinate.to_le_bytes()));
        }
        PartKind::Line => {
            head(bytes, 2);
            rings.clone().take(1).for_each(|ring| positions(bytes, geometries.ring(ring)));
        }
        PartKind::Polygon => {
            head(bytes, 3);
            bytes.extend((rings.len() as u32).to_le_bytes());
            rings.for_each(|ring| positions(bytes, geometries.ring(ring)));
        }
    }
}

fn positions(bytes: &mut Vec<u8>, ring: &[[f64; 2]]) {
    bytes.extend((ring.len() as u32).to_le_bytes());
    ring.iter().flatten().for_each(|ordinate| bytes.extend(ordinate.to_le_bytes()));
}
