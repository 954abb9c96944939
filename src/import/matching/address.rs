//! Chinese addresses taken apart: province, city, district, town, road, lane, number, building, floor, room, and the name that
//! is left. Refuses to know which roads there are.

use crate::import::cells::{chinese, half_width};

/// An address taken apart. What is not told is empty or 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// District or county of today, without the word for it: 静安, 浦东.
    pub district: String,
    /// Subdistrict, town or township, with the word for it.
    pub town: String,
    /// Road, street or village: 江场三路, 通河四村.
    pub road: String,
    /// Lane (弄).
    pub lane: u32,
    /// Lane off the lane (支弄).
    pub side_lane: u32,
    /// House number (号), the first of several.
    pub number: u32,
    /// The last of several house numbers; the same where it is one.
    pub number_to: u32,
    /// Building of a compound: 3 of 3号楼, a of A座.
    pub building: String,
    /// Floor as it is written, without the word for it.
    pub floor: String,
    /// Room.
    pub room: String,
    /// What is left: the name of a building or a compound.
    pub rest: String,
}

impl Address {
    /// True when road and lane or number are told: what finds a house.
    pub fn finds_a_house(&self) -> bool {
        !self.road.is_empty() && (self.lane > 0 || self.number > 0)
    }

    /// Road, lane and number as a person writes them.
    pub fn written(&self) -> String {
        let lane = if self.lane > 0 { format!("{}弄", self.lane) } else { String::new() };
        let number = match (self.number, self.number_to) {
            (0, _) => String::new(),
            (from, to) if to > from => format!("{from}-{to}号"),
            (from, _) => format!("{from}号"),
        };
        [self.road.as_str(), &lane, &number].concat()
    }
}

/// The most house numbers of one address: more is no range but a slip.
const MOST_NUMBERS: u32 = 400;
/// The longest name of a road, letters.
const LONGEST_ROAD: usize = 12;

/// Takes an address apart; `None` where there is no road in it.
///
/// ```
/// use yuantu::import::matching::address::parse;
///
/// let address = parse("上海市静安区江场三路250号3号楼5层502室").unwrap();
/// assert_eq!((address.district.as_str(), address.road.as_str(), address.number), ("静安", "江场三路", 250));
/// assert_eq!((address.building.as_str(), address.floor.as_str(), address.room.as_str()), ("3", "5", "502"));
/// ```
pub fn parse(text: &str) -> Option<Address> {
    let plain = plain(text);
    let mut pieces = plain.split([',', ';', '、', '|']).filter(|piece| !piece.is_empty());
    let mut first: Option<Address> = None;
    // Of several the first with a house is it; a district may stand before the comma.
    for piece in pieces.by_ref().take(4) {
        let Some(mut address) = piece_of(piece) else { continue };
        if address.finds_a_house() {
            if let Some(before) = first.filter(|before| address.district.is_empty() && before.road.is_empty()) {
                address.district = before.district;
            }
            return Some(address);
        }
        first.get_or_insert(address);
    }
    first.filter(|address| !address.road.is_empty())
}

/// Half width, without blanks and what is in brackets.
fn plain(text: &str) -> String {
    let (text, _) = half_width(text);
    let mut depth = 0_u32;
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth == 0 && !c.is_whitespace() => plain.push(c),
            _ => {}
        }
    }
    plain
}

fn piece_of(piece: &str) -> Option<Address> {
    let mut address = Address::default();
    let rest = regions(piece, &mut address);
    let Some((start, end)) = road(rest) else {
        return (!address.district.is_empty()).then_some(address);
    };
    rest[start..end].clone_into(&mut address.road);
    numbers(&rest[end..], &mut address);
    Some(address)
}

