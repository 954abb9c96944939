//! The database under a GeoPackage: opening it so that nothing is written, its layers, their columns and coordinate systems.
//! Refuses rows.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags, OptionalExtension};

use crate::domain::IssueKind;
use crate::io::bytes::Refusal;
use crate::io::input::Source;

/// A value may have so many bytes: a polygon of sixteen million corners.
const MAX_VALUE: i32 = 256 << 20;
/// Layers are counted row by row only in files of so many bytes at most; it reads the whole table.
const COUNTED: u64 = 64 << 20;
/// Steps of the database's machine between two looks at the watch, and how many looks it may go on without giving a row: a row
/// takes some tens of steps. A view can be written that never gives one.
const STEPS: i32 = 100_000;
const MOST_LOOKS: u32 = 200;

/// Stops a query that goes on without giving rows.
pub(super) struct Watch(Arc<AtomicU32>);

impl Watch {
    /// A row is about to be asked for.
    pub fn reset(&self) {
        self.0.store(0, Ordering::Relaxed);
    }
}

/// A table with features or attributes.
pub(super) struct Layer {
    /// The table's name.
    pub name: String,
    /// The column with the geometry.
    pub geometry: Option<String>,
    /// Its coordinate system, in the file's words.
    pub crs: Option<String>,
    /// Its rows, where they are known.
    pub rows: Option<u64>,
}

/// A column of a table.
pub(super) struct ColumnNote {
    /// Its name.
    pub name: String,
    /// The one integer key of the table.
    pub is_key: bool,
    /// Declared as a truth value.
    pub is_bool: bool,
}

/// Opens the database for reading alone.
pub(super) fn open(source: Source<'_>) -> Result<(Connection, Watch), Refusal> {
    let mut connection = match source {
        Source::Disk { path, .. } => {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            Connection::open_with_flags(uri(path), flags).map_err(broken)?
        }
        Source::Memory { bytes, .. } => {
            let mut connection = Connection::open_in_memory().map_err(broken)?;
            connection.deserialize_read_exact("main", bytes.as_slice(), bytes.len(), true).map_err(broken)?;
            connection
        }
    };
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, MAX_VALUE).map_err(broken)?;
    connection.pragma_update(None, "trusted_schema", false).map_err(broken)?;
    let looks = Arc::new(AtomicU32::new(0));
    let seen = looks.clone();
    let stop = move || seen.fetch_add(1, Ordering::Relaxed) > MOST_LOOKS;
    connection.progress_handler(STEPS, Some(stop)).map_err(broken)?;
    Ok((connection, Watch(looks)))
}

/// The layers, in the order of the file's contents.
pub(super) fn layers(connection: &Connection, length: u64) -> Result<Vec<Layer>, Refusal> {
    if !has_table(connection, "gpkg_contents")? {
        return Err(Refusal::Issue(IssueKind::MissingFormat, "SQLite".to_owned()));
    }
    let kinds = "lower(data_type) IN ('features', 'attributes', 'aspatial')";
    let mut query = connection
        .prepare(&format!("SELECT table_name, srs_id FROM gpkg_contents WHERE {kinds} ORDER BY rowid"))
        .map_err(broken)?;
    let listed = query.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<i64>>(1)?))).map_err(broken)?;
    let mut layers = Vec::new();
    for listed in listed {
        let (name, srs_of_contents) = listed.map_err(broken)?;
        let geometry = geometry_column(connection, &name);
        let (geometry, srs) = geometry.map_or((None, srs_of_contents), |(column, srs)| (Some(column), Some(srs)));
        let crs = geometry.as_ref().and(srs).and_then(|srs| crs(connection, srs));
        let rows = rows(connection, &name, length);
        layers.push(Layer { name, geometry, crs, rows });
    }
    Ok(layers)
}

