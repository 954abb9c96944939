//! What counts as wrong in which layer. The figures were chosen on real boundaries and buildings: each is as small as it can be
//! without telling of what is right.

use crate::domain::{Dataset, DatasetKind, Format, LonLatBounds};
use crate::geodesy::epsg;

/// Limits of the checks.
#[derive(Clone, Debug, PartialEq)]
pub struct Params {
    /// Polygons of a smaller mean width (twice the area by the length of the outline) are slivers, metres.
    pub sliver_m: f64,
    /// True where the format wants shells to run anticlockwise (RFC 7946).
    pub shells_run_left: bool,
    /// Shared ground of less is none, m² …
    pub overlap_m2: f64,
    /// … and of less than this share of the smaller feature.
    pub overlap_share: f64,
    /// Whether the features are meant to fill the ground between them.
    pub tiles: Tiles,
    /// Holes of a smaller mean width between features that fill the ground are gaps, metres.
    pub gap_m: f64,
    /// Where the records of the park are; far outside is no place for one of them.
    pub surroundings: Option<LonLatBounds>,
    /// The coordinate system's code and the area it is for.
    pub area_of_use: Option<(String, LonLatBounds)>,
}

/// Whether features fill the ground between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tiles {
    /// No: houses.
    Never,
    /// Yes: blocks, parks.
    Always,
    /// Where most of their outlines are shared.
    IfTheyDo,
}

/// Degrees by which the areas of the register are too narrow in practice: a grid is used past the edge of its zone.
const ZONE_EDGE_DEG: f64 = 0.5;
/// Where GCJ-02 and BD-09 are anything.
const CHINA: LonLatBounds = LonLatBounds { west: 72.0, south: 0.8, east: 137.9, north: 55.9 };

impl Params {
    /// The limits for a dataset. `surroundings`: where the park is, for records of it.
    pub fn of(dataset: &Dataset, surroundings: Option<LonLatBounds>) -> Self {
        let kind = dataset.kind;
        let is_ground = matches!(kind, DatasetKind::Blocks | DatasetKind::Parks);
        let tiles = match kind {
            DatasetKind::Blocks | DatasetKind::Parks => Tiles::Always,
            DatasetKind::Other | DatasetKind::Places => Tiles::IfTheyDo,
            _ => Tiles::Never,
        };
        let is_of_park = matches!(
            kind,
            DatasetKind::Blocks
                | DatasetKind::Parks
                | DatasetKind::Buildings
                | DatasetKind::Spaces
                | DatasetKind::Enterprises
                | DatasetKind::Projects
                | DatasetKind::Institutions
        );
        Self {
            sliver_m: if is_ground { 1.0 } else { 0.25 },
            shells_run_left: matches!(dataset.about.format, Format::GeoJson) && !dataset.is_embedded(),
            overlap_m2: 1.0,
            overlap_share: if is_ground { 0.0 } else { 0.02 },
            tiles,
            gap_m: 25.0,
            surroundings: surroundings.filter(|_| is_of_park),
            area_of_use: area_of(&dataset.placement.crs),
        }
    }
}

fn area_of(code: &str) -> Option<(String, LonLatBounds)> {
    let area = match code {
        "GCJ-02" | "BD-09" => CHINA,
        _ => {
            let LonLatBounds { west, south, east, north } = epsg::find(code.strip_prefix("EPSG:")?.parse().ok()?)?.area;
            let wide = ZONE_EDGE_DEG;
            LonLatBounds { west: west - wide, south: south - wide, east: east + wide, north: north + wide }
        }
    };
    // An area over the antimeridian has its western end in the east: it is not looked at.
    (!area.is_empty()).then(|| (code.to_owned(), area))
}
