//! An industry cluster: industry, number, area, density, members listed. Refuses to find clusters.

use egui::{Ui, vec2};

use crate::domain::{Confidence, DatasetKind, Field, Industry, RecordRef};
use crate::i18n::fields::unit_name;
use crate::i18n::inspector::InspectorText as T;
use crate::i18n::kinds::industry_name;
use crate::i18n::records::name_of;
use crate::i18n::{Lang, decimal, integer};
use crate::map::palette::shape_of_industry;
use crate::ui::command::{Command, SelectMode, Target};
use crate::ui::icons;
use crate::ui::theme::{self, font, semibold, space, text};
use crate::ui::view::{Commands, ParkView, View};
use crate::ui::widgets::{IconButton, Row, colour_of, confidence_tag, label, link, paint_mark, section, tag, wrapped};

use super::figures::name_and_value;
use super::record::inset;
use super::scrolled;

/// A cluster as the inspector shows it.
pub struct ClusterCard {
    /// Its name by place.
    title: String,
    /// The industry.
    industry: Industry,
    /// The members: name, building, record.
    members: Vec<(String, String, RecordRef)>,
    /// Within the outline, m².
    area_m2: f64,
    /// Firms a hectare.
    density_per_ha: f64,
    /// Reach and least number that made it.
    params: (f64, usize),
    /// The least sure of its members.
    confidence: Option<Confidence>,
}

/// The card of a cluster by its number.
pub fn card(park: &ParkView, number: usize, lang: Lang) -> Option<ClusterCard> {
    let cluster = park.clusters.clusters.get(number)?;
    let firms = park.model.set(DatasetKind::Enterprises)?;
    let names = park.cluster_names.get(number);
    let title = names.map(|[zh, en]| lang.pick(zh, en).to_owned());
    let buildings = park.model.set(DatasetKind::Buildings);
    let member = |&row: &u32| {
        let building = park.model.up(DatasetKind::Enterprises, row, DatasetKind::Buildings);
        let place = building.and_then(|link| Some(name_of(buildings?, link.row as usize, lang).into_owned()));
        (
            name_of(firms, row as usize, lang).into_owned(),
            place.unwrap_or_default(),
            RecordRef::of_kind(DatasetKind::Enterprises, row),
        )
    };
    Some(ClusterCard {
        title: title.unwrap_or_else(|| industry_name(cluster.industry, lang).to_owned()),
        industry: cluster.industry,
        members: cluster.members.iter().map(member).collect(),
        area_m2: cluster.area_m2,
        density_per_ha: cluster.density_per_ha(),
        params: (park.clusters.params.eps_m, park.clusters.params.min_points),
        confidence: cluster.members.iter().filter_map(|&row| firms.confidence_of(row as usize)).max(),
    })
}

/// Draws the card.
pub fn show(ui: &mut Ui, view: &View, card: &ClusterCard, commands: &mut Commands) {
    let (c, lang) = (theme::colours(ui.ctx()), view.lang);
    inset(ui, |ui| {
        ui.horizontal(|ui| {
            tag(ui, T::Cluster.text(lang), [c.text2, c.surface3]);
            if let Some(confidence) = card.confidence {
                confidence_tag(ui, confidence, lang);
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                if ui.add(IconButton::new(icons::CLOSE, T::Clear.text(lang))).clicked() {
                    commands.send(Command::Select(SelectMode::Replace, Vec::new()));
                }
                if ui.add(IconButton::new(icons::LOCATE, T::ZoomTo.text(lang))).clicked() {
                    commands.send(Command::FlyTo(Target::Selection));
                }
            });
        });
        wrapped(ui, &card.title, semibold(text::RECORD), c.text);
        ui.horizontal(|ui| {
            let (mark, _) = ui.allocate_exact_size(vec2(14.0, theme::size::TAG), egui::Sense::hover());
            let fill = colour_of(view.look.panel_palette().industry[card.industry as usize]);
            paint_mark(ui.painter(), mark.center(), 5.0, shape_of_industry(card.industry), fill);
            label(ui, industry_name(card.industry, lang), font(text::BODY), c.text2);
        });
        ui.add_space(space::S);
        let count = T::FirmsCount.fill(lang, &[&integer(card.members.len() as f64)]);
        name_and_value(ui, T::Members.text(lang), &count);
        let area = format!("{}\u{2009}{}", decimal(card.area_m2 / 10_000.0, 1), unit_name(crate::domain::Unit::Hectare, lang));
        name_and_value(ui, crate::i18n::fields::field_name(Field::AreaKm2, lang), &area);
        name_and_value(ui, T::Density.text(lang), &T::DensityValue.fill(lang, &[&decimal(card.density_per_ha, 1)]));
        let (eps_m, min_points) = card.params;
        name_and_value(
            ui,
            T::ClusterRule.text(lang),
            &T::ClusterRuleValue.fill(lang, &[&integer(eps_m), &integer(min_points as f64)]),
        );
        if link(ui, T::SelectMembers.text(lang), true).clicked() {
            let all = card.members.iter().map(|(_, _, record)| record.clone()).collect();
            commands.send(Command::Select(SelectMode::Replace, all));
        }
        section(ui, T::Members.text(lang), &count);
    });
    scrolled(ui, 0.0, |ui| {
        for (name, place, record) in &card.members {
            let response = Row { icon: None, name, detail: "", right: place, selected: false }.show(ui);
            if response.clicked() {
                commands.send(Command::Select(SelectMode::Replace, vec![record.clone()]));
            } else if response.hovered() {
                commands.send(Command::Hover(Some(record.clone())));
            }
        }
    });
}
