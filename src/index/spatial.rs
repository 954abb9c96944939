//! The R-tree over one dataset: what lies in a window, at a point, nearest, within a radius. Refuses to know what the records
//! are and what is hidden.

use std::sync::Arc;

use rstar::{AABB, Envelope, RStarInsertionStrategy, RTree, RTreeObject, RTreeParams};

use crate::domain::{Dataset, LonLatBounds};
use crate::geodesy::local::{LocalFrame, metres_per_degree};

use super::place;

/// The boxes of a dataset's geometries in an R-tree, about 50 bytes a record. Rows without a geometry are in none.
///
/// Boxes are kept in degrees from the dataset's middle as `f32`, rounded outwards: a query never misses, and what a box alone
/// lets through is tested on the geometry itself.
#[derive(Debug)]
pub struct SpatialIndex {
    dataset: Arc<Dataset>,
    origin: [f64; 2],
    bounds: LonLatBounds,
    tree: RTree<Entry, WideNodes>,
}

impl SpatialIndex {
    /// Indexes all geometries of a dataset.
    pub fn new(dataset: Arc<Dataset>) -> Self {
        let boxes: Vec<LonLatBounds> = (0..dataset.len()).map(|row| dataset.geometries.bounds_of(row)).collect();
        let usable = |bounds: &LonLatBounds| !bounds.is_empty() && [bounds.west, bounds.south].iter().all(|v| v.is_finite());
        let bounds = boxes.iter().filter(|b| usable(b)).fold(LonLatBounds::EMPTY, |all, one| all.union(one));
        let origin = if bounds.is_empty() { [0.0, 0.0] } else { bounds.centre() };
        let entries = boxes.iter().enumerate().filter(|(_, one)| usable(one));
        let entries = entries.map(|(row, one)| Entry { aabb: rounded_box(one, origin), row: row as u32 }).collect();
        Self { dataset, origin, bounds, tree: RTree::bulk_load_with_params(entries) }
    }

    /// The dataset it indexes.
    pub fn dataset(&self) -> &Arc<Dataset> {
        &self.dataset
    }

    /// The number of records with a geometry.
    pub fn len(&self) -> usize {
        self.tree.size()
    }

    /// True when no record has a geometry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Rows whose bounds share at least a point with a window, ascending. Degrees.
    pub fn window(&self, window: LonLatBounds) -> Vec<u32> {
        let mut rows = Vec::new();
        if window.is_empty() {
            return rows;
        }
        let within = shrunk_box(&window, self.origin);
        for entry in self.tree.locate_in_envelope_intersecting(&rounded_box(&window, self.origin)) {
            // A box that lies inside needs no second look; one on the edge may have come in by rounding.
            let surely = within.contains_envelope(&entry.aabb);
            if surely || self.dataset.geometries.bounds_of(entry.row as usize).intersects(&window) {
                rows.push(entry.row);
            }
        }
        rows.sort_unstable();
        rows
    }

    /// Rows with a polygon that holds the position `[lon, lat]`, ascending.
    pub fn containing(&self, position: [f64; 2]) -> Vec<u32> {
        let mut rows = Vec::new();
        self.for_each_containing(position, |row| rows.push(row));
        rows.sort_unstable();
        rows
    }

    /// Calls `found` for each row with a polygon that holds the position, in no order: [`containing`](Self::containing)
    /// without its vector, for the joins of large files.
    pub fn for_each_containing(&self, position: [f64; 2], mut found: impl FnMut(u32)) {
        let point = LonLatBounds::of(&[position]);
        for entry in self.tree.locate_in_envelope_intersecting(&rounded_box(&point, self.origin)) {
            if self.dataset.geometries.polygon_contains(entry.row as usize, position) {
                found(entry.row);
            }
        }
    }

