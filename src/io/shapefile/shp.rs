//! The geometries of a shapefile: where each record is, and what it holds. Height and measure are left out. Refuses records whose
//! counts their bytes cannot hold.

use std::ops::Range;

use crate::domain::{Geometries, GeometryKind, IssueKind};
use crate::io::cursor::{Cursor, positions};
use crate::io::shape::{GeometryFault, Parts, Shape};

use super::rings;

/// Bytes before the first record.
const HEADER: usize = 100;

/// What the header says.
pub(super) struct Header {
    /// The type of all shapes.
    pub kind: i32,
    /// The file's length, bytes.
    pub length: u64,
    /// True when its extent is of numbers.
    pub has_extent: bool,
}

impl Header {
    /// Reads the header; none where it is none.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        if Cursor::new(bytes, 0).u32_be()? != 9994 {
            return None;
        }
        let words = Cursor::new(bytes, 24).u32_be()?;
        let mut cursor = Cursor::new(bytes, 32);
        let kind = cursor.i32()?;
        let mut has_extent = true;
        for _ in 0..4 {
            has_extent &= cursor.f64()?.is_finite();
        }
        bytes.get(..HEADER)?;
        Some(Self { kind, length: u64::from(words) * 2, has_extent })
    }
}

/// Where the records are: their contents, as ranges of the file.
pub(super) struct Places {
    /// One range a record; empty where it is not in the file.
    pub contents: Vec<Range<usize>>,
    /// True when the last record goes on beyond the end.
    pub is_cut: bool,
}

/// Finds at most so many records: by the index where there is one that fits, else from front to back.
pub(super) fn places(bytes: &[u8], index: Option<&[u8]>, most: usize) -> Places {
    index.and_then(|index| by_index(bytes, index, most)).unwrap_or_else(|| one_by_one(bytes, most))
}

fn by_index(bytes: &[u8], index: &[u8], most: usize) -> Option<Places> {
    if Cursor::new(index, 0).u32_be()? != 9994 {
        return None;
    }
    let entries = index.get(HEADER..)?.chunks_exact(8);
    let mut places = Places { contents: Vec::with_capacity(entries.len().min(most)), is_cut: false };
    for entry in entries.take(most) {
        let mut entry = Cursor::new(entry, 0);
        let (start, length) = (entry.u32_be()? as usize * 2, entry.u32_be()? as usize * 2);
        let mut record = Cursor::new(bytes, start);
        let written = record.u32_be().and_then(|_| record.u32_be()).map(|words| words as usize * 2);
        let Some(written) = written else {
            places.is_cut = true;
            places.contents.push(0..0);
            continue;
        };
        // The two lengths agree in a sound file; bytes that either of them denies are not the record's.
        let end = (start + 8 + length.min(written)).min(bytes.len());
        places.is_cut |= start + 8 + length.min(written) > bytes.len();
        places.contents.push(start + 8..end);
    }
    // An index of another file points anywhere.
    let first = places.contents.first().is_none_or(|first| first.start >= HEADER + 8);
    first.then_some(places)
}

fn one_by_one(bytes: &[u8], most: usize) -> Places {
    let mut places = Places { contents: Vec::new(), is_cut: false };
    let mut cursor = Cursor::new(bytes, HEADER);
    while cursor.left() > 0 && places.contents.len() < most {
        let Some(words) = cursor.u32_be().and_then(|_| cursor.u32_be()) else {
            places.is_cut = true;
            break;
        };
        let start = cursor.at;
        let end = start + words as usize * 2;
        places.is_cut = end > bytes.len();
        places.contents.push(start..end.min(bytes.len()));
        cursor.at = end;
    }
    places
}

/// The type of a record; none for one without bytes.
pub(super) fn kind(content: &[u8]) -> Option<i32> {
    Cursor::new(content, 0).i32()
}

/// Adds the parts of a record to the feature being read.
pub(super) fn read(content: &[u8], geometries: &mut Geometries) -> Result<Shape, GeometryFault> {
    let mut parts = Parts::new(geometries);
    let mut cursor = Cursor::new(content, 0);
    let kind = cursor.i32().ok_or_else(|| GeometryFault::new(0, "EOF"))?;
    let named = match kind {
        0 => GeometryKind::None,
        1 | 11 | 21 => {
            let position = cursor.f64().zip(cursor.f64()).map(|(x, y)| [x, y]);
            parts.point(position.ok_or_else(|| GeometryFault::new(cursor.at, "EOF"))?);
            GeometryKind::Point
        }
        8 | 18 | 28 => {
            multipoint(&mut cursor, &mut parts)?;
            GeometryKind::MultiPoint
        }
        3 | 13 | 23 => {
            let (points, ranges) = points(&mut cursor, false).map(|(points, ranges, _)| (points, ranges))?;
            for range in ranges {
                parts.geometries.positions.extend_from_slice(points.get(range).unwrap_or_default());
                parts.end_line();
            }
            GeometryKind::LineString
        }
        5 | 15 | 25 => {
            let (points, ranges, _) = points(&mut cursor, false)?;
            polygon(&points, &ranges, &mut parts);
            GeometryKind::Polygon
        }
        31 => {
            let (points, ranges, kinds) = points(&mut cursor, true)?;
            patches(&points, &ranges, &kinds, &mut parts);
            GeometryKind::MultiPolygon
        }
        _ => return Err(GeometryFault::new(0, format!("type {kind}"))),
    };
    let shape = parts.finish(named)?;
    Ok(shape)
}

