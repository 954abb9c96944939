//! How much of one record's ground lies on another's. Refuses anything but polygons.

use geo::{Area, BooleanOps, Coord, LineString, MultiPolygon, Polygon};

use crate::domain::{Geometries, PartKind};

/// Share (0–1) of a feature's polygons that lies within the polygons of another. Worked out in degrees: over the size of a
/// building a share is the same in any plane. 0 where either has no polygon.
pub fn share_within((geometries, feature): (&Geometries, usize), (others, other): (&Geometries, usize)) -> f64 {
    let ground = polygons(geometries, feature);
    let whole = ground.unsigned_area();
    if whole <= 0.0 {
        return 0.0;
    }
    ground.intersection(&polygons(others, other)).unsigned_area() / whole
}

fn polygons(geometries: &Geometries, feature: usize) -> MultiPolygon {
    let parts = geometries.parts(feature).filter(|&part| geometries.part_kind(part) == PartKind::Polygon);
    let polygon = |part| {
        let mut rings = geometries.rings(part).map(|ring| line_string(geometries.ring(ring)));
        let shell = rings.next().unwrap_or_else(|| LineString::new(Vec::new()));
        Polygon::new(shell, rings.collect())
    };
    MultiPolygon::new(parts.map(polygon).collect())
}

fn line_string(ring: &[[f64; 2]]) -> LineString {
    LineString::new(ring.iter().map(|&[x, y]| Coord { x, y }).collect())
}
