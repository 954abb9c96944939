//! Which rows of which datasets a wish means, and what is known of them before they are written. Runs on a thread. Refuses to
//! write.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::work::drawing::Source;
use crate::domain::{Confidence, Dataset, DatasetKind, GeometryKind, LonLatBounds, RecordRef, SetKey};
use crate::geodesy::gauss_krueger::central_meridian;
use crate::i18n::Lang;
use crate::i18n::export_sheet::ExportSheetText;
use crate::i18n::kinds::kind_name;
use crate::io::write::{Part, is_of_osm, short_names};
use crate::map::legend::{LayerRows, layer_name, rows_of_layer};
use crate::map::sheet::CLUSTERS_SET;
use crate::ui::exporting::{ExportChoice, ExportSurvey, ExportWhat};
use crate::workspace::LayerKey;

/// Kinds that are no layers of their own, and are lists that people ask for.
const LISTS: [DatasetKind; 3] = [DatasetKind::Spaces, DatasetKind::Floors, DatasetKind::Indicators];
/// The zones of 3° of Gauss-Krüger (CGCS2000) without a zone number in the eastings: first code and its meridian, last meridian.
const FIRST_ZONE: u32 = 4534;
const ZONE_MERIDIANS: [f64; 2] = [75.0, 135.0];

/// A snapshot of all that can be exported.
pub(super) struct Stock {
    pub source: Source,
    /// The datasets that are shown, the clusters among them.
    pub datasets: Vec<Arc<Dataset>>,
    pub selection: Vec<RecordRef>,
    pub lang: Lang,
}

/// Rows that go into one file.
pub(super) struct Rows {
    pub parts: Vec<(String, LayerRows)>,
}

impl Rows {
    /// As the writer wants them.
    pub fn parts(&self) -> Vec<Part<'_>> {
        self.parts.iter().map(|(layer, of)| Part { dataset: &of.dataset, rows: Some(&of.rows), layer }).collect()
    }

    fn count(&self) -> u64 {
        self.parts.iter().map(|(_, of)| of.rows.len() as u64).sum()
    }
}

impl Stock {
    /// The rows of a wish.
    pub fn rows(&self, what: &ExportWhat, only_shown: bool) -> Rows {
        let parts = match what {
            ExportWhat::Layer(key) => rows_of_layer(&self.source.input(), &self.datasets, key, only_shown),
            ExportWhat::Set(kind) => {
                let of_kind = self.datasets.iter().filter(|dataset| dataset.set_key() == SetKey::Kind(*kind));
                of_kind.map(|dataset| LayerRows { dataset: dataset.clone(), rows: (0..dataset.len() as u32).collect() }).collect()
            }
            ExportWhat::Selection => self.selected(),
        };
        Rows { parts: parts.into_iter().map(|part| (self.set_name(&part.dataset), part)).collect() }
    }

    fn selected(&self) -> Vec<LayerRows> {
        let mut rows: BTreeMap<&SetKey, Vec<u32>> = BTreeMap::new();
        for record in &self.selection {
            rows.entry(&record.set).or_default().push(record.row);
        }
        let dataset = |set: &SetKey| self.datasets.iter().find(|dataset| dataset.set_key() == *set).cloned();
        rows.into_iter().filter_map(|(set, rows)| Some(LayerRows { dataset: dataset(set)?, rows })).collect()
    }

    /// What the records of a dataset are called.
    fn set_name(&self, dataset: &Dataset) -> String {
        match dataset.set_key() {
            SetKey::Kind(kind) => kind_name(kind, self.lang).to_owned(),
            SetKey::Own(name) if &*name == CLUSTERS_SET => layer_name(&LayerKey::Clusters, self.lang),
            SetKey::Own(name) => name.to_string(),
        }
    }

    /// What the records of a wish are called.
    pub fn name(&self, what: &ExportWhat) -> String {
        name_of(what, self.lang)
    }

