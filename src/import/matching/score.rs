//! How well a row and a building fit, and what speaks for it. Refuses to look for buildings (`index`) and to decide.

use super::keys::{BuildingKeys, LEAST_WITHIN, RowKeys};
use super::{MatchEvidence, MatchSign};

/// From this on a match is proposed; the user may accept all of them at once.
pub const THRESHOLD: f64 = 0.85;
/// Below this it is not worth showing.
pub const LEAST: f64 = 0.5;

/// What each sign is worth. One alone is enough where it names the very building; what may be meant otherwise is not.
fn worth(sign: MatchSign) -> f64 {
    match sign {
        MatchSign::Key => 1.0,
        MatchSign::Name => 0.92,
        MatchSign::Address => 0.9,
        MatchSign::Alias => 0.9,
        MatchSign::Within => 0.8,
        MatchSign::Typo => 0.7,
        MatchSign::Core => 0.65,
        MatchSign::Lane => 0.6,
        MatchSign::Park => 0.55,
        MatchSign::OtherPart | MatchSign::OtherDistrict | MatchSign::OneOfSeveral => 0.0,
    }
}

/// How well a row and a building fit, 0–1, with the evidence; `None` where nothing speaks for it.
pub fn score(row: &RowKeys, building: &BuildingKeys) -> Option<(f64, Vec<MatchEvidence>)> {
    let mut evidence: Vec<MatchEvidence> = Vec::new();
    if !row.building.is_empty() && row.building == building.id {
        evidence.push(MatchEvidence::new(MatchSign::Key, &row.building, &building.id));
    }
    evidence.extend(by_name(row, building));
    evidence.extend(by_address(row, building));
    if evidence.is_empty() {
        return None;
    }
    // Each sign leaves so much of the doubt that the others have left.
    let mut score = 1.0 - evidence.iter().map(|found| 1.0 - worth(found.sign)).product::<f64>();
    if !row.part.is_empty() && !building.part.is_empty() && row.part != building.part {
        evidence.push(MatchEvidence::new(MatchSign::OtherPart, &row.part, &building.part));
        score *= 0.5;
    }
    let district = |address: &Option<super::address::Address>| address.as_ref().map(|a| a.district.clone()).unwrap_or_default();
    let (here, there) = (district(&row.address), district(&building.address));
    if !here.is_empty() && !there.is_empty() && here != there {
        evidence.push(MatchEvidence::new(MatchSign::OtherDistrict, &here, &there));
        score *= 0.5;
    }
    (score >= LEAST).then_some((score, evidence))
}

/// The best sign that the names give.
fn by_name(row: &RowKeys, building: &BuildingKeys) -> Option<MatchEvidence> {
    let mut best: Option<MatchEvidence> = None;
    let mut offer = |sign: MatchSign, of_row: &str, of_building: &str| {
        if best.as_ref().is_none_or(|best| worth(sign) > worth(best.sign)) {
            best = Some(MatchEvidence::new(sign, of_row, of_building));
        }
    };
    for (plain, written) in &row.names {
        for (at, name) in building.names.iter().enumerate() {
            if plain == name {
                offer(if at == 0 { MatchSign::Name } else { MatchSign::Alias }, written, &building.name);
            } else if is_one_letter_off(plain, name) {
                offer(MatchSign::Typo, written, &building.name);
            }
        }
        let core = super::keys::split(plain).0;
        let same_core = |a: &str, b: &str| !a.is_empty() && a == b;
        let own = building.names.first().map_or("", String::as_str);
        if same_core(&core, &building.core) || same_core(&core, own) || same_core(plain, &building.core) {
            offer(MatchSign::Core, written, &building.name);
        }
    }
    for name in building.names.iter().filter(|name| name.chars().count() >= LEAST_WITHIN) {
        if row.text.contains(name.as_str()) {
            offer(MatchSign::Within, name, &building.name);
        }
    }
    best
}

/// The sign that the addresses give.
fn by_address(row: &RowKeys, building: &BuildingKeys) -> Option<MatchEvidence> {
    let (here, there) = (row.address.as_ref()?, building.address.as_ref()?);
    if here.road.is_empty() || here.road != there.road || here.lane != there.lane || here.side_lane != there.side_lane {
        return None;
    }
    let numbered = here.number > 0 && there.number > 0;
    if numbered && (here.number > there.number_to || there.number > here.number_to) {
        return None;
    }
    // Within a lane a building of the compound is as good as a number; on a road alone nothing is found.
    let same_part = !row.part.is_empty() && row.part == building.part;
    let sign = match (numbered, here.lane > 0) {
        (true, _) => MatchSign::Address,
        (false, true) if same_part => MatchSign::Address,
        (false, true) => MatchSign::Lane,
        (false, false) => return None,
    };
    Some(MatchEvidence::new(sign, &here.written(), &there.written()))
}

/// True for two names of four letters or more that differ by one letter too many, missing or wrong. Digits are no slips: 3号楼
/// and 4号楼 are two buildings.
fn is_one_letter_off(a: &str, b: &str) -> bool {
    if a.len().abs_diff(b.len()) > 4 || a.chars().count() < LEAST_WITHIN || b.chars().count() < LEAST_WITHIN {
        return false;
    }
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let most = a.len().min(b.len()) - start;
    let end = a.iter().rev().zip(b.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let differ = [&a[start..a.len() - end], &b[start..b.len() - end]];
    differ.iter().all(|letters| letters.len() <= 1 && letters.iter().all(|c| !c.is_ascii_alphanumeric() && !is_numeral(*c)))
        && a != b
}

fn is_numeral(c: char) -> bool {
    "零〇一二三四五六七八九十百东南西北中".contains(c)
}

/// What a name is with each of its letters left out: two names one letter apart share one of them, or one of them is the other.
pub fn deletions(plain: &str) -> impl Iterator<Item = String> {
    let letters: Vec<char> = plain.chars().collect();
    let count = if letters.len() >= LEAST_WITHIN { letters.len() } else { 0 };
    (0..count).map(move |out| letters.iter().enumerate().filter(|(at, _)| *at != out).map(|(_, c)| *c).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_off_but_no_digit() {
        assert!(is_one_letter_off("不夜城大厦", "不夜诚大厦") && is_one_letter_off("不夜城大厦", "不夜城大大厦"));
        for (a, b) in [
            ("园区3号楼", "园区4号楼"),
            ("江场三路", "江场四路"),
            ("不夜城大厦", "不夜城大厦"),
            ("大厦", "大夏"),
            ("不夜城大厦", "不夜城中心"),
        ] {
            assert!(!is_one_letter_off(a, b), "{a} {b}");
        }
    }
}
