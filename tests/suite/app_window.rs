//! The real program in a window of its own, driven by label, mouse and keys; and what tests of it share.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use eframe::egui_wgpu::RendererOptions;
use egui::{Event, Key, Modifiers, Pos2, Rect};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use egui_kittest::wgpu::{WgpuTestRenderer, create_render_state, default_wgpu_setup};
use yuantu::app::session::Session;
use yuantu::app::settings::Settings;
use yuantu::app::{RunOptions, YuantuApp};
use yuantu::domain::{DatasetKind, RecordRef, SetKey};
use yuantu::ui::command::{Page, Tool};

/// Longest wait for background work, seconds: far more than it takes.
const PATIENCE_S: u64 = 120;

/// The program, running.
pub struct Window {
    pub harness: Harness<'static, YuantuApp>,
}

impl Window {
    /// The program as it is started with some files, when its background work is done.
    pub fn open(files: &[PathBuf]) -> Self {
        Self::with(files, Settings { motion: false, ..Settings::default() }, |builder| builder)
    }

    /// The same with other settings and another harness.
    pub fn with(
        files: &[PathBuf],
        settings: Settings,
        harness: impl FnOnce(egui_kittest::HarnessBuilder<YuantuApp>) -> egui_kittest::HarnessBuilder<YuantuApp>,
    ) -> Self {
        let files = files.to_vec();
        let builder = harness(Harness::builder().with_size([1440.0, 900.0]).with_max_steps(64).with_step_dt(1.0 / 30.0));
        let harness = builder.build_eframe(move |creation| {
            let session = Session::start(&creation.egui_ctx, files, &RunOptions::default());
            YuantuApp::new(session, settings, creation)
        });
        let mut window = Self { harness };
        window.settle();
        window
    }

    /// What the program knows.
    pub fn session(&self) -> &Session {
        self.harness.state().session()
    }

    /// Runs frames until nothing happens in the background and nothing moves.
    pub fn settle(&mut self) {
        let started = Instant::now();
        loop {
            self.harness.run_steps(2);
            let session = self.session();
            if !session.work.is_busy() && !session.state.views.is_moving() {
                self.harness.run_steps(4);
                return;
            }
            assert!(started.elapsed() < Duration::from_secs(PATIENCE_S), "the program did not come to rest");
            std::thread::sleep(Duration::from_millis(3));
        }
    }

    /// Clicks what has a label.
    pub fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.settle();
    }

    /// Presses a key.
    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// Writes into a field, in the place of what is there.
    pub fn write(&mut self, label: &str, text: &str) {
        self.harness.get_by_label(label).focus();
        self.settle();
        self.press(Modifiers::COMMAND, Key::A);
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.settle();
    }

    /// Where the map is in the window.
    pub fn map_rect(&self) -> Rect {
        self.harness.get_by_label("地图").rect()
    }

    /// Presses at the first place, moves through the others, lets go at the last.
    pub fn drag(&mut self, places: &[Pos2]) {
        let Some((&first, rest)) = places.split_first() else { return };
        self.harness.hover_at(first);
        self.harness.run_steps(2);
        self.harness.drag_at(first);
        self.harness.run_steps(2);
        for &place in rest {
            self.harness.hover_at(place);
            self.harness.run_steps(1);
        }
        self.harness.drop_at(places[places.len() - 1]);
        self.settle();
    }
}

/// A file of the test's own, removed when the test is over.
pub struct TestFile(pub PathBuf);

impl TestFile {
    /// Writes a file of a name that no other test uses.
    pub fn new(name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = std::env::temp_dir().join(format!("yuantu-{}-{name}", std::process::id()));
        std::fs::write(&path, content).unwrap();
        Self(path)
    }

    /// Its name without the extension, as lists show it.
    pub fn stem(&self) -> String {
        self.0.file_stem().unwrap().to_string_lossy().into_owned()
    }
}

impl Drop for TestFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Three wells within the north block.
const WELLS: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"depth":12},"geometry":{"type":"Point","coordinates":[121.4400,31.3000]}},
{"type":"Feature","properties":{"depth":15},"geometry":{"type":"Point","coordinates":[121.4410,31.3010]}},
{"type":"Feature","properties":{"depth":18},"geometry":{"type":"Point","coordinates":[121.4420,31.3020]}}]}"#;

/// The records of the program's own embedded data that a test counts on.
fn buildings(window: &Window) -> usize {
    window.session().state.store.active(DatasetKind::Buildings).map_or(0, |loaded| loaded.dataset.len())
}

