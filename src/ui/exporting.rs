//! What the export sheet may look at, and what it can ask for: which rows, in which format and coordinate system, to which file.
//! Refuses to count and to write: `app` does, in the background.

use std::sync::Arc;

use crate::domain::DatasetKind;
use crate::geodesy::crs::{Crs, CrsFault, Transform};
use crate::io::write::FileFormat;
use crate::workspace::LayerKey;

/// Which records are exported.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ExportWhat {
    /// Those of a layer.
    Layer(LayerKey),
    /// Those of a kind that is no layer of its own: spaces, floors, indicators.
    Set(DatasetKind),
    /// Those that are selected.
    Selection,
}

/// A coordinate system that is offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportCrs {
    /// Degrees WGS84.
    #[default]
    Wgs84,
    /// Degrees CGCS2000.
    Cgcs2000,
    /// The 3° zone of Gauss-Krüger (CGCS2000) in which most rows lie.
    LocalZone,
    /// Web Mercator.
    WebMercator,
    /// Degrees GCJ-02.
    Gcj02,
    /// Degrees BD-09.
    Bd09,
    /// What the user types.
    Other,
}

impl ExportCrs {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 7] =
        [Self::Wgs84, Self::Cgcs2000, Self::LocalZone, Self::WebMercator, Self::Gcj02, Self::Bd09, Self::Other];
}

/// A change of the wish.
#[derive(Clone, Debug, PartialEq)]
pub enum ExportChange {
    /// Other records.
    What(ExportWhat),
    /// Those alone that the legend shows, or all.
    OnlyShown(bool),
    /// Another format; the path's ending follows.
    Format(FileFormat),
    /// Another coordinate system.
    Crs(ExportCrs),
    /// A system as the user types it.
    OtherCrs(String),
    /// Another file; its ending chooses the format.
    Path(String),
}

/// Something that can be exported.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportChoice {
    /// Which records.
    pub what: ExportWhat,
    /// What they are called, in the language of the interface.
    pub name: String,
    /// How many there are.
    pub rows: u64,
}

/// What is known of the rows before they are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExportSurvey {
    /// Everything that can be exported.
    pub choices: Vec<ExportChoice>,
    /// Rows with those of hidden classes.
    pub all: u64,
    /// Rows without those of hidden classes.
    pub shown: u64,
    /// Rows that will be written.
    pub rows: u64,
    /// Of these, schematic ones.
    pub schematic: u64,
    /// Of these, invented ones.
    pub demo: u64,
    /// Of these, such as are from OpenStreetMap.
    pub of_osm: u64,
    /// Of these, such as have no place.
    pub without_place: u64,
    /// Of these, such as are collections of geometries.
    pub collections: u64,
    /// Points, lines, polygons: how many of these kinds there are.
    pub families: usize,
    /// Datasets that the rows are from.
    pub sets: usize,
    /// Columns that a shapefile gives another name: before and after.
    pub renamed: Vec<(String, String)>,
    /// Code of the zone of Gauss-Krüger in which the rows lie; none outside China, or without places.
    pub zone: Option<u32>,
}

/// The wish, and how its fulfilment stands.
#[derive(Clone, Debug)]
pub struct ExportView {
    /// Which records.
    pub what: ExportWhat,
    /// Without those of hidden classes.
    pub only_shown: bool,
    /// Format.
    pub format: FileFormat,
    /// Coordinate system.
    pub crs: ExportCrs,
    /// The system that the user typed.
    pub other_crs: String,
    /// The file, as typed.
    pub path: String,
    /// What is known of the rows; none until they are counted.
    pub survey: Option<Arc<ExportSurvey>>,
    /// Files that would be replaced, where the user has to say so first: a sentence.
    pub exists: Option<String>,
    /// Why the last attempt came to nothing: a sentence.
    pub fault: Option<String>,
    /// The user has stopped the last attempt.
    pub is_cancelled: bool,
    /// Whether it is being written.
    pub is_running: bool,
    /// How far that is, 0–1, where it is known.
    pub share: Option<f32>,
}

impl ExportView {
    /// The coordinate system that was chosen; GeoJSON knows but one.
    ///
    /// # Errors
    /// When what was typed is no system that can be computed.
    pub fn target_crs(&self) -> Result<Crs, CrsFault> {
        if self.format == FileFormat::GeoJson {
            return Ok(Crs::Wgs84);
        }
        Ok(match self.crs {
            ExportCrs::Wgs84 => Crs::Wgs84,
            ExportCrs::Cgcs2000 => Crs::Cgcs2000,
            ExportCrs::LocalZone => self.zone().map_or(Crs::Cgcs2000, Crs::Epsg),
            ExportCrs::WebMercator => Crs::Epsg(3857),
            ExportCrs::Gcj02 => Crs::Gcj02,
            ExportCrs::Bd09 => Crs::Bd09,
            ExportCrs::Other => {
                let crs = Crs::parse(&self.other_crs)?;
                Transform::new(&crs)?;
                crs
            }
        })
    }

    /// The code of the zone of Gauss-Krüger in which the rows lie.
    pub fn zone(&self) -> Option<u32> {
        self.survey.as_ref().and_then(|survey| survey.zone)
    }
}
