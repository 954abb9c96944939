//! The cursor in the field of a sheet that has just opened, so that whoever opens it can type at once. Refuses to take it back
//! later.

use egui::{Id, Ui};

/// The passes in which the sheet was first and last there.
#[derive(Clone, Copy)]
struct Shown {
    first: u64,
    last: u64,
}

/// Puts the cursor into the field of a sheet that was not there in the last frame; true when it was there. `id` is the sheet's.
pub(super) fn first_focus(ui: &Ui, id: Id, field: Id) -> bool {
    let now = ui.ctx().cumulative_pass_nr();
    let shown = ui.data(|data| data.get_temp::<Shown>(id)).filter(|shown| shown.last + 1 >= now);
    let first = shown.map_or(now, |shown| shown.first);
    ui.data_mut(|data| data.insert_temp(id, Shown { first, last: now }));
    // A new area is measured unseen in its first passes, in which nothing can hold the keyboard: the field asks for it until it
    // has it.
    if now < first + 4 {
        ui.memory_mut(|memory| memory.request_focus(field));
    }
    shown.is_some()
}
