//! What the sheet of a new delivery may look at, and what it can ask for. Refuses to compare: `app` does, in the background.

use std::sync::Arc;

use crate::analysis::delivery::{Delivery, FigureChange, Key, Part, Refused};
use crate::domain::Dataset;

/// A file that is read and seems to be a newer version of a dataset that is open.
#[derive(Clone)]
pub struct DeliveryView {
    /// Another for each file: what the sheet remembers of one is not for the next.
    pub number: u64,
    /// The file's name.
    pub file_name: String,
    /// The dataset that is open.
    pub old: Arc<Dataset>,
    /// The new file's records.
    pub new: Arc<Dataset>,
    /// By what rows can be told to be the same.
    pub keys: Vec<Key>,
    /// What changes.
    pub delivery: Arc<Delivery>,
    /// How many parts its changes have, each of which can be refused.
    pub parts: usize,
    /// What is refused of it.
    pub refused: Refused,
    /// Figures that change with what is taken; none until they are computed, or where the records are in no figure.
    pub figures: Option<Arc<Vec<FigureChange>>>,
    /// The records are in figures.
    pub has_figures: bool,
    /// It is another file than that of the dataset, which may be a layer in its own right.
    pub may_be_another: bool,
    /// Something is being computed.
    pub is_busy: bool,
    /// How far that is, 0–1, where it is known.
    pub share: Option<f32>,
}

/// What becomes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryAs {
    /// What was not refused of it is taken into the dataset.
    Chosen,
    /// It takes the place of the dataset, under its own name.
    Whole,
    /// It is another layer.
    Another,
}

/// One decision of the user's.
#[derive(Clone, Debug, PartialEq)]
pub enum DeliveryChange {
    /// Rows are the same by another key.
    Key(Key),
    /// Changes, by their numbers, are taken, or refused.
    Take(Vec<u32>, bool),
    /// One part of a change is taken, or refused.
    TakePart(u32, Part, bool),
}
