//! The files of a folder that can be read, so that a folder dropped is its files dropped. Refuses to follow a link twice, and to
//! read what it lists.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::format::{self, HEAD, Told, has_extension};

/// Folders within folders, so deep.
const MAX_DEPTH: usize = 8;
/// Files and folders that are looked at.
const MAX_ENTRIES: usize = 20_000;

/// The files to open for a path: the path itself when it is no folder; else the readable files in it and in its folders, in
/// order of their paths. Parts of a shapefile count as one. A file geodatabase, which is a folder, is listed as it is, so that
/// opening it says what to do.
///
/// ```
/// let files = yuantu::io::expand("plan.geojson".as_ref());
/// assert_eq!(files, [std::path::PathBuf::from("plan.geojson")]);
/// ```
pub fn expand(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() || is_geodatabase(path) {
        return vec![path.to_owned()];
    }
    let mut walk = Walk::default();
    walk.folder(path, 0);
    walk.files.sort();
    walk.files
}

/// True for a folder that is a file geodatabase.
pub(super) fn is_geodatabase(path: &Path) -> bool {
    path.is_dir() && path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gdb"))
}

#[derive(Default)]
struct Walk {
    files: Vec<PathBuf>,
    /// Folders that were entered, by their real paths: links may lead back to them.
    entered: BTreeSet<PathBuf>,
    entries: usize,
}

impl Walk {
    fn folder(&mut self, folder: &Path, depth: usize) {
        let Ok(real) = folder.canonicalize() else { return };
        if depth > MAX_DEPTH || !self.entered.insert(real) {
            return;
        }
        let Ok(entries) = std::fs::read_dir(folder) else { return };
        let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).take(MAX_ENTRIES).collect();
        paths.sort();
        for path in &paths {
            self.entries += 1;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if self.entries > MAX_ENTRIES {
                return;
            }
            if name.starts_with(['.', '~']) {
                continue;
            }
            if is_geodatabase(path) {
                self.files.push(path.clone());
            } else if path.is_dir() {
                self.folder(path, depth + 1);
            } else if is_readable(path, &name) && !belongs_to_shapefile(path, &paths) {
                self.files.push(path.clone());
            }
        }
    }
}

/// True for a file that a reader takes by its bytes. Texts have to be named as data: folders are full of notes.
fn is_readable(path: &Path, name: &str) -> bool {
    let Ok(metadata) = std::fs::metadata(path) else { return false };
    if !metadata.is_file() || metadata.len() == 0 {
        return false;
    }
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD as u64).read_to_end(&mut head));
    read.is_ok()
        && match format::tell(&head, metadata.len(), name) {
            Told::Text => has_extension(name, &["csv", "tsv", "tab"]) || has_extension(name, &["txt"]) && has_cells(&head),
            Told::Missing(format) => matches!(format, "DWG" | "DXF" | "MapInfo" | "MDB"),
            _ => true,
        }
}

/// True when the first two lines have a separator each.
fn has_cells(head: &[u8]) -> bool {
    let mut lines = head.split(|&byte| byte == b'\n').take(2).filter(|line| !line.trim_ascii().is_empty());
    let has = |line: &[u8]| line.iter().any(|byte| matches!(byte, b'\t' | b',' | b';' | b'|'));
    lines.next().is_some_and(has) && lines.next().is_some_and(has)
}

/// True for the attributes of a shapefile in the same folder.
fn belongs_to_shapefile(path: &Path, beside: &[PathBuf]) -> bool {
    let is = |path: &Path, extension: &str| path.extension().is_some_and(|known| known.eq_ignore_ascii_case(extension));
    is(path, "dbf") && beside.iter().any(|other| is(other, "shp") && other.file_stem() == path.file_stem())
}
