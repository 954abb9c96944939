use std::ops::ControlFlow;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::domain::{IssueKind, Severity, Value};
use crate::io::{Outcome, ReadOptions, ReadSink, read_bytes};

fn read(bytes: Vec<u8>, options: &ReadOptions) -> Outcome {
    let sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
    read_bytes("book.xlsx", bytes, options, sink)
}

fn kinds(outcome: &Outcome) -> Vec<IssueKind> {
    outcome.issues.iter().map(|issue| issue.kind).collect()
}

/// A sheet as offices make them: a cover, a hidden sheet, a title, merged names, merged buildings, a hidden row.
fn office_book() -> Vec<u8> {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    let plain = Format::new();
    book.add_worksheet().set_name("说明").unwrap().write_string(0, 0, "内部资料").unwrap();
    book.add_worksheet().set_name("旧表").unwrap().set_hidden(true).write_string(0, 0, "x").unwrap();
    let sheet = book.add_worksheet().set_name("房源").unwrap();
    sheet.merge_range(0, 0, 0, 4, "房源一览（2025 年）", &plain).unwrap();
    sheet.merge_range(1, 0, 2, 0, "楼宇", &plain).unwrap();
    sheet.merge_range(1, 1, 1, 2, "面积", &plain).unwrap();
    sheet.merge_range(1, 3, 2, 3, "到期", &plain).unwrap();
    sheet.merge_range(1, 4, 2, 4, "空置", &plain).unwrap();
    sheet.write_string(2, 1, "建筑").unwrap();
    sheet.write_string(2, 2, "可租").unwrap();
    sheet.merge_range(3, 0, 4, 0, "一号楼", &plain).unwrap();
    for row in 3..6 {
        sheet.write_number(row, 1, f64::from(row) * 100.0).unwrap();
        sheet.write_formula(row, 2, "=B4*0.7").unwrap().set_formula_result(row, 2, "210");
        sheet.write_with_format(row, 3, &ExcelDateTime::from_ymd(2026, 3, 31).unwrap(), &date).unwrap();
        sheet.write_boolean(row, 4, row == 4).unwrap();
    }
    sheet.write_string(5, 0, "二号楼").unwrap();
    sheet.set_row_hidden(5).unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_sheet_as_offices_make_them() {
    let outcome = read(office_book(), &ReadOptions::default());
    let dataset = outcome.dataset.as_ref().unwrap();
    assert_eq!(dataset.table.names, ["楼宇", "面积 建筑", "面积 可租", "到期", "空置"]);
    let row = |row| (0..5).map(|column| dataset.table.get(row, column)).collect::<Vec<_>>();
    let text = Value::Text;
    let day = text("2026-03-31");
    assert_eq!(row(0), [text("一号楼"), Value::Number(300.0), Value::Number(210.0), day, Value::Bool(false)]);
    assert_eq!(row(1), [text("一号楼"), Value::Number(400.0), Value::Number(210.0), day, Value::Bool(true)]);
    assert_eq!(row(2)[0], text("二号楼"));
    assert_eq!((dataset.lines.as_slice(), dataset.about.header_row), (&[4, 5, 6][..], Some(2)));
    let layers: Vec<_> = dataset.about.layers.iter().map(|layer| (layer.name.as_str(), layer.hidden)).collect();
    assert_eq!(layers, [("说明", false), ("旧表", true), ("房源", false)]);
    assert_eq!((dataset.about.layer, dataset.about.hidden_rows), (Some(2), 1));
    assert_eq!(kinds(&outcome), [IssueKind::MergedCells, IssueKind::HiddenRows, IssueKind::HiddenSheets]);
}

#[test]
fn the_user_chooses_sheet_and_names() {
    let named = ReadOptions { layer: Some("说明".to_owned()), header_row: Some(0), ..ReadOptions::default() };
    let dataset = read(office_book(), &named).dataset.unwrap();
    assert_eq!((dataset.table.names, dataset.about.layer), (vec!["A".to_owned()], Some(0)));
    let missing = ReadOptions { layer: Some("没有".to_owned()), ..ReadOptions::default() };
    assert_eq!(kinds(&read(office_book(), &missing)), [IssueKind::UnknownLayer]);
    let first = ReadOptions { max_rows: Some(1), ..ReadOptions::default() };
    assert_eq!(read(office_book(), &first).dataset.map(|dataset| dataset.len()), Some(1));
    let none = ReadOptions { max_rows: Some(0), ..ReadOptions::default() };
    let dataset = read(office_book(), &none).dataset.unwrap();
    assert_eq!((dataset.len(), dataset.about.layers.len()), (0, 3));
}

#[test]
fn a_workbook_cut_at_any_byte_is_a_clear_error() {
    let bytes = office_book();
    for end in (4..bytes.len()).step_by(7) {
        let outcome = read(bytes[..end].to_vec(), &ReadOptions::default());
        assert!(outcome.dataset.is_none(), "{end}");
        assert!(outcome.issues.iter().all(|issue| issue.severity == Severity::Error) && outcome.issues.len() == 1, "{end}");
    }
}

#[test]
fn bytes_changed_at_random_do_no_harm() {
    let bytes = office_book();
    let mut state = 1_u32;
    for _ in 0..300 {
        let mut bytes = bytes.clone();
        for _ in 0..3 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = (state >> 8) as usize % bytes.len();
            bytes[at] = (state >> 3) as u8;
        }
        let outcome = read(bytes, &ReadOptions::default());
        assert!(outcome.dataset.is_some() || outcome.has_error());
    }
}
