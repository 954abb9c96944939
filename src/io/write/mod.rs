//! Datasets to files: the rows of a layer, a selection or a filter, in a coordinate system of the user's choice, with what they
//! are from and how sure they are. Whole or not at all: a file is put in its place when it is finished. Refuses to choose rows.

mod dbf;
mod delimited;
mod flatgeobuf;
mod geopackage;
mod outgoing;
mod place;
mod prj;
mod said;
mod shapefile;
mod shp;
mod wkb;
mod wkt;
mod workbook;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::domain::Dataset;
use crate::geodesy::crs::{Crs, CrsFault};
use crate::i18n::Lang;

use super::geojson_write::to_geojson;

/// A format that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileFormat {
    /// GeoJSON by RFC 7946: always WGS84.
    GeoJson,
    /// Comma-separated text, UTF-8 with a byte order mark, safe to open in a spreadsheet.
    Csv,
    /// Excel workbook: typed columns, and a sheet that tells the sources.
    Xlsx,
    /// ESRI shapefile with its table, index, encoding and coordinate system; one for each kind of geometry.
    Shapefile,
    /// OGC GeoPackage.
    GeoPackage,
    /// FlatGeobuf, with a spatial index.
    FlatGeobuf,
}

impl FileFormat {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::GeoJson, Self::Csv, Self::Xlsx, Self::Shapefile, Self::GeoPackage, Self::FlatGeobuf];

    /// The usual extension of its files, without a dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::GeoJson => "geojson",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Shapefile => "shp",
            Self::GeoPackage => "gpkg",
            Self::FlatGeobuf => "fgb",
        }
    }

    /// The format of a path by its extension.
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_string_lossy().to_ascii_lowercase();
        if extension == "json" {
            return Some(Self::GeoJson);
        }
        Self::ALL.into_iter().find(|format| format.extension() == extension)
    }
}

/// What is written, and how.
#[derive(Clone, Debug)]
pub struct WriteOptions<'a> {
    /// The rows, in this order; `None`: all.
    pub rows: Option<&'a [u32]>,
    /// The coordinate system of the file.
    pub crs: Crs,
    /// The language of headings that are the program's own (a workbook's sheet of sources).
    pub lang: Lang,
}

/// Why nothing was written.
#[derive(Clone, Debug, PartialEq)]
pub enum WriteFault {
    /// No format has this extension.
    UnknownFormat(String),
    /// The coordinate system cannot be used.
    Crs(CrsFault),
    /// The format holds WGS84 alone; the system that was asked for.
    NeedsWgs84(String),
    /// The format has to describe the system in a way that the program cannot; the system.
    CannotDescribe(String),
    /// A row (from 0) that the coordinate system cannot show.
    CannotShow(u32),
    /// More rows or columns than the format holds: what there are, and the most.
    TooMany(u64, u64),
    /// The system's word on a path.
    Io(PathBuf, String),
    /// A library's word.
    Library(String),
    /// The caller broke off.
    Cancelled,
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The files, the main one first.
    pub files: Vec<PathBuf>,
    /// Rows written.
    pub rows: u64,
    /// Texts that were longer than the format holds, and were cut.
    pub cut_texts: u64,
    /// Geometries that the format cannot hold (collections in a shapefile): their rows have none.
    pub lost_geometries: u64,
    /// Columns that had to get another name: before and after.
    pub renamed: Vec<(String, String)>,
}

/// How far the writing is; breaks to cancel.
pub type Progress<'a> = &'a dyn Fn(u64, u64) -> ControlFlow<()>;

/// Writes rows of a dataset to a path, whose extension tells the format. What stands there before is replaced only by a whole
/// file.
///
/// # Errors
/// When the format, the system or the place cannot be written; nothing is left behind then.
pub fn write(dataset: &Dataset, options: &WriteOptions<'_>, path: &Path, progress: Progress<'_>) -> Result<Written, WriteFault> {
    let format = FileFormat::of_path(path)
        .ok_or_else(|| WriteFault::UnknownFormat(path.extension().unwrap_or_default().to_string_lossy().into_owned()))?;
    if format == FileFormat::GeoJson && !options.crs.is_same_place(&Crs::Wgs84) {
        return Err(WriteFault::NeedsWgs84(options.crs.code()));
    }
    let outgoing = outgoing::prepare(dataset, options, progress)?;
    let mut written = Written { rows: outgoing.len() as u64, ..Written::default() };
    match format {
        FileFormat::GeoJson => {
            let text = to_geojson(&outgoing, 0..outgoing.len()).to_string();
            place::put(path, text.as_bytes(), &mut written)?;
        }
        FileFormat::Csv => place::put(path, &delimited::bytes(&outgoing, &options.crs, progress)?, &mut written)?,
        FileFormat::Xlsx => {
            let bytes = workbook::bytes(&outgoing, options, &mut written, progress)?;
            place::put(path, &bytes, &mut written)?;
        }
        FileFormat::Shapefile => shapefile::write(&outgoing, &options.crs, path, &mut written, progress)?,
        FileFormat::GeoPackage => geopackage::write(&outgoing, &options.crs, path, &mut written, progress)?,
        FileFormat::FlatGeobuf => place::put(path, &flatgeobuf::bytes(&outgoing, &options.crs, progress)?, &mut written)?,
    }
    Ok(written)
}

/// Asks the caller every so many rows whether to go on.
fn go_on(progress: Progress<'_>, row: usize, rows: usize) -> Result<(), WriteFault> {
    const EVERY: usize = 4096;
    if row.is_multiple_of(EVERY) && progress(row as u64, rows as u64).is_break() {
        return Err(WriteFault::Cancelled);
    }
    Ok(())
}
