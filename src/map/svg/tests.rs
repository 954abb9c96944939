//! Where things come to lie in a written sheet, worked out by hand.

use std::sync::Arc;

use super::{Frame, write};
use crate::domain::{Confidence, Dataset, GeometryKind, Origin, PartKind};
use crate::i18n::Lang;
use crate::map::camera::Camera;
use crate::map::export;
use crate::map::legend::{LegendClass, LegendLayer, Swatch};
use crate::map::mesh::LayerMesh;
use crate::map::palette::MapLook;
use crate::map::scene::{FeaturePaint, LabelClass, LabelGroup, LabelWish, Rgba, Scene, SceneLayer, Stroke};
use crate::workspace::LayerKey;

const RED: Rgba = Rgba([255, 0, 0, 255]);

/// A square from 0.001° to 0.002° north and east of the origin, filled red, and its name.
fn scene(name: &str) -> Scene {
    let mut dataset = Dataset::new("square", Origin::Embedded);
    let (a, b) = (0.001, 0.002);
    dataset.geometries.positions.extend([[a, a], [b, a], [b, b], [a, b], [a, a]]);
    dataset.geometries.end_ring();
    dataset.geometries.end_part(PartKind::Polygon);
    dataset.geometries.end_feature(GeometryKind::Polygon);
    let layer = SceneLayer {
        key: "square".into(),
        dataset: Arc::new(dataset),
        mesh: Arc::new(LayerMesh::default()),
        paint: Arc::new(FeaturePaint { generation: 0, fill: vec![RED], line: vec![RED] }),
        filled: true,
        strokes: vec![Stroke { inside_only: true, ..Stroke::line(9.0) }],
        opacity: 0.5,
        min_metres_per_pt: 0.0,
        max_metres_per_pt: f64::INFINITY,
        pickable: false,
    };
    let wish = LabelWish {
        row: 0,
        text: name.into(),
        sub_lines: Vec::new(),
        weight: 1.0,
        pos_in_mercator: [0.0, 0.0],
        course_in_mercator: Arc::new([]),
        colour: RED,
    };
    let names = LabelGroup {
        key: "square".into(),
        class: LabelClass::Park,
        max_metres_per_pt: f64::INFINITY,
        wishes: Arc::new(vec![wish]),
    };
    Scene { background: Rgba([255; 4]), layers: vec![layer], labels: vec![names], ..Scene::default() }
}

fn sheet(name: &str) -> String {
    sheet_with(name, &[])
}

fn sheet_with(name: &str, legend: &[LegendLayer]) -> String {
    let camera = Camera { centre_in_mercator: [0.0, 0.0], mercator_per_pt: 1.0 };
    let frame = Frame {
        lang: Lang::Zh,
        look: MapLook::Light,
        title: "方块 & <示例>".to_owned(),
        reference_date: None,
        legend,
        confidence: &[Confidence::Schematic],
        approval: "",
    };
    write(&scene(name), &camera, [800.0, 600.0], &frame)
}

#[test]
fn a_square_lies_where_it_is_on_the_ground() {
    // 0.001° of longitude at the equator is 111.32 m of Web Mercator, 0.002° 222.64 m; the middle is at 400, 300.
    let svg = sheet("园区");
    let d = "M511.32 188.68L622.64 188.68L622.64 77.36L511.32 77.36Z";
    assert!(svg.contains(&format!("<path d=\"{d}\" fill=\"#ff0000\" fill-opacity=\"0.502\" fill-rule=\"evenodd\"/>")), "{svg}");
    // The band inside the edge: a line twice as wide, of which the outer half is clipped away.
    assert!(
        svg.contains(&format!("<clipPath id=\"inside-0-0\"><path d=\"{d}\"")) && svg.contains("stroke-width=\"18\""),
        "{svg}"
    );
}

#[test]
fn what_must_stand_on_a_sheet_does() {
    let svg = sheet("园区");
    for words in [">园区</text>", "方块 &amp; &lt;示例&gt;", "© OpenStreetMap contributors", "示意", "内部资料 未经审图 不得公开"]
    {
        assert!(svg.contains(words), "{words}");
    }
}

#[test]
fn the_legend_says_how_many_there_are() {
    let swatch = Swatch::Line(RED);
    let class = |class, name: &str, count, count_unit| LegendClass { class, name: name.to_owned(), swatch, count, count_unit };
    let layer = |key, name: &str, count, classes| LegendLayer {
        key,
        name: name.to_owned(),
        classed_by: String::new(),
        count,
        swatch,
        classes,
    };
    let legend = [
        layer(LayerKey::Blocks, "区块", 2, vec![class(0, "北部", 1_234, "栋"), class(1, "空的", 0, "栋")]),
        layer(LayerKey::Streets, "道路", 57, Vec::new()),
    ];
    let svg = sheet_with("园区", &legend);
    let ends: Vec<&str> = svg
        .lines()
        .filter(|line| line.contains("text-anchor=\"end\""))
        .filter_map(|line| line.strip_suffix("</text>")?.rsplit('>').next())
        .collect();
    assert_eq!(ends, ["© OpenStreetMap contributors", "2", "1,234 栋", "57"]);
}

#[test]
fn any_name_makes_a_sheet_that_can_be_read() {
    for name in ["a\u{0}b\u{1f}", "]]>&\"'<text>", "😀🏢", "\u{202e}עברית", "\u{ffff}"] {
        let svg = sheet(name);
        let pixels = export::png(&svg, 0.5).unwrap();
        assert!(pixels.starts_with(b"\x89PNG"), "{name:?}");
    }
}
