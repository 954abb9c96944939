//! The map's picture on the software adapter: what has which colour, what a change costs, what is out of sight. Says so and
//! passes where there is no adapter at all.

use std::future::Future;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use egui_kittest::Harness;
use resvg::tiny_skia::Pixmap;
use yuantu::domain::{Dataset, GeometryKind, Origin, PartKind};
use yuantu::geodesy::mercator;
use yuantu::i18n::Lang;
use yuantu::map::camera::Camera;
use yuantu::map::export;
use yuantu::map::gpu::{self, HighlightStyle, Highlights, LineStyle, MapFrame};
use yuantu::map::mesh::LayerMesh;
use yuantu::map::palette::MapLook;
use yuantu::map::scene::{FeaturePaint, Mark, MarkLayer, MarkShape, Rgba, Scene, SceneLayer, Stroke};
use yuantu::map::svg::{self, Frame};

use crate::map_window::MapWindow;

/// The middle of all pictures, Web Mercator metres.
const MIDDLE: [f64; 2] = [13_519_000.0, 3_660_000.0];
const LAND: Rgba = Rgba::hex(0xE6EEF3);
const RED: Rgba = Rgba::hex(0xB45F36);
const BLUE: Rgba = Rgba::hex(0x216BC3);
const GREEN: Rgba = Rgba::hex(0x3F7A54);

/// Whether anything here can draw.
pub fn has_adapter() -> bool {
    let instance = wgpu::Instance::new(wgpu::InstanceDescriptor::new_without_display_handle());
    let mut adapters = std::pin::pin!(instance.enumerate_adapters(wgpu::Backends::all()));
    match adapters.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(adapters) => !adapters.is_empty(),
        Poll::Pending => false,
    }
}

/// A window of 192 × 192 pixels over a scene; `None` where nothing can draw it.
fn window(scene: Scene, mercator_per_pt: f64, pixels_per_point: f32) -> Option<Harness<'static, MapWindow>> {
    window_of(192.0, scene, mercator_per_pt, pixels_per_point)
}

/// A square window of so many pixels over a scene.
fn window_of(edge_px: f32, scene: Scene, mercator_per_pt: f64, pixels_per_point: f32) -> Option<Harness<'static, MapWindow>> {
    if !has_adapter() {
        eprintln!("skipped: no graphics adapter, not even in software");
        return None;
    }
    let line = |colour, width_pt| LineStyle { colour, width_pt };
    let style = HighlightStyle { hover: line(BLUE, 4.0), selection: line(RED, 4.0), casing: line(GREEN, 12.0) };
    let frame = MapFrame {
        scene: Arc::new(scene),
        camera: Camera { centre_in_mercator: MIDDLE, mercator_per_pt },
        marks: Vec::new(),
        highlights: Highlights { hovered: None, selected: Vec::new(), style },
    };
    let mut harness = Harness::builder()
        .with_size([edge_px / pixels_per_point; 2])
        .with_pixels_per_point(pixels_per_point)
        .wgpu()
        .build_eframe(|cc| {
            let render_state = cc.wgpu_render_state.clone().unwrap();
            gpu::install(&render_state);
            MapWindow { frame, render_state }
        });
    harness.run();
    Some(harness)
}

/// The window's pixels, RGB.
struct Picture {
    width: usize,
    pixels: Vec<[u8; 3]>,
}

impl Picture {
    fn of(harness: &mut Harness<'_, MapWindow>) -> Self {
        harness.run();
        let image = harness.render().unwrap();
        let pixels = image.pixels().map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        Self { width: image.width() as usize, pixels }
    }

    /// The colour at a pixel from the middle, x to the right, y up.
    fn at(&self, x: i32, y: i32) -> [u8; 3] {
        let middle = self.width as i32 / 2;
        self.pixels[((middle - 1 - y) * self.width as i32 + middle + x) as usize]
    }

    #[track_caller]
    fn expect(&self, x: i32, y: i32, colour: Rgba) {
        let [r, g, b, _] = colour.0;
        assert_eq!(self.at(x, y), [r, g, b], "at {x}, {y}");
    }

    fn count(&self, colour: Rgba) -> usize {
        self.pixels.iter().filter(|pixel| **pixel == [colour.0[0], colour.0[1], colour.0[2]]).count()
    }
}

