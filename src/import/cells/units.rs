//! Units as they are written in headers and cells, and the arithmetic between them. Refuses units that the product does not
//! know: they are a doubt.

use crate::domain::{SourceUnit, Unit};

/// Days of a mean month: a year has 365.
pub const DAYS_A_MONTH: f64 = 365.0 / 12.0;

/// Spellings, longest first where one begins another, and what each is written as here.
const SPELLINGS: [(&str, &str); 56] = [
    ("㎡", "㎡"),
    ("平方公里", "k㎡"),
    ("平方千米", "k㎡"),
    ("sqkm", "k㎡"),
    ("km2", "k㎡"),
    ("km²", "k㎡"),
    ("km^2", "k㎡"),
    ("㎢", "k㎡"),
    ("平方米", "㎡"),
    ("平方公尺", "㎡"),
    ("平米", "㎡"),
    ("平方", "㎡"),
    ("平", "㎡"),
    ("m2", "㎡"),
    ("m²", "㎡"),
    ("m^2", "㎡"),
    ("sqm", "㎡"),
    ("方", "㎡"),
    ("公顷", "公顷"),
    ("hm2", "公顷"),
    ("hm²", "公顷"),
    ("ha", "公顷"),
    ("公里", "km"),
    ("亩", "亩"),
    ("mu", "亩"),
    ("人民币", ""),
    ("rmb", "元"),
    ("cny", "元"),
    ("yuan", "元"),
    ("块", "元"),
    ("元", "元"),
    ("¥", "元"),
    ("￥", "元"),
    ("万", "万"),
    ("wan", "万"),
    ("每", "/"),
    ("per", "/"),
    ("·", "/"),
    ("•", "/"),
    ("・", "/"),
    ("*", "/"),
    ("天", "天"),
    ("日", "天"),
    ("day", "天"),
    ("个月", "月"),
    ("月", "月"),
    ("month", "月"),
    ("mon", "月"),
    ("year", "年"),
    ("年", "年"),
    ("yr", "年"),
    ("米", "m"),
    ("metres", "m"),
    ("meters", "m"),
    ("％", "%"),
    ("percent", "%"),
];

/// The unit that a text is: of a header's brackets, or behind a number. `None` when it is none that the product converts.
///
/// ```
/// use yuantu::domain::SourceUnit;
/// use yuantu::import::cells::units::unit_of;
///
/// assert_eq!(unit_of("元/平方米/月"), Some(SourceUnit::YuanPerM2Month));
/// ```
pub fn unit_of(text: &str) -> Option<SourceUnit> {
    // Single letters are words of their own only between slashes.
    let plain = canonical(text)?;
    Some(match plain.as_str() {
        "元/㎡/天" | "元/天/㎡" => SourceUnit::YuanPerM2Day,
        "元/㎡/月" | "元/月/㎡" => SourceUnit::YuanPerM2Month,
        "元/㎡/年" | "元/年/㎡" => SourceUnit::YuanPerM2Year,
        "元/月" => SourceUnit::YuanPerMonth,
        "元/年" => SourceUnit::YuanPerYear,
        "万元/年" => SourceUnit::WanYuanPerYear,
        "万元/月" => SourceUnit::WanYuanPerMonth,
        "㎡" => SourceUnit::SquareMetre,
        "万㎡" => SourceUnit::TenThousandM2,
        "亩" => SourceUnit::Mu,
        "公顷" => SourceUnit::Hectare,
        "k㎡" => SourceUnit::SquareKilometre,
        "m" => SourceUnit::Metre,
        "%" => SourceUnit::Percent,
        _ => return None,
    })
}

