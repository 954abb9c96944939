//! Positions of any coordinate system brought to degrees WGS84, row by row: swapped axes, swapped rows, rows outside. Refuses
//! to find out the system.

use crate::domain::{Dataset, Geometries, GeometryKind, IssueKind, PlacedBy, Placement, Recipe};
use crate::geodesy::crs::{Crs, Transform};
use crate::geodesy::local::metres_per_degree;

use super::place::Places;
use super::tally::Tally;

/// Degrees between which China lies: to tell swapped coordinates, not to draw a border.
const CHINA_LON: std::ops::RangeInclusive<f64> = 73.0..=136.0;
const CHINA_LAT: std::ops::RangeInclusive<f64> = 3.0..=54.0;
/// Positions looked at for the mean shift.
const SAMPLE: usize = 1_000;
/// Positions that one thread converts at a time.
const CHUNK: usize = 16_384;

/// Brings the positions of a dataset to degrees WGS84.
pub fn to_wgs84(raw: &Dataset, mut geometries: Geometries, recipe: &Recipe, tally: &mut Tally) -> Places {
    let declared = raw.about.declared_crs.as_deref().unwrap_or_default();
    let by = match (recipe.crs.is_empty(), declared.is_empty()) {
        (false, _) => PlacedBy::User,
        (true, false) => PlacedBy::Declared,
        (true, true) => PlacedBy::Format,
    };
    let code = [recipe.crs.as_str(), declared, "WGS84"].into_iter().find(|code| !code.is_empty()).unwrap_or_default();
    let (crs, way) = match Crs::parse(code).and_then(|crs| Transform::new(&crs).map(|way| (crs, way))) {
        Ok(found) => found,
        Err(fault) => {
            // Numbers of an unknown system would land anywhere: the rows stay in the table.
            if !geometries.positions.is_empty() {
                tally.add(IssueKind::UnknownCrs, None, 0, || Some(fault.subject()));
            }
            let placement = Placement { crs: code.to_owned(), by, ..Placement::default() };
            let all = vec![true; geometries.len()];
            return Places { geometries: without(&geometries, &all), swapped: Vec::new(), placement };
        }
    };
    let is_degrees = crs.is_degrees();
    if recipe.swap_axes {
        geometries.positions.iter_mut().for_each(|position| position.reverse());
    }
    let mut leave_out = vec![false; geometries.len()];
    let swapped = if is_degrees { swapped_rows(&mut geometries, recipe, &mut leave_out, tally) } else { Vec::new() };
    let step = (geometries.positions.len() / SAMPLE).max(1);
    let before: Vec<[f64; 2]> = geometries.positions.iter().step_by(step).copied().collect();
    let outside = convert(&mut geometries.positions, &way);
    for row in rows_of(&geometries, &outside) {
        if let Some(left_out @ false) = leave_out.get_mut(row as usize) {
            *left_out = true;
            tally.add(IssueKind::OutsideCrs, None, row, || Some(crs.name()));
        }
    }
    let shift_m = is_degrees.then(|| mean_shift_m(&before, geometries.positions.iter().step_by(step))).flatten();
    if leave_out.contains(&true) {
        geometries = without(&geometries, &leave_out);
    }
    let placement = Placement { crs: crs.code(), by, shift_m, axes_swapped: recipe.swap_axes };
    Places { geometries, swapped, placement }
}

