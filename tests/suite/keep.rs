//! The workspace file under hands: saved and opened in a fresh program, moved, changed, packed, damaged, locked, left behind.

use std::path::{Path, PathBuf};

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use yuantu::app::session::Session;
use yuantu::app::settings::Settings;
use yuantu::app::{RunOptions, YuantuApp};
use yuantu::domain::DatasetKind;
use yuantu::ui::command::{Command, Page, Sheet};
use yuantu::ui::view::SourceState;
use yuantu::workspace::LayerKey;

use crate::app_window::Window;

const WELLS: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"W1","depth":12},"geometry":{"type":"Point","coordinates":[121.4400,31.3000]}},
{"type":"Feature","properties":{"id":"W2","depth":15},"geometry":{"type":"Point","coordinates":[121.4410,31.3010]}}]}"#;
const HOUSES: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"楼宇名称":"一号楼","楼层数":9},
"geometry":{"type":"Polygon","coordinates":[[[121.44,31.30],[121.441,31.30],[121.441,31.301],[121.44,31.301],[121.44,31.30]]]}}]}"#;

/// A folder of the test's own.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("yuantu-keep-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(path.join("data")).unwrap();
        std::fs::write(path.join("data/wells.geojson"), WELLS).unwrap();
        std::fs::write(path.join("data/houses.geojson"), HOUSES).unwrap();
        Self(path)
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The program with a folder of its own.
pub fn program(files: &[PathBuf], own: &Path) -> Window {
    let (files, options) = (files.to_vec(), RunOptions { folder: Some(own.to_owned()), ..RunOptions::default() });
    let builder = egui_kittest::Harness::builder().with_size([1440.0, 900.0]).with_max_steps(64).with_step_dt(1.0 / 30.0);
    let harness = builder.build_eframe(move |creation| {
        let session = Session::start(&creation.egui_ctx, files, &options);
        YuantuApp::new(session, Settings { motion: false, ..Settings::default() }, creation)
    });
    let mut window = Window { harness };
    window.settle();
    window
}

/// A workspace with two files, a theme, a hidden layer, a view and a selection, saved; the program is still open.
fn saved(folder: &Folder) -> Window {
    let mut window = program(&[folder.at("data/wells.geojson"), folder.at("data/houses.geojson")], &folder.at("own"));
    window.command(Command::ShowPage(Page::Browse));
    window.command(Command::SetLayerVisible(LayerKey::Green, false));
    window.command(Command::SetLayerOpacity(LayerKey::Own("wells".into()), 0.5));
    window.command(Command::SetNotes("看过两处".into()));
    window.command(Command::Zoom(0.5));
    let wells = window.session().state.store.own_layers()[0].dataset.set_key();
    let record = yuantu::domain::RecordRef { set: wells, row: 1 };
    window.command(Command::Select(yuantu::ui::command::SelectMode::Replace, vec![record]));
    assert!(window.session().keep.is_dirty());
    window.command(Command::SaveWorkspaceAs(folder.at("park"), false));
    assert!(folder.at("park.yuantu").is_file());
    assert!(!window.session().keep.is_dirty());
    window
}

pub fn texts(window: &Window) -> Vec<String> {
    window.session().state.notices.shown().iter().map(|notice| notice.text.clone()).collect()
}

pub fn states(window: &Window) -> Vec<SourceState> {
    window.session().keep.rows().iter().map(|row| row.state).collect()
}

/// Writes the picture to `target/ui/`, for eyes.
pub fn picture(window: &mut Window, name: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../ui");
    std::fs::create_dir_all(&folder).unwrap();
    window.harness.render().unwrap().save(folder.join(format!("{name}.png"))).unwrap();
}

#[test]
fn a_saved_workspace_opens_as_it_was() {
    let folder = Folder::new("round");
    let first = saved(&folder);
    let (before, camera) = (first.session().state.workspace().clone(), first.session().state.views.camera);
    drop(first);
    let mut window = program(&[folder.at("park.yuantu")], &folder.at("own"));
    let state = &window.session().state;
    assert!(state.workspace().is_same_work(&before));
    assert_eq!(state.views.camera, camera);
    assert_eq!(state.page, Page::Browse);
    assert_eq!(state.store.own_layers().len(), 1);
    assert!(!state.store.active(DatasetKind::Buildings).unwrap().dataset.is_embedded());
    assert_eq!(state.selection.len(), 1);
    assert_eq!((state.selection[0].row, state.workspace().notes.as_str()), (1, "看过两处"));
    assert_eq!(states(&window), [SourceState::Here; 2]);
    assert!(!window.session().keep.is_dirty(), "it was only opened");
    assert_eq!(window.session().window_title(), "park – 园图");
    // A change shows beside the name, and Ctrl+S takes the dot away.
    window.command(Command::SetLayerVisible(LayerKey::Water, false));
    assert_eq!(window.session().window_title(), "park ● – 园图");
    assert!(window.harness.query_by_label("工作区：park，有未保存的更改").is_some());
    window.press(Modifiers::COMMAND, Key::S);
    assert!(!window.session().keep.is_dirty());
    // Undo leads back to what is no longer in the file.
    window.press(Modifiers::COMMAND, Key::Z);
    assert!(window.session().keep.is_dirty());
    window.press(Modifiers::COMMAND, Key::N);
    assert_eq!(window.session().state.sheet, Some(Sheet::Unsaved));
    picture(&mut window, "workspace_unsaved");
    window.click("不保存");
    assert!(window.session().keep.file().is_none());
    assert!(!window.session().state.store.has_own());
}

