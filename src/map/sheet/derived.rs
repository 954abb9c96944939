//! Geometry made from records: outlines of clusters, the hatch of renewal areas, the edge of the base map. Refuses colours.

use std::sync::Arc;

use crate::analysis::clusters::Clusters;
use crate::domain::{Dataset, Field, GeometryKind, LonLatBounds, Origin, PartKind, Value};
use crate::geodesy::mercator;
use crate::map::mesh::LayerMesh;

use super::builder::Loaded;

/// The name under which clusters are records.
pub const CLUSTERS_SET: &str = "clusters";

/// How far the base map fades at its edge, degrees of latitude: some 900 m.
const FADE_DEG: f64 = 0.008;
/// In so many steps.
const FADE_STEPS: usize = 12;

/// Distance of the lines of a hatch, metres.
const HATCH_M: f64 = 36.0;

/// The clusters as a dataset: outline, name (Chinese, English), industry, one row a cluster in the same order.
pub fn dataset_of_clusters(clusters: &Clusters, names: &[[String; 2]]) -> Dataset {
    let mut dataset = Dataset::new(CLUSTERS_SET, Origin::Embedded);
    let columns = [Field::Name, Field::NameEn, Field::Industry].map(|field| {
        let column = dataset.table.column_or_new(field.key());
        dataset.fields.set(field, column);
        column
    });
    for (row, cluster) in clusters.clusters.iter().enumerate() {
        let [zh, en] = names.get(row).map_or(["", ""], |[zh, en]| [zh, en]);
        for (column, text) in columns.into_iter().zip([zh, en, cluster.industry.term()]) {
            if let Some(cells) = dataset.table.columns.get_mut(column) {
                cells.set(row, Value::Text(text));
            }
        }
        dataset.geometries.positions.extend(&cluster.hull);
        dataset.geometries.end_ring();
        dataset.geometries.end_part(PartKind::Polygon);
        dataset.geometries.end_feature(GeometryKind::Polygon);
    }
    dataset
}

/// Parallel lines from south-west to north-east across the polygons of some rows; the other rows are empty.
pub(super) fn hatch_of(areas: &Dataset, is_hatched: impl Fn(usize) -> bool) -> Dataset {
    let mut dataset = Dataset::new("hatch", Origin::Embedded);
    for row in 0..areas.len() {
        let lines = if is_hatched(row) { hatch_lines(areas, row) } else { Vec::new() };
        for [a, b] in &lines {
            dataset.geometries.positions.extend([*a, *b]);
            dataset.geometries.end_ring();
            dataset.geometries.end_part(PartKind::Line);
        }
        dataset.geometries.end_feature(if lines.is_empty() { GeometryKind::None } else { GeometryKind::MultiLineString });
    }
    dataset
}

/// Frames along the edge of a box, each a feature that reaches from outside the box further in than the one before: what the
/// base map fades under. They lie over one another, as neighbours would let a line of what is below through between them.
pub(super) fn frames_of(bounds: LonLatBounds) -> Dataset {
    let mut dataset = Dataset::new("edge", Origin::Embedded);
    let LonLatBounds { west, south, east, north } = bounds;
    let wider = 1.0 / ((south + north) / 2.0).to_radians().cos().max(0.1);
    let ring = |step: f64| {
        let inset = FADE_DEG * step / FADE_STEPS as f64;
        let (x, y) = (inset * wider, inset);
        [[west + x, south + y], [east - x, south + y], [east - x, north - y], [west + x, north - y], [west + x, south + y]]
    };
    for step in 0..FADE_STEPS {
        // From one step outside on, where lines of the base map end that are wide.
        for corners in [ring(-1.0), ring(step as f64 + 1.0)] {
            dataset.geometries.positions.extend(corners);
            dataset.geometries.end_ring();
        }
        dataset.geometries.end_part(PartKind::Polygon);
        dataset.geometries.end_feature(GeometryKind::Polygon);
    }
    dataset
}

