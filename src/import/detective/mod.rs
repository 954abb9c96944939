//! The coordinate detective: in which system a file's numbers are, told from places of the same name, from the ground that its
//! points stand on, and from the rivers and tracks that its boundaries follow. It proposes and shows its figures; it refuses a
//! proposal on too little evidence, and it moves nothing.

mod candidates;
mod measure;
mod mixed;
mod rows;
mod verdict;

use std::ops::ControlFlow;

use crate::domain::{Dataset, Recipe};
use crate::geodesy::crs::Crs;

use super::known::Known;
use super::proposal::{Candidate, DatumReport, Evidence, Sureness};

use measure::Measure;
use rows::Rows;

/// Places shown as evidence.
const EVIDENCE: usize = 500;
/// Rows that are looked at: with all of them it takes a second; the few are for callers that only want a warning.
const ROWS: usize = 100_000;
const FEW_ROWS: usize = 2_000;

/// Finds out about the coordinates of a raw dataset. `progress` is told how many systems of how many are tried; when it breaks,
/// the report is empty. The same file gives the same report.
pub fn investigate(
    raw: &Dataset,
    recipe: &Recipe,
    known: &Known,
    progress: &(dyn Fn(u64, u64) -> ControlFlow<()> + Sync),
) -> DatumReport {
    look_into(raw, recipe, known, ROWS, progress)
}

/// What the coordinates likely are where that is another system than [`super::apply`] would take them for: its code, and how far
/// off the places would be. Quick: for callers that have nobody to ask and can only warn.
pub(super) fn suspicion(raw: &Dataset, recipe: &Recipe, known: &Known) -> Option<String> {
    let report = look_into(raw, recipe, known, FEW_ROWS, &|_, _| ControlFlow::Continue(()));
    let likely = report.candidates.get(report.proposed?)?;
    let taken = [recipe.crs.as_str(), report.declared.as_deref().unwrap_or_default(), "WGS84"];
    let taken = Crs::parse(taken.into_iter().find(|code| !code.is_empty())?).ok()?;
    let is_same = Crs::parse(&likely.crs).is_ok_and(|crs| crs.is_same_place(&taken)) && likely.swap_axes == recipe.swap_axes;
    if is_same || report.sureness < Sureness::Likely {
        return None;
    }
    let shift = likely.shift_m.map(|[east, north]| east.hypot(north)).filter(|&metres| metres >= 1.0);
    Some(shift.map_or_else(|| likely.crs.clone(), |metres| format!("{} · {metres:.0} m", likely.crs)))
}

fn look_into(
    raw: &Dataset,
    recipe: &Recipe,
    known: &Known,
    sample: usize,
    progress: &(dyn Fn(u64, u64) -> ControlFlow<()> + Sync),
) -> DatumReport {
    let words = raw.about.declared_crs.as_deref().map(str::trim).filter(|words| !words.is_empty());
    let declared = words.and_then(|words| Crs::parse(words).ok());
    let mut report = DatumReport {
        declared: words.map(|words| declared.as_ref().map_or_else(|| words.to_owned(), Crs::code)),
        ..DatumReport::default()
    };
    let rows = Rows::of(raw, recipe, known, sample);
    let to_try = declared.as_ref().map(|crs| if crs.is_same_place(&Crs::Wgs84) { Crs::Wgs84 } else { crs.clone() });
    let trials = candidates::trials(&rows, to_try.as_ref(), known.area());
    let mut measures: Vec<Measure> = Vec::with_capacity(trials.len());
    for (done, trial) in trials.iter().enumerate() {
        if progress(done as u64, trials.len() as u64).is_break() {
            return DatumReport::default();
        }
        measures.push(measure::measure(trial, &rows, known));
    }
    let mut found = verdict::verdict(&measures, &rows);
    let turn = mixed::turn(&measures, &rows);
    if let (None, Some((number, sureness, _))) = (found, &turn) {
        found = Some((*number, *sureness));
    }
    let proposed = found.map(|(number, _)| number);
    report.sureness = found.map(|(_, sureness)| sureness).unwrap_or_default();
    report.declared_agrees = proposed.zip(to_try.as_ref()).map(|(number, declared)| trials[number].crs.is_same_place(declared));
    if let Some(number) = proposed {
        report.of_another = mixed::of_another(&measures, number, &rows);
        if let Some((_, _, others)) = turn.filter(|(system, ..)| *system == number && report.of_another.is_empty()) {
            report.of_another = others;
        }
        report.same_as_cgcs2000 = trials[number].crs == Crs::Wgs84;
    }
    report.swapped = verdict::swapped(&rows);
    let order = best_first(&measures, proposed);
    if let Some(&first) = order.first() {
        report.evidence = evidence(&measures[first], &rows);
    }
    report.proposed = proposed.map(|_| 0);
    let mut candidates: Vec<Option<Candidate>> = measures.into_iter().map(|measure| Some(measure.candidate)).collect();
    report.candidates = order.iter().filter_map(|&number| candidates.get_mut(number)?.take()).collect();
    report
}

/// The systems in the order of the sheet: the proposed one, then by what speaks for them.
fn best_first(measures: &[Measure], proposed: Option<usize>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..measures.len()).collect();
    let rank = |number: &usize| {
        let candidate = &measures[*number].candidate;
        let fits = measures[*number].distances_m.iter().flatten().filter(|&&metres| metres <= verdict::FIT_M).count();
        let edges = candidate.edge_share.unwrap_or(0.0) - candidate.forbidden_share.unwrap_or(1.0);
        (Some(*number) != proposed, std::cmp::Reverse(fits), -edges)
    };
    order.sort_by(|a, b| {
        let (a, b) = (rank(a), rank(b));
        (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2))
    });
    order
}

/// The places that speak, nearest first.
fn evidence(measure: &Measure, rows: &Rows<'_>) -> Vec<Evidence> {
    let pairs = rows.named.iter().zip(&measure.distances_m);
    let mut evidence: Vec<Evidence> = pairs
        .filter_map(|(named, distance_m)| {
            let place = named.places.first()?;
            let known_lon_lat = place.lon_lat()?;
            Some(Evidence { row: named.row, name: place.name().to_owned(), known_lon_lat, distance_m: (*distance_m)? })
        })
        .collect();
    evidence.sort_by(|a, b| a.distance_m.total_cmp(&b.distance_m).then(a.row.cmp(&b.row)));
    evidence.truncate(EVIDENCE);
    evidence
}

#[cfg(test)]
mod tests;