#[test]
fn a_moved_folder_and_renamed_files_are_found_again() {
    let folder = Folder::new("moved");
    drop(saved(&folder));
    let away = Folder::new("moved-away");
    std::fs::rename(folder.at("park.yuantu"), away.at("park.yuantu")).unwrap();
    std::fs::remove_dir_all(folder.at("data")).unwrap();
    // One beside the workspace file under its name, the other in a folder there under another.
    std::fs::rename(away.at("data/wells.geojson"), away.at("wells.geojson")).unwrap();
    std::fs::rename(away.at("data/houses.geojson"), away.at("data/楼.json")).unwrap();
    let window = program(&[away.at("park.yuantu")], &folder.at("own"));
    assert_eq!(states(&window), [SourceState::Here; 2], "{:?}", texts(&window));
}

#[test]
fn a_changed_source_is_told_and_a_missing_one_asked_for() {
    let folder = Folder::new("changed");
    drop(saved(&folder));
    std::fs::write(folder.at("data/wells.geojson"), WELLS.replace("12", "13")).unwrap();
    std::fs::create_dir_all(folder.at("elsewhere/deep")).unwrap();
    std::fs::rename(folder.at("data/houses.geojson"), folder.at("elsewhere/deep/houses.geojson")).unwrap();
    // On a machine that has no copy of what it held.
    let mut window = program(&[folder.at("park.yuantu")], &folder.at("other"));
    assert_eq!(states(&window), [SourceState::Changed, SourceState::Missing]);
    assert_eq!(window.session().state.store.own_layers().len(), 1, "the rest is open");
    let told = texts(&window).join("\n");
    assert!(told.contains("wells") && told.contains("houses"), "{told}");
    window.command(Command::ShowSheet(Some(Sheet::Workspace)));
    picture(&mut window, "workspace_missing");
    window.command(Command::ShowSheet(None));
    // Saved without being found, it is not forgotten.
    window.press(Modifiers::COMMAND, Key::S);
    let text = std::fs::read_to_string(folder.at("park.yuantu")).unwrap();
    assert!(text.contains("houses.geojson"));
    window.command(Command::FindSource(0, folder.at("elsewhere/deep/houses.geojson")));
    assert_eq!(states(&window), [SourceState::Here; 2]);
    assert!(!window.session().state.store.active(DatasetKind::Buildings).unwrap().dataset.is_embedded());
}

#[test]
fn a_packed_workspace_opens_without_its_files() {
    let folder = Folder::new("packed");
    let mut window = saved(&folder);
    window.command(Command::SetPacked(true));
    assert!(window.session().keep.is_dirty());
    window.press(Modifiers::COMMAND, Key::S);
    drop(window);
    std::fs::remove_dir_all(folder.at("data")).unwrap();
    std::fs::remove_dir_all(folder.at("own")).unwrap();
    let window = program(&[folder.at("park.yuantu")], &folder.at("own"));
    assert_eq!(states(&window), [SourceState::Here; 2], "{:?}", texts(&window));
    assert_eq!(window.session().state.selection.len(), 1);
}

#[test]
fn a_file_that_cannot_be_used_leaves_what_is_open() {
    let folder = Folder::new("damaged");
    let mut window = saved(&folder);
    let whole = std::fs::read(folder.at("park.yuantu")).unwrap();
    for (name, bytes) in [("cut", &whole[..whole.len() / 2]), ("later", &b"{\"yuantu\":9,\"program\":\"3.1\"}"[..])] {
        let path = folder.at(&format!("{name}.yuantu"));
        std::fs::write(&path, bytes).unwrap();
        window.command(Command::OpenFiles(vec![path]));
        assert_eq!(window.session().keep.rows().len(), 2);
        assert_eq!(window.session().window_title(), "park – 园图");
    }
    let told = texts(&window).join("\n");
    assert!(told.contains("行") && told.contains("3.1"), "{told}");
}

