//! The export sheet in the real program, by label: every format written and read back, what is told before, what is asked, what
//! goes wrong.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use yuantu::domain::{Dataset, DatasetKind, Field, RecordRef};
use yuantu::import::{self, Known};
use yuantu::io::write::FileFormat;
use yuantu::io::{ReadOptions, ReadSink};
use yuantu::ui::command::{Command, Page, SelectMode, Sheet};
use yuantu::ui::exporting::{ExportChange, ExportCrs, ExportView, ExportWhat};
use yuantu::workspace::LayerKey;

use crate::app_window::{TestFile, Window};

/// Places with columns that a shapefile cuts, one without a place.
const PLACES: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"名称":"甲楼","招商负责人电话":"021-1","高度":12.5},"geometry":{"type":"Point","coordinates":[121.44,31.30]}},
{"type":"Feature","properties":{"名称":"乙楼","招商负责人电话":"021-2","高度":-3},"geometry":{"type":"Point","coordinates":[121.45,31.31]}},
{"type":"Feature","properties":{"名称":"丙楼","招商负责人电话":"=1+1","高度":0.1},"geometry":null}]}"#;

/// A folder of the test's own.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("yuantu-export-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn wish(window: &Window) -> &ExportView {
    assert_eq!(window.session().state.sheet, Some(Sheet::Export), "the sheet is not open");
    window.session().work.export_view().unwrap()
}

fn says(window: &Window, words: &str) {
    assert!(window.harness.query_all_by_label_contains(words).next().is_some(), "“{words}” is not said");
}

fn notices(window: &Window) -> String {
    window.session().state.notices.shown().iter().map(|notice| notice.text.as_str()).collect::<Vec<_>>().join("\n")
}

fn go_to(window: &mut Window, path: &Path) {
    window.command(Command::ChangeExport(ExportChange::Path(path.display().to_string())));
}

fn read_back(path: &Path) -> Dataset {
    let sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
    let outcome = import::read(path, &ReadOptions::default(), None, &Known::embedded(), sink);
    outcome.dataset.unwrap_or_else(|| panic!("{}: {:?}", path.display(), outcome.issues))
}

/// Name, height and place of each row, by name.
fn rows(dataset: &Dataset) -> Vec<(String, String, Vec<[i64; 2]>)> {
    let height = dataset.table.column("高度").expect("the column is there");
    let rounded = |[x, y]: &[f64; 2]| [(x * 1e7).round() as i64, (y * 1e7).round() as i64];
    let mut rows: Vec<_> = (0..dataset.len())
        .map(|row| {
            let name = dataset.text(row, Field::Name).unwrap_or_default().to_owned();
            let height = match dataset.table.get(row, height) {
                yuantu::domain::Value::Number(number) => number.to_string(),
                value => value.as_text().unwrap_or_default().to_owned(),
            };
            (name, height, dataset.geometries.positions_of(row).iter().map(rounded).collect())
        })
        .collect();
    rows.sort();
    rows
}

#[test]
fn a_layer_goes_out_in_every_format_and_comes_back_the_same() {
    let (file, folder) = (TestFile::new("out.geojson", PLACES), Folder::new("formats"));
    let mut window = Window::open(std::slice::from_ref(&file.0));
    let before = rows(&window.session().state.store.own_layers()[0].dataset);
    for format in FileFormat::ALL {
        window.press(Modifiers::COMMAND, Key::E);
        assert_eq!(wish(&window).what, ExportWhat::Layer(LayerKey::Own(file.stem())));
        window.click(format.name());
        let path = folder.at(&format!("places.{}", format.extension()));
        go_to(&mut window, &path);
        says(&window, "将写入 3 行");
        says(&window, "1 行没有位置，几何留空");
        match format {
            FileFormat::GeoJson => says(&window, "GeoJSON 按 RFC 7946 只能是 WGS84 经纬度"),
            FileFormat::Csv => says(&window, "places.sources.txt"),
            FileFormat::Shapefile => {
                says(&window, "places.README.txt");
                says(&window, "“招商负责人电话”写成“招商负”");
            }
            _ => {}
        }
        window.click("导出 3 行");
        assert_eq!(window.session().state.sheet, None, "{format:?}: {}", notices(&window));
        assert!(notices(&window).contains(&format!("已写入 {}：3 行", path.display())), "{}", notices(&window));
        let back = read_back(&path);
        assert_eq!(rows(&back), before, "{format:?}");
    }
    let readme = std::fs::read_to_string(folder.at("places.README.txt")).unwrap();
    assert!(readme.contains("“招商负责人电话”改为“招商负”"), "{readme}");
    assert!(folder.names().iter().all(|name| !name.ends_with(".part")), "{:?}", folder.names());
    // Nobody takes the texts beside them for data.
    let opened = yuantu::io::expand(&folder.0);
    assert_eq!(opened.len(), FileFormat::ALL.len(), "{opened:?}");
}