fn multipoint(cursor: &mut Cursor<'_>, parts: &mut Parts<'_>) -> Result<(), GeometryFault> {
    cursor.at = 36;
    let count = count(cursor, 16)?;
    let bytes = cursor.take(count * 16).unwrap_or_default();
    if count == 0 {
        parts.doubt(IssueKind::EmptyGeometry);
    }
    positions(bytes).for_each(|position| parts.point(position));
    Ok(())
}

/// Points, parts that are ranges of them, and the parts' kinds where they have any.
type PointsOfParts = (Vec<[f64; 2]>, Vec<Range<usize>>, Vec<i32>);

fn points(cursor: &mut Cursor<'_>, with_kinds: bool) -> Result<PointsOfParts, GeometryFault> {
    cursor.at = 36;
    let parts = count(cursor, 4)?;
    let count = count(cursor, 16)?;
    let ended = |at: usize| GeometryFault::new(at, "EOF");
    let mut starts = Vec::with_capacity(parts);
    for _ in 0..parts {
        let at = cursor.at;
        let start = cursor.u32().ok_or_else(|| ended(at))? as usize;
        let expected = if starts.is_empty() { start == 0 } else { starts.last().is_some_and(|&last| last <= start) };
        if !expected || start > count {
            return Err(GeometryFault::new(at, format!("part {start} / {count}")));
        }
        starts.push(start);
    }
    let mut kinds = Vec::new();
    if with_kinds {
        for _ in 0..parts {
            kinds.push(cursor.i32().ok_or_else(|| ended(cursor.at))?);
        }
    }
    let at = cursor.at;
    let points: Vec<_> = positions(cursor.take(count * 16).ok_or_else(|| ended(at))?).collect();
    // Rings are put in order by place below: that needs numbers.
    if points.iter().flatten().any(|ordinate| !ordinate.is_finite()) {
        return Err(GeometryFault::new(at, "NaN / ∞"));
    }
    let ends = starts.iter().skip(1).copied().chain([count]);
    let ranges = starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect();
    Ok((points, ranges, kinds))
}

fn count(cursor: &mut Cursor<'_>, least: usize) -> Result<usize, GeometryFault> {
    let at = cursor.at;
    let count = cursor.i32().ok_or_else(|| GeometryFault::new(at, "EOF"))?;
    let count = usize::try_from(count).ok().filter(|&count| count <= cursor.left() / least);
    count.ok_or_else(|| GeometryFault::new(at, "n"))
}

fn polygon(points: &[[f64; 2]], ranges: &[Range<usize>], parts: &mut Parts<'_>) {
    let rings: Vec<_> = ranges.iter().filter(|range| !range.is_empty()).cloned().collect();
    if rings.is_empty() {
        parts.doubt(IssueKind::EmptyGeometry);
        return;
    }
    for polygon in rings::polygons(points, &rings) {
        for ring in polygon {
            let ring = rings.get(ring).and_then(|range| points.get(range.clone())).unwrap_or_default();
            parts.geometries.positions.extend_from_slice(ring);
            parts.end_ring();
        }
        parts.end_polygon();
    }
}

/// Surfaces seen from above: triangles and rings with an area, holes after the shell they belong to.
fn patches(points: &[[f64; 2]], ranges: &[Range<usize>], kinds: &[i32], parts: &mut Parts<'_>) {
    let mut is_open = false;
    for (range, &kind) in ranges.iter().zip(kinds) {
        let part = points.get(range.clone()).unwrap_or_default();
        // 0 strip, 1 fan, 2 outer and 3 inner ring, 4 first ring and 5 others after it.
        let continues = is_open && matches!(kind, 3 | 5);
        if !continues {
            parts.end_polygon();
        }
        is_open = matches!(kind, 2..=5);
        if is_open {
            if rings::doubled_area(part) != 0.0 {
                parts.geometries.positions.extend_from_slice(part);
                parts.end_ring();
            }
            continue;
        }
        for index in 2..part.len() {
            let first = if kind == 1 { 0 } else { index - 2 };
            let triangle = [part[first], part[index - 1], part[index], part[first]];
            if rings::doubled_area(&triangle) != 0.0 {
                parts.geometries.positions.extend_from_slice(&triangle);
                parts.end_ring();
                parts.end_polygon();
            }
        }
    }
    parts.end_polygon();
}
