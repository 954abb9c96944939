//! The choices of the export sheet: rows, format, coordinate system. Refuses the file.

use egui::{ComboBox, Margin, RichText, TextEdit, Ui};

use crate::geodesy::crs::Crs;
use crate::geodesy::epsg;
use crate::geodesy::projected::parameter;
use crate::i18n::export_sheet::ExportSheetText as T;
use crate::i18n::{Lang, crs as crs_words, integer};
use crate::io::write::{FileFormat, fits};
use crate::ui::command::Command;
use crate::ui::exporting::{ExportChange, ExportCrs, ExportView};
use crate::ui::theme::{self, font, text};
use crate::ui::view::Commands;
use crate::ui::widgets::{tabs, wrapped};

/// Width of a list to choose from, points.
const LIST: f32 = 400.0;

/// The name of a choice, over it.
pub(super) fn heading(ui: &mut Ui, words: &str) {
    let c = theme::colours(ui.ctx());
    ui.label(RichText::new(words).font(font(text::SMALL)).color(c.text2));
}

/// Which rows; and with or without those of hidden classes, where there are any.
pub(super) fn what(ui: &mut Ui, export: &ExportView, lang: Lang, commands: &mut Commands) {
    heading(ui, T::What.text(lang));
    let Some(survey) = &export.survey else {
        ui.label(T::Counting.text(lang));
        return;
    };
    let named = |name: &str, rows: u64| T::Choice.fill(lang, &[name, &integer(rows as f64)]);
    let chosen = survey.choices.iter().find(|choice| choice.what == export.what);
    let shown = chosen.map_or_else(|| T::NoRows.text(lang).to_owned(), |choice| named(&choice.name, choice.rows));
    let spoken = spoken(T::What, &shown, lang);
    let list = ComboBox::from_id_salt("export what").width(LIST).selected_text(shown).truncate().show_ui(ui, |ui| {
        for choice in &survey.choices {
            let is_chosen = choice.what == export.what;
            if ui.selectable_label(is_chosen, named(&choice.name, choice.rows)).clicked() && !is_chosen {
                commands.send(Command::ChangeExport(ExportChange::What(choice.what.clone())));
            }
        }
    });
    list.response.accessible_name(spoken);
    if survey.all != survey.shown {
        for (only_shown, words, rows) in [(false, T::AllRows, survey.all), (true, T::ShownRows, survey.shown)] {
            let is_chosen = export.only_shown == only_shown;
            if ui.radio(is_chosen, words.fill(lang, &[&integer(rows as f64)])).clicked() && !is_chosen {
                commands.send(Command::ChangeExport(ExportChange::OnlyShown(only_shown)));
            }
        }
    }
}

/// Which format.
pub(super) fn format(ui: &mut Ui, export: &ExportView, lang: Lang, commands: &mut Commands) {
    heading(ui, T::Format.text(lang));
    let items = FileFormat::ALL.map(|format| (format, None, format.name()));
    if let Some(format) = tabs(ui, export.format, &items, false)
        && format != export.format
    {
        commands.send(Command::ChangeExport(ExportChange::Format(format)));
    }
}

/// Which coordinate system.
pub(super) fn crs(ui: &mut Ui, export: &ExportView, lang: Lang, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    heading(ui, T::Crs.text(lang));
    if export.format == FileFormat::GeoJson {
        wrapped(ui, T::GeoJsonOnly.text(lang), font(text::BODY), c.text);
        return;
    }
    let zone = export.zone();
    let shown = named(export.crs, zone, lang);
    let spoken = spoken(T::Crs, &shown, lang);
    let list = ComboBox::from_id_salt("export crs").width(LIST).selected_text(shown).truncate().show_ui(ui, |ui| {
        for crs in ExportCrs::ALL {
            if crs == ExportCrs::LocalZone && zone.is_none() {
                continue;
            }
            let is_chosen = crs == export.crs;
            if ui.selectable_label(is_chosen, named(crs, zone, lang)).clicked() && !is_chosen {
                commands.send(Command::ChangeExport(ExportChange::Crs(crs)));
            }
        }
    });
    list.response.accessible_name(spoken);
    if export.crs == ExportCrs::Other {
        let mut typed = export.other_crs.clone();
        let hint = RichText::new(T::OtherHint.text(lang)).color(c.text3);
        let field = TextEdit::singleline(&mut typed).margin(Margin::symmetric(8, 6)).desired_width(LIST).hint_text(hint);
        let field = ui.add(field);
        if field.changed() {
            commands.send(Command::ChangeExport(ExportChange::OtherCrs(typed)));
        }
        field.accessible_name(T::OtherCrs.text(lang));
    }
    said(ui, export, lang);
}

/// What there is to say of the chosen system: its name, what is wrong with it, how far it shifts places.
fn said(ui: &mut Ui, export: &ExportView, lang: Lang) {
    let c = theme::colours(ui.ctx());
    if export.crs == ExportCrs::Other && export.other_crs.trim().is_empty() {
        return;
    }
    let crs = match export.target_crs() {
        Ok(crs) => crs,
        Err(fault) => {
            wrapped(ui, &crs_words::fault(&fault, lang), font(text::SMALL), c.error);
            return;
        }
    };
    if let Err(fault) = fits(export.format, &crs) {
        wrapped(ui, &fault.sentence(lang), font(text::SMALL), c.error);
    } else if matches!(crs, Crs::Gcj02 | Crs::Bd09) {
        wrapped(ui, T::Shifted.text(lang), font(text::SMALL), c.warn);
    } else if export.crs == ExportCrs::Other {
        wrapped(ui, &crs_words::called(&crs.code()), font(text::SMALL), c.text2);
    }
}

/// What a list is for, and what is chosen in it.
fn spoken(name: T, chosen: &str, lang: Lang) -> String {
    format!("{}{}{chosen}", name.text(lang), lang.pick("：", ": "))
}

/// The name of a system that is offered.
fn named(crs: ExportCrs, zone: Option<u32>, lang: Lang) -> String {
    let words = match crs {
        ExportCrs::Wgs84 => T::Wgs84,
        ExportCrs::Cgcs2000 => T::Cgcs2000,
        ExportCrs::WebMercator => T::WebMercator,
        ExportCrs::Gcj02 => T::Gcj02,
        ExportCrs::Bd09 => T::Bd09,
        ExportCrs::Other => T::Other,
        ExportCrs::LocalZone => {
            let Some(entry) = zone.and_then(epsg::find) else { return T::Cgcs2000.text(lang).to_owned() };
            let meridian = parameter(entry.proj, "lon_0").unwrap_or_default();
            return T::LocalZone.fill(lang, &[meridian, &entry.code.to_string()]);
        }
    };
    words.text(lang).to_owned()
}
