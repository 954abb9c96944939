//! The import sheet where what was found out is wrong: another encoding, separator or row of names is said; a local grid is fitted
//! to control points.

use egui_kittest::kittest::Queryable;
use yuantu::domain::{Dataset, Field, Meaning};
use yuantu::geodesy::crs::Crs;
use yuantu::geodesy::local::LocalFrame;
use yuantu::ui::command::{Command, Sheet};
use yuantu::ui::importing::{ImportChange, ImportView, Reading};

use crate::app_window::{TestFile, Window};

/// Places in a made-up city grid, computed with PROJ 9: `+proj=tmerc +lat_0=0 +lon_0=121.4666666667 +k=1 +x_0=-3500
/// +y_0=-3457147.81 +ellps=GRS80`.
const IN_GRID: [(&str, [&str; 2], [f64; 2]); 4] = [
    ("甲", ["-6981.2478", "7221.7543"], [121.4301, 31.3012]),
    ("乙", ["-3068.0459", "-1748.5171"], [121.4712, 31.2203]),
    ("丙", ["-6183.4315", "-173.7820"], [121.4385, 31.2345]),
    ("丁", ["-964.1064", "5868.8137"], [121.4933, 31.2890]),
];

fn sheet(window: &Window) -> &ImportView {
    assert_eq!(window.session().state.sheet, Some(Sheet::Import), "the sheet is not open");
    window.session().work.import_view().expect("a file waits")
}

fn own_layer(window: &Window) -> &Dataset {
    &window.session().state.store.own_layers().first().expect("a layer was taken in").dataset
}

#[test]
fn what_was_found_out_of_a_list_can_be_said_otherwise() {
    // A report of two titles, whose separator does not even cut equal rows; in Big5.
    let text = "靜安|統計\n二〇二五|年度\n名稱|經度|緯度\n大樓一|121.4500|31.2500\n大樓二|121.4510|31.2510\n";
    let bytes = encoding_rs::BIG5.encode(text).0.into_owned();
    let file = TestFile::new("report.csv", bytes);
    let mut window = Window::open(std::slice::from_ref(&file.0));
    let say = |window: &mut Window, reading| window.command(Command::ChangeImport(ImportChange::Read(reading)));
    say(&mut window, Reading::Encoding(Some("windows-1252".to_owned())));
    assert_ne!(sheet(&window).raw.table.get(0, 0).as_text(), Some("大樓一"), "it is read as the user said, wrong as it is");
    assert_eq!(sheet(&window).raw.about.encoding.as_deref(), Some("windows-1252"));
    say(&mut window, Reading::Encoding(Some("Big5".to_owned())));
    say(&mut window, Reading::Delimiter(Some('|')));
    say(&mut window, Reading::HeaderRow(Some(1)));
    assert_eq!(sheet(&window).raw.len(), 4);
    // The button and what it opens.
    window.click("读取方式：编码、分隔符、标题行");
    assert!(window.harness.query_by_label("Big5").is_some(), "the encodings are listed");
    window.click("没有标题行");
    assert_eq!((sheet(&window).raw.len(), sheet(&window).raw.about.header_row), (5, None));
    say(&mut window, Reading::HeaderRow(Some(3)));
    let import = sheet(&window);
    assert_eq!(import.raw.table.names, ["名稱", "經度", "緯度"]);
    assert_eq!((import.raw.len(), import.raw.about.delimiter), (2, Some('|')));
    assert_eq!(import.raw.about.encoding.as_deref(), Some("Big5"));
    window.command(Command::TakeImport);
    let layer = own_layer(&window);
    assert_eq!((layer.len(), layer.text(0, Field::Name)), (2, Some("大樓一")));
}

