//! One FlatGeobuf feature: its geometry and its cells. Height, measure and time are left out. Refuses to know where it stands in
//! the file.

use crate::domain::{Geometries, GeometryKind, IssueKind, Value};
use crate::io::arcs;
use crate::io::cursor::positions;
use crate::io::records::Records;
use crate::io::shape::{GeometryFault, Parts, Shape};

use super::header::ColumnType;
use super::table::Table;

/// Geometries within geometries, so deep.
const MAX_DEPTH: u8 = 32;
/// Integers up to here are exact in `f64`; longer ones are kept as text, for they are likely ids.
const EXACT_INTEGERS: u64 = 1 << 53;

/// Adds a feature's geometry to the feature being read. `declared`: the type of all geometries, 0 where each has its own.
pub(super) fn geometry(table: &Table<'_>, declared: u8, geometries: &mut Geometries) -> Result<Shape, GeometryFault> {
    let mut parts = Parts::new(geometries);
    let kind = if declared == 0 { table.u8(6) } else { declared };
    let named = add(table, kind, &mut parts, 0)?;
    parts.finish(named)
}

fn add(table: &Table<'_>, kind: u8, parts: &mut Parts<'_>, depth: u8) -> Result<GeometryKind, GeometryFault> {
    let xy = table.vector(1, 8);
    if table.is_broken(0, 4) || table.is_broken(1, 8) || table.is_broken(7, 4) || !xy.len().is_multiple_of(16) {
        return Err(GeometryFault::new(0, "EOF"));
    }
    if depth > MAX_DEPTH {
        return Err(GeometryFault::new(0, format!("depth {depth}")));
    }
    Ok(match kind {
        // A feature without a geometry has none of a type of its own either.
        0 if xy.is_empty() => GeometryKind::None,
        1 | 4 => {
            // An empty point is written as one without numbers.
            let there = positions(xy).filter(|position| kind == 4 || !position.iter().all(|ordinate| ordinate.is_nan()));
            there.for_each(|position| parts.point(position));
            if kind == 1 { GeometryKind::Point } else { GeometryKind::MultiPoint }
        }
        2 | 5 => {
            rings(table, xy, parts, Parts::end_line)?;
            if kind == 2 { GeometryKind::LineString } else { GeometryKind::MultiLineString }
        }
        3 | 17 => {
            rings(table, xy, parts, Parts::end_ring)?;
            parts.end_polygon();
            GeometryKind::Polygon
        }
        8 | 9 => {
            curve(table, kind, parts, depth)?;
            parts.end_line();
            GeometryKind::LineString
        }
        10 => {
            for ring in table.tables(7) {
                curve(&ring, ring.u8(6), parts, depth)?;
                parts.end_ring();
            }
            parts.end_polygon();
            GeometryKind::Polygon
        }
        6 | 7 | 11 | 12 | 15 | 16 => {
            for part in table.tables(7) {
                let own = part.u8(6);
                // What the parts of a MultiPolygon are is clear; some writers leave their type out, or repeat that of the whole.
                let kind = match kind {
                    6 | 15 => 3,
                    16 => 17,
                    _ => own,
                };
                add(&part, kind, parts, depth + 1)?;
            }
            match kind {
                7 => GeometryKind::Collection,
                11 => GeometryKind::MultiLineString,
                _ => GeometryKind::MultiPolygon,
            }
        }
        _ => return Err(GeometryFault::new(0, format!("type {kind}"))),
    })
}

/// Rings or lines: all positions as one, unless their ends say otherwise.
fn rings<'g>(table: &Table<'_>, xy: &[u8], parts: &mut Parts<'g>, end: impl Fn(&mut Parts<'g>)) -> Result<(), GeometryFault> {
    let ends = table.vector(0, 4);
    if ends.len() < 8 {
        parts.geometries.positions.extend(positions(xy));
        end(parts);
        return Ok(());
    }
    let mut start = 0;
    for bytes in ends.chunks_exact(4) {
        let stop = bytes.first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize);
        let ring = stop.checked_mul(16).and_then(|stop| xy.get(start * 16..stop));
        let Some(ring) = ring else { return Err(GeometryFault::new(start, format!("end {stop}"))) };
        parts.geometries.positions.extend(positions(ring));
        end(parts);
        start = stop;
    }
    Ok(())
}

