//! Datums, projections and measures on the ellipsoid. Refuses files and records.

pub mod mercator;
