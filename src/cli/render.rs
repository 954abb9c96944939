//! `yuantu render`: the sheet as a picture, without a window, a display or a graphics adapter. Refuses arguments (`render_args`)
//! and drawing (`map/svg`).

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use crate::analysis::clusters::{ClusterParams, Clusters, cluster, names};
use crate::analysis::reference::reference_date;
use crate::analysis::vacancy::{VacancyParams, VacancyTable, vacancy};
use crate::domain::feature_class::functional_blocks;
use crate::domain::{Dataset, DatasetKind, Date, LonLatBounds};
use crate::geodesy::mercator;
use crate::i18n::Lang;
use crate::i18n::cli::CliText;
use crate::i18n::export::ExportText;
use crate::index::{ActiveSets, ParkModel};
use crate::io::embedded;
use crate::map::camera::Camera;
use crate::map::furniture::{camera_at_scale, confidence_marks};
use crate::map::legend::{LegendLayer, legend};
use crate::map::mesh::LayerMesh;
use crate::map::scene::Scene;
use crate::map::sheet::{self, SheetCache, SheetInput};
use crate::map::{export, svg};
use crate::workspace::{LayerKey, LayerState, Workspace};

use super::check::{issue_lines, read};
use super::render_args::{Format, Look, RenderWish};

/// Room at the edge of a picture that shows everything, points.
const MARGIN_PT: f64 = 24.0;
/// Room for the legend, points, where the picture is wide.
const LEGEND_PT: f64 = 225.0;
/// From so wide on, points.
const WIDE_PT: f64 = 900.0;

/// Why there is no picture.
pub(super) struct Failure {
    /// For the user.
    pub sentence: String,
    /// Of the program.
    pub code: u8,
}

/// Makes a picture and writes it.
pub(super) fn render(wish: &RenderWish, lang: Lang) -> Result<(), Failure> {
    let sets = load(wish, lang)?;
    let workspace = workspace_of(wish, &sets, lang)?;
    let park = Park::of(&sets, wish.date, &workspace);
    let (scene, mut legend) = sheet_of(wish, &sets, &workspace, &park, lang);
    let size_pt = wish.size_pt.map(f64::from);
    let camera = camera_of(wish, &sets, size_pt);
    let mut title = ExportText::Title.text(lang).to_owned();
    if let Some(own_title) = sets.own_title().filter(|_| !sets.shows_park(&camera, size_pt)) {
        title = own_title;
        legend.retain(|layer| sets.is_own(&layer.key));
    }
    let shown: Vec<&Dataset> = drawn_sets(&scene);
    let frame = svg::Frame {
        lang,
        look: wish.palette,
        title,
        reference_date: Some(park.reference_date),
        legend: &legend,
        confidence: &confidence_marks(shown),
        approval: &wish.approval,
    };
    let text = svg::write(&scene, &camera, size_pt, &frame);
    let picture = match wish.format {
        Format::Svg => Ok(text.into_bytes()),
        Format::Png => export::png(&text, 1.0),
        Format::Pdf => export::pdf(&text, &frame.title, Some(park.reference_date), lang),
    };
    let failed = |sentence| Failure { sentence, code: 1 };
    let picture = picture.map_err(|error| failed(ExportText::NoPicture.fill(lang, &[&error.to_string()])))?;
    let path = wish.out.to_string_lossy();
    std::fs::write(&wish.out, picture).map_err(|error| failed(CliText::NotWritten.fill(lang, &[&path, &error.to_string()])))
}

/// The datasets that are shown.
struct Sets {
    active: BTreeMap<DatasetKind, Arc<Dataset>>,
    own_layers: Vec<Arc<Dataset>>,
    /// Bounds of the user's files.
    own_bounds: LonLatBounds,
}

