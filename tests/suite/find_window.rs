//! The whole call in the window: type what is wanted, edit a chip, pull a weight, take a near miss, keep hold of two places.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use yuantu::domain::SetKey;
use yuantu::domain::criteria::{Aspect, Want};
use yuantu::finder::Part;
use yuantu::ui::command::{Command, Page};
use yuantu::ui::finding::{FindChange, FindView};

use super::app_window::Window;

const CALL: &str = "60人 AI 北区 800–1200㎡ <5元 近地铁 3月前";

fn on_the_phone(text: &str) -> Window {
    let mut window = Window::open(&[]);
    window.press(Modifiers::COMMAND, Key::Num3);
    assert_eq!(window.session().state.page, Page::Find);
    window.press(Modifiers::COMMAND, Key::L);
    window.harness.event(egui::Event::Text(text.to_owned()));
    window.settle();
    window
}

fn view(window: &Window) -> &FindView {
    window.session().work.find_view()
}

/// What has a label that begins so.
fn labels(window: &Window, start: &str) -> Vec<String> {
    let nodes = window.harness.query_all_by_label_contains(start);
    let mut labels: Vec<String> =
        nodes.filter_map(|node| node.accesskit_node().label()).filter(|l| l.starts_with(start)).collect();
    labels.sort();
    labels.dedup();
    labels
}

#[test]
fn a_sentence_becomes_chips_and_a_list() {
    let window = on_the_phone(CALL);
    let find = view(&window);
    assert!(find.is_current && find.query.not_understood.is_empty());
    assert_eq!((find.query.criteria.len(), labels(&window, "条件：").len(), labels(&window, "加分：").len()), (7, 5, 2));
    assert!(window.harness.query_by_label("7 项全部识别").is_some());
    let answer = find.answer.as_ref().expect("an answer");
    assert!(!answer.found.places.is_empty() && answer.pins.len() == answer.found.places.len());
    assert!(window.harness.query_by_label(&format!("{} 处符合", answer.found.places.len())).is_some());
    // Each chip tells what is left after it.
    let last = answer.found.left.last().expect("a count");
    assert!(window.harness.query_by_label(&format!("条件：2027-03-31 前可入驻，剩 {last}")).is_some());
    assert!(labels(&window, "第 1 位：").len() == 1);
}

#[test]
fn what_is_not_understood_is_said() {
    let window = on_the_phone("北区 风水好 500平");
    assert!(window.harness.query_by_label("未识别：风水好").is_some());
    assert_eq!(view(&window).query.criteria.len(), 2);
}

#[test]
fn the_list_is_gone_through_by_keys_and_a_star_keeps_a_place() {
    let mut window = on_the_phone(CALL);
    for _ in 0..2 {
        window.press(Modifiers::NONE, Key::ArrowDown);
    }
    assert_eq!(view(&window).chosen, Some(1));
    let selected = window.session().state.selection.first().expect("a building is selected").clone();
    assert!(matches!(selected.set, SetKey::Kind(yuantu::domain::DatasetKind::Buildings)));
    // Out of the line, S keeps hold of what is looked at; once more lets it go.
    window.press(Modifiers::NONE, Key::Escape);
    window.press(Modifiers::NONE, Key::S);
    assert_eq!(window.session().state.workspace().prospects.opened().shortlist.len(), 1);
    assert_eq!(view(&window).starred(&view(&window).places()[1]), Some(0));
    window.press(Modifiers::NONE, Key::ArrowUp);
    window.press(Modifiers::NONE, Key::S);
    assert_eq!(window.session().state.workspace().prospects.opened().shortlist.len(), 2);
    assert!(window.harness.query_by_label("比较候选（2 处）").is_some());
    // Undo takes the star back.
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(view(&window).shortlist.len(), 1);
}

#[test]
fn a_chip_goes_and_the_line_follows() {
    let mut window = on_the_phone(CALL);
    let before = view(&window).places().len();
    let chip = labels(&window, "去掉：租金").pop().expect("the chip of the rent");
    window.click(&chip);
    assert_eq!(view(&window).prospect.text, "60人 AI 北区 800–1200㎡ 近地铁 3月前");
    assert!(view(&window).places().len() > before);
    window.press(Modifiers::NONE, Key::Escape);
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!((view(&window).prospect.text.as_str(), view(&window).places().len()), (CALL, before));
}

#[test]
fn a_chip_becomes_a_wish_in_its_editor() {
    let mut window = on_the_phone(CALL);
    let chip = labels(&window, "条件：地铁").pop().expect("the chip of the metro");
    window.click(&chip);
    let wish = window.harness.query_all_by_label("加分").next().expect("the switch between must and wish");
    wish.click();
    window.settle();
    let find = view(&window);
    let metro = find.query.criteria.iter().find(|c| c.aspect == Aspect::Metro).expect("still asked for");
    assert!(!metro.must && find.prospect.text.contains("最好近地铁"), "{}", find.prospect.text);
}

#[test]
fn a_near_miss_is_taken_with_one_click() {
    let mut window = on_the_phone(CALL);
    let further = view(&window).further.clone().expect("near misses");
    let before = view(&window).places().len();
    let rent = view(&window).query.criteria.iter().position(|c| c.aspect == Aspect::Rent).expect("a rent");
    let step = further.near.singles.iter().find(|near| near.changes[0].criterion == rent).expect("a step of the rent");
    let label = labels(&window, "应用：租金").into_iter().find(|label| !label.contains(" + ")).expect("its button");
    window.click(&label);
    let find = view(&window);
    assert_eq!(find.places().len(), before + step.opens);
    let Want::Range { most: Some(most), .. } = find.query.criteria[rent].want else { panic!("the rent has no cap") };
    assert!((most - step.changes[0].bound).abs() < 1e-9 && find.prospect.text.contains("≤"), "{}", find.prospect.text);
}

#[test]
fn a_weight_is_pulled_and_put_back() {
    let mut window = on_the_phone(CALL);
    let first = view(&window).places()[0].clone();
    window.click("权重");
    assert!(window.harness.query_by_label_contains("首位不变的范围").is_some());
    for part in Part::ALL.into_iter().filter(|&part| part != Part::Rent) {
        window.command(Command::Find(FindChange::Weight(part, 0.0)));
    }
    let places = view(&window).places();
    let cheapest = places.iter().map(|place| place.rent_yuan_m2_day).fold(f64::INFINITY, f64::min);
    assert_eq!(places[0].rent_yuan_m2_day, cheapest, "with nothing but the rent the cheapest is first");
    window.click("恢复默认");
    let back = &view(&window).places()[0];
    assert_eq!((back.slots.clone(), back.score), (first.slots, first.score));
}

#[test]
fn a_building_that_does_not_fit_is_told_why() {
    let mut window = on_the_phone(CALL);
    let market = view(&window).market.clone().expect("a market");
    let answer = view(&window).answer.clone().expect("an answer");
    let other =
        (0..market.group_count() as u32).find(|group| !answer.by_group.contains_key(group)).expect("one that does not fit");
    let row = market.building_of(other).expect("a building");
    let record = yuantu::domain::RecordRef::of_kind(yuantu::domain::DatasetKind::Buildings, row);
    window.command(Command::Select(yuantu::ui::command::SelectMode::Replace, vec![record]));
    window.click("匹配");
    assert!(window.harness.query_by_label("为何未入选").is_some());
    let asked = view(&window).asked.clone().expect("an answer to it");
    assert!(!asked.why.fits && asked.place.is_none());
}
