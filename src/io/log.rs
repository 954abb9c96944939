//! The issues of one file while it is read: doubts of one kind are one line with a count, refusals a line each.
//! Refuses wording.

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::{Issue, IssueKind, Severity};

/// Refusals of one kind and member that get a line each; those beyond share one more line.
const OWN_LINES: usize = 50;
/// Members told apart; a file with more members in doubt gets one line for the rest of a kind.
const MEMBERS: usize = 200;

/// The lines of one kind and member.
#[derive(Clone, Copy, Debug)]
struct Lines {
    /// The last of them.
    last: usize,
    count: usize,
}

/// Collects issues in file order.
#[derive(Clone, Debug)]
pub(super) struct IssueLog {
    file: Arc<str>,
    issues: Vec<Issue>,
    known: HashMap<(IssueKind, Option<Arc<str>>), Lines>,
}

impl IssueLog {
    /// An empty log of a file.
    pub fn new(file: &Arc<str>) -> Self {
        Self { file: file.clone(), issues: Vec::new(), known: HashMap::new() }
    }

    /// The file.
    pub fn file(&self) -> &Arc<str> {
        &self.file
    }

    /// An issue of this file, not yet added.
    pub fn issue(&self, severity: Severity, kind: IssueKind) -> Issue {
        Issue::new(severity, kind, &self.file)
    }

    /// True when there is a refusal.
    pub fn has_error(&self) -> bool {
        self.issues.iter().any(|issue| issue.severity == Severity::Error)
    }

    /// Adds an issue that comes after all others in the file.
    pub fn add(&mut self, mut issue: Issue) {
        if self.known.len() >= MEMBERS && !self.known.contains_key(&(issue.kind, issue.member.clone())) {
            issue.member = None;
        }
        let own_lines = if issue.severity == Severity::Error { OWN_LINES + 1 } else { 1 };
        let next = self.issues.len();
        let lines = self.known.entry((issue.kind, issue.member.clone())).or_insert(Lines { last: next, count: 0 });
        // The last line that a kind may have takes all others.
        if lines.count == own_lines
            && let Some(line) = self.issues.get_mut(lines.last)
        {
            line.features.append(&mut issue.features);
            line.count += issue.count;
            return;
        }
        *lines = Lines { last: next, count: lines.count + 1 };
        self.issues.push(issue);
    }

    /// Adds the issues of a later part of the file, whose features and lines are counted from the part's start.
    pub fn append(&mut self, other: Self, features: u32, lines: u64) {
        for mut issue in other.issues {
            issue.features.iter_mut().for_each(|feature| *feature += features);
            issue.line = issue.line.map(|line| line + lines);
            self.add(issue);
        }
    }

    /// All issues: refusals first, each group in file order.
    pub fn into_issues(mut self) -> Vec<Issue> {
        self.issues.sort_by_key(|issue| issue.severity != Severity::Error);
        self.issues
    }
}
