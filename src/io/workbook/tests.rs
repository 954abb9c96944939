//! Workbooks as offices make them, and workbooks made to harm.

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
        sheet.write_with_format(row, 3, ExcelDateTime::from_ymd(2026, 3, 31).unwrap(), &date).unwrap();
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

/// The package of a document that is no more than its sheets.
fn ods(tables: &str) -> Vec<u8> {
    use std::io::Write;
    let mut package = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    package.start_file("mimetype", stored).unwrap();
    package.write_all(b"application/vnd.oasis.opendocument.spreadsheet").unwrap();
    package.start_file("content.xml", stored).unwrap();
    let text = format!(
        "<office:document-content><office:automatic-styles><style:style style:name=\"ta2\" style:family=\"table\">\
         <style:table-properties table:display=\"false\"/></style:style></office:automatic-styles><office:body>\
         <office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    package.write_all(text.as_bytes()).unwrap();
    package.finish().unwrap().into_inner()
}

#[test]
fn an_open_document_sheet() {
    let text = |text: &str| format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>");
    let number = |value: f64| {
        format!("<table:table-cell office:value-type=\"float\" office:value=\"{value}\"><text:p>x</text:p></table:table-cell>")
    };
    let rows = [
        format!("<table:table-row>{}{}{}</table:table-row>", text("名称"), text("面积"), text("到期")),
        "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"1024\"/></table:table-row>".to_owned(),
        format!(
            "<table:table-row table:visibility=\"collapse\">{}{}<table:table-cell office:value-type=\"date\" \
             office:date-value=\"2026-03-31T00:00:00\"><text:p>31.3.</text:p></table:table-cell></table:table-row>",
            text("甲<text:s text:c=\"2\"/>&amp; 乙</text:p><text:p>二层<office:annotation><text:p>不要</text:p></office:annotation>"),
            number(1200.5)
        ),
        format!("<table:table-row table:number-rows-repeated=\"2\">{}{}</table:table-row>", text("丙"), number(7.0)),
        "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>".to_owned(),
    ];
    let sheet = format!(
        "<table:table table:name=\"旧\" table:style-name=\"ta2\"></table:table><table:table table:name=\"表\">{}</table:table>",
        rows.concat()
    );
    let outcome = read(ods(&sheet), &ReadOptions::default());
    let dataset = outcome.dataset.as_ref().unwrap();
    assert_eq!(dataset.table.names, ["名称", "面积", "到期"]);
    let row = |row| (0..3).map(|column| dataset.table.get(row, column)).collect::<Vec<_>>();
    assert_eq!(row(0), [Value::Text("甲  & 乙\n二层"), Value::Number(1200.5), Value::Text("2026-03-31")]);
    assert_eq!(row(2), [Value::Text("丙"), Value::Number(7.0), Value::Null]);
    assert_eq!((dataset.lines.as_slice(), dataset.about.layer), (&[5, 6, 7][..], Some(1)));
    assert_eq!(kinds(&outcome), [IssueKind::HiddenRows, IssueKind::HiddenSheets]);
}

#[test]
fn rows_that_repeat_without_end_are_refused() {
    let cell = "<table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"16384\"><text:p>很长的一格</text:p></table:table-cell>";
    let sheet = format!(
        "<table:table table:name=\"表\"><table:table-row table:number-rows-repeated=\"4000000000\">{cell}</table:table-row></table:table>"
    );
    assert_eq!(kinds(&read(ods(&sheet), &ReadOptions::default())), [IssueKind::TooManyCells]);
}
