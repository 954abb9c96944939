//! What the fuzz targets share: bytes as a file of a name, read and imported as the program does. Refuses to judge the result;
//! a panic, a hang or memory without bound is the finding.
//!
//! `cargo +nightly fuzz run geojson` (any name in `fuzz_targets`).

use std::ops::ControlFlow;
use std::sync::OnceLock;

use yuantu::import::{Known, apply, propose};
use yuantu::io::{Outcome, ReadOptions, ReadSink, read_bytes};

/// Reads bytes as a file of this name, on one thread.
pub fn read(name: &str, bytes: &[u8]) {
    outcome(name, bytes);
}

/// Reads bytes, proposes what the columns mean, and applies it.
pub fn import(name: &str, bytes: &[u8]) {
    static KNOWN: OnceLock<Known> = OnceLock::new();
    let known = KNOWN.get_or_init(Known::embedded);
    let Some(dataset) = outcome(name, bytes).dataset else { return };
    let proposal = propose(&dataset, None, &[]);
    apply(dataset, &proposal.recipe, known, &|_, _| ControlFlow::Continue(()));
}

fn outcome(name: &str, bytes: &[u8]) -> Outcome {
    let options = ReadOptions { threads: 1, ..ReadOptions::default() };
    read_bytes(name, bytes.to_vec(), &options, ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} })
}
