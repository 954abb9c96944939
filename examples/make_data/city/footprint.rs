//! Shapes of buildings, drawn in a box of given sides about the origin. It refuses shapes that leave their box.

use geo::{LineString, Polygon};

use super::plane::{Point, point, polygon};
use super::rng::Rng;

/// What a footprint looks like from above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A plain rectangle.
    Rect,
    /// A rectangle with cut corners.
    Chamfer,
    /// Two wings at a right angle.
    Ell,
    /// Three wings about a court open to one side.
    Horseshoe,
    /// Four wings about a closed court.
    Court,
    /// A wing on the middle of another.
    Tee,
    /// Two wings joined by a bridge.
    Aitch,
    /// Two slabs shifted along each other.
    Shifted,
    /// A podium with one rounded corner under a tower.
    Podium,
    /// A stepped outline.
    Steps,
    /// A hall with a sawtooth front.
    Sawtooth,
    /// A hall with a small annex.
    Annex,
    /// Teeth of sheds along a spine.
    Comb,
    /// A point tower with notched corners.
    Cross,
}

/// Draws a shape into a box of these sides, m.
pub fn draw(shape: Shape, width_m: f64, depth_m: f64, rng: &mut Rng) -> Polygon {
    let (w, d) = (width_m, depth_m);
    let wing = rng.range(13.5, 17.5).min(w * 0.45).min(d * 0.45);
    let outline: Vec<(f64, f64)> = match shape {
        Shape::Rect | Shape::Court => vec![(0.0, 0.0), (w, 0.0), (w, d), (0.0, d)],
        Shape::Chamfer => {
            let c = rng.range(0.1, 0.22) * w.min(d);
            vec![(c, 0.0), (w - c, 0.0), (w, c), (w, d - c), (w - c, d), (c, d), (0.0, d - c), (0.0, c)]
        }
        Shape::Ell => vec![(0.0, 0.0), (w, 0.0), (w, wing), (wing, wing), (wing, d), (0.0, d)],
        Shape::Horseshoe => {
            let back = wing.min(d * 0.42);
            vec![(0.0, 0.0), (w, 0.0), (w, d), (w - wing, d), (w - wing, back), (wing, back), (wing, d), (0.0, d)]
        }
        Shape::Tee => {
            let (a, b) = ((w - wing) / 2.0, (w + wing) / 2.0);
            vec![(0.0, 0.0), (w, 0.0), (w, wing), (b, wing), (b, d), (a, d), (a, wing), (0.0, wing)]
        }
        Shape::Aitch => {
            let (a, b) = (d * 0.36, d * 0.64);
            let x = wing.min(w * 0.34);
            vec![
                (0.0, 0.0),
                (x, 0.0),
                (x, a),
                (w - x, a),
                (w - x, 0.0),
                (w, 0.0),
                (w, d),
                (w - x, d),
                (w - x, b),
                (x, b),
                (x, d),
                (0.0, d),
            ]
        }
        Shape::Shifted => {
            let (a, b) = (w * rng.range(0.18, 0.3), d * rng.range(0.44, 0.56));
            vec![(0.0, 0.0), (w - a, 0.0), (w - a, b), (w, b), (w, d), (a, d), (a, b), (0.0, b)]
        }
        Shape::Podium => {
            // An eighth of a circle by thirds, its points from exact fractions (4/5, 3/5) rather than sines.
            let r = 0.42 * w.min(d);
            let (a, b) = (r * 0.4, r * 0.2);
            vec![(0.0, 0.0), (w, 0.0), (w, d - r), (w - b, d - a), (w - a, d - b), (w - r, d), (0.0, d)]
        }
        Shape::Steps => {
            let (a, b) = (w * rng.range(0.3, 0.4), w * rng.range(0.6, 0.72));
            let (c, e) = (d * 0.82, d * 0.6);
            vec![(0.0, 0.0), (w, 0.0), (w, e), (b, e), (b, c), (a, c), (a, d), (0.0, d)]
        }
        Shape::Sawtooth => {
            let teeth = (w / 11.0).round().max(3.0);
            let step = w / teeth;
            let mut ring = vec![(0.0, 0.0), (w, 0.0)];
            for tooth in (0..teeth as usize).rev() {
                let x = tooth as f64 * step;
                ring.extend([(x + step, d), (x, d - 4.5)]);
            }
            ring
        }
        Shape::Annex => {
            let (a, b) = (w * rng.range(0.12, 0.3), w * rng.range(0.4, 0.62));
            let c = d - 8.0;
            vec![(0.0, 0.0), (w, 0.0), (w, c), (b, c), (b, d), (a, d), (a, c), (0.0, c)]
        }
        Shape::Comb => {
            let (x, spine) = (w / 5.0, d * 0.4);
            let mut ring = vec![(0.0, 0.0), (w, 0.0), (w, d), (w - x, d), (w - x, spine), (w - 2.0 * x, spine)];
            ring.extend([(w - 2.0 * x, d), (2.0 * x, d), (2.0 * x, spine), (x, spine), (x, d), (0.0, d)]);
            ring
        }
        Shape::Cross => {
            let c = 0.2 * w.min(d);
            vec![
                (c, 0.0),
                (w - c, 0.0),
                (w - c, c),
                (w, c),
                (w, d - c),
                (w - c, d - c),
                (w - c, d),
                (c, d),
                (c, d - c),
                (0.0, d - c),
                (0.0, c),
                (c, c),
            ]
        }
    };
    let (mirror_x, mirror_y) = (rng.chance(0.5), rng.chance(0.5));
    let turn = |(x, y): (f64, f64)| {
        point(if mirror_x { w / 2.0 - x } else { x - w / 2.0 }, if mirror_y { d / 2.0 - y } else { y - d / 2.0 })
    };
    let outer = polygon(outline.into_iter().map(turn).collect());
    let holes = if shape == Shape::Court { vec![court(w, d, wing)] } else { Vec::new() };
    Polygon::new(outer.exterior().clone(), holes)
}

fn court(w: f64, d: f64, wing: f64) -> LineString {
    let wing = wing.min(w * 0.36).min(d * 0.36);
    let (x, y) = (w / 2.0 - wing, d / 2.0 - wing);
    let ring: Vec<Point> = vec![point(-x, -y), point(-x, y), point(x, y), point(x, -y), point(-x, -y)];
    LineString(ring)
}
