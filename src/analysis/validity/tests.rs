//! Polygons with known faults and areas, and random ones against geo's own validation, which looks at every pair of edges.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::Arc;

use geo::{Coord, LineString, MultiPolygon, Polygon, Validation};

use super::*;
use crate::domain::{GeometryKind, Mend, Origin, PartKind};
use crate::geodesy::local::LocalFrame;

const ORIGIN: [f64; 2] = [121.45, 31.25];

/// Features of polygons of rings in metres east and north of a place in the park; rings are closed here.
fn dataset(features: &[&[&[&[[f64; 2]]]]]) -> Arc<Dataset> {
    let frame = LocalFrame::around(ORIGIN);
    let mut dataset = Dataset::new("handmade", Origin::File("handmade.geojson".into()));
    for polygons in features {
        for rings in *polygons {
            for ring in *rings {
                let closed = ring.iter().chain(ring.first());
                dataset.geometries.positions.extend(closed.map(|&at| frame.to_lon_lat(at)));
                dataset.geometries.end_ring();
            }
            dataset.geometries.end_part(PartKind::Polygon);
        }
        dataset.geometries.end_feature(if polygons.len() == 1 { GeometryKind::Polygon } else { GeometryKind::MultiPolygon });
    }
    Arc::new(dataset)
}

fn found(dataset: &Arc<Dataset>) -> Vec<Finding> {
    check(dataset, &Params::of(dataset, None), &|_, _| ControlFlow::Continue(())).unwrap()
}

fn kinds(dataset: &Arc<Dataset>) -> Vec<(u32, IssueKind)> {
    found(dataset).iter().map(|finding| (finding.row, finding.kind)).collect()
}

const SQUARE: [[f64; 2]; 4] = [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0]];

#[test]
fn what_is_sound_is_left_alone() {
    let hole = [[2.0, 2.0], [2.0, 4.0], [4.0, 4.0], [4.0, 2.0]];
    // Its hole touches the shell at one point, which is allowed.
    let tangent = [[0.0, 5.0], [3.0, 7.0], [3.0, 3.0]];
    let apart = [[20.0, 0.0], [30.0, 0.0], [30.0, 10.0]];
    let all = dataset(&[&[&[&SQUARE, &hole]], &[&[&apart]]]);
    assert_eq!(kinds(&all), []);
    assert_eq!(kinds(&dataset(&[&[&[&SQUARE, &tangent]]])), []);
}

#[test]
fn each_fault_is_found_where_it_is() {
    let bow_tie = [[0.0, 0.0], [10.0, 10.0], [10.0, 0.0], [0.0, 10.0]];
    let found_tie = found(&dataset(&[&[&[&bow_tie]]]));
    assert_eq!(found_tie.len(), 1);
    assert_eq!(found_tie[0].kind, IssueKind::SelfCrossing);
    let [x, y] = LocalFrame::around(ORIGIN).to_local(found_tie[0].position);
    assert!((x - 5.0).abs() < 1e-3 && (y - 5.0).abs() < 1e-3, "{x} {y}");

    let only = |rings: &[&[[f64; 2]]], kind: IssueKind| {
        let kinds: BTreeSet<IssueKind> = kinds(&dataset(&[&[rings]])).into_iter().map(|(_, kind)| kind).collect();
        assert_eq!(kinds, BTreeSet::from([kind]), "{rings:?}");
    };
    // The outline comes back to a corner it was at: once beside itself, once through itself.
    only(&[&[[0.0, 0.0], [10.0, 0.0], [5.0, 5.0], [10.0, 10.0], [0.0, 10.0], [5.0, 5.0]]], IssueKind::SelfTouching);
    only(&[&[[0.0, 0.0], [5.0, 5.0], [10.0, 10.0], [10.0, 0.0], [5.0, 5.0], [0.0, 10.0]]], IssueKind::SelfCrossing);
    // A spike of 7 m, on the line and a hair beside it.
    only(&[&[[0.0, 0.0], [10.0, 0.0], [10.0, 17.0], [10.0, 10.0], [0.0, 10.0]]], IssueKind::Spike);
    only(&[&[[0.0, 0.0], [10.0, 0.0], [10.01, 17.0], [9.99, 10.0], [0.0, 10.0]]], IssueKind::Spike);
    only(&[&[[0.0, 0.0], [10.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0]]], IssueKind::DuplicateVertex);
    only(&[&[[0.0, 0.0], [0.0, 10.0], [10.0, 10.0], [10.0, 0.0]]], IssueKind::RingWinding);
    only(&[&SQUARE, &[[2.0, 2.0], [4.0, 2.0], [4.0, 4.0], [2.0, 4.0]]], IssueKind::RingWinding);
    only(&[&SQUARE, &[[20.0, 2.0], [20.0, 4.0], [24.0, 4.0], [24.0, 2.0]]], IssueKind::HoleOutside);
    only(&[&SQUARE, &[[8.0, 2.0], [8.0, 4.0], [14.0, 4.0], [14.0, 2.0]]], IssueKind::HoleOutside);
    only(
        &[&SQUARE, &[[1.0, 1.0], [1.0, 9.0], [9.0, 9.0], [9.0, 1.0]], &[[2.0, 2.0], [2.0, 4.0], [4.0, 4.0], [4.0, 2.0]]],
        IssueKind::HoleOutside,
    );
    only(&[&[[0.0, 0.0], [40.0, 0.0], [40.0, 0.2], [0.0, 0.2]]], IssueKind::Sliver);
    let inner: &[[f64; 2]] = &[[2.0, 2.0], [4.0, 2.0], [4.0, 4.0], [2.0, 4.0]];
    assert_eq!(kinds(&dataset(&[&[&[&SQUARE], &[inner]]])), [(0, IssueKind::PartsOverlap)]);
}