#[test]
fn it_starts_on_home_with_the_park_joined() {
    let window = Window::open(&[]);
    for block in ["北部", "中部", "南部"] {
        assert!(window.harness.query_all_by_label_contains(block).next().is_some(), "{block} is not on Home");
    }
    let state = &window.session().state;
    assert!(buildings(&window) >= 2000);
    let park = state.park.as_ref().expect("the figures are there");
    assert_eq!(park.summary.blocks.len(), 3);
    assert!(!park.clusters.clusters.is_empty());
    assert_eq!(park.clusters.clusters.len(), park.cluster_names.len());
}

#[test]
fn a_file_of_the_command_line_becomes_a_layer_in_view() {
    let file = TestFile::new("wells.geojson", WELLS);
    let mut window = Window::open(std::slice::from_ref(&file.0));
    let name = file.stem();
    assert!(window.harness.query_all_by_label_contains(&name).next().is_some(), "the layer is not listed");
    // The park's figures are as invented as before: the title must not call them the user's.
    assert!(window.harness.query_by_label("张江静安园 · 演示与自有数据").is_some(), "the title does not tell whose data it is");
    let state = &window.session().state;
    assert_eq!(state.store.own_layers().len(), 1);
    let [lon, lat] = yuantu::geodesy::mercator::to_lon_lat(state.views.camera.centre_in_mercator);
    assert!((lon - 121.441).abs() < 0.005 && (lat - 31.301).abs() < 0.005, "{lon} {lat}");
    assert!(state.settings.recent_files[0].ends_with("wells.geojson"));
    window.press(Modifiers::NONE, Key::Home);
    let [_, lat] = yuantu::geodesy::mercator::to_lon_lat(window.session().state.views.camera.centre_in_mercator);
    assert!(lat < 31.29, "Home shows the whole park");
}

#[test]
fn a_path_is_typed_and_opened_by_the_keyboard_alone() {
    let file = TestFile::new("typed.geojson", WELLS);
    let mut window = Window::open(&[]);
    window.press(Modifiers::COMMAND, Key::O);
    window.harness.event(egui::Event::Text(file.0.display().to_string()));
    window.settle();
    window.press(Modifiers::NONE, Key::Enter);
    window.settle();
    let state = &window.session().state;
    assert_eq!((state.sheet, state.store.own_layers().len()), (None, 1));
}

#[test]
fn a_broken_file_leaves_what_was_there_and_lists_why() {
    let (good, broken) = (TestFile::new("good.geojson", WELLS), TestFile::new("broken.geojson", &WELLS[..200]));
    let before = Window::open(&[]);
    let count = before.session().state.datasets.len();
    let window = Window::open(&[good.0.clone(), broken.0.clone()]);
    let state = &window.session().state;
    assert_eq!(state.datasets.len(), count + 1);
    assert_eq!(buildings(&window), buildings(&before));
    let issue = state.issues.iter().find(|issue| issue.file.ends_with("broken.geojson")).expect("an issue tells why");
    assert_eq!(issue.severity, yuantu::domain::Severity::Error);
    assert!(state.notices.shown().iter().any(|notice| notice.is_error && notice.text.contains("broken.geojson")));
    assert!(state.store.pieces().is_empty());
}

/// Two grounds; the second ring runs the wrong way round, which is a doubt.
const GROUNDS: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"plot":"a"},"geometry":{"type":"Polygon","coordinates":[[[121.42,31.22],[121.421,31.22],[121.421,31.221],[121.42,31.22]]]}},
{"type":"Feature","properties":{"plot":"b"},"geometry":{"type":"Polygon","coordinates":[[[121.48,31.30],[121.481,31.301],[121.481,31.30],[121.48,31.30]]]}}]}"#;

#[test]
fn a_line_of_the_issue_list_leads_to_its_feature() {
    let file = TestFile::new("grounds.geojson", GROUNDS);
    let mut window = Window::open(std::slice::from_ref(&file.0));
    let notice = window.session().state.notices.shown().iter().find(|notice| notice.has_issues).expect("the doubt is told");
    assert!(notice.text.contains("1 条问题"), "{}", notice.text);
    window.click("查看问题");
    let sentence = "前往：第 3 行，第 2 个要素：环的方向不符合右手规则，已照常显示。无需处理；外环应为逆时针，内环应为顺时针。";
    window.click(sentence);
    let state = &window.session().state;
    assert_eq!(state.selection, [RecordRef { set: SetKey::Own(file.stem().as_str().into()), row: 1 }]);
    let [lon, lat] = yuantu::geodesy::mercator::to_lon_lat(state.views.camera.centre_in_mercator);
    assert!((lon - 121.4805).abs() < 0.001 && (lat - 31.3005).abs() < 0.001, "{lon} {lat}");
    assert!(state.views.camera.metres_per_pt() < 5.0, "the feature is too small to be seen: {:?}", state.views.camera);
}

