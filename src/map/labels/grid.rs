//! Where the view is taken: boxes in cells of the screen, so that a new one meets only its neighbours. Refuses turned boxes;
//! [`boxes_of`] covers them with upright ones.

use super::TextRun;

/// Edge of a cell, points.
const CELL_PT: f32 = 32.0;

/// The boxes taken so far.
pub(super) struct Grid {
    size: [f32; 2],
    gap: f32,
    columns: usize,
    cells: Vec<Vec<u32>>,
    boxes: Vec<[f32; 4]>,
}

impl Grid {
    /// An empty view of a size, points; boxes keep a gap from one another.
    pub fn new(size_pt: [f64; 2], gap: f32) -> Self {
        let size = size_pt.map(|edge| edge.clamp(1.0, 20_000.0) as f32);
        let [columns, rows] = size.map(|edge| (edge / CELL_PT).ceil() as usize);
        Self { size, gap, columns, cells: vec![Vec::new(); columns * rows], boxes: Vec::new() }
    }

    /// True when a box lies in the view and meets none that is taken.
    pub fn is_free(&self, [left, top, right, bottom]: [f32; 4]) -> bool {
        if left < self.gap || top < self.gap || right > self.size[0] - self.gap || bottom > self.size[1] - self.gap {
            return false;
        }
        let wide = [left - self.gap, top - self.gap, right + self.gap, bottom + self.gap];
        self.cells_of(wide).all(|cell| self.cells[cell].iter().all(|&at| !overlap(wide, self.boxes[at as usize])))
    }

    /// Takes a box.
    pub fn take(&mut self, rect: [f32; 4]) {
        let at = self.boxes.len() as u32;
        self.boxes.push(rect);
        for cell in self.cells_of(rect).collect::<Vec<_>>() {
            self.cells[cell].push(at);
        }
    }

    fn cells_of(&self, [left, top, right, bottom]: [f32; 4]) -> impl Iterator<Item = usize> + use<> {
        let columns = self.columns;
        let rows = self.cells.len().checked_div(columns).unwrap_or(0);
        let range = |low: f32, high: f32, count: usize| {
            let first = (low / CELL_PT).max(0.0) as usize;
            let end = ((high / CELL_PT).max(0.0) as usize + 1).min(count);
            first.min(end)..end
        };
        let across = range(left, right, columns);
        range(top, bottom, rows).flat_map(move |row| across.clone().map(move |column| row * columns + column))
    }
}

fn overlap(a: [f32; 4], b: [f32; 4]) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

/// Upright boxes that cover a run: one when it is upright itself, else one about as long as it is high after the other.
pub(super) fn boxes_of(run: &TextRun) -> impl Iterator<Item = [f32; 4]> + use<> {
    let ([x, y], [width, height]) = (run.centre_pt, run.size_pt);
    let (sin, cos) = run.angle.sin_cos();
    let pieces = if run.angle.abs() < 1e-3 { 1 } else { (width / height.max(1.0)).ceil().max(1.0) as usize };
    let long = width / pieces as f32;
    let half = [(long * cos.abs() + height * sin.abs()) / 2.0, (long * sin.abs() + height * cos.abs()) / 2.0];
    (0..pieces).map(move |piece| {
        let along = (piece as f32 + 0.5) * long - width / 2.0;
        let (cx, cy) = (x + along * cos, y + along * sin);
        [cx - half[0], cy - half[1], cx + half[0], cy + half[1]]
    })
}
