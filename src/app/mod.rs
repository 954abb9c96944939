//! The program: state, the command handler, background tasks. Refuses to draw panels.

mod drawing;
mod find;
pub mod flight;
mod frame;
mod handle;
mod hands;

mod notices;
mod picture;
mod resume;
pub mod session;
pub mod settings;
mod state;
pub mod store;
pub mod task;
mod views;
mod window;
mod work;

pub use frame::YuantuApp;
pub use window::{RunOptions, run};
