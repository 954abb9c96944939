//! The stacking plan (租控图) of a building as vectors: a sheet of its own, or as small as a stamp. PNG and PDF are made of its SVG
//! (`map::export`). Refuses to work the plan out (`analysis::stacking`), and windows.
//!
//! The same input gives the same bytes: nothing depends on time, place or the machine.

mod below;
pub mod colour;
mod file;
mod floors;
mod mini;
pub mod outline;
mod pen;
mod sheet;
pub mod telling;
#[cfg(test)]
mod tests;

pub use colour::{Class, ColourBy, LegendEntry, legend};
pub use file::{StackFormat, picture};
pub use telling::Telling;

use crate::analysis::stacking::Stacking;

/// What a plan shows.
#[derive(Clone, Copy)]
pub struct StackSheet<'a> {
    /// The plan.
    pub plan: &'a Stacking,
    /// Of which records, in which language, to whom.
    pub telling: Telling<'a>,
    /// What the colours tell.
    pub by: ColourBy,
    /// Rows of the spaces of a combination.
    pub outlined: &'a [u32],
}

/// A plan as a sheet of its own, SVG.
pub fn svg(sheet: &StackSheet<'_>) -> String {
    sheet::svg(sheet)
}

/// A plan as small as a stamp, SVG of `size_pt` points: floors as rows, the combination outlined; neither names nor figures.
pub fn mini(sheet: &StackSheet<'_>, size_pt: [f64; 2]) -> String {
    mini::svg(sheet, size_pt)
}

/// The title of a plan.
pub fn title(sheet: &StackSheet<'_>) -> String {
    sheet::title(sheet)
}
