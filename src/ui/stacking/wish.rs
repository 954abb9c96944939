//! What the sheet of the stacking plan may look at, and what it can ask for: of which building, to which file. Refuses to draw
//! and to write: `app` does, in the background.

use crate::domain::RecordRef;
use crate::report::stack::{ColourBy, StackFormat};

/// A plan as it is to be written: what the colours tell, and how many months after the reference date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StackShown {
    /// What the colours tell.
    pub by: ColourBy,
    /// Months after the reference date.
    pub months: i32,
}

/// A change of the wish.
#[derive(Clone, Debug, PartialEq)]
pub enum StackChange {
    /// Another format; the path's ending follows.
    Format(StackFormat),
    /// Another file; its ending chooses the format.
    Path(String),
}

/// The sheet's building and file, and how the writing stands.
#[derive(Clone, Debug)]
pub struct StackView {
    /// The building.
    pub building: RecordRef,
    /// Rows of the spaces of a combination.
    pub outlined: Vec<u32>,
    /// Format.
    pub format: StackFormat,
    /// The file, as typed.
    pub path: String,
    /// A file that would be replaced, where the user has to say so first: a sentence.
    pub exists: Option<String>,
    /// Why the last attempt came to nothing: a sentence.
    pub fault: Option<String>,
    /// The user has stopped the last attempt.
    pub is_cancelled: bool,
    /// Whether it is being written.
    pub is_running: bool,
    /// How far that is, 0–1, where it is known.
    pub share: Option<f32>,
}
