//! What an industry cluster is called by its place. Refuses to find the place.

use crate::domain::Industry;

use super::Lang;

crate::texts! {
    /// Names of clusters: the place, then the industry.
    pub enum ClusterText {
        InPark "{}{}集群" "{} {} cluster";
        AroundStation "{}站周边{}集群" "{} station {} cluster";
        AlongStreet "{}沿线{}集群" "{} {} cluster";
        InBlock "{}{}集群" "{} {} cluster";
        Anywhere "{}集群" "{} cluster";
    }
}

/// The name of a cluster: the pattern filled with place and industry, and, from the second cluster of that name on, its number.
pub fn cluster_name(pattern: ClusterText, place: &str, industry: Industry, number: usize, lang: Lang) -> String {
    let trade = match lang {
        Lang::Zh => industry.term().to_owned(),
        Lang::En => industry.term_en().to_lowercase(),
    };
    let filled = match pattern {
        ClusterText::Anywhere => pattern.fill(lang, &[&trade]),
        _ => pattern.fill(lang, &[place, &trade]),
    };
    let filled = capitalised(filled);
    match (number, lang) {
        (0 | 1, _) => filled,
        (_, Lang::Zh) => filled + &chinese_number(number),
        (_, Lang::En) => format!("{filled} {number}"),
    }
}

/// A name's first letter as a capital, as at the start of a label.
fn capitalised(name: String) -> String {
    let mut letters = name.chars();
    match letters.next() {
        Some(first) if first.is_ascii_lowercase() => first.to_ascii_uppercase().to_string() + letters.as_str(),
        _ => name,
    }
}

/// A number up to 99 in Chinese numerals, greater ones in digits.
fn chinese_number(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match (number / 10, number % 10) {
        (0, ones) => DIGITS[ones].to_owned(),
        (1, ones) => format!("十{}", DIGITS[ones]),
        (tens @ 2..=9, ones) => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_well_in_both_languages() {
        let name = |place, number, lang| cluster_name(ClusterText::InPark, place, Industry::DataIntelligence, number, lang);
        assert_eq!(name("总部经济园", 1, Lang::Zh), "总部经济园数据智能集群");
        assert_eq!(name("总部经济园", 12, Lang::Zh), "总部经济园数据智能集群十二");
        assert_eq!(name("HQ Economy Park", 2, Lang::En), "HQ Economy Park data intelligence cluster 2");
        assert_eq!(cluster_name(ClusterText::Anywhere, "", Industry::LifeHealth, 1, Lang::En), "Life and health cluster");
        assert_eq!([2, 10, 20, 99, 100].map(chinese_number), ["二", "十", "二十", "九十九", "100"]);
    }
}
