//! Geometry as WKB and as WKT, such as GeoPackage and tables hold it: a shape, or what is wrong with it.
#![no_main]

use yuantu::domain::Geometries;
use yuantu::io::{wkb, wkt};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut geometries = Geometries::default();
    let _ = wkb::read(bytes, &mut geometries);
    geometries.roll_back();
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = wkt::read(text, &mut geometries);
    }
});
