//! Records that are where nothing of the kind is: outside the area of their coordinate system, outside the park's surroundings,
//! far from all others. Refuses to call most records wrong: then it is the layer that is elsewhere.

use crate::domain::{Dataset, IssueKind, LonLatBounds};
use crate::geodesy::geodesic;
use crate::geodesy::local::LocalFrame;

use super::{Finding, Params};

/// So far from the park's bounds is no place for a record of it, metres.
const SURROUNDINGS_M: f64 = 50_000.0;
/// So many times as far from the middle as half of all records is far away …
const TIMES_AS_FAR: f64 = 30.0;
/// … where that half is taken as no nearer than this, metres.
const NEAREST_HALF_M: f64 = 2_000.0;
/// Fewer records have no middle to speak of.
const FEWEST: usize = 10;
/// At most one of so many may be far away: more are a place of their own.
const ONE_OF: usize = 50;

/// Adds what lies where it should not.
pub(super) fn check(dataset: &Dataset, params: &Params, findings: &mut Vec<Finding>) {
    let centres: Vec<(usize, [f64; 2])> = (0..dataset.len())
        .filter_map(|row| {
            let bounds = dataset.geometries.bounds_of(row);
            (!bounds.is_empty()).then(|| (row, bounds.centre()))
        })
        .collect();
    if let Some((_, area)) = &params.area_of_use {
        let outside = centres.iter().filter(|(_, centre)| !area.contains(*centre));
        findings.extend(outside.map(|&(row, centre)| Finding::at(row, IssueKind::OutsideArea, centre)));
    }
    let (middle, half_m) = middle_of(&centres);
    let far = |row: usize, centre: [f64; 2], from: [f64; 2]| Finding {
        length_m: geodesic::distance_m(from, centre),
        ..Finding::at(row, IssueKind::FarAway, centre)
    };
    let mut found: Vec<Finding> = Vec::new();
    if let Some(park) = params.surroundings.filter(|park| !park.is_empty() && beyond_m(park, middle) <= SURROUNDINGS_M) {
        let outside = centres.iter().filter(|(_, centre)| beyond_m(&park, *centre) > SURROUNDINGS_M);
        found.extend(outside.map(|&(row, centre)| far(row, centre, park.centre())));
    } else if centres.len() >= FEWEST {
        let limit_m = TIMES_AS_FAR * half_m.max(NEAREST_HALF_M);
        let outside = centres.iter().map(|&(row, centre)| far(row, centre, middle));
        found.extend(outside.filter(|finding| finding.length_m > limit_m));
    }
    if found.len() * ONE_OF <= centres.len().max(ONE_OF) {
        findings.append(&mut found);
    }
}

/// The middle of most records (the median of either coordinate), and the distance within which half of them are, metres.
fn middle_of(centres: &[(usize, [f64; 2])]) -> ([f64; 2], f64) {
    if centres.is_empty() {
        return ([0.0; 2], 0.0);
    }
    let middle = [0, 1].map(|axis| median(centres.iter().map(|(_, centre)| centre[axis]).collect()));
    let frame = LocalFrame::around(middle);
    let distances = centres.iter().map(|&(_, centre)| {
        let [x, y] = frame.to_local(centre);
        x.hypot(y)
    });
    (middle, median(distances.collect()))
}

fn median(mut values: Vec<f64>) -> f64 {
    let at = values.len() / 2;
    if values.is_empty() { 0.0 } else { *values.select_nth_unstable_by(at, f64::total_cmp).1 }
}

/// How far a position lies outside some bounds, metres; 0 inside.
fn beyond_m(bounds: &LonLatBounds, [lon, lat]: [f64; 2]) -> f64 {
    let nearest = [lon.clamp(bounds.west, bounds.east), lat.clamp(bounds.south, bounds.north)];
    if nearest == [lon, lat] { 0.0 } else { geodesic::distance_m(nearest, [lon, lat]) }
}
