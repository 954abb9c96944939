//! 100,000 addresses matched to 20,000 of the user's buildings: the whole time and that of a row. Wanted: at most 3 s on two
//! cores.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use yuantu::domain::{Dataset, DatasetKind, Field, GeometryKind, Origin, PartKind, Value};
use yuantu::import::Known;
use yuantu::import::matching::find;

const BUILDINGS: usize = 20_000;
const ROWS: usize = 100_000;
const ROUNDS: usize = 3;

const HEADS: [&str; 16] = [
    "市北", "大宁", "苏河", "灵石", "彭浦", "汶水", "延长", "万荣", "江场", "共和", "恒丰", "曲阜", "新闸", "北京", "昌平",
    "武宁",
];
const MIDDLES: [&str; 12] = ["智汇", "云数", "金融", "创智", "国际", "数码", "文创", "生命", "绿地", "宝矿", "中环", "长城"];
const TAILS: [&str; 8] = ["大厦", "商务广场", "科技园", "中心", "创意园", "总部园", "广场", "商务楼"];

/// Numbers that look random and are the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn name(&mut self) -> String {
        let (head, middle, tail) = (HEADS[self.roll(16)], MIDDLES[self.roll(12)], TAILS[self.roll(8)]);
        format!("{head}{middle}{tail}{}号楼", 1 + self.roll(20))
    }

    fn address(&mut self) -> String {
        let road = format!("{}{}路", HEADS[self.roll(16)], ["东", "西", "南", "北", "一", "二", "三", "中"][self.roll(8)]);
        let lane = if self.roll(2) == 0 { format!("{}弄", 1 + self.roll(900)) } else { String::new() };
        format!("上海市静安区{road}{lane}{}号", 1 + self.roll(60))
    }
}

fn dataset(fields: &[Field], rows: usize, kind: DatasetKind, mut cells: impl FnMut(usize) -> Vec<String>) -> Dataset {
    let mut dataset = Dataset::new("made", Origin::File(PathBuf::from("made.csv")));
    dataset.kind = kind;
    for (column, field) in fields.iter().enumerate() {
        dataset.table.column_or_new(field.key());
        dataset.fields.set(*field, column);
    }
    for row in 0..rows {
        for (column, cell) in cells(row).iter().enumerate() {
            dataset.table.columns[column].set(row, Value::Text(cell));
        }
        dataset.geometries.positions.push([121.4 + (row % 1000) as f64 * 1e-4, 31.2 + (row / 1000) as f64 * 1e-3]);
        dataset.geometries.end_ring();
        dataset.geometries.end_part(PartKind::Point);
        dataset.geometries.end_feature(GeometryKind::Point);
    }
    dataset
}

fn main() {
    let mut dice = Dice(1);
    let mut known_addresses = Vec::new();
    let buildings = dataset(&[Field::Id, Field::Name, Field::Address], BUILDINGS, DatasetKind::Buildings, |row| {
        let address = dice.address();
        known_addresses.push(address.clone());
        vec![format!("B{row}"), dice.name(), address]
    });
    let mut dice = Dice(2);
    let firms = dataset(&[Field::Name, Field::Address], ROWS, DatasetKind::Enterprises, |row| {
        // Two of three firms are at an address of a building, one of them with the building's name behind it.
        let address = match dice.roll(3) {
            0 => dice.address(),
            1 => format!("{}{}层{}室", known_addresses[dice.roll(BUILDINGS)], 1 + dice.roll(30), 101 + dice.roll(20)),
            _ => format!("{}{}", known_addresses[dice.roll(BUILDINGS)], dice.name()),
        };
        vec![format!("上海示例{row}科技有限公司"), address]
    });
    let known = Known::embedded().with_own(Some(Arc::new(buildings)));
    let rows: Vec<u32> = (0..ROWS as u32).collect();
    let mut times_s: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            let found = find(&firms, &rows, &known, &|_, _| ControlFlow::Continue(())).unwrap_or_default();
            let time_s = start.elapsed().as_secs_f64();
            let proposed = found.iter().filter(|proposal| proposal.is_proposed).count();
            println!(
                "{ROWS} rows to {BUILDINGS} buildings: {time_s:.2} s; {} matched, {proposed} over the threshold",
                found.len()
            );
            time_s
        })
        .collect();
    times_s.sort_by(f64::total_cmp);
    println!("median {:.2} s, {:.1} µs a row; wanted: at most 3 s", times_s[ROUNDS / 2], times_s[ROUNDS / 2] * 1e6 / ROWS as f64);
}
