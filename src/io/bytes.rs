//! A file's bytes to text: read side by side, gzip unpacked within limits, encoding told. Refuses to know what the text says.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::Path;

use crate::domain::IssueKind;

/// Texts may be so long: offsets into them are kept in 32 bits.
const MAX_TEXT: u64 = u32::MAX as u64;
/// A gzip stream may unpack to so many times its size, or to `MIN_UNPACKED` where that is more. Real data reaches a tenth of
/// it; a stream made to fill the memory reaches a thousand times.
const MAX_RATIO: u64 = 120;
const MIN_UNPACKED: u64 = 64 << 20;

/// What is no plain file is read up to here.
const MAX_STREAM: u64 = 512 << 20;
/// So much of a text is read for a preview: some thousands of rows.
pub(super) const PREVIEW: u64 = 4 << 20;
/// A file is read in so many pieces at once only when they are this long.
const PIECE: u64 = 16 << 20;

/// Why there are no bytes.
#[derive(Debug)]
pub(super) enum Refusal {
    /// The caller wanted no more.
    Cancelled,
    /// What is wrong, and its detail.
    Issue(IssueKind, String),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Issue(IssueKind::Unreadable, error.to_string())
    }
}

/// Refuses a file that is longer than offsets into its texts can be.
pub(super) fn fits(length: u64) -> Result<(), Refusal> {
    if length > MAX_TEXT { Err(too_large(MAX_TEXT)) } else { Ok(()) }
}

/// The whole file. Most of the time goes into touching fresh memory for the first time, so that two threads take half of it.
/// What is no plain file (a pipe, a device) may go on for ever and is read up to a limit.
pub(super) fn file(path: &Path, threads: usize) -> Result<Vec<u8>, Refusal> {
    let metadata = std::fs::metadata(path)?;
    let length = metadata.len();
    fits(length)?;
    if !metadata.is_file() {
        let mut bytes = Vec::new();
        File::open(path)?.take(MAX_STREAM + 1).read_to_end(&mut bytes)?;
        return if bytes.len() as u64 > MAX_STREAM { Err(too_large(MAX_STREAM)) } else { Ok(bytes) };
    }
    let pieces = (length / PIECE).min(threads as u64);
    if pieces < 2 {
        return Ok(std::fs::read(path)?);
    }
    let mut bytes = vec![0; length as usize];
    let piece = length.div_ceil(pieces) as usize;
    let read_piece = |at: usize, piece: &mut [u8]| {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(at as u64))?;
        file.read_exact(piece)
    };
    std::thread::scope(|scope| {
        let readers: Vec<_> = bytes
            .chunks_mut(piece)
            .enumerate()
            .map(|(index, bytes)| scope.spawn(move || read_piece(index * piece, bytes)))
            .collect();
        readers.into_iter().try_for_each(|reader| reader.join().unwrap_or_else(|_| Err(io::Error::other("a reader gave up"))))
    })?;
    Ok(bytes)
}

/// The first bytes of what a gzip stream holds, as far as its own first bytes go, and whether there are more.
pub(super) fn unpacked_head(packed: &[u8], is_cut: bool) -> (Vec<u8>, bool) {
    let mut bytes = Vec::new();
    let read = flate2::bufread::MultiGzDecoder::new(packed).take(PREVIEW + 1).read_to_end(&mut bytes);
    let is_cut = is_cut || read.is_err() || bytes.len() as u64 > PREVIEW;
    bytes.truncate(PREVIEW as usize);
    (bytes, is_cut)
}

