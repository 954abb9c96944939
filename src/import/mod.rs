//! What a file means: which column is what, which coordinate system its numbers are in, which building a row without a place
//! belongs to, and what becomes of every row. It proposes; the user decides. Refuses containers and bytes (`io`), threads that
//! outlive a call, egui.

pub mod cells;
pub mod matching;

mod apply;
mod ask;
mod checks;
mod columns;
mod convert;
mod detective;
mod kept;
mod known;
mod names;
mod place;
mod proposal;
mod read;
mod tally;
mod totals;
mod typing;
mod values;

#[cfg(test)]
mod handmade;
#[cfg(test)]
mod tests;

pub use apply::{Applied, apply};
pub use ask::must_ask;
pub use columns::propose;
pub use detective::investigate;
pub use kept::{kept_reading, propose_as_read};
pub use known::{Known, KnownPlace};
pub use proposal::{Candidate, DatumReport, Evidence, Fate, Fates, Proposal, Sureness};
pub use read::read;