fn dataset(parts: &[(PartKind, &[&[[f64; 2]]])]) -> Arc<Dataset> {
    let mut made = Dataset::new("sheet", Origin::Embedded);
    for (kind, rings) in parts {
        for ring in *rings {
            let positions = ring.iter().map(|[x, y]| mercator::to_lon_lat([MIDDLE[0] + x, MIDDLE[1] + y]));
            made.geometries.positions.extend(positions);
            made.geometries.end_ring();
        }
        made.geometries.end_part(*kind);
        let kind = if *kind == PartKind::Polygon { GeometryKind::Polygon } else { GeometryKind::LineString };
        made.geometries.end_feature(kind);
    }
    Arc::new(made)
}

fn ring([west, south, east, north]: [f64; 4]) -> Vec<[f64; 2]> {
    vec![[west, south], [east, south], [east, north], [west, north], [west, south]]
}

fn layer(dataset: Arc<Dataset>, fill: Vec<Rgba>, line: Vec<Rgba>, strokes: Vec<Stroke>) -> SceneLayer {
    SceneLayer {
        key: "layer".into(),
        mesh: Arc::new(LayerMesh::of(&dataset.geometries)),
        dataset,
        paint: Arc::new(FeaturePaint { generation: 1, fill, line }),
        filled: true,
        strokes,
        opacity: 1.0,
        min_metres_per_pt: 0.0,
        max_metres_per_pt: f64::INFINITY,
        pickable: true,
    }
}

fn scene(layers: Vec<SceneLayer>) -> Scene {
    Scene { background: LAND, layers, generation: 1, ..Scene::default() }
}

/// Replaces one layer's paint, as a restyle does.
fn repaint(harness: &mut Harness<'_, MapWindow>, fill: Vec<Rgba>, line: Vec<Rgba>) {
    let window = harness.state_mut();
    let mut scene = (*window.frame.scene).clone();
    scene.generation += 1;
    let generation = scene.layers[0].paint.generation + 1;
    scene.layers[0].paint = Arc::new(FeaturePaint { generation, fill, line });
    window.frame.scene = Arc::new(scene);
}

#[test]
fn fill_hole_and_ground_have_exactly_their_colours() {
    let shell = ring([-50.0, -50.0, 50.0, 50.0]);
    let hole = ring([-20.0, -20.0, 20.0, 20.0]);
    let set = dataset(&[(PartKind::Polygon, &[&shell, &hole])]);
    let Some(mut harness) = window(scene(vec![layer(set, vec![RED], vec![], vec![])]), 1.0, 1.0) else { return };
    let picture = Picture::of(&mut harness);
    picture.expect(0, 0, LAND);
    picture.expect(30, 0, RED);
    picture.expect(49, 49, RED);
    picture.expect(51, 0, LAND);
    assert_eq!(picture.count(RED), 100 * 100 - 40 * 40);
}

#[test]
fn a_line_is_as_wide_as_it_should_be_at_any_density() {
    for pixels_per_point in [1.0, 1.5, 2.0] {
        let set = dataset(&[(PartKind::Line, &[&[[-90.0, 0.0], [0.0, 0.0], [90.0, 0.0]]])]);
        let layers = vec![layer(set, vec![], vec![RED], vec![Stroke::line(8.0)])];
        let Some(mut harness) = window(scene(layers), f64::from(pixels_per_point), pixels_per_point) else { return };
        let picture = Picture::of(&mut harness);
        let across = (-95..95).filter(|&y| picture.at(30, y) == [0xB4, 0x5F, 0x36]).count();
        assert_eq!(across as f32, 8.0 * pixels_per_point, "{pixels_per_point}");
        picture.expect(30, 20, LAND);
    }
}

