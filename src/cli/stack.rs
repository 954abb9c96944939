//! `yuantu stack`: the stacking plan of a building as a picture or a page. Refuses to guess between buildings.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use lexopt::Parser;

use crate::analysis::reference::reference_date;
use crate::analysis::stacking::{MOST_MONTHS, StackingParams, stacking};
use crate::domain::{Dataset, DatasetKind, Date, Field};
use crate::i18n::Lang;
use crate::i18n::cli::CliText;
use crate::i18n::records::name_of;
use crate::i18n::stacking::StackText;
use crate::index::ParkModel;
use crate::index::keys::own_key;
use crate::report::stack::{self, ColourBy, StackFormat, StackSheet, Telling};
use crate::search::{Hit, SearchIndex};

use super::args::value_of;
use super::find::load;

/// Buildings that are listed where several could be meant.
const LISTED: usize = 8;

/// A plan that is wanted.
#[derive(Debug, Default)]
pub(super) struct StackWish {
    /// The building, by key or name.
    pub building: String,
    /// Where the plan goes.
    pub out: Option<PathBuf>,
    /// The day that is shown; else the reference date.
    pub day: Option<Date>,
    /// What the colours tell.
    pub by: ColourBy,
    /// Without tenants and rents of let space.
    pub confidential: bool,
    /// Files that take the place of the embedded data of their kinds.
    pub files: Vec<PathBuf>,
}

impl StackWish {
    /// Takes an option with its value.
    pub(super) fn take(&mut self, option: &str, parser: &mut Parser) -> Result<(), (CliText, Vec<String>)> {
        match option {
            "--confidential" => self.confidential = true,
            "--by" => self.by = value_of(parser, option, "status, expiry, industry", by)?,
            "--out" => {
                let file = |text: &str| Some(PathBuf::from(text)).filter(|path| StackFormat::of_path(path).is_some());
                self.out = Some(value_of(parser, option, "FILE.svg, FILE.png, FILE.pdf", file)?);
            }
            _ => return Err((CliText::UnknownOption, vec![option.to_owned()])),
        }
        Ok(())
    }
}

fn by(name: &str) -> Option<ColourBy> {
    match name {
        "status" => Some(ColourBy::Status),
        "expiry" => Some(ColourBy::LeaseEnd),
        "industry" => Some(ColourBy::Industry),
        _ => None,
    }
}

/// Draws the plan and writes it. A line that says of which building it is, or the sentence that says why there is none.
pub(super) fn stack(wish: &StackWish, lang: Lang) -> Result<String, String> {
    let Some((path, format)) = wish.out.as_ref().and_then(|path| Some((path, StackFormat::of_path(path)?))) else {
        return Err(CliText::StackNeeds.text(lang).to_owned());
    };
    let sets = load(&wish.files, lang)?;
    let reference_date = reference_date(&sets);
    let day = wish.day.unwrap_or(reference_date);
    let last = reference_date.plus_months(MOST_MONTHS);
    if !(reference_date..=last).contains(&day) {
        return Err(CliText::StackDay.fill(lang, &[&reference_date.to_string(), &last.to_string()]));
    }
    let Some(buildings) = sets.get(DatasetKind::Buildings).cloned() else { return Err(no_such(&wish.building, lang)) };
    let row = building(&buildings, &wish.building, lang)?;
    let model = ParkModel::join(sets, &|_, _| ControlFlow::Continue(())).unwrap_or_default();
    let plan = stacking(&model, row, StackingParams { reference_date, day });
    let telling = Telling { model: &model, lang, confidential: wish.confidential };
    let sheet = StackSheet { plan: &plan, telling, by: wish.by, outlined: &[] };
    let failed = |error: &dyn std::fmt::Display| StackText::Failed.fill(lang, &[&path.display().to_string(), &error.to_string()]);
    let picture = stack::picture(&sheet, format).map_err(|error| failed(&error))?;
    std::fs::write(path, picture).map_err(|error| failed(&error))?;
    Ok(format!("{}{}{}\n", described(&buildings, row, lang), lang.pick("：", ": "), path.display()))
}

/// The row of the building that is meant: by its key, else by its name, else by what alone is found by the text.
fn building(buildings: &Arc<Dataset>, text: &str, lang: Lang) -> Result<u32, String> {
    let text = text.trim();
    let rows = || 0..buildings.len();
    let has_key = |row: usize| own_key(buildings, row).is_some_and(|key| key.eq_ignore_ascii_case(text));
    if let Some(row) = rows().find(|&row| has_key(row)) {
        return Ok(row as u32);
    }
    let called = |row: usize| [Field::Name, Field::NameEn].into_iter().filter_map(move |field| buildings.text(row, field));
    let named: Vec<u32> =
        rows().filter(|&row| called(row).any(|name| name.trim().eq_ignore_ascii_case(text))).map(|row| row as u32).collect();
    let mut found = if named.is_empty() { search(buildings, text, lang) } else { named };
    match found.as_slice() {
        [row] => return Ok(*row),
        [] => {}
        several => return Err(CliText::SeveralBuildings.fill(lang, &[text, &list(buildings, several, lang)])),
    }
    // Nothing is called so: what begins like it may be what was meant.
    let mut shorter = text;
    while let Some((end, _)) = shorter.char_indices().next_back().filter(|_| found.is_empty()) {
        shorter = &shorter[..end];
        found = search(buildings, shorter, lang);
    }
    if found.is_empty() {
        return Err(no_such(text, lang));
    }
    Err(CliText::NearBuildings.fill(lang, &[text, &list(buildings, &found, lang)]))
}

/// The buildings that a text finds as the search of the window does, best first; no more than can be listed.
fn search(buildings: &Arc<Dataset>, text: &str, lang: Lang) -> Vec<u32> {
    let index = SearchIndex::build(std::slice::from_ref(buildings), &|_, _| ControlFlow::Continue(())).unwrap_or_default();
    let groups = index.search(text, lang, LISTED);
    let hits: Vec<_> = groups.into_iter().flat_map(|group| group.hits).collect();
    // A name that matches from its first to its last letter, read aloud or not, is meant: the rest only resembles it.
    let is_whole = |hit: &&Hit| {
        let mut letters = hit.name.char_indices().filter(|(_, letter)| letter.is_alphanumeric());
        letters.all(|(at, _)| hit.matched.iter().any(|part| part.contains(&at)))
    };
    match hits.iter().filter(is_whole).collect::<Vec<_>>().as_slice() {
        [whole] => vec![whole.record.row],
        _ => hits.iter().map(|hit| hit.record.row).collect(),
    }
}

fn list(buildings: &Dataset, rows: &[u32], lang: Lang) -> String {
    let lines = rows.iter().take(LISTED).map(|&row| format!("\n  {}", described(buildings, row, lang)));
    lines.collect()
}

/// Name and key of a building.
fn described(buildings: &Dataset, row: u32, lang: Lang) -> String {
    let name = name_of(buildings, row as usize, lang);
    match own_key(buildings, row as usize).filter(|key| *key != name) {
        Some(key) => format!("{name} ({key})"),
        None => name.into_owned(),
    }
}

fn no_such(text: &str, lang: Lang) -> String {
    CliText::NoBuilding.fill(lang, &[text])
}
