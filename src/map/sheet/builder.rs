//! The sheet while it is made: what the topics ask of the input and add to the scene. Refuses to know a topic.

use std::sync::Arc;

use crate::domain::{Dataset, DatasetKind};
use crate::map::mesh::LayerMesh;
use crate::map::palette::MapPalette;
use crate::map::scene::{LabelClass, LabelGroup, LabelWish, Mark, MarkLayer, Rgba, Scene, SceneLayer, Stroke};
use crate::workspace::{LayerKey, LayerState};

use super::SheetInput;
use super::cache::{Ident, SheetCache};

/// A dataset and its mesh.
pub(super) type Loaded = (Arc<Dataset>, Arc<LayerMesh>);

/// Ranks between two neighbouring layers of the workspace.
const STEP: i32 = 10;

/// How a layer of the scene is drawn, apart from its colours.
pub(super) struct Pass {
    /// Key of the scene layer.
    pub key: String,
    /// Greater lies above.
    pub rank: i32,
    /// Opacity of the user's layer.
    pub opacity: f32,
    /// Whether polygons are filled.
    pub filled: bool,
    /// Strokes.
    pub strokes: Vec<Stroke>,
    /// Drawn only when a point is at least so many metres.
    pub min_metres_per_pt: f64,
    /// … and less than so many.
    pub max_metres_per_pt: f64,
    /// Whether it answers to hover and click.
    pub pickable: bool,
}

impl Pass {
    /// A pass of a layer that is filled and can be picked.
    pub fn areas(key: impl Into<String>, rank: i32, state: &LayerState) -> Self {
        let (key, opacity) = (key.into(), state.opacity);
        let max_metres_per_pt = f64::INFINITY;
        Self { key, rank, opacity, filled: true, strokes: Vec::new(), min_metres_per_pt: 0.0, max_metres_per_pt, pickable: true }
    }

    /// A pass of a layer that is only stroked; it cannot be picked.
    pub fn lines(key: impl Into<String>, rank: i32, state: &LayerState, strokes: Vec<Stroke>) -> Self {
        Self { filled: false, strokes, pickable: false, ..Self::areas(key, rank, state) }
    }

    /// The same, with strokes.
    pub fn with_strokes(self, strokes: Vec<Stroke>) -> Self {
        Self { strokes, ..self }
    }

    /// The same, but it can be picked.
    pub fn pickable(self) -> Self {
        Self { pickable: true, ..self }
    }

    /// The same, seen only when a point is at least so many metres.
    pub fn from(self, min_metres_per_pt: f64) -> Self {
        Self { min_metres_per_pt, ..self }
    }

    /// The same, seen only when a point is less than so many metres.
    pub fn below(self, max_metres_per_pt: f64) -> Self {
        Self { max_metres_per_pt, ..self }
    }
}

/// The sheet while it is made.
pub(super) struct Builder<'a> {
    pub input: &'a SheetInput<'a>,
    pub palette: &'static MapPalette,
    pub cache: &'a mut SheetCache,
    layers: Vec<(i32, SceneLayer)>,
    marks: Vec<(i32, MarkLayer)>,
    labels: Vec<LabelGroup>,
}

impl<'a> Builder<'a> {
    /// An empty sheet.
    pub fn new(input: &'a SheetInput<'a>, cache: &'a mut SheetCache) -> Self {
        cache.begin_sheet(input.datasets);
        let palette = MapPalette::of(input.look);
        Self { input, palette, cache, layers: Vec::new(), marks: Vec::new(), labels: Vec::new() }
    }

