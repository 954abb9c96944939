//! The names that a line may speak of: blocks, parks, stations, streets, buildings, public parks, institutions, as the data calls them and as people do.
//! Refuses typing errors: a name that is nearly right is not understood, and said so.

use std::collections::HashMap;

use crate::domain::feature_class::is_renewal_area;
use crate::domain::{Dataset, DatasetKind, Field};
use crate::index::keys::own_key;

use super::super::criteria::{Aspect, Named};
use super::super::market::Market;
use super::line::{Line, folded};

/// Names without blanks, folded, and what they name.
#[derive(Debug, Default)]
pub struct Names {
    by_text: HashMap<String, Vec<Hit>>,
    /// By first character: the lengths that names have, the longest first.
    lengths: HashMap<char, Vec<usize>>,
    /// Rows of streets by name.
    streets: HashMap<String, Vec<(DatasetKind, u32)>>,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::finder) struct Hit {
    pub aspect: Aspect,
    pub kind: DatasetKind,
    pub row: u32,
    /// Spaces are there.
    pub has_spaces: bool,
}

/// What blocks are called beside their names.
const BLOCKS: [(&str, &[&str]); 5] = [
    (
        "北部",
        &[
            "北区",
            "北片",
            "北片区",
            "北块",
            "北边",
            "北面",
            "北部区块",
            "北部片区",
            "北区块",
            "north",
            "northblock",
            "northernblock",
            "northern",
            "northside",
        ],
    ),
    (
        "中部",
        &[
            "中区",
            "中片",
            "中片区",
            "中块",
            "中部区块",
            "中部片区",
            "中区块",
            "central",
            "centralblock",
            "centre",
            "center",
            "middleblock",
            "themiddleblock",
            "centerblock",
        ],
    ),
    (
        "南部",
        &[
            "南区",
            "南片",
            "南片区",
            "南块",
            "南边",
            "南面",
            "南部区块",
            "南部片区",
            "南区块",
            "south",
            "southblock",
            "southernblock",
            "southern",
            "southside",
        ],
    ),
    ("东部", &["东区", "东片", "东部区块", "east", "eastblock"]),
    ("西部", &["西区", "西片", "西部区块", "west", "westblock"]),
];

/// What people leave out at the end of a park's name.
const ENDINGS: [&str; 8] = ["商圈", "创新社区", "园区", "集聚区", "中心", " Commercial Area", " Innovation Community", " Park"];

impl Names {
    /// The names of a market.
    pub(in crate::finder) fn of(market: &Market) -> Self {
        let mut names = Self::default();
        let rows = |kind| market.model.set(kind).map(|set| (set.clone(), set.len() as u32));
        if let Some((set, count)) = rows(DatasetKind::Blocks) {
            for row in (0..count).filter(|&row| !is_renewal_area(&set, row as usize)) {
                let hit = Hit { aspect: Aspect::Block, kind: DatasetKind::Blocks, row, has_spaces: true };
                names.add_all(&set, hit);
                let name = set.text(row as usize, Field::Name).unwrap_or_default();
                let others = BLOCKS.iter().filter(|(known, _)| *known == name).flat_map(|(_, others)| others.iter());
                others.for_each(|other| names.add(other, hit));
            }
        }
        if let Some((set, count)) = rows(DatasetKind::Parks) {
            for row in 0..count {
                let has_spaces = market.groups.iter().any(|group| group.park == Some(row));
                let hit = Hit { aspect: Aspect::Park, kind: DatasetKind::Parks, row, has_spaces };
                names.add_all(&set, hit);
                for name in texts(&set, row as usize) {
                    let short = ENDINGS.iter().filter_map(|ending| name.strip_suffix(ending));
                    short.for_each(|short| names.add(short, hit));
                }
            }
        }
        if let Some(set) = market.model.set(DatasetKind::Buildings) {
            for row in market.groups.iter().filter_map(|group| group.building) {
                let hit = Hit { aspect: Aspect::Building, kind: DatasetKind::Buildings, row, has_spaces: true };
                names.add_all(set, hit);
                if let Some(key) = own_key(set, row as usize).filter(|key| key.len() > 2) {
                    names.add(&key, hit);
                }
            }
        }
        if let Some((set, _)) = rows(DatasetKind::Stations) {
            for (row, _) in super::super::build::stations(&market.model) {
                let hit = Hit { aspect: Aspect::Station, kind: DatasetKind::Stations, row, has_spaces: true };
                names.add_all(&set, hit);
                for name in texts(&set, row as usize) {
                    for ending in ["站", "地铁站", "地铁", "station", "metrostation", "metro", "subwaystation"] {
                        names.add(&format!("{name}{ending}"), hit);
                    }
                }
            }
        }
        for kind in [DatasetKind::Green, DatasetKind::Institutions, DatasetKind::Projects] {
            let Some((set, count)) = rows(kind) else { continue };
            // Two characters are a word, not a name (绿地).
            let is_name = |row: u32| set.text(row as usize, Field::Name).is_some_and(|name| name.chars().count() > 2);
            for row in (0..count).filter(|&row| is_name(row) && market.model.place_of(kind, row).is_some()) {
                names.add_all(&set, Hit { aspect: Aspect::Within, kind, row, has_spaces: true });
            }
        }
        for kind in [DatasetKind::Streets, DatasetKind::ElevatedRoads] {
            let Some((set, count)) = rows(kind) else { continue };
            for row in 0..count {
                let Some(key) = set.text(row as usize, Field::Name) else { continue };
                let rows = names.streets.entry(key.to_owned()).or_default();
                rows.push((kind, row));
                if rows.len() == 1 {
                    names.add_all(&set, Hit { aspect: Aspect::Street, kind, row, has_spaces: true });
                }
            }
        }
        for lengths in names.lengths.values_mut() {
            lengths.sort_unstable_by(|a, b| b.cmp(a));
            lengths.dedup();
        }
        names
    }

