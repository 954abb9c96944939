//! Squares that stand for what is less than a pixel. Refuses lines: a line shorter than a pixel is not missed.

use std::ops::Range;

use super::order::{Placed, middle_of_cell};
use super::{Cell, LEVELS};

/// The cells of a chunk for all levels, one level after the other, and where each level's are. `features` in order of place.
pub fn gather(features: &[Placed], origin_in_mercator: [f64; 2]) -> (Vec<Cell>, [Range<u32>; LEVELS]) {
    let mut cells: Vec<Cell> = Vec::new();
    let ranges = std::array::from_fn(|level| {
        let start = cells.len() as u32;
        let edge_m2 = (1u64 << (2 * level)) as f32;
        let (mut code, mut greatest_m2) = (u64::MAX, 0.0);
        for feature in features.iter().filter(|feature| feature.area_m2 > 0.0 && feature.size_m2 < edge_m2) {
            let here = feature.morton >> (2 * level);
            match cells.last_mut() {
                Some(cell) if code == here => {
                    cell.coverage += feature.area_m2 / edge_m2;
                    if feature.area_m2 > greatest_m2 {
                        (cell.row, greatest_m2) = (feature.row, feature.area_m2);
                    }
                }
                _ => {
                    let middle = middle_of_cell(feature.morton, level);
                    let pos_from_origin = [0, 1].map(|axis| (middle[axis] - origin_in_mercator[axis]) as f32);
                    cells.push(Cell { pos_from_origin, row: feature.row, coverage: feature.area_m2 / edge_m2 });
                    (code, greatest_m2) = (here, feature.area_m2);
                }
            }
        }
        for cell in &mut cells[start as usize..] {
            cell.coverage = cell.coverage.min(1.0);
        }
        start..cells.len() as u32
    });
    cells.shrink_to_fit();
    (cells, ranges)
}
