//! The legend: every layer with its classes and live counts. Refuses layout.

use crate::workspace::LayerKey;

use super::scene::{MarkShape, Rgba};

/// How a class looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Swatch {
    /// A filled area with an edge.
    Area {
        /// Fill; clear is hollow.
        fill: Rgba,
        /// Edge.
        edge: Rgba,
    },
    /// A line.
    Line(Rgba),
    /// A mark.
    Mark {
        /// Shape.
        shape: MarkShape,
        /// Fill.
        fill: Rgba,
    },
}

/// One class of a layer.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendClass {
    /// Its number within the layer, as in `LayerState::hidden_classes`.
    pub class: u8,
    /// Its name in the language of the interface.
    pub name: String,
    /// How it looks.
    pub swatch: Swatch,
    /// Its records; of a block, its buildings.
    pub count: usize,
    /// What is counted, in the language of the interface (楼), where it is not the records of the layer; else empty.
    pub count_unit: &'static str,
}

/// One layer.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendLayer {
    /// Which.
    pub key: LayerKey,
    /// Its name in the language of the interface.
    pub name: String,
    /// What its classes go by, in the language of the interface (空置率); empty when that needs no word.
    pub classed_by: String,
    /// Its records.
    pub count: usize,
    /// How it looks where it has no classes.
    pub swatch: Swatch,
    /// Its classes, in order; may be empty.
    pub classes: Vec<LegendClass>,
}
