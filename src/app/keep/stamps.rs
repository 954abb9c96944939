//! What is noted of the files the data comes from: length and hash, and which files belong together. A file that has not been
//! written since is not read again. Refuses to read a file for its meaning.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::workspace::file::{ContentHash, FileNote};

/// Endings of the files that belong to a shapefile.
const SHAPEFILE_PARTS: [&str; 6] = ["shp", "shx", "dbf", "prj", "cpg", "cst"];
/// Bytes read at once.
const BLOCK: usize = 1 << 18;

/// The notes made so far, by path.
#[derive(Debug, Default)]
pub struct Stamps {
    known: BTreeMap<PathBuf, (Mark, FileNote)>,
}

/// What tells that a file has not been written since.
pub type Mark = (u64, Option<SystemTime>);

impl Stamps {
    /// Notes of a file and of those that belong to it, the file itself first.
    pub fn of_source(&mut self, path: &Path) -> io::Result<Vec<FileNote>> {
        let parts = parts_of(path);
        parts.iter().map(|part| self.of(part)).collect()
    }

    /// The note of one file.
    pub fn of(&mut self, path: &Path) -> io::Result<FileNote> {
        let mark = mark_of(path)?;
        if let Some((known, note)) = self.known.get(path)
            && *known == mark
        {
            return Ok(note.clone());
        }
        let note = note_of(path)?;
        // Written while it was read: noted as read, but looked at again next time.
        if mark_of(path)? == mark {
            self.known.insert(path.to_owned(), (mark, note.clone()));
        }
        Ok(note)
    }
}

/// What a file and those that belong to it hold, as one text of hashes; none where it cannot be read.
pub fn content_of(path: &Path) -> Option<String> {
    let notes = Stamps::default().of_source(path).ok()?;
    Some(notes.iter().map(|note| note.hash.as_str()).collect::<Vec<_>>().join(" "))
}

/// A file and those of its folder that belong to it; the file itself first.
pub fn parts_of(path: &Path) -> Vec<PathBuf> {
    let mut parts = vec![path.to_owned()];
    let ending = |path: &Path| path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let own = ending(path);
    if !SHAPEFILE_PARTS.contains(&own.as_str()) {
        return parts;
    }
    let Some(entries) = path.parent().and_then(|folder| fs::read_dir(folder).ok()) else { return parts };
    let beside = entries.flatten().map(|entry| entry.path());
    let mut others: Vec<_> = beside
        .filter(|other| other.file_stem() == path.file_stem() && other != path && other.is_file())
        .filter(|other| SHAPEFILE_PARTS.contains(&ending(other).as_str()))
        .collect();
    others.sort();
    parts.extend(others);
    parts
}

/// Lengths and times of a file and of those that belong to it.
pub fn marks_of(path: &Path) -> io::Result<Vec<Mark>> {
    parts_of(path).iter().map(|part| mark_of(part)).collect()
}

fn mark_of(path: &Path) -> io::Result<Mark> {
    let metadata = fs::metadata(path)?;
    Ok((metadata.len(), metadata.modified().ok()))
}

fn note_of(path: &Path) -> io::Result<FileNote> {
    let mut file = File::open(path)?;
    let (mut hash, mut size, mut block) = (ContentHash::default(), 0, vec![0; BLOCK]);
    loop {
        match file.read(&mut block)? {
            0 => break,
            read => {
                hash.add(&block[..read]);
                size += read as u64;
            }
        }
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(FileNote { name, size, hash: hash.text(), packed: None })
}
