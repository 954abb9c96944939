//! Layers and legend in one panel: visibility, order, classes with live counts, the settings of theme and clusters.
//! Refuses to count: the legend comes with the view.

mod class_row;
mod layer_row;
mod options;
mod settings;

use egui::{Align, Key, LayerId, Layout, Modifiers, Order, Rect, ScrollArea, Stroke, Ui, UiBuilder, vec2};

use crate::i18n::layers::LayersText;
use crate::i18n::ui::UiText;
use crate::map::legend::LegendLayer;
use crate::workspace::{LayerKey, LayerState};

use super::actions::shortcut_of;
use super::command::{Command, Sheet};
use super::icons;
use super::map_view::drop_hint::can_drop;
use super::theme::{self, font, size, space, text};
use super::view::{Commands, View};
use super::widgets::{Empty, IconButton, label, loading_bar, loading_rows, panel_head, tag};

/// Where the count of a row ends, points from the panel's right edge.
const COUNT_END: f32 = 38.0;

/// One layer as the panel shows it.
struct Entry<'a> {
    /// Its place in the workspace's list.
    place: usize,
    state: &'a LayerState,
    legend: &'a LegendLayer,
}

/// Shows the panel over all the room there is.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let panel = ui.max_rect();
    let lang = view.lang;
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    panel_head(ui, LayersText::Title.text(lang), |ui| {
        let add = IconButton::new(icons::PLUS, LayersText::Add.text(lang)).shortcut(shortcut_of(ui.ctx(), "open"));
        if ui.add(add).clicked() {
            commands.send(Command::ShowSheet(Some(Sheet::Open)));
        }
        let fold = IconButton::new(icons::SIDEBAR, UiText::HidePanel.text(lang)).shortcut(shortcut_of(ui.ctx(), "left_panel"));
        if ui.add(fold).clicked() {
            commands.send(Command::ToggleLeftPanel);
        }
    });
    if view.park.is_none() {
        loading_bar(ui, panel, None);
    }

    let foot = Rect::from_min_max(egui::pos2(panel.left(), panel.bottom() - 38.0), panel.max);
    let list = Rect::from_min_max(ui.cursor().min, egui::pos2(panel.right(), foot.top()));
    let mut inner = ui.new_child(UiBuilder::new().id_salt("list").max_rect(list).layout(Layout::top_down(Align::Min)));
    inner.shrink_clip_rect(list);
    if view.legend.is_empty() {
        if view.park.is_none() {
            loading_rows(&mut inner, 8, size::ROW);
        } else {
            empty(&mut inner, view, commands);
        }
    } else {
        ScrollArea::vertical().auto_shrink(false).show(&mut inner, |ui| {
            ui.add_space(space::XS);
            rows(ui, view, commands);
            ui.add_space(space::S);
        });
    }
    marks_of_doubt(ui, view, foot);
}

fn rows(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let entries: Vec<Entry> = view
        .workspace
        .layers
        .iter()
        .enumerate()
        .filter_map(|(place, state)| {
            let legend = view.legend.iter().find(|legend| legend.key == state.key)?;
            Some(Entry { place, state, legend })
        })
        .collect();
    let mut rects = Vec::with_capacity(entries.len());
    let mut dropped = None;
    for (number, entry) in entries.iter().enumerate() {
        ui.push_id(entry.state.key.code(), |ui| {
            let response = layer_row::show(ui, view, entry, commands);
            rects.push(response.rect);
            options::context_menu(&response, view, entry, commands);
            if response.has_focus() {
                move_by_keyboard(ui, &entries, number, commands);
            }
            if response.drag_stopped() {
                dropped = response.interact_pointer_pos().map(|at| (number, at.y));
            }
            if response.dragged()
                && let Some(at) = response.interact_pointer_pos()
            {
                drop_line(ui, &entries, number, at.y);
            }
            if entry.state.expanded && (!entry.legend.classes.is_empty() || settings::has(&entry.state.key)) {
                settings::show(ui, view, &entry.state.key, commands);
                for class in &entry.legend.classes {
                    class_row::show(ui, view, entry, class, commands);
                }
                ui.add_space(space::XS);
            }
        });
    }
    ui.data_mut(|data| data.insert_temp(egui::Id::unique("layer rows"), rects.clone()));
    if let Some((number, y)) = dropped {
        let target = target_of(&rects, y);
        let place = entries.get(target).or(entries.last()).map_or(0, |entry| entry.place);
        // Taking the row out shifts the ones below it up by one.
        let place = if target > number && target < entries.len() { place.saturating_sub(1) } else { place };
        if let Some(entry) = entries.get(number)
            && place != entry.place
        {
            commands.send(Command::MoveLayer(entry.state.key.clone(), place));
        }
    }
}

