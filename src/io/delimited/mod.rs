//! Delimited text (CSV, TSV, cells pasted from a spreadsheet) to a dataset of texts: encoding, separator and the row with the
//! names found out. Refuses to know what a column means, and geometry: both are the import's.

mod columns;
mod dialect;
mod encoding;
mod parts;
mod read;
mod split;

pub(super) use parts::MAX_ROW;
pub(super) use read::{Text, read_pasted};

#[cfg(test)]
mod tests;
