//! Figures of the embedded park against a plain loop over its files, that knows nothing of the library.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use yuantu::analysis::clusters::{ClusterParams, cluster, names};
use yuantu::analysis::reference::reference_date;
use yuantu::analysis::vacancy::{Vacancy, VacancyParams, VacancyTable, all_parts, vacancy};
use yuantu::analysis::{nearby, summary};
use yuantu::domain::{DatasetKind, Field, IssueKind};
use yuantu::index::{ActiveSets, ParkModel};
use yuantu::io::embedded;

type Row = BTreeMap<String, String>;

fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// The embedded park, joined once for all tests of this file.
fn park() -> &'static ParkModel {
    static PARK: OnceLock<ParkModel> = OnceLock::new();
    PARK.get_or_init(|| {
        let mut sets = ActiveSets::default();
        for dataset in embedded::load_all(0) {
            sets.set(dataset.kind, Some(Arc::new(dataset)));
        }
        ParkModel::join(sets, &go_on).unwrap()
    })
}

fn table() -> VacancyTable {
    vacancy(park(), VacancyParams { reference_date: reference_date(park().sets()) })
}

fn read(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name)).unwrap()
}

fn rows(name: &str) -> Vec<Row> {
    csv::Reader::from_reader(read(name).as_bytes()).deserialize().map(Result::unwrap).collect()
}

/// Each building's block and park, by key, as its file says.
fn buildings() -> BTreeMap<String, [String; 2]> {
    let file: serde_json::Value = serde_json::from_str(&read("buildings.geojson")).unwrap();
    let member = |feature: &serde_json::Value, name: &str| feature["properties"][name].as_str().unwrap_or_default().to_owned();
    let features = file["features"].as_array().unwrap();
    features.iter().map(|f| (member(f, "id"), [member(f, "block"), member(f, "park")])).collect()
}

/// Lettable, vacant, available and let m², and the number of spaces, of those that `place` puts somewhere.
fn plain_figures(place: impl Fn(&Row) -> String) -> BTreeMap<String, [f64; 5]> {
    let mut sums: BTreeMap<String, [f64; 5]> = BTreeMap::new();
    for space in rows("spaces.csv") {
        let area: f64 = space["area_m2"].parse().unwrap();
        let (status, end) = (space["status"].as_str(), space["lease_end"].as_str());
        let sum = sums.entry(place(&space)).or_default();
        let is_let = ["已租", "到期", "转租"].contains(&status);
        let is_vacant = ["空置", "意向"].contains(&status);
        sum[0] += if status == "锁定" { 0.0 } else { area };
        sum[1] += if is_vacant { area } else { 0.0 };
        let ends_soon = is_let && ("2026-10-31"..="2027-01-31").contains(&end);
        sum[2] += if is_vacant || status == "转租" || ends_soon { area } else { 0.0 };
        sum[3] += if is_let { area } else { 0.0 };
        sum[4] += 1.0;
    }
    sums.remove("");
    sums
}

fn ours(kind: DatasetKind, figures: &[Option<Box<Vacancy>>]) -> BTreeMap<String, [f64; 5]> {
    let set = park().set(kind).unwrap();
    let with_figures = figures.iter().enumerate().filter_map(|(row, v)| Some((row, v.as_ref()?)));
    let key = |row| set.text(row, Field::Id).unwrap().to_owned();
    with_figures.map(|(row, v)| (key(row), [v.lettable_m2, v.vacant_m2, v.available_m2, v.let_m2, f64::from(v.spaces)])).collect()
}

fn assert_same(ours: &BTreeMap<String, [f64; 5]>, plain: &BTreeMap<String, [f64; 5]>) {
    assert!(ours.keys().eq(plain.keys()), "{:?} {:?}", ours.keys(), plain.keys());
    for (key, figures) in ours {
        assert!(figures.iter().zip(&plain[key]).all(|(a, b)| (a - b).abs() < 1e-3), "{key} {figures:?} {:?}", plain[key]);
    }
}

