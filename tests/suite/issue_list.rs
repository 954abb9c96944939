//! The issue list in the real program: where a line is in its file, and the list as a file that goes back.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use yuantu::domain::DatasetKind;
use yuantu::ui::command::{Command, Sheet};
use yuantu::ui::importing::ImportChange;

use crate::app_window::{TestFile, Window};
use crate::keep::Folder;

/// Firms, the last with a credit code whose check digit does not fit, the second with a name that a spreadsheet would run.
const FIRMS: &str = "企业名称,统一社会信用代码,经度,纬度\n\
    甲,9144030071526726XG,121.4500,31.3000\n\
    \"=HYPERLINK(\"\"http://x\"\")\",914403001922038216,121.4510,31.3010\n\
    丙,91310106MA1FY0X00C,121.4520,31.3020\n";

#[test]
fn the_list_names_rows_of_the_file_and_goes_back_as_a_table() {
    let file = TestFile::new("firms-back.csv", FIRMS);
    let folder = Folder::new("issues");
    let mut window = Window::open(std::slice::from_ref(&file.0));
    if window.session().state.sheet == Some(Sheet::Import) {
        window.command(Command::ChangeImport(ImportChange::Kind(DatasetKind::Enterprises)));
        window.command(Command::TakeImport);
    }
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    assert_eq!(window.session().state.sheet, Some(Sheet::Issues));
    let name = file.0.file_name().unwrap().to_string_lossy().into_owned();
    let of_file: Vec<_> = window.session().state.issues.iter().filter(|issue| issue.file.ends_with(&name)).cloned().collect();
    assert!(!of_file.is_empty(), "the file has no issue");

    // The path is typed where no dialog is.
    let path = folder.at("back.csv");
    let field = window.harness.get_by_label("导出到（.xlsx 或 .csv）");
    field.focus();
    field.type_text(&path.display().to_string());
    window.settle();
    let rows: usize = window.session().state.issues.iter().map(|issue| issue.features.len().max(1)).sum();
    window.click(&format!("导出 {} 行", yuantu::i18n::integer(rows as f64)));
    let bytes = std::fs::read(&path).expect("the list is written");
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with('\u{feff}'), "spreadsheets know it by its mark");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let heads: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(heads, ["文件", "工作表", "行号", "列", "程度", "问题", "处理办法", "原值", "经度", "纬度"], "{records:?}");
    assert_eq!(records.len(), rows);
    let of_file: Vec<_> = records.iter().filter(|record| record[0] == name).collect();
    let third = of_file.iter().find(|record| &record[2] == "4" && record[7].ends_with("00C"));
    let third = third.unwrap_or_else(|| panic!("the code of line 4 is not told: {of_file:?}"));
    assert_eq!((&third[8], &third[9]), ("121.452", "31.302"));

    // It is not written over without being asked for.
    std::fs::write(&path, "mine").unwrap();
    window.command(Command::ExportIssues(path.clone(), vec![0], false));
    assert_eq!(std::fs::read(&path).unwrap(), b"mine");
    window.click("替换");
    assert!(std::fs::metadata(&path).unwrap().len() > 20);
    window.command(Command::ExportIssues(folder.at("back.xlsx"), vec![0], false));
    assert_eq!(std::fs::read(folder.at("back.xlsx")).unwrap()[..2], *b"PK");
    window.command(Command::ExportIssues(folder.at("back.docx"), vec![0], false));
    assert!(!folder.at("back.docx").exists());
}
