//! Rows as FlatGeobuf with a spatial index: the rows come in the order of the index. Refuses days and nested values: they are
//! text.

use flatgeobuf::geozero::error::{GeozeroError, Result as GeozeroResult};
use flatgeobuf::geozero::{ColumnValue, GeomProcessor, PropertyProcessor};
use flatgeobuf::{ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType, GeozeroGeometry};

use crate::domain::{Dataset, Geometries, GeometryKind, PartKind, Value};
use crate::geodesy::crs::Crs;

use super::outgoing::Cells;
use super::{Progress, WriteFault, go_on, prj};

impl From<flatgeobuf::Error> for WriteFault {
    fn from(error: flatgeobuf::Error) -> Self {
        Self::Library(error.to_string())
    }
}

impl From<GeozeroError> for WriteFault {
    fn from(error: GeozeroError) -> Self {
        Self::Library(error.to_string())
    }
}

/// Bytes that every file begins with, before the length of its header.
const MAGIC: usize = 8;
/// Where a table of fields says where the first one is: behind its own length and the table's.
const FIRST_FIELD: usize = 4;

/// The file.
pub(super) fn bytes(outgoing: &Dataset, crs: &Crs, note: &str, progress: Progress<'_>) -> Result<Vec<u8>, WriteFault> {
    let code = match crs {
        Crs::Wgs84 => 4326,
        Crs::Cgcs2000 => 4490,
        Crs::Epsg(code) => *code as i32,
        Crs::Gcj02 | Crs::Bd09 | Crs::Proj(..) | Crs::Local(..) => 0,
    };
    let (name, own) = (crs.name(), crs.code());
    let wkt = if code == 0 { prj::text(crs) } else { None };
    let system = FgbCrs {
        org: (code != 0).then_some("EPSG"),
        code,
        name: Some(&name),
        description: (code == 0).then_some(own.as_str()),
        wkt: wkt.as_deref(),
        ..FgbCrs::default()
    };
    let nulls: Vec<bool> = (0..outgoing.len()).map(|row| outgoing.geometries.positions_of(row).is_empty()).collect();
    let options = FgbWriterOptions {
        // An index needs a place for each row.
        write_index: !outgoing.is_empty() && !nulls.contains(&true),
        detect_type: false,
        promote_to_multi: false,
        crs: system,
        title: Some(outgoing.name.as_str()),
        description: Some(note),
        ..FgbWriterOptions::default()
    };
    let mut kinds = (0..outgoing.len()).filter(|&row| !nulls[row]).map(|row| outgoing.geometries.kind(row));
    let first = kinds.next().unwrap_or(GeometryKind::None);
    let kind = if kinds.all(|kind| kind == first) { geometry_type(first) } else { GeometryType::Unknown };
    let mut writer = FgbWriter::create_with_options(&outgoing.name, kind, options)?;
    let types: Vec<ColumnType> = (0..outgoing.table.names.len()).map(|column| column_type(outgoing, column)).collect();
    for (name, &column_type) in outgoing.table.names.iter().zip(&types) {
        writer.add_column(name, column_type, |_, _| {});
    }
    for row in 0..outgoing.len() {
        go_on(progress, row, outgoing.len())?;
        let mut told = Ok(());
        writer.add_feature_geom(Row { geometries: &outgoing.geometries, row }, |feature| {
            told = (0..outgoing.table.names.len()).try_for_each(|column| {
                let texts = types[column] == ColumnType::String;
                property(feature, column, &outgoing.table.names[column], outgoing.table.get(row, column), texts)
            });
        })?;
        told?;
    }
    let mut bytes = Vec::new();
    writer.write(&mut bytes)?;
    if let Some(first) = nulls.iter().position(|is_null| *is_null) {
        // Without an index: the rows stand in their order.
        take_geometry_out(&mut bytes, &nulls, first);
    }
    Ok(bytes)
}

/// Takes the geometry of these rows away. The library writes an empty one for none, which GDAL refuses; by the format a feature
/// without a geometry lacks the field. A flatbuffer says where its fields are in a table before it; a field at 0 is not there.
fn take_geometry_out(bytes: &mut [u8], nulls: &[bool], first: usize) {
    let number = |bytes: &[u8], at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize);
    let Some(header) = number(bytes, MAGIC) else { return };
    let mut feature = MAGIC + 4 + header;
    for (row, is_null) in nulls.iter().enumerate() {
        let Some(length) = number(bytes, feature) else { return };
        let root = feature + 4;
        if row >= first
            && *is_null
            && let Some(table) = number(bytes, root).map(|offset| root + offset)
            // Signed: the table of fields may stand behind, where another table has the same.
            && let Some(fields) = number(bytes, table).and_then(|back| table.checked_add_signed(-(back as u32 as i32 as isize)))
            && let Some(place) = bytes.get_mut(fields + FIRST_FIELD..fields + FIRST_FIELD + 2)
        {
            place.fill(0);
        }
        feature = root + length;
    }
}

