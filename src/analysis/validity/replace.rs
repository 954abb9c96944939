//! A dataset with some of its features repaired: another dataset of the same rows. What was repaired before and is not wanted any
//! more is as the file has it. Refuses to write anything.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use crate::domain::{Dataset, Geometries, Repairs};
use crate::geodesy::geodesic;

use super::repair::repair_row;

/// The features that are repaired, by their numbers in the file.
pub fn repaired(dataset: &Dataset) -> BTreeSet<u32> {
    dataset.repairs.rows.iter().map(|&row| dataset.feature_number(row as usize)).collect()
}

/// The dataset with these features (by their numbers in the file) repaired and no others; `progress(done, total)` in rows. The
/// same dataset and features give the same result. `None` when `progress` said to stop.
pub fn repaired_with(
    dataset: &Dataset,
    features: &BTreeSet<u32>,
    progress: &dyn Fn(u64, u64) -> ControlFlow<()>,
) -> Option<Dataset> {
    let mut geometries = Geometries::default();
    let mut repairs = Repairs::default();
    let mut alone = Geometries::default();
    for row in 0..dataset.len() {
        if row.is_multiple_of(4096) && progress(row as u64, dataset.len() as u64).is_break() {
            return None;
        }
        let known = dataset.repairs.place_of(row as u32);
        let (before, at) = known.map_or((&dataset.geometries, row), |at| (&dataset.repairs.before, at));
        let wanted = features.contains(&dataset.feature_number(row));
        match wanted.then(|| repair_row(before, at)).flatten() {
            Some(repaired) => {
                repaired.push(before, at, &mut geometries);
                repairs.rows.push(row as u32);
                repairs.before.push_copy(before, at);
                alone.push_copy(&geometries, row);
            }
            None => geometries.push_copy(before, at),
        }
    }
    let area = |geometries: &Geometries| (0..geometries.len()).map(|at| geodesic::feature_area_m2(geometries, at)).sum();
    (repairs.area_before_m2, repairs.area_after_m2) = (area(&repairs.before), area(&alone));
    geometries.shrink();
    Some(Dataset { geometries, repairs, ..dataset.clone() })
}
