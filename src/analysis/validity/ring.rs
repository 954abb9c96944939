//! One ring by itself: repeated positions, spikes, area, which way it runs. Refuses what it has to do with other rings.

use crate::geodesy::local::LocalFrame;

use super::crossing::side;

/// A narrower turn back than this is a spike (tangent of half a degree) …
const SPIKE_TAN: f64 = 0.0087;
/// … if it is narrower than this at its base, metres: a long wedge is none.
const SPIKE_BASE_M: f64 = 0.5;

/// A ring without what is in it twice: no repeated positions, no exact spikes, not closed.
#[derive(Clone, Debug, Default)]
pub(super) struct Ring {
    /// The feature's part it is of.
    pub part: usize,
    /// True for the holes of a part.
    pub is_hole: bool,
    /// Its positions, degrees; the first one is not repeated at the end.
    pub points: Vec<[f64; 2]>,
    /// How often a position stood twice in a row, and the first that did.
    pub repeated: (u32, [f64; 2]),
    /// The tip of each spike and its length, metres.
    pub spikes: Vec<([f64; 2], f64)>,
}

impl Ring {
    /// Takes a closed ring in.
    pub fn new(part: usize, is_hole: bool, closed: &[[f64; 2]], frame: &LocalFrame) -> Self {
        let mut ring = Self { part, is_hole, ..Self::default() };
        for &position in closed {
            if ring.points.last() == Some(&position) {
                if ring.repeated.0 == 0 {
                    ring.repeated.1 = position;
                }
                ring.repeated.0 += 1;
            } else {
                ring.points.push(position);
            }
        }
        if ring.points.len() > 1 && ring.points.first() == ring.points.last() {
            ring.points.pop();
        }
        ring.take_spikes_out(frame);
        ring.find_narrow_spikes(frame);
        ring
    }

    /// Signed area in the frame, m²: positive where it runs anticlockwise.
    pub fn area_m2(&self, frame: &LocalFrame) -> f64 {
        let Some(&first) = self.points.first() else { return 0.0 };
        let [x0, y0] = frame.to_local(first);
        let from_first = |position: [f64; 2]| {
            let [x, y] = frame.to_local(position);
            [x - x0, y - y0]
        };
        let doubled: f64 = self
            .points
            .windows(2)
            .map(|edge| {
                let ([ax, ay], [bx, by]) = (from_first(edge[0]), from_first(edge[1]));
                ax * by - bx * ay
            })
            .sum();
        doubled / 2.0
    }

    /// Its length in the frame, metres.
    pub fn length_m(&self, frame: &LocalFrame) -> f64 {
        let count = self.points.len();
        (0..count).map(|at| distance(frame.to_local(self.points[at]), frame.to_local(self.points[(at + 1) % count]))).sum()
    }

    /// Takes the tips out where the ring runs back on the same line, until there is none.
    fn take_spikes_out(&mut self, frame: &LocalFrame) {
        let mut at = 0;
        let mut looked_at = 0;
        while self.points.len() >= 3 && looked_at < self.points.len() {
            let count = self.points.len();
            let [before, tip, after] = [(at + count - 1) % count, at % count, (at + 1) % count].map(|at| self.points[at]);
            if side(before, tip, after) != 0 || !turns_back(before, tip, after) {
                at = (at + 1) % count;
                looked_at += 1;
                continue;
            }
            let length_m =
                distance(frame.to_local(before), frame.to_local(tip)).min(distance(frame.to_local(tip), frame.to_local(after)));
            self.spikes.push((tip, length_m));
            self.points.remove(at);
            // Its neighbours may be the same position now, or tips themselves.
            let count = self.points.len();
            if before == after {
                self.points.remove(at % count);
            }
            let count = self.points.len().max(1);
            at = (at + 2 * count - 2) % count;
            looked_at = 0;
        }
        if self.points.len() < 3 {
            self.spikes.clear();
        }
    }

    /// Spikes that are not quite on one line: they are told of and stay.
    fn find_narrow_spikes(&mut self, frame: &LocalFrame) {
        let count = self.points.len();
        for at in 0..if count > 3 { count } else { 0 } {
            let [before, tip, after] = [(at + count - 1) % count, at, (at + 1) % count].map(|at| frame.to_local(self.points[at]));
            let (u, v) = (minus(before, tip), minus(after, tip));
            let (along, across) = (u[0] * v[0] + u[1] * v[1], (u[0] * v[1] - u[1] * v[0]).abs());
            if along <= 0.0 || across > SPIKE_TAN * along {
                continue;
            }
            let (u, v) = (u[0].hypot(u[1]), v[0].hypot(v[1]));
            if across / u.max(v) <= SPIKE_BASE_M {
                self.spikes.push((self.points[at], u.min(v)));
            }
        }
    }
}

/// True where `tip` is no step forward from `before` to `after`, the three being on one line.
fn turns_back(before: [f64; 2], tip: [f64; 2], after: [f64; 2]) -> bool {
    (before[0] - tip[0]) * (after[0] - tip[0]) + (before[1] - tip[1]) * (after[1] - tip[1]) > 0.0
}

fn minus(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    [a[0] - b[0], a[1] - b[1]]
}

pub(super) fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}
