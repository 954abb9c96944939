//! What `yuantu info` tells of a file's coordinate system: what it declares, what was found out, on what evidence. Refuses to
//! move anything.

use serde_json::{Value as Json, json};

use crate::domain::Dataset;
use crate::geodesy::crs::Crs;
use crate::i18n::crs::{CrsText, called};
use crate::i18n::{Lang, decimal, integer, percent};
use crate::import::{Candidate, DatumReport, Sureness};

/// Places shown of those that speak.
const PLACES: usize = 5;

/// What was found out, with the rows' numbers in the file.
pub(super) struct CrsReport {
    report: DatumReport,
    /// What speaks: a stable kind, its figures, a sentence.
    evidence: Vec<(&'static str, Json, String)>,
}

impl CrsReport {
    /// The report on a raw dataset.
    pub(super) fn of(raw: &Dataset, report: DatumReport, lang: Lang) -> Self {
        let evidence = evidence(raw, &report, lang);
        Self { report, evidence }
    }

    /// `{"declared": …, "guessed": …, "evidence": […]}`.
    pub(super) fn json(&self) -> Json {
        let evidence = self.evidence.iter().map(|(kind, figures, text)| {
            let mut item = json!({ "kind": kind });
            if let (Some(item), Json::Object(figures)) = (item.as_object_mut(), figures) {
                item.extend(figures.clone());
                item.insert("text".to_owned(), text.as_str().into());
            }
            item
        });
        json!({
            "declared": self.report.declared,
            "guessed": self.guessed().map(|candidate| candidate.crs.as_str()),
            "sureness": sureness_code(self.report.sureness),
            "swap_axes": self.guessed().is_some_and(|candidate| candidate.swap_axes),
            "evidence": evidence.collect::<Vec<_>>(),
        })
    }

    /// The same in some lines of text, each with two blanks before it.
    pub(super) fn text(&self, lang: Lang) -> String {
        let colon = lang.pick("：", ": ");
        let declared = self.report.declared.as_deref().map_or(CrsText::NotDeclared.text(lang).to_owned(), called);
        let guessed = match self.guessed() {
            Some(candidate) => format!("{} [{}]", name(candidate, lang), sureness_text(self.report.sureness).text(lang)),
            None => CrsText::TooLittle.text(lang).to_owned(),
        };
        let mut text = format!(
            "  {}{colon}{} {declared}{}{} {guessed}\n",
            CrsText::Coordinates.text(lang),
            CrsText::Declared.text(lang),
            lang.pick("，", ", "),
            CrsText::Guessed.text(lang)
        );
        for (_, figures, sentence) in &self.evidence {
            let of = figures.get("crs").and_then(Json::as_str).map(|crs| format!("{crs}{colon}")).unwrap_or_default();
            text += &format!("    {of}{sentence}\n");
        }
        text
    }

    fn guessed(&self) -> Option<&Candidate> {
        self.report.candidates.get(self.report.proposed?)
    }
}

fn evidence(raw: &Dataset, report: &DatumReport, lang: Lang) -> Vec<(&'static str, Json, String)> {
    let mut found = Vec::new();
    let line = |row: u32| raw.lines.get(row as usize).copied().unwrap_or(raw.feature_number(row as usize) + 1);
    if report.candidates.is_empty() {
        found.push(("no_positions", json!({}), CrsText::NoPositions.text(lang).to_owned()));
        return found;
    }
    for candidate in &report.candidates {
        let of = |mut figures: Json| {
            if let Some(figures) = figures.as_object_mut() {
                figures.insert("crs".to_owned(), candidate.crs.as_str().into());
                figures.insert("swap_axes".to_owned(), candidate.swap_axes.into());
            }
            figures
        };
        if let Some(median_m) = candidate.median_m {
            let text = CrsText::Names.fill(lang, &[&integer(f64::from(candidate.named)), &decimal(median_m, 0)]);
            found.push(("names", of(json!({ "rows": candidate.named, "median_m": rounded(median_m) })), text));
        }
        if let Some(share) = candidate.forbidden_share {
            found.push(("ground", of(json!({ "share": rounded(share) })), CrsText::Ground.fill(lang, &[&percent(share)])));
        }
        if let Some(share) = candidate.edge_share {
            found.push(("edges", of(json!({ "share": rounded(share) })), CrsText::Edges.fill(lang, &[&percent(share)])));
        }
        let (district, blocks) = (candidate.in_district, candidate.in_blocks);
        let text = CrsText::District.fill(lang, &[&integer(f64::from(district)), &integer(f64::from(blocks))]);
        found.push(("district", of(json!({ "in_district": district, "in_blocks": blocks })), text));
        if let Some([east, north]) = candidate.shift_m.filter(|[east, north]| east.hypot(*north) >= 1.0) {
            let text = CrsText::Shift.fill(lang, &[&integer(east.hypot(north))]);
            found.push(("shift", of(json!({ "east_m": rounded(east), "north_m": rounded(north) })), text));
        }
        if Crs::parse(&candidate.crs).is_ok_and(|crs| crs.lacks_datum_shift()) {
            found.push(("no_datum_shift", of(json!({})), CrsText::NoShift.fill(lang, &[&called(&candidate.crs)])));
        }
    }
    for place in report.evidence.iter().take(PLACES) {
        let text = format!("{} · {} m", place.name, decimal(place.distance_m, 0));
        let figures = json!({ "name": place.name, "row": line(place.row), "distance_m": rounded(place.distance_m) });
        found.push(("place", figures, text));
    }
    if report.same_as_cgcs2000 {
        found.push(("same_system", json!({ "systems": ["WGS84", "CGCS2000"] }), CrsText::SameSystem.text(lang).to_owned()));
    }
    if let Some(agrees) = report.declared_agrees {
        let text = if agrees { CrsText::Agrees } else { CrsText::Disagrees };
        found.push(("declared", json!({ "agrees": agrees }), text.text(lang).to_owned()));
    }
    if report.proposed.is_none() {
        found.push(("too_little", json!({}), CrsText::TooLittle.text(lang).to_owned()));
    }
    for (kind, rows, text) in [("mixed", &report.of_another, CrsText::Mixed), ("swapped", &report.swapped, CrsText::SwappedRows)]
    {
        if let Some(&first) = rows.first() {
            let lines: Vec<u32> = rows.iter().map(|&row| line(row)).collect();
            found.push((
                kind,
                json!({ "rows": lines }),
                text.fill(lang, &[&integer(rows.len() as f64), &line(first).to_string()]),
            ));
        }
    }
    found
}

fn name(candidate: &Candidate, lang: Lang) -> String {
    let swapped = if candidate.swap_axes { CrsText::Swapped.text(lang) } else { "" };
    format!("{}{swapped}", called(&candidate.crs))
}

fn sureness_code(sureness: Sureness) -> &'static str {
    match sureness {
        Sureness::Unknown => "unknown",
        Sureness::Guess => "guess",
        Sureness::Likely => "likely",
        Sureness::Sure => "sure",
    }
}

fn sureness_text(sureness: Sureness) -> CrsText {
    match sureness {
        Sureness::Unknown => CrsText::TooLittle,
        Sureness::Guess => CrsText::Guess,
        Sureness::Likely => CrsText::Likely,
        Sureness::Sure => CrsText::Sure,
    }
}

/// To three decimals: what is behind them is noise.
fn rounded(number: f64) -> f64 {
    (number * 1_000.0).round() / 1_000.0
}
