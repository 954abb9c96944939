//! A file from its path to records ready for the map, on a thread. Refuses to decide what only the user can: that is asked.

use std::path::Path;
use std::sync::Arc;

use crate::app::keep::stamps::marks_of;
use crate::app::store::Loaded;
use crate::app::task::TaskLine;
use crate::app::work::versions::without_refused;
use crate::domain::{Dataset, DatasetKind, Geometries, Issue, Origin, Recipe, Refusals};
use crate::import::{self, Known};
use crate::index::SpatialIndex;
use crate::io::{self, ReadOptions, ReadSink};

use super::preview::{Preview, first_rows};
use super::{Message, Wish, free_name};

/// Reads a file. One that is sure, or on which the user has decided, is put where it belongs at once; for another the user is asked.
pub(super) fn read(
    line: &TaskLine<Message>,
    path: &Path,
    wish: Wish,
    refused: Option<&Refusals>,
    kept: &[Recipe],
    taken: &[String],
) {
    let older = wish.older.clone();
    let from = older.as_ref().map_or(path, |older| &older.path);
    let files = io::expand(from);
    if files.first().is_some_and(|first| first != from) {
        line.send(Message::Folder(files));
        return;
    }
    if let Ok(marks) = marks_of(path) {
        line.send(Message::Seen(marks, older.clone()));
    }
    let progress = |done, total| line.progress(done, total);
    let glimpse = |options: &ReadOptions| {
        io::read_path(from, options, ReadSink { progress: &|_, _| line.progress(0, 0), piece: &mut |_| {} }).dataset
    };
    let again = if wish.recipe.is_none() { import::kept_reading(kept, wish.kind, &glimpse) } else { None };
    let kept = again.as_ref().map_or(kept, std::slice::from_ref);
    let said = wish.recipe.as_ref().or(again.as_ref()).map(ReadOptions::said_by).unwrap_or_default();
    let options = ReadOptions { kind: wish.kind, ..said };
    if older.is_none()
        && let Some(begun) = first_rows(path, &wish, &options, kept)
    {
        line.send(Message::Begins(Box::new(begun)));
    }
    let mut preview = Preview::new(path);
    let mut piece = |geometries: &Geometries| {
        if let Some(piece) = preview.add(geometries) {
            line.send(Message::Piece(Box::new(piece)));
        }
    };
    let sink = ReadSink { progress: &progress, piece: &mut piece };
    let mut outcome = io::read_path(from, &options, sink);
    drop(preview);
    if outcome.cancelled {
        return;
    }
    if from != path {
        // Whoever looks for the rows goes to the file, not to the copy.
        outcome.issues.iter_mut().for_each(|issue| in_file(issue, from, path));
        if let Some(raw) = &mut outcome.dataset {
            raw.origin = Origin::File(path.to_owned());
            raw.issues.iter_mut().for_each(|issue| in_file(issue, from, path));
        }
    }
    let Some(raw) = outcome.dataset else {
        line.send(Message::Failed(outcome.issues));
        return;
    };
    let known = Known::embedded();
    let decided = wish.recipe.filter(|recipe| wish.kind.is_none_or(|kind| kind == recipe.kind));
    let recipe = match decided {
        Some(recipe) => Some(recipe),
        None => {
            let proposal = import::propose_as_read(&raw, &options, kept);
            if import::must_ask(&raw, &proposal.recipe, &known) {
                line.send(Message::Asks(Box::new((raw, proposal))));
                return;
            }
            proposal.is_kept.then_some(proposal.recipe)
        }
    };
    let proposed = || import::propose(&raw, wish.kind, &[]).recipe;
    let rules = recipe.clone().unwrap_or_else(proposed);
    let applied = import::apply(raw, &rules, &known, &progress);
    match applied.dataset {
        Some(dataset) => {
            let merged = refused.map(|refused| (without_refused(&dataset, from, refused), refused.len()));
            if let Some((None, count)) = merged {
                line.send(Message::Stale(wish.name.clone().unwrap_or_default(), count));
            }
            let dataset = merged.and_then(|(merged, _)| merged).unwrap_or(dataset);
            put(line, dataset, recipe, wish.name, taken);
        }
        None if applied.cancelled => {}
        None => line.send(Message::Failed(applied.issues)),
    }
}

/// An issue of a copy as one of the file.
fn in_file(issue: &mut Issue, copy: &Path, path: &Path) {
    if let Some(inside) = issue.file.strip_prefix(&*copy.display().to_string()) {
        issue.file = format!("{}{inside}", path.display()).into();
    }
}

/// Makes a dataset ready for the map; the name of an own layer is made another than those that are taken.
pub(super) fn put(
    line: &TaskLine<Message>,
    mut dataset: Dataset,
    recipe: Option<Recipe>,
    name: Option<String>,
    taken: &[String],
) {
    match name {
        _ if dataset.kind == DatasetKind::Other => dataset.name = free_name(name.as_ref().unwrap_or(&dataset.name), taken),
        Some(name) => dataset.name = name,
        None => {}
    }
    let dataset = Arc::new(dataset);
    let Some(loaded) = Loaded::prepare(dataset.clone(), &|_, _| line.progress(0, 0)) else { return };
    line.send(Message::Opened(Box::new(loaded), recipe));
    // The map is shown before it answers to the cursor. The joins index the other kinds.
    if dataset.kind == DatasetKind::Other && line.progress(0, 0).is_continue() {
        line.send(Message::Indexed(Arc::new(SpatialIndex::new(dataset))));
    }
}
