//! What a layer lets the user set within its legend: what the buildings are coloured by, what makes a cluster. Refuses
//! layers without settings.

use egui::{Align2, CornerRadius, Popup, Rect, Sense, Slider, Ui, WidgetInfo, vec2};

use crate::i18n::layers::LayersText;
use crate::i18n::{Lang, integer};
use crate::ui::command::Command;
use crate::ui::icons;
use crate::ui::theme::{self, font, icon_font, radius, size, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{focus_ring, label};
use crate::workspace::{BuildingTheme, LayerKey};

/// Left edge of the settings: that of the class names.
const LEFT: f32 = 34.0;

/// Whether a layer has settings.
pub fn has(key: &LayerKey) -> bool {
    *key == LayerKey::Clusters
}

/// Shows the settings of a layer, if it has any.
pub fn show(ui: &mut Ui, view: &View, key: &LayerKey, commands: &mut Commands) {
    if *key == LayerKey::Clusters {
        clusters(ui, view, commands);
    }
}

fn theme_name(theme: BuildingTheme, lang: Lang) -> &'static str {
    match theme {
        BuildingTheme::VacancyRate => LayersText::ThemeVacancy.text(lang),
        BuildingTheme::AvailabilityRate => LayersText::ThemeAvailability.text(lang),
        BuildingTheme::VacantArea => LayersText::ThemeVacantArea.text(lang),
        BuildingTheme::AskingRent => LayersText::ThemeRent.text(lang),
    }
}

/// The button beside the buildings' name that changes what they are coloured by.
pub fn theme_button(ui: &Ui, view: &View, rect: Rect, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let lang = view.lang;
    let now = view.workspace.building_theme;
    let name = LayersText::ColourBy.fill(lang, &[theme_name(now, lang)]);
    let response = ui.interact(rect, ui.make_persistent_id("theme"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &name));
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(radius::TAG), c.surface3);
    }
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, icons::CARET_DOWN, icon_font(12.0), c.text2);
    focus_ring(ui, &response.clone().with_new_rect(rect.shrink(2.0)), radius::TAG);
    Popup::menu(&response).width(160.0).show(|ui| {
        for theme in BuildingTheme::ALL {
            if ui.radio(theme == now, theme_name(theme, lang)).clicked() && theme != now {
                commands.send(Command::SetBuildingTheme(theme));
                ui.close();
            }
        }
    });
    response.on_hover_text(name);
}

fn clusters(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    let (mut eps_m, mut least) = (view.workspace.cluster_eps_m, view.workspace.cluster_min_points);
    let mut changed = false;
    line(ui, LayersText::ClusterReach.text(lang), |ui| {
        let slider = Slider::new(&mut eps_m, 20.0..=600.0).step_by(10.0).suffix(format!(" {}", LayersText::Metre.text(lang)));
        changed |= ui.add(slider).accessible_name(LayersText::ClusterReach.text(lang)).changed();
    });
    line(ui, LayersText::ClusterLeast.text(lang), |ui| {
        let slider = Slider::new(&mut least, 2..=40).suffix(format!(" {}", LayersText::FirmUnit.text(lang)));
        changed |= ui.add(slider).accessible_name(LayersText::ClusterLeast.text(lang)).changed();
    });
    if changed {
        commands.send(Command::SetClusterParams(eps_m, least));
    }
    let words = match view.park {
        Some(park) => {
            let count = |number: usize| integer(number as f64);
            let members = park.clusters.clusters.iter().map(|cluster| cluster.members.len()).sum();
            let parts = [count(park.clusters.clusters.len()), count(members), count(park.clusters.noise.len())];
            LayersText::ClusterResult.fill(lang, &[&parts[0], &parts[1], &parts[2]])
        }
        None => LayersText::Computing.text(lang).to_owned(),
    };
    ui.horizontal(|ui| {
        ui.set_min_height(size::LEGEND_ROW);
        ui.add_space(LEFT);
        ui.add(egui::Label::new(egui::RichText::new(words).font(font(text::SMALL)).color(c.text2)).wrap());
    });
}

/// A line of a setting: its name, then its control.
fn line(ui: &mut Ui, name: &str, control: impl FnOnce(&mut Ui)) {
    let c = theme::colours(ui.ctx());
    ui.horizontal(|ui| {
        ui.set_min_height(size::LEGEND_ROW + space::XS);
        ui.spacing_mut().item_spacing.x = space::S;
        ui.spacing_mut().slider_width = 64.0;
        ui.add_space(LEFT);
        ui.allocate_ui_with_layout(vec2(52.0, size::LEGEND_ROW), egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui.set_min_width(52.0);
            label(ui, name, font(text::SMALL), c.text2);
        });
        control(ui);
    });
}
