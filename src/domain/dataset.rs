//! A file's records as they were read: geometry, table, what is known of its source, and its issues. Immutable once made
//! (held in an `Arc`); refuses edits and joins.

use std::path::PathBuf;
use std::sync::Arc;

use super::{Column, Confidence, Date, Field, FieldMap, Geometries, Issue, Placement, Repairs, SourceNote, Table, Value};

/// What the records of a dataset are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[repr(u8)]
pub enum DatasetKind {
    /// Functional blocks and renewal areas.
    Blocks,
    /// Carrier parks and named places.
    Parks,
    /// Building footprints.
    Buildings,
    /// Floors of buildings.
    Floors,
    /// Lettable units.
    Spaces,
    /// Enterprises.
    Enterprises,
    /// Key projects of the plan.
    Projects,
    /// Institutions.
    Institutions,
    /// Status figures and targets.
    Indicators,
    /// Metro stations.
    Stations,
    /// Streets.
    Streets,
    /// Water surfaces.
    Water,
    /// Centre lines of rivers.
    Waterways,
    /// Parks, pitches and other green.
    Green,
    /// Railways and metro tracks.
    Railways,
    /// Elevated roads.
    ElevatedRoads,
    /// Grounds of schools, hospitals, malls.
    Sites,
    /// Crossings of streets.
    Crossings,
    /// Names of districts and towns.
    Places,
    /// Anything else: a layer in its own right.
    Other,
}

impl DatasetKind {
    /// All kinds.
    pub const ALL: [Self; 20] = [
        Self::Blocks,
        Self::Parks,
        Self::Buildings,
        Self::Floors,
        Self::Spaces,
        Self::Enterprises,
        Self::Projects,
        Self::Institutions,
        Self::Indicators,
        Self::Stations,
        Self::Streets,
        Self::Water,
        Self::Waterways,
        Self::Green,
        Self::Railways,
        Self::ElevatedRoads,
        Self::Sites,
        Self::Crossings,
        Self::Places,
        Self::Other,
    ];

    /// The stable name in JSON output, workspaces and the names of our own files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Blocks => "blocks",
            Self::Parks => "parks",
            Self::Buildings => "buildings",
            Self::Floors => "floors",
            Self::Spaces => "spaces",
            Self::Enterprises => "enterprises",
            Self::Projects => "projects",
            Self::Institutions => "institutions",
            Self::Indicators => "indicators",
            Self::Stations => "metro_stations",
            Self::Streets => "streets",
            Self::Water => "water",
            Self::Waterways => "waterways",
            Self::Green => "green",
            Self::Railways => "railways",
            Self::ElevatedRoads => "elevated_roads",
            Self::Sites => "sites",
            Self::Crossings => "crossings",
            Self::Places => "places",
            Self::Other => "other",
        }
    }
}

/// Where a dataset came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Ships with the program.
    Embedded,
    /// A file of the user's.
    File(PathBuf),
}

/// A file's records.
#[derive(Clone, Debug)]
pub struct Dataset {
    /// The name shown for it: the file's name without its extension.
    pub name: String,
    /// Where it came from.
    pub origin: Origin,
    /// What its records are.
    pub kind: DatasetKind,
    /// One geometry a row.
    pub geometries: Geometries,
    /// One row a feature.
    pub table: Table,
    /// Which column holds which field.
    pub fields: FieldMap,
    /// The features' `id` members; empty when there are none.
    pub feature_ids: Column,
    /// The line of each row in the file, counted from 1; empty when not kept.
    pub lines: Vec<u32>,
    /// The feature number in the file of each row, counted from 0; empty when no feature was refused (row = number).
    pub feature_numbers: Vec<u32>,
    /// Credit of the whole file, where a record has none of its own.
    pub source: String,
    /// As-of of the whole file, where a record has none of its own.
    pub as_of: Option<Date>,
    /// Confidence of the whole file, where a record has none of its own.
    pub confidence: Option<Confidence>,
    /// What was refused or is doubtful.
    pub issues: Vec<Issue>,
    /// What was found out about its file.
    pub about: SourceNote,
    /// What was done to its coordinates.
    pub placement: Placement,
    /// What of its geometry was repaired.
    pub repairs: Repairs,
}

