//! A finished file in its place: written beside it under another name, flushed, then renamed, so that a full disk or a power cut
//! leaves what was there before. Refuses to make folders.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::{WriteFault, Written};

/// Puts bytes in a file's place, and the file on the list.
pub(super) fn put(path: &Path, bytes: &[u8], written: &mut Written) -> Result<(), WriteFault> {
    let beside = beside(path);
    let stored = File::create(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let placed = stored.map_err(|error| fault(&beside, &error)).and_then(|()| take_place(&beside, path));
    if placed.is_err() {
        // What is half written is of no use; that it cannot be removed changes nothing about the error.
        let _ = fs::remove_file(&beside);
    }
    placed?;
    written.files.push(path.to_owned());
    Ok(())
}

/// Renames a finished file into its place.
pub(super) fn take_place(beside: &Path, path: &Path) -> Result<(), WriteFault> {
    fs::rename(beside, path).map_err(|error| fault(path, &error))
}

/// The name under which a file is made: in the same folder, so that renaming it is one step.
pub(super) fn beside(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}

/// The system's word on a path.
pub(super) fn fault(path: &Path, error: &std::io::Error) -> WriteFault {
    WriteFault::Io(path.to_owned(), error.to_string())
}
