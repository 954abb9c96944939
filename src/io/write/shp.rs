//! Geometries of one kind as the records of a shapefile and the index to them. Refuses tables.

use crate::domain::{Geometries, GeometryKind, PartKind};

/// What one shapefile holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    /// A point a row.
    Point,
    /// Points of a row.
    MultiPoint,
    /// Lines.
    Line,
    /// Polygons.
    Polygon,
}

impl Family {
    fn code(self) -> u32 {
        match self {
            Self::Point => 1,
            Self::Line => 3,
            Self::Polygon => 5,
            Self::MultiPoint => 8,
        }
    }
}

/// The most bytes of a shapefile: its length is counted in 16-bit words in 31 bits.
const MAX_BYTES: usize = i32::MAX as usize;

/// The bytes of the `.shp` and of the `.shx`; none where they would be too long.
pub(super) fn bytes(geometries: &Geometries, rows: &[usize], family: Family) -> Option<(Vec<u8>, Vec<u8>)> {
    let (mut shapes, mut index) = (vec![0; 100], vec![0; 100]);
    for (at, &row) in rows.iter().enumerate() {
        let content = record(geometries, row, family);
        let (start, words) = (u32::try_from(shapes.len() / 2).ok()?, u32::try_from(content.len() / 2).ok()?);
        index.extend([start.to_be_bytes(), words.to_be_bytes()].concat());
        shapes.extend([(at as u32 + 1).to_be_bytes(), words.to_be_bytes()].concat());
        shapes.extend(content);
        if shapes.len() > MAX_BYTES {
            return None;
        }
    }
    let bounds = rows.iter().fold([f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY], |bounds, &row| {
        geometries.positions_of(row).iter().fold(bounds, wider)
    });
    let bounds = if bounds[0] <= bounds[2] { bounds } else { [0.0; 4] };
    for file in [&mut shapes, &mut index] {
        let words = (file.len() / 2) as u32;
        file[..4].copy_from_slice(&9994_u32.to_be_bytes());
        file[24..28].copy_from_slice(&words.to_be_bytes());
        file[28..32].copy_from_slice(&1000_u32.to_le_bytes());
        file[32..36].copy_from_slice(&family.code().to_le_bytes());
        for (place, ordinate) in file[36..68].chunks_exact_mut(8).zip(bounds) {
            place.copy_from_slice(&ordinate.to_le_bytes());
        }
    }
    Some((shapes, index))
}

fn wider([west, south, east, north]: [f64; 4], [x, y]: &[f64; 2]) -> [f64; 4] {
    [west.min(*x), south.min(*y), east.max(*x), north.max(*y)]
}

fn record(geometries: &Geometries, row: usize, family: Family) -> Vec<u8> {
    let positions = geometries.positions_of(row);
    if positions.is_empty() || geometries.kind(row) == GeometryKind::Collection {
        return 0_u32.to_le_bytes().to_vec();
    }
    let mut bytes = family.code().to_le_bytes().to_vec();
    let doubles = |bytes: &mut Vec<u8>, values: &[f64]| values.iter().for_each(|value| bytes.extend(value.to_le_bytes()));
    if family == Family::Point {
        doubles(&mut bytes, &positions[0]);
        return bytes;
    }
    let start = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    doubles(&mut bytes, &positions.iter().fold(start, wider));
    if family == Family::MultiPoint {
        bytes.extend((positions.len() as u32).to_le_bytes());
        doubles(&mut bytes, positions.as_flattened());
        return bytes;
    }
    let mut rings: Vec<Vec<[f64; 2]>> = Vec::new();
    for part in geometries.parts(row) {
        let is_polygon = geometries.part_kind(part) == PartKind::Polygon;
        for (at, ring) in geometries.rings(part).enumerate() {
            let mut ring = geometries.ring(ring).to_vec();
            // Shells run clockwise, holes against the clock.
            if is_polygon && (doubled_area(&ring) > 0.0) == (at == 0) {
                ring.reverse();
            }
            rings.push(ring);
        }
    }
    bytes.extend((rings.len() as u32).to_le_bytes());
    bytes.extend((positions.len() as u32).to_le_bytes());
    let mut first = 0_u32;
    for ring in &rings {
        bytes.extend(first.to_le_bytes());
        first += ring.len() as u32;
    }
    rings.iter().for_each(|ring| doubles(&mut bytes, ring.as_flattened()));
    bytes
}

/// Twice the area within a closed ring; positive against the clock. Counted from the first position, so that far-off numbers
/// do not eat the digits.
fn doubled_area(ring: &[[f64; 2]]) -> f64 {
    let Some(&[x0, y0]) = ring.first() else { return 0.0 };
    ring.windows(2).map(|edge| (edge[0][0] - x0) * (edge[1][1] - y0) - (edge[1][0] - x0) * (edge[0][1] - y0)).sum()
}
