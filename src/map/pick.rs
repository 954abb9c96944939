//! What lies under the cursor, in a box or in a lasso: exact, on the processor, in the order in which things are drawn.
//! Knows what is hidden, transparent, out of scale or not to be picked. Refuses to know what is selected.

use std::sync::Arc;

use crate::domain::feature_class::is_scenery;
use crate::domain::{Dataset, Geometries, LonLatBounds, PartKind};
use crate::geodesy::mercator;
use crate::index::SpatialIndex;

use super::camera::Camera;
use super::palette::MapPalette;
use super::scene::{Mark, MarkLayer, Scene, SceneLayer};

/// How near the cursor must come to a line, points.
pub const LINE_REACH_PT: f64 = 5.0;
/// How near it must come to a mark's edge, points.
pub const MARK_REACH_PT: f64 = 2.0;

/// Up to so many records a layer is searched one by one while its index is not there yet.
const SEARCHED_WITHOUT_INDEX: usize = 5_000;

/// The R-trees of the datasets on the map. Built in the background and put in when they are there; a small layer needs none.
#[derive(Clone, Debug, Default)]
pub struct PickIndexes {
    indexes: Vec<Arc<SpatialIndex>>,
}

impl PickIndexes {
    /// Adds the index of a dataset.
    pub fn insert(&mut self, index: Arc<SpatialIndex>) {
        self.indexes.retain(|known| !Arc::ptr_eq(known.dataset(), index.dataset()));
        self.indexes.push(index);
    }

    /// Forgets the indexes of datasets that `is_shown` does not know.
    pub fn retain(&mut self, is_shown: impl Fn(&Arc<Dataset>) -> bool) {
        self.indexes.retain(|index| is_shown(index.dataset()));
    }

    /// The index of a dataset.
    pub fn of(&self, dataset: &Arc<Dataset>) -> Option<&SpatialIndex> {
        self.indexes.iter().find(|index| Arc::ptr_eq(index.dataset(), dataset)).map(|index| &**index)
    }

    /// Rows whose bounds touch a window, ascending; none where a large layer has no index yet.
    fn window(&self, dataset: &Arc<Dataset>, window: LonLatBounds) -> Vec<u32> {
        if let Some(index) = self.of(dataset) {
            return index.window(window);
        }
        if dataset.len() > SEARCHED_WITHOUT_INDEX {
            return Vec::new();
        }
        let touches = |row: &u32| dataset.geometries.bounds_of(*row as usize).intersects(&window);
        (0..dataset.len() as u32).filter(touches).collect()
    }
}

/// A record on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PickHit {
    /// The key of its layer in the scene.
    pub layer: Arc<str>,
    /// Its row.
    pub row: u32,
}

/// What the map shows, for picking: the scene, its gathered marks (as in [`MapFrame`](super::gpu::MapFrame)), the indexes and
/// the camera.
#[derive(Clone, Copy)]
pub struct PickView<'a> {
    /// What is drawn.
    pub scene: &'a Scene,
    /// The marks of each mark layer as gathered for this scale; where there are none, the layer's own.
    pub marks: &'a [Arc<Vec<Mark>>],
    /// The R-trees.
    pub indexes: &'a PickIndexes,
    /// Where the map looks.
    pub camera: &'a Camera,
}