/// The bytes, unpacked where they are gzip (also where it is one stream after another), and whether they were. Progress
/// counts unpacking as half of the whole.
pub(super) fn unpacked(bytes: Vec<u8>, progress: &dyn Fn(u64, u64) -> ControlFlow<()>) -> Result<(Vec<u8>, bool), Refusal> {
    if !bytes.starts_with(&[0x1F, 0x8B]) {
        return Ok((bytes, false));
    }
    let packed = bytes.len() as u64;
    let limit = (packed * MAX_RATIO).clamp(MIN_UNPACKED, MAX_TEXT);
    let mut stream = flate2::bufread::MultiGzDecoder::new(bytes.as_slice());
    // The last four bytes of a stream hold its unpacked size; only a hint, for anyone can write anything there.
    let hint = bytes.last_chunk().map_or(0, |size| u64::from(u32::from_le_bytes(*size)));
    let mut text = Vec::with_capacity(usize::try_from(hint.min(packed * 20)).unwrap_or(0));
    loop {
        let before = text.len();
        let read = (&mut stream).take(4 << 20).read_to_end(&mut text);
        if let Err(error) = read {
            return Err(Refusal::Issue(IssueKind::BadCompression, describe(&error)));
        }
        if text.len() as u64 > limit {
            return Err(too_large(limit));
        }
        if text.len() == before {
            return Ok((text, true));
        }
        if progress(packed - stream.get_ref().len() as u64, 2 * packed).is_break() {
            return Err(Refusal::Cancelled);
        }
    }
}

/// The bytes as text, or what is wrong, where (byte) and the detail.
pub(super) fn text(bytes: &[u8]) -> Result<&str, (IssueKind, usize, String)> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err((IssueKind::NotUtf8, 0, "UTF-16".to_owned()));
    }
    if let Some(format) = other_format(bytes) {
        return Err((IssueKind::NotGeoJson, 0, format.to_owned()));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let byte = bytes.get(at).copied().unwrap_or_default();
        (IssueKind::NotUtf8, at, format!("0x{byte:02X}"))
    })
}

/// Formats told by their first bytes, so that the issue can name them.
fn other_format(bytes: &[u8]) -> Option<&'static str> {
    const FORMATS: [(&[u8], &str); 6] = [
        (b"PK\x03\x04", "ZIP / XLSX / KMZ"),
        (b"SQLite format 3\0", "GeoPackage / SQLite"),
        (b"fgb\x03", "FlatGeobuf"),
        (b"\x00\x00\x27\x0A", "Shapefile"),
        (b"%PDF", "PDF"),
        (b"<", "XML / KML / HTML"),
    ];
    FORMATS.iter().find(|(start, _)| bytes.starts_with(start)).map(|&(_, name)| name)
}

fn too_large(limit: u64) -> Refusal {
    Refusal::Issue(IssueKind::TooLarge, format!("{} MiB", limit >> 20))
}

fn describe(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "EOF".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    fn unpack(bytes: Vec<u8>) -> Result<(Vec<u8>, bool), Refusal> {
        unpacked(bytes, &|_, _| ControlFlow::Continue(()))
    }

    #[test]
    fn streams_one_after_the_other_are_one_text() {
        let two = [packed(b"{\"a\":"), packed(b"1}")].concat();
        assert_eq!(unpack(two).unwrap(), (b"{\"a\":1}".to_vec(), true));
        assert_eq!(unpack(b"{}".to_vec()).unwrap(), (b"{}".to_vec(), false));
    }

    #[test]
    fn a_stream_made_to_fill_the_memory_is_refused() {
        let bomb = packed(&vec![b' '; 100 << 20]);
        assert!(bomb.len() < 200 << 10);
        assert!(matches!(unpack(bomb), Err(Refusal::Issue(IssueKind::TooLarge, _))));
    }

    #[test]
    fn a_broken_stream_and_a_wrong_size_are_told() {
        let good = packed(&[b'x'; 5000]);
        assert!(matches!(unpack(good[..good.len() - 9].to_vec()), Err(Refusal::Issue(IssueKind::BadCompression, _))));
        let mut lying = good;
        let end = lying.len();
        lying[end - 4..].fill(0xFF);
        assert!(matches!(unpack(lying), Err(Refusal::Issue(IssueKind::BadCompression, _))));
    }

    #[test]
    fn what_is_no_text_is_named() {
        let told = |bytes: &[u8]| text(bytes).unwrap_err();
        assert_eq!(told(b"PK\x03\x04...").0, IssueKind::NotGeoJson);
        assert_eq!(told(b"\xFF\xFE{\0").0, IssueKind::NotUtf8);
        assert_eq!(told(b"{\"n\":\"\xD6\xD0\"}"), (IssueKind::NotUtf8, 6, "0xD6".to_owned()));
    }
}
