//! Files of the user's that another program writes anew while they are open: noticed in the background, and told once a change;
//! what is on the map stays noted as it was read.
//! Refuses to open anything: what is on the screen stays until the user asks for the new version.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::Thread;
use std::time::{Duration, Instant};

use crate::app::session::Session;
use crate::app::work::Older;
use crate::domain::Origin;
use crate::i18n::keep::KeepText;
use crate::ui::command::Command;
use crate::ui::view::{Notice, Offer};
use crate::workspace::file::FileNote;

use super::copies::Copies;
use super::stamps::{Mark, Stamps, marks_of};

/// How often the files are looked at.
const EVERY: Duration = Duration::from_secs(2);
/// The hash of a content that nobody has noted: no file has it.
const UNKNOWN: &str = "unknown";

/// What a file held when it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Content {
    /// How long and how old its parts were; nothing where it was read from a copy.
    marks: Vec<Mark>,
    /// The hashes; none as long as nobody has looked, or where it was written anew before anybody could.
    notes: Option<Vec<FileNote>>,
    /// The copy that it was read from, where the file itself held something else by then.
    copy: Option<PathBuf>,
}

/// A file that is watched.
#[derive(Clone, Debug, Default, PartialEq)]
struct Seen {
    marks: Vec<Mark>,
    /// What it held at the last telling; none until it was looked at for the first time.
    notes: Option<Vec<FileNote>>,
    /// It was written since, and a round ago it was like this: perhaps it is still being written.
    later: Option<Vec<Mark>>,
    /// What was read of it last.
    read: Content,
    /// What of it is on the map; none before the user has taken it in.
    open: Option<Content>,
}

/// The files that are watched.
#[derive(Debug, Default)]
pub struct Watched {
    files: BTreeMap<PathBuf, Seen>,
    /// Who looks: woken when there is a new file, so that its content is noted before it changes.
    looker: Option<Thread>,
}

impl Watched {
    /// A file is being read that looks like this now: changes count from here. `older`: what was read was not this, but a copy of
    /// what it held before.
    pub fn read(&mut self, path: PathBuf, marks: Vec<Mark>, older: Option<Older>) {
        let open = self.files.remove(&path).and_then(|seen| seen.open);
        let read = match older {
            Some(Older { path, notes }) => Content { marks: Vec::new(), notes: Some(notes), copy: Some(path) },
            None => Content { marks: marks.clone(), ..Content::default() },
        };
        self.files.insert(path, Seen { marks, read, open, ..Seen::default() });
        if let Some(looker) = &self.looker {
            looker.unpark();
        }
    }

    /// What was read of a file last.
    pub fn content_read(&self, path: &Path) -> Option<Content> {
        self.files.get(path).map(|seen| seen.read.clone())
    }

    /// What of a file is on the map.
    pub fn content_open(&self, path: &Path) -> Option<Content> {
        self.files.get(path).and_then(|seen| seen.open.clone())
    }

    /// This is on the map of a file now.
    pub fn set_open(&mut self, path: &Path, content: Content) {
        let seen = self.files.entry(path.to_owned()).or_insert_with(|| Seen {
            marks: content.marks.clone(),
            notes: content.notes.clone(),
            read: content.clone(),
            ..Seen::default()
        });
        seen.open = Some(content);
    }

    /// True when the file on the disk is known to hold something else than what is on the map of it.
    pub fn is_newer(&self, path: &Path) -> bool {
        self.files.get(path).is_some_and(|seen| match (&seen.open, &seen.notes) {
            (Some(Content { notes: Some(open), .. }), Some(now)) => !is_same(open, now),
            (Some(open), _) => open.marks != seen.marks,
            (None, _) => false,
        })
    }

    /// A file is not watched any more.
    pub fn forget(&mut self, path: &Path) {
        self.files.remove(path);
    }
}

impl Seen {
    /// Notes what was read, and what is on the map, while the file was as it is now. True when there was something to note.
    fn note(&mut self) -> bool {
        let mut any = false;
        for content in std::iter::once(&mut self.read).chain(&mut self.open) {
            if content.notes.is_none() && content.marks == self.marks {
                content.notes.clone_from(&self.notes);
                any = true;
            }
        }
        any
    }
}

