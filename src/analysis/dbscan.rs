//! DBSCAN (Ester et al. 1996) on a grid of cells of eps/√2, after Gunawan 2013: points of one cell are always neighbours, so
//! that dense places cost no distances. Refuses coordinates that are not metres in a plane.
//!
//! Deterministic: clusters are numbered by their first core point in the order of the points, and a border point that several
//! clusters reach goes to the first of them. That is what the textbook algorithm gives when it visits points in that order.

/// The cluster of each point; `None` is noise. Two points are neighbours at a distance of at most `eps`; a point with
/// `min_points` neighbours, itself counted, is a core point.
///
/// ```
/// use yuantu::analysis::dbscan::dbscan;
///
/// let points = [[0.0, 0.0], [5.0, 0.0], [0.0, 5.0], [90.0, 90.0]];
/// assert_eq!(dbscan(&points, 10.0, 3), [Some(0), Some(0), Some(0), None]);
/// ```
pub fn dbscan(points: &[[f64; 2]], eps: f64, min_points: usize) -> Vec<Option<u32>> {
    if !(eps > 0.0 && eps.is_finite()) || points.is_empty() {
        return vec![None; points.len()];
    }
    let grid = Grid::new(points, eps);
    let cores = grid.core_points(min_points);
    let mut sets = Sets::new(grid.cells.len());
    // Cells that touch first: most of those two apart are then together already, without looking at their points.
    for reach in [1, 2] {
        grid.unite(&cores, &mut sets, reach);
    }
    grid.label(&cores, &mut sets)
}

/// The points sorted into cells, row of cells by row of cells.
struct Grid {
    eps2: f64,
    /// Points in cell order, and the place of each in the caller's order.
    points: Vec<[f64; 2]>,
    original: Vec<u32>,
    cells: Vec<Cell>,
}

struct Cell {
    x: i64,
    y: i64,
    /// Points of the cell, as a range of `Grid::points`.
    start: u32,
    end: u32,
    /// By row of cells, −2 to 2: cells within two columns of this one, as a range of `Grid::cells`.
    around: [(u32, u32); 5],
}

impl Grid {
    fn new(points: &[[f64; 2]], eps: f64) -> Self {
        // Smaller by a hair, so that rounding never puts points farther apart than eps into one cell.
        let side = eps * std::f64::consts::FRAC_1_SQRT_2 * (1.0 - 1e-12);
        let low = points.iter().fold([f64::INFINITY; 2], |low, p| [low[0].min(p[0]), low[1].min(p[1])]);
        let cell_of = |p: &[f64; 2]| (((p[1] - low[1]) / side) as i64, ((p[0] - low[0]) / side) as i64);
        let mut order: Vec<((i64, i64), u32)> = points.iter().zip(0..).map(|(point, i)| (cell_of(point), i)).collect();
        order.sort_unstable();
        let mut cells: Vec<Cell> = Vec::new();
        for (i, &((y, x), _)) in order.iter().enumerate() {
            match cells.last_mut() {
                Some(cell) if (cell.y, cell.x) == (y, x) => cell.end += 1,
                _ => cells.push(Cell { x, y, start: i as u32, end: i as u32 + 1, around: [(0, 0); 5] }),
            }
        }
        find_around(&mut cells);
        let original: Vec<u32> = order.iter().map(|&(_, i)| i).collect();
        let points = original.iter().map(|&i| points[i as usize]).collect();
        Self { eps2: eps * eps, points, original, cells }
    }

    /// Which points, in cell order, are core points.
    fn core_points(&self, min_points: usize) -> Vec<bool> {
        let mut cores = vec![false; self.points.len()];
        for cell in &self.cells {
            let own = cell.start as usize..cell.end as usize;
            if own.len() >= min_points {
                cores[own].fill(true);
                continue;
            }
            for p in own {
                let mut count = 0;
                cores[p] = self.runs(cell).any(|run| {
                    let room = min_points - count;
                    count += run.filter(|&q| self.are_near(p, q)).take(room).count();
                    count >= min_points
                });
            }
        }
        cores
    }