#[test]
fn a_road_grows_with_the_scale() {
    let set = dataset(&[(PartKind::Line, &[&[[-90.0, 0.0], [90.0, 0.0]]])]);
    let road = Stroke { width_m: 20.0, ..Stroke::line(2.0) };
    let Some(mut harness) = window(scene(vec![layer(set, vec![], vec![RED], vec![road])]), 1.0, 1.0) else { return };
    let across = |picture: &Picture| (-95..95).filter(|&y| picture.at(0, y) == [0xB4, 0x5F, 0x36]).count() as f64;
    // A metre on the ground is 1 / cos(31.18°) = 1.169 Web Mercator metres here.
    let near = across(&Picture::of(&mut harness));
    assert!((near - 23.4).abs() <= 2.0, "{near}");
    harness.state_mut().frame.camera.mercator_per_pt = 30.0;
    assert_eq!(across(&Picture::of(&mut harness)), 2.0, "never less than its points");
}

#[test]
fn crossings_of_a_translucent_layer_are_blended_once_and_casings_lie_under_all_lines() {
    let lines: [&[[f64; 2]]; 2] = [&[[-90.0, 0.0], [90.0, 0.0]], &[[0.0, -90.0], [0.0, 40.0], [1.0, 90.0]]];
    let set = dataset(&[(PartKind::Line, &[lines[0]]), (PartKind::Line, &[lines[1]])]);
    let half = RED.with_opacity(0.5);
    let Some(mut harness) = window(scene(vec![layer(set.clone(), vec![], vec![half; 2], vec![Stroke::line(10.0)])]), 1.0, 1.0)
    else {
        return;
    };
    let picture = Picture::of(&mut harness);
    assert_eq!(picture.at(0, 0), picture.at(50, 0));
    assert_eq!(picture.at(2, 2), picture.at(0, 60));

    let casing = Stroke { colour: Some(BLUE), ..Stroke::line(20.0) };
    let roads = vec![layer(set, vec![], vec![RED; 2], vec![casing, Stroke::line(10.0)])];
    let Some(mut harness) = window(scene(roads), 1.0, 1.0) else { return };
    let picture = Picture::of(&mut harness);
    picture.expect(0, 0, RED);
    picture.expect(0, 8, RED);
    picture.expect(7, 30, BLUE);
}

#[test]
fn dashes_have_their_lengths() {
    let set = dataset(&[(PartKind::Line, &[&[[-90.0, 0.0], [90.0, 0.0]]])]);
    let dashed = Stroke { dash_pt: Some([12.0, 8.0]), ..Stroke::line(6.0) };
    let Some(mut harness) = window(scene(vec![layer(set, vec![], vec![RED], vec![dashed])]), 1.0, 1.0) else { return };
    let picture = Picture::of(&mut harness);
    let on: usize = (-70..70).filter(|&x| picture.at(x, 0) == [0xB4, 0x5F, 0x36]).count();
    assert!((70..=84).contains(&on), "12 of 20 are drawn: {on} of 140");
    picture.expect(-84, 0, RED);
    picture.expect(-74, 0, LAND);
}

#[test]
fn the_band_stays_inside_whichever_way_the_ring_runs() {
    let mut backwards = ring([-50.0, -50.0, 50.0, 50.0]);
    backwards.reverse();
    for shell in [ring([-50.0, -50.0, 50.0, 50.0]), backwards] {
        let set = dataset(&[(PartKind::Polygon, &[&shell, &ring([-20.0, -20.0, 20.0, 20.0])])]);
        let band = Stroke { inside_only: true, colour: Some(RED.with_opacity(0.5)), ..Stroke::line(9.0) };
        let Some(mut harness) = window(scene(vec![layer(set, vec![], vec![RED], vec![band])]), 1.0, 1.0) else { return };
        let picture = Picture::of(&mut harness);
        let tint = picture.at(0, 46);
        assert_ne!(tint, [0xE6, 0xEE, 0xF3]);
        assert_eq!(picture.at(48, 48), tint, "a corner is blended once");
        assert_eq!(picture.at(-45, 0), tint);
        assert_eq!(picture.at(25, 0), tint, "around a hole the band lies outside of it");
        picture.expect(0, 55, LAND);
        picture.expect(15, 0, LAND);
        picture.expect(35, 0, LAND);
    }
}

