//! Sets buildings into a parcel in rows along its edges, with set-backs from the streets. It refuses a building that does not
//! lie wholly in its parcel.

use geo::Polygon;

use super::footprint::{Shape, draw};
use super::parcels::{box_around, chords};
use super::plane::{Frame, Point, area_m2, bounds_of, contains, left, length, point, unit};
use super::rng::Rng;

/// How a parcel is built up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Office buildings of a business park about courts and lawns.
    Campus,
    /// Towers, podiums and slabs of a business district.
    Towers,
    /// Halls of an old factory.
    Factory,
    /// Small old houses and halls turned to creative use.
    Creative,
    /// Housing slabs in rows, facing south.
    Slabs,
    /// Point towers of housing.
    Points,
    /// Old lanes: close rows of terraces.
    Lanes,
}

/// A placed footprint.
pub struct Placed {
    /// Its shape in the metre plane.
    pub shape: Polygon,
    /// What it looks like.
    pub kind: Shape,
    /// The pattern it belongs to.
    pub pattern: Pattern,
    /// The turned axes it is drawn in.
    pub frame: Frame,
}

/// Measures of a pattern, m.
struct Measures {
    setback: f64,
    depth: (f64, f64),
    row_gap: f64,
    width: (f64, f64),
    gap: f64,
    plate_m2: (f64, f64),
    shapes: &'static [(Shape, f64)],
}

fn measures(pattern: Pattern) -> Measures {
    use Shape::*;
    match pattern {
        Pattern::Campus => Measures {
            setback: 8.0,
            depth: (28.0, 40.0),
            row_gap: 16.0,
            width: (30.0, 52.0),
            gap: 13.0,
            plate_m2: (600.0, 2_500.0),
            shapes: &[
                (Rect, 34.0),
                (Chamfer, 6.0),
                (Ell, 15.0),
                (Horseshoe, 9.0),
                (Court, 14.0),
                (Tee, 5.0),
                (Aitch, 6.0),
                (Shifted, 7.0),
                (Steps, 4.0),
            ],
        },
        Pattern::Towers => Measures {
            setback: 9.0,
            depth: (26.0, 44.0),
            row_gap: 17.0,
            width: (32.0, 58.0),
            gap: 14.0,
            plate_m2: (650.0, 2_500.0),
            shapes: &[
                (Rect, 30.0),
                (Podium, 20.0),
                (Chamfer, 14.0),
                (Ell, 10.0),
                (Shifted, 9.0),
                (Steps, 9.0),
                (Court, 4.0),
                (Cross, 4.0),
            ],
        },
        Pattern::Factory => Measures {
            setback: 7.0,
            depth: (24.0, 34.0),
            row_gap: 12.0,
            width: (40.0, 76.0),
            gap: 10.0,
            plate_m2: (700.0, 2_500.0),
            shapes: &[(Rect, 34.0), (Sawtooth, 26.0), (Annex, 20.0), (Ell, 10.0), (Comb, 10.0)],
        },
        Pattern::Creative => Measures {
            setback: 5.0,
            depth: (20.0, 28.0),
            row_gap: 9.0,
            width: (32.0, 54.0),
            gap: 8.0,
            plate_m2: (600.0, 1_500.0),
            shapes: &[(Rect, 34.0), (Ell, 12.0), (Horseshoe, 14.0), (Annex, 16.0), (Steps, 12.0), (Sawtooth, 12.0)],
        },
        Pattern::Slabs => Measures {
            setback: 8.0,
            depth: (11.5, 13.5),
            row_gap: 27.0,
            width: (46.0, 76.0),
            gap: 10.0,
            plate_m2: (180.0, 1_200.0),
            shapes: &[(Rect, 86.0), (Shifted, 14.0)],
        },
        Pattern::Points => Measures {
            setback: 11.0,
            depth: (20.0, 25.0),
            row_gap: 38.0,
            width: (24.0, 34.0),
            gap: 30.0,
            plate_m2: (300.0, 1_200.0),
            shapes: &[(Cross, 70.0), (Chamfer, 18.0), (Rect, 12.0)],
        },
        Pattern::Lanes => Measures {
            setback: 4.0,
            depth: (11.0, 13.0),
            row_gap: 9.0,
            width: (54.0, 92.0),
            gap: 7.0,
            plate_m2: (150.0, 1_200.0),
            shapes: &[(Rect, 92.0), (Annex, 8.0)],
        },
    }
}

