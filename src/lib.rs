//! Yuantu (园图): a desktop map workbench for an urban innovation park. The rooms are listed bottom floor first; a module
//! imports only from rows above its own (`ARCHITECTURE.md`).

pub mod domain;
pub mod workspace;
pub mod map;
pub mod i18n;
