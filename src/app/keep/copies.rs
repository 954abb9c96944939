//! Copies of what the user's files held when they were read, in the program's own folder: when a file is written anew while
//! nobody looks, what was on the map is still there to compare with. Refuses large files, and more than so much in all.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::workspace::file::{ContentHash, FileNote};

use super::atomic;
use super::stamps::{Stamps, parts_of};

/// A source that is larger with all its parts is not copied, bytes.
const MAX_SOURCE: u64 = 64 << 20;
/// All copies together, bytes; the ones used longest ago make room.
const MAX_ALL: u64 = 512 << 20;

/// The folder of the copies.
#[derive(Clone, Debug)]
pub struct Copies {
    folder: PathBuf,
}

impl Copies {
    /// Copies in a folder, which is made when there is one to keep.
    pub fn in_folder(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Keeps what a file and its parts hold, unless that is large, kept already, or no longer what was noted. A copy that cannot
    /// be made is none: nothing depends on it but the list of what changed.
    pub fn keep(&self, path: &Path, notes: &[FileNote]) {
        if notes.iter().map(|note| note.size).sum::<u64>() > MAX_SOURCE {
            return;
        }
        let Some((main, place)) = self.place_of(notes) else { return };
        if touch(&place.join(main)) {
            return;
        }
        // The file itself comes last: where it is, everything is.
        let parts: Vec<(&FileNote, PathBuf)> = notes.iter().zip(parts_of(path)).collect();
        for (note, part) in parts.into_iter().rev() {
            let (Some(name), Ok(content)) = (plain_name(&note.name), fs::read(&part)) else { return };
            let is_noted = content.len() as u64 == note.size && ContentHash::of(&content) == note.hash;
            if !is_noted || fs::create_dir_all(&place).is_err() || atomic::write(&place.join(name), &content).is_err() {
                return;
            }
        }
        self.make_room(MAX_ALL);
    }

    /// Where a copy of this content is, the main file of it; none where there is none, or where it was tampered with.
    pub fn find(&self, notes: &[FileNote], stamps: &mut Stamps) -> Option<PathBuf> {
        let (main, place) = self.place_of(notes)?;
        let is_whole = notes.iter().all(|note| {
            let name = plain_name(&note.name);
            name.and_then(|name| stamps.of(&place.join(name)).ok()).is_some_and(|there| there.is_same_content(note))
        });
        is_whole.then(|| place.join(main))
    }

    /// The name of the main file, and the folder of the copy. Two versions of a shapefile may differ in one part alone.
    fn place_of<'a>(&self, notes: &'a [FileNote]) -> Option<(&'a str, PathBuf)> {
        let main = notes.first().and_then(|note| plain_name(&note.name))?;
        let mut hash = ContentHash::default();
        for note in notes {
            hash.add(format!("{} {}\n", note.name, note.hash).as_bytes());
        }
        Some((main, self.folder.join(hash.text().replace(':', "-"))))
    }

    /// Takes the copies away that were used longest ago, until all are no larger than this together.
    fn make_room(&self, most: u64) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let mut copies: Vec<(SystemTime, u64, PathBuf)> =
            entries.flatten().filter_map(|entry| age_and_size(&entry.path())).collect();
        copies.sort();
        let mut all = 0;
        for (_, size, place) in copies.into_iter().rev() {
            all += size;
            if all > most {
                let _ = fs::remove_dir_all(place);
            }
        }
    }
}

/// When a copy was last used, and how large it is.
fn age_and_size(place: &Path) -> Option<(SystemTime, u64, PathBuf)> {
    let files = fs::read_dir(place).ok()?.flatten().filter_map(|entry| entry.metadata().ok()).collect::<Vec<_>>();
    let newest = files.iter().filter_map(|file| file.modified().ok()).max().unwrap_or(SystemTime::UNIX_EPOCH);
    Some((newest, files.iter().map(fs::Metadata::len).sum(), place.to_owned()))
}

/// Notes that a copy is used now; false where there is none.
fn touch(main: &Path) -> bool {
    let file = fs::File::options().write(true).open(main);
    file.is_ok_and(|file| {
        let _ = file.set_modified(SystemTime::now());
        true
    })
}

/// A name that stays in its folder, whatever a document says.
pub(super) fn plain_name(name: &str) -> Option<&str> {
    let plain = !name.is_empty() && name != "." && name != ".." && !name.contains(['/', '\\', ':', '\0']);
    plain.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_held_is_found_until_it_makes_room() {
        let folder = std::env::temp_dir().join(format!("yuantu-copies-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (path, copies) = (folder.join("wells.csv"), Copies::in_folder(folder.join("copies")));
        let mut stamps = Stamps::default();
        let write = |text: &str| {
            fs::write(&path, text).unwrap();
            Stamps::default().of_source(&path).unwrap()
        };
        let first = write("id\n1\n");
        copies.keep(&path, &first);
        let second = write("id\n1\n2\n");
        // What was noted is no longer there: nothing is kept under its name.
        let other = [FileNote { hash: ContentHash::of(b"other"), ..first[0].clone() }];
        copies.keep(&path, &other);
        assert_eq!(copies.find(&other, &mut stamps), None);
        let found = copies.find(&first, &mut stamps).unwrap();
        assert_eq!(fs::read_to_string(&found).unwrap(), "id\n1\n");
        copies.keep(&path, &second);
        assert!(copies.find(&second, &mut stamps).is_some());
        let later = SystemTime::now() + std::time::Duration::from_secs(60);
        let newer = copies.find(&second, &mut stamps).unwrap();
        fs::File::options().write(true).open(newer).unwrap().set_modified(later).unwrap();
        copies.make_room(second[0].size);
        assert_eq!(copies.find(&first, &mut Stamps::default()), None);
        assert!(copies.find(&second, &mut stamps).is_some());
        fs::write(copies.find(&second, &mut stamps).unwrap(), "id\n1\n3\n").unwrap();
        assert_eq!(copies.find(&second, &mut Stamps::default()), None, "a copy that was tampered with is none");
        fs::remove_dir_all(&folder).unwrap();
    }
}
