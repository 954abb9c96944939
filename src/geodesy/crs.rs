//! Coordinate reference systems by the names that files and people give them, and the way of numbers to and from WGS84.
//! Refuses to guess which system numbers are in (`import`), to read files, and what cannot be computed: by name.

use std::fmt;
use std::sync::Arc;

use super::fit::Grid;
use super::projected::{ProjFault, Projected, parameter};
use super::wkt::{self, Meant};
use super::{bd09, epsg, gcj02, mercator};

/// A coordinate reference system.
#[derive(Clone, Debug, PartialEq)]
pub enum Crs {
    /// Degrees WGS84, longitude first.
    Wgs84,
    /// Degrees CGCS2000: within a metre of WGS84, and taken for it.
    Cgcs2000,
    /// Degrees GCJ-02.
    Gcj02,
    /// Degrees BD-09.
    Bd09,
    /// A system of the EPSG register by its code.
    Epsg(u32),
    /// A system in the words of PROJ, with a name where it came with one.
    Proj(Arc<str>, Option<Arc<str>>),
    /// A local grid of this name; without numbers until it is fitted (`geodesy::fit`).
    Local(Arc<str>, Option<Grid>),
}

/// Why a text is no system that coordinates can be brought from. `i18n::crs` has the sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CrsFault {
    /// Nothing that names a system.
    NotUnderstood(String),
    /// A code that the register does not have.
    UnknownCode(String),
    /// A system, whose projection is not there: its name, and the projection's.
    Projection(String, String),
    /// A system that needs a grid file of datum shifts.
    ShiftGrid(String, String),
    /// A system whose text is wrong: the text, and what is wrong.
    Wrong(String, String),
    /// A local grid without control points.
    NeedsPoints(String),
}

impl CrsFault {
    /// What it is about: the system's name, and what of it is not there.
    pub fn subject(&self) -> String {
        match self {
            Self::NotUnderstood(text) | Self::UnknownCode(text) | Self::NeedsPoints(text) => text.clone(),
            Self::Projection(name, what) | Self::ShiftGrid(name, what) | Self::Wrong(name, what) => format!("{name} ({what})"),
        }
    }
}

impl Crs {
    /// The system that a text names: `WGS84`, `CGCS2000`, `GCJ-02`, `BD-09` and what else people call them, `EPSG:n`, a bare
    /// code, an OGC URN or address, a name of the register, WKT, a PROJ text, `local:NAME`.
    ///
    /// ```
    /// use yuantu::geodesy::crs::Crs;
    ///
    /// assert_eq!(Crs::parse("火星坐标"), Ok(Crs::Gcj02));
    /// assert_eq!(Crs::parse("urn:ogc:def:crs:EPSG::4549"), Ok(Crs::Epsg(4549)));
    /// ```
    pub fn parse(text: &str) -> Result<Self, CrsFault> {
        let text = text.trim_start_matches('\u{feff}').trim().trim_end_matches('\0');
        if let Some(local) = strip_prefix(text, "local:") {
            return Ok(local_grid(local));
        }
        if wkt::looks_like(text) {
            return match wkt::read(text) {
                Some(Meant::Registered(code)) => Ok(Self::of_code(code)),
                Some(Meant::Proj(proj, name)) => Ok(Self::Proj(proj.into(), Some(name.into()))),
                Some(Meant::Unsupported { name, why }) => Err(CrsFault::Projection(name, why)),
                None => Err(CrsFault::NotUnderstood(short(text))),
            };
        }
        if parameter(text, "proj").is_some() {
            return Ok(Self::Proj(text.split_whitespace().collect::<Vec<_>>().join(" ").into(), None));
        }
        if let Some(code) = parameter(text, "init") {
            return Self::parse(code);
        }
        let folded = epsg::folded(text);
        if let Some(crs) = datum(&folded) {
            return Ok(crs);
        }
        if let Some(code) = code_in(text) {
            let fault = || CrsFault::UnknownCode(short(text));
            let code = code.parse().map_err(|_| fault())?;
            let crs = Self::of_code(code);
            return if matches!(crs, Self::Epsg(code) if epsg::find(code).is_none()) { Err(fault()) } else { Ok(crs) };
        }
        epsg::by_name(text).map(|entry| Self::of_code(entry.code)).ok_or_else(|| CrsFault::NotUnderstood(short(text)))
    }

