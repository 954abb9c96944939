//! Whether geometry is what it should be: outlines that cross, spikes, holes outside, features that lie on one another or leave
//! gaps, coordinates where nothing of the kind is; and its repair. Refuses to change a dataset: a repair makes another one.

mod change;
mod crossing;
mod feature;
mod gap;
mod params;
mod repair;
mod replace;
mod report;
mod ring;
mod shapes;
mod tiling;
mod whereabouts;

#[cfg(test)]
mod tests;

pub use change::{Change, change_of};
pub use gap::{NoFill, fill_row, receiver};
pub use params::Params;
pub use repair::{Repaired, cut_row, mend_of, repair_row};
pub use replace::repaired_with;
pub use report::{issues_of, size_of};

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::domain::{Dataset, IssueKind};

/// One thing that is wrong, at one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The row it is of.
    pub row: u32,
    /// The other row, where two are concerned.
    pub other: Option<u32>,
    /// What is wrong.
    pub kind: IssueKind,
    /// Where, degrees `[lon, lat]`.
    pub position: [f64; 2],
    /// How often it is so in the feature.
    pub times: u32,
    /// Length of a spike or a shared line, mean width of a sliver or a gap, distance of what lies far away, metres; 0 where there
    /// is none.
    pub length_m: f64,
    /// Area of an overlap, a gap or a sliver, m² on the ellipsoid; 0 where there is none.
    pub area_m2: f64,
    /// The rings of an overlap or a gap, degrees, closed, polygon by polygon with its shell first; empty for what is at a point.
    pub polygons: Vec<Vec<Vec<[f64; 2]>>>,
    /// The rows along the border of a gap, each with its share of it, the greatest first; empty for all else.
    pub beside: Vec<(u32, f64)>,
}

impl Finding {
    /// A finding at a place.
    fn at(row: usize, kind: IssueKind, position: [f64; 2]) -> Self {
        Self {
            row: row as u32,
            other: None,
            kind,
            position,
            times: 1,
            length_m: 0.0,
            area_m2: 0.0,
            polygons: Vec::new(),
            beside: Vec::new(),
        }
    }
}

/// The kinds of findings, in the order in which they are told.
pub const KINDS: [IssueKind; 14] = [
    IssueKind::SelfCrossing,
    IssueKind::HoleOutside,
    IssueKind::PartsOverlap,
    IssueKind::SelfTouching,
    IssueKind::ZeroArea,
    IssueKind::Spike,
    IssueKind::Overlap,
    IssueKind::Gap,
    IssueKind::Sliver,
    IssueKind::AntimeridianCut,
    IssueKind::OutsideArea,
    IssueKind::FarAway,
    IssueKind::DuplicateVertex,
    IssueKind::RingWinding,
];

/// Whether findings of a kind are marked on the map: what is invisible there is not.
pub fn is_marked(kind: IssueKind) -> bool {
    !matches!(kind, IssueKind::DuplicateVertex | IssueKind::RingWinding)
}

/// Checks a dataset on all cores; `progress(done, total)` in rows. The findings are by row, the same for any number of cores.
/// `None` when `progress` said to stop.
///
/// ```
/// use yuantu::analysis::validity::{Params, check};
/// use yuantu::domain::{Dataset, GeometryKind, IssueKind, Origin, PartKind};
/// use std::{ops::ControlFlow, sync::Arc};
///
/// let mut dataset = Dataset::new("bow tie", Origin::Embedded);
/// dataset.geometries.positions.extend([[121.0, 31.0], [121.001, 31.001], [121.001, 31.0], [121.0, 31.001], [121.0, 31.0]]);
/// dataset.geometries.end_ring();
/// dataset.geometries.end_part(PartKind::Polygon);
/// dataset.geometries.end_feature(GeometryKind::Polygon);
/// let params = Params::of(&dataset, None);
/// let findings = check(&Arc::new(dataset), &params, &|_, _| ControlFlow::Continue(())).unwrap_or_default();
/// assert_eq!(findings.iter().map(|finding| finding.kind).collect::<Vec<_>>(), [IssueKind::SelfCrossing]);
/// ```
pub fn check(
    dataset: &Arc<Dataset>,
    params: &Params,
    progress: &(dyn Fn(u64, u64) -> ControlFlow<()> + Sync),
) -> Option<Vec<Finding>> {
    let rows = dataset.len();
    let total = 2 * rows as u64;
    let done = AtomicU64::new(0);
    let told = |more: usize| progress(done.fetch_add(more as u64, Ordering::Relaxed) + more as u64, total);
    let mut findings = on_all_cores(rows, &told, |row, scratch, findings| {
        feature::check(&dataset.geometries, row, params, scratch, findings);
    })?;
    whereabouts::check(dataset, params, &mut findings);
    tiling::check(dataset, params, &told, &mut findings)?;
    findings.sort_by_key(|finding| finding.row);
    Some(findings)
}

/// Rows that are done between two looks at whether to go on.
const BATCH: usize = 2048;

/// Does something for each row, in batches on all cores; what it finds comes in the order of the rows.
fn on_all_cores<S: Default>(
    rows: usize,
    told: &(dyn Fn(usize) -> ControlFlow<()> + Sync),
    each: impl Fn(usize, &mut S, &mut Vec<Finding>) + Sync,
) -> Option<Vec<Finding>> {
    let next = AtomicU64::new(0);
    let work = || {
        let mut scratch = S::default();
        let mut found = Vec::new();
        loop {
            let batch = next.fetch_add(1, Ordering::Relaxed) as usize;
            let begin = batch * BATCH;
            if begin >= rows {
                return Some(found);
            }
            let end = (begin + BATCH).min(rows);
            let mut own = Vec::new();
            (begin..end).for_each(|row| each(row, &mut scratch, &mut own));
            found.push((batch, own));
            if told(end - begin).is_break() {
                return None;
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, |count| count.get()).min(8).min(rows.div_ceil(BATCH).max(1));
    let parts: Option<Vec<_>> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let own = work();
        std::iter::once(own).chain(others.into_iter().map(|thread| thread.join().ok().flatten())).collect()
    });
    let mut found: Vec<_> = parts?.into_iter().flatten().collect();
    found.sort_by_key(|(batch, _)| *batch);
    Some(found.into_iter().flat_map(|(_, own)| own).collect())
}
