//! A workspace to its file, in the background: sources noted, paths written from the file's folder, data packed where that is
//! wanted. Refuses a file that another copy of the program has open.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::app::handle::key_of;
use crate::app::store::Store;
use crate::domain::{DatasetKind, Recipe, RecordRef};
use crate::i18n::Lang;
use crate::i18n::keep::KeepText;
use crate::workspace::file::{ContentHash, Document, FileNote, Source, pack, relative};

use super::atomic;
use super::copies::Copies;
use super::stamps::{Stamps, parts_of};
use super::watch::Content;

/// A selection of more records is not kept from run to run: it would make every save a large one. Kept under a name it is.
const MAX_SELECTED: usize = 50_000;

/// A document whose sources are still files of this machine.
#[derive(Clone, Default)]
pub struct Draft {
    /// Everything but the sources that are open.
    pub document: Document,
    /// The files that are open, in order.
    pub sources: Vec<DraftSource>,
    /// What was read of them: a file may hold something else by now.
    pub contents: BTreeMap<PathBuf, Content>,
    /// Sources of the file that were not found: kept as they were noted.
    pub missing: Vec<Source>,
    /// What is selected; as keys it is written by the thread that saves.
    pub selection: Vec<RecordRef>,
    /// The datasets that these records are in.
    pub store: Store,
    /// The folder of the program's own where data lies that came packed: its place says nothing to anybody.
    pub unpacked: PathBuf,
    /// Copies of what was read.
    pub copies: Option<Copies>,
}

/// An open file of the user's.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftSource {
    /// The name of its dataset.
    pub name: String,
    /// What its records are.
    pub kind: DatasetKind,
    /// Where it is, absolute.
    pub path: PathBuf,
    /// What was decided about it.
    pub recipe: Option<Recipe>,
}

/// Why a workspace was not saved.
#[derive(Debug)]
pub enum SaveFault {
    /// The disk is full.
    DiskFull,
    /// The folder or the file cannot be written.
    ReadOnly,
    /// The folder is not there.
    NoFolder,
    /// Another copy of the program has the file open.
    Locked,
    /// What was read of a source, to be packed in, is nowhere to be found any more: its file.
    NotAsRead(String),
    /// The data of a source cannot be packed in: its file, and why.
    NotPacked(String, String),
    /// A source is too large to be packed in: its file.
    TooLarge(String),
    /// Anything else, in the system's words.
    Other(String),
}

impl SaveFault {
    /// The sentence for the user.
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::DiskFull => KeepText::DiskFull.text(lang).to_owned(),
            Self::ReadOnly => KeepText::ReadOnly.text(lang).to_owned(),
            Self::NoFolder => KeepText::NoFolder.text(lang).to_owned(),
            Self::Locked => KeepText::Locked.text(lang).to_owned(),
            Self::NotAsRead(file) => KeepText::NotAsRead.fill(lang, &[file]),
            Self::NotPacked(file, why) => KeepText::NotPacked.fill(lang, &[file, why]),
            Self::TooLarge(file) => KeepText::TooLargeToPack.fill(lang, &[file]),
            Self::Other(why) => KeepText::SystemSays.fill(lang, &[why]),
        }
    }
}

impl From<io::Error> for SaveFault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NoFolder,
            _ => Self::Other(error.to_string()),
        }
    }
}

/// Writes a draft to a file. Returns the bytes written.
pub fn save(draft: &Draft, target: &Path, stamps: &Arc<Mutex<Stamps>>) -> Result<u64, SaveFault> {
    let folder = target.parent().unwrap_or(Path::new(""));
    let document = draft.document_in(Some(folder), stamps)?;
    let bytes = document.to_bytes().map_err(|error| SaveFault::Other(error.to_string()))?;
    atomic::write(target, &bytes)?;
    Ok(bytes.len() as u64)
}

impl Draft {
    /// The document as it is written into a folder; absolute paths, and nothing packed, where it is written for this machine
    /// alone.
    pub fn document_in(&self, folder: Option<&Path>, stamps: &Arc<Mutex<Stamps>>) -> Result<Document, SaveFault> {
        let mut document = self.document.clone();
        let packs = document.packed && folder.is_some();
        if self.selection.len() <= MAX_SELECTED {
            document.selection = self.selection.iter().filter_map(|record| key_of(&self.store, record)).collect();
        }
        for source in &self.sources {
            let mut stamps = stamps.lock().unwrap_or_else(PoisonError::into_inner);
            let content = self.contents.get(&source.path);
            let mut now = || stamps.of_source(&source.path).ok();
            let noted = match content {
                Some(content) => content.noted(&source.path, now),
                None => now(),
            };
            // A source that has gone from the disk meanwhile is still a source: it is asked for when the file is opened.
            let mut files = noted.unwrap_or_else(|| vec![name_alone(&source.path)]);
            let kept = self.copies.as_ref().filter(|_| packs).and_then(|copies| copies.find(&files, &mut stamps));
            drop(stamps);
            if packs {
                let copy = content.and_then(Content::copy).or(kept.as_deref());
                pack_in(&mut files, &source.path, copy)?;
            }
            let path = match folder {
                Some(_) if packs && source.path.starts_with(&self.unpacked) => name_alone(&source.path).name,
                Some(folder) => relative(&source.path, folder),
                None => source.path.display().to_string(),
            };
            document.sources.push(Source {
                name: source.name.clone(),
                kind: source.kind,
                path,
                files,
                recipe: source.recipe.clone(),
                chosen: source.recipe.as_ref().map(|recipe| recipe.chosen.clone()).unwrap_or_default(),
            });
        }
        document.sources.extend(self.missing.iter().cloned());
        Ok(document)
    }
}

fn name_alone(path: &Path) -> FileNote {
    FileNote { name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(), ..FileNote::default() }
}

/// Packs in what was noted: from the file while it still holds that, else from a copy of it.
fn pack_in(notes: &mut [FileNote], path: &Path, copy: Option<&Path>) -> Result<(), SaveFault> {
    let (here, copied) = (parts_of(path), copy.map(parts_of).unwrap_or_default());
    for (at, note) in notes.iter_mut().enumerate() {
        let part = here.get(at).map_or(path, PathBuf::as_path).display().to_string();
        if note.size > super::MAX_PACKED {
            return Err(SaveFault::TooLarge(part));
        }
        let mut fault = SaveFault::NotAsRead(part.clone());
        let mut noted = |place: &PathBuf| match fs::read(place) {
            Ok(content) => (ContentHash::of(&content) == note.hash).then_some(content),
            Err(error) => {
                fault = SaveFault::NotPacked(part.clone(), error.to_string());
                None
            }
        };
        let content = here.get(at).and_then(&mut noted).or_else(|| copied.get(at).and_then(&mut noted));
        let Some(content) = content else { return Err(fault) };
        note.packed = Some(pack(&content).map_err(|error| SaveFault::NotPacked(part, error.to_string()))?);
    }
    Ok(())
}
