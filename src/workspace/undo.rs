//! Undo and redo as a list of whole values: the workspace is small. Refuses to know what changed.

/// The states before and after the present one. Holds at most [`Undo::DEPTH`] steps back.
#[derive(Clone, Debug)]
pub struct Undo<T> {
    past: Vec<T>,
    future: Vec<T>,
}

impl<T> Default for Undo<T> {
    fn default() -> Self {
        Self { past: Vec::new(), future: Vec::new() }
    }
}

impl<T: Clone + PartialEq> Undo<T> {
    /// Steps kept.
    pub const DEPTH: usize = 200;

    /// Remembers a value that is about to be replaced. What was undone before can no longer be redone.
    pub fn remember(&mut self, before: T) {
        if self.past.len() == Self::DEPTH {
            self.past.remove(0);
        }
        self.past.push(before);
        self.future.clear();
    }

    /// Goes one step back: `present` becomes what it was. False when there is nothing to undo.
    pub fn undo(&mut self, present: &mut T) -> bool {
        let Some(before) = self.past.pop() else { return false };
        self.future.push(std::mem::replace(present, before));
        true
    }

    /// Goes one step forward again. False when there is nothing to redo.
    pub fn redo(&mut self, present: &mut T) -> bool {
        let Some(after) = self.future.pop() else { return false };
        self.past.push(std::mem::replace(present, after));
        true
    }

    /// True when there is a step back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// True when there is a step forward.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_after_undo_forgets_what_was_undone() {
        let (mut undo, mut present) = (Undo::default(), 1);
        for next in [2, 3] {
            undo.remember(present);
            present = next;
        }
        assert!(undo.undo(&mut present) && present == 2);
        assert!(undo.redo(&mut present) && present == 3);
        assert!(undo.undo(&mut present) && present == 2);
        undo.remember(present);
        present = 9;
        assert!(!undo.redo(&mut present));
        assert!(undo.undo(&mut present) && present == 2);
        assert!(undo.undo(&mut present) && present == 1);
        assert!(!undo.undo(&mut present));
    }
}
