//! What was refused or is doubtful in a file, and where. Refuses wording: sentences in both languages are in `i18n`.

use std::sync::Arc;

/// How bad an issue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Loaded, but look at it.
    Warning,
    /// Not loaded.
    Error,
}

/// Declares the kinds once: variant, stable code for JSON output.
macro_rules! issue_kinds {
    ($($variant:ident $code:literal $doc:literal;)*) => {
        /// What is wrong. The sentence for it, in both languages, is in `i18n::issues`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum IssueKind { $(#[doc = $doc] $variant,)* }

        impl IssueKind {
            /// All kinds.
            pub const ALL: &'static [IssueKind] = &[$(IssueKind::$variant,)*];

            /// A stable name for machine-readable output.
            pub fn code(self) -> &'static str {
                match self { $(IssueKind::$variant => $code,)* }
            }
        }
    };
}

issue_kinds! {
    Unreadable "unreadable" "The file is missing or cannot be read; `detail` is the system's word.";
    BadCompression "bad_compression" "The gzip or zip stream is broken.";
    TooLarge "too_large" "The file, or what it unpacks to, is over the limit in `detail`.";
    NotUtf8 "not_utf8" "A byte that is not UTF-8.";
    JsonSyntax "json_syntax" "Not JSON; `detail` is what was expected.";
    Truncated "truncated" "The file ends in the middle.";
    NestedTooDeep "nested_too_deep" "Arrays or objects nested over the limit.";
    NotGeoJson "not_geojson" "JSON, but not GeoJSON; `detail` names what it seems to be (Esri JSON, TopoJSON …).";
    UnknownType "unknown_type" "A `type` that GeoJSON does not have; `detail` is it.";
    MissingMember "missing_member" "A required member is missing; `member` names it.";
    WrongMember "wrong_member" "A member of the wrong type; `member` names it, `detail` says what was expected.";
    NoFeatures "no_features" "Nothing usable in the file.";
    BareArray "bare_array" "A bare JSON array of features, without a FeatureCollection.";
    BadPosition "bad_position" "A position that is not two or more numbers.";
    BadNesting "bad_nesting" "Coordinates nested differently from their geometry type.";
    TooFewPositions "too_few_positions" "A line of fewer than two or a ring of fewer than four positions.";
    OpenRing "open_ring" "A ring whose first and last positions differ.";
    EmptyGeometry "empty_geometry" "A geometry without coordinates.";
    OutOfRange "out_of_range" "Coordinates outside longitude ±180 or latitude ±90.";
    NumberOutOfRange "number_out_of_range" "A number too large to hold.";
    RingWinding "ring_winding" "Ring winding not by the right-hand rule.";
    ZeroArea "zero_area" "A ring of zero area.";
    ExtraOrdinates "extra_ordinates" "Positions with more than three numbers.";
    CrsMember "crs_member" "A `crs` member, which RFC 7946 removed; `detail` is it.";
    ForeignSemantics "foreign_semantics" "A member that RFC 7946 section 7.1 forbids here; `member` names it.";
    MissingTreatedAsNull "missing_treated_as_null" "`properties` or `geometry` is missing and was read as null; `member` names it.";
    BadBbox "bad_bbox" "A `bbox` that is not four or six numbers.";
    BadId "bad_id" "A feature `id` that is neither text nor number.";
    DuplicateMember "duplicate_member" "The same member twice in an object; the first counts. `member` names it.";
    NestedCollection "nested_collection" "A GeometryCollection within another.";
    AntimeridianCut "antimeridian" "A geometry over the antimeridian.";
    Recognition "recognition" "The kind of the file could not be told; it is a layer of its own.";
    UnknownTerm "unknown_term" "A word that is not in the vocabulary of its field; `member` is the field, `detail` the word.";
    BadValue "bad_value" "A value its field cannot have; `member` is the field, `detail` the value.";
    DuplicateId "duplicate_id" "An id used before; `detail` is it.";
    UnknownReference "unknown_reference" "A key that names no record; `member` is the field, `detail` the key.";
    AmbiguousPlace "ambiguous_place" "Lies in more than one; `detail` names the one taken.";
    NearestTaken "nearest_taken" "Lies in no building; the nearest within 30 m was taken.";
    Unplaced "unplaced" "Neither key nor place leads to a building, park or block.";
    PlateExceeded "plate_exceeded" "Spaces that sum to more than their floor.";
    AreasDisagree "areas_disagree" "Published figures that contradict each other; `detail` shows them.";
    MissingFormat "missing_format" "A format that is not read; `detail` is its name.";
    BrokenFile "broken_file" "The inside of the file is broken; `detail` says where.";
    UnknownLayer "unknown_layer" "The file has no layer of the name in `detail`.";
    EscapesArchive "escapes_archive" "A path in an archive that leads out of it; `detail` is it.";
    CorruptGeometry "corrupt_geometry" "A geometry that cannot be read; its row has none. `detail` says what stands there.";
    HeaderDisagrees "header_disagrees" "The file's header says something else than its records; `detail` shows both.";
    DeletedRows "deleted_rows" "Rows that are marked as deleted in the file.";
    UndeclaredCrs "undeclared_crs" "The file does not say which coordinate system it is in; `detail` names what would.";
    MissingPart "missing_part" "A part of the file that is in another one, which is not there; `detail` names it.";
    Undecodable "undecodable" "Text that is not of the encoding in `detail`; `member` is the column.";
    Linearised "linearised" "Curves that were turned into short lines.";
    BinaryCell "binary_cell" "Cells that hold bytes, which a table cannot show; `member` is the column.";
    XmlEntity "xml_entity" "A reference to an entity of the document's own, which is never looked up; `detail` is it.";
    LinkNotFollowed "link_not_followed" "Elements that point to other files or pictures.";
    NulBytes "nul_bytes" "A row with zero bytes.";
    UnbalancedQuote "unbalanced_quote" "A quote that does not pair; it was taken as a character.";
    RaggedRow "ragged_row" "A row with more or fewer cells than there are names; `detail` has both numbers.";
    TooManyCells "too_many_cells" "More cells than can be held; `detail` is the limit.";
    TooLongRow "too_long_row" "A row over the limit in `detail`.";
    NoRows "no_rows" "A table without a row.";
    BrokenWorkbook "broken_workbook" "A workbook that its reader cannot read; `detail` is its word.";
    Encrypted "encrypted" "A file that asks for a password.";
    HiddenSheets "hidden_sheets" "Sheets that are hidden; `detail` names them.";
    HiddenRows "hidden_rows" "Rows that are hidden; they are read.";
    MergedCells "merged_cells" "Rows that take a cell from one merged above them.";
    CellError "cell_error" "The result of a formula is an error, `detail`; `member` is the column.";
    SuspectedDatum "suspected_datum" "Coordinates that are likely in another system than they were read in; `detail` is it.";
    FullWidth "full_width" "Full-width digits or letters, read as half-width; `detail` is the first cell.";
    Separators "thousands_separators" "Thousands separators, left out.";
    UnitInCell "unit_in_cell" "A unit in the cell, heeded.";
    ChineseNumeral "chinese_numeral" "A number in Chinese numerals, read.";
    Approximate "approximate" "A word such as 约, left out.";
    SeveralFloors "several_floors" "Several floors in a cell; the lowest was taken.";
    NoValueWord "no_value_word" "A word for no value; `detail` is the first.";
    DateNotation "date_notation" "A date in another notation than YYYY-MM-DD, read.";
    ExcelSerial "excel_serial" "A date as the day number of a spreadsheet, read.";
    WholePeriod "whole_period" "A month, quarter or year in place of a day; its first or last day was taken.";
    TimeOfDay "time_of_day" "A time of day, left out.";
    Sexagesimal "sexagesimal" "Degrees, minutes and seconds, read as decimal degrees.";
    BothInOneCell "both_in_one_cell" "Both coordinates in one cell, read.";
    LatitudeFirst "latitude_first" "Latitude first in a cell with both coordinates.";
    CodeWritten "code_written" "Blanks or small letters in a credit code, put right.";
    ValueRange "value_range" "A range where one number is wanted; kept as it stands.";
    WrongUnit "wrong_unit" "A unit that does not belong to the field; kept as it stands.";
    NoSuchDay "no_such_day" "A day that the calendar does not have; kept as it stands.";
    DayOrMonth "day_or_month" "A date whose day and month cannot be told apart; kept as it stands.";
    BadCode "bad_code" "A credit code of another length, or with a character that there is not.";
    CheckDigit "check_digit" "A credit code whose check digit does not fit (GB 32100-2015).";
    Implausible "implausible" "A number outside any plausible range; `detail` shows both.";
    NoPosition "no_position" "Rows without coordinates: they are in the table only.";
    UnreadablePosition "unreadable_position" "Coordinates that cannot be read: the row is in the table only.";
    SwappedPosition "swapped_position" "Rows whose two coordinates are swapped; they wait for a decision.";
    SwapMended "swap_mended" "Rows whose two coordinates were swapped and were put right as the user said.";
    DuplicatePlace "duplicate_place" "The same name at the same place as an earlier row.";
    TwoTenants "two_tenants" "Two tenants in one space at a time; `detail` names them.";
    TotalRow "total_row" "A row of sums, not of a record; `detail` is its first word.";
    OutsideCrs "outside_crs" "Coordinates outside the area of their coordinate system.";
    UnknownCrs "unknown_crs" "A coordinate system that cannot be converted from; `detail` is it.";
    NeedsArea "needs_area" "A rent of a whole space without the area to divide it by; kept as it stands.";
    UnknownFloor "unknown_floor" "A floor that tells no number; kept as it is called.";
    MatchWaiting "match_waiting" "Rows without coordinates for which a place is proposed; `detail` shows the first.";
    PlacedByKey "placed_by_key" "Rows without coordinates, placed at the building whose id they have; `detail` names the first.";
    SelfCrossing "self_crossing" "An outline that crosses itself.";
    SelfTouching "self_touching" "An outline that meets itself without crossing.";
    Spike "spike" "An outline that runs out and back on the same line; `detail` is the longest.";
    DuplicateVertex "duplicate_vertex" "The same position twice in a row.";
    Sliver "sliver" "A polygon that is hardly wider than a line; `detail` is its mean width.";
    HoleOutside "hole_outside" "A hole that is not within its shell, or not apart from another one.";
    PartsOverlap "parts_overlap" "Parts of one feature that lie on one another or share an edge.";
    Overlap "overlap" "Features that lie on one another; `detail` is the largest shared area.";
    Gap "gap" "A narrow gap between features; `detail` is the largest.";
    OutsideArea "outside_area" "Coordinates outside the area their coordinate system is for; `detail` is the system.";
    FarAway "far_away" "Features far from all others; `detail` is the greatest distance.";
    PlacedByMatch "placed_by_match" "Rows without coordinates, placed at what they were matched to; `detail` shows the first.";
}