#[test]
fn shared_ground_and_gaps_have_their_areas() {
    let at = |x: f64, y: f64, width: f64, height: f64| [[x, y], [x + width, y], [x + width, y + height], [x, y + height]];
    // Four tiles about a gap of 2 m by 60 m; the fifth lies on the first by 3 m by 100 m.
    let tiles =
        [at(0.0, 0.0, 99.0, 100.0), at(101.0, 0.0, 99.0, 100.0), at(0.0, 100.0, 200.0, 50.0), at(0.0, -50.0, 200.0, 50.0)];
    let mut plain: Vec<Vec<[f64; 2]>> = tiles.iter().map(|tile| tile.to_vec()).collect();
    plain.push(at(-60.0, 0.0, 63.0, 100.0).to_vec());
    let rings: Vec<[&[[f64; 2]]; 1]> = plain.iter().map(|tile| [tile.as_slice()]).collect();
    let polygons: Vec<[&[&[[f64; 2]]]; 1]> = rings.iter().map(|rings| [rings.as_slice()]).collect();
    let features: Vec<&[&[&[[f64; 2]]]]> = polygons.iter().map(|polygons| polygons.as_slice()).collect();
    let mut parks = Dataset::clone(&dataset(&features));
    parks.kind = crate::domain::DatasetKind::Parks;
    let findings = found(&Arc::new(parks.clone()));
    let of = |kind: IssueKind| findings.iter().filter(|finding| finding.kind == kind).collect::<Vec<_>>();
    let [overlap] = of(IssueKind::Overlap)[..] else { panic!("{findings:?}") };
    assert_eq!((overlap.row, overlap.other), (0, Some(4)));
    // The frame is right to some parts in a hundred thousand here.
    assert!((overlap.area_m2 - 300.0).abs() < 0.1, "{}", overlap.area_m2);
    let [gap] = of(IssueKind::Gap)[..] else { panic!("{findings:?}") };
    assert!((gap.area_m2 - 200.0).abs() < 0.1, "{}", gap.area_m2);
    assert!((gap.length_m - 2.0 * 200.0 / 204.0).abs() < 0.01, "{}", gap.length_m);
    // Either side is 100 m of 204 m.
    let Err(NoFill::NoneHasHalf(_, share)) = receiver(&Arc::new(parks), gap) else { panic!("{:?}", gap.beside) };
    assert!((share - 100.0 / 204.0).abs() < 1e-4, "{share}");
}

#[test]
fn a_repair_changes_the_area_by_what_it_should() {
    let bow_tie: &[[f64; 2]] = &[[0.0, 0.0], [10.0, 10.0], [10.0, 0.0], [0.0, 10.0]];
    let hole_outside: &[&[[f64; 2]]] = &[&SQUARE, &[[8.0, 2.0], [8.0, 4.0], [14.0, 4.0], [14.0, 2.0]]];
    let all = dataset(&[&[&[bow_tie]], &[hole_outside], &[&[&SQUARE]]]);
    let tie = repair_row(&all.geometries, 0).unwrap();
    assert_eq!(tie.polygons.len(), 2);
    assert!(tie.area_before_m2 < 0.01 && (tie.area_after_m2 - 50.0).abs() < 0.01, "{tie:?}");
    // The hole keeps what of it lies inside: 2 m by 2 m, not 2 m by 6 m.
    let holed = repair_row(&all.geometries, 1).unwrap();
    assert!((holed.area_before_m2 - 88.0).abs() < 0.01 && (holed.area_after_m2 - 96.0).abs() < 0.01, "{holed:?}");
    assert_eq!(repair_row(&all.geometries, 2), None);

    let go_on = |_, _| ControlFlow::Continue(());
    let both = repaired_with(&all, &BTreeSet::from([Mend::Shape(0), Mend::Shape(1)]), &go_on).unwrap();
    assert_eq!(both.repairs.rows, [0, 1]);
    assert!((both.repairs.area_after_m2 - 146.0).abs() < 0.02);
    assert_eq!(both.geometries.positions_of(2), all.geometries.positions_of(2));
    let one = repaired_with(&both, &BTreeSet::from([Mend::Shape(1)]), &go_on).unwrap();
    assert_eq!(one.geometries.positions_of(0), all.geometries.positions_of(0));
    let none = repaired_with(&one, &BTreeSet::new(), &go_on).unwrap();
    assert_eq!((&none.geometries, &none.repairs), (&all.geometries, &all.repairs));
}

