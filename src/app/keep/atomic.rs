//! Writing a file so that whoever reads it finds the whole old or the whole new one, whatever happens meanwhile. Refuses to leave
//! a half-written file behind.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// The ending of files that are being written.
const TEMPORARY: &str = "yuantu-tmp";

/// Writes a file: a temporary one in the same folder, flushed to the disk, then renamed. A link is written through.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let before = fs::metadata(&path).ok();
    if before.as_ref().is_some_and(|before| before.permissions().readonly()) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let temporary = temporary_beside(&path);
    let written = fill(&temporary, bytes)
        .and_then(|()| before.map_or(Ok(()), |before| fs::set_permissions(&temporary, before.permissions())))
        .and_then(|()| fs::rename(&temporary, &path));
    if written.is_err() {
        // What failed may fail again here; the file itself is untouched either way.
        let _ = fs::remove_file(&temporary);
        return written;
    }
    sync_folder_of(&path);
    Ok(())
}

/// Removes what a killed program has left half-written beside a file.
pub fn clear_half_written(path: &Path) {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return };
    let begins = format!(".{}.", name.to_string_lossy());
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(&begins) && name.ends_with(TEMPORARY) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// A name that no other save uses, in the folder of the file: only within a folder is a rename one step.
fn temporary_beside(path: &Path) -> PathBuf {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}-{number}.{TEMPORARY}", std::process::id()))
}

fn fill(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// The rename itself reaches the disk with the folder. Systems that cannot flush a folder do it by themselves.
fn sync_folder_of(path: &Path) {
    if cfg!(unix)
        && let Some(folder) = path.parent().and_then(|folder| File::open(folder).ok())
    {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_or_stays() {
        let folder = std::env::temp_dir().join(format!("yuantu-atomic-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("a.yuantu");
        write(&path, b"one").unwrap();
        write(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        // A folder stands where the file should be: nothing can be renamed over it, and nothing is left beside it.
        let blocked = folder.join("b.yuantu");
        fs::create_dir_all(blocked.join("inside")).unwrap();
        assert!(write(&blocked, b"three").is_err());
        assert!(blocked.join("inside").is_dir());
        fs::write(folder.join(".a.yuantu.1-0.yuantu-tmp"), b"ha").unwrap();
        clear_half_written(&path);
        let mut left: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, ["a.yuantu", "b.yuantu"]);
        fs::remove_dir_all(&folder).unwrap();
    }
}
