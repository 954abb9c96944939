//! The whole call in the window: type what is wanted, edit a chip, pull a weight, take a near miss, keep hold of two places.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT, Queryable};
use yuantu::domain::SetKey;
use yuantu::domain::criteria::{Aspect, Want};
use yuantu::finder::Part;
use yuantu::ui::command::{Command, Page};
use yuantu::ui::delivering::DeliveryAs;
use yuantu::ui::finding::{FindChange, FindView};

use super::app_window::Window;
use super::keep::{Folder, program};

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

/// Writes into the field of a name that its caption has, too.
fn write_into(window: &mut Window, name: &str, text: &str) {
    let is_field = |role: Role| matches!(role, Role::TextInput | Role::MultilineTextInput);
    let field = window.harness.query_all_by_label(name).find(|node| is_field(node.accesskit_node().role()));
    field.expect("the field").focus();
    window.settle();
    window.press(Modifiers::COMMAND, Key::A);
    window.harness.event(egui::Event::Text(text.to_owned()));
    window.settle();
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

#[test]
fn two_places_are_compared_ordered_and_noted() {
    let mut window = on_the_phone(CALL);
    let [first, second] = [0, 1].map(|at| view(&window).places()[at].clone());
    for place in [&first, &second] {
        window.command(Command::Find(FindChange::Star(Box::new(place.clone()))));
    }
    window.click("比较候选（2 处）");
    let market = view(&window).market.clone().expect("a market");
    let names = [&first, &second].map(|place| market.name_of(place.group, yuantu::i18n::Lang::Zh));
    // The cheaper of the two is marked as the best of its row.
    let cheaper = if first.rent_yuan_m2_day < second.rent_yuan_m2_day { 1 } else { 2 };
    let rent = first.rent_yuan_m2_day.min(second.rent_yuan_m2_day);
    assert!(window.harness.query_by_label(&format!("租金 {cheaper}：{rent:.2} 元（此行最优）")).is_some());
    assert!(window.harness.query_by_label("符合全部条件 1：是").is_some());
    window.click(&format!("右移：{}", names[0]));
    let kept = |window: &Window| view(window).shortlist.iter().flatten().map(|place| place.group).collect::<Vec<_>>();
    assert_eq!(kept(&window), [second.group, first.group]);
    window.write("备注：1", "可谈免租期");
    assert_eq!(window.session().state.workspace().prospects.opened().shortlist[0].note, "可谈免租期");
    window.click(&format!("在地图上查看：{}", names[0]));
    assert_eq!((window.session().state.sheet, view(&window).group), (None, Some(first.group)));
    assert_eq!(view(&window).place().map(|place| place.slots.clone()), Some(first.slots));
}

#[test]
fn prospects_are_kept_apart_and_come_back_with_all_that_is_theirs() {
    let mut window = on_the_phone(CALL);
    let place = view(&window).places()[0].clone();
    window.command(Command::Find(FindChange::Star(Box::new(place))));
    window.click("客户：未命名客户");
    write_into(&mut window, "客户名称", "云峰智能");
    write_into(&mut window, "客户备注", "王总，周四回电");
    window.click("新客户");
    assert_eq!((view(&window).prospect.text.as_str(), view(&window).prospect.shortlist.len()), ("", 0));
    window.command(Command::Find(FindChange::Text("500平".into())));
    window.click("客户：客户 1");
    window.click("云峰智能");
    let prospect = &view(&window).prospect;
    assert_eq!((prospect.name.as_str(), prospect.text.as_str(), prospect.notes.as_str()), ("云峰智能", CALL, "王总，周四回电"));
    assert_eq!(view(&window).shortlist.iter().flatten().count(), 1);
    window.press(Modifiers::NONE, Key::Escape);
    window.command(Command::Find(FindChange::DeleteProspect(1)));
    assert_eq!(window.session().state.workspace().prospects.all.len(), 1);
}

#[test]
fn an_area_is_drawn_and_a_circle_set_beside_the_line() {
    let mut window = on_the_phone("800–1200㎡");
    let before = view(&window).places().len();
    window.click("画范围");
    let map = window.map_rect();
    let at = |x: f32, y: f32| map.lerp_inside(egui::vec2(x, y));
    window.drag(&[at(0.3, 0.3), at(0.6, 0.3), at(0.6, 0.6), at(0.3, 0.6), at(0.3, 0.32)]);
    let find = view(&window);
    assert_eq!(window.session().state.tool, yuantu::ui::command::Tool::Pointer);
    let drawn = find.prospect.beside.first().expect("the area");
    let Want::Ring(ring) = &drawn.want else { panic!("no ring") };
    assert!(ring.len() >= 4 && find.places().len() < before && labels(&window, "条件：画定范围").len() == 1);
    // A circle stands beside it; a second one takes its place.
    let centre = ring[0];
    for radius_m in [800.0, 600.0] {
        window.command(Command::Find(FindChange::Within(Want::Circle { centre, radius_m })));
    }
    assert_eq!(view(&window).prospect.beside.len(), 2);
    let chip = labels(&window, "去掉：600 m 圆内").pop().expect("the chip of the circle");
    window.click(&chip);
    assert_eq!(view(&window).prospect.beside.len(), 1);
}

#[test]
fn a_criterion_is_added_from_the_list_and_from_the_form() {
    let mut window = on_the_phone("北区");
    window.click("添加条件");
    window.click("租金");
    assert_eq!(view(&window).prospect.text, "北区 ≤5元");
    window.press(Modifiers::NONE, Key::Escape);
    window.click("条件表");
    window.click("整层：不限");
    window.click("要求整层");
    assert_eq!(view(&window).prospect.text, "北区 ≤5元 整层");
}

/// Vacant spaces with an id and an area each, at 4 yuan.
fn vacant(spaces: &[(&str, f64)]) -> String {
    let feature = |(id, area): &(&str, f64)| {
        format!(
            r#"{{"type":"Feature","properties":{{"id":"{id}","building":"B0001","unit":"{id}","area_m2":{area},"status":"空置","rent_yuan_m2_day":4}},"geometry":null}}"#
        )
    };
    let features: Vec<String> = spaces.iter().map(feature).collect();
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(",\n"))
}

#[test]
fn what_newly_fits_is_told_when_the_data_is_another() {
    let folder = Folder::new("newly-fits");
    let files = [folder.at("spaces-10.geojson"), folder.at("spaces-11.geojson")];
    std::fs::write(&files[0], vacant(&[("S1", 620.0), ("S2", 2000.0)])).unwrap();
    std::fs::write(&files[1], vacant(&[("S1", 620.0), ("S2", 2000.0), ("S3", 650.0), ("S4", 90.0)])).unwrap();
    let mut window = program(&files[..1], &folder.at("own"));
    window.command(Command::Find(FindChange::Text("600–700平".into())));
    window.command(Command::Find(FindChange::RenameProspect("云峰智能".into())));
    assert_eq!(view(&window).answer.as_ref().map(|answer| answer.found.left[0]), Some(1));
    window.command(Command::ShowPage(Page::Browse));
    window.command(Command::OpenFiles(vec![files[1].clone()]));
    window.command(Command::TakeDelivery(DeliveryAs::Whole));
    let told: Vec<&str> = window.session().state.notices.shown().iter().map(|notice| notice.text.as_str()).collect();
    assert!(told.iter().any(|text| text.contains("云峰智能：新增 1 处符合")), "{told:?}");
    window.click("查看：云峰智能");
    assert_eq!(window.session().state.page, Page::Find);
    assert_eq!(view(&window).answer.as_ref().map(|answer| answer.found.left[0]), Some(2));
}