impl Sets {
    /// The names of the user's files; `None` where there are none.
    fn own_title(&self) -> Option<String> {
        let own = self.active.values().filter(|set| !set.is_embedded()).chain(&self.own_layers);
        let names: Vec<_> = own.map(|set| set.name.as_str()).collect();
        (!names.is_empty()).then(|| names.join(" · "))
    }

    /// Whether anything of the blocks may be in view.
    fn shows_park(&self, camera: &Camera, size_pt: [f64; 2]) -> bool {
        let Some(blocks) = self.active.get(&DatasetKind::Blocks) else { return false };
        let [west, south, east, north] = in_mercator(&blocks.geometries.bounds());
        let view = camera.bounds_in_mercator(size_pt);
        west <= view[2] && view[0] <= east && south <= view[3] && view[1] <= north
    }

    /// Whether a layer shows the user's records.
    fn is_own(&self, layer: &LayerKey) -> bool {
        let kind = match layer {
            LayerKey::Own(_) => return true,
            LayerKey::Blocks | LayerKey::Renewal => DatasetKind::Blocks,
            LayerKey::Parks | LayerKey::LowEfficiency => DatasetKind::Parks,
            LayerKey::Buildings => DatasetKind::Buildings,
            LayerKey::Enterprises | LayerKey::Clusters => DatasetKind::Enterprises,
            LayerKey::Projects => DatasetKind::Projects,
            LayerKey::Metro => DatasetKind::Stations,
            _ => return false,
        };
        self.active.get(&kind).is_some_and(|set| !set.is_embedded())
    }
}

/// Reads the embedded data and the user's, which takes its place. What is refused is told, and the rest is drawn.
fn load(wish: &RenderWish, lang: Lang) -> Result<Sets, Failure> {
    let embedded = embedded::load_all(0).into_iter().map(|set| (set.kind, Arc::new(set)));
    let mut sets = Sets { active: embedded.collect(), own_layers: Vec::new(), own_bounds: LonLatBounds::EMPTY };
    for path in &wish.files {
        let outcome = read(path);
        let lines = issue_lines(&outcome, lang);
        let name = path.to_string_lossy();
        let Some(dataset) = outcome.dataset else {
            return Err(Failure { sentence: CliText::NotReadable.fill(lang, &[&name, &lines]), code: 1 });
        };
        if !lines.is_empty() {
            eprint!("{name}\n{lines}");
        }
        sets.own_bounds = sets.own_bounds.union(&dataset.geometries.bounds());
        match dataset.kind {
            DatasetKind::Other => sets.own_layers.push(Arc::new(dataset)),
            kind => {
                sets.active.insert(kind, Arc::new(dataset));
            }
        }
    }
    Ok(sets)
}

/// The layers as they are at first, those of the user's own on top; or only the wanted ones.
fn workspace_of(wish: &RenderWish, sets: &Sets, lang: Lang) -> Result<Workspace, Failure> {
    let mut workspace = Workspace::default();
    for set in &sets.own_layers {
        workspace.layers.insert(0, LayerState::new(LayerKey::Own(set.name.clone())));
    }
    let Some(wanted) = &wish.layers else { return Ok(workspace) };
    if let Some(unknown) = wanted.iter().find(|key| workspace.layer(key).is_none()) {
        let known: Vec<_> = workspace.layers.iter().map(|layer| layer.key.code()).collect();
        return Err(Failure { sentence: CliText::NoSuchLayer.fill(lang, &[&unknown.code(), &known.join(", ")]), code: 2 });
    }
    for layer in &mut workspace.layers {
        layer.visible = wanted.contains(&layer.key);
    }
    Ok(workspace)
}

/// What is worked out from the records.
struct Park {
    reference_date: Date,
    model: Option<Arc<ParkModel>>,
    vacancy: Arc<VacancyTable>,
    clusters: Option<(Arc<Clusters>, ClusterNames)>,
}

/// The name of each cluster (Chinese, English).
type ClusterNames = Arc<Vec<[String; 2]>>;

