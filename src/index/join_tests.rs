//! The joins on parks small enough to join by eye.

use std::ops::ControlFlow;

use super::handmade::{Sheet, joined};
use super::{LinkBasis, ParkModel};
use crate::domain::Confidence::{Demo, Schematic};
use crate::domain::DatasetKind::{self, *};
use crate::domain::Field::*;
use crate::domain::IssueKind;

/// Two blocks side by side, 1 km each, and a renewal area in the western one.
fn blocks() -> Sheet {
    Sheet::ours(Blocks, Schematic)
        .rectangle([0.0, 0.0], [500.0, 500.0], &[(Id, "renewal"), (Class, "更新片区"), (Block, "west")])
        .rectangle([0.0, 0.0], [1000.0, 1000.0], &[(Id, "west"), (Name, "西区"), (Class, "功能区块")])
        .rectangle([1000.0, 0.0], [2000.0, 1000.0], &[(Id, "east"), (Name, "东区"), (Class, "功能区块")])
}

/// A park in each block, the western one with a smaller park within; the last is invented.
fn parks() -> Sheet {
    Sheet::ours(Parks, Schematic)
        .rectangle([100.0, 100.0], [900.0, 900.0], &[(Id, "P1"), (Name, "大园")])
        .rectangle([100.0, 100.0], [300.0, 300.0], &[(Id, "P2"), (Name, "小园")])
        .rectangle([1100.0, 100.0], [1400.0, 400.0], &[(Id, "P3"), (Name, "演示园"), (Confidence, "演示")])
}

fn buildings(sheet: Sheet) -> Sheet {
    sheet
        .rectangle([150.0, 150.0], [190.0, 190.0], &[(Id, "B1")]) // in both western parks
        .rectangle([870.0, 500.0], [950.0, 540.0], &[(Id, "B2"), (Name, "二号楼")]) // 30 of 80 m in the big park
        .rectangle([880.0, 600.0], [915.0, 640.0], &[(Id, "B3")]) // 20 of 35 m in it
        .rectangle([1200.0, 200.0], [1240.0, 240.0], &[(Id, "B4"), (Block, "东区")]) // in the invented park
}

fn ups(model: &ParkModel, child: DatasetKind, parent: DatasetKind) -> Vec<Option<u32>> {
    let rows = model.set(child).map_or(0, |set| set.len()) as u32;
    (0..rows).map(|row| model.up(child, row, parent).map(|link| link.row)).collect()
}

fn issues(model: &ParkModel) -> Vec<(IssueKind, u64, Option<&str>)> {
    model.issues().iter().map(|issue| (issue.kind, issue.count, issue.detail.as_deref())).collect()
}

#[test]
fn places_and_keys_lead_to_the_right_park_and_block() {
    let spaces = Sheet::ours(Spaces, Demo)
        .row(&[(Id, "S1"), (Building, "B1"), (Level, "1"), (AreaM2, "700"), (Tenant, "E1")])
        .row(&[(Id, "S2"), (Building, "B1"), (Level, "1"), (AreaM2, "900")])
        .row(&[(Id, "S3"), (Building, "二号楼"), (Level, "2"), (AreaM2, "100")])
        .row(&[(Id, "S1"), (Building, "B9")]);
    let floors = Sheet::ours(Floors, Demo).row(&[(Building, "B1"), (Level, "1"), (PlateM2, "1500")]);
    let enterprises = Sheet::ours(Enterprises, Demo)
        .point([160.0, 160.0], &[(Id, "E1")]) // in B1
        .point([955.0, 520.0], &[(Id, "E2"), (Space, "S2")]) // says it is in a space of B1
        .point([960.0, 520.0], &[(Id, "E3")]) // 10 m east of B2
        .point([1990.0, 990.0], &[(Id, "E4")]) // in the eastern block only
        .point([3000.0, 0.0], &[(Id, "E5")]); // nowhere
    let model = joined([blocks(), parks(), buildings(Sheet::ours(Buildings, Demo)), floors, spaces, enterprises]);

    assert_eq!(ups(&model, Blocks, Blocks), [Some(1), None, None]);
    assert_eq!(ups(&model, Parks, Blocks), [Some(1), Some(1), Some(2)]);
    assert_eq!(ups(&model, Buildings, Parks), [Some(1), None, Some(0), Some(2)]);
    assert_eq!(ups(&model, Buildings, Blocks), [Some(1), Some(1), Some(1), Some(2)]);
    assert_eq!(ups(&model, Spaces, Buildings), [Some(0), Some(0), Some(1), None]);
    assert_eq!(ups(&model, Spaces, Floors), [Some(0), Some(0), None, None]);
    assert_eq!(ups(&model, Spaces, Blocks), [Some(1), Some(1), Some(1), None]);
    assert_eq!(ups(&model, Spaces, Enterprises), [Some(0), Some(1), None, None]);
    assert_eq!(ups(&model, Enterprises, Buildings), [Some(0), Some(0), Some(1), None, None]);
    assert_eq!(ups(&model, Enterprises, Parks), [Some(1), Some(1), None, None, None]);
    assert_eq!(ups(&model, Enterprises, Blocks), [Some(1), Some(1), Some(1), Some(2), None]);
    assert_eq!(model.down(Buildings, 0, Spaces), [0, 1]);
    assert_eq!(model.down(Blocks, 1, Enterprises), [0, 1, 2]);
    assert_eq!(model.down(Blocks, 0, Buildings), [0_u32; 0]);
    let Some(LinkBasis::Near { distance_m }) = model.up(Enterprises, 2, Buildings).map(|link| link.basis) else { panic!() };
    assert!((distance_m - 10.0).abs() < 0.01);

    assert_eq!(
        issues(&model),
        [
            (IssueKind::AmbiguousPlace, 1, Some("小园")),
            (IssueKind::PlateExceeded, 1, Some("1600 > 1500 m²")),
            (IssueKind::DuplicateId, 1, Some("S1")),
            (IssueKind::UnknownReference, 1, Some("B9")),
            (IssueKind::Unplaced, 1, None),
            (IssueKind::NearestTaken, 1, None),
            (IssueKind::Unplaced, 1, None),
        ]
    );
    assert_eq!(model.issues()[4].features, [3]);
}

