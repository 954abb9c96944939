//! What the GPU is to draw this frame: scene, camera, marks gathered for the scale, lines around what is hovered and selected.
//! Refuses to draw.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{DatasetKind, RecordRef, SetKey};
use crate::map::camera::Camera;
use crate::map::gpu::{HighlightStyle, Highlights, LineStyle, MapFrame};
use crate::map::scene::{Mark, Rgba, Scene};
use crate::map::{marks, sheet};
use crate::ui::theme::{self, Look};

use super::session::Session;

/// Rows of scene layers, by their keys.
type Selected = Vec<(Arc<str>, Arc<[u32]>)>;

/// What the last frame was made of, so that a frame in which nothing changed costs nothing.
#[derive(Default)]
pub struct PictureCache {
    /// Of the selection and the scene.
    generations: Option<(u64, u64)>,
    selected: Selected,
    /// The scene, the camera and the size that the marks were gathered for.
    view: Option<(u64, Camera, [f64; 2])>,
    gathered: Vec<Arc<Vec<Mark>>>,
}

impl PictureCache {
    /// The frame for the map's present state.
    pub fn frame(&mut self, session: &Session) -> MapFrame {
        let state = &session.state;
        let scene = session.drawing.scene.clone();
        let generations = Some((state.selection_generation, scene.generation));
        if self.generations != generations {
            self.generations = generations;
            self.selected = selected_rows(session, &scene);
        }
        let hovered = state.hovered.as_ref().and_then(|record| rows_of(session, &scene, record).into_iter().next());
        let highlights = Highlights { hovered, selected: self.selected.clone(), style: style_of(state.settings.look) };
        let marks = self.marks(&scene, &state.views.camera, state.map_size_pt);
        MapFrame { scene, camera: state.views.camera, marks, highlights }
    }
}

impl PictureCache {
    /// The marks of each mark layer as gathered for the view; made anew when the view or the layer is another.
    fn marks(&mut self, scene: &Scene, camera: &Camera, size_pt: [f64; 2]) -> Vec<Arc<Vec<Mark>>> {
        let view = Some((scene.generation, *camera, size_pt));
        if self.view != view {
            self.view = view;
            self.gathered = scene.marks.iter().map(|layer| Arc::new(marks::gather(layer, camera, size_pt))).collect();
        }
        self.gathered.clone()
    }

    /// The marks as last gathered, for picking.
    pub fn gathered(&self) -> &[Arc<Vec<Mark>>] {
        &self.gathered
    }
}

fn selected_rows(session: &Session, scene: &Scene) -> Selected {
    let mut rows: BTreeMap<Arc<str>, Vec<u32>> = BTreeMap::new();
    for record in &session.state.selection {
        for (key, row) in rows_of(session, scene, record) {
            rows.entry(key).or_default().push(row);
        }
    }
    rows.into_iter().map(|(key, rows)| (key, rows.into())).collect()
}

/// Where a record is drawn: the layers that answer to clicks and lead back to it. A record that is not drawn by itself (a
/// space, a floor) is shown by its building.
fn rows_of(session: &Session, scene: &Scene, record: &RecordRef) -> Vec<(Arc<str>, u32)> {
    let areas = scene.layers.iter().filter(|layer| layer.pickable).map(|layer| &layer.key);
    let marks = scene.marks.iter().filter(|layer| layer.pickable).map(|layer| &layer.key);
    let leads_back = |key: &&Arc<str>| sheet::record_of(key, record.row).as_ref() == Some(record);
    let keys: Vec<_> = areas.chain(marks).filter(leads_back).map(|key| (key.clone(), record.row)).collect();
    if keys.is_empty()
        && let SetKey::Kind(kind @ (DatasetKind::Spaces | DatasetKind::Floors)) = record.set
        && let Some(park) = &session.state.park
        && let Some(building) = park.model.up(kind, record.row, DatasetKind::Buildings)
    {
        return rows_of(session, scene, &RecordRef::of_kind(DatasetKind::Buildings, building.row));
    }
    keys
}

fn style_of(look: Look) -> HighlightStyle {
    let c = look.colours();
    let line = |colour: egui::Color32, width_pt| LineStyle { colour: Rgba(colour.to_srgba_unmultiplied()), width_pt };
    HighlightStyle {
        hover: line(c.hover, theme::map_line::HOVER),
        selection: line(c.selection, theme::map_line::SELECTION),
        casing: line(c.casing, theme::map_line::SELECTION_CASING),
    }
}
