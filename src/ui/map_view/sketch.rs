//! What is drawn by hand on the map: a box, a lasso, a measured line or area. Refuses records and the camera.

use crate::geodesy::{geodesic, mercator};

/// Points of the screen between two vertices of a lasso.
pub const LASSO_STEP_PT: f64 = 4.0;

/// A drawing under way. Places are Web Mercator metres, so that the map can move under it.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Sketch {
    /// Nothing.
    #[default]
    Nothing,
    /// A box, by two opposite corners.
    Box([[f64; 2]; 2]),
    /// A line drawn around.
    Lasso(Vec<[f64; 2]>),
    /// Points of a measured line or area; when it is finished, the cursor adds none.
    Measure {
        /// The points, in order.
        points: Vec<[f64; 2]>,
        /// No more points come.
        finished: bool,
    },
}

impl Sketch {
    /// The outline of a box or lasso as a ring of degrees, not closed; `None` when it surrounds nothing.
    pub fn ring_lon_lat(&self) -> Option<Vec<[f64; 2]>> {
        let corners = match self {
            Sketch::Box([a, b]) if a[0] != b[0] && a[1] != b[1] => vec![*a, [b[0], a[1]], *b, [a[0], b[1]]],
            Sketch::Lasso(points) if points.len() >= 3 => points.clone(),
            _ => return None,
        };
        Some(corners.into_iter().map(mercator::to_lon_lat).collect())
    }
}

/// Length of a line on the ellipsoid, metres.
pub fn length_m(points_in_mercator: &[[f64; 2]]) -> f64 {
    geodesic::length_m(&in_degrees(points_in_mercator))
}

/// Area within a ring on the ellipsoid, m². The ring need not be closed.
pub fn area_m2(points_in_mercator: &[[f64; 2]]) -> f64 {
    geodesic::area_m2(&[&in_degrees(points_in_mercator)])
}

fn in_degrees(points_in_mercator: &[[f64; 2]]) -> Vec<[f64; 2]> {
    points_in_mercator.iter().map(|&point| mercator::to_lon_lat(point)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flat_box_surrounds_nothing() {
        assert_eq!(Sketch::Box([[1.0, 1.0], [1.0, 5.0]]).ring_lon_lat(), None);
        assert_eq!(Sketch::Box([[0.0, 0.0], [2.0, 5.0]]).ring_lon_lat().map(|ring| ring.len()), Some(4));
    }

    #[test]
    fn a_kilometre_on_the_screen_is_one_on_the_ground() {
        // 1,000 m of latitude at 31.25° N is 0.009019°, by the meridian radius of WGS84 there (6,352,900 m).
        let line = [[121.45, 31.25], [121.45, 31.259_019]].map(mercator::from_lon_lat);
        assert!((length_m(&line) - 1000.0).abs() < 0.2, "{}", length_m(&line));
    }
}
