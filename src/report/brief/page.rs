//! What the template is given, as `brief.json`: words, figures as they are read, positions as shares. Refuses raw records: what
//! is not here cannot reach the page.

use std::collections::BTreeMap;

use serde::Serialize;

/// All that a page says.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Page {
    /// `zh` or `en`.
    pub lang: &'static str,
    /// The head.
    pub title: String,
    pub kicker: String,
    /// The day, as it is read and as numbers.
    pub date: String,
    pub day: Option<Day>,
    /// Whom the page is from; may be empty.
    pub from: String,
    /// The name of the logo's file.
    pub logo: Option<&'static str>,
    /// The fixed words of the page, by their names in the template.
    pub words: BTreeMap<&'static str, String>,
    pub criteria: Vec<Asked>,
    pub map: MapPage,
    /// Its columns, each from above.
    pub legend: Vec<Vec<LegendRow>>,
    /// Sentences; what is heavy stands between `**`.
    pub advice: Vec<String>,
    pub neighbours: Option<Neighbours>,
    pub candidates: Vec<Candidate>,
    pub sections: Sections,
    /// What the space for the park's policy says.
    pub policy: String,
    pub sources: Vec<SourceTag>,
    pub source: String,
    pub credit: String,
    pub notes: Vec<String>,
    /// The map approval number; empty where there is none, and the page says so.
    pub approval: String,
}

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Day {
    pub year: i32,
    pub month: u32,
    pub day: u32,
}

/// A criterion.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Asked {
    pub name: String,
    pub value: String,
    pub must: bool,
}

/// The map: a picture and what stands on it. Positions are shares of its width and height.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MapPage {
    /// The name of the picture's file.
    pub picture: &'static str,
    pub width_mm: f64,
    pub height_mm: f64,
    pub pins: Vec<Pin>,
    /// Longitudes along the top and bottom, latitudes along the sides.
    pub ticks_x: Vec<Tick>,
    pub ticks_y: Vec<Tick>,
    pub scale: Scale,
}

/// A numbered pin.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Pin {
    pub number: usize,
    /// The place.
    pub tip: [f64; 2],
    /// Where the number stands.
    pub head: [f64; 2],
}

/// A coordinate on the frame.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tick {
    pub at: f64,
    pub text: String,
}

/// The scale bar.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Scale {
    pub share: f64,
    pub text: String,
    pub ratio: String,
}

/// A row of a legend. `kind` is heading, pin, area, dashed, line or station; colours are fill and edge.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LegendRow {
    pub kind: &'static str,
    pub colours: [Option<String>; 2],
    pub text: String,
}

/// Firms around each place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Neighbours {
    pub title: String,
    pub columns: Vec<IndustryColumn>,
    pub rows: Vec<FirmRow>,
    pub note: String,
}

/// An industry, or the chain where it has no shape.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndustryColumn {
    pub name: &'static str,
    pub shape: &'static str,
    pub colour: String,
    /// Where it stands to the prospect's.
    pub link: &'static str,
}

/// The firms around one place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FirmRow {
    pub number: usize,
    pub name: String,
    pub counts: Vec<Count>,
}

/// A count; the most of its column is heavy.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Count {
    pub text: String,
    pub best: bool,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Candidate {
    pub number: usize,
    pub name: String,
    pub sub: String,
    pub area: String,
    pub rent: String,
    pub metro: String,
    pub delivery: String,
    pub free: String,
    pub reasons: Vec<String>,
    pub best: Best,
}

/// Which of its figures are the best of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Best {
    pub area: bool,
    pub rent: bool,
    pub metro: bool,
    pub free: bool,
}

/// The buildings in section.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Sections {
    pub height_mm: f64,
    pub legend: Vec<LegendRow>,
    pub pictures: Vec<Section>,
}

/// The section of one building.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Section {
    pub number: usize,
    pub name: String,
    /// The name of the picture's file.
    pub picture: String,
}

/// How sure some of what is shown is. `kind` is public, estimate, schematic or demo.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SourceTag {
    pub kind: &'static str,
    pub tag: &'static str,
    pub text: String,
}
