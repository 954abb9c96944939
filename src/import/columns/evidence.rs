//! What the cells of a column say: how many fit a meaning, which meaning they speak for themselves, which is the first that
//! does not fit. Refuses names.

use crate::domain::{ColumnRule, Dataset, DatasetKind, Field, Meaning, SourceUnit, Unit, Value};

use crate::io::wkt;

use crate::import::Sureness;
use crate::import::cells::{Note, amount, credit_code, degrees, number};
use crate::import::matching::address;
use crate::import::values::{self, Sort, Typed, Vocabulary, sort_of};

/// Cells of a column that are looked at: enough to tell, few enough for a file of any size.
const SAMPLE: usize = 200;
/// Rows looked through for a cell that does not fit: the sheet shows the first, and a longer look would be felt.
const LOOK: usize = 20_000;
/// Cells that it takes to speak for a meaning without a name.
const ENOUGH: usize = 3;
/// Share of them that must fit.
const SPEAK: f64 = 0.8;

/// Some cells of a column that have something, from all over the file.
pub struct Sample<'a> {
    cells: Vec<Value<'a>>,
    is_table: bool,
}

impl<'a> Sample<'a> {
    /// Looks at a column.
    pub fn of(raw: &'a Dataset, column: usize) -> Self {
        let step = (raw.len() / SAMPLE).max(1);
        let cells = (0..raw.len()).step_by(step).map(|row| raw.table.get(row, column)).filter(|value| has_something(*value));
        Self { cells: cells.collect(), is_table: raw.about.format.is_table() }
    }

    /// The share of cells that fit a meaning, of those that have a value; `None` where none has.
    pub fn share(&self, meaning: Meaning, unit: Option<SourceUnit>, kind: DatasetKind) -> Option<f64> {
        let _ = unit;
        let fits = self.cells.iter().map(|&value| fits(meaning, kind, value, self.is_table));
        let (mut good, mut all) = (0.0, 0.0);
        for fit in fits.flatten() {
            (good, all) = (good + f64::from(u8::from(fit)), all + 1.0);
        }
        (all > 0.0).then(|| good / all)
    }

    /// True when most cells name their unit themselves.
    pub fn has_units(&self, unit: Unit) -> bool {
        let named = |value: &&Value<'_>| {
            value.as_text().and_then(|text| amount::amount(text, unit).ok()?.value).is_some_and(|amount| amount.unit.is_some())
        };
        self.cells.iter().filter(named).count() * 2 > self.cells.len()
    }

    /// True when all cells are numbers of at most 1, without a sign for per cent.
    pub fn are_shares(&self) -> bool {
        let number = |value: &Value<'_>| match value {
            Value::Number(number) => Some(*number),
            Value::Text(text) => number::plain(text.trim()),
            _ => None,
        };
        !self.cells.is_empty() && self.cells.iter().all(|value| number(value).is_some_and(|number| (0.0..=1.0).contains(&number)))
    }

    fn speaks_for(&self, test: impl Fn(&str) -> bool) -> bool {
        self.count_of(&test) >= ENOUGH && self.all_but_few(&test)
    }

    /// True when the cells speak for themselves however few they are.
    fn are_all(&self, test: impl Fn(&str) -> bool) -> bool {
        self.count_of(&test) > 0 && self.all_but_few(&test)
    }

    fn count_of(&self, test: &impl Fn(&str) -> bool) -> usize {
        self.cells.iter().filter_map(|value| value.as_text()).filter(|text| test(text)).count()
    }

    fn all_but_few(&self, test: &impl Fn(&str) -> bool) -> bool {
        self.count_of(test) as f64 >= SPEAK * self.cells.len() as f64
    }

    fn numbers(&self) -> Option<Vec<f64>> {
        let read = |value: &Value<'_>| match value {
            Value::Number(number) => Some(*number),
            Value::Text(text) => degrees::ordinate(text).ok()?.value.map(|ordinate| ordinate.number),
            _ => None,
        };
        let numbers: Vec<f64> = self.cells.iter().filter_map(read).collect();
        (numbers.len() >= ENOUGH && numbers.len() as f64 >= SPEAK * self.cells.len() as f64).then_some(numbers)
    }
}

fn has_something(value: Value<'_>) -> bool {
    match value {
        Value::Null => false,
        Value::Text(text) => !text.trim().is_empty(),
        _ => true,
    }
}

/// Whether a cell fits a meaning; `None` where it has no value to judge by.
fn fits(meaning: Meaning, kind: DatasetKind, value: Value<'_>, is_table: bool) -> Option<bool> {
    match meaning {
        Meaning::Kept | Meaning::Dropped => None,
        Meaning::Position => {
            let read = degrees::position(value.as_text()?);
            Some(read.is_ok_and(|cell| cell.value.is_some()))
        }
        Meaning::Geometry => value.as_text().map(is_geometry),
        Meaning::Field(field) => {
            let sort = sort_of(field, kind);
            let read = match values::read(sort, value, is_table) {
                Ok(read) => read,
                Err(_) => return Some(false),
            };
            match read.typed {
                _ if read.notes.has(Note::NoValue) => None,
                Typed::Null => None,
                Typed::Text(_) if sort == Sort::Words => Some(true),
                _ => Some(true),
            }
        }
    }
}

