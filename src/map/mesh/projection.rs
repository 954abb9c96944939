//! Web Mercator near one place: three multiplications a position instead of a sine and a logarithm. Refuses to be inexact:
//! positions farther away are projected in full.

use crate::geodesy::mercator;

/// How far a latitude may be from the middle, degrees. The fourth term of the series, left out, is then under 0.3 µm.
const REACH: f64 = 0.005;

/// A Taylor series of Web Mercator's y around a latitude.
#[derive(Clone, Copy, Debug)]
pub struct NearProjection {
    lat: f64,
    /// Metres a degree of longitude.
    x_scale: f64,
    /// y at the latitude, metres, and its first three terms by degrees of latitude.
    y: [f64; 4],
}

impl NearProjection {
    /// For positions around one, degrees `[lon, lat]`.
    pub fn around([_, lat]: [f64; 2]) -> Self {
        let [x_scale, y] = mercator::from_lon_lat([1.0, lat]);
        if lat.abs() + REACH > mercator::MAX_LAT {
            return Self { lat: f64::NAN, x_scale, y: [y, 0.0, 0.0, 0.0] };
        }
        // The sphere's radius times radians a degree is x's scale; the derivatives of atanh(sin φ) are sec φ,
        // sec φ tan φ, sec φ (1 + 2 tan² φ).
        let (sin, cos) = lat.to_radians().sin_cos();
        let (tan, degree) = (sin / cos, 1f64.to_radians());
        let first = x_scale / cos;
        Self { lat, x_scale, y: [y, first, first * tan * degree / 2.0, first * (1.0 + 2.0 * tan * tan) * degree * degree / 6.0] }
    }

    /// Web Mercator metres of a position, degrees.
    pub fn project(&self, [lon, lat]: [f64; 2]) -> [f64; 2] {
        let away = lat - self.lat;
        if away.abs() <= REACH {
            let [y, first, second, third] = self.y;
            [lon * self.x_scale, y + away * (first + away * (second + away * third))]
        } else {
            mercator::from_lon_lat([lon, lat])
        }
    }
}

impl Default for NearProjection {
    fn default() -> Self {
        Self::around([0.0, 0.0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_series_is_the_projection() {
        for lat in [0.0, 31.2, -47.0, 69.0, 85.0, 85.05] {
            let near = NearProjection::around([121.0, lat]);
            for away in [-0.02, -0.005, -0.001, 0.0, 0.0003, 0.0049, 0.3] {
                let (fast, full) = (near.project([121.5, lat + away]), mercator::from_lon_lat([121.5, lat + away]));
                assert!((fast[1] - full[1]).abs() < 1e-3, "{lat} + {away}: {fast:?} {full:?}");
                assert!((fast[0] - full[0]).abs() < 1e-6);
            }
        }
    }
}
