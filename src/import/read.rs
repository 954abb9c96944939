//! The whole way from a file to a dataset for callers without a sheet: read, proposed, applied. Refuses what only a person can
//! decide: rows that wait stay in the table.

use std::path::Path;

use crate::domain::Recipe;
use crate::io::{self, Outcome, ReadOptions, ReadSink};

use super::known::Known;
use super::{apply, propose};

/// Reads a file the whole way. Without a recipe what is proposed is taken; a declared coordinate system is believed.
///
/// ```no_run
/// use std::ops::ControlFlow;
/// use yuantu::import::{self, Known};
/// use yuantu::io::{ReadOptions, ReadSink};
///
/// let sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
/// let outcome = import::read("list.csv".as_ref(), &ReadOptions::default(), None, &Known::embedded(), sink);
/// ```
pub fn read(path: &Path, options: &ReadOptions, recipe: Option<&Recipe>, known: &Known, sink: ReadSink<'_>) -> Outcome {
    let progress = sink.progress;
    let outcome = io::read_path(path, options, sink);
    let Some(raw) = outcome.dataset else { return outcome };
    let proposed = recipe.cloned().unwrap_or_else(|| propose(&raw, options.kind, &[]).recipe);
    let applied = apply(raw, &proposed, known, progress);
    Outcome { dataset: applied.dataset, issues: applied.issues, cancelled: applied.cancelled }
}
