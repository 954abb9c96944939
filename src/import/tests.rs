//! From a raw table to a dataset: what is proposed, what becomes of each row, what is said about it.

use super::handmade::{applied, table};
use super::{Fate, Sureness, propose};
use crate::domain::{Dataset, DatasetKind, Field, Issue, IssueKind, Matching, Meaning, Severity, SourceUnit};

/// The file of the picture of the import sheet.
const FIRMS: &str = "企业名称|统一社会信用代码|经度|纬度|面积|租金(元/㎡/月)|到期
    示例数智科技 01|9144030071526726XG|121.45283|31.30611|418|128.5|2027-03-31
    示例影视文化 02|914403001922038216|121.44876|31.28190|260|96.0|2026/12/15
    示例云计算 03|91330100799655058B|121.45407|31.30533|1,050|135.0|2028-06-30
    示例医药研发 04|91110108551385082Q|１２１．４５１|31.31002|620|118.0|2027-09-30
    示例人力资源 05|91310000132265109R|||180|205.0|2027-01-31
    示例传媒 06|12100000400010275N|31.27655|121.45518|330|102.0|2029-02-29
    合计||||2858||";

fn meanings(proposal: &super::Proposal) -> Vec<Meaning> {
    proposal.recipe.columns.iter().map(|rule| rule.meaning).collect()
}

fn found(issues: &[Issue], kind: IssueKind) -> Option<(Vec<u32>, Option<u64>, &str)> {
    let issue = issues.iter().find(|issue| issue.kind == kind)?;
    Some((issue.features.clone(), issue.line, issue.detail.as_deref().unwrap_or_default()))
}

#[test]
fn the_columns_of_the_picture_are_told() {
    let proposal = propose(&table(FIRMS), None, &[]);
    let fields = [Field::Name, Field::CreditCode, Field::Lon, Field::Lat, Field::AreaM2, Field::RentYuanM2Day, Field::LeaseEnd];
    assert_eq!(meanings(&proposal), fields.map(Meaning::Field));
    assert_eq!(proposal.recipe.kind, DatasetKind::Enterprises);
    assert_eq!(proposal.recipe.columns[5].unit, Some(SourceUnit::YuanPerM2Month));
    assert_eq!((proposal.columns[0], proposal.columns[4]), (Sureness::Sure, Sureness::Likely));
    // The code of row 4 has a wrong check digit, the lease of row 5 ends on a day that there is not.
    assert_eq!(proposal.first_doubt, [None, Some(4), None, None, None, None, Some(5)]);
    assert_eq!(proposal.recipe.matching, Matching::Chosen);
}

#[test]
fn every_row_is_accounted_for_and_nothing_is_mended_silently() {
    let raw = table(FIRMS);
    let recipe = propose(&raw, None, &[]).recipe;
    let done = applied(raw, &recipe);
    let fates = &done.fates;
    assert_eq!(fates.total(), 7);
    let counts = [Fate::OnMap, Fate::Waiting, Fate::TableOnly, Fate::Refused].map(|fate| fates.count(fate));
    assert_eq!(counts, [4, 1, 1, 1]);
    let dataset = done.dataset.unwrap();
    assert_eq!(dataset.len(), 6);
    // 128.5 × 12 ÷ 365; the column of the file stays beside it.
    assert!((dataset.number(0, Field::RentYuanM2Day).unwrap() - 4.224_657_5).abs() < 1e-6);
    assert_eq!(dataset.table.column("租金(元/㎡/月)").map(|at| dataset.table.get(0, at).as_number()), Some(Some(128.5)));
    assert_eq!((dataset.number(2, Field::AreaM2), dataset.text(1, Field::LeaseEnd)), (Some(1050.0), Some("2026-12-15")));
    assert_eq!(dataset.text(5, Field::LeaseEnd), Some("2029-02-29"));
    assert_eq!(dataset.geometries.positions_of(3), [[121.451, 31.31002]]);
    let issues = &done.issues;
    assert_eq!(found(issues, IssueKind::FullWidth), Some((vec![3], Some(5), "１２１．４５１")));
    assert_eq!(found(issues, IssueKind::CheckDigit), Some((vec![4], Some(6), "91310000132265109R")));
    assert_eq!(found(issues, IssueKind::SwappedPosition), Some((vec![5], Some(7), "31.27655, 121.45518")));
    assert_eq!(found(issues, IssueKind::NoSuchDay), Some((vec![5], Some(7), "2029-02-29")));
    assert_eq!(found(issues, IssueKind::DateNotation), Some((vec![1], Some(3), "2026/12/15")));
    assert_eq!(found(issues, IssueKind::NoPosition), Some((vec![4], Some(6), "")));
    assert_eq!(found(issues, IssueKind::TotalRow), Some((vec![6], Some(8), "合计")));
    assert_eq!(issues.iter().filter(|issue| issue.severity == Severity::Error).count(), 0);
}

#[test]
fn swapped_rows_are_put_right_when_the_user_says_so() {
    let raw = table(FIRMS);
    let mut recipe = propose(&raw, None, &[]).recipe;
    recipe.mend_swapped_rows = true;
    let done = applied(raw, &recipe);
    assert_eq!((done.fates.count(Fate::OnMap), done.fates.count(Fate::Waiting)), (5, 0));
    assert_eq!(done.dataset.unwrap().geometries.positions_of(5), [[121.45518, 31.27655]]);
    assert!(found(&done.issues, IssueKind::SwapMended).is_some());
}

