//! Locks by which two copies of the program notice each other: a file beside the one that is worked on, locked by the system, so
//! that the lock ends with the process that holds it, however it ends. Refuses to wait.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

/// The ending of lock files.
const ENDING: &str = ".lock";

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub struct Lock {
    file: File,
    path: PathBuf,
}

/// What came of asking for a lock.
#[derive(Debug)]
pub enum Asked {
    /// It is ours.
    Ours(Lock),
    /// Another copy of the program holds it.
    Theirs,
    /// No lock can be had here: the folder is read-only, or the system has no locks for it.
    Impossible,
}

impl Lock {
    /// Asks for the lock of a file.
    pub fn of(path: &Path) -> Asked {
        let path = lock_beside(path);
        // A copy that ends takes its lock file away: what was locked then may be a file that is no longer there.
        for _ in 0..3 {
            let Ok(file) = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path) else {
                return Asked::Impossible;
            };
            match file.try_lock() {
                Ok(()) if is_at(&file, &path) => return Asked::Ours(Self { file, path }),
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Asked::Theirs,
                Err(TryLockError::Error(_)) => return Asked::Impossible,
            }
        }
        Asked::Theirs
    }
}

impl Lock {
    /// The file that a lock file is the lock of; none when it is no lock file.
    pub fn locked_by(lock_file: &Path) -> Option<PathBuf> {
        let name = lock_file.file_name()?.to_str()?;
        let name = name.strip_prefix('.')?.strip_suffix(ENDING)?;
        Some(lock_file.with_file_name(name))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // In this order: as long as it is locked nobody else takes it for theirs.
        let _ = fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

/// The lock file of a file: hidden, in the same folder.
fn lock_beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}{ENDING}"))
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(held), Ok(there)) => (held.dev(), held.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_at(_file: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_one_copys_until_it_is_dropped() {
        let path = std::env::temp_dir().join(format!("yuantu-lock-{}.yuantu", std::process::id()));
        let Asked::Ours(held) = Lock::of(&path) else { panic!("no lock") };
        assert!(matches!(Lock::of(&path), Asked::Theirs));
        drop(held);
        assert!(!lock_beside(&path).exists());
        assert!(matches!(Lock::of(&path), Asked::Ours(_)));
        let nowhere = std::env::temp_dir().join("yuantu-no-such-folder").join("a.yuantu");
        assert!(matches!(Lock::of(&nowhere), Asked::Impossible));
    }
}
