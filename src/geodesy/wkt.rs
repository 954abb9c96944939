//! Well-known text of coordinate systems (WKT 1 of OGC and of ESRI, WKT 2): which system of the register it means, else its words
//! in PROJ. Refuses vertical systems and what nests deeper than any system does.

use std::panic::catch_unwind;

use super::epsg::{self, Entry};
use super::projected::parameter;

/// What a text means.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meant {
    /// A system of the register.
    Registered(u32),
    /// A system in the words of PROJ, and its name.
    Proj(String, String),
    /// It has a name, but nothing that can be computed with: the projection, or why the text cannot be read.
    Unsupported { name: String, why: String },
}

/// Longest text that is read, bytes.
const LONGEST: usize = 65_536;
/// Deepest nesting that is read: systems nest some seven deep.
const DEEPEST: usize = 32;

/// What a text means; `None` where it is no well-known text of a coordinate system.
pub(super) fn read(text: &str) -> Option<Meant> {
    let text = text.trim_start_matches('\u{feff}').trim().trim_end_matches(['\0', ' ', '\r', '\n']);
    if text.len() > LONGEST {
        return None;
    }
    let mut rest = text;
    let root = node(&mut rest, 0)?;
    let system = root.horizontal()?;
    let name = system.name().unwrap_or_default();
    if let Some(code) = system.epsg_code().filter(|&code| epsg::find(code).is_some()) {
        return Some(Meant::Registered(code));
    }
    if let Some(code) = known_name(name) {
        return Some(Meant::Registered(code));
    }
    let proj = match catch_unwind(|| proj4wkt::wkt_to_projstring(text)) {
        Ok(Ok(proj)) => proj.split_whitespace().collect::<Vec<_>>().join(" "),
        Ok(Err(error)) => {
            let method = system.find(&["PROJECTION", "METHOD"]).and_then(Node::name).map(str::to_owned);
            return Some(Meant::Unsupported { name: name.to_owned(), why: method.unwrap_or_else(|| error.to_string()) });
        }
        Err(_) => return Some(Meant::Unsupported { name: name.to_owned(), why: String::new() }),
    };
    Some(match registered_twin(system, name, &proj) {
        Some(code) => Meant::Registered(code),
        None => Meant::Proj(proj, name.to_owned()),
    })
}

/// True where a text looks like well-known text.
pub(super) fn looks_like(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let keyword = text.split(['[', '(']).next().unwrap_or_default();
    text.len() > keyword.len() && ROOTS.contains(&keyword.trim().to_ascii_uppercase().as_str())
}

const ROOTS: [&str; 16] = [
    "PROJCS",
    "PROJCRS",
    "PROJECTEDCRS",
    "GEOGCS",
    "GEOGCRS",
    "GEOGRAPHICCRS",
    "GEODCRS",
    "GEODETICCRS",
    "COMPD_CS",
    "COMPOUNDCRS",
    "BOUNDCRS",
    "SOURCECRS",
    "BASEGEOGCRS",
    "BASEGEODCRS",
    "GEOCCS",
    "LOCAL_CS",
];
const HORIZONTAL: [&str; 9] =
    ["PROJCS", "PROJCRS", "PROJECTEDCRS", "GEOGCS", "GEOGCRS", "GEOGRAPHICCRS", "GEODCRS", "GEODETICCRS", "BASEGEOGCRS"];
const DEGREES: [&str; 7] = ["GEOGCS", "GEOGCRS", "GEOGRAPHICCRS", "GEODCRS", "GEODETICCRS", "BASEGEOGCRS", "BASEGEODCRS"];

/// What ESRI and others call the systems in degrees that files use most, folded, and their codes.
const DATUMS: &[(&str, u32)] = &[
    ("wgs1984", 4326),
    ("chinageodeticcoordinatesystem2000", 4490),
    ("cgcs2000", 4490),
    ("beijing1954", 4214),
    ("xian1980", 4610),
    ("northamerican1983", 4269),
    ("northamerican1927", 4267),
    ("etrs1989", 4258),
    ("european1950", 4230),
    ("tokyo", 4301),
    ("jgd2000", 4612),
    ("jgd2011", 6668),
    ("rgf1993", 4171),
    ("osgb1936", 4277),
    ("hongkong1980", 4611),
    ("twd1997", 3824),
    ("gda1994", 4283),
    ("gda2020", 7844),
    ("korea2000", 4737),
    ("pulkovo1942", 4284),
];

/// The code of a system by its name: the register's, or what ESRI makes of it.
fn known_name(name: &str) -> Option<u32> {
    let folded = epsg::folded(name);
    if folded.starts_with("wgs1984webmercator") || folded == "popularvisualisationcrsmercator" {
        return Some(3857);
    }
    let bare = folded.strip_prefix("gcs").unwrap_or(&folded);
    if let Some(&(_, code)) = DATUMS.iter().find(|&&(known, _)| known == bare) {
        return Some(code);
    }
    // "WGS_1984_UTM_Zone_51N" and "CGCS2000_3_Degree_GK_CM_120E" differ from the register in these words alone.
    let spelt = folded.replace("wgs1984", "wgs84").replace("nad1983", "nad83").replace("etrs1989", "etrs89");
    let spelt = spelt.replace("degreegk", "degreegausskruger").replace("cgcs2000gk", "cgcs2000gausskruger");
    let spelt = spelt.replace("xian1980gk", "xian1980gausskruger");
    let spelt = spelt.replace("beijing1954gk", "beijing1954gausskruger");
    epsg::by_name(&spelt).map(|entry| entry.code)
}

