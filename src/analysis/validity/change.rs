//! What a repair changes, as grounds: what stays, what comes to a feature and what is taken from it. Refuses to measure: areas are
//! those of the rings on the ellipsoid (`repair`).

use std::panic::{AssertUnwindSafe, catch_unwind};

use geo::{BooleanOps, Coord, MultiPolygon, Rect, unary_union};

use crate::domain::{Geometries, LonLatBounds};

use super::repair::NOTHING_M2;
use super::shapes::{Plane, Rings};

/// Features of more corners take longer than a frame has.
const MOST_CORNERS: usize = 20_000;

/// The ground of a feature before and after a repair. Rings in degrees, closed, polygon by polygon with its shell first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// What is the feature's before and after.
    pub kept: Rings,
    /// What comes to it.
    pub added: Rings,
    /// What is taken from it.
    pub removed: Rings,
}

/// What a feature covers within some bounds and what becomes of that; without a repair all of it is kept. `None` for features of
/// too many corners, and where the outlines cannot be computed with.
pub fn change_of(geometries: &Geometries, row: usize, after: Option<&Rings>, within: &LonLatBounds) -> Option<Change> {
    let corners = geometries.positions_of(row).len() + after.into_iter().flatten().flatten().map(Vec::len).sum::<usize>();
    if corners > MOST_CORNERS {
        return None;
    }
    let mut plane = Plane::around(within.centre());
    let drawn = plane.polygons(geometries, row);
    let after = after.map(|after| plane.polygons_of(after));
    // Broken outlines may be too much for the crates: then nothing is told.
    let grounds = catch_unwind(AssertUnwindSafe(|| grounds(&drawn, after.as_ref(), plane.window(within)))).ok()?;
    let [kept, added, removed] = grounds.map(|ground| plane.rings_of(&ground));
    Some(Change { kept, added, removed })
}

fn grounds(drawn: &MultiPolygon, after: Option<&MultiPolygon>, window: Rect) -> [MultiPolygon; 3] {
    let nothing = MultiPolygon::new(Vec::new());
    // Each part as it is drawn, and ground that two parts share once.
    let parts: Vec<MultiPolygon> = drawn.iter().map(|part| part.union(&nothing)).collect();
    let window = MultiPolygon::new(vec![window.to_polygon()]);
    let before = unary_union(&parts).intersection(&window);
    let Some(after) = after else { return [before, nothing.clone(), nothing] };
    let after = after.intersection(&window);
    [before.intersection(&after), after.difference(&before), before.difference(&after)].map(tidy)
}

/// Polygons without what comes from rounding.
fn tidy(polygons: MultiPolygon) -> MultiPolygon {
    use geo::Area;
    MultiPolygon::new(polygons.into_iter().filter(|polygon| polygon.unsigned_area() > NOTHING_M2).collect())
}

impl Plane {
    /// Bounds in metres.
    fn window(&self, within: &LonLatBounds) -> Rect {
        let [[west, south], [east, north]] =
            [[within.west, within.south], [within.east, within.north]].map(|corner| self.in_metres(corner));
        Rect::new(Coord { x: west, y: south }, Coord { x: east, y: north })
    }
}
