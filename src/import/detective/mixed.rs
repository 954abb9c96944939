//! Mixed datums in one file: rows that fit another system clearly better than the others do. Refuses to tell single points without
//! a name: only where a list turns from one system to another do they say something together.

use super::super::proposal::Sureness;
use super::measure::{Ground, Measure};
use super::rows::Rows;
use super::verdict::FIT_M;

/// A named row fits another system better where it does not fit the proposed one and is this near, and so many times nearer,
/// under the other.
const FIT_BETTER_M: f64 = 100.0;
const BETTER: f64 = 3.0;
/// A boundary fits another system better where it follows real things for this share of its length there, so many times as long
/// as under the proposed one.
const EDGE_RIGHT: f64 = 0.3;
/// Shares of points on forbidden ground under the right system and under wrong ones, as measured on real files.
const RIGHT: f64 = 0.02;
const WRONG: f64 = 0.15;
/// A list turns where two systems explain it better than one by this much, and each explains its part better than any other by
/// this much: logarithms of odds, one in 160,000 and one in 400.
const TURN: f64 = 12.0;
const PART: f64 = 6.0;

/// The rows that fit another system clearly better than the proposed one, ascending: named rows, and boundaries.
pub(super) fn of_another(measures: &[Measure], proposed: usize, rows: &Rows<'_>) -> Vec<u32> {
    let Some(own) = measures.get(proposed) else { return Vec::new() };
    let is_better = |&at: &usize| {
        let Some(here_m) = own.distances_m[at] else { return false };
        let elsewhere = measures.iter().filter_map(|measure| measure.distances_m[at]);
        here_m > FIT_M && elsewhere.fold(f64::INFINITY, f64::min) <= FIT_BETTER_M.min(here_m / BETTER)
    };
    let named = (0..rows.named.len()).filter(is_better).map(|at| rows.named[at].row);
    let follows_another = |row: u32| {
        let Some(here) = own.share_of(row) else { return false };
        let elsewhere = measures.iter().filter_map(|measure| measure.share_of(row)).fold(0.0, f64::max);
        elsewhere >= EDGE_RIGHT.max(BETTER * here)
    };
    let edges = own.edges.iter().map(|edge| edge.row).filter(|&row| follows_another(row));
    let mut found: Vec<u32> = named.chain(edges).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Where a list turns from one system to another, as it does where two were put together: the system of the longer part, and the
/// rows of the shorter. Told from the ground that the points stand on.
pub(super) fn turn(measures: &[Measure], rows: &Rows<'_>) -> Option<(usize, Sureness, Vec<u32>)> {
    let odds = |ground: Ground| match ground {
        Ground::Unknown => 0.0,
        Ground::Free => ((1.0 - RIGHT) / (1.0 - WRONG)).ln(),
        Ground::Forbidden => (RIGHT / WRONG).ln(),
    };
    // Before each point, for each system, the sum of the odds that it is the right one.
    let sums: Vec<Vec<f64>> = measures
        .iter()
        .map(|measure| {
            let steps = measure.grounds.iter().scan(0.0, |sum, &ground| {
                *sum += odds(ground);
                Some(*sum)
            });
            std::iter::once(0.0).chain(steps).collect()
        })
        .collect();
    let points = rows.points.len();
    let best = |from: usize, to: usize| {
        let mut scores: Vec<(f64, usize)> = sums.iter().enumerate().map(|(number, sum)| (sum[to] - sum[from], number)).collect();
        scores.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let margin = scores.get(1).map_or(f64::INFINITY, |next| scores[0].0 - next.0);
        scores.first().map(|&(score, number)| (score, number, margin))
    };
    let (whole, ..) = best(0, points)?;
    let score = |from: usize, to: usize| sums.iter().map(|sum| sum[to] - sum[from]).fold(f64::NEG_INFINITY, f64::max);
    let turns = (1..points).map(|at| (at, score(0, at) + score(at, points)));
    let (at, both) = turns.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    let (_, first, first_margin) = best(0, at)?;
    let (_, second, second_margin) = best(at, points)?;
    if first == second || both - whole < TURN || first_margin < PART || second_margin < PART {
        return None;
    }
    let (number, others) = if at * 2 >= points { (first, &rows.points[at..]) } else { (second, &rows.points[..at]) };
    Some((number, Sureness::Likely, others.iter().map(|point| point.row).collect()))
}
