//! The joins of the active datasets and the figures made of them. Refuses clusters, which follow their own settings.

use std::sync::Arc;

use crate::analysis::clusters::{ClusterParams, Clusters};
use crate::analysis::reference::reference_date;
use crate::analysis::summary::{self, Summary};
use crate::analysis::vacancy::{self, VacancyParams, VacancyTable};
use crate::app::session::Session;
use crate::domain::{Dataset, DatasetKind, Date};
use crate::index::{ActiveSets, ParkModel};
use crate::ui::view::ParkView;
use crate::workspace::Workspace;

/// What was computed.
pub struct Figures {
    model: Arc<ParkModel>,
    reference_date: Date,
    vacancy: Arc<VacancyTable>,
    summary: Arc<Summary>,
}

impl Session {
    /// Joins the active datasets and computes their figures anew. What is shown stays until that is done.
    pub fn start_figures(&mut self) {
        let sets = self.state.store.active_sets();
        let chosen = self.state.chosen_date();
        let known = self.state.park.as_ref().map(|park| park.model.clone());
        self.work.figures.start(move |line| {
            // A new reference date leaves the joins as they are.
            let model = match known.filter(|model| same_sets(model.sets(), &sets)) {
                Some(model) => model,
                None => {
                    let Some(model) = ParkModel::join(sets, &|done, total| line.progress(done, total)) else { return };
                    Arc::new(model)
                }
            };
            let reference_date = chosen.unwrap_or_else(|| reference_date(model.sets()));
            let vacancy = Arc::new(vacancy::vacancy(&model, VacancyParams { reference_date }));
            if line.progress(0, 0).is_break() {
                return;
            }
            let summary = Arc::new(summary::summarise(&model, &vacancy));
            line.send(Figures { model, reference_date, vacancy, summary });
        });
    }

    /// The records of a kind are others: panels and map follow at once, figures and search when they are made.
    pub(super) fn records_changed(&mut self, kind: DatasetKind) {
        self.data_changed();
        if kind == DatasetKind::Other {
            self.start_search_index();
        } else {
            // The search follows when the joins are there.
            self.start_figures();
        }
    }

    pub(super) fn take_figures(&mut self) {
        let Some(Figures { model, reference_date, vacancy, summary }) = self.work.figures.poll().pop() else { return };
        let (clusters, cluster_names) = match self.state.park.take() {
            Some(park) if same_sets(park.model.sets(), model.sets()) => (park.clusters, park.cluster_names),
            _ => (Arc::new(no_clusters(self.state.workspace())), Arc::default()),
        };
        for index in DatasetKind::ALL.into_iter().filter_map(|kind| model.index(kind)) {
            self.picks.insert(index.clone());
        }
        self.state.park = Some(ParkView { model, reference_date, vacancy, summary, clusters, cluster_names });
        self.state.list_issues();
        self.start_clusters();
        self.start_search_index();
        self.start_market();
        self.drawing_changed();
    }
}

fn same_sets(a: &ActiveSets, b: &ActiveSets) -> bool {
    DatasetKind::ALL.into_iter().all(|kind| match (a.get(kind), b.get(kind)) {
        (Some(a), Some(b)) => Arc::<Dataset>::ptr_eq(a, b),
        (None, None) => true,
        _ => false,
    })
}

/// Stands in until the clusters of new data are found.
fn no_clusters(workspace: &Workspace) -> Clusters {
    let params = ClusterParams { eps_m: workspace.cluster_eps_m, min_points: workspace.cluster_min_points };
    Clusters { params, clusters: Vec::new(), noise: Vec::new() }
}
