//! Rows as shapefiles: one for each kind of geometry among them, each with table, index, encoding and coordinate system.
//! Refuses collections, which no shapefile holds: their rows come without a geometry.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::domain::{Dataset, GeometryKind};

use super::place::Staging;
use super::shp::{self, Family};
use super::{Progress, Target, WriteFault, Written, dbf, prj};

/// Writes the files; the target's path is that of the `.shp`.
pub(super) fn write(
    outgoing: &Dataset,
    target: &Target<'_>,
    staging: &mut Staging,
    written: &mut Written,
    progress: Progress<'_>,
) -> Result<(), WriteFault> {
    let (path, crs) = (target.path, target.crs);
    let prj = prj::text(crs).ok_or_else(|| WriteFault::CannotDescribe(crs.code()))?;
    let mut families: BTreeMap<Family, Vec<usize>> = BTreeMap::new();
    let mut without = Vec::new();
    let has_many = (0..outgoing.len()).any(|row| outgoing.geometries.kind(row) == GeometryKind::MultiPoint);
    for row in 0..outgoing.len() {
        let family = match outgoing.geometries.kind(row) {
            _ if outgoing.geometries.positions_of(row).is_empty() => None,
            GeometryKind::None => None,
            GeometryKind::Collection => {
                written.lost_geometries += 1;
                None
            }
            GeometryKind::Point if !has_many => Some(Family::Point),
            GeometryKind::Point | GeometryKind::MultiPoint => Some(Family::MultiPoint),
            GeometryKind::LineString | GeometryKind::MultiLineString => Some(Family::Line),
            GeometryKind::Polygon | GeometryKind::MultiPolygon => Some(Family::Polygon),
        };
        match family {
            Some(family) => families.entry(family).or_default().push(row),
            None => without.push(row),
        }
    }
    if families.is_empty() {
        // A table alone.
        let table = dbf::bytes(outgoing, &without, written, progress)?;
        staging.put(&path.with_extension("dbf"), &table)?;
        return staging.put(&path.with_extension("cpg"), b"UTF-8");
    }
    if let Some(rows) = families.values_mut().next() {
        rows.append(&mut without);
        rows.sort_unstable();
    }
    let is_one = families.len() == 1;
    for (family, rows) in families {
        let path = if is_one { path.to_owned() } else { with_suffix(path, family) };
        let too_long = || WriteFault::TooMany(rows.len() as u64, u64::from(i32::MAX as u32));
        let (shapes, index) = shp::bytes(&outgoing.geometries, &rows, family).ok_or_else(too_long)?;
        let table = dbf::bytes(outgoing, &rows, written, progress)?;
        staging.put(&path, &shapes)?;
        staging.put(&path.with_extension("shx"), &index)?;
        staging.put(&path.with_extension("dbf"), &table)?;
        staging.put(&path.with_extension("prj"), prj.as_bytes())?;
        staging.put(&path.with_extension("cpg"), b"UTF-8")?;
    }
    Ok(())
}

/// The path of one of several shapefiles.
fn with_suffix(path: &Path, family: Family) -> PathBuf {
    let suffix = match family {
        Family::Point => "_points",
        Family::MultiPoint => "_multipoints",
        Family::Line => "_lines",
        Family::Polygon => "_polygons",
    };
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(suffix);
    path.with_file_name(name).with_extension("shp")
}
