//! Which system the evidence speaks for, and how clearly; which rows have their numbers exchanged. Refuses a verdict on too
//! little.

use std::collections::BTreeSet;

use super::super::proposal::Sureness;
use super::measure::{Ground, Measure};
use super::rows::{Point, Rows};

/// A named row fits within this many metres of its place: accuracy of the places, size of a station.
pub(super) const FIT_M: f64 = 150.0;
/// Named rows that must fit before names say anything, and before they say it surely.
const NAMES: usize = 3;
const MANY_NAMES: usize = 8;
/// Points needed for the test of the ground; the share on forbidden ground that the right system may have (1–2 % were measured,
/// against 13–17 % under wrong ones); how many standard deviations it must be better than any other.
const POINTS: usize = 40;
const RIGHT_SHARE: f64 = 0.06;
const DEVIATIONS: f64 = 3.0;
const SURE_DEVIATIONS: f64 = 5.0;
/// The same for boundaries: metres needed, share of the right one, times any other's (42–49 % were measured, against 8–15 %).
const EDGES_M: f64 = 3_000.0;
const RIGHT_EDGES: f64 = 0.2;
const EDGES_TIMES: f64 = 2.0;
const SURE_EDGES: f64 = 0.3;

/// The system proposed, by its number, and how sure.
pub(super) fn verdict(measures: &[Measure], rows: &Rows<'_>) -> Option<(usize, Sureness)> {
    let grounds = by_edges(measures).into_iter().chain(by_grounds(measures)).collect::<Vec<_>>();
    if let Some((best, sureness)) = by_names(measures) {
        let against = grounds.iter().any(|&(other, _)| other != best);
        let with = grounds.iter().any(|&(other, _)| other == best);
        return Some((
            best,
            match (against, with) {
                (true, _) => Sureness::Guess,
                (false, true) => Sureness::Sure,
                (false, false) => sureness,
            },
        ));
    }
    match grounds.as_slice() {
        [(first, _), (second, _)] if first != second => None,
        [(first, _), _] => Some((*first, Sureness::Sure)),
        [only] => Some(*only),
        // Numbers that are no degrees lead to one city of the world by one grid alone.
        [] if !rows.is_degrees && measures.len() == 1 && measures[0].candidate.in_district > 0 => Some((0, Sureness::Likely)),
        _ => None,
    }
}

/// The rows whose numbers fit the others only when they are exchanged.
pub(super) fn swapped(rows: &Rows<'_>) -> Vec<u32> {
    let Some([x, y]) = rows.middle() else { return Vec::new() };
    // Half the world's width in degrees is no distance; a thousand kilometres in metres is.
    let (near, far) = if rows.is_degrees { (3.0, 30.0) } else { (300_000.0, 1_000_000.0) };
    let is_swapped = |point: &&Point| {
        let [px, py] = point.position;
        (px - x).hypot(py - y) > far && (py - x).hypot(px - y) < near
    };
    rows.points.iter().filter(is_swapped).map(|point| point.row).collect()
}

/// A row votes for the one system that it fits.
fn by_names(measures: &[Measure]) -> Option<(usize, Sureness)> {
    let named = measures.first()?.distances_m.len();
    let mut votes = vec![0_usize; measures.len()];
    for at in 0..named {
        let fits = |measure: &Measure| measure.distances_m[at].is_some_and(|metres| metres <= FIT_M);
        let mut fitting = (0..measures.len()).filter(|&number| fits(&measures[number]));
        if let (Some(one), None) = (fitting.next(), fitting.next()) {
            votes[one] += 1;
        }
    }
    let (best, second) = best_two(&votes, |a, b| a > b)?;
    let (most, next) = (votes[best], second.map_or(0, |second| votes[second]));
    // Files of mixed datums have many that fit the second best; elsewhere it has a few by chance.
    let is_mixed = most >= MANY_NAMES && next >= MANY_NAMES;
    if most < NAMES || !is_mixed && most < 2 * next + 1 {
        return None;
    }
    Some((best, if most >= MANY_NAMES && !is_mixed { Sureness::Sure } else { Sureness::Likely }))
}

