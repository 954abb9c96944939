//! A key stroke of the search over 100,000 generated names: mean time by query, of the thread alone where the system tells it
//! (other work on the machine does not count). Wanted: at most 5 ms each.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Instant;

use yuantu::domain::{Dataset, DatasetKind, Field, GeometryKind, Origin, Value};
use yuantu::i18n::Lang;
use yuantu::search::SearchIndex;

const NAMES: usize = 100_000;
const ROUNDS: u128 = 40;
const QUERIES: [&str; 16] = [
    "s",
    "sb",
    "sh",
    "shi",
    "shibei",
    "shbei",
    "sbgx",
    "wenshui",
    "wenshiu",
    "changning",
    "chagningg",
    "市",
    "市北",
    "科技有限",
    "road",
    "zzzzqqqq",
];

/// Names such as firms, parks and streets have, one different from the other.
fn names() -> Arc<Dataset> {
    let places = ["市北", "大宁", "长宁", "汶水", "灵石", "苏河", "静安", "彭浦", "曲阜", "延长", "行知", "乐山", "重庆", "石门"];
    let places_en = [
        "Shibei",
        "Daning",
        "Changning",
        "Wenshui",
        "Lingshi",
        "Suhe",
        "Jing'an",
        "Pengpu",
        "Qufu",
        "Yanchang",
        "Xingzhi",
        "Leshan",
        "Chongqing",
        "Shimen",
    ];
    let middles = [
        "云数", "智联", "星图", "万象", "华康", "创意", "影视", "数据", "医药", "广告", "设计", "金服", "人力", "物流", "检测",
        "区块",
    ];
    let ends = [
        ("科技有限公司", "Technology Co"),
        ("信息咨询中心", "Consulting"),
        ("创意园", "Creative Park"),
        ("大厦", "Tower"),
        ("路", "Road"),
    ];
    let han: Vec<char> = ('\u{4e00}'..'\u{5a00}').collect();
    let mut set = Dataset::new("names", Origin::Embedded);
    set.kind = DatasetKind::Enterprises;
    for (column, field) in [Field::Name, Field::NameEn].into_iter().enumerate() {
        set.table.column_or_new(field.key());
        set.fields.set(field, column);
    }
    for row in 0..NAMES {
        let (place, middle, (end, end_en)) = (row % places.len(), row / 7 % middles.len(), ends[row / 3 % ends.len()]);
        let (one, two) = (han[row * 37 % han.len()], han[row / 5 * 11 % han.len()]);
        let name = format!("{}{one}{two}{}{end}", places[place], middles[middle]);
        let english = format!("{} {row} {end_en}", places_en[place]);
        set.table.columns[0].set(row, Value::Text(&name));
        set.table.columns[1].set(row, Value::Text(&english));
        set.geometries.end_feature(GeometryKind::None);
    }
    Arc::new(set)
}

fn main() {
    let set = names();
    let start = Instant::now();
    let Some(index) = SearchIndex::build(&[set], &|_, _| ControlFlow::Continue(())) else { return };
    println!("index of {} names: {:.0} ms", index.len(), start.elapsed().as_secs_f64() * 1e3);
    let clock = Instant::now();
    for query in QUERIES {
        let start = now_ns(&clock);
        let mut total = 0;
        for _ in 0..ROUNDS {
            total = index.search(query, Lang::Zh, 8).iter().map(|group| group.total).sum::<usize>();
        }
        println!("{query:>10}  {:>6} µs  {total:>6} found", (now_ns(&clock) - start) / ROUNDS / 1000);
    }
}

/// Nanoseconds this thread has run (Linux), else nanoseconds since `clock`.
fn now_ns(clock: &Instant) -> u128 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let run = told.as_deref().and_then(|text| text.split(' ').next()).and_then(|text| text.parse().ok());
    run.unwrap_or_else(|| clock.elapsed().as_nanos())
}
