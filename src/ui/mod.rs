//! Panels and widgets. A panel reads a `View`, draws, and sends `Command`s; it changes no state but its own (an open
//! drop-down, a text being typed). `theme` owns every colour and size of the interface.

pub mod command;
pub mod icons;
pub mod theme;
pub mod view;
pub mod widgets;