#[test]
fn vacancy_is_what_a_plain_loop_over_the_files_finds() {
    let (buildings, table) = (buildings(), table());
    let in_block = plain_figures(|space| buildings[&space["building"]][0].clone());
    assert!(in_block.keys().eq(["central", "north", "south"]));
    assert_same(&ours(DatasetKind::Blocks, &table.blocks), &in_block);
    assert_same(&ours(DatasetKind::Buildings, &table.buildings), &plain_figures(|space| space["building"].clone()));
    let total = table.total.as_ref().unwrap();
    let plain = plain_figures(|_| "all".to_owned());
    assert!((total.vacant_m2 - plain["all"][1]).abs() < 1e-3 && f64::from(total.spaces) == plain["all"][4]);
    let parts = all_parts(park());
    assert_eq!((parts.whole.count, parts.without_figure), (total.spaces, 0));
}

#[test]
fn every_park_has_the_figures_of_its_buildings() {
    let (buildings, table) = (buildings(), table());
    let by_key = plain_figures(|space| buildings[&space["building"]][1].clone());
    let ours = ours(DatasetKind::Parks, &table.parks);
    // A building without a key may stand on a park's ground: no park has less than its keys say.
    for (key, figures) in &by_key {
        assert!(ours[key][0] >= figures[0] - 1e-3, "{key} {:?} {figures:?}", ours[key]);
    }
}

#[test]
fn home_counts_the_firms_of_each_block() {
    let buildings = buildings();
    let mut plain: BTreeMap<&str, u32> = BTreeMap::new();
    let firms = rows("enterprises.csv");
    for firm in &firms {
        *plain.entry(buildings[&firm["building"]][0].as_str()).or_default() += 1;
    }
    let summary = summary::summarise(park(), &table());
    let blocks = park().set(DatasetKind::Blocks).unwrap();
    let ours: BTreeMap<_, _> =
        summary.blocks.iter().map(|b| (blocks.text(b.row as usize, Field::Id).unwrap(), b.enterprises)).collect();
    assert_eq!(ours, plain);
    assert!(summary.blocks.iter().all(|b| b.enterprises_by_industry.iter().sum::<u32>() == b.enterprises));
    assert_eq!((summary.target_rows.len(), summary.project_rows.len()), (7, 7));
    assert!(summary.status_rows.len() >= 12 && summary.area_rows.len() >= 2);
}

#[test]
fn the_embedded_park_joins_without_a_doubt() {
    let kinds: Vec<_> = park().issues().iter().map(|issue| (issue.kind, issue.count, issue.file.clone())).collect();
    assert_eq!(kinds, [(IssueKind::AreasDisagree, 2, "indicators".into())]);
    assert_eq!(reference_date(park().sets()).to_string(), "2026-10-31");
    for kind in [DatasetKind::Spaces, DatasetKind::Floors, DatasetKind::Enterprises] {
        let rows = park().set(kind).unwrap().len() as u32;
        assert!((0..rows).all(|row| park().up(kind, row, DatasetKind::Buildings).is_some()), "{kind:?}");
    }
}

#[test]
fn firms_of_every_industry_gather_somewhere_and_each_cluster_has_its_own_name() {
    let found = cluster(park(), ClusterParams { eps_m: 150.0, min_points: 8 }, &go_on).unwrap();
    let mut by_industry = [0; 5];
    let mut placed = found.noise.len();
    for cluster in &found.clusters {
        by_industry[cluster.industry as usize] += 1;
        placed += cluster.members.len();
    }
    assert!(by_industry.iter().all(|&count| count > 0), "{by_industry:?}");
    assert_eq!(placed, rows("enterprises.csv").len());
    for lang in [0, 1] {
        let mut names: Vec<_> = names(&found, park()).into_iter().map(|name| name[lang].clone()).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), found.clusters.len());
    }
}

#[test]
fn what_lies_near_a_station_is_what_a_plain_loop_finds() {
    // 汶水路, and the firms within 500 m on a sphere.
    let at = [121.451, 31.2945];
    let firms = rows("enterprises.csv");
    let within = firms.iter().filter(|firm| {
        let (lon, lat): (f64, f64) = (firm["lon"].parse().unwrap(), firm["lat"].parse().unwrap());
        let (x, y) = ((lon - at[0]) * 95_200.0, (lat - at[1]) * 110_874.0);
        x.hypot(y) <= 500.0
    });
    let (ours, plain) = (nearby::within(park(), at, 500.0), within.count() as i64);
    assert!((i64::from(ours.enterprises) - plain).abs() <= 1 && plain > 0, "{} {plain}", ours.enterprises);
    assert!(ours.vacant_m2.is_some() && ours.buildings > 0);
}
