//! Panels and widgets. A panel reads a `View`, draws, and sends `Command`s; it changes no state but its own (an open
//! drop-down, a text being typed). `theme` owns every colour and size of the interface.

pub mod actions;
pub mod briefing;
pub mod checking;
pub mod delivering;
pub mod command;
pub mod exporting;
pub mod find;
pub mod finding;
pub mod frame;
pub mod home;
pub mod icons;
pub mod importing;
pub mod inspector;
pub mod layers;
pub mod map_view;
pub mod menu;
pub mod notices;
pub mod search_popup;
pub mod sheets;
pub mod stacking;
pub mod status_bar;
pub mod theme;
pub mod top_bar;
pub mod view;
pub mod widgets;
