//! Files of the user's that another program writes anew while they are open: noticed in the background, and told once a change.
//! Refuses to open anything: what is on the screen stays until the user asks for the new version.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::app::session::Session;
use crate::domain::Origin;
use crate::i18n::keep::KeepText;
use crate::ui::command::Command;
use crate::ui::view::{Notice, Offer};
use crate::workspace::file::FileNote;

use super::stamps::{Mark, Stamps, marks_of};

/// How often the files are looked at.
const EVERY: Duration = Duration::from_secs(2);

/// A file as it was when it was read.
#[derive(Clone, Debug, Default, PartialEq)]
struct Seen {
    marks: Vec<Mark>,
    /// Its content; none until it was looked at for the first time.
    notes: Option<Vec<FileNote>>,
    /// It was written since, and a round ago it was like this: perhaps it is still being written.
    later: Option<Vec<Mark>>,
}

/// The files that are watched.
#[derive(Debug, Default)]
pub struct Watched {
    files: BTreeMap<PathBuf, Seen>,
}

impl Watched {
    /// A file is being read that looks like this now: changes count from here.
    pub fn read(&mut self, path: PathBuf, marks: Vec<Mark>) {
        self.files.insert(path, Seen { marks, ..Seen::default() });
    }

    /// A file is not watched any more.
    pub fn forget(&mut self, path: &Path) {
        self.files.remove(path);
    }
}

/// Looks at all files once. Returns those with another content than at the last telling; a file that was written within the last
/// round waits for the next. A file that is gone has not changed.
pub fn look(watched: &Mutex<Watched>, stamps: &Mutex<Stamps>) -> Vec<PathBuf> {
    let files = watched.lock().unwrap_or_else(PoisonError::into_inner).files.clone();
    let mut changed = Vec::new();
    for (path, before) in files {
        let Some((after, is_other)) = look_at(&path, &before, stamps) else { continue };
        let mut watched = watched.lock().unwrap_or_else(PoisonError::into_inner);
        // Read anew, or forgotten, in the meantime: what was seen here is of no account.
        if let Some(seen) = watched.files.get_mut(&path)
            && *seen == before
        {
            *seen = after;
            if is_other {
                changed.push(path);
            }
        }
    }
    changed
}

fn look_at(path: &Path, before: &Seen, stamps: &Mutex<Stamps>) -> Option<(Seen, bool)> {
    let marks = marks_of(path).ok()?;
    let content = || stamps.lock().unwrap_or_else(PoisonError::into_inner).of_source(path).ok();
    if marks == before.marks {
        let notes = before.notes.clone().or_else(content);
        return Some((Seen { marks, notes, later: None }, false));
    }
    if before.later.as_ref() != Some(&marks) {
        return Some((Seen { later: Some(marks), ..before.clone() }, false));
    }
    let notes = content()?;
    let is_other = before.notes.as_ref() != Some(&notes);
    Some((Seen { marks, notes: Some(notes), later: None }, is_other))
}

impl Session {
    /// A file is being read that looks like this now.
    pub fn watch_from(&mut self, path: PathBuf, marks: Vec<Mark>) {
        self.keep.watched.lock().unwrap_or_else(PoisonError::into_inner).read(path, marks);
        if self.work.keep.watch.is_busy() {
            return;
        }
        let (watched, stamps) = (Arc::downgrade(&self.keep.watched), self.keep.stamps.clone());
        self.work.keep.watch.start(move |line| {
            // Ends with the window.
            while let Some(watched) = watched.upgrade() {
                look(&watched, &stamps).into_iter().for_each(|path| line.send(path));
                drop(watched);
                std::thread::sleep(EVERY);
            }
        });
    }

    /// Tells of files that were written anew.
    pub(super) fn take_changed_files(&mut self) {
        for path in self.work.keep.watch.poll() {
            let is_open = self.state.store.own().any(|own| own.dataset.origin == Origin::File(path.clone()));
            if !is_open {
                self.keep.watched.lock().unwrap_or_else(PoisonError::into_inner).forget(&path);
                continue;
            }
            let lang = self.state.settings.lang;
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
            let text = KeepText::FileChanged.fill(lang, &[&name]);
            let offer = Offer { words: KeepText::ShowChanges.text(lang).to_owned(), command: Command::OpenNewVersion(path) };
            self.state.notices.add(Notice { text, offers: vec![offer], ..Notice::default() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_content_is_told_once_and_a_touched_file_not_at_all() {
        let path = std::env::temp_dir().join(format!("yuantu-watch-{}.csv", std::process::id()));
        std::fs::write(&path, "one").unwrap();
        let (watched, stamps) = (Mutex::new(Watched::default()), Mutex::new(Stamps::default()));
        let rounds = |count: usize| -> Vec<PathBuf> { (0..count).flat_map(|_| look(&watched, &stamps)).collect() };
        watched.lock().unwrap().read(path.clone(), marks_of(&path).unwrap());
        assert!(rounds(3).is_empty());
        std::fs::write(&path, "three").unwrap();
        assert!(rounds(1).is_empty(), "it may still be being written");
        assert_eq!(rounds(3), std::slice::from_ref(&path));
        // The same bytes again, at another time.
        let later = std::time::SystemTime::now() + Duration::from_secs(60);
        std::fs::File::options().write(true).open(&path).unwrap().set_modified(later).unwrap();
        assert!(rounds(3).is_empty());
        std::fs::remove_file(&path).unwrap();
        assert!(rounds(3).is_empty(), "a file that is gone has no new version");
        std::fs::write(&path, "and again").unwrap();
        assert_eq!(rounds(3), std::slice::from_ref(&path));
        std::fs::remove_file(&path).unwrap();
    }
}
