//! Industry clusters: dense groups of firms of one industry. Refuses to name them: that is `cluster_names`.
//!
//! The firms are those of one dataset, ours or the user's, so that a cluster never holds both.

#[cfg(test)]
mod tests;

pub use super::cluster_names::{ClusterPlace, names, places};

use geo::{Area, InteriorPoint, Polygon};

use crate::domain::{Dataset, DatasetKind, Field, Industry, LonLatBounds};
use crate::geodesy::local::LocalFrame;
use crate::index::ParkModel;
use crate::index::join::Progress;

use super::dbscan::dbscan;
use super::hull::outline;

/// What makes a cluster.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClusterParams {
    /// Reach: firms so near are neighbours, metres.
    pub eps_m: f64,
    /// Least number of firms within reach, the firm itself counted.
    pub min_points: usize,
}

/// A dense group of firms of one industry.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// The industry.
    pub industry: Industry,
    /// Rows of its enterprises, ascending.
    pub members: Vec<u32>,
    /// Smoothed outline, `[lon, lat]`, closed.
    pub hull: Vec<[f64; 2]>,
    /// A point inside the outline, `[lon, lat]`.
    pub centre: [f64; 2],
    /// Area within the outline, m².
    pub area_m2: f64,
}

impl Cluster {
    /// Firms a hectare.
    pub fn density_per_ha(&self) -> f64 {
        self.members.len() as f64 / (self.area_m2 / 10_000.0)
    }
}

/// All clusters: by industry in the order of the plan, then by number of members, then by least row.
#[derive(Clone, Debug, PartialEq)]
pub struct Clusters {
    /// What made them.
    pub params: ClusterParams,
    /// The clusters.
    pub clusters: Vec<Cluster>,
    /// Rows of enterprises with a place and an industry that are in no cluster, ascending.
    pub noise: Vec<u32>,
}

/// Finds the clusters of each industry by DBSCAN in metres; `None` when `progress` (industries done, of five) stopped it.
///
/// A firm stands where its geometry is, else in its building. Distances are flat ones around the middle of the firms: exact
/// to 1 in 1,000 within 10 km of it. The same firms in the same order always give the same clusters; a firm within reach of
/// two clusters but not dense itself belongs to the one whose first dense firm comes first.
///
/// ```
/// use std::ops::ControlFlow;
/// use yuantu::analysis::clusters::{ClusterParams, cluster};
/// use yuantu::index::{ActiveSets, ParkModel};
///
/// let go_on = |_, _| ControlFlow::Continue(());
/// let model = ParkModel::join(ActiveSets::default(), &go_on).unwrap();
/// let found = cluster(&model, ClusterParams { eps_m: 150.0, min_points: 8 }, &go_on).unwrap();
/// assert!(found.clusters.is_empty());
/// ```
pub fn cluster(model: &ParkModel, params: ClusterParams, progress: Progress<'_>) -> Option<Clusters> {
    let mut found = Clusters { params, clusters: Vec::new(), noise: Vec::new() };
    let Some(firms) = model.set(DatasetKind::Enterprises) else { return Some(found) };
    let placed = firms_by_industry(model, firms);
    let positions: Vec<[f64; 2]> = placed.iter().flatten().map(|firm| firm.position).collect();
    let frame = LocalFrame::around(LonLatBounds::of(&positions).centre());
    for (done, (industry, firms)) in Industry::ALL.into_iter().zip(&placed).enumerate() {
        progress(done as u64, Industry::ALL.len() as u64).is_continue().then_some(())?;
        let points: Vec<[f64; 2]> = firms.iter().map(|firm| frame.to_local(firm.position)).collect();
        let labels = dbscan(&points, params.eps_m, params.min_points);
        let count = labels.iter().flatten().max().map_or(0, |&last| last as usize + 1);
        let mut members = vec![Vec::new(); count];
        for (i, label) in labels.iter().enumerate() {
            match label {
                Some(label) => members[*label as usize].push(i),
                None => found.noise.push(firms[i].row),
            }
        }
        members.sort_by_key(|members| (std::cmp::Reverse(members.len()), members.first().copied()));
        let shaped = members.iter().filter_map(|members| shape(industry, members, firms, &points, &frame, params.eps_m));
        found.clusters.extend(shaped);
    }
    found.noise.sort_unstable();
    Some(found)
}

/// A firm with a place.
struct Placed {
    row: u32,
    position: [f64; 2],
}

fn firms_by_industry(model: &ParkModel, firms: &Dataset) -> [Vec<Placed>; 5] {
    let mut placed: [Vec<Placed>; 5] = Default::default();
    // The same few words again and again: the last one read saves most of the looking up.
    let mut last: (&str, Option<Industry>) = ("", None);
    for row in 0..firms.len() {
        let Some(text) = firms.text(row, Field::Industry) else { continue };
        if last.0 != text {
            last = (text, Industry::parse(text));
        }
        let (Some(industry), Some(position)) = (last.1, model.place_of(DatasetKind::Enterprises, row as u32)) else { continue };
        placed[industry as usize].push(Placed { row: row as u32, position });
    }
    placed
}

fn shape(
    industry: Industry,
    members: &[usize],
    firms: &[Placed],
    points: &[[f64; 2]],
    frame: &LocalFrame,
    eps_m: f64,
) -> Option<Cluster> {
    let hull: Polygon = outline(&members.iter().map(|&i| points[i]).collect::<Vec<_>>(), eps_m)?;
    let centre = hull.interior_point()?;
    Some(Cluster {
        industry,
        members: members.iter().map(|&i| firms[i].row).collect(),
        hull: hull.exterior().coords().map(|c| frame.to_lon_lat([c.x, c.y])).collect(),
        centre: frame.to_lon_lat([centre.x(), centre.y()]),
        area_m2: hull.unsigned_area(),
    })
}