    /// Its code, which [`parse`](Self::parse) reads back: a datum's name, `EPSG:n`, a PROJ text, `local:NAME` and the grid's
    /// numbers.
    pub fn code(&self) -> String {
        match self {
            Self::Wgs84 => "WGS84".to_owned(),
            Self::Cgcs2000 => "CGCS2000".to_owned(),
            Self::Gcj02 => "GCJ-02".to_owned(),
            Self::Bd09 => "BD-09".to_owned(),
            Self::Epsg(code) => format!("EPSG:{code}"),
            Self::Proj(text, _) => text.to_string(),
            Self::Local(name, None) => format!("local:{name}"),
            Self::Local(name, Some(grid)) => format!("local:{name}|{}", grid.code()),
        }
    }

    /// What it is called: the register's name where it has one.
    pub fn name(&self) -> String {
        match self {
            Self::Epsg(code) => epsg::find(*code).map_or_else(|| self.code(), |entry| entry.name.to_owned()),
            Self::Proj(_, Some(name)) => name.to_string(),
            Self::Local(name, _) => name.to_string(),
            _ => self.code(),
        }
    }

    /// True where its numbers are degrees.
    pub fn is_degrees(&self) -> bool {
        match self {
            Self::Wgs84 | Self::Cgcs2000 | Self::Gcj02 | Self::Bd09 => true,
            Self::Epsg(code) => epsg::find(*code).is_some_and(|entry| parameter(entry.proj, "proj") == Some("longlat")),
            Self::Proj(text, _) => matches!(parameter(text, "proj"), Some("longlat" | "latlong" | "lonlat" | "latlon")),
            Self::Local(..) => false,
        }
    }

    /// True where the way to WGS84 leaves out a datum shift that the register does not have: up to some hundred metres off.
    pub fn lacks_datum_shift(&self) -> bool {
        let proj = match self {
            Self::Epsg(code) => epsg::find(*code).map_or("", |entry| entry.proj),
            Self::Proj(text, _) => text,
            _ => return false,
        };
        let is_global = match (parameter(proj, "datum"), parameter(proj, "ellps"), parameter(proj, "rf")) {
            (Some(datum), ..) => datum != "NAD27",
            (None, Some(ellipsoid), _) => matches!(ellipsoid, "WGS84" | "GRS80"),
            (None, None, Some(flattening)) => flattening.starts_with("298.2572"),
            // The sphere of Web Mercator.
            (None, None, None) => true,
        };
        !is_global && parameter(proj, "towgs84").is_none()
    }

    /// True for two systems whose numbers mean the same places within a metre: WGS84 and CGCS2000.
    pub fn is_same_place(&self, other: &Self) -> bool {
        let plain = |crs: &Self| matches!(crs, Self::Wgs84 | Self::Cgcs2000);
        self.code() == other.code() || plain(self) && plain(other)
    }

    fn of_code(code: u32) -> Self {
        match code {
            4326 | 4979 => Self::Wgs84,
            4490 | 4480 => Self::Cgcs2000,
            // What Web Mercator was called before it had a code.
            900_913 | 3785 | 102_100 | 102_113 => Self::Epsg(WEB_MERCATOR),
            _ => Self::Epsg(code),
        }
    }
}

const WEB_MERCATOR: u32 = 3857;

/// The way of numbers to and from WGS84. Numbers are easting or longitude first, whatever the register says: files are.
#[derive(Clone)]
pub struct Transform {
    way: Way,
}

#[derive(Clone)]
enum Way {
    Same,
    Gcj02,
    Bd09,
    WebMercator,
    Projected(Arc<Projected>),
    Local(Grid),
}

