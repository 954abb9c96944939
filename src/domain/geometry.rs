//! Geometry as columns: all positions of a dataset in one array, with offsets. Refuses to know what a feature means.
//!
//! A feature is a range of parts, a part is a range of rings, a ring is a range of positions. A point is a part of one
//! ring of one position; a line a part of one ring; a polygon a part whose first ring is its shell and whose others are
//! its holes. A GeometryCollection is simply a feature with parts of several kinds.

use std::ops::Range;

/// What a feature's geometry was called in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum GeometryKind {
    /// No geometry: the feature is a row of the table only.
    None,
    /// One position.
    Point,
    /// Several positions.
    MultiPoint,
    /// One line.
    LineString,
    /// Several lines.
    MultiLineString,
    /// One polygon.
    Polygon,
    /// Several polygons.
    MultiPolygon,
    /// Parts of several kinds.
    Collection,
}

/// What one part of a geometry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum PartKind {
    /// One position.
    Point,
    /// A line of two or more positions.
    Line,
    /// A shell and its holes, each ring closed (first position repeated at the end).
    Polygon,
}

/// A rectangle in degrees, WGS84. May be empty (`west > east`), as the start of a union.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LonLatBounds {
    /// Least longitude, degrees.
    pub west: f64,
    /// Least latitude, degrees.
    pub south: f64,
    /// Greatest longitude, degrees.
    pub east: f64,
    /// Greatest latitude, degrees.
    pub north: f64,
}

impl LonLatBounds {
    /// The bounds of nothing: the neutral element of [`LonLatBounds::union`].
    pub const EMPTY: Self = Self { west: f64::INFINITY, south: f64::INFINITY, east: f64::NEG_INFINITY, north: f64::NEG_INFINITY };

    /// The bounds of some positions `[lon, lat]`.
    pub fn of(positions: &[[f64; 2]]) -> Self {
        let mut bounds = Self::EMPTY;
        for &[lon, lat] in positions {
            bounds.west = bounds.west.min(lon);
            bounds.south = bounds.south.min(lat);
            bounds.east = bounds.east.max(lon);
            bounds.north = bounds.north.max(lat);
        }
        bounds
    }

    /// True when no position lies in it.
    pub fn is_empty(&self) -> bool {
        self.west > self.east || self.south > self.north
    }

    /// The least bounds that hold both.
    pub fn union(&self, other: &Self) -> Self {
        Self {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }

    /// True when the position `[lon, lat]` lies inside or on the edge.
    pub fn contains(&self, [lon, lat]: [f64; 2]) -> bool {
        self.west <= lon && lon <= self.east && self.south <= lat && lat <= self.north
    }

    /// True when the two share at least a point.
    pub fn intersects(&self, other: &Self) -> bool {
        self.west <= other.east && other.west <= self.east && self.south <= other.north && other.south <= self.north
    }

    /// The middle, `[lon, lat]`.
    pub fn centre(&self) -> [f64; 2] {
        [(self.west + self.east) / 2.0, (self.south + self.north) / 2.0]
    }
}

/// The geometries of all features of a dataset: positions `[lon, lat]` in degrees WGS84, and offsets.
///
/// Filled from the front: positions, then [`end_ring`](Self::end_ring), [`end_part`](Self::end_part),
/// [`end_feature`](Self::end_feature). Read by feature index.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Geometries {
    /// All positions, `[lon, lat]`.
    pub positions: Vec<[f64; 2]>,
    ring_ends: Vec<u32>,
    part_ends: Vec<u32>,
    part_kinds: Vec<PartKind>,
    feature_ends: Vec<u32>,
    kinds: Vec<GeometryKind>,
}

impl Geometries {
    /// The number of features.
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// True when there is no feature.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// The number of parts of all features.
    pub fn part_count(&self) -> usize {
        self.part_ends.len()
    }

    /// Closes a ring: the positions added since the last one.
    pub fn end_ring(&mut self) {
        self.ring_ends.push(self.positions.len() as u32);
    }

    /// Closes a ring at the position of this index, which must not lie before the last ring's end: for readers that learn
    /// only after the positions how they are divided.
    pub fn end_ring_at(&mut self, end: usize) {
        self.ring_ends.push(end.min(self.positions.len()) as u32);
    }

    /// The index of the first position that no ring holds yet.
    pub fn open_positions(&self) -> usize {
        self.ring_ends.last().copied().unwrap_or(0) as usize
    }

    /// Closes a part: the rings added since the last one.
    pub fn end_part(&mut self, kind: PartKind) {
        self.part_ends.push(self.ring_ends.len() as u32);
        self.part_kinds.push(kind);
    }

