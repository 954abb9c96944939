//! The legend: every layer with its classes and live counts. Refuses layout.

mod classes;
mod records;
mod rows;

pub use records::records_of_class;
pub use rows::{LayerRows, rows_of_layer};

use crate::domain::DatasetKind;
use crate::i18n::kinds::kind_name;
use crate::i18n::map::MapText;
use crate::i18n::{Lang, integer};
use crate::workspace::LayerKey;

use super::scene::{MarkShape, Rgba};
use super::sheet::{SheetCache, SheetInput};
use super::theme_classes::{theme_name, theme_unit};

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
    /// Its records; of a block, its buildings with space on record, as everywhere.
    pub count: usize,
    /// What is counted, in the language of the interface (楼), where it is not the records of the layer; else empty.
    pub count_unit: &'static str,
}

impl LegendClass {
    /// Its count, with what is counted where that is not the layer's records.
    pub fn count_text(&self) -> String {
        let count = integer(self.count as f64);
        if self.count_unit.is_empty() { count } else { format!("{count} {}", self.count_unit) }
    }
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

/// The legend of the workspace's layers, top first, with what is there now. The count of a layer leaves hidden classes out;
/// that of a class does not change when the class is hidden. Layers of the user's own that are not loaded are left out.
pub fn legend(input: &SheetInput<'_>, cache: &mut SheetCache) -> Vec<LegendLayer> {
    let mut layers = Vec::with_capacity(input.workspace.layers.len());
    for state in &input.workspace.layers {
        let Some(entry) = classes::entry(input, cache, state) else { continue };
        layers.push(LegendLayer {
            key: state.key.clone(),
            name: layer_name(&state.key, input.lang),
            classed_by: classed_by(&state.key, input),
            count: entry.count,
            swatch: entry.swatch,
            classes: entry.classes,
        });
    }
    layers
}

/// The name of a layer.
pub fn layer_name(key: &LayerKey, lang: Lang) -> String {
    match key {
        LayerKey::Own(name) => name,
        LayerKey::Blocks => kind_name(DatasetKind::Blocks, lang),
        LayerKey::Parks => kind_name(DatasetKind::Parks, lang),
        LayerKey::Buildings => kind_name(DatasetKind::Buildings, lang),
        LayerKey::Enterprises => kind_name(DatasetKind::Enterprises, lang),
        LayerKey::Projects => kind_name(DatasetKind::Projects, lang),
        LayerKey::Green => kind_name(DatasetKind::Green, lang),
        LayerKey::Sites => kind_name(DatasetKind::Sites, lang),
        LayerKey::Renewal => MapText::Renewal.text(lang),
        LayerKey::LowEfficiency => MapText::LowEfficiency.text(lang),
        LayerKey::Clusters => MapText::Clusters.text(lang),
        LayerKey::Institutions => MapText::InstitutionsAtBlock.text(lang),
        LayerKey::Metro => MapText::Metro.text(lang),
        LayerKey::Streets => MapText::Streets.text(lang),
        LayerKey::Railways => MapText::Railways.text(lang),
        LayerKey::Water => MapText::Water.text(lang),
    }
    .to_owned()
}

/// What a layer's classes go by, with the unit where the classes do not carry it.
fn classed_by(key: &LayerKey, input: &SheetInput<'_>) -> String {
    match key {
        LayerKey::Buildings => {
            let theme = input.workspace.building_theme;
            let unit = theme_unit(theme, input.lang);
            let name = theme_name(theme, input.lang);
            if unit.is_empty() { name.to_owned() } else { format!("{name} {unit}") }
        }
        LayerKey::Enterprises => MapText::ByIndustry.text(input.lang).to_owned(),
        _ => String::new(),
    }
}
