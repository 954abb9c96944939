//! Gauss-Krüger coordinates of CGCS2000 in zones of three degrees (EPSG:4534–4554; EPSG:4549, 120°E, in Shanghai).
//! Refuses zone numbers before the easting and the grid of Shanghai 2000, whose parameters are not public.
//!
//! Krüger's series in the third flattening to the sixth order, after Karney, "Transverse Mercator with an accuracy of a few
//! nanometers", J. Geodesy 85 (2011), eqs. 7–36: exact to micrometres within a zone.

use std::f64::consts::FRAC_PI_2;

use super::SEMI_MAJOR_M;

/// What is added to eastings so that none is negative, metres.
pub const FALSE_EASTING_M: f64 = 500_000.0;

/// Flattening of the CGCS2000 ellipsoid.
const FLATTENING: f64 = 1.0 / 298.257_222_101;

/// Third flattening.
const N: f64 = FLATTENING / (2.0 - FLATTENING);

/// A place on the grid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GridPosition {
    /// The zone's central meridian, degrees east.
    pub central_meridian: f64,
    /// Metres north of the equator (the X of Chinese surveyors).
    pub northing_m: f64,
    /// Metres east of the central meridian, the false easting of 500 km added (their Y).
    pub easting_m: f64,
}

/// The central meridian of the three-degree zone of a longitude, degrees.
pub fn central_meridian(lon: f64) -> f64 {
    (lon / 3.0).round() * 3.0
}

/// The grid position of `[lon, lat]`, degrees CGCS2000 (or WGS84: within a metre of it here), in its own zone.
pub fn to_grid(position: [f64; 2]) -> GridPosition {
    let central_meridian = central_meridian(position[0]);
    let (northing_m, easting_m) = forward(position, central_meridian);
    GridPosition { central_meridian, northing_m, easting_m: easting_m + FALSE_EASTING_M }
}

/// The position `[lon, lat]`, degrees, of a grid position.
pub fn from_grid(grid: GridPosition) -> [f64; 2] {
    inverse((grid.northing_m, grid.easting_m - FALSE_EASTING_M), grid.central_meridian)
}

/// `(northing_m, easting_m)` of `[lon, lat]`, degrees, counted from the central meridian, without the false easting.
pub fn forward([lon, lat]: [f64; 2], central_meridian: f64) -> (f64, f64) {
    let tau = lat.to_radians().tan();
    let tau = conformal_tau(tau);
    let (sin_lon, cos_lon) = (lon - central_meridian).to_radians().sin_cos();
    let xi = tau.atan2(cos_lon);
    let eta = (sin_lon / tau.hypot(cos_lon)).asinh();
    let (mut northing, mut easting) = (xi, eta);
    for (j, coefficient) in ALPHA.iter().enumerate() {
        let k = 2.0 * (j + 1) as f64;
        northing += coefficient * (k * xi).sin() * (k * eta).cosh();
        easting += coefficient * (k * xi).cos() * (k * eta).sinh();
    }
    (RECTIFYING_RADIUS_M * northing, RECTIFYING_RADIUS_M * easting)
}

/// The position `[lon, lat]`, degrees, of `(northing_m, easting_m)` counted from the central meridian.
pub fn inverse((northing_m, easting_m): (f64, f64), central_meridian: f64) -> [f64; 2] {
    let (xi, eta) = (northing_m / RECTIFYING_RADIUS_M, easting_m / RECTIFYING_RADIUS_M);
    let (mut xi_sphere, mut eta_sphere) = (xi, eta);
    for (j, coefficient) in BETA.iter().enumerate() {
        let k = 2.0 * (j + 1) as f64;
        xi_sphere -= coefficient * (k * xi).sin() * (k * eta).cosh();
        eta_sphere -= coefficient * (k * xi).cos() * (k * eta).sinh();
    }
    let sinh_eta = eta_sphere.sinh();
    let (sin_xi, cos_xi) = xi_sphere.sin_cos();
    let lon = central_meridian + sinh_eta.atan2(cos_xi).to_degrees();
    let wanted = sin_xi / sinh_eta.hypot(cos_xi);
    if !wanted.is_finite() {
        return [lon, FRAC_PI_2.copysign(northing_m).to_degrees()];
    }
    [lon, geographic_tau(wanted).atan().to_degrees()]
}

/// First eccentricity.
fn eccentricity() -> f64 {
    (FLATTENING * (2.0 - FLATTENING)).sqrt()
}

/// Tangent of the conformal latitude of the tangent of a latitude (Karney eqs. 7–9).
fn conformal_tau(tau: f64) -> f64 {
    let e = eccentricity();
    let secant = tau.hypot(1.0);
    let sigma = (e * (e * tau / secant).atanh()).sinh();
    tau * sigma.hypot(1.0) - sigma * secant
}

