//! Picking against a slow oracle and by hand-made scenes.

use super::*;
use crate::domain::{GeometryKind, Origin};
use crate::map::mesh::LayerMesh;
use crate::map::scene::{FeaturePaint, MarkShape, Rgba, Stroke};

const MIDDLE: [f64; 2] = [13_519_000.0, 3_660_000.0];
const INK: Rgba = Rgba::hex(0);

/// A xorshift generator: the same numbers everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: f64) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1u64 << 53) as f64 * limit
    }
}

fn add(dataset: &mut Dataset, kind: PartKind, ring: &[[f64; 2]]) {
    let positions = ring.iter().map(|[x, y]| mercator::to_lon_lat([MIDDLE[0] + x, MIDDLE[1] + y]));
    dataset.geometries.positions.extend(positions);
    dataset.geometries.end_ring();
    dataset.geometries.end_part(kind);
    let named = if kind == PartKind::Polygon { GeometryKind::Polygon } else { GeometryKind::LineString };
    dataset.geometries.end_feature(named);
}

fn layer(key: &str, dataset: Dataset) -> SceneLayer {
    let rows = dataset.len();
    SceneLayer {
        key: key.into(),
        dataset: Arc::new(dataset),
        mesh: Arc::new(LayerMesh::default()),
        paint: Arc::new(FeaturePaint { generation: 1, fill: vec![INK; rows], line: Vec::new() }),
        filled: true,
        strokes: vec![Stroke::line(1.0)],
        opacity: 1.0,
        min_metres_per_pt: 0.0,
        max_metres_per_pt: f64::INFINITY,
        pickable: true,
    }
}

fn square([x, y]: [f64; 2], half: f64) -> [[f64; 2]; 5] {
    [[x - half, y - half], [x + half, y - half], [x + half, y + half], [x - half, y + half], [x - half, y - half]]
}

