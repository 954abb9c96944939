//! The import sheet in the real program: a file whose datum is not told, its columns changed, taken in, or left.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use yuantu::app::settings::Settings;
use yuantu::domain::{Dataset, DatasetKind, Field, Meaning, PlacedBy};
use yuantu::geodesy::bd09;
use yuantu::geodesy::local::LocalFrame;
use yuantu::i18n::Lang;
use yuantu::io::embedded;
use yuantu::ui::command::{Command, Sheet};
use yuantu::ui::importing::{ImportChange, ImportView};

use crate::app_window::{TestFile, Window};
use crate::keep::{Folder, program};

/// Names and places of the metro stations of the base map.
fn stations() -> Vec<(String, [f64; 2])> {
    let stations = embedded::load(DatasetKind::Stations).unwrap();
    let place = |row| Some((stations.text(row, Field::Name)?.to_owned(), *stations.geometries.positions_of(row).first()?));
    (0..stations.len()).filter_map(place).collect()
}

/// The stations as a list of places in BD-09, as people copy them from a map in the web; the last row has no coordinates.
fn list(name: &str) -> TestFile {
    let mut text = "名称,经度,纬度,租金(元/㎡/月),备注\n".to_owned();
    for (number, (name, place)) in stations().into_iter().enumerate() {
        let [lon, lat] = bd09::from_wgs84(place);
        text.push_str(&format!("{name},{lon:.6},{lat:.6},{},第{number}处\n", 91.25 + number as f64));
    }
    text.push_str("没有坐标的一处,,,60,\n");
    TestFile::new(name, &text)
}

fn sheet(window: &Window) -> &ImportView {
    assert_eq!(window.session().state.sheet, Some(Sheet::Import), "the sheet is not open");
    window.session().work.import_view().expect("a file waits")
}

fn own_layer<'a>(window: &'a Window, file: &TestFile) -> Option<&'a Dataset> {
    let layers = window.session().state.store.own_layers();
    layers.iter().map(|layer| &*layer.dataset).find(|dataset| dataset.name == file.stem())
}

#[test]
fn a_list_in_bd09_is_proposed_counted_and_taken_in_at_its_places() {
    let file = list("bd09.csv");
    let mut window = Window::open(std::slice::from_ref(&file.0));
    let places = stations();
    let import = sheet(&window);
    let rows = places.len() as u64 + 1;
    assert_eq!(import.raw.len() as u64, rows);
    assert_eq!(import.recipe.crs, "BD-09");
    let report = import.report.as_ref().unwrap();
    assert_eq!(report.candidates[report.proposed.unwrap()].crs, "BD-09");
    let outcome = import.outcome.as_ref().unwrap();
    assert_eq!(outcome.counts.iter().sum::<u64>(), rows, "{:?}", outcome.counts);
    assert_eq!(outcome.counts[0], rows - 1);
    assert!(own_layer(&window, &file).is_none(), "nothing is taken in before the user says so");
    for words in ["导入为", "“名称”的含义", "记住这类文件的列与基准", "由您决定：不确认，坐标不会被移动。"]
    {
        assert!(window.harness.query_all_by_label_contains(words).next().is_some(), "{words} is not there");
    }
    // 91.25 × 12 ÷ 365 is 3.00.
    assert!(window.harness.query_by_label("3.00 元/㎡·天").is_some(), "the sum is not shown");

    // The note is left out, and the records are a layer of their own.
    window.command(Command::ChangeImport(ImportChange::Column(4, Meaning::Dropped, None)));
    window.command(Command::ChangeImport(ImportChange::Kind(DatasetKind::Other)));
    assert_eq!(sheet(&window).recipe.columns[4].meaning, Meaning::Dropped);
    window.click(&format!("按 BD-09 导入 {rows} 行"));
    let dataset = own_layer(&window, &file).expect("the rows are a layer");
    assert_eq!(dataset.len() as u64, rows);
    assert_eq!((dataset.placement.crs.as_str(), dataset.placement.by), ("BD-09", PlacedBy::Found));
    assert!(!dataset.table.names.iter().any(|name| name == "备注"));
    for (row, (name, place)) in places.iter().enumerate() {
        assert_eq!(dataset.text(row, Field::Name), Some(name.as_str()));
        let [x, y] = LocalFrame::around(*place).to_local(dataset.geometries.positions_of(row)[0]);
        assert!(x.hypot(y) < 0.5, "{name} is {} m off", x.hypot(y));
    }
    let state = &window.session().state;
    assert_eq!(state.sheet, None);
    assert!(state.issues.iter().any(|issue| *issue.file == *file.0.display().to_string()), "its issues are not listed");

    // Another file of the same shape comes with the same decisions.
    let again = list("bd09-again.csv");
    window.command(Command::OpenFiles(vec![again.0.clone()]));
    let import = sheet(&window);
    assert!(import.proposal.is_kept);
    assert_eq!((import.recipe.crs.as_str(), import.recipe.columns[4].meaning), ("BD-09", Meaning::Dropped));
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.session().state.sheet.is_none() && own_layer(&window, &again).is_none());
}

