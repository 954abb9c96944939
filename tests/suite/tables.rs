//! Tables as other projects and real offices write them: verdicts, cells, counts, encodings. Reads the test data beside the
//! project where it is there.

use std::collections::BTreeMap;

use yuantu::domain::{Dataset, Format, IssueKind, Severity, Value};
use yuantu::io::{Outcome, ReadOptions};

use crate::verdicts::{Expectation, expectations, read, read_with, testdata};

fn table(file: &str) -> Option<Dataset> {
    let outcome = read(&testdata()?.join(file), 2);
    assert!(!outcome.has_error(), "{file}: {:?}", outcome.issues);
    outcome.dataset
}

fn texts(dataset: &Dataset, row: usize) -> Vec<String> {
    let text = |column| match dataset.table.get(row, column) {
        Value::Text(text) => text.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(value) => value.to_string(),
        Value::Null => String::new(),
    };
    (0..dataset.table.names.len()).map(text).collect()
}

#[test]
fn the_verdicts_on_tables_hold() {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut broken = Vec::new();
    for Expectation { path, file, expect, .. } in expectations(&["csv", "xlsx"]) {
        let Outcome { dataset, issues, .. } = read(&path, 2);
        let refused = issues.iter().any(|issue| issue.severity == Severity::Error);
        let holds = match expect.as_str() {
            "accept" => dataset.is_some() && !refused,
            "accept-warn" => dataset.is_some() && !refused && !issues.is_empty(),
            "reject" => dataset.is_none() && refused,
            _ => false,
        };
        let count = counts.entry(format!("{} {expect}", file.split('/').nth(1).unwrap_or_default())).or_default();
        count.1 += 1;
        count.0 += usize::from(holds);
        let told: Vec<_> = issues.iter().map(|issue| (issue.kind.code(), issue.line, issue.detail.as_deref())).collect();
        let size = dataset.as_ref().map(|dataset| (dataset.len(), dataset.table.names.len()));
        if !holds {
            broken.push(format!("{file}: {expect}: {told:?}"));
        }
        println!("{file}: {size:?} {told:?}");
    }
    counts.iter().for_each(|(name, (held, all))| println!("{name}: {held} of {all}"));
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn csv_spectrum_has_the_expected_cells() {
    let Some(folder) = testdata().map(|folder| folder.join("suites/csv/csv-spectrum")) else { return };
    let mut files = 0;
    for Expectation { path, file, .. } in expectations(&["csv/csv-spectrum"]) {
        let dataset = read(&path, 1).dataset.unwrap();
        let expected = std::fs::read_to_string(folder.join(path.with_extension("expected.json").file_name().unwrap())).unwrap();
        let expected: Vec<serde_json::Map<String, serde_json::Value>> = serde_json::from_str(&expected).unwrap();
        assert_eq!(dataset.len(), expected.len(), "{file}");
        for (row, record) in expected.iter().enumerate() {
            let names: Vec<&String> = record.keys().collect();
            let cells: Vec<&str> = record.values().map(|value| value.as_str().unwrap()).collect();
            assert_eq!(
                (dataset.table.names.iter().collect::<Vec<_>>(), texts(&dataset, row)),
                (names, cells.iter().map(|&cell| cell.to_owned()).collect())
            );
        }
        files += 1;
    }
    println!("{files} files of csv-spectrum");
}

#[test]
fn real_files_have_their_rows_and_their_words() {
    for (file, rows, encoding) in [
        ("poi/shanghai_communities_gbk_bd09.csv", 4902, "GBK"),
        ("poi/wuhan_communities_gbk_bd09.csv", 2382, "GBK"),
        ("poi/shanghai_care_homes_utf8bom_nocoords.csv", 866, "UTF-8"),
        ("poi/world_cities_points.csv.gz", 102_645, "UTF-8"),
    ] {
        let Some(dataset) = table(file) else { return };
        assert_eq!((dataset.len(), dataset.about.encoding.as_deref()), (rows, Some(encoding)), "{file}");
        assert_eq!((dataset.about.format, dataset.about.header_row), (Format::Csv, Some(1)), "{file}");
        let odd = |text: &str| text.contains(['\u{FFFD}', '\0', '\u{E000}']);
        assert!(!(0..dataset.len()).any(|row| texts(&dataset, row).iter().any(|text| odd(text))), "{file}");
        println!("{file}: {:?}", dataset.issues.iter().map(|issue| (issue.kind, issue.count)).collect::<Vec<_>>());
    }
    let shanghai = table("poi/shanghai_communities_gbk_bd09.csv").unwrap();
    assert_eq!(shanghai.table.names[..4], ["小区名称", "房价", "区域商圈：", "详细地址："]);
    assert_eq!(texts(&shanghai, 0)[..4], ["上方花园", "163560", "徐汇 徐汇周边", "淮海中路1285弄4-77号"]);
    assert_eq!(shanghai.lines[0], 2);
    let sheet = table("poi/jingan_communities_bd09.xlsx").unwrap();
    assert_eq!((sheet.len(), sheet.about.format, sheet.about.header_row), (262, Format::Xlsx, Some(1)));
    let lon = sheet.table.column("经度").unwrap();
    assert!((0..262).all(|row| matches!(sheet.table.get(row, lon), Value::Number(_))));
}

#[test]
fn a_preview_shows_the_first_rows_of_the_whole() {
    for file in ["poi/shanghai_communities_gbk_bd09.csv", "poi/world_cities_points.csv.gz", "poi/jingan_communities_bd09.xlsx"] {
        let Some(whole) = table(file) else { return };
        let options = ReadOptions { max_rows: Some(100), ..ReadOptions::default() };
        let first = read_with(&testdata().unwrap().join(file), &options).dataset.unwrap();
        assert_eq!((first.len(), &first.table.names), (100, &whole.table.names));
        assert!((0..100).all(|row| texts(&first, row) == texts(&whole, row)), "{file}");
    }
}

#[test]
fn an_encrypted_workbook_says_what_to_do() {
    let Some(folder) = testdata() else { return };
    let outcome = read(&folder.join("suites/xlsx/calamine/pass_protected.xlsx"), 1);
    assert_eq!(outcome.issues.iter().map(|issue| issue.kind).collect::<Vec<_>>(), [IssueKind::Encrypted]);
}
