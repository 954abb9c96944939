//! The sheet of the embedded park: names that touch nothing, colours that are their classes', counts that add up, marks that
//! keep their number.

use std::collections::BTreeSet;
use std::sync::Arc;

use yuantu::analysis::vacancy::{Vacancy, VacancyTable};
use yuantu::domain::{Column, Dataset, DatasetKind, Field, GeometryKind, Origin, PartKind};
use yuantu::i18n::Lang;
use yuantu::map::camera::Camera;
use yuantu::map::furniture::camera_at_scale;
use yuantu::map::labels::{LabelStyle, LayoutParams, PlacedLabel, Widths, layout};
use yuantu::map::legend::legend;
use yuantu::map::marks::{GATHERS_FROM_M, gather};
use yuantu::map::mesh::LayerMesh;
use yuantu::map::palette::{MapLook, MapPalette};
use yuantu::map::scene::{LabelClass, Mark, MarkLayer, MarkShape, Rgba, Scene};
use yuantu::map::sheet::{SheetCache, SheetInput, build, layer_of, record_of};
use yuantu::workspace::{LayerKey, Workspace};

type Loaded = (Arc<Dataset>, Arc<LayerMesh>);

fn loaded(dataset: Dataset) -> Loaded {
    let mesh = LayerMesh::of(&dataset.geometries);
    (Arc::new(dataset), Arc::new(mesh))
}

fn embedded() -> Vec<Loaded> {
    yuantu::io::embedded::load_all(2).into_iter().map(loaded).collect()
}

fn input<'a>(workspace: &'a Workspace, datasets: &'a [Loaded], vacancy: Option<&'a Arc<VacancyTable>>) -> SheetInput<'a> {
    SheetInput {
        lang: Lang::Zh,
        look: MapLook::Light,
        workspace,
        datasets,
        model: None,
        vacancy,
        clusters: None,
        findings: None,
        fitting: None,
    }
}

/// A plain measure: Chinese characters are square, others half as wide.
fn measure(text: &str, style: LabelStyle) -> [f32; 2] {
    let wide = |c: char| if c.is_ascii() { 0.55 * style.size_pt } else { style.size_pt } + style.spacing_pt;
    [text.chars().map(wide).sum(), style.size_pt * 1.25]
}

fn place(scene: &Scene, camera: Camera, size_pt: [f64; 2]) -> Vec<PlacedLabel> {
    let reserved = [[12.0, 12.0, 160.0, 56.0]];
    let params = LayoutParams { camera, size_pt, reserved: &reserved, sub_colour: Rgba([0, 0, 0, 255]), measure: &measure };
    layout(scene, &params, &mut Widths::default())
}

/// The corners of a run's turned box, drawn in by a hair.
fn corners(run: &yuantu::map::labels::TextRun) -> [[f32; 2]; 4] {
    let (sin, cos) = run.angle.sin_cos();
    let [half_width, half_height] = run.size_pt.map(|edge| edge / 2.0 - 0.05);
    [[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]].map(|[x, y]| {
        let (x, y) = (x * half_width, y * half_height);
        [run.centre_pt[0] + x * cos - y * sin, run.centre_pt[1] + x * sin + y * cos]
    })
}

/// Whether two convex shapes meet, by looking for a line between them along each edge.
fn meet(a: &[[f32; 2]; 4], b: &[[f32; 2]; 4]) -> bool {
    let apart = |a: &[[f32; 2]; 4], b: &[[f32; 2]; 4]| {
        (0..4).any(|at| {
            let (from, to) = (a[at], a[(at + 1) % 4]);
            let normal = [to[1] - from[1], from[0] - to[0]];
            let side = |p: &[f32; 2]| (p[0] - from[0]) * normal[0] + (p[1] - from[1]) * normal[1];
            b.iter().all(|p| side(p) > 0.0) && a.iter().all(|p| side(p) <= 1e-3)
                || b.iter().all(|p| side(p) < 0.0) && a.iter().all(|p| side(p) >= -1e-3)
        })
    };
    !apart(a, b) && !apart(b, a)
}

