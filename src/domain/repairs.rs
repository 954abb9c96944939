//! What of a dataset's geometry is not as its file has it, by the user's wish. Refuses to repair: that is `analysis::validity`.

use super::Geometries;

/// The repaired rows of a dataset, with what they were before: a repair can be taken back without the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Repairs {
    /// The rows, ascending.
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
