//! Pictures of the panels, for eyes: `target/ui/*.png`. They fail only when a panel panics, a glyph is missing or a control
//! has no name.

use std::sync::Arc;

use egui_kittest::kittest::Queryable;
use yuantu::analysis::summary;
use yuantu::analysis::vacancy::{self, VacancyParams};
use yuantu::domain::{Dataset, DatasetKind, Origin, RecordRef};
use yuantu::i18n::Lang;
use yuantu::index::{ActiveSets, ParkModel};
use yuantu::search::{Group, Hit};
use yuantu::ui::command::{Page, Sheet};
use yuantu::ui::theme::Look;
use yuantu::ui::view::{Notice, ParkView, TaskView};

use super::ui_stage::{Stage, picture};

#[test]
fn browse_in_every_look() {
    for (look, lang, size, name) in [
        (Look::Light, Lang::Zh, [1366.0, 768.0], "browse_light"),
        (Look::Dark, Lang::En, [1920.0, 1080.0], "browse_dark_en"),
        (Look::Projector, Lang::Zh, [1150.0, 720.0], "browse_projector_folded"),
        (Look::Light, Lang::En, [960.0, 600.0], "browse_least_en"),
    ] {
        let mut stage = Stage::new(Page::Browse);
        (stage.look, stage.lang) = (look, lang);
        stage.tasks = vec![TaskView { id: 7, title: "楼宇.geojson".into(), share: Some(0.4) }];
        let text = "文件有 12 处问题，其余已显示";
        stage.notices = vec![Notice { id: 1, text: text.into(), has_issues: true, ..Notice::default() }];
        picture(&mut stage.window(size), name);
    }
}

#[test]
fn home_in_every_look_and_size() {
    for (look, lang, size, name) in [
        (Look::Light, Lang::Zh, [1600.0, 1000.0], "home_light"),
        (Look::Light, Lang::Zh, [1366.0, 768.0], "home_small"),
        (Look::Dark, Lang::En, [1920.0, 1080.0], "home_dark_en"),
        (Look::Projector, Lang::Zh, [1366.0, 1000.0], "home_projector"),
        (Look::Light, Lang::En, [1024.0, 1100.0], "home_narrow_en"),
    ] {
        let mut stage = Stage::new(Page::Home);
        (stage.look, stage.lang) = (look, lang);
        picture(&mut stage.window(size), name);
    }
}

/// The data that ships with the program, joined and summed up as the program does.
fn embedded() -> Stage {
    let mut stage = Stage::new(Page::Home);
    stage.datasets = yuantu::io::embedded::load_all(1).into_iter().map(Arc::new).collect();
    let mut sets = ActiveSets::default();
    for dataset in &stage.datasets {
        sets.set(dataset.kind, Some(dataset.clone()));
    }
    let model = ParkModel::join(sets, &|_, _| std::ops::ControlFlow::Continue(())).unwrap();
    let reference_date = yuantu::analysis::reference::reference_date(model.sets());
    let vacancy = vacancy::vacancy(&model, VacancyParams { reference_date });
    stage.park = stage.park.map(|park| ParkView {
        summary: Arc::new(summary::summarise(&model, &vacancy)),
        vacancy: Arc::new(vacancy),
        model: Arc::new(model),
        reference_date,
        ..park
    });
    stage
}

#[test]
fn home_with_the_embedded_data() {
    let mut window = embedded().window([1600.0, 1000.0]);
    for name in ["在地图中查看：北部", "在地图中查看：中部", "在地图中查看：南部", "灵石电竞中心", "单位增加值能耗下降率"]
    {
        window.get_by_label(name);
    }
    picture(&mut window, "home_embedded");
}

#[test]
fn every_sheet() {
    for (sheet, name) in [
        (Sheet::Open, "open"),
        (Sheet::Palette, "palette"),
        (Sheet::Shortcuts, "shortcuts"),
        (Sheet::About, "about"),
        (Sheet::Issues, "issues"),
        (Sheet::Datasets, "datasets"),
    ] {
        for (lang, look, suffix) in [(Lang::Zh, Look::Light, ""), (Lang::En, Look::Dark, "_en")] {
            let mut stage = Stage::new(Page::Browse);
            (stage.lang, stage.look, stage.sheet) = (lang, look, Some(sheet));
            let mut own = Dataset::new("企业名单", Origin::File("/home/li/企业名单.geojson".into()));
            own.kind = DatasetKind::Enterprises;
            stage.datasets.push(Arc::new(own));
            picture(&mut stage.window([1366.0, 768.0]), &format!("sheet_{name}{suffix}"));
        }
    }
}

#[test]
fn search_menu_and_options() {
    let mut stage = Stage::new(Page::Browse);
    stage.search_text = "szx".into();
    let hit = |name: &str, matched: std::ops::Range<usize>, row: u32| Hit {
        record: RecordRef::of_kind(DatasetKind::Parks, row),
        name: name.into(),
        matched: vec![matched],
        other_name: "Suhe Creek Bay".into(),
    };
    stage.groups = vec![
        Group {
            kind: DatasetKind::Parks,
            hits: vec![hit("苏河湾数字经济集聚区", 0..9, 0), hit("市北壹中心", 0..3, 1)],
            total: 12,
        },
        Group { kind: DatasetKind::Stations, hits: vec![hit("上海站", 0..3, 2)], total: 1 },
    ];
    let mut window = stage.window([1366.0, 768.0]);
    window.get_by_label("搜索").focus();
    window.run();
    window.get_by_label("搜索").type_text("szx");
    window.run();
    picture(&mut window, "search");

    let mut window = Stage::new(Page::Browse).window([1366.0, 768.0]);
    window.get_by_label("菜单").click();
    window.run();
    picture(&mut window, "menu");

    let mut window = Stage::new(Page::Browse).window([1366.0, 768.0]);
    window.get_by_label("图层选项：楼宇").click();
    window.run();
    picture(&mut window, "layer_options");
}

/// A small laptop at 125 %: the window has fewer points, hairlines stay one pixel wide.
#[test]
fn at_a_greater_pixel_density() {
    let mut window = Stage::new(Page::Home).window([1093.0, 614.0]);
    window.set_pixels_per_point(1.25);
    window.run();
    picture(&mut window, "home_125");
}

#[test]
fn while_loading_and_without_data() {
    for (page, name) in [(Page::Home, "loading_home"), (Page::Browse, "loading_browse")] {
        let mut stage = Stage::new(page);
        stage.park = None;
        stage.legend.clear();
        picture(&mut stage.window([1366.0, 768.0]), name);
    }
}
