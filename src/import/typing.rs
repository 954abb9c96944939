//! The columns of a raw dataset brought into the types and units of their fields. A cell that cannot be read stays as it is,
//! with a line in the issue list. Refuses places and rows.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::domain::{Column, ColumnRule, Dataset, DatasetKind, Field, FieldMap, IssueKind, Meaning, Recipe, Table, Unit, Value};

use super::cells::{number, units};
use super::tally::Tally;
use super::values::{self, Sort, Typed, sort_of};

/// Told how many of how many steps are done; may stop the work.
pub type Progress<'a> = &'a (dyn Fn(u64, u64) -> ControlFlow<()> + Sync);

/// What became of the columns.
pub struct Typing {
    /// The columns, in the file's order; those that were left out are missing, those that were worked out come last.
    pub table: Table,
    /// Which of them holds which field.
    pub fields: FieldMap,
    /// What was done and what is doubtful.
    pub tally: Tally,
}

/// The longest whole number in a column of no meaning that is a number and not a code or a telephone.
const LONGEST_NUMBER: usize = 9;

/// One column to be brought into its type.
struct Job {
    from: usize,
    name: String,
    field: Option<Field>,
    sort: Sort,
    unit: Option<crate::domain::SourceUnit>,
}

/// Types the columns of a dataset of so many rows by the rules of a recipe; its geometries may be gone already. `None` when the
/// caller stopped it.
pub fn type_columns(raw: &mut Dataset, rows: usize, recipe: &Recipe, progress: Progress<'_>) -> Option<Typing> {
    let rules = rules(&raw.table, recipe);
    let is_table = raw.about.format.is_table();
    let kind = recipe.kind;
    let mut table = Table::default();
    let mut fields = FieldMap::default();
    let mut jobs = Vec::new();
    for (from, rule) in rules.iter().enumerate() {
        let name = raw.table.names[from].clone();
        let field = match rule.meaning {
            Meaning::Field(field) => Some(field),
            Meaning::Dropped => continue,
            _ => None,
        };
        // Two columns cannot be one field: the first has it.
        let field = field.filter(|&field| !jobs.iter().any(|job: &Job| job.field == Some(field)));
        let sort = field.map_or(Sort::Words, |field| sort_of(field, kind));
        let own = field.and_then(|field| units::own_unit(field.unit()));
        jobs.push(Job { from, name, field, sort, unit: rule.unit.filter(|unit| Some(*unit) != own) });
    }
    let area = jobs.iter().find(|job| is_area(job.field)).map(|job| typed_area(&raw.table, job, kind, is_table));
    let work = |job: &Job| -> (Vec<Column>, Tally) { typed(&raw.table, job, rows, is_table, area.as_ref()) };
    let results = side_by_side(&jobs, &work, progress)?;
    let mut tally = Tally::default();
    for (job, (mut columns, found)) in jobs.iter().zip(results) {
        tally.append(found);
        // Untouched columns move: they may be most of a large file.
        let first = if columns.is_empty() {
            std::mem::replace(&mut raw.table.columns[job.from], Column::Empty)
        } else {
            columns.remove(0)
        };
        let at = push(&mut table, job.name.clone(), first);
        // Coordinates are in the geometry from here on: as degrees WGS84, which the columns need not be.
        let field = job.field.filter(|field| !(is_table && matches!(field, Field::Lon | Field::Lat)));
        match (field, columns.pop()) {
            (Some(Field::Floor), Some(levels)) => {
                fields.set(Field::Floor, at);
                if !jobs.iter().any(|job| job.field == Some(Field::Level)) {
                    let level = push(&mut table, Field::Level.key().to_owned(), levels);
                    fields.set(Field::Level, level);
                }
            }
            // A column in another unit stays beside what was worked out from it.
            (Some(field), Some(converted)) => {
                let name = field.key().to_owned();
                let at = push(&mut table, name, converted);
                fields.set(field, at);
            }
            (Some(field), None) => fields.set(field, at),
            (None, _) => {}
        }
    }
    if let (None, Some(code)) = (fields.column(Field::Id), fields.column(Field::CreditCode)) {
        fields.set(Field::Id, code);
    }
    Some(Typing { table, fields, tally })
}

/// The rule of each column: that of its place if it has its name, else the first of its name, else to keep it.
pub fn rules(table: &Table, recipe: &Recipe) -> Vec<ColumnRule> {
    let keep = |name: &String| ColumnRule { header: name.clone(), meaning: Meaning::Kept, unit: None };
    let of = |(at, name): (usize, &String)| {
        let here = recipe.columns.get(at).filter(|rule| rule.header == *name);
        here.or_else(|| recipe.rule(name)).cloned().unwrap_or_else(|| keep(name))
    };
    table.names.iter().enumerate().map(of).collect()
}

/// Adds a column under a name that no other has.
fn push(table: &mut Table, name: String, column: Column) -> usize {
    let mut free = name.clone();
    let mut number = 2;
    while table.names.contains(&free) {
        free = format!("{name} {number}");
        number += 1;
    }
    table.names.push(free);
    table.columns.push(column);
    table.names.len() - 1
}