impl Content {
    /// The copy that it was read from, where the file itself held something else.
    pub fn copy(&self) -> Option<&Path> {
        self.copy.as_deref()
    }

    /// The notes of a file as it was read; `now` is what it holds on the disk, as far as that is the same. A content that could
    /// not be noted is noted as unlike any other.
    pub fn noted(&self, path: &Path, now: impl FnOnce() -> Option<Vec<FileNote>>) -> Option<Vec<FileNote>> {
        if marks_of(path).is_ok_and(|marks| marks == self.marks) {
            return now();
        }
        let unknown = || {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let size = self.marks.first().map_or(0, |(size, _)| *size);
            vec![FileNote { name, size, hash: UNKNOWN.to_owned(), packed: None }]
        };
        Some(self.notes.clone().unwrap_or_else(unknown))
    }
}

/// Looks at all files once. Returns those with another content than at the last telling; a file that was written within the last
/// round waits for the next. A file that is gone has not changed. Between rounds only what is new is noted.
pub fn look(watched: &Mutex<Watched>, stamps: &Mutex<Stamps>, copies: Option<&Copies>, is_round: bool) -> Vec<PathBuf> {
    let files = watched.lock().unwrap_or_else(PoisonError::into_inner).files.clone();
    let mut changed = Vec::new();
    for (path, before) in files {
        let Some((after, is_other)) = look_at(&path, &before, stamps, copies, is_round) else { continue };
        let mut watched = watched.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(seen) = watched.files.get_mut(&path) else { continue };
        if *seen == before {
            *seen = after;
            if is_other {
                changed.push(path);
            }
        } else if !is_other && seen.marks == after.marks {
            // Taken in while its content was being noted: before the next look it may hold something else.
            seen.notes = seen.notes.take().or(after.notes);
            seen.note();
        }
    }
    changed
}

fn look_at(path: &Path, before: &Seen, stamps: &Mutex<Stamps>, copies: Option<&Copies>, is_round: bool) -> Option<(Seen, bool)> {
    let marks = marks_of(path).ok()?;
    let content = || stamps.lock().unwrap_or_else(PoisonError::into_inner).of_source(path).ok();
    if marks == before.marks {
        let mut after = Seen { later: None, ..before.clone() };
        after.notes = after.notes.or_else(content);
        if after.note()
            && let (Some(copies), Some(notes)) = (copies, &after.notes)
        {
            copies.keep(path, notes);
        }
        return Some((after, false));
    }
    if !is_round {
        return None;
    }
    if before.later.as_ref() != Some(&marks) {
        return Some((Seen { later: Some(marks), ..before.clone() }, false));
    }
    let notes = content()?;
    let is_other = before.notes.as_ref().is_none_or(|known| !is_same(known, &notes));
    Some((Seen { marks, notes: Some(notes), later: None, ..before.clone() }, is_other))
}

/// Whether a file and its parts hold the same, under whatever name.
fn is_same(one: &[FileNote], other: &[FileNote]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.is_same_content(other))
}

impl Session {
    /// A file is being read that looks like this now; `older` where a copy of what it held before is read in its place.
    pub fn watch_from(&mut self, path: PathBuf, marks: Vec<Mark>, older: Option<Older>) {
        self.watched().read(path, marks, older);
        if self.work.keep.watch.is_busy() {
            return;
        }
        let (watched, stamps, copies) = (Arc::downgrade(&self.keep.watched), self.keep.stamps.clone(), self.keep.copies());
        self.work.keep.watch.start(move |line| {
            let mut round: Option<Instant> = None;
            // Ends with the window.
            while let Some(watched) = watched.upgrade() {
                watched.lock().unwrap_or_else(PoisonError::into_inner).looker = Some(std::thread::current());
                let is_round = round.is_none_or(|round| round.elapsed() >= EVERY);
                if is_round {
                    round = Some(Instant::now());
                }
                look(&watched, &stamps, copies.as_ref(), is_round).into_iter().for_each(|path| line.send(path));
                drop(watched);
                let left = round.map_or(EVERY, |round| EVERY.saturating_sub(round.elapsed()));
                std::thread::park_timeout(left);
            }
        });
    }

