//! Finished files in their places: each is written beside its place under another name and flushed; when all are whole, they are
//! renamed, so that a full disk, a power cut or a cancel leaves what was there before. Refuses to make folders, and to replace
//! what it was not told to.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::WriteFault;

/// The files of one export. What is not committed is removed.
#[derive(Default)]
pub(super) struct Staging {
    /// The name it is made under, and its place.
    pairs: Vec<(PathBuf, PathBuf)>,
}

impl Staging {
    /// The name under which the file of a place is to be made: in the same folder, so that renaming it is one step.
    pub fn beside(&mut self, path: &Path) -> PathBuf {
        // A link is written through.
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let mut name = std::ffi::OsString::from(".");
        name.push(place.file_name().unwrap_or_default());
        name.push(format!(".{}.part", std::process::id()));
        let beside = place.with_file_name(name);
        self.pairs.push((beside.clone(), place));
        beside
    }

    /// Writes a file that is to take a place.
    pub fn put(&mut self, path: &Path, bytes: &[u8]) -> Result<(), WriteFault> {
        let beside = self.beside(path);
        let stored = File::create(&beside).and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        });
        stored.map_err(|error| fault(path, &error))
    }

    /// Puts all files in their places; the places, in order.
    pub fn commit(mut self, replaces: bool) -> Result<Vec<PathBuf>, WriteFault> {
        // Before the first is renamed: either all are replaced or none.
        if let Some((_, folder)) = self.pairs.iter().find(|(_, place)| place.is_dir()) {
            return Err(WriteFault::IsFolder(folder.clone()));
        }
        let there = self.pairs.iter().map(|(_, place)| place).filter(|place| place.exists());
        if !replaces {
            let there: Vec<PathBuf> = there.cloned().collect();
            if !there.is_empty() {
                return Err(WriteFault::Exists(there));
            }
        } else if let Some(place) = there.into_iter().find(|place| is_read_only(place)) {
            return Err(WriteFault::ReadOnly(place.clone()));
        }
        for (beside, place) in &self.pairs {
            fs::rename(beside, place).map_err(|error| fault(place, &error))?;
        }
        Ok(std::mem::take(&mut self.pairs).into_iter().map(|(_, place)| place).collect())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        for (beside, _) in &self.pairs {
            // What is half written is of no use; that it cannot be removed changes nothing about the error.
            let _ = fs::remove_file(beside);
        }
    }
}

fn is_read_only(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.permissions().readonly())
}

/// Why a path cannot be written.
pub(super) fn fault(path: &Path, error: &std::io::Error) -> WriteFault {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => {
            WriteFault::NoFolder(path.parent().map(Path::to_owned).unwrap_or_default())
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => WriteFault::ReadOnly(path.to_owned()),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => WriteFault::DiskFull(path.to_owned()),
        _ => WriteFault::Io(path.to_owned(), error.to_string()),
    }
}