#[test]
fn another_system_can_be_chosen_and_the_sheet_left_in_english() {
    let file = list("bd09-left.csv");
    let settings = Settings { motion: false, lang: Lang::En, ..Settings::default() };
    let mut window = Window::with(std::slice::from_ref(&file.0), settings, |builder| builder);
    assert_eq!(sheet(&window).recipe.crs, "BD-09");
    let mut systems = window.harness.get_all_by_role(Role::RadioButton);
    let wgs84 = systems.find(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with("WGS84")));
    wgs84.expect("the candidates are listed").click();
    drop(systems);
    window.settle();
    assert_eq!(sheet(&window).recipe.crs, "WGS84");
    assert!(window.harness.query_by_label_contains("rows from WGS84").is_some());
    window.click("Cancel");
    assert!(window.session().state.sheet.is_none() && own_layer(&window, &file).is_none());
}

#[test]
fn cells_of_the_clipboard_are_a_file_without_a_path() {
    let mut window = Window::open(&[]);
    window.harness.event(egui::Event::Paste("名称\t经度\t纬度\n甲\t121.4500\t31.2500\n乙\t121.4510\t31.2510\n".to_owned()));
    window.settle();
    let import = sheet(&window);
    assert_eq!((import.raw.len(), import.file_name.as_str()), (2, "粘贴的单元格"));
    window.command(Command::TakeImport);
    let layers = window.session().state.store.own_layers();
    assert_eq!(layers.iter().map(|layer| layer.dataset.len()).collect::<Vec<_>>(), [2]);
    assert!(window.session().state.settings.recent_files.is_empty());
}

#[test]
fn a_workspace_comes_back_to_what_was_decided_about_lists_and_pasted_cells() {
    let folder = Folder::new("lists");
    let list = list("bd09-kept.csv");
    let mut window = program(std::slice::from_ref(&list.0), &folder.at("own"));
    window.command(Command::ChangeImport(ImportChange::Kind(DatasetKind::Other)));
    window.command(Command::TakeImport);
    let cells = "名称\t经度\t纬度\n甲\t121.4500\t31.2500\n乙\t121.4510\t31.2510\n";
    window.harness.event(egui::Event::Paste(cells.to_owned()));
    window.settle();
    window.command(Command::TakeImport);
    let layers = |window: &Window| -> Vec<(usize, String, Vec<[f64; 2]>)> {
        let own = window.session().state.store.own_layers().iter().map(|layer| layer.dataset.clone());
        own.map(|dataset| (dataset.len(), dataset.placement.crs.clone(), dataset.geometries.positions.clone())).collect()
    };
    let before = layers(&window);
    assert_eq!(before.len(), 2);
    window.command(Command::SaveWorkspaceAs(folder.at("lists.yuantu"), false));
    drop(window);
    let again = program(&[folder.at("lists.yuantu")], &folder.at("own-2"));
    assert_eq!(again.session().state.sheet, None, "what is decided is not asked again");
    assert_eq!(layers(&again), before);
}

#[test]
fn rows_that_wait_are_swapped_or_matched_when_the_user_says_so() {
    let text = "企业名称,地址,经度,纬度\n甲,江场三路250号,121.4500,31.3000\n乙,江场三路251号,121.4510,31.3010\n丙,,31.3020,121.4520\n\
                丁,,121.4530,31.3030\n";
    let file = TestFile::new("swapped.csv", text);
    let mut window = Window::open(std::slice::from_ref(&file.0));
    let counts = |window: &Window| sheet(window).outcome.as_ref().map(|outcome| outcome.counts);
    assert_eq!(counts(&window), Some([3, 1, 0, 0]));
    window.click("交换");
    assert_eq!(counts(&window), Some([4, 0, 0, 0]));
    window.click("等待");
    assert_eq!(counts(&window), Some([3, 1, 0, 0]));
}
