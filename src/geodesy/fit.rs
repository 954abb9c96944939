//! Local grids whose parameters are not public (Shanghai 2000): fitted from control points whose places are known in both
//! systems. Refuses points that lie together or, for six parameters, on one line.
//!
//! The grid is taken for a plane that is turned, scaled and moved (four parameters, Helmert) or sheared as well (six, affine)
//! against the transverse Mercator plane around the middle of the points, which is where a city's own grid lies, too.

use super::gauss_krueger;

/// A place known in both systems.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct ControlPoint {
    /// Easting and northing in the local grid, metres.
    pub local: [f64; 2],
    /// Where it is, degrees WGS84.
    pub lon_lat: [f64; 2],
}

/// How free the fit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Freedom {
    /// Turned, scaled, moved: two points or more.
    FourParameters,
    /// Sheared and scaled differently along the axes, too: three points or more.
    SixParameters,
}

/// Why no grid can be fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FitFault {
    /// Fewer points than this.
    TooFew(usize),
    /// A point's numbers are none, or its degrees are not on the globe.
    BadPoint(usize),
    /// The points lie within a metre of each other in one of the systems.
    OnePlace,
    /// The points lie on a line, which says nothing across it.
    OneLine,
}

/// A local grid that numbers can be brought from and to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// The meridian of the plane, degrees.
    central_meridian: f64,
    /// The middle of the points in the grid and in the plane, metres.
    middle: [[f64; 2]; 2],
    /// Plane from grid, both counted from their middle: `[east by x, east by y, north by x, north by y]`.
    matrix: [f64; 4],
}

/// A fit and how well it fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The grid.
    pub grid: Grid,
    /// For each point where the fit puts it against where it is, metres east and north.
    pub residuals_m: Vec<[f64; 2]>,
    /// Root of the mean square of the residuals, metres.
    pub rms_m: f64,
    /// Metres on the ground of a metre of the grid, along easting and northing: within 0.001 of 1 for any real grid.
    pub scale: [f64; 2],
    /// How far the grid's north is turned from true north, degrees anticlockwise. Near ±90 where the columns are exchanged.
    pub rotation_deg: f64,
}

/// Fits a grid by least squares.
pub fn fit(points: &[ControlPoint], freedom: Freedom) -> Result<Fit, FitFault> {
    let needed = if freedom == Freedom::FourParameters { 2 } else { 3 };
    if points.len() < needed {
        return Err(FitFault::TooFew(needed));
    }
    let bad = |point: &ControlPoint| {
        let [lon, lat] = point.lon_lat;
        !(lon.abs() <= 180.0 && lat.abs() < 89.0 && point.local.iter().all(|metres| metres.abs() < 1e9))
    };
    if let Some(at) = points.iter().position(bad) {
        return Err(FitFault::BadPoint(at));
    }
    let central_meridian = mean(points, |point| point.lon_lat)[0];
    let plane = |point: &ControlPoint| {
        let (north, east) = gauss_krueger::forward(point.lon_lat, central_meridian);
        [east, north]
    };
    let middle = [mean(points, |point| point.local), mean(points, plane)];
    let pairs: Vec<_> = points.iter().map(|point| (minus(point.local, middle[0]), minus(plane(point), middle[1]))).collect();
    let matrix = match freedom {
        Freedom::FourParameters => four_parameters(&pairs)?,
        Freedom::SixParameters => six_parameters(&pairs)?,
    };
    let grid = Grid { central_meridian, middle, matrix };
    let residuals_m: Vec<_> = pairs.iter().map(|&(local, there)| minus(times(matrix, local), there)).collect();
    let squares: f64 = residuals_m.iter().map(|[x, y]| x * x + y * y).sum();
    let [a, b, c, d] = matrix;
    Ok(Fit {
        grid,
        rms_m: (squares / points.len() as f64).sqrt(),
        residuals_m,
        scale: [a.hypot(c), b.hypot(d)],
        rotation_deg: c.atan2(a).to_degrees(),
    })
}

