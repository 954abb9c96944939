//! What the geometry check found, marked: a ring where something is wrong, shared ground and gaps as areas. Refuses to check.

use std::sync::Arc;

use crate::domain::{Dataset, GeometryKind, Origin, PartKind};
use crate::geodesy::mercator;
use crate::map::mesh::LayerMesh;
use crate::map::palette::MapPalette;
use crate::map::scene::{Mark, MarkLayer, MarkShape, Rgba, SceneLayer, Stroke};

use super::builder::Builder;
use super::cache::Ident;

/// Keys of the scene's layers.
const AREAS: &str = "findings.areas";
const PLACES: &str = "findings.places";
/// Radius of a mark, points.
const PLACE_PT: f32 = 6.5;
/// Width of the line around an area, points.
const AREA_PT: f32 = 1.6;

/// Places and areas to be marked, made once.
#[derive(Clone, Debug)]
pub struct FindingMarks {
    areas: (Arc<Dataset>, Arc<LayerMesh>),
    places: Arc<Vec<[f64; 2]>>,
}

/// An area to be marked: its polygons, each of closed rings in degrees, the shell first.
pub type Area = Vec<Vec<Vec<[f64; 2]>>>;

impl FindingMarks {
    /// Marks for some places, degrees, and areas.
    pub fn new<'a>(places: Vec<[f64; 2]>, areas: impl IntoIterator<Item = &'a Area>) -> Self {
        let mut dataset = Dataset::new("findings", Origin::Embedded);
        for area in areas {
            for polygon in area {
                for ring in polygon {
                    dataset.geometries.positions.extend(ring);
                    dataset.geometries.end_ring();
                }
                dataset.geometries.end_part(PartKind::Polygon);
            }
            dataset.geometries.end_feature(GeometryKind::MultiPolygon);
        }
        let mesh = LayerMesh::of(&dataset.geometries);
        Self { areas: (Arc::new(dataset), Arc::new(mesh)), places: Arc::new(places) }
    }
}

/// Adds the marks, over everything else.
pub(super) fn draw(sheet: &mut Builder<'_>) {
    let Some(marks) = sheet.input.findings else { return };
    let colour = sheet.palette.finding;
    let (dataset, mesh) = &marks.areas;
    if !dataset.is_empty() {
        let (key, count) = (Arc::from(AREAS), dataset.len());
        let fill = vec![colour.with_opacity(MapPalette::FINDING_OPACITY); count];
        let paint = sheet.cache.paint(&key, fill, vec![colour; count]);
        sheet.on_top(SceneLayer {
            key,
            dataset: dataset.clone(),
            mesh: mesh.clone(),
            paint,
            filled: true,
            strokes: vec![Stroke::line(AREA_PT)],
            opacity: 1.0,
            min_metres_per_pt: 0.0,
            max_metres_per_pt: f64::INFINITY,
            pickable: false,
        });
    }
    let look = format!("{:?}", sheet.input.look);
    let places = marks.places.clone();
    let made = sheet.cache.marks.get(PLACES, vec![places.clone() as Ident], look, || {
        let mark = |&position: &[f64; 2]| Mark {
            pos_in_mercator: mercator::from_lon_lat(position),
            shape: MarkShape::Ring,
            fill: Rgba::CLEAR,
            ring: colour,
            radius_pt: PLACE_PT,
            count: 1,
            row: None,
        };
        Arc::new(places.iter().map(mark).collect())
    });
    if !made.is_empty() {
        sheet.marks_on_top(MarkLayer {
            key: PLACES.into(),
            dataset: dataset.clone(),
            marks: made,
            gathers: true,
            max_metres_per_pt: f64::INFINITY,
            opacity: 1.0,
            pickable: false,
        });
    }
}
