//! Rows as FlatGeobuf with a spatial index: the rows come in the order of the index. Refuses days and nested values: they are
//! text.

use flatgeobuf::geozero::error::{GeozeroError, Result as GeozeroResult};
use flatgeobuf::geozero::{ColumnValue, GeomProcessor, PropertyProcessor};
use flatgeobuf::{ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType, GeozeroGeometry};

use crate::domain::{Column, Dataset, Geometries, GeometryKind, PartKind, Value};
use crate::geodesy::crs::Crs;

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

/// The file.
pub(super) fn bytes(outgoing: &Dataset, crs: &Crs, progress: Progress<'_>) -> Result<Vec<u8>, WriteFault> {
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
    let kinds = || (0..outgoing.len()).map(|row| outgoing.geometries.kind(row));
    let options = FgbWriterOptions {
        // An index needs a place for each row.
        write_index: !outgoing.is_empty() && (0..outgoing.len()).all(|row| !outgoing.geometries.positions_of(row).is_empty()),
        detect_type: false,
        promote_to_multi: false,
        crs: system,
        description: Some(outgoing.source.as_str()).filter(|source| !source.is_empty()),
        ..FgbWriterOptions::default()
    };
    let first = kinds().next().unwrap_or(GeometryKind::None);
    let kind = if kinds().all(|kind| kind == first) { geometry_type(first) } else { GeometryType::Unknown };
    let mut writer = FgbWriter::create_with_options(&outgoing.name, kind, options)?;
    for (column, name) in outgoing.table.names.iter().enumerate() {
        writer.add_column(name, column_type(outgoing, column), |_, _| {});
    }
    for row in 0..outgoing.len() {
        go_on(progress, row, outgoing.len())?;
        let mut told = Ok(());
        writer.add_feature_geom(Row { geometries: &outgoing.geometries, row }, |feature| {
            told = (0..outgoing.table.names.len()).try_for_each(|column| {
                let texts = column_type(outgoing, column) == ColumnType::String;
                property(feature, column, &outgoing.table.names[column], outgoing.table.get(row, column), texts)
            });
        })?;
        told?;
    }
    let mut bytes = Vec::new();
    writer.write(&mut bytes)?;
    Ok(bytes)
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
    match outgoing.table.columns.get(column) {
        Some(Column::Number(_)) => ColumnType::Double,
        Some(Column::Bool(_)) => ColumnType::Bool,
        _ => ColumnType::String,
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