/// Before which row something dropped at a height goes.
fn target_of(rects: &[Rect], y: f32) -> usize {
    rects.iter().position(|rect| y < rect.center().y).unwrap_or(rects.len())
}

/// A line where the dragged row would go, by the rows of the last frame.
fn drop_line(ui: &Ui, entries: &[Entry], number: usize, y: f32) {
    let rects = ui.data(|data| data.get_temp::<Vec<Rect>>(egui::Id::unique("layer rows"))).unwrap_or_default();
    if rects.len() != entries.len() {
        return;
    }
    let target = target_of(&rects, y);
    if target == number || target == number + 1 {
        return;
    }
    let Some(last) = rects.last() else { return };
    let at = rects.get(target).map_or(last.bottom(), Rect::top);
    let c = theme::colours(ui.ctx());
    let over = LayerId::new(Order::Tooltip, egui::Id::unique("where a row goes"));
    ui.ctx().layer_painter(over).hline(last.x_range(), at, Stroke::new(2.0, c.selection));
}

/// Alt with an arrow moves the row that has the keyboard.
fn move_by_keyboard(ui: &Ui, entries: &[Entry], number: usize, commands: &mut Commands) {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::ALT, key));
    let other = if pressed(Key::ArrowUp) {
        number.checked_sub(1)
    } else if pressed(Key::ArrowDown) {
        Some(number + 1)
    } else {
        None
    };
    if let Some(other) = other.and_then(|other| entries.get(other)) {
        commands.send(Command::MoveLayer(entries[number].state.key.clone(), other.place));
    }
}

fn empty(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let lang = view.lang;
    let sentence = if can_drop() { LayersText::EmptySentence } else { LayersText::EmptySentenceNoDrop };
    let empty = Empty {
        icon: icons::LAYERS,
        title: LayersText::EmptyTitle.text(lang),
        sentence: sentence.text(lang),
        button: Some((icons::FOLDER_OPEN, LayersText::EmptyButton.text(lang))),
        link: None,
    };
    if empty.show(ui).is_some() {
        commands.send(Command::ShowSheet(Some(Sheet::Open)));
    }
}

/// What the tags 示意 and 演示 mean, at the panel's foot, while such data is loaded.
fn marks_of_doubt(ui: &mut Ui, view: &View, foot: Rect) {
    let c = theme::colours(ui.ctx());
    let hair = 1.0 / ui.pixels_per_point();
    ui.painter().hline(foot.x_range(), foot.top(), Stroke::new(hair, c.outline));
    if !view.datasets.iter().any(|dataset| dataset.is_embedded()) {
        return;
    }
    let inner = foot.shrink2(vec2(space::M, 0.0));
    let mut ui = ui.new_child(UiBuilder::new().id_salt("foot").max_rect(inner).layout(Layout::left_to_right(Align::Center)));
    ui.spacing_mut().item_spacing.x = 6.0;
    let lang = view.lang;
    tag(&mut ui, LayersText::Schematic.text(lang), [c.schematic, c.schematic_soft]);
    label(&mut ui, LayersText::SchematicHint.text(lang), font(text::SMALL), c.text2);
    tag(&mut ui, LayersText::Demo.text(lang), [c.warn, c.warn_soft]);
    label(&mut ui, LayersText::DemoHint.text(lang), font(text::SMALL), c.text2);
}

/// The icon of a layer.
fn icon_of(key: &LayerKey) -> char {
    match key {
        LayerKey::Blocks => icons::BLOCK,
        LayerKey::Renewal => icons::RENEWAL,
        LayerKey::Parks => icons::PARK,
        LayerKey::LowEfficiency => icons::FLAG,
        LayerKey::Buildings => icons::BUILDING,
        LayerKey::Enterprises => icons::ENTERPRISES,
        LayerKey::Clusters => icons::CLUSTER,
        LayerKey::Projects => icons::STAR,
        LayerKey::Institutions => icons::INSTITUTION,
        LayerKey::Metro => icons::METRO,
        LayerKey::Streets => icons::STREET,
        LayerKey::Railways => icons::RAILWAY,
        LayerKey::Water => icons::WATER,
        LayerKey::Green => icons::GREEN,
        LayerKey::Sites => icons::SITE,
        LayerKey::Own(_) => icons::SHAPES,
    }
}