    /// All that can be exported: the selection, the layers from the top, the lists.
    fn choices(&self) -> Vec<ExportChoice> {
        let layers = self.source.input().workspace.layers.iter().map(|layer| ExportWhat::Layer(layer.key.clone()));
        let lists = LISTS.into_iter().map(ExportWhat::Set);
        let all = std::iter::once(ExportWhat::Selection).chain(layers).chain(lists);
        let choice = |what: ExportWhat| ExportChoice { rows: self.rows(&what, false).count(), name: self.name(&what), what };
        all.map(choice).filter(|choice| choice.rows > 0).collect()
    }

    /// What is known of the rows of a wish.
    pub fn survey(&self, what: &ExportWhat, only_shown: bool) -> ExportSurvey {
        let (all, shown) = (self.rows(what, false), self.rows(what, true));
        let chosen = if only_shown { &shown } else { &all };
        let mut survey = ExportSurvey {
            choices: self.choices(),
            all: all.count(),
            shown: shown.count(),
            rows: chosen.count(),
            sets: chosen.parts.len(),
            ..ExportSurvey::default()
        };
        let mut families = [false; 3];
        let mut bounds = LonLatBounds::EMPTY;
        let mut names: Vec<String> = Vec::new();
        for (_, LayerRows { dataset, rows }) in &chosen.parts {
            names.extend(dataset.table.names.iter().filter(|name| !names.contains(name)).cloned().collect::<Vec<_>>());
            for &row in rows {
                let row = row as usize;
                survey.schematic += u64::from(dataset.confidence_of(row) == Some(Confidence::Schematic));
                survey.demo += u64::from(dataset.confidence_of(row) == Some(Confidence::Demo));
                survey.of_osm += u64::from(is_of_osm(dataset, row));
                let has_place = !dataset.geometries.positions_of(row).is_empty();
                survey.without_place += u64::from(!has_place);
                bounds = bounds.union(&dataset.geometries.bounds_of(row));
                match dataset.geometries.kind(row) {
                    _ if !has_place => {}
                    GeometryKind::None => {}
                    GeometryKind::Collection => survey.collections += 1,
                    GeometryKind::Point | GeometryKind::MultiPoint => families[0] = true,
                    GeometryKind::LineString | GeometryKind::MultiLineString => families[1] = true,
                    GeometryKind::Polygon | GeometryKind::MultiPolygon => families[2] = true,
                }
            }
        }
        survey.families = families.into_iter().filter(|&there| there).count();
        let shorts = short_names(&names);
        survey.renamed = names.into_iter().zip(shorts).filter(|(name, short)| name != short).collect();
        survey.zone = (!bounds.is_empty()).then(|| zone_of(bounds.centre()[0])).flatten();
        survey
    }
}

/// What the records of a wish are called.
pub(super) fn name_of(what: &ExportWhat, lang: Lang) -> String {
    match what {
        ExportWhat::Layer(key) => layer_name(key, lang),
        ExportWhat::Set(kind) => kind_name(*kind, lang).to_owned(),
        ExportWhat::Selection => ExportSheetText::Selection.text(lang).to_owned(),
    }
}

/// The code of the zone of a longitude.
fn zone_of(lon: f64) -> Option<u32> {
    let meridian = central_meridian(lon);
    let [first, last] = ZONE_MERIDIANS;
    (first..=last).contains(&meridian).then(|| FIRST_ZONE + ((meridian - first) / 3.0).round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geodesy::epsg;

    #[test]
    fn a_zone_has_the_code_that_the_register_gives_it() {
        // Shanghai, Beijing, Ürümqi.
        for (lon, name) in [(121.45, "CM 120E"), (116.4, "CM 117E"), (87.6, "CM 87E")] {
            let code = zone_of(lon).unwrap();
            assert!(epsg::find(code).unwrap().name.ends_with(name), "{lon}: {code}");
        }
        assert_eq!(zone_of(-0.1), None);
    }
}
