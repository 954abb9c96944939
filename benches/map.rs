//! What the map costs: mesh, picture, new colours, pick. Prints a table; on Tokyo's buildings where the test data is there,
//! and on a made-up city. Refuses to judge: the aims stand beside the figures.

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

fn main() {
    let city = Arc::new(made_up_city(1_000_000));
    report("mesh of 1,000,000 made-up buildings", median(3, || drop(black_box(LayerMesh::of(&city.geometries)))), "");
    drop(city);
    let park = park_layers();
    measure_scene("embedded park", park, Some(66.0));
    let tokyo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/testdata/buildings/tokyo_plateau_7wards_wgs84.geojson.gz");
    let buildings = if tokyo.exists() {
        read_geojson(&tokyo)
    } else {
        println!("(the test data is not there: a made-up city instead of Tokyo)");
        made_up_city(220_744)
    };
    let buildings = Arc::new(buildings);
    let count = buildings.len();
    report(&format!("mesh of {count} buildings"), median(5, || drop(black_box(LayerMesh::of(&buildings.geometries)))), "200 ms");
    measure_pick(&buildings);
    let layer = layer("buildings", buildings, Rgba::hex(0xD68F5C), Some((Rgba::hex(0xA8977B), Stroke::line(0.8))));
    measure_scene(&format!("{count} buildings"), vec![layer], None);
}

fn report(what: &str, took: Duration, aim: &str) {
    let aim = if aim.is_empty() { String::new() } else { format!("  (aim {aim})") };
    println!("{what:<58} {:>10.3} ms{aim}", took.as_secs_f64() * 1e3);
}

fn median(runs: usize, mut work: impl FnMut()) -> Duration {
    let mut times: Vec<_> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[runs / 2]
}

struct MapWindow {
    frame: MapFrame,
    render_state: egui_wgpu::RenderState,
}

impl eframe::App for MapWindow {
    fn ui(&mut self, ui: &mut egui::Ui, _: &mut eframe::Frame) {
        let rect = ui.ctx().content_rect();
        gpu::paint(ui.painter(), rect, self.frame.clone());
    }
}

