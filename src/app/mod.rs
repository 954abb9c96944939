//! The program: state, the command handler, background tasks. Refuses to draw panels.

pub mod drawing;
mod find;
pub mod flight;
mod frame;
mod handle;
mod hands;
mod heap;
pub mod keep;
pub mod notices;
mod picture;
mod resume;
pub mod session;
pub mod settings;
pub mod state;
pub mod store;
pub mod task;
mod timings;
pub mod views;
mod window;
pub mod work;

pub use frame::YuantuApp;
pub use window::{RunOptions, brief_folder, run};
