//! What the map costs: mesh, picture, new colours, pick. Prints a table; on Tokyo's buildings where the test data is there,
//! and on a made-up city. Refuses to judge: the aims stand beside the figures.

#[path = "../tests/suite/map_window.rs"]
mod map_window;

use std::hint::black_box;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui_kittest::Harness;
use yuantu::domain::{Dataset, Geometries, GeometryKind, LonLatBounds, Origin, PartKind};
use yuantu::geodesy::mercator;
use yuantu::index::SpatialIndex;
use yuantu::map::camera::Camera;
use yuantu::map::gpu::{self, HighlightStyle, Highlights, MapFrame};
use yuantu::map::mesh::LayerMesh;
use yuantu::map::palette::{MapLook, MapPalette};
use yuantu::map::pick::{PickIndexes, PickView};
use yuantu::map::scene::{FeaturePaint, Rgba, Scene, SceneLayer, Stroke};

use map_window::MapWindow;

fn main() {
    // `cargo bench --bench map park` measures the park alone; likewise `mesh` and `city`.
    let wanted: Vec<_> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let wants = |part: &str| wanted.is_empty() || wanted.iter().any(|word| word == part);
    if wants("mesh") {
        let city = made_up_city(1_000_000);
        report("mesh of 1,000,000 made-up buildings", Took::of(3, || drop(black_box(LayerMesh::of(&city.geometries)))), "");
    }
    if wants("park") {
        measure_scene("park", park_layers(), "66 ms");
    }
    if wants("city") {
        measure_city();
    }
}

/// A large file: Tokyo's buildings where the test data is, else as many made-up ones.
fn measure_city() {
    let tokyo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/testdata/buildings/tokyo_plateau_7wards_wgs84.geojson.gz");
    let buildings = if tokyo.exists() {
        read_geojson(&tokyo)
    } else {
        println!("(the test data is not there: a made-up city instead of Tokyo)");
        made_up_city(220_744)
    };
    let buildings = Arc::new(buildings);
    let count = buildings.len();
    report(
        &format!("mesh of {count} buildings"),
        Took::of(5, || drop(black_box(LayerMesh::of(&buildings.geometries)))),
        "200 ms",
    );
    measure_pick(&buildings);
    let layer = layer("buildings", buildings, Rgba::hex(0xD68F5C), Some((Rgba::hex(0xA8977B), Stroke::line(0.8))));
    measure_scene("city", vec![layer], "");
}

/// Time on the clock, and of the processor where the system tells it: on a busy machine only the latter can be compared.
#[derive(Clone, Copy, Default)]
struct Took {
    clock: Duration,
    processor: Duration,
}

impl Took {
    fn of(runs: u32, mut work: impl FnMut()) -> Self {
        let before = processor_time();
        let mut times: Vec<_> = (0..runs)
            .map(|_| {
                let start = Instant::now();
                work();
                start.elapsed()
            })
            .collect();
        times.sort();
        Self { clock: times[times.len() / 2], processor: (processor_time() - before) / runs }
    }

    fn over(self, other: Self) -> Self {
        let processor = self.processor.saturating_sub(other.processor);
        Self { clock: self.clock.saturating_sub(other.clock), processor }
    }
}

/// All threads' time so far, in steps of 10 ms (`/proc/self/stat`, fields 14 and 15); zero on other systems.
fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks: u64 = after_name.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

fn report(what: &str, took: Took, aim: &str) {
    let aim = if aim.is_empty() { String::new() } else { format!("  (aim {aim})") };
    let [clock, processor] = [took.clock, took.processor].map(|time| time.as_secs_f64() * 1e3);
    println!("{what:<52} {clock:>10.3} ms, processor {processor:>9.3} ms{aim}");
}