/// A plain generator of numbers 0–1, the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }
}

#[test]
fn no_two_names_touch_and_none_is_cut() {
    let (workspace, datasets) = (Workspace::default(), embedded());
    let mut dice = Dice(7);
    let mut names = 0;
    for lang in [Lang::Zh, Lang::En] {
        let scene = build(&SheetInput { lang, ..input(&workspace, &datasets, None) }, &mut SheetCache::default());
        for _ in 0..40 {
            let size = [320.0 + 1_200.0 * dice.roll(), 240.0 + 800.0 * dice.roll()];
            let centre = [121.42 + 0.06 * dice.roll(), 31.21 + 0.10 * dice.roll()];
            let camera = camera_at_scale(centre, 1_000.0 * 2f64.powf(6.5 * dice.roll()));
            let placed = place(&scene, camera, size);
            names += placed.len();
            assert_eq!(placed, place(&scene, camera, size), "the same view has the same names");
            let shapes: Vec<_> = placed
                .iter()
                .enumerate()
                .flat_map(|(at, label)| label.runs.iter().map(move |run| (at, corners(run), run)))
                .collect();
            for (at, (label, shape, run)) in shapes.iter().enumerate() {
                for [x, y] in shape {
                    assert!(*x >= 0.0 && *y >= 0.0 && f64::from(*x) <= size[0] && f64::from(*y) <= size[1], "cut: {run:?}");
                }
                assert!(run.angle.abs() <= std::f32::consts::FRAC_PI_2 + 1e-3, "upside down: {run:?}");
                for (other_label, other, other_run) in &shapes[at + 1..] {
                    if label != other_label {
                        assert!(!meet(shape, other), "{} touches {}", run.text, other_run.text);
                    }
                }
            }
        }
    }
    assert!(names > 800, "{names}");
}

/// A district is named in the overview, its subdistricts from nearer; the city, of which the map shows a part, never.
#[test]
fn places_are_named_at_their_scale() {
    let (workspace, datasets) = (Workspace::default(), embedded());
    let scene = build(&input(&workspace, &datasets, None), &mut SheetCache::default());
    let names_at = |centre, denominator| {
        let placed = place(&scene, camera_at_scale(centre, denominator), [1_100.0, 700.0]);
        let of = |class| {
            let labels = placed.iter().filter(|label| label.class == class).flat_map(|label| &label.runs);
            labels.map(|run| run.text.to_string()).collect::<Vec<_>>()
        };
        [of(LabelClass::District), of(LabelClass::Place)]
    };
    let [districts, places] = names_at([121.45, 31.25], 90_000.0);
    assert!(districts.contains(&"黄浦区".to_owned()) && !districts.contains(&"上海市".to_owned()), "{districts:?}");
    assert_eq!(places, [""; 0]);
    // 甘泉路街道 is west of the central block, where little else is named.
    let [_, places] = names_at([121.426, 31.2635], 20_000.0);
    assert!(places.contains(&"甘泉路街道".to_owned()), "{places:?}");
}

/// Where the scale is so small that marks gather, all three blocks are named, and none over a mark.
#[test]
fn names_of_blocks_keep_off_the_marks() {
    let (workspace, datasets) = (Workspace::default(), embedded());
    for lang in [Lang::Zh, Lang::En] {
        let scene = build(&SheetInput { lang, ..input(&workspace, &datasets, None) }, &mut SheetCache::default());
        let sizes = [[640.0, 600.0], [1_000.0, 700.0], [800.0, 655.0]];
        for (size, denominator) in sizes.into_iter().flat_map(|size| [100_000.0, 204_000.0, 220_000.0].map(|n| (size, n))) {
            let camera = camera_at_scale([121.45, 31.27], denominator);
            let marks: Vec<Mark> = scene.marks.iter().flat_map(|layer| gather(layer, &camera, size)).collect();
            let placed = place(&scene, camera, size);
            let blocks: Vec<_> = placed.iter().filter(|label| label.class == LabelClass::Block).collect();
            assert_eq!(blocks.len(), 3, "{lang:?} {size:?} 1:{denominator}");
            for run in blocks.iter().flat_map(|label| &label.runs) {
                for mark in marks.iter().filter(|mark| mark.count > 1) {
                    let [x, y] = camera.screen_from_mercator(mark.pos_in_mercator);
                    let apart = [x + size[0] / 2.0, y + size[1] / 2.0].map(|at| at as f32);
                    let is_off =
                        (0..2).any(|axis| (apart[axis] - run.centre_pt[axis]).abs() > run.size_pt[axis] / 2.0 + mark.radius_pt);
                    assert!(is_off, "{lang:?} {size:?} 1:{denominator}: {} lies on a mark", run.text);
                }
            }
        }
    }
}

