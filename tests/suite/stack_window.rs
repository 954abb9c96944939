//! The stacking plan in the real program, by label and by keyboard: cells, colours, the slider through time, the export.

use std::path::{Path, PathBuf};

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use yuantu::app::settings::Settings;
use yuantu::domain::{DatasetKind, Field, RecordRef};
use yuantu::ui::command::{Command, Page, SelectMode, Sheet};
use yuantu::ui::stacking::wish::StackChange;

use crate::app_window::Window;

/// The program with a building selected: 12 floors, one basement, 演示园北一 8 号楼.
fn at_a_building() -> (Window, RecordRef) {
    // High enough that nothing has to be scrolled to.
    let settings = Settings { motion: false, ..Settings::default() };
    let mut window = Window::with(&[], settings, |builder| builder.with_size([1440.0, 1900.0]));
    let park = window.session().state.park.as_ref().expect("the figures are there");
    let buildings = park.model.set(DatasetKind::Buildings).unwrap();
    let row = (0..buildings.len()).find(|&row| buildings.text(row, Field::Id) == Some("B0056")).unwrap();
    let record = RecordRef::of_kind(DatasetKind::Buildings, row as u32);
    window.command(Command::ShowPage(Page::Browse));
    window.command(Command::Select(SelectMode::Replace, vec![record.clone()]));
    (window, record)
}

/// Unit of the one space that is selected.
fn selected_unit(window: &Window) -> String {
    let state = &window.session().state;
    let [record] = state.selection.as_slice() else { panic!("{:?}", state.selection) };
    let spaces = state.park.as_ref().unwrap().model.set(DatasetKind::Spaces).unwrap();
    let value = spaces.value(record.row as usize, Field::Unit);
    value.as_text().map_or_else(|| format!("{value:?}"), str::to_owned)
}

fn says(window: &Window, words: &str) {
    assert!(window.harness.query_all_by_label_contains(words).next().is_some(), "“{words}” is not said");
}

fn focused(window: &Window) -> String {
    let focused = window.harness.root().children_recursive().find(|node| node.is_focused());
    focused.and_then(|node| node.accesskit_node().label()).unwrap_or_default()
}

#[test]
fn cells_are_named_clicked_and_walked_through() {
    let (mut window, _) = at_a_building();
    says(&window, "租控图 · 13 层");
    window.click("7 层 702 892 ㎡ 转租");
    assert!(selected_unit(&window).contains("702"), "{}", selected_unit(&window));
    // The plan stays while a space of it is selected, and the keyboard goes on from there.
    window.harness.get_by_label("7 层 702 892 ㎡ 转租").focus();
    window.settle();
    assert!(focused(&window).starts_with("7 层 702"), "{}", focused(&window));
    window.press(Modifiers::NONE, Key::ArrowLeft);
    assert!(focused(&window).starts_with("7 层 701"), "{}", focused(&window));
    window.press(Modifiers::NONE, Key::ArrowUp);
    assert!(focused(&window).starts_with("8 层 801"), "{}", focused(&window));
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::ArrowDown);
    assert!(focused(&window).starts_with("6 层 60"), "{}", focused(&window));
    window.press(Modifiers::NONE, Key::Home);
    assert!(focused(&window).starts_with("12 层 1201"), "{}", focused(&window));
    window.press(Modifiers::NONE, Key::Space);
    assert!(selected_unit(&window).contains("1201"), "{}", selected_unit(&window));
}

#[test]
fn the_slider_looks_ahead_and_colours_tell_something_else() {
    let (mut window, _) = at_a_building();
    says(&window, "2026-10-31（基准日）");
    let free = |window: &Window| {
        let node = window.harness.query_all_by_label_contains("空置 ").find_map(|node| {
            let node = node.accesskit_node();
            let label = node.label().or_else(|| node.value())?;
            let figure = label.strip_prefix("空置 ")?.strip_suffix(" ㎡")?.replace(',', "");
            figure.parse::<f64>().ok()
        });
        node.expect("the free area is said")
    };
    let before = free(&window);
    window.harness.get_by_label("日期").focus();
    window.settle();
    for _ in 0..24 {
        window.press(Modifiers::NONE, Key::ArrowRight);
    }
    says(&window, "（基准日后 24 个月）");
    assert!(free(&window) > before, "{} after {before}", free(&window));
    window.click("产业");
    says(&window, "数据智能");
    window.click("到期");
    says(&window, "未出租");
    window.click("状态");
    window.click("回到基准日");
    assert_eq!(free(&window), before);
}

/// A folder of the test's own.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn go_to(window: &mut Window, path: &Path) {
    window.command(Command::ChangeStack(StackChange::Path(path.display().to_string())));
}

#[test]
fn a_plan_is_exported_and_never_over_another_file_unasked() {
    let folder = Folder(std::env::temp_dir().join(format!("yuantu-stack-{}", std::process::id())));
    std::fs::create_dir_all(&folder.0).unwrap();
    let (mut window, building) = at_a_building();
    window.click("导出租控图…");
    assert_eq!(window.session().state.sheet, Some(Sheet::Stacking));
    says(&window, "演示园北一 8 号楼 · 租控图");
    for (format, begins) in [("SVG", &b"<svg"[..]), ("PNG", b"\x89PNG"), ("PDF", b"%PDF")] {
        window.click(format);
        let path = folder.0.join(format!("plan.{}", format.to_lowercase()));
        go_to(&mut window, &path);
        window.click("导出");
        assert!(std::fs::read(&path).unwrap().starts_with(begins), "{format}");
        let told = window.session().state.notices.shown();
        assert!(told.iter().any(|notice| notice.text.contains(&path.display().to_string())), "{format}");
    }
    let path = folder.0.join("plan.svg");
    std::fs::write(&path, "another").unwrap();
    go_to(&mut window, &path);
    window.click("导出");
    assert_eq!(std::fs::read(&path).unwrap(), b"another");
    says(&window, "要替换吗");
    window.click("替换");
    assert!(std::fs::read(&path).unwrap().starts_with(b"<svg"));
    go_to(&mut window, &folder.0);
    window.click("导出");
    go_to(&mut window, &folder.0.join("missing").join("plan.pdf"));
    window.click("导出");
    says(&window, "请检查路径和权限");
    // In confidential mode no tenant goes out.
    window.command(Command::SetConfidential(true));
    window.command(Command::ShowStack(building, Vec::new()));
    go_to(&mut window, &folder.0.join("closed.svg"));
    window.click("导出");
    let closed = std::fs::read_to_string(folder.0.join("closed.svg")).unwrap();
    assert!(closed.contains("保密") && !closed.contains("示例"), "{closed}");
}