/// Draws layers at 1366 × 768 on the software adapter, the lowest one filling the window: the first picture, the whole redrawn, a zoomed view, new colours, and
/// a frame in which nothing changed. A frame's time includes egui, waiting for the adapter and reading the picture back; the
/// last line says how much that is.
fn measure_scene(name: &str, layers: Vec<SceneLayer>, aim: &str) {
    for samples in [1, 4] {
        let Some(bounds) = layers.first().and_then(|layer| layer.mesh.bounds_in_mercator()) else { return };
        let whole = Camera::fitting(bounds, [1366.0, 768.0], 20.0);
        let highlights =
            Highlights { hovered: None, selected: Vec::new(), style: HighlightStyle::of(MapPalette::of(MapLook::Light)) };
        let scene = Scene { background: Rgba::hex(0xF3F1EA), layers: layers.clone(), generation: 1, ..Scene::default() };
        let frame = MapFrame { scene: Arc::new(scene), camera: whole, marks: Vec::new(), highlights };
        let mut harness = Harness::builder().with_size([1366.0, 768.0]).wgpu().build_eframe(|cc| {
            let render_state = cc.wgpu_render_state.clone().unwrap();
            gpu::install_with_samples(&render_state, samples);
            MapWindow { frame, render_state }
        });
        harness.run();
        let mut picture = None;
        let first = Took::of(1, || picture = harness.render().ok());
        report(&format!("{name}, {samples} samples: first picture, uploads"), first, "");
        if let (Ok(folder), Some(picture)) = (std::env::var("YUANTU_BENCH_PICTURES"), picture) {
            let file = format!("{folder}/{}-{samples}.png", name.replace(' ', "_"));
            picture.save(file).unwrap();
        }
        let idle = Took::of(5, || draw(&mut harness));
        for (what, factor) in [("whole", 1.0), ("4 × closer", 4.0), ("24 × closer", 24.0)] {
            let mut step = 0.0;
            let took = Took::of(7, || {
                step += 1.0;
                let camera = &mut harness.state_mut().frame.camera;
                camera.mercator_per_pt = whole.mercator_per_pt / factor;
                camera.centre_in_mercator = [whole.centre_in_mercator[0] + step, whole.centre_in_mercator[1]];
                draw(&mut harness);
            });
            report(&format!("{name}, {samples} samples: {what}, redrawn"), took.over(idle), aim);
        }
        report(&format!("{name}, {samples} samples: nothing changed, with readback"), idle, "");
        if samples == 1 {
            measure_recolour(name, &mut harness);
        }
        let redraws = gpu::redraws(&harness.state().render_state);
        assert!(redraws < 50, "an idle frame must not draw the map");
    }
}

/// New colours for every row of the last layer: the texture write alone, as the map's zoom is such that little is drawn.
fn measure_recolour(name: &str, harness: &mut Harness<'_, MapWindow>) {
    harness.state_mut().frame.camera.mercator_per_pt = 0.05;
    draw(harness);
    let mut step = 0.0;
    let moved = Took::of(7, || {
        step += 1.0;
        harness.state_mut().frame.camera.centre_in_mercator[0] += step;
        draw(harness);
    });
    let mut shade = 0u8;
    let took = Took::of(7, || {
        shade += 1;
        let frame = &mut harness.state_mut().frame;
        let mut scene = (*frame.scene).clone();
        scene.generation += 1;
        if let Some(layer) = scene.layers.last_mut() {
            let rows = layer.dataset.len();
            let colours = vec![Rgba([shade, 90, 60, 255]); rows];
            layer.paint = Arc::new(FeaturePaint { generation: u64::from(shade) + 1, fill: colours.clone(), line: colours });
        }
        frame.scene = Arc::new(scene);
        draw(harness);
    });
    report(&format!("{name}: new colours over a plain redraw"), took.over(moved), "10 ms");
}

fn draw(harness: &mut Harness<'_, MapWindow>) {
    harness.step();
    if let Err(error) = harness.render() {
        println!("(the adapter did not answer in time: {error})");
    }
}

