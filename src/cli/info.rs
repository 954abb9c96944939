//! `yuantu info`: what is in files, or in the embedded data. Refuses figures: it counts records, it does not analyse them.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use crate::domain::{Dataset, GeometryKind, Origin, Value};
use crate::i18n::cli::CliText;
use crate::i18n::crs;
use crate::i18n::fields::field_name;
use crate::i18n::kinds::kind_name;
use crate::i18n::{Lang, integer};
use crate::import::{self, Known};
use crate::io::{self, Outcome, ReadOptions, ReadSink, embedded};

use super::check::issue_lines;
use super::crs_report::CrsReport;

/// Examples shown of a field.
const EXAMPLES: usize = 3;
/// Letters shown of an example.
const EXAMPLE_LENGTH: usize = 40;

/// What is in some files (in the embedded data where there are none), and whether a file has an error.
pub(super) fn info(files: &[PathBuf], as_json: bool, lang: Lang) -> (String, bool) {
    let (datasets, broken): (Vec<Layer>, Vec<(&PathBuf, Outcome)>) = if files.is_empty() {
        (embedded::load_all(0).into_iter().map(|dataset| (dataset, None)).collect(), Vec::new())
    } else {
        let (mut datasets, mut broken) = (Vec::new(), Vec::new());
        for path in files {
            let (mut outcome, crs) = read(path, lang);
            datasets.extend(outcome.dataset.take().map(|dataset| (dataset, crs)));
            if outcome.has_error() {
                broken.push((path, outcome));
            }
        }
        (datasets, broken)
    };
    let summaries: Vec<_> = datasets.iter().map(|(dataset, crs)| Summary::of(dataset, crs.as_ref())).collect();
    for (path, outcome) in &broken {
        eprint!("{}\n{}", path.display(), issue_lines(outcome, lang));
    }
    let text = if as_json {
        let layers: Vec<_> = summaries.iter().map(|summary| summary.json(lang)).collect();
        let mut all = json!({ "layers": layers });
        // Of one file the whole answer says it, too.
        if let ([Summary { crs: Some(crs), .. }], Some(all)) = (summaries.as_slice(), all.as_object_mut()) {
            all.insert("crs".to_owned(), crs.json());
        }
        format!("{all:#}\n")
    } else {
        let head = if files.is_empty() { format!("{}\n\n", CliText::Embedded.text(lang)) } else { String::new() };
        let layers: Vec<_> = summaries.iter().map(|summary| summary.text(lang)).collect();
        head + &layers.join("\n")
    };
    (text, !broken.is_empty())
}

/// A dataset, and what was found out about its coordinates; nothing of the embedded ones.
type Layer = (Dataset, Option<CrsReport>);

/// Reads a file to the end, looks into its coordinates, and brings its rows to what the product understands.
fn read(path: &Path, lang: Lang) -> (Outcome, Option<CrsReport>) {
    let go_on = |_, _| ControlFlow::Continue(());
    let sink = ReadSink { progress: &go_on, piece: &mut |_| {} };
    let outcome = io::read_path(path, &ReadOptions::default(), sink);
    let Some(raw) = outcome.dataset else { return (outcome, None) };
    let known = Known::embedded();
    let recipe = import::propose(&raw, None, &[]).recipe;
    let crs = CrsReport::of(&raw, import::investigate(&raw, &recipe, &known, &go_on), lang);
    let applied = import::apply(raw, &recipe, &known, &go_on);
    (Outcome { dataset: applied.dataset, issues: applied.issues, cancelled: applied.cancelled }, Some(crs))
}

/// What is told of a dataset.
struct Summary<'a> {
    dataset: &'a Dataset,
    /// What was found out about its coordinates.
    crs: Option<&'a CrsReport>,
    /// Rows by geometry.
    geometry: BTreeMap<&'static str, usize>,
    /// Rows by source, most first.
    sources: Vec<(&'a str, usize)>,
    /// Oldest and newest as-of.
    as_of: Option<(String, String)>,
    /// Rows by confidence, surest first.
    confidence: Vec<(&'static str, &'static str, usize)>,
}

