//! The line along the window's bottom: where the cursor is, the scale, what is shown and selected, tasks, issues.
//! Refuses controls of the map.

use egui::{Align, CornerRadius, Layout, Rect, Sense, Stroke, Ui, UiBuilder, vec2};

use crate::domain::DatasetKind;
use crate::geodesy::{gauss_krueger, mercator};
use crate::i18n::issues::how_many;
use crate::i18n::ui::UiText;
use crate::i18n::{decimal, integer, percent};
use crate::map::legend::LegendClass;
use crate::map::theme_classes::OTHER;
use crate::workspace::LayerKey;

use super::command::{Command, Page, Sheet};
use super::icons;
use super::theme::{self, font, icon_font, radius, space, text};
use super::view::{Commands, TaskView, View};
use super::widgets::{IconButton, bar, focus_ring, label, one_line, put};

/// Metres of a point at 96 dpi.
const METRES_PER_PT: f64 = 0.0254 / 96.0;

/// Shows the line over all the room there is.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let rect = ui.max_rect();
    let hair = 1.0 / ui.pixels_per_point();
    ui.painter().hline(rect.x_range(), rect.top() + hair / 2.0, Stroke::new(hair, c.outline));
    let inner = rect.shrink2(vec2(space::M, 0.0));

    let mut right = ui.new_child(UiBuilder::new().id_salt("right").max_rect(inner).layout(Layout::right_to_left(Align::Center)));
    right.spacing_mut().item_spacing.x = space::L;
    issues(&mut right, view, commands);
    if !view.selection.is_empty() {
        let count = integer(view.selection.len() as f64);
        label(&mut right, &UiText::Selected.fill(view.lang, &[&count]), font(text::SMALL), c.text);
    }
    for task in view.tasks {
        running(&mut right, view, task, commands);
    }

    let room = Rect::from_min_max(inner.min, egui::pos2(right.min_rect().left() - space::L, inner.bottom()));
    let mut left = ui.new_child(UiBuilder::new().id_salt("left").max_rect(room).layout(Layout::left_to_right(Align::Center)));
    left.spacing_mut().item_spacing.x = space::L;
    left.shrink_clip_rect(room);
    for words in words(view) {
        // What has no room is left out whole: the line is a service, not a sentence.
        let galley = one_line(left.painter(), &words, font(text::SMALL), c.text2, f32::INFINITY);
        if galley.size().x > left.available_width() {
            break;
        }
        label(&mut left, &words, font(text::SMALL), c.text2);
    }
}

/// What the line says from the left, most important first.
fn words(view: &View) -> Vec<String> {
    let lang = view.lang;
    let mut words = Vec::new();
    if view.confidential {
        words.push(UiText::ConfidentialShort.text(lang).to_owned());
    }
    match view.page {
        Page::Browse | Page::Find => {
            if let Some(lon_lat) = view.cursor_lon_lat {
                words.push(coordinates(view, lon_lat));
            }
            words.push(UiText::Scale.fill(lang, &[&integer(scale_denominator(view))]));
            if let Some(shown) = shown(view) {
                words.push(shown);
            }
        }
        Page::Home => {
            let embedded = |kind: DatasetKind| view.datasets.iter().any(|set| set.kind == kind && set.is_embedded());
            if embedded(DatasetKind::Blocks) {
                words.push(UiText::SchematicBounds.text(lang).to_owned());
            }
            if embedded(DatasetKind::Buildings) {
                words.push(UiText::DemoRecords.text(lang).to_owned());
            }
        }
    }
    if let Some(park) = view.park {
        words.push(UiText::AsOf.fill(lang, &[&park.reference_date.to_string()]));
    }
    words.push(UiText::Credit.text(lang).to_owned());
    words
}

/// The place under the cursor, in degrees WGS84 or on the Gauss-Krüger grid.
fn coordinates(view: &View, lon_lat: [f64; 2]) -> String {
    if view.gauss_krueger {
        let grid = gauss_krueger::to_grid(lon_lat);
        format!("{}  X {}  Y {}", UiText::Cgcs2000.text(view.lang), decimal(grid.northing_m, 1), decimal(grid.easting_m, 1))
    } else {
        format!("{}  {:.5}, {:.5}", UiText::Wgs84.text(view.lang), lon_lat[0], lon_lat[1])
    }
}