#[test]
fn the_next_file_of_a_shape_is_read_as_the_user_said_of_the_first() {
    // Years are no names to whoever looks for names: the line above is taken for them.
    let report = |rows: &str| {
        let text = format!("靜安樓宇稅收|||\n單位|萬元|萬元|萬元\n樓宇名稱|2023|2024|2025\n{rows}");
        encoding_rs::BIG5.encode(&text).0.into_owned()
    };
    let file = TestFile::new("report-1.csv", report("大樓一|12|13|14\n大樓二|22|23|24\n"));
    let mut window = Window::open(std::slice::from_ref(&file.0));
    let names = ["樓宇名稱", "2023", "2024", "2025"];
    let say = |window: &mut Window, reading| window.command(Command::ChangeImport(ImportChange::Read(reading)));
    assert_ne!(sheet(&window).raw.table.names, names, "it would be found out by itself");
    say(&mut window, Reading::Encoding(Some("Big5".to_owned())));
    say(&mut window, Reading::Delimiter(Some('|')));
    say(&mut window, Reading::HeaderRow(Some(3)));
    assert_eq!(sheet(&window).raw.table.names, names);
    window.command(Command::ChangeImport(ImportChange::Column(3, Meaning::Dropped, None)));
    window.command(Command::TakeImport);
    assert_eq!(window.session().state.sheet, None);

    let next = TestFile::new("report-2.csv", report("大樓三|32|33|34\n大樓四|42|43|44\n大樓五|52|53|54\n"));
    window.command(Command::OpenFiles(vec![next.0.clone()]));
    let import = sheet(&window);
    assert!(import.proposal.is_kept, "{:?}", import.raw.table.names);
    assert_eq!(import.raw.table.names, names);
    assert_eq!((import.raw.len(), import.raw.table.get(0, 0).as_text()), (3, Some("大樓三")));
    let recipe = &import.recipe;
    assert_eq!((recipe.encoding.as_deref(), recipe.delimiter, recipe.header_row), (Some("Big5"), Some('|'), Some(3)));
    assert_eq!(recipe.columns[3].meaning, Meaning::Dropped);
    for words in ["已按上次保存的列与基准", "标题在第 3 行"] {
        assert!(window.harness.query_by_label_contains(words).is_some(), "“{words}” is not said");
    }
    window.press(egui::Modifiers::NONE, egui::Key::Escape);

    // Another shape is asked about as if nothing were kept.
    let other = TestFile::new("report-4.csv", "名称,经度,纬度\n甲,121.4520,31.2520\n乙,121.4530,31.2530\n");
    window.command(Command::OpenFiles(vec![other.0.clone()]));
    assert!(!sheet(&window).proposal.is_kept);
}

#[test]
fn a_local_grid_is_fitted_to_control_points_kept_and_used() {
    let mut text = "名称,经度,纬度\n".to_owned();
    for (name, [x, y], _) in IN_GRID {
        text.push_str(&format!("{name},{x},{y}\n"));
    }
    let file = TestFile::new("grid.csv", &text);
    let mut window = Window::open(std::slice::from_ref(&file.0));
    assert_eq!(sheet(&window).raw.len(), 4);
    window.click("用控制点定地方坐标系（如上海2000）…");
    // The two numbers of the first three in the other order: northing first.
    let points: Vec<String> = IN_GRID[..3].iter().map(|(_, [x, y], [lon, lat])| format!("{y}\t{x}\t{lon}\t{lat}")).collect();
    window.write("控制点", &points.join("\n"));
    window.write("地方坐标系的名称", "城建坐标");
    assert!(window.harness.query_by_label_contains("残差会小得多").is_some(), "that the order is another is not told");
    window.click("第一个数是北坐标（X 向北）");
    assert!(window.harness.query_by_label_contains("中误差 0.00").is_some(), "the fit is not told");
    assert!(window.harness.query_by_label_contains("点 3：东").is_some(), "what is left at a point is not told");
    // The file itself has easting first.
    window.click("第一个数是北坐标（X 向北）");
    let points: Vec<String> = IN_GRID[..3].iter().map(|(_, [x, y], [lon, lat])| format!("{x} {y} {lon} {lat}")).collect();
    window.write("控制点", &points.join("\n"));
    window.click("保存并使用");
    let kept = &window.session().state.workspace().grids["城建坐标"];
    assert_eq!(kept.points.len(), 3);
    let used = sheet(&window).recipe.crs.clone();
    assert!(matches!(Crs::parse(&used), Ok(Crs::Local(name, Some(_))) if &*name == "城建坐标"), "{used}");
    assert!(window.harness.query_by_label_contains("地方坐标系 城建坐标（3 个控制点）").is_some());
    window.command(Command::TakeImport);
    let layer = own_layer(&window);
    for (row, (name, _, place)) in IN_GRID.iter().enumerate() {
        assert_eq!(layer.text(row, Field::Name), Some(*name));
        let [x, y] = LocalFrame::around(*place).to_local(layer.geometries.positions_of(row)[0]);
        assert!(x.hypot(y) < 0.02, "{name} is {} m off", x.hypot(y));
    }
}