impl PickView<'_> {
    /// The topmost record at a place of the screen, given in points from the view's middle. Within a layer the nearest line
    /// comes before polygons, and the smallest polygon before those around it.
    pub fn pick(&self, at_screen: [f64; 2]) -> Option<PickHit> {
        let mark = self.marks_from_above().find_map(|(layer, marks)| {
            let row = self.nearest_mark(layer, marks, at_screen, |mark| mark.row.is_some())?.row?;
            Some(PickHit { layer: layer.key.clone(), row })
        });
        if mark.is_some() {
            return mark;
        }
        let place = Place::new(self.camera, at_screen);
        self.layers_from_above().find_map(|layer| {
            let row = self.pick_in_layer(layer, &place)?;
            Some(PickHit { layer: layer.key.clone(), row })
        })
    }

    /// The topmost mark that stands for several records at a place of the screen, points from the view's middle.
    pub fn gathered_mark(&self, at_screen: [f64; 2]) -> Option<&Mark> {
        self.marks_from_above().find_map(|(layer, marks)| self.nearest_mark(layer, marks, at_screen, |mark| mark.row.is_none()))
    }

    /// The records whose middle lies between two corners of the screen, points from the view's middle: rows by layer, topmost
    /// layer first. The middle is that of a record's bounds, for a line the vertex halfway.
    pub fn select_in_box(&self, [a, b]: [[f64; 2]; 2]) -> Vec<(Arc<str>, Vec<u32>)> {
        let corners = [a, [b[0], a[1]], b, [a[0], b[1]]];
        self.select_in_lasso(&corners)
    }

    /// The records whose middle lies in a shape drawn around them, points from the view's middle, as
    /// [`select_in_box`](Self::select_in_box) says.
    pub fn select_in_lasso(&self, shape: &[[f64; 2]]) -> Vec<(Arc<str>, Vec<u32>)> {
        if shape.len() < 3 {
            return Vec::new();
        }
        let shape: Vec<_> = shape.iter().map(|&at| self.camera.mercator_from_screen(at)).collect();
        let corners: Vec<_> = shape.iter().map(|&at| mercator::to_lon_lat(at)).collect();
        let window = LonLatBounds::of(&corners);
        let mut selected = Vec::new();
        for (layer, _) in self.marks_from_above() {
            let inside = layer.marks.iter().filter(|mark| is_inside(&shape, mark.pos_in_mercator));
            let mut rows: Vec<u32> = inside.filter_map(|mark| mark.row).collect();
            rows.sort_unstable();
            rows.dedup();
            selected.push((layer.key.clone(), rows));
        }
        for layer in self.layers_from_above() {
            let mut rows = self.indexes.window(&layer.dataset, window);
            rows.retain(|&row| {
                let middle = middle_of(&layer.dataset.geometries, row as usize);
                answers(layer, row) && middle.is_some_and(|middle| is_inside(&shape, mercator::from_lon_lat(middle)))
            });
            selected.push((layer.key.clone(), rows));
        }
        selected.retain(|(_, rows)| !rows.is_empty());
        selected
    }

    fn marks_from_above(&self) -> impl Iterator<Item = (&MarkLayer, &Arc<Vec<Mark>>)> {
        let metres_per_pt = self.camera.metres_per_pt();
        let layers = self.scene.marks.iter().enumerate().rev();
        layers
            .filter(move |(_, layer)| layer.pickable && layer.is_drawn_at(metres_per_pt))
            .map(|(at, layer)| (layer, self.marks.get(at).unwrap_or(&layer.marks)))
    }

    fn layers_from_above(&self) -> impl Iterator<Item = &SceneLayer> {
        let metres_per_pt = self.camera.metres_per_pt();
        self.scene.layers.iter().rev().filter(move |layer| layer.pickable && layer.is_drawn_at(metres_per_pt))
    }

    fn nearest_mark<'m>(
        &self,
        layer: &MarkLayer,
        marks: &'m Arc<Vec<Mark>>,
        at_screen: [f64; 2],
        wanted: impl Fn(&Mark) -> bool,
    ) -> Option<&'m Mark> {
        let at = self.camera.mercator_from_screen(at_screen);
        let greatest_pt = marks.first().map_or(0.0, |mark| f64::from(mark.radius_pt));
        let distance_pt = |mark: &Mark| {
            let [x, y] = [mark.pos_in_mercator[0] - at[0], mark.pos_in_mercator[1] - at[1]];
            x.hypot(y) / self.camera.mercator_per_pt
        };
        let reach_pt = |mark: &Mark| f64::from(mark.radius_pt + MapPalette::MARK_RING_PT) + MARK_REACH_PT;
        // Thousands of single marks are found through the index; their order by row is that of the layer.
        let near: Option<Vec<&Mark>> = (marks.len() > SEARCHED_WITHOUT_INDEX && Arc::ptr_eq(marks, &layer.marks))
            .then(|| self.indexes.of(&layer.dataset))
            .flatten()
            .map(|index| {
                let reach_m = (greatest_pt * 2.0 + 8.0) * self.camera.mercator_per_pt;
                let corners = [[at[0] - reach_m, at[1] - reach_m], [at[0] + reach_m, at[1] + reach_m]];
                let rows = index.window(LonLatBounds::of(&corners.map(mercator::to_lon_lat)));
                let of_row = |row: &u32| marks.binary_search_by_key(&Some(*row), |mark| mark.row).ok();
                rows.iter().filter_map(of_row).map(|found| &marks[found]).collect()
            });
        let nearest = |best: Option<(&'m Mark, f64)>, mark: &'m Mark| {
            let away = distance_pt(mark);
            // A later mark is drawn over an earlier one: it wins where both are equally near.
            let better = wanted(mark) && away <= reach_pt(mark) && best.is_none_or(|(_, least)| away <= least);
            if better { Some((mark, away)) } else { best }
        };
        let found = match near {
            Some(near) => near.into_iter().fold(None, nearest),
            None => marks.iter().fold(None, nearest),
        };
        found.map(|(mark, _)| mark)
    }

    fn pick_in_layer(&self, layer: &SceneLayer, place: &Place) -> Option<u32> {
        let metres_per_pt = self.camera.metres_per_pt();
        let widest_pt = layer.strokes.iter().map(|stroke| f64::from(stroke.width_at(metres_per_pt))).fold(0.0, f64::max);
        let reach_pt = LINE_REACH_PT.max(widest_pt / 2.0);
        let geometries = &layer.dataset.geometries;
        let mut nearest: Option<(f64, u32)> = None;
        let mut smallest: Option<(f64, u32)> = None;
        for row in self.indexes.window(&layer.dataset, place.window(reach_pt)) {
            if !answers(layer, row) {
                continue;
            }
            if let Some(away) = place.distance_to_lines_pt(geometries, row as usize, reach_pt)
                && nearest.is_none_or(|(least, _)| away <= least)
            {
                nearest = Some((away, row));
            }
            if geometries.polygon_contains(row as usize, place.lon_lat) {
                let area = area_deg2(geometries, row as usize);
                if smallest.is_none_or(|(least, _)| area <= least) {
                    smallest = Some((area, row));
                }
            }
        }
        nearest.or(smallest).map(|(_, row)| row)
    }
}

