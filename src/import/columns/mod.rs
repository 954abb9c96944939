//! What is proposed for the columns of a file: what each means, in which unit, how sure that is, and the first cell that does
//! not fit. Names tell first, cells confirm or speak for themselves. Refuses to decide.

mod evidence;

use crate::domain::{ColumnRule, Dataset, DatasetKind, Field, Matching, Meaning, Recipe, SourceUnit, Unit};
use crate::io::recognise::{self, Recognition};

use super::cells::units;
use super::values::{Sort, sort_of};
use super::{Proposal, Sureness};

use evidence::{Sample, first_doubt, told_by_cells};

/// Points of names that leave little doubt about a kind.
const SURE_POINTS: u32 = 6;
/// Shares of cells that fit their meaning and make it sure, likely or a guess.
const SURE_SHARE: f64 = 0.9;
const LIKELY_SHARE: f64 = 0.6;

/// Proposes what a file means. `said`: the kind, where the user said so. Of the recipes that were kept the first that has the
/// file's columns is taken.
///
/// ```
/// use yuantu::domain::{Dataset, Field, Meaning, Origin};
/// use yuantu::import::propose;
///
/// let mut raw = Dataset::new("list", Origin::File("list.csv".into()));
/// raw.table.column_or_new("企业名称");
/// let proposal = propose(&raw, None, &[]);
/// assert_eq!(proposal.recipe.columns[0].meaning, Meaning::Field(Field::Name));
/// ```
pub fn propose(raw: &Dataset, said: Option<DatasetKind>, kept: &[Recipe]) -> Proposal {
    let headers = &raw.table.names;
    let fits = |recipe: &&Recipe| recipe.fits(headers) && said.is_none_or(|kind| kind == recipe.kind);
    if let Some(recipe) = kept.iter().find(fits) {
        return kept_again(raw, recipe);
    }
    let recognition = recognise::recognise(raw, said);
    let mut columns: Vec<(ColumnRule, Sureness)> = (0..headers.len()).map(|column| named(raw, &recognition, column)).collect();
    told_by_cells(raw, recognition.kind, &mut columns);
    pair_coordinates(&mut columns);
    let kind = kind_sureness(said, &recognition);
    let (rules, sureness): (Vec<ColumnRule>, Vec<Sureness>) = columns.into_iter().unzip();
    let recipe = Recipe {
        kind: recognition.kind,
        layer: layer(raw),
        matching: matching(raw, &rules),
        columns: rules,
        ..Recipe::default()
    };
    let first_doubt = doubts(raw, &recipe);
    Proposal { recipe, columns: sureness, first_doubt, kind, is_kept: false }
}

/// A kept recipe for this file: its rules in the order of the file's columns.
fn kept_again(raw: &Dataset, recipe: &Recipe) -> Proposal {
    let columns = super::typing::rules(&raw.table, recipe);
    // The layer is the one that was read: another may have the same columns.
    let recipe = Recipe { columns, layer: layer(raw), chosen: Vec::new(), ..recipe.clone() };
    let sureness = |(column, rule): (usize, &ColumnRule)| match rule.meaning {
        Meaning::Kept | Meaning::Dropped => Sureness::Sure,
        _ => by_share(Sample::of(raw, column).share(rule.meaning, rule.unit, recipe.kind).unwrap_or(1.0)),
    };
    let columns = recipe.columns.iter().enumerate().map(sureness).collect();
    let first_doubt = doubts(raw, &recipe);
    Proposal { columns, first_doubt, kind: Sureness::Sure, is_kept: true, recipe }
}

fn doubts(raw: &Dataset, recipe: &Recipe) -> Vec<Option<u32>> {
    let rules = recipe.columns.iter().enumerate();
    rules.map(|(column, rule)| first_doubt(raw, column, rule.meaning, recipe.kind)).collect()
}

fn kind_sureness(said: Option<DatasetKind>, recognition: &Recognition) -> Sureness {
    match recognition.points {
        _ if said.is_some() => Sureness::Sure,
        _ if recognition.ambiguous => Sureness::Guess,
        0 => Sureness::Unknown,
        points if points >= SURE_POINTS => Sureness::Sure,
        _ => Sureness::Likely,
    }
}

