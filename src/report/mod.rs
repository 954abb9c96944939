//! Results and vectors to pages: pictures and documents that leave the program. A page is drawn once, as vectors, and written
//! in the form asked for. Refuses windows, and to decide what `analysis` and `finder` have not decided.

pub mod brief;
pub mod stack;
