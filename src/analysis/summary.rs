//! The park at a glance: what Home shows of blocks, indicators and projects. Refuses wording.

use super::vacancy::Vacancy;

/// One functional block in figures.
#[derive(Clone, Debug, PartialEq)]
pub struct BlockSummary {
    /// Its row.
    pub row: u32,
    /// Its vacant space; `None` without data.
    pub vacancy: Option<Vacancy>,
    /// Lettable area by vacancy step of its buildings (<5, –15, –25, –40, ≥40 %), m².
    pub lettable_m2_by_step: [f64; 5],
    /// Carrier parks in it.
    pub parks: u32,
    /// Buildings with space to let or let in it.
    pub buildings: u32,
    /// Enterprises in it.
    pub enterprises: u32,
    /// Enterprises by industry, in the order of the plan.
    pub enterprises_by_industry: [u32; 5],
}

/// The park at a glance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// The blocks, in the order of the data; renewal areas left out.
    pub blocks: Vec<BlockSummary>,
    /// Rows of the status figures, in order.
    pub status_rows: Vec<u32>,
    /// Rows of the targets, by number.
    pub target_rows: Vec<u32>,
    /// Rows of the published park areas: the approved one first.
    pub area_rows: Vec<u32>,
    /// Rows of the key projects, by number.
    pub project_rows: Vec<u32>,
    /// All spaces; `None` without data.
    pub vacancy: Option<Vacancy>,
}