/// The text with every spelling in its one form; `None` with a word that no unit has.
fn canonical(text: &str) -> Option<String> {
    let (text, _) = super::half_width(text);
    let lower = text.to_lowercase();
    let mut rest = lower.as_str();
    let mut plain = String::with_capacity(rest.len());
    while let Some(first) = rest.chars().next() {
        if first.is_whitespace() || matches!(first, '(' | ')' | '[' | ']' | '.' | ',' | ':') {
            rest = &rest[first.len_utf8()..];
            continue;
        }
        if let Some((word, one)) = SPELLINGS.iter().find(|(word, _)| rest.starts_with(word)) {
            plain.push_str(one);
            rest = &rest[word.len()..];
            continue;
        }
        if !matches!(first, '/' | 'm' | 'd' | 'k' | '%') {
            return None;
        }
        plain.push(if first == 'd' { '天' } else { first });
        rest = &rest[first.len_utf8()..];
    }
    // `元/平方米·天` and `元/每平方米每天` have one slash too many.
    while plain.contains("//") {
        plain = plain.replace("//", "/");
    }
    Some(plain.trim_matches('/').to_owned()).filter(|plain| !plain.is_empty())
}

/// True when numbers of this unit can be brought into the unit of a field.
pub fn fits(unit: SourceUnit, field: Unit) -> bool {
    converted(1.0, unit, field, Some(1.0)).is_some()
}

/// True when the conversion needs the area of the record.
pub fn needs_area(unit: SourceUnit) -> bool {
    use SourceUnit::{WanYuanPerMonth, WanYuanPerYear, YuanPerMonth, YuanPerYear};
    matches!(unit, YuanPerMonth | YuanPerYear | WanYuanPerMonth | WanYuanPerYear)
}

/// A number of a unit in the unit of a field. Rents count a year of 365 days and twelve months of 365/12. `None` when the unit
/// does not belong to the field, or the area is needed and not above zero.
pub fn converted(number: f64, unit: SourceUnit, field: Unit, area_m2: Option<f64>) -> Option<f64> {
    let by_area = |yuan_a_day: f64| area_m2.filter(|area| *area > 0.0).map(|area| yuan_a_day / area);
    let yuan_m2_day = |number: f64| match unit {
        SourceUnit::YuanPerM2Day => Some(number),
        SourceUnit::YuanPerM2Month => Some(number / DAYS_A_MONTH),
        SourceUnit::YuanPerM2Year => Some(number / 365.0),
        SourceUnit::YuanPerMonth => by_area(number / DAYS_A_MONTH),
        SourceUnit::YuanPerYear => by_area(number / 365.0),
        SourceUnit::WanYuanPerYear => by_area(number * 10_000.0 / 365.0),
        SourceUnit::WanYuanPerMonth => by_area(number * 10_000.0 / DAYS_A_MONTH),
        _ => None,
    };
    let m2 = |number: f64| match unit {
        SourceUnit::SquareMetre => Some(number),
        SourceUnit::TenThousandM2 | SourceUnit::Hectare => Some(number * 10_000.0),
        // 15 of them are a hectare: 2,000 ㎡ are three.
        SourceUnit::Mu => Some(number * 2_000.0 / 3.0),
        SourceUnit::SquareKilometre => Some(number * 1e6),
        _ => None,
    };
    match field {
        // The unit that is the field's own changes no digit.
        Unit::YuanPerM2Month if unit == SourceUnit::YuanPerM2Month => Some(number),
        Unit::Hectare if unit == SourceUnit::Hectare => Some(number),
        Unit::SquareKilometre if unit == SourceUnit::SquareKilometre => Some(number),
        Unit::YuanPerM2Day => yuan_m2_day(number),
        Unit::YuanPerM2Month => yuan_m2_day(number).map(|rent| rent * DAYS_A_MONTH),
        Unit::SquareMetre => m2(number),
        Unit::Hectare => m2(number).map(|area| area / 1e4),
        Unit::SquareKilometre => m2(number).map(|area| area / 1e6),
        Unit::Metre => (unit == SourceUnit::Metre).then_some(number),
        Unit::Percent => match unit {
            SourceUnit::Percent => Some(number),
            SourceUnit::Share => Some(number * 100.0),
            _ => None,
        },
        _ => None,
    }
}

