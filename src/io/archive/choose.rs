//! What an archive is, and which of its members hold records. Refuses to read them.

use crate::domain::IssueKind;
use crate::io::bytes::Refusal;
use crate::io::format::{self, Told, has_extension};

use super::Archive;

/// Parts of a shapefile that are read with it.
const PARTS: [&str; 9] = ["shx", "prj", "cpg", "sbn", "sbx", "qix", "qpj", "fbn", "fbx"];
/// Members that are looked into to tell what they are, at most.
const MOST_LOOKS: usize = 500;

/// A member that may hold records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::io) struct Candidate {
    /// Its number in the archive.
    pub member: usize,
    /// What it is.
    pub told: Told,
}

/// What an archive is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::io) enum Packed {
    /// An Excel workbook.
    Xlsx,
    /// An OpenDocument spreadsheet.
    Ods,
    /// Another format that is a zip archive inside; its name.
    Missing(&'static str),
    /// Files with records, the likeliest first.
    Files(Vec<Candidate>),
}

impl Archive<'_> {
    /// Tells what the archive is.
    pub fn packed(&self) -> Result<Packed, Refusal> {
        let has = |path: &str| self.members.iter().any(|member| member.path == path);
        if has("[Content_Types].xml") {
            // A workbook under a password is no archive; one with macros is.
            let known = [
                ("xl/workbook.xml", Packed::Xlsx),
                ("xl/workbook.bin", Packed::Missing("XLSB")),
                ("word/document.xml", Packed::Missing("DOCX")),
                ("ppt/presentation.xml", Packed::Missing("PPTX")),
            ];
            if let Some((_, packed)) = known.into_iter().find(|(path, _)| has(path)) {
                return Ok(packed);
            }
            // The parts of a workbook may lie anywhere; its sheets or itself tell it.
            let is_of_workbook = |path: &str| path.contains("worksheets/") || path.ends_with("workbook.xml");
            if self.members.iter().any(|member| is_of_workbook(&member.path.to_lowercase())) {
                return Ok(Packed::Xlsx);
            }
        }
        if let Some(mimetype) = self.members.iter().find(|member| member.path == "mimetype") {
            let kind = self.head(mimetype)?;
            return Ok(match kind.as_slice() {
                kind if kind.starts_with(b"application/vnd.oasis.opendocument.spreadsheet") => Packed::Ods,
                _ => Packed::Missing("ODT"),
            });
        }
        if self.members.iter().any(|member| member.path.to_lowercase().contains(".gdb/")) {
            return Ok(Packed::Missing("GDB"));
        }
        self.files().map(Packed::Files)
    }

    fn files(&self) -> Result<Vec<Candidate>, Refusal> {
        let mut found = Vec::new();
        let mut missing = None;
        for (number, member) in self.members.iter().enumerate().filter(|(_, member)| !is_junk(&member.path)).take(MOST_LOOKS) {
            if has_extension(&member.path, &PARTS) || self.belongs_to_shapefile(&member.path) {
                continue;
            }
            let head = self.head(member)?;
            let name = member.path.rsplit('/').next().unwrap_or_default();
            let told = format::tell(&head, member.unpacked, name);
            let rank = match told {
                Told::Missing(format) => {
                    missing = missing.or(Some(format));
                    continue;
                }
                Told::Text if has_extension(name, &["csv", "tsv", "tab"]) => 2,
                // A text beside data is a note on it.
                Told::Text => 4,
                Told::Zip | Told::Ole | Told::Dbf | Told::Gzip => 2,
                _ if head.is_empty() => 5,
                _ => 1,
            };
            found.push((rank, number, told));
        }
        // Notes and empty files count only where there is nothing else.
        let best = found.iter().map(|&(rank, ..)| rank).min().unwrap_or(0);
        found.retain(|&(rank, ..)| rank < 4 || rank == best && missing.is_none());
        found.sort_by_key(|&(rank, number, _)| (rank, number));
        match (found.is_empty(), missing) {
            (true, Some(format)) => Err(Refusal::Issue(IssueKind::MissingFormat, format.to_owned())),
            _ => Ok(found.into_iter().map(|(_, member, told)| Candidate { member, told }).collect()),
        }
    }

    /// True for the attributes and the metadata of a shapefile that is in the archive, too.
    fn belongs_to_shapefile(&self, path: &str) -> bool {
        let lower = path.to_lowercase();
        let stem = lower.strip_suffix(".shp.xml").or_else(|| lower.strip_suffix(".dbf"));
        stem.is_some_and(|stem| {
            let shp = format!("{stem}.shp");
            self.members.iter().any(|member| member.path.to_lowercase() == shp)
        })
    }
}

/// Files that systems leave in archives.
fn is_junk(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    path.split('/').any(|part| part == "__MACOSX") || name.starts_with('.') || matches!(name, "Thumbs.db" | "desktop.ini")
}