/// True when a layer has a row.
pub(super) fn has_rows(connection: &Connection, layer: &Layer) -> bool {
    let found = connection.query_row(&format!("SELECT 1 FROM {} LIMIT 1", quoted(&layer.name)), [], |_| Ok(()));
    found.optional().is_ok_and(|row| row.is_some())
}

/// The columns of a table.
pub(super) fn columns(connection: &Connection, table: &str) -> Vec<ColumnNote> {
    let Ok(mut query) = connection.prepare("SELECT name, type, pk FROM pragma_table_info(?1)") else { return Vec::new() };
    let found = query.query_map([table], |row| {
        let declared = row.get::<_, Option<String>>(1)?.unwrap_or_default().to_ascii_uppercase();
        Ok((row.get::<_, String>(0)?, declared, row.get::<_, i64>(2)?))
    });
    let found: Vec<_> = found.map(|rows| rows.flatten().collect()).unwrap_or_default();
    let keys = found.iter().filter(|(.., key)| *key > 0).count();
    found
        .into_iter()
        .map(|(name, declared, key)| ColumnNote {
            name,
            is_key: key > 0 && keys == 1 && declared == "INTEGER",
            is_bool: declared == "BOOLEAN",
        })
        .collect()
}

/// A name as SQL writes it.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// What the database says when it cannot go on.
pub(super) fn broken(error: rusqlite::Error) -> Refusal {
    Refusal::Issue(IssueKind::BrokenFile, format!("SQLite: {error}"))
}

fn has_table(connection: &Connection, name: &str) -> Result<bool, Refusal> {
    let found = connection.query_row("SELECT 1 FROM sqlite_master WHERE lower(name) = ?1", [name], |_| Ok(()));
    Ok(found.optional().map_err(broken)?.is_some())
}

fn geometry_column(connection: &Connection, table: &str) -> Option<(String, i64)> {
    let query = "SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE lower(table_name) = lower(?1)";
    connection.query_row(query, [table], |row| Ok((row.get(0)?, row.get(1)?))).ok()
}

/// An authority's code, our own included, else the definition; nothing for what the format calls undefined.
fn crs(connection: &Connection, srs: i64) -> Option<String> {
    let query = "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?1";
    let (organisation, code, definition): (String, i64, String) =
        connection.query_row(query, [srs], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).ok()?;
    if organisation.eq_ignore_ascii_case("yuantu") {
        // Not every writer's table has this column.
        let query = "SELECT description FROM gpkg_spatial_ref_sys WHERE srs_id = ?1";
        let description = connection.query_row(query, [srs], |row| row.get::<_, Option<String>>(0)).ok().flatten();
        return description.or(Some(definition));
    }
    if srs <= 0 || organisation.eq_ignore_ascii_case("none") && definition.eq_ignore_ascii_case("undefined") {
        return None;
    }
    if organisation.eq_ignore_ascii_case("epsg") && code > 0 { Some(format!("EPSG:{code}")) } else { Some(definition) }
}

fn rows(connection: &Connection, table: &str, length: u64) -> Option<u64> {
    let noted = "SELECT feature_count FROM gpkg_ogr_contents WHERE lower(table_name) = lower(?1)";
    let noted = connection.query_row(noted, [table], |row| row.get::<_, Option<i64>>(0)).ok().flatten();
    let counted = || {
        let count = format!("SELECT COUNT(*) FROM {}", quoted(table));
        (length <= COUNTED).then(|| connection.query_row(&count, [], |row| row.get::<_, i64>(0)).ok()).flatten()
    };
    noted.or_else(counted).and_then(|rows| u64::try_from(rows).ok())
}

/// The path as SQLite takes it when told that the file will not change.
fn uri(path: &Path) -> String {
    use std::fmt::Write as _;

    let mut uri = String::from("file:");
    let path = path.to_string_lossy();
    let path = if cfg!(windows) { format!("/{}", path.replace('\\', "/")) } else { path.into_owned() };
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~:".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing into memory does not fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri + "?immutable=1"
}