impl Grid {
    /// Degrees WGS84 `[lon, lat]` of an easting and a northing of the grid, metres.
    pub fn to_wgs84(&self, local: [f64; 2]) -> [f64; 2] {
        let [east, north] = times(self.matrix, minus(local, self.middle[0]));
        gauss_krueger::inverse((north + self.middle[1][1], east + self.middle[1][0]), self.central_meridian)
    }

    /// Easting and northing in the grid, metres, of degrees WGS84 `[lon, lat]`.
    pub fn from_wgs84(&self, lon_lat: [f64; 2]) -> [f64; 2] {
        let (north, east) = gauss_krueger::forward(lon_lat, self.central_meridian);
        let [a, b, c, d] = self.matrix;
        let determinant = a * d - b * c;
        let inverse = [d, -b, -c, a].map(|cell| cell / determinant);
        let [x, y] = times(inverse, minus([east, north], self.middle[1]));
        [x + self.middle[0][0], y + self.middle[0][1]]
    }

    /// Its nine numbers as text, exactly.
    pub fn code(&self) -> String {
        let [[x, y], [east, north]] = self.middle;
        let [a, b, c, d] = self.matrix;
        [self.central_meridian, x, y, east, north, a, b, c, d].map(|number| number.to_string()).join(",")
    }

    /// The grid of nine numbers as [`code`](Self::code) writes them; `None` where they are others.
    pub fn parse(code: &str) -> Option<Self> {
        let numbers: Vec<f64> = code.split(',').map(|number| number.trim().parse()).collect::<Result<_, _>>().ok()?;
        let &[central_meridian, x, y, east, north, a, b, c, d] = numbers.as_slice() else { return None };
        let sound = numbers.iter().all(|number| number.is_finite()) && (a * d - b * c).abs() > 1e-9;
        sound.then_some(Self { central_meridian, middle: [[x, y], [east, north]], matrix: [a, b, c, d] })
    }
}

/// Least squares of `plane = s · R · local` in closed form; both counted from their middle.
fn four_parameters(pairs: &[([f64; 2], [f64; 2])]) -> Result<[f64; 4], FitFault> {
    let sum = |term: fn([f64; 2], [f64; 2]) -> f64| pairs.iter().map(|&(local, plane)| term(local, plane)).sum::<f64>();
    let spread = sum(|p, _| p[0] * p[0] + p[1] * p[1]);
    if spread < 1.0 || sum(|_, q| q[0] * q[0] + q[1] * q[1]) < 1.0 {
        return Err(FitFault::OnePlace);
    }
    let a = sum(|p, q| p[0] * q[0] + p[1] * q[1]) / spread;
    let c = sum(|p, q| p[0] * q[1] - p[1] * q[0]) / spread;
    if a.hypot(c) < 1e-6 {
        return Err(FitFault::OneLine);
    }
    Ok([a, -c, c, a])
}

/// Least squares of `plane = M · local` by the normal equations, which are two by two once both are counted from their middle.
fn six_parameters(pairs: &[([f64; 2], [f64; 2])]) -> Result<[f64; 4], FitFault> {
    let sum = |term: fn([f64; 2], [f64; 2]) -> f64| pairs.iter().map(|&(local, plane)| term(local, plane)).sum::<f64>();
    let (xx, xy, yy) = (sum(|p, _| p[0] * p[0]), sum(|p, _| p[0] * p[1]), sum(|p, _| p[1] * p[1]));
    let determinant = xx * yy - xy * xy;
    if xx + yy < 1.0 || sum(|_, q| q[0] * q[0] + q[1] * q[1]) < 1.0 {
        return Err(FitFault::OnePlace);
    }
    // A strip less than a thousandth as wide as it is long.
    if determinant < 1e-6 * (xx + yy) * (xx + yy) {
        return Err(FitFault::OneLine);
    }
    let row = |by_x: f64, by_y: f64| [(by_x * yy - by_y * xy) / determinant, (by_y * xx - by_x * xy) / determinant];
    let [a, b] = row(sum(|p, q| p[0] * q[0]), sum(|p, q| p[1] * q[0]));
    let [c, d] = row(sum(|p, q| p[0] * q[1]), sum(|p, q| p[1] * q[1]));
    if (a * d - b * c).abs() < 1e-9 { Err(FitFault::OneLine) } else { Ok([a, b, c, d]) }
}

