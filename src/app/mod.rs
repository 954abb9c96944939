//! The program: state, the command handler, background tasks. Refuses to draw panels.

pub mod settings;
pub mod store;
pub mod task;