    /// The files that are watched.
    pub fn watched(&self) -> MutexGuard<'_, Watched> {
        self.keep.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was read of a file last has been taken in.
    pub fn read_is_open(&mut self, path: &Path) {
        let content = self.watched().content_read(path);
        self.open_is(path, content);
    }

    /// This is on the map of a file now: what was told of its changes is settled.
    pub fn open_is(&mut self, path: &Path, content: Option<Content>) {
        if let Some(content) = content {
            self.watched().set_open(path, content);
        }
        if !self.watched().is_newer(path) {
            self.state.notices.withdraw_offer(&Command::OpenNewVersion(path.to_owned()));
        }
        self.state.changes += 1;
    }

    /// Tells of files that were written anew.
    pub(super) fn take_changed_files(&mut self) {
        for path in self.work.keep.watch.poll() {
            let is_open = self.state.store.own().any(|own| own.dataset.origin == Origin::File(path.clone()));
            if !is_open {
                // One that waits for the user's decision is not on the map yet; one that was is closed.
                if self.watched().content_open(&path).is_some() {
                    self.watched().forget(&path);
                }
                continue;
            }
            // Back to what is on the map, or touched: there is nothing to look at.
            if self.watched().is_newer(&path) {
                self.offer_changes(KeepText::FileChanged, path);
            } else {
                self.state.notices.withdraw_offer(&Command::OpenNewVersion(path));
            }
            self.state.changes += 1;
        }
    }

    /// Tells of a file that holds something else now, and offers to look at what.
    pub(super) fn offer_changes(&mut self, words: KeepText, path: PathBuf) {
        let lang = self.state.settings.lang;
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let offer = Offer { words: KeepText::ShowChanges.text(lang).to_owned(), command: Command::OpenNewVersion(path) };
        self.state.notices.add(Notice { text: words.fill(lang, &[&name]), offers: vec![offer], ..Notice::default() });
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
        let rounds = |count: usize| -> Vec<PathBuf> { (0..count).flat_map(|_| look(&watched, &stamps, None, true)).collect() };
        watched.lock().unwrap().read(path.clone(), marks_of(&path).unwrap(), None);
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

    #[test]
    fn what_is_noted_of_a_file_is_what_was_read_of_it() {
        let path = std::env::temp_dir().join(format!("yuantu-noted-{}.csv", std::process::id()));
        std::fs::write(&path, "one").unwrap();
        let (watched, stamps) = (Mutex::new(Watched::default()), Mutex::new(Stamps::default()));
        let now = || Stamps::default().of_source(&path).ok();
        let noted = |content: &Content| content.noted(&path, now).unwrap()[0].hash.clone();
        let read = || {
            let mut watched = watched.lock().unwrap();
            watched.read(path.clone(), marks_of(&path).unwrap(), None);
            let read = watched.content_read(&path).unwrap();
            watched.set_open(&path, read);
        };
        let open = || watched.lock().unwrap().content_open(&path).unwrap();
        let hash = |text: &str| crate::workspace::file::ContentHash::of(text.as_bytes());
        read();
        assert_eq!(noted(&open()), hash("one"));
        look(&watched, &stamps, None, false);
        std::fs::write(&path, "three").unwrap();
        assert_eq!(noted(&open()), hash("one"), "what is on the map, not what is on the disk");
        (0..3).for_each(|_| drop(look(&watched, &stamps, None, true)));
        assert!(watched.lock().unwrap().is_newer(&path));
        // Read to be looked at, and not taken in.
        let before = open();
        watched.lock().unwrap().read(path.clone(), marks_of(&path).unwrap(), None);
        look(&watched, &stamps, None, false);
        assert_eq!(open(), before);
        read();
        look(&watched, &stamps, None, false);
        assert_eq!(noted(&open()), hash("three"));
        assert!(!watched.lock().unwrap().is_newer(&path));
        // Written before anybody has looked: what was read is like no file.
        read();
        std::fs::write(&path, "fifteen").unwrap();
        assert_eq!(noted(&open()), UNKNOWN);
        std::fs::remove_file(&path).unwrap();
    }
}
