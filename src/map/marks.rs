//! Marks as they are drawn at a scale: one a record when one is near, one a cell of the map when many would cover one another.
//! Refuses marks out of view.

use std::collections::HashMap;

use super::camera::Camera;
use super::scene::{Mark, MarkLayer};

/// From so many metres a point on, marks gather.
pub const GATHERS_FROM_M: f64 = 8.0;
/// About the edge of a gathering cell, points.
const CELL_PT: f64 = 17.0;
/// Radius of a mark that stands for one record among gathered ones, and the greatest, points.
const RADII_PT: [f32; 2] = [2.0, 4.6];
/// The number of records that has the greatest radius.
const FULL_COUNT: f32 = 30.0;
/// The number of shapes.
const SHAPES: usize = 7;

/// The marks of a layer in a view of `size_pt` points, in order. Where they gather, each cell of the ground has one mark: the
/// shape most of its records have, in their middle, with the count of all. The cells are fixed to the ground and double with
/// the scale, so that marks stand still while the map is moved.
pub fn gather(layer: &MarkLayer, camera: &Camera, size_pt: [f64; 2]) -> Vec<Mark> {
    let metres_per_pt = camera.metres_per_pt();
    if metres_per_pt >= layer.max_metres_per_pt || layer.opacity <= 0.0 {
        return Vec::new();
    }
    let gathers = layer.gathers && metres_per_pt >= GATHERS_FROM_M;
    if !gathers {
        let greatest_pt = layer.marks.iter().fold(0.0, |greatest: f32, mark| greatest.max(mark.radius_pt));
        let view = widened(camera.bounds_in_mercator(size_pt), 2.0 * f64::from(greatest_pt) * camera.mercator_per_pt);
        return layer.marks.iter().filter(|mark| contains(view, mark.pos_in_mercator)).copied().collect();
    }
    let edge = (CELL_PT * camera.mercator_per_pt).log2().round().exp2();
    let view = whole_cells(camera.bounds_in_mercator(size_pt), edge);
    let mut cells: HashMap<[i64; 2], Cell> = HashMap::new();
    for mark in layer.marks.iter().filter(|mark| contains(view, mark.pos_in_mercator)) {
        let cell = mark.pos_in_mercator.map(|at| (at / edge).floor() as i64);
        cells.entry(cell).or_default().add(mark);
    }
    let mut cells: Vec<_> = cells.into_iter().collect();
    cells.sort_by_key(|(cell, _)| *cell);
    cells.into_iter().filter_map(|(_, cell)| cell.mark()).collect()
}

/// The records of one cell, by shape.
#[derive(Default)]
struct Cell {
    count: u32,
    row: Option<u32>,
    by_shape: [Option<Same>; SHAPES],
}

/// Marks of one shape in a cell: how many, the sum of their places, how they look.
struct Same {
    count: u32,
    sum: [f64; 2],
    like: Mark,
}

impl Cell {
    fn add(&mut self, mark: &Mark) {
        self.row = if self.count == 0 { mark.row } else { None };
        self.count += mark.count;
        let same = self.by_shape[mark.shape as usize].get_or_insert(Same { count: 0, sum: [0.0; 2], like: *mark });
        same.count += mark.count;
        for axis in 0..2 {
            same.sum[axis] += mark.pos_in_mercator[axis] * f64::from(mark.count);
        }
    }

    /// The cell's mark; of shapes that are as many, the first in the order of the legend.
    fn mark(self) -> Option<Mark> {
        let most = self.by_shape.iter().flatten().map(|same| same.count).max()?;
        let Same { count, sum, like } = self.by_shape.into_iter().flatten().find(|same| same.count == most)?;
        let share = ((self.count.saturating_sub(1)) as f32 / (FULL_COUNT - 1.0)).sqrt().min(1.0);
        Some(Mark {
            pos_in_mercator: sum.map(|sum| sum / f64::from(count)),
            radius_pt: RADII_PT[0] + share * (RADII_PT[1] - RADII_PT[0]),
            count: self.count,
            row: self.row,
            ..like
        })
    }
}

fn widened([west, south, east, north]: [f64; 4], by: f64) -> [f64; 4] {
    [west - by, south - by, east + by, north + by]
}

/// The bounds of all cells that a view touches, and one more cell on each side for marks whose middle lies beyond the edge.
fn whole_cells([west, south, east, north]: [f64; 4], edge: f64) -> [f64; 4] {
    let down = |at: f64| ((at / edge).floor() - 1.0) * edge;
    let up = |at: f64| ((at / edge).floor() + 2.0) * edge;
    [down(west), down(south), up(east), up(north)]
}

/// True in the half-open box, so that a record on the edge of two cells is in one.
fn contains([west, south, east, north]: [f64; 4], [x, y]: [f64; 2]) -> bool {
    west <= x && x < east && south <= y && y < north
}