/// The system of the register with the same datum and the same projection, where there is exactly one that is not deprecated.
fn registered_twin(system: &Node<'_>, name: &str, proj: &str) -> Option<u32> {
    let degrees = if DEGREES.contains(&system.keyword) { system } else { system.find(&DEGREES)? };
    let datum = degrees.epsg_code().and_then(epsg::find).or_else(|| epsg::find(known_name(degrees.name()?)?))?;
    if parameter(proj, "proj") == Some("longlat") {
        return Some(datum.code);
    }
    // The one datum of ours whose systems in the plane go by its short name.
    let prefix = format!("{} / ", if datum.code == 4490 { "CGCS2000" } else { datum.name });
    let own = Shape::of(proj)?;
    let mut twins = epsg::all().filter(|entry| entry.name.starts_with(&prefix) && !entry.deprecated);
    let same = |entry: &Entry| Shape::of(entry.proj).is_some_and(|shape| shape.is(&own));
    let first = twins.find(same)?;
    // Two that differ in nothing but the order of their axes are told apart by the name, or not at all.
    let more = twins.filter(same).find(|entry| epsg::folded(entry.name) == epsg::folded(name));
    Some(more.map_or(first.code, |entry| entry.code))
}

/// A projection as numbers, to compare two texts by.
struct Shape {
    method: String,
    numbers: [f64; 9],
    axis: String,
}

impl Shape {
    fn of(proj: &str) -> Option<Self> {
        let number = |names: &[&str], absent: f64| {
            names.iter().find_map(|name| parameter(proj, name)).and_then(|value| value.parse().ok()).unwrap_or(absent)
        };
        let mut method = parameter(proj, "proj")?.to_owned();
        let unit = match parameter(proj, "units") {
            Some("us-ft") => 1200.0 / 3937.0,
            Some("ft") => 0.3048,
            Some("km") => 1000.0,
            _ => number(&["to_meter"], 1.0),
        };
        let mut numbers = [
            number(&["lat_0"], 0.0),
            number(&["lon_0", "lonc"], 0.0),
            number(&["lat_1", "lat_ts"], 0.0),
            number(&["lat_2"], 0.0),
            number(&["k", "k_0"], 1.0),
            number(&["x_0"], 0.0),
            number(&["y_0"], 0.0),
            unit,
            number(&["alpha"], 0.0),
        ];
        if method == "utm" {
            method = "tmerc".to_owned();
            let south = if parameter(proj, "south").is_some() { 10_000_000.0 } else { 0.0 };
            numbers = [0.0, number(&["zone"], 0.0) * 6.0 - 183.0, 0.0, 0.0, 0.9996, 500_000.0, south, unit, 0.0];
        }
        Some(Self { method, numbers, axis: parameter(proj, "axis").unwrap_or("enu").to_owned() })
    }

    /// Equal to nine digits: ESRI writes 139.833333333333 where the register has more threes.
    fn is(&self, other: &Self) -> bool {
        let same = |(a, b): (&f64, &f64)| (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0);
        self.method == other.method && self.axis == other.axis && self.numbers.iter().zip(&other.numbers).all(same)
    }
}

/// A keyword and what is in its brackets.
struct Node<'a> {
    keyword: &'a str,
    texts: Vec<&'a str>,
    children: Vec<Node<'a>>,
}

impl<'a> Node<'a> {
    fn name(&self) -> Option<&'a str> {
        self.texts.first().copied()
    }

    /// The nearest node of one of these keywords, itself included.
    fn find(&self, keywords: &[&str]) -> Option<&Node<'a>> {
        if keywords.iter().any(|keyword| self.keyword.eq_ignore_ascii_case(keyword)) {
            return Some(self);
        }
        self.children.iter().find_map(|child| child.find(keywords))
    }

    /// The part of a compound or bound system that says where things are on the map.
    fn horizontal(&self) -> Option<&Node<'a>> {
        self.find(&HORIZONTAL)
    }

    fn epsg_code(&self) -> Option<u32> {
        let id = |node: &&Node<'_>| ["AUTHORITY", "ID"].iter().any(|keyword| node.keyword.eq_ignore_ascii_case(keyword));
        let id = self.children.iter().find(id)?;
        let [authority, code, ..] = id.texts.as_slice() else { return None };
        if authority.eq_ignore_ascii_case("EPSG") { code.trim().parse().ok() } else { None }
    }
}

