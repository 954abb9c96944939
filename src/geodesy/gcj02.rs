//! GCJ-02, the datum of Chinese web maps: WGS84 moved by some hundred metres that vary from place to place. Refuses places
//! outside China, which it leaves as they are.
//!
//! The formula is not official. It is the one that all open libraries share (eviltransform, coordtransform, prcoords: they agree
//! to 1.3e-7 degree); the ellipsoid in it is Krassovsky's.

use std::f64::consts::PI;

/// Semi-major axis of Krassovsky's ellipsoid, metres.
const KRASSOVSKY_M: f64 = 6_378_245.0;
/// Square of its first eccentricity, to as many digits as the libraries have.
const ECCENTRICITY2: f64 = 0.006_693_421_622_965_943;

/// GCJ-02 `[lon, lat]` of a position in degrees WGS84.
pub fn from_wgs84(position: [f64; 2]) -> [f64; 2] {
    if is_in_china(position) { shifted(position) } else { position }
}

/// Degrees WGS84 of a GCJ-02 position, to the last digits of an `f64`: fixed-point iteration, each step of which makes the error
/// some four hundred times smaller.
pub fn to_wgs84(position: [f64; 2]) -> [f64; 2] {
    if !is_in_china(position) {
        return position;
    }
    let mut found = to_wgs84_roughly(position);
    for _ in 0..8 {
        let reached = shifted(found);
        let miss = [reached[0] - position[0], reached[1] - position[1]];
        found = [found[0] - miss[0], found[1] - miss[1]];
        if miss[0].abs() + miss[1].abs() < 1e-13 {
            break;
        }
    }
    found
}

/// The inverse as web maps usually take it, with the shift of the wrong end: a metre or two off. The first step of [`to_wgs84`].
fn to_wgs84_roughly(position: [f64; 2]) -> [f64; 2] {
    let there = shifted(position);
    [2.0 * position[0] - there[0], 2.0 * position[1] - there[1]]
}

/// The box within which positions are moved.
pub(super) fn is_in_china([lon, lat]: [f64; 2]) -> bool {
    (72.004..=137.8347).contains(&lon) && (0.8293..=55.8271).contains(&lat)
}

fn shifted([lon, lat]: [f64; 2]) -> [f64; 2] {
    let (x, y) = (lon - 105.0, lat - 35.0);
    let short_waves = 20.0 * (6.0 * x * PI).sin() + 20.0 * (2.0 * x * PI).sin();
    let waves_north =
        20.0 * (y * PI).sin() + 40.0 * (y / 3.0 * PI).sin() + 160.0 * (y / 12.0 * PI).sin() + 320.0 * (y / 30.0 * PI).sin();
    let waves_east =
        20.0 * (x * PI).sin() + 40.0 * (x / 3.0 * PI).sin() + 150.0 * (x / 12.0 * PI).sin() + 300.0 * (x / 30.0 * PI).sin();
    let north_m =
        -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * x.abs().sqrt() + (short_waves + waves_north) * 2.0 / 3.0;
    let east_m = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * x.abs().sqrt() + (short_waves + waves_east) * 2.0 / 3.0;
    let (sin, cos) = lat.to_radians().sin_cos();
    let w2 = 1.0 - ECCENTRICITY2 * sin * sin;
    let w = w2.sqrt();
    let meridian_m = KRASSOVSKY_M * (1.0 - ECCENTRICITY2) / (w2 * w);
    let parallel_m = KRASSOVSKY_M / w * cos;
    [lon + (east_m / parallel_m).to_degrees(), lat + (north_m / meridian_m).to_degrees()]
}

#[cfg(test)]
mod tests {
    use super::super::vector_tests::{agrees, grid, reference};
    use super::*;

    #[test]
    fn agrees_with_the_vectors_of_other_libraries() {
        for vector in reference() {
            let found = match vector.operation.as_str() {
                "wgs84_to_gcj02" => from_wgs84(vector.input),
                "gcj02_to_wgs84_exact" => to_wgs84(vector.input),
                "gcj02_to_wgs84_approx" => to_wgs84_roughly(vector.input),
                _ => continue,
            };
            assert!(agrees(found, &vector), "{}: {found:?}", vector.id);
        }
    }

    #[test]
    fn the_inverse_is_exact_all_over_china() {
        for [wgs84, gcj02, _] in grid() {
            let [lon, lat] = from_wgs84(wgs84);
            assert!((lon - gcj02[0]).abs() < 1e-9 && (lat - gcj02[1]).abs() < 1e-9, "{wgs84:?}");
            let [lon, lat] = to_wgs84(gcj02);
            assert!((lon - wgs84[0]).abs() < 1e-9 && (lat - wgs84[1]).abs() < 1e-9, "{gcj02:?}");
        }
        for lon in 74..135 {
            for lat in 4..54 {
                let there = [f64::from(lon) + 0.37, f64::from(lat) + 0.61];
                let [back_lon, back_lat] = to_wgs84(from_wgs84(there));
                assert!((back_lon - there[0]).abs() < 1e-12 && (back_lat - there[1]).abs() < 1e-12, "{there:?}");
            }
        }
    }

    #[test]
    fn numbers_that_are_none_do_no_harm() {
        assert_eq!(to_wgs84([f64::NAN, 31.0])[1], 31.0);
        assert_eq!(to_wgs84([2.35, 48.85]), [2.35, 48.85]);
    }
}
