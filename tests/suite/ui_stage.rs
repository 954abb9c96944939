//! A stage for panels: a handmade state of the program, a window of a given size, and what the panels asked for.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use egui_kittest::Harness;
use yuantu::analysis::clusters::{ClusterParams, Clusters};
use yuantu::analysis::summary::{BlockSummary, Summary};
use yuantu::analysis::vacancy::{Vacancy, VacancyTable};
use yuantu::domain::{
    Confidence, Dataset, DatasetKind, Field, GeometryKind, Issue, IssueKind, Origin, PartKind, RecordRef, Severity, Value,
};
use yuantu::i18n::Lang;
use yuantu::index::{ActiveSets, ParkModel};
use yuantu::map::camera::Camera;
use yuantu::map::legend::{LegendClass, LegendLayer, Swatch};
use yuantu::map::palette::{MapPalette, shape_of_industry};
use yuantu::map::scene::{MarkShape, Rgba};
use yuantu::search::Group;
use yuantu::ui::command::{Command, Page, Sheet, Tool};
use yuantu::ui::theme::Look;
use yuantu::ui::view::{Commands, Notice, ParkView, SearchView, TaskView, View};
use yuantu::ui::{frame, theme};
use yuantu::workspace::{LayerKey, Workspace};

/// Everything a view borrows.
pub struct Stage {
    pub lang: Lang,
    pub look: Look,
    pub page: Page,
    pub sheet: Option<Sheet>,
    pub workspace: Workspace,
    pub park: Option<ParkView>,
    pub legend: Vec<LegendLayer>,
    pub datasets: Vec<Arc<Dataset>>,
    pub selection: Vec<RecordRef>,
    pub issues: Vec<Issue>,
    pub tasks: Vec<TaskView>,
    pub notices: Vec<Notice>,
    pub search_text: String,
    pub groups: Vec<Group>,
    pub recent: Vec<String>,
    pub left_panel: bool,
    /// What the panels asked for, in order.
    pub sent: Rc<RefCell<Vec<Command>>>,
}

impl Stage {
    /// The park, with few records.
    pub fn new(page: Page) -> Self {
        let (datasets, park) = park();
        let mut legend = legend();
        for layer in &mut legend {
            if layer.key == LayerKey::Buildings {
                layer.classed_by = "空置率".into();
            }
        }
        Self {
            lang: Lang::Zh,
            look: Look::Light,
            page,
            sheet: None,
            workspace: Workspace::default(),
            park: Some(park),
            legend,
            datasets,
            selection: Vec::new(),
            issues: issues(),
            tasks: Vec::new(),
            notices: Vec::new(),
            search_text: String::new(),
            groups: Vec::new(),
            recent: vec!["/home/li/数据/企业名单.geojson".into(), "/home/li/数据/楼宇.geojsonl.gz".into()],
            left_panel: true,
            sent: Rc::default(),
        }
    }

    fn view<'a>(&'a self, camera: &'a Camera) -> View<'a> {
        View {
            lang: self.lang,
            look: self.look,
            motion: false,
            page: self.page,
            sheet: self.sheet,
            tool: Tool::Pointer,
            workspace: &self.workspace,
            can_undo: true,
            can_redo: false,
            can_view_back: true,
            can_view_forward: false,
            park: self.park.as_ref(),
            legend: &self.legend,
            datasets: &self.datasets,
            confidence_marks: &[Confidence::Schematic, Confidence::Demo],
            selection: &self.selection,
            hovered: None,
            camera,
            cursor_lon_lat: Some([121.44102, 31.30021]),
            gauss_krueger: false,
            confidential: false,
            issues: &self.issues,
            tasks: &self.tasks,
            notices: &self.notices,
            search: SearchView { text: &self.search_text, groups: &self.groups },
            import: None,
            delivery: None,
            check: Default::default(),
            export: None,
            stack: None,
            brief: None,
            find: None,
            recent_files: &self.recent,
            keep: Default::default(),
            left_panel: self.left_panel,
            right_panel: true,
        }
    }