impl<'a> Summary<'a> {
    fn of(dataset: &'a Dataset, crs: Option<&'a CrsReport>) -> Self {
        let mut geometry = BTreeMap::new();
        let mut sources = BTreeMap::new();
        let mut confidence = BTreeMap::new();
        let mut dates = Vec::new();
        for row in 0..dataset.len() {
            *geometry.entry(geometry_name(dataset.geometries.kind(row))).or_insert(0) += 1;
            *sources.entry(dataset.source_of(row)).or_insert(0) += 1;
            *confidence.entry(dataset.confidence_of(row)).or_insert(0) += 1;
            dates.extend(dataset.as_of_of(row));
        }
        sources.remove("");
        let mut sources: Vec<_> = sources.into_iter().collect();
        sources.sort_by_key(|&(_, rows)| std::cmp::Reverse(rows));
        let as_of = dates.iter().min().zip(dates.iter().max()).map(|(oldest, newest)| (oldest.to_string(), newest.to_string()));
        let confidence =
            confidence.into_iter().filter_map(|(level, rows)| level.map(|level| (level.term(), level.term_en(), rows))).collect();
        Self { dataset, crs, geometry, sources, as_of, confidence }
    }

    fn bounds(&self) -> Option<[f64; 4]> {
        let bounds = self.dataset.geometries.bounds();
        (!bounds.is_empty()).then_some([bounds.west, bounds.south, bounds.east, bounds.north])
    }

    fn json(&self, lang: Lang) -> Json {
        let dataset = self.dataset;
        let path = match &dataset.origin {
            Origin::Embedded => Json::Null,
            Origin::File(path) => path.to_string_lossy().into(),
        };
        let fields: Vec<_> = fields(dataset)
            .map(|field| {
                json!({
                    "name": field.name,
                    "field": dataset.fields.field_of(field.column).map(crate::domain::Field::key),
                    "type": field.kind.0,
                    "values": field.values,
                    "examples": field.examples,
                })
            })
            .collect();
        let sources: Vec<_> = self.sources.iter().map(|(source, rows)| json!({ "source": source, "features": rows })).collect();
        let confidence: Vec<_> =
            self.confidence.iter().map(|(term, _, rows)| json!({ "level": term, "features": rows })).collect();
        json!({
            "name": dataset.name,
            "path": path,
            "kind": dataset.kind.code(),
            "features": dataset.len(),
            "bounds": self.bounds(),
            "geometry": self.geometry,
            "fields": fields,
            "sources": sources,
            "as_of": self.as_of.as_ref().map(|(oldest, newest)| json!({ "oldest": oldest, "newest": newest })),
            "confidence": confidence,
            "placement": {
                "crs": dataset.placement.crs,
                "shift_m": dataset.placement.shift_m,
                "swap_axes": dataset.placement.axes_swapped,
                "text": crs::placement(&dataset.placement, lang),
            },
            "crs": self.crs.map(CrsReport::json),
        })
    }

