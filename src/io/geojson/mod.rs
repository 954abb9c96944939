//! GeoJSON texts to records: RFC 7946 and what precedes it, and sequences of texts delimited by line ends or record
//! separators (RFC 8142). Refuses files: it reads a text already known to be UTF-8.
//!
//! One pass into columns. A syntax fault breaks the file; a feature that is JSON but no good GeoJSON becomes an issue and the
//! others load.

mod check;
mod document;
mod feature;
mod parts;
mod preview;
mod shape;

pub(super) use document::{line_at, read};
pub(super) use parts::{Control, Halt};
pub(super) use preview::head;

#[cfg(test)]
mod tests;