#[test]
fn the_three_blocks_and_their_rivers_are_named_in_the_overview() {
    let (workspace, datasets) = (Workspace::default(), embedded());
    let scene = build(&input(&workspace, &datasets, None), &mut SheetCache::default());
    let placed = place(&scene, camera_at_scale([121.449, 31.266], 40_000.0), [960.0, 920.0]);
    let of = |class: LabelClass| -> BTreeSet<String> {
        let words = |label: &PlacedLabel| label.runs.iter().map(|run| &*run.text).collect::<String>();
        placed.iter().filter(|label| label.class == class).map(words).collect()
    };
    let blocks: Vec<_> = placed.iter().filter(|label| label.class == LabelClass::Block).collect();
    assert_eq!(blocks.iter().map(|label| &*label.runs[0].text).collect::<BTreeSet<_>>(), ["中部", "北部", "南部"].into());
    assert!(blocks.iter().all(|label| label.leader.is_some() && label.runs.len() > 1), "{blocks:?}");
    assert!(of(LabelClass::Water).contains("走马塘") && of(LabelClass::Water).contains("苏州河"), "{:?}", of(LabelClass::Water));
    assert!(of(LabelClass::Expressway).contains("南北高架路"));
    // A steep road is written one upright character below the other.
    let steep = placed.iter().find(|label| label.class == LabelClass::Expressway && label.runs.len() == 5).unwrap();
    assert!(steep.runs.windows(2).all(|pair| pair[1].centre_pt[1] > pair[0].centre_pt[1] && pair[1].angle == 0.0));
    let stations = of(LabelClass::Station);
    assert!(stations.contains("汶水路") && stations.contains("延长路"), "{stations:?}");
    assert!(!stations.contains("江湾镇") && !stations.contains("陆家嘴"), "far stations are named only from nearer");
    let parks = placed.iter().filter(|label| label.class == LabelClass::Park).count();
    assert!((6..=12).contains(&parks), "{parks}");
}

/// Buildings of 10 m in a row; the last has no lettable area.
fn buildings(count: usize) -> Dataset {
    let mut dataset = Dataset::new("buildings", Origin::Embedded);
    dataset.kind = DatasetKind::Buildings;
    let mut lettable = Column::Empty;
    for row in 0..count {
        let (west, south) = (121.44 + 0.0002 * (row % 500) as f64, 31.25 + 0.0002 * (row / 500) as f64);
        let (east, north) = (west + 0.0001, south + 0.0001);
        dataset.geometries.positions.extend([[west, south], [east, south], [east, north], [west, north], [west, south]]);
        dataset.geometries.end_ring();
        dataset.geometries.end_part(PartKind::Polygon);
        dataset.geometries.end_feature(GeometryKind::Polygon);
        lettable.set(row, yuantu::domain::Value::Number(if row + 1 == count { 0.0 } else { 1_000.0 }));
    }
    dataset.table.names.push("lettable_m2".to_owned());
    dataset.table.columns.push(lettable);
    dataset.fields.set(Field::LettableM2, 0);
    dataset
}

