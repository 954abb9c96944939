//! What of a dataset's geometry is not as its file has it, by the user's wish. Refuses to repair: that is `analysis::validity`.

use std::collections::BTreeSet;

use super::Geometries;

/// One repair that the user has asked for. Features are known by their numbers in the file, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Mend {
    /// A feature by itself is made valid.
    Shape(u32),
    /// The ground that two features share is cut from the first of them.
    Cut(u32, u32),
    /// The gap around a place, longitude and latitude in billionths of a degree, is given to a feature.
    Fill(u32, [i64; 2]),
}

impl Mend {
    /// The feature that becomes another shape.
    pub fn feature(self) -> u32 {
        match self {
            Self::Shape(feature) | Self::Cut(feature, _) | Self::Fill(feature, _) => feature,
        }
    }
}

/// The repaired rows of a dataset, with what they were before: a repair can be taken back without the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Repairs {
    /// What was done.
    pub mends: BTreeSet<Mend>,
    /// The rows that are another shape now, ascending.
    pub rows: Vec<u32>,
    /// Their geometries as the file has them, one for each of `rows`.
    pub before: Geometries,
    /// Area of their polygons before, m², on the ellipsoid.
    pub area_before_m2: f64,
    /// … and after.
    pub area_after_m2: f64,
}

impl Repairs {
    /// True when everything is as the file has it.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Where a row stands in `before`, if it was repaired.
    pub fn place_of(&self, row: u32) -> Option<usize> {
        self.rows.binary_search(&row).ok()
    }
}
