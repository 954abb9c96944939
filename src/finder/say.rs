//! A criterion as words that [`parse`](super::parse::parse) reads as the same criterion again. Refuses what no line can say: drawn
//! areas, circles, and a few terms without a word of their own.

use crate::domain::Industry;
use crate::i18n::Lang;

use super::criteria::{Aspect, Band, Criterion, Named, Want};
use super::market::NEIGHBOURS_M;
use super::parse::ALONG_STREET_M;
use super::rank::NEAR_METRO_M;

/// The words of a criterion; `None` where there are none. That they mean it is to be checked by reading them.
///
/// `m2_each`: the area a head that counts where nothing is said.
pub fn words_of(criterion: &Criterion, m2_each: [f64; 2], lang: Lang) -> Option<String> {
    let words = wanted(criterion, m2_each, lang)?;
    // Neighbours of an industry and likeness are wishes by themselves, all else is a must.
    let by_itself = !matches!(criterion.aspect, Aspect::Industry | Aspect::Like);
    let (wish, must, not) = (lang.pick("最好", "preferably "), lang.pick("必须", "must "), lang.pick("不要", "not "));
    let sign = match (criterion.must, by_itself, criterion.except) {
        (false, true, _) | (false, false, true) => wish,
        (true, false, false) => must,
        _ => "",
    };
    Some(format!("{sign}{}{words}", if criterion.except { not } else { "" }))
}

fn wanted(criterion: &Criterion, m2_each: [f64; 2], lang: Lang) -> Option<String> {
    let zh = lang == Lang::Zh;
    match (&criterion.want, criterion.aspect) {
        (Want::Range { least: None, most: Some(1.0) }, Aspect::Floors) => Some(lang.pick("同一层", "same floor").to_owned()),
        (Want::Range { least: None, most: Some(1.0) }, Aspect::Pieces) => Some(lang.pick("单独一间", "single unit").to_owned()),
        (Want::Range { least: None, most: Some(metres) }, Aspect::Metro) => Some(match (*metres == NEAR_METRO_M, zh) {
            (true, _) => lang.pick("近地铁", "near the metro").to_owned(),
            (false, true) => format!("地铁{}米内", plain(*metres)),
            (false, false) => format!("within {} m of the metro", plain(*metres)),
        }),
        (Want::Range { least, most }, aspect) => figure(aspect, *least, *most, lang),
        (Want::People { least, most, m2_each: own }, _) => {
            let people = format!("{}{}", range(Some(*least), Some(*most))?, lang.pick("人", " people"));
            let each = range(Some(own[0]), Some(own[1])).filter(|_| *own != m2_each);
            Some(match (each, zh) {
                (None, _) => people,
                (Some(each), true) => format!("{people} 人均{each}㎡"),
                (Some(each), false) => format!("{people} {each} m2 per head"),
            })
        }
        (Want::By(day), _) => Some(if zh { format!("{day}前") } else { format!("by {day}") }),
        (Want::Places { places, within_m }, aspect) => named(aspect, places, *within_m, lang),
        (Want::Terms(terms), aspect) => {
            let words: Option<Vec<&str>> = terms.iter().map(|term| term_word(aspect, term, lang)).collect();
            let words = words.filter(|words| !words.is_empty())?;
            if aspect == Aspect::Use && terms.len() > 1 {
                return office(terms, lang);
            }
            Some(words.join(lang.pick("、", " or ")))
        }
        (Want::Firms { industry, least, within_m }, _) => {
            let name = industry_word(*industry, lang);
            let count = plain(*least);
            let mut words = match (*least == 1.0, zh) {
                (true, _) => name.to_owned(),
                (false, true) => format!("至少{count}家{name}"),
                (false, false) => format!("at least {count} firms of {name}"),
            };
            if *within_m != NEIGHBOURS_M {
                words += &if zh { format!(" {}米内", plain(*within_m)) } else { format!(" within {} m", plain(*within_m)) };
            }
            Some(words)
        }
        (Want::Band(band), _) => Some(
            match band {
                Band::Low => lang.pick("低楼层", "low floors"),
                Band::Middle => lang.pick("中楼层", "middle floors"),
                Band::High => lang.pick("高楼层", "high floors"),
                Band::Top => lang.pick("顶层", "top floor"),
            }
            .to_owned(),
        ),
        (Want::Yes, Aspect::WholeFloor) => Some(lang.pick("整层", "whole floor").to_owned()),
        (Want::Yes, Aspect::Divisible) => Some(lang.pick("可分割", "divisible").to_owned()),
        (Want::Yes | Want::Circle { .. } | Want::Ring(_), _) => None,
    }
}

