//! Yuantu (园图): a desktop map workbench for an urban innovation park. The rooms are listed bottom floor first; a module
//! imports only from rows above its own (`ARCHITECTURE.md`).

pub mod domain;
pub mod geodesy;
pub mod i18n;
pub mod workspace;
pub mod index;
pub mod search;
pub mod io;
pub mod import;
pub mod analysis;
pub mod finder;
pub mod map;
pub mod report;
pub mod ui;
pub mod app;
pub mod cli;