/// The view at one metre a point, with an index for every layer.
fn with_view<T>(scene: &Scene, ask: impl FnOnce(PickView<'_>) -> T) -> T {
    let camera = Camera { centre_in_mercator: MIDDLE, mercator_per_pt: 1.0 };
    let mut indexes = PickIndexes::default();
    for layer in &scene.layers {
        indexes.insert(Arc::new(SpatialIndex::new(layer.dataset.clone())));
    }
    ask(PickView { scene, marks: &[], indexes: &indexes, camera: &camera })
}

fn pick(scene: &Scene, at: [f64; 2]) -> Option<(String, u32)> {
    with_view(scene, |view| view.pick(at)).map(|hit| (hit.layer.to_string(), hit.row))
}

#[test]
fn random_triangles_are_picked_as_a_plain_search_finds_them() {
    let mut random = Random(7);
    let mut dataset = Dataset::new("triangles", Origin::Embedded);
    let mut triangles = Vec::new();
    for _ in 0..3_000 {
        let [x, y] = [random.below(2_000.0) - 1_000.0, random.below(2_000.0) - 1_000.0];
        let corners: [[f64; 2]; 3] = std::array::from_fn(|_| [x + random.below(60.0), y + random.below(60.0)]);
        add(&mut dataset, PartKind::Polygon, &[corners[0], corners[1], corners[2], corners[0]]);
        triangles.push(corners);
    }
    let scene = Scene { layers: vec![layer("triangles", dataset)], ..Scene::default() };
    let side = |[a, b, p]: [[f64; 2]; 3]| (b[0] - a[0]) * (p[1] - a[1]) - (p[0] - a[0]) * (b[1] - a[1]);
    for _ in 0..500 {
        let at = [random.below(2_000.0) - 1_000.0, random.below(2_000.0) - 1_000.0];
        let on_map = [at[0], -at[1]];
        // All corners of a triangle see the place on the same side of their edge.
        let contains = |t: &[[f64; 2]; 3]| {
            let sides = [side([t[0], t[1], on_map]), side([t[1], t[2], on_map]), side([t[2], t[0], on_map])];
            sides.iter().all(|s| *s > 0.0) || sides.iter().all(|s| *s < 0.0)
        };
        let under = triangles.iter().enumerate().filter(|(_, triangle)| contains(triangle));
        let area = |t: &[[f64; 2]; 3]| side([t[0], t[1], t[2]]).abs();
        let expected = under.min_by(|a, b| area(a.1).total_cmp(&area(b.1))).map(|(row, _)| row as u32);
        assert_eq!(pick(&scene, at).map(|(_, row)| row), expected, "at {at:?}");
    }
}

#[test]
fn the_upper_layer_wins_unless_it_is_hidden_transparent_out_of_scale_or_not_pickable() {
    let one = |key| {
        let mut dataset = Dataset::new(key, Origin::Embedded);
        add(&mut dataset, PartKind::Polygon, &square([0.0, 0.0], 50.0));
        layer(key, dataset)
    };
    let at = [10.0, 10.0];
    let picked = |upper: SceneLayer| pick(&Scene { layers: vec![one("lower"), upper], ..Scene::default() }, at).unwrap().0;
    let upper = one("upper");
    assert_eq!(picked(upper.clone()), "upper");
    let clear = Arc::new(FeaturePaint { generation: 2, fill: vec![Rgba::CLEAR], line: vec![Rgba::CLEAR] });
    assert_eq!(picked(SceneLayer { paint: clear, ..upper.clone() }), "lower");
    assert_eq!(picked(SceneLayer { opacity: 0.0, ..upper.clone() }), "lower");
    assert_eq!(picked(SceneLayer { max_metres_per_pt: 0.5, ..upper.clone() }), "lower");
    assert_eq!(picked(SceneLayer { min_metres_per_pt: 2.0, ..upper.clone() }), "lower");
    assert_eq!(picked(SceneLayer { pickable: false, ..upper }), "lower");
}

#[test]
fn a_line_is_picked_within_five_points_and_before_the_ground_under_it() {
    let mut dataset = Dataset::new("streets", Origin::Embedded);
    add(&mut dataset, PartKind::Polygon, &square([0.0, 0.0], 100.0));
    add(&mut dataset, PartKind::Line, &[[-200.0, 0.0], [200.0, 0.0]]);
    let scene = Scene { layers: vec![layer("streets", dataset)], ..Scene::default() };
    assert_eq!(pick(&scene, [30.0, 4.9]), Some(("streets".into(), 1)));
    assert_eq!(pick(&scene, [30.0, 5.2]), Some(("streets".into(), 0)));
    assert_eq!(pick(&scene, [150.0, 5.2]), None);
    assert_eq!(pick(&scene, [204.0, 0.0]), Some(("streets".into(), 1)));
}

#[test]
fn the_nearest_mark_comes_before_everything_and_a_gathered_one_has_no_row() {
    let mark = |x: f64, row| Mark {
        pos_in_mercator: [MIDDLE[0] + x, MIDDLE[1]],
        shape: MarkShape::Circle,
        fill: INK,
        ring: INK,
        radius_pt: 4.0,
        count: 1,
        row,
    };
    let marks = MarkLayer {
        key: "firms".into(),
        dataset: Arc::new(Dataset::new("firms", Origin::Embedded)),
        marks: Arc::new(vec![mark(0.0, Some(0)), mark(6.0, Some(1)), mark(80.0, None)]),
        gathers: true,
        max_metres_per_pt: 10.0,
        opacity: 1.0,
        pickable: true,
    };
    let mut dataset = Dataset::new("ground", Origin::Embedded);
    add(&mut dataset, PartKind::Polygon, &square([0.0, 0.0], 100.0));
    let scene = Scene { layers: vec![layer("ground", dataset)], marks: vec![marks], ..Scene::default() };
    assert_eq!(pick(&scene, [2.0, 0.0]), Some(("firms".into(), 0)));
    assert_eq!(pick(&scene, [4.0, 0.0]), Some(("firms".into(), 1)));
    assert_eq!(pick(&scene, [30.0, 0.0]), Some(("ground".into(), 0)));
    assert_eq!(pick(&scene, [80.0, 0.0]), Some(("ground".into(), 0)));
    assert!(with_view(&scene, |view| view.gathered_mark([80.0, 0.0]).is_some()));
}

#[test]
fn box_and_lasso_take_what_has_its_middle_inside() {
    let mut dataset = Dataset::new("buildings", Origin::Embedded);
    for at in 0..10 {
        add(&mut dataset, PartKind::Polygon, &square([f64::from(at) * 20.0, 0.0], 8.0));
    }
    let mut hidden = layer("buildings", dataset);
    hidden.paint = Arc::new(FeaturePaint {
        generation: 1,
        fill: (0..10).map(|row| if row == 2 { Rgba::CLEAR } else { INK }).collect(),
        line: Vec::new(),
    });
    let scene = Scene { layers: vec![hidden], ..Scene::default() };
    // From 5 to 62: the first square's middle is outside, that of the fourth (60) inside.
    let boxed = with_view(&scene, |view| view.select_in_box([[62.0, 30.0], [5.0, -30.0]]));
    assert_eq!(boxed, [("buildings".into(), vec![1, 3])]);
    let triangle = [[90.0, 40.0], [190.0, 40.0], [190.0, -30.0]];
    let around = with_view(&scene, |view| view.select_in_lasso(&triangle));
    assert_eq!(around, [("buildings".into(), vec![8, 9])]);
    assert!(with_view(&scene, |view| view.select_in_lasso(&[[0.0, 0.0], [1.0, 1.0]])).is_empty());
}