#[test]
fn hidden_classes_are_left_out_and_marks_and_credit_go_with_the_rows() {
    let folder = Folder::new("shown");
    let mut window = Window::open(&[]);
    window.command(Command::ShowPage(Page::Browse));
    let legend = window.session().drawing.legend.iter().find(|layer| layer.key == LayerKey::Parks).unwrap().clone();
    let [named, invented] = [0, 1].map(|class| legend.classes[class].count);
    window.command(Command::SetClassVisible(LayerKey::Parks, 1, false));
    window.command(Command::ShowExport(Some(ExportWhat::Layer(LayerKey::Parks))));
    says(&window, &format!("全部 {} 行", named + invented));
    window.click(&format!("仅图例中显示的 {named} 行"));
    says(&window, &format!("将写入 {named} 行"));
    let path = folder.at("parks.gpkg");
    go_to(&mut window, &path);
    window.click(&format!("导出 {named} 行"));
    let back = read_back(&path);
    assert_eq!(back.len(), named);
    assert!((0..back.len()).all(|row| back.confidence_of(row) != Some(yuantu::domain::Confidence::Demo)));

    // What the legend counts is what goes out.
    for layer in window.session().drawing.legend.clone() {
        window.command(Command::ShowExport(Some(ExportWhat::Layer(layer.key.clone()))));
        let survey = wish(&window).survey.clone().unwrap();
        assert_eq!(survey.shown, layer.count as u64, "{:?}", layer.key);
    }
    window.command(Command::ShowSheet(None));

    // Invented records say so in the sheet and in every row; what is from OpenStreetMap is credited.
    let firms = RecordRef::of_kind(DatasetKind::Enterprises, 0);
    let river = RecordRef::of_kind(DatasetKind::Water, 0);
    window.command(Command::Select(SelectMode::Replace, vec![firms, river]));
    window.click("导出所选…");
    assert_eq!(wish(&window).what, ExportWhat::Selection);
    says(&window, "其中 1 行为演示，虚构而非真实");
    says(&window, "含 1 行 OpenStreetMap 数据");
    says(&window, "来自 2 个图层，用 layer 一列区分");
    let path = folder.at("both.geojson");
    go_to(&mut window, &path);
    window.click("导出 2 行");
    let json: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(json["about"]["署名"], "© OpenStreetMap contributors, ODbL 1.0");
    assert!(json["about"]["可信度"].as_str().unwrap().starts_with("1 行为演示"), "{}", json["about"]);
    let properties = |row: usize| &json["features"][row]["properties"];
    assert_eq!((&properties(0)["layer"], &properties(0)["confidence"]), (&"企业".into(), &"演示".into()));
    assert_eq!((&properties(1)["layer"], &properties(1)["confidence"]), (&"水域".into(), &"公开".into()));
}

