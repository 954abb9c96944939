//! Commands on pages, tools and the camera. Refuses layers and records.

use crate::app::session::Session;
use crate::ui::command::{Page, Target, Tool};

use super::goals;

/// Goes to a page.
pub fn show_page(session: &mut Session, page: Page) {
    // The map of Find shows what fits.
    if (page == Page::Find) != (session.state.page == Page::Find) {
        session.drawing_changed();
    }
    session.state.page = page;
    session.state.sheet = None;
}

/// Puts the cursor into the search field at the next frame.
pub fn focus_search(session: &mut Session) {
    session.state.sheet = None;
    session.wants_search = true;
}

/// Chooses what the mouse does, and shows the map to do it on.
pub fn set_tool(session: &mut Session, tool: Tool) {
    session.state.tool = tool;
    if tool != Tool::Pointer {
        session.show_map();
    }
}

/// Flies to something that is there, and shows the map.
pub fn fly_to(session: &mut Session, target: &Target) {
    let Some(goal) = goals::goal_of(session, target) else { return };
    if let Target::Record(record) = target {
        super::selection::reveal(session, record);
    }
    session.go_to(goal);
}

/// Scales by a factor about the middle, with a short flight.
pub fn zoom(session: &mut Session, factor: f64) {
    zoom_at(session, [0.0, 0.0], factor);
}

/// Scales by a factor about a place on the screen (points from the middle), with a short flight. Steps that come while one
/// is under way add up.
pub fn zoom_at(session: &mut Session, at_pt: [f64; 2], factor: f64) {
    if !factor.is_finite() || factor <= 0.0 {
        return;
    }
    session.camera_is_set = true;
    let state = &mut session.state;
    if state.settings.motion {
        let mut goal = state.views.goal();
        goal.zoom_about(at_pt, factor);
        state.views.ease_to(goal, state.map_size_pt);
    } else {
        state.views.zoom_at(at_pt, factor);
    }
}

/// Moves the view by so many points: positive is right and down.
pub fn pan(session: &mut Session, [x, y]: [f64; 2]) {
    session.camera_is_set = true;
    session.state.views.pan([-x, -y]);
}

/// Back through the views.
pub fn back(session: &mut Session) {
    session.show_map();
    let (size_pt, motion) = (session.state.map_size_pt, session.state.settings.motion);
    session.state.views.back(size_pt, motion);
}

/// Forward through the views.
pub fn forward(session: &mut Session) {
    session.show_map();
    let (size_pt, motion) = (session.state.map_size_pt, session.state.settings.motion);
    session.state.views.forward(size_pt, motion);
}