fn by_edges(measures: &[Measure]) -> Option<(usize, Sureness)> {
    let shares: Vec<f64> = measures.iter().map(|measure| measure.candidate.edge_share.unwrap_or(0.0)).collect();
    let (best, second) = best_two(&shares, |a, b| a > b)?;
    let next = second.map_or(0.0, |second| shares[second]);
    let length_m = measures[best].edge_length_m;
    if length_m < EDGES_M || second.is_none() {
        return None;
    }
    if shares[best] < RIGHT_EDGES || shares[best] < EDGES_TIMES * next {
        return by_single_edges(measures);
    }
    let is_sure = shares[best] >= SURE_EDGES && length_m >= 3.0 * EDGES_M;
    Some((best, if is_sure { Sureness::Sure } else { Sureness::Likely }))
}

/// Where all boundaries together do not say it, as in a file of two datums, each one votes for the system that it fits.
fn by_single_edges(measures: &[Measure]) -> Option<(usize, Sureness)> {
    let mut votes = vec![0_usize; measures.len()];
    let able = |row: &u32| measures.iter().any(|measure| measure.share_of(*row).is_some());
    let rows: BTreeSet<u32> = measures.iter().flat_map(|measure| &measure.edges).map(|edge| edge.row).filter(able).collect();
    for &edge in &rows {
        let shares: Vec<f64> = measures.iter().map(|measure| measure.share_of(edge).unwrap_or(0.0)).collect();
        if let Some((best, Some(second))) = best_two(&shares, |a, b| a > b)
            && shares[best] >= RIGHT_EDGES.max(EDGES_TIMES * shares[second])
        {
            votes[best] += 1;
        }
    }
    let (best, second) = best_two(&votes, |a, b| a > b)?;
    let next = second.map_or(0, |second| votes[second]);
    // By chance some vote for anything: most have to vote for the two best.
    let speaks = votes[best] >= NAMES && 2 * (votes[best] + next) > rows.len() && (next >= NAMES || votes[best] > 2 * next);
    speaks.then_some((best, Sureness::Likely))
}

fn by_grounds(measures: &[Measure]) -> Option<(usize, Sureness)> {
    let enough = |measure: &Measure| measure.grounds.iter().filter(|&&ground| ground != Ground::Unknown).count() >= POINTS;
    let able: Vec<usize> = (0..measures.len()).filter(|&number| enough(&measures[number])).collect();
    let share = |number: usize| measures[number].candidate.forbidden_share.unwrap_or(1.0);
    let best = able.iter().copied().min_by(|&a, &b| share(a).total_cmp(&share(b)))?;
    if share(best) > RIGHT_SHARE || able.len() < 2 {
        return None;
    }
    let least = able.iter().filter(|&&other| other != best).map(|&other| deviations(&measures[best], &measures[other]));
    let least = least.fold(f64::INFINITY, f64::min);
    if least < DEVIATIONS {
        return None;
    }
    Some((best, if least >= SURE_DEVIATIONS { Sureness::Sure } else { Sureness::Likely }))
}

/// McNemar's test: of the points that are on forbidden ground under one system alone, how far the numbers of both are apart, in
/// standard deviations.
fn deviations(best: &Measure, other: &Measure) -> f64 {
    let (mut only_best, mut only_other) = (0.0, 0.0);
    for pair in best.grounds.iter().zip(&other.grounds) {
        match pair {
            (Ground::Forbidden, Ground::Free) => only_best += 1.0,
            (Ground::Free, Ground::Forbidden) => only_other += 1.0,
            _ => {}
        }
    }
    let both: f64 = only_best + only_other;
    if both == 0.0 { 0.0 } else { (only_other - only_best) / both.sqrt() }
}

/// The numbers of the best and the second best; the first of equals.
fn best_two<T: Copy>(of: &[T], is_better: impl Fn(T, T) -> bool) -> Option<(usize, Option<usize>)> {
    let best_but = |except: Option<usize>| {
        let others = (0..of.len()).filter(|&number| Some(number) != except);
        others.reduce(|best, number| if is_better(of[number], of[best]) { number } else { best })
    };
    let best = best_but(None)?;
    Some((best, best_but(Some(best))))
}