    /// Closes a feature: the parts added since the last one.
    pub fn end_feature(&mut self, kind: GeometryKind) {
        self.feature_ends.push(self.part_ends.len() as u32);
        self.kinds.push(kind);
    }

    /// Takes back what was added since the last closed feature, so that a bad feature leaves no trace.
    pub fn roll_back(&mut self) {
        let parts = self.feature_ends.last().copied().unwrap_or(0) as usize;
        self.part_ends.truncate(parts);
        self.part_kinds.truncate(parts);
        let rings = self.part_ends.last().copied().unwrap_or(0) as usize;
        self.ring_ends.truncate(rings);
        let positions = self.ring_ends.last().copied().unwrap_or(0) as usize;
        self.positions.truncate(positions);
    }

    /// Appends another dataset's features after this one's.
    pub fn append(&mut self, other: &Self) {
        let (positions, rings, parts) = (self.positions.len() as u32, self.ring_ends.len() as u32, self.part_ends.len() as u32);
        self.positions.extend_from_slice(&other.positions);
        self.ring_ends.extend(other.ring_ends.iter().map(|end| end + positions));
        self.part_ends.extend(other.part_ends.iter().map(|end| end + rings));
        self.part_kinds.extend_from_slice(&other.part_kinds);
        self.feature_ends.extend(other.feature_ends.iter().map(|end| end + parts));
        self.kinds.extend_from_slice(&other.kinds);
    }

    /// Appends a copy of one feature of another dataset.
    pub fn push_copy(&mut self, from: &Self, feature: usize) {
        for part in from.parts(feature) {
            for ring in from.rings(part) {
                self.positions.extend_from_slice(from.ring(ring));
                self.end_ring();
            }
            self.end_part(from.part_kind(part));
        }
        self.end_feature(from.kind(feature));
    }

    /// Gives back memory held for growth.
    pub fn shrink(&mut self) {
        self.positions.shrink_to_fit();
        self.ring_ends.shrink_to_fit();
        self.part_ends.shrink_to_fit();
        self.part_kinds.shrink_to_fit();
        self.feature_ends.shrink_to_fit();
        self.kinds.shrink_to_fit();
    }

    /// What the feature's geometry was called; `None` also for an index out of range.
    pub fn kind(&self, feature: usize) -> GeometryKind {
        self.kinds.get(feature).copied().unwrap_or(GeometryKind::None)
    }

    /// The parts of a feature, as indices for [`rings`](Self::rings) and [`part_kind`](Self::part_kind).
    pub fn parts(&self, feature: usize) -> Range<usize> {
        range(&self.feature_ends, feature)
    }

    /// What a part is.
    pub fn part_kind(&self, part: usize) -> PartKind {
        self.part_kinds.get(part).copied().unwrap_or(PartKind::Point)
    }

    /// The rings of a part, as indices for [`ring`](Self::ring).
    pub fn rings(&self, part: usize) -> Range<usize> {
        range(&self.part_ends, part)
    }

    /// The positions of a ring, `[lon, lat]`; a polygon's rings repeat their first position at the end.
    pub fn ring(&self, ring: usize) -> &[[f64; 2]] {
        self.positions.get(range(&self.ring_ends, ring)).unwrap_or(&[])
    }

    /// All positions of a feature, in order.
    pub fn positions_of(&self, feature: usize) -> &[[f64; 2]] {
        let parts = self.parts(feature);
        if parts.is_empty() {
            return &[];
        }
        let first_ring = self.rings(parts.start).start;
        let last_ring = self.rings(parts.end - 1).end;
        if first_ring == last_ring {
            return &[];
        }
        let start = range(&self.ring_ends, first_ring).start;
        let end = range(&self.ring_ends, last_ring - 1).end;
        self.positions.get(start..end).unwrap_or(&[])
    }

    /// The bounds of one feature; empty when it has no geometry.
    pub fn bounds_of(&self, feature: usize) -> LonLatBounds {
        LonLatBounds::of(self.positions_of(feature))
    }

    /// The bounds of everything; empty when nothing has a geometry.
    pub fn bounds(&self) -> LonLatBounds {
        LonLatBounds::of(&self.positions)
    }

