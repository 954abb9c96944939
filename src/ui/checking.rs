//! What the sheet of the geometry check may look at. Refuses to check and to repair: `app` does, in the background.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::analysis::validity::{Finding, Repaired};
use crate::domain::{Dataset, Mend};

/// A dataset that was checked.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The dataset.
    pub dataset: Arc<Dataset>,
    /// What was found, by row.
    pub findings: Vec<Finding>,
    /// What would repair each of them; none where only a person can.
    pub mends: Vec<Option<Mend>>,
    /// What would come of each repair that is possible: the feature's polygons, and their area.
    pub repairs: BTreeMap<Mend, Repaired>,
}

impl Checked {
    /// The repair of a finding, by its number, and what would come of it, where there is one.
    pub fn repair_of(&self, finding: usize) -> Option<(Mend, &Repaired)> {
        let mend = (*self.mends.get(finding)?)?;
        Some((mend, self.repairs.get(&mend)?))
    }
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
