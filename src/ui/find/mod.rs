//! Find: one line that says what a prospect wants, its chips, the places that fit, what a little more would open. Refuses to
//! search: it shows what the view has found, and sends commands.

mod around;
mod bar;
mod chip;
mod chips;
mod compare;
mod edit;
mod form;
mod list;
mod picker;
mod place;
mod prospects;
mod relax;
mod row;
mod weights;

use egui::{Align, Layout, Popup, PopupCloseBehavior, Response, Ui};

use super::view::{Commands, View};

pub use bar::focus_line;
pub use compare::show as compare;
pub use edit::naming;

/// A popup of controls under a button, which a click elsewhere closes.
fn popup(button: &Response, width: f32) -> Popup<'_> {
    Popup::from_toggle_button_response(button)
        .layout(Layout::top_down(Align::Min))
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .width(width)
}

/// Room for what a popup holds, so wide: an area is offered the height it had before, and a list in it would never grow.
fn make_room(ui: &mut Ui, width: f32) {
    ui.set_width(width);
    ui.set_max_height((ui.ctx().content_rect().height() - 200.0).max(160.0));
}

/// The line and the chips, over the whole width of the window.
pub fn query(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let Some(find) = view.find else { return };
    bar::show(ui, view, find, commands);
    chips::show(ui, view, find, commands);
}

/// The list of what fits, and under it what would open more.
pub fn list(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let Some(find) = view.find else { return };
    relax::show(ui, view, find, commands);
    list::show(ui, view, find, commands);
}

/// What is told of the building that is selected; `record` draws the panel of records.
pub fn place(ui: &mut Ui, view: &View, commands: &mut Commands, record: &mut dyn FnMut(&mut Ui)) {
    match view.find {
        Some(find) => place::show(ui, view, find, commands, record),
        None => record(ui),
    }
}
