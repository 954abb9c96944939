//! What the joins find doubtful, gathered so that each kind of doubt is one line with a count. Refuses wording.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{Dataset, DatasetKind, Field, Issue, IssueKind, Origin, Severity};

use super::ActiveSets;

/// The doubts so far, by kind of record, kind of doubt and field.
#[derive(Default)]
pub struct Doubts {
    found: BTreeMap<(DatasetKind, IssueKind, Option<Field>), Doubt>,
}

#[derive(Default)]
struct Doubt {
    rows: Vec<u32>,
    detail: Option<String>,
}

impl Doubts {
    /// Adds one. The detail of the first of its kind is kept.
    pub fn add(
        &mut self,
        (kind, row): (DatasetKind, u32),
        issue: IssueKind,
        field: Option<Field>,
        detail: impl FnOnce() -> Option<String>,
    ) {
        let doubt = self.found.entry((kind, issue, field)).or_default();
        if doubt.rows.is_empty() {
            doubt.detail = detail();
        }
        doubt.rows.push(row);
    }

    /// The doubts as lines of the issue list, by kind of record.
    pub fn into_issues(self, sets: &ActiveSets) -> Vec<Issue> {
        let lines = self.found.into_iter().filter_map(|((kind, issue, field), doubt)| {
            let dataset = sets.get(kind)?;
            let first = *doubt.rows.first()? as usize;
            Some(Issue {
                line: dataset.lines.get(first).map(|&line| u64::from(line)),
                features: doubt.rows.iter().map(|&row| dataset.feature_number(row as usize)).collect(),
                count: doubt.rows.len() as u64,
                member: field.map(|field| field.key().into()),
                detail: doubt.detail,
                ..Issue::new(Severity::Warning, issue, &file_of(dataset))
            })
        });
        lines.collect()
    }
}

/// The path of a dataset's file, or the name of an embedded one.
fn file_of(dataset: &Dataset) -> Arc<str> {
    match &dataset.origin {
        Origin::File(path) => path.to_string_lossy().into(),
        Origin::Embedded => dataset.name.as_str().into(),
    }
}
