//! State and background tasks together: what the command handler works on, and where results arrive. Refuses drawing.

use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::LonLatBounds;
use crate::i18n::app::AppText;
use crate::map::camera::Camera;
use crate::map::pick::PickIndexes;
use crate::ui::command::Page;
use crate::ui::view::{Notice, SearchView, TaskView, View};
use crate::workspace::Workspace;

use super::drawing::Drawing;
use super::handle;
use super::settings::Settings;
use super::state::{Slide, State};
use super::window::RunOptions;
use super::work::Work;

/// Points left free around what the map shows by itself, as a share of its smaller side.
const MARGIN_SHARE: f64 = 0.06;

/// The running program without its window.
pub struct Session {
    /// Everything it knows.
    pub state: State,
    /// What runs in the background.
    pub work: Work,
    /// The scene and the legend, and what they were made of.
    pub drawing: Drawing,
    /// What lies where, for picking.
    pub picks: PickIndexes,
    /// What is hovered was hovered on the map, not in a list.
    pub hover_is_of_map: bool,
    /// The search field shall take the cursor at the next frame.
    pub wants_search: bool,
    /// The view is to stay while files are opened: it was come back to.
    pub keeps_view: bool,
    /// The graphics device was lost, and that was dealt with.
    pub has_left: bool,
    /// Whether the map has been looked at: until then the camera follows the park.
    pub camera_is_set: bool,
}

impl Session {
    /// Starts the program's work: reading the embedded data, then the files.
    pub fn start(wake: &egui::Context, files: Vec<PathBuf>, options: &RunOptions) -> Self {
        let state = State::new(options.date);
        let mut session = Self {
            state,
            work: Work::new(wake),
            drawing: Drawing::default(),
            picks: PickIndexes::default(),
            hover_is_of_map: false,
            wants_search: false,
            camera_is_set: false,
            keeps_view: false,
            has_left: false,
        };
        session.start_embedded();
        session.open_files(files);
        session
    }

    /// Takes over what was kept from the run before.
    pub fn adopt(&mut self, mut settings: Settings) {
        let resume = settings.resume.take();
        self.state.adopt(settings);
        if let Some(resume) = resume {
            self.come_back(resume);
        }
        self.drawing_changed();
    }

    /// Changes the workspace as a step of undo; the map follows. True when it changed.
    pub fn edit(&mut self, slide: Option<Slide>, change: impl FnOnce(&mut Workspace)) -> bool {
        let changed = self.state.edit(slide, change);
        if changed {
            self.workspace_changed();
        }
        changed
    }

    /// The workspace has changed: the map follows.
    pub fn workspace_changed(&mut self) {
        self.drawing_changed();
    }

    /// The selection has changed: the map follows.
    pub fn selection_changed(&mut self) {
        self.state.right_panel |= !self.state.selection.is_empty();
        self.drawing_changed();
    }

    /// Datasets have come or gone: panels and map follow. The camera waits at the park until someone has looked elsewhere.
    pub fn data_changed(&mut self) {
        self.state.store_changed();
        self.picks.retain(|dataset| self.state.datasets.iter().any(|shown| Arc::ptr_eq(shown, dataset)));
        for index in self.state.store.own_layers().iter().filter_map(|loaded| loaded.index.clone()) {
            self.picks.insert(index);
        }
        self.drawing_changed();
    }

    /// Adds a message.
    pub fn tell(&mut self, is_error: bool, words: AppText, values: &[&str]) {
        let text = words.fill(self.state.settings.lang, values);
        self.state.notices.add(Notice { id: 0, is_error, text, has_issues: false });
    }

    /// The map has this size now. Until someone has looked elsewhere it shows the park.
    pub fn set_map_size(&mut self, size_pt: [f64; 2]) {
        self.state.map_size_pt = size_pt;
        if self.camera_is_set {
            return;
        }
        if let Some(park) = handle::bounds_of_park(&self.state.store).as_ref().and_then(handle::in_mercator) {
            self.state.views.camera = Camera::fitting(park, size_pt, margin_pt(size_pt));
        }
    }

    /// Shows a place on the map: flies there unless it is in view already.
    pub fn show_place(&mut self, bounds: &LonLatBounds) {
        let Some(wanted) = handle::in_mercator(bounds) else { return };
        self.state.page = Page::Browse;
        let size_pt = self.state.map_size_pt;
        let seen = self.state.views.camera.bounds_in_mercator(size_pt);
        let inside = seen[0] <= wanted[0] && seen[1] <= wanted[1] && seen[2] >= wanted[2] && seen[3] >= wanted[3];
        if !inside || !self.camera_is_set {
            self.camera_is_set = true;
            let camera = Camera::fitting(wanted, size_pt, margin_pt(size_pt));
            self.state.views.fly_to(camera, size_pt, self.state.settings.motion);
        }
    }

    /// What panels may see.
    pub fn view<'a>(&'a self, tasks: &'a [TaskView]) -> View<'a> {
        let state = &self.state;
        View {
            lang: state.settings.lang,
            look: state.settings.look,
            motion: state.settings.motion,
            page: state.page,
            sheet: state.sheet,
            tool: state.tool,
            workspace: state.workspace(),
            can_undo: state.undo.can_undo(),
            can_redo: state.undo.can_redo(),
            can_view_back: state.views.can_back(),
            can_view_forward: state.views.can_forward(),
            park: state.park.as_ref(),
            legend: &self.drawing.legend,
            datasets: &state.datasets,
            selection: &state.selection,
            hovered: state.hovered.as_ref(),
            camera: &state.views.camera,
            cursor_lon_lat: state.cursor_lon_lat,
            gauss_krueger: state.settings.gauss_krueger,
            issues: &state.issues,
            tasks,
            notices: state.notices.shown(),
            search: SearchView { text: self.work.search_text(), groups: self.work.search_groups() },
            recent_files: &state.settings.recent_files,
            left_panel: state.left_panel,
            right_panel: state.right_panel,
        }
    }
}

fn margin_pt(size_pt: [f64; 2]) -> f64 {
    size_pt[0].min(size_pt[1]) * MARGIN_SHARE
}
