//! Matching against the user's own buildings and the base map, and against a plain way that compares every row with every
//! building.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use super::index::BuildingIndex;
use super::keys::RowKeys;
use super::{MatchProposal, MatchSign, find, places};
use crate::domain::{Confidence, Dataset, DatasetKind, Field, GeometryKind, Matching, Origin, PartKind, Value};
use crate::import::handmade::table;
use crate::import::{Applied, Fate, Known, apply};

/// Buildings of the user's at points: id, name, alias, address.
fn buildings(rows: &[[&str; 4]]) -> Dataset {
    let mut dataset = Dataset::new("buildings", Origin::File(PathBuf::from("buildings.geojson")));
    dataset.kind = DatasetKind::Buildings;
    for (column, field) in [Field::Id, Field::Name, Field::Alias, Field::Address].into_iter().enumerate() {
        dataset.table.column_or_new(field.key());
        dataset.fields.set(field, column);
    }
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let value = if cell.is_empty() { Value::Null } else { Value::Text(cell) };
            dataset.table.columns[column].set(row, value);
        }
        dataset.geometries.positions.push([121.44 + row as f64 * 1e-4, 31.28]);
        dataset.geometries.end_ring();
        dataset.geometries.end_part(PartKind::Point);
        dataset.geometries.end_feature(GeometryKind::Point);
    }
    dataset
}

/// The fields of the columns of a handmade table.
fn fields(mut raw: Dataset, fields: &[Field]) -> Dataset {
    fields.iter().enumerate().for_each(|(column, &field)| raw.fields.set(field, column));
    raw.kind = DatasetKind::Enterprises;
    raw
}

fn matched(raw: &Dataset, known: &Known) -> Vec<Option<MatchProposal>> {
    let rows: Vec<u32> = (0..raw.len() as u32).collect();
    let found = find(raw, &rows, known, &|_, _| ControlFlow::Continue(())).unwrap();
    rows.iter().map(|row| found.iter().find(|proposal| proposal.row == *row).cloned()).collect()
}

#[test]
fn rows_find_their_building_by_name_alias_and_address() {
    let own = buildings(&[
        ["b-1", "隆宇国际商务广场", "隆宇大厦", "静安区恒丰路329号"],
        ["b-2", "总部经济园1号楼", "", "江场三路250号1号楼"],
        ["b-3", "总部经济园2号楼", "", "江场三路250号2号楼"],
        ["b-4", "市北智汇大厦", "", "静安区江场西路160弄2号"],
        ["b-5", "达安花园", "", "长寿路999弄1-66号"],
    ]);
    let known = Known::embedded().with_own(Some(Arc::new(own)));
    let raw = fields(
        table(
            "企业名称|楼宇|地址
            甲|b-3|
            乙|隆宇大厦|
            丙||上海市静安区恒丰路３２９号17楼
            丁||江场三路250号2号楼501室
            戊||江场三路250号
            己||恒丰路331号
            庚||隆宇国际商务广场17楼
            辛|市北智会大厦|
            壬||长寿路999弄12号
            癸||普陀区江场西路160弄2号",
        ),
        &[Field::Name, Field::Building, Field::Address],
    );
    let found = matched(&raw, &known);
    let keys: Vec<_> = found.iter().map(|found| found.as_ref().map_or("", |found| found.key.as_str())).collect();
    assert_eq!(keys, ["b-3", "b-1", "b-1", "b-3", "b-2", "", "b-1", "b-4", "b-5", ""]);
    let proposed: Vec<_> = found.iter().map(|found| found.as_ref().is_some_and(|found| found.is_proposed)).collect();
    // Two buildings share 江场三路250号; a name that stands in an address, and one with a wrong letter, are for the eye.
    assert_eq!(proposed, [true, true, true, true, false, false, false, false, true, false]);
    let signs = |row: usize| found[row].iter().flat_map(|found| &found.evidence).map(|found| found.sign).collect::<Vec<_>>();
    assert_eq!(signs(1), [MatchSign::Alias]);
    assert_eq!(signs(2), [MatchSign::Address]);
    assert_eq!(signs(4), [MatchSign::Address, MatchSign::OneOfSeveral]);
    assert_eq!(signs(7), [MatchSign::Typo]);
    assert_eq!(found[3].as_ref().unwrap().file_row, 5);
}

#[test]
fn real_places_of_the_base_map_are_matched_by_name_and_invented_buildings_never() {
    let demo = crate::io::embedded::load(DatasetKind::Buildings).unwrap();
    let invented = demo.text(0, Field::Name).unwrap().to_owned();
    let known = Known::embedded().with_own(Some(Arc::new(demo)));
    let raw =
        fields(table(&format!("名称|楼宇\n甲|静安寺\n乙|{invented}\n丙|走马塘\n丁|江场路")), &[Field::Name, Field::Building]);
    let found = matched(&raw, &known);
    assert!(found[0].as_ref().is_some_and(|found| found.name == "静安寺"));
    assert_eq!(found[1..].iter().flatten().count(), 0);
    // A file of the user's may hold invented buildings of ours, exported: they stay invented.
    let mut marked = buildings(&[["b-1", "示例大楼", "", ""]]);
    marked.confidence = Some(Confidence::Demo);
    let known = Known::embedded().with_own(Some(Arc::new(marked)));
    assert_eq!(matched(&fields(table("名称|楼宇\n甲|示例大楼"), &[Field::Name, Field::Building]), &known), [None]);
}

