//! Rows as a GeoPackage (OGC 12-128r18) of one layer. Refuses to add to a file that is there: it is replaced whole.

use std::path::Path;

use rusqlite::types::Value as Cell;
use rusqlite::{Connection, params, params_from_iter};

use crate::domain::{Dataset, GeometryKind, LonLatBounds, Value};
use crate::geodesy::crs::Crs;

use super::outgoing::{Cells, holds_days};
use super::place::{self, Staging};
use super::{Progress, Target, WriteFault, go_on, prj, wkb};

/// `GPKG` and the version 1.3.
const APPLICATION_ID: u32 = 0x4750_4B47;
const USER_VERSION: u32 = 10_300;
/// The number under which a system without a code of the register is kept.
const OWN_SYSTEM: i64 = 100_001;
/// Who has numbered it: our reader takes its description for the code.
const OWN_ORGANISATION: &str = "YUANTU";
/// The time of the last change where the data has no day: bytes must not change with the clock.
const NO_DAY: &str = "2000-01-01";

const TABLES: &str = "
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
 organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
 description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE,
 min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
 CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
 srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
 CONSTRAINT uk_gc_table_name UNIQUE (table_name), CONSTRAINT fk_gc_tn FOREIGN KEY (table_name)
 REFERENCES gpkg_contents(table_name), CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', NULL);
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL);
INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84 geodetic', 4326, 'EPSG', 4326,
 'GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],AUTHORITY[\"EPSG\",\"4326\"]]',
 NULL);
";

impl From<rusqlite::Error> for WriteFault {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Self::DiskFull(std::path::PathBuf::new()),
            _ => Self::Library(error.to_string()),
        }
    }
}

/// Writes the file; `note` tells of its rows.
pub(super) fn write(
    outgoing: &Dataset,
    target: &Target<'_>,
    note: &str,
    staging: &mut Staging,
    progress: Progress<'_>,
) -> Result<(), WriteFault> {
    let beside = staging.beside(target.path);
    if beside.exists() {
        std::fs::remove_file(&beside).map_err(|error| place::fault(target.path, &error))?;
    }
    // The database says less of a folder that cannot be written than the system does.
    std::fs::File::create(&beside).map_err(|error| place::fault(target.path, &error))?;
    make(outgoing, target.crs, note, &beside, progress).map_err(|fault| match fault {
        WriteFault::DiskFull(_) => WriteFault::DiskFull(target.path.to_owned()),
        fault => fault,
    })
}

fn make(outgoing: &Dataset, crs: &Crs, note: &str, path: &Path, progress: Progress<'_>) -> Result<(), WriteFault> {
    let mut connection = Connection::open(path)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", USER_VERSION)?;
    let transaction = connection.transaction()?;
    transaction.execute_batch(TABLES)?;
    let system = system(&transaction, crs)?;
    let layer = layer_name(outgoing);
    let has_geometry = (0..outgoing.len()).any(|row| outgoing.geometries.kind(row) != GeometryKind::None);
    let columns = column_names(&outgoing.table.names);
    describe(&transaction, outgoing, note, system, has_geometry)?;
    let mut create = format!("CREATE TABLE {} (fid INTEGER PRIMARY KEY NOT NULL", quoted(layer));
    if has_geometry {
        create.push_str(&format!(", geom {}", geometry_type(outgoing)));
    }
    for (at, name) in columns.iter().enumerate() {
        create.push_str(&format!(", {} {}", quoted(name), column_type(outgoing, at)));
    }
    create.push(')');
    transaction.execute(&create, [])?;
    let marks = vec!["?"; columns.len() + 1 + usize::from(has_geometry)].join(",");
    {
        let mut insert = transaction.prepare(&format!("INSERT INTO {} VALUES ({marks})", quoted(layer)))?;
        let texts: Vec<bool> = (0..columns.len()).map(|column| Cells::of(outgoing, column) == Cells::Texts).collect();
        for row in 0..outgoing.len() {
            go_on(progress, row, outgoing.len())?;
            let mut cells = vec![Cell::Integer(row as i64 + 1)];
            if has_geometry {
                cells.push(geometry(outgoing, row, system));
            }
            cells.extend(texts.iter().enumerate().map(|(column, &texts)| cell(outgoing.table.get(row, column), texts)));
            insert.execute(params_from_iter(cells))?;
        }
    }
    transaction.commit()?;
    connection.close().map_err(|(_, error)| error.into())
}

/// The number of the coordinate system, entered where the file does not have it.
fn system(connection: &Connection, crs: &Crs) -> Result<i64, WriteFault> {
    let code = match crs {
        Crs::Wgs84 => return Ok(4326),
        Crs::Cgcs2000 => Some(4490),
        Crs::Epsg(code) => Some(i64::from(*code)),
        _ => None,
    };
    let (organisation, number) = code.map_or((OWN_ORGANISATION, OWN_SYSTEM), |code| ("EPSG", code));
    let definition = match code {
        // Whoever reads it has the register.
        Some(_) => "undefined".to_owned(),
        None => prj::text(crs).unwrap_or_else(|| engineering(crs)),
    };
    connection.execute(
        "INSERT INTO gpkg_spatial_ref_sys VALUES (?1, ?2, ?3, ?2, ?4, ?5)",
        params![crs.name(), number, organisation, definition, crs.code()],
    )?;
    Ok(number)
}

