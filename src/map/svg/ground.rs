//! Polygon and line layers as paths, in the order of the scene: a layer's fills, then its strokes. Refuses what is out of view.

use crate::domain::{Dataset, Geometries, PartKind};
use crate::geodesy::mercator;
use crate::map::camera::Camera;
use crate::map::scene::{Rgba, Scene, SceneLayer, Stroke};

use super::write::{Svg, path_of};

/// Positions nearer to the one before than this are left out, points.
const FINEST_PT: f64 = 0.12;
/// What lies so far out of the picture is left out, points: the width of the widest strokes.
const MARGIN_PT: f64 = 40.0;

/// Writes the layers that are drawn at the camera's scale.
pub(super) fn draw(svg: &mut Svg, scene: &Scene, camera: &Camera, size_pt: [f64; 2]) {
    let view = View { camera, size_pt };
    for (number, layer) in scene.layers.iter().enumerate() {
        if !layer.is_drawn_at(camera.metres_per_pt()) {
            continue;
        }
        let rows: Vec<Row> = (0..layer.dataset.len())
            .filter(|&row| layer.paint.is_visible(row))
            .filter_map(|row| Row::of(&layer.dataset, row, &view))
            .collect();
        if rows.is_empty() {
            continue;
        }
        svg.open_group(&layer.key);
        if layer.filled {
            for row in rows.iter().filter(|row| !row.areas.is_empty()) {
                let fill = of_row(&layer.paint.fill, row.row).with_opacity(layer.opacity);
                if fill.0[3] > 0 {
                    svg.path(&row.areas, fill, None, " fill-rule=\"evenodd\"");
                }
            }
        }
        for stroke in &layer.strokes {
            draw_stroke(svg, layer, number, stroke, &rows, camera.metres_per_pt());
        }
        svg.close_group();
    }
}

fn draw_stroke(svg: &mut Svg, layer: &SceneLayer, number: usize, stroke: &Stroke, rows: &[Row], metres_per_pt: f64) {
    let width = f64::from(stroke.width_at(metres_per_pt));
    let mut more = " stroke-linejoin=\"round\"".to_owned();
    match stroke.dash_pt {
        Some([dash, gap]) => more.push_str(&format!(" stroke-dasharray=\"{dash} {gap}\"")),
        None => more.push_str(" stroke-linecap=\"round\""),
    }
    // Lines of one colour that covers are one path: a street grid is some hundreds of paths less.
    let mut run: Option<(Rgba, String)> = None;
    for row in rows {
        let own = of_row(&layer.paint.line, row.row);
        if own.0[3] == 0 {
            continue;
        }
        let colour = stroke.colour.unwrap_or(own).with_opacity(layer.opacity);
        if stroke.inside_only {
            if !row.areas.is_empty() {
                let name = format!("inside-{number}-{}", row.row);
                svg.clip(&name, &row.areas);
                let more = format!("{more} clip-path=\"url(#{name})\"");
                svg.path(&row.areas, Rgba::CLEAR, Some((colour, 2.0 * width)), &more);
            }
            continue;
        }
        let d = [row.areas.as_str(), row.lines.as_str()].concat();
        match &mut run {
            Some((before, path)) if *before == colour && colour.0[3] == 255 => path.push_str(&d),
            _ => {
                if let Some((colour, path)) = run.replace((colour, d)) {
                    svg.path(&path, Rgba::CLEAR, Some((colour, width)), &more);
                }
            }
        }
    }
    if let Some((colour, path)) = run {
        svg.path(&path, Rgba::CLEAR, Some((colour, width)), &more);
    }
}

fn of_row(colours: &[Rgba], row: usize) -> Rgba {
    colours.get(row).copied().unwrap_or(Rgba::CLEAR)
}

struct View<'a> {
    camera: &'a Camera,
    size_pt: [f64; 2],
}

impl View<'_> {
    /// A place in points from the picture's left top corner.
    fn at(&self, lon_lat: [f64; 2]) -> [f64; 2] {
        let [x, y] = self.camera.screen_from_mercator(mercator::from_lon_lat(lon_lat));
        [x + self.size_pt[0] / 2.0, y + self.size_pt[1] / 2.0]
    }

    fn shows(&self, geometries: &Geometries, row: usize) -> bool {
        let bounds = geometries.bounds_of(row);
        if bounds.is_empty() {
            return false;
        }
        let ([left, bottom], [right, top]) = (self.at([bounds.west, bounds.south]), self.at([bounds.east, bounds.north]));
        let [width, height] = self.size_pt;
        left < width + MARGIN_PT && right > -MARGIN_PT && top < height + MARGIN_PT && bottom > -MARGIN_PT
    }
}

/// A record in view as paths.
struct Row {
    row: usize,
    /// Its polygons.
    areas: String,
    /// Its lines.
    lines: String,
}

impl Row {
    fn of(dataset: &Dataset, row: usize, view: &View<'_>) -> Option<Self> {
        let geometries = &dataset.geometries;
        if !view.shows(geometries, row) {
            return None;
        }
        let mut paths = Self { row, areas: String::new(), lines: String::new() };
        for part in geometries.parts(row) {
            match geometries.part_kind(part) {
                PartKind::Point => {}
                PartKind::Line => {
                    for ring in geometries.rings(part) {
                        paths.lines.push_str(&path_of(thinned(view, geometries.ring(ring)), false));
                    }
                }
                PartKind::Polygon => {
                    for ring in geometries.rings(part) {
                        let ring = geometries.ring(ring).split_last().map_or(&[][..], |(_, ring)| ring);
                        paths.areas.push_str(&path_of(thinned(view, ring), true));
                    }
                }
            }
        }
        (!paths.areas.is_empty() || !paths.lines.is_empty()).then_some(paths)
    }
}

/// The positions of a ring or line in the picture, without those that cannot be told from the one before.
fn thinned(view: &View<'_>, positions: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut kept: Vec<[f64; 2]> = Vec::with_capacity(positions.len());
    for (i, &position) in positions.iter().enumerate() {
        let [x, y] = view.at(position);
        let is_far = kept.last().is_none_or(|[a, b]| (x - a).hypot(y - b) >= FINEST_PT);
        if is_far || i + 1 == positions.len() {
            kept.push([x, y]);
        }
    }
    kept
}
