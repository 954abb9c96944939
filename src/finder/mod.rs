//! Space for a prospect: what is wanted, read from one line (`parse`) or a form (`criteria`); what fits and how well
//! (`search`); what a little more would open (`near`); why the rest does not fit (`why`). Refuses files, panels and drawing.
//!
//! Everything works on a [`Market`]: the joined spaces as columns, made once in the background.

pub mod around;
mod axes;
mod build;
pub mod called;
pub mod choices;
pub mod confidential;
pub mod contiguity;
mod firms;
mod gates;
#[cfg(test)]
pub(crate) mod handmade;
pub mod kept;
mod likeness;
mod limits;
mod market;
pub mod near;
mod offers;
#[cfg(test)]
mod oracle_tests;
pub mod parse;
mod plan;
pub mod rank;
pub mod reasons;
pub mod rewrite;
#[cfg(test)]
mod rewrite_tests;
mod runs;
pub mod say;
pub mod search;
mod stacks;
pub mod steady;
mod subsets;
pub mod why;
#[cfg(test)]
mod worked_tests;

pub use crate::domain::criteria;
pub use criteria::{Aspect, Criterion, Query, Want};
pub use limits::{MOST_FLOORS, MOST_PIECES};
pub use market::{EXPANSION_MONTHS, Market, NEIGHBOURS_M};
pub use offers::Offer;
pub use parse::parse;
pub use rank::{Part, Parts, Weights};
pub use search::{Found, Place, Unknown, find, ways_of};