impl Transform {
    /// The way of a system; a fault where it cannot be computed.
    pub fn new(crs: &Crs) -> Result<Self, CrsFault> {
        let way = match crs {
            Crs::Wgs84 | Crs::Cgcs2000 => Way::Same,
            Crs::Gcj02 => Way::Gcj02,
            Crs::Bd09 => Way::Bd09,
            Crs::Epsg(WEB_MERCATOR) => Way::WebMercator,
            Crs::Epsg(code) => {
                let entry = epsg::find(*code).ok_or_else(|| CrsFault::UnknownCode(crs.code()))?;
                let name = format!("{} {}", crs.code(), entry.name);
                if entry.proj.is_empty() {
                    return Err(CrsFault::Projection(name, String::new()));
                }
                Self::projected(entry.proj, name)?
            }
            Crs::Proj(text, _) if parameter(text, "proj") == Some("webmerc") => Way::WebMercator,
            Crs::Proj(text, _) => Self::projected(text, crs.name())?,
            Crs::Local(_, Some(grid)) => Way::Local(*grid),
            Crs::Local(name, None) => return Err(CrsFault::NeedsPoints(name.to_string())),
        };
        Ok(Self { way })
    }

    /// The way of a system by its code: [`Crs::parse`] and [`Transform::new`] in one.
    pub fn of(code: &str) -> Result<Self, CrsFault> {
        Self::new(&Crs::parse(code)?)
    }

    /// Degrees WGS84 `[lon, lat]` of two numbers, easting or longitude first; `None` where they mean no place.
    pub fn to_wgs84(&self, position: [f64; 2]) -> Option<[f64; 2]> {
        if !position.iter().all(|number| number.is_finite()) {
            return None;
        }
        let place = match &self.way {
            Way::Same => position,
            Way::Gcj02 => gcj02::to_wgs84(position),
            Way::Bd09 => bd09::to_wgs84(position),
            Way::WebMercator => mercator::to_lon_lat(position),
            Way::Projected(projected) => projected.to_wgs84(position)?,
            Way::Local(grid) => grid.to_wgs84(position),
        };
        let [lon, lat] = place;
        (lon.abs() <= 180.0 + 1e-9 && lat.abs() <= 90.0 + 1e-9).then_some(place)
    }

    /// The system's own two numbers, easting or longitude first, of degrees WGS84 `[lon, lat]`; `None` where it cannot show the
    /// place.
    pub fn from_wgs84(&self, position: [f64; 2]) -> Option<[f64; 2]> {
        if !position.iter().all(|number| number.is_finite()) {
            return None;
        }
        let numbers = match &self.way {
            Way::Same => position,
            Way::Gcj02 => gcj02::from_wgs84(position),
            Way::Bd09 => bd09::from_wgs84(position),
            Way::WebMercator => mercator::from_lon_lat(position),
            Way::Projected(projected) => projected.from_wgs84(position)?,
            Way::Local(grid) => grid.from_wgs84(position),
        };
        numbers.iter().all(|number| number.is_finite()).then_some(numbers)
    }

    /// True where numbers stay as they are.
    pub fn is_identity(&self) -> bool {
        matches!(self.way, Way::Same)
    }

    fn projected(text: &str, name: String) -> Result<Way, CrsFault> {
        // NAD27's shift is in grid files; without it is as far off as other old datums are here, and said so.
        match Projected::new(&text.replace("+datum=NAD27", "+ellps=clrk66")) {
            Ok(projected) => Ok(Way::Projected(Arc::new(projected))),
            Err(ProjFault::Projection(projection)) => Err(CrsFault::Projection(name, projection)),
            Err(ProjFault::Grid(grid)) => Err(CrsFault::ShiftGrid(name, grid)),
            Err(ProjFault::Text(why)) => Err(CrsFault::Wrong(name, why)),
        }
    }
}

impl fmt::Debug for Transform {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.way {
            Way::Same => "Transform(same)",
            Way::Gcj02 => "Transform(GCJ-02)",
            Way::Bd09 => "Transform(BD-09)",
            Way::WebMercator => "Transform(Web Mercator)",
            Way::Projected(_) => "Transform(projected)",
            Way::Local(_) => "Transform(local)",
        })
    }
}

