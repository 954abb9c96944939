//! The verdicts of other projects' test suites: what a correct reader must do with each of their files. Reads the test data
//! beside the project where it is there, and says so where it is not.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;

use yuantu::domain::{Issue, IssueKind, Severity};
use yuantu::io::{Outcome, ReadOptions, ReadSink, read_path};

/// One row of the suites' expectations.
pub struct Expectation {
    /// Full path.
    pub path: PathBuf,
    /// Path as in the table.
    pub file: String,
    /// What must happen.
    pub expect: String,
    /// Why.
    pub note: String,
}

/// The folder with the test data, if it is there.
pub fn testdata() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/testdata");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: there is no test data at {}", folder.display());
    None
}

/// The expectations under some suites.
pub fn expectations(suites: &[&str]) -> Vec<Expectation> {
    let Some(folder) = testdata() else { return Vec::new() };
    let mut rows = csv::Reader::from_path(folder.join("EXPECTATIONS.csv")).unwrap();
    let in_suites = |file: &str| suites.iter().any(|suite| file.starts_with(&format!("suites/{suite}/")));
    rows.records()
        .map(|row| row.unwrap())
        .filter(|row| in_suites(&row[0]))
        .map(|row| Expectation {
            path: folder.join(&row[0]),
            file: row[0].to_owned(),
            expect: row[3].to_owned(),
            note: row[5].to_owned(),
        })
        .collect()
}

/// Reads a file with so many threads.
pub fn read(path: &std::path::Path, threads: usize) -> Outcome {
    read_with(path, &ReadOptions { threads, ..ReadOptions::default() })
}

/// Reads a file as the user said.
pub fn read_with(path: &std::path::Path, options: &ReadOptions) -> Outcome {
    let sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
    read_path(path, options, sink)
}

/// An outcome in one line.
pub fn describe(outcome: &Outcome) -> String {
    let of = |issue: &Issue| format!("{:?} {} line {:?} {:?}", issue.severity, issue.kind.code(), issue.line, issue.detail);
    let issues: Vec<_> = outcome.issues.iter().map(of).collect();
    format!("{:?} rows, {}", outcome.dataset.as_ref().map(|dataset| dataset.len()), issues.join("; "))
}

#[test]
fn the_suites_verdicts_hold() {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut broken = Vec::new();
    for Expectation { path, file, expect, note } in expectations(&["geojson", "geojsonseq", "json", "not_geojson"]) {
        let outcome = read(&path, 1);
        let errors: Vec<_> = outcome.issues.iter().filter(|issue| issue.severity == Severity::Error).collect();
        let warned = outcome.issues.iter().any(|issue| issue.severity == Severity::Warning);
        let loaded = outcome.dataset.is_some();
        let accepted = loaded && errors.is_empty();
        // A clear error names the place: the empty file has none.
        let rejected = !loaded && errors.iter().any(|issue| issue.line.is_some() || issue.kind == IssueKind::NoFeatures);
        let holds = match expect.as_str() {
            "accept" => accepted,
            "accept-warn" => accepted && warned,
            "reject" if note.contains("visible warning is also fine") => rejected || accepted && warned,
            "reject" => rejected,
            "reject-or-warn" => rejected || accepted && warned,
            "reject-or-partial" => rejected || loaded && errors.iter().any(|issue| !issue.features.is_empty()),
            "either" => true,
            _ => false,
        };
        let features = note.split(" features").next().and_then(|count| count.parse::<usize>().ok());
        let counted =
            !accepted || features.is_none_or(|features| outcome.dataset.as_ref().is_some_and(|set| set.len() == features));
        let suite = file.split('/').nth(1).unwrap_or_default();
        let count = counts.entry(format!("{suite} {expect}")).or_default();
        count.1 += 1;
        if holds && counted {
            count.0 += 1;
        } else {
            broken.push(format!("{file}: {expect} ({note}); {}", describe(&outcome)));
        }
        if expect == "accept" && warned {
            println!("accepted with a doubt: {file}: {}", describe(&outcome));
        }
    }
    counts.iter().for_each(|(name, (held, all))| println!("{name}: {held} of {all}"));
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
