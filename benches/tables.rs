//! How fast tables are read: a million enterprises as CSV beside the csv crate, 100,000 rows as XLSX beside calamine, and the
//! previews of both. Run with `cargo bench --bench tables`.

use std::fmt::Write;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

use calamine::Reader;
use yuantu::io::{Outcome, ReadOptions, ReadSink, read_path};

const ENTERPRISES: usize = 1_000_000;
const SHEET_ROWS: u32 = 100_000;

fn main() {
    let folder = std::env::temp_dir();
    let path = |name: &str| folder.join(format!("yuantu-bench-{}-{name}", std::process::id()));
    let (utf_8, gbk, book) = (path("utf8.csv"), path("gbk.csv"), path("book.xlsx"));
    let text = enterprises();
    std::fs::write(&utf_8, &text).expect("the folder for passing files can be written");
    std::fs::write(&gbk, encoding_rs::GBK.encode(&text).0).expect("the folder for passing files can be written");
    println!("{ENTERPRISES} enterprises, {:.0} MB of CSV", text.len() as f64 / 1e6);
    let whole = ReadOptions::default();
    let first = ReadOptions { max_rows: Some(100), ..ReadOptions::default() };
    best("yuantu, UTF-8, 1 thread", || rows(&utf_8, &ReadOptions { threads: 1, ..whole.clone() }, ENTERPRISES));
    best("yuantu, UTF-8, 2 threads", || rows(&utf_8, &ReadOptions { threads: 2, ..whole.clone() }, ENTERPRISES));
    best("yuantu, GBK, 2 threads", || rows(&gbk, &ReadOptions { threads: 2, ..whole.clone() }, ENTERPRISES));
    best("yuantu, preview of 100 rows", || rows(&utf_8, &first, 100));
    best("csv crate, each record once", || {
        let mut reader = csv::Reader::from_path(&utf_8).expect("the file is there");
        let mut record = csv::StringRecord::new();
        let mut bytes = 0;
        while reader.read_record(&mut record).expect("the file is CSV") {
            bytes += record.as_slice().len();
        }
        bytes
    });
    best("csv crate, all records kept", || {
        let mut reader = csv::Reader::from_path(&utf_8).expect("the file is there");
        reader.records().map(|record| record.expect("the file is CSV")).collect::<Vec<_>>()
    });
    drop(text);

    write_book(&book);
    println!("{SHEET_ROWS} rows, {:.1} MB of XLSX", std::fs::metadata(&book).map_or(0.0, |file| file.len() as f64 / 1e6));
    best("yuantu, sheet names", || rows(&book, &ReadOptions { max_rows: Some(0), ..whole.clone() }, 0));
    best("yuantu, preview of 100 rows", || rows(&book, &first, 100));
    best("yuantu, all rows", || rows(&book, &whole, SHEET_ROWS as usize));
    best("calamine, all cells as a range", || {
        let mut book: calamine::Xlsx<_> = calamine::open_workbook(&book).expect("the file is there");
        book.worksheet_range("企业").expect("the sheet is there")
    });
    for path in [utf_8, gbk, book] {
        // Files that were made only for this run: whether they can be removed does not change what was measured.
        let _ = std::fs::remove_file(path);
    }
}

fn rows(path: &Path, options: &ReadOptions, expected: usize) -> Outcome {
    let sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
    let outcome = read_path(path, options, sink);
    assert_eq!(outcome.dataset.as_ref().map(|dataset| dataset.len()), Some(expected), "{:?}", outcome.issues);
    outcome
}

/// The best time of a few runs, printed.
fn best<T>(name: &str, mut run: impl FnMut() -> T) {
    let times = (0..4).map(|_| {
        let start = Instant::now();
        let result = run();
        let seconds = start.elapsed().as_secs_f64();
        drop(result);
        seconds
    });
    println!("{name:40} {:8.1} ms", times.fold(f64::INFINITY, f64::min) * 1e3);
}

const HEADER: [&str; 10] =
    ["企业名称", "统一社会信用代码", "行业", "地址", "楼宇", "面积（㎡）", "租金（元/㎡·天）", "到期", "经度", "纬度"];

fn enterprise(number: usize) -> [String; 10] {
    let east = (number % 1000) as f64 * 1e-5;
    [
        format!("上海静安第{number}科技有限公司"),
        format!("91310106MA{number:08}"),
        ["软件和信息服务", "生命健康", "检验检测", "人工智能"][number % 4].to_owned(),
        format!("上海市静安区江场路{}弄{}号", number % 900 + 1, number % 60 + 1),
        format!("{}号楼", number % 120 + 1),
        format!("{}.5", number % 3000 + 20),
        format!("{}.{}", number % 7 + 1, number % 10),
        format!("20{:02}-{:02}-{:02}", 25 + number % 8, number % 12 + 1, number % 28 + 1),
        format!("{:.7}", 121.45 + east),
        format!("{:.7}", 31.28 + east),
    ]
}

fn enterprises() -> String {
    let mut text = HEADER.join(",") + "\n";
    for number in 0..ENTERPRISES {
        let mut cells = enterprise(number);
        if number % 10 == 0 {
            cells[3] = format!("\"{}, 江场大厦 \"\"A\"\" 座\"", cells[3]);
        }
        writeln!(text, "{}", cells.join(",")).expect("memory takes it");
    }
    text
}

fn write_book(path: &Path) {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("企业").expect("a sheet may be called so");
    for (column, name) in (0..).zip(HEADER) {
        sheet.write_string(0, column, name).expect("memory takes it");
    }
    for row in 1..=SHEET_ROWS {
        for (column, cell) in (0..).zip(enterprise(row as usize)) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).expect("memory takes it"),
                Err(_) => sheet.write_string(row, column, cell).expect("memory takes it"),
            };
        }
    }
    book.save(path).expect("the folder for passing files can be written");
}
