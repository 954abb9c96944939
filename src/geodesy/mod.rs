//! Datums, projections and measures on the ellipsoid. Refuses files and records.

pub mod bd09;
pub mod crs;
pub mod epsg;
pub mod fit;
pub mod gauss_krueger;
pub mod gcj02;
pub mod geodesic;
pub mod local;
pub mod mercator;
pub mod projected;

#[cfg(test)]
mod vector_tests;
mod wkt;

/// Semi-major axis of the WGS84 ellipsoid, metres. CGCS2000 has the same.
pub(crate) const SEMI_MAJOR_M: f64 = 6_378_137.0;

/// Flattening of the WGS84 ellipsoid. That of CGCS2000 differs in the ninth digit: 0.1 mm here.
pub(crate) const FLATTENING_WGS84: f64 = 1.0 / 298.257_223_563;
