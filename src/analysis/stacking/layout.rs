//! How wide what lies on a floor is drawn, in square metres of the plan's own scale. Refuses points and pixels.

use super::Floor;

/// Plate and spaces that differ by less than this share agree.
pub(super) const ROUNDING: f64 = 0.005;
/// A space whose area is not known is drawn this share of the widest floor wide, where nothing better is known.
const UNKNOWN_SHARE: f64 = 0.08;

/// What is drawn of a floor, from left to right, m².
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FloorLayout {
    /// The width of each cell, in their order.
    pub cells_m2: Vec<f64>,
    /// The hatched rest: what no space covers; the whole plate of a floor without spaces.
    pub rest_m2: f64,
    /// Where the plate ends, from the left, where spaces reach beyond it.
    pub plate_ends_m2: Option<f64>,
}

impl Floor {
    /// The widths of a floor in a plan whose widest floor has `widest_m2` ([`super::Stacking::widest_m2`]). Spaces without an
    /// area share what the others leave of the plate. A floor without any area is drawn over the whole width.
    pub fn layout(&self, widest_m2: f64) -> FloorLayout {
        let known_m2 = self.spaces_m2();
        let unknown = self.cells.iter().filter(|cell| cell.area_m2.is_none()).count();
        let left_m2 = self.plate_m2.map_or(0.0, |plate| plate - known_m2);
        let each_m2 = match (unknown, self.plate_m2) {
            (0, _) => 0.0,
            (_, None) if known_m2 == 0.0 => widest_m2.max(1.0) / unknown as f64,
            _ => (left_m2 / unknown as f64).max(widest_m2 * UNKNOWN_SHARE),
        };
        let cells_m2 = self.cells.iter().map(|cell| cell.area_m2.unwrap_or(each_m2)).collect();
        let rest_m2 = if self.cells.is_empty() { self.plate_m2.unwrap_or(widest_m2.max(1.0)) } else { self.remainder_m2() };
        let plate_ends_m2 = self.plate_m2.filter(|_| self.excess_m2() > 0.0);
        FloorLayout { cells_m2, rest_m2, plate_ends_m2 }
    }
}
