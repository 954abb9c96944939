//! What panels ask for when they are clicked and typed into, found by the names that screen readers hear.

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use yuantu::domain::{DatasetKind, Industry, RecordRef};
use yuantu::i18n::Lang;
use yuantu::search::{Group, Hit};
use yuantu::ui::command::{Command, Page, SelectMode, Sheet, Target, Tool};
use yuantu::ui::theme::Look;
use yuantu::workspace::{BuildingTheme, LayerKey};

use super::ui_stage::Stage;

/// Clicks what has these names one after the other, and returns what was asked for.
fn asked(stage: Stage, names: &[&str]) -> Vec<Command> {
    let sent = stage.sent();
    let mut window = stage.window([1366.0, 900.0]);
    for name in names {
        window.get_by_label(name).click();
        window.run();
    }
    sent.take()
}

fn pressed(stage: Stage, modifiers: Modifiers, key: Key) -> Vec<Command> {
    let sent = stage.sent();
    let mut window = stage.window([1366.0, 900.0]);
    window.key_press_modifiers(modifiers, key);
    window.run();
    sent.take()
}

fn with_sheet(sheet: Sheet) -> Stage {
    let mut stage = Stage::new(Page::Browse);
    stage.sheet = Some(sheet);
    stage
}

#[test]
fn the_layers_panel_hides_selects_and_recolours() {
    let browse = || Stage::new(Page::Browse);
    assert_eq!(asked(browse(), &["显示图层：楼宇"]), [Command::SetLayerVisible(LayerKey::Buildings, false)]);
    assert_eq!(asked(browse(), &["显示图层：低效园区"]), [Command::SetLayerVisible(LayerKey::LowEfficiency, true)]);
    assert_eq!(asked(browse(), &["楼宇：≥ 40 %，82 项"]), [Command::SetClassVisible(LayerKey::Buildings, 0, false)]);
    let class = Industry::DataIntelligence as u8;
    assert_eq!(asked(browse(), &["选择 企业：数据智能，478 项"]), [Command::SelectClass(LayerKey::Enterprises, class)]);
    assert_eq!(asked(browse(), &["展开：企业"]), [Command::ExpandLayer(LayerKey::Enterprises, false)]);
    assert_eq!(asked(browse(), &["楼宇着色：空置率", "租金"]), [Command::SetBuildingTheme(BuildingTheme::AskingRent)]);
    assert_eq!(asked(browse(), &["图层选项：载体园区", "只看此图层"]), [Command::IsolateLayer(LayerKey::Parks)]);
    assert_eq!(asked(browse(), &["图层选项：载体园区", "上移"]), [Command::MoveLayer(LayerKey::Parks, 1)]);
}

#[test]
fn a_double_click_isolates_a_class() {
    let stage = Stage::new(Page::Browse);
    let sent = stage.sent();
    let mut window = stage.window([1366.0, 900.0]);
    window.get_by_label("企业：专业服务，632 项").click();
    window.get_by_label("企业：专业服务，632 项").click();
    window.run();
    assert!(sent.take().contains(&Command::IsolateClass(LayerKey::Enterprises, Industry::ProfessionalServices as u8)));
}

#[test]
fn a_dragged_row_changes_the_order() {
    let stage = Stage::new(Page::Browse);
    let sent = stage.sent();
    let mut window = stage.window([1366.0, 900.0]);
    let from = window.get_by_label("图层：载体园区，25 项").rect().center();
    let to = window.get_by_label("图层：功能区块，3 项").rect().center_top() + egui::vec2(0.0, 4.0);
    window.drag_at(from);
    window.run();
    window.hover_at(from + egui::vec2(0.0, -20.0));
    window.run();
    window.hover_at(to);
    window.run();
    window.drop_at(to);
    window.run();
    assert_eq!(sent.take(), [Command::MoveLayer(LayerKey::Parks, 0)]);
}

#[test]
fn the_top_bar_switches_language_look_and_page() {
    assert_eq!(asked(Stage::new(Page::Home), &["Switch to English"]), [Command::SetLang(Lang::En)]);
    assert_eq!(asked(Stage::new(Page::Home), &["外观：浅色，点按换为深色"]), [Command::SetLook(Look::Dark)]);
    assert_eq!(asked(Stage::new(Page::Home), &["浏览"]), [Command::ShowPage(Page::Browse)]);
    assert_eq!(asked(Stage::new(Page::Browse), &["首页"]), [Command::ShowPage(Page::Home)]);
    assert_eq!(asked(Stage::new(Page::Browse), &["撤销"]), [Command::Undo]);
    assert_eq!(asked(Stage::new(Page::Browse), &["菜单", "数据集…"]), [Command::ShowSheet(Some(Sheet::Datasets))]);
    assert_eq!(asked(Stage::new(Page::Browse), &["4 条问题，共 12 处"]), [Command::ShowSheet(Some(Sheet::Issues))]);
}

