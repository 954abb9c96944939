//! What was found out about a file while it was read: its format, its layers, its encoding, what it says of its coordinates.
//! Refuses the records themselves.

/// The format of a file, told from its bytes, not from its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Format {
    /// GeoJSON, or a sequence of GeoJSON texts.
    #[default]
    GeoJson,
    /// Delimited text, pasted cells included.
    Csv,
    /// Excel workbook since 2007.
    Xlsx,
    /// Excel workbook before 2007.
    Xls,
    /// OpenDocument spreadsheet.
    Ods,
    /// ESRI shapefile, or its attribute table alone.
    Shapefile,
    /// OGC GeoPackage.
    GeoPackage,
    /// FlatGeobuf.
    FlatGeobuf,
    /// KML, or KMZ.
    Kml,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 9] = [
        Self::GeoJson,
        Self::Csv,
        Self::Xlsx,
        Self::Xls,
        Self::Ods,
        Self::Shapefile,
        Self::GeoPackage,
        Self::FlatGeobuf,
        Self::Kml,
    ];

    /// Its name, the same in both languages.
    pub fn name(self) -> &'static str {
        match self {
            Self::GeoJson => "GeoJSON",
            Self::Csv => "CSV",
            Self::Xlsx => "XLSX",
            Self::Xls => "XLS",
            Self::Ods => "ODS",
            Self::Shapefile => "Shapefile",
            Self::GeoPackage => "GeoPackage",
            Self::FlatGeobuf => "FlatGeobuf",
            Self::Kml => "KML",
        }
    }

    /// True for formats whose records are rows of cells, with places in columns if they have any.
    pub fn is_table(self) -> bool {
        matches!(self, Self::Csv | Self::Xlsx | Self::Xls | Self::Ods)
    }
}

/// One of the layers that a file holds: a sheet, a table, a shapefile of an archive, a member of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLayer {
    /// Its name in the file.
    pub name: String,
    /// Rows, where the file says so without being read to its end.
    pub rows: Option<u64>,
    /// Hidden by whoever made the file.
    pub hidden: bool,
}

/// What was found out about a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceNote {
    /// The format.
    pub format: Format,
    /// The layers in the file's order; empty where the format has but one, without a name.
    pub layers: Vec<SourceLayer>,
    /// Which of them was read.
    pub layer: Option<usize>,
    /// Encoding of its text, as WHATWG calls it, where there is a choice.
    pub encoding: Option<String>,
    /// Whether the file declares that encoding (a byte order mark, a `.cpg`); else it was found out.
    pub encoding_is_declared: bool,
    /// What separates cells.
    pub delimiter: Option<char>,
    /// The row with the names of the columns, counted from 1.
    pub header_row: Option<u32>,
    /// Rows that whoever made the file has hidden (they are read).
    pub hidden_rows: u64,
    /// The coordinate reference system that the file declares, in its own words: an authority's code, WKT, PROJ.
    pub declared_crs: Option<String>,
}

/// How the coordinate system of a dataset was decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlacedBy {
    /// The format says that it is WGS84, and nothing speaks against it.
    #[default]
    Format,
    /// The file declares it.
    Declared,
    /// Found out from places, and accepted by the user.
    Found,
    /// The user said so against or without the evidence.
    User,
}

/// What was done to the coordinates of a dataset to bring them to WGS84.
#[derive(Clone, Debug, PartialEq)]
pub struct Placement {
    /// The coordinate system that its coordinates were taken for, by its code (`WGS84`, `GCJ-02`, `EPSG:4549` …).
    pub crs: String,
    /// Who decided.
    pub by: PlacedBy,
    /// Mean shift of the positions against reading them as degrees of WGS84, metres east and north; none where they are no
    /// degrees.
    pub shift_m: Option<[f64; 2]>,
    /// Whether latitude came first and was put second.
    pub axes_swapped: bool,
}

impl Default for Placement {
    fn default() -> Self {
        Self { crs: "WGS84".to_owned(), by: PlacedBy::Format, shift_m: None, axes_swapped: false }
    }
}
