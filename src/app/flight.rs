//! A flight of the camera: out, over and in, along the path of van Wijk and Nuij, "Smooth and efficient zooming and
//! panning" (InfoVis 2003), with cubic easing in time. Refuses history.

use crate::map::camera::Camera;

/// How much the path zooms out: the paper's ρ.
const RHO: f64 = 1.2;
/// Shortest and longest flight, seconds.
const DURATION_S: [f64; 2] = [0.4, 1.5];
/// A step of the zoom, seconds.
const STEP_S: f64 = 0.22;
/// Path length (the paper's S) that takes the longest flight.
const LONGEST_PATH: f64 = 6.0;

/// A flight under way.
#[derive(Debug)]
pub struct Flight {
    from: Camera,
    to: Camera,
    started_s: f64,
    duration_s: f64,
    path: Path,
}

/// The path over a line of length `distance` from a view as wide as `from_width` to one of `to_width`, Web Mercator metres.
#[derive(Debug)]
struct Path {
    distance: f64,
    from_width: f64,
    to_width: f64,
    start: f64,
    length: f64,
}

impl Flight {
    /// A flight that starts now; `None` when there is nowhere to go. `size_pt` is the map's size on the screen.
    pub fn new(from: Camera, to: Camera, size_pt: [f64; 2], now_s: f64) -> Option<Self> {
        let path = Path::new(&from, &to, size_pt[0].max(size_pt[1]).max(1.0));
        let share = (path.length / LONGEST_PATH).min(1.0);
        let duration_s = DURATION_S[0] + (DURATION_S[1] - DURATION_S[0]) * share;
        (path.length > 1e-4).then_some(Self { from, to, started_s: now_s, duration_s, path })
    }

    /// The same, as short as a step of the zoom.
    pub fn short(self) -> Self {
        Self { duration_s: STEP_S, ..self }
    }

    /// Where it ends.
    pub fn goal(&self) -> Camera {
        self.to
    }

    /// Where it is at a time, and whether it has arrived.
    pub fn at(&self, now_s: f64, size_pt: [f64; 2]) -> (Camera, bool) {
        let time = ((now_s - self.started_s) / self.duration_s).clamp(0.0, 1.0);
        if time >= 1.0 {
            return (self.to, true);
        }
        let (over, width) = self.path.at(cubic_in_out(time));
        let [from, to] = [self.from.centre_in_mercator, self.to.centre_in_mercator];
        let camera = Camera {
            centre_in_mercator: [from[0] + (to[0] - from[0]) * over, from[1] + (to[1] - from[1]) * over],
            mercator_per_pt: width / size_pt[0].max(size_pt[1]).max(1.0),
        };
        (camera, false)
    }
}

impl Path {
    fn new(from: &Camera, to: &Camera, size_pt: f64) -> Self {
        let [a, b] = [from.centre_in_mercator, to.centre_in_mercator];
        let distance = (b[0] - a[0]).hypot(b[1] - a[1]);
        let (from_width, to_width) = (from.mercator_per_pt * size_pt, to.mercator_per_pt * size_pt);
        if distance < from_width * 1e-6 {
            let length = (to_width / from_width).ln().abs() / RHO;
            return Self { distance: 0.0, from_width, to_width, start: 0.0, length };
        }
        let rise = |width: f64, sign: f64| {
            let b = (to_width.powi(2) - from_width.powi(2) + sign * RHO.powi(4) * distance.powi(2))
                / (2.0 * width * RHO.powi(2) * distance);
            // ln(√(b² + 1) − b), which is −asinh(b).
            -b.asinh()
        };
        let (start, end) = (rise(from_width, 1.0), rise(to_width, -1.0));
        Self { distance, from_width, to_width, start, length: (end - start) / RHO }
    }

    /// The share of the way (0–1) and the width of the view after a share of the path.
    fn at(&self, share: f64) -> (f64, f64) {
        let s = share * self.length;
        if self.distance == 0.0 {
            let sign = if self.to_width < self.from_width { -1.0 } else { 1.0 };
            return (share, self.from_width * (sign * RHO * s).exp());
        }
        let along = RHO * s + self.start;
        let over = self.from_width / RHO.powi(2) * (self.start.cosh() * along.tanh() - self.start.sinh()) / self.distance;
        (over, self.from_width * self.start.cosh() / along.cosh())
    }
}

fn cubic_in_out(t: f64) -> f64 {
    if t < 0.5 { 4.0 * t.powi(3) } else { 1.0 - (2.0 - 2.0 * t).powi(3) / 2.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: [f64; 2] = [1000.0, 600.0];

    fn camera(x: f64, per_pt: f64) -> Camera {
        Camera { centre_in_mercator: [x, 0.0], mercator_per_pt: per_pt }
    }

    #[test]
    fn a_far_flight_looks_from_above_on_its_way() {
        let flight = Flight::new(camera(0.0, 1.0), camera(30_000.0, 1.0), SIZE, 10.0).unwrap();
        let middle = flight.at(10.0 + flight.duration_s / 2.0, SIZE).0;
        assert!((middle.centre_in_mercator[0] - 15_000.0).abs() < 1.0, "{middle:?}");
        assert!(middle.mercator_per_pt > 5.0);
        let first = flight.at(10.0, SIZE).0;
        assert!(first.centre_in_mercator[0].abs() < 1e-6 && (first.mercator_per_pt - 1.0).abs() < 1e-9);
        let nearly = flight.at(10.0 + flight.duration_s * 0.9999, SIZE).0;
        assert!((nearly.centre_in_mercator[0] - 30_000.0).abs() < 1.0 && (nearly.mercator_per_pt - 1.0).abs() < 0.01);
    }

    #[test]
    fn a_zoom_on_the_spot_is_even_in_scale() {
        let flight = Flight::new(camera(0.0, 16.0), camera(0.0, 1.0), SIZE, 0.0).unwrap();
        let middle = flight.at(flight.duration_s / 2.0, SIZE).0;
        assert!((middle.mercator_per_pt - 4.0).abs() < 1e-9, "{middle:?}");
        assert!(Flight::new(camera(5.0, 2.0), camera(5.0, 2.0), SIZE, 0.0).is_none());
    }

    #[test]
    fn duration_is_within_its_bounds() {
        for (x, per_pt) in [(1.0, 4.0), (400.0, 4.0), (1e7, 4.0), (0.0, 0.02)] {
            let flight = Flight::new(camera(0.0, 4.0), camera(x, per_pt), SIZE, 0.0);
            assert!(flight.is_none_or(|flight| (0.4..=1.5).contains(&flight.duration_s)));
        }
    }
}
