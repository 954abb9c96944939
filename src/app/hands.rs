//! What was done on the map by hand becomes state: moves of the camera, hover, clicks, drawn areas. Refuses drawing.

use std::sync::Arc;

use crate::domain::RecordRef;
use crate::domain::criteria::Want;
use crate::geodesy::mercator;
use crate::map::pick::{PickHit, PickView};
use crate::map::scene::Mark;
use crate::map::sheet;
use crate::ui::command::{Command, SelectMode, Tool};
use crate::ui::finding::FindChange;
use crate::ui::map_view::{MapOutcome, Move};
use crate::workspace::LayerKey;

use super::handle;
use super::session::Session;

/// A click on a gathered mark comes closer by so much.
const INTO_GATHERED: f64 = 2.5;

/// The number of tiers of [`tier_of`].
const TIERS: u8 = 3;

/// What an area drawn around means first: records of the park and the user's own, then the base map, then what frames them.
fn tier_of(layer: &LayerKey) -> u8 {
    match layer {
        LayerKey::Parks
        | LayerKey::Buildings
        | LayerKey::Enterprises
        | LayerKey::Projects
        | LayerKey::Institutions
        | LayerKey::Own(_) => 0,
        LayerKey::Metro | LayerKey::Streets | LayerKey::Railways | LayerKey::Water | LayerKey::Green | LayerKey::Sites => 1,
        LayerKey::Blocks | LayerKey::Renewal | LayerKey::Clusters | LayerKey::LowEfficiency => 2,
    }
}

/// Corners of a drawn area that are kept.
const MOST_CORNERS: usize = 100;

/// A drawn area with no more corners than are needed, to a tenth of a metre: it is kept in a file.
fn thinned(ring: Vec<[f64; 2]>) -> Vec<[f64; 2]> {
    let step = ring.len().div_ceil(MOST_CORNERS).max(1);
    let rounded = |place: [f64; 2]| place.map(|degrees| (degrees * 1e6).round() / 1e6);
    ring.into_iter().step_by(step).map(rounded).collect()
}

impl Session {
    /// Applies what was done on the map in a frame. `marks`: as gathered for that frame.
    pub fn apply_map(&mut self, mut outcome: MapOutcome, marks: &[Arc<Vec<Mark>>], ctx: &egui::Context) {
        let seen = (self.state.views.camera, self.state.map_size_pt);
        self.set_map_size(outcome.size_pt);
        if seen != (self.state.views.camera, self.state.map_size_pt) {
            ctx.request_repaint();
        }
        let moved = !outcome.moves.is_empty();
        for hand in outcome.moves {
            self.camera_is_set |= hand != Move::Hold;
            let views = &mut self.state.views;
            match hand {
                Move::Hold => views.stop(),
                Move::Pan(by_pt) => views.pan(by_pt),
                Move::Glide(speed_pt_s) => views.glide(speed_pt_s),
                Move::ZoomAt(at_pt, factor) => views.zoom_at(at_pt, factor),
                Move::EaseAt(at_pt, factor) => handle::zoom_at(self, at_pt, factor),
            }
            ctx.request_repaint();
        }
        self.state.cursor_lon_lat = outcome.cursor_in_mercator.map(mercator::to_lon_lat);
        if !moved && !self.state.views.is_moving() {
            let hovered = outcome.cursor_in_mercator.and_then(|at| self.record_at(at, marks));
            if hovered != self.state.hovered
                && (hovered.is_some() || outcome.cursor_in_mercator.is_some() || self.hover_is_of_map)
            {
                self.state.hovered = hovered;
                ctx.request_repaint();
            }
            self.hover_is_of_map = outcome.cursor_in_mercator.is_some();
        }
        if outcome.click.is_some() || outcome.area.is_some() {
            ctx.request_repaint();
        }
        if let Some((at_in_mercator, mode)) = outcome.click {
            self.click(at_in_mercator, mode, marks);
        }
        if let Some((ring, _)) = outcome.area.take_if(|_| self.state.tool == Tool::DrawArea) {
            handle::apply(self, Command::Find(FindChange::Within(Want::Ring(thinned(ring)))), ctx);
        }
        if let Some((ring, mode)) = outcome.area {
            let records = self.records_within(&ring, marks);
            handle::select(self, mode, records);
        }
    }

    fn click(&mut self, at_in_mercator: [f64; 2], mode: SelectMode, marks: &[Arc<Vec<Mark>>]) {
        let at_pt = self.state.views.camera.screen_from_mercator(at_in_mercator);
        match self.record_at(at_in_mercator, marks) {
            Some(record) => handle::select(self, mode, vec![record]),
            None if self.pick_view(marks).gathered_mark(at_pt).is_some() => handle::zoom_at(self, at_pt, INTO_GATHERED),
            None if mode == SelectMode::Replace => handle::select(self, mode, Vec::new()),
            None => {}
        }
    }

    fn record_at(&self, at_in_mercator: [f64; 2], marks: &[Arc<Vec<Mark>>]) -> Option<RecordRef> {
        let at_pt = self.state.views.camera.screen_from_mercator(at_in_mercator);
        let PickHit { layer, row } = self.pick_view(marks).pick(at_pt)?;
        sheet::record_of(&layer, row)
    }

    /// The records in an area drawn around, in degrees: what one draws around is meant, not the ground it stands on or the
    /// frames it lies in. Those count only where there is nothing else.
    fn records_within(&self, ring: &[[f64; 2]], marks: &[Arc<Vec<Mark>>]) -> Vec<RecordRef> {
        let camera = &self.state.views.camera;
        let shape: Vec<_> = ring.iter().map(|&place| camera.screen_from_mercator(mercator::from_lon_lat(place))).collect();
        let found = self.pick_view(marks).select_in_lasso(&shape);
        let of_tier = |tier: u8| -> Vec<RecordRef> {
            let layers = found.iter().filter(|(key, _)| sheet::layer_of(key).is_some_and(|layer| tier_of(&layer) == tier));
            layers.flat_map(|(key, rows)| rows.iter().filter_map(|&row| sheet::record_of(key, row))).collect()
        };
        (0..TIERS).map(of_tier).find(|records| !records.is_empty()).unwrap_or_default()
    }

    fn pick_view<'a>(&'a self, marks: &'a [Arc<Vec<Mark>>]) -> PickView<'a> {
        PickView { scene: &self.drawing.scene, marks, indexes: &self.picks, camera: &self.state.views.camera }
    }
}
