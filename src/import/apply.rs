//! A raw dataset and what was decided about it, made a dataset in WGS84 with fields and units; what becomes of every row, in
//! counts that add up. Refuses to decide anything itself: what is not decided waits.

use crate::domain::{Column, Dataset, DatasetKind, Field, Geometries, GeometryKind, Issue, IssueKind, Recipe, Severity, Table};

use super::known::Known;
use super::matching::{MatchProposal, place_matches};
use super::tally::Tally;
use super::typing::{Progress, Typing, type_columns};
use super::{Fate, Fates, checks, place, totals};

/// What came of applying a recipe.
#[derive(Debug)]
pub struct Applied {
    /// The rows that were not refused; none when the work was stopped or nothing is left.
    pub dataset: Option<Dataset>,
    /// What becomes of every row of the raw dataset.
    pub fates: Fates,
    /// Those of the reader, and what was found in the rows; refusals first. The same as in the dataset.
    pub issues: Vec<Issue>,
    /// Places proposed for rows without one, by row.
    pub matches: Vec<MatchProposal>,
    /// True when the caller broke off.
    pub cancelled: bool,
}

/// Applies a recipe to a raw dataset. Rows without coordinates are matched to what is known and real, as the recipe says.
/// `progress` is told how many of how many steps are done.
pub fn apply(mut raw: Dataset, recipe: &Recipe, known: &Known, progress: Progress<'_>) -> Applied {
    let rows = raw.len();
    let mut tally = Tally::default();
    let refused = totals::rows_of_sums(&raw, &mut tally);
    let mut issues = std::mem::take(&mut raw.issues);
    // What the reader could not tell the recipe does.
    issues.retain(|issue| issue.kind != IssueKind::Recognition || recipe.kind == DatasetKind::Other);
    let places = place::place(&mut raw, recipe, &mut tally);
    let Some(Typing { table, fields, tally: typed }) = type_columns(&mut raw, rows, recipe, progress) else { return cancelled() };
    tally.append(typed);
    raw.kind = recipe.kind;
    raw.table = table;
    raw.fields = fields;
    raw.geometries = places.geometries;
    raw.placement = places.placement;
    checks::check(&raw, &mut tally);
    let mut fates = fates(&raw, &places.swapped, &refused, refused_by_reader(&issues));
    let Some(matches) = place_matches(&mut raw, recipe, known, &mut fates, &mut tally, progress) else { return cancelled() };
    // Figures have no place, and spaces and floors have that of their building.
    let needs_place = |row: usize| match raw.kind {
        DatasetKind::Indicators => false,
        DatasetKind::Spaces | DatasetKind::Floors => raw.value(row, Field::Building).is_null(),
        _ => true,
    };
    let table_only = fates.rows.iter().enumerate().filter(|(row, fate)| **fate == Fate::TableOnly && needs_place(*row));
    table_only.for_each(|(row, _)| tally.add(IssueKind::NoPosition, None, row as u32, || None));
    issues.extend(tally.into_issues(&raw));
    issues.sort_by_key(|issue| issue.severity != Severity::Error);
    let mut dataset = if refused.is_empty() { raw } else { without_rows(raw, &refused) };
    dataset.issues.clone_from(&issues);
    let dataset = Some(dataset).filter(|dataset| !dataset.is_empty());
    Applied { dataset, fates, issues, matches, cancelled: false }
}

fn cancelled() -> Applied {
    Applied { dataset: None, fates: Fates::default(), issues: Vec::new(), matches: Vec::new(), cancelled: true }
}

/// What becomes of each row before anything is matched.
fn fates(raw: &Dataset, swapped: &[u32], refused: &[u32], refused_by_reader: u64) -> Fates {
    let fate = |row: usize| match raw.geometries.kind(row) {
        _ if refused.binary_search(&(row as u32)).is_ok() => Fate::Refused,
        GeometryKind::None if swapped.binary_search(&(row as u32)).is_ok() => Fate::Waiting,
        GeometryKind::None => Fate::TableOnly,
        _ => Fate::OnMap,
    };
    Fates { rows: (0..raw.len()).map(fate).collect(), refused_by_reader }
}

/// Rows that the reader has refused.
fn refused_by_reader(issues: &[Issue]) -> u64 {
    let errors = issues.iter().filter(|issue| issue.severity == Severity::Error);
    errors.map(|issue| issue.features.len() as u64).sum()
}

/// The dataset without some rows (ascending).
fn without_rows(raw: Dataset, refused: &[u32]) -> Dataset {
    let kept: Vec<usize> = (0..raw.len()).filter(|&row| refused.binary_search(&(row as u32)).is_err()).collect();
    let column = |from: &Column| {
        let mut column = Column::Empty;
        kept.iter().enumerate().for_each(|(to, &row)| column.set(to, from.get(row)));
        column.normalise();
        column
    };
    let mut geometries = Geometries::default();
    kept.iter().for_each(|&row| geometries.push_copy(&raw.geometries, row));
    Dataset {
        geometries,
        table: Table { columns: raw.table.columns.iter().map(column).collect(), names: raw.table.names.clone() },
        feature_ids: column(&raw.feature_ids),
        lines: kept.iter().filter_map(|&row| raw.lines.get(row).copied()).collect(),
        feature_numbers: kept.iter().map(|&row| raw.feature_number(row)).collect(),
        ..raw
    }
}
