//! Records drawn as marks: enterprises, stations, projects, parks known only as a place, points of the user's own.
//! Refuses to gather them.

use crate::domain::{Dataset, DatasetKind, Field, GeometryKind, Industry, PartKind};
use crate::geodesy::mercator;
use crate::map::palette::shape_of_industry;
use crate::map::scene::{Mark, MarkShape, Rgba};
use crate::workspace::LayerKey;

use super::builder::{Builder, MarkPlace};
use super::cache::Ident;
use super::courses::anchor_in_mercator;
use super::park::{class_of_park, own_sets};

/// The class of enterprises whose industry is not known.
pub(in crate::map) const NO_INDUSTRY: u8 = Industry::ALL.len() as u8;
/// The class of the clusters' layer that stands for the firms in none.
pub(in crate::map) const NOISE: u8 = Industry::ALL.len() as u8;

/// Radii, points.
const FIRM_PT: f32 = 3.3;
const STATION_PT: f32 = 3.6;
const PROJECT_PT: f32 = 6.5;
const PLACE_PT: f32 = 3.6;
/// From so many points on, a layer of the user's own gathers.
const OWN_GATHERS_FROM: usize = 500;

/// Adds the marks.
pub(super) fn draw(sheet: &mut Builder<'_>) {
    places(sheet);
    stations(sheet);
    enterprises(sheet);
    projects(sheet);
    own_points(sheet);
}

fn enterprises(sheet: &mut Builder<'_>) {
    let Some((set, state)) = sheet.shown_set(&LayerKey::Enterprises, DatasetKind::Enterprises) else { return };
    let palette = sheet.palette;
    let clusters = sheet.input.clusters.map(|(clusters, _)| clusters);
    let noise_is_hidden = sheet.shown(&LayerKey::Clusters).is_some_and(|layer| layer.hidden_classes.contains(&NOISE));
    let noise: &[u32] = clusters.filter(|_| noise_is_hidden).map_or(&[], |clusters| &clusters.noise);
    let source = clusters.filter(|_| noise_is_hidden).map(|clusters| clusters.clone() as Ident);
    let settings = format!("{:?}", state.hidden_classes);
    let place = MarkPlace { key: "enterprises", state, gathers: true, max_metres_per_pt: shown_below(60.0, &set.0), source };
    sheet.marks(place, &set.0, settings, || {
        marks_of(&set.0, |row| {
            let industry = industry_of(&set.0, row);
            let class = industry.map_or(NO_INDUSTRY, |industry| industry as u8);
            if state.hidden_classes.contains(&class) || noise.binary_search(&(row as u32)).is_ok() {
                return None;
            }
            let (shape, fill) = match industry {
                Some(industry) => (shape_of_industry(industry), palette.of_industry(industry)),
                None => (MarkShape::Circle, palette.no_industry),
            };
            Some(Look { shape, fill, ring: palette.mark_ring, radius_pt: FIRM_PT })
        })
    });
}

fn stations(sheet: &mut Builder<'_>) {
    let Some((set, state)) = sheet.shown_set(&LayerKey::Metro, DatasetKind::Stations) else { return };
    let look = Look { shape: MarkShape::Ring, fill: sheet.palette.halo, ring: sheet.palette.metro, radius_pt: STATION_PT };
    let place =
        MarkPlace { key: "metro.stations", state, gathers: false, max_metres_per_pt: shown_below(24.0, &set.0), source: None };
    sheet.marks(place, &set.0, String::new(), || marks_of(&set.0, |_| Some(look)));
}

fn projects(sheet: &mut Builder<'_>) {
    let Some((set, state)) = sheet.shown_set(&LayerKey::Projects, DatasetKind::Projects) else { return };
    let look = Look { shape: MarkShape::Star, fill: sheet.palette.renewal, ring: sheet.palette.mark_ring, radius_pt: PROJECT_PT };
    let place = MarkPlace { key: "projects", state, gathers: false, max_metres_per_pt: shown_below(40.0, &set.0), source: None };
    sheet.marks(place, &set.0, String::new(), || marks_of(&set.0, |_| Some(look)));
}