#[test]
fn own_enterprises_meet_no_invented_building_or_park() {
    let enterprises = Sheet::own(Enterprises)
        .point([160.0, 160.0], &[(Id, "1"), (Building, "B1")])
        .point([1210.0, 210.0], &[(Id, "2"), (Park, "P3")])
        .point([1310.0, 210.0], &[(Id, "3"), (Park, "大园")]);
    let model = joined([blocks(), parks(), buildings(Sheet::ours(Buildings, Demo)), enterprises]);
    assert_eq!(ups(&model, Enterprises, Buildings), [None, None, None]);
    assert_eq!(ups(&model, Enterprises, Parks), [Some(1), None, Some(0)]);
    assert_eq!(ups(&model, Enterprises, Blocks), [Some(1), Some(2), Some(2)]);
    // Our own buildings stay joined, among themselves. B1 is no unknown key: there is no building that it could name.
    assert_eq!(ups(&model, Buildings, Parks), [Some(1), None, Some(0), Some(2)]);
    let unknown: Vec<_> = model.issues().iter().filter(|i| i.kind == IssueKind::UnknownReference).collect();
    assert_eq!((unknown.len(), unknown[0].count, unknown[0].detail.as_deref()), (1, 1, Some("P3")));
}

#[test]
fn invented_spaces_and_enterprises_are_left_out_beside_own_buildings() {
    let spaces = Sheet::ours(Spaces, Demo).row(&[(Id, "S1"), (Building, "B1"), (Block, "west")]);
    let enterprises = Sheet::ours(Enterprises, Demo).point([160.0, 160.0], &[(Id, "E1"), (Block, "west")]);
    let own_spaces = Sheet::own(Spaces).row(&[(Id, "S1"), (Building, "B1")]);
    let model = joined([blocks(), parks(), buildings(Sheet::own(Buildings)), spaces, enterprises]);
    assert!(model.is_left_out(Spaces, 0) && model.is_left_out(Enterprises, 0));
    for (child, parent) in [(Spaces, Buildings), (Spaces, Blocks), (Enterprises, Buildings), (Enterprises, Blocks)] {
        assert_eq!(ups(&model, child, parent), [None], "{child:?} {parent:?}");
    }
    // The user's buildings lie in named parks and in blocks, not in an invented park.
    assert_eq!(ups(&model, Buildings, Parks), [Some(1), None, Some(0), None]);
    assert_eq!(ups(&model, Buildings, Blocks), [Some(1), Some(1), Some(1), Some(2)]);
    assert!(model.issues().iter().all(|issue| issue.kind == IssueKind::AmbiguousPlace));

    let model = joined([blocks(), parks(), buildings(Sheet::own(Buildings)), own_spaces]);
    assert_eq!(ups(&model, Spaces, Buildings), [Some(0)]);
}

#[test]
fn invented_buildings_count_in_no_block_of_the_users() {
    let own_blocks = Sheet::own(Blocks).rectangle([0.0, 0.0], [2000.0, 1000.0], &[(Id, "all")]);
    let model = joined([own_blocks, parks(), buildings(Sheet::ours(Buildings, Demo))]);
    assert_eq!(ups(&model, Buildings, Blocks), [None, None, None, None]);
    assert_eq!(ups(&model, Parks, Blocks), [Some(0), Some(0), None]);
    // That our key 东区 names none of the user's blocks is no fault of either file.
    assert!(model.issues().iter().all(|issue| issue.kind == IssueKind::AmbiguousPlace));
}

#[test]
fn areas_that_contradict_each_other_are_told() {
    let area = |number, value| [(Kind, "园区面积"), (Number, number), (Value, value)];
    let indicators = Sheet::ours(Indicators, Schematic).row(&area("2", "17.50")).row(&area("3", "2.13")).row(&area("1", "17.73"));
    let model = joined([indicators]);
    assert_eq!(issues(&model), [(IssueKind::AreasDisagree, 2, Some("17.73 ≠ 17.50 km²"))]);
    assert_eq!(model.issues()[0].features, [2, 0]);
}

#[test]
fn a_join_can_be_stopped() {
    assert!(ParkModel::join(super::ActiveSets::default(), &|_, _| ControlFlow::Break(())).is_none());
}