    /// The `n` nearest rows with their distance in metres, nearest first, equals by row.
    pub fn nearest(&self, position: [f64; 2], n: usize) -> Vec<(u32, f64)> {
        let wanted = n.min(self.len());
        if wanted == 0 {
            return Vec::new();
        }
        // Rings of growing radius: the first holds about twice as many as are wanted where records lie evenly.
        let [x, y] = metres_per_degree(self.origin[1]);
        let width_m = (self.bounds.east - self.bounds.west) * x;
        let height_m = (self.bounds.north - self.bounds.south) * y;
        let mut radius_m = (width_m * height_m * wanted as f64 / self.len() as f64).sqrt().max(30.0);
        loop {
            let mut found = self.within_m(position, radius_m);
            if found.len() >= wanted || radius_m > 1e8 {
                found.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
                found.truncate(wanted);
                return found;
            }
            radius_m *= 2.0;
        }
    }

    /// Rows whose geometry comes within a radius of the position, with the distance to it in metres (0 inside a polygon), by
    /// row. Measured in a flat frame around the position: right to a few centimetres within a kilometre.
    pub fn within_m(&self, position: [f64; 2], radius_m: f64) -> Vec<(u32, f64)> {
        let frame = LocalFrame::around(position);
        let [lon, lat] = frame.to_lon_lat([radius_m, radius_m]);
        let (dx, dy) = (lon - position[0], lat - position[1]);
        let reach =
            LonLatBounds { west: position[0] - dx, south: position[1] - dy, east: position[0] + dx, north: position[1] + dy };
        if reach.is_empty() {
            return Vec::new();
        }
        let candidates = self.tree.locate_in_envelope_intersecting(&rounded_box(&reach, self.origin));
        let distances = candidates.map(|entry| {
            let row = entry.row as usize;
            (entry.row, place::distance_m(&self.dataset.geometries, row, position, &frame))
        });
        let mut found: Vec<_> = distances.filter(|&(_, distance_m)| distance_m <= radius_m).collect();
        found.sort_unstable_by_key(|&(row, _)| row);
        found
    }
}

/// One record's box, degrees from the origin.
#[derive(Clone, Copy, Debug)]
struct Entry {
    aabb: AABB<[f32; 2]>,
    row: u32,
}

impl RTreeObject for Entry {
    type Envelope = AABB<[f32; 2]>;

    fn envelope(&self) -> Self::Envelope {
        self.aabb
    }
}

/// Wider nodes than rstar's six: a third less memory, and no slower for boxes that barely overlap.
#[derive(Debug)]
struct WideNodes;

impl RTreeParams for WideNodes {
    const MIN_SIZE: usize = 6;
    const MAX_SIZE: usize = 14;
    const REINSERTION_COUNT: usize = 4;
    type DefaultInsertionStrategy = RStarInsertionStrategy;
}

/// The least `f32` box around some bounds.
fn rounded_box(bounds: &LonLatBounds, origin: [f64; 2]) -> AABB<[f32; 2]> {
    let low = [below(bounds.west - origin[0]), below(bounds.south - origin[1])];
    let high = [above(bounds.east - origin[0]), above(bounds.north - origin[1])];
    AABB::from_corners(low, high)
}

/// A box that lies inside the bounds whatever was rounded; may be inside out, and then holds nothing.
fn shrunk_box(bounds: &LonLatBounds, origin: [f64; 2]) -> AABB<[f32; 2]> {
    let low = [above(bounds.west - origin[0]).next_up(), above(bounds.south - origin[1]).next_up()];
    let high = [below(bounds.east - origin[0]).next_down(), below(bounds.north - origin[1]).next_down()];
    if low[0] > high[0] || low[1] > high[1] {
        return AABB::new_empty();
    }
    AABB::from_corners(low, high)
}

fn below(value: f64) -> f32 {
    let near = value as f32;
    if f64::from(near) > value { near.next_down() } else { near }
}

fn above(value: f64) -> f32 {
    let near = value as f32;
    if f64::from(near) < value { near.next_up() } else { near }
}

#[cfg(test)]
#[path = "spatial_tests.rs"]
mod tests;
