//! A dataset with some of its features repaired: another dataset of the same rows. What was repaired before and is not wanted any
//! more is as the file has it. Refuses to write anything.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use crate::domain::{Dataset, Geometries, Mend, Repairs};
use crate::geodesy::geodesic;

use super::gap::{self, fill_row};
use super::repair::{Repaired, cut_row, repair_row};
use super::tiling::Gaps;

/// The dataset with these repairs and no others; `progress(done, total)` in repairs. The same dataset and repairs give the same
/// result. `None` when `progress` said to stop.
pub fn repaired_with(
    dataset: &Dataset,
    wanted: &BTreeSet<Mend>,
    progress: &dyn Fn(u64, u64) -> ControlFlow<()>,
) -> Option<Dataset> {
    let before = |row: usize| match dataset.repairs.place_of(row as u32) {
        Some(at) => (&dataset.repairs.before, at),
        None => (&dataset.geometries, row),
    };
    let mut mended: BTreeMap<usize, Geometries> = BTreeMap::new();
    let mut mends = BTreeSet::new();
    let mut gaps: Option<Gaps> = None;
    // Features by themselves come first (`Mend` is in this order): what is cut from one another must be sound.
    for (done, &mend) in wanted.iter().enumerate() {
        if progress(done as u64, wanted.len() as u64).is_break() {
            return None;
        }
        let now = |row: usize| mended.get(&row).map_or_else(|| before(row), |geometries| (geometries, 0));
        let (row, repaired) = match mend {
            Mend::Shape(feature) => {
                let Some(row) = dataset.row_of_feature(feature) else { continue };
                let (geometries, at) = now(row);
                (row, repair_row(geometries, at))
            }
            Mend::Fill(feature, mark) => {
                let Some(row) = dataset.row_of_feature(feature) else { continue };
                // Gaps come last: they are between features that are sound and apart.
                let gaps = gaps.get_or_insert_with(|| {
                    let mut all = Geometries::default();
                    (0..dataset.len()).map(now).for_each(|(from, at)| all.push_copy(from, at));
                    Gaps::of(&all)
                });
                let gap = gaps.around(gap::position_of(mark));
                (row, gap.and_then(|gap| fill_row(now(row), &gap)))
            }
            Mend::Cut(feature, other) => {
                let rows = (dataset.row_of_feature(feature), dataset.row_of_feature(other));
                let (Some(row), Some(other)) = rows else { continue };
                (row, cut_row(now(row), now(other)))
            }
        };
        let Some(repaired) = repaired else { continue };
        let alone = alone(&repaired, now(row));
        mended.insert(row, alone);
        mends.insert(mend);
    }
    let mut geometries = Geometries::default();
    let mut repairs = Repairs { mends, ..Repairs::default() };
    for row in 0..dataset.len() {
        let (as_read, at) = before(row);
        let Some(now) = mended.get(&row) else {
            geometries.push_copy(as_read, at);
            continue;
        };
        geometries.push_copy(now, 0);
        repairs.rows.push(row as u32);
        repairs.before.push_copy(as_read, at);
        repairs.area_before_m2 += geodesic::feature_area_m2(as_read, at);
        repairs.area_after_m2 += geodesic::feature_area_m2(now, 0);
    }
    geometries.shrink();
    Some(Dataset { geometries, repairs, ..dataset.clone() })
}

fn alone(repaired: &Repaired, (from, row): (&Geometries, usize)) -> Geometries {
    let mut alone = Geometries::default();
    repaired.push(from, row, &mut alone);
    alone
}