/// What people and files call the four datums; the name is folded.
fn datum(name: &str) -> Option<Crs> {
    Some(match name {
        "wgs84" | "wgs1984" | "gcswgs1984" | "gps" | "gps坐标" => Crs::Wgs84,
        _ if name.ends_with("crs84") => Crs::Wgs84,
        "cgcs2000" | "国家2000" | "大地2000" | "国家大地2000" | "2000坐标系" | "国家大地坐标系" | "2000国家大地坐标系" => {
            Crs::Cgcs2000
        }
        "gcj02" | "gcj" | "火星坐标" | "火星坐标系" | "国测局坐标" | "国测局坐标系" | "高德" | "高德坐标" | "腾讯坐标" => {
            Crs::Gcj02
        }
        "bd09" | "bd09ll" | "百度" | "百度坐标" | "百度坐标系" => Crs::Bd09,
        _ => return None,
    })
}

/// The digits of a code: bare, after `EPSG:`, at the end of an OGC name or address.
fn code_in(text: &str) -> Option<&str> {
    let start =
        text.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let digits = &text[start..];
    let before = text[..start].to_ascii_lowercase();
    let is_code = (4..=6).contains(&digits.len()) && (before.is_empty() || before.contains("epsg") || before.contains("esri"));
    is_code.then_some(digits)
}

fn local_grid(text: &str) -> Crs {
    let (name, numbers) = text.rsplit_once('|').unwrap_or((text, ""));
    match Grid::parse(numbers) {
        Some(grid) => Crs::Local(name.trim().into(), Some(grid)),
        None => Crs::Local(text.trim().into(), None),
    }
}

fn strip_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    text.get(..prefix.len()).filter(|start| start.eq_ignore_ascii_case(prefix)).map(|_| &text[prefix.len()..])
}