impl Park {
    fn of(sets: &Sets, date: Option<Date>, workspace: &Workspace) -> Self {
        let go_on = |_, _| ControlFlow::Continue(());
        let mut active = ActiveSets::default();
        for (&kind, set) in &sets.active {
            active.set(kind, Some(set.clone()));
        }
        let reference_date = date.unwrap_or_else(|| reference_date(&active));
        let model = ParkModel::join(active, &go_on).map(Arc::new);
        let params = ClusterParams { eps_m: workspace.cluster_eps_m, min_points: workspace.cluster_min_points };
        let named = |model: &Arc<ParkModel>| {
            let clusters = cluster(model, params, &go_on)?;
            let names = names(&clusters, model);
            Some((Arc::new(clusters), Arc::new(names)))
        };
        let clusters = model.as_ref().and_then(named);
        let table = model.as_ref().map(|model| vacancy(model, VacancyParams { reference_date }));
        Self { reference_date, vacancy: Arc::new(table.unwrap_or_default()), clusters, model }
    }
}

fn sheet_of(wish: &RenderWish, sets: &Sets, workspace: &Workspace, park: &Park, lang: Lang) -> (Scene, Vec<LegendLayer>) {
    // Vectors are drawn from the records: no mesh is needed.
    let without_mesh = |set: &Arc<Dataset>| (set.clone(), Arc::new(LayerMesh::default()));
    let datasets: Vec<_> = sets.active.values().chain(&sets.own_layers).map(without_mesh).collect();
    let input = SheetInput {
        lang,
        look: wish.palette,
        workspace,
        datasets: &datasets,
        model: park.model.as_ref(),
        vacancy: Some(&park.vacancy),
        clusters: park.clusters.as_ref().map(|(clusters, names)| (clusters, names)),
        findings: None,
        fitting: None,
    };
    let mut cache = SheetCache::default();
    let scene = sheet::build(&input, &mut cache);
    let mut layers = legend(&input, &mut cache);
    layers.retain(|layer| workspace.is_visible(&layer.key));
    (scene, layers)
}

fn drawn_sets(scene: &Scene) -> Vec<&Dataset> {
    let areas = scene.layers.iter().map(|layer| &*layer.dataset);
    areas.chain(scene.marks.iter().map(|layer| &*layer.dataset)).collect()
}

fn camera_of(wish: &RenderWish, sets: &Sets, size_pt: [f64; 2]) -> Camera {
    let bounds = match wish.look {
        Look::At(centre, scale) => return camera_at_scale(centre, scale),
        Look::Bounds(bounds) => return Camera::fitting(in_mercator(&bounds), size_pt, 0.0),
        Look::Whole if !sets.own_bounds.is_empty() => sets.own_bounds,
        Look::Whole => sets.active.get(&DatasetKind::Blocks).map_or(LonLatBounds::EMPTY, |blocks| {
            let rows = functional_blocks(blocks).into_iter();
            rows.fold(LonLatBounds::EMPTY, |bounds, row| bounds.union(&blocks.geometries.bounds_of(row)))
        }),
    };
    let bounds = if bounds.is_empty() { LonLatBounds { west: 121.42, south: 31.21, east: 121.49, north: 31.31 } } else { bounds };
    // Beside the legend, where there is room for both.
    let legend_pt = if size_pt[0] >= WIDE_PT { LEGEND_PT } else { 0.0 };
    let mut camera = Camera::fitting(in_mercator(&bounds), [size_pt[0] - legend_pt, size_pt[1]], MARGIN_PT);
    camera.centre_in_mercator[0] -= legend_pt / 2.0 * camera.mercator_per_pt;
    camera
}

fn in_mercator(bounds: &LonLatBounds) -> [f64; 4] {
    let [west, south] = mercator::from_lon_lat([bounds.west, bounds.south]);
    let [east, north] = mercator::from_lon_lat([bounds.east, bounds.north]);
    [west, south, east, north]
}
