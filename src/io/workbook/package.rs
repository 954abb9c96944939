//! An XLSX package as far as the cell reader does not tell it: sheet names without reading anything else, hidden rows, merged
//! cells; and whether it unpacks to more than any real workbook. Refuses cells.

use std::io::{BufReader, Read};

use memchr::{memmem, memrchr};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use crate::domain::IssueKind;
use crate::io::bytes::Refusal;

use super::sheet::{MAX_COLUMNS, MAX_ROWS, Marks, Merged};
use super::{Source, broken};

/// A part may unpack to so many times its size, or to `MIN_UNPACKED` where that is more. Sheets of figures reach thirty times;
/// a part made to fill the memory reaches a thousand.
const MAX_RATIO: u64 = 250;
const MIN_UNPACKED: u64 = 64 << 20;
/// Shared texts are held in memory; so much of them are a workbook of several million cells.
const MAX_SHARED: u64 = 1 << 30;
/// Shared texts that a workbook may announce: the reader makes room for them before it has seen one.
const MAX_SHARED_COUNT: u64 = 20_000_000;
/// No tag or text is longer.
const MAX_TOKEN: usize = 64 << 20;
/// The head of a sheet, in which it says how large it is.
const SHEET_HEAD: u64 = 16 << 10;

pub(super) type Package<'a> = ZipArchive<Source<'a>>;

/// A sheet as the workbook lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ListedSheet {
    pub name: String,
    pub is_hidden: bool,
    /// Its part in the package.
    pub path: String,
    /// Rows that it says it has.
    pub rows: Option<u64>,
}

/// The sheets in the workbook's order; charts are none.
pub(super) fn sheets(package: &mut Package<'_>) -> Result<Vec<ListedSheet>, Refusal> {
    let targets = relationships(package, "_rels/.rels")?;
    let book =
        targets.iter().find(|target| target.kind.ends_with("/officeDocument")).map_or("xl/workbook.xml", |target| &target.path);
    let (folder, name) = book.rsplit_once('/').unwrap_or(("", book));
    let parts = relationships(package, &join(folder, &format!("_rels/{name}.rels")))?;
    let mut listed = Vec::new();
    let text = part_text(package, book)?;
    each_tag(&text, |tag| {
        if tag.local_name().as_ref() != "sheet" {
            return;
        }
        let id = attribute(tag, "id");
        let part = parts.iter().find(|part| Some(&part.id) == id.as_ref() && part.kind.ends_with("/worksheet"));
        if let (Some(name), Some(part)) = (attribute(tag, "name"), part) {
            let is_hidden = attribute(tag, "state").is_some_and(|state| state != "visible");
            listed.push(ListedSheet { name, is_hidden, path: join(folder, &part.path), rows: None });
        }
    })?;
    for sheet in &mut listed {
        sheet.rows = announced_rows(package, &sheet.path);
    }
    Ok(listed)
}

struct Relationship {
    id: String,
    kind: String,
    path: String,
}

fn relationships(package: &mut Package<'_>, path: &str) -> Result<Vec<Relationship>, Refusal> {
    let mut found = Vec::new();
    let text = part_text(package, path)?;
    each_tag(&text, |tag| {
        if tag.local_name().as_ref() == "Relationship"
            && let (Some(id), Some(kind), Some(path)) = (attribute(tag, "Id"), attribute(tag, "Type"), attribute(tag, "Target"))
        {
            found.push(Relationship { id, kind, path });
        }
    })?;
    Ok(found)
}

fn join(folder: &str, path: &str) -> String {
    match path.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None if folder.is_empty() => path.to_owned(),
        None => format!("{folder}/{path}"),
    }
}

