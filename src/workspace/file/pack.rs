//! A file's content within the document: deflated, then written in base64. Refuses more bytes than were noted.

use std::io::{Read, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use super::{ContentHash, FileNote};

/// A file is packed and unpacked up to here, bytes: memory is to hold it.
pub const MAX_PACKED: u64 = 2 << 30;

/// Why packed content cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackFault {
    /// The note has no content.
    NotPacked,
    /// Larger than this many bytes.
    TooLarge(u64),
    /// Neither base64 nor deflate, or another content than was noted.
    Broken,
}

/// Packs content.
pub fn pack(content: &[u8]) -> std::io::Result<String> {
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(content.len() / 4), Compression::default());
    encoder.write_all(content)?;
    Ok(STANDARD.encode(encoder.finish()?))
}

/// The content that a note carries, when it is what was noted.
pub fn unpack(note: &FileNote) -> Result<Vec<u8>, PackFault> {
    let packed = note.packed.as_deref().ok_or(PackFault::NotPacked)?;
    if note.size > MAX_PACKED {
        return Err(PackFault::TooLarge(MAX_PACKED));
    }
    let deflated = STANDARD.decode(packed).map_err(|_| PackFault::Broken)?;
    let mut content = Vec::new();
    // One byte more than noted shows that there is more.
    let read = DeflateDecoder::new(deflated.as_slice()).take(note.size + 1).read_to_end(&mut content);
    let as_noted = read.is_ok() && content.len() as u64 == note.size && ContentHash::of(&content) == note.hash;
    if as_noted { Ok(content) } else { Err(PackFault::Broken) }
}
