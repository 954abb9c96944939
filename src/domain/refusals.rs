//! What of a new delivery the user has not taken, by itself: with the file of the delivery it gives the records again, without the
//! file of before. Refuses to compare and to merge: that is `analysis::delivery`.

use std::collections::{BTreeMap, BTreeSet};

use super::Value;

/// What was refused of a file that came as a new delivery.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Refusals {
    /// The hash of the file's content: the numbers below mean nothing in another one.
    pub of: String,
    /// Features of the file that were not taken in, by their numbers, from 0.
    pub left_out: BTreeSet<u32>,
    /// Rows that stay as they were before, in the order of the file, those that it no longer has last.
    pub kept: Vec<KeptRow>,
}

/// A row that stays as it was.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct KeptRow {
    /// The feature of the file in whose place it stands; none where the file no longer has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feature: Option<u32>,
    /// The `id` member it had, where the file no longer has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<KeptCell>,
    /// Its geometry as well-known text, degrees WGS84, empty for none; none: that of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geometry: Option<String>,
    /// Its cells by their columns; those that are not named are the file's.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub cells: BTreeMap<String, Option<KeptCell>>,
}

/// A cell that stays. A number is kept as text, so that no digit is lost on the way.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum KeptCell {
    /// True or false.
    Bool(bool),
    /// A number, as the shortest text that gives it again.
    Number(String),
    /// Text.
    Text(String),
}

impl Refusals {
    /// True when everything was taken.
    pub fn is_empty(&self) -> bool {
        self.left_out.is_empty() && self.kept.is_empty()
    }

    /// How many changes were refused: rows that came or went, and of the others each cell and each place.
    pub fn len(&self) -> usize {
        let parts = |kept: &KeptRow| match kept.feature {
            Some(_) => kept.cells.len() + usize::from(kept.geometry.is_some()),
            None => 1,
        };
        self.left_out.len() + self.kept.iter().map(parts).sum::<usize>()
    }
}

impl KeptCell {
    /// A cell to be kept; none for no value.
    pub fn of(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Null => None,
            Value::Bool(value) => Some(Self::Bool(value)),
            Value::Number(number) => Some(Self::Number(number.to_string())),
            Value::Text(text) => Some(Self::Text(text.to_owned())),
        }
    }

    /// The cell again. A number that is none is its text.
    pub fn value(&self) -> Value<'_> {
        match self {
            Self::Bool(value) => Value::Bool(*value),
            Self::Number(text) => text.parse().map_or(Value::Text(text), Value::Number),
            Self::Text(text) => Value::Text(text),
        }
    }
}
