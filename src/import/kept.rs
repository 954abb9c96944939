//! The recipe that was kept for files of a shape, looked for under the reading that it was made with: another row of names, another
//! encoding or separator than would be found out. Refuses to read more of a file than its first rows.

use crate::domain::{Dataset, DatasetKind, Format, Recipe};
use crate::io::ReadOptions;

use super::{Proposal, propose};

/// Rows that are read to see which columns there are.
const ROWS: usize = 64;
/// A workbook is unpacked anew for each reading: more of them would take too long.
const MOST_OF_WORKBOOK: usize = 4;

/// How a recipe says that a file is read.
type Reading = (Option<String>, Option<u32>, Option<String>, Option<char>);

/// The newest kept recipe whose columns a file has when it is read as that recipe says. `said`: what its records are, where the
/// user said so; `read` gives the first rows under some options. `None` where no kept recipe says anything about the reading, or
/// none fits: then what is found out is as good.
///
/// ```
/// use yuantu::domain::{ColumnRule, Meaning, Recipe};
/// use yuantu::import::kept_reading;
/// use yuantu::io::read_pasted;
///
/// let rule = |header: &str| ColumnRule { header: header.to_owned(), meaning: Meaning::Kept, unit: None };
/// let recipe = Recipe { header_row: Some(2), columns: vec![rule("甲"), rule("乙")], ..Recipe::default() };
/// let read = |options: &_| read_pasted("list", "年\t2025\n甲\t乙\n1\t2\n", options).dataset;
/// assert_eq!(kept_reading(&[recipe.clone()], None, &read), Some(recipe));
/// ```
pub fn kept_reading(
    kept: &[Recipe],
    said: Option<DatasetKind>,
    read: &dyn Fn(&ReadOptions) -> Option<Dataset>,
) -> Option<Recipe> {
    if !kept.iter().any(says_how) {
        return None;
    }
    let mut tried: Vec<(Reading, Option<Dataset>)> = Vec::new();
    for recipe in kept.iter().filter(|recipe| said.is_none_or(|kind| kind == recipe.kind)) {
        let reading = reading_of(recipe);
        let at = match tried.iter().position(|(known, _)| *known == reading) {
            Some(at) => at,
            None => {
                let (layer, header_row, encoding, delimiter) = reading.clone();
                let options = ReadOptions { layer, header_row, encoding, delimiter, max_rows: Some(ROWS), ..Default::default() };
                tried.push((reading, read(&options)));
                tried.len() - 1
            }
        };
        let Some(raw) = tried.get(at).and_then(|(_, raw)| raw.as_ref()) else { continue };
        match raw.about.format {
            // In these nothing of it can be said.
            Format::GeoJson | Format::GeoPackage | Format::FlatGeobuf | Format::Kml => return None,
            _ if recipe.fits(&raw.table.names) => return Some(recipe.clone()),
            Format::Xlsx | Format::Xls | Format::Ods if tried.len() >= MOST_OF_WORKBOOK => return None,
            _ => {}
        }
    }
    None
}

/// What is proposed for a file that was read with some options, with how it was read: a kept recipe of the same columns may have
/// been made under another reading.
pub fn propose_as_read(raw: &Dataset, options: &ReadOptions, kept: &[Recipe]) -> Proposal {
    let mut proposal = propose(raw, options.kind, kept);
    let ReadOptions { layer, header_row, encoding, delimiter, .. } = options.clone();
    let recipe = &mut proposal.recipe;
    recipe.layer = layer.or(recipe.layer.take());
    (recipe.header_row, recipe.encoding, recipe.delimiter) = (header_row, encoding, delimiter);
    proposal
}

fn says_how(recipe: &Recipe) -> bool {
    recipe.header_row.is_some() || recipe.encoding.is_some() || recipe.delimiter.is_some()
}

/// A layer alone is no reading of its own: it is found out as well as it was.
fn reading_of(recipe: &Recipe) -> Reading {
    let Recipe { layer, header_row, encoding, delimiter, .. } = recipe.clone();
    if says_how(recipe) { (layer, header_row, encoding, delimiter) } else { Reading::default() }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::domain::{ColumnRule, Meaning};
    use crate::io::read_pasted;

    fn recipe(headers: &[&str], header_row: Option<u32>) -> Recipe {
        let rule = |header: &&str| ColumnRule { header: (*header).to_owned(), meaning: Meaning::Kept, unit: None };
        Recipe { header_row, columns: headers.iter().map(rule).collect(), ..Recipe::default() }
    }

    #[test]
    fn the_newest_recipe_that_fits_under_its_own_reading_is_found() {
        let reads = Cell::new(0);
        let read = |options: &ReadOptions| {
            reads.set(reads.get() + 1);
            read_pasted("list", "楼宇\t租金\n年\t2025\n甲\t乙\n1\t2\n", options).dataset
        };
        let (third, plain, other) = (recipe(&["乙", "甲"], Some(3)), recipe(&["楼宇", "租金"], None), recipe(&["丙"], Some(3)));
        let found = |kept: &[&Recipe]| kept_reading(&kept.iter().map(|&one| one.clone()).collect::<Vec<_>>(), None, &read);
        assert_eq!(found(&[&other, &third]), Some(third.clone()));
        assert_eq!(reads.take(), 1, "one reading is tried once");
        assert_eq!(found(&[&plain, &third]), Some(plain.clone()), "the newer one is as good under what is found out");
        assert_eq!(found(&[&other]), None);
        reads.take();
        assert_eq!((found(&[&plain]), reads.take()), (None, 0), "nothing is read where nothing was said");
    }

    #[test]
    fn a_recipe_of_another_reading_says_how_the_file_was_read() {
        let raw = read_pasted("list", "甲\t乙\n1\t2\n", &ReadOptions::default()).dataset.unwrap();
        let kept = Recipe { encoding: Some("gbk".into()), layer: Some("二月".into()), ..recipe(&["甲", "乙"], Some(3)) };
        let proposal = propose_as_read(&raw, &ReadOptions::default(), &[kept]);
        let Recipe { header_row, encoding, layer, .. } = proposal.recipe;
        assert!(proposal.is_kept);
        assert_eq!((header_row, encoding, layer), (None, None, None));
    }
}