/// One line of the issue list: one refused feature, or all features with the same doubt.
#[derive(Clone, Debug, PartialEq)]
pub struct Issue {
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub kind: IssueKind,
    /// The file's path or name as the user gave it.
    pub file: Arc<str>,
    /// Line in the file, counted from 1, of the first place.
    pub line: Option<u64>,
    /// Features concerned, counted from 0 in the file; the first is where `line` points.
    pub features: Vec<u32>,
    /// How often it occurs; at least the number of `features`.
    pub count: u64,
    /// Where on the map each of the features has it, degrees `[lon, lat]`; empty where that is the feature itself.
    pub places: Vec<[f64; 2]>,
    /// The member or field concerned.
    pub member: Option<Arc<str>>,
    /// The variable part of the sentence.
    pub detail: Option<String>,
}

impl Issue {
    /// An issue of a whole file, to be given a place with the builder methods.
    pub fn new(severity: Severity, kind: IssueKind, file: &Arc<str>) -> Self {
        Self {
            severity,
            kind,
            file: file.clone(),
            line: None,
            features: Vec::new(),
            count: 1,
            places: Vec::new(),
            member: None,
            detail: None,
        }
    }

    /// Gives it a line, counted from 1.
    pub fn at_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    /// Gives it a feature, counted from 0 in the file.
    pub fn at_feature(mut self, feature: u32) -> Self {
        self.features.push(feature);
        self
    }

    /// Names the member or field.
    pub fn of_member(mut self, member: &str) -> Self {
        self.member = Some(member.into());
        self
    }

    /// Adds the variable part of the sentence.
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }
}
