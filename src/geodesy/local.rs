//! Metres around an origin: a flat frame for distances within a city. Refuses long ways: 10 km from the origin a distance is
//! wrong by up to 1 in 1,000 here, 500 m from it by 3 in 100,000. What must be exact at any length is in `geodesic`.

use super::{FLATTENING_WGS84, SEMI_MAJOR_M};

/// A frame whose x runs east and y north of its origin, metres on the WGS84 ellipsoid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LocalFrame {
    origin: [f64; 2],
    metres_per_degree: [f64; 2],
}

impl LocalFrame {
    /// The frame around an origin `[lon, lat]`, degrees.
    pub fn around(origin: [f64; 2]) -> Self {
        Self { origin, metres_per_degree: metres_per_degree(origin[1]) }
    }

    /// Metres `[east, north]` of the origin.
    pub fn to_local(&self, [lon, lat]: [f64; 2]) -> [f64; 2] {
        [(lon - self.origin[0]) * self.metres_per_degree[0], (lat - self.origin[1]) * self.metres_per_degree[1]]
    }

    /// Degrees `[lon, lat]` of metres `[east, north]` of the origin.
    pub fn to_lon_lat(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        [self.origin[0] + x / self.metres_per_degree[0], self.origin[1] + y / self.metres_per_degree[1]]
    }
}

/// Metres of one degree of longitude and of one degree of latitude, at a latitude in degrees: the radii of curvature in the
/// prime vertical (times the cosine) and in the meridian. At the poles a degree of longitude is taken as a millimetre.
pub fn metres_per_degree(lat: f64) -> [f64; 2] {
    let e2 = FLATTENING_WGS84 * (2.0 - FLATTENING_WGS84);
    let (sin, cos) = lat.to_radians().sin_cos();
    let w2 = 1.0 - e2 * sin * sin;
    let prime_vertical_m = SEMI_MAJOR_M / w2.sqrt();
    let meridian_m = prime_vertical_m * (1.0 - e2) / w2;
    [(prime_vertical_m * cos).to_radians().max(1e-3), meridian_m.to_radians()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_degree_here_is_what_the_ellipsoid_says() {
        // PROJ's geodesic, 0.001° east and north of 121.45, 31.25: 95.2542 m, 110.8738 m.
        let frame = LocalFrame::around([121.45, 31.25]);
        let [x, y] = frame.to_local([121.451, 31.251]);
        assert!((x - 95.254_199).abs() < 1e-3 && (y - 110.873_780).abs() < 1e-3, "{x} {y}");
        let [lon, lat] = frame.to_lon_lat([x, y]);
        assert!((lon - 121.451).abs() < 1e-12 && (lat - 31.251).abs() < 1e-12);
    }
}
