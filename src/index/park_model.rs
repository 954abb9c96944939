//! The joined records of the park. Refuses to join what is invented with what is the user's.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{Dataset, DatasetKind, Issue};

use super::SpatialIndex;
use super::join::{self, Progress};
use super::place::position_of;
use super::provenance::is_left_out;

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
    pub(super) issues: Vec<Issue>,
    /// By child kind and parent kind: a link a row.
    up: BTreeMap<(DatasetKind, DatasetKind), Vec<Option<Link>>>,
    /// By parent kind and child kind: the rows of the children, and where each parent's end.
    down: BTreeMap<(DatasetKind, DatasetKind), (Vec<u32>, Vec<u32>)>,
    /// R-trees of blocks, parks, buildings, enterprises and stations.
    indexes: BTreeMap<DatasetKind, Arc<SpatialIndex>>,
}

impl ParkModel {
    /// Joins the active datasets (the rules are in `index::join`); `None` when `progress` stopped it.
    pub fn join(sets: ActiveSets, progress: Progress<'_>) -> Option<Self> {
        join::join(sets, progress)
    }

    /// A model of links found elsewhere; the way down is worked out from the way up.
    pub(super) fn from_links(
        sets: ActiveSets,
        up: BTreeMap<(DatasetKind, DatasetKind), Vec<Option<Link>>>,
        indexes: BTreeMap<DatasetKind, Arc<SpatialIndex>>,
    ) -> Self {
        let parents = |kind| sets.get(kind).map_or(0, |dataset| dataset.len());
        let down = up.iter().map(|(&(child, parent), links)| ((parent, child), children(links, parents(parent)))).collect();
        Self { sets, issues: Vec::new(), up, down, indexes }
    }

    /// The R-tree of blocks, parks, buildings, enterprises or stations, where there are any.
    pub fn index(&self, kind: DatasetKind) -> Option<&Arc<SpatialIndex>> {
        self.indexes.get(&kind)
    }

    /// The point `[lon, lat]` that stands for a record: in its own geometry, else in that of its building.
    pub fn place_of(&self, kind: DatasetKind, row: u32) -> Option<[f64; 2]> {
        let own = self.set(kind).and_then(|dataset| position_of(dataset, row as usize));
        own.or_else(|| {
            let building = self.up(kind, row, DatasetKind::Buildings)?;
            position_of(self.set(DatasetKind::Buildings)?, building.row as usize)
        })
    }

    /// True when a record takes no part in any join or figure: an invented one, while the buildings are the user's.
    pub fn is_left_out(&self, kind: DatasetKind, row: u32) -> bool {
        is_left_out(&self.sets, kind, row as usize)
    }

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

/// The children of each parent, ascending, one parent after the other, and where each one's end.
fn children(links: &[Option<Link>], parents: usize) -> (Vec<u32>, Vec<u32>) {
    let mut ends = vec![0_u32; parents];
    for link in links.iter().flatten() {
        ends[link.row as usize] += 1;
    }
    let mut next = Vec::with_capacity(parents);
    let mut sum = 0;
    for end in &mut ends {
        next.push(sum);
        sum += *end;
        *end = sum;
    }
    let mut rows = vec![0_u32; sum as usize];
    for (row, link) in links.iter().enumerate() {
        let Some(link) = link else { continue };
        let at = &mut next[link.row as usize];
        rows[*at as usize] = row as u32;
        *at += 1;
    }
    (rows, ends)
}
