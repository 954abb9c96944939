//! A workspace file from the disk, in the background, and the search for its sources: where they were, beside the workspace file,
//! by their content, in the workspace file itself. Refuses to read a source for its meaning.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::i18n::Lang;
use crate::i18n::keep::KeepText;
use crate::workspace::file::{Document, FileFault, FileNote, Read, Source, read, resolve, unpack};

use super::copies::{Copies, plain_name};
use super::lock::{Asked, Lock};
use super::stamps::Stamps;
use super::{MAX_PACKED, atomic};

/// A workspace file is read up to here, bytes: with its text in memory twice.
const MAX_FILE: u64 = 4 << 30;
/// Files of a folder whose content is looked at for a source that is missing.
const MAX_LOOKED_AT: usize = 2000;

/// Why a workspace file was not opened.
#[derive(Debug)]
pub enum LoadFault {
    /// Another copy of the program has it open.
    Locked,
    /// It cannot be read; the system's words.
    Unreadable(String),
    /// It is larger than any workspace file.
    TooLarge,
    /// It is no workspace file, or a damaged or later one.
    Fault(FileFault),
}

impl LoadFault {
    /// The sentence for the user.
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Locked => KeepText::Locked.text(lang).to_owned(),
            Self::Unreadable(why) => KeepText::SystemSays.fill(lang, &[why]),
            Self::TooLarge => KeepText::TooLarge.text(lang).to_owned(),
            Self::Fault(FileFault::NoWorkspace) => KeepText::NoWorkspace.text(lang).to_owned(),
            Self::Fault(FileFault::Later { version, program }) => KeepText::Later.fill(lang, &[&version.to_string(), program]),
            Self::Fault(FileFault::Broken { line, column, why }) => {
                KeepText::Broken.fill(lang, &[&line.to_string(), &column.to_string(), why])
            }
        }
    }
}

/// Where a source was found.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// As it was noted.
    Same(PathBuf),
    /// At its place, with another content; and where what was noted is to be had, if it is.
    Changed(PathBuf, Option<PathBuf>),
    /// Nowhere.
    Missing,
}

/// A workspace file that was read.
#[derive(Debug)]
pub struct Opened {
    /// What it holds; its sources are in `sources`.
    pub document: Document,
    /// Its sources, and where each was found.
    pub sources: Vec<(Source, Found)>,
    /// What of it made no sense and was left out.
    pub left_out: Vec<String>,
    /// The lock; none where there can be none.
    pub lock: Option<Lock>,
}

