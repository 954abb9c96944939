//! Which record belongs to which: the joins space ▸ building ▸ park ▸ block, and the R-trees. Refuses drawing and figures.

mod park_model;
pub mod place;
pub mod spatial;

pub use park_model::{ActiveSets, Link, LinkBasis, ParkModel};
pub use spatial::SpatialIndex;