fn measure_pick(dataset: &Arc<Dataset>) {
    let mut indexes = PickIndexes::default();
    let built = Took::of(1, || indexes.insert(Arc::new(SpatialIndex::new(dataset.clone()))));
    report("R-tree for picking", built, "");
    let scene = Scene { layers: vec![layer("buildings", dataset.clone(), Rgba::hex(0), None)], ..Scene::default() };
    let camera =
        Camera { centre_in_mercator: mercator::from_lon_lat(dataset.geometries.bounds().centre()), mercator_per_pt: 1.0 };
    let view = PickView { scene: &scene, marks: &[], indexes: &indexes, camera: &camera };
    let mut found = 0u32;
    let took = Took::of(5, || {
        for at in 0..10_000 {
            let place = [f64::from(at % 100) * 13.0 - 650.0, f64::from(at / 100) * 7.0 - 350.0];
            found += u32::from(view.pick(place).is_some());
        }
    });
    let each = Took { clock: took.clock / 10_000, processor: took.processor / 10_000 };
    report(&format!("pick ({:.0} % hit something)", f64::from(found) / 500.0), each, "0.010 ms");
}

fn layer(key: &str, dataset: Arc<Dataset>, fill: Rgba, line: Option<(Rgba, Stroke)>) -> SceneLayer {
    let rows = dataset.len();
    SceneLayer {
        key: key.into(),
        mesh: Arc::new(LayerMesh::of(&dataset.geometries)),
        dataset,
        paint: Arc::new(FeaturePaint {
            generation: 1,
            fill: vec![fill; rows],
            line: line.map_or(Vec::new(), |(colour, _)| vec![colour; rows]),
        }),
        filled: true,
        strokes: line.into_iter().map(|(_, stroke)| stroke).collect(),
        opacity: 1.0,
        min_metres_per_pt: 0.0,
        max_metres_per_pt: f64::INFINITY,
        pickable: true,
    }
}

/// The park about as the sheet draws it, the blocks at the bottom.
fn park_layers() -> Vec<SceneLayer> {
    let palette = MapPalette::of(MapLook::Light);
    let read = |name: &str| Arc::new(read_geojson(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name)));
    let blocks = read("blocks.geojson");
    let mut tints = layer("blocks", blocks, palette.block_tint[0], Some((palette.block_line[0], Stroke::line(1.6))));
    let band = Stroke { inside_only: true, colour: Some(palette.block_line[0].with_opacity(0.13)), ..Stroke::line(9.0) };
    tints.strokes.insert(0, band);
    let roads = |key, dataset, colour, casing, width_m: f32| {
        let line = Stroke::line(1.2).at_least_m(width_m);
        let mut roads = layer(key, dataset, Rgba::CLEAR, Some((colour, line)));
        roads.strokes.insert(0, Stroke { colour: Some(casing), ..line.cased(1.6) });
        roads
    };
    vec![
        tints,
        layer("green", read("green.geojson"), palette.green, None),
        layer("sites", read("sites.geojson"), palette.site, None),
        layer("water", read("water.geojson"), palette.water, Some((palette.water_edge, Stroke::line(0.8)))),
        roads("streets", read("streets.geojson"), palette.main_road, palette.road_casing, 12.0),
        layer("railways", read("railways.geojson"), Rgba::CLEAR, Some((palette.railway, Stroke::line(1.2).dashed(6.0, 4.0)))),
        layer("buildings", read("buildings.geojson"), palette.vacancy[1], Some((palette.building_edge, Stroke::line(0.6)))),
        roads("elevated", read("elevated_roads.geojson"), palette.expressway, palette.expressway_casing, 20.0),
    ]
}

