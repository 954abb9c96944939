//! What is wrong or odd about the positions of a line or ring. Refuses to mend it.

use std::ops::Range;

use crate::domain::IssueKind;

use super::feature::Reader;

/// A ring whose signed area is less than this part of the sum of its terms has none: what is left is rounding.
const ZERO_AREA: f64 = 1e-12;

impl Reader<'_> {
    /// Notes doubts about the positions of a point or line.
    pub(super) fn check_line(&mut self, range: Range<usize>) {
        let line = &self.records.geometries.positions[range];
        let out_of_range = line.iter().any(|&position| !in_range(position));
        let cut = line.windows(2).any(|pair| (pair[1][0] - pair[0][0]).abs() > 180.0);
        if out_of_range {
            self.doubt(IssueKind::OutOfRange, "coordinates", None);
        }
        if cut {
            self.doubt(IssueKind::AntimeridianCut, "coordinates", None);
        }
    }

    /// Refuses a ring that is open or too short, and notes doubts about its winding, area and place. Shells run
    /// anticlockwise, holes clockwise (RFC 7946, 3.1.6).
    pub(super) fn check_ring(&mut self, range: Range<usize>, shell: bool) -> Result<(), IssueKind> {
        let ring = &self.records.geometries.positions[range];
        if ring.first() != ring.last() {
            return Err(if ring.len() < 3 { IssueKind::TooFewPositions } else { IssueKind::OpenRing });
        }
        if ring.len() < 4 {
            return Err(IssueKind::TooFewPositions);
        }
        let [lon, lat] = ring[0];
        let (mut area, mut terms, mut inside, mut cut) = (0.0, 0.0, in_range(ring[0]), false);
        let mut previous = [0.0, 0.0];
        // Relative to the first position, so that small rings far from the origin keep their digits.
        for &position in &ring[1..] {
            let next = [position[0] - lon, position[1] - lat];
            let (left, right) = (previous[0] * next[1], next[0] * previous[1]);
            area += left - right;
            terms += left.abs() + right.abs();
            inside &= in_range(position);
            cut |= (next[0] - previous[0]).abs() > 180.0;
            previous = next;
        }
        if area.abs() <= ZERO_AREA * terms {
            self.doubt(IssueKind::ZeroArea, "coordinates", None);
        } else if (area > 0.0) != shell {
            self.doubt(IssueKind::RingWinding, "coordinates", None);
        }
        if !inside {
            self.doubt(IssueKind::OutOfRange, "coordinates", None);
        }
        if cut {
            self.doubt(IssueKind::AntimeridianCut, "coordinates", None);
        }
        Ok(())
    }
}

#[inline(always)]
fn in_range([lon, lat]: [f64; 2]) -> bool {
    lon.abs() <= 180.0 && lat.abs() <= 90.0
}
