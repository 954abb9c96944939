//! State and background tasks together: what the command handler works on, and where results arrive. Refuses drawing.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::domain::LonLatBounds;
use crate::i18n::Lang;
use crate::i18n::app::AppText;
use crate::map::camera::Camera;
use crate::map::pick::PickIndexes;
use crate::ui::command::Page;
use crate::ui::view::{KeepView, Notice, SearchView, TaskView, View};
use crate::workspace::Workspace;

use super::drawing::Drawing;
use super::handle;
use super::keep::Keep;
use super::settings::Settings;
use super::state::{Slide, State};
use super::timings::Timings;
use super::window::RunOptions;
use super::work::Work;

/// A map smaller than this has not been shown yet, points.
const LEAST_MAP_PT: f64 = 16.0;
/// A place that fills so much of the view is seen well enough.
const SEEN_SHARE: f64 = 0.2;
/// What is opened is shown no closer than this, Web Mercator metres a point.
const CLOSEST_MERCATOR_PER_PT: f64 = 0.5;
/// Places together are shown no closer than this, Web Mercator metres a point, with this margin.
const CLOSEST_OF_ALL_MERCATOR_PER_PT: f64 = 3.0;
const ALL_MARGIN_SHARE: f64 = 0.12;
/// Points left free around what the map shows by itself, as a share of its smaller side.
const MARGIN_SHARE: f64 = 0.06;

/// What lies nearer to the map's edge, as a share of its size, is not in sight well enough.
const EDGE_SHARE: f64 = 0.08;

/// What the map is to show.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Goal {
    /// `[west, south, east, north]`, Web Mercator metres.
    pub bounds_in_mercator: [f64; 4],
    /// Room left free around it, as a share of the map's smaller side.
    pub margin_share: f64,
    /// No closer than this, Web Mercator metres a point.
    pub closest_mercator_per_pt: f64,
}

impl Goal {
    /// A place with a narrow margin.
    pub fn place(bounds_in_mercator: [f64; 4]) -> Self {
        Self { bounds_in_mercator, margin_share: MARGIN_SHARE, closest_mercator_per_pt: 0.0 }
    }

    /// The view that shows it on a map of a size.
    pub fn camera(&self, size_pt: [f64; 2]) -> Camera {
        let mut camera = Camera::fitting(self.bounds_in_mercator, size_pt, size_pt[0].min(size_pt[1]) * self.margin_share);
        camera.mercator_per_pt = camera.mercator_per_pt.max(self.closest_mercator_per_pt);
        camera
    }
}