fn each_tag(text: &str, mut visit: impl FnMut(&BytesStart<'_>)) -> Result<(), Refusal> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event().map_err(broken)? {
            Event::Start(tag) | Event::Empty(tag) => visit(&tag),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The value of an attribute by its local name.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

/// The index of a part, whatever the case and the slashes of its name.
fn index_of(package: &Package<'_>, path: &str) -> Option<usize> {
    let plain = |name: &str| name.trim_start_matches('/').replace('\\', "/").to_lowercase();
    let wanted = plain(path);
    package.index_for_name(path).or_else(|| {
        (0..package.len())
            .find(|&index| package.name_for_index(index).and_then(Result::ok).is_some_and(|name| plain(&name) == wanted))
    })
}

/// The text of a small part.
fn part_text(package: &mut Package<'_>, path: &str) -> Result<String, Refusal> {
    let index = index_of(package, path).ok_or_else(|| broken(path))?;
    let mut text = Vec::new();
    package.by_index(index).map_err(broken)?.take(MIN_UNPACKED).read_to_end(&mut text).map_err(broken)?;
    let (text, _, _) = encoding_rs::UTF_8.decode(&text);
    Ok(text.into_owned())
}

fn too_large(limit: String) -> Refusal {
    Refusal::Issue(IssueKind::TooLarge, limit)
}

/// What the `dimension` of a sheet says; anyone can write anything there.
fn announced_rows(package: &mut Package<'_>, path: &str) -> Option<u64> {
    let index = index_of(package, path)?;
    let mut head = Vec::new();
    // A broken sheet is told when it is read.
    package.by_index(index).ok()?.take(SHEET_HEAD).read_to_end(&mut head).ok()?;
    let at = memmem::find(&head, b"dimension ")?;
    let merged = area(head.get(at..)?.split(|&byte| byte == b'>').next()?)?;
    Some(u64::from(merged.last_row) + 1).filter(|&rows| rows <= u64::from(MAX_ROWS))
}

/// What a part of so many packed bytes may unpack to.
pub(super) fn unpacked_limit(packed: u64) -> u64 {
    packed.saturating_mul(MAX_RATIO).max(MIN_UNPACKED)
}

/// Refuses a package whose parts unpack to more than a workbook needs.
pub(super) fn check(package: &mut Package<'_>) -> Result<(), Refusal> {
    for index in 0..package.len() {
        let mut part = package.by_index(index).map_err(broken)?;
        let name = part.name().map_err(broken)?.to_lowercase();
        let is_shared = name.ends_with("sharedstrings.xml");
        let limit = unpacked_limit(part.compressed_size());
        let limit = if is_shared { limit.min(MAX_SHARED) } else { limit };
        // Sheets are measured while they are looked through; what the size says anyone can write.
        let can_exceed = part.compressed_size().saturating_mul(1_100) > limit;
        if part.size() > limit || can_exceed && !name.contains("worksheets/") && measure(&mut part, limit)? > limit {
            return Err(too_large(format!("{} MiB", limit >> 20)));
        }
        if is_shared {
            drop(part);
            check_announced_texts(package, index)?;
        }
    }
    Ok(())
}

fn measure(part: &mut impl Read, limit: u64) -> Result<u64, Refusal> {
    std::io::copy(&mut part.take(limit + 1), &mut std::io::sink()).map_err(broken)
}

fn check_announced_texts(package: &mut Package<'_>, index: usize) -> Result<(), Refusal> {
    let mut head = Vec::new();
    package.by_index(index).map_err(broken)?.take(SHEET_HEAD).read_to_end(&mut head).map_err(broken)?;
    let Some(at) = memmem::find(&head, b"uniqueCount=") else { return Ok(()) };
    let digits = head.iter().skip(at + 13).take_while(|byte| byte.is_ascii_digit());
    let count = digits.fold(0_u64, |count, byte| count.saturating_mul(10).saturating_add(u64::from(byte - b'0')));
    if count > MAX_SHARED_COUNT { Err(too_large(format!("{MAX_SHARED_COUNT} sharedStrings"))) } else { Ok(()) }
}

/// The hidden rows and the merged cells of a sheet.
pub(super) fn marks(package: &mut Package<'_>, path: &str) -> Result<Marks, Refusal> {
    let index = index_of(package, path).ok_or_else(|| broken(path))?;
    let part = package.by_index(index).map_err(broken)?;
    let limit = unpacked_limit(part.compressed_size());
    let mut stream = BufReader::new(part);
    let mut marks = Marks::default();
    let (mut buffer, mut total) = (Vec::new(), 0);
    loop {
        let read = (&mut stream).take(1 << 20).read_to_end(&mut buffer).map_err(broken)?;
        total += read as u64;
        if total > limit || buffer.len() > MAX_TOKEN {
            return Err(too_large(format!("{} MiB", limit.min(MAX_TOKEN as u64) >> 20)));
        }
        let whole = if read == 0 { buffer.len() } else { memrchr(b'>', &buffer).map_or(0, |end| end + 1) };
        note_marks(&buffer[..whole], &mut marks);
        buffer.drain(..whole);
        if read == 0 {
            break;
        }
    }
    marks.merged.sort_unstable();
    marks.hidden_rows.sort_unstable();
    Ok(marks)
}

/// Looks through whole tags. Hidden rows and merged cells are few: their words are looked for, not each tag.
fn note_marks(xml: &[u8], marks: &mut Marks) {
    let tag_around = |at: usize| -> Option<&[u8]> {
        let start = memrchr(b'<', xml.get(..at)?)?;
        xml.get(start + 1..)?.split(|&byte| byte == b'>').next()
    };
    for at in memmem::find_iter(xml, b"hidden=") {
        let Some(tag) = tag_around(at) else { continue };
        let is_hidden = matches!(tag_value(tag, b"hidden"), Some(b"1" | b"true"));
        if is_hidden
            && local_name(tag) == b"row"
            && let Some(row) = tag_value(tag, b"r").and_then(number)
            && row > 0
        {
            marks.hidden_rows.push(row - 1);
        }
    }
    for at in memmem::find_iter(xml, b"mergeCell ") {
        if let Some(merged) = tag_around(at).and_then(area) {
            marks.merged.push(merged);
        }
    }
}

fn local_name(tag: &[u8]) -> &[u8] {
    let name = tag.split(|byte| byte.is_ascii_whitespace()).next().unwrap_or_default();
    name.rsplit(|&byte| byte == b':').next().unwrap_or_default()
}

/// The value of an attribute in the bytes of a tag.
fn tag_value<'a>(tag: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    memmem::find_iter(tag, name).find_map(|at| {
        let before = *tag.get(at.checked_sub(1)?)?;
        let [b'=', quote @ (b'"' | b'\''), rest @ ..] = tag.get(at + name.len()..)? else { return None };
        before.is_ascii_whitespace().then(|| rest.split(|byte| byte == quote).next())?
    })
}