#[test]
fn a_failed_save_is_a_sentence_and_loses_nothing() {
    let folder = Folder::new("refused");
    let mut window = saved(&folder);
    let before = std::fs::read(folder.at("park.yuantu")).unwrap();
    // Another copy has the file open.
    let other = program(&[folder.at("park.yuantu")], &folder.at("other"));
    assert!(texts(&other).iter().any(|text| text.contains("另一个园图窗口")), "{:?}", texts(&other));
    assert!(other.session().keep.file().is_none());
    drop(other);
    window.command(Command::SetLayerVisible(LayerKey::Sites, false));
    // A folder that is not there; a file that is there and was not named twice.
    std::fs::write(folder.at("other.yuantu"), "mine").unwrap();
    window.command(Command::SaveWorkspaceAs(folder.at("none/park.yuantu"), false));
    window.command(Command::SaveWorkspaceAs(folder.at("other.yuantu"), false));
    assert_eq!(std::fs::read(folder.at("other.yuantu")).unwrap(), b"mine");
    // A file that is write-protected.
    let protect = |readonly| {
        let mut permissions = std::fs::metadata(folder.at("park.yuantu")).unwrap().permissions();
        permissions.set_readonly(readonly);
        std::fs::set_permissions(folder.at("park.yuantu"), permissions).unwrap();
    };
    protect(true);
    window.press(Modifiers::COMMAND, Key::S);
    assert_eq!(std::fs::read(folder.at("park.yuantu")).unwrap(), before);
    assert!(window.session().keep.is_dirty());
    let told = texts(&window);
    for words in ["文件夹不存在", "已经存在", "不可写入"] {
        assert!(told.iter().any(|text| text.contains(words)), "{words}: {told:?}");
    }
    protect(false);
    window.press(Modifiers::COMMAND, Key::S);
    assert!(!window.session().keep.is_dirty());
    window.click("替换该文件");
    assert_eq!(window.session().window_title(), "other – 园图");
}

#[test]
fn work_of_a_program_that_ended_badly_is_offered_and_restored() {
    let folder = Folder::new("left");
    let own = folder.at("own");
    let mut window = saved(&folder);
    window.command(Command::SetLayerVisible(LayerKey::Railways, false));
    let work = window.session().state.workspace().clone();
    let path = window.session().rescue_path().unwrap();
    for _ in 0..200 {
        if path.is_file() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
        window.harness.run_steps(2);
    }
    assert!(path.is_file(), "saved by itself");
    // Dropped without its end: locks go, as with a killed process, and the file stays.
    drop(window);
    let mut window = program(&[], &own);
    assert!(!window.session().state.store.has_own(), "nothing is restored unasked");
    assert!(texts(&window).iter().any(|text| text.contains("park")), "{:?}", texts(&window));
    picture(&mut window, "workspace_left_behind");
    window.click("恢复");
    let session = window.session();
    assert_eq!(session.window_title(), "park ● – 园图");
    assert!(session.state.workspace().is_same_work(&work));
    assert_eq!(states(&window), [SourceState::Here; 2]);
    window.press(Modifiers::COMMAND, Key::S);
    assert_eq!(window.session().window_title(), "park – 园图");
    let left = || {
        let entries = std::fs::read_dir(own.join("autosave")).unwrap().flatten();
        entries.filter(|entry| entry.path().extension().is_some_and(|ending| ending == "yuantu")).count()
    };
    for _ in 0..200 {
        if left() == 0 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert_eq!(left(), 0, "what is saved needs no rescue");
}

/// Names a folder on a file system of some 64 KiB that the test may fill; without it there is nothing to fill.
const TINY_DISK: &str = "YUANTU_TEST_TINY_DISK";

#[test]
fn a_full_disk_is_a_sentence_and_the_file_stays() {
    let Some(tiny) = std::env::var_os(TINY_DISK).map(PathBuf::from) else {
        println!("skipped: {TINY_DISK} names no small file system");
        return;
    };
    let folder = Folder::new("full");
    let mut window = program(&[folder.at("data/wells.geojson")], &folder.at("own"));
    let target = tiny.join("park.yuantu");
    window.command(Command::SaveWorkspaceAs(target.clone(), true));
    let before = std::fs::read(&target).unwrap();
    window.command(Command::SetNotes("备注".repeat(20_000)));
    window.press(Modifiers::COMMAND, Key::S);
    assert!(texts(&window).iter().any(|text| text.contains("磁盘已满")), "{:?}", texts(&window));
    assert_eq!(std::fs::read(&target).unwrap(), before);
    assert!(window.session().keep.is_dirty());
    let names: Vec<_> = std::fs::read_dir(&tiny).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "nothing but the file and its lock: {names:?}");
}