/// Whether a row of a layer can be picked: it is shown, and it is a record.
fn answers(layer: &SceneLayer, row: u32) -> bool {
    layer.paint.is_visible(row as usize) && !is_scenery(&layer.dataset, row as usize)
}

/// The place under the cursor, and the scale around it.
struct Place {
    lon_lat: [f64; 2],
    in_mercator: [f64; 2],
    mercator_per_pt: f64,
    /// Degrees a point.
    lon_lat_per_pt: [f64; 2],
}

impl Place {
    fn new(camera: &Camera, at_screen: [f64; 2]) -> Self {
        let in_mercator = camera.mercator_from_screen(at_screen);
        let lon_lat = mercator::to_lon_lat(in_mercator);
        let [lon, lat] = mercator::to_lon_lat(camera.mercator_from_screen([at_screen[0] + 1.0, at_screen[1] + 1.0]));
        let lon_lat_per_pt = [(lon - lon_lat[0]).abs(), (lat - lon_lat[1]).abs()];
        Self { lon_lat, in_mercator, mercator_per_pt: camera.mercator_per_pt, lon_lat_per_pt }
    }

    fn window(&self, reach_pt: f64) -> LonLatBounds {
        let [lon, lat] = self.lon_lat;
        // A little more than the reach: latitudes are not stretched evenly.
        let [dx, dy] = self.lon_lat_per_pt.map(|degrees| degrees * reach_pt * 1.01);
        LonLatBounds { west: lon - dx, south: lat - dy, east: lon + dx, north: lat + dy }
    }

