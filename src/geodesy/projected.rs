//! Coordinate systems in the words of PROJ, by proj4rs: degrees of WGS84 to and from their numbers, easting or longitude first.
//! Refuses datum shift grids, which are files of their own, and projections that proj4rs does not have, by name.

use std::panic::catch_unwind;

use proj4rs::Proj;
use proj4rs::transform::transform;

/// A system that numbers can be brought from and to.
#[derive(Clone)]
pub struct Projected {
    proj: Proj,
    wgs84: Proj,
}

/// Why there is no [`Projected`] for a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProjFault {
    /// The projection of this name is not there.
    Projection(String),
    /// It needs this grid file.
    Grid(String),
    /// The text is wrong, or says something that is not there; proj4rs' own words.
    Text(String),
}

/// Longest text that is read, bytes: the longest of the register has 150.
const LONGEST: usize = 4_096;

impl Projected {
    /// The system of a PROJ text (`+proj=tmerc +lon_0=120 …`).
    pub fn new(text: &str) -> Result<Self, ProjFault> {
        if text.len() > LONGEST {
            return Err(ProjFault::Text(format!("> {LONGEST}")));
        }
        if let Some(grid) = parameter(text, "nadgrids").filter(|grid| *grid != "@null") {
            return Err(ProjFault::Grid(grid.to_owned()));
        }
        let known = parameter(text, "proj").unwrap_or_default();
        if parameter(text, "R_A").is_some() {
            // proj4rs does not take the sphere of equal area: 20 km off at the pole, against PROJ.
            return Err(ProjFault::Projection(format!("{known} +R_A")));
        }
        match read(text) {
            Ok(proj) if proj.is_geocent() || !proj.has_inverse() || !proj.has_forward() => {
                Err(ProjFault::Projection(known.to_owned()))
            }
            Ok(proj) => {
                let wgs84 = read("+proj=longlat +datum=WGS84").map_err(|error| ProjFault::Text(error.unwrap_or_default()))?;
                Ok(Self { proj, wgs84 })
            }
            Err(None) => Err(ProjFault::Projection(known.to_owned())),
            Err(Some(words)) => Err(ProjFault::Text(words)),
        }
    }

    /// Degrees WGS84 `[lon, lat]` of the system's own numbers; `None` where they lie outside what the projection can turn back.
    pub fn to_wgs84(&self, [x, y]: [f64; 2]) -> Option<[f64; 2]> {
        let start = if self.proj.is_latlong() { [x.to_radians(), y.to_radians()] } else { [x, y] };
        let [lon, lat] = moved(&self.proj, &self.wgs84, start)?;
        Some([lon.to_degrees(), lat.to_degrees()]).filter(|[lon, lat]| lon.abs() <= 180.0 + 1e-9 && lat.abs() <= 90.0 + 1e-9)
    }

    /// The system's own numbers of degrees WGS84 `[lon, lat]`; `None` where the projection cannot show the place.
    pub fn from_wgs84(&self, [lon, lat]: [f64; 2]) -> Option<[f64; 2]> {
        if lon.abs() > 360.0 || lat.abs() > 90.0 {
            return None;
        }
        let [x, y] = moved(&self.wgs84, &self.proj, [lon.to_radians(), lat.to_radians()])?;
        Some(if self.proj.is_latlong() { [x.to_degrees(), y.to_degrees()] } else { [x, y] })
    }

    /// True where its numbers are degrees.
    pub fn is_degrees(&self) -> bool {
        self.proj.is_latlong()
    }
}

/// The value of a parameter of a PROJ text; empty for one without a value.
pub fn parameter<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.split_whitespace().find_map(|word| {
        let (key, value) = word.strip_prefix('+').unwrap_or(word).split_once('=').unwrap_or((word.trim_start_matches('+'), ""));
        (key == name).then_some(value)
    })
}

fn moved(from: &Proj, to: &Proj, [x, y]: [f64; 2]) -> Option<[f64; 2]> {
    if !x.is_finite() || !y.is_finite() {
        return None;
    }
    let mut point = (x, y, 0.0);
    transform(from, to, &mut point).ok()?;
    Some([point.0, point.1]).filter(|[x, y]| x.is_finite() && y.is_finite())
}

/// The error is `None` where the projection is unknown, else proj4rs' words. A text that makes it panic is an error, too.
fn read(text: &str) -> Result<Proj, Option<String>> {
    match catch_unwind(|| Proj::from_proj_string(text)) {
        Ok(Ok(proj)) => Ok(proj),
        Ok(Err(proj4rs::errors::Error::ProjectionNotFound)) => Err(None),
        Ok(Err(error)) => Err(Some(error.to_string())),
        Err(_) => Err(Some(String::new())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_done_is_named() {
        assert_eq!(Projected::new("+proj=nzmg +ellps=intl").err(), Some(ProjFault::Projection("nzmg".to_owned())));
        assert_eq!(Projected::new("+proj=longlat +nadgrids=/etc/passwd").err(), Some(ProjFault::Grid("/etc/passwd".to_owned())));
        assert!(matches!(Projected::new("+proj=tmerc +ellps=nonsense"), Err(ProjFault::Text(_))));
        assert!(matches!(Projected::new(&"+a".repeat(9_000)), Err(ProjFault::Text(_))));
        assert!(Projected::new("").is_err());
    }

    #[test]
    fn numbers_that_are_none_have_no_place() {
        let grid = Projected::new("+proj=tmerc +lon_0=120 +x_0=500000 +ellps=GRS80").unwrap();
        assert_eq!(grid.to_wgs84([f64::NAN, 0.0]), None);
        assert_eq!(grid.from_wgs84([121.0, 95.0]), None);
        assert_eq!(grid.to_wgs84([1e30, 1e30]).filter(|place| !place[0].is_finite()), None);
    }
}
