//! Confidential mode in the real program: nothing that is shown or exported, in any format, tells who lets what and for how
//! much; what waits is kept.

use std::collections::BTreeSet;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use yuantu::domain::{Dataset, DatasetKind, Field, RecordRef, SetKey, SpaceStatus};
use yuantu::import::{self, Known};
use yuantu::io::write::FileFormat;
use yuantu::io::{ReadOptions, ReadSink};
use yuantu::ui::command::{Command, Page, SelectMode, Sheet};
use yuantu::ui::exporting::{ExportChange, ExportWhat};

use crate::app_window::{TestFile, Window};

fn with_confidential(on: bool) -> Window {
    let mut window = Window::open(&[]);
    window.command(Command::ShowPage(Page::Browse));
    if on {
        window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::H);
        window.settle();
    }
    assert_eq!(window.session().view(&[]).confidential, on);
    window
}

/// The names of the firms that let a space, as the data has them.
fn tenants() -> BTreeSet<String> {
    let all = yuantu::io::embedded::load_all(0);
    let of = |kind: DatasetKind| all.iter().find(|set| set.kind == kind).unwrap();
    let (spaces, firms) = (of(DatasetKind::Spaces), of(DatasetKind::Enterprises));
    let let_by: BTreeSet<&str> = (0..spaces.len()).filter_map(|row| spaces.text(row, Field::Tenant)).collect();
    let names = (0..firms.len()).filter(|&row| firms.text(row, Field::Id).is_some_and(|id| let_by.contains(id)));
    // A few dozen of them, spread over all.
    names.filter_map(|row| firms.text(row, Field::Name).map(str::to_owned)).step_by(61).collect()
}

/// Everything that a file says: its bytes, those of what is packed in it, and the cells that our reader finds.
fn all_words(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap();
    let mut words = String::from_utf8_lossy(&bytes).into_owned();
    if let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(&bytes)) {
        for at in 0..archive.len() {
            let mut part = Vec::new();
            archive.by_index(at).unwrap().read_to_end(&mut part).unwrap();
            words.push_str(&String::from_utf8_lossy(&part));
        }
    }
    if path.extension().is_some_and(|extension| extension != "dbf") {
        let back = read_back(path);
        words.push_str(&format!("{:?} {:?}", back.table, back.feature_ids));
    }
    words
}

fn read_back(path: &Path) -> Dataset {
    let sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
    let outcome = import::read(path, &ReadOptions::default(), None, &Known::embedded(), sink);
    outcome.dataset.unwrap_or_else(|| panic!("{}: {:?}", path.display(), outcome.issues))
}

fn export(window: &mut Window, kind: DatasetKind, format: FileFormat, folder: &Path) -> PathBuf {
    let path = folder.join(format!("{}.{}", kind.code(), format.extension()));
    window.command(Command::ShowExport(Some(ExportWhat::Set(kind))));
    window.command(Command::ChangeExport(ExportChange::Path(path.display().to_string())));
    window.command(Command::StartExport(false));
    window.settle();
    // Spaces have no outline of their own: as a shapefile they are a table alone.
    let written = if path.exists() { path } else { path.with_extension("dbf") };
    assert!(written.exists(), "{}", written.display());
    written
}

