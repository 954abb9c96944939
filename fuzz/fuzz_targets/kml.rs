//! KML: whatever the bytes are, the reader gives records or says what is wrong.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| yuantu_fuzz::read("places.kml", bytes));
