//! The joined records of the park. Refuses to join what is invented with what is the user's.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{Dataset, DatasetKind, Issue};

/// The dataset that counts for each kind.
#[derive(Clone, Debug, Default)]
pub struct ActiveSets {
    sets: BTreeMap<DatasetKind, Arc<Dataset>>,
}

impl ActiveSets {
    /// Says which dataset counts for a kind; `None` takes it away.
    pub fn set(&mut self, kind: DatasetKind, dataset: Option<Arc<Dataset>>) {
        match dataset {
            Some(dataset) => self.sets.insert(kind, dataset),
            None => self.sets.remove(&kind),
        };
    }

    /// The dataset that counts for a kind.
    pub fn get(&self, kind: DatasetKind) -> Option<&Arc<Dataset>> {
        self.sets.get(&kind)
    }
}

/// How a record was found to belong to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LinkBasis {
    /// Its key says so.
    Key,
    /// It lies inside.
    Inside,
    /// It lies in none; this one is the nearest, so many metres off (at most 30).
    Near {
        /// Distance, metres.
        distance_m: f32,
    },
}

/// Where a record belongs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// The row of the record it belongs to.
    pub row: u32,
    /// How that was found.
    pub basis: LinkBasis,
}

/// The active datasets and what belongs where.
#[derive(Debug, Default)]
pub struct ParkModel {
    sets: ActiveSets,
    /// What the joins found doubtful.
    issues: Vec<Issue>,
    /// By child kind and parent kind: a link a row.
    up: BTreeMap<(DatasetKind, DatasetKind), Vec<Option<Link>>>,
    /// By parent kind and child kind: the rows of the children, and where each parent's end.
    down: BTreeMap<(DatasetKind, DatasetKind), (Vec<u32>, Vec<u32>)>,
}

impl ParkModel {
    /// The dataset that counts for a kind.
    pub fn set(&self, kind: DatasetKind) -> Option<&Arc<Dataset>> {
        self.sets.get(kind)
    }

    /// The datasets that were joined.
    pub fn sets(&self) -> &ActiveSets {
        &self.sets
    }

    /// What the joins found doubtful: ambiguous, taken by nearness, unplaced.
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// The record of kind `parent` that a record belongs to: (Spaces, Buildings), (Buildings, Parks), (Enterprises, Blocks) …
    pub fn up(&self, child: DatasetKind, row: u32, parent: DatasetKind) -> Option<Link> {
        self.up.get(&(child, parent))?.get(row as usize).copied().flatten()
    }

    /// The rows of kind `child` that belong to a record, ascending.
    pub fn down(&self, parent: DatasetKind, row: u32, child: DatasetKind) -> &[u32] {
        let Some((rows, ends)) = self.down.get(&(parent, child)) else { return &[] };
        let Some(&end) = ends.get(row as usize) else { return &[] };
        let start = if row == 0 { 0 } else { ends[row as usize - 1] };
        rows.get(start as usize..end as usize).unwrap_or(&[])
    }
}