    /// The whole window, so many points large, run until it rests.
    pub fn window(self, size: [f32; 2]) -> Harness<'static> {
        let camera = Camera { centre_in_mercator: [13_519_300.0, 3_668_000.0], mercator_per_pt: 12.3 };
        let mut harness =
            Harness::builder().with_step_dt(1.0 / 60.0).with_size(size).with_context_setup(theme::install).wgpu().build_ui(
                move |ui| {
                    let view = self.view(&camera);
                    let mut commands = Commands::default();
                    let ground = yuantu::ui::widgets::colour_of(MapPalette::of(view.look.map_look()).land);
                    let mut map = |ui: &mut egui::Ui| {
                        ui.painter().rect_filled(ui.max_rect(), 0, ground);
                    };
                    // The harness leaves a margin; the window has none.
                    let mut window = ui.new_child(egui::UiBuilder::new().max_rect(ui.ctx().content_rect()));
                    window.set_clip_rect(window.max_rect());
                    frame::show(&mut window, &view, &mut commands, &mut map, &mut |_| {});
                    self.sent.borrow_mut().extend(commands.take());
                },
            );
        harness.run();
        harness
    }

    /// The list that the panels' wishes go to.
    pub fn sent(&self) -> Rc<RefCell<Vec<Command>>> {
        self.sent.clone()
    }
}

/// Writes the picture to `target/ui/`, for eyes.
pub fn picture(harness: &mut Harness, name: &str) {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("../ui");
    std::fs::create_dir_all(&folder).unwrap();
    harness.render().unwrap().save(folder.join(format!("{name}.png"))).unwrap();
}

struct Maker(Dataset);

impl Maker {
    fn new(kind: DatasetKind, confidence: Confidence) -> Self {
        let mut dataset = Dataset::new(kind.code(), Origin::Embedded);
        dataset.kind = kind;
        dataset.confidence = Some(confidence);
        dataset.source = "演示数据集 1.0".into();
        dataset.as_of = "2026-10-31".parse().ok();
        Self(dataset)
    }

    fn row(&mut self, ring: &[[f64; 2]], cells: &[(Field, Value)]) {
        let row = self.0.len();
        self.0.geometries.positions.extend(ring);
        if ring.is_empty() {
            self.0.geometries.end_feature(GeometryKind::None);
        } else {
            self.0.geometries.end_ring();
            self.0.geometries.end_part(PartKind::Polygon);
            self.0.geometries.end_feature(GeometryKind::Polygon);
        }
        for (field, value) in cells {
            let column = self.0.table.column_or_new(field.key());
            self.0.table.columns[column].set(row, *value);
            self.0.fields.set(*field, column);
        }
        for column in &mut self.0.table.columns {
            column.pad(row + 1);
        }
    }

    fn done(self) -> Arc<Dataset> {
        Arc::new(self.0)
    }
}

fn project_path(file: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(file)
}

/// The blocks and projects of the data folder, as plainly as they can be read.
fn from_geojson(file: &str, kind: DatasetKind) -> Arc<Dataset> {
    let json: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(project_path(file)).unwrap()).unwrap();
    let mut maker = Maker::new(kind, Confidence::Schematic);
    for feature in json["features"].as_array().unwrap() {
        let mut rings: Vec<Vec<[f64; 2]>> = Vec::new();
        fn collect(value: &serde_json::Value, into: &mut Vec<Vec<[f64; 2]>>) {
            let Some(items) = value.as_array() else { return };
            if items.first().is_some_and(|first| first[0].is_number()) {
                into.push(items.iter().map(|at| [at[0].as_f64().unwrap(), at[1].as_f64().unwrap()]).collect());
            } else {
                items.iter().for_each(|item| collect(item, into));
            }
        }
        collect(&feature["geometry"]["coordinates"], &mut rings);
        let properties = feature["properties"].as_object().unwrap();
        let cells: Vec<(Field, Value)> = Field::ALL
            .iter()
            .filter_map(|&field| match properties.get(field.key())? {
                serde_json::Value::String(text) => Some((field, Value::Text(text))),
                serde_json::Value::Number(number) => Some((field, Value::Number(number.as_f64()?))),
                _ => None,
            })
            .collect();
        // All rings but the last are parts of their own here; the last closes the feature.
        let (last, first) = rings.split_last().map_or((Vec::new(), &[][..]), |(last, first)| (last.clone(), first));
        for ring in first {
            maker.0.geometries.positions.extend(ring);
            maker.0.geometries.end_ring();
            maker.0.geometries.end_part(PartKind::Polygon);
        }
        maker.row(&last, &cells);
    }
    maker.done()
}

