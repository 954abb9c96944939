//! Ways that go over floors: runs on two or three consecutive floors, whole consecutive floors. Refuses single floors (`runs`).

use super::limits::MOST_FLOORS;
use super::runs::{Fit, Run, Walk, Wanted};
use super::subsets::has_fitting_subset;

impl Walk<'_> {
    /// One run on each of two or three consecutive floors.
    pub(super) fn stacked(&mut self, first_floor: usize, found: &mut impl FnMut(&Fit<'_>)) {
        let count = self.whole.len();
        for at in 0..count.saturating_sub(1) {
            if self.runs[at].is_empty() || self.runs[at + 1].is_empty() || !self.follows(first_floor + at) {
                continue;
            }
            let runs = std::mem::take(&mut self.runs);
            for low in &runs[at] {
                if self.limits.floors[0] <= 2 {
                    self.completed(at, &[low], &runs[at + 1], 1, found);
                }
                let third = at + 2 < count && self.limits.floors[1] >= MOST_FLOORS && self.follows(first_floor + at + 1);
                if third {
                    let fitting = runs[at + 2].iter().take_while(|high| low.area_m2 + high.area_m2 <= self.limits.area[1]);
                    for high in fitting.copied().collect::<Vec<_>>().iter() {
                        self.completed(at, &[low, high], &runs[at + 1], 2, found);
                    }
                }
            }
            self.runs = runs;
        }
    }

    /// Tells of the fits that some runs make with one more, of the floor above the first of them.
    fn completed(&mut self, at: usize, with: &[&Run], last: &[Run], floors_up: usize, found: &mut impl FnMut(&Fit<'_>)) {
        let limits = self.limits;
        let floors = floors_up + 1;
        let (area, len) = with.iter().fold((0.0, 0), |(area, len), run| (area + run.area_m2, len + run.len));
        if len >= self.most_pieces() || area > limits.area[1] || floors < limits.floors[0] || floors > limits.floors[1] {
            return;
        }
        // A single space of a floor at the end can be left out only if so many floors remain.
        let outer = |run: &Run| if run.len == 1 && floors - 1 < limits.floors[0] { f64::INFINITY } else { run.removable_m2 };
        let minimal = self.wanted == Wanted::Minimal;
        let most_over = if minimal && !self.stretched {
            with.iter().map(|run| outer(run)).fold(f64::INFINITY, f64::min)
        } else {
            f64::INFINITY
        };
        let least = limits.area[0] - area;
        let start = last.partition_point(|run| run.area_m2 < least - 1e-6);
        for run in &last[start..] {
            let total = area + run.area_m2;
            if total > limits.area[1] || minimal && total - limits.area[0] > most_over + 1e-6 {
                break;
            }
            let yuan_day = with.iter().map(|run| run.yuan_day).sum::<f64>() + run.yuan_day;
            if len + run.len > self.most_pieces() || !limits.holds(total, yuan_day) {
                continue;
            }
            if minimal {
                let any_stretched = run.stretched || with.iter().any(|run| run.stretched);
                let inner = if floors_up == 1 {
                    outer(run)
                } else if run.len == 1 {
                    f64::INFINITY
                } else {
                    run.removable_m2
                };
                let without = total - with.iter().map(|run| outer(run)).fold(inner, f64::min);
                if !any_stretched && without >= limits.area[0] {
                    continue;
                }
                let stack: &[Run] = &match with {
                    [low] => vec![**low, *run],
                    [low, high] => vec![**low, *run, **high],
                    _ => Vec::new(),
                };
                if any_stretched && has_fitting_subset(self.market, &limits, stack) {
                    continue;
                }
            }
            self.scratch.clear();
            self.scratch.extend_from_slice(with[0].slots());
            self.scratch.extend_from_slice(run.slots());
            self.scratch.extend(with.get(1).into_iter().flat_map(|run| run.slots()));
            self.taken.push([at, at + floors_up]);
            found(&Fit { slots: &self.scratch, area_m2: total, yuan_day, is_part: false, is_whole: false });
        }
    }

    /// Whole consecutive floors, where they are no combination of runs.
    pub(super) fn whole_floors(&mut self, first_floor: usize, found: &mut impl FnMut(&Fit<'_>)) {
        let count = self.whole.len();
        let limits = self.limits;
        for floors in 1..=count.min(limits.floors[1]) {
            let mut any = false;
            for from in 0..=count - floors {
                let to = from + floors - 1;
                let whole = (from..=to).all(|at| self.whole[at] == Some(true));
                if !whole || !(from..to).all(|at| self.follows(first_floor + at)) {
                    continue;
                }
                any = true;
                if self.wanted == Wanted::Minimal && self.taken.iter().any(|&[low, high]| from <= low && high <= to) {
                    continue;
                }
                let slots = self.market.floors[first_floor + from].slots.start..self.market.floors[first_floor + to].slots.end;
                let columns = &self.market.slots;
                let (area, yuan_day) = slots.clone().fold((0.0, 0.0), |(area, yuan), slot| {
                    let own = columns.area_m2[slot as usize];
                    (area + own, yuan + own * columns.rent[slot as usize])
                });
                let fits = floors >= limits.floors[0] && slots.len() <= limits.pieces && limits.holds(area, yuan_day);
                if fits && (limits.whole == Some(true) || !self.is_of_runs(first_floor + from, first_floor + to)) {
                    self.scratch.clear();
                    self.scratch.extend(slots);
                    self.taken.push([from, to]);
                    found(&Fit { slots: &self.scratch, area_m2: area, yuan_day, is_part: false, is_whole: true });
                }
            }
            if !any {
                break;
            }
        }
    }

    /// Whether some whole floors are a combination of runs, too, and so found among them.
    fn is_of_runs(&self, from: usize, to: usize) -> bool {
        let floors = &self.market.floors[from..=to];
        let pieces: usize = floors.iter().map(|floor| floor.slots.len()).sum();
        floors.len() <= MOST_FLOORS
            && pieces <= self.most_pieces()
            && floors.iter().all(|floor| self.hangs_together(floor.slots.clone()))
    }

    fn hangs_together(&self, slots: std::ops::Range<u32>) -> bool {
        let mut reached = vec![slots.start];
        let mut next = 0;
        while let Some(&slot) = reached.get(next) {
            next += 1;
            for &other in self.market.links_of(slot) {
                if !reached.contains(&other) {
                    reached.push(other);
                }
            }
        }
        reached.len() == slots.len()
    }

    /// Whether the next floor is the next level: B1 is below the ground floor.
    fn follows(&self, floor: usize) -> bool {
        let levels =
            (self.market.floors.get(floor).and_then(|f| f.level), self.market.floors.get(floor + 1).and_then(|f| f.level));
        let (Some(low), Some(high)) = levels else { return false };
        high == low + 1 || low == -1 && high == 1
    }
}
