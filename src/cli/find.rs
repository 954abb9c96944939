//! `yuantu find`: space for a prospect from one line. Refuses to search: that is `finder`.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use crate::analysis::reference::reference_date;
use crate::domain::{Confidence, DatasetKind, Date};
use crate::finder::near::{NearMisses, near_misses};
use crate::finder::why::excluded_by;
use crate::finder::{self, Found, Market, Query, Weights, parse};
use crate::i18n::Lang;
use crate::i18n::cli::CliText;
use crate::index::{ActiveSets, ParkModel};
use crate::io::embedded;

use super::brief::{self, BriefWish, BriefWords};
use super::check::{issue_lines, read};
use super::{find_json, find_text};

/// What is to be found.
#[derive(Debug, Default)]
pub(super) struct FindWish {
    /// The line.
    pub text: String,
    /// Files that take the place of the embedded data of their kinds.
    pub files: Vec<PathBuf>,
    /// The reference date; else the data's.
    pub date: Option<Date>,
    pub json: bool,
    /// The most results.
    pub limit: Option<usize>,
    pub weights: Weights,
    /// Without tenants' names and rents of let space.
    pub confidential: bool,
    /// The page to write.
    pub brief: Option<BriefWish>,
    /// What it says beside the answer.
    pub words: BriefWords,
}

/// What was found, for either output.
pub(super) struct Answer<'a> {
    pub market: &'a Market,
    pub query: &'a Query,
    pub found: &'a Found,
    pub near: &'a NearMisses,
    /// By criterion.
    pub excluded: &'a [usize],
    pub limit: usize,
    pub confidential: bool,
    pub lang: Lang,
}

/// The answer as text or JSON, or the sentence that says why there is none.
pub(super) fn find(wish: &FindWish, lang: Lang) -> Result<String, String> {
    let sets = load(&wish.files, lang)?;
    let reference_date = wish.date.unwrap_or_else(|| reference_date(&sets));
    let go_on = |_, _| ControlFlow::Continue(());
    let model = ParkModel::join(sets, &go_on).map(Arc::new).unwrap_or_default();
    let market = Market::build(model, reference_date);
    let query = parse(&wish.text, &market, parse::M2_EACH);
    let found = finder::find(&market, &query, &wish.weights);
    let near = near_misses(&market, &query, &go_on).unwrap_or_default();
    let excluded = excluded_by(&market, &query);
    let limit = wish.limit.unwrap_or(usize::MAX);
    let answer = Answer {
        market: &market,
        query: &query,
        found: &found,
        near: &near,
        excluded: &excluded,
        limit,
        confidential: wish.confidential,
        lang,
    };
    if let Some(brief) = &wish.brief {
        brief::write(brief, &wish.words, &answer)?;
    }
    Ok(if wish.json { format!("{:#}\n", find_json::json(&answer)) } else { find_text::text(&answer) })
}

impl Answer<'_> {
    /// The least sure of what the answer rests on.
    pub(super) fn confidence(&self) -> Option<Confidence> {
        let spaces = self.market.spaces()?;
        (0..spaces.len()).filter_map(|row| spaces.confidence_of(row)).max()
    }

    /// The newest as-of of the spaces.
    pub(super) fn as_of(&self) -> Option<Date> {
        let spaces = self.market.spaces()?;
        (0..spaces.len()).filter_map(|row| spaces.as_of_of(row)).max()
    }

    /// Where the spaces are from.
    pub(super) fn source(&self) -> String {
        let Some(spaces) = self.market.spaces() else { return String::new() };
        let mut sources: Vec<&str> =
            (0..spaces.len()).map(|row| spaces.source_of(row)).filter(|source| !source.is_empty()).collect();
        sources.sort_unstable();
        sources.dedup();
        sources.truncate(4);
        sources.join("; ")
    }
}

/// The embedded data, and the user's in its place.
pub(super) fn load(files: &[PathBuf], lang: Lang) -> Result<ActiveSets, String> {
    let mut sets = ActiveSets::default();
    for set in embedded::load_all(0) {
        sets.set(set.kind, Some(Arc::new(set)));
    }
    for path in files {
        let outcome = read(path);
        let lines = issue_lines(&outcome, lang);
        let name = path.to_string_lossy();
        let Some(dataset) = outcome.dataset else { return Err(CliText::NotReadable.fill(lang, &[&name, &lines])) };
        if !lines.is_empty() {
            eprint!("{name}\n{lines}");
        }
        if dataset.kind != DatasetKind::Other {
            sets.set(dataset.kind, Some(Arc::new(dataset)));
        }
    }
    Ok(sets)
}