/// A cell; in a column of texts, whatever it is.
fn property(feature: &mut impl PropertyProcessor, at: usize, name: &str, value: Value<'_>, texts: bool) -> GeozeroResult<()> {
    let written = match value {
        Value::Null => return Ok(()),
        Value::Bool(value) if texts => value.to_string(),
        Value::Number(number) if texts => number.to_string(),
        Value::Bool(value) => return feature.property(at, name, &ColumnValue::Bool(value)).map(drop),
        Value::Number(number) => return feature.property(at, name, &ColumnValue::Double(number)).map(drop),
        Value::Text(text) => return feature.property(at, name, &ColumnValue::String(text)).map(drop),
    };
    feature.property(at, name, &ColumnValue::String(&written)).map(drop)
}

fn column_type(outgoing: &Dataset, column: usize) -> ColumnType {
    match Cells::of(outgoing, column) {
        Cells::Numbers => ColumnType::Double,
        Cells::Switches => ColumnType::Bool,
        Cells::Texts => ColumnType::String,
    }
}

fn geometry_type(kind: GeometryKind) -> GeometryType {
    match kind {
        GeometryKind::None => GeometryType::Unknown,
        GeometryKind::Point => GeometryType::Point,
        GeometryKind::MultiPoint => GeometryType::MultiPoint,
        GeometryKind::LineString => GeometryType::LineString,
        GeometryKind::MultiLineString => GeometryType::MultiLineString,
        GeometryKind::Polygon => GeometryType::Polygon,
        GeometryKind::MultiPolygon => GeometryType::MultiPolygon,
        GeometryKind::Collection => GeometryType::GeometryCollection,
    }
}

/// The geometry of a row, told to a processor.
struct Row<'a> {
    geometries: &'a Geometries,
    row: usize,
}

impl GeozeroGeometry for Row<'_> {
    fn process_geom<P: GeomProcessor>(&self, to: &mut P) -> GeozeroResult<()> {
        let parts = self.geometries.parts(self.row);
        let count = parts.len();
        match self.geometries.kind(self.row) {
            GeometryKind::None => Ok(()),
            GeometryKind::Point | GeometryKind::LineString | GeometryKind::Polygon => {
                parts.take(1).try_for_each(|part| self.part(to, part, true, 0))
            }
            GeometryKind::MultiPoint => {
                to.multipoint_begin(count, 0)?;
                for (at, [x, y]) in self.geometries.positions_of(self.row).iter().enumerate() {
                    to.xy(*x, *y, at)?;
                }
                to.multipoint_end(0)
            }
            GeometryKind::MultiLineString => {
                to.multilinestring_begin(count, 0)?;
                parts.enumerate().try_for_each(|(at, part)| self.part(to, part, false, at))?;
                to.multilinestring_end(0)
            }
            GeometryKind::MultiPolygon => {
                to.multipolygon_begin(count, 0)?;
                parts.enumerate().try_for_each(|(at, part)| self.part(to, part, false, at))?;
                to.multipolygon_end(0)
            }
            GeometryKind::Collection => {
                to.geometrycollection_begin(count, 0)?;
                parts.enumerate().try_for_each(|(at, part)| self.part(to, part, true, at))?;
                // The library takes the type of the last part for that of the whole, unless it is told again.
                to.geometrycollection_begin(count, 0)?;
                to.geometrycollection_end(0)
            }
        }
    }
}

impl Row<'_> {
    fn part<P: GeomProcessor>(&self, to: &mut P, part: usize, tagged: bool, at: usize) -> GeozeroResult<()> {
        let rings = self.geometries.rings(part);
        match self.geometries.part_kind(part) {
            PartKind::Point => {
                to.point_begin(at)?;
                rings.take(1).try_for_each(|ring| self.positions(to, ring))?;
                to.point_end(at)
            }
            PartKind::Line => rings.take(1).try_for_each(|ring| self.line(to, ring, tagged, at)),
            PartKind::Polygon => {
                to.polygon_begin(tagged, rings.len(), at)?;
                rings.enumerate().try_for_each(|(at, ring)| self.line(to, ring, false, at))?;
                to.polygon_end(tagged, at)
            }
        }
    }

    fn line<P: GeomProcessor>(&self, to: &mut P, ring: usize, tagged: bool, at: usize) -> GeozeroResult<()> {
        to.linestring_begin(tagged, self.geometries.ring(ring).len(), at)?;
        self.positions(to, ring)?;
        to.linestring_end(tagged, at)
    }

    fn positions<P: GeomProcessor>(&self, to: &mut P, ring: usize) -> GeozeroResult<()> {
        self.geometries.ring(ring).iter().enumerate().try_for_each(|(at, [x, y])| to.xy(*x, *y, at))
    }
}