/// The first row whose cell does not fit its column's meaning.
pub fn first_doubt(raw: &Dataset, column: usize, meaning: Meaning, kind: DatasetKind) -> Option<u32> {
    let sort = match meaning {
        Meaning::Field(field) => sort_of(field, kind),
        Meaning::Position | Meaning::Geometry => Sort::Ordinate,
        _ => return None,
    };
    if sort == Sort::Words {
        return None;
    }
    let is_table = raw.about.format.is_table();
    let doubtful = |row: &usize| {
        let value = raw.table.get(*row, column);
        has_something(value) && fits(meaning, kind, value, is_table) == Some(false)
    };
    (0..raw.len().min(LOOK)).find(doubtful).map(|row| row as u32)
}

/// Gives columns that no name explains the meaning that their cells speak for, if no other column has it.
pub fn told_by_cells(raw: &Dataset, kind: DatasetKind, columns: &mut [(ColumnRule, Sureness)]) {
    let has_geometry = !raw.geometries.positions.is_empty();
    for at in 0..columns.len() {
        if columns[at].0.meaning != Meaning::Kept {
            continue;
        }
        let sample = Sample::of(raw, at);
        let is_taken = |meaning: Meaning| columns.iter().any(|(rule, _)| rule.meaning == meaning);
        let told = [
            (
                Meaning::Field(Field::CreditCode),
                Sureness::Likely,
                sample.speaks_for(|text| credit_code::credit_code(text).is_ok_and(|cell| cell.value.is_some())),
            ),
            (Meaning::Geometry, Sureness::Sure, !has_geometry && sample.are_all(is_geometry)),
            (
                Meaning::Position,
                Sureness::Likely,
                !has_geometry && sample.speaks_for(|text| degrees::position(text).is_ok_and(is_degrees)),
            ),
            (
                Meaning::Field(Field::Status),
                Sureness::Likely,
                kind == DatasetKind::Spaces && sample.speaks_for(|text| Vocabulary::Status.has(text)),
            ),
            (
                Meaning::Field(Field::Industry),
                Sureness::Likely,
                kind == DatasetKind::Enterprises && sample.speaks_for(|text| Vocabulary::Industry.has(text)),
            ),
            (Meaning::Field(Field::Address), Sureness::Guess, sample.speaks_for(looks_like_an_address)),
        ];
        let has_pair = is_taken(Meaning::Field(Field::Lon)) || is_taken(Meaning::Position) || is_taken(Meaning::Geometry);
        let fit = |(meaning, _, holds): &(Meaning, Sureness, bool)| {
            let is_place = matches!(meaning, Meaning::Position | Meaning::Geometry);
            *holds && !is_taken(*meaning) && !(is_place && has_pair)
        };
        if let Some(&(meaning, sureness, _)) = told.iter().find(|told| fit(told)) {
            columns[at].0.meaning = meaning;
            columns[at].1 = sureness;
        }
    }
    if raw.about.format.is_table() && !has_geometry {
        pair_by_numbers(raw, columns);
    }
}

/// Two neighbouring columns of numbers that can be a place in China, one of them with fractions, where none is named.
fn pair_by_numbers(raw: &Dataset, columns: &mut [(ColumnRule, Sureness)]) {
    let is_place = |rule: &ColumnRule| {
        matches!(rule.meaning, Meaning::Field(Field::Lon | Field::Lat) | Meaning::Position | Meaning::Geometry)
    };
    if columns.iter().any(|(rule, _)| is_place(rule)) {
        return;
    }
    let within = |at: usize, low: f64, high: f64| {
        columns[at].0.meaning == Meaning::Kept
            && Sample::of(raw, at).numbers().is_some_and(|numbers| {
                numbers.iter().all(|number| (low..=high).contains(number)) && numbers.iter().any(|number| number.fract() != 0.0)
            })
    };
    for at in 1..columns.len() {
        let pairs = [(at - 1, at), (at, at - 1)];
        if let Some((lon, lat)) = pairs.into_iter().find(|&(lon, lat)| within(lon, 73.0, 136.0) && within(lat, 3.0, 54.0)) {
            for (at, field) in [(lon, Field::Lon), (lat, Field::Lat)] {
                columns[at].0.meaning = Meaning::Field(field);
                columns[at].1 = Sureness::Guess;
            }
            return;
        }
    }
}

fn is_degrees(cell: crate::import::cells::Cell<[f64; 2]>) -> bool {
    cell.value.is_some_and(|[lon, lat]| lon.abs() <= 180.0 && lat.abs() <= 90.0 && (lon.fract() != 0.0 || lat.fract() != 0.0))
}

/// True for WKT, and for hexadecimal WKB.
fn is_geometry(text: &str) -> bool {
    let text = text.trim();
    let plain = text.strip_prefix("SRID=").and_then(|rest| rest.split_once(';')).map_or(text, |(_, rest)| rest);
    let is_wkb = plain.len() >= 42
        && plain.len().is_multiple_of(2)
        && (plain.starts_with("00") || plain.starts_with("01"))
        && plain.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_wkb || wkt::looks_like(plain)
}

/// A road or lane with a number.
fn looks_like_an_address(text: &str) -> bool {
    text.len() < 200 && address::parse(text).is_some_and(|address| address.finds_a_house())
}
