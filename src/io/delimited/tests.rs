//! The reader of delimited text as a whole: what a person sees in the file is what comes out.

use std::ops::ControlFlow;

use crate::domain::{Dataset, IssueKind, Value};
use crate::io::{Outcome, ReadOptions, ReadSink, read_bytes, read_pasted};

fn read(name: &str, bytes: &[u8], options: &ReadOptions) -> Outcome {
    let sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
    read_bytes(name, bytes.to_vec(), options, sink)
}

fn table(text: &str) -> Dataset {
    read("a.csv", text.as_bytes(), &ReadOptions::default()).dataset.unwrap()
}

fn row(dataset: &Dataset, row: usize) -> Vec<&str> {
    (0..dataset.table.names.len()).map(|column| dataset.table.get(row, column).as_text().unwrap_or("")).collect()
}

fn kinds(outcome: &Outcome) -> Vec<IssueKind> {
    outcome.issues.iter().map(|issue| issue.kind).collect()
}

#[test]
fn cells_and_lines_are_those_of_the_file() {
    let dataset = table("\u{FEFF}企业名单,,\n名称,详细地址：,面积\n\n甲,\"江场路\n1 号\", 1,200\n乙,,０５\n,,\n");
    assert_eq!(dataset.table.names, ["名称", "详细地址：", "面积", "D"]);
    assert_eq!(row(&dataset, 0), ["甲", "江场路\n1 号", " 1", "200"]);
    assert_eq!((row(&dataset, 1), dataset.table.get(1, 1)), (vec!["乙", "", "０５", ""], Value::Null));
    assert_eq!((dataset.lines.as_slice(), dataset.len()), (&[4, 6][..], 2));
    let about = &dataset.about;
    assert_eq!((about.header_row, about.delimiter, about.encoding_is_declared), (Some(2), Some(','), true));
    assert_eq!(
        dataset.issues.iter().map(|issue| (issue.kind, issue.line)).collect::<Vec<_>>(),
        [(IssueKind::RaggedRow, Some(4))]
    );
}

#[test]
fn rows_that_cannot_be_taken_are_told_with_their_line() {
    let outcome = read("a.csv", b"a,b\n1,2\n3,\0\n5,6\n", &ReadOptions::default());
    let dataset = outcome.dataset.as_ref().unwrap();
    assert_eq!((dataset.len(), dataset.feature_numbers.as_slice()), (2, &[0, 2][..]));
    assert_eq!(
        (kinds(&outcome), outcome.issues[0].line, outcome.issues[0].features.as_slice()),
        (vec![IssueKind::NulBytes], Some(3), &[1][..])
    );
    let wide = format!("a,b\n{}\n1,2\n", ",x".repeat(20_000));
    let outcome = read("a.csv", wide.as_bytes(), &ReadOptions::default());
    assert_eq!((kinds(&outcome), outcome.dataset.map(|dataset| dataset.len())), (vec![IssueKind::TooManyCells], Some(1)));
}

#[test]
fn a_preview_has_the_first_rows_and_the_same_names() {
    let text: String = (0..50).map(|row| format!("甲{row},{row}\n")).collect();
    let text = format!("名称,面积\n{text}");
    let first = ReadOptions { max_rows: Some(3), ..ReadOptions::default() };
    let dataset = read("a.csv", text.as_bytes(), &first).dataset.unwrap();
    assert_eq!(
        (dataset.len(), dataset.table.names.as_slice(), row(&dataset, 2)),
        (3, &["名称".to_owned(), "面积".to_owned()][..], vec!["甲2", "2"])
    );
    let none = ReadOptions { header_row: Some(0), ..ReadOptions::default() };
    let dataset = read("a.csv", text.as_bytes(), &none).dataset.unwrap();
    assert_eq!((dataset.len(), dataset.table.names.as_slice()), (51, &["A".to_owned(), "B".to_owned()][..]));
    let third = ReadOptions { header_row: Some(3), ..ReadOptions::default() };
    let dataset = read("a.csv", text.as_bytes(), &third).dataset.unwrap();
    assert_eq!((dataset.len(), dataset.table.names[0].as_str(), dataset.lines[0]), (48, "甲1", 4));
}

#[test]
fn pasted_cells_are_separated_by_tabs() {
    let outcome = read_pasted("粘贴", "名称\t地址\r\n甲\t\"江场路\n1 号\"\r\n乙\ta,b\r\n", &ReadOptions::default());
    let dataset = outcome.dataset.unwrap();
    assert_eq!((row(&dataset, 0), row(&dataset, 1)), (vec!["甲", "江场路\n1 号"], vec!["乙", "a,b"]));
    assert_eq!((dataset.name.as_str(), dataset.about.delimiter, dataset.about.encoding), ("粘贴", Some('\t'), None));
}

#[test]
fn what_is_no_table_stays_what_it_was() {
    for (name, text) in [
        ("a.json", "1,2\n3,4\n"),
        ("a.geojson", "{\"type\":\"Point\",\"coordinates\":[1,2]}"),
        ("a.csv", "{\"type\":\"Point\",\"coordinates\":[1,2]}"),
        ("notes", "Dear all,\nthe list is late.\n"),
        ("page.csv", "<html><table><tr><td>a</td></tr></table>"),
    ] {
        let outcome = read(name, text.as_bytes(), &ReadOptions::default());
        assert!(outcome.dataset.is_none_or(|dataset| dataset.about.format == crate::domain::Format::GeoJson), "{name}");
    }
    assert_eq!(read("list", "a\tb\n1\t2\n".as_bytes(), &ReadOptions::default()).dataset.map(|dataset| dataset.len()), Some(1));
}

#[test]
fn a_file_cut_at_any_byte_gives_rows_or_a_clear_error() {
    let text = encoding_rs::GB18030.encode("名称,地址\n\"甲\"\"\",\"江场路\n1 号\"\n乙,a\n").0.into_owned();
    for end in 0..text.len() {
        let outcome = read("a.csv", &text[..end], &ReadOptions::default());
        assert!(outcome.dataset.is_some() || outcome.has_error(), "{end}");
    }
}
