//! Words of the map: layers, classes, furniture, credit. Refuses names of records and fields (`records`, `fields`, `kinds`).

use crate::domain::Industry;

use super::kinds::industry_name;
use super::{Lang, decimal, integer, percent};

crate::texts! {
    /// Words of the map.
    pub enum MapText {
        Renewal "更新片区" "Renewal areas";
        LowEfficiency "低效园区" "Low-efficiency parks";
        Clusters "产业集群" "Industry clusters";
        Metro "轨道交通" "Metro";
        Water "水系" "Water";
        Streets "道路" "Streets";
        Railways "铁路" "Railways";
        InstitutionsAtBlock "机构（区块级）" "Institutions (by block)";
        BlockOf "{}区块" "{}";
        BuildingsUnit "栋" "bldgs";
        NamedParks "规划提及" "Named in the plan";
        DemoParks "演示园" "Demo parks";
        NoData "无数据" "No data";
        OtherBuildings "其他楼宇" "Other buildings";
        NoIndustry "未注明产业" "Industry not stated";
        Noise "未成群" "In no cluster";
        MainStreets "主要道路" "Main streets";
        MinorStreets "一般道路" "Minor streets";
        ElevatedRoads "高架道路" "Elevated roads";
        FlagPositioning "发展定位模糊" "Vague positioning";
        FlagLandUse "土地利用率低" "Low land use";
        FlagEnvironment "环保不达标" "Fails environmental standards";
        FlagOutput "效益水平滞后" "Low output";
        VacancyRate "空置率" "Vacancy rate";
        AvailabilityRate "可供率" "Availability rate";
        VacantArea "空置面积" "Vacant area";
        AskingRent "租金" "Asking rent";
        ByIndustry "产业" "Industry";
        VacancyRateIs "空置率 {}" "Vacancy {}";
        VacantAreaIs "空置 {} 万㎡" "Vacant {} m²";
        FirmsOfIndustry "{} {} 家" "{} · {} firms";
        InstitutionsHere "机构 {} 家 · 位置仅到区块" "{} institutions · placed by block only";
        AtLeast "≥ {}" "≥ {}";
        Below "< {}" "< {}";
        Credit "© OpenStreetMap contributors" "© OpenStreetMap contributors";
        Schematic "示意 · 位置概略" "Schematic · positions approximate";
        Demo "演示 · 数据虚构" "Demo · figures invented";
        North "北" "N";
        Kilometres "{} km" "{} km";
        Metres "{} m" "{} m";
        ScaleOneTo "1:{}" "1:{}";
        AreaUnit "㎡" "m²";
        RentUnit "元/㎡·天" "yuan/m²·day";
    }
}

/// The themes of a block as one line: its industries, else its first two themes. `themes` is joined by “;”.
pub fn themes_line(themes: &str, lang: Lang) -> String {
    let words: Vec<&str> = themes.split([';', '；', '、']).map(str::trim).filter(|word| !word.is_empty()).collect();
    let industries: Vec<&str> = words.iter().filter_map(|word| Industry::parse(word)).map(|i| industry_name(i, lang)).collect();
    if industries.is_empty() { words.into_iter().take(2).collect::<Vec<_>>().join(" · ") } else { industries.join(" · ") }
}

/// A block's name in the legend: 北部区块. A name that says what it is stays as it is.
pub fn block_in_legend(name: &str, lang: Lang) -> String {
    if lang == Lang::Zh && !name.contains('区') { MapText::BlockOf.fill(lang, &[name]) } else { name.to_owned() }
}

/// The vacancy of a block as two lines: rate (0–1) and area (m²).
pub fn vacancy_lines(rate: Option<f64>, vacant_m2: f64, lang: Lang) -> Vec<String> {
    let area = match lang {
        Lang::Zh => decimal(vacant_m2 / 10_000.0, 1),
        Lang::En => integer((vacant_m2 / 100.0).round() * 100.0),
    };
    let rate = rate.map(|rate| MapText::VacancyRateIs.fill(lang, &[&percent(rate)]));
    rate.into_iter().chain([MapText::VacantAreaIs.fill(lang, &[&area])]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_described_by_its_industries() {
        assert_eq!(themes_line("文化创意;影视;电竞;商贸服务", Lang::Zh), "文化创意 · 商贸服务");
        assert_eq!(themes_line("数据智能;生命健康", Lang::En), "Data intelligence · Life and health");
        assert_eq!(vacancy_lines(Some(0.161), 274_321.0, Lang::Zh), ["空置率 16.1\u{2009}%", "空置 27.4 万㎡"]);
        assert_eq!(vacancy_lines(None, 274_321.0, Lang::En), ["Vacant 274,300 m²"]);
    }
}
