//! `yuantu diff`: what a new delivery of a file adds, removes, moves and changes. Refuses to take it over.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::analysis::delivery::{Delivery, Key, RowChange, compare};
use crate::domain::{Dataset, Field};
use crate::i18n::cli::CliText;
use crate::i18n::delivery::DeliveryText;
use crate::i18n::{Lang, integer};

use super::check;

/// Lines of changes that are printed; JSON has them all.
const LINES: usize = 200;

/// What was asked for.
#[derive(Debug)]
pub(super) struct DiffWish {
    /// The delivery before.
    pub old: PathBuf,
    /// The new one.
    pub new: PathBuf,
    /// The column by which rows are the same.
    pub key: Option<String>,
    /// Whether to print JSON.
    pub json: bool,
}

/// Compares. The answer, or the sentence that says why not.
pub(super) fn diff(wish: &DiffWish, lang: Lang) -> Result<String, String> {
    let read = |path: &PathBuf| {
        let outcome = check::read(path);
        let issues = check::issue_lines(&outcome, lang);
        outcome.dataset.ok_or_else(|| CliText::NotReadable.fill(lang, &[&path.display().to_string(), &issues]))
    };
    let (old, new) = (read(&wish.old)?, read(&wish.new)?);
    if let Some(column) = &wish.key {
        for dataset in [&old, &new] {
            if dataset.table.column(column).is_none() {
                return Err(CliText::NoSuchColumn.fill(lang, &[column, &dataset.table.names.join(", ")]));
            }
        }
    }
    let delivery = compare(&old, &new, wish.key.as_deref());
    if wish.json {
        return Ok(format!("{:#}\n", as_json(&delivery, &old, &new)));
    }
    Ok(as_text(&delivery, &old, &new, lang))
}

fn as_text(delivery: &Delivery, old: &Dataset, new: &Dataset, lang: Lang) -> String {
    let [added, removed, moved, changed] = delivery.counts().map(|count| integer(count as f64));
    let unchanged = integer(delivery.unchanged as f64);
    let mut text = DeliveryText::Summary.fill(lang, &[&added, &removed, &moved, &changed, &unchanged]);
    text.push('\n');
    let (words, column) = key_words(&delivery.key);
    text.push_str(&words.fill(lang, &[column]));
    text.push('\n');
    for (words, columns) in
        [(DeliveryText::ColumnsAdded, &delivery.columns_added), (DeliveryText::ColumnsRemoved, &delivery.columns_removed)]
    {
        if !columns.is_empty() {
            text.push_str(&words.fill(lang, &[&columns.join(lang.pick("、", ", "))]));
            text.push('\n');
        }
    }
    if delivery.doubled_keys > 0 {
        text.push_str(&DeliveryText::Doubled.fill(lang, &[&integer(delivery.doubled_keys as f64)]));
        text.push('\n');
    }
    for change in delivery.rows.iter().take(LINES) {
        text.push_str(&line(change, old, new, lang));
        text.push('\n');
    }
    if let Some(rest) = delivery.rows.len().checked_sub(LINES).filter(|rest| *rest > 0) {
        text.push_str(&DeliveryText::More.fill(lang, &[&integer(rest as f64)]));
        text.push('\n');
    }
    text
}

fn line(change: &RowChange, old: &Dataset, new: &Dataset, lang: Lang) -> String {
    let name = name_of(change, old, new);
    let (dataset, row) = match (change.new, change.old) {
        (Some(row), _) => (new, row),
        (None, row) => (old, row.unwrap_or_default()),
    };
    let line = dataset.lines.get(row as usize).map_or_else(|| (row + 1).to_string(), u32::to_string);
    let mut parts = Vec::new();
    if change.old.is_none() {
        parts.push(DeliveryText::Added.text(lang).to_owned());
    }
    if change.new.is_none() {
        parts.push(DeliveryText::Removed.text(lang).to_owned());
    }
    if let Some(metres) = change.moved_m {
        parts.push(DeliveryText::Moved.fill(lang, &[&format!("{metres:.1}")]));
    }
    if change.reshaped {
        parts.push(DeliveryText::Reshaped.text(lang).to_owned());
    }
    parts.extend(change.cells.iter().map(|cell| DeliveryText::Cell.fill(lang, &[&cell.column, &cell.old, &cell.new])));
    let place = DeliveryText::Row.fill(lang, &[&line, name]);
    format!("  {place}{}{}", lang.pick("：", ": "), parts.join(lang.pick("；", "; ")))
}

fn name_of<'a>(change: &RowChange, old: &'a Dataset, new: &'a Dataset) -> &'a str {
    let of = |dataset: &'a Dataset, row: Option<u32>| row.and_then(|row| dataset.text(row as usize, Field::Name));
    of(new, change.new).or_else(|| of(old, change.old)).unwrap_or_default()
}

fn key_words(key: &Key) -> (DeliveryText, &str) {
    match key {
        Key::Column(column) => (DeliveryText::ByColumn, column),
        Key::Id => (DeliveryText::ById, ""),
        Key::FeatureId => (DeliveryText::ByFeatureId, ""),
        Key::NameAndPlace => (DeliveryText::ByName, ""),
        Key::Place => (DeliveryText::ByPlace, ""),
    }
}

fn as_json(delivery: &Delivery, old: &Dataset, new: &Dataset) -> Value {
    let [added, removed, moved, changed] = delivery.counts();
    let key = match &delivery.key {
        Key::Column(column) => json!({ "column": column }),
        Key::Id => json!("id"),
        Key::FeatureId => json!("feature_id"),
        Key::NameAndPlace => json!("name_and_place"),
        Key::Place => json!("place"),
    };
    let line = |dataset: &Dataset, row: Option<u32>| row.map(|row| dataset.lines.get(row as usize).copied().unwrap_or(row + 1));
    let rows: Vec<_> = delivery
        .rows
        .iter()
        .map(|change| {
            let cells: Vec<_> =
                change.cells.iter().map(|cell| json!({ "column": cell.column, "old": cell.old, "new": cell.new })).collect();
            json!({
                "name": name_of(change, old, new),
                "old_line": line(old, change.old),
                "new_line": line(new, change.new),
                "moved_m": change.moved_m.map(|metres| (metres * 1000.0).round() / 1000.0),
                "reshaped": change.reshaped,
                "cells": cells,
            })
        })
        .collect();
    json!({
        "key": key,
        "added": added,
        "removed": removed,
        "moved": moved,
        "changed": changed,
        "unchanged": delivery.unchanged,
        "doubled_keys": delivery.doubled_keys,
        "columns_added": delivery.columns_added,
        "columns_removed": delivery.columns_removed,
        "rows": rows,
    })
}
