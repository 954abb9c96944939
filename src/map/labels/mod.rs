//! Which names stand where: by rank, without touching one another or the view's edge, upright. Refuses to draw them.
//!
//! Positions are points from the view's left top corner, x right, y down. The same scene, camera and size give the same labels.

mod along;
mod blocks;
mod grid;
mod style;

pub use style::{LabelStyle, Widths};

use std::sync::Arc;

use grid::Grid;

use crate::domain::GeometryKind;

use super::camera::Camera;
use super::scene::{LabelClass, LabelGroup, LabelWish, Rgba, Scene, SceneLayer};

/// A piece of text on one straight line.
#[derive(Clone, Debug, PartialEq)]
pub struct TextRun {
    /// The words.
    pub text: Arc<str>,
    /// The middle of its box, points.
    pub centre_pt: [f32; 2],
    /// Width and height of its box before it is turned, points.
    pub size_pt: [f32; 2],
    /// Size, weight, spacing.
    pub style: LabelStyle,
    /// By how much it is turned about its middle, radians, clockwise on the screen; within ±π/2.
    pub angle: f32,
}

/// A name in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedLabel {
    /// The scene layer whose record it names.
    pub key: Arc<str>,
    /// The record's row.
    pub row: u32,
    /// What it names.
    pub class: LabelClass,
    /// Its text: one run, or one a character on a steep course, or the lines of a block.
    pub runs: Vec<TextRun>,
    /// From the edge of a block to its name beside it, points; the first end carries a dot.
    pub leader: Option<[[f32; 2]; 2]>,
    /// Colour of the first run and of the leader.
    pub colour: Rgba,
    /// Colour of the lines below the first.
    pub sub_colour: Rgba,
    /// Colour around the words.
    pub halo: Rgba,
}

/// What a layout is made for.
pub struct LayoutParams<'a> {
    /// Where the map looks.
    pub camera: Camera,
    /// The view's size, points.
    pub size_pt: [f64; 2],
    /// Places that names keep off, `[left, top, right, bottom]`, points.
    pub reserved: &'a [[f32; 4]],
    /// Colour of the lines below a block's name.
    pub sub_colour: Rgba,
    /// Width and height of a text in a style, points, its spacing included.
    pub measure: &'a dyn Fn(&str, LabelStyle) -> [f32; 2],
}

/// From so many metres a point on, only the greatest parks are named.
const OVERVIEW_M: f64 = 8.0;
/// So many.
const OVERVIEW_PARKS: usize = 12;
/// Room between two names, points.
const GAP_PT: f32 = 3.0;

/// Places the names of a scene. `widths` remembers what was measured and may be kept between calls.
pub fn layout(scene: &Scene, params: &LayoutParams<'_>, widths: &mut Widths) -> Vec<PlacedLabel> {
    let mut sheet = Layout {
        scene,
        params,
        widths,
        grid: Grid::new(params.size_pt, GAP_PT),
        metres_per_pt: params.camera.metres_per_pt(),
        placed: Vec::new(),
    };
    for &[left, top, right, bottom] in params.reserved {
        sheet.grid.take([left, top, right, bottom]);
    }
    let wanted = sheet.wanted();
    sheet.blocks(&wanted);
    sheet.keep_off_marks(&wanted);
    let mut parks = 0;
    for want in wanted.iter().filter(|want| want.group.class != LabelClass::Block) {
        let is_park = want.group.class == LabelClass::Park;
        if is_park && sheet.metres_per_pt >= OVERVIEW_M && parks == OVERVIEW_PARKS {
            continue;
        }
        let placed = if want.wish.course_in_mercator.is_empty() { sheet.at_place(want) } else { sheet.along_course(want) };
        parks += usize::from(is_park && placed);
    }
    sheet.placed
}

/// A name in view that is not hidden.
struct Wanted<'s> {
    group: &'s LabelGroup,
    wish: &'s LabelWish,
    /// Where it is, points from the left top corner.
    at_pt: [f64; 2],
}

struct Layout<'s> {
    scene: &'s Scene,
    params: &'s LayoutParams<'s>,
    widths: &'s mut Widths,
    grid: Grid,
    metres_per_pt: f64,
    placed: Vec<PlacedLabel>,
}