#[test]
fn a_file_that_is_there_is_asked_about_and_what_fails_is_said() {
    let (file, folder) = (TestFile::new("asked.geojson", PLACES), Folder::new("asked"));
    let mut window = Window::open(std::slice::from_ref(&file.0));
    let path = folder.at("there.csv");
    std::fs::write(&path, "old").unwrap();
    window.command(Command::ShowExport(Some(ExportWhat::Layer(LayerKey::Own(file.stem())))));
    go_to(&mut window, &path);
    assert_eq!(wish(&window).format, FileFormat::Csv, "the ending chooses the format");
    window.click("导出 3 行");
    says(&window, "要替换吗？");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
    window.click("替换");
    assert!(std::fs::read_to_string(&path).unwrap().contains("甲楼"));
    assert!(std::fs::read_to_string(folder.at("there.sources.txt")).unwrap().contains("按 WGS84 读取"));

    // A folder that is not there: a sentence, and the sheet stays with all that was chosen.
    window.press(Modifiers::COMMAND, Key::E);
    go_to(&mut window, &folder.at("nowhere/a.fgb"));
    window.click("导出 3 行");
    says(&window, "文件夹不存在");
    assert_eq!(wish(&window).format, FileFormat::FlatGeobuf);

    // A system: one that the register does not have is refused before anything is written, a known one is named.
    window.command(Command::ChangeExport(ExportChange::Crs(ExportCrs::Other)));
    window.command(Command::ChangeExport(ExportChange::OtherCrs("EPSG:99999".into())));
    says(&window, "EPSG 表中没有 EPSG:99999");
    window.command(Command::ChangeExport(ExportChange::OtherCrs("32651".into())));
    says(&window, "UTM zone 51N");
    window.command(Command::ChangeExport(ExportChange::Crs(ExportCrs::LocalZone)));
    says(&window, "中央经线 120°（EPSG:4549）");
    window.command(Command::ChangeExport(ExportChange::Crs(ExportCrs::Gcj02)));
    says(&window, "坐标带有偏移");
    let path = folder.at("shifted.fgb");
    go_to(&mut window, &path);
    window.click("导出 3 行");
    assert_eq!(read_back(&path).placement.crs, "GCJ-02");
    window.command(Command::ShowExport(None));
    window.command(Command::ChangeExport(ExportChange::Format(FileFormat::Shapefile)));
    says(&window, "无法在 .prj 中描述坐标系 GCJ-02");
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(window.session().state.sheet, None);
}

/// A wish for the places as a file, and the sheet open on it.
fn wish_for(window: &mut Window, file: &TestFile, path: &Path) {
    window.command(Command::ShowExport(Some(ExportWhat::Layer(LayerKey::Own(file.stem())))));
    go_to(window, path);
}

/// What the user has chosen, all that is written aside.
fn choices(window: &Window) -> (ExportWhat, FileFormat, ExportCrs, String) {
    let wish = wish(window);
    (wish.what.clone(), wish.format, wish.crs, wish.path.clone())
}

#[test]
fn a_cancelled_export_leaves_nothing_and_the_sheet_with_its_choices() {
    let mut text = String::from("{\"type\":\"FeatureCollection\",\"features\":[");
    for number in 0..120_000 {
        // Far from anything known: nobody is asked what the numbers mean.
        let (lon, lat) = (9.0 + f64::from(number % 300) * 1e-4, 48.0 + f64::from(number / 300) * 1e-4);
        let comma = if number == 0 { "" } else { "," };
        text.push_str(&format!(
            "{comma}{{\"type\":\"Feature\",\"properties\":{{\"名称\":\"第{number}处\",\"招商负责人电话\":\"021-1\",\"高度\":{number}}},\
             \"geometry\":{{\"type\":\"Point\",\"coordinates\":[{lon},{lat}]}}}}"
        ));
    }
    text.push_str("]}");
    let (file, folder) = (TestFile::new("many.geojson", text), Folder::new("cancelled"));
    let mut window = Window::open(std::slice::from_ref(&file.0));
    let export = format!("导出 {} 行", yuantu::i18n::integer(120_000.0));
    for (name, from_status_bar) in [("many.xlsx", false), ("many.gpkg", true)] {
        wish_for(&mut window, &file, &folder.at(name));
        window.command(Command::ChangeExport(ExportChange::Crs(ExportCrs::Cgcs2000)));
        let before = choices(&window);
        window.harness.get_by_label(&export).click();
        window.harness.run_steps(2);
        assert!(wish(&window).is_running, "it was written before it could be cancelled");
        if from_status_bar {
            let running = window.session().work.views(yuantu::i18n::Lang::Zh);
            let task = running.iter().find(|task| task.title.contains(name)).expect("the task is shown");
            window.command(Command::CancelTask(task.id));
        } else {
            window.click("取消导出");
        }
        assert_eq!(folder.names(), Vec::<String>::new(), "something is left of {name}");
        assert_eq!(choices(&window), before);
        says(&window, "已取消，未写入任何文件。可改动上面的选择后再次导出。");
        assert!(wish(&window).fault.is_none() && !wish(&window).is_running);
    }
    // The next attempt begins afresh.
    go_to(&mut window, &folder.at("many.csv"));
    assert!(!wish(&window).is_cancelled);
    window.click(&export);
    assert_eq!(folder.names(), ["many.csv", "many.sources.txt"]);
}

