//! The page that a prospect gets before the call ends: what was asked for, a map with numbered pins, the places with figures
//! and reasons, their sections, the firms around. Refuses to search (`finder`), windows and the clock.
//!
//! [`Brief::make`] gathers what is said, as plain words in one language; [`Template`] says how it looks; [`typeset`] makes pages
//! of both; [`workbook`] writes the same list as XLSX.

mod advice;
mod candidates;
mod figures;
mod make;
mod map_picture;
mod neighbours;
mod page;
mod pins;
mod provenance;
mod said;
mod sections;
mod template;
mod typeset;
mod workbook;

pub use make::{Brief, BriefInput};
pub use said::{told, unread};
pub use template::{MAIN, Template, TemplateError};
pub use typeset::{Fault, PagePixels, Pages, typeset};
pub use workbook::workbook;

/// So many places stand on the first page.
pub const ON_A_PAGE: usize = 6;
