//! How long clusters, joins and the R-tree take, beside `geo`'s own DBSCAN on the same points. Prints a table; run with
//! `cargo bench --bench analysis`.

mod measure;

use std::ops::ControlFlow;
use std::sync::Arc;

use geo::{Dbscan, Point};
use yuantu::analysis::clusters::{ClusterParams, cluster};
use yuantu::analysis::dbscan::dbscan;
use yuantu::analysis::delivery::compare;
use yuantu::domain::{Confidence, Dataset, DatasetKind, Field, GeometryKind, Industry, Origin, PartKind, Value};
use yuantu::geodesy::local::LocalFrame;
use yuantu::index::{ActiveSets, ParkModel, SpatialIndex};

use measure::{best_of, numbers};

const PARAMS: ClusterParams = ClusterParams { eps_m: 120.0, min_points: 8 };

fn main() {
    println!("{:<52}{:>10}{:>12}", "", "ms", "geo's, ms");
    for (count, groups) in [(2_400, 30), (100_000, 300)] {
        let firms = firms(count, groups);
        let points = points_by_industry(&firms);
        let model = join([firms]);
        let plain: Vec<Vec<[f64; 2]>> = points.iter().map(|points| points.iter().map(|p| [p.x(), p.y()]).collect()).collect();
        let ours = best_of(9, || plain.iter().map(|points| dbscan(points, PARAMS.eps_m, PARAMS.min_points)).collect::<Vec<_>>());
        let theirs =
            best_of(3, || points.iter().map(|points| points.dbscan(PARAMS.eps_m, PARAMS.min_points)).collect::<Vec<_>>());
        println!("{:<52}{ours:>10.2}{theirs:>12.2}", format!("DBSCAN of {count} firms"));
        let whole = best_of(5, || cluster(&model, PARAMS, &go_on));
        let found = cluster(&model, PARAMS, &go_on).map_or(0, |found| found.clusters.len());
        println!("{:<52}{whole:>10.2}", format!("… with the outlines of {found} clusters"));
    }
    let buildings = Arc::new(buildings(220_000));
    let built = best_of(3, || SpatialIndex::new(buildings.clone()));
    println!("{:<52}{built:>10.2}", "R-tree of 220,000 buildings");
    let index = SpatialIndex::new(buildings.clone());
    let mut random = numbers();
    let at: Vec<_> = (0..10_000).map(|_| [121.3 + 0.5 * random(), 31.1 + 0.5 * random()]).collect();
    let picked = best_of(5, || at.iter().map(|&at| index.containing(at).len()).sum::<usize>());
    println!("{:<52}{:>10.4}", "one pick in it", picked / at.len() as f64);
    let joined = best_of(3, || join([(*buildings).clone(), firms(2_400, 30), blocks()]));
    println!("{:<52}{joined:>10.2}", "join of them with blocks and 2,400 firms");
    for (by_id, words) in [(true, "delivery of 200,000 rows compared by id"), (false, "… by name and place")] {
        let (old, new) = (delivered(200_000, 0, by_id), delivered(200_000, 1, by_id));
        let compared = best_of(3, || compare(&old, &new, None));
        println!("{:<52}{compared:>10.2}", words);
    }
}

/// Rows of eight columns; in the later version one in fifty has another rent, one in a hundred another place, and the first
/// thousandth is gone while as many are new.
fn delivered(count: usize, version: usize, by_id: bool) -> Dataset {
    let mut dataset = Dataset::new("delivered", Origin::Embedded);
    for name in ["id", "name", "rent", "area", "status", "floor", "note", "as_of"] {
        dataset.table.column_or_new(name);
    }
    if by_id {
        dataset.fields.set(Field::Id, 0);
    }
    dataset.fields.set(Field::Name, 1);
    let gone = version * count / 1000;
    for (row, number) in (gone..count + gone).enumerate() {
        let is = |share: usize| version == 1 && number.is_multiple_of(share);
        let (id, name) = (format!("S{number:07}"), format!("单元 {}", number / 4));
        let rent = 3.0 + (number % 37) as f64 / 10.0 + if is(50) { 0.5 } else { 0.0 };
        let lat = 31.0 + (number % 1000) as f64 * 1e-4 + if is(100) { 5e-4 } else { 0.0 };
        let cells = [
            Value::Text(&id),
            Value::Text(&name),
            Value::Number(rent),
            Value::Number((50 + number % 400) as f64),
            Value::Text(if number.is_multiple_of(5) { "空置" } else { "已租" }),
            Value::Number((number % 30) as f64),
            Value::Text("同上一批"),
            Value::Text("2026-10-31"),
        ];
        for (column, cell) in cells.into_iter().enumerate() {
            dataset.table.columns[column].set(row, cell);
        }
        dataset.geometries.positions.push([121.0 + (number / 1000) as f64 * 1e-3, lat]);
        dataset.geometries.end_ring();
        dataset.geometries.end_part(PartKind::Point);
        dataset.geometries.end_feature(GeometryKind::Point);
    }
    dataset
}

fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn join(sets: impl IntoIterator<Item = Dataset>) -> ParkModel {
    let mut active = ActiveSets::default();
    for set in sets {
        active.set(set.kind, Some(Arc::new(set)));
    }
    ParkModel::join(active, &go_on).unwrap_or_default()
}

/// Firms of five industries, four of five in groups of some 100 m across, the others anywhere in 10 × 10 km.
fn firms(count: usize, groups: usize) -> Dataset {
    let mut random = numbers();
    let frame = LocalFrame::around([121.45, 31.25]);
    let centres: Vec<[f64; 2]> = (0..groups).map(|_| [random() * 10_000.0, random() * 10_000.0]).collect();
    let mut firms = Dataset::new("firms", Origin::Embedded);
    firms.kind = DatasetKind::Enterprises;
    let column = firms.table.column_or_new(Field::Industry.key());
    firms.fields.set(Field::Industry, column);
    for row in 0..count {
        let group = (random() * groups as f64) as usize;
        let place = if random() < 0.8 {
            centres[group].map(|v| v + (random() + random() + random() - 1.5) * 150.0)
        } else {
            [random() * 10_000.0, random() * 10_000.0]
        };
        firms.geometries.positions.push(frame.to_lon_lat(place));
        firms.geometries.end_ring();
        firms.geometries.end_part(PartKind::Point);
        firms.geometries.end_feature(GeometryKind::Point);
        let industry = if random() < 0.6 { group % 5 } else { (random() * 5.0) as usize };
        firms.table.columns[column].set(row, Value::Text(Industry::ALL[industry].term()));
    }
    firms
}

/// Square buildings of 20 m, anywhere in 0.5 × 0.5 degrees.
fn buildings(count: usize) -> Dataset {
    let mut random = numbers();
    let mut buildings = Dataset::new("buildings", Origin::Embedded);
    buildings.kind = DatasetKind::Buildings;
    for _ in 0..count {
        let [x, y] = [121.3 + 0.5 * random(), 31.1 + 0.5 * random()];
        rectangle(&mut buildings, [x, y], [x + 0.000_2, y + 0.000_2]);
    }
    buildings
}

/// Three blocks that cover the buildings' square.
fn blocks() -> Dataset {
    let mut blocks = Dataset::new("blocks", Origin::Embedded);
    (blocks.kind, blocks.confidence) = (DatasetKind::Blocks, Some(Confidence::Schematic));
    for south in [31.1, 31.25, 31.4] {
        rectangle(&mut blocks, [121.3, south], [121.8, south + 0.15]);
    }
    blocks
}

fn rectangle(dataset: &mut Dataset, [west, south]: [f64; 2], [east, north]: [f64; 2]) {
    dataset.geometries.positions.extend([[west, south], [east, south], [east, north], [west, north], [west, south]]);
    dataset.geometries.end_ring();
    dataset.geometries.end_part(PartKind::Polygon);
    dataset.geometries.end_feature(GeometryKind::Polygon);
}

fn points_by_industry(firms: &Dataset) -> Vec<Vec<Point>> {
    let frame = LocalFrame::around(firms.geometries.bounds().centre());
    let of = |industry: Industry| {
        let rows = (0..firms.len()).filter(|&row| firms.text(row, Field::Industry) == Some(industry.term()));
        rows.map(|row| Point::from(frame.to_local(firms.geometries.positions_of(row)[0]))).collect()
    };
    Industry::ALL.into_iter().map(of).collect()
}