#[test]
fn what_cannot_be_written_says_what_to_do_and_leaves_nothing() {
    let (file, folder) = (TestFile::new("refused.geojson", PLACES), Folder::new("refused"));
    let mut window = Window::open(std::slice::from_ref(&file.0));
    let mut refused = |path: &Path, words: &[&str]| {
        wish_for(&mut window, &file, path);
        let before = choices(&window);
        window.click("导出 3 行");
        for words in words {
            says(&window, words);
        }
        assert_eq!(choices(&window), before);
        assert!(notices(&window).lines().all(|line| !line.contains("已写入")), "{}", notices(&window));
    };

    // A folder stands where the file should be; a file where a folder is wanted.
    std::fs::create_dir(folder.at("taken.csv")).unwrap();
    refused(&folder.at("taken.csv"), &["是文件夹，不能作为文件写入。请另取一个文件名。"]);
    std::fs::write(folder.at("plain"), "mine").unwrap();
    refused(&folder.at("plain/a.gpkg"), &["文件夹不存在", "请先建好文件夹，或换一个位置。"]);
    assert_eq!(std::fs::read(folder.at("plain")).unwrap(), b"mine");
    assert_eq!(folder.names(), ["plain", "taken.csv"]);
    read_only_and_full(&folder, &mut refused);
    assert_eq!(folder.names(), ["plain", "taken.csv"]);
}

/// A folder that may not be written, and a disk without room.
#[cfg(unix)]
fn read_only_and_full(folder: &Folder, refused: &mut dyn FnMut(&Path, &[&str])) {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let locked = folder.at("locked");
    std::fs::create_dir(&locked).unwrap();
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o555)).unwrap();
    // Nothing is locked to the system's administrator but what the system itself keeps.
    let is_locked = |place: &PathBuf| {
        let probe = std::fs::File::create(place.join(".yuantu-probe"));
        let kinds = [std::io::ErrorKind::PermissionDenied, std::io::ErrorKind::ReadOnlyFilesystem];
        probe.is_err_and(|error| kinds.contains(&error.kind()))
    };
    match [locked.clone(), PathBuf::from("/sys")].into_iter().find(is_locked) {
        Some(place) => {
            for name in ["a.geojson", "a.xlsx", "a.shp"] {
                refused(&place.join(name), &["只读的，或没有权限。请换一个位置。"]);
            }
            assert!(!place.join("a.geojson").exists());
        }
        None => println!("skipped: every folder can be written"),
    }
    std::fs::remove_dir_all(&locked).unwrap();
    if !Path::new("/dev/full").exists() {
        println!("skipped: there is no device that is always full");
        return;
    }
    // What is written before it is put in its place goes to a device that has no room.
    for name in ["full.geojson", "full.csv", "full.xlsx", "full.fgb"] {
        symlink("/dev/full", folder.at(&format!(".{name}.{}.part", std::process::id()))).unwrap();
        refused(&folder.at(name), &["磁盘已满", "请腾出空间，或换一个磁盘。"]);
    }
}

#[cfg(not(unix))]
fn read_only_and_full(_: &Folder, _: &mut dyn FnMut(&Path, &[&str])) {
    println!("skipped: folders are locked and disks are filled on other systems in this test");
}