    /// The rows of a street's pieces.
    pub(in crate::finder) fn street_rows(&self, name: &str) -> &[(DatasetKind, u32)] {
        self.streets.get(name).map_or(&[], Vec::as_slice)
    }

    /// The longest name that begins at a place of a line, and where it ends.
    pub(super) fn at(&self, line: &Line, start: usize) -> Option<(&[Hit], usize)> {
        let first = line.char(start);
        if !line.may_begin(start, first) {
            return None;
        }
        let lengths = self.lengths.get(&first)?;
        let (mut text, mut ends) = (String::new(), Vec::new());
        let mut at = start;
        while ends.len() < lengths[0] && at < line.len() {
            let c = line.char(at);
            at += 1;
            if !c.is_whitespace() {
                text.push(c);
                ends.push((text.len(), at));
            }
        }
        lengths.iter().find_map(|&length| {
            let &(bytes, end) = ends.get(length - 1)?;
            let name = text.get(..bytes)?;
            let hits = self.by_text.get(name)?;
            line.may_end(end, name.chars().next_back()?).then_some((hits.as_slice(), end))
        })
    }

    fn add_all(&mut self, set: &Dataset, hit: Hit) {
        for name in texts(set, hit.row as usize) {
            self.add(name, hit);
            // People leave out that a record is for demonstration.
            for word in ["演示", "Demo "] {
                if name.contains(word) && name.chars().count() > word.chars().count() + 3 {
                    self.add(&name.replace(word, ""), hit);
                }
            }
        }
    }

    fn add(&mut self, name: &str, hit: Hit) {
        let text: String = name.chars().map(folded).filter(|c| !c.is_whitespace()).collect();
        let length = text.chars().count();
        // One character names too much.
        let Some(first) = text.chars().next().filter(|_| length > 1) else { return };
        let hits = self.by_text.entry(text).or_default();
        if !hits.contains(&hit) {
            hits.push(hit);
            self.lengths.entry(first).or_default().push(length);
        }
    }
}

/// The names of a record: Chinese, English, others; of a street that changes its name, the whole and each.
fn texts(set: &Dataset, row: usize) -> Vec<&str> {
    let names = [Field::Name, Field::NameEn, Field::Alias].into_iter().filter_map(|field| set.text(row, field));
    let split = names.flat_map(|name| std::iter::once(name).chain(name.split([';', '；', '·'])));
    let mut texts: Vec<&str> = split.map(str::trim).filter(|name| !name.is_empty()).collect();
    texts.dedup();
    texts
}

/// How a criterion knows a place.
pub(in crate::finder) fn named(market: &Market, hit: Hit) -> Option<Named> {
    let set = market.model.set(hit.kind)?;
    let text = |field| set.text(hit.row as usize, field).unwrap_or_default().to_owned();
    let name = text(Field::Name);
    // Streets come in pieces, with a key each: the name is what they share.
    let key = own_key(set, hit.row as usize).filter(|_| hit.aspect != Aspect::Street);
    Some(Named { key: key.map_or_else(|| name.clone(), |key| key.into_owned()), name, name_en: text(Field::NameEn) })
}

/// Which of several things of one name is meant: the first of block, park with spaces, building, street, station,
/// park, another place.
pub(super) fn meant(hits: &[Hit]) -> Option<Aspect> {
    let order = [Aspect::Block, Aspect::Park, Aspect::Building, Aspect::Street, Aspect::Station, Aspect::Within];
    let of = |with_spaces: bool| {
        order.into_iter().find(|&aspect| hits.iter().any(|hit| hit.aspect == aspect && (hit.has_spaces || !with_spaces)))
    };
    of(true).or_else(|| of(false))
}