/// Takes province, city, district and town off the start; gives what is behind them.
fn regions<'a>(text: &'a str, address: &mut Address) -> &'a str {
    let mut rest = text;
    for word in ["中国", "上海市", "上海"] {
        rest = rest.strip_prefix(word).filter(|behind| !behind.starts_with(['路', '街', '大'])).unwrap_or(rest);
    }
    for (word, least, most) in [('省', 1, 4), ('市', 2, 5)] {
        if let Some(at) = letter(rest, word, least, most) {
            rest = &rest[at + word.len_utf8()..];
        }
    }
    // A road before the word means that it is the end of something else: 小区, 园区.
    let district = ['区', '县'].into_iter().filter_map(|word| letter(rest, word, 1, 5).map(|at| (at, word))).min();
    if let Some((at, word)) = district {
        let name = &rest[..at];
        let is_compound = name.ends_with(['小', '园', '社', '发', '校', '厂', '业', '院', '景', '住', '地', '片']);
        if !is_compound && !name.contains(['路', '街', '弄', '号', '村']) {
            address.district = district_today(name).to_owned();
            rest = &rest[at + word.len_utf8()..];
        }
    }
    for word in ["街道", "镇", "乡"] {
        let Some(at) = rest.find(word) else { continue };
        let behind = &rest[at + word.len()..];
        let letters = rest[..at].chars().count();
        let is_town = (1..=6).contains(&letters)
            && !rest[..at].contains(['路', '弄', '号'])
            && !behind.starts_with(['路', '街', '道', '宁', '坪']);
        if is_town {
            rest[..at + word.len()].clone_into(&mut address.town);
            return behind;
        }
    }
    rest
}

/// The district of today for one that was merged into it, without 新.
fn district_today(name: &str) -> &str {
    match name {
        "闸北" => "静安",
        "卢湾" | "南市" => "黄浦",
        "南汇" | "浦东新" => "浦东",
        _ => name,
    }
}

/// Where a letter first stands, bytes, if it is the so-many-th letter, from 0.
fn letter(text: &str, letter: char, least: usize, most: usize) -> Option<usize> {
    let (number, (at, _)) = text.char_indices().enumerate().take(most + 1).find(|(_, (_, c))| *c == letter)?;
    (number >= least).then_some(at)
}

/// Where the road is, bytes.
fn road(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    let mut plain = None;
    for (at, c) in text.char_indices() {
        if !matches!(c, '路' | '街' | '道' | '巷' | '村' | '里' | '堤' | '桥') {
            continue;
        }
        let end = at + c.len_utf8();
        let letters = text[from..at].chars().count();
        let behind = &text[end..];
        if (1..LONGEST_ROAD).contains(&letters) && starts_with_number(behind) {
            return Some((from, end));
        }
        // A road without a number is one only by its own word; the next one begins behind it.
        if matches!(c, '路' | '街') && letters >= 1 && !behind.starts_with(['口', '道', '路']) {
            if letters < LONGEST_ROAD {
                plain.get_or_insert((from, end));
            }
            from = end;
        }
    }
    plain
}

/// True where a number of a house or lane begins.
fn starts_with_number(text: &str) -> bool {
    let text = text.trim_start_matches('第');
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    chinese::leading(text).is_some_and(|(_, length)| text[length..].starts_with(['弄', '号']))
}

/// Reads what stands behind the road.
fn numbers(text: &str, address: &mut Address) {
    let mut rest = text.trim_start_matches('第');
    while let Some(first) = rest.chars().next() {
        if let Some((from, to, behind)) = leading_number(rest) {
            rest = unit(address, from, to, behind, &rest[..rest.len() - behind.len()]);
        } else if let Some(behind) = letter_of_building(rest) {
            address.building = first.to_ascii_lowercase().to_string();
            rest = behind;
        } else {
            // 甲 behind a number belongs to it.
            if !(matches!(first, '甲' | '乙' | '丙' | '丁') && address.rest.is_empty() && address.number > 0) {
                address.rest.push(first);
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    address.rest = address.rest.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
}

/// A number, the second of two where it is a range, and what stands behind.
fn leading_number(text: &str) -> Option<(u32, u32, &str)> {
    let one = |text: &str| -> Option<(u32, usize)> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 { Some((text[..digits].parse().ok()?, digits)) } else { None }
    };
    let Some((from, length)) = one(text) else {
        let (number, length) = chinese::leading(text)?;
        let behind = &text[length..];
        return behind.starts_with(['弄', '号', '楼', '层', '栋', '幢', '座', '期']).then_some((number, number, behind));
    };
    let behind = &text[length..];
    let second =
        behind.strip_prefix(['-', '~', '—', '至', '/']).and_then(|rest| one(rest).map(|(to, length)| (to, &rest[length..])));
    match second {
        Some((to, behind)) => {
            Some((from, if (from..from.saturating_add(MOST_NUMBERS)).contains(&to) { to } else { from }, behind))
        }
        None => Some((from, from, behind)),
    }
}

/// Files a number under what the word behind it says; gives what is behind that.
fn unit<'a>(address: &mut Address, from: u32, to: u32, text: &'a str, written: &str) -> &'a str {
    let tail = |word: &str| text.strip_prefix(word);
    if let Some(behind) = tail("支弄") {
        address.side_lane = from;
        return behind;
    }
    if let Some(behind) = tail("弄") {
        address.lane = from;
        return behind;
    }
    for word in ["号楼", "号大楼", "幢", "栋", "座", "号房"] {
        if let Some(behind) = tail(word) {
            address.building = from.to_string();
            return behind;
        }
    }
    if let Some(behind) = tail("号") {
        // Behind a house's own number a second one is that of a building.
        if address.number == 0 {
            (address.number, address.number_to) = (from, to);
        } else if address.building.is_empty() {
            address.building = from.to_string();
        }
        return behind;
    }
    for word in ["层", "楼", "F", "f"] {
        if let Some(behind) = tail(word) {
            written.clone_into(&mut address.floor);
            return behind;
        }
    }
    for word in ["室", "房", "单元"] {
        if let Some(behind) = tail(word) {
            written.clone_into(&mut address.room);
            return behind;
        }
    }
    // A bare number is the house's, and behind that a room's; within a name it is part of the name.
    if address.rest.is_empty() && address.number == 0 && address.lane == 0 {
        (address.number, address.number_to) = (from, to);
    } else if text.is_empty() && address.room.is_empty() {
        written.clone_into(&mut address.room);
    } else {
        address.rest.push_str(written);
    }
    text
}

