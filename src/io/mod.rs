//! Files to datasets and back: bytes, text, records, the fields they have, and what was refused on the way. Refuses threads
//! that outlive a call, joins, and wording (issues are words in `i18n`).

pub mod embedded;
pub mod geojson_write;
pub mod recognise;
pub mod wkb;
pub mod wkt;
pub mod write;

mod archive;
mod arcs;
mod bytes;
mod csv_table;
mod cursor;
mod delimited;
mod dispatch;
mod flatgeobuf;
mod folder;
mod format;
mod geojson;
mod geopackage;
mod guard;
mod head;
mod input;
mod kml;
mod log;
mod records;
mod scan;
mod shape;
mod shapefile;
mod workbook;

use std::ops::ControlFlow;
use std::path::Path;

use crate::domain::{Dataset, DatasetKind, Geometries, Issue, IssueKind, Recipe, Severity};

use bytes::Refusal;
use dispatch::Named;
use input::Source;

pub use folder::expand;
pub use shape::{GeometryFault, Shape};

/// What the user decided about a file.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// Threads to read with; 0 is as many as the machine has. The result is the same with any number.
    pub threads: usize,
    /// What the file's records are, when the user said so; else it is told from names and geometry.
    pub kind: Option<DatasetKind>,
    /// Which of a file's layers to read, by its name in `SourceNote::layers`; none is the first with rows.
    pub layer: Option<String>,
    /// The row with the names of a table's columns, counted from 1 as the file shows it, or 0 for none, when the user said so;
    /// else it is found out.
    pub header_row: Option<u32>,
    /// The encoding of its text, by a WHATWG label, when the user said so; else it is found out. A mark at the beginning of the
    /// text is stronger. Heeded by delimited text and shapefiles.
    pub encoding: Option<String>,
    /// What separates the cells of a delimited text, one ASCII character, when the user said so; else it is found out.
    pub delimiter: Option<char>,
    /// Stop after so many rows: for a preview of a file of any size. 0: only what the file holds (its layers, its columns).
    pub max_rows: Option<usize>,
    /// Only what meets this window, `[west, south, east, north]` in the file's own coordinates; heeded by formats with an index
    /// (FlatGeobuf).
    pub window: Option<[f64; 4]>,
}

impl ReadOptions {
    /// As a recipe says that a file is read.
    pub fn said_by(recipe: &Recipe) -> Self {
        let Recipe { layer, header_row, encoding, delimiter, .. } = recipe.clone();
        Self { layer, header_row, encoding, delimiter, ..Self::default() }
    }
}

/// What the caller hears while a file is read.
pub struct ReadSink<'a> {
    /// Told how far the reading is, in shares of a total; breaks to cancel.
    pub progress: &'a (dyn Fn(u64, u64) -> ControlFlow<()> + Sync),
    /// Given geometries as they come, in the order of the file. Only the dataset at the end is the result: when there is none,
    /// the pieces are to be taken back.
    pub piece: &'a mut dyn FnMut(&Geometries),
}

/// What came of reading a file.
#[derive(Debug)]
pub struct Outcome {
    /// The records; none when the file is broken, holds no usable feature, or reading was cancelled.
    pub dataset: Option<Dataset>,
    /// What was refused or is doubtful; refusals first. The same as in the dataset.
    pub issues: Vec<Issue>,
    /// True when the caller broke off.
    pub cancelled: bool,
}

impl Outcome {
    /// True when something was refused: a feature, or the file.
    pub fn has_error(&self) -> bool {
        self.issues.iter().any(|issue| issue.severity == Severity::Error)
    }
}

/// Reads a file of any format that is known, packed or not: the format is told from the bytes.
pub fn read_path(path: &Path, options: &ReadOptions, sink: ReadSink<'_>) -> Outcome {
    let named = Named::of(path);
    if folder::is_geodatabase(path) {
        return dispatch::refused(Refusal::Issue(IssueKind::MissingFormat, "GDB".to_owned()), &named.file);
    }
    match Source::open(path) {
        Ok(source) => dispatch::read(named, source, options, sink),
        Err(refusal) => dispatch::refused(refusal, &named.file),
    }
}

/// Reads bytes as [`read_path`] does; `name` is what the file is called in issues and, without its extension, in lists.
///
/// ```
/// use std::ops::ControlFlow;
/// use yuantu::io::{ReadOptions, ReadSink, read_bytes};
///
/// let text = br#"{"type":"Point","coordinates":[121.45,31.23]}"#;
/// let sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
/// let outcome = read_bytes("place.geojson", text.to_vec(), &ReadOptions::default(), sink);
/// assert_eq!(outcome.dataset.map(|dataset| dataset.len()), Some(1));
/// ```
pub fn read_bytes(name: &str, bytes: Vec<u8>, options: &ReadOptions, sink: ReadSink<'_>) -> Outcome {
    dispatch::read(Named::of(Path::new(name)), Source::Memory { bytes, siblings: None }, options, sink)
}

/// Reads cells as a spreadsheet puts them on the clipboard; `name` is what they are called in lists and issues.
///
/// ```
/// use yuantu::io::{ReadOptions, read_pasted};
///
/// let outcome = read_pasted("粘贴", "名称\t面积\n甲\t1200\n", &ReadOptions::default());
/// assert_eq!(outcome.dataset.map(|dataset| dataset.table.names), Some(vec!["名称".to_owned(), "面积".to_owned()]));
/// ```
pub fn read_pasted(name: &str, text: &str, options: &ReadOptions) -> Outcome {
    let mut sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
    delimited::read_pasted(Named::of(Path::new(name)), text, options, &mut sink)
}

fn threads(wanted: usize) -> usize {
    if wanted == 0 { std::thread::available_parallelism().map_or(1, std::num::NonZero::get) } else { wanted }
}
