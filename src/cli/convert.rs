//! `yuantu convert`: a file in another format or another coordinate system. Refuses to guess the system of numbers that are no
//! degrees: `--from` says it.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::domain::{Dataset, Field, Issue, Meaning, Recipe};
use crate::geodesy::crs::Crs;
use crate::i18n::cli::CliText;
use crate::i18n::{Lang, crs, issues};
use crate::import::{self, Known};
use crate::io::write::{WriteOptions, write};
use crate::io::{self, ReadOptions, ReadSink};

/// What was asked for.
#[derive(Debug, Default)]
pub(super) struct ConvertWish {
    /// The file to read.
    pub from_file: PathBuf,
    /// The file to write.
    pub to_file: PathBuf,
    /// The system of the file to read, as the user called it.
    pub from_crs: Option<String>,
    /// The system of the file to write.
    pub to_crs: Option<String>,
    /// The sheet or layer to read.
    pub sheet: Option<String>,
    /// Column and field, as the user wrote them.
    pub meanings: Vec<(String, String)>,
}

/// Converts. The answer, or the sentence that says why not.
pub(super) fn convert(wish: &ConvertWish, lang: Lang) -> Result<String, String> {
    let to_crs = parsed(wish.to_crs.as_deref(), lang)?.unwrap_or(Crs::Wgs84);
    let from_crs = parsed(wish.from_crs.as_deref(), lang)?;
    let options = ReadOptions { layer: wish.sheet.clone(), ..ReadOptions::default() };
    let known = Known::embedded();
    let dataset = if from_crs.is_none() && wish.meanings.is_empty() {
        let sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
        let outcome = import::read(&wish.from_file, &options, None, &known, sink);
        told(&wish.from_file, outcome.dataset, &outcome.issues, lang)?
    } else {
        let sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
        let outcome = io::read_path(&wish.from_file, &options, sink);
        let raw = told(&wish.from_file, outcome.dataset, &outcome.issues, lang)?;
        let mut recipe = import::propose(&raw, None, &[]).recipe;
        if let Some(from) = &from_crs {
            recipe.crs = from.code();
        }
        for (column, field) in &wish.meanings {
            give_meaning(&mut recipe, column, field, lang)?;
        }
        let applied = import::apply(raw, &recipe, &known, &|_, _| ControlFlow::Continue(()));
        told(&wish.from_file, applied.dataset, &applied.issues, lang)?
    };
    let options = WriteOptions { rows: None, crs: to_crs, lang };
    let written =
        write(&dataset, &options, &wish.to_file, &|_, _| ControlFlow::Continue(())).map_err(|fault| fault.sentence(lang))?;
    Ok(written.lines(lang).iter().map(|line| format!("{line}\n")).collect())
}

fn parsed(text: Option<&str>, lang: Lang) -> Result<Option<Crs>, String> {
    text.map(|text| Crs::parse(text).map_err(|fault| crs::fault(&fault, lang))).transpose()
}

/// The records, after their issues are told on the error stream.
fn told(path: &Path, dataset: Option<Dataset>, found: &[Issue], lang: Lang) -> Result<Dataset, String> {
    let lines: Vec<String> = found.iter().map(|issue| issues::sentence(issue, lang)).collect();
    match dataset {
        Some(dataset) => {
            lines.iter().for_each(|line| eprintln!("{line}"));
            Ok(dataset)
        }
        None => Err(CliText::NotReadable.fill(lang, &[&path.display().to_string(), &lines.join("\n")])),
    }
}

/// Sets what a column means; the field loses the column it had before.
fn give_meaning(recipe: &mut Recipe, column: &str, field: &str, lang: Lang) -> Result<(), String> {
    let Some(&field) = Field::ALL.iter().find(|known| known.key().eq_ignore_ascii_case(field)) else {
        let known: Vec<_> = Field::ALL.iter().map(|field| field.key()).collect();
        return Err(CliText::NoSuchField.fill(lang, &[field, &known.join(", ")]));
    };
    let headers: Vec<String> = recipe.columns.iter().map(|rule| rule.header.clone()).collect();
    let Some(at) = recipe.columns.iter().position(|rule| rule.header == column) else {
        return Err(CliText::NoSuchColumn.fill(lang, &[column, &headers.join(", ")]));
    };
    for (place, rule) in recipe.columns.iter_mut().enumerate() {
        if place == at {
            (rule.meaning, rule.unit) = (Meaning::Field(field), None);
        } else if rule.meaning == Meaning::Field(field) {
            rule.meaning = Meaning::Kept;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ColumnRule;

    #[test]
    fn a_field_has_one_column() {
        let rule = |header: &str, meaning| ColumnRule { header: header.to_owned(), meaning, unit: None };
        let columns = vec![rule("甲", Meaning::Field(Field::Name)), rule("乙", Meaning::Kept)];
        let mut recipe = Recipe { columns, ..Recipe::default() };
        give_meaning(&mut recipe, "乙", "NAME", Lang::Zh).unwrap();
        assert_eq!(recipe.column_of(Field::Name), Some("乙"));
        assert!(give_meaning(&mut recipe, "丙", "name", Lang::En).unwrap_err().contains("甲, 乙"));
        assert!(give_meaning(&mut recipe, "甲", "colour", Lang::En).unwrap_err().contains("area_m2"));
    }
}
