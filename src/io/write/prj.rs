//! A coordinate system in the words of a `.prj`: WKT as shapefiles know it, for degrees and for the projections in use here.
//! Refuses others: a wrong description is worse than none.

use crate::geodesy::crs::Crs;
use crate::geodesy::epsg;
use crate::geodesy::projected::parameter;

const WGS84: &str = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;
const CGCS2000: &str = r#"GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;
const WEB_MERCATOR: &str = r#"PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",0.0],PARAMETER["Auxiliary_Sphere_Type",0.0],UNIT["Meter",1.0]"#;

/// The text of a system; none where there are no words for it.
pub(super) fn text(crs: &Crs) -> Option<String> {
    match crs {
        Crs::Wgs84 => Some(WGS84.to_owned()),
        Crs::Cgcs2000 => Some(CGCS2000.to_owned()),
        Crs::Epsg(3857) => Some(format!(r#"PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",{WGS84},{WEB_MERCATOR}]"#)),
        Crs::Epsg(code) => {
            let entry = epsg::find(*code)?;
            projected(entry.proj, entry.name)
        }
        Crs::Proj(proj, name) => projected(proj, name.as_deref().unwrap_or("Projected")),
        // Shifted degrees have no words in WKT.
        Crs::Gcj02 | Crs::Bd09 | Crs::Local(..) => None,
    }
}

/// Transverse Mercator of the three ellipsoids in use here, UTM among it.
fn projected(proj: &str, name: &str) -> Option<String> {
    let number = |key: &str, otherwise: f64| match parameter(proj, key) {
        Some(text) => text.parse::<f64>().ok(),
        None => Some(otherwise),
    };
    let ellipsoid = parameter(proj, "datum").or_else(|| parameter(proj, "ellps"))?;
    let base = match ellipsoid {
        "WGS84" => WGS84.to_owned(),
        "GRS80" if name.contains("CGCS2000") => CGCS2000.to_owned(),
        "GRS80" => geographic(name, "GRS_1980", 298.257_222_101),
        _ => return None,
    };
    if parameter(proj, "units").is_some_and(|units| units != "m") || parameter(proj, "towgs84").is_some() {
        return None;
    }
    let [meridian, origin, scale, east, north] = match parameter(proj, "proj")? {
        "utm" => {
            let south = if parameter(proj, "south").is_some() { 10_000_000.0 } else { 0.0 };
            [number("zone", f64::NAN)? * 6.0 - 183.0, 0.0, 0.9996, 500_000.0, south]
        }
        "tmerc" | "etmerc" => {
            let scale = if parameter(proj, "k_0").is_some() { number("k_0", 1.0)? } else { number("k", 1.0)? };
            [number("lon_0", 0.0)?, number("lat_0", 0.0)?, scale, number("x_0", 0.0)?, number("y_0", 0.0)?]
        }
        _ => return None,
    };
    let name = name.replace(['"', '\\'], "").replace([' ', '/'], "_");
    Some(format!(
        r#"PROJCS["{name}",{base},PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",{east:?}],PARAMETER["False_Northing",{north:?}],PARAMETER["Central_Meridian",{meridian:?}],PARAMETER["Scale_Factor",{scale:?}],PARAMETER["Latitude_Of_Origin",{origin:?}],UNIT["Meter",1.0]]"#
    ))
}

/// Degrees of a datum that is within a metre of WGS84, by the start of the system's name (`JGD2011 / …`).
fn geographic(name: &str, spheroid: &str, inverse_flattening: f64) -> String {
    let datum = name.split(" / ").next().unwrap_or(name).replace(['"', '\\'], "").replace(' ', "_");
    format!(
        r#"GEOGCS["GCS_{datum}",DATUM["D_{datum}",SPHEROID["{spheroid}",6378137.0,{inverse_flattening:?}]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#
    )
}
