//! Confidential mode: every dataset gets a stand-in without what may not be shown, on a thread, and joins and panels work with
//! that. Refuses to decide what may be shown (`finder::confidential`).

use crate::app::session::Session;
use crate::app::store::Mask;

impl Session {
    /// Leaves tenants' names, rents of let space and notes out of everything that is shown and exported, or not.
    pub fn set_confidential(&mut self, confidential: bool) {
        if self.state.settings.confidential == confidential {
            return;
        }
        self.state.settings.confidential = confidential;
        self.state.store.set_confidential(confidential);
        self.state.set_selection(Vec::new());
        self.data_changed();
        if !confidential {
            self.start_figures();
        }
    }

    /// Makes stand-ins for what has none. Nothing of it is shown until they are there.
    pub fn mask_what_is_new(&mut self) {
        let waiting = self.state.store.without_mask();
        if !waiting.is_empty() {
            self.work.masking.start(move |line| line.send(waiting.iter().map(Mask::new).collect()));
        }
    }

    pub(super) fn take_masks(&mut self) {
        let masks: Vec<Mask> = self.work.masking.poll().into_iter().flatten().collect();
        if !masks.is_empty() {
            self.state.store.put_masks(masks);
            self.data_changed();
            self.start_figures();
        }
    }
}