/// The opacity of a frame, so that with all those that lie over the same place nothing of the base map shows outermost and
/// all of it innermost, without a visible step between (a smooth step).
pub(super) fn opacity_of_frame(step: usize) -> f32 {
    let shows = |step: usize| {
        let inward = step as f32 / FADE_STEPS as f32;
        inward * inward * (3.0 - 2.0 * inward)
    };
    1.0 - shows(step) / shows(step + 1)
}

/// A derived dataset, ready to be drawn.
pub(super) fn loaded(dataset: Dataset) -> Loaded {
    let mesh = LayerMesh::of(&dataset.geometries);
    (Arc::new(dataset), Arc::new(mesh))
}

/// The pieces of the hatch inside one feature, `[lon, lat]` pairs. Works in the plane turned by 45°, where each line of the
/// hatch has a constant `v` and enters and leaves the area at each second crossing.
fn hatch_lines(areas: &Dataset, row: usize) -> Vec<[[f64; 2]; 2]> {
    let geometries = &areas.geometries;
    let middle = geometries.bounds_of(row).centre();
    let spacing = HATCH_M / mercator::ground_metres(middle[1]).max(0.1);
    let turned = |position: &[f64; 2]| {
        let [x, y] = mercator::from_lon_lat(*position);
        [(x + y) * std::f64::consts::FRAC_1_SQRT_2, (y - x) * std::f64::consts::FRAC_1_SQRT_2]
    };
    let straight = |[u, v]: [f64; 2]| {
        mercator::to_lon_lat([(u - v) * std::f64::consts::FRAC_1_SQRT_2, (u + v) * std::f64::consts::FRAC_1_SQRT_2])
    };
    let mut crossings: Vec<(i64, f64)> = Vec::new();
    for part in geometries.parts(row).filter(|&part| geometries.part_kind(part) == PartKind::Polygon) {
        for ring in geometries.rings(part) {
            let ring: Vec<[f64; 2]> = geometries.ring(ring).iter().map(turned).collect();
            for edge in ring.windows(2) {
                let ([au, av], [bu, bv]) = (edge[0], edge[1]);
                let (low, high) = (av.min(bv), av.max(bv));
                let mut line = (low / spacing).ceil() as i64;
                while (line as f64) * spacing < high {
                    let v = line as f64 * spacing;
                    crossings.push((line, au + (bu - au) * (v - av) / (bv - av)));
                    line += 1;
                }
            }
        }
    }
    crossings.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut lines = Vec::new();
    for on_one_line in crossings.chunk_by(|a, b| a.0 == b.0) {
        for pair in on_one_line.chunks_exact(2) {
            let v = pair[0].0 as f64 * spacing;
            lines.push([straight([pair[0].1, v]), straight([pair[1].1, v])]);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hatch_lies_inside_its_area_and_fills_it() {
        let mut area = Dataset::new("area", Origin::Embedded);
        area.geometries.positions.extend([[121.43, 31.30], [121.44, 31.30], [121.44, 31.31], [121.43, 31.31], [121.43, 31.30]]);
        area.geometries.end_ring();
        area.geometries.end_part(PartKind::Polygon);
        area.geometries.end_feature(GeometryKind::Polygon);
        let hatch = hatch_of(&area, |_| true);
        let bounds = area.geometries.bounds();
        let mut length_m = 0.0;
        for part in hatch.geometries.parts(0) {
            let line = hatch.geometries.ring(hatch.geometries.rings(part).start);
            let middle = [(line[0][0] + line[1][0]) / 2.0, (line[0][1] + line[1][1]) / 2.0];
            assert!(bounds.contains(middle));
            length_m += crate::geodesy::geodesic::distance_m(line[0], line[1]);
        }
        // Area ÷ length of parallel lines is their distance: 0.01° × 0.01° here are 952 m × 1,109 m.
        let spacing_m = 952.0 * 1_109.0 / length_m;
        assert!((spacing_m - 36.0).abs() < 1.0, "{spacing_m}");
    }
}
