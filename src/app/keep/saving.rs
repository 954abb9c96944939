//! Saving on command: to the file that is open, or to another one; and what waits for it. Refuses to write over a file that the
//! user has not named twice.

use std::path::PathBuf;

use crate::app::session::Session;
use crate::i18n::keep::KeepText;
use crate::ui::command::{Command, Sheet};
use crate::ui::view::{Notice, Offer};
use crate::workspace::file::ENDING;

use super::lock::{Asked, Lock};
use super::save::{SaveFault, save};
use super::{Pending, Saved, name_of};

/// What the task says.
pub enum Message {
    /// It is saved.
    Done {
        /// Where.
        target: PathBuf,
        /// The lock, where the file is another than before.
        lock: Option<Lock>,
    },
    /// It is not.
    Failed {
        /// Where.
        target: PathBuf,
        /// Why.
        fault: SaveFault,
    },
    /// Another file is there.
    Exists(PathBuf),
}

impl Session {
    /// Saves to the open file; asks where to when there is none.
    pub fn save_workspace(&mut self) {
        match self.keep.file.clone() {
            Some(file) => self.start_save(file, true),
            None => self.state.sheet = Some(Sheet::Workspace),
        }
    }

    /// Saves to a file of any name; over another file only when `replaces`.
    pub fn save_workspace_as(&mut self, path: PathBuf, replaces: bool) {
        let mut path = std::path::absolute(&path).unwrap_or(path);
        if path.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case(ENDING)) {
            let mut name = path.file_name().unwrap_or_default().to_owned();
            name.push(format!(".{ENDING}"));
            path.set_file_name(name);
        }
        self.state.sheet = None;
        let is_own = self.keep.file.as_ref() == Some(&path);
        self.start_save(path, replaces || is_own);
    }

    /// Says whether the data is to be packed into the file.
    pub fn set_packed(&mut self, packed: bool) {
        self.keep.packed = packed;
        self.state.changes += 1;
    }

    fn start_save(&mut self, target: PathBuf, replaces: bool) {
        let draft = self.draft();
        self.keep.saving_as = Some(Saved {
            workspace: draft.document.workspace.clone(),
            sources: draft.sources.clone(),
            packed: draft.document.packed,
        });
        let stamps = self.keep.stamps.clone();
        // The own file without a lock: it could not be locked when it was opened, or another copy had it.
        let needs_lock = self.keep.file.as_ref() != Some(&target) || self.keep.lock.is_none();
        self.work.keep.saving = name_of(&target);
        self.work.keep.save.start(move |line| {
            if !replaces && target.exists() {
                return line.send(Message::Exists(target));
            }
            let lock = match if needs_lock { Lock::of(&target) } else { Asked::Impossible } {
                Asked::Theirs => return line.send(Message::Failed { target, fault: SaveFault::Locked }),
                Asked::Ours(lock) => Some(lock),
                Asked::Impossible => None,
            };
            line.send(match save(&draft, &target, &stamps) {
                Ok(_) => Message::Done { target, lock },
                Err(fault) => Message::Failed { target, fault },
            });
        });
    }

    pub(super) fn take_saved(&mut self) {
        for message in self.work.keep.save.poll() {
            match message {
                Message::Done { target, lock } => self.saved(target, lock),
                Message::Failed { target, fault } => {
                    self.keep.pending = None;
                    let sentence = fault.sentence(self.state.settings.lang);
                    self.tell_keep(true, KeepText::NotSaved, &[&target.display().to_string(), &sentence]);
                }
                Message::Exists(target) => self.ask_to_replace(target),
            }
        }
    }

    fn saved(&mut self, target: PathBuf, lock: Option<Lock>) {
        let is_other = self.keep.file.as_ref() != Some(&target);
        if is_other || lock.is_some() {
            self.keep.lock = lock;
        }
        if is_other {
            self.state.settings.name_workspace();
        }
        self.keep.file = Some(target.clone());
        if let Some(saved) = self.keep.saving_as.take() {
            self.keep.saved = saved;
        }
        self.keep.changed.clear();
        self.keep.was_restored = false;
        self.keep.forgot_source = false;
        self.keep.looked_at = None;
        self.look_for_changes();
        self.state.settings.remember_workspace(target.display().to_string());
        self.forget_rescued();
        self.tell_keep(false, KeepText::Saved, &[&target.display().to_string()]);
        if let Some(pending) = self.keep.pending.take() {
            self.go_on(pending);
        }
    }

    fn ask_to_replace(&mut self, target: PathBuf) {
        let lang = self.state.settings.lang;
        let offer =
            Offer { words: KeepText::Replace.text(lang).to_owned(), command: Command::SaveWorkspaceAs(target.clone(), true) };
        let text = KeepText::Exists.fill(lang, &[&target.display().to_string()]);
        self.state.notices.add(Notice { is_error: true, text, offers: vec![offer], ..Notice::default() });
    }

    /// True when the window may close now. Else the user is asked, or a save is waited for.
    pub fn may_close(&mut self) -> bool {
        if self.has_left || self.keep.wants_close {
            return true;
        }
        if self.work.keep.save.is_busy() {
            self.keep.pending = Some(Pending::Quit);
            return false;
        }
        self.look_for_changes();
        // Work without a name is kept by itself and offered at the next start: closing the window asks only for a file's sake.
        let asks = self.keep.file.is_some() && self.keep.is_dirty;
        if asks {
            self.ask_about_changes(Pending::Quit);
        }
        !asks
    }

    /// Does something unless there are unsaved changes: then the user is asked, and it waits.
    pub fn unless_unsaved(&mut self, wish: Pending) {
        self.look_for_changes();
        if self.keep.is_dirty && (self.keep.file.is_some() || self.state.store.has_own()) {
            self.ask_about_changes(wish);
        } else {
            self.go_on(wish);
        }
    }

    fn ask_about_changes(&mut self, wish: Pending) {
        self.keep.pending = Some(wish);
        self.state.sheet = Some(Sheet::Unsaved);
    }

    /// What the user said of the unsaved changes.
    pub fn unsaved_answered(&mut self, saves: bool) {
        self.state.sheet = None;
        if saves {
            return self.save_workspace();
        }
        if let Some(pending) = self.keep.pending.take() {
            self.go_on(pending);
        }
    }

    /// The user has closed a sheet: what waited for its answer is off.
    pub fn forget_pending(&mut self) {
        self.keep.pending = None;
    }

    fn go_on(&mut self, pending: Pending) {
        match pending {
            Pending::Quit => self.keep.wants_close = true,
            Pending::New => self.new_workspace(),
            Pending::Open(path) => self.open_workspace(path),
        }
    }
}
