//! Messages while a sheet is open: beside it or above it, to be read and answered, and no button of the sheet under them.

use egui::Rect;
use egui_kittest::kittest::Queryable;
use yuantu::app::settings::Settings;
use yuantu::ui::command::{Command, Sheet};

use crate::app_window::{TestFile, Window};

/// A self-crossing plot, and a list that is asked about.
const PLOT: &str =
    r#"{"type":"Polygon","coordinates":[[[121.44,31.30],[121.442,31.301],[121.442,31.30],[121.44,31.301],[121.44,31.30]]]}"#;
const LIST: &str = "名称,经度,纬度\n甲,121.4500,31.2500\n乙,121.4510,31.2510\n";

/// A window of a small laptop.
fn small(files: &[std::path::PathBuf]) -> Window {
    let settings = Settings { motion: false, ..Settings::default() };
    Window::with(files, settings, |builder| builder.with_size([1366.0, 768.0]))
}

fn sheet_rect(window: &Window, sheet: Sheet) -> Rect {
    let id = egui::Id::unique(("sheet", sheet as u8));
    window.harness.ctx.memory(|memory| memory.area_rect(id)).expect("the sheet is drawn")
}

/// What is refused at once and stays said: a list of issues goes to no such file.
fn say_something(window: &mut Window) {
    window.command(Command::ExportIssues("/nowhere/list.docx".into(), vec![0], false));
}

#[test]
fn a_message_over_a_sheet_is_seen_answered_and_covers_nothing_of_it() {
    let (plot, list) = (TestFile::new("plot.geojson", PLOT), TestFile::new("list-under.csv", LIST));
    for sheet in [Sheet::Open, Sheet::Export, Sheet::Shortcuts, Sheet::Issues, Sheet::Datasets, Sheet::Geometry, Sheet::Import] {
        let mut window = small(std::slice::from_ref(&plot.0));
        match sheet {
            Sheet::Geometry => window.command(Command::CheckGeometry(None)),
            Sheet::Export => window.command(Command::ShowExport(None)),
            Sheet::Import => window.command(Command::OpenFiles(vec![list.0.clone()])),
            _ => window.command(Command::ShowSheet(Some(sheet))),
        }
        say_something(&mut window);
        let message = window.harness.get_by_label_contains("请用扩展名 .xlsx 或 .csv。").rect();
        let (area, whole) = (sheet_rect(&window, sheet), window.harness.ctx.content_rect());
        assert!(!area.intersects(message), "{sheet:?} at {area} is under the message at {message}");
        assert!(whole.contains_rect(area) && whole.contains_rect(message), "{sheet:?} at {area}, the message at {message}");
        let beside = |rect: Rect| (rect.center().y - message.center().y).abs();
        let crosses = window.harness.get_all_by_label("关闭消息");
        crosses.min_by(|a, b| beside(a.rect()).total_cmp(&beside(b.rect()))).expect("it can be closed").click();
        window.settle();
        assert!(window.harness.query_by_label_contains("请用扩展名 .xlsx 或 .csv。").is_none(), "{sheet:?}: it is answered");
        assert_eq!(window.session().state.sheet, Some(sheet), "the sheet stays");
        assert!(sheet_rect(&window, sheet).height() >= area.height(), "{sheet:?} has its room again");
    }
}

#[test]
fn what_was_said_before_takes_no_room_from_a_sheet() {
    let plot = TestFile::new("plot-before.geojson", PLOT);
    let mut window = small(std::slice::from_ref(&plot.0));
    assert!(!window.session().state.notices.shown().is_empty(), "that the file was opened is said");
    window.command(Command::ShowSheet(Some(Sheet::Issues)));
    let alone = sheet_rect(&window, Sheet::Issues);
    assert!((alone.center().y - 384.0).abs() < 2.0, "{alone} is not in the middle");
    say_something(&mut window);
    let moved = sheet_rect(&window, Sheet::Issues);
    assert!(moved.top() > alone.top() && moved.bottom() <= 768.0, "{alone} {moved}");
}