fn vacancy(shares: &[Option<f64>]) -> Arc<VacancyTable> {
    let of = |share: &Option<f64>| {
        let vacancy = |share| Vacancy { spaces: 1, lettable_m2: 1_000.0, vacant_m2: share * 1_000.0, ..Vacancy::default() };
        share.map(|share| Box::new(vacancy(share)))
    };
    Arc::new(VacancyTable { buildings: shares.iter().map(of).collect(), ..VacancyTable::default() })
}

#[test]
fn a_building_has_the_colour_of_its_class_and_no_data_is_hollow() {
    let palette = MapPalette::of(MapLook::Light);
    let datasets = [loaded(buildings(8))];
    let table = vacancy(&[Some(0.5), Some(0.3), Some(0.2), Some(0.1), Some(0.0), None, Some(0.45), None]);
    let mut workspace = Workspace::default();
    let mut cache = SheetCache::default();
    let scene = build(&input(&workspace, &datasets, Some(&table)), &mut cache);
    let layer = scene.layers.iter().find(|layer| &*layer.key == "buildings").unwrap();
    let [lowest, low, middle, high, highest] = palette.vacancy;
    let expected = [highest, high, middle, low, lowest, Rgba::CLEAR, highest, palette.other_building];
    assert_eq!(layer.paint.fill, expected);
    assert_eq!(layer.paint.line[5], palette.no_data, "no data is hollow with an edge, and can be picked");
    assert!((0..8).all(|row| layer.paint.is_visible(row)));

    workspace.layer_mut(&LayerKey::Buildings).unwrap().hidden_classes = [0, 5].into();
    let hidden = build(&input(&workspace, &datasets, Some(&table)), &mut cache);
    let restyled = hidden.layers.iter().find(|layer| &*layer.key == "buildings").unwrap();
    let visible: Vec<_> = (0..8).filter(|&row| restyled.paint.is_visible(row)).collect();
    assert_eq!(visible, [1, 2, 3, 4, 7]);
    assert!(restyled.paint.generation > layer.paint.generation);
    assert!(Arc::ptr_eq(&restyled.mesh, &layer.mesh), "a restyle makes no new mesh");

    let counts = |workspace: &Workspace| {
        let all = legend(&input(workspace, &datasets, Some(&table)), &mut SheetCache::default());
        let layer = all.into_iter().find(|layer| layer.key == LayerKey::Buildings).unwrap();
        (layer.count, layer.classes.iter().map(|class| class.count).collect::<Vec<_>>())
    };
    assert_eq!(counts(&Workspace::default()), (8, vec![2, 1, 1, 1, 1, 1, 1]));
    assert_eq!(counts(&workspace), (5, vec![2, 1, 1, 1, 1, 1, 1]), "a hidden class keeps its own count");
}

#[test]
fn what_is_hidden_is_not_in_the_scene_and_what_is_unchanged_is_shared() {
    let datasets = embedded();
    let mut workspace = Workspace::default();
    let mut cache = SheetCache::default();
    let before = build(&input(&workspace, &datasets, None), &mut cache);
    for layer in before.layers.iter().filter(|layer| layer.pickable) {
        assert!(layer_of(&layer.key).is_some() && record_of(&layer.key, 0).is_some(), "{}", layer.key);
        assert!(layer.paint.fill.is_empty() || layer.paint.fill.len() == layer.dataset.len(), "{}", layer.key);
        assert!(layer.paint.line.is_empty() || layer.paint.line.len() == layer.dataset.len(), "{}", layer.key);
    }
    workspace.layer_mut(&LayerKey::Water).unwrap().visible = false;
    workspace.layer_mut(&LayerKey::Blocks).unwrap().hidden_classes.insert(1);
    let after = build(&input(&workspace, &datasets, None), &mut cache);
    assert!(after.layers.iter().all(|layer| layer_of(&layer.key) != Some(LayerKey::Water)));
    assert!(after.labels.iter().all(|group| !group.key.starts_with("water")));
    for layer in &after.layers {
        let old = before.layers.iter().find(|old| old.key == layer.key).unwrap();
        let is_block = layer_of(&layer.key) == Some(LayerKey::Blocks);
        assert_eq!(Arc::ptr_eq(&old.paint, &layer.paint), !is_block, "{}", layer.key);
    }
    let placed = place(&after, camera_at_scale([121.449, 31.266], 40_000.0), [960.0, 920.0]);
    assert!(placed.iter().all(|label| label.class != LabelClass::Block || &*label.runs[0].text != "中部"));
}

