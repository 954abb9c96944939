//! What a file means: which column is what, which coordinate system its numbers are in, which building a row without a place
//! belongs to, and what becomes of every row. It proposes; the user decides. Refuses containers and bytes (`io`), threads, egui.

mod detective;
mod known;
mod names;
mod proposal;

pub use detective::investigate;
pub use known::{Known, KnownPlace};
pub use proposal::{Candidate, DatumReport, Evidence, Fate, Fates, Proposal, Sureness};
