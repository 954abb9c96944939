//! What is saved by itself, when, and what is offered at the start of what was left behind. Refuses to open it unasked.

use std::path::{Path, PathBuf};

use crate::app::session::Session;
use crate::i18n::integer;
use crate::i18n::keep::KeepText;
use crate::ui::command::Command;
use crate::ui::view::{Notice, Offer};

use super::name_of;
use super::rescue::{LeftBehind, Rescue, left_behind};

/// Work is saved by itself when so many seconds have passed since the last time.
const EVERY_S: f64 = 60.0;
/// Left-behind work that is offered, newest first; older work waits for the next start.
const OFFERED: usize = 2;
/// The folder in the program's own.
const FOLDER: &str = "autosave";

impl Session {
    /// Takes a place for what is saved by itself, and looks for what was left behind.
    pub fn start_rescue(&mut self) {
        let Some(folder) = self.keep.folder.as_ref().map(|folder| folder.join(FOLDER)) else { return };
        self.keep.rescue = Rescue::in_folder(&folder).map(Into::into);
        self.work.keep.scan.start(move |line| line.send(left_behind(&folder)));
    }

    pub(super) fn take_left_behind(&mut self) {
        for fault in self.work.keep.rescue.poll() {
            let sentence = fault.sentence(self.state.settings.lang);
            self.tell_keep(true, KeepText::AutosaveFailed, &[&sentence]);
        }
        let found: Vec<LeftBehind> = self.work.keep.scan.poll().into_iter().flatten().take(OFFERED).collect();
        for (number, left) in found.into_iter().enumerate() {
            let lang = self.state.settings.lang;
            let name =
                left.rescued.of.as_ref().map_or_else(|| KeepText::Untitled.text(lang).to_owned(), |of| name_of(Path::new(of)));
            let words = if left.rescued.closed { KeepText::LeftClosed } else { KeepText::LeftCrashed };
            let age = super::rescue::age_s(&left.rescued);
            let ago = match age {
                0..3600 => KeepText::MinutesAgo.fill(lang, &[&integer((age / 60) as f64)]),
                3600..86_400 => KeepText::HoursAgo.fill(lang, &[&integer((age / 3600) as f64)]),
                _ => KeepText::DaysAgo.fill(lang, &[&integer((age / 86_400) as f64)]),
            };
            let text = words.fill(lang, &[&name, &ago, &integer(left.files as f64)]);
            let offer = |words: KeepText, command| Offer { words: words.text(lang).to_owned(), command };
            let offers = vec![
                offer(KeepText::Restore, Command::RestoreWork(number as u64)),
                offer(KeepText::Discard, Command::DiscardWork(number as u64)),
            ];
            self.state.notices.add(Notice { text, offers, ..Notice::default() });
            self.keep.left.push((number as u64, left));
        }
    }

    /// Goes on with work that was left behind.
    pub fn restore_work(&mut self, number: u64) {
        if let Some((_, left)) = self.keep.left.iter().find(|(known, _)| *known == number) {
            self.open_rescued(left.path.clone());
        }
    }

    /// Takes work that was left behind away for good.
    pub fn discard_work(&mut self, number: u64) {
        if let Some(at) = self.keep.left.iter().position(|(known, _)| *known == number) {
            self.keep.left.remove(at).1.discard();
        }
    }

    /// What was left behind in this file is being worked on: it goes as soon as it is saved again.
    pub(super) fn forget_left(&mut self, path: &Path) {
        if let Some(at) = self.keep.left.iter().position(|(_, left)| left.path == path) {
            self.keep.restored_from = Some(self.keep.left.remove(at).1);
        }
    }

    /// Saves by itself what has changed, when it is time.
    pub(super) fn save_by_itself(&mut self) {
        let is_time = self.keep.rescued.is_none_or(|(_, at_s)| self.state.now_s - at_s >= EVERY_S);
        if is_time && let Some(job) = self.rescue_job() {
            self.work.keep.rescue.start(move |line| {
                if let Err(fault) = job() {
                    line.send(fault);
                }
            });
        }
    }

    /// Seconds until there is something to be saved by itself; none when there is nothing.
    pub fn saves_itself_in_s(&self) -> Option<f64> {
        let (at_change, at_s) = self.keep.rescued?;
        let waits = self.keep.rescue.is_some() && self.keep.is_dirty && at_change != self.state.changes;
        waits.then(|| (at_s + EVERY_S - self.state.now_s).max(0.0))
    }

    /// The work of saving what has changed since the last time, to be done on another thread; none when nothing has.
    pub fn rescue_job(&mut self) -> Option<impl FnOnce() -> Result<(), super::SaveFault> + Send + 'static> {
        let rescue = self.keep.rescue.clone()?;
        let changes = self.state.changes;
        if !self.keep.is_dirty || self.keep.rescued.is_some_and(|(at_change, _)| at_change == changes) {
            return None;
        }
        self.keep.rescued = Some((changes, self.state.now_s));
        let (number, draft, of) = (rescue.number(), self.draft(), self.rescued(false));
        let (stamps, from) = (self.keep.stamps.clone(), self.keep.restored_from.take());
        Some(move || {
            rescue.write(number, draft, of, &stamps)?;
            if let Some(from) = from {
                from.discard();
            }
            Ok(())
        })
    }

    /// What there is has been saved, or is not wanted: nothing is to be rescued.
    pub(super) fn forget_rescued(&mut self) {
        if let Some(rescue) = &self.keep.rescue {
            rescue.clear();
        }
        if let Some(from) = self.keep.restored_from.take() {
            from.discard();
        }
        self.keep.rescued = None;
    }

    /// The window is closed: work without a name stays, and so does all after a lost device.
    pub fn end(&mut self) {
        // Whoever opens the file next is not this copy.
        self.keep.lock = None;
        let Some(rescue) = self.keep.rescue.take() else { return };
        let unnamed = self.keep.file.is_none() && self.state.store.has_own();
        if unnamed || self.has_left && self.keep.is_dirty {
            // A failure has nobody left to be told to; what was saved by itself before is still there.
            let _ = rescue.write(rescue.number(), self.draft(), self.rescued(!self.has_left), &self.keep.stamps);
        } else {
            rescue.clear();
        }
    }

    /// Where this copy saves by itself.
    pub fn rescue_path(&self) -> Option<PathBuf> {
        self.keep.rescue.as_ref().map(|rescue| rescue.path().to_owned())
    }
}
