//! Which features stand together in a chunk, and how great each is. Refuses to touch single vertices twice.

use std::ops::Range;

use crate::domain::{Geometries, PartKind};
use crate::geodesy::mercator;

/// Vertices a chunk holds at most, unless one feature alone has more. Half of what 16-bit indices reach: finer culling costs
/// little, and drawing less of what is out of sight pays.
const MAX_VERTICES: u32 = 32_000;
/// Half the edge of the square of Web Mercator, metres.
const HALF_WORLD_M: f64 = 20_037_508.342_789_244;
const METRES_A_DEGREE: f64 = HALF_WORLD_M / 180.0;

/// A feature with lines or polygons, before it is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Placed {
    /// Morton code of its centre in steps of one Web Mercator metre.
    pub morton: u64,
    /// Its row.
    pub row: u32,
    /// Stream vertices it takes at most.
    pub vertex_count: u32,
    /// How great it looks, Web Mercator m²: its area, or that of a stroke a quarter as thick as it is long.
    pub size_m2: f32,
    /// What its polygons cover, Web Mercator m².
    pub area_m2: f32,
}

/// All features with lines or polygons, in order of place (Morton code, then row).
pub fn by_place(geometries: &Geometries, threads: usize) -> Vec<Placed> {
    let rows = geometries.len();
    let share = rows.div_ceil(threads.max(1)).max(4_096);
    let ranges: Vec<_> = (0..rows).step_by(share).map(|start| start..(start + share).min(rows)).collect();
    let sorted_share = |range: Range<usize>| {
        let mut placed: Vec<_> = range.filter_map(|row| place(geometries, row)).collect();
        placed.sort_unstable_by_key(|feature| (feature.morton, feature.row));
        placed
    };
    if ranges.len() < 2 {
        return ranges.into_iter().flat_map(sorted_share).collect();
    }
    let mut all: Vec<Placed> = std::thread::scope(|scope| {
        let parts: Vec<_> = ranges.into_iter().map(|range| scope.spawn(|| sorted_share(range))).collect();
        parts.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
    });
    // The stable sort merges the sorted shares in one pass.
    all.sort_by_key(|feature| (feature.morton, feature.row));
    all
}

/// Splits features in order of place into runs of at most so many vertices.
pub fn chunk_runs(features: &[Placed]) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let (mut start, mut vertices) = (0, 0u32);
    for (at, feature) in features.iter().enumerate() {
        if at > start && vertices.saturating_add(feature.vertex_count) > MAX_VERTICES {
            runs.push(start..at);
            (start, vertices) = (at, 0);
        }
        vertices = vertices.saturating_add(feature.vertex_count);
    }
    if start < features.len() {
        runs.push(start..features.len());
    }
    runs
}

/// The middle of the square of one Morton code at a level (edge 2^level metres), Web Mercator metres.
pub fn middle_of_cell(morton: u64, level: usize) -> [f64; 2] {
    let edge = (1u64 << level) as f64;
    let code = morton >> (2 * level);
    let middle = |cell: u32| (f64::from(cell) + 0.5) * edge - HALF_WORLD_M;
    [middle(every_second_bit(code)), middle(every_second_bit(code >> 1))]
}

/// Measures a feature in degrees, which spares projecting each vertex twice; `None` when it has neither lines nor polygons.
fn place(geometries: &Geometries, row: usize) -> Option<Placed> {
    let mut vertex_count = 0u32;
    let mut area_deg2 = 0.0;
    let [mut west, mut south, mut east, mut north] = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    for part in geometries.parts(row) {
        let kind = geometries.part_kind(part);
        if kind == PartKind::Point {
            continue;
        }
        for (ring_of_part, ring) in geometries.rings(part).enumerate() {
            let ring = geometries.ring(ring);
            vertex_count += ring.len() as u32 + 3;
            let Some(&[first_x, first_y]) = ring.first() else { continue };
            let mut doubled = 0.0;
            let [mut before_x, mut before_y] = [0.0, 0.0];
            for &[lon, lat] in ring {
                west = west.min(lon);
                south = south.min(lat);
                east = east.max(lon);
                north = north.max(lat);
                let [x, y] = [lon - first_x, lat - first_y];
                doubled += before_x * y - x * before_y;
                [before_x, before_y] = [x, y];
            }
            if kind == PartKind::Polygon {
                area_deg2 += if ring_of_part == 0 { doubled.abs() } else { -doubled.abs() } / 2.0;
            }
        }
    }
    if vertex_count == 0 || !(east - west).is_finite() || !(north - south).is_finite() {
        return None;
    }
    // Web Mercator stretches latitudes by 1 / cos(latitude); longitudes not at all.
    let stretch = 1.0 / ((south + north) / 2.0).clamp(-mercator::MAX_LAT, mercator::MAX_LAT).to_radians().cos();
    let [width, height] = [(east - west) * METRES_A_DEGREE, (north - south) * METRES_A_DEGREE * stretch];
    let area_m2 = area_deg2.max(0.0) * METRES_A_DEGREE * METRES_A_DEGREE * stretch;
    let diagonal_m2 = width * width + height * height;
    // A line counts by its length alone; a long thin polygon by its length, too, so that a river does not become a dot.
    let by_length = if area_m2 > 0.0 { diagonal_m2 / 16.0 } else { diagonal_m2 * 4.0 };
    let centre = mercator::from_lon_lat([(west + east) / 2.0, (south + north) / 2.0]);
    Some(Placed {
        morton: morton(centre),
        row: row as u32,
        vertex_count,
        size_m2: area_m2.max(by_length) as f32,
        area_m2: area_m2 as f32,
    })
}

fn morton([x, y]: [f64; 2]) -> u64 {
    let step = |value: f64| (value + HALF_WORLD_M).clamp(0.0, 2.0 * HALF_WORLD_M) as u32;
    spread(step(x)) | spread(step(y)) << 1
}

/// Puts a zero bit between each two bits.
fn spread(value: u32) -> u64 {
    let mut bits = u64::from(value);
    bits = (bits | bits << 16) & 0x0000_FFFF_0000_FFFF;
    bits = (bits | bits << 8) & 0x00FF_00FF_00FF_00FF;
    bits = (bits | bits << 4) & 0x0F0F_0F0F_0F0F_0F0F;
    bits = (bits | bits << 2) & 0x3333_3333_3333_3333;
    (bits | bits << 1) & 0x5555_5555_5555_5555
}

/// The inverse of [`spread`].
fn every_second_bit(code: u64) -> u32 {
    let mut bits = code & 0x5555_5555_5555_5555;
    bits = (bits | bits >> 1) & 0x3333_3333_3333_3333;
    bits = (bits | bits >> 2) & 0x0F0F_0F0F_0F0F_0F0F;
    bits = (bits | bits >> 4) & 0x00FF_00FF_00FF_00FF;
    bits = (bits | bits >> 8) & 0x0000_FFFF_0000_FFFF;
    (bits | bits >> 16) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_the_place_it_was_made_of() {
        let place = [13_519_123.4, 3_660_987.6];
        for level in [0, 5, 12] {
            let middle = middle_of_cell(morton(place), level);
            let half = (1u64 << level) as f64 / 2.0;
            assert!((0..2).all(|axis| (middle[axis] - place[axis]).abs() <= half + 1e-6), "{level}: {middle:?}");
        }
    }
}
