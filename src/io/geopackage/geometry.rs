//! The geometry of a GeoPackage row: a header, and well-known binary. Refuses types of vendors' own.

use crate::domain::{Geometries, GeometryKind};
use crate::io::shape::{GeometryFault, Shape};
use crate::io::wkb;

/// Adds the parts of a geometry to the feature being read (OGC 12-128r19, 2.1.3).
pub(super) fn read(blob: &[u8], geometries: &mut Geometries) -> Result<Shape, GeometryFault> {
    let &[b'G', b'P', _version, flags, ..] = blob else { return Err(GeometryFault::new(0, "GP")) };
    if flags & 0b10_0000 != 0 {
        return Err(GeometryFault::new(3, "extended type"));
    }
    let envelope = match flags >> 1 & 0b111 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        other => return Err(GeometryFault::new(3, format!("envelope {other}"))),
    };
    let start = 8 + envelope;
    if flags & 0b1_0000 != 0 {
        return Ok(Shape { kind: GeometryKind::None, doubts: Vec::new() });
    }
    let body = blob.get(start..).ok_or_else(|| GeometryFault::new(blob.len(), "EOF"))?;
    wkb::read(body, geometries).map_err(|fault| GeometryFault { at: fault.at + start, ..fault })
}
