//! Names of places as they are compared: without what one file writes and another leaves out. Refuses to know the places.

/// A name without blanks, punctuation, brackets and what is in them, half width, lower case, and without the words for a station
/// at its end. Empty where nothing is left that could tell one place from another.
pub(super) fn folded(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut depth = 0_u32;
    for c in name.chars() {
        let c = half_width(c);
        match c {
            '(' | '[' | '【' | '〔' | '「' => depth += 1,
            ')' | ']' | '】' | '〕' | '」' => depth = depth.saturating_sub(1),
            _ if depth == 0 && c.is_alphanumeric() => plain.extend(c.to_lowercase()),
            _ => {}
        }
    }
    for suffix in ["轨道交通站", "地铁站", "metrostation", "station", "站"] {
        if let Some(stem) = plain.strip_suffix(suffix) {
            plain.truncate(stem.len());
            break;
        }
    }
    if plain.chars().count() < 2 || GENERIC.contains(&plain.as_str()) { String::new() } else { plain }
}

/// Names that say what a place is and not which.
const GENERIC: [&str; 37] = [
    "办公楼",
    "教学楼",
    "宿舍楼",
    "综合楼",
    "实验楼",
    "图书馆",
    "体育馆",
    "食堂",
    "宿舍",
    "门诊楼",
    "住院楼",
    "停车楼",
    "菜场",
    "菜市场",
    "地下车库",
    "公园",
    "绿地",
    "学校",
    "小学",
    "中学",
    "幼儿园",
    "医院",
    "停车场",
    "操场",
    "广场",
    "商场",
    "超市",
    "银行",
    "酒店",
    "宾馆",
    "大厦",
    "地铁",
    "火车",
    "门卫",
    "篮球场",
    "足球场",
    "网球场",
];

fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_place_has_the_same_name() {
        for name in ["上海马戏城", "上海马戏城站", " 上海马戏城（地铁站）", "上海马戏城 地铁站", "上海马戏城(1号线)"]
        {
            assert_eq!(folded(name), "上海马戏城", "{name}");
        }
        assert_eq!(folded("一大会址·新天地"), folded("一大会址新天地站"));
        assert_eq!(folded("Ｋ11 艺术购物中心"), "k11艺术购物中心");
        assert_eq!([folded("公园"), folded("（东区）"), folded("站")], [String::new(), String::new(), String::new()]);
    }
}