#[test]
fn no_export_tells_who_lets_what_and_for_how_much() {
    let tenants = tenants();
    assert!(tenants.len() > 20, "{}", tenants.len());
    let folder = std::env::temp_dir().join(format!("yuantu-confidential-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut window = with_confidential(false);
    let open = all_words(&export(&mut window, DatasetKind::Enterprises, FileFormat::GeoJson, &folder));
    assert!(tenants.iter().all(|name| open.contains(name)), "the names are in the data");
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::H);
    window.settle();
    std::fs::remove_dir_all(&folder).unwrap();
    std::fs::create_dir_all(&folder).unwrap();
    for format in FileFormat::ALL {
        for kind in [DatasetKind::Enterprises, DatasetKind::Spaces] {
            let path = export(&mut window, kind, format, &folder);
            let words = all_words(&path);
            let told = tenants.iter().find(|name| words.contains(name.as_str()));
            assert_eq!(told, None, "{kind:?} as {format:?}");
        }
        if format == FileFormat::Shapefile {
            continue;
        }
        let spaces = read_back(&folder.join(format!("spaces.{}", format.extension())));
        let (mut shown, mut withheld) = (0, 0);
        for row in 0..spaces.len() {
            let status = spaces.text(row, Field::Status).and_then(SpaceStatus::parse);
            let is_empty = matches!(status, Some(SpaceStatus::Vacant | SpaceStatus::Interest));
            match (spaces.number(row, Field::RentYuanM2Day), status) {
                (Some(_), _) if is_empty => shown += 1,
                (Some(rent), Some(SpaceStatus::Let | SpaceStatus::Expiring | SpaceStatus::Sublet | SpaceStatus::Reserved)) => {
                    panic!("{rent} of a let space as {format:?}")
                }
                (None, _) => withheld += 1,
                _ => {}
            }
        }
        assert!(shown > 100 && withheld > 1000, "{shown} {withheld} {format:?}");
    }
    let _ = std::fs::remove_dir_all(&folder);
}

#[test]
fn the_screen_tells_no_tenant_and_the_search_finds_none() {
    let tenants = tenants();
    let building = {
        let window = with_confidential(false);
        let model = &window.session().state.park.as_ref().unwrap().model;
        let spaces = model.set(DatasetKind::Spaces).unwrap();
        let row = (0..spaces.len()).find(|&row| spaces.text(row, Field::Tenant).is_some()).unwrap();
        model.up(DatasetKind::Spaces, row as u32, DatasetKind::Buildings).unwrap().row
    };
    for on in [false, true] {
        let mut window = with_confidential(on);
        let record = RecordRef { set: SetKey::Kind(DatasetKind::Buildings), row: building };
        window.command(Command::Select(SelectMode::Replace, vec![record]));
        let name = tenants.iter().next().unwrap().clone();
        window.command(Command::Search(name.clone()));
        for _ in 0..40 {
            window.settle();
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        let found = window.session().view(&[]).search.groups.iter().any(|group| group.kind == DatasetKind::Enterprises);
        assert_eq!(found, !on, "{name}");
        let firms = window.session().state.store.active(DatasetKind::Enterprises).unwrap();
        assert_eq!(firms.dataset.fields.column(Field::Name).is_some(), !on);
        let locked = window.harness.query_all_by_label_contains("保密模式已开启").next().is_some();
        assert_eq!(locked, on);
    }
}

#[test]
fn figures_stay_and_what_waits_is_kept() {
    let mut window = with_confidential(false);
    let vacant =
        |window: &Window| window.session().state.park.as_ref().unwrap().summary.blocks.iter().map(|b| b.buildings).sum::<u32>();
    let before = vacant(&window);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::H);
    window.settle();
    assert_eq!(vacant(&window), before);
    window.command(Command::ShowSheet(Some(Sheet::Issues)));
    assert!(window.harness.query_by_label_contains("这里会显示文件中的原始内容").is_some());
    window.click("关闭保密模式");
    assert!(window.harness.query_by_label_contains("这里会显示文件中的原始内容").is_none());
    assert_eq!(window.session().state.sheet, Some(Sheet::Issues));
    // What comes in while it is on is masked before it is shown.
    window.command(Command::ShowSheet(None));
    window.command(Command::SetConfidential(true));
    let file = TestFile::new(
        "own.geojson",
        r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"甲","负责人电话":"139"},
        "geometry":{"type":"Point","coordinates":[121.44,31.30]}}]}"#,
    );
    window.command(Command::OpenFiles(vec![file.0.clone()]));
    for _ in 0..40 {
        window.settle();
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let names = |window: &Window| {
        let shown = window.session().state.store.shown().find(|own| own.dataset.kind == DatasetKind::Other);
        shown.map(|own| own.dataset.table.names.clone())
    };
    assert_eq!(names(&window), Some(vec!["name".to_owned()]));
    window.command(Command::SetConfidential(false));
    assert_eq!(names(&window), Some(vec!["name".to_owned(), "负责人电话".to_owned()]));
}