/// A number from 0 to 1 for each index, the same everywhere.
fn noise(index: usize, salt: u64) -> f64 {
    let mut bits = (index as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ salt.wrapping_mul(0xD1B5_4A32_D192_ED03);
    bits ^= bits >> 31;
    bits = bits.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits ^= bits >> 29;
    (bits >> 11) as f64 / (1u64 << 53) as f64
}

/// Rectangles and L-shapes of 6 to 40 m, turned, on a grid of 28 m.
fn made_up_city(count: usize) -> Dataset {
    let edge_m = (count as f64).sqrt() * 28.0 / 111_000.0 / 2.0;
    let bounds = LonLatBounds { west: 121.45 - edge_m, south: 31.25 - edge_m, east: 121.45 + edge_m, north: 31.25 + edge_m };
    made_up_buildings(count, bounds)
}

fn made_up_buildings(count: usize, bounds: LonLatBounds) -> Dataset {
    let mut dataset = Dataset::new("city", Origin::Embedded);
    let columns = (count as f64).sqrt().ceil() as usize;
    for at in 0..count {
        let share = |index: usize, salt| (index as f64 + 0.2 + 0.6 * noise(at, salt)) / columns as f64;
        let lon = bounds.west + (bounds.east - bounds.west) * share(at % columns, 1);
        let lat = bounds.south + (bounds.north - bounds.south) * share(at / columns, 2);
        let [wide, deep] = [6.0 + 34.0 * noise(at, 3).powi(3), 6.0 + 20.0 * noise(at, 4).powi(2)];
        let (sin, cos) = (noise(at, 5) * 1.6).sin_cos();
        let corners: &[[f64; 2]] = if noise(at, 6) < 0.6 {
            &[[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]
        } else {
            &[[0.0, 0.0], [1.0, 0.0], [1.0, 0.5], [0.4, 0.5], [0.4, 1.0], [0.0, 1.0], [0.0, 0.0]]
        };
        dataset.geometries.positions.extend(corners.iter().map(|[x, y]| {
            let [x, y] = [x * wide, y * deep];
            [lon + (x * cos - y * sin) / 95_000.0, lat + (x * sin + y * cos) / 111_000.0]
        }));
        end(&mut dataset.geometries, PartKind::Polygon, GeometryKind::Polygon);
    }
    dataset
}

fn end(geometries: &mut Geometries, part: PartKind, kind: GeometryKind) {
    geometries.end_ring();
    geometries.end_part(part);
    geometries.end_feature(kind);
}

/// Polygons and lines of a GeoJSON file, packed or not, by the `geojson` crate.
fn read_geojson(path: &PathBuf) -> Dataset {
    let bytes = std::fs::read(path).unwrap();
    let mut text = String::new();
    if bytes.starts_with(&[0x1F, 0x8B]) {
        flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).unwrap();
    } else {
        text = String::from_utf8(bytes).unwrap();
    }
    let collection: geojson::FeatureCollection = text.parse().unwrap();
    let mut dataset = Dataset::new("file", Origin::Embedded);
    for feature in collection {
        let Some(geometry) = feature.geometry else { continue };
        let geometries = &mut dataset.geometries;
        let kind = match geometry.value {
            geojson::GeometryValue::Polygon { coordinates } => {
                add_polygon(geometries, &coordinates);
                GeometryKind::Polygon
            }
            geojson::GeometryValue::MultiPolygon { coordinates } => {
                coordinates.iter().for_each(|polygon| add_polygon(geometries, polygon));
                GeometryKind::MultiPolygon
            }
            geojson::GeometryValue::LineString { coordinates } => {
                add_line(geometries, &coordinates);
                GeometryKind::LineString
            }
            geojson::GeometryValue::MultiLineString { coordinates } => {
                coordinates.iter().for_each(|line| add_line(geometries, line));
                GeometryKind::MultiLineString
            }
            _ => continue,
        };
        geometries.end_feature(kind);
    }
    dataset
}

fn add_polygon(geometries: &mut Geometries, rings: &[Vec<geojson::Position>]) {
    for ring in rings {
        geometries.positions.extend(ring.iter().map(|position| [position[0], position[1]]));
        geometries.end_ring();
    }
    geometries.end_part(PartKind::Polygon);
}

fn add_line(geometries: &mut Geometries, line: &[geojson::Position]) {
    geometries.positions.extend(line.iter().map(|position| [position[0], position[1]]));
    geometries.end_ring();
    geometries.end_part(PartKind::Line);
}
