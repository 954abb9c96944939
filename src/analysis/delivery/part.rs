//! What of a change can be taken or refused by itself, and what was refused. Refuses to merge.

use std::collections::BTreeSet;

use super::RowChange;

/// A part of a change that is taken or refused by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The row itself: it is added or removed.
    Row,
    /// Where it is, and its outline.
    Place,
    /// The cell at this place in [`RowChange::cells`].
    Cell(u32),
}

impl RowChange {
    /// The parts of the change: the row where it comes or goes; else its place and its cells, as far as they changed.
    ///
    /// ```
    /// use yuantu::analysis::delivery::{Part, RowChange};
    ///
    /// let moved = RowChange { old: Some(0), new: Some(4), moved_m: Some(12.5), ..RowChange::default() };
    /// assert!(moved.parts().eq([Part::Place]));
    /// ```
    pub fn parts(&self) -> impl Iterator<Item = Part> {
        let stays = self.old.is_some() && self.new.is_some();
        let has_place = stays && (self.moved_m.is_some() || self.reshaped);
        let cells = if stays { self.cells.len() as u32 } else { 0 };
        (!stays).then_some(Part::Row).into_iter().chain(has_place.then_some(Part::Place)).chain((0..cells).map(Part::Cell))
    }
}

/// How much of a change is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// All of it.
    Whole,
    /// Some of its parts.
    InPart,
    /// Nothing of it.
    Nothing,
}

/// The parts of a delivery's changes that are refused, by the numbers of the changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    parts: BTreeSet<(u32, Part)>,
}

impl Refused {
    /// Takes or refuses one part of a change.
    pub fn decide(&mut self, number: u32, part: Part, takes: bool) {
        match takes {
            true => self.parts.remove(&(number, part)),
            false => self.parts.insert((number, part)),
        };
    }

    /// Takes or refuses all parts of a change.
    pub fn decide_whole(&mut self, number: u32, change: &RowChange, takes: bool) {
        change.parts().for_each(|part| self.decide(number, part, takes));
    }

    /// Whether a part of a change is refused.
    pub fn has(&self, number: u32, part: Part) -> bool {
        self.parts.contains(&(number, part))
    }

    /// How much of a change is taken.
    pub fn taken_of(&self, number: u32, change: &RowChange) -> Taken {
        let refused = self.parts.range((number, Part::Row)..=(number, Part::Cell(u32::MAX))).count();
        match refused {
            0 => Taken::Whole,
            _ if refused == change.parts().count() => Taken::Nothing,
            _ => Taken::InPart,
        }
    }

    /// The numbers of the changes of which something is refused, ascending, each once.
    pub fn changes(&self) -> impl Iterator<Item = u32> {
        let mut last = None;
        self.parts.iter().filter_map(move |&(number, _)| (last.replace(number) != Some(number)).then_some(number))
    }

    /// How many parts are refused.
    pub fn len(&self) -> usize {
        self.parts.len()
    }

    /// True when everything is taken.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }
}
