//! The words of the field: what a datum, a record, a dataset and an issue are. Refuses input and output, threads and drawing.

pub mod column;
pub mod criteria;
pub mod dataset;
pub mod date;
pub mod feature_class;
pub mod field;
pub mod geometry;
#[cfg(test)]
pub(crate) mod handmade;
pub mod issue;
pub mod recipe;
pub mod refusals;
pub mod repairs;
pub mod source;
pub mod table;
pub mod terms;

pub use column::{Column, Value};
pub use dataset::{Dataset, DatasetKind, Origin, RecordRef, SetKey};
pub use date::Date;
pub use field::{Field, FieldMap, Unit};
pub use geometry::{Geometries, GeometryKind, LonLatBounds, PartKind};
pub use issue::{Issue, IssueKind, Severity};
pub use recipe::{ColumnRule, Matching, Meaning, Recipe, SourceUnit};
pub use refusals::{KeptCell, KeptRow, Refusals};
pub use repairs::{Mend, Repairs};
pub use source::{Format, PlacedBy, Placement, SourceLayer, SourceNote};
pub use table::Table;
pub use terms::{ChainLink, Confidence, Delivery, IndicatorKind, Industry, SpaceStatus};
