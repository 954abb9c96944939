//! `yuantu check`: every error and warning of files. Refuses to mend them.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};

use crate::analysis::validity::{self, Params};
use crate::domain::{Issue, Severity};
use crate::i18n::cli::CliText;
use crate::i18n::{Lang, issues};
use crate::import::{self, Known};
use crate::io::{Outcome, ReadOptions, ReadSink};

/// The report on some files, and whether one has an error.
pub(super) fn check(files: &[PathBuf], as_json: bool, geometry: bool, lang: Lang) -> (String, bool) {
    let read = |path| if geometry { with_geometry(read(path)) } else { read(path) };
    let outcomes: Vec<_> = files.iter().map(|path| (path, read(path))).collect();
    let broken = outcomes.iter().any(|(_, outcome)| outcome.has_error());
    if as_json {
        let files: Vec<_> = outcomes.iter().map(|(path, outcome)| file_json(path, outcome, lang)).collect();
        return (format!("{:#}\n", json!({ "files": files })), broken);
    }
    (outcomes.iter().map(|(path, outcome)| file_text(path, outcome, lang)).collect(), broken)
}

/// Reads a file to the end, and its rows.
pub(super) fn read(path: &Path) -> Outcome {
    let sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
    import::read(path, &ReadOptions::default(), None, &Known::embedded(), sink)
}

/// The same with what is wrong with its geometry: warnings, as the records are loaded all the same.
fn with_geometry(mut outcome: Outcome) -> Outcome {
    let Some(dataset) = outcome.dataset.take().map(Arc::new) else { return outcome };
    let go_on = |_, _| ControlFlow::Continue(());
    let findings = validity::check(&dataset, &Params::of(&dataset, None), &go_on).unwrap_or_default();
    let found = validity::issues_of(&dataset, &findings);
    outcome.issues.retain(|issue| !found.iter().any(|found| found.kind == issue.kind));
    outcome.issues.extend(found);
    outcome.dataset = Arc::into_inner(dataset);
    outcome
}

/// The lines of a file's issues.
pub(super) fn issue_lines(outcome: &Outcome, lang: Lang) -> String {
    let line = |issue: &Issue| format!("  {} {}\n", issues::severity_name(issue.severity, lang), issues::sentence(issue, lang));
    outcome.issues.iter().map(line).collect()
}

fn file_text(path: &Path, outcome: &Outcome, lang: Lang) -> String {
    let count = |severity: Severity| outcome.issues.iter().filter(|issue| issue.severity == severity).count().to_string();
    let features = match &outcome.dataset {
        Some(dataset) => CliText::FeatureCount.fill(lang, &[&dataset.len().to_string()]),
        None => CliText::NotLoaded.text(lang).to_owned(),
    };
    let errors = CliText::ErrorCount.fill(lang, &[&count(Severity::Error)]);
    let warnings = CliText::WarningCount.fill(lang, &[&count(Severity::Warning)]);
    let comma = lang.pick("，", ", ");
    let summary = [features, errors, warnings].join(comma);
    format!("{}{}{summary}\n{}", path.display(), lang.pick("：", ": "), issue_lines(outcome, lang))
}

fn file_json(path: &Path, outcome: &Outcome, lang: Lang) -> Value {
    let issues: Vec<_> = outcome.issues.iter().map(|issue| issue_json(issue, lang)).collect();
    json!({
        "path": path.to_string_lossy(),
        "features": outcome.dataset.as_ref().map_or(0, |dataset| dataset.len()),
        "issues": issues,
    })
}

fn issue_json(issue: &Issue, lang: Lang) -> Value {
    json!({
        "severity": if issue.severity == Severity::Error { "error" } else { "warning" },
        "kind": issue.kind.code(),
        "message": issues::message(issue, lang),
        "line": issue.line,
        "feature": issue.features.first(),
    })
}