    /// Unites the cells within `reach` rows and columns of each other that have a pair of core points in eps.
    fn unite(&self, cores: &[bool], sets: &mut Sets, reach: i64) {
        for (i, cell) in self.cells.iter().enumerate() {
            // Only cells before this one: each pair comes once.
            for (dy, &(from, to)) in (-2_i64..=0).zip(&cell.around[..3]) {
                for j in (from as usize..to as usize).take_while(|&j| j < i) {
                    let other = &self.cells[j];
                    let is_due = dy.abs().max((other.x - cell.x).abs()) == reach;
                    if is_due && sets.root(i) != sets.root(j) && self.cores_meet(cores, cell, other) {
                        sets.unite(i, j);
                    }
                }
            }
        }
    }

    fn cores_meet(&self, cores: &[bool], a: &Cell, b: &Cell) -> bool {
        let of = |cell: &Cell| (cell.start as usize..cell.end as usize).filter(|&p| cores[p]);
        let bounds = of(b).fold(None, |bounds: Option<[f64; 4]>, q| {
            let [x, y] = self.points[q];
            let [west, south, east, north] = bounds.unwrap_or([x, y, x, y]);
            Some([west.min(x), south.min(y), east.max(x), north.max(y)])
        });
        let Some([west, south, east, north]) = bounds else { return false };
        let may_reach = |&p: &usize| {
            let [x, y] = self.points[p];
            distance2([x, y], [x.clamp(west, east), y.clamp(south, north)]) <= self.eps2
        };
        of(a).filter(may_reach).any(|p| of(b).any(|q| self.are_near(p, q)))
    }

    fn label(&self, cores: &[bool], sets: &mut Sets) -> Vec<Option<u32>> {
        // The first core point of each set of cells, then its rank among them.
        let mut first = vec![u32::MAX; self.cells.len()];
        for (i, cell) in self.cells.iter().enumerate() {
            let root = sets.root(i);
            let least = (cell.start as usize..cell.end as usize).filter(|&p| cores[p]).map(|p| self.original[p]).min();
            first[root] = first[root].min(least.unwrap_or(u32::MAX));
        }
        let mut ranked: Vec<(u32, usize)> = first.iter().copied().zip(0..).filter(|&(row, _)| row != u32::MAX).collect();
        ranked.sort_unstable();
        let mut number = vec![u32::MAX; self.cells.len()];
        for (rank, &(_, root)) in ranked.iter().enumerate() {
            number[root] = rank as u32;
        }
        let of_cell: Vec<u32> = (0..self.cells.len()).map(|i| number[sets.root(i)]).collect();

        let mut labels = vec![None; self.points.len()];
        for (i, cell) in self.cells.iter().enumerate() {
            for p in cell.start as usize..cell.end as usize {
                let label = if cores[p] { Some(of_cell[i]) } else { self.label_of_border(cores, &of_cell, cell, p) };
                labels[self.original[p] as usize] = label;
            }
        }
        labels
    }

    /// The first cluster with a core point in reach.
    fn label_of_border(&self, cores: &[bool], of_cell: &[u32], cell: &Cell, p: usize) -> Option<u32> {
        let around = cell.around.iter().flat_map(|&(from, to)| from as usize..to as usize);
        let reaching = around.filter(|&j| {
            let other = &self.cells[j];
            (other.start as usize..other.end as usize).any(|q| cores[q] && self.are_near(p, q))
        });
        reaching.map(|j| of_cell[j]).min()
    }

    /// The points of the cells around one, as five runs in cell order.
    fn runs(&self, cell: &Cell) -> impl Iterator<Item = std::ops::Range<usize>> {
        let runs = cell.around.into_iter().filter(|(from, to)| from < to);
        runs.map(|(from, to)| self.cells[from as usize].start as usize..self.cells[to as usize - 1].end as usize)
    }

    fn are_near(&self, p: usize, q: usize) -> bool {
        distance2(self.points[p], self.points[q]) <= self.eps2
    }
}

