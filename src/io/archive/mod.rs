//! Zip archives: what is in them, unpacked one member at a time into memory within limits. Nothing is ever written. Refuses
//! members whose path leads out of the archive, links, and what is under a password.

mod choose;
mod names;

use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::domain::IssueKind;

use super::bytes::Refusal;
use super::format::HEAD;
use super::guard::guard;
use super::input::Source;

pub(super) use choose::{Candidate, Packed};

/// A member may unpack to so many times its packed size, or to `MIN_UNPACKED` where that is more. Real data reaches a tenth of
/// it; a member made to fill the memory reaches a thousand times.
const MAX_RATIO: u64 = 120;
const MIN_UNPACKED: u64 = 64 << 20;
/// All that is unpacked from one archive: what the reader of any one format takes.
const MAX_TOTAL: u64 = u32::MAX as u64;
/// Members of an archive. A national data set has some thousand.
const MAX_MEMBERS: usize = 50_000;

/// Something to read an archive from.
trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

/// A member of an archive.
struct Member {
    /// Its number in the archive.
    index: usize,
    /// Its path in the archive, with slashes.
    path: String,
    /// Its size, bytes, packed and unpacked, as the archive says.
    packed: u64,
    unpacked: u64,
    is_encrypted: bool,
}

/// An open archive.
pub(super) struct Archive<'a> {
    zip: RefCell<ZipArchive<Box<dyn ReadSeek + 'a>>>,
    members: Vec<Member>,
    /// Paths that lead out of it, which were left out.
    pub outside: Vec<String>,
    /// Bytes unpacked so far.
    unpacked: Cell<u64>,
}

impl<'a> Archive<'a> {
    /// Opens an archive and lists its members.
    pub fn open(source: &'a Source<'_>) -> Result<Self, Refusal> {
        guard("ZIP", || {
            let reader: Box<dyn ReadSeek + 'a> = match source {
                Source::Disk { path, .. } => Box::new(BufReader::new(File::open(path)?)),
                Source::Memory { bytes, .. } => Box::new(Cursor::new(bytes.as_slice())),
            };
            let mut zip = ZipArchive::new(reader).map_err(broken)?;
            if zip.len() > MAX_MEMBERS {
                return Err(Refusal::Issue(IssueKind::TooLarge, format!("{} > {MAX_MEMBERS} (ZIP)", zip.len())));
            }
            let raw: Vec<Vec<u8>> = zip.file_names_raw().map(<[u8]>::to_vec).collect();
            let paths = names::decoded(&raw);
            let (mut members, mut outside) = (Vec::new(), Vec::new());
            for (index, path) in paths.into_iter().enumerate() {
                let entry = zip.by_index_raw(index).map_err(broken)?;
                if !entry.is_file() || entry.is_symlink() || path.ends_with('/') {
                    continue;
                }
                match names::inside(&path) {
                    Some(path) => members.push(Member {
                        index,
                        path,
                        packed: entry.compressed_size(),
                        unpacked: entry.size(),
                        is_encrypted: entry.encrypted(),
                    }),
                    None => outside.push(path),
                }
            }
            Ok(Self { zip: RefCell::new(zip), members, outside, unpacked: Cell::new(0) })
        })
    }

    /// The path of a member within the archive.
    pub fn path(&self, member: usize) -> &str {
        self.members.get(member).map_or("", |member| &member.path)
    }

    /// All bytes of a member.
    pub fn whole(&self, member: usize) -> Result<Vec<u8>, Refusal> {
        let Some(member) = self.members.get(member) else { return Ok(Vec::new()) };
        let limit = (member.packed.saturating_mul(MAX_RATIO)).clamp(MIN_UNPACKED, MAX_TOTAL);
        let left = limit.min(MAX_TOTAL - self.unpacked.get().min(MAX_TOTAL));
        if member.unpacked > left {
            return Err(member.too_large(member.unpacked, left));
        }
        let bytes = self.read(member, left + 1)?;
        if bytes.len() as u64 > left {
            return Err(member.too_large(bytes.len() as u64, left));
        }
        self.unpacked.set(self.unpacked.get() + bytes.len() as u64);
        Ok(bytes)
    }

    /// The bytes of a member that tell its format.
    fn head(&self, member: &Member) -> Result<Vec<u8>, Refusal> {
        self.read(member, HEAD as u64)
    }

    /// The bytes (the first `most` of them) of the member of the same name with another extension, in any case.
    pub fn sibling(&self, member: usize, extension: &str, most: u64) -> Result<Option<Vec<u8>>, Refusal> {
        let Some((stem, _)) = self.path(member).rsplit_once('.') else { return Ok(None) };
        let wanted = format!("{stem}.{extension}").to_lowercase();
        let found = self.members.iter().enumerate().find(|(_, member)| member.path.to_lowercase() == wanted);
        match found {
            Some((_, member)) if member.unpacked > most => self.read(member, most).map(Some),
            Some((number, _)) => self.whole(number).map(Some),
            None => Ok(None),
        }
    }

    fn read(&self, member: &Member, most: u64) -> Result<Vec<u8>, Refusal> {
        if member.is_encrypted {
            return Err(Refusal::Issue(IssueKind::MissingFormat, "ZIP (password)".to_owned()));
        }
        guard("ZIP", || {
            let mut zip = self.zip.borrow_mut();
            let entry = zip.by_index(member.index).map_err(broken)?;
            // The declared size is only a hint, for anyone can write anything there.
            let mut bytes = Vec::with_capacity(usize::try_from(member.unpacked.min(most).min(member.packed * 20)).unwrap_or(0));
            let read = entry.take(most).read_to_end(&mut bytes);
            read.map_err(|error| Refusal::Issue(IssueKind::BadCompression, format!("{}: {error}", member.path)))?;
            Ok(bytes)
        })
    }
}

impl Member {
    fn too_large(&self, unpacked: u64, limit: u64) -> Refusal {
        let ratio = unpacked / self.packed.max(1);
        let detail = format!("{}: {} MiB > {} MiB (×{ratio}, max ×{MAX_RATIO})", self.path, unpacked >> 20, limit >> 20);
        Refusal::Issue(IssueKind::TooLarge, detail)
    }
}

fn broken(error: ZipError) -> Refusal {
    match error {
        ZipError::Io(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            Refusal::Issue(IssueKind::BadCompression, "EOF".to_owned())
        }
        error => Refusal::Issue(IssueKind::BadCompression, error.to_string()),
    }
}
