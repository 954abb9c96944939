//! The scene and the legend, made anew on a thread when anything they show has changed. Changes that come while one is made
//! wait for the next one, so that a dragged slider shows every scene that there is time for. Refuses to draw.

use std::sync::Arc;

use crate::analysis::clusters::Clusters;
use crate::analysis::vacancy::VacancyTable;
use crate::app::session::Session;
use crate::app::task::TaskKind;
use crate::domain::{Dataset, RecordRef};
use crate::i18n::Lang;
use crate::index::ParkModel;
use crate::map::legend::{self, LegendLayer};
use crate::map::mesh::LayerMesh;
use crate::map::palette::MapLook;
use crate::map::scene::Scene;
use crate::map::sheet::{self, ClusterNames, FindingMarks, SheetCache, SheetInput};
use crate::ui::command::Page;
use crate::workspace::{LayerKey, LayerState, Workspace};

/// Layers that are not drawn while space is looked for.
const BESIDE_FINDING: [LayerKey; 6] = [
    LayerKey::Enterprises,
    LayerKey::Clusters,
    LayerKey::Renewal,
    LayerKey::LowEfficiency,
    LayerKey::Projects,
    LayerKey::Institutions,
];

/// A scene and its legend.
pub struct Drawn {
    scene: Arc<Scene>,
    legend: Vec<LegendLayer>,
    cache: SheetCache,
}

/// The task and what waits for it.
pub struct Redrawing {
    task: TaskKind<Box<Drawn>>,
    /// Something shown has changed since the last scene was begun.
    stale: bool,
    /// Lent to the task while it runs.
    cache: Option<SheetCache>,
}

/// A snapshot of all a scene is made from.
pub(super) struct Source {
    lang: Lang,
    look: MapLook,
    workspace: Workspace,
    datasets: Vec<(Arc<Dataset>, Arc<LayerMesh>)>,
    model: Option<Arc<ParkModel>>,
    vacancy: Option<Arc<VacancyTable>>,
    clusters: Option<(Arc<Clusters>, Arc<ClusterNames>)>,
    findings: Option<FindingMarks>,
    fitting: Option<Arc<Vec<u32>>>,
}

impl Redrawing {
    /// Nothing drawn yet.
    pub fn new(wake: &egui::Context) -> Self {
        Self { task: TaskKind::new("drawing", wake), stale: false, cache: Some(SheetCache::default()) }
    }

    /// True while a scene is made or wanted.
    pub fn is_busy(&self) -> bool {
        self.stale || self.task.is_busy()
    }
}

impl Session {
    /// Something shown has changed: scene and legend follow.
    pub fn drawing_changed(&mut self) {
        self.work.drawing.stale = true;
    }

    pub(super) fn take_drawing(&mut self) {
        if let Some(drawn) = self.work.drawing.task.poll().pop() {
            let Drawn { scene, legend, cache } = *drawn;
            self.work.drawing.cache = Some(cache);
            self.drawing.scene = scene;
            self.drawing.legend = legend;
        }
        if self.work.drawing.stale
            && let Some(mut cache) = self.work.drawing.cache.take()
        {
            self.work.drawing.stale = false;
            let source = self.source_of_page();
            self.work.drawing.task.start(move |line| {
                let (scene, legend) = source.draw(&mut cache);
                line.send(Box::new(Drawn { scene: Arc::new(scene), legend, cache }));
            });
        }
    }

    /// The records of a class of the legend.
    pub fn records_of_class(&self, key: &LayerKey, class: u8) -> Vec<RecordRef> {
        legend::records_of_class(&self.source().input(), key, class)
    }

    /// What the map of the present page is made from: while space is looked for, what fits stands out.
    fn source_of_page(&self) -> Source {
        let mut source = self.source();
        if self.state.page == Page::Find {
            let layers = source.workspace.layers.iter_mut();
            layers.filter(|layer| BESIDE_FINDING.contains(&layer.key)).for_each(|layer| layer.visible = false);
            source.fitting = self.work.finder.view().answer.as_ref().map(|answer| answer.fitting.clone());
        }
        source
    }

    pub(super) fn source(&self) -> Source {
        let state = &self.state;
        let park = state.park.as_ref().filter(|park| state.fits_store(&park.model));
        let mut workspace = state.workspace().clone();
        for piece in state.store.pieces() {
            workspace.layers.insert(0, LayerState::new(LayerKey::Own(piece.dataset.name.clone())));
        }
        let drawn = state.store.shown().chain(state.store.pieces());
        let datasets = drawn.map(|loaded| (loaded.dataset.clone(), loaded.mesh.clone())).collect();
        Source {
            lang: state.settings.lang,
            look: state.settings.look.map_look(),
            workspace,
            datasets,
            model: park.map(|park| park.model.clone()),
            vacancy: park.map(|park| park.vacancy.clone()),
            clusters: park.map(|park| (park.clusters.clone(), park.cluster_names.clone())),
            fitting: None,
            findings: self.work.delivery.marks().or_else(|| self.work.check.marks()),
        }
    }
}

impl Source {
    fn draw(&self, cache: &mut SheetCache) -> (Scene, Vec<LegendLayer>) {
        let input = self.input();
        (sheet::build(&input, cache), legend::legend(&input, cache))
    }

    /// What a scene is made from.
    pub fn input(&self) -> SheetInput<'_> {
        SheetInput {
            lang: self.lang,
            look: self.look,
            workspace: &self.workspace,
            datasets: &self.datasets,
            model: self.model.as_ref(),
            vacancy: self.vacancy.as_ref(),
            clusters: self.clusters.as_ref().map(|(clusters, names)| (clusters, names)),
            findings: self.findings.as_ref(),
            fitting: self.fitting.as_ref().map(|rows| rows.as_slice()),
        }
    }
}
