//! Firms by place: how many of an industry are near. Refuses ways along streets: distances are straight lines.

use std::collections::HashMap;

use crate::analysis::nearby::industry_of;
use crate::domain::{DatasetKind, Industry};
use crate::geodesy::local::LocalFrame;
use crate::index::ParkModel;

/// Width of a cell, metres: a little more than the usual distance, so that nine cells hold all neighbours.
const CELL_M: f64 = 510.0;

/// Firms with a place and one of the five industries, in square cells.
#[derive(Debug, Default)]
pub(super) struct FirmGrid {
    frame: Option<LocalFrame>,
    cells: HashMap<[i32; 2], Vec<([f64; 2], Industry)>>,
}

impl FirmGrid {
    pub(super) fn of(model: &ParkModel) -> Self {
        let Some(firms) = model.set(DatasetKind::Enterprises) else { return Self::default() };
        let rows = (0..firms.len() as u32).filter(|&row| !model.is_left_out(DatasetKind::Enterprises, row));
        let placed = rows.filter_map(|row| Some((model.place_of(DatasetKind::Enterprises, row)?, industry_of(model, row)?)));
        let mut grid = Self::default();
        for (place, industry) in placed {
            let frame = *grid.frame.get_or_insert_with(|| LocalFrame::around(place));
            grid.cells.entry(cell(&frame, place)).or_default().push((place, industry));
        }
        grid
    }

    /// Firms of each industry within a distance, metres, straight line.
    pub(super) fn within_m(&self, place: [f64; 2], radius_m: f64) -> [u32; 5] {
        let mut counts = [0; 5];
        let Some(frame) = &self.frame else { return counts };
        let own = LocalFrame::around(place);
        let [x, y] = cell(frame, place);
        // One cell more than the radius spans: far from the grid's origin its metres are not quite metres.
        let reach = (radius_m / CELL_M).ceil().clamp(1.0, 1e4) as i32;
        let mut count = |firms: &Vec<([f64; 2], Industry)>| {
            for &(at, industry) in firms {
                let [dx, dy] = own.to_local(at);
                counts[industry as usize] += u32::from(dx.hypot(dy) <= radius_m);
            }
        };
        if (2 * reach + 1).pow(2) as usize > self.cells.len() {
            self.cells.values().for_each(count);
            return counts;
        }
        for dx in -reach..=reach {
            for dy in -reach..=reach {
                self.cells.get(&[x + dx, y + dy]).into_iter().for_each(&mut count);
            }
        }
        counts
    }
}

fn cell(frame: &LocalFrame, place: [f64; 2]) -> [i32; 2] {
    frame.to_local(place).map(|v| (v / CELL_M).floor() as i32)
}