    /// The distance to the nearest of a feature's lines, points; `None` when it is out of reach.
    fn distance_to_lines_pt(&self, geometries: &Geometries, row: usize, reach_pt: f64) -> Option<f64> {
        let window = self.window(reach_pt);
        let mut nearest: Option<f64> = None;
        for part in geometries.parts(row).filter(|&part| geometries.part_kind(part) == PartKind::Line) {
            for ring in geometries.rings(part) {
                for segment in geometries.ring(ring).windows(2) {
                    // Few segments are near enough to be projected.
                    if LonLatBounds::of(segment).intersects(&window) {
                        let away = self.distance_to_segment_pt(segment[0], segment[1]);
                        if away <= reach_pt && nearest.is_none_or(|least| away < least) {
                            nearest = Some(away);
                        }
                    }
                }
            }
        }
        nearest
    }

    fn distance_to_segment_pt(&self, a: [f64; 2], b: [f64; 2]) -> f64 {
        let from_place = |position| {
            let [x, y] = mercator::from_lon_lat(position);
            [(x - self.in_mercator[0]) / self.mercator_per_pt, (y - self.in_mercator[1]) / self.mercator_per_pt]
        };
        let ([ax, ay], [bx, by]) = (from_place(a), from_place(b));
        let ([dx, dy], squared) = ([bx - ax, by - ay], (bx - ax).powi(2) + (by - ay).powi(2));
        let along = if squared > 0.0 { (-(ax * dx + ay * dy) / squared).clamp(0.0, 1.0) } else { 0.0 };
        (ax + along * dx).hypot(ay + along * dy)
    }
}

/// Area of a feature's polygons, square degrees: good enough to compare two in one place.
fn area_deg2(geometries: &Geometries, row: usize) -> f64 {
    let polygons = geometries.parts(row).filter(|&part| geometries.part_kind(part) == PartKind::Polygon);
    let of_part = |part| {
        let mut rings = geometries.rings(part).map(|ring| ring_area_deg2(geometries.ring(ring)));
        let shell = rings.next().unwrap_or(0.0);
        shell - rings.sum::<f64>()
    };
    polygons.map(of_part).sum()
}

fn ring_area_deg2(ring: &[[f64; 2]]) -> f64 {
    let Some(&[first_x, first_y]) = ring.first() else { return 0.0 };
    let cross =
        |edge: &[[f64; 2]]| (edge[0][0] - first_x) * (edge[1][1] - first_y) - (edge[1][0] - first_x) * (edge[0][1] - first_y);
    (ring.windows(2).map(cross).sum::<f64>() / 2.0).abs()
}

/// The middle of a record, degrees: of its bounds, or the vertex halfway of its first line. `None` without a geometry.
fn middle_of(geometries: &Geometries, row: usize) -> Option<[f64; 2]> {
    let first = geometries.parts(row).next()?;
    if geometries.part_kind(first) == PartKind::Line {
        let line = geometries.ring(geometries.rings(first).next()?);
        return line.get(line.len() / 2).copied();
    }
    let bounds = geometries.bounds_of(row);
    (!bounds.is_empty()).then(|| bounds.centre())
}

/// Even-odd test against an open ring.
fn is_inside(shape: &[[f64; 2]], [x, y]: [f64; 2]) -> bool {
    let mut inside = false;
    for (at, &[bx, by]) in shape.iter().enumerate() {
        let [ax, ay] = shape[(at + shape.len() - 1) % shape.len()];
        if (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax {
            inside = !inside;
        }
    }
    inside
}

#[cfg(test)]
#[path = "pick_tests.rs"]
mod tests;
