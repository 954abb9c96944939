//! What the sheet of the geometry check may look at. Refuses to check and to repair: `app` does, in the background.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::analysis::validity::{Finding, Repaired};
use crate::domain::Dataset;

/// A dataset that was checked.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The dataset.
    pub dataset: Arc<Dataset>,
    /// What was found, by row.
    pub findings: Vec<Finding>,
    /// What each row would be that can be repaired.
    pub repairs: BTreeMap<u32, Repaired>,
}

/// The check as it stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct CheckView<'a> {
    /// What was checked, in the order of the datasets.
    pub checked: &'a [Arc<Checked>],
    /// Something is being checked or repaired.
    pub is_busy: bool,
    /// How far that is, 0–1, where it is known.
    pub share: Option<f32>,
    /// What was found is marked on the map.
    pub is_marked: bool,
}
