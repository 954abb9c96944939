//! What a file is, told from its first bytes; the name decides only between texts. Refuses to read anything.

/// Bytes of the start that tell a format.
pub(super) const HEAD: usize = 64 << 10;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// A gzip stream of something else.
    Gzip,
    /// A zip archive: files packed together, a KMZ, a workbook.
    Zip,
    /// An OLE container: a workbook before 2007, or one under a password.
    Ole,
    /// The geometries of a shapefile.
    Shapefile,
    /// A dBASE table: the attributes of a shapefile, or a table alone.
    Dbf,
    /// SQLite, hopefully a GeoPackage.
    Sqlite,
    /// FlatGeobuf.
    FlatGeobuf,
    /// KML.
    Kml,
    /// JSON, hopefully GeoJSON.
    Json,
    /// Any other text: delimited, or nothing at all.
    Text,
    /// A format that is not read; its name, for the sentence that says what to do.
    Missing(&'static str),
}

/// Tells what a file is from the start of its bytes and its whole length; `name` is the file's name.
pub(super) fn tell(head: &[u8], length: u64, name: &str) -> Told {
    // A signature of letters may begin a text, too.
    let binary = head.iter().take(512).any(|&byte| byte < 9);
    let signed = |start: &[u8]| head.starts_with(start) && (binary || !start.iter().all(u8::is_ascii_alphanumeric));
    if let Some(&(_, told)) = SIGNATURES.iter().find(|(start, _)| signed(start)) {
        return match told {
            Told::Shapefile if has_extension(name, &["shx"]) => Told::Missing("SHX"),
            told => told,
        };
    }
    if head.get(257..262) == Some(b"ustar") {
        return Told::Missing("TAR");
    }
    if head.get(4..12) == Some(b"Standard") {
        return Told::Missing("MDB");
    }
    if is_dbf(head, length) {
        return Told::Dbf;
    }
    if let Some(format) = drawing(head) {
        return Told::Missing(format);
    }
    if has_extension(name, &["json", "geojson", "geojsonl", "geojsons", "ndjson", "topojson"]) {
        return Told::Json;
    }
    text(head, name)
}

/// True when a file's name ends in one of some extensions, whatever their case; of a packed file, within the packing.
pub(super) fn has_extension(name: &str, extensions: &[&str]) -> bool {
    let lower = name.to_ascii_lowercase();
    let name = lower.strip_suffix(".gz").unwrap_or(&lower);
    name.rsplit_once('.').is_some_and(|(_, extension)| extensions.contains(&extension))
}

const SIGNATURES: [(&[u8], Told); 27] = [
    (b"\x1F\x8B", Told::Gzip),
    (b"PK\x03\x04", Told::Zip),
    (b"PK\x05\x06", Told::Zip),
    (b"PK\x07\x08", Told::Zip),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Told::Ole),
    (b"\x00\x00\x27\x0A", Told::Shapefile),
    (b"SQLite format 3\0", Told::Sqlite),
    (b"fgb\x03", Told::FlatGeobuf),
    (b"%PDF", Told::Missing("PDF")),
    (b"AC10", Told::Missing("DWG")),
    (b"AutoCAD Binary DXF", Told::Missing("DXF")),
    (b"Rar!\x1A\x07", Told::Missing("RAR")),
    (b"7z\xBC\xAF\x27\x1C", Told::Missing("7Z")),
    (b"BZh", Told::Missing("BZIP2")),
    (b"\xFD7zXZ\0", Told::Missing("XZ")),
    (b"\x28\xB5\x2F\xFD", Told::Missing("ZSTD")),
    (b"PAR1", Told::Missing("Parquet")),
    (b"LASF", Told::Missing("LAS")),
    (b"ISO-10303-21", Told::Missing("IFC")),
    (b"\x89PNG", Told::Missing("PNG")),
    (b"\xFF\xD8\xFF", Told::Missing("JPEG")),
    (b"II*\0", Told::Missing("TIFF")),
    (b"MM\0*", Told::Missing("TIFF")),
    (b"\x00\x00\x00\x0D\x0A\x09OSMHeader", Told::Missing("OSM PBF")),
    (b"{\\rtf", Told::Missing("RTF")),
    (b"!table", Told::Missing("MapInfo")),
    (b"\x0A\x00\x00\x00\x00\x00\x00\x00PMTiles", Told::Missing("PMTiles")),
];

/// True for a dBASE header whose first field makes sense.
fn is_dbf(head: &[u8], length: u64) -> bool {
    let Some((&[version, _, month, day], rest)) = head.split_first_chunk::<4>() else { return false };
    let known = matches!(version, 0x02 | 0x03 | 0x30..=0x32 | 0x43 | 0x63 | 0x83 | 0x8B | 0x8E | 0xCB | 0xF5 | 0xFB);
    if !known || month > 12 || day > 31 || rest.len() < 29 {
        return false;
    }
    let header = u16::from_le_bytes([rest[4], rest[5]]);
    let record = u16::from_le_bytes([rest[6], rest[7]]);
    let first = rest.get(28..).unwrap_or_default();
    let field = first.first() == Some(&0x0D) || first.get(11).is_some_and(|kind| b"CNFLDMIBYT@+O0GPQVW".contains(kind));
    header >= 33 && record >= 1 && u64::from(header) <= length && field
}