/// Puts rows with swapped coordinates right, or leaves them out and tells them: as the user decided.
fn swapped_rows(geometries: &mut Geometries, recipe: &Recipe, leave_out: &mut [bool], tally: &mut Tally) -> Vec<u32> {
    let rows = geometries.len();
    let points = || (0..rows).filter_map(|row| Some((row, single(geometries, row)?)));
    let (mut here, mut all) = (0_usize, 0_usize);
    for (_, position) in points() {
        all += 1;
        here += usize::from(is_in_china(position));
    }
    let mostly_here = here * 2 > all;
    let found: Vec<(usize, [f64; 2])> = points().filter(|(_, position)| is_swapped(*position, mostly_here)).collect();
    if found.is_empty() {
        return Vec::new();
    }
    let mut waiting = Vec::new();
    let mut starts = Vec::with_capacity(rows);
    let mut start = 0;
    for row in 0..rows {
        starts.push(start);
        start += geometries.positions_of(row).len();
    }
    for (row, [x, y]) in found {
        let detail = || Some(format!("{x}, {y}"));
        if recipe.mend_swapped_rows {
            tally.add(IssueKind::SwapMended, None, row as u32, detail);
            if let Some(position) = starts.get(row).and_then(|&at| geometries.positions.get_mut(at)) {
                position.reverse();
            }
        } else {
            tally.add(IssueKind::SwappedPosition, None, row as u32, detail);
            leave_out[row] = true;
            waiting.push(row as u32);
        }
    }
    waiting
}

fn single(geometries: &Geometries, row: usize) -> Option<[f64; 2]> {
    (geometries.kind(row) == GeometryKind::Point).then(|| geometries.positions_of(row).first().copied()).flatten()
}

fn is_in_china([lon, lat]: [f64; 2]) -> bool {
    CHINA_LON.contains(&lon) && CHINA_LAT.contains(&lat)
}

/// A latitude that there is not beside a longitude that would be one; in a file of places in China also the mirror of one.
fn is_swapped([lon, lat]: [f64; 2], mostly_here: bool) -> bool {
    lat.abs() > 90.0 && lat.abs() <= 180.0 && lon.abs() <= 90.0
        || mostly_here && !is_in_china([lon, lat]) && is_in_china([lat, lon])
}

/// Converts positions in place, on as many threads as the machine has; gives the indices of those that mean no place.
fn convert(positions: &mut [[f64; 2]], way: &Transform) -> Vec<usize> {
    let convert_chunk = |start: usize, chunk: &mut [[f64; 2]]| {
        let mut outside = Vec::new();
        for (at, position) in chunk.iter_mut().enumerate() {
            match way.to_wgs84(*position) {
                Some(place) => *position = place,
                None => outside.push(start + at),
            }
        }
        outside
    };
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    if threads < 2 || positions.len() < 2 * CHUNK || way.is_identity() {
        return convert_chunk(0, positions);
    }
    let share = positions.len().div_ceil(threads);
    std::thread::scope(|scope| {
        let parts = positions.chunks_mut(share).enumerate();
        let workers: Vec<_> = parts.map(|(at, part)| scope.spawn(move || convert_chunk(at * share, part))).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    })
}

/// The rows that hold positions of these indices (ascending), each once.
fn rows_of(geometries: &Geometries, positions: &[usize]) -> Vec<u32> {
    let mut rows = Vec::new();
    let (mut row, mut end) = (0, geometries.positions_of(0).len());
    for &position in positions {
        while position >= end && row < geometries.len() {
            row += 1;
            end += geometries.positions_of(row).len();
        }
        if rows.last() != Some(&(row as u32)) {
            rows.push(row as u32);
        }
    }
    rows
}

/// The geometries without those of some rows, which become rows without a place.
pub fn without(geometries: &Geometries, left_out: &[bool]) -> Geometries {
    let mut kept = Geometries::default();
    for row in 0..geometries.len() {
        if left_out.get(row) == Some(&true) {
            kept.end_feature(GeometryKind::None);
        } else {
            kept.push_copy(geometries, row);
        }
    }
    kept
}

/// Mean way from some positions, taken as degrees, to others, metres east and north.
fn mean_shift_m<'a>(before: &[[f64; 2]], after: impl Iterator<Item = &'a [f64; 2]>) -> Option<[f64; 2]> {
    let (mut east, mut north, mut count) = (0.0, 0.0, 0.0);
    for (from, to) in before.iter().zip(after).filter(|(from, _)| from[1].abs() <= 90.0) {
        let [x, y] = metres_per_degree(to[1]);
        (east, north, count) = (east + (to[0] - from[0]) * x, north + (to[1] - from[1]) * y, count + 1.0);
    }
    (count > 0.0).then_some([east / count, north / count])
}
