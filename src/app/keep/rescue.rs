//! What the program saves by itself, each running copy into a file of its own in the settings folder, and what copies that ended
//! badly have left there. Refuses the user's own files.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::workspace::file::{ENDING, Rescued, read};

use super::atomic;
use super::lock::{Asked, Lock};
use super::save::{Draft, SaveFault};
use super::stamps::Stamps;

/// The place of this copy's own file.
pub struct Rescue {
    path: PathBuf,
    /// The number of the newest draft that was written: an older one that comes late is not.
    written: Mutex<u64>,
    next: AtomicU64,
    /// Tells other copies that this one runs.
    _lock: Lock,
}

/// Work that a copy of the program has left behind.
#[derive(Debug)]
pub struct LeftBehind {
    /// The file.
    pub path: PathBuf,
    /// What it stands for.
    pub rescued: Rescued,
    /// How many files of the user's were open.
    pub files: usize,
    /// Held so that no other copy offers the same.
    pub lock: Lock,
}

impl Rescue {
    /// A place in a folder, which is made.
    pub fn in_folder(folder: &Path) -> Option<Self> {
        fs::create_dir_all(folder).ok()?;
        // A copy that clears up at this moment may hold the first name.
        (0..3).find_map(|number| {
            let path = folder.join(format!("{}-{}-{number}.{ENDING}", now_ms(), std::process::id()));
            let Asked::Ours(lock) = Lock::of(&path) else { return None };
            Some(Self { path, written: Mutex::new(0), next: AtomicU64::new(1), _lock: lock })
        })
    }

    /// The number of a draft that is about to be written; rises.
    pub fn number(&self) -> u64 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    /// Writes a draft unless a newer one was written.
    pub fn write(&self, number: u64, mut draft: Draft, rescued: Rescued, stamps: &Arc<Mutex<Stamps>>) -> Result<(), SaveFault> {
        draft.document.rescued = Some(Rescued { at_s: now_ms() / 1000, ..rescued });
        let document = draft.document_in(None, stamps)?;
        let bytes = document.to_bytes().map_err(|error| SaveFault::Other(error.to_string()))?;
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        if *written < number {
            atomic::write(&self.path, &bytes)?;
            *written = number;
        }
        Ok(())
    }

    /// There is nothing to rescue any more. Drafts up to this number are not written again.
    pub fn clear(&self) {
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        *written = self.next.load(Ordering::Relaxed).saturating_sub(1);
        let _ = fs::remove_file(&self.path);
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl LeftBehind {
    /// Takes it away for good.
    pub fn discard(self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// What copies that no longer run have left in a folder, newest first. A file that cannot be read is left where it is.
pub fn left_behind(folder: &Path) -> Vec<LeftBehind> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    for of in paths.iter().filter_map(|path| Lock::locked_by(path)) {
        // The lock file of a copy that ended without work to keep: taken and let go, it is removed.
        if !of.exists() {
            drop(Lock::of(&of));
        }
    }
    paths.retain(|path| path.extension().is_some_and(|ending| ending == ENDING));
    paths.sort();
    let left = paths.into_iter().rev().filter_map(|path| {
        let Asked::Ours(lock) = Lock::of(&path) else { return None };
        atomic::clear_half_written(&path);
        let document = read(&fs::read(&path).ok()?).ok()?.document;
        Some(LeftBehind { path, files: document.sources.len(), rescued: document.rescued.unwrap_or_default(), lock })
    });
    left.collect()
}

/// Seconds since it was saved.
pub fn age_s(rescued: &Rescued) -> u64 {
    (now_ms() / 1000).saturating_sub(rescued.at_s)
}

fn now_ms() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64)
}