/// Drawings and exchange formats that are texts with a beginning of their own.
fn drawing(head: &[u8]) -> Option<&'static str> {
    let start = String::from_utf8_lossy(&head[..head.len().min(400)]);
    let mut words = start.split_whitespace();
    match (words.next(), words.next(), words.next()) {
        (Some("0"), Some("SECTION"), Some("2")) | (Some("999"), ..) if start.contains("SECTION") => Some("DXF"),
        (Some(version), Some(_), Some(charset))
            if version.eq_ignore_ascii_case("version") && charset.eq_ignore_ascii_case("charset") =>
        {
            Some("MapInfo")
        }
        _ => None,
    }
}

/// Which text it is.
fn text(head: &[u8], name: &str) -> Told {
    let plain = plain_text(head);
    let start = plain.trim_start();
    if start.starts_with('<') {
        return markup(start);
    }
    if is_wkt_crs(start) {
        return Told::Missing("PRJ");
    }
    match start.as_bytes().first() {
        None => Told::Json,
        Some(b'{' | b'[' | 0x1E) if !has_extension(name, &["csv", "tsv", "tab"]) => Told::Json,
        _ => Told::Text,
    }
}

/// The start of a text as far as it is ASCII, whatever its encoding.
fn plain_text(head: &[u8]) -> String {
    let head = &head[..head.len().min(4096)];
    let units = |big: bool| {
        head[2..].chunks_exact(2).map(move |pair| u16::from_be_bytes(if big { [pair[0], pair[1]] } else { [pair[1], pair[0]] }))
    };
    match head {
        [0xFF, 0xFE, ..] => char::decode_utf16(units(false)).map(|unit| unit.unwrap_or('?')).collect(),
        [0xFE, 0xFF, ..] => char::decode_utf16(units(true)).map(|unit| unit.unwrap_or('?')).collect(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => String::from_utf8_lossy(head).into_owned(),
    }
}

/// The text of a `.prj` alone.
fn is_wkt_crs(start: &str) -> bool {
    ["GEOGCS[", "PROJCS[", "GEOGCRS[", "PROJCRS[", "COMPD_CS["].iter().any(|word| start.starts_with(word))
}

/// Which XML or HTML it is, by its first element.
fn markup(start: &str) -> Told {
    let mut rest = start;
    let element = loop {
        let Some(at) = rest.find('<') else { return Told::Missing("XML") };
        rest = &rest[at + 1..];
        if rest.starts_with("!--") {
            rest = rest.split_once("-->").map_or("", |(_, after)| after);
        } else if !rest.starts_with(['?', '!']) {
            break rest.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default();
        } else if rest.to_ascii_lowercase().starts_with("!doctype html") {
            return Told::Missing("HTML");
        }
    };
    let local = element.rsplit(':').next().unwrap_or_default();
    match local {
        "kml" | "Document" | "Placemark" | "Folder" => Told::Kml,
        "gpx" => Told::Missing("GPX"),
        "osm" => Told::Missing("OSM XML"),
        "Workbook" => Told::Missing("SpreadsheetML"),
        "FeatureCollection" | "CityModel" => Told::Missing("GML"),
        _ if local.eq_ignore_ascii_case("html") || local.eq_ignore_ascii_case("table") => Told::Missing("HTML"),
        _ => Told::Missing("XML"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_tell_and_the_name_decides_only_between_texts() {
        let told = |bytes: &[u8], name: &str| tell(bytes, bytes.len() as u64, name);
        assert_eq!(told(b"PK\x03\x04....", "a.csv"), Told::Zip);
        assert_eq!(told(b"fgb\x03", "a.txt"), Told::FlatGeobuf);
        assert_eq!(told(b" \n[{\"type\":1}]", "a.txt"), Told::Json);
        assert_eq!(told(b"[a],[b]\n1,2", "a.csv"), Told::Text);
        assert_eq!(told(b"123", "a.json.gz"), Told::Json);
        assert_eq!(told("名称,面积\n".as_bytes(), "a"), Told::Text);
        assert_eq!(told(b"\xEF\xBB\xBF<?xml version=\"1.0\"?><!-- a --><k:kml>", "a"), Told::Kml);
        assert_eq!(told(b"<!DOCTYPE html><html>", "a.xls"), Told::Missing("HTML"));
        assert_eq!(told(b"\xFF\xFE<\0k\0m\0l\0>\0", "a"), Told::Kml);
        assert_eq!(told(b"AC1032\0\0\0\0", "a.dwg"), Told::Missing("DWG"));
        assert_eq!(told(b"  0\r\nSECTION\r\n  2\r\nHEADER", "a.dxf"), Told::Missing("DXF"));
        assert_eq!(told(b"Version   300\nCharset \"Neutral\"", "a.mif"), Told::Missing("MapInfo"));
        assert_eq!(told("AC10,编码\n".as_bytes(), "a.csv"), Told::Text);
        assert_eq!(told(b"", "a.csv"), Told::Json);
    }
}
