//! A coordinate system said in any words: it is known, or refused by name; and what is known brings places there and back
//! without a panic.
#![no_main]

use yuantu::geodesy::crs::{Crs, Transform};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Ok(crs) = Crs::parse(text) else { return };
    let Ok(transform) = Transform::new(&crs) else { return };
    let there = transform.from_wgs84([121.45, 31.25]);
    let _ = there.and_then(|position| transform.to_wgs84(position));
});
