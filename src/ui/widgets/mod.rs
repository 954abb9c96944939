//! What panels are made of, one widget a file. Refuses state of the program: a widget knows what it is given.
//!
//! Every control draws a ring when it has the keyboard, and has a name for screen readers in the language of the interface.

mod bar;
mod button;
mod empty;
mod focus;
mod head;
mod kpi;
mod loading;
mod row;
mod search_field;
mod swatch;
mod tabs;
mod tag;
mod words;

pub use crate::ui::theme::of_map as colour_of;
pub use bar::{bar, stacked_bar};
pub use button::{IconButton, link, primary, secondary};
pub use empty::{Empty, EmptyAnswer};
pub use focus::focus_ring;
pub use head::{hairline, panel_head, section};
pub use kpi::{Kpi, figure};
pub use loading::{loading_bar, loading_rows};
pub use row::{Row, row_ground};
pub use search_field::SearchField;
pub use swatch::{paint_mark, paint_swatch};
pub use tabs::tabs;
pub use tag::{confidence_tag, paint_tag, tag, tag_width};
pub use words::{label, one_line, put, wrapped};
