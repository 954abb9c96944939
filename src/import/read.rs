//! The whole way from a file to a dataset for callers without a sheet: read, proposed, applied. Refuses what only a person can
//! decide: rows that wait stay in the table.

use std::path::Path;
use std::sync::Arc;

use crate::domain::{Issue, IssueKind, Recipe, Severity};
use crate::io::{self, Outcome, ReadOptions, ReadSink};

use super::detective::suspicion;
use super::known::Known;
use super::{apply, propose};

/// Reads a file the whole way. Without a recipe what is proposed is taken; a declared coordinate system is believed, else WGS84
/// is, with a warning where known places say something else.
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
    let suspicion = if recipe.is_none() { suspicion(&raw, &proposed, known) } else { None };
    let mut applied = apply(raw, &proposed, known, progress);
    if let (Some(detail), Some(dataset)) = (suspicion, &mut applied.dataset) {
        let file: Arc<str> = path.to_string_lossy().into();
        let issue = Issue::new(Severity::Warning, IssueKind::SuspectedDatum, &file).with_detail(detail);
        dataset.issues.push(issue.clone());
        applied.issues.push(issue);
    }
    Outcome { dataset: applied.dataset, issues: applied.issues, cancelled: applied.cancelled }
}