/// What a column's name says, and how its cells bear that out.
fn named(raw: &Dataset, recognition: &Recognition, column: usize) -> (ColumnRule, Sureness) {
    let header = raw.table.names[column].clone();
    let mut field = recognition.fields.field_of(column);
    if recognition.fields.column(Field::CreditCode) == Some(column) {
        field = Some(Field::CreditCode);
    }
    let unit = field.and_then(|field| unit_of_header(&header, field.unit()));
    let kept = |header| (ColumnRule { header, meaning: Meaning::Kept, unit: None }, Sureness::Unknown);
    let Some(field) = field else { return kept(header) };
    let sample = Sample::of(raw, column);
    let meaning = Meaning::Field(field);
    let share = sample.share(meaning, unit, recognition.kind);
    let sureness = match share {
        // No cell to look at: the name alone speaks.
        None => Sureness::Likely,
        // Cells that contradict the name: `location` with coordinates, `楼层` with prices.
        Some(share) if share < 0.2 && sort_of(field, recognition.kind) != Sort::Words => return kept(header),
        Some(_) if field == Field::Address && sample.share(Meaning::Position, None, recognition.kind) > Some(LIKELY_SHARE) => {
            return (ColumnRule { header, meaning: Meaning::Position, unit: None }, Sureness::Sure);
        }
        Some(share) => match by_share(share) {
            // A rent may be in any unit, an area nearly always is in ㎡: where the name does not say, the eye must.
            Sureness::Sure if unit.is_none() && needs_unit(field.unit()) && !sample.has_units(field.unit()) => Sureness::Likely,
            sureness => sureness,
        },
    };
    let unit = unit.or_else(|| share_unit(raw, column, field));
    (ColumnRule { header, meaning, unit }, sureness)
}

fn by_share(share: f64) -> Sureness {
    match share {
        share if share >= SURE_SHARE => Sureness::Sure,
        share if share >= LIKELY_SHARE => Sureness::Likely,
        _ => Sureness::Guess,
    }
}

fn needs_unit(unit: Unit) -> bool {
    matches!(unit, Unit::SquareMetre | Unit::Hectare | Unit::YuanPerM2Day | Unit::YuanPerM2Month)
}

/// The unit in or behind a column's name, where it belongs to the field; a few names tell it themselves.
fn unit_of_header(header: &str, field: Unit) -> Option<SourceUnit> {
    let (name, unit) = recognise::name_and_unit(header);
    let written = units::unit_of(unit).filter(|unit| units::fits(*unit, field));
    if field != Unit::YuanPerM2Day {
        return written;
    }
    let bare = unit.trim();
    written.or(match (name.trim(), bare) {
        ("月租金", "元" | "") => Some(SourceUnit::YuanPerMonth),
        ("月租金", "万元") => Some(SourceUnit::WanYuanPerMonth),
        ("年租金", "元") => Some(SourceUnit::YuanPerYear),
        ("年租金", "万元" | "") => Some(SourceUnit::WanYuanPerYear),
        _ => None,
    })
}

/// Per cent that come as shares of 1: all numbers are between 0 and 1, and no cell has a sign for per cent.
fn share_unit(raw: &Dataset, column: usize, field: Field) -> Option<SourceUnit> {
    (field.unit() == Unit::Percent && Sample::of(raw, column).are_shares()).then_some(SourceUnit::Share)
}

/// One coordinate alone is none.
fn pair_coordinates(columns: &mut [(ColumnRule, Sureness)]) {
    let has = |columns: &[(ColumnRule, Sureness)], field| columns.iter().any(|(rule, _)| rule.meaning == Meaning::Field(field));
    if has(columns, Field::Lon) != has(columns, Field::Lat) {
        for (rule, sureness) in
            columns.iter_mut().filter(|(rule, _)| matches!(rule.meaning, Meaning::Field(Field::Lon | Field::Lat)))
        {
            rule.meaning = Meaning::Kept;
            *sureness = Sureness::Unknown;
        }
    }
}

/// The layer by name, where it is not the one that would be read anyway.
fn layer(raw: &Dataset) -> Option<String> {
    let at = raw.about.layer.filter(|&at| at > 0)?;
    raw.about.layers.get(at).map(|layer| layer.name.clone())
}

/// Rows without a place can be matched where a name, an address or a building is told.
fn matching(raw: &Dataset, rules: &[ColumnRule]) -> Matching {
    let tells = |rule: &ColumnRule| matches!(rule.meaning, Meaning::Field(Field::Name | Field::Address | Field::Building));
    if raw.about.format.is_table() && rules.iter().any(tells) { Matching::Chosen } else { Matching::Off }
}