#[test]
fn own_buildings_take_the_place_of_ours_and_go_again() {
    let text = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"楼宇名称":"一号楼","楼层数":9},
"geometry":{"type":"Polygon","coordinates":[[[121.44,31.30],[121.441,31.30],[121.441,31.301],[121.44,31.301],[121.44,31.30]]]}}]}"#;
    let file = TestFile::new("buildings.geojson", text);
    let ours = buildings(&Window::open(&[]));
    let mut window = Window::open(std::slice::from_ref(&file.0));
    assert_eq!(buildings(&window), 1);
    let model = window.session().state.park.as_ref().map(|park| park.model.clone()).expect("joined");
    assert_eq!(model.set(DatasetKind::Buildings).map(|set| set.len()), Some(1));
    window.click("恢复内置数据");
    assert_eq!(buildings(&window), ours);
    assert!(window.harness.query_by_label("恢复内置数据").is_none());
}

/// Ctrl+F and letters after it, all in one frame, as they come while a frame is slow.
fn search_in_one_go(window: &mut Window, letters: &[(Key, &str)]) {
    let pressed = |key, modifiers, pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
    let events = &mut window.harness.input_mut().events;
    events.extend([pressed(Key::F, Modifiers::COMMAND, true), pressed(Key::F, Modifiers::COMMAND, false)]);
    for &(key, text) in letters {
        events.extend([pressed(key, Modifiers::NONE, true), Event::Text(text.into()), pressed(key, Modifiers::NONE, false)]);
    }
    window.settle();
}

#[test]
fn no_letter_typed_with_the_shortcut_of_the_search_is_lost() {
    let mut window = Window::open(&[]);
    window.press(Modifiers::COMMAND, Key::Num2);
    search_in_one_go(&mut window, &[(Key::B, "b"), (Key::E, "e"), (Key::I, "i")]);
    assert_eq!(window.session().state.search_text, "bei");
    assert_eq!(window.session().state.tool, Tool::Pointer, "a letter of the search was taken for a shortcut");
    assert!(!window.session().work.search_groups().is_empty());
    window.harness.event(Event::Text("q".into()));
    window.settle();
    assert_eq!(window.session().state.search_text, "beiq");

    let mut window = Window::open(&[]);
    window.press(Modifiers::COMMAND, Key::K);
    search_in_one_go(&mut window, &[(Key::V, "v"), (Key::L, "l")]);
    assert_eq!(window.session().state.search_text, "vl", "with a sheet open");
    assert_eq!(window.session().state.sheet, None);
}

#[test]
fn a_lost_graphics_device_leads_back_to_the_same_view() {
    let file = TestFile::new("resumed.geojson", WELLS);
    let settings = Settings { motion: false, ..Settings::default() };
    let render_state = create_render_state(default_wgpu_setup(), RendererOptions::PREDICTABLE);
    let device = render_state.device.clone();
    let mut window = Window::with(std::slice::from_ref(&file.0), settings, |builder| {
        builder.renderer(WgpuTestRenderer::from_render_state(render_state))
    });
    let before = window.session().state.views.camera;
    assert_eq!(window.session().state.page, Page::Browse);
    device.destroy();
    let _ = device.poll(eframe::wgpu::PollType::Poll);
    window.harness.run_steps(2);
    assert!(window.session().has_left, "nobody has noticed");
    assert!(window.harness.query_by_label("地图").is_none(), "something is drawn with a device that is gone");

    let settings = window.session().state.settings.clone();
    let resume = settings.resume.as_ref().expect("what to come back to is written");
    assert_eq!(resume.files, [file.0.display().to_string()]);
    let again = Window::with(&[], settings, |builder| builder);
    let state = &again.session().state;
    assert_eq!((state.page, state.views.camera), (Page::Browse, before));
    assert_eq!(state.store.own_layers().len(), 1);
    assert_eq!(state.settings.resume, None, "it would come back at every start");
    assert!(state.notices.shown().iter().any(|notice| notice.text.contains("图形设备曾丢失")));
}

impl Window {
    /// Sends a command as a panel would.
    pub fn command(&mut self, command: yuantu::ui::command::Command) {
        let ctx = self.harness.ctx.clone();
        self.harness.state_mut().apply(command, &ctx);
        self.settle();
    }
}
