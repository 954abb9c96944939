//! Where a reader's bytes come from: a file on the disk, a member of an archive, or memory; whole or in ranges, with the files
//! that belong to it. Refuses to know what they say.

use std::borrow::Cow;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::{IssueKind, SourceNote};

use super::bytes::{self, Refusal};
use super::format::HEAD;
use super::records::Records;
use super::{ReadOptions, ReadSink};

/// Gives the first so many bytes of the file of the same name with another extension.
pub(super) type Siblings<'a> = dyn Fn(&str, u64) -> Result<Option<Vec<u8>>, Refusal> + 'a;

/// A file to be read.
pub(super) enum Source<'a> {
    /// A plain file, not read yet.
    Disk {
        /// Where it is.
        path: &'a Path,
        /// Its length, bytes.
        length: u64,
    },
    /// Bytes in memory.
    Memory {
        /// All of them.
        bytes: Vec<u8>,
        /// Finds the files that belong to it.
        siblings: Option<&'a Siblings<'a>>,
    },
}

impl<'a> Source<'a> {
    /// The file at a path. What is no plain file (a pipe, a device) is read at once, up to a limit.
    pub fn open(path: &'a Path) -> Result<Self, Refusal> {
        let metadata = std::fs::metadata(path)?;
        if metadata.is_file() {
            return Ok(Self::Disk { path, length: metadata.len() });
        }
        Ok(Self::Memory { bytes: bytes::file(path, 1)?, siblings: None })
    }

    /// Its length, bytes.
    pub fn len(&self) -> u64 {
        match self {
            Self::Disk { length, .. } => *length,
            Self::Memory { bytes, .. } => bytes.len() as u64,
        }
    }

    /// The bytes that tell its format.
    pub fn head(&self) -> Result<Cow<'_, [u8]>, Refusal> {
        self.range(0, HEAD as u64)
    }

    /// So many bytes from a place, fewer at the end.
    pub fn range(&self, start: u64, length: u64) -> Result<Cow<'_, [u8]>, Refusal> {
        match self {
            Self::Disk { path, length: all } => {
                let length = length.min(all.saturating_sub(start));
                let mut file = File::open(path)?;
                file.seek(SeekFrom::Start(start))?;
                let mut part = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
                file.take(length).read_to_end(&mut part)?;
                Ok(part.into())
            }
            Self::Memory { bytes, .. } => {
                let start = usize::try_from(start).unwrap_or(usize::MAX).min(bytes.len());
                let end = start.saturating_add(usize::try_from(length).unwrap_or(usize::MAX)).min(bytes.len());
                Ok(bytes.get(start..end).unwrap_or_default().into())
            }
        }
    }

    /// All bytes, read with so many threads.
    pub fn whole(self, threads: usize) -> Result<Vec<u8>, Refusal> {
        match self {
            Self::Disk { path, .. } => bytes::file(path, threads),
            Self::Memory { bytes, .. } => Ok(bytes),
        }
    }

    /// The bytes (the first `most` of them) of the file of the same name with another extension, in any case, when there is one.
    pub fn sibling(&self, extension: &str, most: u64) -> Result<Option<Vec<u8>>, Refusal> {
        match self {
            Self::Disk { path, .. } => {
                let Some(path) = sibling_path(path, extension) else { return Ok(None) };
                let length = std::fs::metadata(&path)?.len();
                if length > most {
                    let head = Source::Disk { path: &path, length }.range(0, most)?.into_owned();
                    return Ok(Some(head));
                }
                bytes::file(&path, 1).map(Some)
            }
            Self::Memory { siblings, .. } => siblings.map_or(Ok(None), |siblings| siblings(extension, most)),
        }
    }
}

/// The file of the same name with another extension; where there is none just so, one that differs in case.
fn sibling_path(path: &Path, extension: &str) -> Option<PathBuf> {
    let wanted = path.with_extension(extension);
    if wanted.is_file() {
        return Some(wanted);
    }
    let upper = path.with_extension(extension.to_uppercase());
    if upper.is_file() {
        return Some(upper);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = wanted.file_name()?.to_string_lossy().to_lowercase();
    let mut like: Vec<PathBuf> = std::fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.file_name().is_some_and(|known| known.to_string_lossy().to_lowercase() == name) && path.is_file())
        .collect();
    like.sort();
    like.into_iter().next()
}

/// What a reader of a container is told and heard by.
pub(super) struct Job<'a, 'b> {
    /// The file, as issues call it.
    pub file: &'a Arc<str>,
    /// What the user decided.
    pub options: &'a ReadOptions,
    /// Who listens.
    pub sink: &'a mut ReadSink<'b>,
}

impl Job<'_, '_> {
    /// Tells how far it is; an error when the caller wants no more.
    pub fn step(&self, done: u64, total: u64) -> Result<(), Refusal> {
        match (self.sink.progress)(done.min(total), total) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Refusal::Cancelled),
        }
    }

    /// True when a preview has rows enough.
    pub fn is_full(&self, records: &Records) -> bool {
        self.options.max_rows.is_some_and(|most| records.len() >= most)
    }

    /// The number of a layer: the one asked for by name, else the first that `has_rows`, else the first.
    pub fn layer(&self, names: &[&str], has_rows: impl Fn(usize) -> bool) -> Result<usize, Refusal> {
        match &self.options.layer {
            Some(wanted) => names
                .iter()
                .position(|name| name == wanted)
                .ok_or_else(|| Refusal::Issue(IssueKind::UnknownLayer, wanted.chars().take(80).collect())),
            None => Ok((0..names.len()).find(|&layer| has_rows(layer)).unwrap_or(0)),
        }
    }
}

/// Rows as a container has them, before anything is made of them.
pub(super) struct Raw {
    /// The rows.
    pub records: Records,
    /// What was found out on the way.
    pub about: SourceNote,
}