/// Numbers that look random and are the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.roll(of.len())]
    }
}

#[test]
fn the_index_finds_what_comparing_all_finds() {
    let mut dice = Dice(7);
    let roads = ["江场路", "江场三路", "恒丰路", "共和新路"];
    let heads = ["市北", "大宁", "苏河", "灵石"];
    let tails = ["商务广场", "科技大厦", "中心", "创意园3号楼", "创意园4号楼", "壹中心a座"];
    let address = |dice: &mut Dice, deep: bool| {
        let road = dice.one(&roads);
        let lane = if dice.roll(2) == 0 { format!("{}弄", 1 + dice.roll(4)) } else { String::new() };
        let number = if dice.roll(4) > 0 { format!("{}号", 1 + dice.roll(6)) } else { String::new() };
        let part = if deep && dice.roll(3) == 0 { format!("{}号楼", 1 + dice.roll(3)) } else { String::new() };
        format!("{road}{lane}{number}{part}")
    };
    let rows: Vec<[String; 4]> = (0..120)
        .map(|id| {
            let name = format!("{}{}", dice.one(&heads), dice.one(&tails));
            let alias = if dice.roll(4) == 0 { format!("{}大厦", dice.one(&heads)) } else { String::new() };
            [format!("b{id}"), name, alias, address(&mut dice, false)]
        })
        .collect();
    let rows: Vec<[&str; 4]> = rows.iter().map(|cells| [&*cells[0], &*cells[1], &*cells[2], &*cells[3]]).collect();
    let index = BuildingIndex::new(&buildings(&rows));
    let mut text = "企业名称|楼宇|地址\n".to_owned();
    for row in 0..600 {
        let building = match dice.roll(5) {
            0 => format!("b{}", dice.roll(150)),
            1 => format!("{}{}", dice.one(&heads), dice.one(&tails)),
            2 => format!("{}{}", dice.one(&heads), dice.one(&["商务厂场", "科技大大厦", "创意园", "创意园9号楼", "大厦"])),
            _ => String::new(),
        };
        let behind = if dice.roll(4) == 0 { format!("{}{}", dice.one(&heads), dice.one(&tails)) } else { String::new() };
        text.push_str(&format!("f{row}|{building}|{}{behind}\n", address(&mut dice, true)));
    }
    let raw = fields(table(&text), &[Field::Name, Field::Building, Field::Address]);
    let mut found = 0;
    for row in 0..raw.len() {
        let keys = RowKeys::of(&raw, row);
        let slow = places::best(&index, &keys, 0..index.keys.len() as u32);
        assert_eq!(places::building(&index, &keys), slow, "{:?}", keys);
        found += usize::from(slow.is_some());
    }
    assert!(found > 100, "{found} rows have a match to compare");
}

#[test]
fn a_row_waits_until_its_match_is_accepted_and_a_key_needs_no_decision() {
    let own = buildings(&[["b-1", "隆宇国际商务广场", "", "恒丰路329号"], ["b-2", "市北智汇大厦", "", "江场西路160弄2号"]]);
    let known = Known::embedded().with_own(Some(Arc::new(own)));
    let raw = || {
        table("企业名称|行业|楼宇|地址\n甲|数据智能|b-2|\n乙|数据智能||恒丰路329号\n丙|数据智能|市北智会大厦|\n丁|数据智能||某处")
    };
    let go_on = |_: u64, _: u64| ControlFlow::Continue(());
    let mut recipe = crate::import::propose(&raw(), None, &[]).recipe;
    let fates = |applied: &Applied| [Fate::OnMap, Fate::Waiting, Fate::TableOnly].map(|fate| applied.fates.count(fate));
    assert_eq!(recipe.matching, Matching::Chosen);
    assert_eq!(fates(&apply(raw(), &recipe, &known, &go_on)), [1, 2, 1]);
    recipe.chosen = vec![(4, "b-2".to_owned())];
    let chosen = apply(raw(), &recipe, &known, &go_on);
    assert_eq!(fates(&chosen), [2, 1, 1]);
    assert_eq!(chosen.dataset.unwrap().geometries.positions_of(2), [[121.4401, 31.28]]);
    recipe.matching = Matching::Proposed;
    assert_eq!(fates(&apply(raw(), &recipe, &known, &go_on)), [3, 0, 1]);
    recipe.matching = Matching::Off;
    recipe.chosen.clear();
    let off = apply(raw(), &recipe, &known, &go_on);
    assert_eq!((fates(&off), off.matches.len()), ([0, 0, 4], 0));
}
