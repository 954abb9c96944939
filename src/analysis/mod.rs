//! What the records tell, one analysis a file; each takes `Params`, gives a result, and is pure. Refuses files and egui.

pub mod chain;
mod cluster_names;
pub mod clusters;
pub mod dbscan;
pub mod delivery;
mod hull;
pub mod issue_table;
pub mod nearby;
pub mod reference;
pub mod selection;
pub mod stacking;
pub mod summary;
pub mod vacancy;
pub mod validity;
