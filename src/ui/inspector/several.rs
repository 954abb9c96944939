//! Several selected records: a summary that adds up, each kind apart, and the selection kept under a name. Refuses to list
//! more than a page of them.

use egui::{TextEdit, Ui};

use crate::analysis::selection::{SelectionSummary, summarise};
use crate::domain::{Confidence, DatasetKind, RecordRef, SetKey, Unit};
use crate::i18n::fields::unit_name;
use crate::i18n::inspector::InspectorText as T;
use crate::i18n::kinds::kind_name;
use crate::i18n::{Lang, integer};
use crate::ui::actions::shortcut_of;
use crate::ui::command::{Command, SelectMode, Target};
use crate::ui::exporting::ExportWhat;
use crate::ui::icons;
use crate::ui::theme::{self, font, semibold, space, text};
use crate::ui::view::{Commands, ParkView, View};
use crate::ui::widgets::{IconButton, Row, label, secondary, section, wrapped};

use super::figures::{name_and_value, parts, tagged_section, tiles};
use super::record::{industry_bar, inset};
use super::{InspectorState, dataset_of, scrolled};

/// Records listed one by one; more are only summed.
const LISTED: usize = 60;

/// The summary of several records.
pub struct SeveralCard {
    summary: SelectionSummary,
    /// How sure the firms on record are.
    firms_confidence: Option<Confidence>,
    /// Name and record of the first ones.
    listed: Vec<(String, RecordRef)>,
}

/// Sums the selected records.
pub fn card(view: &View, park: &ParkView, selected: &[RecordRef]) -> SeveralCard {
    let name = |record: &RecordRef| {
        let dataset = dataset_of(view.datasets, record)?;
        Some((crate::i18n::records::name_of(dataset, record.row as usize, view.lang).into_owned(), record.clone()))
    };
    SeveralCard {
        summary: summarise(&park.model, &park.vacancy, selected),
        firms_confidence: park.model.set(DatasetKind::Enterprises).and_then(|firms| {
            let rows = 0..firms.len();
            rows.filter_map(|row| firms.confidence_of(row)).max()
        }),
        listed: selected.iter().take(LISTED).filter_map(name).collect(),
    }
}

/// Draws the summary.
pub fn show(ui: &mut Ui, view: &View, card: &SeveralCard, state: &mut InspectorState, commands: &mut Commands) {
    let (c, lang) = (theme::colours(ui.ctx()), view.lang);
    inset(ui, |ui| {
        ui.horizontal(|ui| {
            let title = T::Several.fill(lang, &[&integer(f64::from(card.summary.count))]);
            label(ui, &title, semibold(text::RECORD), c.text);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                if ui.add(IconButton::new(icons::CLOSE, T::Clear.text(lang))).clicked() {
                    commands.send(Command::Select(SelectMode::Replace, Vec::new()));
                }
                let export =
                    IconButton::new(icons::LINK, T::Export.text(lang)).shortcut(shortcut_of(ui.ctx(), "export_selection"));
                if ui.add(export).clicked() {
                    commands.send(Command::ShowExport(Some(ExportWhat::Selection)));
                }
                if ui.add(IconButton::new(icons::LOCATE, T::ZoomTo.text(lang))).clicked() {
                    commands.send(Command::FlyTo(Target::Selection));
                }
            });
        });
        wrapped(ui, T::SeveralHint.text(lang), font(text::SMALL), c.text3);
    });
    scrolled(ui, 0.0, |ui| {
        inset(ui, |ui| {
            for set in &card.summary.sets {
                let name = match &set.set {
                    SetKey::Kind(kind) => kind_name(*kind, lang).to_owned(),
                    SetKey::Own(name) => name.to_string(),
                };
                let area = set.floor_m2.or(set.ground_m2).map(|area| format!(" · {}", square_metres(area, lang)));
                name_and_value(ui, &name, &format!("{}{}", integer(f64::from(set.count)), area.unwrap_or_default()));
            }
            ui.add_space(space::S);
            if let Some(vacancy) = &card.summary.vacancy {
                state.parts_open ^= tiles(ui, Some(vacancy), lang);
                if state.parts_open {
                    parts(ui, view, vacancy);
                }
            }
            if card.summary.enterprises > 0 {
                let count = T::FirmsCount.fill(lang, &[&integer(f64::from(card.summary.enterprises))]);
                tagged_section(ui, T::Firms.text(lang), &count, card.firms_confidence, lang);
                industry_bar(ui, view, &card.summary.enterprises_by_industry.map(|count| count as usize));
            }
            ui.add_space(space::S);
            keep(ui, lang, state, commands);
            section(ui, T::Members.text(lang), "");
        });
        for (name, record) in &card.listed {
            let response = Row { icon: None, name, detail: "", right: "", selected: false }.show(ui);
            if response.clicked() {
                commands.send(Command::Select(SelectMode::Replace, vec![record.clone()]));
            } else if response.hovered() {
                commands.send(Command::Hover(Some(record.clone())));
            }
        }
        if card.summary.count as usize > card.listed.len() {
            inset(ui, |ui| {
                let more = T::More.fill(lang, &[&integer((card.summary.count as usize - card.listed.len()) as f64)]);
                label(ui, &more, font(text::SMALL), c.text3);
            });
        }
    });
}

/// Keeps the selection under a name.
fn keep(ui: &mut Ui, lang: Lang, state: &mut InspectorState, commands: &mut Commands) {
    ui.horizontal(|ui| {
        let hint = T::SelectionName.text(lang);
        let field = TextEdit::singleline(&mut state.set_name).hint_text(hint).desired_width(ui.available_width() - 120.0);
        let typed = ui.add(field);
        typed.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, hint));
        let entered = typed.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let clicked = secondary(ui, None, T::SaveSelection.text(lang)).clicked();
        if (clicked || entered) && !state.set_name.trim().is_empty() {
            commands.send(Command::SaveSelection(std::mem::take(&mut state.set_name).trim().to_owned()));
        }
    });
}

/// The kept selections: a click selects, the button at the right forgets.
pub fn kept(ui: &mut Ui, view: &View, commands: &mut Commands) {
    if view.workspace.selection_sets.is_empty() {
        return;
    }
    inset(ui, |ui| section(ui, T::SelectionSets.text(view.lang), ""));
    for (name, records) in &view.workspace.selection_sets {
        ui.horizontal(|ui| {
            let delete = IconButton::new(icons::TRASH, T::Delete.text(view.lang)).small();
            if ui.add(delete).clicked() {
                commands.send(Command::DeleteSelection(name.clone()));
            }
            let count = integer(records.len() as f64);
            if (Row { icon: None, name, detail: "", right: &count, selected: false }).show(ui).clicked() {
                commands.send(Command::LoadSelection(name.clone()));
            }
        });
    }
}

fn square_metres(area_m2: f64, lang: Lang) -> String {
    format!("{}\u{2009}{}", integer(area_m2), unit_name(Unit::SquareMetre, lang))
}
