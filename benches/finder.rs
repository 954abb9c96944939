//! How long a key stroke of the search for space takes: reading the line, what fits, counts and ranking; and what follows in the
//! background. On the embedded park, and on 200,000 spaces of 14,000 generated buildings. Prints a table; run with
//! `cargo bench --bench finder`.

mod measure;

use std::ops::ControlFlow;
use std::sync::Arc;

use yuantu::analysis::reference::reference_date;
use yuantu::domain::{Dataset, DatasetKind, Field, GeometryKind, Origin, PartKind, Value};
use yuantu::finder::near::near_misses;
use yuantu::finder::parse::M2_EACH;
use yuantu::finder::steady::stays_first;
use yuantu::finder::why::excluded_by;
use yuantu::finder::{Market, Weights, find, parse};
use yuantu::index::{ActiveSets, ParkModel};
use yuantu::io::embedded;

use measure::{best_of, numbers};

const LINES: [&str; 4] = [
    "北区",
    "60人 AI 北区 800-1200平 5元以下 近地铁 3月前",
    "整层 一千二到一千五 不要毛坯 最好高区",
    "800-3000平 6元以下 2028年底前",
];

fn main() {
    println!("{:<58}{:>10}{:>10}", "", "ms", "found");
    let mut sets = ActiveSets::default();
    for set in embedded::load_all(0) {
        sets.set(set.kind, Some(Arc::new(set)));
    }
    measure("embedded", &sets);
    let (buildings, spaces) = generated(200_000);
    sets.set(DatasetKind::Buildings, Some(Arc::new(buildings)));
    sets.set(DatasetKind::Spaces, Some(Arc::new(spaces)));
    sets.set(DatasetKind::Floors, None);
    measure("200,000 spaces", &sets);
}

fn measure(name: &str, sets: &ActiveSets) {
    let model = Arc::new(ParkModel::join(sets.clone(), &go_on).unwrap_or_default());
    let date = reference_date(sets);
    let built = best_of(3, || Market::build(model.clone(), date));
    let market = Market::build(model.clone(), date);
    println!("{:<58}{built:>10.2}{:>10}", format!("{name}: the market made ready"), market.len());
    let weights = Weights::default();
    for line in LINES {
        let query = parse(line, &market, M2_EACH);
        let read = best_of(9, || parse(line, &market, M2_EACH));
        println!("{:<58}{read:>10.3}", format!("{name}: “{line}” read"));
        let found = find(&market, &query, &weights);
        let taken = best_of(9, || find(&market, &query, &weights));
        println!("{:<58}{taken:>10.2}{:>10}", "  … results, counts and ranking", found.places.len());
        let near = near_misses(&market, &query, &go_on).unwrap_or_default();
        let taken = best_of(3, || near_misses(&market, &query, &go_on));
        println!("{:<58}{taken:>10.2}{:>10}", "  … near misses and pairs", near.singles.len() + near.pairs.len());
        if let Some(first) = found.places.first() {
            let taken = best_of(3, || stays_first(&market, &query, &weights, first));
            println!("{:<58}{taken:>10.2}", "  … ranges of the weights");
        }
        let taken = best_of(3, || excluded_by(&market, &query));
        println!("{:<58}{taken:>10.2}", "  … what each criterion excludes");
    }
}

fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Buildings of about fourteen spaces in a grid around the park, a quarter of the spaces on offer.
fn generated(count: usize) -> (Dataset, Dataset) {
    let mut random = numbers();
    let mut buildings = Dataset::new("buildings", Origin::File("buildings.geojson".into()));
    buildings.kind = DatasetKind::Buildings;
    let mut spaces = Dataset::new("spaces", Origin::File("spaces.csv".into()));
    spaces.kind = DatasetKind::Spaces;
    for (dataset, fields) in [
        (&mut buildings, &[Field::Id, Field::Name, Field::FloorsAbove][..]),
        (
            &mut spaces,
            &[
                Field::Id,
                Field::Building,
                Field::Level,
                Field::AreaM2,
                Field::RentYuanM2Day,
                Field::Status,
                Field::Delivery,
                Field::LeaseEnd,
                Field::AvailableFrom,
                Field::Neighbours,
                Field::AsOf,
            ],
        ),
    ] {
        for &field in fields {
            let column = dataset.table.column_or_new(field.key());
            dataset.fields.set(field, column);
        }
    }
    let mut building = 0;
    while spaces.len() < count {
        let [x, y] = [121.43 + (building % 120) as f64 * 4e-4, 31.22 + (building / 120) as f64 * 7e-4];
        rectangle(&mut buildings, [x, y], [x + 2e-4, y + 3e-4]);
        let floors = 2 + (random() * 11.0) as usize;
        let key = format!("B{building:05}");
        let cells = [Value::Text(&key), Value::Text(&key), Value::Number(floors as f64)];
        cells.into_iter().enumerate().for_each(|(column, cell)| buildings.table.columns[column].set(building, cell));
        let rent = 3.0 + random() * 4.0;
        for level in 1..=floors {
            let units = 1 + (random() * 3.2) as usize;
            for unit in 0..units {
                space(&mut spaces, &mut random, &key, level, unit, units, rent);
            }
        }
        building += 1;
    }
    (buildings, spaces)
}

fn space(
    spaces: &mut Dataset,
    random: &mut impl FnMut() -> f64,
    building: &str,
    level: usize,
    unit: usize,
    units: usize,
    rent: f64,
) {
    let row = spaces.len();
    let id = format!("S{row:06}");
    let beside: Vec<String> =
        [(unit > 0).then(|| format!("S{:06}", row - 1)), (unit + 1 < units).then(|| format!("S{:06}", row + 1))]
            .into_iter()
            .flatten()
            .collect();
    let beside = beside.join(";");
    let (status, end, free) = match (random() * 10.0) as usize {
        0 | 1 => ("空置", "", "2026-10-01"),
        2 => ("到期", "2027-02-28", "2027-03-01"),
        3 => ("转租", "2029-02-28", "2026-12-01"),
        _ => ("已租", "2029-06-30", ""),
    };
    let text = |text| if str::is_empty(text) { Value::Null } else { Value::Text(text) };
    let cells = [
        Value::Text(&id),
        Value::Text(building),
        Value::Number(level as f64),
        Value::Number((100.0 + random() * 900.0).round()),
        Value::Number(((rent + random() * 0.3) * 20.0).round() / 20.0),
        Value::Text(status),
        Value::Text(["毛坯", "标准交付", "精装", "带家具"][(random() * 4.0) as usize]),
        text(end),
        text(free),
        text(&beside),
        Value::Text("2026-10-31"),
    ];
    cells.into_iter().enumerate().for_each(|(column, cell)| spaces.table.columns[column].set(row, cell));
    spaces.geometries.end_feature(GeometryKind::None);
}

fn rectangle(dataset: &mut Dataset, [west, south]: [f64; 2], [east, north]: [f64; 2]) {
    dataset.geometries.positions.extend([[west, south], [east, south], [east, north], [west, north], [west, south]]);
    dataset.geometries.end_ring();
    dataset.geometries.end_part(PartKind::Polygon);
    dataset.geometries.end_feature(GeometryKind::Polygon);
}