/// The inverse of [`conformal_tau`], by Newton's method (Karney eqs. 19–21): three steps reach the last digit.
fn geographic_tau(wanted: f64) -> f64 {
    let e2 = FLATTENING * (2.0 - FLATTENING);
    let mut tau = wanted;
    for _ in 0..5 {
        let reached = conformal_tau(tau);
        let slope = (1.0 + (1.0 - e2) * tau * tau) / ((1.0 - e2) * tau.hypot(1.0));
        let step = (wanted - reached) / reached.hypot(1.0) * slope;
        tau += step;
        if step.abs() < 1e-15 * tau.hypot(1.0) {
            break;
        }
    }
    tau
}

/// Radius of the circle as long as the meridian ellipse, metres (Karney eq. 14).
const RECTIFYING_RADIUS_M: f64 =
    SEMI_MAJOR_M / (1.0 + N) * (1.0 + N * N / 4.0 + N * N * N * N / 64.0 + N * N * N * N * N * N / 256.0);

const N2: f64 = N * N;
const N3: f64 = N2 * N;
const N4: f64 = N3 * N;
const N5: f64 = N4 * N;
const N6: f64 = N5 * N;

/// Coefficients of the forward series (Karney eq. 35).
const ALPHA: [f64; 6] = [
    N / 2.0 - 2.0 / 3.0 * N2 + 5.0 / 16.0 * N3 + 41.0 / 180.0 * N4 - 127.0 / 288.0 * N5 + 7_891.0 / 37_800.0 * N6,
    13.0 / 48.0 * N2 - 3.0 / 5.0 * N3 + 557.0 / 1_440.0 * N4 + 281.0 / 630.0 * N5 - 1_983_433.0 / 1_935_360.0 * N6,
    61.0 / 240.0 * N3 - 103.0 / 140.0 * N4 + 15_061.0 / 26_880.0 * N5 + 167_603.0 / 181_440.0 * N6,
    49_561.0 / 161_280.0 * N4 - 179.0 / 168.0 * N5 + 6_601_661.0 / 7_257_600.0 * N6,
    34_729.0 / 80_640.0 * N5 - 3_418_889.0 / 1_995_840.0 * N6,
    212_378_941.0 / 319_334_400.0 * N6,
];

/// Coefficients of the inverse series (Karney eq. 36).
const BETA: [f64; 6] = [
    N / 2.0 - 2.0 / 3.0 * N2 + 37.0 / 96.0 * N3 - 1.0 / 360.0 * N4 - 81.0 / 512.0 * N5 + 96_199.0 / 604_800.0 * N6,
    1.0 / 48.0 * N2 + 1.0 / 15.0 * N3 - 437.0 / 1_440.0 * N4 + 46.0 / 105.0 * N5 - 1_118_711.0 / 3_870_720.0 * N6,
    17.0 / 480.0 * N3 - 37.0 / 840.0 * N4 - 209.0 / 4_480.0 * N5 + 5_569.0 / 90_720.0 * N6,
    4_397.0 / 161_280.0 * N4 - 11.0 / 504.0 * N5 - 830_251.0 / 7_257_600.0 * N6,
    4_583.0 / 161_280.0 * N5 - 108_847.0 / 3_991_680.0 * N6,
    20_648_693.0 / 638_668_800.0 * N6,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_proj_and_comes_back() {
        // EPSG:4490 to EPSG:4549, computed with PROJ 9 (pyproj 3.7): lon, lat, easting, northing.
        let cases = [
            [121.4737, 31.2304, 640_412.315_04, 3_457_455.488_58],
            [120.0, 31.0, 500_000.0, 3_430_974.323_41],
            [118.6, 39.9, 380_272.252_64, 4_419_364.046_15],
            [121.4999, 18.0, 658_861.663_17, 1_991_624.595_58],
            [120.0, 53.5, 500_000.0, 5_930_265.860_26],
            [121.45, 0.0, 661_430.610_32, 0.0],
        ];
        for [lon, lat, easting_m, northing_m] in cases {
            let grid = to_grid([lon, lat]);
            assert_eq!(grid.central_meridian, 120.0);
            assert!((grid.easting_m - easting_m).abs() < 2e-5 && (grid.northing_m - northing_m).abs() < 2e-5, "{grid:?}");
            let [back_lon, back_lat] = from_grid(grid);
            assert!((back_lon - lon).abs() < 1e-11 && (back_lat - lat).abs() < 1e-11, "{back_lon} {back_lat}");
        }
    }

    #[test]
    fn the_zone_follows_the_longitude() {
        // EPSG:4490 to EPSG:4547 (114°E) in Wuhan, computed with PROJ 9.
        assert_eq!(central_meridian(121.5001), 123.0);
        let grid = to_grid([114.3, 30.6]);
        assert_eq!(grid.central_meridian, 114.0);
        assert!((grid.easting_m - 528_770.237_26).abs() < 2e-5 && (grid.northing_m - 3_386_666.250_56).abs() < 2e-5);
    }
}
