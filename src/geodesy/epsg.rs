//! The EPSG register of coordinate systems, in the plane and in degrees, as packed into the program (`assets/crs`): look-up by
//! code, by name, by place. Refuses vertical and three-dimensional systems, and datum shifts.

use std::io::Read;
use std::sync::OnceLock;

use crate::domain::LonLatBounds;

/// The register, deflated.
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/epsg.bin"));

/// A system of the register.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Its code.
    pub code: u32,
    /// Its name.
    pub name: &'static str,
    /// What it is in the words of PROJ, without a datum shift; empty where PROJ has no words for it.
    pub proj: &'static str,
    /// Where it is meant to be used, degrees; empty where the register does not say.
    pub area: LonLatBounds,
    /// True where the register puts northing or latitude first. Files seldom do.
    pub northing_first: bool,
    /// True where the register has replaced it.
    pub deprecated: bool,
}

/// The system of a code.
pub fn find(code: u32) -> Option<Entry> {
    let lines = lines();
    let at = lines.binary_search_by_key(&code, |&(known, _)| known).ok()?;
    entry(lines[at].1)
}

/// All systems, by code.
pub fn all() -> impl Iterator<Item = Entry> {
    lines().iter().filter_map(|&(_, line)| entry(line))
}

/// The system of a name, whatever its blanks, punctuation and case; one that is not deprecated first.
pub fn by_name(name: &str) -> Option<Entry> {
    let wanted = folded(name);
    let mut found = all().filter(|entry| folded(entry.name) == wanted);
    let first = found.next()?;
    if first.deprecated { found.find(|entry| !entry.deprecated).or(Some(first)) } else { Some(first) }
}

/// The systems whose area of use holds a position in degrees and that are not deprecated, the smallest area first.
pub fn covering(position: [f64; 2]) -> Vec<Entry> {
    let mut found: Vec<Entry> = all().filter(|entry| !entry.deprecated && entry.area.contains(position)).collect();
    let size = |entry: &Entry| (entry.area.east - entry.area.west) * (entry.area.north - entry.area.south);
    found.sort_by(|a, b| size(a).total_cmp(&size(b)).then(a.code.cmp(&b.code)));
    found
}

/// The systems that a few words mean, for a list to choose from: each word is in the name or begins the code. Those that are not
/// deprecated first, short names before long ones, at most so many.
pub fn search(text: &str, most: usize) -> Vec<Entry> {
    let words: Vec<String> = text.split_whitespace().map(folded).filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let means = |entry: &Entry| {
        let (name, code) = (folded(entry.name), entry.code.to_string());
        words.iter().all(|word| name.contains(word.as_str()) || code.starts_with(word.strip_prefix("epsg").unwrap_or(word)))
    };
    let mut found: Vec<Entry> = all().filter(means).collect();
    found.sort_by_key(|entry| (entry.deprecated, entry.name.len(), entry.code));
    found.truncate(most);
    found
}

/// Lower-case letters and digits alone.
pub(super) fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Code and line of every system, by code.
fn lines() -> &'static [(u32, &'static str)] {
    static LINES: OnceLock<Vec<(u32, &'static str)>> = OnceLock::new();
    static TEXT: OnceLock<String> = OnceLock::new();
    LINES.get_or_init(|| {
        let text = TEXT.get_or_init(|| {
            let mut text = String::new();
            // It was packed when the program was built: that it cannot be unpacked would mean a broken program.
            let _ = flate2::read::DeflateDecoder::new(PACKED).read_to_string(&mut text);
            text
        });
        let mut lines: Vec<_> = text.lines().filter_map(|line| Some((line.split('\t').next()?.parse().ok()?, line))).collect();
        lines.sort_unstable();
        lines
    })
}

fn entry(line: &'static str) -> Option<Entry> {
    let mut cells = line.split('\t');
    let (code, name, proj) = (cells.next()?.parse().ok()?, cells.next()?, cells.next()?);
    let bounds: Vec<f64> = cells.next()?.split(',').filter_map(|bound| bound.parse().ok()).collect();
    let area = match bounds.as_slice() {
        &[west, south, east, north] => LonLatBounds { west, south, east, north },
        _ => LonLatBounds::EMPTY,
    };
    let axes = cells.next()?;
    let northing_first = axes.starts_with(['n', 's']) && axes.ends_with(['e', 'w']);
    Some(Entry { code, name, proj, area, northing_first, deprecated: cells.next() == Some("d") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systems_are_found_by_code_name_and_place() {
        let grid = find(4549).unwrap();
        assert_eq!(grid.name, "CGCS2000 / 3-degree Gauss-Kruger CM 120E");
        assert!(grid.northing_first && !grid.deprecated && grid.area.contains([121.45, 31.25]));
        assert!(!find(32651).unwrap().northing_first);
        assert_eq!(by_name("wgs 84 / utm zone 51n").map(|entry| entry.code), Some(32_651));
        assert_eq!(find(4), None);
        let codes: Vec<u32> = covering([121.45, 31.25]).iter().map(|entry| entry.code).collect();
        assert!(codes.contains(&4549) && codes.contains(&4326) && !codes.contains(&6677));
        assert_eq!(search("cgcs2000 3-degree 120e", 5).first().map(|entry| entry.code), Some(4549));
        assert_eq!(search("EPSG:3265", 50).iter().filter(|entry| entry.code / 10 == 3265).count(), 10);
        assert!(search(" ", 5).is_empty());
        assert!(all().count() > 6_000 && all().map(|entry| entry.code).is_sorted());
    }
}
