//! The coordinate systems that a file's numbers can be in. Refuses to choose.

use crate::domain::LonLatBounds;
use crate::geodesy::crs::{Crs, Transform};
use crate::geodesy::local::LocalFrame;

use super::rows::Rows;

/// A system that is tried.
pub(super) struct Trial {
    pub crs: Crs,
    pub way: Transform,
    /// Latitude or northing comes first.
    pub swap_axes: bool,
}

impl Trial {
    /// Degrees WGS84 of a position of the file.
    pub(super) fn place(&self, [x, y]: [f64; 2]) -> Option<[f64; 2]> {
        self.way.to_wgs84(if self.swap_axes { [y, x] } else { [x, y] })
    }
}

/// How far around the known area the middle of a file may lie, degrees: the whole of a city such as Shanghai.
const CITY_DEG: f64 = 0.75;
/// Two systems whose places are nearer to each other than this cannot be told apart, metres.
const APART_M: f64 = 100.0;

/// The systems to try, the declared one first; no two that cannot be told apart.
pub(super) fn trials(rows: &Rows<'_>, declared: Option<&Crs>, area: LonLatBounds) -> Vec<Trial> {
    let Some(middle) = rows.middle() else { return Vec::new() };
    let mut trials: Vec<Trial> = Vec::new();
    let city = LonLatBounds {
        west: area.west - CITY_DEG,
        south: area.south - CITY_DEG,
        east: area.east + CITY_DEG,
        north: area.north + CITY_DEG,
    };
    let [x, y] = middle;
    let swapped_degrees = rows.is_degrees && (y.abs() > 90.0 || city.contains([y, x]) && !city.contains(middle));
    let is_declared = declared.is_some();
    let systems = declared.into_iter().cloned().chain(systems(rows.is_degrees, area.centre()));
    for (number, crs) in systems.enumerate() {
        let Ok(way) = Transform::new(&crs) else { continue };
        let orders: &[bool] = match (rows.is_degrees, swapped_degrees) {
            (true, swapped) => &[swapped],
            (false, _) => &[false, true],
        };
        for &swap_axes in orders {
            let trial = Trial { crs: crs.clone(), way: way.clone(), swap_axes };
            let place = trial.place(middle);
            let is_near = place.is_some_and(|place| city.contains(place));
            let is_first = number == 0 && !swap_axes;
            // What the file declares, or a system in degrees, may be anywhere; a grid that is guessed has to lead here.
            let may_be = is_declared && is_first || rows.is_degrees && place.is_some() || is_near;
            if may_be && !trials.iter().any(|known| is_alike(known.place(middle), place)) {
                trials.push(trial);
            }
        }
    }
    trials
}

/// True where two places cannot be told apart.
fn is_alike(a: Option<[f64; 2]>, b: Option<[f64; 2]>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return a.is_none() && b.is_none() };
    let [x, y] = LocalFrame::around(a).to_local(b);
    x.hypot(y) < APART_M
}

/// The systems in use around a place.
fn systems(is_degrees: bool, [lon, _]: [f64; 2]) -> Vec<Crs> {
    if is_degrees {
        return vec![Crs::Wgs84, Crs::Gcj02, Crs::Bd09];
    }
    let three = (lon / 3.0).round() as i32;
    let six = (lon / 6.0).floor() as i32 + 1;
    let utm = ((lon + 180.0) / 6.0).floor() as i32 + 1;
    // CGCS2000: three-degree zones 25 to 45, whose meridians are 75°E to 135°E, without the zone before the easting from 4534 on,
    // with it from 4513 on; six-degree zones 13 to 23, from 4502 and from 4491 on.
    let of_three = |zone: i32| if (25..=45).contains(&zone) { vec![4534 + zone - 25, 4513 + zone - 25] } else { Vec::new() };
    let of_six = |zone: i32| if (13..=23).contains(&zone) { vec![4502 + zone - 13, 4491 + zone - 13] } else { Vec::new() };
    let mut codes = [of_three(three), of_six(six)].concat();
    codes.extend([32_600 + utm, 3857]);
    codes.extend([of_three(three - 1), of_three(three + 1), of_six(six - 1), of_six(six + 1)].concat());
    codes.push(32_600 + utm - 1);
    codes.into_iter().filter_map(|code| u32::try_from(code).ok()).map(Crs::Epsg).collect()
}