/// What stands behind a letter that names a building: A座, B栋, C楼.
fn letter_of_building(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(|c: char| c.is_ascii_alphabetic())?;
    ["座", "栋", "幢", "号楼", "楼", "区"].iter().find_map(|word| rest.strip_prefix(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// District, road, lane, number, last number, building.
    type Parts<'a> = (&'a str, &'a str, u32, u32, u32, &'a str);

    #[test]
    fn addresses_of_real_lists() {
        // From lists of care homes and housing estates in Shanghai.
        let cases: [(&str, Parts<'_>); 19] = [
            ("开平路110号", ("", "开平路", 0, 110, 110, "")),
            ("沪太路集宁路179号", ("", "集宁路", 0, 179, 179, "")),
            ("东新路街道,岚皋路石岚三村60号甲", ("", "石岚三村", 0, 60, 60, "")),
            ("杨高南路4501弄79号（新里城市）", ("", "杨高南路", 4501, 79, 79, "")),
            ("月浦镇春雷路332弄2号", ("", "春雷路", 332, 2, 2, "")),
            ("上海市闵行区梅陇镇虹梅南路景联路1109号", ("闵行", "景联路", 0, 1109, 1109, "")),
            ("川沙路1188号5楼", ("", "川沙路", 0, 1188, 1188, "")),
            ("上海浦东新区浦东大道2507号", ("浦东", "浦东大道", 0, 2507, 2507, "")),
            ("中山北一路131弄1支弄16号", ("", "中山北一路", 131, 16, 16, "")),
            ("通河四村72号", ("", "通河四村", 0, 72, 72, "")),
            ("瑞金二路410弄13号", ("", "瑞金二路", 410, 13, 13, "")),
            ("淮海中路1285弄4-77号", ("", "淮海中路", 1285, 4, 77, "")),
            ("向阳路2088弄,都市路2501弄", ("", "向阳路", 2088, 0, 0, "")),
            ("虹桥路2545弄6号大楼", ("", "虹桥路", 2545, 0, 0, "6")),
            ("上海市静安区江场三路250号A座12楼1203室", ("静安", "江场三路", 0, 250, 250, "a")),
            ("静安区　江场路１４０１弄　３号楼", ("静安", "江场路", 1401, 0, 0, "3")),
            ("镇宁路255号", ("", "镇宁路", 0, 255, 255, "")),
            ("江苏省苏州市姑苏区干将东路178号", ("姑苏", "干将东路", 0, 178, 178, "")),
            ("市北路12号", ("", "市北路", 0, 12, 12, "")),
        ];
        for (text, (district, road, lane, number, number_to, building)) in cases {
            let found = parse(text).unwrap_or_else(|| panic!("{text}"));
            let parts = (
                found.district.as_str(),
                found.road.as_str(),
                found.lane,
                found.number,
                found.number_to,
                found.building.as_str(),
            );
            assert_eq!(parts, (district, road, lane, number, number_to, building), "{text}");
        }
        let tower = parse("静安区恒丰路329号隆宇国际商务广场17楼").unwrap();
        assert_eq!((tower.rest.as_str(), tower.floor.as_str()), ("隆宇国际商务广场", "17"));
        for text in ["", "大团镇", "静安", "丽水家园", "https://example.org/a"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
