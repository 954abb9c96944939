//! Files that another program writes anew: noticed, looked at in the sheet, left alone, and offered again when the workspace is
//! opened the next time.

use std::path::Path;
use std::time::Duration;

use egui_kittest::kittest::Queryable;
use yuantu::ui::command::{Command, Sheet};
use yuantu::ui::view::SourceState;

use crate::app_window::Window;
use crate::keep::{Folder, program, states, texts};
use crate::new_delivery::sheet;

/// Longest wait for what the watching thread does by itself, in steps of 20 ms.
const PATIENCE: usize = 3000;

fn wait_for(window: &mut Window, what: &str, is_there: impl Fn(&Window) -> bool) {
    for _ in 0..PATIENCE {
        if is_there(window) {
            return window.settle();
        }
        std::thread::sleep(Duration::from_millis(20));
        window.harness.run_steps(2);
    }
    panic!("{what} did not come; {:?}", texts(window));
}

/// Waits until the program has a copy of what it read.
fn wait_for_copy(window: &mut Window, own: &Path) {
    let copies = own.join("copies");
    wait_for(window, "the copy", |_| {
        let mut places = std::fs::read_dir(&copies).into_iter().flatten().flatten();
        places.any(|place| place.path().join("wells.geojson").is_file())
    });
}

fn depths(window: &Window) -> Vec<f64> {
    let dataset = &window.session().state.store.own_layers()[0].dataset;
    let column = dataset.table.column("depth").unwrap();
    (0..dataset.len()).map(|row| dataset.table.get(row, column).as_number().unwrap()).collect()
}

fn rewrite(folder: &Folder, from: &str, to: &str) {
    let path = folder.at("data/wells.geojson");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from));
    std::fs::write(&path, text.replace(from, to)).unwrap();
}

/// The wells open, their file changed meanwhile and told of.
fn changed_under_hands(folder: &Folder) -> Window {
    let mut window = program(&[folder.at("data/wells.geojson")], &folder.at("own"));
    wait_for_copy(&mut window, &folder.at("own"));
    rewrite(folder, r#""depth":12"#, r#""depth":13.25"#);
    wait_for(&mut window, "the message", |window| texts(window).contains(&"文件已更新：wells.geojson".to_owned()));
    assert_eq!((depths(&window), states(&window)), (vec![12.0, 15.0], vec![SourceState::Newer]), "nothing is taken unasked");
    window
}

#[test]
fn the_message_of_a_changed_file_leads_to_the_delivery_and_taking_it_settles_it() {
    let folder = Folder::new("disk");
    let mut window = changed_under_hands(&folder);
    window.click("查看变化");
    assert_eq!(sheet(&window).delivery.counts(), [0, 0, 0, 1]);
    assert!(window.harness.query_by_label("修改，W1：depth：12 → 13.25").is_some());
    window.click("都不采用");
    assert_eq!((depths(&window), states(&window)), (vec![12.0, 15.0], vec![SourceState::Newer]));
    // The sheet of the workspace leads there, too.
    window.command(Command::ShowSheet(Some(Sheet::Workspace)));
    window.click("查看变化");
    window.click("采用 1 项变化");
    assert_eq!((depths(&window), states(&window)), (vec![13.25, 15.0], vec![SourceState::Here]));
    window.command(Command::Undo);
    assert_eq!((depths(&window), states(&window)), (vec![12.0, 15.0], vec![SourceState::Newer]));
}

#[test]
fn what_was_not_looked_at_is_offered_again_and_never_taken_unseen() {
    let folder = Folder::new("disk-ignored");
    let mut window = changed_under_hands(&folder);
    window.command(Command::SaveWorkspaceAs(folder.at("park.yuantu"), false));
    drop(window);
    let mut window = program(&[folder.at("park.yuantu")], &folder.at("own"));
    assert_eq!((depths(&window), states(&window)), (vec![12.0, 15.0], vec![SourceState::Newer]), "{:?}", texts(&window));
    assert!(
        texts(&window).contains(&"文件在保存之后有改动，地图上仍是保存时的内容：wells.geojson".to_owned()),
        "{:?}",
        texts(&window)
    );
    let issues = &window.session().state.issues;
    assert!(issues.iter().all(|issue| !issue.file.contains("copies")), "the copy is nobody's file: {issues:?}");
    assert_eq!(window.session().state.sheet, None);
    window.click("查看变化");
    assert!(window.harness.query_by_label("修改，W1：depth：12 → 13.25").is_some());
    window.click("都不采用");
    // Refused once more and saved once more, it is still not taken.
    window.command(Command::SaveWorkspace);
    drop(window);
    let mut window = program(&[folder.at("park.yuantu")], &folder.at("own"));
    assert_eq!((depths(&window), states(&window)), (vec![12.0, 15.0], vec![SourceState::Newer]));
    window.click("查看变化");
    window.click("采用 1 项变化");
    window.command(Command::SaveWorkspace);
    drop(window);
    let window = program(&[folder.at("park.yuantu")], &folder.at("own"));
    assert_eq!((depths(&window), states(&window)), (vec![13.25, 15.0], vec![SourceState::Here]));
    assert_eq!(texts(&window).iter().filter(|text| text.contains("改动")).count(), 0);
}

#[test]
fn changes_that_cannot_be_shown_are_told_plainly() {
    let folder = Folder::new("disk-lost");
    let mut window = changed_under_hands(&folder);
    window.command(Command::SaveWorkspaceAs(folder.at("park.yuantu"), false));
    drop(window);
    // Another machine: it has no copy.
    let window = program(&[folder.at("park.yuantu")], &folder.at("other"));
    assert_eq!((depths(&window), states(&window)), (vec![13.25, 15.0], vec![SourceState::Changed]));
    let told = "1 个数据文件在保存之后有改动；保存时的内容已无处可得，无法列出变化，已按现在的内容打开：wells。";
    assert!(texts(&window).contains(&told.to_owned()), "{:?}", texts(&window));
}

#[test]
fn a_packed_workspace_holds_what_was_on_the_map() {
    let folder = Folder::new("disk-packed");
    let mut window = changed_under_hands(&folder);
    window.command(Command::SetPacked(true));
    window.command(Command::SaveWorkspaceAs(folder.at("park.yuantu"), false));
    assert!(folder.at("park.yuantu").is_file(), "{:?}", texts(&window));
    drop(window);
    // Another machine, with the file beside it as it is now.
    let mut window = program(&[folder.at("park.yuantu")], &folder.at("other"));
    assert_eq!((depths(&window), states(&window)), (vec![12.0, 15.0], vec![SourceState::Newer]));
    window.command(Command::SetNotes("看过".into()));
    window.command(Command::SaveWorkspace);
    assert!(!window.session().keep.is_dirty(), "{:?}", texts(&window));
    drop(window);
    std::fs::remove_dir_all(folder.at("data")).unwrap();
    let window = program(&[folder.at("park.yuantu")], &folder.at("third"));
    assert_eq!((depths(&window), states(&window)), (vec![12.0, 15.0], vec![SourceState::Here]));
}
