//! Everything the park's plan names, as tables: blocks, places, key projects, institutions, figures. It invents nothing;
//! what is not from the plan itself says so in its note.

mod figures;
mod files;
mod institutions;
mod places;
mod projects;
mod streets;

pub use figures::FIGURES;
pub use files::{collection_text, named_files, place_feature, street_feature};
pub use institutions::INSTITUTIONS;
pub use places::{At, BLOCKS, PLACES, Place};
pub use projects::PROJECTS;
pub use streets::{NAMED_STREETS, NamedStreet};

/// Where the plan's figures and names are from.
pub const PLAN: &str = "张江高新区静安园“十四五”规划";
/// Where a record with a schematic place is from.
pub const PLAN_PLACED: &str = "张江高新区静安园“十四五”规划；位置为示意";
/// The version of the plan, shown with each of its indicators.
pub const PLAN_VERSION: &str = "“十四五”规划（2021—2025）";
/// The day the plan's figures tell of.
pub const PLAN_AS_OF: &str = "2020-12-31";
/// Confidence of what is published.
pub const PUBLISHED: &str = "公开";
/// Confidence of what is only roughly placed.
pub const SCHEMATIC: &str = "示意";
