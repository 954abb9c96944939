//! The window's picture and the exported one show the same map: the embedded park drawn by the software adapter and as
//! vectors, compared pixel by pixel. Says so and passes where nothing can draw.

use std::ops::ControlFlow;
use std::sync::Arc;

use egui_kittest::Harness;
use resvg::tiny_skia::Pixmap;
use yuantu::analysis::reference::reference_date;
use yuantu::analysis::vacancy::{VacancyParams, vacancy};
use yuantu::geodesy::mercator;
use yuantu::i18n::Lang;
use yuantu::index::{ActiveSets, ParkModel};
use yuantu::map::camera::Camera;
use yuantu::map::furniture::camera_at_scale;
use yuantu::map::gpu::{self, HighlightStyle, Highlights, LineStyle, MapFrame};
use yuantu::map::marks::gather;
use yuantu::map::mesh::LayerMesh;
use yuantu::map::palette::MapLook;
use yuantu::map::scene::{Rgba, Scene};
use yuantu::map::sheet::{SheetCache, SheetInput, build};
use yuantu::map::{export, svg};
use yuantu::workspace::Workspace;

use crate::map_gpu::has_adapter;
use crate::map_window::MapWindow;

/// Size of the pictures.
const SIZE: [usize; 2] = [640, 560];
/// What is compared, left, top, right, bottom: clear of what stands on an exported sheet's edge.
const COMPARED: [usize; 4] = [215, 70, 560, 480];
/// A channel that differs by more than this looks different.
const FAR: u8 = 40;

/// The embedded park without names, which the two set each in its own way.
fn park() -> Scene {
    let mut sets = ActiveSets::default();
    let datasets: Vec<_> = yuantu::io::embedded::load_all(2)
        .into_iter()
        .map(|set| (Arc::new(LayerMesh::of(&set.geometries)), Arc::new(set)))
        .map(|(mesh, set)| (set, mesh))
        .collect();
    for (set, _) in &datasets {
        sets.set(set.kind, Some(set.clone()));
    }
    let reference_date = reference_date(&sets);
    let model = Arc::new(ParkModel::join(sets, &|_, _| ControlFlow::Continue(())).unwrap());
    let table = Arc::new(vacancy(&model, VacancyParams { reference_date }));
    let workspace = Workspace::default();
    let input = SheetInput {
        lang: Lang::Zh,
        look: MapLook::Light,
        workspace: &workspace,
        datasets: &datasets,
        model: Some(&model),
        vacancy: Some(&table),
        clusters: None,
        findings: None,
        fitting: None,
    };
    let mut scene = build(&input, &mut SheetCache::default());
    scene.labels.clear();
    scene
}

fn drawn(scene: &Arc<Scene>, camera: Camera) -> Vec<[u8; 3]> {
    let none = LineStyle { colour: Rgba::CLEAR, width_pt: 0.0 };
    let size_pt = SIZE.map(|side| side as f64);
    let frame = MapFrame {
        scene: scene.clone(),
        camera,
        marks: scene.marks.iter().map(|layer| Arc::new(gather(layer, &camera, size_pt))).collect(),
        highlights: Highlights {
            hovered: None,
            selected: Vec::new(),
            style: HighlightStyle { hover: none, selection: none, casing: none },
        },
    };
    let mut harness = Harness::builder().with_size(SIZE.map(|side| side as f32)).wgpu().build_eframe(|cc| {
        let render_state = cc.wgpu_render_state.clone().unwrap();
        gpu::install(&render_state);
        MapWindow { frame, render_state }
    });
    harness.run();
    harness.render().unwrap().pixels().map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect()
}

fn exported(scene: &Scene, camera: &Camera) -> Vec<[u8; 3]> {
    let frame = svg::Frame {
        lang: Lang::Zh,
        look: MapLook::Light,
        title: String::new(),
        reference_date: None,
        legend: &[],
        confidence: &[],
        approval: "",
    };
    let text = svg::write(scene, camera, SIZE.map(|side| side as f64), &frame);
    let pixels = Pixmap::decode_png(&export::png(&text, 1.0).unwrap()).unwrap();
    pixels.pixels().iter().map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect()
}

/// The base map ends at a box of 0.10° by 0.13°; where it does, nothing but land is left of it.
#[test]
fn the_base_map_ends_without_an_edge() {
    let mut scene = park();
    scene.marks.clear();
    let camera = camera_at_scale([121.45, 31.265], 120_000.0);
    let pixels = exported(&scene, &camera);
    let Rgba(land) = scene.background;
    let mut seen = 0;
    for step in 0..200 {
        let lat = 31.205 + 0.12 * f64::from(step) / 200.0;
        for lon in [121.4, 121.5] {
            let [x, y] = camera.screen_from_mercator(mercator::from_lon_lat([lon, lat]));
            let at = [x + SIZE[0] as f64 / 2.0, y + SIZE[1] as f64 / 2.0].map(|at| at.round() as usize);
            // The panels on the sheet's edge are not land.
            if !(COMPARED[0]..COMPARED[2]).contains(&at[0]) || !(COMPARED[1]..COMPARED[3]).contains(&at[1]) {
                continue;
            }
            for x in at[0] - 2..=at[0] + 2 {
                let pixel = pixels[at[1] * SIZE[0] + x];
                seen += 1;
                assert!((0..3).all(|i| pixel[i].abs_diff(land[i]) <= 6), "{lon} {lat}: {pixel:?} is not land");
            }
        }
    }
    assert!(seen > 500, "{seen}");
}

#[test]
fn the_exported_map_looks_as_the_one_in_the_window() {
    if !has_adapter() {
        eprintln!("skipped: no graphics adapter, not even in software");
        return;
    }
    let scene = Arc::new(park());
    for (place, denominator) in [([121.448, 31.2754], 5_000.0), ([121.443, 31.2995], 12_000.0), ([121.448, 31.26], 40_000.0)] {
        let camera = camera_at_scale(place, denominator);
        let (window, sheet) = (drawn(&scene, camera), exported(&scene, &camera));
        let [left, top, right, bottom] = COMPARED;
        let places = (top..bottom).flat_map(|y| (left..right).map(move |x| y * SIZE[0] + x));
        let (mut far, mut sum, mut count) = (0usize, 0u64, 0usize);
        for at in places {
            let apart = |channel: usize| window[at][channel].abs_diff(sheet[at][channel]);
            let most = (0..3).map(apart).max().unwrap_or(0);
            far += usize::from(most > FAR);
            sum += u64::from(most);
            count += 1;
        }
        let (share, mean) = (far as f64 / count as f64, sum as f64 / count as f64);
        println!("1:{denominator}: {:.2} % of the pixels look different, {mean:.2} levels apart on average", share * 100.0);
        assert!(share < 0.02 && mean < 4.0, "1:{denominator}: {:.2} % look different, mean {mean:.2}", share * 100.0);
    }
}
