//! The encoding of a dBASE table: what its `.cpg` or its header says where that holds, else what its bytes are. Refuses to
//! guess where all is ASCII.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, GBK, SHIFT_JIS, UTF_8, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};

/// The encoding of a table's text.
#[derive(Clone, Copy, Debug)]
pub(in crate::io) struct Text {
    /// The encoding.
    pub encoding: &'static Encoding,
    /// True when the file declares it.
    pub declared: bool,
}

impl Text {
    /// The encoding that the user has said, by a WHATWG label or a code page; none where none is called so.
    pub fn said(label: Option<&str>) -> Option<Self> {
        Some(Self { encoding: of_label(label?)?, declared: false })
    }

    /// Tells the encoding of `samples` (cells that are not all ASCII), given the `.cpg` file and the header's language byte.
    pub fn tell(cpg: Option<&[u8]>, language: u8, samples: &[&[u8]]) -> Self {
        let holds = |encoding: &'static Encoding| samples.iter().all(|cell| decodes(encoding, cell));
        let declared = cpg.and_then(|cpg| of_label(&String::from_utf8_lossy(cpg))).or_else(|| of_language(language));
        if let Some(encoding) = declared.filter(|&encoding| holds(encoding)) {
            return Self { encoding, declared: true };
        }
        let encoding = if samples.is_empty() || holds(UTF_8) {
            UTF_8
        } else if holds(GBK) && is_common_chinese(samples) {
            GBK
        } else {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            samples.iter().for_each(|cell| {
                detector.feed(cell, false);
                detector.feed(b"\n", false);
            });
            detector.feed(b"", true);
            detector.guess(None, Utf8Detection::Allow)
        };
        Self { encoding, declared: false }
    }

    /// The text of a cell, its padding taken off; a character that the field's width cut in two is left out. None where it is
    /// not text of the encoding; it is then shown as well as may be.
    pub fn decode<'a>(&self, cell: &'a [u8]) -> (Cow<'a, str>, bool) {
        let cell = trimmed(cell);
        if cell.is_ascii() {
            return (String::from_utf8_lossy(cell), true);
        }
        let whole = self.encoding.decode_without_bom_handling_and_without_replacement(cell);
        let cut = || self.encoding.decode_without_bom_handling_and_without_replacement(without_cut(self.encoding, cell));
        match whole.or_else(cut) {
            Some(text) => (text, true),
            None => (self.encoding.decode_without_bom_handling(cell).0, false),
        }
    }
}

/// A cell without what fills it up.
pub(super) fn trimmed(cell: &[u8]) -> &[u8] {
    let end = cell.iter().position(|&byte| byte == 0).unwrap_or(cell.len());
    cell.get(..end).unwrap_or_default().trim_ascii_end()
}

fn decodes(encoding: &'static Encoding, cell: &[u8]) -> bool {
    let decode = |cell| encoding.decode_without_bom_handling_and_without_replacement(cell).is_some();
    decode(cell) || decode(without_cut(encoding, cell))
}

/// The cell up to a character that its end cut in two.
fn without_cut<'a>(encoding: &'static Encoding, cell: &'a [u8]) -> &'a [u8] {
    let shorter = |bytes: usize| cell.get(..cell.len().saturating_sub(bytes)).unwrap_or_default();
    if encoding == UTF_8 {
        return match std::str::from_utf8(cell) {
            Err(error) if error.error_len().is_none() => cell.get(..error.valid_up_to()).unwrap_or_default(),
            _ => cell,
        };
    }
    if [GBK, GB18030, BIG5, SHIFT_JIS, EUC_KR].contains(&encoding) { shorter(1) } else { cell }
}

/// True when most characters are of the first level of GB 2312, which nearly all of Chinese text is: other languages' bytes may
/// be GBK, too, but of rare characters.
fn is_common_chinese(samples: &[&[u8]]) -> bool {
    let (mut common, mut all) = (0_usize, 0_usize);
    for cell in samples {
        let mut bytes = cell.iter();
        while let Some(&lead) = bytes.next() {
            if lead >= 0x80 {
                let trail = bytes.next().copied().unwrap_or_default();
                all += 1;
                common += usize::from(matches!(lead, 0xA1..=0xA3 | 0xB0..=0xD7) && trail >= 0xA1);
            }
        }
    }
    common * 10 >= all * 8
}

/// The encoding of a `.cpg` file's words: a WHATWG label, a code page, `ANSI 936`.
fn of_label(label: &str) -> Option<&'static Encoding> {
    let label = label.trim_matches(|c: char| c.is_whitespace() || c == '\0' || c == '\u{FEFF}').to_ascii_lowercase();
    let page = label.trim_start_matches(|c: char| !c.is_ascii_digit());
    match page {
        "936" | "54936" => Some(GB18030),
        "950" => Some(BIG5),
        "932" => Some(SHIFT_JIS),
        "949" => Some(EUC_KR),
        "65001" => Some(UTF_8),
        "1250" => Some(WINDOWS_1250),
        "1251" => Some(WINDOWS_1251),
        "1252" | "88591" => Some(WINDOWS_1252),
        _ => Encoding::for_label(label.as_bytes()),
    }
}

/// The encoding that the header's language byte names. 0x03 and 0x57 are left out: they stand for whatever the writer's machine
/// used, and are in files of any encoding.
fn of_language(language: u8) -> Option<&'static Encoding> {
    match language {
        0x4D | 0x7A => Some(GBK),
        0x4F | 0x78 => Some(BIG5),
        0x13 | 0x7B => Some(SHIFT_JIS),
        0x4E | 0x79 => Some(EUC_KR),
        0xC8 | 0x64 | 0x87 | 0x88 => Some(WINDOWS_1250),
        0xC9 => Some(WINDOWS_1251),
        0x58 | 0x59 => Some(WINDOWS_1252),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(cpg: Option<&str>, language: u8, cells: &[&[u8]]) -> (&'static str, bool) {
        let text = Text::tell(cpg.map(str::as_bytes), language, cells);
        (text.encoding.name(), text.declared)
    }

    #[test]
    fn what_is_declared_holds_unless_the_bytes_speak_against_it() {
        let gbk: &[u8] = b"\xD6\xD0\xB9\xFA\xBE\xB2\xB0\xB2";
        assert_eq!(told(Some("UTF-8"), 0, &["静安".as_bytes()]), ("UTF-8", true));
        assert_eq!(told(Some("UTF-8"), 0, &[gbk]), ("GBK", false));
        assert_eq!(told(Some("ANSI 936"), 0, &[gbk]), ("gb18030", true));
        assert_eq!(told(None, 0x4D, &[gbk]), ("GBK", true));
        assert_eq!(told(None, 0x57, &[gbk]), ("GBK", false));
        assert_eq!(told(None, 0x57, &[b"Caf\xE9 Z\xFCrich"]).0, "windows-1252");
        assert_eq!(told(None, 0, &[]), ("UTF-8", false));
    }

    #[test]
    fn a_character_cut_by_the_width_is_left_out() {
        let text = |encoding| Text { encoding, declared: true };
        assert_eq!(text(GBK).decode(b"\xD6\xD0\xB9"), ("中".into(), true));
        assert_eq!(text(UTF_8).decode(&"中国".as_bytes()[..5]), ("中".into(), true));
        assert_eq!(text(UTF_8).decode(b"abc  \0\0x"), ("abc".into(), true));
        assert!(!text(UTF_8).decode(b"\xD6\xD0\xB9\xFA").1);
    }
}