#[test]
fn home_leads_into_the_map() {
    let block = RecordRef::of_kind(DatasetKind::Blocks, 0);
    let there = [Command::Select(SelectMode::Replace, vec![block.clone()]), Command::FlyTo(Target::Record(block.clone()))];
    assert_eq!(asked(Stage::new(Page::Home), &["在地图中查看：北部"]), there);
    // The plan gives the blockchain valley no place: its block is shown.
    let project = RecordRef::of_kind(DatasetKind::Projects, 0);
    let there = [Command::Select(SelectMode::Replace, vec![project]), Command::FlyTo(Target::Record(block))];
    assert_eq!(asked(Stage::new(Page::Home), &["上海市北区块链生态谷"]), there);
}

#[test]
fn typing_searches_and_enter_goes_there() {
    let mut stage = Stage::new(Page::Browse);
    stage.search_text = "szx".into();
    let hit = |row: u32, name: &str| Hit {
        record: RecordRef::of_kind(DatasetKind::Parks, row),
        name: name.into(),
        matched: Vec::new(),
        other_name: String::new(),
    };
    let hits = vec![hit(4, "市北壹中心"), hit(9, "苏河湾")];
    stage.groups = vec![Group { kind: DatasetKind::Parks, hits, total: 2 }];
    let sent = stage.sent();
    let mut window = stage.window([1366.0, 900.0]);
    window.get_by_label("搜索").focus();
    window.run();
    window.get_by_label("搜索").type_text("szx");
    window.run();
    assert_eq!(sent.take(), [Command::Search("szx".into())]);
    window.get_by_label("苏河湾");
    window.key_press(Key::ArrowDown);
    window.run();
    window.key_press(Key::Enter);
    window.run();
    let record = RecordRef::of_kind(DatasetKind::Parks, 9);
    let there = [Command::Select(SelectMode::Replace, vec![record.clone()]), Command::FlyTo(Target::Record(record))];
    assert_eq!(sent.take(), there);
    assert!(window.query_by_label("苏河湾").is_none());
}

#[test]
fn the_palette_finds_a_command_by_its_initials() {
    let stage = with_sheet(Sheet::Palette);
    let sent = stage.sent();
    let mut window = stage.window([1366.0, 900.0]);
    // The cursor stands in the field already.
    window.get_by_label("命令面板").type_text("tsgj");
    window.run();
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(sent.take(), [Command::ShowSheet(None), Command::SetTool(Tool::Lasso)]);
}

#[test]
fn an_issue_leads_to_its_features_one_after_the_other() {
    let stage = with_sheet(Sheet::Issues);
    let sent = stage.sent();
    let mut window = stage.window([1366.0, 900.0]);
    // The third issue has two features.
    let click = |window: &mut Harness| {
        let row = window.get_all_by_role(egui::accesskit::Role::Button).filter(|node| {
            let label = node.accesskit_node().label().unwrap_or_default();
            label.starts_with("前往：第 7 行")
        });
        row.into_iter().next().unwrap().click();
        window.run();
    };
    click(&mut window);
    click(&mut window);
    click(&mut window);
    assert_eq!(sent.take(), [Command::GoToIssue(2, 0), Command::GoToIssue(2, 1), Command::GoToIssue(2, 0)]);
}

#[test]
fn pasted_paths_are_opened() {
    let stage = with_sheet(Sheet::Open);
    let sent = stage.sent();
    let mut window = stage.window([1366.0, 900.0]);
    window.get_by_role(egui::accesskit::Role::MultilineTextInput).focus();
    window.run();
    window.get_by_role(egui::accesskit::Role::MultilineTextInput).type_text("/a/楼宇.geojson\n\"/b c.json\"");
    window.run();
    window.get_by_label("打开").click();
    window.run();
    let paths = vec!["/a/楼宇.geojson".into(), "/b c.json".into()];
    assert_eq!(sent.take(), [Command::ShowSheet(None), Command::OpenFiles(paths)]);
}