fn mean(points: &[ControlPoint], of: impl Fn(&ControlPoint) -> [f64; 2]) -> [f64; 2] {
    let sum = points.iter().map(of).fold([0.0, 0.0], |sum, [x, y]| [sum[0] + x, sum[1] + y]);
    sum.map(|sum| sum / points.len() as f64)
}

fn minus(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    [a[0] - b[0], a[1] - b[1]]
}

fn times([a, b, c, d]: [f64; 4], [x, y]: [f64; 2]) -> [f64; 2] {
    [a * x + b * y, c * x + d * y]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A made-up city grid: transverse Mercator on 121°28′, its origin moved, computed with PROJ 9 (pyproj 3.7):
    /// `+proj=tmerc +lat_0=0 +lon_0=121.4666666667 +k=1 +x_0=-3500 +y_0=-3457147.81 +ellps=GRS80`.
    const POINTS: [([f64; 2], [f64; 2]); 4] = [
        ([-6_981.247_8, 7_221.754_3], [121.4301, 31.3012]),
        ([-3_068.045_9, -1_748.517_1], [121.4712, 31.2203]),
        ([-6_183.431_5, -173.782_0], [121.4385, 31.2345]),
        ([-964.106_4, 5_868.813_7], [121.4933, 31.289]),
    ];

    fn points() -> Vec<ControlPoint> {
        POINTS.iter().map(|&(local, lon_lat)| ControlPoint { local, lon_lat }).collect()
    }

    #[test]
    fn a_city_grid_is_found_from_two_points_and_from_four() {
        let all = points();
        for (used, freedom) in [(2, Freedom::FourParameters), (4, Freedom::FourParameters), (4, Freedom::SixParameters)] {
            let fit = fit(&all[..used], freedom).unwrap();
            assert_eq!(fit.residuals_m.len(), used);
            assert!(fit.rms_m < 0.01 && (fit.scale[0] - 1.0).abs() < 1e-4 && fit.rotation_deg.abs() < 0.1, "{fit:?}");
            for point in &all {
                // Points that were not used, some 9 km off, are right to 2 cm.
                let [x, y] = fit.grid.from_wgs84(point.lon_lat);
                assert!((x - point.local[0]).hypot(y - point.local[1]) < 0.02, "{used} {freedom:?}: {x} {y} {point:?}");
                let [lon, lat] = fit.grid.to_wgs84(point.local);
                assert!((lon - point.lon_lat[0]).abs() < 2e-7 && (lat - point.lon_lat[1]).abs() < 2e-7);
            }
            assert_eq!(Grid::parse(&fit.grid.code()), Some(fit.grid));
        }
    }

    #[test]
    fn a_wrong_point_shows_in_its_residual() {
        let mut wrong = points();
        wrong[2].local[0] += 3.0;
        let fit = fit(&wrong, Freedom::FourParameters).unwrap();
        let size: Vec<f64> = fit.residuals_m.iter().map(|[x, y]| x.hypot(*y)).collect();
        assert!(size.iter().all(|&other| other <= size[2]) && size[2] > 1.0, "{size:?}");
    }

    #[test]
    fn points_that_say_too_little_are_refused() {
        let all = points();
        assert_eq!(fit(&all[..1], Freedom::FourParameters), Err(FitFault::TooFew(2)));
        assert_eq!(fit(&all[..2], Freedom::SixParameters), Err(FitFault::TooFew(3)));
        assert_eq!(fit(&[all[0], all[0]], Freedom::FourParameters), Err(FitFault::OnePlace));
        let on_a_line: Vec<_> = (0..4)
            .map(|i| ControlPoint {
                local: [f64::from(i) * 100.0; 2],
                lon_lat: [121.4 + f64::from(i) * 1e-3, 31.2 + f64::from(i) * 1e-3],
            })
            .collect();
        assert_eq!(fit(&on_a_line, Freedom::SixParameters), Err(FitFault::OneLine));
        let mut bad = all;
        bad[1].local[1] = f64::NAN;
        assert_eq!(fit(&bad, Freedom::FourParameters), Err(FitFault::BadPoint(1)));
    }
}
