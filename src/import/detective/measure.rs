//! What speaks for a system: how its places agree with what is known. Refuses to choose.

use crate::domain::LonLatBounds;
use crate::geodesy::local::LocalFrame;

use super::super::known::Known;
use super::super::proposal::Candidate;
use super::candidates::Trial;
use super::rows::Rows;

/// Points that must lie in the known area before the share on forbidden ground says anything.
const POINTS: usize = 20;
/// The same of boundaries, metres.
const EDGES_M: f64 = 1_000.0;
/// The same of one boundary, metres.
const EDGE_M: f64 = 1_500.0;
/// Arrows for the small map.
const ARROWS: usize = 80;

/// Where a row that stands on the ground comes to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// Outside of the known area, or no such thing.
    Unknown,
    /// Where it can be.
    Free,
    /// On water, tracks, green …
    Forbidden,
}

/// What was measured under one system.
pub(super) struct Measure {
    /// Its figures for the sheet.
    pub candidate: Candidate,
    /// For each named row the distance to the place of its name, metres; `None` where that is not clear.
    pub distances_m: Vec<Option<f64>>,
    /// For each point what it stands on.
    pub grounds: Vec<Ground>,
    /// The boundaries within the known area, a row each, by row.
    pub edges: Vec<Edge>,
    /// Their length, metres.
    pub edge_length_m: f64,
}

impl Measure {
    /// The share of a row's boundary that follows real things; `None` where too little of it is in the known area.
    pub(super) fn share_of(&self, row: u32) -> Option<f64> {
        let edge = self.edges.get(self.edges.binary_search_by_key(&row, |edge| edge.row).ok()?)?;
        (edge.length_m >= EDGE_M).then_some(edge.along_m / edge.length_m)
    }
}

/// The boundary of a row.
pub(super) struct Edge {
    pub row: u32,
    /// Within the known area, metres.
    pub length_m: f64,
    /// Of that along real rivers, tracks and roads, metres.
    pub along_m: f64,
}

/// A place of the same name must be so many times nearer than the next of that name, and within this many metres of the row, to
/// say anything.
const CLEARLY: f64 = 3.0;
const FAR_M: f64 = 3_000.0;
/// Places of one name that lie together are one place, metres.
const TOGETHER_M: f64 = 800.0;

/// Measures a system.
pub(super) fn measure(trial: &Trial, rows: &Rows<'_>, known: &Known) -> Measure {
    let area = known.area();
    let places: Vec<Option<[f64; 2]>> = rows.points.iter().map(|point| trial.place(point.position)).collect();
    let mut candidate = Candidate { crs: trial.crs.code(), swap_axes: trial.swap_axes, ..Candidate::default() };
    let mut grounds = vec![Ground::Unknown; places.len()];
    let (mut in_district, mut in_blocks) = (0, 0);
    for (at, place) in places.iter().enumerate() {
        let Some(place) = place.filter(|&place| area.contains(place)) else { continue };
        in_district += rows.every;
        in_blocks += if known.is_in_blocks(place) { rows.every } else { 0 };
        if rows.points[at].is_probe {
            grounds[at] = if known.is_forbidden(place) { Ground::Forbidden } else { Ground::Free };
        }
    }
    candidate.in_district = in_district as u32;
    candidate.in_blocks = in_blocks as u32;
    let standing = grounds.iter().filter(|&&ground| ground != Ground::Unknown).count();
    let forbidden = grounds.iter().filter(|&&ground| ground == Ground::Forbidden).count();
    candidate.forbidden_share = (standing >= POINTS).then(|| forbidden as f64 / standing as f64);

    let mut edges: Vec<Edge> = Vec::new();
    for &(row, position) in &rows.edges {
        let Some(place) = trial.place(position).filter(|&place| area.contains(place)) else { continue };
        if edges.last().is_none_or(|edge| edge.row != row) {
            edges.push(Edge { row, length_m: 0.0, along_m: 0.0 });
        }
        if let Some(edge) = edges.last_mut() {
            edge.length_m += rows.edge_step_m;
            edge.along_m += if known.is_edge(place) { rows.edge_step_m } else { 0.0 };
        }
    }
    let edge_length_m: f64 = edges.iter().map(|edge| edge.length_m).sum();
    let along_m: f64 = edges.iter().map(|edge| edge.along_m).sum();
    candidate.edge_share = (edge_length_m >= EDGES_M).then(|| along_m / edge_length_m);

    let distances_m: Vec<Option<f64>> = rows.named.iter().map(|named| distance_m(trial, named)).collect();
    let mut sorted: Vec<f64> = distances_m.iter().flatten().copied().collect();
    sorted.sort_unstable_by(f64::total_cmp);
    candidate.named = sorted.len() as u32;
    candidate.median_m = sorted.get(sorted.len() / 2).copied();

    if rows.is_degrees {
        shifts(trial, rows, &places, area, &mut candidate);
    }
    Measure { candidate, distances_m, grounds, edges, edge_length_m }
}