/// Works through the columns on as many threads as the machine has. `None` when the caller stopped it.
fn side_by_side(
    jobs: &[Job],
    work: &(dyn Fn(&Job) -> (Vec<Column>, Tally) + Sync),
    progress: Progress<'_>,
) -> Option<Vec<(Vec<Column>, Tally)>> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(jobs.len().max(1));
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = jobs.get(at) else { break };
            if progress(at as u64, jobs.len() as u64).is_break() {
                next.store(jobs.len(), Ordering::Relaxed);
                return None;
            }
            done.push((at, work(job)));
        }
        Some(done)
    };
    let mut results: Vec<(usize, (Vec<Column>, Tally))> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(worker)).collect();
        let own = worker();
        let mut all = own?;
        for other in others {
            all.extend(other.join().ok().flatten()?);
        }
        Some(all)
    })?;
    results.sort_by_key(|(at, _)| *at);
    Some(results.into_iter().map(|(_, result)| result).collect())
}

fn is_area(field: Option<Field>) -> bool {
    matches!(field, Some(Field::AreaM2 | Field::GrossM2))
}

/// The area of each record, to divide the rent of a whole space by; its doubts are told where the column itself is typed.
fn typed_area(table: &Table, job: &Job, _kind: DatasetKind, is_table: bool) -> Column {
    let rows = table.columns.get(job.from).map_or(0, Column::len);
    let (mut columns, _) = typed(table, job, rows, is_table, None);
    columns.pop().unwrap_or_else(|| table.columns[job.from].clone())
}

/// The typed column: none where the raw one can stay as it is, two where the raw one stays and another was worked out.
fn typed(table: &Table, job: &Job, rows: usize, is_table: bool, area: Option<&Column>) -> (Vec<Column>, Tally) {
    let raw = &table.columns[job.from];
    let mut tally = Tally::default();
    let Some(field) = job.field else {
        return (if is_table { as_numbers(raw).into_iter().collect() } else { Vec::new() }, tally);
    };
    let stays = match (raw, job.sort) {
        (Column::Empty, _) => true,
        (Column::Text { .. }, Sort::Words) | (Column::Bool(_), Sort::YesNo) => true,
        (Column::Number(_), Sort::Number | Sort::Amount(_) | Sort::Figure | Sort::Ordinate | Sort::Level) => job.unit.is_none(),
        (_, Sort::Words) => !is_table,
        _ => false,
    };
    if stays {
        return (Vec::new(), tally);
    }
    let member: Arc<str> = job.name.as_str().into();
    let mut column = Column::Empty;
    let mut levels = Column::Empty;
    for row in 0..rows.min(raw.len()) {
        let value = raw.get(row);
        let at = row as u32;
        let read = match values::read(job.sort, value, is_table) {
            Ok(read) => read,
            Err(kind) => {
                // What is doubtful about coordinates was told when the row was placed.
                if job.sort == Sort::Ordinate {
                    column.set(row, value);
                    continue;
                }
                tally.add(kind, Some(&member), at, || Some(text_of(value)));
                column.set(row, value);
                continue;
            }
        };
        for note in read.notes.iter().filter(|_| job.sort != Sort::Ordinate) {
            tally.add(values::issue_of_note(note), Some(&member), at, || Some(text_of(value)));
        }
        if job.sort == Sort::Floor
            && let Ok(level) = values::read(Sort::Level, value, is_table)
        {
            levels.set(row, level.typed.value());
        }
        let unit = read.unit.or(job.unit);
        match (read.typed, unit) {
            (Typed::Number(number), Some(unit)) => {
                let area_m2 = area.and_then(|area| area.get(row).as_number());
                match units::converted(number, unit, field.unit(), area_m2) {
                    Some(number) => column.set(row, Value::Number(number)),
                    None => {
                        let kind = if units::needs_area(unit) { IssueKind::NeedsArea } else { IssueKind::WrongUnit };
                        tally.add(kind, Some(&member), at, || Some(text_of(value)));
                        // A number in a foreign unit would be taken for one in the field's own.
                        column.set(row, Value::Text(&text_of(value)));
                    }
                }
            }
            (typed, _) => column.set(row, typed.value()),
        }
    }
    column.normalise();
    levels.normalise();
    match job.sort {
        Sort::Floor => (vec![column, levels], tally),
        _ if job.unit.is_some() && field.unit() != Unit::None => {
            (vec![as_numbers(raw).unwrap_or_else(|| raw.clone()), column], tally)
        }
        _ => (vec![column], tally),
    }
}

/// A column of no meaning as numbers, where every cell that has something is one, and none looks like a code.
fn as_numbers(raw: &Column) -> Option<Column> {
    if !matches!(raw, Column::Text { .. }) {
        return None;
    }
    let mut column = Column::Empty;
    for row in 0..raw.len() {
        let Some(text) = raw.get(row).as_text().map(str::trim).filter(|text| !text.is_empty()) else { continue };
        let number = number::plain(text).filter(|_| !is_code(text))?;
        column.set(row, Value::Number(number));
    }
    column.normalise();
    (!column.is_empty()).then_some(column)
}

/// True for digits that are no amount: `007`, telephones, codes.
fn is_code(text: &str) -> bool {
    let digits = text.trim_start_matches('-');
    let whole = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.starts_with('0') && digits.len() > 1 && !digits.starts_with("0.") || whole && digits.len() > LONGEST_NUMBER
}

/// A cell as a person sees it.
pub fn text_of(value: Value<'_>) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => values::written(number),
        Value::Text(text) => text.trim().to_owned(),
    }
}