impl<'s> Layout<'s> {
    /// The names to place, first those that come first.
    fn wanted(&self) -> Vec<Wanted<'s>> {
        let mut wanted = Vec::new();
        let bounds = self.params.camera.bounds_in_mercator(self.params.size_pt);
        for group in self.scene.labels.iter().filter(|group| self.metres_per_pt < group.max_metres_per_pt) {
            let layer = self.layer(&group.key);
            for wish in group.wishes.iter() {
                let is_area = group.class == LabelClass::Block || !wish.course_in_mercator.is_empty();
                if (is_area || contains(bounds, wish.pos_in_mercator))
                    && layer.is_none_or(|layer| layer.paint.is_visible(wish.row as usize))
                {
                    wanted.push(Wanted { group, wish, at_pt: self.screen(wish.pos_in_mercator) });
                }
            }
        }
        wanted.sort_by(|a, b| {
            tier(a.group.class)
                .cmp(&tier(b.group.class))
                .then(b.wish.weight.total_cmp(&a.wish.weight))
                .then_with(|| a.wish.text.cmp(&b.wish.text))
                .then(a.wish.row.cmp(&b.wish.row))
        });
        wanted
    }

    fn layer(&self, key: &str) -> Option<&'s SceneLayer> {
        self.scene.layers.iter().find(|layer| &*layer.key == key)
    }

    /// A place on the map in points from the left top corner.
    fn screen(&self, pos_in_mercator: [f64; 2]) -> [f64; 2] {
        let [x, y] = self.params.camera.screen_from_mercator(pos_in_mercator);
        [x + self.params.size_pt[0] / 2.0, y + self.params.size_pt[1] / 2.0]
    }

    /// Names keep off the marks that have a name of their own.
    fn keep_off_marks(&mut self, wanted: &[Wanted<'s>]) {
        for want in wanted {
            let radius_pt = match want.group.class {
                LabelClass::Station => STATION_MARK_PT,
                LabelClass::Project => PROJECT_MARK_PT,
                LabelClass::Park if self.is_point(want) => STATION_MARK_PT,
                _ => continue,
            };
            let [x, y] = want.at_pt.map(|at| at as f32);
            self.grid.take([x - radius_pt, y - radius_pt, x + radius_pt, y + radius_pt]);
        }
    }

    /// A name at its record's place: beside a mark, else over it.
    fn at_place(&mut self, want: &Wanted<'s>) -> bool {
        let class = want.group.class;
        let style = LabelStyle::of(class, self.metres_per_pt);
        let size = self.widths.get(&want.wish.text, style, self.params.measure);
        let [x, y] = want.at_pt.map(|at| at as f32);
        let beside = |reach: f32| {
            let (dx, dy) = (reach + size[0] / 2.0, reach + size[1] / 2.0);
            [[dx, 0.0], [-dx, 0.0], [0.0, dy], [0.0, -dy]]
        };
        let over = [[0.0, 0.0], [0.0, size[1] * 0.9], [0.0, -size[1] * 0.9], [0.0, size[1] * 1.8]];
        let offsets = match class {
            LabelClass::Station => beside(STATION_REACH_PT),
            LabelClass::Project => beside(PROJECT_REACH_PT),
            LabelClass::Own => beside(OWN_REACH_PT),
            _ if self.is_point(want) => beside(STATION_REACH_PT),
            _ => over,
        };
        let tries =
            if matches!(class, LabelClass::Building | LabelClass::Place | LabelClass::Ground) { 1 } else { offsets.len() };
        for [dx, dy] in &offsets[..tries] {
            let run = TextRun { text: want.wish.text.clone(), centre_pt: [x + dx, y + dy], size_pt: size, style, angle: 0.0 };
            if self.place(want, vec![run], None) {
                return true;
            }
        }
        false
    }

    /// True when the record is known only as a place.
    fn is_point(&self, want: &Wanted<'s>) -> bool {
        self.layer(&want.group.key)
            .is_some_and(|layer| layer.dataset.geometries.kind(want.wish.row as usize) == GeometryKind::Point)
    }

    /// Puts the runs down if nothing is in their way.
    fn place(&mut self, want: &Wanted<'s>, runs: Vec<TextRun>, leader: Option<[[f32; 2]; 2]>) -> bool {
        let mut boxes: Vec<[f32; 4]> = runs.iter().flat_map(grid::boxes_of).collect();
        if !boxes.iter().all(|&rect| self.grid.is_free(rect)) {
            return false;
        }
        if let Some([a, b]) = leader {
            boxes.push([a[0].min(b[0]), a[1].min(b[1]) - 1.0, a[0].max(b[0]), a[1].max(b[1]) + 1.0]);
        }
        for rect in boxes {
            self.grid.take(rect);
        }
        self.placed.push(PlacedLabel {
            key: want.group.key.clone(),
            row: want.wish.row,
            class: want.group.class,
            runs,
            leader,
            colour: want.wish.colour,
            sub_colour: self.params.sub_colour,
            halo: self.scene.halo,
        });
        true
    }
}

/// Half the room of a mark, points.
const STATION_MARK_PT: f32 = 4.0;
const PROJECT_MARK_PT: f32 = 6.5;
/// From the middle of a mark to its name, points.
const STATION_REACH_PT: f32 = 7.5;
const PROJECT_REACH_PT: f32 = 10.0;
const OWN_REACH_PT: f32 = 7.5;

/// Selected, block, cluster and park by area, station, river, expressway, main road, district, the user's own, places, grounds,
/// building.
fn tier(class: LabelClass) -> u8 {
    match class {
        LabelClass::Selected => 0,
        LabelClass::Block => 1,
        LabelClass::Park => 2,
        LabelClass::Cluster => 3,
        LabelClass::Project => 4,
        LabelClass::Station => 5,
        LabelClass::Water => 6,
        LabelClass::Expressway => 7,
        LabelClass::MainRoad => 8,
        LabelClass::District => 9,
        LabelClass::Own => 10,
        LabelClass::Place => 11,
        LabelClass::Ground => 12,
        LabelClass::Building => 13,
    }
}

fn contains([west, south, east, north]: [f64; 4], [x, y]: [f64; 2]) -> bool {
    west <= x && x <= east && south <= y && y <= north
}
