//! Clusters of firms placed by hand and by a plain random.

use std::ops::ControlFlow;

use geo::{Contains, Coord, LineString, Point, Polygon, Validation};

use super::*;
use crate::domain::Confidence::{Demo, Schematic};
use crate::domain::DatasetKind::*;
use crate::domain::Field::{Class, Id, Industry as Trade, Name, NameEn};
use crate::index::handmade::{Sheet, at, joined};

fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Firms of an industry in a square raster of 20 m.
fn raster(mut sheet: Sheet, [west, south]: [f64; 2], columns: u32, rows: u32, trade: &str) -> Sheet {
    for i in 0..columns * rows {
        let place = [west + 20.0 * f64::from(i % columns), south + 20.0 * f64::from(i / columns)];
        sheet = sheet.point(place, &[(Trade, trade)]);
    }
    sheet
}

#[test]
fn each_industry_clusters_by_itself_and_is_named_by_its_place() {
    let mut firms = raster(Sheet::ours(Enterprises, Demo), [100.0, 100.0], 3, 3, "数据智能"); // rows 0–8
    firms = raster(firms, [110.0, 110.0], 2, 2, "文化创意"); // rows 9–12: too few
    firms = raster(firms, [700.0, 100.0], 4, 3, "数据智能"); // rows 13–24
    firms = raster(firms, [2500.0, 100.0], 3, 3, "数据智能"); // rows 25–33
    firms = firms.row(&[(Trade, "数据智能")]); // no place
    firms = raster(firms, [5000.0, 5000.0], 3, 3, "生命健康"); // rows 35–43
    let parks =
        Sheet::ours(Parks, Schematic).rectangle([0.0, 0.0], [900.0, 400.0], &[(Id, "P"), (Name, "总部园"), (NameEn, "HQ Park")]);
    let stations =
        Sheet::ours(Stations, Schematic).point([2600.0, 100.0], &[(Name, "汶水路"), (NameEn, "Wenshui Road"), (Class, "地铁站")]);
    let model = joined([firms, parks, stations]);
    let found = cluster(&model, ClusterParams { eps_m: 50.0, min_points: 5 }, &go_on).unwrap();

    let members: Vec<Vec<u32>> = found.clusters.iter().map(|cluster| cluster.members.clone()).collect();
    assert_eq!(members, [(13..25).collect::<Vec<_>>(), (0..9).collect(), (25..34).collect(), (35..44).collect()]);
    assert_eq!(found.noise, [9, 10, 11, 12]);
    let names = names(&found, &model);
    assert_eq!(
        names,
        [
            ["总部园数据智能集群", "HQ Park data intelligence cluster"],
            ["总部园数据智能集群二", "HQ Park data intelligence cluster 2"],
            ["汶水路站周边数据智能集群", "Wenshui Road station data intelligence cluster"],
            ["生命健康集群", "Life and health cluster"],
        ]
    );
    // A square of 40 m with 25 m all round, its corners rounded: 40² + 4 · 40 · 25 + π · 25² = 7,563 m².
    let area_m2 = found.clusters[1].area_m2;
    assert!((7_100.0..7_650.0).contains(&area_m2), "{area_m2}");
    assert!((found.clusters[1].density_per_ha() - 9.0 / area_m2 * 1e4).abs() < 1e-9);
}

#[test]
fn outlines_are_simple_and_hold_their_firms_with_room_for_the_marks() {
    let mut state = 1_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut firms = Sheet::ours(Enterprises, Demo);
    for group in 0..12 {
        let centre = [4_000.0 * next(), 4_000.0 * next()];
        let length = 100.0 + 500.0 * next();
        for _ in 0..60 {
            // Bows, streaks and heaps.
            let (t, r) = (next() * 4.0, 40.0 * next());
            let place = match group % 3 {
                0 => [centre[0] + (length + r) * t.cos(), centre[1] + (length + r) * t.sin()],
                1 => [centre[0] + length * t, centre[1]],
                _ => [centre[0] + length * next(), centre[1] + length * next()],
            };
            firms = firms.point(place, &[(Trade, "数据智能")]);
        }
    }
    // A heap of firms at one address, and three in one line.
    for _ in 0..9 {
        firms = firms.point([-500.0, -500.0], &[(Trade, "商贸服务")]);
    }
    let model = joined([firms]);
    let found = cluster(&model, ClusterParams { eps_m: 120.0, min_points: 4 }, &go_on).unwrap();
    assert!(found.clusters.len() > 6, "{}", found.clusters.len());
    let frame = LocalFrame::around(at([0.0, 0.0]));
    for cluster in &found.clusters {
        assert_eq!(cluster.hull.first(), cluster.hull.last());
        let hull = cluster.hull.iter().map(|&p| Coord::from(frame.to_local(p))).collect();
        let hull = Polygon::new(LineString::new(hull), Vec::new());
        assert!(hull.is_valid());
        assert!(hull.contains(&Point::from(frame.to_local(cluster.centre))));
        for &member in &cluster.members {
            let firm = frame.to_local(model.place_of(Enterprises, member).unwrap());
            let bearing = |i: u32| f64::from(i) * std::f64::consts::FRAC_PI_4;
            let around = (0..8).map(|i| Point::new(firm[0] + 9.0 * bearing(i).cos(), firm[1] + 9.0 * bearing(i).sin()));
            assert!(around.into_iter().all(|point| hull.contains(&point)), "{firm:?}");
        }
    }
    let again = cluster(&model, found.params, &go_on).unwrap();
    assert_eq!(again, found);
    assert!(cluster(&model, found.params, &|_, _| ControlFlow::Break(())).is_none());
}
