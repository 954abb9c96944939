//! What is drawn, as plain values: the one description from which the window (`map/gpu`) and the exports (`map/svg`) draw.
//! Refuses to decide what is drawn (`map/sheet`) and how (`map/gpu`, `map/svg`).
//!
//! Lengths are in points (1 pt = 1 px at 100 %), so that a picture looks the same at every pixel density.

use std::sync::Arc;

use crate::domain::Dataset;

use super::mesh::LayerMesh;

/// A colour, sRGB with straight alpha, 0–255.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, bytemuck::Pod, bytemuck::Zeroable)]
#[repr(C)]
pub struct Rgba(pub [u8; 4]);

impl Rgba {
    /// Nothing: what has this colour is neither drawn nor picked.
    pub const CLEAR: Self = Self([0; 4]);

    /// An opaque colour from `0xRRGGBB`.
    pub const fn hex(rgb: u32) -> Self {
        Self([(rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8, 255])
    }

    /// The same colour, so much as opaque (0–1).
    pub fn with_opacity(self, opacity: f32) -> Self {
        let [r, g, b, a] = self.0;
        Self([r, g, b, (f32::from(a) * opacity.clamp(0.0, 1.0)).round() as u8])
    }
}

/// The colours of each feature of a layer, by row. A new style is a new paint; the mesh stays.
#[derive(Debug, Default)]
pub struct FeaturePaint {
    /// Rises with every change, so that a cache knows what it holds.
    pub generation: u64,
    /// Fill of polygons, and of markers. [`Rgba::CLEAR`] hides it. Empty: nothing is filled.
    pub fill: Vec<Rgba>,
    /// Outline of polygons, colour of lines. Empty: nothing is stroked.
    pub line: Vec<Rgba>,
}

impl FeaturePaint {
    /// True when the row is drawn at all, and so can be picked.
    pub fn is_visible(&self, row: usize) -> bool {
        let opaque = |colours: &[Rgba]| colours.get(row).is_some_and(|colour| colour.0[3] > 0);
        opaque(&self.fill) || opaque(&self.line)
    }
}

/// One pass of strokes over a layer's lines or outlines. A row whose `line` colour is clear is not stroked, whatever the
/// stroke's own colour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Width, points.
    pub width_pt: f32,
    /// The colour; `None` takes each feature's own `line` colour.
    pub colour: Option<Rgba>,
    /// Dash and gap lengths, points; `None` is a continuous line.
    pub dash_pt: Option<[f32; 2]>,
    /// Only the inner side of a polygon's outline, so wide (the band inside a block's edge).
    pub inside_only: bool,
    /// A least width on the ground, metres: roads grow with the scale instead of staying hairlines. 0 for none.
    pub width_m: f32,
    /// So much wider than that, both sides together, points: a casing shows this much of itself at every scale.
    pub casing_pt: f32,
}

impl Stroke {
    /// A continuous line of so many points in each feature's own colour.
    pub const fn line(width_pt: f32) -> Self {
        Self { width_pt, colour: None, dash_pt: None, inside_only: false, width_m: 0.0, casing_pt: 0.0 }
    }

    /// The same, at least so wide on the ground.
    pub const fn at_least_m(self, width_m: f32) -> Self {
        Self { width_m, ..self }
    }

    /// The same, so much wider: the casing under a stroke of the same widths.
    pub const fn cased(self, casing_pt: f32) -> Self {
        Self { casing_pt, ..self }
    }

    /// The same, dashed: dash and gap, points.
    pub const fn dashed(self, dash: f32, gap: f32) -> Self {
        Self { dash_pt: Some([dash, gap]), ..self }
    }

    /// The width in points where a point of the screen is so many metres on the ground.
    pub fn width_at(&self, metres_per_pt: f64) -> f32 {
        let on_the_ground = if metres_per_pt > 0.0 { (f64::from(self.width_m) / metres_per_pt) as f32 } else { 0.0 };
        self.width_pt.max(on_the_ground) + self.casing_pt
    }
}

/// One layer of the sheet, drawn fill first, then its strokes in order.
#[derive(Clone, Debug)]
pub struct SceneLayer {
    /// Stable identity, for caches and for picking.
    pub key: Arc<str>,
    /// The records: vectors for export and exact picking.
    pub dataset: Arc<Dataset>,
    /// The same, ready for the GPU.
    pub mesh: Arc<LayerMesh>,
    /// Colours by row.
    pub paint: Arc<FeaturePaint>,
    /// Whether polygons are filled.
    pub filled: bool,
    /// Strokes, casing first.
    pub strokes: Vec<Stroke>,
    /// Opacity of the whole layer, 0–1.
    pub opacity: f32,
    /// Drawn only when a point of the screen is at least so many metres on the ground.
    pub min_metres_per_pt: f64,
    /// … and less than so many.
    pub max_metres_per_pt: f64,
    /// Whether its features answer to hover and click.
    pub pickable: bool,
}