fn from_csv(file: &str, kind: DatasetKind) -> Arc<Dataset> {
    let mut reader = csv::Reader::from_path(project_path(file)).unwrap();
    let names = reader.headers().unwrap().clone();
    let mut maker = Maker::new(kind, Confidence::Published);
    for record in reader.records() {
        let record = record.unwrap();
        let cells: Vec<(Field, Value)> = names
            .iter()
            .zip(&record)
            .filter(|(_, cell)| !cell.is_empty())
            .filter_map(|(name, cell)| {
                let field = Field::ALL.iter().copied().find(|field| field.key() == name)?;
                let number = cell.parse::<f64>().ok().filter(|_| field != Field::AsOf);
                Some((field, number.map_or(Value::Text(cell), Value::Number)))
            })
            .collect();
        maker.row(&[], &cells);
    }
    maker.done()
}

fn vacancy(lettable_m2: f64, vacant_m2: f64) -> Option<Vacancy> {
    Some(Vacancy {
        spaces: 4,
        lettable_m2,
        vacant_m2,
        vacant_spaces: 2,
        available_m2: vacant_m2 * 1.15,
        rent_yuan_m2_day: Some(4.35),
        confidence: Some(Confidence::Demo),
        as_of: "2026-10-31".parse().ok(),
        source: "演示数据集 1.0".into(),
        ..Default::default()
    })
}

/// Blocks, indicators and projects as they are; buildings on a grid, with rates that vary.
fn park() -> (Vec<Arc<Dataset>>, ParkView) {
    let blocks = from_geojson("blocks.geojson", DatasetKind::Blocks);
    let projects = from_geojson("projects.geojson", DatasetKind::Projects);
    let indicators = from_csv("indicators.csv", DatasetKind::Indicators);

    let mut buildings = Maker::new(DatasetKind::Buildings, Confidence::Demo);
    let mut table = VacancyTable::default();
    let mut summaries = Vec::new();
    let main_blocks: Vec<usize> = (0..blocks.len()).filter(|&row| blocks.text(row, Field::Class) == Some("功能区块")).collect();
    let by_industry = [[318, 46, 88, 97, 92], [84, 412, 168, 42, 104], [76, 121, 264, 28, 436]];
    for (number, &row) in main_blocks.iter().enumerate() {
        let bounds = blocks.geometries.bounds_of(row);
        let mut summary = BlockSummary {
            row: row as u32,
            vacancy: None,
            lettable_m2_by_step: [0.0; 5],
            parks: 8,
            buildings: 0,
            enterprises: by_industry[number].iter().sum(),
            enterprises_by_industry: by_industry[number],
        };
        let (mut lettable, mut vacant) = (0.0, 0.0);
        for i in 0..40 {
            for j in 0..40 {
                let west = bounds.west + (bounds.east - bounds.west) * f64::from(i) / 40.0;
                let south = bounds.south + (bounds.north - bounds.south) * f64::from(j) / 40.0;
                if (i * 7 + j * 13) % 5 < 2 || !blocks.geometries.polygon_contains(row, [west, south]) {
                    continue;
                }
                let (east, north) = (west + 0.0004, south + 0.0003);
                let ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
                buildings.row(&ring, &[(Field::Id, Value::Text("b"))]);
                let rate = f64::from((i * 31 + j * 17 + i * j) % 46) / 100.0;
                let step = [0.05, 0.15, 0.25, 0.40].iter().filter(|&&limit| rate >= limit).count();
                summary.lettable_m2_by_step[step] += 9000.0;
                summary.buildings += 1;
                lettable += 9000.0;
                vacant += 9000.0 * rate;
                table.buildings.push(if (i + j) % 19 == 0 { None } else { vacancy(9000.0, 9000.0 * rate).map(Box::new) });
            }
        }
        summary.vacancy = vacancy(lettable, vacant);
        summaries.push(summary);
    }
    table.blocks = vec![None; blocks.len()];
    for summary in &summaries {
        table.blocks[summary.row as usize] = summary.vacancy.clone().map(Box::new);
    }
    let rows_of = |prefix: &str| -> Vec<u32> {
        (0..indicators.len() as u32)
            .filter(|&row| indicators.text(row as usize, Field::Id).is_some_and(|id| id.starts_with(prefix)))
            .collect()
    };
    table.total = vacancy(8_940_000.0, 1_600_000.0);
    let summary = Summary {
        blocks: summaries,
        status_rows: rows_of("tax"),
        target_rows: rows_of("target"),
        area_rows: rows_of("area"),
        project_rows: (0..projects.len() as u32).collect(),
        vacancy: table.total.clone(),
    };
    let datasets = vec![blocks, buildings.done(), projects, indicators];
    let mut sets = ActiveSets::default();
    for dataset in &datasets {
        sets.set(dataset.kind, Some(dataset.clone()));
    }
    let park = ParkView {
        model: Arc::new(ParkModel::join(sets, &|_, _| std::ops::ControlFlow::Continue(())).unwrap()),
        reference_date: "2026-10-31".parse().unwrap(),
        vacancy: Arc::new(table),
        summary: Arc::new(summary),
        clusters: Arc::new(Clusters {
            params: ClusterParams { eps_m: 150.0, min_points: 8 },
            clusters: Vec::new(),
            noise: vec![0; 420],
        }),
        cluster_names: Arc::default(),
    };
    (datasets, park)
}

