//! What hands do on the map: wheel, pinch, drag, double click become moves of the camera. Refuses tools and records.

use egui::{PointerButton, Response, Ui, Vec2};

use crate::ui::command::Tool;

/// A move of the camera that the user's hands ask for. Places are points from the map's middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Move {
    /// Take hold: whatever moves stops.
    Hold,
    /// Shift the map by so many points.
    Pan([f64; 2]),
    /// Let it run on at so many points a second.
    Glide([f64; 2]),
    /// Scale by a factor about a place.
    ZoomAt([f64; 2], f64),
    /// The same with a short flight.
    EaseAt([f64; 2], f64),
}

/// Points of wheel travel that scale the map by e.
const WHEEL_PT: f64 = 260.0;
/// A double click scales by so much.
const DOUBLE_CLICK: f64 = 2.0;
/// Points a second from which the map runs on after a drag.
const GLIDE_FROM_PT_S: f32 = 120.0;

/// Reads the hands over the map, as far as they do not belong to the tool.
pub fn read(ui: &Ui, response: &Response, tool: Tool, motion: bool) -> Vec<Move> {
    let draws = matches!(tool, Tool::Box | Tool::Lasso | Tool::DrawArea);
    let mut moves = Vec::new();
    let middle = response.rect.center();
    let pans = |response: &Response, state: fn(&Response, PointerButton) -> bool| {
        let first = !draws && state(response, PointerButton::Primary);
        first || state(response, PointerButton::Middle)
    };
    if response.is_pointer_button_down_on() && ui.input(|input| input.pointer.any_pressed()) {
        moves.push(Move::Hold);
    }
    if pans(response, Response::dragged_by) {
        let by = response.drag_delta();
        if by != Vec2::ZERO {
            moves.push(Move::Pan(wide(by)));
        }
    }
    if pans(response, Response::drag_stopped_by) && motion {
        let (speed, since_move_s) = ui.input(|input| (input.pointer.velocity(), input.pointer.time_since_last_movement()));
        if speed.length() > GLIDE_FROM_PT_S && since_move_s < 0.08 {
            moves.push(Move::Glide(wide(speed)));
        }
    }
    if !response.contains_pointer() {
        return moves;
    }
    let Some(at) = ui.input(|input| input.pointer.hover_pos()) else { return moves };
    let at = wide(at - middle);
    // A wheel's turn is smoothed by egui over a few frames: the scale follows it, so that a notch is no jump.
    let (wheel, pinch) = ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta()));
    let factor = (f64::from(wheel.y) / WHEEL_PT).exp() * f64::from(pinch);
    if (factor - 1.0).abs() > 1e-6 {
        moves.push(Move::ZoomAt(at, factor));
    }
    if let Some(touch) = ui.input(|input| input.multi_touch()) {
        moves.push(Move::Pan(wide(touch.translation_delta)));
    }
    if tool == Tool::Pointer && response.double_clicked() {
        moves.push(Move::EaseAt(at, DOUBLE_CLICK));
    }
    moves
}

fn wide(by: Vec2) -> [f64; 2] {
    [f64::from(by.x), f64::from(by.y)]
}
