//! The stacking plan (租控图) of a building as vectors: one SVG, from which PNG and PDF are made. Refuses to work the plan out
//! (`analysis::stacking`), and windows.

pub mod colour;
pub mod outline;
pub mod telling;

pub use colour::{Class, ColourBy, LegendEntry, legend};
pub use telling::Telling;
