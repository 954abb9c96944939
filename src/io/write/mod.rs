//! Datasets to files: the rows of a layer, a selection or a filter, in a coordinate system of the user's choice, with what they
//! are from and how sure they are. Whole or not at all: a file is put in its place when it is finished. Refuses to choose rows.

mod dbf;
mod delimited;
mod flatgeobuf;
mod gather;
mod geopackage;
mod note;
mod outgoing;
mod place;
mod prj;
mod said;
mod shapefile;
mod shp;
mod wkb;
pub mod wkt;
mod workbook;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::domain::Dataset;
use crate::geodesy::crs::{Crs, CrsFault};
use crate::i18n::Lang;
use crate::i18n::writing::WritingText;

use super::geojson_write;
use note::Note;
use place::Staging;

pub use dbf::short_names;
pub use note::{OSM_CREDIT, is_of_osm};

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

    /// Its name, the same in both languages.
    pub fn name(self) -> &'static str {
        match self {
            Self::GeoJson => "GeoJSON",
            Self::Csv => "CSV",
            Self::Xlsx => "XLSX",
            Self::Shapefile => "Shapefile",
            Self::GeoPackage => "GeoPackage",
            Self::FlatGeobuf => "FlatGeobuf",
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

/// Rows of one dataset that go into a file.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// The dataset.
    pub dataset: &'a Dataset,
    /// The rows, in this order; `None`: all.
    pub rows: Option<&'a [u32]>,
    /// What the layer is called, where there are several.
    pub layer: &'a str,
}

impl Part<'_> {
    fn len(&self) -> usize {
        self.rows.map_or(self.dataset.len(), <[u32]>::len)
    }
}

/// Where rows go, and how.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The file; its extension tells the format.
    pub path: &'a Path,
    /// What the rows are called together.
    pub name: &'a str,
    /// The coordinate system of the file.
    pub crs: &'a Crs,
    /// The language of what the program itself says in the file.
    pub lang: Lang,
    /// Whether files that are there may be replaced.
    pub replaces: bool,
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
    /// Files that are there already, and were not to be replaced.
    Exists(Vec<PathBuf>),
    /// A folder that is not there.
    NoFolder(PathBuf),
    /// A folder that has the name of a file to be written.
    IsFolder(PathBuf),
    /// A path that may not be written.
    ReadOnly(PathBuf),
    /// A path on a disk without room.
    DiskFull(PathBuf),
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
    let part = Part { dataset, rows: options.rows, layer: &dataset.name };
    let target = Target { path, name: &dataset.name, crs: &options.crs, lang: options.lang, replaces: true };
    write_parts(&[part], &target, progress)
}

/// Writes rows of several datasets as one table, with a column that names the layer of each row. What was done to their
/// coordinates, what they are from and whom to credit goes into the file, or into a text beside it.
///
/// # Errors
/// When the format, the system or the place cannot be written, or there is a file already; nothing is left behind then.
pub fn write_parts(parts: &[Part<'_>], target: &Target<'_>, progress: Progress<'_>) -> Result<Written, WriteFault> {
    let path = target.path;
    let format = FileFormat::of_path(path)
        .ok_or_else(|| WriteFault::UnknownFormat(path.extension().unwrap_or_default().to_string_lossy().into_owned()))?;
    fits(format, target.crs)?;
    if !target.replaces && path.exists() {
        // Before the work is done, not after it.
        return Err(WriteFault::Exists(vec![path.to_owned()]));
    }
    // The rows are gone through twice: picked and brought to the system, then written.
    let mut outgoing = outgoing::prepare(parts, target, &|done, total| progress(done, 2 * total))?;
    if format != FileFormat::GeoJson {
        gather::add_feature_ids(&mut outgoing);
    }
    let progress: Progress<'_> = &|done, total| progress(total + done, 2 * total);
    let note = Note::new(parts, &outgoing, target);
    let mut written = Written { rows: outgoing.len() as u64, ..Written::default() };
    let mut staging = Staging::default();
    match format {
        FileFormat::GeoJson => {
            let bytes = geojson_write::bytes(&outgoing, note.json(), &|row| go_on(progress, row, outgoing.len()))?;
            staging.put(path, &bytes)?;
        }
        FileFormat::Csv => {
            staging.put(path, &delimited::bytes(&outgoing, target.crs, progress)?)?;
            staging.put(&path.with_extension("sources.txt"), note.text(Some(WritingText::WhyBesideCsv)).as_bytes())?;
        }
        FileFormat::Xlsx => {
            let bytes = workbook::bytes(&outgoing, target, Some(&note), &mut written, progress)?;
            staging.put(path, &bytes)?;
        }
        FileFormat::Shapefile => {
            shapefile::write(&outgoing, target, &mut staging, &mut written, progress)?;
            let renamed = written.renamed_lines(target.lang);
            let text = note.text(Some(WritingText::WhyBesideShapefile)) + &renamed;
            staging.put(&path.with_extension("README.txt"), text.as_bytes())?;
        }
        FileFormat::GeoPackage => geopackage::write(&outgoing, target, &note.text(None), &mut staging, progress)?,
        FileFormat::FlatGeobuf => {
            staging.put(path, &flatgeobuf::bytes(&outgoing, target.crs, &note.text(None), progress)?)?;
        }
    }
    go_on(progress, 0, 0)?;
    written.files = staging.commit(target.replaces)?;
    Ok(written)
}

/// Writes a list of the program's own as CSV or as a workbook: it holds nobody's records, so that there are no sources to tell.
///
/// # Errors
/// When the format is another, the place cannot be written, or there is a file already; nothing is left behind then.
pub fn write_list(list: &Dataset, target: &Target<'_>, progress: Progress<'_>) -> Result<Written, WriteFault> {
    let path = target.path;
    if !target.replaces && path.exists() {
        return Err(WriteFault::Exists(vec![path.to_owned()]));
    }
    let part = Part { dataset: list, rows: None, layer: &list.name };
    let outgoing = outgoing::prepare(&[part], target, progress)?;
    let mut written = Written { rows: outgoing.len() as u64, ..Written::default() };
    let bytes = match FileFormat::of_path(path) {
        Some(FileFormat::Csv) => delimited::bytes(&outgoing, target.crs, progress)?,
        Some(FileFormat::Xlsx) => workbook::bytes(&outgoing, target, None, &mut written, progress)?,
        _ => return Err(WriteFault::UnknownFormat(path.extension().unwrap_or_default().to_string_lossy().into_owned())),
    };
    let mut staging = Staging::default();
    staging.put(path, &bytes)?;
    written.files = staging.commit(target.replaces)?;
    Ok(written)
}

/// Whether a format can hold numbers of a coordinate system and say so.
///
/// # Errors
/// What stands against it.
pub fn fits(format: FileFormat, crs: &Crs) -> Result<(), WriteFault> {
    match format {
        FileFormat::GeoJson if !crs.is_same_place(&Crs::Wgs84) => Err(WriteFault::NeedsWgs84(crs.code())),
        FileFormat::Shapefile if prj::text(crs).is_none() => Err(WriteFault::CannotDescribe(crs.code())),
        _ => Ok(()),
    }
}

/// Asks the caller every so many rows whether to go on.
fn go_on(progress: Progress<'_>, row: usize, rows: usize) -> Result<(), WriteFault> {
    const EVERY: usize = 4096;
    if row.is_multiple_of(EVERY) && progress(row as u64, rows as u64).is_break() {
        return Err(WriteFault::Cancelled);
    }
    Ok(())
}