#[test]
fn keys_do_what_the_table_says() {
    let browse = || Stage::new(Page::Browse);
    assert_eq!(pressed(browse(), Modifiers::COMMAND, Key::Z), [Command::Undo]);
    // There is nothing to make again, and Ctrl+Shift+Z is not Ctrl+Z.
    assert_eq!(pressed(browse(), Modifiers::COMMAND | Modifiers::SHIFT, Key::Z), []);
    assert_eq!(pressed(browse(), Modifiers::COMMAND, Key::F), [Command::FocusSearch]);
    assert_eq!(pressed(browse(), Modifiers::COMMAND | Modifiers::SHIFT, Key::P), [Command::ShowSheet(Some(Sheet::Palette))]);
    assert_eq!(pressed(browse(), Modifiers::NONE, Key::F1), [Command::ShowSheet(Some(Sheet::Shortcuts))]);
    assert_eq!(pressed(browse(), Modifiers::NONE, Key::L), [Command::SetTool(Tool::Lasso)]);
    assert_eq!(pressed(Stage::new(Page::Home), Modifiers::NONE, Key::L), []);
    assert_eq!(pressed(with_sheet(Sheet::About), Modifiers::NONE, Key::Escape), [Command::ShowSheet(None)]);
}

#[test]
fn the_tab_key_reaches_bars_and_rows() {
    let stage = Stage::new(Page::Browse);
    let mut window = stage.window([1366.0, 900.0]);
    let mut reached = Vec::new();
    for _ in 0..60 {
        window.key_press(Key::Tab);
        window.run();
        let focused = window.root().children_recursive().find(|node| node.is_focused());
        reached.extend(focused.and_then(|node| node.accesskit_node().label()));
    }
    for name in ["首页", "菜单", "搜索", "展开：功能区块", "显示图层：功能区块", "图层选项：功能区块"]
    {
        assert!(reached.iter().any(|label| label == name), "{name} is not among {reached:?}");
    }
}

#[test]
fn a_narrow_window_folds_its_panels_and_opens_them_over_the_map() {
    let stage = Stage::new(Page::Browse);
    let mut window = stage.window([1000.0, 700.0]);
    assert!(window.query_by_label("显示图层：楼宇").is_none());
    window.get_by_label("展开图层与图例").click();
    window.run();
    window.get_by_label("显示图层：楼宇");
    super::ui_stage::picture(&mut window, "browse_over_the_map");
    window.key_press(Key::Escape);
    window.run();
    assert!(window.query_by_label("显示图层：楼宇").is_none());

    let mut stage = Stage::new(Page::Browse);
    stage.left_panel = false;
    assert_eq!(asked(stage, &["展开图层与图例"]), [Command::ToggleLeftPanel]);
}

#[test]
fn escape_leaves_the_search_before_it_clears_the_selection() {
    let mut stage = Stage::new(Page::Browse);
    stage.selection = vec![RecordRef::of_kind(DatasetKind::Buildings, 3)];
    let sent = stage.sent();
    let mut window = stage.window([1366.0, 900.0]);
    window.get_by_label("搜索").focus();
    window.run();
    window.key_press(Key::Escape);
    window.run();
    assert_eq!(sent.take(), []);
    window.key_press(Key::Escape);
    window.run();
    assert_eq!(sent.take(), [Command::Select(SelectMode::Replace, Vec::new())]);
}

#[test]
fn a_dataset_of_the_users_own_can_be_given_back() {
    let own = |kind: DatasetKind| {
        let mut stage = with_sheet(Sheet::Datasets);
        let mut dataset = yuantu::domain::Dataset::new("名单", yuantu::domain::Origin::File("/a/名单.geojson".into()));
        dataset.kind = kind;
        stage.datasets.push(dataset.into());
        stage
    };
    let restored = asked(own(DatasetKind::Enterprises), &["恢复自带数据"]);
    assert_eq!(restored, [Command::RestoreEmbedded(DatasetKind::Enterprises)]);
    assert_eq!(asked(own(DatasetKind::Other), &["关闭图层"]), [Command::CloseOwnLayer("名单".into())]);
}

#[test]
fn messages_and_tasks_can_be_closed() {
    let mut stage = Stage::new(Page::Browse);
    stage.tasks = vec![yuantu::ui::view::TaskView { id: 7, title: "楼宇.geojson".into(), share: Some(0.4) }];
    let text = "文件有 12 处问题".to_owned();
    let restores = Some(DatasetKind::Buildings);
    stage.notices =
        vec![yuantu::ui::view::Notice { id: 4, is_error: true, text, has_issues: true, restores, offers: Vec::new() }];
    let names = ["取消：楼宇.geojson", "查看问题", "恢复内置数据", "关闭消息"];
    let expected = [
        Command::CancelTask(7),
        Command::ShowSheet(Some(Sheet::Issues)),
        Command::RestoreEmbedded(DatasetKind::Buildings),
        Command::DismissNotice(4),
    ];
    assert_eq!(asked(stage, &names), expected);
}
