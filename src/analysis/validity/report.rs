//! Findings as lines of the issue list: one a kind, with every feature and place. Refuses wording.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{Dataset, Issue, IssueKind, Origin, Severity};
use crate::i18n::validity::{area_text, length_text};

use super::{Finding, KINDS};

/// The lines of the issue list for what was found in a dataset, all of them warnings: the records are loaded.
pub fn issues_of(dataset: &Dataset, findings: &[Finding]) -> Vec<Issue> {
    let file: Arc<str> = match &dataset.origin {
        Origin::File(path) => path.display().to_string().into(),
        Origin::Embedded => dataset.name.as_str().into(),
    };
    let mut by_kind: BTreeMap<usize, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        let at = KINDS.iter().position(|kind| *kind == finding.kind).unwrap_or(KINDS.len());
        by_kind.entry(at).or_default().push(finding);
    }
    by_kind.into_values().filter_map(|found| issue_of(dataset, &file, &found)).collect()
}

/// How large a finding is: an area where it has one, else a length; empty where it has neither.
pub fn size_of(finding: &Finding) -> String {
    match finding.kind {
        IssueKind::Overlap | IssueKind::Gap => area_text(finding.area_m2),
        _ if finding.length_m > 0.0 => length_text(finding.length_m),
        _ => String::new(),
    }
}

fn issue_of(dataset: &Dataset, file: &Arc<str>, found: &[&Finding]) -> Option<Issue> {
    let first = found.first()?;
    let measure = |finding: &&&Finding| match finding.kind {
        IssueKind::Overlap | IssueKind::Gap => finding.area_m2,
        // The narrowest is the worst.
        IssueKind::Sliver => -finding.length_m,
        _ => finding.length_m,
    };
    let worst = found.iter().max_by(|a, b| measure(a).total_cmp(&measure(b)));
    let detail = match first.kind {
        IssueKind::OutsideArea => Some(dataset.placement.crs.clone()),
        _ => worst.map(|finding| size_of(finding)).filter(|size| !size.is_empty()),
    };
    Some(Issue {
        line: dataset.lines.get(first.row as usize).map(|&line| u64::from(line)),
        features: found.iter().map(|finding| dataset.feature_number(finding.row as usize)).collect(),
        count: found.iter().map(|finding| u64::from(finding.times)).sum(),
        places: found.iter().map(|finding| finding.position).collect(),
        detail,
        ..Issue::new(Severity::Warning, first.kind, file)
    })
}