/// Builds a parcel up: along the axis that takes more of it, housing always facing south.
pub fn build_up(parcel: &Polygon, pattern: Pattern, rng: &mut Rng) -> Vec<Placed> {
    let along_edge = frame_of(parcel, pattern);
    let first = build_along(parcel, pattern, along_edge, &mut rng.clone());
    if matches!(pattern, Pattern::Slabs | Pattern::Points | Pattern::Lanes) {
        return first;
    }
    let second = build_along(parcel, pattern, Frame { u: left(along_edge.u) }, &mut rng.fork(2));
    let built_m2 = |list: &[Placed]| list.iter().map(|placed| area_m2(&placed.shape)).sum::<f64>();
    if built_m2(&second) > built_m2(&first) * 1.08 { second } else { first }
}

/// Builds a parcel up in rows along the first axis of a frame.
fn build_along(parcel: &Polygon, pattern: Pattern, frame: Frame, rng: &mut Rng) -> Vec<Placed> {
    let m = measures(pattern);
    let local = frame.polygon_to_local(parcel);
    let wanted = rng.range(m.depth.0, m.depth.1);
    // Once to see how many rows there is room for, once more with the rest shared out between depth and gaps.
    let (rows, rest) = rows(&local, &m, wanted, m.row_gap);
    let (depth, gap) = if rows.len() > 1 {
        let deeper = (rest / rows.len() as f64).min(m.depth.1 - wanted);
        (wanted + deeper, m.row_gap + (rest - deeper * rows.len() as f64).max(0.0) / (rows.len() - 1) as f64 * 0.96)
    } else {
        ((wanted + rest).min(m.depth.1), m.row_gap)
    };
    let (rows, _) = self::rows(&local, &m, depth, gap);
    let mut placed = Vec::new();
    for low in rows {
        for (from, to) in free_runs(&local, low, low + depth, m.setback) {
            fill_run(&local, [from, low, to, low + depth], &m, rng, &mut |shape, kind| {
                placed.push(Placed { shape: frame.polygon_to_plane(&shape), kind, pattern, frame });
            });
        }
    }
    placed
}

/// Where rows of a depth with a gap between them start, from below to above, and how much is left over above the last.
fn rows(local: &Polygon, m: &Measures, depth: f64, gap: f64) -> (Vec<f64>, f64) {
    const STEP_M: f64 = 2.0;
    let sides = bounds_of(local.exterior().coords().copied());
    let high = sides[3] - m.setback;
    let room = |low: f64| {
        let runs = free_runs(local, low, low + depth, m.setback);
        runs.iter().map(|run| run.1 - run.0).filter(|run| *run >= m.width.0 * 0.72).sum::<f64>()
    };
    let mut starts = Vec::new();
    let mut low = sides[1] + m.setback;
    let mut last_end = None;
    while low + depth <= high {
        let here = room(low);
        // A row waits a little where it would soon get much longer: a slanted edge does not cut it short.
        let soon = [3.0, 6.0, 10.0].map(|ahead_m| room(low + ahead_m)).into_iter().fold(0.0, f64::max);
        if here <= 0.0 || soon > here * 1.22 {
            low += STEP_M;
            continue;
        }
        starts.push(low);
        last_end = Some(low + depth);
        low += depth + gap;
    }
    let rest = last_end.map_or(0.0, |end| {
        let mut rest = 0.0;
        while end + rest + STEP_M <= high && room(end + rest + STEP_M - depth) > 0.0 {
            rest += STEP_M;
        }
        rest
    });
    (starts, rest)
}

/// The axes of a parcel: along its longest edge; of housing, the axis that runs nearer to east and west.
fn frame_of(parcel: &Polygon, pattern: Pattern) -> Frame {
    let ring = &parcel.exterior().0;
    let longest = ring.windows(2).max_by(|a, b| length(a[1] - a[0]).total_cmp(&length(b[1] - b[0])));
    let u = longest.map_or(box_around(parcel).0.u, |pair| unit(pair[1] - pair[0]));
    let housing = matches!(pattern, Pattern::Slabs | Pattern::Points | Pattern::Lanes);
    let u = if housing && u.x.abs() < u.y.abs() { left(u) } else { u };
    Frame { u: if u.x < 0.0 { u * -1.0 } else { u } }
}