/// Parks known only as a place: a ring there.
fn places(sheet: &mut Builder<'_>) {
    let Some((set, state)) = sheet.shown_set(&LayerKey::Parks, DatasetKind::Parks) else { return };
    let look = Look { shape: MarkShape::Ring, fill: sheet.palette.halo, ring: sheet.palette.park_outline, radius_pt: PLACE_PT };
    let is_place = |row| matches!(set.0.geometries.kind(row), GeometryKind::Point | GeometryKind::MultiPoint);
    let is_shown = |row| !state.hidden_classes.contains(&class_of_park(&set.0, row));
    let place =
        MarkPlace { key: "parks.places", state, gathers: false, max_metres_per_pt: shown_below(24.0, &set.0), source: None };
    let settings = format!("{:?}", state.hidden_classes);
    sheet.marks(place, &set.0, settings, || marks_of(&set.0, |row| (is_place(row) && is_shown(row)).then_some(look)));
}

fn own_points(sheet: &mut Builder<'_>) {
    for (turn, set) in own_sets(sheet.input.datasets) {
        let key = LayerKey::Own(set.0.name.clone());
        let Some(state) = sheet.shown(&key) else { continue };
        let geometries = &set.0.geometries;
        let has_point = |row| geometries.parts(row).any(|part| geometries.part_kind(part) == PartKind::Point);
        let points = (0..set.0.len()).filter(|&row| has_point(row)).count();
        if points == 0 {
            continue;
        }
        let fill = sheet.palette.own_colour(turn);
        let look = Look { shape: MarkShape::Circle, fill, ring: sheet.palette.mark_ring, radius_pt: FIRM_PT };
        let code = key.code();
        let gathers = points >= OWN_GATHERS_FROM;
        let place = MarkPlace { key: &code, state, gathers, max_metres_per_pt: f64::INFINITY, source: None };
        sheet.marks(place, &set.0, turn.to_string(), || {
            let mut marks = Vec::with_capacity(points);
            for row in 0..set.0.len() {
                for part in geometries.parts(row).filter(|&part| geometries.part_kind(part) == PartKind::Point) {
                    let positions = geometries.rings(part).flat_map(|ring| geometries.ring(ring));
                    marks.extend(positions.map(|&position| look.at(mercator::from_lon_lat(position), row)));
                }
            }
            marks
        });
    }
}

/// The industry of an enterprise, where its record names one.
pub(in crate::map) fn industry_of(enterprises: &Dataset, row: usize) -> Option<Industry> {
    enterprises.text(row, Field::Industry).and_then(Industry::parse)
}

/// Up to where marks show: the embedded ones to so many metres a point, the user's own at every scale. Whoever opens a file
/// of the whole city sees it at once.
fn shown_below(max_metres_per_pt: f64, dataset: &Dataset) -> f64 {
    if dataset.is_embedded() { max_metres_per_pt } else { f64::INFINITY }
}

/// How a mark looks.
#[derive(Clone, Copy)]
struct Look {
    shape: MarkShape,
    fill: Rgba,
    ring: Rgba,
    radius_pt: f32,
}

impl Look {
    fn at(self, pos_in_mercator: [f64; 2], row: usize) -> Mark {
        let Self { shape, fill, ring, radius_pt } = self;
        Mark { pos_in_mercator, shape, fill, ring, radius_pt, count: 1, row: Some(row as u32) }
    }
}

/// One mark for each record that has a place and a look.
fn marks_of(dataset: &Dataset, look_of: impl Fn(usize) -> Option<Look>) -> Vec<Mark> {
    let mark = |row| Some(look_of(row)?.at(anchor_in_mercator(&dataset.geometries, row)?, row));
    (0..dataset.len()).filter_map(mark).collect()
}
