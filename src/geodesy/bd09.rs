//! BD-09, the datum of Baidu's maps: GCJ-02 moved once more, by about a kilometre. Refuses places outside China, which it leaves
//! as they are, and Baidu's own metres.
//!
//! The formula is the one that all open libraries share; see `gcj02`.

use std::f64::consts::PI;

use super::gcj02;

/// Waves a radian of the small disturbance in the formula.
const WAVE: f64 = PI * 3000.0 / 180.0;
/// What is added at the end, degrees east and north.
const OFFSET: [f64; 2] = [0.0065, 0.006];

/// BD-09 `[lon, lat]` of a position in degrees WGS84.
pub fn from_wgs84(position: [f64; 2]) -> [f64; 2] {
    from_gcj02(gcj02::from_wgs84(position))
}

/// Degrees WGS84 of a BD-09 position, to the last digits of an `f64`.
pub fn to_wgs84(position: [f64; 2]) -> [f64; 2] {
    gcj02::to_wgs84(to_gcj02(position))
}

/// BD-09 of a GCJ-02 position.
pub fn from_gcj02(position: [f64; 2]) -> [f64; 2] {
    if gcj02::is_in_china(position) { shifted(position) } else { position }
}

/// GCJ-02 of a BD-09 position: the exact inverse of [`from_gcj02`], by fixed-point iteration. Libraries stop at its first guess,
/// which is some centimetres off.
pub fn to_gcj02(position: [f64; 2]) -> [f64; 2] {
    if !gcj02::is_in_china(position) {
        return position;
    }
    let mut found = to_gcj02_roughly(position, WAVE);
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

fn shifted([x, y]: [f64; 2]) -> [f64; 2] {
    let radius = x.hypot(y) + 0.000_02 * (y * WAVE).sin();
    let angle = y.atan2(x) + 0.000_003 * (x * WAVE).cos();
    let (sin, cos) = angle.sin_cos();
    [radius * cos + OFFSET[0], radius * sin + OFFSET[1]]
}

fn to_gcj02_roughly(position: [f64; 2], wave: f64) -> [f64; 2] {
    let [x, y] = [position[0] - OFFSET[0], position[1] - OFFSET[1]];
    let radius = x.hypot(y) - 0.000_02 * (y * wave).sin();
    let angle = y.atan2(x) - 0.000_003 * (x * wave).cos();
    let (sin, cos) = angle.sin_cos();
    [radius * cos, radius * sin]
}

#[cfg(test)]
mod tests {
    use super::super::vector_tests::{agrees, grid, reference};
    use super::*;

    #[test]
    fn agrees_with_the_vectors_of_other_libraries() {
        for vector in reference() {
            let found = match vector.operation.as_str() {
                "bd09_to_gcj02" => to_gcj02_roughly(vector.input, WAVE),
                "bd09_to_wgs84_approx" => {
                    // The library of this vector waves π a radian, not 3000 π / 180: 9 m away from all others, the grid included.
                    let [lon, lat] = to_gcj02_roughly(vector.input, PI);
                    let [there_lon, there_lat] = gcj02::from_wgs84([lon, lat]);
                    [2.0 * lon - there_lon, 2.0 * lat - there_lat]
                }
                _ => continue,
            };
            assert!(agrees(found, &vector), "{}: {found:?}", vector.id);
        }
    }

    #[test]
    fn the_inverse_is_exact_all_over_china() {
        for [wgs84, gcj02, bd09] in grid() {
            let near = |a: [f64; 2], b: [f64; 2]| (a[0] - b[0]).abs() < 1e-9 && (a[1] - b[1]).abs() < 1e-9;
            assert!(near(from_gcj02(gcj02), bd09) && near(from_wgs84(wgs84), bd09), "{wgs84:?}");
            assert!(near(to_gcj02(bd09), gcj02) && near(to_wgs84(bd09), wgs84), "{bd09:?}");
        }
        for lon in 74..135 {
            for lat in 4..54 {
                let there = [f64::from(lon) + 0.37, f64::from(lat) + 0.61];
                let [back_lon, back_lat] = to_wgs84(from_wgs84(there));
                assert!((back_lon - there[0]).abs() < 1e-12 && (back_lat - there[1]).abs() < 1e-12, "{there:?}");
            }
        }
    }
}
