//! A pasted table through the whole import: what its columns mean, its cells read, its rows placed.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| yuantu_fuzz::import("rows.csv", text.as_bytes()));
