//! Sentences, and the criteria that they mean: musts in the order of the line, `~` a wish, `!` turned round, `?` not understood.
//! The park is the embedded one; its reference date is 2026-10-31.

use std::ops::ControlFlow;
use std::sync::{Arc, OnceLock};

use crate::analysis::reference::reference_date;
use crate::index::{ActiveSets, ParkModel};
use crate::io::embedded;

use super::super::criteria::{Band, Criterion, Query, Want};
use super::super::market::Market;
use super::{M2_EACH, contradictions, parse};

fn market() -> &'static Market {
    static MARKET: OnceLock<Market> = OnceLock::new();
    MARKET.get_or_init(|| {
        let mut sets = ActiveSets::default();
        for dataset in embedded::load_all(0) {
            sets.set(dataset.kind, Some(Arc::new(dataset)));
        }
        let date = reference_date(&sets);
        let model = ParkModel::join(sets, &|_, _| ControlFlow::Continue(())).unwrap();
        Market::build(Arc::new(model), date)
    })
}

fn shown(criterion: &Criterion) -> String {
    let figure = |value: f64| format!("{}", (value * 100.0).round() / 100.0);
    let bounds = |least: &Option<f64>, most: &Option<f64>| match (least, most) {
        (Some(least), Some(most)) if least == most => figure(*least),
        _ => format!("{}..{}", least.map(figure).unwrap_or_default(), most.map(figure).unwrap_or_default()),
    };
    let names =
        |places: &[super::super::criteria::Named]| places.iter().map(|place| place.name.as_str()).collect::<Vec<_>>().join("|");
    let want = match &criterion.want {
        Want::Range { least, most } => bounds(least, most),
        Want::People { least, most, m2_each } => {
            let each =
                if *m2_each == M2_EACH { String::new() } else { format!("x{}", bounds(&Some(m2_each[0]), &Some(m2_each[1]))) };
            bounds(&Some(*least), &Some(*most)) + &each
        }
        Want::By(day) => day.to_string(),
        Want::Places { places, within_m } if *within_m > 0.0 => format!("{} {within_m}", names(places)),
        Want::Places { places, .. } => names(places),
        Want::Terms(terms) => terms.join("|"),
        Want::Firms { industry, least, within_m } => {
            let mut text = industry.term().to_owned();
            if *least != 1.0 {
                text += &format!(" x{least}");
            }
            if *within_m != 500.0 {
                text += &format!(" {within_m}");
            }
            text
        }
        Want::Band(Band::Low) => "low".to_owned(),
        Want::Band(Band::Middle) => "middle".to_owned(),
        Want::Band(Band::High) => "high".to_owned(),
        Want::Band(Band::Top) => "top".to_owned(),
        Want::Circle { centre: [lon, lat], radius_m } => format!("{lon:.2},{lat:.2} {radius_m}"),
        _ => "yes".to_owned(),
    };
    let short = match criterion.aspect.code() {
        "area_m2" => "area",
        "rent_yuan_m2_day" => "rent",
        "budget_yuan_year" => "budget",
        "metro_m" => "metro",
        "available_from" => "by",
        "clear_height_m" => "clear",
        "floor_height_m" => "storey",
        "floor_load_kn_m2" => "load",
        "power_w_m2" => "power",
        "parking_spaces" => "parking",
        "floor_band" => "band",
        "efficiency_pct" => "efficiency",
        "service_charge_yuan_m2_month" => "charge",
        other => other,
    };
    let mark = match (criterion.must, criterion.except) {
        (true, false) => "",
        (false, false) => "~",
        (true, true) => "!",
        (false, true) => "~!",
    };
    format!("{mark}{short} {want}")
}

fn all_shown(query: &Query) -> String {
    let criteria = query.criteria.iter().map(shown);
    let missed = query.not_understood.iter().map(|span| format!("?{}", &query.text[span.clone()]));
    criteria.chain(missed).collect::<Vec<_>>().join("; ")
}