/// Draws layers at 1366 × 768 on the software adapter: the first picture, the whole redrawn, a zoomed view, new colours, and
/// a frame in which nothing changed. A frame's time includes egui, waiting for the adapter and reading the picture back; the
/// last line says how much that is.
fn measure_scene(name: &str, layers: Vec<SceneLayer>, aim_ms: Option<f64>) {
    for samples in [1, 4] {
        let bounds = layers.iter().filter_map(|layer| layer.mesh.bounds_in_mercator());
        let Some(bounds) = bounds.reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]) else { return };
        let whole = Camera::fitting(bounds, [1366.0, 768.0], 20.0);
        let highlights = Highlights {
            hovered: None,
            selected: Vec::new(),
            style: HighlightStyle::of(MapPalette::of(MapLook::Light)),
        };
        let scene = Scene { background: Rgba::hex(0xF3F1EA), layers: layers.clone(), generation: 1, ..Scene::default() };
        let frame = MapFrame { scene: Arc::new(scene), camera: whole, marks: Vec::new(), highlights };
        let mut harness = Harness::builder().with_size([1366.0, 768.0]).wgpu().build_eframe(|cc| {
            let render_state = cc.wgpu_render_state.clone().unwrap();
            gpu::install_with_samples(&render_state, samples);
            MapWindow { frame, render_state }
        });
        harness.run();
        let start = Instant::now();
        let picture = harness.render().unwrap();
        report(&format!("{name}, {samples} samples: first picture, uploads"), start.elapsed(), "");
        if let Ok(folder) = std::env::var("YUANTU_BENCH_PICTURES") {
            let file = format!("{folder}/{}-{samples}.png", name.replace(' ', "_"));
            picture.save(file).unwrap();
        }
        let idle = median(5, || draw(&mut harness));
        let aim = aim_ms.map_or(String::new(), |ms| format!("{ms} ms"));
        for (what, factor) in [("whole", 1.0), ("4 × closer", 4.0), ("24 × closer", 24.0)] {
            let mut step = 0.0;
            let took = median(7, || {
                step += 1.0;
                let camera = &mut harness.state_mut().frame.camera;
                camera.mercator_per_pt = whole.mercator_per_pt / factor;
                camera.centre_in_mercator = [whole.centre_in_mercator[0] + step, whole.centre_in_mercator[1]];
                draw(&mut harness);
            });
            report(&format!("{name}, {samples} samples: {what}, redrawn"), took.saturating_sub(idle), &aim);
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
    let moved = median(7, || {
        step += 1.0;
        harness.state_mut().frame.camera.centre_in_mercator[0] += step;
        draw(harness);
    });
    let mut shade = 0u8;
    let took = median(7, || {
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
    report(&format!("{name}: new colours over a plain redraw"), took.saturating_sub(moved), "10 ms");
}

fn draw(harness: &mut Harness<'_, MapWindow>) {
    harness.step();
    black_box(harness.render().unwrap());
}

fn measure_pick(dataset: &Arc<Dataset>) {
    let start = Instant::now();
    let index = Arc::new(SpatialIndex::new(dataset.clone()));
    report("R-tree for picking", start.elapsed(), "");
    let mut indexes = PickIndexes::default();
    indexes.insert(index);
    let scene = Scene { layers: vec![layer("buildings", dataset.clone(), Rgba::hex(0), None)], ..Scene::default() };
    let camera = Camera { centre_in_mercator: mercator::from_lon_lat(dataset.geometries.bounds().centre()), mercator_per_pt: 1.0 };
    let view = PickView { scene: &scene, marks: &[], indexes: &indexes, camera: &camera };
    let mut found = 0;
    let took = median(5, || {
        for at in 0..10_000 {
            let place = [f64::from(at % 100) * 13.0 - 650.0, f64::from(at / 100) * 7.0 - 350.0];
            found += usize::from(view.pick(place).is_some());
        }
    });
    report(&format!("pick ({:.0} % hit something)", found as f64 / 500.0), took / 10_000, "0.010 ms");
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

/// The base map as the sheet draws it, with as many streets and buildings as the park has.
fn park_layers() -> Vec<SceneLayer> {
    let palette = MapPalette::of(MapLook::Light);
    let read = |name: &str| Arc::new(read_geojson(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name)));
    let blocks = read("blocks.geojson");
    let bounds = blocks.geometries.bounds();
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
        roads("streets", Arc::new(made_up_streets(bounds)), palette.main_road, palette.road_casing, 12.0),
        layer("railways", read("railways.geojson"), Rgba::CLEAR, Some((palette.railway, Stroke::line(1.2).dashed(6.0, 4.0)))),
        layer("buildings", Arc::new(made_up_buildings(2_400, bounds)), palette.vacancy[1], Some((palette.building_edge, Stroke::line(0.6)))),
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

/// A bent street every 180 m in both directions, a vertex every 60 m.
fn made_up_streets(bounds: LonLatBounds) -> Dataset {
    let mut dataset = Dataset::new("streets", Origin::Embedded);
    let [wide, high] = [bounds.east - bounds.west, bounds.north - bounds.south];
    for at in 0..80 {
        let share = (at as f64 + 0.5) / 80.0;
        let bend = |along: f64| 0.002 * (along * 9.0 + share * 5.0).sin();
        for upright in [false, true] {
            dataset.geometries.positions.extend((0..=200).map(|step| {
                let along = f64::from(step) / 200.0;
                let [x, y] = if upright { [share + bend(along), along] } else { [along, share + bend(along)] };
                [bounds.west + x * wide, bounds.south + y * high]
            }));
            end(&mut dataset.geometries, PartKind::Line, GeometryKind::LineString);
        }
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