/// The unit that is a field's own, where it is one of those that columns can come in.
pub fn own_unit(field: Unit) -> Option<SourceUnit> {
    Some(match field {
        Unit::YuanPerM2Day => SourceUnit::YuanPerM2Day,
        Unit::YuanPerM2Month => SourceUnit::YuanPerM2Month,
        Unit::SquareMetre => SourceUnit::SquareMetre,
        Unit::Hectare => SourceUnit::Hectare,
        Unit::SquareKilometre => SourceUnit::SquareKilometre,
        Unit::Metre => SourceUnit::Metre,
        Unit::Percent => SourceUnit::Percent,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_in_many_spellings() {
        use SourceUnit::*;
        let cases = [
            ("元/㎡·天", YuanPerM2Day),
            ("元/㎡/日", YuanPerM2Day),
            ("元／平方米／天", YuanPerM2Day),
            ("元/天/平米", YuanPerM2Day),
            ("元每平方米每天", YuanPerM2Day),
            ("RMB/sqm/day", YuanPerM2Day),
            ("yuan/m2/d", YuanPerM2Day),
            ("元/㎡/月", YuanPerM2Month),
            ("元/平米/月", YuanPerM2Month),
            ("元/月·㎡", YuanPerM2Month),
            ("元/㎡·年", YuanPerM2Year),
            ("元/月", YuanPerMonth),
            ("元/年", YuanPerYear),
            ("万元/年", WanYuanPerYear),
            ("万元／月", WanYuanPerMonth),
            ("平方米", SquareMetre),
            ("m²", SquareMetre),
            ("M2", SquareMetre),
            ("万平方米", TenThousandM2),
            ("万平", TenThousandM2),
            ("亩", Mu),
            ("公顷", Hectare),
            ("ha", Hectare),
            ("平方公里", SquareKilometre),
            ("km²", SquareKilometre),
            ("米", Metre),
            ("m", Metre),
            ("％", Percent),
        ];
        for (text, unit) in cases {
            assert_eq!(unit_of(text), Some(unit), "{text}");
        }
        for text in ["", "人", "元/吨", "kN/㎡", "元"] {
            assert_eq!(unit_of(text), None, "{text}");
        }
    }

    #[test]
    fn rents_and_areas_by_hand() {
        // 128.5 × 12 ÷ 365, by hand; the picture of the import sheet shows 4.22.
        let rent = converted(128.5, SourceUnit::YuanPerM2Month, Unit::YuanPerM2Day, None).unwrap();
        assert!((rent - 4.224_657_534).abs() < 1e-9, "{rent}");
        // 1,460 元/㎡·年 is 4 元/㎡·天; 73 万元/年 for 500 ㎡, too.
        assert_eq!(converted(1_460.0, SourceUnit::YuanPerM2Year, Unit::YuanPerM2Day, None), Some(4.0));
        assert_eq!(converted(73.0, SourceUnit::WanYuanPerYear, Unit::YuanPerM2Day, Some(500.0)), Some(4.0));
        assert_eq!(converted(73.0, SourceUnit::WanYuanPerYear, Unit::YuanPerM2Day, None), None);
        assert_eq!(converted(7.3, SourceUnit::WanYuanPerMonth, Unit::YuanPerM2Day, Some(600.0)), Some(4.0));
        // 36,500 元 a year for 100 ㎡ is 1 元 a day and ㎡; a twelfth of it a month.
        assert_eq!(converted(36_500.0, SourceUnit::YuanPerYear, Unit::YuanPerM2Day, Some(100.0)), Some(1.0));
        let monthly = converted(36_500.0 / 12.0, SourceUnit::YuanPerMonth, Unit::YuanPerM2Day, Some(100.0)).unwrap();
        assert!((monthly - 1.0).abs() < 1e-12);
        // 15 亩 are a hectare.
        assert_eq!(converted(15.0, SourceUnit::Mu, Unit::Hectare, None), Some(1.0));
        assert_eq!(converted(1.2, SourceUnit::TenThousandM2, Unit::SquareMetre, None), Some(12_000.0));
        assert_eq!(converted(1.0, SourceUnit::Mu, Unit::YuanPerM2Day, None), None);
    }
}