/// Finds for every cell the cells within two rows and columns. The cells are in order, so that each of the ten limits only
/// ever moves on.
fn find_around(cells: &mut [Cell]) {
    let keys: Vec<(i64, i64)> = cells.iter().map(|cell| (cell.y, cell.x)).collect();
    let mut limits = [(0, 0); 5];
    for cell in cells {
        for (dy, (from, to)) in (-2..=2).zip(&mut limits) {
            let row = cell.y + dy;
            while keys.get(*from).is_some_and(|&key| key < (row, cell.x - 2)) {
                *from += 1;
            }
            *to = (*to).max(*from);
            while keys.get(*to).is_some_and(|&key| key <= (row, cell.x + 2)) {
                *to += 1;
            }
        }
        cell.around = limits.map(|(from, to)| (from as u32, to as u32));
    }
}

fn distance2(a: [f64; 2], b: [f64; 2]) -> f64 {
    let (dx, dy) = (a[0] - b[0], a[1] - b[1]);
    dx * dx + dy * dy
}

/// Disjoint sets of cells: each points towards its root, and paths are halved on the way.
struct Sets(Vec<u32>);

impl Sets {
    fn new(len: usize) -> Self {
        Self((0..len as u32).collect())
    }

    fn root(&mut self, mut i: usize) -> usize {
        while self.0[i] as usize != i {
            self.0[i] = self.0[self.0[i] as usize];
            i = self.0[i] as usize;
        }
        i
    }

    fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b) as u32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::handmade::numbers;

    /// The textbook algorithm, every point against every other.
    fn textbook(points: &[[f64; 2]], eps: f64, min_points: usize) -> Vec<Option<u32>> {
        let near = |p: usize| {
            let hypot = |q: usize| (points[p][0] - points[q][0]).powi(2) + (points[p][1] - points[q][1]).powi(2);
            (0..points.len()).filter(|&q| hypot(q) <= eps * eps).collect::<Vec<_>>()
        };
        let mut labels = vec![None; points.len()];
        let mut next = 0;
        for p in 0..points.len() {
            if labels[p].is_some() || near(p).len() < min_points {
                continue;
            }
            let mut queue = vec![p];
            while let Some(q) = queue.pop() {
                if labels[q].is_none() {
                    labels[q] = Some(next);
                    let around = near(q);
                    if around.len() >= min_points {
                        queue.extend(around);
                    }
                }
            }
            next += 1;
        }
        labels
    }

    #[test]
    fn agrees_with_the_textbook_on_random_points() {
        for seed in 0..40 {
            let mut next = numbers(seed);
            let n = 50 + (next() * 350.0) as usize;
            let spread = 300.0 + 2_000.0 * next();
            // Half of the points lie evenly, half on a coarse raster, so that many distances are exactly eps.
            let mut point = |i: usize| {
                let p = [next() * spread, next() * spread];
                if i.is_multiple_of(2) { p } else { p.map(|v| (v / 50.0).round() * 50.0) }
            };
            let points: Vec<_> = (0..n).map(&mut point).collect();
            for (eps, min_points) in [(50.0, 2), (100.0, 4), (150.0, 8), (100.0, 1), (10.0, 3)] {
                assert_eq!(dbscan(&points, eps, min_points), textbook(&points, eps, min_points), "{seed} {eps} {min_points}");
            }
        }
    }

    #[test]
    fn a_border_point_goes_to_the_first_cluster_that_reaches_it() {
        // Core points at 0 and 20, each with three companions beyond it; the point at 10 reaches both and is none itself.
        let mut points = [-10.0, -10.0, -10.0, 0.0, 10.0, 20.0, 30.0, 30.0, 30.0].map(|x| [x, 0.0]);
        let expected = [[Some(0); 5].as_slice(), &[Some(1); 4]].concat();
        assert_eq!(dbscan(&points, 10.0, 5), expected);
        points.reverse();
        assert_eq!(dbscan(&points, 10.0, 5), expected);
    }

    #[test]
    fn what_cannot_be_clustered_is_noise() {
        assert_eq!(dbscan(&[], 10.0, 2), []);
        assert_eq!(dbscan(&[[0.0, 0.0], [0.0, 0.0]], 0.0, 1), [None, None]);
        assert_eq!(dbscan(&[[0.0, 0.0], [0.0, 0.0]], f64::NAN, 1), [None, None]);
    }
}