#[test]
fn shared_ground_is_cut_from_the_smaller_feature() {
    let small = [[8.0, 2.0], [16.0, 2.0], [16.0, 8.0], [8.0, 8.0]];
    let all = dataset(&[&[&[&SQUARE]], &[&[&small]]]);
    let findings = found(&all);
    assert_eq!(findings.iter().map(|finding| finding.kind).collect::<Vec<_>>(), [IssueKind::Overlap]);
    let mend = mend_of(&all, &findings[0]).unwrap();
    assert_eq!(mend, Mend::Cut(1, 0));
    let go_on = |_, _| ControlFlow::Continue(());
    let cut = repaired_with(&all, &BTreeSet::from([mend]), &go_on).unwrap();
    assert_eq!((cut.repairs.rows.as_slice(), cut.geometries.positions_of(0)), (&[1][..], all.geometries.positions_of(0)));
    // 8 m by 6 m less 2 m by 6 m.
    assert!((cut.repairs.area_before_m2 - 48.0).abs() < 0.01 && (cut.repairs.area_after_m2 - 36.0).abs() < 0.01);
    assert_eq!(kinds(&Arc::new(cut)), []);
}

/// Two blocks about a triangle of 10 m by 40 m that is the western one's along two sides, with a corner of the eastern one on the
/// third.
fn about_a_triangle() -> Dataset {
    let west: &[[f64; 2]] = &[[0.0, 0.0], [50.0, 0.0], [50.0, 10.0], [40.0, 30.0], [50.0, 50.0], [50.0, 60.0], [0.0, 60.0]];
    let east: &[[f64; 2]] = &[[50.0, 0.0], [90.0, 0.0], [90.0, 60.0], [50.0, 60.0], [50.0, 23.0]];
    let mut blocks = Dataset::clone(&dataset(&[&[&[west]], &[&[east]]]));
    blocks.kind = crate::domain::DatasetKind::Blocks;
    blocks
}

#[test]
fn a_gap_goes_to_the_neighbour_along_most_of_its_border() {
    let blocks = Arc::new(about_a_triangle());
    let findings = found(&blocks);
    let [gap] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!((gap.kind, gap.row, gap.other), (IssueKind::Gap, 0, Some(1)));
    // Two sides of √(10² + 20²), against one of 40.
    let sides = 2.0 * 500.0_f64.sqrt();
    let (row, share) = receiver(&blocks, gap).unwrap();
    assert!(row == 0 && (share - sides / (sides + 40.0)).abs() < 1e-4, "{share}");
    let mend = mend_of(&blocks, gap).unwrap();
    assert_eq!(mend.feature(), 0);
    let go_on = |_, _| ControlFlow::Continue(());
    let mended = repaired_with(&blocks, &BTreeSet::from([mend]), &go_on).unwrap();
    assert_eq!(
        (mended.repairs.rows.as_slice(), mended.geometries.positions_of(1)),
        (&[0][..], blocks.geometries.positions_of(1))
    );
    assert!((mended.repairs.area_after_m2 - mended.repairs.area_before_m2 - 200.0).abs() < 0.05);
    assert_eq!(kinds(&Arc::new(mended.clone())), []);
    // The same again from what is repaired already, and back.
    assert_eq!(repaired_with(&mended, &BTreeSet::from([mend]), &go_on).unwrap().geometries, mended.geometries);
    assert_eq!(repaired_with(&mended, &BTreeSet::new(), &go_on).unwrap().geometries, blocks.geometries);

    let after = fill_row((&blocks.geometries, 0), &gap.polygons).unwrap();
    let change = change_of(&blocks.geometries, 0, Some(&after.polygons), &blocks.geometries.bounds()).unwrap();
    let [kept, added, removed] = [&change.kept, &change.added, &change.removed]
        .map(|rings| rings.iter().map(|polygon| polygon[0].len() - 1).collect::<Vec<_>>());
    assert_eq!((kept, added, removed), (vec![7], vec![3], vec![]));
}

