//! The answers of this room, as the import sheet shows them: what is proposed, how sure, on what evidence, and what becomes of
//! every row. Refuses to find them out.

use crate::domain::Recipe;

/// How sure a proposal is; shown as so many dots of three.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sureness {
    /// Nothing speaks for it.
    #[default]
    Unknown,
    /// One weak sign.
    Guess,
    /// The name or the cells say so.
    Likely,
    /// Name and cells say so.
    Sure,
}

/// What is proposed for a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proposal {
    /// What to decide, filled in as far as it was found out.
    pub recipe: Recipe,
    /// How sure the meaning of each column is, in the recipe's order.
    pub columns: Vec<Sureness>,
    /// For each column the first row (of the dataset, from 0) whose cell does not fit its meaning.
    pub first_doubt: Vec<Option<u32>>,
    /// How sure the kind is.
    pub kind: Sureness,
    /// True when it is a recipe that was kept from a file of the same shape.
    pub is_kept: bool,
}

/// A coordinate system that was tried, and what speaks for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Candidate {
    /// Its code: `WGS84`, `GCJ-02`, `EPSG:4549` …
    pub crs: String,
    /// Tried with latitude or northing first.
    pub swap_axes: bool,
    /// Rows whose name is that of a known, real place.
    pub named: u32,
    /// Median distance of those rows from their place, metres.
    pub median_m: Option<f64>,
    /// Share of the points that lie on water, tracks, elevated roads, green or school grounds; `None`: too few points.
    pub forbidden_share: Option<f64>,
    /// Share of boundary length within 15 m of real rivers, tracks and roads; `None`: no boundaries.
    pub edge_share: Option<f64>,
    /// Rows within the three blocks.
    pub in_blocks: u32,
    /// Rows within the district and its surroundings that the base map covers.
    pub in_district: u32,
    /// Mean shift against reading the numbers as degrees of WGS84, metres east and north; `None`: they are no degrees.
    pub shift_m: Option<[f64; 2]>,
    /// Some rows before and after, degrees WGS84, for arrows on a small map; `before` is missing where numbers are no degrees.
    pub arrows: Vec<([f64; 2], [f64; 2])>,
}

/// A row of the file beside the known place of the same name.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The row of the dataset, from 0.
    pub row: u32,
    /// The name that both have.
    pub name: String,
    /// Where the place is known to be, degrees WGS84.
    pub known_lon_lat: [f64; 2],
    /// How far the row is from it under the proposed candidate, metres.
    pub distance_m: f64,
}

/// What was found out about the coordinates of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DatumReport {
    /// The system the file declares, by its code or, where that cannot be read, in its own words.
    pub declared: Option<String>,
    /// Whether its places agree with that; `None`: not declared, or too little evidence.
    pub declared_agrees: Option<bool>,
    /// Those that can be, best first.
    pub candidates: Vec<Candidate>,
    /// The number of the one proposed; `None`: too little evidence to propose one.
    pub proposed: Option<usize>,
    /// How sure the proposal is.
    pub sureness: Sureness,
    /// Rows that fit another candidate clearly better than the proposed one (mixed datums in one file), from 0.
    pub of_another: Vec<u32>,
    /// Rows that fit only with their two coordinates swapped, from 0.
    pub swapped: Vec<u32>,
    /// The places that speak, nearest first under the proposed candidate.
    pub evidence: Vec<Evidence>,
    /// True when WGS84 and CGCS2000 cannot be told apart here (they never can: under a metre).
    pub same_as_cgcs2000: bool,
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// It is on the map.
    OnMap,
    /// It has a proposal that the user has not decided on.
    Waiting,
    /// It is in the table, without a place.
    TableOnly,
    /// It is not loaded; an issue says why.
    Refused,
}

/// What becomes of every row of a file. The four counts add up to the rows of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fates {
    /// The fate of each row of the raw dataset, in its order.
    pub rows: Vec<Fate>,
    /// Rows that the reader has refused before: they are in no dataset.
    pub refused_by_reader: u64,
}

impl Fates {
    /// The number of rows with this fate.
    pub fn count(&self, fate: Fate) -> u64 {
        let own = self.rows.iter().filter(|row| **row == fate).count() as u64;
        if fate == Fate::Refused { own + self.refused_by_reader } else { own }
    }

    /// All rows of the file.
    pub fn total(&self) -> u64 {
        self.rows.len() as u64 + self.refused_by_reader
    }
}
