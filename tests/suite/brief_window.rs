//! The brief in the window, by label: from the line to the file, what the preview shows, what is asked before a file is replaced,
//! the shortlist, confidential mode.

use std::path::PathBuf;

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT, Queryable};
use yuantu::ui::briefing::{BriefChange, BriefForm, BriefPlaces, BriefView};
use yuantu::ui::command::{Command, Sheet};
use yuantu::ui::finding::FindChange;

use crate::app_window::Window;
use crate::pdf_text::Pdf;

const CALL: &str = "60人 AI 北区 800–1200㎡ <5元 近地铁 3月前";

fn on_the_phone() -> Window {
    let mut window = Window::open(&[]);
    window.press(Modifiers::COMMAND, Key::Num3);
    window.press(Modifiers::COMMAND, Key::L);
    window.harness.event(egui::Event::Text(CALL.to_owned()));
    window.settle();
    window
}

fn brief(window: &Window) -> &BriefView {
    assert_eq!(window.session().state.sheet, Some(Sheet::Brief), "the sheet is not open");
    window.session().work.brief_view().unwrap()
}

/// Writes into the field of a name that its caption has, too.
fn write_into(window: &mut Window, name: &str, text: &str) {
    let field = window.harness.query_all_by_label(name).find(|node| node.accesskit_node().role() == Role::TextInput);
    field.expect("the field").focus();
    window.settle();
    window.press(Modifiers::COMMAND, Key::A);
    window.harness.event(egui::Event::Text(text.to_owned()));
    window.settle();
}

fn folder(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("brief-window-{name}"));
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

#[test]
fn the_call_ends_with_a_page() {
    let folder = folder("call");
    let mut window = on_the_phone();
    window.click("生成简报…");
    let view = brief(&window);
    assert_eq!((view.places, view.counts[0], view.form), (BriefPlaces::First, 6, BriefForm::Pdf));
    let pages = view.pages.as_ref().expect("a preview");
    assert!(view.is_current && pages.pages.len() == 1, "{:?}", view.fault);
    assert!(window.harness.query_by_label("第 1 页，共 1 页").is_some());
    let first = pages.generation;

    write_into(&mut window, "客户名称", "演示客户 B");
    let view = brief(&window);
    assert!(view.path.ends_with("演示客户 B 空间简报.pdf"), "{}", view.path);
    assert!(view.is_current && view.pages.as_ref().unwrap().generation > first, "the page is set anew");

    let path = folder.join("call.pdf");
    write_into(&mut window, "保存到", &path.display().to_string());
    window.click("保存");
    assert_eq!(brief(&window).written.as_deref(), Some(path.as_path()), "{:?}", brief(&window).fault);
    assert!(window.harness.query_by_label_contains("用系统程序打开").is_some());
    let text = Pdf::read(&std::fs::read(&path).unwrap()).text();
    assert!(text.contains("演示客户B：6处候选"), "{text}");

    // A file that is there is replaced only when that was said.
    window.click("保密版");
    window.click("保存");
    assert!(brief(&window).exists.is_some() && window.harness.query_by_label_contains("要替换吗").is_some());
    window.click("替换");
    let text = Pdf::read(&std::fs::read(&path).unwrap()).text();
    assert!(text.contains("保密版"), "{text}");

    window.click("XLSX");
    window.click("保存");
    window.click("PNG");
    window.click("保存");
    let names: Vec<bool> = ["call.xlsx", "call.png"].iter().map(|name| folder.join(name).is_file()).collect();
    assert_eq!(names, [true, true]);
}

#[test]
fn the_shortlist_goes_onto_the_page_and_pages_follow() {
    let mut window = on_the_phone();
    let places: Vec<_> = window.session().work.find_view().places().iter().take(9).cloned().collect();
    assert!(places.len() >= 7, "{}", places.len());
    for place in &places {
        window.command(Command::Find(FindChange::Star(Box::new(place.clone()))));
    }
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::B);
    let view = brief(&window);
    assert_eq!((view.places, view.count()), (BriefPlaces::Shortlist, places.len()));
    assert_eq!(view.pages.as_ref().map(|pages| pages.pages.len()), Some(2), "{:?}", view.fault);
    let path = folder("shortlist").join("nine.pdf");
    window.command(Command::Brief(BriefChange::Path(path.display().to_string())));
    window.click("保存");
    let pdf = Pdf::read(&std::fs::read(&path).unwrap());
    let text = pdf.text();
    assert_eq!(pdf.with("/Type/Page/"), 2);
    assert!(text.contains("1/2") && text.contains("2/2") && text.contains("（续）"), "{text}");
    let market = window.session().work.find_view().market.clone().unwrap();
    for place in &places {
        let name: String = market.name_of(place.group, yuantu::i18n::Lang::Zh).split_whitespace().collect();
        assert!(text.contains(&name), "{name} is not in {text}");
    }
    window.command(Command::Brief(BriefChange::Template("/nowhere/at/all".to_owned())));
    assert!(window.harness.query_by_label_contains("/nowhere/at/all").is_some());
    assert!(brief(&window).fault.is_some() && !brief(&window).is_current);
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(window.session().state.sheet, None);
}

#[test]
fn a_program_in_confidential_mode_makes_confidential_pages_alone() {
    let mut window = on_the_phone();
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::H);
    window.settle();
    window.click("生成简报…");
    window.settle();
    assert!(brief(&window).confidential);
    window.click("保密版");
    assert!(brief(&window).confidential, "it cannot be switched off here");
}
