//! Lengths and areas on the WGS84 ellipsoid by geodesics (Karney 2013). Refuses speed: for distances within a few hundred
//! metres there is `local`.

use geo::{Coord, Distance, Geodesic, GeodesicArea, LineString, Point, Polygon};

use crate::domain::{Geometries, PartKind};

/// Distance of two positions `[lon, lat]`, metres.
pub fn distance_m(from: [f64; 2], to: [f64; 2]) -> f64 {
    Geodesic.distance(Point::from(from), Point::from(to))
}

/// Length of a line through positions `[lon, lat]`, metres; 0 with fewer than two.
pub fn length_m(line: &[[f64; 2]]) -> f64 {
    line.windows(2).map(|leg| distance_m(leg[0], leg[1])).sum()
}

/// Area of a polygon, m²: its first ring is the shell, the others are holes. Rings of positions `[lon, lat]`, closed or not,
/// wound either way, smaller than half the earth. 0 without a ring of three positions.
pub fn area_m2(rings: &[&[[f64; 2]]]) -> f64 {
    let Some((shell, holes)) = rings.split_first() else { return 0.0 };
    (ring_area_m2(shell) - holes.iter().map(|hole| ring_area_m2(hole)).sum::<f64>()).max(0.0)
}

/// Area of all polygons of a feature, m².
pub fn feature_area_m2(geometries: &Geometries, feature: usize) -> f64 {
    let polygons = geometries.parts(feature).filter(|&part| geometries.part_kind(part) == PartKind::Polygon);
    let areas = polygons.map(|part| {
        let rings: Vec<_> = geometries.rings(part).map(|ring| geometries.ring(ring)).collect();
        area_m2(&rings)
    });
    areas.sum()
}

fn ring_area_m2(ring: &[[f64; 2]]) -> f64 {
    let ring: Vec<Coord> = ring.iter().map(|&[x, y]| Coord { x, y }).collect();
    Polygon::new(LineString::new(ring), Vec::new()).geodesic_area_signed().abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    // Every figure below was computed with PROJ 9 (pyproj.Geod, WGS84).

    #[test]
    fn lengths_agree_with_proj() {
        assert!((distance_m([121.44, 31.22], [121.47, 31.31]) - 10_379.650_767).abs() < 1e-3);
        let line = [[121.44, 31.22], [121.46, 31.24], [121.47, 31.23]];
        assert!((length_m(&line) - 4_385.522_974).abs() < 1e-3);
        assert_eq!(length_m(&line[..1]), 0.0);
    }

    #[test]
    fn holes_are_taken_off_whichever_way_they_wind() {
        let shell = [[121.44, 31.22], [121.46, 31.22], [121.46, 31.24], [121.44, 31.24], [121.44, 31.22]];
        let hole = [[121.445, 31.225], [121.446, 31.225], [121.446, 31.226], [121.445, 31.226]];
        let mut reversed = hole;
        reversed.reverse();
        let expected = 4_225_353.915_4 - 10_563.878_0;
        assert!((area_m2(&[&shell, &hole]) - expected).abs() < 1e-2);
        assert!((area_m2(&[&shell, &reversed]) - expected).abs() < 1e-2);
        assert_eq!(area_m2(&[]), 0.0);
    }
}