/// The stretches along the first axis that are free over the whole depth of a row and a set-back above and below it,
/// shortened by the set-back.
fn free_runs(local: &Polygon, low: f64, high: f64, setback: f64) -> Vec<(f64, f64)> {
    let (low, high) = (low - setback + 0.5, high + setback - 0.5);
    let mut free = vec![(f64::MIN, f64::MAX)];
    for step in 0..=4 {
        let v = low + (high - low) * f64::from(step) / 4.0;
        let inside = chords(local, point(0.0, v), point(1.0, 0.0));
        free = free
            .iter()
            .flat_map(|f| inside.iter().map(move |i| (f.0.max(i.0), f.1.min(i.1))))
            .filter(|run| run.1 - run.0 > 2.0 * setback + 8.0)
            .collect();
    }
    free.into_iter().map(|(from, to)| (from + setback, to - setback)).collect()
}

/// Fills a free stretch `[u0, v0, u1, v1]` with buildings of varied width and even gaps.
fn fill_run(local: &Polygon, run: [f64; 4], m: &Measures, rng: &mut Rng, add: &mut impl FnMut(Polygon, Shape)) {
    let span = run[2] - run[0];
    let mean = (m.width.0 + m.width.1) / 2.0;
    let count = ((span + m.gap) / (mean + m.gap)).round().max(1.0);
    let even = (span + m.gap) / count - m.gap;
    if even < m.width.0 * 0.72 {
        return;
    }
    // Widths vary about the even one, but sum to the span.
    let shares: Vec<f64> = (0..count as usize).map(|_| rng.range(0.82, 1.18)).collect();
    let total: f64 = shares.iter().sum();
    let mut u = run[0];
    for share in shares {
        let slot = (span - m.gap * (count - 1.0)) * share / total;
        let width = slot.min(m.width.1 * 1.1);
        let depth = run[3] - run[1];
        let weights: Vec<f64> = m.shapes.iter().map(|(_, weight)| *weight).collect();
        let kind = m.shapes[rng.weighted(&weights)].0;
        let centre = point(u + slot / 2.0, (run[1] + run[3]) / 2.0);
        u += slot + m.gap;
        // A box that a slanted edge cuts gets narrower before it is given up.
        for scale in [1.0, 0.86, 0.72] {
            let (w, d) = (width * scale, if scale < 0.8 { depth * 0.85 } else { depth });
            let half = point(w / 2.0, d / 2.0);
            if !holds_box(local, centre - half, centre + half, (m.setback - 2.0).max(2.0)) {
                continue;
            }
            let mut kind = kind;
            let mut shape = draw(kind, w, d, rng);
            if area_m2(&shape) < m.plate_m2.0 {
                kind = Shape::Rect;
                shape = draw(kind, w, d, rng);
            }
            let area = area_m2(&shape);
            if area >= m.plate_m2.0 && area <= m.plate_m2.1 {
                add(moved(&shape, centre), kind);
                break;
            }
        }
    }
}

fn moved(shape: &Polygon, by: Point) -> Polygon {
    let mut shape = shape.clone();
    shape.exterior_mut(|ring| ring.0.iter_mut().for_each(|p| *p = *p + by));
    shape.interiors_mut(|rings| rings.iter_mut().for_each(|ring| ring.0.iter_mut().for_each(|p| *p = *p + by)));
    shape
}

/// Whether a box, grown by a margin, lies wholly in a polygon.
fn holds_box(local: &Polygon, low: Point, high: Point, margin: f64) -> bool {
    let b = [low.x - margin, low.y - margin, high.x + margin, high.y + margin];
    if !contains(local, point((b[0] + b[2]) / 2.0, (b[1] + b[3]) / 2.0)) {
        return false;
    }
    let rings = std::iter::once(local.exterior()).chain(local.interiors());
    !rings.flat_map(|ring| ring.0.windows(2)).any(|pair| segment_touches_box(pair[0], pair[1], b))
}

/// Whether a segment meets a box `[x0, y0, x1, y1]` (clipping by the sides, after Liang and Barsky).
fn segment_touches_box(p: Point, q: Point, b: [f64; 4]) -> bool {
    let way = q - p;
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (step, gap) in [(-way.x, p.x - b[0]), (way.x, b[2] - p.x), (-way.y, p.y - b[1]), (way.y, b[3] - p.y)] {
        if step == 0.0 {
            if gap < 0.0 {
                return false;
            }
        } else if step < 0.0 {
            enter = enter.max(gap / step);
        } else {
            leave = leave.min(gap / step);
        }
    }
    enter <= leave
}