impl Dataset {
    /// An empty dataset of a name and origin, to be filled by a reader.
    pub fn new(name: impl Into<String>, origin: Origin) -> Self {
        Self {
            name: name.into(),
            origin,
            kind: DatasetKind::Other,
            geometries: Geometries::default(),
            table: Table::default(),
            fields: FieldMap::default(),
            feature_ids: Column::Empty,
            lines: Vec::new(),
            feature_numbers: Vec::new(),
            source: String::new(),
            as_of: None,
            confidence: None,
            issues: Vec::new(),
            about: SourceNote::default(),
            placement: Placement::default(),
            repairs: Repairs::default(),
        }
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.geometries.len()
    }

    /// True when it has no row.
    pub fn is_empty(&self) -> bool {
        self.geometries.is_empty()
    }

    /// True when it ships with the program.
    pub fn is_embedded(&self) -> bool {
        self.origin == Origin::Embedded
    }

    /// The cell of a row and field; null when the dataset has no such field.
    pub fn value(&self, row: usize, field: Field) -> Value<'_> {
        self.fields.column(field).map_or(Value::Null, |column| self.table.get(row, column))
    }

    /// The text of a row and field, when there is some that is not empty.
    pub fn text(&self, row: usize, field: Field) -> Option<&str> {
        self.value(row, field).as_text().filter(|text| !text.is_empty())
    }

    /// The number of a row and field.
    pub fn number(&self, row: usize, field: Field) -> Option<f64> {
        self.value(row, field).as_number()
    }

    /// True when the cell of a row and field says so.
    pub fn flag(&self, row: usize, field: Field) -> bool {
        match self.value(row, field) {
            Value::Bool(value) => value,
            Value::Text(text) => matches!(text, "true" | "TRUE" | "是" | "1"),
            Value::Number(number) => number == 1.0,
            Value::Null => false,
        }
    }

    /// The date of a row and field (YYYY-MM-DD).
    pub fn date(&self, row: usize, field: Field) -> Option<Date> {
        self.text(row, field)?.parse().ok()
    }

    /// The record's own confidence, else the file's.
    pub fn confidence_of(&self, row: usize) -> Option<Confidence> {
        self.text(row, Field::Confidence).and_then(Confidence::parse).or(self.confidence)
    }

    /// The record's own as-of, else the file's.
    pub fn as_of_of(&self, row: usize) -> Option<Date> {
        self.date(row, Field::AsOf).or(self.as_of)
    }

    /// The record's own source, else the file's.
    pub fn source_of(&self, row: usize) -> &str {
        self.text(row, Field::Source).unwrap_or(&self.source)
    }

    /// The number of a row's feature in the file, counted from 0.
    pub fn feature_number(&self, row: usize) -> u32 {
        self.feature_numbers.get(row).copied().unwrap_or(row as u32)
    }

    /// The number by which a person finds a row in its file, from 1: the row of a table, else the feature's own, for a whole
    /// GeoJSON may be one line.
    pub fn number_in_file(&self, row: usize) -> u64 {
        let line = self.lines.get(row).filter(|_| self.about.format.is_table());
        line.map_or_else(|| u64::from(self.feature_number(row)) + 1, |&line| line.into())
    }

    /// The row of a feature of the file, unless it was refused.
    pub fn row_of_feature(&self, number: u32) -> Option<usize> {
        if self.feature_numbers.is_empty() {
            return Some(number as usize).filter(|&row| row < self.len());
        }
        self.feature_numbers.binary_search(&number).ok()
    }
}

/// Which dataset a record is in: the active one of a kind, or a layer of the user's own by name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SetKey {
    /// The active dataset of a kind.
    Kind(DatasetKind),
    /// A layer of the user's own.
    Own(Arc<str>),
}

/// A record: what selection, hover, search results and issues point to. The chain's ends that are no records of their own
/// (a floor of a building) are shown within their building.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordRef {
    /// The dataset.
    pub set: SetKey,
    /// The row in it.
    pub row: u32,
}

impl RecordRef {
    /// A record of the active dataset of a kind.
    pub fn of_kind(kind: DatasetKind, row: u32) -> Self {
        Self { set: SetKey::Kind(kind), row }
    }
}

impl Dataset {
    /// How records of this dataset are referred to.
    pub fn set_key(&self) -> SetKey {
        match self.kind {
            DatasetKind::Other => SetKey::Own(self.name.as_str().into()),
            kind => SetKey::Kind(kind),
        }
    }
}