/// Reads `KEYWORD[…]` from the front of the rest.
fn node<'a>(rest: &mut &'a str, depth: usize) -> Option<Node<'a>> {
    *rest = rest.trim_start();
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
    let keyword = &rest[..end];
    *rest = rest[end..].trim_start();
    if keyword.is_empty() || depth > DEEPEST || !rest.starts_with(['[', '(']) {
        return None;
    }
    let mut found = Node { keyword, texts: Vec::new(), children: Vec::new() };
    loop {
        // Past the opening bracket or a comma.
        *rest = rest.get(1..)?.trim_start();
        if let Some(quoted) = rest.strip_prefix('"') {
            let close = quoted.find('"')?;
            found.texts.push(&quoted[..close]);
            *rest = quoted[close + 1..].trim_start();
        } else {
            let end = rest.find([',', '[', ']', '(', ')'])?;
            if rest[end..].starts_with(['[', '(']) {
                found.children.push(node(rest, depth + 1)?);
            } else {
                found.texts.push(rest[..end].trim());
                *rest = &rest[end..];
            }
        }
        *rest = rest.trim_start();
        if rest.starts_with([']', ')']) {
            *rest = rest[1..].trim_start();
            return Some(found);
        }
        if !rest.starts_with(',') {
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Option<u32> {
        match read(text) {
            Some(Meant::Registered(code)) => Some(code),
            _ => None,
        }
    }

    const JGD2011: &str = r#"PROJCS["JGD_2011_Japan_Zone_9",GEOGCS["GCS_JGD_2011",DATUM["D_JGD_2011",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",139.833333333333],PARAMETER["Scale_Factor",0.9999],PARAMETER["Latitude_Of_Origin",36.0],UNIT["Meter",1.0]]"#;
    const CGCS2000: &str = r#"PROJCS["CGCS2000_3_Degree_GK_CM_120E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#;

    #[test]
    fn esri_texts_without_codes_are_found_in_the_register() {
        assert_eq!(code(JGD2011), Some(6677));
        assert_eq!(code(CGCS2000), Some(4549));
        // The same grid under a name that nobody knows is told by its numbers.
        assert_eq!(code(&CGCS2000.replace("CGCS2000_3_Degree_GK_CM_120E", "静安区坐标系")), Some(4549));
        assert_eq!(
            code(
                "\u{feff}GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137,298.257223563]],PRIMEM[\"Greenwich\",0],UNIT[\"Degree\",0.017453292519943295]]\n"
            ),
            Some(4326)
        );
        let nad83 = r#"GEOGCS["GCS_North_American_1983",DATUM["D_North_American_1983",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;
        assert_eq!(code(nad83), Some(4269));
        let osgb = r#"PROJCS["OSGB 1936 / British National Grid",GEOGCS["OSGB 1936",DATUM["D_OSGB_1936",SPHEROID["Airy_1830",6377563.396,299.3249646]],PRIMEM["Greenwich",0],UNIT["Degree",0.017453292519943295]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",49],PARAMETER["central_meridian",-2],PARAMETER["scale_factor",0.9996012717],PARAMETER["false_easting",400000],PARAMETER["false_northing",-100000],UNIT["Meter",1]]"#;
        assert_eq!(code(osgb), Some(27_700));
    }

    #[test]
    fn codes_count_before_names() {
        let wkt2 = r#"PROJCRS["anything",BASEGEOGCRS["x",DATUM["y",ELLIPSOID["GRS 1980",6378137,298.257222101]],ID["EPSG",4490]],CONVERSION["z",METHOD["Transverse Mercator",ID["EPSG",9807]]],CS[Cartesian,2],AXIS["northing (X)",north],AXIS["easting (Y)",east],LENGTHUNIT["metre",1],ID["EPSG",4549]]"#;
        assert_eq!(code(wkt2), Some(4549));
        assert_eq!(
            code(r#"COMPD_CS["both",PROJCS["WGS 84 / UTM zone 51N",AUTHORITY["EPSG","32651"]],VERT_CS["height"]]"#),
            Some(32_651)
        );
    }

    #[test]
    fn what_has_no_code_becomes_a_proj_text() {
        let own = CGCS2000.replace("CM_120E", "own").replace("120.0]", "121.466666667]");
        let Some(Meant::Proj(proj, name)) = read(&own) else { panic!("{:?}", read(&own)) };
        assert_eq!(name, "CGCS2000_3_Degree_GK_own");
        assert_eq!(parameter(&proj, "lon_0"), Some("121.466666667"));
        let odd = CGCS2000.replace("CM_120E", "own").replace("\"Gauss_Kruger\"", "\"Spilhaus\"");
        assert!(matches!(read(&odd), Some(Meant::Unsupported { why, .. }) if why == "Spilhaus"));
    }

    #[test]
    fn broken_texts_are_no_system() {
        for end in 0..CGCS2000.len() {
            assert_eq!(read(&CGCS2000[..end]), None, "{end}");
        }
        assert_eq!(read(&"PROJCS[".repeat(9_000)), None);
        assert_eq!(read("VERT_CS[\"height\"]"), None);
        assert!(!looks_like("WGS84") && looks_like(" GEOGCS [\"x\"]"));
    }
}
