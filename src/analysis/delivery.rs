//! What a new delivery of a dataset changes: rows added, removed, moved, reshaped, and cells with their old and new values.
//! Refuses to take anything over: the user decides.

mod figures;
mod merge;
mod pairs;
mod part;

pub use figures::{Figure, FigureChange, LANGS, Names, Place, figure_changes};
pub use merge::{merged, refusals};
pub use part::{Part, Refused, Taken};

use std::borrow::Cow;
use std::ops::ControlFlow;

use crate::domain::{Dataset, Field, GeometryKind, Value};
use crate::geodesy::geodesic;

/// A shift below this is rounding, metres: the sixth decimal of a degree.
const MOVED_M: f64 = 0.15;

/// By what rows of two deliveries are known to be the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Key {
    /// The column of this name.
    Column(String),
    /// The field `id`.
    Id,
    /// The features' own ids.
    FeatureId,
    /// The name, and the place where several have one name or a row has none.
    NameAndPlace,
    /// The place alone, to a tenth of a metre.
    #[default]
    Place,
}

/// A cell that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellChange {
    /// The column.
    pub column: String,
    /// What it held; empty for no value.
    pub old: String,
    /// What it holds.
    pub new: String,
}

/// A row that is not as it was.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowChange {
    /// The row before; none: it is added.
    pub old: Option<u32>,
    /// The row now; none: it is removed.
    pub new: Option<u32>,
    /// How far its middle has moved, metres; none: it has not.
    pub moved_m: Option<f64>,
    /// Its outline is another, or it has a place where it had none, or none where it had one.
    pub reshaped: bool,
    /// Cells that changed, in the order of the new columns.
    pub cells: Vec<CellChange>,
}

/// What a new delivery changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Delivery {
    /// By what rows were told to be the same.
    pub key: Key,
    /// Rows that are not as they were: removed ones in the old order first, then changed and added ones in the new order.
    pub rows: Vec<RowChange>,
    /// For each new row the old one that it is.
    pub pairs: Vec<Option<u32>>,
    /// Rows that are as they were.
    pub unchanged: u64,
    /// Keys that occur more than once in one of the two; such rows are paired in their order.
    pub doubled_keys: u64,
    /// Columns that the new one alone has, and those that the old one alone has. Their cells count as no change.
    pub columns_added: Vec<String>,
    /// See [`columns_added`](Self::columns_added).
    pub columns_removed: Vec<String>,
}

impl Delivery {
    /// Rows added, removed, moved or reshaped, with changed cells. A row may be both moved and changed.
    pub fn counts(&self) -> [usize; 4] {
        let count = |is: fn(&RowChange) -> bool| self.rows.iter().filter(|row| is(row)).count();
        [
            count(|row| row.old.is_none()),
            count(|row| row.new.is_none()),
            count(|row| row.moved_m.is_some() || row.reshaped),
            count(|row| !row.cells.is_empty()),
        ]
    }

    /// Everything that can be taken or refused by itself, in all rows.
    pub fn parts(&self) -> usize {
        self.rows.iter().map(|row| row.parts().count()).sum()
    }
}

/// Compares two deliveries. `key_column`: the column by which rows are the same, where the user has said so; it counts when both
/// have it.
///
/// ```
/// use yuantu::analysis::delivery::compare;
/// use yuantu::domain::{Dataset, Origin};
///
/// let empty = Dataset::new("firms", Origin::Embedded);
/// assert!(compare(&empty, &empty, None).rows.is_empty());
/// ```
pub fn compare(old: &Dataset, new: &Dataset, key_column: Option<&str>) -> Delivery {
    compare_by(old, new, choose_key(old, new, key_column), &|_, _| ControlFlow::Continue(())).unwrap_or_default()
}

/// Compares two deliveries whose rows are the same by a key that both have; `progress(done, total)` in new rows. `None` when
/// `progress` said to stop.
pub fn compare_by(old: &Dataset, new: &Dataset, key: Key, progress: &dyn Fn(u64, u64) -> ControlFlow<()>) -> Option<Delivery> {
    let (pairs, doubled_keys) = pairs::paired(old, new, &key);
    let columns = Columns::of(old, new);
    let mut taken = vec![false; old.len()];
    let mut later = Vec::new();
    let mut unchanged = 0;
    for (row, &partner) in pairs.iter().enumerate() {
        if row.is_multiple_of(4096) && progress(row as u64, new.len() as u64).is_break() {
            return None;
        }
        let new_row = row as u32;
        let Some(old_row) = partner else {
            later.push(RowChange { new: Some(new_row), ..RowChange::default() });
            continue;
        };
        taken[old_row as usize] = true;
        let mut change = place_change(old, old_row as usize, new, row);
        change.cells = columns.changes(old, old_row as usize, new, row);
        if change.moved_m.is_none() && !change.reshaped && change.cells.is_empty() {
            unchanged += 1;
            continue;
        }
        (change.old, change.new) = (Some(old_row), Some(new_row));
        later.push(change);
    }
    let removed = (0..old.len()).filter(|&row| !taken[row]);
    let mut rows: Vec<_> = removed.map(|row| RowChange { old: Some(row as u32), ..RowChange::default() }).collect();
    rows.append(&mut later);
    let (columns_added, columns_removed) = (columns.added, columns.removed);
    Some(Delivery { key, rows, pairs, unchanged, doubled_keys, columns_added, columns_removed })
}