/// The start of a text, for a sentence.
fn short(text: &str) -> String {
    const LETTERS: usize = 60;
    if text.chars().count() > LETTERS { text.chars().take(LETTERS).chain(['…']).collect() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geodesy::fit::{ControlPoint, Freedom, fit};

    #[test]
    fn systems_go_by_many_names() {
        for name in ["WGS84", "wgs-84", "EPSG:4326", "4326", "urn:ogc:def:crs:OGC:1.3:CRS84", "+init=epsg:4326"] {
            assert_eq!(Crs::parse(name), Ok(Crs::Wgs84), "{name}");
        }
        assert_eq!(Crs::parse("http://www.opengis.net/def/crs/EPSG/0/4490"), Ok(Crs::Cgcs2000));
        assert_eq!(Crs::parse(" 百度坐标 "), Ok(Crs::Bd09));
        assert_eq!(Crs::parse("EPSG:900913"), Ok(Crs::Epsg(3857)));
        assert_eq!(Crs::parse("CGCS2000 / 3-degree Gauss-Kruger CM 120E").map(|crs| crs.code()), Ok("EPSG:4549".to_owned()));
        assert_eq!(Crs::Epsg(4549).name(), "CGCS2000 / 3-degree Gauss-Kruger CM 120E");
        for code in
            ["WGS84", "CGCS2000", "GCJ-02", "BD-09", "EPSG:4549", "+proj=tmerc +lon_0=121.5 +ellps=GRS80", "local:上海2000"]
        {
            assert_eq!(Crs::parse(code).map(|crs| crs.code()), Ok(code.to_owned()));
        }
        assert!(
            Crs::Epsg(27_700).lacks_datum_shift()
                && Crs::Epsg(26_717).lacks_datum_shift()
                && !Crs::Epsg(4549).lacks_datum_shift()
        );
        assert!(Crs::Wgs84.is_same_place(&Crs::Cgcs2000) && !Crs::Wgs84.is_same_place(&Crs::Gcj02));
    }

    #[test]
    fn what_cannot_be_computed_is_refused_by_name() {
        assert_eq!(Crs::parse("EPSG:999999"), Err(CrsFault::UnknownCode("EPSG:999999".to_owned())));
        assert_eq!(Crs::parse("somewhere"), Err(CrsFault::NotUnderstood("somewhere".to_owned())));
        assert_eq!(Crs::parse(""), Err(CrsFault::NotUnderstood(String::new())));
        let nzmg = Transform::of("EPSG:27200").err();
        assert_eq!(nzmg, Some(CrsFault::Projection("EPSG:27200 NZGD49 / New Zealand Map Grid".to_owned(), "nzmg".to_owned())));
        assert_eq!(Transform::of("local:上海2000").err(), Some(CrsFault::NeedsPoints("上海2000".to_owned())));
    }

    #[test]
    fn places_agree_with_proj() {
        // Code, degrees of WGS84 (or of the system's own datum, where no shift is known), easting, northing: PROJ 9 (pyproj 3.7).
        let cases: [(u32, [f64; 2], [f64; 2]); 20] = [
            (26_717, [-81.0, 45.0], [500_000.0, 4_982_733.209_22]),
            (6677, [139.7671, 35.6812], [-5_995.185_17, -35_367.230_13]),
            (32_654, [139.7671, 35.6812], [388_433.374_62, 3_949_290.013_54]),
            (4549, [121.4737, 31.2304], [640_412.315_04, 3_457_455.488_58]),
            (4528, [121.4737, 31.2304], [40_640_412.315_04, 3_457_455.488_58]),
            (4548, [121.4737, 31.2304], [926_428.405_01, 3_465_161.664_19]),
            (4510, [121.4737, 31.2304], [354_575.479_18, 3_457_523.538_96]),
            (4499, [121.4737, 31.2304], [21_354_575.479_18, 3_457_523.538_96]),
            (32_651, [121.4737, 31.2304], [354_633.648_99, 3_456_140.529_64]),
            (32_650, [121.4737, 31.2304], [926_257.833_65, 3_463_775.599_62]),
            (3857, [121.4737, 31.2304], [13_522_390.428_77, 3_662_707.257_05]),
            (2154, [2.3522, 48.8566], [652_469.022_71, 6_862_035.259_42]),
            (27_700, [-0.1276, 51.5072], [529_930.272_28, 180_412.110_84]),
            (3035, [10.0, 52.0], [4_321_000.0, 3_210_000.0]),
            (5070, [-96.0, 40.0], [0.0, 1_886_977.564_90]),
            (2056, [7.4386, 46.9511], [2_599_925.152_48, 1_199_854.878_24]),
            (28_992, [5.3876, 52.1561], [154_997.339_06, 462_993.263_36]),
            (3031, [0.0, -75.0], [0.0, 1_638_783.238_41]),
            (2326, [114.1694, 22.3193], [835_750.719_66, 819_863.439_77]),
            (5514, [14.4208, 50.088], [-742_923.042_42, -1_043_025.106_99]),
        ];
        for (code, place, numbers) in cases {
            let way = Transform::new(&Crs::Epsg(code)).unwrap();
            let [x, y] = way.from_wgs84(place).unwrap();
            assert!((x - numbers[0]).abs() < 1e-3 && (y - numbers[1]).abs() < 1e-3, "EPSG:{code}: {x} {y}");
            let [lon, lat] = way.to_wgs84(numbers).unwrap();
            assert!((lon - place[0]).abs() < 2e-8 && (lat - place[1]).abs() < 2e-8, "EPSG:{code}: {lon} {lat}");
        }
    }

    #[test]
    fn the_two_ways_to_gauss_kruger_agree() {
        let way = Transform::of("EPSG:4549").unwrap();
        for place in [[118.6, 39.9], [121.4999, 18.0], [121.45, 31.25]] {
            let (north, east) = crate::geodesy::gauss_krueger::forward(place, 120.0);
            let [x, y] = way.from_wgs84(place).unwrap();
            assert!((x - east - 500_000.0).abs() < 1e-4 && (y - north).abs() < 1e-4, "{x} {y}");
        }
    }

    #[test]
    fn a_fitted_grid_goes_by_its_code() {
        let points = [[121.43, 31.30], [121.47, 31.22]].map(|lon_lat| {
            let (north, east) = crate::geodesy::gauss_krueger::forward(lon_lat, 121.5);
            ControlPoint { local: [east, north - 3_457_000.0], lon_lat }
        });
        let grid = fit(&points, Freedom::FourParameters).unwrap().grid;
        let crs = Crs::Local("上海2000".into(), Some(grid));
        assert_eq!(Crs::parse(&crs.code()), Ok(crs.clone()));
        let [lon, lat] = Transform::new(&crs).unwrap().to_wgs84(points[1].local).unwrap();
        assert!((lon - 121.47).abs() < 1e-9 && (lat - 31.22).abs() < 1e-9);
    }
}
