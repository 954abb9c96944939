//! What came of writing, as sentences: `i18n::writing` has the words. Refuses to write.

use crate::i18n::writing::WritingText;
use crate::i18n::{Lang, crs, integer};

use super::{WriteFault, Written};

impl WriteFault {
    /// Why nothing was written, and what to do.
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::UnknownFormat(extension) => WritingText::UnknownFormat.fill(lang, &[extension]),
            Self::Crs(fault) => crs::fault(fault, lang),
            Self::NeedsWgs84(code) => WritingText::NeedsWgs84.fill(lang, &[code]),
            Self::CannotDescribe(code) => WritingText::CannotDescribe.fill(lang, &[code]),
            Self::CannotShow(row) => WritingText::CannotShow.fill(lang, &[&(u64::from(*row) + 1).to_string()]),
            Self::TooMany(there, most) => {
                let (there, most) = (integer(*there as f64), integer(*most as f64));
                WritingText::TooMany.fill(lang, &[&most, &there])
            }
            Self::Exists(paths) => {
                let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
                WritingText::Exists.fill(lang, &[&names.join(lang.pick("、", ", "))])
            }
            Self::IsFolder(path) => WritingText::IsFolder.fill(lang, &[&path.display().to_string()]),
            Self::NoFolder(path) => WritingText::NoFolder.fill(lang, &[&path.display().to_string()]),
            Self::ReadOnly(path) => WritingText::ReadOnly.fill(lang, &[&path.display().to_string()]),
            Self::DiskFull(path) => WritingText::DiskFull.fill(lang, &[&path.display().to_string()]),
            Self::Io(path, word) => WritingText::Io.fill(lang, &[&path.display().to_string(), word]),
            Self::Library(word) => WritingText::Library.fill(lang, &[word]),
            Self::Cancelled => WritingText::Stopped.text(lang).to_owned(),
        }
    }
}

impl Written {
    /// What was written, a line each, and what did not fit.
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        let rows = integer(self.rows as f64);
        let main = self.files.iter().filter(|file| {
            file.extension().is_none_or(|extension| {
                !["shx", "dbf", "prj", "cpg", "txt"].iter().any(|part| extension == *part) || self.files.first() == Some(*file)
            })
        });
        let mut lines: Vec<String> =
            main.map(|file| WritingText::Wrote.fill(lang, &[&file.display().to_string(), &rows])).collect();
        for (words, count) in [(WritingText::CutTexts, self.cut_texts), (WritingText::LostGeometries, self.lost_geometries)] {
            if count > 0 {
                lines.push(words.fill(lang, &[&integer(count as f64)]));
            }
        }
        lines.extend(self.renamed.iter().map(|(before, after)| WritingText::Renamed.fill(lang, &[before, after])));
        lines
    }

    /// The columns that had to get another name, a line each.
    pub(super) fn renamed_lines(&self, lang: Lang) -> String {
        let line = |(before, after): &(String, String)| WritingText::Renamed.fill(lang, &[before, after]) + "\n";
        self.renamed.iter().map(line).collect()
    }
}