/// The keys by which two deliveries can be compared, the one that [`compare`] takes first.
pub fn keys_of(old: &Dataset, new: &Dataset) -> Vec<Key> {
    let both = |field| [old, new].iter().all(|dataset| dataset.fields.column(field).is_some());
    let mut keys = vec![choose_key(old, new, None)];
    let has_ids = [old, new].iter().all(|dataset| !dataset.feature_ids.is_empty());
    for (there, key) in [(both(Field::Id), Key::Id), (has_ids, Key::FeatureId), (both(Field::Name), Key::NameAndPlace)] {
        if there && !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

fn choose_key(old: &Dataset, new: &Dataset, said: Option<&str>) -> Key {
    let both = |has: &dyn Fn(&Dataset) -> bool| has(old) && has(new);
    if let Some(column) = said
        && both(&|dataset| dataset.table.column(column).is_some())
    {
        return Key::Column(column.to_owned());
    }
    // Ids that are missing in a tenth of the rows are no key.
    let filled = |dataset: &Dataset, cell: &dyn Fn(usize) -> bool| {
        let count = (0..dataset.len()).filter(|&row| cell(row)).count();
        count * 10 >= dataset.len() * 9
    };
    if both(&|dataset| {
        dataset.fields.column(Field::Id).is_some() && filled(dataset, &|row| !dataset.value(row, Field::Id).is_null())
    }) {
        return Key::Id;
    }
    if both(&|dataset| filled(dataset, &|row| !dataset.feature_ids.get(row).is_null()) && !dataset.feature_ids.is_empty()) {
        return Key::FeatureId;
    }
    if both(&|dataset| dataset.fields.column(Field::Name).is_some()) { Key::NameAndPlace } else { Key::Place }
}

/// Whether and how far a row has moved, and whether its outline is another.
fn place_change(old: &Dataset, old_row: usize, new: &Dataset, new_row: usize) -> RowChange {
    let (before, after) = (old.geometries.positions_of(old_row), new.geometries.positions_of(new_row));
    let mut change = RowChange::default();
    if before == after {
        return change;
    }
    match (middle(old, old_row), middle(new, new_row)) {
        (Some(there), Some(here)) => {
            change.moved_m = Some(geodesic::distance_m(there, here)).filter(|metres| *metres > MOVED_M);
            let same_shape = before.len() == after.len()
                && before.iter().zip(after).all(|(a, b)| {
                    // The shift of the middle is the shift of all positions.
                    let shift = [here[0] - there[0], here[1] - there[1]];
                    (b[0] - a[0] - shift[0]).abs() < 2e-6 && (b[1] - a[1] - shift[1]).abs() < 2e-6
                });
            change.reshaped = !same_shape;
        }
        _ => change.reshaped = true,
    }
    change
}

fn middle(dataset: &Dataset, row: usize) -> Option<[f64; 2]> {
    if dataset.geometries.kind(row) == GeometryKind::None {
        return None;
    }
    Some(dataset.geometries.bounds_of(row)).filter(|bounds| !bounds.is_empty()).map(|bounds| bounds.centre())
}

/// The columns of both.
struct Columns {
    /// Name, old column, new column; in the new order.
    both: Vec<(String, usize, usize)>,
    added: Vec<String>,
    removed: Vec<String>,
}

impl Columns {
    fn of(old: &Dataset, new: &Dataset) -> Self {
        let mut both = Vec::new();
        let mut added = Vec::new();
        for (column, name) in new.table.names.iter().enumerate() {
            match old.table.column(name) {
                Some(before) => both.push((name.clone(), before, column)),
                None => added.push(name.clone()),
            }
        }
        let removed = old.table.names.iter().filter(|name| new.table.column(name).is_none()).cloned().collect();
        Self { both, added, removed }
    }

    fn changes(&self, old: &Dataset, old_row: usize, new: &Dataset, new_row: usize) -> Vec<CellChange> {
        let changed = self.both.iter().filter_map(|(name, before, after)| {
            let (old, new) = (old.table.get(old_row, *before), new.table.get(new_row, *after));
            if old == new {
                return None;
            }
            // A number that has become text with the same digits is no change, nor is an empty text for no value.
            let (old, new) = (shown(old), shown(new));
            (old != new).then(|| CellChange { column: name.clone(), old: old.into_owned(), new: new.into_owned() })
        });
        changed.collect()
    }
}

/// A cell as text; empty for no value.
fn shown(value: Value<'_>) -> Cow<'_, str> {
    match value {
        Value::Null => Cow::default(),
        Value::Bool(value) => value.to_string().into(),
        Value::Number(number) => number.to_string().into(),
        Value::Text(text) => text.into(),
    }
}

#[cfg(test)]
mod merge_tests;
#[cfg(test)]
mod tests;
