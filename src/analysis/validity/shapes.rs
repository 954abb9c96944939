//! Between a dataset's rings in degrees and geo's polygons in metres around a place. Refuses to lose a position: one that comes
//! back from where it went is the very one it was.

use std::collections::HashMap;

use geo::{Coord, LineString, MultiPolygon, Polygon};

use crate::domain::{Geometries, PartKind};
use crate::geodesy::local::LocalFrame;

/// Rings in degrees, polygon by polygon with its shell first, each closed.
pub(super) type Rings = Vec<Vec<Vec<[f64; 2]>>>;

/// A plane around a place, which knows the degrees of every position that was brought into it.
pub(super) struct Plane {
    frame: LocalFrame,
    known: HashMap<[u64; 2], [f64; 2]>,
}

impl Plane {
    /// The plane around a position, degrees.
    pub fn around(origin: [f64; 2]) -> Self {
        Self { frame: LocalFrame::around(origin), known: HashMap::new() }
    }

    /// A ring in metres.
    pub fn ring(&mut self, ring: &[[f64; 2]]) -> LineString {
        let position = |&position: &[f64; 2]| {
            let [x, y] = self.frame.to_local(position);
            self.known.insert([x.to_bits(), y.to_bits()], position);
            Coord { x, y }
        };
        LineString::new(ring.iter().map(position).collect())
    }

    /// The polygons of a feature, metres.
    pub fn polygons(&mut self, geometries: &Geometries, row: usize) -> MultiPolygon {
        let parts = geometries.parts(row).filter(|&part| geometries.part_kind(part) == PartKind::Polygon);
        let polygon = |part| {
            let mut rings = geometries.rings(part).map(|ring| self.ring(geometries.ring(ring)));
            let shell = rings.next().unwrap_or_else(|| LineString::new(Vec::new()));
            Polygon::new(shell, rings.collect())
        };
        MultiPolygon::new(parts.map(polygon).collect())
    }

    /// Polygons of rings in degrees, metres.
    pub fn polygons_of(&mut self, polygons: &Rings) -> MultiPolygon {
        let polygon = |rings: &Vec<Vec<[f64; 2]>>| {
            let mut rings = rings.iter().map(|ring| self.ring(ring));
            Some(Polygon::new(rings.next()?, rings.collect()))
        };
        MultiPolygon::new(polygons.iter().filter_map(polygon).collect())
    }

    /// A position in metres.
    pub fn in_metres(&self, position: [f64; 2]) -> [f64; 2] {
        self.frame.to_local(position)
    }

    /// Polygons back in degrees.
    pub fn rings_of(&self, polygons: &MultiPolygon) -> Rings {
        let position = |&Coord { x, y }: &Coord| {
            let known = self.known.get(&[x.to_bits(), y.to_bits()]);
            known.copied().unwrap_or_else(|| self.frame.to_lon_lat([x, y]))
        };
        let ring = |ring: &LineString| ring.0.iter().map(position).collect::<Vec<_>>();
        polygons
            .iter()
            .map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(ring).collect())
            .collect()
    }
}
