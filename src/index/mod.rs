//! Which record belongs to which: the joins space ▸ building ▸ park ▸ block, and the R-trees. Refuses drawing and figures.

pub mod checks;
#[cfg(test)]
pub(crate) mod handmade;
mod doubts;
pub mod join;
#[cfg(test)]
mod join_tests;
pub(crate) mod keys;
mod overlap;
mod park_model;
pub mod place;
pub mod provenance;
pub mod spatial;

pub use park_model::{ActiveSets, Link, LinkBasis, ParkModel};
pub use spatial::SpatialIndex;
