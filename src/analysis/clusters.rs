//! Industry clusters: dense groups of firms of one industry. Refuses to name them: that is done by place, above.

use crate::domain::Industry;

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
