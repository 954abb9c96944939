//! Whether a file can be opened without a word, or its owner is to be asked first. Refuses to find out what the answer is.

use crate::domain::{Dataset, Format, Recipe};
use crate::geodesy::crs::Transform;

use super::detective::suspicion;
use super::known::Known;

/// True where a person has to decide: a table, one layer of several, coordinates of which the file does not say what they are,
/// or of which known places say something else.
pub fn must_ask(raw: &Dataset, recipe: &Recipe, known: &Known) -> bool {
    let about = &raw.about;
    if about.format.is_table() || about.layers.len() > 1 {
        return true;
    }
    // These formats are WGS84 by their standards.
    let is_told = about.declared_crs.is_some() || matches!(about.format, Format::GeoJson | Format::Kml);
    if raw.geometries.positions.is_empty() {
        return !is_told && !raw.table.names.is_empty();
    }
    let is_usable = about.declared_crs.as_deref().is_none_or(|words| Transform::of(words).is_ok());
    !is_told || !is_usable || suspicion(raw, recipe, known).is_some()
}