    /// The dataset that counts for a kind.
    pub fn set(&self, kind: DatasetKind) -> Option<&'a Loaded> {
        self.input.datasets.iter().find(|(dataset, _)| dataset.kind == kind)
    }

    /// The state of a layer that is shown.
    pub fn shown(&self, key: &LayerKey) -> Option<&'a LayerState> {
        self.input.workspace.layer(key).filter(|state| state.visible)
    }

    /// The dataset of a kind and the state of its layer, where both are there and the layer is shown.
    pub fn shown_set(&self, key: &LayerKey, kind: DatasetKind) -> Option<(&'a Loaded, &'a LayerState)> {
        Some((self.set(kind)?, self.shown(key)?))
    }

    /// Where a layer lies: greater is above. There is room of a few ranks on either side.
    pub fn rank(&self, key: &LayerKey) -> i32 {
        let layers = &self.input.workspace.layers;
        let from_top = layers.iter().position(|layer| layer.key == *key).unwrap_or(layers.len());
        (layers.len() - from_top) as i32 * STEP + STEP
    }

    /// A rank on the ground, below every layer.
    pub fn ground_rank(place: i32) -> i32 {
        place.min(STEP - 1)
    }

    /// Adds a layer with a colour for each row.
    pub fn layer(&mut self, pass: Pass, (dataset, mesh): &Loaded, fill: Vec<Rgba>, line: Vec<Rgba>) {
        let key: Arc<str> = pass.key.into();
        let paint = self.cache.paint(&key, fill, line);
        let layer = SceneLayer {
            key,
            dataset: dataset.clone(),
            mesh: mesh.clone(),
            paint,
            filled: pass.filled,
            strokes: pass.strokes,
            opacity: pass.opacity,
            min_metres_per_pt: pass.min_metres_per_pt,
            max_metres_per_pt: pass.max_metres_per_pt,
            pickable: pass.pickable,
        };
        self.layers.push((pass.rank, layer));
    }

    /// Adds marks, made anew when the dataset, a further source or the settings are others than before.
    pub fn marks(&mut self, place: MarkPlace<'_>, dataset: &Arc<Dataset>, settings: String, make: impl FnOnce() -> Vec<Mark>) {
        let settings = format!("{:?} {settings}", self.input.look);
        let sources = [dataset.clone() as Ident].into_iter().chain(place.source).collect();
        let marks = self.cache.marks.get(place.key, sources, settings, || Arc::new(make()));
        let layer = MarkLayer {
            key: place.key.into(),
            dataset: dataset.clone(),
            marks,
            gathers: place.gathers,
            max_metres_per_pt: place.max_metres_per_pt,
            opacity: place.state.opacity,
            pickable: true,
        };
        self.marks.push((self.rank(&place.state.key), layer));
    }

    /// Adds names, made anew when a source or the settings are others than before.
    pub fn names(
        &mut self,
        key: &str,
        class: LabelClass,
        max_metres_per_pt: f64,
        sources: Vec<Ident>,
        settings: &str,
        make: impl FnOnce() -> Vec<LabelWish>,
    ) {
        let memo = format!("{key} {class:?} {max_metres_per_pt}");
        let settings = format!("{:?} {:?} {settings}", self.input.look, self.input.lang);
        let wishes = self.cache.names.get(&memo, sources, settings, || Arc::new(make()));
        if !wishes.is_empty() {
            self.labels.push(LabelGroup { key: key.into(), class, max_metres_per_pt, wishes });
        }
    }

    /// Adds a layer over all others.
    pub fn on_top(&mut self, layer: SceneLayer) {
        self.layers.push((i32::MAX, layer));
    }

    /// Adds marks over all others.
    pub fn marks_on_top(&mut self, layer: MarkLayer) {
        self.marks.push((i32::MAX, layer));
    }

    /// The scene, bottom first.
    pub fn finish(mut self) -> Scene {
        self.layers.sort_by_key(|(rank, _)| *rank);
        self.marks.sort_by_key(|(rank, _)| *rank);
        Scene {
            background: self.palette.land,
            halo: self.palette.halo,
            layers: self.layers.into_iter().map(|(_, layer)| layer).collect(),
            marks: self.marks.into_iter().map(|(_, layer)| layer).collect(),
            labels: self.labels,
            generation: self.cache.next_generation(),
        }
    }
}

/// Which layer marks belong to, and when they are seen.
pub(super) struct MarkPlace<'s> {
    /// Key of the mark layer.
    pub key: &'s str,
    /// The user's layer.
    pub state: &'s LayerState,
    /// Whether they gather.
    pub gathers: bool,
    /// Seen only when a point is less than so many metres.
    pub max_metres_per_pt: f64,
    /// What else the marks are made from.
    pub source: Option<Ident>,
}

/// A colour for each row.
pub(super) fn colours(dataset: &Dataset, colour_of: impl Fn(usize) -> Rgba) -> Vec<Rgba> {
    (0..dataset.len()).map(colour_of).collect()
}

/// A colour, or nothing.
pub(super) fn if_shown(shown: bool, colour: Rgba) -> Rgba {
    if shown { colour } else { Rgba::CLEAR }
}
