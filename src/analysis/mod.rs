//! What the records tell, one analysis a file; each takes `Params`, gives a result, and is pure. Refuses files and egui.

pub mod clusters;
pub mod summary;
pub mod vacancy;