/// The running program without its window.
pub struct Session {
    /// Everything it knows.
    pub state: State,
    /// What runs in the background.
    pub work: Work,
    /// The workspace file.
    pub keep: Keep,
    /// The scene and the legend, and what they were made of.
    pub drawing: Drawing,
    /// The language of this run, where the command line names one.
    lang_of_run: Option<Lang>,
    /// The log of frames, where it is wanted.
    pub timings: Option<Timings>,
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
    /// Set when the program shall start anew once its window is closed.
    pub starts_again: Arc<AtomicBool>,
    /// What is to be shown as soon as there is a map.
    waiting_goal: Option<Goal>,
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
            keep: Keep::new(options.folder.clone()),
            drawing: Drawing::default(),
            lang_of_run: options.lang,
            timings: options.timings.then(Timings::start),
            picks: PickIndexes::default(),
            hover_is_of_map: false,
            wants_search: false,
            waiting_goal: None,
            camera_is_set: false,
            keeps_view: false,
            has_left: false,
            starts_again: Arc::default(),
        };
        session.start_embedded();
        session.start_rescue();
        session.open_files(files);
        session
    }

    /// Takes over what was kept from the run before.
    pub fn adopt(&mut self, mut settings: Settings) {
        let resume = settings.resume.take();
        if let Some(lang) = self.lang_of_run.filter(|&lang| lang != settings.lang) {
            settings.kept_lang = Some(std::mem::replace(&mut settings.lang, lang));
        }
        self.state.adopt(settings);
        self.state.store.set_confidential(self.state.settings.confidential);
        self.keep.begin_with(self.state.workspace());
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
        self.mask_what_is_new();
        self.state.store_changed();
        self.forget_stale_checks();
        self.picks.retain(|dataset| self.state.datasets.iter().any(|shown| Arc::ptr_eq(shown, dataset)));
        self.drawing_changed();
    }

    /// Adds a message.
    pub fn tell(&mut self, is_error: bool, words: AppText, values: &[&str]) {
        let text = words.fill(self.state.settings.lang, values);
        self.state.notices.add(Notice { is_error, text, ..Notice::default() });
    }

    /// The map has this size now. Until someone has looked elsewhere it shows the park; what was to be shown before there
    /// was a map is shown at once.
    pub fn set_map_size(&mut self, size_pt: [f64; 2]) {
        self.state.map_size_pt = size_pt;
        if !self.camera_is_set
            && let Some(park) = handle::bounds_of_park(&self.state.store).as_ref().and_then(handle::in_mercator)
        {
            self.state.views.camera = Goal::place(park).camera(size_pt);
        }
        if let Some(goal) = self.waiting_goal.take() {
            self.camera_is_set = true;
            self.state.views.fly_to(goal.camera(size_pt), size_pt, false);
        }
    }

    /// Looks at the park again, as at the start.
    pub fn look_at_park(&mut self) {
        self.camera_is_set = false;
        let size_pt = self.state.map_size_pt;
        if size_pt[0].min(size_pt[1]) >= LEAST_MAP_PT {
            self.set_map_size(size_pt);
        }
    }

    /// Goes to a page with the map, unless one is there.
    pub fn show_map(&mut self) {
        if !self.state.page.has_map() {
            self.state.page = Page::Browse;
        }
    }

    /// Flies to a goal, with the map shown; as soon as there is a map.
    pub fn go_to(&mut self, goal: Goal) {
        self.show_map();
        self.state.sheet = None;
        let size_pt = self.state.map_size_pt;
        if size_pt[0].min(size_pt[1]) < LEAST_MAP_PT {
            self.waiting_goal = Some(goal);
            return;
        }
        self.camera_is_set = true;
        self.state.views.fly_to(goal.camera(size_pt), size_pt, self.state.settings.motion);
    }

    /// Shows a place on the map: flies there unless it fills a good part of the view already.
    pub fn show_place(&mut self, bounds: &LonLatBounds) {
        let Some(wanted) = handle::in_mercator(bounds) else { return };
        let seen = self.state.views.camera.bounds_in_mercator(self.state.map_size_pt);
        let inside = seen[0] <= wanted[0] && seen[1] <= wanted[1] && seen[2] >= wanted[2] && seen[3] >= wanted[3];
        let share = ((wanted[2] - wanted[0]) / (seen[2] - seen[0])).max((wanted[3] - wanted[1]) / (seen[3] - seen[1]));
        if inside && share > SEEN_SHARE && self.state.page.has_map() {
            return;
        }
        self.go_to(Goal { closest_mercator_per_pt: CLOSEST_MERCATOR_PER_PT, ..Goal::place(wanted) });
    }

    /// Shows places together, unless they are all seen and fill a good part of the view already.
    pub fn show_all_of(&mut self, bounds: &LonLatBounds) {
        let Some(wanted) = handle::in_mercator(bounds) else { return };
        let size_pt = self.state.map_size_pt;
        let goal = Goal {
            closest_mercator_per_pt: CLOSEST_OF_ALL_MERCATOR_PER_PT,
            margin_share: ALL_MARGIN_SHARE,
            ..Goal::place(wanted)
        };
        let (there, here) = (goal.camera(size_pt), self.state.views.camera);
        let seen = here.bounds_in_mercator(size_pt);
        let inside = seen[0] <= wanted[0] && seen[1] <= wanted[1] && seen[2] >= wanted[2] && seen[3] >= wanted[3];
        if !inside || here.mercator_per_pt > there.mercator_per_pt * 2.0 {
            self.go_to(goal);
        }
    }

    /// Shows a place at the scale of the map: moves there where it is out of sight, no closer and no wider.
    pub fn show_beside(&mut self, bounds: &LonLatBounds) {
        let Some([west, south, east, north]) = handle::in_mercator(bounds) else { return };
        let size_pt = self.state.map_size_pt;
        let seen = self.state.views.camera.bounds_in_mercator(size_pt);
        let margin = [(seen[2] - seen[0]) * EDGE_SHARE, (seen[3] - seen[1]) * EDGE_SHARE];
        let inside = seen[0] + margin[0] <= west
            && seen[1] + margin[1] <= south
            && seen[2] - margin[0] >= east
            && seen[3] - margin[1] >= north;
        if self.state.page.has_map() && inside {
            return;
        }
        self.show_map();
        self.camera_is_set = true;
        let centre_in_mercator = [(west + east) / 2.0, (south + north) / 2.0];
        let camera = Camera { centre_in_mercator, ..self.state.views.camera };
        self.state.views.fly_to(camera, size_pt, self.state.settings.motion);
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
            confidence_marks: &state.confidence_marks,
            selection: &state.selection,
            hovered: state.hovered.as_ref(),
            camera: &state.views.camera,
            cursor_lon_lat: state.cursor_lon_lat,
            gauss_krueger: state.settings.gauss_krueger,
            confidential: state.settings.confidential,
            issues: &state.issues,
            tasks,
            notices: state.notices.shown(),
            search: SearchView { text: self.work.search_text(), groups: self.work.search_groups() },
            import: self.work.import_view(),
            delivery: self.work.delivery_view(),
            check: self.work.check_view(),
            export: self.work.export_view(),
            stack: self.work.stack_view(),
            brief: self.work.brief_view(),
            find: Some(self.work.find_view()),
            recent_files: &state.settings.recent_files,
            keep: KeepView {
                name: self.keep.name(state.settings.lang),
                file: self.keep.file(),
                is_dirty: self.keep.is_dirty(),
                packed: self.keep.packed(),
                sources: self.keep.rows(),
                recent: &state.settings.recent_workspaces,
            },
            left_panel: state.left_panel,
            right_panel: state.right_panel,
        }
    }
}