#[test]
fn a_kept_recipe_comes_back_for_the_same_columns_in_any_order() {
    let raw = table(FIRMS);
    let mut kept = propose(&raw, None, &[]).recipe;
    kept.crs = "BD-09".to_owned();
    kept.columns.reverse();
    let again = propose(&raw, None, std::slice::from_ref(&kept));
    assert!(again.is_kept && again.recipe.crs == "BD-09");
    assert_eq!(again.recipe.columns[0].meaning, Meaning::Field(Field::Name));
    let other = propose(&table("企业名称|地址\nA|江场路1号"), None, &[kept]);
    assert!(!other.is_kept);
}

fn spaces(text: &str) -> (Dataset, Vec<Issue>) {
    let raw = table(text);
    let proposal = propose(&raw, None, &[]);
    assert_eq!(proposal.recipe.kind, DatasetKind::Spaces);
    let done = applied(raw, &proposal.recipe);
    (done.dataset.unwrap(), done.issues)
}

#[test]
fn spaces_with_floors_areas_and_rents_as_offices_write_them() {
    let (dataset, issues) = spaces(
        "楼宇|楼层|室号|面积|租金|状态|到期|承租方
        一号楼|1-2层|101|500㎡|4.5元/㎡·天|空置||
        一号楼|B1|B101|0.3亩|面议|空置||
        一号楼|十二层|1201|1,200|36万元/年|已租|20271231|甲公司
        一号楼|十二层|1201|1,200|5|已租|2027年6月|乙公司
        一号楼|夹层|M1|80|300|空闲|2027Q1|",
    );
    let levels: Vec<_> = (0..5).map(|row| dataset.number(row, Field::Level)).collect();
    assert_eq!(levels, [Some(1.0), Some(-1.0), Some(12.0), Some(12.0), None]);
    assert_eq!(dataset.text(0, Field::Floor), Some("1-2层"));
    let areas: Vec<_> = (0..4).map(|row| dataset.number(row, Field::AreaM2).unwrap()).collect();
    // 0.3 亩 is 200 ㎡.
    assert_eq!(areas, [500.0, 200.0, 1200.0, 1200.0]);
    // 360,000 ÷ 365 ÷ 1,200.
    assert!((dataset.number(2, Field::RentYuanM2Day).unwrap() - 0.821_917_8).abs() < 1e-6);
    assert_eq!(dataset.text(1, Field::RentYuanM2Day), Some("面议"));
    let ends: Vec<_> = (2..5).map(|row| dataset.text(row, Field::LeaseEnd).unwrap_or_default()).collect();
    assert_eq!(ends, ["2027-12-31", "2027-06-30", "2027-03-31"]);
    assert_eq!(found(&issues, IssueKind::SeveralFloors), Some((vec![0], Some(2), "1-2层")));
    assert_eq!(found(&issues, IssueKind::UnknownFloor), Some((vec![4], Some(6), "夹层")));
    assert_eq!(found(&issues, IssueKind::UnknownTerm), Some((vec![4], Some(6), "空闲")));
    assert_eq!(found(&issues, IssueKind::TwoTenants), Some((vec![3], Some(5), "甲公司 / 乙公司")));
    // 300 is a rent a month in the column of rents a day.
    assert_eq!(found(&issues, IssueKind::Implausible), Some((vec![4], Some(6), "300 (0.5–40)")));
}

#[test]
fn coordinates_without_a_name_are_told_by_their_cells() {
    let raw = table("楼宇名称|a|b\n甲|31.251|121.451\n乙|31.252|121.452\n丙|31.253|121.453");
    let proposal = propose(&raw, Some(DatasetKind::Buildings), &[]);
    assert_eq!(meanings(&proposal)[1..], [Meaning::Field(Field::Lat), Meaning::Field(Field::Lon)]);
    assert_eq!(proposal.columns[1], Sureness::Guess);
    let raw = table("店名|坐标\n甲|121.451,31.251\n乙|121°27′E 31°15′N\n丙|31.253 121.453");
    let proposal = propose(&raw, None, &[]);
    assert_eq!(meanings(&proposal)[1], Meaning::Position);
    let done = applied(raw, &proposal.recipe);
    assert_eq!(done.fates.count(Fate::OnMap), 3);
    assert_eq!(found(&done.issues, IssueKind::LatitudeFirst).map(|(rows, ..)| rows), Some(vec![2]));
}

#[test]
fn the_same_twice_is_told() {
    let raw =
        table("编号|企业名称|产业|经度|纬度\n1|甲|数据智能|121.45|31.25\n1|乙|数据智能|121.46|31.25\n3|甲|数据智能|121.45|31.25");
    let recipe = propose(&raw, None, &[]).recipe;
    let issues = applied(raw, &recipe).issues;
    assert_eq!(found(&issues, IssueKind::DuplicateId), Some((vec![1], Some(3), "1")));
    assert_eq!(found(&issues, IssueKind::DuplicatePlace), Some((vec![2], Some(4), "甲")));
}