/// The mean shift against reading the numbers as they stand, and some arrows.
fn shifts(trial: &Trial, rows: &Rows<'_>, places: &[Option<[f64; 2]>], area: LonLatBounds, candidate: &mut Candidate) {
    let (mut sum, mut count) = ([0.0, 0.0], 0.0);
    // Arrows are for a map of the district: where enough rows are there, the others have none.
    let is_inside = |place: &[f64; 2]| area.contains(*place);
    let inside = places.iter().flatten().filter(|place| is_inside(place)).count();
    let only_inside = inside >= ARROWS / 4;
    let step = (if only_inside { inside } else { places.len() }).div_ceil(ARROWS).max(1);
    let mut number = 0;
    for (point, place) in rows.points.iter().zip(places) {
        let Some(place) = *place else { continue };
        let [x, y] = point.position;
        let before = if trial.swap_axes { [y, x] } else { [x, y] };
        let [east, north] = LocalFrame::around(before).to_local(place);
        sum = [sum[0] + east, sum[1] + north];
        count += 1.0;
        if !only_inside || is_inside(&place) {
            if number % step == 0 {
                candidate.arrows.push((before, place));
            }
            number += 1;
        }
    }
    candidate.shift_m = (count > 0.0).then(|| sum.map(|sum| sum / count));
}

/// How far a named row is from the place of its name. Where there are several places of that name, the nearest counts if it is
/// far nearer than the others, so that a name at every corner speaks for nothing.
fn distance_m(trial: &Trial, named: &super::rows::Named<'_>) -> Option<f64> {
    let positions: Vec<[f64; 2]> = named.positions.iter().filter_map(|&position| trial.place(position)).collect();
    if positions.is_empty() {
        return None;
    }
    if named.places.first()?.is_line() {
        // What is known of a long thing is often a part of it: far from there a line of its name says nothing. A line is as far
        // off as its positions are in the middle.
        let nearest =
            |&position: &[f64; 2]| named.places.iter().map(|place| place.distance_m(position)).fold(f64::INFINITY, f64::min);
        let mut distances: Vec<f64> = positions.iter().map(nearest).collect();
        distances.sort_unstable_by(f64::total_cmp);
        return Some(distances[distances.len() / 2]).filter(|&metres| metres < TOGETHER_M);
    }
    let here = positions[0];
    let mut found: Vec<(f64, [f64; 2])> =
        named.places.iter().filter_map(|place| Some((place.distance_m(here), place.lon_lat()?))).collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    let &(nearest_m, there) = found.first()?;
    let frame = LocalFrame::around(there);
    let elsewhere = found.iter().find(|(_, place)| {
        let [x, y] = frame.to_local(*place);
        x.hypot(y) > TOGETHER_M
    });
    let is_clear = elsewhere.is_none_or(|&(next_m, _)| next_m > CLEARLY * nearest_m);
    (is_clear && nearest_m < FAR_M).then_some(nearest_m)
}