    fn text(&self, lang: Lang) -> String {
        let dataset = self.dataset;
        let not_stated = || CliText::NotStated.text(lang).to_owned();
        let or_not_stated = |list: Vec<String>| if list.is_empty() { not_stated() } else { list.join(lang.pick("；", "; ")) };
        let name = match &dataset.origin {
            Origin::Embedded => dataset.name.clone(),
            Origin::File(path) => path.display().to_string(),
        };
        let count = CliText::FeatureCount.fill(lang, &[&integer(dataset.len() as f64)]);
        let geometry = self.geometry.iter().map(|(name, rows)| format!("{name} {}", integer(*rows as f64))).collect();
        let bounds = self.bounds().map_or_else(
            || CliText::NoBounds.text(lang).to_owned(),
            |bounds| bounds.map(|degrees| format!("{degrees:.6}")).join(", "),
        );
        let sources = self.sources.iter().map(|(source, rows)| format!("{source} ({})", integer(*rows as f64))).collect();
        let as_of = self.as_of.as_ref().map_or_else(not_stated, |(oldest, newest)| {
            if oldest == newest { newest.clone() } else { format!("{oldest} – {newest}") }
        });
        let confidence =
            self.confidence.iter().map(|(zh, en, rows)| format!("{} {}", lang.pick(zh, en), integer(*rows as f64))).collect();
        let mut text = format!("{name}{}{count}\n", lang.pick("：", ": "));
        for (label, value) in [
            (CliText::Kind, kind_name(dataset.kind, lang).to_owned()),
            (CliText::Geometry, or_not_stated(geometry)),
            (CliText::Bounds, bounds),
            (CliText::Source, or_not_stated(sources)),
            (CliText::AsOf, as_of),
            (CliText::ConfidenceLevel, or_not_stated(confidence)),
        ] {
            text += &format!("  {}{}{value}\n", label.text(lang), lang.pick("：", ": "));
        }
        if let Some(found) = self.crs {
            text += &found.text(lang);
            text += &format!("    {}\n", crs::placement(&dataset.placement, lang));
        }
        text += &format!("  {}\n", CliText::Fields.text(lang));
        for field in fields(dataset) {
            let known = dataset.fields.field_of(field.column).map_or(String::new(), |of| format!(" = {}", field_name(of, lang)));
            let examples = field.examples.join(" | ");
            text +=
                &format!("    {}{known} [{}] {} {examples}\n", field.name, field.kind.1.text(lang), integer(field.values as f64));
        }
        text
    }
}

/// A column as it is told of.
struct FieldInfo<'a> {
    column: usize,
    name: &'a str,
    /// Its type: code and name.
    kind: (&'static str, CliText),
    /// Rows with a value.
    values: usize,
    /// Its first different values.
    examples: Vec<String>,
}

fn fields(dataset: &Dataset) -> impl Iterator<Item = FieldInfo<'_>> {
    dataset.table.names.iter().zip(&dataset.table.columns).enumerate().map(|(index, (name, column))| {
        let values = (0..column.len()).map(|row| column.get(row)).filter(|value| !value.is_null());
        let mut examples: Vec<String> = Vec::new();
        let (mut count, mut kind) = (0, None);
        for value in values {
            count += 1;
            let of = type_of(value);
            kind = Some(kind.map_or(of, |known: (&'static str, CliText)| if known.0 == of.0 { of } else { MIXED }));
            if examples.len() < EXAMPLES {
                let example = example(value);
                if !examples.contains(&example) {
                    examples.push(example);
                }
            }
        }
        FieldInfo { column: index, name, kind: kind.unwrap_or(("empty", CliText::TypeEmpty)), values: count, examples }
    })
}

const MIXED: (&str, CliText) = ("mixed", CliText::TypeMixed);

fn type_of(value: Value<'_>) -> (&'static str, CliText) {
    match value {
        Value::Null => ("empty", CliText::TypeEmpty),
        Value::Bool(_) => ("bool", CliText::TypeBool),
        Value::Number(_) => ("number", CliText::TypeNumber),
        Value::Text(_) => ("text", CliText::TypeText),
    }
}

fn example(value: Value<'_>) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(value) => value.to_string(),
        Value::Number(value) => value.to_string(),
        Value::Text(text) if text.chars().count() > EXAMPLE_LENGTH => text.chars().take(EXAMPLE_LENGTH).chain(['…']).collect(),
        Value::Text(text) => text.to_owned(),
    }
}

fn geometry_name(kind: GeometryKind) -> &'static str {
    match kind {
        GeometryKind::None => "null",
        GeometryKind::Point => "Point",
        GeometryKind::MultiPoint => "MultiPoint",
        GeometryKind::LineString => "LineString",
        GeometryKind::MultiLineString => "MultiLineString",
        GeometryKind::Polygon => "Polygon",
        GeometryKind::MultiPolygon => "MultiPolygon",
        GeometryKind::Collection => "GeometryCollection",
    }
}
