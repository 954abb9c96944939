//! What the import sheet may look at while a file waits for the user's decision, and what it can ask for. Refuses to compute:
//! `app` does, in the background.

use std::sync::Arc;

use crate::domain::{Dataset, DatasetKind, Issue, Meaning, Recipe, SourceUnit};
use crate::import::matching::MatchProposal;
use crate::import::{DatumReport, Fate, Proposal};
use crate::workspace::LocalGrid;

/// A file that is read and waits for the user.
#[derive(Clone)]
pub struct ImportView {
    /// Another for each file: what the sheet remembers of one is not for the next.
    pub number: u64,
    /// The name of the file, or what pasted cells are called.
    pub file_name: String,
    /// Its rows as they are.
    pub raw: Arc<Dataset>,
    /// What was proposed.
    pub proposal: Arc<Proposal>,
    /// What is decided so far.
    pub recipe: Recipe,
    /// What was found out about its coordinates; none until that is done.
    pub report: Option<Arc<DatumReport>>,
    /// What would come of it; none until that is done.
    pub outcome: Option<Arc<ImportOutcome>>,
    /// All rows are there; false while the first ones are shown and the others are read.
    pub is_whole: bool,
    /// The figures are of an earlier decision, new ones are being made.
    pub is_busy: bool,
    /// How far that is, 0–1, where it is known.
    pub share: Option<f32>,
    /// The decisions shall be kept for files of the same shape.
    pub remember: bool,
}

/// What would come of the decisions.
#[derive(Clone, Debug, Default)]
pub struct ImportOutcome {
    /// Rows of each fate, in the order of [`FATES`].
    pub counts: [u64; 4],
    /// Rows of the file.
    pub total: u64,
    /// Rows within the three blocks.
    pub in_blocks: u64,
    /// What was found in the rows and by the reader.
    pub issues: Vec<Issue>,
    /// Places proposed for rows without one.
    pub matches: Vec<MatchProposal>,
}

/// The fates in the order in which they are shown.
pub const FATES: [Fate; 4] = [Fate::OnMap, Fate::Waiting, Fate::TableOnly, Fate::Refused];

impl ImportOutcome {
    /// Rows of a fate.
    pub fn count(&self, fate: Fate) -> u64 {
        FATES.iter().position(|known| *known == fate).map_or(0, |at| self.counts[at])
    }

    /// Rows that the import takes in.
    pub fn taken(&self) -> u64 {
        self.total - self.count(Fate::Refused)
    }
}

impl ImportView {
    /// True where the file has rows of cells; else it has features.
    pub fn is_table(&self) -> bool {
        self.raw.about.format.is_table()
    }
}

/// One thing about how a file is read; `None` finds it out.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// A layer of the file, by name.
    Layer(String),
    /// The encoding of its text, by a WHATWG label.
    Encoding(Option<String>),
    /// What separates the cells.
    Delimiter(Option<char>),
    /// The row with the names of the columns, counted from 1; 0: there is none.
    HeaderRow(Option<u32>),
}

/// One decision of the user's.
#[derive(Clone, Debug, PartialEq)]
pub enum ImportChange {
    /// What the records are.
    Kind(DatasetKind),
    /// The file is read another way.
    Read(Reading),
    /// What a column means (by its number), and in which unit it comes.
    Column(usize, Meaning, Option<SourceUnit>),
    /// The coordinate system by its code, and whether latitude or northing comes first.
    Crs(String, bool),
    /// The local grid of this name, fitted to control points: kept in the workspace, and used; whether northing comes first.
    Grid(String, LocalGrid, bool),
    /// Rows with swapped coordinates are put right, or wait.
    MendSwapped(bool),
    /// A row (as numbered in the file) goes to the building or place of this key, or to none.
    Match(u32, Option<String>),
    /// All rows go to what is proposed for them, or none does.
    MatchAll(bool),
    /// Keep the decisions for files of the same shape.
    Remember(bool),
}