fn legend() -> Vec<LegendLayer> {
    let palette = MapPalette::of(yuantu::map::palette::MapLook::Light);
    let area = |fill: Rgba, edge: Rgba| Swatch::Area { fill, edge };
    let class = |class: u8, name: &str, swatch: Swatch, count: usize| LegendClass {
        class,
        name: name.into(),
        swatch,
        count,
        count_unit: "",
    };
    let names: BTreeMap<LayerKey, (&str, usize)> = [
        (LayerKey::Blocks, ("功能区块", 3)),
        (LayerKey::Renewal, ("更新片区", 1)),
        (LayerKey::Parks, ("载体园区", 25)),
        (LayerKey::LowEfficiency, ("低效园区", 6)),
        (LayerKey::Buildings, ("楼宇", 1403)),
        (LayerKey::Enterprises, ("企业", 2376)),
        (LayerKey::Clusters, ("产业集群", 22)),
        (LayerKey::Projects, ("重点项目", 7)),
        (LayerKey::Institutions, ("机构（区块级）", 20)),
        (LayerKey::Metro, ("轨道交通", 10)),
        (LayerKey::Streets, ("道路", 812)),
        (LayerKey::Railways, ("铁路", 40)),
        (LayerKey::Water, ("水系", 4)),
        (LayerKey::Green, ("绿地", 61)),
        (LayerKey::Sites, ("公共设施", 96)),
    ]
    .into();
    LayerKey::EMBEDDED
        .into_iter()
        .map(|key| {
            let classes = match key {
                LayerKey::Blocks => ["北部区块", "中部区块", "南部区块"]
                    .iter()
                    .enumerate()
                    .map(|(i, name)| class(i as u8, name, area(palette.block_tint[i], palette.block_line[i]), [287, 474, 642][i]))
                    .collect(),
                LayerKey::Buildings => ["≥ 40 %", "25–40 %", "15–25 %", "5–15 %", "< 5 %"]
                    .iter()
                    .enumerate()
                    .map(|(i, name)| {
                        let fill = palette.vacancy[4 - i];
                        class(i as u8, name, area(fill, palette.building_edge), [82, 359, 350, 290, 256][i])
                    })
                    .chain([class(5, "无数据", area(Rgba::CLEAR, palette.no_data), 66)])
                    .collect(),
                LayerKey::Enterprises => yuantu::domain::Industry::ALL
                    .into_iter()
                    .enumerate()
                    .map(|(i, industry)| {
                        let swatch = Swatch::Mark { shape: shape_of_industry(industry), fill: palette.industry[i] };
                        class(i as u8, industry.term(), swatch, [478, 579, 520, 167, 632][i])
                    })
                    .collect(),
                _ => Vec::new(),
            };
            let (name, count) = names[&key];
            let swatch = Swatch::Mark { shape: MarkShape::Star, fill: palette.selection };
            LegendLayer { key, name: name.into(), classed_by: String::new(), count, swatch, classes }
        })
        .collect()
}

fn issues() -> Vec<Issue> {
    let file: Arc<str> = "data/企业名单.geojson".into();
    vec![
        Issue::new(Severity::Error, IssueKind::OpenRing, &file).at_line(118).at_feature(12),
        Issue::new(Severity::Error, IssueKind::BadPosition, &file).at_line(240).at_feature(31).of_member("coordinates"),
        Issue { count: 9, ..Issue::new(Severity::Warning, IssueKind::RingWinding, &file).at_line(7).at_feature(0).at_feature(5) },
        Issue::new(Severity::Warning, IssueKind::UnknownTerm, &"楼宇.geojsonl.gz".into())
            .at_line(3)
            .at_feature(2)
            .of_member("industry")
            .with_detail("大数据"),
    ]
}