/// A system that has no words in WKT: axes and unit alone, tied to nothing on the ground, so that nobody takes it for WGS84.
fn engineering(crs: &Crs) -> String {
    let name = crs.name().replace(['"', '\\'], "");
    let unit = if crs.is_degrees() { "UNIT[\"degree\",0.0174532925199433]" } else { "UNIT[\"metre\",1]" };
    format!("LOCAL_CS[\"{name}\",LOCAL_DATUM[\"{name}\",0],{unit},AXIS[\"X\",EAST],AXIS[\"Y\",NORTH]]")
}

/// The layer's entries in the tables that tell of layers.
fn describe(connection: &Connection, outgoing: &Dataset, note: &str, system: i64, has_geometry: bool) -> Result<(), WriteFault> {
    let layer = layer_name(outgoing);
    let LonLatBounds { west, south, east, north } = outgoing.geometries.bounds();
    let bounds = if west <= east { [Some(west), Some(south), Some(east), Some(north)] } else { [None; 4] };
    let day = outgoing.as_of.map_or_else(|| NO_DAY.to_owned(), |day| day.to_string());
    connection.execute(
        "INSERT INTO gpkg_contents VALUES (?1, ?2, ?1, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            layer,
            if has_geometry { "features" } else { "attributes" },
            note,
            format!("{day}T00:00:00.000Z"),
            bounds[0],
            bounds[1],
            bounds[2],
            bounds[3],
            has_geometry.then_some(system)
        ],
    )?;
    if has_geometry {
        connection.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?1, 'geom', ?2, ?3, 0, 0)",
            params![layer, geometry_type(outgoing), system],
        )?;
    }
    Ok(())
}

fn layer_name(outgoing: &Dataset) -> &str {
    if outgoing.name.trim().is_empty() { "layer" } else { &outgoing.name }
}

/// The type that all geometries are of.
fn geometry_type(outgoing: &Dataset) -> &'static str {
    let mut kinds = (0..outgoing.len()).map(|row| outgoing.geometries.kind(row)).filter(|kind| *kind != GeometryKind::None);
    let Some(first) = kinds.next() else { return "GEOMETRY" };
    if kinds.any(|kind| kind != first) {
        return "GEOMETRY";
    }
    match first {
        GeometryKind::None => "GEOMETRY",
        GeometryKind::Point => "POINT",
        GeometryKind::MultiPoint => "MULTIPOINT",
        GeometryKind::LineString => "LINESTRING",
        GeometryKind::MultiLineString => "MULTILINESTRING",
        GeometryKind::Polygon => "POLYGON",
        GeometryKind::MultiPolygon => "MULTIPOLYGON",
        GeometryKind::Collection => "GEOMETRYCOLLECTION",
    }
}

fn column_type(outgoing: &Dataset, column: usize) -> &'static str {
    match Cells::of(outgoing, column) {
        Cells::Numbers => "DOUBLE",
        Cells::Switches => "BOOLEAN",
        Cells::Texts if holds_days(outgoing, column) => "DATE",
        Cells::Texts => "TEXT",
    }
}

/// Names that no other column has, whatever their case, nor the two of the file's own.
fn column_names(names: &[String]) -> Vec<String> {
    let mut taken: Vec<String> = vec!["fid".to_owned(), "geom".to_owned()];
    for name in names {
        let is_free = |wanted: &String| !taken.iter().any(|known| known.to_lowercase() == wanted.to_lowercase());
        let numbered = (2_u32..).map(|number| format!("{name}_{number}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(is_free).unwrap_or_default();
        taken.push(free);
    }
    taken.split_off(2)
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\"").replace('\0', ""))
}

/// A cell; in a column of texts, whatever it is, as the program writes it: the database would write 12 as 12.0.
fn cell(value: Value<'_>, texts: bool) -> Cell {
    match value {
        Value::Null => Cell::Null,
        Value::Bool(value) if texts => Cell::Text(value.to_string()),
        Value::Number(number) if texts => Cell::Text(number.to_string()),
        Value::Bool(value) => Cell::Integer(i64::from(value)),
        Value::Number(number) => Cell::Real(number),
        Value::Text(text) => Cell::Text(text.to_owned()),
    }
}

/// The header of a geometry (little-endian, with bounds) and its WKB.
fn geometry(outgoing: &Dataset, row: usize, system: i64) -> Cell {
    if outgoing.geometries.kind(row) == GeometryKind::None {
        return Cell::Null;
    }
    let bounds = outgoing.geometries.bounds_of(row);
    let is_empty = bounds.is_empty();
    let mut blob = vec![b'G', b'P', 0, if is_empty { 0b1_0001 } else { 0b11 }];
    blob.extend((system as i32).to_le_bytes());
    if !is_empty {
        [bounds.west, bounds.east, bounds.south, bounds.north].iter().for_each(|bound| blob.extend(bound.to_le_bytes()));
    }
    wkb::append(&mut blob, &outgoing.geometries, row);
    Cell::Blob(blob)
}
