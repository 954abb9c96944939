//! What a vacancy figure is made of, so that each figure can show its parts. Refuses rates.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{Confidence, DatasetKind, Date, SpaceStatus};
use crate::index::ParkModel;

use super::state_and_area;

/// Some spaces.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Part {
    /// How many.
    pub count: u32,
    /// Their gross area, m².
    pub area_m2: f64,
}

/// The spaces of one place, divided in four ways. Each division sums to the whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    /// All spaces that count.
    pub whole: Part,
    /// By state, in the order of the legend.
    pub by_status: [Part; 8],
    /// By source, in the order of the sources' names.
    pub by_source: Vec<(Arc<str>, Part)>,
    /// By as-of, newest first, those without last.
    pub by_as_of: Vec<(Option<Date>, Part)>,
    /// By confidence, surest first, those without one before.
    pub by_confidence: Vec<(Option<Confidence>, Part)>,
    /// Spaces that do not count because their state or area is not known.
    pub without_figure: u32,
}

impl Parts {
    /// The spaces in one state.
    pub fn of_status(&self, status: SpaceStatus) -> Part {
        self.by_status[status as usize]
    }
}

/// The parts of the figures of one building, park or block.
pub fn parts(model: &ParkModel, kind: DatasetKind, row: u32) -> Parts {
    parts_of(model, model.down(kind, row, DatasetKind::Spaces))
}

/// The parts of the figures of all spaces.
pub fn all_parts(model: &ParkModel) -> Parts {
    let rows = model.set(DatasetKind::Spaces).map_or(0, |spaces| spaces.len()) as u32;
    parts_of(model, &(0..rows).collect::<Vec<_>>())
}

fn parts_of(model: &ParkModel, rows: &[u32]) -> Parts {
    let mut parts = Parts::default();
    let Some(spaces) = model.set(DatasetKind::Spaces) else { return parts };
    let mut by_source: BTreeMap<&str, Part> = BTreeMap::new();
    let mut by_as_of: BTreeMap<Option<Date>, Part> = BTreeMap::new();
    let mut by_confidence: BTreeMap<Option<Confidence>, Part> = BTreeMap::new();
    for &row in rows.iter().filter(|&&row| !model.is_left_out(DatasetKind::Spaces, row)) {
        let row = row as usize;
        let Some((status, area_m2)) = state_and_area(spaces, row) else {
            parts.without_figure += 1;
            continue;
        };
        let divisions = [
            &mut parts.whole,
            &mut parts.by_status[status as usize],
            by_source.entry(spaces.source_of(row)).or_default(),
            by_as_of.entry(spaces.as_of_of(row)).or_default(),
            by_confidence.entry(spaces.confidence_of(row)).or_default(),
        ];
        for part in divisions {
            part.count += 1;
            part.area_m2 += area_m2;
        }
    }
    parts.by_source = by_source.into_iter().map(|(source, part)| (source.into(), part)).collect();
    parts.by_as_of = by_as_of.into_iter().rev().collect();
    parts.by_confidence = by_confidence.into_iter().collect();
    parts
}
