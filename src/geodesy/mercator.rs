//! Web Mercator (EPSG:3857), the plane the map is drawn in. Refuses measures: its metres are stretched by 1 / cos(latitude).

/// The sphere's radius in EPSG:3857, metres.
const RADIUS_M: f64 = 6_378_137.0;

/// The greatest latitude that the square of Web Mercator holds, degrees.
pub const MAX_LAT: f64 = 85.051_128_779_806_6;

/// Web Mercator metres `[x, y]` of `[lon, lat]` in degrees WGS84. Latitudes past [`MAX_LAT`] are taken as that.
pub fn from_lon_lat([lon, lat]: [f64; 2]) -> [f64; 2] {
    let sin = lat.clamp(-MAX_LAT, MAX_LAT).to_radians().sin();
    [RADIUS_M * lon.to_radians(), RADIUS_M * 0.5 * ((1.0 + sin) / (1.0 - sin)).ln()]
}

/// Degrees WGS84 `[lon, lat]` of Web Mercator metres.
pub fn to_lon_lat([x, y]: [f64; 2]) -> [f64; 2] {
    [(x / RADIUS_M).to_degrees(), (y / RADIUS_M).sinh().atan().to_degrees()]
}

/// Metres on the ground of one Web Mercator metre at a latitude (degrees).
pub fn ground_metres(lat: f64) -> f64 {
    lat.to_radians().cos()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_places() {
        // EPSG:3857 of 121.4737, 31.2304, computed with PROJ.
        let [x, y] = from_lon_lat([121.4737, 31.2304]);
        assert!((x - 13_522_390.428_8).abs() < 1e-3 && (y - 3_662_707.257_1).abs() < 1e-3, "{x} {y}");
        let [lon, lat] = to_lon_lat([x, y]);
        assert!((lon - 121.4737).abs() < 1e-12 && (lat - 31.2304).abs() < 1e-12);
    }
}
