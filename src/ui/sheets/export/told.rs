//! What will be written, told before it is: how many rows, which of them are invented or schematic, what goes with them, what the
//! format has no room for. Refuses to choose.

use std::path::Path;

use egui::{CornerRadius, Frame, Margin, Ui};

use crate::domain::Confidence;
use crate::i18n::export_sheet::ExportSheetText as T;
use crate::i18n::{Lang, integer};
use crate::io::write::FileFormat;
use crate::ui::exporting::{ExportSurvey, ExportView};
use crate::ui::theme::{self, font, radius, semibold, space, text};
use crate::ui::view::View;
use crate::ui::widgets::{confidence_tag, wrapped};

/// Columns with another name that are told one by one.
const RENAMED: usize = 4;

/// Shows what will be written.
pub(super) fn show(ui: &mut Ui, view: &View, export: &ExportView) {
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    let Some(survey) = &export.survey else { return };
    let frame = Frame::NONE.fill(c.surface2).corner_radius(CornerRadius::same(radius::FIELD)).inner_margin(Margin::same(12));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::XS;
        let count = |rows: u64| integer(rows as f64);
        if survey.rows == 0 {
            wrapped(ui, T::NoRows.text(lang), font(text::BODY), c.error);
            return;
        }
        wrapped(ui, &T::WillWrite.fill(lang, &[&count(survey.rows)]), semibold(text::BODY), c.text);
        let marks = [(Confidence::Schematic, T::Schematic, survey.schematic), (Confidence::Demo, T::Demo, survey.demo)];
        for (mark, words, rows) in marks {
            if rows > 0 {
                ui.horizontal(|ui| {
                    confidence_tag(ui, mark, lang);
                    wrapped(ui, &words.fill(lang, &[&count(rows)]), font(text::SMALL), c.text);
                });
            }
        }
        for sentence in sentences(export, survey, lang) {
            wrapped(ui, &sentence, font(text::SMALL), c.text2);
        }
        if export.format == FileFormat::Shapefile && !survey.renamed.is_empty() {
            wrapped(ui, &T::Renamed.fill(lang, &[&renamed(survey, lang)]), font(text::SMALL), c.warn);
        }
    });
}

/// What goes with the rows, and what does not.
fn sentences(export: &ExportView, survey: &ExportSurvey, lang: Lang) -> Vec<String> {
    let count = |rows: u64| integer(rows as f64);
    let beside = |ending: &str| {
        let path = Path::new(export.path.trim()).with_extension(ending);
        path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    };
    let mut sentences = vec![T::Provenance.text(lang).to_owned()];
    let mut say = |when: bool, sentence: String| {
        if when {
            sentences.push(sentence);
        }
    };
    say(survey.of_osm > 0, T::Osm.fill(lang, &[&count(survey.of_osm)]));
    say(survey.sets > 1, T::Sets.fill(lang, &[&count(survey.sets as u64)]));
    say(survey.without_place > 0, T::WithoutPlace.fill(lang, &[&count(survey.without_place)]));
    let is_shapefile = export.format == FileFormat::Shapefile;
    say(is_shapefile && survey.families > 1, T::Families.fill(lang, &[&count(survey.families as u64)]));
    say(is_shapefile && survey.collections > 0, T::Collections.fill(lang, &[&count(survey.collections)]));
    sentences.push(match export.format {
        FileFormat::Csv => T::BesideCsv.fill(lang, &[&beside("sources.txt")]),
        FileFormat::Shapefile => T::BesideShapefile.fill(lang, &[&beside("README.txt")]),
        FileFormat::Xlsx => T::SheetXlsx.text(lang).to_owned(),
        FileFormat::GeoJson | FileFormat::GeoPackage | FileFormat::FlatGeobuf => T::InFile.text(lang).to_owned(),
    });
    sentences
}

/// The columns that get another name: the first ones, and how many there are.
fn renamed(survey: &ExportSurvey, lang: Lang) -> String {
    let one = |(before, after): &(String, String)| T::RenamedOne.fill(lang, &[before, after]);
    let mut words: Vec<String> = survey.renamed.iter().take(RENAMED).map(one).collect();
    if survey.renamed.len() > RENAMED {
        words.push(T::RenamedMore.fill(lang, &[&integer(survey.renamed.len() as f64)]));
    }
    words.join(lang.pick("、", ", "))
}