fn curve(table: &Table<'_>, kind: u8, parts: &mut Parts<'_>, depth: u8) -> Result<(), GeometryFault> {
    let push = |parts: &mut Parts<'_>, position| {
        // Pieces of a curve share their ends.
        if parts.open().last() != Some(&position) {
            parts.push(position);
        }
    };
    let string: Vec<_> = positions(table.vector(1, 8)).collect();
    match kind {
        2 => string.into_iter().for_each(|position| push(parts, position)),
        8 => {
            if let Some(&first) = string.first() {
                push(parts, first);
            }
            arcs::linearise(&string, |position| parts.push(position));
            parts.doubt(IssueKind::Linearised);
        }
        9 if depth < MAX_DEPTH => {
            for piece in table.tables(7) {
                curve(&piece, piece.u8(6), parts, depth + 1)?;
            }
        }
        _ => return Err(GeometryFault::new(0, format!("curve {kind}"))),
    }
    Ok(())
}

/// Writes a feature's cells: a column's number and a value, one after the other. False where they go on beyond their end.
pub(super) fn cells(properties: &[u8], columns: &[(usize, ColumnType)], records: &mut Records, line: u64) -> bool {
    let mut rest = properties;
    while !rest.is_empty() {
        let Some(column) = take::<2>(&mut rest).map(u16::from_le_bytes) else { return false };
        let Some(&(column, kind)) = columns.get(usize::from(column)) else { return false };
        let mut integer = |value: u64, negative: bool| {
            if value < EXACT_INTEGERS {
                let value = value as f64;
                records.set(column, Value::Number(if negative { -value } else { value }));
            } else {
                let sign = if negative { "-" } else { "" };
                records.set(column, Value::Text(&format!("{sign}{value}")));
            }
        };
        let read = match kind {
            ColumnType::Byte => take(&mut rest).map(|bytes| i64::from(i8::from_le_bytes(bytes))),
            ColumnType::UByte | ColumnType::Bool => take(&mut rest).map(|bytes| i64::from(u8::from_le_bytes(bytes))),
            ColumnType::Short => take(&mut rest).map(|bytes| i64::from(i16::from_le_bytes(bytes))),
            ColumnType::UShort => take(&mut rest).map(|bytes| i64::from(u16::from_le_bytes(bytes))),
            ColumnType::Int => take(&mut rest).map(|bytes| i64::from(i32::from_le_bytes(bytes))),
            ColumnType::UInt => take(&mut rest).map(|bytes| i64::from(u32::from_le_bytes(bytes))),
            ColumnType::Long => take(&mut rest).map(i64::from_le_bytes),
            ColumnType::ULong => {
                let Some(value) = take(&mut rest).map(u64::from_le_bytes) else { return false };
                integer(value, false);
                continue;
            }
            ColumnType::Float | ColumnType::Double => {
                let value = if kind == ColumnType::Double {
                    take(&mut rest).map(f64::from_le_bytes)
                } else {
                    take(&mut rest).map(|bytes| f64::from(f32::from_le_bytes(bytes)))
                };
                let Some(value) = value else { return false };
                records.set(column, if value.is_finite() { Value::Number(value) } else { Value::Null });
                continue;
            }
            ColumnType::Text | ColumnType::Binary => {
                let Some(length) = take(&mut rest).map(u32::from_le_bytes) else { return false };
                let Some((bytes, after)) = rest.split_at_checked(length as usize) else { return false };
                rest = after;
                if kind == ColumnType::Binary {
                    let name = records.name(column).to_owned();
                    records.doubt(IssueKind::BinaryCell, name.into(), line, None);
                    continue;
                }
                match std::str::from_utf8(bytes) {
                    Ok(text) => records.set(column, Value::Text(text)),
                    Err(_) => {
                        let name = records.name(column).to_owned();
                        records.doubt(IssueKind::Undecodable, name.into(), line, Some("UTF-8".to_owned()));
                        records.set(column, Value::Text(&String::from_utf8_lossy(bytes)))
                    }
                };
                continue;
            }
        };
        let Some(value) = read else { return false };
        if kind == ColumnType::Bool {
            records.set(column, Value::Bool(value != 0));
        } else {
            integer(value.unsigned_abs(), value < 0);
        }
    }
    true
}

#[inline]
fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(*taken)
}
