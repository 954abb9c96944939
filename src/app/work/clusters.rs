//! The industry clusters under the present settings, named by their place. Refuses the settings' bounds.

use std::sync::Arc;

use crate::analysis::clusters::{self, ClusterParams, Clusters};
use crate::app::session::Session;
use crate::domain::{Confidence, Dataset};
use crate::map::sheet::dataset_of_clusters;

/// Clusters and the name of each.
pub struct Named {
    clusters: Arc<Clusters>,
    names: Arc<Vec<[String; 2]>>,
    records: Arc<Dataset>,
}

impl Session {
    /// Finds the clusters anew under the present settings; the newest wish alone counts.
    pub fn start_clusters(&mut self) {
        let Some(park) = &self.state.park else { return };
        let model = park.model.clone();
        let workspace = self.state.workspace();
        let params = ClusterParams { eps_m: workspace.cluster_eps_m, min_points: workspace.cluster_min_points };
        self.work.clusters.start(move |line| {
            let progress = |done, total| line.progress(done, total);
            let Some(clusters) = clusters::cluster(&model, params, &progress) else { return };
            let names = Arc::new(clusters::names(&clusters, &model));
            let records = Arc::new(records_of(&clusters, &names));
            line.send(Named { clusters: Arc::new(clusters), names, records });
        });
    }

    pub(super) fn take_clusters(&mut self) {
        let Some(Named { clusters, names, records }) = self.work.clusters.poll().pop() else { return };
        if let Some(park) = &mut self.state.park {
            park.clusters = clusters;
            park.cluster_names = names;
            self.state.set_cluster_records(Some(records));
            self.drawing_changed();
        }
    }
}

/// The clusters as records with a name, so that they can be hovered and selected.
fn records_of(clusters: &Clusters, names: &[[String; 2]]) -> Dataset {
    let mut records = dataset_of_clusters(clusters, names);
    records.confidence = Some(Confidence::Demo).filter(|_| !clusters.clusters.is_empty());
    records
}
