//! The row of one class: swatch, name, count. A click hides or shows it, a double click isolates it, a click on the count
//! selects its records. Refuses the layer's own settings.

use egui::{Align2, CornerRadius, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::i18n::layers::LayersText;
use crate::map::legend::LegendClass;
use crate::ui::command::Command;
use crate::ui::icons;
use crate::ui::theme::{self, font, icon_font, radius, size, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{focus_ring, one_line, paint_swatch, put, row_ground};

use super::{COUNT_END, Entry};

/// Draws the row and answers to it.
pub fn show(ui: &mut Ui, view: &View, entry: &Entry, class: &LegendClass, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let lang = view.lang;
    let key = &entry.state.key;
    let count = class.count_text();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), size::LEGEND_ROW), Sense::click());
    let shown = !entry.state.hidden_classes.contains(&class.class);
    let lit = shown && entry.state.visible;
    let spoken = LayersText::Class.fill(lang, &[&entry.legend.name, &class.name, &count]);
    response.widget_info(|| WidgetInfo::selected(egui::Role::CheckBox, true, shown, &spoken));
    let inside = rect.shrink2(vec2(space::XS, 0.0));
    row_ground(ui, inside, &response, false);

    let swatch = Rect::from_center_size(pos2(rect.left() + 44.0, rect.center().y), vec2(20.0, 16.0));
    paint_swatch(ui.painter(), swatch, &class.swatch, if lit { 1.0 } else { 0.38 });
    let ink = if lit { c.text2 } else { c.text3 };
    let number = one_line(ui.painter(), &count, font(text::SMALL), ink, 80.0);
    let end = rect.right() - COUNT_END;
    let count_room =
        Rect::from_min_max(pos2(end - number.size().x - 6.0, rect.top() + 2.0), pos2(end + 6.0, rect.bottom() - 2.0));
    let name_room = Rect::from_min_max(pos2(rect.left() + 60.0, rect.top()), pos2(count_room.left() - space::XS, rect.bottom()));
    let name = one_line(ui.painter(), &class.name, font(text::SMALL), ink, name_room.width());
    let elided = name.elided;
    put(ui.painter(), name, name_room, Align2::LEFT_CENTER, ink);
    if !shown {
        let at = pos2(rect.right() - 18.0, rect.center().y);
        ui.painter().text(at, Align2::CENTER_CENTER, icons::EYE_CLOSED, icon_font(14.0), c.text3);
    }

    let select = ui.interact(count_room, ui.make_persistent_id(("count", class.class)), Sense::click());
    let select_name = LayersText::SelectClass.fill(lang, &[&entry.legend.name, &class.name, &count]);
    select.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &select_name));
    let number_ink = if select.hovered() { c.accent } else { ink };
    if select.hovered() {
        ui.painter().rect_filled(count_room, CornerRadius::same(radius::TAG), c.accent_soft);
    }
    put(ui.painter(), number, count_room.shrink2(vec2(6.0, 0.0)), Align2::RIGHT_CENTER, number_ink);
    focus_ring(ui, &select.clone().with_new_rect(count_room.shrink(1.0)), radius::TAG);
    if select.on_hover_text(select_name).clicked() {
        commands.send(Command::SelectClass(key.clone(), class.class));
    }

    focus_ring(ui, &response.clone().with_new_rect(inside.shrink(2.0)), radius::BUTTON);
    if response.double_clicked() {
        commands.send(Command::IsolateClass(key.clone(), class.class));
    } else if response.clicked() {
        commands.send(Command::SetClassVisible(key.clone(), class.class, !shown));
    }
    response.context_menu(|ui| {
        let mut entry = |ui: &mut Ui, words: LayersText, command: Command| {
            if ui.button(words.text(lang)).clicked() {
                commands.send(command);
                ui.close();
            }
        };
        let toggle = if shown { LayersText::HideClass } else { LayersText::ShowClass };
        entry(ui, toggle, Command::SetClassVisible(key.clone(), class.class, !shown));
        entry(ui, LayersText::IsolateClass, Command::IsolateClass(key.clone(), class.class));
        entry(ui, LayersText::SelectAll, Command::SelectClass(key.clone(), class.class));
    });
    let hint = LayersText::ClassHint.text(lang);
    response.on_hover_text(if elided { format!("{}\n{hint}", class.name) } else { hint.to_owned() });
}