fn number(digits: &[u8]) -> Option<u32> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// The area of a tag's `ref`, such as `A1:C5`.
fn area(tag: &[u8]) -> Option<Merged> {
    let mut corners = tag_value(tag, b"ref")?.split(|&byte| byte == b':');
    let (first_row, first_column) = corner(corners.next()?)?;
    let (last_row, last_column) = corners.next().map_or(Some((first_row, first_column)), corner)?;
    (first_row <= last_row && first_column <= last_column).then_some(Merged { first_row, last_row, first_column, last_column })
}

fn corner(name: &[u8]) -> Option<(u32, u32)> {
    let letters = name.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let column = name.get(..letters)?.iter().try_fold(0_u32, |column, letter| {
        column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    let row = number(name.get(letters..)?)?;
    (column <= MAX_COLUMNS && row <= MAX_ROWS).then_some(())?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_rows_and_merged_cells_are_found_in_any_prefix() {
        let xml = b"<cols><col hidden=\"1\" min=\"2\"/></cols><row r=\"3\" hidden=\"1\"><c/></row><x:row r='7' hidden='true'/>\
            <row hidden=\"0\" r=\"9\"/><mergeCells count=\"1\"><mergeCell ref=\"B2:AA10\"/></mergeCells>";
        let mut marks = Marks::default();
        note_marks(xml, &mut marks);
        assert_eq!(marks.hidden_rows, [2, 6]);
        assert_eq!(marks.merged, [Merged { first_row: 1, last_row: 9, first_column: 1, last_column: 26 }]);
    }

    #[test]
    fn corners_outside_a_sheet_are_none() {
        assert_eq!(corner(b"XFD1048576"), Some((1_048_575, 16_383)));
        for name in ["", "A", "1", "A0", "XFE1", "A1048577", "AAAAAAAAAAAA1", "A99999999999"] {
            assert_eq!(corner(name.as_bytes()), None, "{name}");
        }
    }
}