/// Reads a workspace file and finds its sources. `unpacked`: a folder for data that is packed in; `copies`: of what was read before.
pub fn load(
    path: &Path,
    locks: bool,
    unpacked: &Path,
    copies: Option<&Copies>,
    stamps: &Arc<Mutex<Stamps>>,
) -> Result<Opened, LoadFault> {
    let unreadable = |error: io::Error| LoadFault::Unreadable(error.to_string());
    if fs::metadata(path).map_err(unreadable)?.len() > MAX_FILE {
        return Err(LoadFault::TooLarge);
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    let Read { mut document, left_out } = read(&bytes).map_err(LoadFault::Fault)?;
    let lock = match if locks { Lock::of(path) } else { Asked::Impossible } {
        Asked::Theirs => return Err(LoadFault::Locked),
        Asked::Ours(lock) => {
            atomic::clear_half_written(path);
            Some(lock)
        }
        Asked::Impossible => None,
    };
    // What the program saved by itself stands for a file of another folder: its sources are to be found from there.
    let of = document.rescued.as_ref().and_then(|rescued| rescued.of.as_ref()).map(PathBuf::from);
    let folder = of.as_deref().unwrap_or(path).parent().unwrap_or(Path::new(""));
    let stamps = &mut stamps.lock().unwrap_or_else(PoisonError::into_inner);
    let mut search = Search { folder, unpacked, copies, stamps, beside: None };
    let sources = std::mem::take(&mut document.sources).into_iter().map(|source| {
        let found = search.find(&source);
        (source, found)
    });
    let sources = sources.collect();
    Ok(Opened { document, sources, left_out, lock })
}

/// Whether a file is what was noted of a source.
pub fn is_same(source: &Source, path: &Path, stamps: &mut Stamps) -> bool {
    let Some(noted) = source.files.first().filter(|note| !note.hash.is_empty()) else { return true };
    let Ok(notes) = stamps.of_source(path) else { return false };
    // What belongs to it is compared by its ending: the file may have another name now, but not a shapefile's table.
    let parts = |notes: &[FileNote]| -> BTreeMap<String, (u64, String)> {
        notes.iter().skip(1).map(|note| (ending(&note.name), (note.size, note.hash.clone()))).collect()
    };
    notes.first().is_some_and(|note| note.is_same_content(noted)) && parts(&notes) == parts(&source.files)
}

fn ending(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

struct Search<'a> {
    folder: &'a Path,
    unpacked: &'a Path,
    copies: Option<&'a Copies>,
    stamps: &'a mut Stamps,
    /// The files beside the workspace file and in the folders there, with their lengths.
    beside: Option<Vec<(PathBuf, u64)>>,
}

impl Search<'_> {
    fn find(&mut self, source: &Source) -> Found {
        let at_place = resolve(&source.path, self.folder);
        let same_name = source.path.rsplit(['/', '\\']).next().map(|name| self.folder.join(name));
        let places: Vec<PathBuf> = std::iter::once(at_place).chain(same_name).filter(|place| place.is_file()).collect();
        if let Some(place) = places.iter().find(|place| is_same(source, place, self.stamps)) {
            return Found::Same(place.clone());
        }
        let elsewhere = self.by_content(source).or_else(|| self.unpacked_inside(source));
        match (places.into_iter().next(), elsewhere) {
            (Some(place), None) => {
                let copy = self.copies.and_then(|copies| copies.find(&source.files, self.stamps));
                Found::Changed(place, copy)
            }
            (Some(place), elsewhere) => Found::Changed(place, elsewhere),
            (None, Some(elsewhere)) => Found::Same(elsewhere),
            (None, None) => Found::Missing,
        }
    }

    /// A file beside the workspace file with the content that was noted, under whatever name.
    fn by_content(&mut self, source: &Source) -> Option<PathBuf> {
        let size = source.files.first().filter(|note| !note.hash.is_empty())?.size;
        let beside = self.beside.get_or_insert_with(|| files_below(self.folder));
        let as_long: Vec<PathBuf> = beside.iter().filter(|(_, length)| *length == size).map(|(path, _)| path.clone()).collect();
        as_long.into_iter().find(|path| is_same(source, path, self.stamps))
    }

    /// What is packed in the workspace file, laid down in the program's own folder.
    fn unpacked_inside(&mut self, source: &Source) -> Option<PathBuf> {
        let main = source.files.first().filter(|note| note.packed.is_some())?;
        let folder = self.unpacked.join(main.hash.replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
        fs::create_dir_all(&folder).ok()?;
        for note in &source.files {
            let path = folder.join(plain_name(&note.name)?);
            let laid_down = self.stamps.of(&path).is_ok_and(|there| there.is_same_content(note));
            if !laid_down {
                let content = unpack(note).ok()?;
                atomic::write(&path, &content).ok()?;
            }
        }
        Some(folder.join(plain_name(&main.name)?))
    }
}

/// The files of a folder and of the folders in it, with their lengths, in order of their paths.
fn files_below(folder: &Path) -> Vec<(PathBuf, u64)> {
    let list = |folder: &Path| -> io::Result<Vec<PathBuf>> {
        let mut paths: Vec<_> = fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        Ok(paths)
    };
    let mut paths = list(folder).unwrap_or_default();
    let folders: Vec<_> = paths.iter().filter(|path| path.is_dir() && !path.is_symlink()).cloned().collect();
    paths.extend(folders.iter().flat_map(|folder| list(folder).unwrap_or_default()));
    let files = paths.into_iter().filter_map(|path| {
        let metadata = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?;
        (metadata.len() <= MAX_PACKED).then_some((path, metadata.len()))
    });
    files.take(MAX_LOOKED_AT).collect()
}