/// Line, meaning.
const SENTENCES: &[(&str, &str)] = &[
    // The call of the picture.
    (
        "60人 AI 北区 800–1200㎡ <5元 近地铁 3月前",
        "~people 60; ~industry 数据智能; block 北部; area 800..1200; rent ..5; metro ..800; by 2027-03-31",
    ),
    (
        "sixty people, AI, the north block, 800 to 1,200 m², under 5 yuan, near the metro, by March",
        "~people 60; ~industry 数据智能; block 北部; area 800..1200; rent ..5; metro ..800; by 2027-03-31",
    ),
    (
        "六十个人，做人工智能的，北部，八百到一千二，五块以下，地铁附近，三月前",
        "~people 60; ~industry 数据智能; block 北部; area 800..1200; rent ..5; metro ..800; by 2027-03-31",
    ),
    (
        "AI公司60人，north block，800到1200平，租金under 5，near metro，2027Q1入住",
        "~industry 数据智能; ~people 60; block 北部; area 800..1200; rent ..5; metro ..800; by 2027-03-31",
    ),
    // Area.
    ("500平左右", "area 450..550"),
    ("大约500平米", "area 450..550"),
    ("1000平", "area 900..1100"),
    ("千平", "area 900..1100"),
    ("一千二到一千五", "area 1200..1500"),
    ("一千二到一千五平", "area 1200..1500"),
    ("八百到一千", "area 800..1000"),
    ("800-1200", "area 800..1200"),
    ("800~1200平方米", "area 800..1200"),
    ("面积800到1200", "area 800..1200"),
    ("800平到1200平", "area 800..1200"),
    ("1200到800平", "area 800..1200"),
    ("八九百平", "area 800..900"),
    ("至少800平", "area 800.."),
    ("不少于一千五百平方米", "area 1500.."),
    ("1000平以内", "area ..1000"),
    ("不超过1,500㎡", "area ..1500"),
    ("两千平以上", "area 2000.."),
    ("上千平", "area 1000.."),
    ("一千多平", "area 1000..1200"),
    ("1.5k sqm", "area 1350..1650"),
    ("about 600 square metres", "area 540..660"),
    ("between 800 and 1200 sqm", "area 800..1200"),
    ("at least 2,000 m2", "area 2000.."),
    ("up to 300 square meters", "area ..300"),
    ("from 500 to 700 sqm", "area 500..700"),
    ("twelve hundred square metres", "area 1080..1320"),
    ("a thousand sqm or more", "area 1000.."),
    ("10000 sq ft", "area 836.13..1021.93"),
    ("两万平", "area 18000..22000"),
    ("面积大于1000小于800", "area 1000..; area ..800"),
    ("三百五十平上下", "area 315..385"),
    ("1千2到1千5平", "area 1200..1500"),
    ("1.2千平", "area 1080..1320"),
    // Rent.
    ("五块以下", "rent ..5"),
    ("5元以内", "rent ..5"),
    ("租金不超过4块5", "rent ..4.5"),
    ("五块五以内", "rent ..5.5"),
    ("四块八毛以下", "rent ..4.8"),
    ("三毛", "rent ..0.3"),
    ("4.5元/㎡·天以下", "rent ..4.5"),
    ("4到5块", "rent 4..5"),
    ("四块到五块之间", "rent 4..5"),
    ("预算5块", "rent ..5"),
    ("单价6元/平/天", "rent ..6"),
    ("五块一平一天", "rent ..5"),
    ("150元/平/月以内", "rent ..4.93"),
    ("150块每平米每月", "rent ..4.93"),
    ("1800元/㎡/年以下", "rent ..4.93"),
    ("under 5 yuan per sqm per day", "rent ..5"),
    ("rent below 150 rmb per sqm per month", "rent ..4.93"),
    ("max 6 yuan", "rent ..6"),
    ("4-5 yuan/m2/day", "rent 4..5"),
    ("<5元", "rent ..5"),
    ("≤4.8元", "rent ..4.8"),
    ("租金不高于五块三毛", "rent ..5.3"),
    ("¥5以下", "rent ..5"),
    ("租金5以下", "rent ..5"),
    ("租金4.5左右", "rent 4.05..4.95"),
    ("年租金300万以内", "budget ..3000000"),
    ("每月20万以内", "budget ..2400000"),
    ("月租20万以内", "budget ..2400000"),
    ("预算每年150万", "budget ..1500000"),
    ("total rent under 200k yuan a month", "budget ..2400000"),
    // People.
    ("60人", "people 60"),
    ("六十人左右", "people 54..66"),
    ("五六十人", "people 50..60"),
    ("50到80人", "people 50..80"),
    ("20个工位", "people 20"),
    ("人均15平，60人", "people 60x13.5..16.5"),
    ("80人 人均10到12平", "people 80x10..12"),
    ("a team of 60", "people 60"),
    ("120 people", "people 120"),
    ("40 staff, 15 sqm per person", "people 40x13.5..16.5"),
    ("团队一百二十人", "people 120"),
    ("百人团队", "people 100"),
    // Blocks.
    ("北部", "block 北部"),
    ("在北区找", "block 北部"),
    ("北部或中部", "block 北部|中部"),
    ("北区和南区都可以", "block 北部|南部"),
    ("north or central", "block 北部|中部"),
    ("不要南部", "!block 南部"),
    ("除了北部和中部", "!block 北部|中部"),
    ("not in the south block", "!block 南部"),
    ("anything but the north", "!block 北部"),
    ("最好在北部", "~block 北部"),
    ("中部优先", "~block 中部"),
    ("必须在南部", "block 南部"),
    ("北部，不要北部", "block 北部; !block 北部"),
    // Parks, buildings, stations, streets.
    ("总部经济园", "park 总部经济园"),
    ("聚能湾或者市北壹中心", "park 聚能湾创新社区|市北壹中心"),
    ("in the Headquarters Economy Park", "park 总部经济园"),
    ("800秀 500平", "park 800秀; area 450..550"),
    ("苏河湾附近 一千平", "park 苏河湾数字经济集聚区; area 900..1100"),
    ("总部经济园8号楼", "building 总部经济园演示 8 号楼"),
    ("B0031", "building 市北壹中心演示 4 号楼"),
    ("类似总部经济园8号楼", "~like 总部经济园演示 8 号楼"),
    ("similar to Headquarters Economy Park Demo Building 8", "~like 总部经济园演示 8 号楼"),
    ("汶水路站附近", "station 汶水路 800"),
    ("汶水路地铁站500米内", "station 汶水路 500"),
    ("距彭浦新村站1公里以内", "station 彭浦新村 1000"),
    ("within 500 m of Wenshui Road station", "station 汶水路 500"),
    ("near Shanghai Circus World metro station", "station 上海马戏城 800"),
    ("灵石路沿线", "street 灵石路 150"),
    ("沿广中路 300米内", "street 广中西路 · 广中路|广中路 300"),
    ("along Lingshi Road", "street 灵石路 150"),
    ("大宁附近 三百来平", "park 大宁商圈; area 270..330"),
    ("a game studio near Daning", "~industry 文化创意; park 大宁商圈"),
    // Metro.
    ("近地铁", "metro ..800"),
    ("地铁500米内", "metro ..500"),
    ("离地铁不超过600米", "metro ..600"),
    ("500米内有地铁", "metro ..500"),
    ("地铁口", "metro ..800"),
    ("距地铁1公里以内", "metro ..1000"),
    ("within 400 m of the metro", "metro ..400"),
    ("close to a metro station", "metro ..800"),
    ("最好近地铁", "~metro ..800"),
    ("近地铁优先", "~metro ..800"),
    ("near the subway if possible", "~metro ..800"),
    ("地铁站步行10分钟", "metro ..800; ?步行10分钟"),
    ("10 minutes walk to the metro", "metro ..800; ?10 minutes walk"),
    // Days.
    ("3月前", "by 2027-03-31"),
    ("三月底之前入住", "by 2027-03-31"),
    ("立即", "by 2026-10-31"),
    ("马上入住", "by 2026-10-31"),
    ("2027Q1", "by 2027-03-31"),
    ("2027年第二季度", "by 2027-06-30"),
    ("明年一季度", "by 2027-03-31"),
    ("年底前", "by 2026-12-31"),
    ("明年3月", "by 2027-03-31"),
    ("明年年底", "by 2027-12-31"),
    ("半年内", "by 2027-04-30"),
    ("三个月内可入住", "by 2027-01-31"),
    ("3月15日前", "by 2027-03-15"),
    ("2027-06-01前", "by 2027-06-01"),
    ("2027年6月", "by 2027-06-30"),
    ("12月1号前", "by 2026-12-01"),
    ("下个月", "by 2026-11-30"),
    ("by March", "by 2027-03-31"),
    ("before March 2027", "by 2027-02-28"),
    ("by the end of June", "by 2027-06-30"),
    ("within 3 months", "by 2027-01-31"),
    ("move in by 15 January 2027", "by 2027-01-15"),
    ("available immediately", "by 2026-10-31"),
    ("by Q2 2027", "by 2027-06-30"),
    ("next year", "by 2027-12-31"),
    // How the space is.
    ("整层", "whole_floor yes"),
    ("要整层，可分割", "whole_floor yes; divisible yes"),
    ("whole floor only", "whole_floor yes"),
    ("不要毛坯", "!delivery 毛坯"),
    ("不要毛坯和转租", "!delivery 毛坯; !status 转租"),
    ("精装或带家具", "delivery 精装|带家具"),
    ("拎包入住", "delivery 带家具"),
    ("fitted or furnished", "delivery 精装|带家具"),
    ("no sublets", "!status 转租"),
    ("只要空置的", "status 空置"),
    ("净高3米以上", "clear 3.."),
    ("3.5米净高", "clear 3.5.."),
    ("层高不低于4.5米", "storey 4.5.."),
    ("clear height at least 3 m", "clear 3.."),
    ("荷载5kN以上", "load 5.."),
    ("承重500公斤", "load 4.9.."),
    ("floor load 5 kN/m2", "load 5.."),
    ("供电80瓦以上", "power 80.."),
    ("50个车位", "parking 50.."),
    ("车位20个以上", "parking 20.."),
    ("at least 30 parking spaces", "parking 30.."),
    ("得房率70%以上", "efficiency 70.."),
    ("物业费25以下", "charge ..25"),
    ("高楼层", "band high"),
    ("low floors", "band low"),
    ("10层以上", "level 10.."),
    ("3到8层", "level 3..8"),
    ("不要一楼", "!level 1"),
    ("ground floor", "level 1"),
    ("floors 5 to 10", "level 5..10"),
    ("不要高层", "!band high"),
    ("同一层 1500平", "floors ..1; area 1350..1650"),
    ("连续两层 2000平", "floors 2; area 1800..2200"),
    ("甲级写字楼", "grade 甲级"),
    ("老厂房 1000平以上", "use 厂房; area 1000.."),
    // Industries.
    ("生物医药企业附近", "~industry 生命健康"),
    ("必须靠近电竞企业", "industry 文化创意"),
    ("near biotech companies", "~industry 生命健康"),
    ("律师事务所，100平", "~industry 专业服务; area 90..110"),
    ("周边至少10家AI企业", "~industry 数据智能 x10"),
    ("1公里内有游戏公司", "~industry 文化创意 1000"),
    ("a law firm of 30 people", "~industry 专业服务; people 30"),
    // Told to be not understood.
    ("要能看到黄浦江", "?黄浦江"),
    ("风水好的 500平", "area 450..550; ?风水好"),
    ("with a view of the river, 500 sqm", "area 450..550; ?view; ?river"),
    // What is low is below the median of what is asked (5.5 in the embedded park, by the table of its vacant spaces).
    ("租金便宜", "~rent ..5.5"),
    ("100平 越便宜越好", "area 90..110; ~rent ..5.5"),
    ("something cheap, 200 sqm", "~rent ..5.5; area 180..220"),
    ("顶楼 500平", "band top; area 450..550"),
    ("top floor, 300 sqm", "band top; area 270..330"),
    // The park lies between 121.4426 and 121.4437, 31.3068 and 31.3074.
    ("靠近彭浦公园 500平", "within 121.44,31.31 1000; area 450..550"),
    // A whole message.
    (
        "我们是一家做大数据的公司，50人左右，想在市北找800平左右精装的办公室，租金不超过4块5，最好近地铁，明年3月入住",
        "~industry 数据智能; ~people 45..55; park 市北高新园区; area 720..880; delivery 精装; rent ..4.5; ~metro ..800; by 2027-03-31",
    ),
    (
        "客户要两千平整层，南区或中区，8块以内，不要转租",
        "area 1800..2200; whole_floor yes; block 南部|中部; rent ..8; !status 转租",
    ),
    (
        "We are looking for 1,500 sqm for 90 people in the central block, max 6 yuan, no shell, preferably a high floor",
        "area 1350..1650; ~people 90; block 中部; rent ..6; !delivery 毛坯; ~band high",
    ),
];

#[test]
fn sentences_mean_what_people_mean() {
    assert!(SENTENCES.len() >= 150, "{}", SENTENCES.len());
    let wrong: Vec<String> = SENTENCES
        .iter()
        .filter_map(|&(text, meaning)| {
            let read = all_shown(&parse(text, market(), M2_EACH));
            (read != meaning).then(|| format!("{text}\n  means {meaning}\n  read  {read}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), SENTENCES.len(), wrong.join("\n"));
}

#[test]
fn what_contradicts_itself_is_told() {
    let pairs = |text: &str| contradictions(&parse(text, market(), M2_EACH)).len();
    assert_eq!(pairs("面积大于1000小于800"), 1);
    assert_eq!(pairs("北部，不要北部"), 1);
    assert_eq!(pairs("北部 800到1200平"), 0);
}

#[test]
fn every_criterion_says_where_its_words_stand() {
    for (text, _) in SENTENCES {
        let query = parse(text, market(), M2_EACH);
        for criterion in &query.criteria {
            assert_eq!(query.text.get(criterion.span.clone()), Some(criterion.text.as_str()), "{text}");
            assert!(!criterion.text.is_empty(), "{text}");
        }
    }
}