impl SceneLayer {
    /// True when the layer shows where a point of the screen is so many metres on the ground.
    pub fn is_drawn_at(&self, metres_per_pt: f64) -> bool {
        self.opacity > 0.0 && self.min_metres_per_pt <= metres_per_pt && metres_per_pt < self.max_metres_per_pt
    }
}

/// The shapes of marks: industries can be told apart with colour removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum MarkShape {
    /// 数据智能
    Circle,
    /// 文化创意
    Diamond,
    /// 商贸服务
    Square,
    /// 生命健康
    Cross,
    /// 专业服务
    Triangle,
    /// A station: a ring.
    Ring,
    /// A key project.
    Star,
}

/// One mark on the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// Where, Web Mercator metres.
    pub pos_in_mercator: [f64; 2],
    /// Shape.
    pub shape: MarkShape,
    /// Fill.
    pub fill: Rgba,
    /// Colour of the ring around it.
    pub ring: Rgba,
    /// Radius, points.
    pub radius_pt: f32,
    /// How many records it stands for.
    pub count: u32,
    /// Index of the mark layer, and the row of the record where it stands for one.
    pub row: Option<u32>,
}

/// Point records drawn as marks; gathered by scale in `map/marks`.
#[derive(Clone, Debug)]
pub struct MarkLayer {
    /// Stable identity, for caches and for picking.
    pub key: Arc<str>,
    /// The records.
    pub dataset: Arc<Dataset>,
    /// Each record's mark at close scale, in row order of `rows`.
    pub marks: Arc<Vec<Mark>>,
    /// Whether many marks in one place become one with a count when the scale is small.
    pub gathers: bool,
    /// Drawn only when a point of the screen is less than so many metres on the ground.
    pub max_metres_per_pt: f64,
    /// Opacity of the whole layer, 0–1.
    pub opacity: f32,
    /// Whether its marks answer to hover and click.
    pub pickable: bool,
}

impl MarkLayer {
    /// True when its marks show where a point of the screen is so many metres on the ground.
    pub fn is_drawn_at(&self, metres_per_pt: f64) -> bool {
        self.opacity > 0.0 && metres_per_pt < self.max_metres_per_pt
    }
}

/// What kind of thing a label names: decides its size, weight, colour and rank (`map/labels`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LabelClass {
    /// The selected thing.
    Selected,
    /// A functional block.
    Block,
    /// An industry cluster.
    Cluster,
    /// A carrier park.
    Park,
    /// A key project.
    Project,
    /// A metro station.
    Station,
    /// A river or a lake.
    Water,
    /// An elevated road.
    Expressway,
    /// A main street.
    MainRoad,
    /// A district of the city.
    District,
    /// A town, a subdistrict or a neighbourhood.
    Place,
    /// A green or a site.
    Ground,
    /// A building.
    Building,
    /// A layer of the user's own.
    Own,
}

/// A name that wants a place on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelWish {
    /// The row of the record it names.
    pub row: u32,
    /// The words, in the language of the sheet.
    pub text: Arc<str>,
    /// Further lines under it, smaller (a block's figures).
    pub sub_lines: Vec<Arc<str>>,
    /// Rank within the class: greater first.
    pub weight: f64,
    /// Where, Web Mercator metres: an interior point, or the point itself.
    pub pos_in_mercator: [f64; 2],
    /// For a line: its course, Web Mercator metres, along which the label is set; else empty.
    pub course_in_mercator: Arc<[[f64; 2]]>,
    /// The colour of the words.
    pub colour: Rgba,
}

/// The names of one layer. Shared between scenes: a restyle does not make them anew.
#[derive(Clone, Debug)]
pub struct LabelGroup {
    /// The key of the scene layer whose records it names. Where the scene has that layer and a row of it is not visible, its
    /// name is not either.
    pub key: Arc<str>,
    /// What the names name.
    pub class: LabelClass,
    /// Shown only when a point of the screen is less than so many metres on the ground.
    pub max_metres_per_pt: f64,
    /// The names.
    pub wishes: Arc<Vec<LabelWish>>,
}

/// Everything that is drawn, bottom first.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    /// The land.
    pub background: Rgba,
    /// Colour of the halo of labels.
    pub halo: Rgba,
    /// Polygon and line layers, bottom first.
    pub layers: Vec<SceneLayer>,
    /// Marks over them, bottom first.
    pub marks: Vec<MarkLayer>,
    /// Names that want a place.
    pub labels: Vec<LabelGroup>,
    /// Rises with every change.
    pub generation: u64,
}
