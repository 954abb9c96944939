//! Records by their key, or by a name that only one has. Refuses to correct spelling.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

use crate::domain::{Dataset, Field, Value};

use super::provenance::Side;

/// The records of one dataset by key and by name.
pub struct KeyIndex<'a> {
    dataset: &'a Dataset,
    by_key: HashMap<Cow<'a, str>, u32>,
    /// Made when the first key is not found. A name that several have leads nowhere.
    by_name: OnceCell<HashMap<Cow<'a, str>, Option<u32>>>,
    sides: [bool; 3],
    /// Rows whose key an earlier row has, ascending.
    pub duplicates: Vec<u32>,
}

impl<'a> KeyIndex<'a> {
    /// Reads the keys of a dataset: its `id` field, else the features' own ids. The first of several rows with one key has it.
    pub fn new(dataset: &'a Dataset) -> Self {
        let mut index =
            Self { dataset, by_key: HashMap::new(), by_name: OnceCell::new(), sides: [false; 3], duplicates: Vec::new() };
        for row in 0..dataset.len() {
            index.sides[Side::of(dataset, row) as usize] = true;
            let Some(key) = own_key(dataset, row) else { continue };
            match index.by_key.entry(key) {
                std::collections::hash_map::Entry::Vacant(slot) => {
                    slot.insert(row as u32);
                }
                std::collections::hash_map::Entry::Occupied(_) => index.duplicates.push(row as u32),
            }
        }
        index
    }

    /// True when the dataset has a record that one of this side may be joined with.
    pub fn has_any_for(&self, side: Side) -> bool {
        [Side::Ground, Side::Invented, Side::Own].into_iter().any(|other| self.sides[other as usize] && side.may_meet(other))
    }

    /// The row that a key or name means to a record of this side.
    pub fn find(&self, key: &str, side: Side) -> Option<u32> {
        let named = || self.by_name.get_or_init(|| names(self.dataset)).get(&*folded(key)).copied().flatten();
        let row = self.by_key.get(key).copied().or_else(named)?;
        side.may_meet(Side::of(self.dataset, row as usize)).then_some(row)
    }
}

/// The key in a cell: text without the blanks around it, or a whole number written out; `None` when there is none.
pub fn key_in(value: Value<'_>) -> Option<Cow<'_, str>> {
    match value {
        Value::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()).map(Cow::Borrowed),
        Value::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => Some((number as i64).to_string().into()),
        Value::Number(number) => Some(number.to_string().into()),
        Value::Bool(_) | Value::Null => None,
    }
}

/// A record's own key.
pub fn own_key(dataset: &Dataset, row: usize) -> Option<Cow<'_, str>> {
    key_in(dataset.value(row, Field::Id)).or_else(|| key_in(dataset.feature_ids.get(row)))
}

fn names(dataset: &Dataset) -> HashMap<Cow<'_, str>, Option<u32>> {
    let mut names: HashMap<Cow<'_, str>, Option<u32>> = HashMap::new();
    for row in 0..dataset.len() {
        let aliases = dataset.text(row, Field::Alias).unwrap_or_default().split([';', '；']);
        let full = [Field::Name, Field::NameEn].into_iter().filter_map(|field| dataset.text(row, field));
        for name in full.chain(aliases).map(str::trim).filter(|name| !name.is_empty()) {
            let row = row as u32;
            names.entry(folded(name)).and_modify(|known| *known = known.filter(|&other| other == row)).or_insert(Some(row));
        }
    }
    names
}

fn folded(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) { name.to_ascii_lowercase().into() } else { name.into() }
}
