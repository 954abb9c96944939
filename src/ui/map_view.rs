//! The map in the window: the GPU's picture, names and marks of hover and selection over it, tools, scale bar, credit.
//! It answers with moves of the camera, places clicked and areas drawn; it refuses to find records and to change state.

pub mod drop_hint;
mod found;
mod furniture;
mod gestures;
mod labels;
mod menu;
pub mod sketch;
mod tools;

use egui::{CursorIcon, Key, Pos2, Rect, Sense, Ui, pos2};

use crate::domain::{Dataset, RecordRef};
use crate::i18n::map_view::MapText;
use crate::map::camera::Camera;
use crate::map::gpu;

use super::command::{Command, SelectMode, Tool};
use super::view::{Commands, View};

pub use gestures::Move;
use labels::LabelCache;
use sketch::Sketch;

/// What the widget keeps between frames: what is being drawn by hand, and the layout of the names.
#[derive(Default)]
pub struct MapState {
    sketch: Sketch,
    labels: LabelCache,
    menu: menu::MapMenu,
}

/// What the map is to show.
pub struct MapPicture<'a> {
    /// The state of the program.
    pub view: &'a View<'a>,
    /// Scene, camera, marks and highlights.
    pub frame: gpu::MapFrame,
    /// Whether the camera rests: names are laid out anew then.
    pub rests: bool,
}

/// What the user did on the map.
#[derive(Default)]
pub struct MapOutcome {
    /// Moves of the camera, in order.
    pub moves: Vec<Move>,
    /// The map's size, points.
    pub size_pt: [f64; 2],
    /// The place under the cursor, Web Mercator metres, while it may hover something.
    pub cursor_in_mercator: Option<[f64; 2]>,
    /// A click that selects: where, and how.
    pub click: Option<([f64; 2], SelectMode)>,
    /// An area drawn around, as a ring of degrees, and how it selects.
    pub area: Option<(Vec<[f64; 2]>, SelectMode)>,
}

/// Shows the map in all the room there is.
pub fn show(ui: &mut Ui, state: &mut MapState, picture: MapPicture<'_>, commands: &mut Commands) -> MapOutcome {
    let MapPicture { view, frame, rests } = picture;
    let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::click_and_drag());
    let label = MapText::Map.text(view.lang);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Canvas, true, label));
    let screen = Screen { rect, camera: *view.camera };
    let mut outcome = MapOutcome { size_pt: [f64::from(rect.width()), f64::from(rect.height())], ..Default::default() };

    outcome.moves = gestures::read(ui, &response, view.tool, view.motion);
    let hover = response.hover_pos().filter(|_| response.contains_pointer());
    outcome.cursor_in_mercator = hover.map(|at| screen.mercator_at(at));
    // Escape first clears what is being drawn, then puts the tool down.
    let free = view.sheet.is_none() && !ui.ctx().text_edit_focused();
    if free && view.tool != Tool::Pointer && state.sketch == Sketch::Nothing && ui.input(|input| input.key_pressed(Key::Escape)) {
        commands.send(Command::SetTool(Tool::Pointer));
    }
    let pins = found::pins(&screen, view);
    let pin = hover.filter(|_| view.tool == Tool::Pointer && !response.dragged()).and_then(|at| pins.under(at));
    if let Some(pin) = pin {
        outcome.cursor_in_mercator = None;
        pins.take(pin, &response, view, commands);
    } else {
        tools::read(ui, &response, &screen, view.tool, &mut state.sketch, &mut outcome);
    }
    if response.contains_pointer() {
        let icon = if pin.is_some() { CursorIcon::PointingHand } else { cursor_of(view.tool, response.dragged()) };
        ui.set_cursor_icon(icon);
    }

    let painter = ui.painter().with_clip_rect(rect);
    let scene = frame.scene.clone();
    gpu::paint(&painter, rect, frame);
    found::draw_bounds(&painter, &screen, view);
    state.labels.draw(&painter, &screen, &scene, rests, view.look.map_look(), &furniture::reserved(rect));
    pins.draw(&painter, view);
    tools::draw(&painter, &screen, view, &state.sketch);
    menu::show(&response, &mut state.menu, view, hover.map(|at| screen.mercator_at(at)), commands);
    furniture::show(ui, &screen, view, commands);
    if !response.dragged() {
        furniture::tooltip(&response, view);
    }
    outcome
}

/// Where the map lies on the screen.
pub struct Screen {
    /// The map's rectangle, points.
    pub rect: Rect,
    /// Where it looks.
    pub camera: Camera,
}

impl Screen {
    /// The point of the screen at which a place is.
    pub fn at(&self, pos_in_mercator: [f64; 2]) -> Pos2 {
        let [x, y] = self.camera.screen_from_mercator(pos_in_mercator);
        let middle = self.rect.center();
        pos2((f64::from(middle.x) + x) as f32, (f64::from(middle.y) + y) as f32)
    }

    /// The place at a point of the screen, Web Mercator metres.
    pub fn mercator_at(&self, at: Pos2) -> [f64; 2] {
        let from_middle = at - self.rect.center();
        self.camera.mercator_from_screen([f64::from(from_middle.x), f64::from(from_middle.y)])
    }
}

fn cursor_of(tool: Tool, dragged: bool) -> CursorIcon {
    match tool {
        Tool::Pointer if dragged => CursorIcon::Grabbing,
        Tool::Pointer => CursorIcon::Default,
        Tool::Box | Tool::Lasso | Tool::DrawArea | Tool::MeasureLength | Tool::MeasureArea => CursorIcon::Crosshair,
    }
}

/// The dataset and row of a record that panels see.
fn find<'a>(view: &View<'a>, record: &RecordRef) -> Option<(&'a Dataset, usize)> {
    let dataset = view.datasets.iter().find(|dataset| dataset.set_key() == record.set)?;
    let row = record.row as usize;
    (row < dataset.len()).then_some((&**dataset, row))
}
