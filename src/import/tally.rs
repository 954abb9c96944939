//! What was found in the rows, gathered so that each kind of it is one line with a count. Refuses wording.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{Dataset, Issue, IssueKind, Origin, Severity};

/// The longest detail, characters: cells can be pages long.
const LONGEST: usize = 40;

/// What was found so far, by kind and column.
#[derive(Debug, Default)]
pub struct Tally {
    found: BTreeMap<(IssueKind, Option<Arc<str>>), Found>,
}

#[derive(Debug, Default)]
struct Found {
    rows: Vec<u32>,
    detail: Option<String>,
}

impl Tally {
    /// Adds a row. The detail of the first of its kind is kept.
    pub fn add(&mut self, kind: IssueKind, member: Option<&Arc<str>>, row: u32, detail: impl FnOnce() -> Option<String>) {
        let found = self.found.entry((kind, member.cloned())).or_default();
        if found.rows.is_empty() {
            found.detail = detail().map(|detail| short(&detail));
        }
        found.rows.push(row);
    }

    /// Takes over what was found elsewhere.
    pub fn append(&mut self, other: Self) {
        for (key, mut found) in other.found {
            let own = self.found.entry(key).or_default();
            if own.rows.is_empty() {
                own.detail = found.detail;
            }
            own.rows.append(&mut found.rows);
        }
    }

    /// The lines of the issue list, refusals first, then by the first row.
    pub fn into_issues(self, raw: &Dataset) -> Vec<Issue> {
        let file = file_of(raw);
        let mut issues: Vec<Issue> = self
            .found
            .into_iter()
            .filter_map(|((kind, member), mut found)| {
                found.rows.sort_unstable();
                let first = *found.rows.first()?;
                Some(Issue {
                    line: raw.lines.get(first as usize).map(|&line| line.into()),
                    features: found.rows.iter().map(|&row| raw.feature_number(row as usize)).collect(),
                    count: found.rows.len() as u64,
                    member,
                    detail: found.detail,
                    ..Issue::new(severity(kind), kind, &file)
                })
            })
            .collect();
        issues.sort_by_key(|issue| (issue.severity != Severity::Error, issue.features.first().copied()));
        issues
    }
}

/// What issues call a dataset's file.
pub fn file_of(dataset: &Dataset) -> Arc<str> {
    match &dataset.origin {
        Origin::File(path) => path.to_string_lossy().into(),
        Origin::Embedded => dataset.name.as_str().into(),
    }
}

/// Sums are left out and a system that cannot be converted from puts nothing on the map; all else is loaded.
fn severity(kind: IssueKind) -> Severity {
    if matches!(kind, IssueKind::UnknownCrs) { Severity::Error } else { Severity::Warning }
}

fn short(text: &str) -> String {
    let mut short: String = text.chars().take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}