#[test]
fn marks_have_their_shapes() {
    let mark = |x: f64, shape| Mark {
        pos_in_mercator: [MIDDLE[0] + x, MIDDLE[1]],
        shape,
        fill: RED,
        ring: BLUE,
        radius_pt: 16.0,
        count: 1,
        row: Some(0),
    };
    let marks = vec![mark(-60.0, MarkShape::Circle), mark(0.0, MarkShape::Square), mark(60.0, MarkShape::Cross)];
    let layer = MarkLayer {
        key: "marks".into(),
        dataset: dataset(&[]),
        marks: Arc::new(marks),
        gathers: false,
        max_metres_per_pt: f64::INFINITY,
        opacity: 1.0,
        pickable: true,
    };
    let Some(mut harness) = window(Scene { marks: vec![layer], ..scene(vec![]) }, 1.0, 1.0) else { return };
    let picture = Picture::of(&mut harness);
    for x in [-60, 0, 60] {
        picture.expect(x, 0, RED);
    }
    picture.expect(-60 + 13, 13, LAND);
    picture.expect(13, 13, RED);
    picture.expect(60 + 13, 13, LAND);
    picture.expect(60, 14, RED);
}

#[test]
fn a_restyle_changes_colours_and_draws_once_and_a_hover_not_at_all() {
    let set = dataset(&[
        (PartKind::Polygon, &[&ring([-80.0, -50.0, -10.0, 50.0])]),
        (PartKind::Polygon, &[&ring([10.0, -50.0, 80.0, 50.0])]),
    ]);
    let layers = vec![layer(set, vec![RED, RED], vec![], vec![])];
    let Some(mut harness) = window(scene(layers), 1.0, 1.0) else { return };
    Picture::of(&mut harness).expect(40, 0, RED);
    let redraws = |harness: &Harness<'_, MapWindow>| gpu::redraws(&harness.state().render_state);
    let before = redraws(&harness);

    repaint(&mut harness, vec![GREEN, Rgba::CLEAR], vec![]);
    let picture = Picture::of(&mut harness);
    picture.expect(-40, 0, GREEN);
    picture.expect(40, 0, LAND);
    assert_eq!(redraws(&harness), before + 1);

    harness.state_mut().frame.highlights.hovered = Some(("layer".into(), 0));
    let picture = Picture::of(&mut harness);
    picture.expect(-80, 0, BLUE);
    picture.expect(-40, 0, GREEN);
    assert_eq!(redraws(&harness), before + 1, "hovering shows the picture that is there");

    harness.state_mut().frame.highlights.selected = vec![("layer".into(), Arc::from([0, 1]))];
    harness.state_mut().frame.highlights.hovered = None;
    let picture = Picture::of(&mut harness);
    picture.expect(-80, 0, RED);
    picture.expect(-85, 0, GREEN);
    picture.expect(80, 0, LAND);
    assert_eq!(redraws(&harness), before + 2);
}

#[test]
fn what_is_too_small_for_a_pixel_is_seen_as_a_tone() {
    let squares: Vec<_> = (0..40 * 40)
        .map(|at| {
            let [x, y] = [f64::from(at % 40 - 20) * 10.0, f64::from(at / 40 - 20) * 10.0];
            ring([x, y, x + 7.0, y + 7.0])
        })
        .collect();
    let rings: Vec<[&[[f64; 2]]; 1]> = squares.iter().map(|square| [square.as_slice()]).collect();
    let parts: Vec<_> = rings.iter().map(|rings| (PartKind::Polygon, &rings[..])).collect();
    let layers = vec![layer(dataset(&parts), vec![Rgba::hex(0); 1_600], vec![], vec![])];
    let Some(mut harness) = window(Scene { background: Rgba::hex(0xFFFFFF), ..scene(layers) }, 16.0, 1.0) else { return };
    let picture = Picture::of(&mut harness);
    // 400 m at 16 m a pixel are 25 × 25 pixels, of which 49 % is covered.
    let darkness: f64 = picture.pixels.iter().map(|[r, _, _]| 1.0 - f64::from(*r) / 255.0).sum();
    assert!((darkness / (25.0 * 25.0) - 0.49).abs() < 0.06, "{darkness}");
}