#[test]
fn layers_lie_in_the_order_of_the_workspace_with_tints_on_the_ground() {
    let datasets: Vec<_> = embedded().into_iter().chain([loaded(buildings(4))]).collect();
    let at = |scene: &Scene, key: &str| scene.layers.iter().position(|layer| &*layer.key == key).unwrap();
    let mut workspace = Workspace::default();
    let scene = build(&input(&workspace, &datasets, None), &mut SheetCache::default());
    let order = [
        "blocks",
        "blocks.band",
        "green",
        "water",
        "streets.main",
        "buildings",
        "streets.elevated.express",
        "parks.line",
        "blocks.line",
    ];
    assert!(order.windows(2).all(|pair| at(&scene, pair[0]) < at(&scene, pair[1])));
    let green = workspace.layers.iter().position(|layer| layer.key == LayerKey::Green).unwrap();
    let moved = workspace.layers.remove(green);
    workspace.layers.insert(0, moved);
    let scene = build(&input(&workspace, &datasets, None), &mut SheetCache::default());
    assert_eq!(at(&scene, "green"), scene.layers.len() - 1);
    assert_eq!(at(&scene, "blocks"), 0);
}

fn marks_layer(marks: Vec<Mark>) -> MarkLayer {
    MarkLayer {
        key: "enterprises".into(),
        dataset: Arc::new(Dataset::new("enterprises", Origin::Embedded)),
        marks: Arc::new(marks),
        gathers: true,
        max_metres_per_pt: f64::INFINITY,
        opacity: 1.0,
        pickable: true,
    }
}

fn scattered(count: usize) -> Vec<Mark> {
    let mut dice = Dice(3);
    let shapes = [MarkShape::Circle, MarkShape::Diamond, MarkShape::Square, MarkShape::Cross, MarkShape::Triangle];
    (0..count)
        .map(|row| Mark {
            pos_in_mercator: [13_519_000.0 + 6_000.0 * dice.roll(), 3_660_000.0 + 6_000.0 * dice.roll()],
            shape: shapes[(5.0 * dice.roll()) as usize],
            fill: Rgba([1, 2, 3, 255]),
            ring: Rgba([255; 4]),
            radius_pt: 3.3,
            count: 1,
            row: Some(row as u32),
        })
        .collect()
}

#[test]
fn gathered_marks_keep_their_number_and_stand_still_while_the_map_moves() {
    let layer = marks_layer(scattered(3_000));
    let size = [900.0, 900.0];
    let mut camera = Camera { centre_in_mercator: [13_522_000.0, 3_663_000.0], mercator_per_pt: 11.0 };
    assert!(camera.metres_per_pt() >= GATHERS_FROM_M);
    let whole = gather(&layer, &camera, size);
    assert_eq!(whole.iter().map(|mark| mark.count).sum::<u32>(), 3_000);
    assert!(whole.len() < 1_500 && whole.iter().all(|mark| (2.0..=4.6).contains(&mark.radius_pt)));
    camera.centre_in_mercator[0] += 137.0;
    camera.centre_in_mercator[1] -= 611.0;
    let moved = gather(&layer, &camera, size);
    let inner = camera.bounds_in_mercator([700.0, 700.0]);
    let is_inner = |mark: &&Mark| {
        let [x, y] = mark.pos_in_mercator;
        inner[0] < x && x < inner[2] && inner[1] < y && y < inner[3]
    };
    assert!(whole.iter().filter(is_inner).all(|mark| moved.contains(mark)));
    camera.mercator_per_pt = 4.0;
    let near = gather(&layer, &camera, size);
    assert!(near.iter().all(|mark| mark.count == 1 && mark.radius_pt == 3.3) && near.len() < 3_000);
}
