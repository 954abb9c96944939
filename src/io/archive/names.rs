//! The names in an archive: their encoding, and whether they lead out of it. Refuses to touch the disk.

use crate::io::shapefile::Text;

/// The names as text: UTF-8, else what their bytes are; archives packed on a Chinese Windows have GBK and do not say so.
pub(super) fn decoded(raw: &[Vec<u8>]) -> Vec<String> {
    let foreign: Vec<&[u8]> = raw.iter().map(Vec::as_slice).filter(|name| std::str::from_utf8(name).is_err()).collect();
    let text = Text::tell(None, 0, &foreign);
    raw.iter().map(|name| String::from_utf8(name.clone()).unwrap_or_else(|_| text.decode(name).0.into_owned())).collect()
}

/// A path within the archive, with slashes; none where it leads out: it is absolute, names a drive, or climbs.
pub(super) fn inside(path: &str) -> Option<String> {
    let path = path.replace('\\', "/");
    let drive = path.get(1..2) == Some(":");
    let climbs = path.split('/').any(|part| part == "..");
    if path.starts_with('/') || drive || climbs || path.contains('\0') {
        return None;
    }
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    (!parts.is_empty()).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_leave_are_told_from_those_that_stay() {
        assert_eq!(inside("a/./b.shp").as_deref(), Some("a/b.shp"));
        assert_eq!(inside("a\\b.shp").as_deref(), Some("a/b.shp"));
        assert_eq!(inside("a..b/c...csv").as_deref(), Some("a..b/c...csv"));
        for out in ["/etc/passwd", "../a.csv", "a/../../b.csv", "..\\a.csv", "C:\\a.csv", "a\0b"] {
            assert_eq!(inside(out), None, "{out}");
        }
    }

    #[test]
    fn names_in_gbk_and_in_utf8_are_both_read() {
        let raw = [b"\xC2\xA5\xD3\xEE/\xD5\xC5\xBD\xAD.shp".to_vec(), "楼宇.dbf".as_bytes().to_vec(), b"a.csv".to_vec()];
        assert_eq!(decoded(&raw), ["楼宇/张江.shp", "楼宇.dbf", "a.csv"]);
    }
}