#[test]
fn layers_out_of_scale_are_not_drawn_and_the_upper_one_covers() {
    let set = dataset(&[(PartKind::Polygon, &[&ring([-50.0, -50.0, 50.0, 50.0])])]);
    let lower = layer(set.clone(), vec![RED], vec![], vec![]);
    let upper = SceneLayer { key: "upper".into(), max_metres_per_pt: 2.0, ..layer(set, vec![GREEN], vec![], vec![]) };
    let Some(mut harness) = window(scene(vec![lower, upper]), 1.0, 1.0) else { return };
    Picture::of(&mut harness).expect(0, 0, GREEN);
    harness.state_mut().frame.camera.mercator_per_pt = 3.0;
    Picture::of(&mut harness).expect(0, 0, RED);
}

#[test]
fn nothing_moves_at_building_zoom_when_the_camera_does_not() {
    let set = dataset(&[(PartKind::Polygon, &[&ring([-1.0, -1.0, 1.0, 1.0])])]);
    let Some(mut harness) = window(scene(vec![layer(set, vec![RED], vec![], vec![])]), 0.02, 1.0) else { return };
    for step in 0..5 {
        let moved = f64::from(step) * 0.2;
        harness.state_mut().frame.camera.centre_in_mercator = [MIDDLE[0] + moved, MIDDLE[1]];
        let picture = Picture::of(&mut harness);
        // Ten pixels a step of 0.2 m.
        picture.expect(-50 + 1 - 10 * step, 0, RED);
        picture.expect(-50 - 2 - 10 * step, 0, LAND);
        picture.expect(50 - 2 - 10 * step, 0, RED);
        picture.expect(50 + 1 - 10 * step, 0, LAND);
    }
}

#[test]
fn the_picture_and_the_exported_sheet_are_the_same_map() {
    let river: Vec<_> = (0..60).map(|at| [f64::from(at) * 5.0 - 150.0, (f64::from(at) * 0.2).sin() * 40.0 - 60.0]).collect();
    let set = dataset(&[
        (PartKind::Polygon, &[&ring([-100.0, -100.0, 100.0, 90.0]), &ring([-60.0, 20.0, -20.0, 60.0])]),
        (PartKind::Polygon, &[&[[20.0, 10.0], [80.0, 30.0], [40.0, 80.0], [20.0, 10.0]]]),
        (PartKind::Line, &[&river]),
        (PartKind::Line, &[&[[-150.0, -20.0], [0.0, 0.0], [10.0, 110.0]]]),
    ]);
    let band = Stroke { inside_only: true, colour: Some(GREEN.with_opacity(0.3)), ..Stroke::line(9.0) };
    let casing = Stroke { colour: Some(BLUE), ..Stroke::line(7.0) };
    let map = scene(vec![
        layer(set.clone(), vec![Rgba::hex(0xF4EBEC), RED], vec![GREEN; 4], vec![band]),
        SceneLayer { key: "lines".into(), ..layer(set, vec![], vec![RED; 4], vec![casing, Stroke::line(4.0)]) },
    ]);
    let camera = Camera { centre_in_mercator: MIDDLE, mercator_per_pt: 1.0 };
    let frame = Frame {
        lang: Lang::En,
        look: MapLook::Light,
        title: String::new(),
        reference_date: None,
        legend: &[],
        confidence: &[],
        approval: "",
    };
    let sheet = svg::write(&map, &camera, [500.0, 500.0], &frame);
    let sheet = Pixmap::decode_png(&export::png(&sheet, 1.0).unwrap()).unwrap();
    let Some(mut harness) = window_of(500.0, map, 1.0, 1.0) else { return };
    let picture = Picture::of(&mut harness);
    let (mut sum, mut far) = (0.0, 0);
    // The sheet's title and scale stand on its edge.
    for y in 120..380usize {
        for x in 100..400usize {
            let drawn = picture.pixels[y * 500 + x];
            let exported = sheet.pixel(x as u32, y as u32).unwrap();
            let exported = [exported.red(), exported.green(), exported.blue()];
            let apart = drawn.iter().zip(exported).map(|(a, b)| a.abs_diff(b)).max().unwrap();
            sum += f64::from(apart);
            far += usize::from(apart > 64);
        }
    }
    let pixels = 260.0 * 300.0;
    assert!(sum / pixels < 1.5, "mean difference {}", sum / pixels);
    assert!(far < 100, "{far} of {pixels} pixels differ much");
}