    /// The bounds of most features: those whose middle is within the 99 % about the median, each way. The bounds of everything
    /// where that is much the same, or where there are few. A list of a park with one address in another city is looked at in
    /// the park.
    pub fn bounds_of_most(&self) -> LonLatBounds {
        let all = self.bounds();
        let boxes: Vec<LonLatBounds> = (0..self.len()).map(|row| self.bounds_of(row)).filter(|own| !own.is_empty()).collect();
        if boxes.len() < FEW {
            return all;
        }
        let middle = |axis: usize| -> [f64; 2] {
            let mut middles: Vec<f64> = boxes.iter().map(|own| own.centre()[axis]).collect();
            let left_out = middles.len() / 200 + 1;
            let last = middles.len() - 1 - left_out;
            [left_out, last].map(|at| *middles.select_nth_unstable_by(at, f64::total_cmp).1)
        };
        let [[west, east], [south, north]] = [middle(0), middle(1)];
        let is_within = |own: &&LonLatBounds| {
            let [lon, lat] = own.centre();
            (west..=east).contains(&lon) && (south..=north).contains(&lat)
        };
        let most = boxes.iter().filter(is_within).fold(LonLatBounds::EMPTY, |most, own| most.union(own));
        let is_far_less = |of: f64, whole: f64| of * FAR_LESS < whole;
        let differs = is_far_less(most.east - most.west, all.east - all.west)
            || is_far_less(most.north - most.south, all.north - all.south);
        if differs && !most.is_empty() { most } else { all }
    }

    /// True when the position lies in one of the feature's polygons and not in a hole (even-odd per part; a point on an
    /// edge may count either way).
    pub fn polygon_contains(&self, feature: usize, position: [f64; 2]) -> bool {
        self.parts(feature)
            .filter(|&part| self.part_kind(part) == PartKind::Polygon)
            .any(|part| self.rings(part).fold(false, |inside, ring| inside ^ ring_contains(self.ring(ring), position)))
    }
}

/// Fewer features have no outliers.
const FEW: usize = 20;
/// Bounds so many times less wide than those of everything leave outliers out.
const FAR_LESS: f64 = 3.0;

fn range(ends: &[u32], index: usize) -> Range<usize> {
    let Some(&end) = ends.get(index) else { return 0..0 };
    let start = if index == 0 { 0 } else { ends[index - 1] };
    start as usize..end as usize
}

/// Even-odd test of a position against one closed ring.
fn ring_contains(ring: &[[f64; 2]], [x, y]: [f64; 2]) -> bool {
    let mut inside = false;
    for edge in ring.windows(2) {
        let ([ax, ay], [bx, by]) = (edge[0], edge[1]);
        if (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax {
            inside = !inside;
        }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square_with_hole() -> Geometries {
        let mut geometries = Geometries::default();
        geometries.positions.extend([[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0], [0.0, 0.0]]);
        geometries.end_ring();
        geometries.positions.extend([[1.0, 1.0], [1.0, 3.0], [3.0, 3.0], [3.0, 1.0], [1.0, 1.0]]);
        geometries.end_ring();
        geometries.end_part(PartKind::Polygon);
        geometries.end_feature(GeometryKind::Polygon);
        geometries
    }

    #[test]
    fn a_hole_is_outside() {
        let geometries = square_with_hole();
        assert!(geometries.polygon_contains(0, [0.5, 0.5]));
        assert!(!geometries.polygon_contains(0, [2.0, 2.0]));
        assert!(!geometries.polygon_contains(0, [5.0, 2.0]));
    }

    #[test]
    fn one_place_far_off_does_not_widen_where_most_are() {
        let mut geometries = Geometries::default();
        let mut places: Vec<[f64; 2]> = (0..30).map(|i| [121.4 + f64::from(i) * 1e-3, 31.2 + f64::from(i % 7) * 1e-3]).collect();
        places[11] = [116.4, 39.9];
        for place in places {
            geometries.positions.push(place);
            geometries.end_ring();
            geometries.end_part(PartKind::Point);
            geometries.end_feature(GeometryKind::Point);
        }
        geometries.end_feature(GeometryKind::None);
        let most = geometries.bounds_of_most();
        assert!(most.west >= 121.4 && most.east <= 121.43 && most.south >= 31.2 && most.north <= 31.21, "{most:?}");
        let [west, east] = [most.west, most.east].map(|lon| ((lon - 121.4) * 1e3).round());
        assert!(west <= 2.0 && east >= 27.0, "hardly any other is left out: {west} {east}");
        let square = square_with_hole();
        assert_eq!(square.bounds_of_most(), square.bounds());
    }

    #[test]
    fn a_feature_taken_back_leaves_no_trace() {
        let mut geometries = square_with_hole();
        let before = geometries.clone();
        geometries.positions.push([9.0, 9.0]);
        geometries.end_ring();
        geometries.end_part(PartKind::Point);
        geometries.positions.push([10.0, 9.0]);
        geometries.roll_back();
        assert_eq!(geometries, before);
    }

    #[test]
    fn appended_features_keep_their_positions() {
        let mut first = square_with_hole();
        first.append(&square_with_hole());
        assert_eq!(first.len(), 2);
        assert_eq!(first.positions_of(1), first.positions_of(0));
        assert!(!first.polygon_contains(1, [2.0, 2.0]));
    }
}
