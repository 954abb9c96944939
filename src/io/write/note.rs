//! What is told of the rows of a file, where the format has a place for it or in a text beside it: what was done to their
//! coordinates, what they are from, how many of them are invented or schematic, whom to credit. Refuses to judge the rows.

use std::collections::BTreeMap;

use geojson::{JsonObject, JsonValue};

use crate::domain::{Confidence, Dataset, Origin};
use crate::i18n::export::ExportText;
use crate::i18n::kinds::confidence_name;
use crate::i18n::validity::repairs_note;
use crate::i18n::writing::WritingText;
use crate::i18n::{Lang, crs, integer};

use super::{Part, Target};

/// The word by which data of OpenStreetMap is known in what a record says of its source.
const OSM: &str = "OpenStreetMap";

/// The credit that data of OpenStreetMap must carry.
pub const OSM_CREDIT: &str = "© OpenStreetMap contributors, ODbL 1.0";

/// What is told of the rows of a file.
pub(super) struct Note {
    lang: Lang,
    /// A name and what there is to say under it, in order.
    pub facts: Vec<(WritingText, String)>,
    /// Source, as-of and confidence with the number of rows that say so.
    pub sources: BTreeMap<[String; 3], u32>,
}

impl Note {
    /// The note on rows that leave.
    pub fn new(parts: &[Part<'_>], outgoing: &Dataset, target: &Target<'_>) -> Self {
        let lang = target.lang;
        let mut facts = vec![
            (WritingText::Layer, outgoing.name.clone()),
            (WritingText::Rows, integer(outgoing.len() as f64)),
            (WritingText::Coordinates, crs::called(&target.crs.code())),
        ];
        facts.extend(parts.iter().map(|part| (WritingText::ReadAs, read_as(part, parts.len() > 1, lang))));
        if !outgoing.repairs.is_empty() {
            facts.push((WritingText::Geometry, repairs_note(&outgoing.repairs, lang)));
        }
        let marks = marks(outgoing);
        for (mark, words) in [(Confidence::Schematic, WritingText::SchematicRows), (Confidence::Demo, WritingText::DemoRows)] {
            if let Some(count) = marks.get(&mark) {
                facts.push((WritingText::Marks, words.fill(lang, &[&integer(f64::from(*count))])));
            }
        }
        if (0..outgoing.len()).any(|row| is_of_osm(outgoing, row)) {
            facts.push((WritingText::Credit, OSM_CREDIT.to_owned()));
        }
        facts.push((WritingText::Approval, ExportText::NotReviewed.text(lang).to_owned()));
        facts.push((WritingText::Program, concat!("Yuantu ", env!("CARGO_PKG_VERSION")).to_owned()));
        Self { lang, facts, sources: sources(outgoing, lang) }
    }

    /// The note as text, a fact a line; `why` says what the text is there for.
    pub fn text(&self, why: Option<WritingText>) -> String {
        let lang = self.lang;
        let colon = lang.pick("：", ": ");
        let mut lines: Vec<String> = why.map(|why| why.text(lang).to_owned()).into_iter().collect();
        lines.extend(self.facts.iter().map(|(name, value)| format!("{}{colon}{value}", name.text(lang))));
        if !self.sources.is_empty() {
            lines.push(format!("{}{}", WritingText::Sources.text(lang), colon.trim_end()));
        }
        for ([source, as_of, confidence], count) in &self.sources {
            let count = WritingText::SourceRows.fill(lang, &[&integer(f64::from(*count))]);
            let said = [source, as_of, confidence].into_iter().filter(|text| !text.is_empty()).cloned().chain([count]);
            lines.push(format!("- {}", said.collect::<Vec<_>>().join(" · ")));
        }
        lines.join("\n") + "\n"
    }

    /// The note as a member of a GeoJSON object: names in the language of the file.
    pub fn json(&self) -> JsonValue {
        let mut object = JsonObject::new();
        for (name, value) in &self.facts {
            let name = name.text(self.lang);
            let value = JsonValue::from(value.as_str());
            match object.get_mut(name) {
                None => drop(object.insert(name.to_owned(), value)),
                Some(JsonValue::Array(values)) => values.push(value),
                Some(one) => *one = JsonValue::Array(vec![one.take(), value]),
            }
        }
        JsonValue::Object(object)
    }
}

/// What was done to the coordinates of a part, and what file it came in.
fn read_as(part: &Part<'_>, is_named: bool, lang: Lang) -> String {
    let dataset = part.dataset;
    let name = is_named.then(|| part.layer.to_owned());
    let file = match &dataset.origin {
        Origin::File(path) => path.file_name().map(|name| name.to_string_lossy().into_owned()),
        Origin::Embedded => Some(WritingText::Embedded.text(lang).to_owned()),
    };
    let declared = dataset.about.declared_crs.as_deref().map(|words| {
        let short: String = words.chars().take(60).collect();
        WritingText::Declared.fill(lang, &[&short])
    });
    let done = crs::placement(&dataset.placement, lang);
    [name, file, declared, Some(done)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Rows of each confidence.
fn marks(outgoing: &Dataset) -> BTreeMap<Confidence, u32> {
    let mut counts = BTreeMap::new();
    for confidence in (0..outgoing.len()).filter_map(|row| outgoing.confidence_of(row)) {
        *counts.entry(confidence).or_default() += 1;
    }
    counts
}

fn sources(outgoing: &Dataset, lang: Lang) -> BTreeMap<[String; 3], u32> {
    let mut counts: BTreeMap<[String; 3], u32> = BTreeMap::new();
    for row in 0..outgoing.len() {
        let as_of = outgoing.as_of_of(row).map(|day| day.to_string()).unwrap_or_default();
        let confidence = outgoing.confidence_of(row).map(|level| confidence_name(level, lang).to_owned()).unwrap_or_default();
        let said = [outgoing.source_of(row).to_owned(), as_of, confidence];
        if said.iter().any(|text| !text.is_empty()) {
            *counts.entry(said).or_default() += 1;
        }
    }
    counts
}

/// True for a record that says it is from OpenStreetMap.
pub fn is_of_osm(dataset: &Dataset, row: usize) -> bool {
    dataset.source_of(row).contains(OSM)
}