#[test]
fn a_gap_beside_invented_records_is_nobodys() {
    let mut blocks = about_a_triangle();
    let column = blocks.table.column_or_new("confidence");
    blocks.fields.set(crate::domain::Field::Confidence, column);
    for (row, word) in ["演示", "公开"].into_iter().enumerate() {
        blocks.table.columns[column].set(row, crate::domain::Value::Text(word));
    }
    let blocks = Arc::new(blocks);
    let findings = found(&blocks);
    assert_eq!(receiver(&blocks, &findings[0]), Err(NoFill::InventedBeside));
    assert_eq!(mend_of(&blocks, &findings[0]), None);
}

/// A small generator of numbers, the same each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    /// A ring of corners on a coarse grid, so that they often meet.
    fn ring(&mut self, corners: u64, size: u64) -> Vec<[f64; 2]> {
        (0..corners).map(|_| [self.roll(size) as f64, self.roll(size) as f64]).collect()
    }
}

fn polygons_of(geometries: &crate::domain::Geometries, row: usize) -> MultiPolygon {
    let part = |part| {
        let ring = |ring| LineString::new(geometries.ring(ring).iter().map(|&[x, y]| Coord { x, y }).collect());
        let mut rings = geometries.rings(part).map(ring);
        Polygon::new(rings.next().unwrap(), rings.collect())
    };
    MultiPolygon::new(geometries.parts(row).map(part).collect())
}

#[test]
fn random_polygons_are_judged_as_geo_judges_them_and_their_repair_is_valid() {
    let mut dice = Dice(7);
    let frame = LocalFrame::around(ORIGIN);
    let mut dataset = Dataset::new("random", Origin::Embedded);
    for number in 0..800 {
        let size = if number % 3 == 0 { 1_000 } else { 8 };
        for _ in 0..1 + number % 2 {
            for hole in 0..1 + dice.roll(2) {
                let corners = if number % 50 == 0 { 60 } else { 3 + dice.roll(6) };
                let mut ring = dice.ring(corners, if hole > 0 { size / 2 } else { size });
                ring.push(ring[0]);
                dataset.geometries.positions.extend(ring.iter().map(|&at| frame.to_lon_lat(at)));
                dataset.geometries.end_ring();
            }
            dataset.geometries.end_part(PartKind::Polygon);
        }
        dataset.geometries.end_feature(GeometryKind::MultiPolygon);
    }
    let mut by_row: BTreeMap<u32, BTreeSet<IssueKind>> = BTreeMap::new();
    let mut scratch = feature::Scratch::default();
    let params = Params { sliver_m: 0.0, ..Params::of(&dataset, None) };
    for row in 0..dataset.len() {
        let mut findings = Vec::new();
        feature::check(&dataset.geometries, row, &params, &mut scratch, &mut findings);
        by_row.insert(row as u32, findings.into_iter().map(|finding| finding.kind).collect());
    }
    // What is a fault to us and not to the standard: the order of rings, a vertex that is there twice, a blunt spike.
    let allowed = [IssueKind::RingWinding, IssueKind::DuplicateVertex];
    let (mut valid, mut repaired, mut given_up) = (0, 0, 0);
    for (&row, kinds) in &by_row {
        let kinds: BTreeSet<_> = kinds.iter().filter(|kind| !allowed.contains(kind)).copied().collect();
        let polygons = polygons_of(&dataset.geometries, row as usize);
        let is_valid = polygons.is_valid();
        valid += usize::from(is_valid);
        let narrow = kinds == BTreeSet::from([IssueKind::Spike]);
        assert!(is_valid == kinds.is_empty() || narrow, "row {row}: {kinds:?}, {:?}\n{polygons:?}", polygons.validation_errors());
        if let Some(mended) = repair_row(&dataset.geometries, row as usize) {
            let mut geometries = crate::domain::Geometries::default();
            mended.push(&dataset.geometries, row as usize, &mut geometries);
            let polygons = polygons_of(&geometries, 0);
            repaired += 1;
            assert_eq!(
                repair_row(&dataset.geometries, row as usize),
                Some(mended),
                "row {row} is repaired in another way each time"
            );
            assert!(polygons.is_valid(), "row {row}: {:?}", polygons.validation_errors());
        } else if kinds.iter().any(|kind| mend_of(&dataset, &Finding::at(row as usize, *kind, ORIGIN)).is_some()) {
            given_up += 1;
        }
    }
    assert!(valid > 50 && repaired > 600 && given_up * 50 < repaired, "{valid} valid, {repaired} repaired, {given_up} not");
}
