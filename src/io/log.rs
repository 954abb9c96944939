//! The issues of one file while it is read: doubts of one kind are one line with a count, refusals a line each.
//! Refuses wording.

use std::sync::Arc;

use crate::domain::{Issue, IssueKind, Severity};

/// Refusals of one kind and member that get a line each; those beyond share one more line.
const OWN_LINES: usize = 50;
/// Members told apart; a file with more members in doubt gets one line for the rest of a kind.
const MEMBERS: usize = 200;

/// The lines of one severity, kind and member: a few, so that looking through them is quick.
#[derive(Clone, Debug)]
struct Lines {
    severity: Severity,
    kind: IssueKind,
    member: Option<Arc<str>>,
    /// The last of them.
    last: usize,
    count: usize,
}

/// Collects issues in file order.
#[derive(Clone, Debug)]
pub(super) struct IssueLog {
    file: Arc<str>,
    issues: Vec<Issue>,
    known: Vec<Lines>,
}

impl IssueLog {
    /// An empty log of a file.
    pub fn new(file: &Arc<str>) -> Self {
        Self { file: file.clone(), issues: Vec::new(), known: Vec::new() }
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
        let own_lines = if issue.severity == Severity::Error { OWN_LINES + 1 } else { 1 };
        let mut known = self.known_lines(issue.severity, issue.kind, issue.member.as_deref());
        if known.is_none() && self.known.len() >= MEMBERS && issue.member.take().is_some() {
            known = self.known_lines(issue.severity, issue.kind, None);
        }
        let next = self.issues.len();
        let Some(known) = known.and_then(|known| self.known.get_mut(known)) else {
            let Issue { severity, kind, ref member, .. } = issue;
            self.known.push(Lines { severity, kind, member: member.clone(), last: next, count: 1 });
            self.issues.push(issue);
            return;
        };
        // The last line that a kind may have takes all others.
        if known.count == own_lines
            && let Some(line) = self.issues.get_mut(known.last)
        {
            line.features.append(&mut issue.features);
            line.count += issue.count;
            return;
        }
        known.last = next;
        known.count += 1;
        self.issues.push(issue);
    }

    /// Adds a warning about a feature that comes after all others in the file, of a member or (empty) of none. Files have them
    /// by the hundred thousand.
    pub fn warn(&mut self, kind: IssueKind, member: &str, feature: u32, line: u64, detail: Option<String>) {
        let member = Some(member).filter(|member| !member.is_empty());
        let known = self.known_lines(Severity::Warning, kind, member);
        if let Some(issue) = known.and_then(|known| self.issues.get_mut(self.known[known].last)) {
            issue.features.push(feature);
            issue.count += 1;
            return;
        }
        let mut issue = self.issue(Severity::Warning, kind).at_line(line).at_feature(feature);
        issue.member = member.map(Into::into);
        issue.detail = detail;
        self.add(issue);
    }

    fn known_lines(&self, severity: Severity, kind: IssueKind, member: Option<&str>) -> Option<usize> {
        self.known.iter().position(|lines| lines.kind == kind && lines.severity == severity && lines.member.as_deref() == member)
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
        // Lines that stand for several members took them part by part of the file.
        self.issues.iter_mut().for_each(|issue| issue.features.sort_unstable());
        self.issues
    }
}