/// A figure with what it is about: 800–1200㎡, 净高≥3米.
fn figure(aspect: Aspect, least: Option<f64>, most: Option<f64>, lang: Lang) -> Option<String> {
    let figures = match (aspect, lang) {
        (Aspect::Budget, Lang::Zh) => range(least.map(|yuan| yuan / 1e4), most.map(|yuan| yuan / 1e4)).map(|text| text + "万"),
        _ => range(least, most),
    }?;
    // Above 30 yuan a rent without a time would be by the month.
    let by_day = if most.or(least).is_some_and(|rent| rent > 30.0) {
        lang.pick("元/天", " yuan/day")
    } else {
        lang.pick("元", " yuan")
    };
    let [before, after] = match (aspect, lang) {
        (Aspect::Area, Lang::Zh) => ["", "㎡"],
        (Aspect::Area, Lang::En) => ["", " m2"],
        (Aspect::Rent, Lang::Zh) => ["", by_day],
        (Aspect::Rent, Lang::En) => ["rent ", by_day],
        (Aspect::Budget, Lang::Zh) => ["年租金", "元"],
        (Aspect::Budget, Lang::En) => ["annual rent ", " yuan"],
        (Aspect::Floors, Lang::Zh) => ["", "层相连"],
        (Aspect::Floors, Lang::En) => ["", " consecutive floors"],
        (Aspect::Pieces, Lang::Zh) => ["", "间"],
        (Aspect::Pieces, Lang::En) => ["", " units"],
        (Aspect::ClearHeight, Lang::Zh) => ["净高", "米"],
        (Aspect::ClearHeight, Lang::En) => ["clear height ", " m"],
        (Aspect::FloorHeight, Lang::Zh) => ["层高", "米"],
        (Aspect::FloorHeight, Lang::En) => ["floor height ", " m"],
        (Aspect::FloorLoad, Lang::Zh) => ["荷载", "kN/㎡"],
        (Aspect::FloorLoad, Lang::En) => ["floor load ", " kN/m2"],
        (Aspect::Power, Lang::Zh) => ["供电", "W/㎡"],
        (Aspect::Power, Lang::En) => ["power ", " W/m2"],
        (Aspect::Parking, Lang::Zh) => ["", "个车位"],
        (Aspect::Parking, Lang::En) => ["", " parking spaces"],
        (Aspect::Level, Lang::Zh) => ["", "层"],
        (Aspect::Level, Lang::En) => ["floor ", ""],
        (Aspect::Efficiency, Lang::Zh) => ["得房率", "%"],
        (Aspect::Efficiency, Lang::En) => ["efficiency ", "%"],
        (Aspect::ServiceCharge, Lang::Zh) => ["物业费", "元"],
        (Aspect::ServiceCharge, Lang::En) => ["service charge ", " yuan"],
        _ => return None,
    };
    Some(format!("{before}{figures}{after}"))
}

/// Bounds as a line says them; a single figure as a range, which means it exactly.
fn range(least: Option<f64>, most: Option<f64>) -> Option<String> {
    match (least, most) {
        (Some(least), Some(most)) if least == most && least < 100.0 && least.fract() == 0.0 => Some(plain(least)),
        (Some(least), Some(most)) => Some(format!("{}–{}", plain(least), plain(most))),
        (None, Some(most)) => Some(format!("≤{}", plain(most))),
        (Some(least), None) => Some(format!("≥{}", plain(least))),
        (None, None) => None,
    }
}

/// A number without separators and without a tail of noughts.
fn plain(value: f64) -> String {
    format!("{}", (value * 1e6).round() / 1e6)
}

fn named(aspect: Aspect, places: &[Named], within_m: f64, lang: Lang) -> Option<String> {
    let zh = lang == Lang::Zh;
    let name = |place: &Named| if zh || place.name_en.is_empty() { place.name.clone() } else { place.name_en.clone() };
    let names = |ending: &str| {
        let names: Vec<String> = places.iter().map(|place| name(place) + ending).collect();
        names.join(lang.pick("、", " or "))
    };
    if places.is_empty() {
        return None;
    }
    let metres = |usual: f64| match (within_m == usual, zh) {
        (true, _) => String::new(),
        (false, true) => format!(" {}米内", plain(within_m)),
        (false, false) => format!(" within {} m", plain(within_m)),
    };
    match aspect {
        Aspect::Station => Some(names(lang.pick("站", " station")) + &metres(NEAR_METRO_M)),
        Aspect::Street if zh => Some(format!("{}沿线{}", names(""), metres(ALONG_STREET_M))),
        Aspect::Street => Some(format!("along {}{}", names(""), metres(ALONG_STREET_M))),
        Aspect::Like => Some(format!("{}{}", lang.pick("类似", "similar to "), names(""))),
        Aspect::Block | Aspect::Park | Aspect::Building => Some(names("")),
        _ => None,
    }
}

/// The word for a term of the data. Not every term has one.
fn term_word(aspect: Aspect, term: &str, lang: Lang) -> Option<&'static str> {
    let words: &[(&str, &str, &str)] = match aspect {
        Aspect::Delivery => &[
            ("毛坯", "毛坯", "shell"),
            ("标准交付", "标准交付", "standard delivery"),
            ("精装", "精装", "fitted"),
            ("带家具", "带家具", "furnished"),
        ],
        Aspect::Grade => &[("甲级", "甲级", "grade A"), ("乙级", "乙级", "grade B"), ("丙级", "丙级", "grade C")],
        Aspect::Offer => &[("空置", "空置", "vacant"), ("意向", "意向", "interest shown"), ("转租", "转租", "sublets")],
        Aspect::Use => &[
            ("研发", "研发楼", "laboratory"),
            ("厂房", "厂房", "factory"),
            ("创意办公", "创意办公", "creative office"),
            ("商业", "商铺", "shop"),
            ("办公", "写字楼", "office building"),
            ("商办", "写字楼", "office building"),
        ],
        _ => return None,
    };
    let found = words.iter().find(|(known, ..)| *known == term)?;
    Some(lang.pick(found.1, found.2))
}

/// 写字楼 means three uses at once.
fn office(terms: &[String], lang: Lang) -> Option<String> {
    (terms == ["办公", "商办", "创意办公"]).then(|| lang.pick("写字楼", "office building").to_owned())
}

fn industry_word(industry: Industry, lang: Lang) -> &'static str {
    let english = ["data intelligence", "creative", "commerce", "life sciences", "professional services"];
    lang.pick(industry.term(), english[industry as usize])
}