/// n of the scale 1:n on a screen of 96 dpi, rounded to three digits as a reader would say it.
fn scale_denominator(view: &View) -> f64 {
    let [_, lat] = mercator::to_lon_lat(view.camera.centre_in_mercator);
    let exact = view.camera.mercator_per_pt * mercator::ground_metres(lat) / METRES_PER_PT;
    let step = 10f64.powf(exact.max(1.0).log10().floor() - 2.0);
    (exact / step).round() * step
}

/// How many records the map shows of the layers that count: buildings, firms, and the user's own.
fn shown(view: &View) -> Option<String> {
    let mut parts = Vec::new();
    for layer in view.legend {
        let Some(state) = view.workspace.layer(&layer.key).filter(|state| state.visible) else { continue };
        let count = integer(layer.count as f64);
        match &layer.key {
            LayerKey::Buildings => {
                // Buildings with nothing to let are most of a city; they are not what anyone counts here.
                let is_shown = |class: &&LegendClass| !state.hidden_classes.contains(&class.class);
                let (other, carrier): (Vec<_>, Vec<_>) =
                    layer.classes.iter().filter(is_shown).partition(|class| class.class == OTHER);
                let sum = |classes: &[&LegendClass]| classes.iter().map(|class| class.count).sum::<usize>() as f64;
                let mut say = |words: UiText, count: f64| parts.push(words.fill(view.lang, &[&integer(count)]));
                // A part that is empty is said only where both are.
                if sum(&carrier) > 0.0 || sum(&other) == 0.0 {
                    say(UiText::CountCarrierBuildings, sum(&carrier));
                }
                if sum(&other) > 0.0 {
                    say(UiText::CountOtherBuildings, sum(&other));
                }
            }
            LayerKey::Enterprises => parts.push(UiText::CountEnterprises.fill(view.lang, &[&count])),
            LayerKey::Own(_) => parts.push(UiText::CountOwn.fill(view.lang, &[&count, &layer.name])),
            _ => {}
        }
    }
    (!parts.is_empty()).then(|| UiText::Shown.fill(view.lang, &[&parts.join(" · ")]))
}

/// A running task: what it does, how far it is, a cross that stops it.
fn running(ui: &mut Ui, view: &View, task: &TaskView, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let stop = UiText::CancelTask.fill(view.lang, &[&task.title]);
    let cross = IconButton::new(icons::CLOSE, &stop).small();
    if ui.add(cross).clicked() {
        commands.send(Command::CancelTask(task.id));
    }
    if let Some(share) = task.share {
        let (rect, response) = ui.allocate_exact_size(vec2(72.0, 4.0), Sense::hover());
        let spoken = format!("{} {}", task.title, percent(f64::from(share)));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ProgressIndicator, true, &spoken));
        bar(ui.painter(), rect, share, c.accent, c.surface3);
    }
    label(ui, &task.title, font(text::SMALL), c.text2);
}

/// The number of issues, which opens their list.
fn issues(ui: &mut Ui, view: &View, commands: &mut Commands) {
    if view.issues.is_empty() {
        return;
    }
    let c = theme::colours(ui.ctx());
    let words = how_many(view.issues, view.lang);
    let has_error = view.issues.iter().any(|issue| issue.severity == crate::domain::Severity::Error);
    let (icon, ink) = if has_error { (icons::ERROR, c.error) } else { (icons::WARNING, c.warn) };
    let galley = one_line(ui.painter(), &words, font(text::SMALL), ink, 260.0);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 32.0, 22.0), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &words));
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(radius::TAG), c.surface2);
    }
    let inner = rect.shrink2(vec2(6.0, 0.0));
    ui.painter().text(inner.left_center(), egui::Align2::LEFT_CENTER, icon, icon_font(text::ICON_SMALL), ink);
    put(ui.painter(), galley, inner, egui::Align2::RIGHT_CENTER, ink);
    focus_ring(ui, &response, radius::TAG);
    if response.on_hover_text(UiText::IssuesOpen.text(view.lang)).clicked() {
        commands.send(Command::ShowSheet(Some(Sheet::Issues)));
    }
}
