//! A file that waits for the user: what was proposed, what the user has said, and how the one follows the other. Refuses to compute.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::{Dataset, DatasetKind, Matching, Meaning, Origin, PlacedBy, Recipe};
use crate::geodesy::crs::Crs;
use crate::import::matching::MatchProposal;
use crate::import::{self, DatumReport, Proposal, Sureness};
use crate::ui::importing::ImportView;

/// A file that waits.
pub(super) struct Draft {
    pub(super) view: ImportView,
    pub(super) path: PathBuf,
    /// What it would become.
    pub(super) dataset: Option<Dataset>,
    /// Columns whose meaning the user has said.
    pub(super) said: BTreeSet<usize>,
    /// The user has chosen the coordinate system, or a kept recipe has.
    pub(super) crs_is_said: bool,
    /// What was decided before the file was read another way, to come back to.
    pub(super) before_reading: Option<Recipe>,
}

impl Draft {
    /// Nothing known of a file yet.
    pub(super) fn new(number: u64, path: PathBuf) -> Self {
        let file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let view = ImportView {
            number,
            file_name,
            raw: Arc::new(Dataset::new("", Origin::File(path.clone()))),
            proposal: Arc::default(),
            recipe: Recipe::default(),
            report: None,
            outcome: None,
            is_whole: false,
            is_busy: true,
            share: None,
            remember: true,
        };
        Self { view, path, dataset: None, said: BTreeSet::new(), crs_is_said: false, before_reading: None }
    }

    /// Rows and what is proposed for them; what the user has said already stays.
    pub(super) fn take_rows(&mut self, raw: Dataset, proposal: Proposal) {
        let same_columns = self.view.raw.table.names == raw.table.names;
        let before = std::mem::replace(&mut self.view.recipe, proposal.recipe.clone());
        if same_columns {
            keep_said(&mut self.view.recipe, &before, &self.said);
        }
        self.crs_is_said |= proposal.is_kept && !proposal.recipe.crs.is_empty();
        self.view.raw = Arc::new(raw);
        self.view.proposal = Arc::new(proposal);
    }

    /// The file as records of another kind; columns stay as the user has said.
    pub(super) fn propose_again(&mut self, kind: DatasetKind) {
        let proposal = import::propose(&self.view.raw, Some(kind), &[]);
        let before = std::mem::replace(&mut self.view.recipe, proposal.recipe.clone());
        let recipe = &mut self.view.recipe;
        keep_said(recipe, &before, &self.said);
        let Recipe { layer, header_row, encoding, delimiter, crs, swap_axes, mend_swapped_rows, chosen, .. } = before;
        let (kind, columns, matching) = (recipe.kind, std::mem::take(&mut recipe.columns), recipe.matching);
        *recipe =
            Recipe { kind, layer, header_row, encoding, delimiter, columns, crs, swap_axes, mend_swapped_rows, matching, chosen };
        self.view.proposal = Arc::new(proposal);
    }

    pub(super) fn take_report(&mut self, report: DatumReport) {
        if !self.crs_is_said {
            follow(&mut self.view.recipe, &report);
        }
        self.view.report = Some(Arc::new(report));
    }

    /// A row goes to a place, or to none; the others stay as they are.
    pub(super) fn match_row(&mut self, row: u32, key: Option<String>) {
        let matches = self.view.outcome.as_ref().map_or(&[][..], |outcome| &outcome.matches);
        let recipe = &mut self.view.recipe;
        if recipe.matching == Matching::Proposed {
            recipe.chosen = matches.iter().filter(|found| found.is_proposed).map(choice).collect();
        }
        recipe.matching = Matching::Chosen;
        recipe.chosen.retain(|(chosen, _)| *chosen != row);
        recipe.chosen.extend(key.map(|key| (row, key)));
        recipe.chosen.sort();
    }
}

/// Columns stay as the user has said.
fn keep_said(recipe: &mut Recipe, before: &Recipe, said: &BTreeSet<usize>) {
    for &column in said {
        if let (Some(rule), Some(said)) = (recipe.columns.get_mut(column), before.columns.get(column)) {
            rule.clone_from(said);
        }
    }
}

fn choice(found: &MatchProposal) -> (u32, String) {
    (found.file_row, found.key.clone())
}

/// Takes the proposed system over where it is more than a guess; else what the file declares stays.
pub(super) fn follow(recipe: &mut Recipe, report: &DatumReport) {
    let found = report.proposed.and_then(|number| report.candidates.get(number));
    let found = found.filter(|_| report.sureness >= Sureness::Likely);
    let is_declared = report.declared_agrees == Some(true);
    (recipe.crs, recipe.swap_axes) = match found {
        Some(found) if !is_declared => (found.crs.clone(), found.swap_axes),
        _ => (String::new(), false),
    };
}

/// Columns of these are one a file.
pub(super) fn is_single(meaning: Meaning) -> bool {
    !matches!(meaning, Meaning::Kept | Meaning::Dropped)
}

/// Who decided on the coordinate system.
pub(super) fn placed_by(view: &ImportView, by: PlacedBy) -> PlacedBy {
    if view.recipe.crs.is_empty() {
        return by;
    }
    let Some(report) = &view.report else { return PlacedBy::User };
    let same = |code: &str| match (Crs::parse(code), Crs::parse(&view.recipe.crs)) {
        (Ok(a), Ok(b)) => a.is_same_place(&b),
        _ => false,
    };
    let proposed = report.proposed.and_then(|number| report.candidates.get(number));
    match proposed {
        Some(found) if same(&found.crs) => PlacedBy::Found,
        _ if report.declared.as_deref().is_some_and(same) => PlacedBy::Declared,
        _ => PlacedBy::User,
    }
}
